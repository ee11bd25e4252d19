// The npm package as a consumer gets it: built once from what is there now, packed, and unpacked by npm.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPackage, packageFolder } from '../../tools/build-package.mjs';
import { Failure, filesBelow, hashOf, holds, inRoot, write } from '../../tools/lib.mjs';

const stamp = inRoot('target', 'tools', 'package.sha256');
const packed = inRoot('target', 'tools', 'package');

/** Builds and packs the package when its sources have changed. @returns {Promise<string>} the path of the tarball */
export async function tarball() {
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const file = join(packed, `goitin-${version}.tgz`);
  const folders = [
    ...['package', 'element'].map((name) => inRoot('www', name)),
    inRoot('dist', 'wasm'),
    inRoot('src'),
  ];
  const tools = ['build-package.mjs', 'packed.mjs', 'package-manifest.mjs', 'software-bill.mjs'].map((name) =>
    inRoot('tools', name),
  );
  const inputs = hashOf([
    ...folders.flatMap(filesBelow),
    ...tools,
    inRoot('www', 'dom.ts'),
    inRoot('www', 'unpack.ts'),
    inRoot('www', 'view', 'prose.ts'),
    inRoot('package.json'),
    inRoot('Cargo.lock'),
  ]);
  if (holds(stamp, inputs) && existsSync(file) && existsSync(packageFolder)) return file;
  await buildPackage();
  rmSync(packed, { recursive: true, force: true });
  write(join(packed, '.keep'), '');
  npm(packageFolder, ['pack', '--ignore-scripts', '--pack-destination', packed]);
  write(stamp, inputs);
  return file;
}

/** Runs npm in a folder and gives what it prints. @param {string} folder @param {string[]} args */
export function npm(folder, args) {
  return execute('npm', args, folder, { shell: process.platform === 'win32' });
}

/** The environment of a stranger's shell: what bundlers that ran in this process have set would change what others do. */
export const strangers = () => ({ ...process.env, NODE_ENV: undefined });

/**
 * Runs a program and gives what it prints; an exit code other than 0 is a failure with everything it said.
 * @param {string} command @param {string[]} args @param {string} folder
 * @param {{ shell?: boolean, input?: string, env?: Record<string, string>, timeout?: number }} [options]
 */
export function execute(command, args, folder, { env, ...options } = {}) {
  const result = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 300_000,
    env: { ...strangers(), ...env },
    ...options,
  });
  if (result.error) throw new Failure(`${command}: ${result.error.message}`);
  if (result.status !== 0)
    throw new Failure(
      `${[command, ...args].join(' ')} ended with ${result.status}\n${result.stdout}\n${result.stderr}`,
    );
  return result.stdout;
}

/**
 * A folder with the package and others installed, as a stranger's project would have it.
 * @param {Record<string, string>} [others] name to version
 * @param {Record<string, unknown>} [manifest] further members of package.json
 */
export async function consumer(others = {}, manifest = { type: 'module' }) {
  const file = await tarball();
  const folder = mkdtempSync(join(tmpdir(), 'goitin-consumer-'));
  const dependencies = { ...others, goitin: `file:${file}` };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies, ...manifest }));
  npm(folder, [
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--loglevel=error',
  ]);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

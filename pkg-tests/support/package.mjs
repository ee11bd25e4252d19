// The npm package as a consumer gets it: built once from what is there now, packed, and unpacked by npm.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { buildPackage, packageFolder } from '../../tools/build-package.mjs';
import { Failure, filesBelow, hashOf, holds, inRoot, write } from '../../tools/lib.mjs';

const stamp = inRoot('target', 'tools', 'package.sha256');
const packed = inRoot('target', 'tools', 'package');

/** Holds the number of the process that packs. */
const lock = inRoot('target', 'tools', 'package.lock');
const LOOK_EVERY = 200;

/**
 * Builds and packs the package when its sources have changed. Test files run side by side: one of them does it, and the
 * others wait. @returns {Promise<string>} the path of the tarball
 */
export async function tarball() {
  while (!take(lock)) await wait(LOOK_EVERY);
  try {
    return await currentTarball();
  } finally {
    rmSync(lock);
  }
}

/** Whether the lock is ours now. That of a process that is gone is taken away. @param {string} file */
function take(file) {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    if (!isHeld(file)) rmSync(file, { force: true });
    return false;
  }
}

/** @param {string} file */
function isHeld(file) {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH';
  }
}

async function currentTarball() {
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const file = join(packed, `goitin-${version}.tgz`);
  const folders = [
    ...['dom', 'engine', 'package', 'element'].map((name) => inRoot('www', name)),
    inRoot('dist', 'wasm'),
    inRoot('src'),
  ];
  const tools = ['build-package.mjs', 'packed.mjs', 'package-manifest.mjs', 'software-bill.mjs'].map((name) =>
    inRoot('tools', name),
  );
  const inputs = hashOf([
    ...folders.flatMap(filesBelow),
    ...tools,
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

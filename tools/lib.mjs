// What the tools share: where the project is, how a program is run, how a failure is told.
// Only Node's own modules: this is loaded before the npm dependencies are there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const inRoot = (/** @type {string[]} */ ...parts) => join(root, ...parts);

/** Everything that set-up fetches or builds; deleting it makes the next run a cold one. */
export const cache = inRoot('target', 'tools');

/** A failure with advice: `what` went wrong and what the reader should `advice` do. */
export class Failure extends Error {
  /** @param {string} what @param {string} [advice] */
  constructor(what, advice) {
    super(advice ? `${what}\n  What to do: ${advice}` : what);
  }
}

/**
 * Runs a program with the terminal as its output; throws a Failure unless it ends with 0.
 * @param {string} command @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions & { advice?: string }} [options]
 */
export function run(command, args, { advice, ...options } = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error) throw new Failure(startError(command, result.error), advice);
  if (result.signal) throw new Failure(`${command} was stopped by ${result.signal}`, advice);
  if (result.status !== 0) throw new Failure(`${[command, ...args].join(' ')} failed`, advice);
}

/**
 * A program's standard output, or undefined when it cannot be run or fails.
 * @param {string} command @param {string[]} args
 */
export function output(command, args) {
  const result = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return result.status === 0 ? result.stdout.trim() : undefined;
}

/** Runs a script of an npm dependency. @param {string} script @param {string[]} args */
export function runNode(script, args) {
  run(process.execPath, [inRoot('node_modules', script), ...args]);
}

/** Runs npm, also on Windows, where it is no program of its own. @param {string[]} args */
export function runNpm(args, advice = '') {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) run(process.execPath, [script, ...args], { advice });
  else run('npm', args, { advice, shell: process.platform === 'win32' });
}

/** @param {string} command @param {NodeJS.ErrnoException} error */
function startError(command, error) {
  if (error.code === 'ENOENT') return `${command} is not installed, or not on PATH`;
  if (error.code === 'ETIMEDOUT') return `${command} took too long`;
  return `${command}: ${error.message}`;
}

/** Every file below a folder, sorted. @param {string} folder @returns {string[]} */
export function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    })
    .sort();
}

/** One hash over the contents of files and over further texts. @param {string[]} files @param {string[]} texts */
export function hashOf(files, texts = []) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  for (const text of texts) hash.update(`${text}\0`);
  return hash.digest('hex');
}

/** Whether `file` holds exactly `text`. @param {string} file @param {string} text */
export const holds = (file, text) => existsSync(file) && readFileSync(file, 'utf8') === text;

/** Writes a file and the folders above it. @param {string} file @param {string} text */
export function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The environment without settings that would change what a build produces. */
export function cleanEnvironment() {
  const env = { ...process.env };
  for (const name of Object.keys(env)) {
    if (
      /^(RUSTC|RUSTDOC|RUSTFLAGS|RUSTC_BOOTSTRAP|CARGO_ENCODED_RUSTFLAGS|CARGO_BUILD_.*|CARGO_TARGET_.*)$/.test(
        name,
      )
    )
      delete env[name];
  }
  return env;
}

/** Runs `main` when the module was started as a program, and turns a Failure into a message and exit 1. */
export async function whenStarted(/** @type {ImportMeta} */ meta, /** @type {() => unknown} */ main) {
  const started = process.argv[1];
  if (!started || realpathSync(started) !== fileURLToPath(meta.url)) return;
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(`\nerror: ${error.message}`);
    process.exitCode = 1;
  }
}

/** @param {number} since in milliseconds, from performance.now() */
export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

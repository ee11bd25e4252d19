// `npm run compare -- REVISION [--cases N] [--seed N]`: compares the reports of that revision's native command with those
// of the working tree, over samples, rule examples and changed packets. (What masked reports show is held by
// pkg-tests/privacy.test.mjs.) Writes the differences, grouped by
// kind, to target/compare/differences.md; fails when a kind is not in compare-intended.json.
import { spawn } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { toNewContract } from './compare/contract.mjs';
import { differences } from './compare/differences.mjs';
import { SAMPLE_FOLDERS, writeInputs } from './compare/inputs.mjs';
import { Kinds } from './compare/kinds.mjs';
import { cleanEnvironment, Failure, inRoot, output, root, run, seconds, whenStarted, write } from './lib.mjs';

const FOLDER = inRoot('target', 'compare');
const INPUTS = join(FOLDER, 'inputs');
const PROGRAM = process.platform === 'win32' ? 'goitin.exe' : 'goitin';

/** Files given to the command at once. */
const BATCH = 250;
/** A command that takes longer for a batch hangs. */
const PATIENCE = 120_000;

/** Both commands are built like this: quickly, since they are only asked what they say. */
const BUILD = {
  CARGO_PROFILE_RELEASE_LTO: 'off',
  CARGO_PROFILE_RELEASE_OPT_LEVEL: '2',
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '16',
  CARGO_PROFILE_RELEASE_INCREMENTAL: 'true',
};

/**
 * Builds the command of a checkout and keeps it under a name. Each has a target folder of its own: in a shared one cargo
 * takes the package of one checkout for that of another.
 * @param {string} checkout @param {string} name
 */
function buildCommand(checkout, name) {
  const target = join(FOLDER, 'build', name);
  const env = { ...cleanEnvironment(), ...BUILD, CARGO_TARGET_DIR: target };
  run('cargo', ['build', '--locked', '--release', '--bin', 'goitin'], { cwd: checkout, env });
  const kept = join(FOLDER, 'commands', name, PROGRAM);
  mkdirSync(join(FOLDER, 'commands', name), { recursive: true });
  copyFileSync(join(target, 'release', PROGRAM), kept);
  return kept;
}

/**
 * The command and the samples of a revision; what is built already is not built again.
 * @param {string} revision
 */
function oldCommand(revision) {
  const id = output('git', ['rev-parse', '--verify', `${revision}^{commit}`]);
  if (!id) throw new Failure(`git knows no revision ${revision}`);
  const command = join(FOLDER, 'commands', id, PROGRAM);
  const samples = join(FOLDER, 'commands', id, 'samples');
  if (existsSync(command)) return { command, samples };
  const checkout = join(FOLDER, 'checkouts', id);
  run('git', ['worktree', 'add', '--force', '--detach', checkout, id]);
  try {
    for (const folder of SAMPLE_FOLDERS)
      cpSync(join(checkout, folder), join(samples, folder), { recursive: true });
    buildCommand(checkout, id);
  } finally {
    run('git', ['worktree', 'remove', '--force', checkout]);
  }
  return { command, samples };
}

/** What the command prints for these files. @param {string} command @param {string[]} args @returns {Promise<string>} */
function printed(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: INPUTS, stdio: ['ignore', 'pipe', 'pipe'], timeout: PATIENCE });
    /** @type {Buffer[]} */
    const out = [];
    child.stdout.on('data', (/** @type {Buffer} */ part) => out.push(part));
    child.stderr.resume();
    child.on('error', reject);
    child.on('close', () => resolve(Buffer.concat(out).toString()));
  });
}

/** The reports of files, as compact JSON lines. @param {string} command @param {string[]} options @param {string[]} files @returns {Promise<string[]>} */
async function reportLines(command, options, files) {
  const args = ['check', '--format', 'json', ...options];
  const [file = ''] = files;
  if (files.length === 1) {
    // One report alone is indented; with a file that is not there beside it, it stands on one line.
    const [line] = (await printed(command, [...args, file, 'none'])).split('\n');
    return [line ? line : JSON.stringify({ crashed: true })];
  }
  const lines = (await printed(command, [...args, ...files])).trimEnd().split('\n');
  if (options.includes('--ndjson') || lines.length === files.length) return lines;
  // The command ended early: which file it was shows when each is checked alone.
  const alone = [];
  for (const one of files) alone.push(...(await reportLines(command, options, [one])));
  return alone;
}

/**
 * Compares two reports of one file. @param {Kinds} kinds @param {string} oldLine @param {string} newLine
 * @param {string} example
 */
function compareLines(kinds, oldLine, newLine, example) {
  if (oldLine === newLine) return;
  const [old, now] = [JSON.parse(oldLine), JSON.parse(newLine)];
  if (old.crashed || now.crashed) {
    const shape = (/** @type {any} */ { crashed }) => (crashed ? 'no report' : 'report');
    const place = { path: '/', rule: '', old: undefined, new: undefined };
    return kinds.add({ ...place, oldShape: shape(old), newShape: shape(now) }, example);
  }
  toNewContract(old);
  kinds.filled(toNewContract(now));
  for (const difference of differences(old, now)) kinds.add(difference, example);
}

/**
 * @param {Kinds} kinds @param {[string, string]} commands @param {string[]} options @param {string[]} files
 * @returns {Promise<number>} how many reports were compared
 */
async function compareBatch(kinds, commands, options, files) {
  const [old = [], now = []] = await Promise.all(commands.map((one) => reportLines(one, options, files)));
  const name = (/** @type {number} */ at) => [files[at] ?? `lines of ${files[0]} …`, ...options].join(' ');
  for (let at = 0; at < Math.max(old.length, now.length); at++) {
    const none = JSON.stringify({ crashed: true });
    const isOfLines = options.includes('--ndjson');
    compareLines(
      kinds,
      old[at] ?? none,
      now[at] ?? none,
      isOfLines ? `line ${at} of ${files[0]} … ${options.join(' ')}` : name(at),
    );
  }
  return old.length;
}

/** @param {string} revision @param {{ cases: number, seed: number }} wanted */
async function compareWith(revision, wanted) {
  const start = performance.now();
  const { samples, command } = oldCommand(revision);
  const commands = /** @type {[string, string]} */ ([command, buildCommand(root, 'working-tree')]);
  console.log(`both commands are built: ${seconds(start)}`);
  const groups = writeInputs({ samples, command, folder: INPUTS, ...wanted });
  const kinds = new Kinds(JSON.parse(readFileSync(inRoot('tools', 'compare-intended.json'), 'utf8')));
  let reports = 0;
  for (const { options, files } of groups)
    for (let at = 0; at < files.length; at += BATCH)
      reports += await compareBatch(kinds, commands, options, files.slice(at, at + BATCH));
  write(join(FOLDER, 'differences.md'), kinds.markdown(`Reports of ${revision} and of the working tree`));
  console.log(
    `${kinds.summary()}\n${reports} reports compared: ${seconds(start)}; details: target/compare/differences.md`,
  );
  if (kinds.unintended > 0)
    throw new Failure(
      `${kinds.unintended} kinds of differences are not intended`,
      'repair them, or name them with their reason in tools/compare-intended.json',
    );
}

await whenStarted(import.meta, async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { cases: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
  });
  const [revision] = positionals;
  if (!revision) throw new Failure('name the revision to compare with', '`npm run compare -- main`');
  await compareWith(revision, { cases: Number(values.cases), seed: Number(values.seed) });
});

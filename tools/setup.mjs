// Makes a machine with Rust and Node able to build and test goitin: `npm run setup [-- --browser]`.
// Every step is skipped when its result is there; what it fetches goes to node_modules and target/tools.
// Outside the project it touches only: `rustup target add`, and as root apt's lists and its package chromium.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumPath } from './chromium.mjs';
import { firefoxPath } from './firefox.mjs';
import {
  cache,
  cleanEnvironment,
  Failure,
  hashOf,
  holds,
  inRoot,
  output,
  run,
  runNode,
  runNpm,
  seconds,
  whenStarted,
  write,
} from './lib.mjs';
import { debianRust, describeRust, findRust, rustupAllowed, TARGET } from './rust-wasm.mjs';

const RUSTUP_PATIENCE = 120_000;
const INSTALL_RUST =
  'install stable Rust with rustup (https://www.rust-lang.org/tools/install) and open a new terminal';

/** The program that buildGenerator builds. */
export const generator = join(
  cache,
  'wasm-bindgen',
  'debug',
  `goitin-wasm-bindgen${process.platform === 'win32' ? '.exe' : ''}`,
);

/** @param {{ browser?: boolean }} [wanted] */
export async function setup({ browser = false } = {}) {
  checkTools();
  await step('npm dependencies', npmIsCurrent, installNpm);
  await step('Rust for WebAssembly', () => findRust() !== undefined, installRust);
  await step('wasm-bindgen generator', generatorIsCurrent, buildGenerator);
  if (!browser) return;
  await step('Chromium for the tests', async () => (await chromiumPath()) !== undefined, installChromium);
  if (firefoxPath() === undefined) tryFirefox();
}

/**
 * @param {string} name @param {() => boolean | Promise<boolean>} isDone @param {() => void | Promise<void>} install
 */
async function step(name, isDone, install) {
  if (await isDone()) return;
  const start = performance.now();
  console.log(`setup: ${name}`);
  await install();
  if (!(await isDone())) throw new Failure(`${name}: installed, but still not found`);
  console.log(`setup: ${name} ready (${seconds(start)})`);
}

function checkTools() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Failure(`Node ${process.versions.node} is too old`, 'install Node 20.19 or newer');
  for (const tool of ['rustc', 'cargo'])
    if (output(tool, ['--version']) === undefined) throw new Failure(`${tool} cannot be run`, INSTALL_RUST);
}

const npmStamp = inRoot('node_modules', '.goitin-lock');
const npmLock = () => hashOf([inRoot('package-lock.json')]);
const npmIsCurrent = () => holds(npmStamp, npmLock());

function installNpm() {
  runNpm(
    ['ci', '--no-audit', '--no-fund'],
    'npm must be able to reach its registry; then run the command again',
  );
  write(npmStamp, npmLock());
}

function installRust() {
  if (rustupAllowed && addWithRustup()) return;
  const advice = `where rustup can download, run \`rustup target add ${TARGET}\``;
  if (process.platform !== 'linux') throw new Failure(`no standard library for ${TARGET}`, advice);
  console.log("  from Debian's packages, into target/tools (about a minute)");
  run('bash', [inRoot('tools', 'wasm-std-debian.sh'), debianRust], { env: cleanEnvironment(), advice });
}

function addWithRustup() {
  if (output('rustup', ['--version']) === undefined) return false;
  console.log(`  rustup target add ${TARGET}`);
  try {
    run('rustup', ['target', 'add', TARGET], { timeout: RUSTUP_PATIENCE });
    return true;
  } catch (error) {
    console.log(`  ${/** @type {Error} */ (error).message}`);
    return false;
  }
}

const generatorFolder = inRoot('tools', 'wasm-bindgen');
const generatorStamp = join(cache, 'wasm-bindgen.stamp');
const generatorHash = () =>
  hashOf(['Cargo.toml', 'Cargo.lock', 'src/main.rs'].map((name) => join(generatorFolder, name)));

function generatorIsCurrent() {
  checkGeneratorVersion();
  return existsSync(generator) && holds(generatorStamp, generatorHash());
}

function buildGenerator() {
  const manifest = join(generatorFolder, 'Cargo.toml');
  const args = [
    'build',
    '--quiet',
    '--locked',
    '--manifest-path',
    manifest,
    '--target-dir',
    join(cache, 'wasm-bindgen'),
  ];
  run('cargo', args, {
    env: cleanEnvironment(),
    advice: 'cargo must be able to reach its registry; then run the command again',
  });
  write(generatorStamp, generatorHash());
}

function checkGeneratorVersion() {
  const project = lockedVersion(inRoot('Cargo.lock'), 'wasm-bindgen');
  const tool = lockedVersion(join(generatorFolder, 'Cargo.lock'), 'wasm-bindgen-cli-support');
  if (project === tool) return;
  throw new Failure(
    `Cargo.lock has wasm-bindgen ${project}, tools/wasm-bindgen/Cargo.lock has wasm-bindgen-cli-support ${tool}: they must be equal`,
    `put "=${project}" into tools/wasm-bindgen/Cargo.toml and run \`cargo update\` there`,
  );
}

/** @param {string} lockFile @param {string} crate */
function lockedVersion(lockFile, crate) {
  return new RegExp(`name = "${crate}"\\r?\\nversion = "(.*)"`).exec(readFileSync(lockFile, 'utf8'))?.[1];
}

const isDebianRoot = () =>
  process.platform === 'linux' && process.getuid?.() === 0 && output('apt-get', ['--version']) !== undefined;

async function installChromium() {
  if (isDebianRoot()) {
    console.log("  Debian's package chromium");
    try {
      return installFromDebian('chromium');
    } catch (error) {
      console.log(`  ${/** @type {Error} */ (error).message}`);
    }
  }
  console.log("  Playwright's own Chromium");
  try {
    runNode('playwright-core/cli.js', ['install', 'chromium']);
  } catch {
    throw new Failure(
      'no Chromium could be installed',
      'install Chromium, Chrome or Edge, or set CHROMIUM to the path of one',
    );
  }
}

/** A second browser is worth much and not all: without one its tests are skipped, and say so. */
function tryFirefox() {
  console.log('setup: Firefox for the tests');
  try {
    if (isDebianRoot()) installFromDebian('firefox-esr');
  } catch (error) {
    console.log(`  ${/** @type {Error} */ (error).message}`);
  }
  const advice = 'its tests are skipped: install one, or set FIREFOX to the path of one';
  console.log(firefoxPath() === undefined ? `setup: no Firefox, ${advice}` : 'setup: Firefox ready');
}

/** @param {string} name */
function installFromDebian(name) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], { env });
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

await whenStarted(import.meta, async () => {
  await setup({ browser: process.argv.includes('--browser') });
  console.log(`ready: ${describeRust()}`);
});

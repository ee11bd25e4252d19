// `npm test`: set-up with a browser, then every check in order; the first that fails ends the run.
// `npm test -- NAME...` runs only the steps whose name contains one of the words.
import { buildPage } from './build.mjs';
import { buildTypes } from './build-types.mjs';
import { buildWasm, wasmSizes } from './build-wasm.mjs';
import { Failure, filesBelow, inRoot, run, runNode, seconds, whenStarted } from './lib.mjs';
import { WASM_BROTLI_BYTES } from './limits.mjs';
import { findRust, runWasmCargo } from './rust-wasm.mjs';
import { setup } from './setup.mjs';

/** @type {[name: string, run: () => void | Promise<void>][]} */
const STEPS = [
  ['set-up', () => setup({ browser: true })],
  ['Rust format', checkRustFormat],
  ['Rust lints, native', () => run('cargo', ['clippy', '--locked', '--all-targets', '--', '-D', 'warnings'])],
  ['Rust lints, wasm', lintWasm],
  ['Rust tests', () => run('cargo', ['test', '--locked'])],
  ['native command', () => run('cargo', ['build', '--locked', '--release', '--bin', 'goitin'])],
  ['wasm module', buildWasm],
  ['wasm size', checkSize],
  [
    'JavaScript format and lints',
    () => runNode('@biomejs/biome/bin/biome', ['check', '--error-on-warnings']),
  ],
  ['types', checkTypes],
  ['page', buildPage],
  ['npm package', packPackage],
  ['package and browser tests', runNodeTests],
];

function checkRustFormat() {
  run('cargo', ['fmt', '--check'], { advice: '`npm run format`' });
  run('cargo', ['fmt', '--check', '--manifest-path', inRoot('tools', 'wasm-bindgen', 'Cargo.toml')]);
}

// clippy belongs to one compiler and cannot read the standard library of Debian's.
function lintWasm() {
  const hasClippy = !findRust()?.RUSTC;
  if (!hasClippy) console.log("Debian's compiler has no clippy: cargo check, warnings are errors");
  const lint = hasClippy ? ['clippy', '--release'] : ['rustc', '--profile', 'check'];
  for (const features of [[], ['--no-default-features']])
    runWasmCargo([...lint, '--locked', '--lib', ...features], ['-D', 'warnings']);
}

function checkSize() {
  const { brotli } = wasmSizes();
  console.log(`${brotli} of ${WASM_BROTLI_BYTES} bytes`);
  if (brotli > WASM_BROTLI_BYTES)
    throw new Failure(
      `the module is ${brotli} bytes after brotli, its budget is ${WASM_BROTLI_BYTES}`,
      'find what grew (tools/limits.mjs holds the budget)',
    );
}

async function checkTypes() {
  await buildTypes();
  for (const project of ['tsconfig.json', 'tsconfig.worker.json', 'tsconfig.tools.json'])
    runNode('typescript/bin/tsc', ['--noEmit', '-p', inRoot(project)]);
}

// Before the tests, which run side by side and all want the same package.
async function packPackage() {
  const { tarball } = await import('../pkg-tests/support/package.mjs');
  console.log(await tarball());
}

function runNodeTests() {
  const files = filesBelow(inRoot('pkg-tests')).filter((file) => file.endsWith('.test.mjs'));
  run(process.execPath, ['--test', '--test-reporter=spec', ...files]);
}

await whenStarted(import.meta, async () => {
  const words = process.argv.slice(2);
  const steps = STEPS.filter(([name]) => words.length === 0 || words.some((word) => name.includes(word)));
  if (steps.length === 0)
    throw new Failure(`no step is called so; there are: ${STEPS.map(([name]) => name).join(', ')}`);
  /** @type {string[]} */
  const times = [];
  const start = performance.now();
  try {
    for (const [name, check] of steps) await timed(name, check, times);
  } finally {
    console.log(`\n${times.join('\n')}\n${seconds(start).padStart(8)}  in all`);
  }
});

/** @param {string} name @param {() => void | Promise<void>} check @param {string[]} times */
async function timed(name, check, times) {
  const start = performance.now();
  console.log(`\n== ${name}`);
  try {
    await check();
    times.push(`${seconds(start).padStart(8)}  ${name}`);
  } catch (error) {
    times.push(`${seconds(start).padStart(8)}  ${name}: FAILED`);
    throw error;
  }
}

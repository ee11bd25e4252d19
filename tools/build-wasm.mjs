// Builds the WebAssembly module and its JavaScript into dist/wasm: cargo, wasm-bindgen, wasm-opt.
//   goitin_bg.wasm, goitin.js, goitin.d.ts   the module and its glue (web target, caller gives the bytes)
//   goitin_factory.js, .d.ts                 the glue as a function that makes a fresh one, for the npm package
//   goitin_full…                             the same with `write()`: reports as text, CSV, SARIF and HTML
//   goitin_command…                          that and `command()`: the command line, for the npm package
//   sizes.json                               bytes of the first: raw, gzip, brotli
// GOITIN_WASM_OPT=-Os chooses another level for wasm-opt.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import {
  Failure,
  filesBelow,
  hashOf,
  holds,
  inRoot,
  run,
  runNode,
  seconds,
  whenStarted,
  write,
} from './lib.mjs';
import { describeRust, runWasmCargo, TARGET } from './rust-wasm.mjs';
import { generator } from './setup.mjs';

export const wasmFolder = inRoot('dist', 'wasm');
const wasmFile = (/** @type {string} */ name) => join(wasmFolder, `${name}_bg.wasm`);
const stamp = join(wasmFolder, 'inputs.sha256');
const level = process.env.GOITIN_WASM_OPT ?? '-Os';

/** Which modules there are, and with which of Cargo's features. */
const MODULES = {
  goitin: ['--no-default-features'],
  goitin_full: [],
  goitin_command: ['--features', 'command'],
};

// Functions with one caller stay functions: brotli packs two small ones better than one large one. The control flow is
// built anew, and everything is done twice: 1 % less.
const LIMIT = '--one-caller-inline-max-function-size=0';
const passes = (/** @type {string} */ level) => [LIMIT, '--flatten', '--rereloop', level, level];

// What rustc assumes of wasm32-unknown-unknown, and SIMD.
const FEATURES = [
  '--enable-bulk-memory',
  '--enable-multivalue',
  '--enable-mutable-globals',
  '--enable-nontrapping-float-to-int',
  '--enable-reference-types',
  '--enable-sign-ext',
  '--enable-simd',
];

export function buildWasm() {
  const inputs = inputsHash();
  if (holds(stamp, inputs)) return report('unchanged');
  const start = performance.now();
  rmSync(wasmFolder, { recursive: true, force: true });
  mkdirSync(wasmFolder, { recursive: true });
  for (const [name, features] of Object.entries(MODULES)) buildModule(name, features);
  write(join(wasmFolder, 'sizes.json'), `${JSON.stringify(measure(), null, 2)}\n`);
  write(stamp, inputs);
  report(`built in ${seconds(start)}`);
}

/** @param {string} name @param {string[]} features */
function buildModule(name, features) {
  runWasmCargo(['build', '--profile', 'wasm', '--lib', '--locked', ...features]);
  run(generator, [inRoot('target', 'wasm', TARGET, 'wasm', 'goitin.wasm'), wasmFolder, name]);
  const file = wasmFile(name);
  runNode('binaryen/bin/wasm-opt', [file, ...passes(level), ...FEATURES, '-o', file]);
  writeFactory(name);
}

/** The sizes that the last build wrote down. @returns {{ raw: number, gzip: number, brotli: number }} */
export const wasmSizes = () => JSON.parse(readFileSync(join(wasmFolder, 'sizes.json'), 'utf8'));

function inputsHash() {
  const names = [
    'Cargo.toml',
    'Cargo.lock',

    'package-lock.json',
    'tools/build-wasm.mjs',
    'tools/rust-wasm.mjs',
  ];
  const files = names.map((name) => inRoot(name)).filter(existsSync);
  return hashOf(
    [...files, ...filesBelow(inRoot('build')), ...filesBelow(inRoot('src'))],
    [describeRust(), level],
  );
}

/**
 * The glue as a function that makes a fresh one: a module that has trapped needs a new instance, and the generated file
 * knows only one.
 * @param {string} name
 */
function writeFactory(name) {
  const glue = readFileSync(join(wasmFolder, `${name}.js`), 'utf8');
  const names = [...glue.matchAll(/^export (?:class|function) (\w+)/gm)].map(([, exported]) => exported);
  const end = 'export { initSync, __wbg_init as default };';
  const body = glue.replace(/^export (?=class|function)/gm, '').replace(end, '');
  if (!glue.includes(end) || /^export /m.test(body))
    throw new Failure(`${name}.js is not what wasm-bindgen used to write`, 'look at writeFactory');
  const result = `return { ${[...names, 'initSync', 'default: __wbg_init'].join(', ')} };`;
  write(
    join(wasmFolder, `${name}_factory.js`),
    `export default function makeGlue() {\n${body}\n${result}\n}\n`,
  );
  write(
    join(wasmFolder, `${name}_factory.d.ts`),
    `import type * as glue from './${name}.js';\nexport default function makeGlue(): typeof glue;\n`,
  );
}

function measure() {
  const bytes = readFileSync(wasmFile('goitin'));
  const quality = {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  };
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, quality).length,
  };
}

/** @param {string} how */
function report(how) {
  const { raw, gzip, brotli } = wasmSizes();
  console.log(`wasm: ${how}: ${raw} bytes, gzip ${gzip}, brotli ${brotli} (${describeRust()})`);
}

await whenStarted(import.meta, buildWasm);

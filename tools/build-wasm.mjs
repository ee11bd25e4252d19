// Builds the WebAssembly module and its JavaScript into dist/wasm: cargo, wasm-bindgen, wasm-opt.
//   goitin_bg.wasm, goitin.js, goitin.d.ts   the engine and its glue (web target, caller gives the bytes)
//   goitin_command…                          the same with the command line
//   sizes.json                               bytes of the engine: raw, gzip, brotli
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { filesBelow, hashOf, holds, inRoot, run, runNode, seconds, whenStarted, write } from './lib.mjs';
import { describeRust, runWasmCargo, TARGET } from './rust-wasm.mjs';
import { generator } from './setup.mjs';

export const wasmFolder = inRoot('dist', 'wasm');
/** The engine. */
export const wasmFile = join(wasmFolder, 'goitin_bg.wasm');
/** The engine with the command line. */
export const commandFile = join(wasmFolder, 'goitin_command_bg.wasm');
const stamp = join(wasmFolder, 'inputs.sha256');

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
  buildModule('goitin', wasmFile, ['--no-default-features']);
  buildModule('goitin_command', commandFile, []);
  write(join(wasmFolder, 'sizes.json'), `${JSON.stringify(measure(), null, 2)}\n`);
  write(stamp, inputs);
  report(`built in ${seconds(start)}`);
}

/** @param {string} name @param {string} file @param {string[]} features */
function buildModule(name, file, features) {
  runWasmCargo(['build', '--profile', 'wasm', '--lib', '--locked', ...features]);
  run(generator, [inRoot('target', 'wasm', TARGET, 'wasm', 'goitin.wasm'), wasmFolder, name]);
  runNode('binaryen/bin/wasm-opt', [file, '-O3', ...FEATURES, '-o', file]);
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
    'tools/wasm-bindgen/src/main.rs',
  ];
  const files = names.map((name) => inRoot(name)).filter(existsSync);
  return hashOf([...files, ...filesBelow(inRoot('build')), ...filesBelow(inRoot('src'))], [describeRust()]);
}

function measure() {
  const bytes = readFileSync(wasmFile);
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

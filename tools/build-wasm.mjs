// Builds the WebAssembly module and its JavaScript into dist/wasm: cargo, wasm-bindgen, wasm-opt.
//   goitin_bg.wasm, goitin.js, goitin.d.ts   the module and its glue (web target, caller gives the bytes)
//   sizes.json                               bytes of the module: raw, gzip, brotli
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { filesBelow, hashOf, holds, inRoot, run, runNode, seconds, whenStarted, write } from './lib.mjs';
import { describeRust, runWasmCargo, TARGET } from './rust-wasm.mjs';
import { generator } from './setup.mjs';

export const wasmFolder = inRoot('dist', 'wasm');
/** The module. */
export const wasmFile = join(wasmFolder, 'goitin_bg.wasm');
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
  runWasmCargo(['build', '--release', '--lib', '--locked']);
  run(generator, [inRoot('target', 'wasm', TARGET, 'release', 'goitin.wasm'), wasmFolder, 'goitin']);
  runNode('binaryen/bin/wasm-opt', [wasmFile, '-O3', ...FEATURES, '-o', wasmFile]);
  write(join(wasmFolder, 'sizes.json'), `${JSON.stringify(measure(), null, 2)}\n`);
  write(stamp, inputs);
  report(`built in ${seconds(start)}`);
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

// Packs what www/unpack unpacks, and builds that unpacker. LZMA is a fifth smaller than deflate, and a file packed
// against one that is there already costs only what differs.
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cache, cleanEnvironment, Failure, inRoot, run, runNode } from './lib.mjs';
import { findRust, TARGET } from './rust-wasm.mjs';
import { packer } from './setup.mjs';

/** What every browser compiles on its main thread without waiting. */
const AT_ONCE = 4096;

const folder = join(cache, 'packed');

/** A file, packed; against another that whoever unpacks it has too. @param {string} file @param {string[]} known */
export function packed(file, ...known) {
  mkdirSync(folder, { recursive: true });
  const out = join(folder, basename(file));
  run(packer, [file, out, ...known]);
  return readFileSync(out);
}

/** What was compiled already, by its source: one build of the package asks often. @type {Map<string, Buffer>} */
const programs = new Map();

/** @param {string} source */
function program(source) {
  const bytes = programs.get(source) ?? compiled(source);
  programs.set(source, bytes);
  return bytes;
}

/** A program in Rust without a library, as a WebAssembly module. @param {string} source */
function compiled(source) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${basename(source, '.rs')}.wasm`);
  const settings = ['opt-level=s', 'panic=abort', 'strip=symbols', 'target-feature=+bulk-memory'];
  run(
    findRust()?.RUSTC ?? 'rustc',
    [
      '--edition=2024',
      `--target=${TARGET}`,
      '--crate-type=cdylib',
      '-Dwarnings',
      ...settings.map((setting) => `-C${setting}`),
      `--remap-path-prefix=${inRoot()}=.`,
      source,
      '-o',
      file,
    ],
    { env: cleanEnvironment() },
  );
  runNode('binaryen/bin/wasm-opt', [file, '-Os', '--enable-bulk-memory', '--enable-sign-ext', '-o', file]);
  const bytes = readFileSync(file);
  if (bytes.length > AT_ONCE)
    throw new Failure(`${source} makes ${bytes.length} bytes, more than ${AT_ONCE}`);
  return bytes;
}

/** `program.rs?base64` and `module.wasm?packed` as texts for a script to carry. @type {import('vite').Plugin} */
export const asTexts = {
  name: 'as-texts',
  enforce: 'pre',
  load(id) {
    const file = id.slice(0, id.indexOf('?'));
    /** @param {Buffer} bytes */
    const text = (bytes) => `export default '${bytes.toString('base64')}';`;
    if (id.endsWith('.rs?base64')) return text(program(file));
    if (id.endsWith('.wasm?packed')) return text(packed(file));
    return undefined;
  },
};

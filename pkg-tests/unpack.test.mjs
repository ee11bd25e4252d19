// The engine as text comes back, from the platform's unpacker and from Node's; damaged text is an error that says so.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { wasmFile } from '../tools/build-wasm.mjs';
import { inRoot } from '../tools/lib.mjs';
import { packed } from '../tools/packed.mjs';

const folder = mkdtempSync(join(tmpdir(), 'goitin-unpack-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** @type {(base64: string) => Promise<Uint8Array>} */
let unpacked;
before(async () => {
  /** @type {import('vite').LibraryOptions} */
  const lib = { entry: inRoot('www', 'engine', 'unpack.ts'), formats: ['es'], fileName: () => 'unpack.mjs' };
  await build({ configFile: false, logLevel: 'warn', build: { outDir: folder, lib } });
  ({ unpacked } = await import(pathToFileURL(join(folder, 'unpack.mjs')).href));
});

const wasm = readFileSync(wasmFile);
const small = packed(wasmFile);
const text = (/** @type {Uint8Array} */ bytes) => Buffer.from(bytes).toString('base64');
const changed = (/** @type {number} */ at) => small.map((byte, place) => (place === at ? byte ^ 1 : byte));

const DAMAGED = {
  nothing: new Uint8Array(),
  'no gzip at all': wasm,
  'the first half': small.subarray(0, small.length >> 1),
  'all but the last byte': small.subarray(0, -1),
  'another bit in the head': changed(0),
  'another bit in the middle': changed(small.length >> 1),
  'another bit in the checksum': changed(small.length - 5),
};

/** What a program can unpack with. @type {Record<string, (use: () => Promise<void>) => Promise<void>>} */
const UNPACKERS = {
  DecompressionStream: (use) => use(),
  'node:zlib': (use) => without(globalThis, 'DecompressionStream', use),
};

for (const [name, using] of Object.entries(UNPACKERS)) {
  test(`${name} gives the engine back`, () =>
    using(async () => assert.ok(Buffer.from(await unpacked(text(small))).equals(wasm))));

  for (const [damage, bytes] of Object.entries(DAMAGED))
    test(`${name} refuses ${damage}`, () =>
      using(() => assert.rejects(unpacked(text(bytes)), /the packed engine is damaged/)));
}

test('where there is no unpacker the error says so', () =>
  without(globalThis, 'DecompressionStream', () =>
    without(process, 'getBuiltinModule', () =>
      assert.rejects(unpacked(text(small)), /neither DecompressionStream nor node:zlib/),
    ),
  ));

/** Runs something while a member is not there. @param {any} object @param {string} name @param {() => Promise<void>} use */
async function without(object, name, use) {
  const member = Object.getOwnPropertyDescriptor(object, name) ?? assert.fail(name);
  Object.defineProperty(object, name, { value: undefined, configurable: true });
  try {
    await use();
  } finally {
    Object.defineProperty(object, name, member);
  }
}

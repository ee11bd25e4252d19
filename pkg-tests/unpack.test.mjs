// What goitin-pack packs, the unpacker gives back; bytes that are no packed ones do no harm.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { inRoot } from '../tools/lib.mjs';
import { asTexts, packed } from '../tools/pack.mjs';

const folder = mkdtempSync(join(tmpdir(), 'goitin-unpack-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** @type {(packed: Uint8Array, known?: Uint8Array<ArrayBuffer>) => Uint8Array} */
let unpack;
before(async () => {
  const from = (/** @type {string} */ name) => JSON.stringify(inRoot('www', 'unpack', name));
  const entry = `export { unpack } from ${from('unpack.ts')};\nexport { default as program } from ${from('unpack.rs?base64')};\n`;
  const lib = { entry: file('entry.js', Buffer.from(entry)), formats: ['es'], fileName: () => 'unpack.mjs' };
  await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [asTexts],
    build: { outDir: folder, emptyOutDir: false, lib: /** @type {import('vite').LibraryOptions} */ (lib) },
  });
  const built = await import(pathToFileURL(join(folder, 'unpack.mjs')).href);
  unpack = (packed, known) => built.unpack(built.program, packed, known);
});

/** @param {string} name @param {Uint8Array} bytes */
function file(name, bytes) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const WASM = readFileSync(inRoot('dist', 'wasm', 'goitin_bg.wasm'));
const SIBLING = readFileSync(inRoot('dist', 'wasm', 'goitin_full_bg.wasm'));

/** Each makes another part of the format work: literals, long and short repetitions, far and near ones. */
const CONTENTS = {
  nothing: Buffer.alloc(0),
  'one byte': Buffer.from('x'),
  'one byte, often': Buffer.alloc(100_000, 7),
  'a text': Buffer.from('Gói tin đồng bộ hồ sơ một cửa. '.repeat(300)),
  noise: randomBytes(50_000),
  'noise, repeated far away': Buffer.concat(Array(3).fill(randomBytes(200_000))),
  'the engine': WASM,
};

for (const [name, bytes] of Object.entries(CONTENTS))
  test(`${name} comes back`, () => {
    const small = packed(file('content', bytes));
    assert.ok(Buffer.from(unpack(small)).equals(bytes));
    const against = packed(file('content', bytes), file('known', SIBLING));
    assert.ok(Buffer.from(unpack(against, SIBLING)).equals(bytes));
  });

test('a file that is much like a known one costs what differs', () => {
  const changed = Buffer.concat([SIBLING.subarray(0, 300_000), randomBytes(100), SIBLING.subarray(300_000)]);
  const small = packed(file('content', changed), file('known', SIBLING));
  assert.ok(small.length < 1000, `${small.length} bytes`);
  assert.ok(Buffer.from(unpack(small, SIBLING)).equals(changed));
});

test('broken bytes end, in an error or in other bytes of the promised length', () => {
  const small = packed(file('content', WASM.subarray(0, 100_000)));
  for (let round = 0; round < 200; round += 1) {
    const broken = Buffer.from(small.subarray(0, round % 2 === 0 ? small.length : 4 + 7 * round));
    const at = 4 + ((round * 7919) % (broken.length - 4));
    broken[at] = (broken[at] ?? 0) ^ (1 + (round % 255));
    try {
      assert.equal(unpack(broken).length, 100_000);
    } catch (error) {
      assert.match(String(error), /the packed bytes are broken/);
    }
  }
  for (const length of [0, 3, 4, 8]) assert.throws(() => unpack(small.subarray(0, length)));
});

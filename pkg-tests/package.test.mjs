// The packed npm package: what is in it, how large it is, and that the tools of the trade find no fault with it.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { packageFolder } from '../tools/build-package.mjs';
import { filesBelow, inRoot } from '../tools/lib.mjs';
import { PACKED_BYTES } from '../tools/limits.mjs';
import { consumer, execute, tarball } from './support/package.mjs';

/** Entries that no program imports as a module. */
const NO_MODULES = ['goitin.wasm', 'worker-thread.js'];

const file = await tarball();
const { folder, remove } = await consumer();
after(remove);
const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));

test('it fits its budget', () => {
  const { size } = statSync(file);
  console.log(`packed: ${size} of ${PACKED_BYTES} bytes`);
  assert.ok(size <= PACKED_BYTES, `${size} bytes`);
});

test('publint finds nothing', async () => {
  const { publint } = await import('publint');
  const { messages } = await publint({ pkgDir: packageFolder, pack: false, strict: true });
  assert.deepEqual(messages, []);
});

test('attw finds nothing, in any module system', () => {
  const attw = inRoot('node_modules', '@arethetypeswrong', 'cli', 'dist', 'index.js');
  const out = execute(
    process.execPath,
    [
      attw,
      file,
      '--no-emoji',
      '--profile',
      'node16',
      '--format',
      'ascii',
      '--exclude-entrypoints',
      ...NO_MODULES,
    ],
    inRoot(),
  );
  assert.match(out, /No problems found/);
});

test('it installs nothing but itself and runs no script', () => {
  assert.equal(manifest.scripts, undefined);
  assert.equal(manifest.dependencies, undefined);
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  assert.deepEqual(Object.keys(packages), ['', 'node_modules/goitin']);
});

test('every file that is named is there, and every entry has types', () => {
  /** @param {unknown} value @returns {string[]} */
  const paths = (value) => (typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(paths));
  const named = [
    ...paths(manifest.exports),
    ...paths(manifest.bin),
    manifest.main,
    manifest.module,
    manifest.types,
  ];
  for (const path of named.filter((path) => !path.includes('*')))
    assert.ok(statSync(join(packageFolder, path)).isFile(), path);
  for (const [name, entry] of Object.entries(manifest.exports))
    if (!/\.\w+$/.test(name)) assert.equal(Object.keys(entry)[0], 'types', name);
});

test('the engine is in it as one module and one text', () => {
  const files = filesBelow(packageFolder);
  assert.deepEqual(
    files.filter((path) => path.endsWith('.wasm')).map((path) => path.slice(packageFolder.length + 1)),
    ['goitin.wasm'],
  );
  const texts = files.filter((path) => /\.c?js$/.test(path) && statSync(path).size > 100_000);
  assert.deepEqual(texts, [join(packageFolder, 'text', 'module.js')]);
});

test('the bill of materials names every crate of the module with its licence and checksum', () => {
  const bill = JSON.parse(readFileSync(join(packageFolder, 'sbom.cdx.json'), 'utf8'));
  const names = bill.components.map((/** @type {{ name: string }} */ component) => component.name);
  for (const name of ['memchr', 'quick-xml', 'serde_json', 'strsim', 'wasm-bindgen'])
    assert.ok(names.includes(name), name);
  assert.ok(!names.includes('proptest') && !names.includes('serde_derive'));
  for (const { name, licenses, hashes } of bill.components) assert.ok(licenses && hashes, name);
  assert.deepEqual(bill.dependencies[0].dependsOn.length, names.length);
});

test('the change log speaks of this version', () => {
  const log = readFileSync(join(packageFolder, 'CHANGELOG.md'), 'utf8');
  assert.ok(log.includes(`## ${manifest.version}\n`));
});

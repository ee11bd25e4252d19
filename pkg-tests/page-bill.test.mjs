// The page's bill of materials names what its scripts are made of, and nothing that only built them.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { filesBelow, inRoot } from '../tools/lib.mjs';
import { BILL } from '../tools/software-bill.mjs';

const bill = JSON.parse(readFileSync(inRoot('dist', 'page', BILL), 'utf8'));
/** @type {{ name: string, version: string, licenses: object[], hashes: { content: string }[], purl: string }[]} */
const components = bill.components;
const names = components.map(({ name }) => name);

/** The packages that the page's sources import by name; the npm package and its element are not the page. */
function imported() {
  const files = filesBelow(inRoot('www')).filter(
    (file) => file.endsWith('.ts') && !/www[\\/](package|element)[\\/]/.test(file),
  );
  const texts = files.map((file) => readFileSync(file, 'utf8').replace(/^import type .*$/gm, ''));
  const found = texts.flatMap((text) => [
    ...text.matchAll(/(?<=\bfrom '|\bimport '|\bimport\(')(?:@[\w-]+\/)?[\w-]+(?=['/])/g),
  ]);
  return new Set(found.map(([name]) => name).filter((name) => existsSync(inRoot('node_modules', name))));
}

test('every package that a script imports is named', () => {
  const wanted = [...imported()];
  assert.ok(wanted.includes('hucre') && wanted.includes('@noble/hashes'), `${wanted}`);
  assert.deepEqual(
    wanted.filter((name) => !names.includes(name)),
    [],
  );
});

test('so are the crates of the module; what only built the page is not', () => {
  for (const name of ['memchr', 'quick-xml', 'wasm-bindgen']) assert.ok(names.includes(name), name);
  for (const name of ['vite', 'typescript', 'proptest', 'saxes']) assert.ok(!names.includes(name), name);
});

test('each has its licence and the checksum of its lock file, once', () => {
  const { packages } = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  for (const { name, version, licenses, hashes, purl } of components) {
    assert.ok(licenses.length > 0 && hashes.length > 0, name);
    if (!purl.startsWith('pkg:npm/')) continue;
    const entry = packages[`node_modules/${name}`];
    assert.equal(version, entry.version);
    const [hash] = hashes;
    assert.equal(
      `sha512-${Buffer.from(hash?.content ?? '', 'hex').toString('base64')}`,
      entry.integrity,
      name,
    );
  }
  assert.equal(new Set(components.map(({ purl }) => purl)).size, components.length);
});

test('the page does not keep it for use without a network', () => {
  const script = readFileSync(inRoot('dist', 'page', 'sw.js'), 'utf8');
  assert.ok(!script.includes(BILL));
  assert.match(script, /assets\/workbook-[\w-]+\.js/);
});

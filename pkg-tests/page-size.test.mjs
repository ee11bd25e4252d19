// What a first visit downloads, held to its budget: the page, its style, the scripts it names, the worker.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { inRoot } from '../tools/lib.mjs';
import { FIRST_VISIT_BROTLI_BYTES } from '../tools/limits.mjs';

const page = inRoot('dist', 'page');
const read = (/** @type {string} */ name) => readFileSync(`${page}/${name}`);

/** The page's files that are loaded without being asked for: what it names, what that imports, and the worker. */
function firstVisit() {
  const files = new Set(['index.html']);
  for (const file of files) {
    const text = read(file).toString();
    const named =
      file === 'index.html'
        ? [...text.matchAll(/(?:src|href)="\.\/(assets\/[\w-]+\.(?:js|css))"/g)].map(([, name]) => name ?? '')
        : [...text.matchAll(/(?:from|import)\s*"\.\/([\w-]+\.js)"/g)].map(([, name]) => `assets/${name}`);
    for (const name of named) files.add(name);
  }
  for (const name of readdirSync(`${page}/assets`))
    if (name.startsWith('worker-')) files.add(`assets/${name}`);
  return [...files];
}

test('the first visit fits its budget', () => {
  const files = firstVisit();
  assert.ok(files.length >= 4, `the page, a style, a script and the worker: ${files.join(', ')}`);
  const sizes = files.map((file) => brotliCompressSync(read(file)).length);
  const sum = sizes.reduce((total, size) => total + size, 0);
  console.log(files.map((file, index) => `${file}: ${sizes[index]}`).join('\n'));
  assert.ok(sum <= FIRST_VISIT_BROTLI_BYTES, `${sum} of ${FIRST_VISIT_BROTLI_BYTES} bytes after brotli`);
});

// What a first visit downloads, held to its budget: all that the page asks for by itself.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { inRoot } from '../tools/lib.mjs';
import { FIRST_VISIT_BROTLI_BYTES } from '../tools/limits.mjs';
import { PATIENCE, useBrowser } from './support/page.mjs';

const house = useBrowser();

test('the first visit fits its budget', async () => {
  const context = await house.browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  /** @type {string[]} */
  const names = [];
  context.on('request', (request) => names.push(new URL(request.url()).pathname.slice(1) || 'index.html'));
  await page.goto(house.server.address);
  await page.locator('.known-packets').waitFor({ timeout: PATIENCE });
  await context.close();
  const files = names.filter((name) => ['.html', '.css', '.js'].includes(extname(name)));
  assert.ok(files.length >= 4, `HTML, CSS, script and worker: ${files}`);
  const sizes = files.map((name) => brotliCompressSync(readFileSync(inRoot('dist', 'page', name))).length);
  const sum = sizes.reduce((total, size) => total + size, 0);
  console.log(files.map((name, index) => `${name}: ${sizes[index]}`).join('\n'));
  assert.ok(sum <= FIRST_VISIT_BROTLI_BYTES, `${sum} of ${FIRST_VISIT_BROTLI_BYTES} bytes after brotli`);
});

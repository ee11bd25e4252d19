// What a first visit downloads, held to its budget: all that the page asks for by itself.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { inRoot } from '../tools/lib.mjs';
import { FIRST_VISIT_BROTLI_BYTES, INTERACTIVE_BROTLI_BYTES } from '../tools/limits.mjs';
import { BROKEN_JSON, PATIENCE, useBrowser, verdict } from './support/page.mjs';

const house = useBrowser();

/** The names of the files that a page asks for. @param {import('playwright-core').BrowserContext} context */
function namesOf(context) {
  /** @type {string[]} */
  const names = [];
  context.on('request', (request) => names.push(new URL(request.url()).pathname.slice(1) || 'index.html'));
  return names;
}

/** @param {string[]} names @param {number} limit */
function assertFits(names, limit) {
  const files = names.filter((name) => ['.html', '.css', '.js'].includes(extname(name)));
  const sizes = files.map((name) => brotliCompressSync(readFileSync(inRoot('dist', 'page', name))).length);
  const sum = sizes.reduce((total, size) => total + size, 0);
  console.log(
    files.map((name, index) => `${name}: ${sizes[index]}`).join('\n'),
    `\n${sum} of ${limit} bytes`,
  );
  assert.ok(files.length >= 3, `HTML, CSS, script: ${files}`);
  assert.ok(sum <= limit, `${sum} of ${limit} bytes after brotli`);
}

test('the first visit fits its budget', async () => {
  const context = await house.browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const names = namesOf(context);
  await page.goto(house.server.address);
  await page.locator('.known-packets').waitFor({ timeout: PATIENCE });
  await context.close();
  assert.ok(names.some(isEngine), `the engine: ${names}`);
  assertFits(names, FIRST_VISIT_BROTLI_BYTES);
});

const isEngine = (/** @type {string} */ name) => /\bworker-[\w-]+\.js$/.test(name);

test('the page can be used before the engine has come, and what that takes fits its budget', async () => {
  const context = await house.browser.newContext({ serviceWorkers: 'block' });
  let go = () => {};
  const gone = new Promise((resolve) => {
    go = () => resolve(undefined);
  });
  await context.route('**/worker-*.js', async (route) => {
    await gone;
    await route.continue();
  });
  const page = await context.newPage();
  const names = namesOf(context);
  await page.goto(house.server.address);
  await page.locator('textarea').fill(BROKEN_JSON);
  assert.equal(await page.locator('textarea').inputValue(), BROKEN_JSON);
  assert.equal(await page.locator('.verdict-word').count(), 0, 'no verdict without the engine');
  assertFits(
    names.filter((name) => !isEngine(name)),
    INTERACTIVE_BROTLI_BYTES,
  );
  // What was typed meanwhile is checked as soon as it can be.
  go();
  await verdict(page, 'Không đạt');
  await context.close();
});

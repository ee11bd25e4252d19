// The page in Firefox, where one is installed: paste, read, repair; packed files; the page as one file from disk.
// Throughout: no request after the page has loaded, nothing refused by the policy, no error.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { firefoxPath, launchFirefox } from '../tools/firefox.mjs';
import { inRoot } from '../tools/lib.mjs';
import { serve } from '../tools/serve.mjs';
import { BROKEN_JSON, BROKEN_XML, PATIENCE, sample } from './support/page.mjs';
import { readWorkbook } from './support/workbook.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

const path = firefoxPath();
const skip = path === undefined && 'no Firefox is installed: install it, or set FIREFOX to the path of one';

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {Awaited<ReturnType<typeof launchFirefox>>} */
let firefox;
const folder = mkdtempSync(join(tmpdir(), 'goitin-firefox-'));

before(async () => {
  if (path === undefined) return;
  server = await serve();
  firefox = await launchFirefox(path);
});
after(async () => {
  await firefox?.close();
  await server?.close();
  rmSync(folder, { recursive: true });
});

/** @param {string} address @param {(page: Page) => Promise<void>} use */
async function withPage(address, use) {
  const page = await firefox.newPage();
  page.setDefaultTimeout(PATIENCE);
  /** @type {string[]} */
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(address);
  await page.waitForSelector('.known-packets');
  await page.evaluate(async (isServed) => {
    if (isServed) await navigator.serviceWorker?.ready;
  }, address.startsWith('http'));
  /** @type {string[]} */
  const requests = [];
  page.on('request', (request) => {
    const url = request.url();
    const isPart = url.startsWith(`${address}assets/`) && request.method() === 'GET';
    if (!url.startsWith('blob:') && !isPart) requests.push(`${request.method()} ${url}`);
  });
  await use(page);
  assert.deepEqual(requests, [], 'requests after the page had loaded');
  assert.deepEqual(complaints, [], 'messages on the console');
  await page.close();
}

/** @param {Page} page @param {string} text */
const type = (page, text) =>
  page.$eval(
    'textarea',
    (area, value) => {
      area.value = value;
      area.dispatchEvent(new Event('input', { bubbles: true }));
    },
    text,
  );

/** @param {Page} page @param {string} word */
const verdict = (page, word) =>
  page.waitForFunction(
    (wanted) =>
      document.querySelector('.result[aria-busy="false"] .verdict-word')?.textContent?.endsWith(wanted),
    {},
    word,
  );

/** @param {Page} page */
async function repairAll(page) {
  const button = await page.waitForSelector('::-p-text(Sửa tất cả)');
  await button?.click();
}

/** What a clerk does. @param {Page} page */
async function pasteAndRepair(page) {
  await type(page, BROKEN_JSON);
  await verdict(page, 'Không đạt');
  const text = await page.$eval('.result', (result) => result.textContent ?? '');
  assert.match(text, /13\/03\/2020 08:04/);
  await repairAll(page);
  await verdict(page, 'Đạt');
  await type(page, BROKEN_XML);
  await verdict(page, 'Không đạt');
}

test('a packet is read, found wrong, repaired and found right', { skip }, async () => {
  await withPage(server.address, pasteAndRepair);
});

test('files are taken, packed ones too', { skip }, async () => {
  const good = join(folder, 'tot.json.gz');
  const bad = join(folder, 'sai.xml');
  writeFileSync(good, gzipSync(sample('dossier-2020.json')));
  writeFileSync(bad, BROKEN_XML);
  await withPage(server.address, async (page) => {
    const input = /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (
      await page.$('#file')
    );
    await input.uploadFile(good, bad);
    await page.waitForFunction(() =>
      document.body.textContent?.includes('Trong 2 gói tin: 1 đạt, 1 không đạt'),
    );
  });
});

test('the page as one file works from disk', { skip }, async () => {
  await withPage(pathToFileURL(inRoot('dist', 'goitin.html')).href, async (page) => {
    await pasteAndRepair(page);
    await assertWorkbook(page);
  });
});

test('a report is saved as a workbook', { skip }, async () => {
  await withPage(server.address, assertWorkbook);
});

/** @param {Page} page */
async function assertWorkbook(page) {
  await type(page, BROKEN_JSON);
  await verdict(page, 'Không đạt');
  await page.evaluate(() => {
    const { createObjectURL } = URL;
    URL.createObjectURL = (made) => {
      Object.assign(globalThis, { made });
      return createObjectURL(made);
    };
  });
  await page.click('.actions summary');
  await page.click('::-p-text(Bảng Excel)');
  await page.waitForFunction(() => Reflect.has(globalThis, 'made'));
  const base64 = await page.evaluate(async () => {
    const bytes = new Uint8Array(await Reflect.get(globalThis, 'made').arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  const { rows } = readWorkbook(Buffer.from(base64, 'base64'));
  const texts = rows.flatMap((row) => [...row.values()].map(({ text }) => text));
  assert.ok(texts.includes('13/03/2020 08:04'), `${texts}`);
}

// The page as a clerk uses it, in Chromium: paste, read, find the place, repair, see it conform; a file; a large file;
// the other language. Throughout: no request after the page has loaded, nothing refused by the policy, no error.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { launch } from '../tools/chromium.mjs';
import { inRoot } from '../tools/lib.mjs';
import { FIRST_VISIT_BROTLI_BYTES } from '../tools/limits.mjs';
import { serve } from '../tools/serve.mjs';
import { settled } from './support/page.mjs';

/** @typedef {import('playwright-core').Page} Page */

const PATIENCE = 10_000;
/** No task of the main thread that checking causes may be longer, in milliseconds. */
const LONGEST_TASK = 200;

const sample = (/** @type {string} */ name) =>
  readFileSync(new URL(`./samples/${name}`, import.meta.url), 'utf8');

/** The good packet with a wrong date, a misspelled field and a number in place of a string. */
const BROKEN_JSON = sample('dossier-2020.json')
  .replace('"NgayTiepNhan": "20200313080400"', '"NgayTiepNhan": "13/03/2020 08:04"')
  .replace('"TrichYeuHoSo"', '"TrichYeuHoso"')
  .replace('"HinhThuc": "1"', '"HinhThuc": 1');

const BROKEN_XML = sample('dossier-2020.xml')
  .replace('<NgayHenTra>20200318170000<', '<NgayHenTra>2020-03-18T17:00:00<')
  .replace(/TenLinhVuc>Hộ tịch<\/TenLinhVuc/, 'TenLinhvuc>Hộ tịch</TenLinhvuc');

const REPORTS = { html: 'Trang HTML', csv: 'Bảng CSV (Excel)', json: 'JSON', sarif: 'SARIF' };

const folder = mkdtempSync(join(tmpdir(), 'goitin-page-'));
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;

before(async () => {
  server = await serve();
  browser = await launch();
});

after(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

/**
 * A page that breaks its worker's neck when a packet holds a certain word.
 * @param {Page} page
 */
async function breakOn(page, word = 'HONG') {
  const trap = `addEventListener('message', ({ data }) => {
    const { content } = data.ask ?? {};
    if (content && new TextDecoder().decode(content).includes('${word}')) throw new Error('broken by the test');
  });`;
  await page.route('**/worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${trap}${await response.text()}` });
  });
}

/** Opens the page, lets `use` work with it, and asserts that it stayed quiet. @param {(page: Page) => Promise<void>} use */
async function withPage(use) {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  /** @type {string[]} */
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => console.error(event.violatedDirective));
  });
  await page.goto(server.address);
  await settled(page);
  /** @type {string[]} */
  const requests = [];
  context.on('request', (request) => {
    if (!request.url().startsWith('blob:')) requests.push(request.url());
  });
  await use(page);
  assert.deepEqual(requests, [], 'requests after the page had loaded');
  assert.deepEqual(complaints, [], 'messages on the console');
  await context.close();
}

/** @param {Page} page @param {string} name */
const verdict = (page, name) => page.getByRole('heading', { name }).waitFor({ timeout: PATIENCE });

/** Puts a text on the clipboard and presses the page's own button. @param {Page} page @param {string} text */
async function paste(page, text) {
  await page.evaluate((content) => navigator.clipboard.writeText(content), text);
  await page.getByRole('button', { name: 'Dán' }).click();
}

/** What is selected in the text area. @param {Page} page */
const selected = (page) =>
  page.evaluate(() => {
    const area = document.querySelector('textarea');
    return area ? area.value.slice(area.selectionStart, area.selectionEnd) : '';
  });

/** @param {Page} page @param {string} field */
const findingAt = (page, field) =>
  page
    .locator('.finding')
    .filter({ hasText: `Trường ${field}` })
    .first();

test('a pasted packet is read, found wrong, repaired and found right', async () => {
  await withPage(async (page) => {
    await paste(page, BROKEN_JSON);
    await verdict(page, 'Không đạt');
    assert.equal(await page.evaluate(() => document.activeElement?.className), 'verdict-word');
    assert.match(await page.title(), /^Không đạt, \d+ lỗi/);

    const date = findingAt(page, 'NgayTiepNhan');
    await date.getByText('13/03/2020 08:04').first().waitFor();
    await date.locator('.place').click();
    assert.equal(await selected(page), '13/03/2020 08:04');
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'TEXTAREA');

    await date.getByRole('button', { name: 'Sửa chỗ này' }).click();
    await page.locator('textarea').and(page.locator(':visible')).waitFor();
    await page.waitForFunction(() =>
      document.querySelector('textarea')?.value.includes('"NgayTiepNhan": "20200313080400"'),
    );
    await page.getByText(/^Đã sửa: NgayTiepNhan/).waitFor();

    await findingAt(page, 'TrichYeuHoso').waitFor();
    await findingAt(page, 'HinhThuc').waitFor();
    await page.getByRole('button', { name: /^Sửa tất cả lỗi an toàn/ }).click();
    await verdict(page, 'Đạt');
    const repaired = await page.locator('textarea').inputValue();
    assert.match(repaired, /"TrichYeuHoSo"/);
    assert.match(repaired, /"HinhThuc": "1"/);

    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await verdict(page, 'Không đạt');
  });
});

test('typing is checked by itself, and the focus stays in the text', async () => {
  await withPage(async (page) => {
    await page.getByRole('textbox').fill(sample('dossier-2020.json'));
    await verdict(page, 'Đạt');
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'TEXTAREA');
    await page.getByRole('textbox').fill(BROKEN_JSON);
    await verdict(page, 'Không đạt');
    await page.getByRole('textbox').fill('không phải gói tin');
    await verdict(page, 'Chưa kiểm tra được');
    await page.getByRole('button', { name: 'Xoá' }).click();
    await page.getByRole('heading', { name: 'Chưa có gói tin nào' }).waitFor();
  });
});

test('an XML file with other line ends is read, repaired and downloaded', async () => {
  await withPage(async (page) => {
    const buffer = Buffer.from(BROKEN_XML.replaceAll('\n', '\r\n'));
    await page.setInputFiles('#file', { name: 'ho-so.xml', mimeType: 'application/xml', buffer });
    await verdict(page, 'Không đạt');
    await findingAt(page, 'NgayHenTra').locator('.place').click();
    assert.equal(await selected(page), '2020-03-18T17:00:00');
    await findingAt(page, 'TenLinhvuc').waitFor();
    await page.getByRole('button', { name: /^Sửa tất cả lỗi an toàn/ }).click();
    await verdict(page, 'Đạt');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Tải gói tin đã sửa' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'ho-so.da-sua.xml');
    const expected = sample('dossier-2020.xml').replaceAll('\n', '\r\n');
    assert.equal(readFileSync(await download.path(), 'utf8'), expected);
  });
});

test('the page speaks English, and the address keeps it', async () => {
  await withPage(async (page) => {
    await paste(page, BROKEN_JSON);
    await verdict(page, 'Không đạt');
    await page.getByRole('link', { name: 'English' }).click();
    await verdict(page, 'Does not conform');
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
    assert.match(page.url(), /#lang=en$/);
    await page.getByText('What this result means').waitFor();
    assert.equal(await page.getByRole('textbox').inputValue(), BROKEN_JSON);
    await page.getByRole('radio', { name: 'Developers' }).check();
  });
});

test('reports are written and a finding is copied without personal values', async () => {
  await withPage(async (page) => {
    await paste(page, BROKEN_JSON);
    await verdict(page, 'Không đạt');
    await page.locator('.actions summary').click();
    for (const [ending, name] of Object.entries(REPORTS)) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name, exact: true }).click(),
      ]);
      assert.equal(download.suggestedFilename(), `noi-dung-dan.bao-cao.${ending}`);
      assert.match(readFileSync(await download.path(), 'utf8'), /bad-date|Ngày giờ/);
    }
    await page.keyboard.press('Escape');
    await findingAt(page, 'NgayTiepNhan').getByRole('button', { name: 'Chép phát hiện này' }).click();
    await page.getByText('Đã chép phát hiện').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /NgayTiepNhan/);
    assert.match(copied, /bad-date/);
  });
});

test('after a fault there is no verdict, the text is kept, and the next packet is checked', async () => {
  const page = await browser.newPage();
  await breakOn(page);
  await page.goto(server.address);
  await page.locator('.known-packets').waitFor({ timeout: PATIENCE });
  await page.getByRole('textbox').fill('{"HONG": 1}');
  await page.getByText('Bộ kiểm tra gặp sự cố').waitFor({ timeout: PATIENCE });
  await verdict(page, 'Chưa kiểm tra được');
  assert.equal(await page.getByRole('textbox').inputValue(), '{"HONG": 1}');
  await page.getByRole('textbox').fill(sample('dossier-2020.json'));
  await verdict(page, 'Đạt');
  await page.close();
});

test('20 MB stream through with progress, and the page stays responsive', async () => {
  await withPage(async (page) => {
    await page.evaluate(() => {
      const tasks = /** @type {number[]} */ ([]);
      Object.assign(globalThis, { tasks });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) tasks.push(entry.duration);
      }).observe({ type: 'longtask' });
    });
    await page.setInputFiles('#file', largeFile(20_000_000));
    await page.locator('.progress-line').filter({ hasText: 'bản ghi' }).waitFor({ timeout: PATIENCE });
    await verdict(page, 'Không đạt');
    await page.locator('.finding mark').filter({ hasText: '13/03/2020' }).first().waitFor();
    const tasks = await page.evaluate(
      () => /** @type {{ tasks: number[] }} */ (/** @type {unknown} */ (globalThis)).tasks,
    );
    console.log(`main-thread tasks above 50 ms: ${tasks.map(Math.round).join(', ') || 'none'}`);
    assert.ok(Math.max(0, ...tasks) <= LONGEST_TASK, `the longest task took ${Math.max(...tasks)} ms`);
  });
});

test('reading a large file can be stopped', async () => {
  await withPage(async (page) => {
    await page.setInputFiles('#file', largeFile(60_000_000));
    await page.getByRole('button', { name: 'Dừng' }).click();
    await page.getByRole('heading', { name: 'Đã dừng kiểm tra' }).waitFor({ timeout: PATIENCE });
  });
});

test('nothing is wider than a narrow screen', async () => {
  await withPage(async (page) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await paste(page, BROKEN_JSON);
    await verdict(page, 'Không đạt');
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 320, `${width} px`);
  });
});

test('the first visit fits its budget', async () => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  /** @type {string[]} */
  const names = [];
  context.on('request', (request) => names.push(new URL(request.url()).pathname.slice(1) || 'index.html'));
  await page.goto(server.address);
  await page.locator('.known-packets').waitFor({ timeout: PATIENCE });
  await context.close();
  const files = names.filter((name) => ['.html', '.css', '.js'].includes(extname(name)));
  assert.ok(files.length >= 4, `HTML, CSS, script and worker: ${files}`);
  const sizes = files.map((name) => brotliCompressSync(readFileSync(inRoot('dist', 'page', name))).length);
  const sum = sizes.reduce((total, size) => total + size, 0);
  console.log(files.map((name, index) => `${name}: ${sizes[index]}`).join('\n'));
  assert.ok(sum <= FIRST_VISIT_BROTLI_BYTES, `${sum} of ${FIRST_VISIT_BROTLI_BYTES} bytes after brotli`);
});

/** A file on disk: a large one given as bytes would keep the page busy by itself. @param {number} size */
function largeFile(size) {
  const file = join(folder, `${size}.json`);
  writeFileSync(file, largePacket(size));
  return file;
}

/** A packet of about `size` bytes: the sample's first dossier again and again, every tenth with a wrong date. @param {number} size */
function largePacket(size) {
  const packet = JSON.parse(sample('dossier-2020.json'));
  const [dossier] = packet.data;
  /** @type {string[]} */
  const rows = [];
  for (let bytes = 0; bytes < size; ) {
    const number = String(rows.length).padStart(6, '0');
    const date = rows.length % 10 === 0 ? '13/03/2020' : dossier.NgayTiepNhan;
    const row = JSON.stringify({ ...dossier, MaHoSo: `000.00.12.H99-200313-${number}`, NgayTiepNhan: date });
    rows.push(row);
    bytes += Buffer.byteLength(row) + 2;
  }
  return `{"session":"PHIEN-MAU","madonvi":"000.00.00.H99","service":"DongBoHoSoMC","data":[\n${rows.join(',\n')}\n]}\n`;
}

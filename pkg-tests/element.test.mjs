// `<goitin-checker>` and its frame in Chromium: what a reader sees and does, and what the page around hears.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { packageFolder } from '../tools/build-package.mjs';
import { launch } from '../tools/chromium.mjs';
import { inRoot } from '../tools/lib.mjs';
import { ELEMENT_GZIP_BYTES } from '../tools/limits.mjs';
import { serveFolder } from './support/browser.mjs';
import { tarball } from './support/package.mjs';

await tarball();
const GOOD = readFileSync(inRoot('pkg-tests', 'samples', 'dossier-2020-single.json'), 'utf8');
const BROKEN = GOOD.replace('20200313080400', '13/03/2020').replace('0983960310', '0983 960 310');
const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src data:; frame-src 'self'; form-action 'self'";

const folder = mkdtempSync(join(tmpdir(), 'goitin-element-'));
symlinkSync(packageFolder, join(folder, 'goitin'));
const html = (/** @type {string} */ body, script = '') =>
  `<!doctype html><html lang="vi"><meta charset="utf-8"><title>article</title><link rel="icon" href="data:,">${body}<script type="module" src="${script || 'goitin/element.js'}"></script></html>`;
const packet = `<script type="text/plain">\n${BROKEN}\n</script>`;
const PAGES = {
  'index.html': html(`<p>Before</p><goitin-checker rule-pages="/rules/{rule}/">${packet}</goitin-checker>`),
  'english.html': html(
    `<goitin-checker lang="en" theme="dark" height="5rem" readonly>${packet}</goitin-checker>`,
  ),
  'chosen.html': html(`<goitin-checker packet="CapNhatTienDoHoSoMC">${packet}</goitin-checker>`),
  'form.html': html(
    `<form action="form.html"><goitin-checker name="packet">${packet}</goitin-checker><button>Send</button></form>`,
  ),
  'snippet.html': html(`<goitin-checker>${packet}</goitin-checker>`).replace(
    /<script type="module".*?<\/script>/,
    readFileSync(join(packageFolder, 'snippet.html'), 'utf8'),
  ),
  'frame.html': html(
    '<iframe src="goitin/embed.html?lang=en&theme=light" title="goitin"></iframe>',
    'frame.js',
  ),
  'frame.js': `globalThis.heard = [];
addEventListener('message', (event) => heard.push({ ...event.data, origin: event.origin }));\n`,
};
for (const [name, text] of Object.entries(PAGES)) writeFileSync(join(folder, name), text);
const server = await serveFolder(folder, { 'content-security-policy': STRICT });
const browser = await launch();
after(async () => {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true });
});

/** @param {string} path @param {import('playwright-core').BrowserContextOptions} [options] */
async function open(path, options = {}) {
  const page = await browser.newPage(options);
  /** @type {string[]} */
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(server.address + path);
  return { page, complaints };
}

const verdict = (/** @type {import('playwright-core').Page} */ page, /** @type {string | RegExp} */ text) =>
  page.getByRole('status').filter({ hasText: text }).waitFor({ timeout: 10_000 });

test('it checks what stands between its tags, and says so in Vietnamese', async () => {
  const { page, complaints } = await open('');
  await verdict(page, 'Không đạt');
  const findings = page.getByRole('listitem');
  assert.ok((await findings.count()) >= 2);
  assert.match(await findings.first().innerText(), /Lỗi|Cảnh báo/);
  const link = page.getByRole('link', { name: 'bad-date' });
  assert.equal(await link.getAttribute('href'), '/rules/bad-date/');
  assert.deepEqual(complaints, []);
  await page.close();
});

test('what the reader types is checked, and told to the page', async () => {
  const { page } = await open('');
  await verdict(page, 'Không đạt');
  await page.evaluate(() => {
    const heard = /** @type {unknown[]} */ ([]);
    Object.assign(globalThis, { heard });
    document.addEventListener('goitin-report', (event) =>
      heard.push(/** @type {CustomEvent} */ (event).detail),
    );
  });
  await page.getByRole('textbox').fill(GOOD);
  await verdict(page, /^Đạt/);
  const heard = await page.evaluate('heard');
  assert.equal(heard.at(-1).report.verdict, 'conforms');
  assert.equal(heard.at(-1).value, GOOD);
  assert.equal(await page.getByRole('listitem').count(), 0);
  await page.close();
});

test('it can be used with the keyboard alone', async () => {
  const { page } = await open('');
  await verdict(page, 'Không đạt');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'Kiểm tra');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  const place = page.getByRole('button', { name: /^Đến dòng/ }).first();
  await place.focus();
  await page.keyboard.press('Enter');
  assert.ok((await selected(page)).length > 0);
  await page.close();
});

test('a place in the list selects that place in the source, in UTF-16', async () => {
  const { page } = await open('');
  await verdict(page, 'Không đạt');
  const item = page.getByRole('listitem').filter({ hasText: 'bad-date' });
  await item.getByRole('button').click();
  assert.equal(await selected(page), '13/03/2020');
  await page.close();
});

test('safe repairs are made on request', async () => {
  const { page } = await open('');
  await verdict(page, 'Không đạt');
  const before = await page.getByRole('textbox').inputValue();
  await page.getByRole('button', { name: 'Sửa những chỗ sửa được' }).click();
  await verdict(page, 'Đã sửa');
  assert.notEqual(await page.getByRole('textbox').inputValue(), before);
  await page.close();
});

test('its attributes: language, theme, height, read-only, packet', async () => {
  const { page } = await open('english.html');
  await verdict(page, 'Does not conform');
  const area = page.getByRole('textbox', { name: 'Packet (JSON or XML)' });
  assert.equal(await area.evaluate((element) => /** @type {HTMLTextAreaElement} */ (element).readOnly), true);
  assert.equal(await area.evaluate((element) => element.clientHeight < 90), true);
  assert.equal(await page.getByRole('button', { name: /Repair/ }).count(), 0);
  const colour = await page
    .locator('goitin-checker')
    .evaluate((element) => getComputedStyle(element).colorScheme);
  assert.equal(colour, 'dark');
  await page.close();
  const chosen = await open('chosen.html');
  await chosen.page.getByRole('status').filter({ hasText: /đạt/i }).waitFor();
  const packet = await chosen.page
    .locator('goitin-checker')
    .evaluate((element) => Reflect.get(element, 'report').packet);
  assert.equal(packet, 'CapNhatTienDoHoSoMC');
  await chosen.page.close();
});

test('a form gets its value, is held back while it does not conform, and resets it', async () => {
  const { page } = await open('form.html');
  await verdict(page, 'Không đạt');
  const state = () =>
    page.evaluate(() => {
      const form = /** @type {HTMLFormElement} */ (document.querySelector('form'));
      return { valid: form.checkValidity(), value: String(new FormData(form).get('packet')) };
    });
  assert.equal((await state()).valid, false);
  await page.getByRole('textbox').fill(GOOD);
  await verdict(page, /^Đạt/);
  assert.deepEqual(await state(), { valid: true, value: GOOD });
  await page.evaluate(() => document.querySelector('form')?.reset());
  await verdict(page, 'Không đạt');
  assert.match((await state()).value, /13\/03\/2020/);
  await page.close();
});

test('the lines of snippet.html load the element, and nothing that was changed', async () => {
  const page = await browser.newPage();
  await page.goto(`${server.address}snippet.html`);
  await verdict(page, 'Không đạt');
  await page.route('**/text/module.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()};` });
  });
  await page.reload();
  await page.waitForLoadState('networkidle');
  assert.equal(await page.evaluate(() => customElements.get('goitin-checker')), undefined);
  await page.close();
});

test('it fits a narrow page', async () => {
  const { page } = await open('', { viewport: { width: 320, height: 640 } });
  await verdict(page, 'Không đạt');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await page.close();
});

test('the frame tells its height, takes a packet and gives its report to whoever spoke to it', async () => {
  const { page, complaints } = await open('frame.html');
  const hears = (/** @type {string} */ type) =>
    page.waitForFunction(
      (wanted) =>
        Reflect.get(globalThis, 'heard').some((/** @type {{ type: string }} */ one) => one.type === wanted),
      type,
    );
  await hears('ready');
  await hears('resize');
  const heard = async () => /** @type {{ type: string }[]} */ (await page.evaluate('heard'));
  assert.deepEqual(
    (await heard()).filter(({ type }) => type === 'report'),
    [],
  );
  await page.evaluate((value) => {
    const frame = /** @type {HTMLIFrameElement} */ (document.querySelector('iframe'));
    frame.contentWindow?.postMessage({ goitin: 1, type: 'options', lang: 'vi', height: '6rem' }, '*');
    frame.contentWindow?.postMessage({ goitin: 1, type: 'value', value }, '*');
  }, BROKEN);
  await hears('report');
  const report = /** @type {any} */ ((await heard()).find(({ type }) => type === 'report'));
  assert.equal(report.goitin, 1);
  assert.equal(report.report.verdict, 'does-not-conform');
  assert.ok(report.report.summary.vi);
  assert.equal(report.value, BROKEN);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('the first use transfers no more than it did', () => {
  const files = ['element.js', 'index.js', 'inline.js', 'text/module.js'];
  const bytes = files.reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(packageFolder, name)), { level: 9 }).length,
    0,
  );
  console.log(`element, first use: ${bytes} of ${ELEMENT_GZIP_BYTES} bytes after gzip`);
  assert.ok(bytes <= ELEMENT_GZIP_BYTES, `${bytes} bytes`);
});

/** @param {import('playwright-core').Page} page */
const focused = (page) => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent);

/** @param {import('playwright-core').Page} page */
const selected = (page) =>
  page.getByRole('textbox').evaluate((element) => {
    const area = /** @type {HTMLTextAreaElement} */ (element);
    return area.value.slice(area.selectionStart, area.selectionEnd);
  });

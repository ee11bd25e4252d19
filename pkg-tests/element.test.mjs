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
import { PATIENCE } from './support/page.mjs';

await tarball();
const GOOD = readFileSync(inRoot('pkg-tests', 'samples', 'dossier-2020-single.json'), 'utf8');
const BROKEN = GOOD.replace('20200313080400', '13/03/2020').replace('0983960310', '0983 960 310');
const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src data:; frame-src 'self'; form-action 'self'";
const WITH_WORKER = `${STRICT}; worker-src blob:`;
/** Asks for an e-mail address, which the packet does not have. */
const OWN = JSON.stringify({
  base: 'qcvn120-2020',
  documents: [{ id: 'own', title: '1/QĐ-H99', vi: 'Quy định của tỉnh', grade: 'text' }],
  packets: [
    {
      id: 'DongBoHoSoMC',
      types: {
        HoSo: {
          fields: [
            { name: 'Email', required: 'always', grade: 'text', citation: { doc: 'own', place: 'Điều 3' } },
          ],
        },
      },
    },
  ],
});

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
  'two.html': html(`<goitin-checker>${packet}</goitin-checker><goitin-checker>${packet}</goitin-checker>`),
  'chosen.html': html(`<goitin-checker packet="CapNhatTienDoHoSoMC">${packet}</goitin-checker>`),
  'own.html': html(
    `<script type="application/json" id="own">${OWN}</script><goitin-checker own-profile="own"><script type="text/plain">${GOOD}</script></goitin-checker>`,
  ),
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
const server = await serveFolder(folder, { 'content-security-policy': WITH_WORKER });
/** The same pages under policies that refuse the worker: its blob, or by Trusted Types its address. */
const REFUSING = [STRICT, `${WITH_WORKER}; require-trusted-types-for 'script'; trusted-types 'none'`];
const refusing = await Promise.all(
  REFUSING.map((policy) => serveFolder(folder, { 'content-security-policy': policy })),
);
const browser = await launch();
after(async () => {
  await browser.close();
  server.close();
  for (const { close } of refusing) close();
  rmSync(folder, { recursive: true });
});

/**
 * @param {string} path @param {import('playwright-core').BrowserContextOptions} [options] @param {string} [address]
 */
async function open(path, options = {}, address = server.address) {
  const page = await browser.newPage(options);
  /** @type {string[]} */
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(address + path);
  return { page, complaints };
}

const verdict = (/** @type {import('playwright-core').Page} */ page, /** @type {string | RegExp} */ text) =>
  page.getByRole('status').filter({ hasText: text }).waitFor({ timeout: PATIENCE });

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

test('it checks in a worker, which all of a page share', async () => {
  const { page, complaints } = await open('two.html');
  await page.getByText('Không đạt').nth(1).waitFor();
  assert.equal(page.workers().length, 1);
  assert.deepEqual(complaints, []);
  await page.close();
});

for (const [number, policy] of REFUSING.entries())
  test(`where the policy refuses a worker, the page itself checks and repairs: ${policy}`, async () => {
    const { page, complaints } = await open('', {}, refusing[number]?.address);
    await verdict(page, 'Không đạt');
    assert.equal(page.workers().length, 0);
    await page.getByRole('button', { name: 'Sửa những chỗ sửa được' }).click();
    await verdict(page, 'Đã sửa');
    // The browser says once what it refused; nothing else is said.
    assert.ok(complaints.length === 1 && /worker|trusted/i.test(complaints[0] ?? ''), complaints.join('\n'));
    await page.close();
  });

test('a worker that somebody ends is stood in for', async () => {
  const { page } = await open('');
  await verdict(page, 'Không đạt');
  const reports = await page.evaluate(async (value) => {
    const { terminate } = await import(`${location.origin}/goitin/worker.js`);
    const element = /** @type {any} */ (document.querySelector('goitin-checker'));
    element.value = value;
    const { postMessage } = Worker.prototype;
    const asked = new Promise((resolve) => {
      Worker.prototype.postMessage = function (/** @type {any[]} */ ...message) {
        resolve(Reflect.apply(postMessage, this, message));
      };
    });
    const during = element.check();
    await asked;
    terminate();
    return [(await during)?.verdict, (await element.check())?.verdict];
  }, GOOD);
  assert.deepEqual(reports, ['conforms', 'conforms']);
  await page.close();
});

test('a check that was overtaken by another one says nothing', async () => {
  const { page } = await open('');
  await verdict(page, 'Không đạt');
  const told = await page.evaluate(
    async ([good = '', broken = '']) => {
      const element = /** @type {any} */ (document.querySelector('goitin-checker'));
      /** @type {string[]} */
      const verdicts = [];
      element.addEventListener('goitin-report', (/** @type {CustomEvent} */ event) =>
        verdicts.push(event.detail.report.verdict),
      );
      element.value = broken;
      const first = element.check();
      element.value = good;
      return [await first, (await element.check()).verdict, ...verdicts];
    },
    [GOOD, BROKEN],
  );
  assert.deepEqual(told, [null, 'conforms', 'conforms']);
  await page.close();
});

test('a profile of the reader’s own: an element of the page, or the property', async () => {
  const { page, complaints } = await open('own.html');
  await verdict(page, 'Không đạt');
  const item = page.getByRole('listitem').filter({ hasText: 'Email' });
  assert.match(await item.first().innerText(), /Lỗi/);
  await page.locator('goitin-checker').evaluate((element) => element.removeAttribute('own-profile'));
  await verdict(page, /^Đạt/);
  const set = (/** @type {string | null} */ profile) =>
    page
      .locator('goitin-checker')
      .evaluate((element, own) => Object.assign(element, { ownProfile: own }), profile);
  await set(OWN);
  await verdict(page, 'Không đạt');
  await set('{ "base": "nope" }');
  await verdict(page, 'Chưa kiểm tra được');
  assert.match(await page.getByRole('listitem').first().innerText(), /hồ sơ quy định riêng, dòng 1/);
  assert.equal(await page.getByRole('button', { name: /^Đến dòng/ }).count(), 0);
  await set(null);
  await verdict(page, /^Đạt/);
  await page.locator('goitin-checker').evaluate((element) => element.setAttribute('own-profile', 'absent'));
  await verdict(page, 'Chưa kiểm tra được');
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
  const refused = page.waitForEvent('console', (message) => /integrity/.test(message.text()));
  await page.reload();
  await refused;
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
  assert.equal(page.workers().length, 1);
  await page.evaluate(
    ([ownProfile = '', value = '']) => {
      const frame = /** @type {HTMLIFrameElement} */ (document.querySelector('iframe'));
      Reflect.get(globalThis, 'heard').length = 0;
      frame.contentWindow?.postMessage({ goitin: 1, type: 'options', ownProfile }, '*');
      frame.contentWindow?.postMessage({ goitin: 1, type: 'value', value }, '*');
    },
    [OWN, GOOD],
  );
  await hears('report');
  const own = /** @type {any} */ ((await heard()).findLast(({ type }) => type === 'report'));
  assert.equal(own.report.profile, 'own');
  assert.deepEqual(complaints, []);
  await page.close();
});

test('the first use transfers no more than it did', () => {
  const files = ['element.js', 'index.js', 'worker.js', 'inline.js', 'text/module.js'];
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

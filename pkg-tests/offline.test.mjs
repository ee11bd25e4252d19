// The page without a network: it opens again when its host is gone, checks, and goes over to a newer build only when
// the reader says so, with the packet still there. From a folder of a host, as a static host may have it.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { launch } from '../tools/chromium.mjs';
import { inRoot } from '../tools/lib.mjs';
import { serve } from '../tools/serve.mjs';
import { violations } from './support/axe.mjs';
import { BROKEN_JSON, complaintsOf, requestsOf, settled, verdict } from './support/page.mjs';

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
/** A host of our own for each test: the page in a folder of it. @type {string} */
let host;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

beforeEach((t) => {
  host = mkdtempSync(join(tmpdir(), 'goitin-host-'));
  cpSync(inRoot('dist', 'page'), join(host, 'kiem-tra'), { recursive: true });
  /** @type {import('node:test').TestContext} */ (t).after(() => rmSync(host, { recursive: true }));
});

/** The host, with the policy that the page itself has. */
const start = () => serve({ folder: host, page: join(host, 'kiem-tra') });

test('the page opens and checks after its host is gone', async () => {
  const server = await start();
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  await page.goto(`${server.address}kiem-tra/`);
  await settled(page);
  await server.close();
  await context.setOffline(true);

  const complaints = await complaintsOf(page);
  await page.reload();
  await settled(page);
  const requests = requestsOf(context);
  await page.evaluate((text) => navigator.clipboard.writeText(text), BROKEN_JSON);
  await page.getByRole('button', { name: 'Dán' }).click();
  await verdict(page, 'Không đạt');
  await page.getByRole('button', { name: /^Sửa tất cả chỗ an toàn/ }).click();
  await verdict(page, 'Đạt');
  // Parts of the page may come later; the service worker has them.
  const parts = `${server.address}kiem-tra/assets/`;
  assert.deepEqual(
    requests.filter((url) => !url.startsWith(parts)),
    [],
    'requests while checking',
  );

  await page.getByRole('link', { name: 'Quyền riêng tư' }).click();
  await page.getByRole('heading', { name: 'Trong lúc kiểm tra' }).waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

/** A page of a build, for which a newer one is ready. @param {Awaited<ReturnType<typeof start>>} server */
async function pageWithNewer(server) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.address}kiem-tra/`);
  await settled(page);
  assert.equal(await page.locator('.update').count(), 0, 'the first visit offers no newer version');

  const script = join(host, 'kiem-tra', 'sw.js');
  writeFileSync(script, readFileSync(script, 'utf8').replace(/"[0-9a-f]{16}"/, '"newer"'));
  await page.reload();
  await settled(page);
  return page;
}

/** @param {import('playwright-core').Page} page */
const takeNewer = (page) =>
  Promise.all([
    page.waitForEvent('load'),
    page.getByRole('button', { name: 'Tải lại', exact: true }).click(),
  ]);

test('the steps to undo come along to a newer build', async () => {
  const server = await start();
  const page = await pageWithNewer(server);
  await page.getByRole('textbox').fill(BROKEN_JSON);
  await verdict(page, 'Không đạt');
  await page.getByRole('button', { name: /^Sửa tất cả chỗ an toàn/ }).click();
  await verdict(page, 'Đạt');
  const repaired = await page.getByRole('textbox').inputValue();
  await takeNewer(page);
  await verdict(page, 'Đạt');
  assert.equal(await page.getByRole('textbox').inputValue(), repaired);
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await verdict(page, 'Không đạt');
  assert.equal(await page.getByRole('textbox').inputValue(), BROKEN_JSON);
  await page.context().close();
  await server.close();
});

test('files of a set come along to a newer build, and what does not fit is named before', async () => {
  const server = await start();
  const page = await pageWithNewer(server);
  const file = (/** @type {string} */ name, /** @type {string} */ text) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  const large = BROKEN_JSON.padEnd(4_500_000);
  await page.setInputFiles('#file', [
    file('mot.json', BROKEN_JSON),
    file('hai.json', BROKEN_JSON),
    file('to.json', large),
  ]);
  await page.getByText('Trong 3 gói tin: 3 không đạt').waitFor();
  /** @type {string[]} */
  const asked = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.message());
    // The first time the reader stays.
    void (asked.length === 1 ? dialog.dismiss() : dialog.accept());
  });
  const refused = page.waitForEvent('dialog');
  await page.getByRole('button', { name: 'Tải lại', exact: true }).click();
  await refused;
  // Nothing is left behind.
  await page.waitForFunction(() => sessionStorage.length === 0);
  await takeNewer(page);
  await page.getByText('Trong 2 gói tin: 2 không đạt').waitFor();
  assert.match(asked.join(), /cần chọn lại: to\.json\./);
  await page.getByText('hai.json').waitFor();
  await page.context().close();
  await server.close();
});

test('a newer build waits for the reader, and the packet comes along', async () => {
  const server = await start();
  const page = await pageWithNewer(server);
  const context = page.context();
  await page.getByRole('textbox').fill(BROKEN_JSON);
  await verdict(page, 'Không đạt');
  await page.getByText('Đã có bản mới của trang này.').waitFor();
  assert.deepEqual(await violations(page), [], 'axe');
  await takeNewer(page);
  await verdict(page, 'Không đạt');
  assert.equal(await page.getByRole('textbox').inputValue(), BROKEN_JSON);
  assert.equal(await page.evaluate(() => sessionStorage.length), 0, 'nothing is left behind');
  assert.equal(await page.locator('.update').count(), 0);
  assert.deepEqual(
    await page.evaluate(() => caches.keys()),
    [`goitin ${server.address}kiem-tra/ newer`],
    'files of the older build are gone',
  );

  await page.reload();
  await settled(page);
  assert.equal(await page.getByRole('textbox').inputValue(), '', 'a packet is kept for one reload only');
  await context.close();
  await server.close();
});

// The page in Chromium, for the tests of each theme: opens it, lets a test use it, and asserts that it stayed quiet: only
// the page's own scripts are asked for, nothing is refused by the policy, nothing complains.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { launch } from '../../tools/chromium.mjs';
import { serve } from '../../tools/serve.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** How long a state of the page may take to come, in milliseconds. A state that never comes fails later for it, no more. */
export const PATIENCE = 60_000;
/** As many frames in a row that look the same: what one draws is measured in the next, and drawn again in the third. */
const STILL_FRAMES = 4;

export const sample = (/** @type {string} */ name) =>
  readFileSync(new URL(`../samples/${name}`, import.meta.url), 'utf8');

/** The good packet with a wrong date, a misspelled field and a number in place of a string. */
export const BROKEN_JSON = sample('dossier-2020.json')
  .replace('"NgayTiepNhan": "20200313080400"', '"NgayTiepNhan": "13/03/2020 08:04"')
  .replace('"TrichYeuHoSo"', '"TrichYeuHoso"')
  .replace('"HinhThuc": "1"', '"HinhThuc": 1');

export const BROKEN_XML = sample('dossier-2020.xml')
  .replace('<NgayHenTra>20200318170000<', '<NgayHenTra>2020-03-18T17:00:00<')
  .replace(/TenLinhVuc>Hộ tịch<\/TenLinhVuc/, 'TenLinhvuc>Hộ tịch</TenLinhvuc');

/** A server, a browser and a folder for the tests of one file. */
export function useBrowser() {
  const house = {
    folder: mkdtempSync(join(tmpdir(), 'goitin-page-')),
    /** @type {Awaited<ReturnType<typeof serve>>} */
    server: /** @type {never} */ (undefined),
    /** @type {Awaited<ReturnType<typeof launch>>} */
    browser: /** @type {never} */ (undefined),
    /** @param {(page: Page) => Promise<void>} use */
    withPage: (use) => withPage(house, use),
  };
  before(async () => {
    house.server = await serve();
    house.browser = await launch();
  });
  after(async () => {
    await house.browser.close();
    await house.server.close();
    rmSync(house.folder, { recursive: true });
  });
  return house;
}

/** The page is ready: the engine has answered, and the service worker, if there is one, has kept its files. @param {Page} page */
export async function settled(page) {
  await page.locator('.known-packets, .verdict').first().waitFor({ timeout: PATIENCE });
  await page.evaluate(async () => {
    await navigator.serviceWorker?.ready;
  });
}

/** What the console and the policy complain about, from now on. @param {Page} page */
export async function complaintsOf(page) {
  /** @type {string[]} */
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      console.error(`${event.violatedDirective}: ${event.blockedURI}`),
    );
  });
  return complaints;
}

/** Every request that leaves a context from now on. @param {import('playwright-core').BrowserContext} context */
export function requestsOf(context) {
  /** @type {string[]} */
  const requests = [];
  context.on('request', (request) => {
    if (!request.url().startsWith('blob:')) requests.push(request.url());
  });
  return requests;
}

/**
 * @param {{ server: { address: string }, browser: import('playwright-core').Browser }} house
 * @param {(page: Page) => Promise<void>} use
 */
async function withPage({ server, browser }, use) {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const complaints = await complaintsOf(page);
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(server.address);
  await settled(page);
  /** @type {string[]} */
  const requests = [];
  context.on('request', (request) => {
    if (!isOwnScript(request, server.address)) requests.push(`${request.method()} ${request.url()}`);
  });
  await use(page);
  assert.deepEqual(requests, [], 'requests after the page had loaded');
  assert.deepEqual(complaints, [], 'messages on the console');
  await context.close();
}

/**
 * The page itself when it is reloaded, a part of it that is loaded when it is needed, and what the page itself made.
 * @param {import('playwright-core').Request} request @param {string} address
 */
function isOwnScript(request, address) {
  const url = request.url();
  if (url.startsWith('blob:') || url === address) return true;
  const isPart =
    url.startsWith(`${address}assets/`) && /^[\w-]+\.(js|css)$/.test(url.slice(`${address}assets/`.length));
  return isPart && request.method() === 'GET' && request.postData() === null;
}

/**
 * The verdict of what the page holds now: one of an older text stays while the newer is checked.
 * @param {Page} page @param {string} name
 */
export const verdict = (page, name) =>
  page
    .locator('.result[aria-busy="false"] .verdict-word')
    .filter({ hasText: new RegExp(`${name}$`) })
    .waitFor();

/** Waits for so many frames of the page. @param {Page} page @param {number} [count] */
export const frames = (page, count = 2) =>
  page.evaluate(async (count) => {
    for (let left = count; left > 0; left -= 1) await new Promise(requestAnimationFrame);
  }, count);

/**
 * Waits until the layout is at rest: all findings in the document have their quotation, and for some frames nothing has
 * moved. @param {Page} page
 */
export const atRest = (page) =>
  page.evaluate(
    async ([wanted, patience]) => {
      const picture = () => {
        const tops = [...document.querySelectorAll('.finding')].map((row) => row.getBoundingClientRect().top);
        return [scrollY, document.documentElement.scrollHeight, ...tops].join();
      };
      const isQuoted = () => document.querySelector('.is-long .excerpt:empty') === null;
      const end = performance.now() + patience;
      let before = '';
      for (let still = 0; still < wanted; ) {
        if (performance.now() > end) throw new Error('the layout does not come to rest');
        await new Promise(requestAnimationFrame);
        const now = picture();
        still = now === before && isQuoted() ? still + 1 : 0;
        before = now;
      }
    },
    /** @type {const} */ ([STILL_FRAMES, PATIENCE]),
  );

/**
 * Does something that changes the packet, and waits until what it made of it was checked.
 * @param {Page} page @param {() => Promise<unknown>} change
 */
export async function checkedAfter(page, change) {
  await page.evaluate(() => {
    const result = document.querySelector('.result');
    let isBusy = false;
    const watch = new MutationObserver(() => {
      const busy = result?.getAttribute('aria-busy') === 'true';
      if (isBusy && !busy) {
        watch.disconnect();
        Object.assign(globalThis, { isChecked: true });
      }
      isBusy = busy;
    });
    Object.assign(globalThis, { isChecked: false });
    if (result) watch.observe(result, { attributeFilter: ['aria-busy'] });
  });
  await change();
  await page.waitForFunction(() => Reflect.get(globalThis, 'isChecked'));
}

/** Puts a text on the clipboard and presses the page's own button. @param {Page} page @param {string} text */
export async function paste(page, text) {
  await page.evaluate((content) => navigator.clipboard.writeText(content), text);
  await page.getByRole('button', { name: 'Dán' }).click();
}

/** What is on the clipboard. @param {Page} page */
export const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

/** What a press makes the browser save. @param {Page} page @param {import('playwright-core').Locator} press */
export async function saved(page, press) {
  const { name, bytes } = await savedBytes(page, press);
  return { name, text: bytes.toString('utf8') };
}

/** @param {Page} page @param {import('playwright-core').Locator} press */
export async function savedBytes(page, press) {
  const [download] = await Promise.all([page.waitForEvent('download'), press.click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** @param {Page} page @param {string} field */
export const findingAt = (page, field) =>
  page
    .locator('.finding')
    .filter({ hasText: `Trường ${field}` })
    .first();

/**
 * The rows of a packet of about `size` bytes: the sample's first dossier again and again, every tenth with a wrong date.
 * @param {number} size @returns {Generator<string>}
 */
export function* largePacket(size) {
  const [dossier] = JSON.parse(sample('dossier-2020.json')).data;
  yield '{"session":"PHIEN-MAU","madonvi":"000.00.00.H99","service":"DongBoHoSoMC","data":[\n';
  for (let bytes = 0, count = 0; bytes < size; count += 1) {
    const date = count % 10 === 0 ? '13/03/2020' : dossier.NgayTiepNhan;
    const code = `000.00.12.H99-200313-${String(count).padStart(7, '0')}`;
    const row = JSON.stringify({ ...dossier, MaHoSo: code, NgayTiepNhan: date });
    bytes += Buffer.byteLength(row) + 2;
    yield bytes < size ? `${row},\n` : row;
  }
  yield '\n]}\n';
}

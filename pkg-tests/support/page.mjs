// What the tests of the page share: packets, a page whose service worker has settled, and the record of its requests.
import { readFileSync } from 'node:fs';

/** @typedef {import('playwright-core').Page} Page @typedef {import('playwright-core').BrowserContext} BrowserContext */

export const PATIENCE = 15_000;

export const sample = (/** @type {string} */ name) =>
  readFileSync(new URL(`../samples/${name}`, import.meta.url), 'utf8');

/** The good packet with a wrong date, a misspelled field and a number in place of a string. */
export const BROKEN_JSON = sample('dossier-2020.json')
  .replace('"NgayTiepNhan": "20200313080400"', '"NgayTiepNhan": "13/03/2020 08:04"')
  .replace('"TrichYeuHoSo"', '"TrichYeuHoso"')
  .replace('"HinhThuc": "1"', '"HinhThuc": 1');

/** @param {Page} page @param {string} name */
export const verdict = (page, name) => page.getByRole('heading', { name }).waitFor({ timeout: PATIENCE });

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

/** Every request that leaves a context from now on. @param {BrowserContext} context */
export function requestsOf(context) {
  /** @type {string[]} */
  const requests = [];
  context.on('request', (request) => {
    if (!request.url().startsWith('blob:')) requests.push(request.url());
  });
  return requests;
}

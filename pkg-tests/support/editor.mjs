// The editor with colours in a page of its own, and a packet that is typed into: for its tests and its benchmark.
import assert from 'node:assert/strict';
import { complaintsOf, PATIENCE, requestsOf, sample, settled, verdict } from './page.mjs';

/** @typedef {import('playwright-core').Page} Page */

/**
 * A page with the editor on; afterwards nothing was complained about.
 * @param {Pick<ReturnType<typeof import('./page.mjs').useBrowser>, 'browser' | 'server'>} house @param {(page: Page) => Promise<void>} use
 */
export async function withEditorOf(house, use) {
  const context = await house.browser.newContext();
  const page = await context.newPage();
  const complaints = await complaintsOf(page);
  await page.goto(house.server.address);
  await settled(page);
  await page.getByRole('button', { name: 'Dùng ô soạn thảo có màu' }).click();
  await page.locator('.cm-content').waitFor({ timeout: PATIENCE });
  const requests = requestsOf(context);
  await use(page);
  const parts = `${house.server.address}assets/`;
  assert.deepEqual(
    requests.filter((url) => !url.startsWith(parts)),
    [],
    'nothing but parts of the page is asked for',
  );
  assert.deepEqual(complaints, []);
  await context.close();
}

/** A good packet of about that many bytes. @param {number} size */
function packet(size) {
  const { data, ...envelope } = JSON.parse(sample('dossier-2020.json'));
  /** @type {string[]} */
  const rows = [];
  for (let bytes = 0; bytes < size; bytes += rows.at(-1)?.length ?? 0) {
    const MaHoSo = `000.00.12.H99-200313-${String(rows.length).padStart(5, '0')}`;
    rows.push(JSON.stringify({ ...data[0], MaHoSo }, null, 1));
  }
  return `${JSON.stringify(envelope).slice(0, -1)},"data":[\n${rows.join(',\n')}\n]}`;
}

/** Opens a good packet of about that many bytes. @param {Page} page @param {number} size */
export async function openPacket(page, size) {
  const buffer = Buffer.from(packet(size));
  await page.setInputFiles('#file', { name: 'ho-so.json', mimeType: 'application/json', buffer });
  await verdict(page, 'Đạt');
}

/** @param {Page} page @param {string} key @param {string} answer */
async function pressUntil(page, key, answer) {
  await page.keyboard.press(key);
  await verdict(page, answer);
}

/**
 * Types a letter that breaks the packet and takes it away again, some times; `press` does it and waits for the verdict.
 * @param {Page} page @param {number} times @param {typeof pressUntil} [press]
 */
export async function typeAndTakeBack(page, times, press = pressUntil) {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowRight');
  for (let at = 0; at < times; at += 1) {
    await press(page, 'x', ': Không đạt');
    await press(page, 'Backspace', ': Đạt');
  }
}

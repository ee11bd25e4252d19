// More than ten thousand findings: the document holds only those in sight, and yet the last is reached by scrolling, by
// keys and by its number, nothing jumps, and no task of the page takes long.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { atRest, frames, sample, useBrowser, verdict } from './support/page.mjs';
import { assertShortTasks, longestTaskOf } from './support/tasks.mjs';

/** @typedef {import('playwright-core').Page} Page */

const FINDINGS = 10_000;
/** Most elements in the document with all groups open: some screens of findings in each. */
const MOST_ELEMENTS = 12_000;
const RULES = 10;

const { withPage, folder } = useBrowser();

/** Dossiers with so many defects each that the cap of a thousand places is reached by more than ten rules. */
function packet() {
  const { data, ...envelope } = JSON.parse(sample('dossier-2020.json'));
  const [dossier] = data;
  const rows = Array.from({ length: 1100 }, (_, at) => ({
    ...dossier,
    MaHoSo: `000.00.12.H99-200313-${String(at).padStart(5, '0')}`,
    NgayTiepNhan: '13/03/2020',
    NgayHenTra: '20200310000000',
    NgayTra: '20200301000000',
    HinhThuc: 1,
    TrangThaiHoSo: '77',
    LoaiDoiTuong: '9',
    TrichYeuHoso: ' Đăng ký ',
    TrichYeuHoSo: undefined,
    TenTTHC: 'Đăng ký'.normalize('NFD'),
    ChuHoSo: 'Nguyễn\u0007 Văn A',
    TenLinhVuc: '',
    SoDienThoai: 'abc',
    DonViXuLy: ' Ủy ban nhân dân xã Mẫu ',
    TruongLa: 'x',
    GhiChu: 'x'.repeat(3000),
    Fax: null,
    ThongTinTra: 'undefined',
  }));
  return JSON.stringify({ ...envelope, data: rows });
}

/** On disk: given as bytes it would keep the page busy by itself. */
const file = join(folder, 'ho-so.json');
writeFileSync(file, packet());

/** @param {Page} page */
async function openAll(page) {
  await page.setInputFiles('#file', file);
  await verdict(page, 'Không đạt');
  const groups = page.locator('details.group');
  const count = await groups.count();
  for (let at = 0; at < count; at += 1) {
    const group = groups.nth(at);
    if ((await group.getAttribute('open')) === null) await group.locator('summary').first().click();
  }
  return count;
}

const elements = (/** @type {Page} */ page) => page.evaluate(() => document.querySelectorAll('*').length);

test('the document stays small with all groups open, and the last finding is reached by scrolling', async () => {
  await withPage(async (page) => {
    const count = await openAll(page);
    assert.ok(count >= RULES, `${count} groups`);
    const sizes = await page
      .locator('.is-long')
      .evaluateAll((lists) =>
        lists.map((list) => Number(list.firstElementChild?.getAttribute('aria-setsize'))),
      );
    const findings = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(findings >= FINDINGS, `${findings} findings in long lists`);
    assert.ok((await elements(page)) <= MOST_ELEMENTS, `${await elements(page)} elements`);

    const last = page.locator('.is-long').last().locator('> [aria-posinset]').last();
    for (let tries = 0; tries < 20; tries += 1) {
      await page.evaluate(() => {
        const list = [...document.querySelectorAll('.is-long')].at(-1);
        scrollTo(0, (list?.getBoundingClientRect().bottom ?? 0) + scrollY - innerHeight / 2);
      });
      await atRest(page);
      const place = await last.getAttribute('aria-posinset');
      if (place === (await last.getAttribute('aria-setsize')) && (await isInSight(page, last))) break;
    }
    assert.equal(await last.getAttribute('aria-posinset'), await last.getAttribute('aria-setsize'));
    assert.ok(await isInSight(page, last), 'the last finding is in sight');
    assert.ok((await elements(page)) <= MOST_ELEMENTS, `${await elements(page)} elements`);
  });
});

/** @param {Page} page @param {import('playwright-core').Locator} finding */
async function isInSight(page, finding) {
  const box = await finding.boundingBox();
  const height = page.viewportSize()?.height ?? 0;
  return box !== null && box.y + box.height > 0 && box.y < height;
}

test('what is in sight does not jump while rows come and go above it', async () => {
  await withPage(async (page) => {
    await openAll(page);
    // Into the middle at once, so that nothing above was ever measured; then upwards in steps.
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight * 0.6));
    await atRest(page);
    for (let step = 0; step < 30; step += 1) {
      const before = await page.evaluate(placesInSight);
      await page.evaluate(() => scrollBy({ top: -180, behavior: 'instant' }));
      await atRest(page);
      const after = await page.evaluate(placesInSight);
      const moves = Object.keys(before)
        .filter((id) => id in after)
        .map((id) => (after[id] ?? 0) - (before[id] ?? 0));
      assert.ok(moves.length > 0, 'something stayed in sight');
      for (const move of moves) assert.ok(Math.abs(move - 180) <= 4, `moved by ${move}`);
    }
  });
});

/** The findings in sight and where they stand. */
function placesInSight() {
  /** @type {Record<string, number>} */
  const places = {};
  for (const finding of document.querySelectorAll('.finding')) {
    const { top, bottom } = finding.getBoundingClientRect();
    if (bottom > 0 && top < innerHeight) places[finding.id] = Math.round(top);
  }
  return places;
}

test('keys go through the whole list, and Tab goes on from where the focus is', async () => {
  await withPage(async (page) => {
    await openAll(page);
    const focused = () => page.evaluate(() => document.activeElement?.closest('.finding')?.id);
    await page.locator('.verdict-word').focus();
    await page.keyboard.press('Shift+F8');
    const last = page.locator('.is-long').last().locator('> [aria-posinset]').last();
    assert.equal(await last.getAttribute('aria-posinset'), await last.getAttribute('aria-setsize'));
    assert.equal(await focused(), await last.getAttribute('id'), 'the last finding of all has the focus');
    assert.ok(await isInSight(page, last));
    await page.keyboard.press('F8');
    await page.keyboard.press('F8');
    const second = await focused();
    // The page is scrolled far away: the focus stays, and Tab leads to what follows it.
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
    await atRest(page);
    assert.equal(await focused(), second);
    const place = () =>
      page.evaluate(() => {
        const row = document.activeElement?.closest('.finding');
        return Number(row?.getAttribute('aria-posinset'));
      });
    const from = await place();
    while ((await place()) === from) await page.keyboard.press('Tab');
    assert.equal(await place(), from + 1);
  });
});

test('drawing and scrolling ten thousand findings takes no long task', async () => {
  await assertShortTasks(`more than ${FINDINGS} findings`, async () => {
    let task = { ms: 0, parts: '' };
    await withPage(async (page) => {
      task = await longestTaskOf(page, async () => {
        await openAll(page);
        for (let step = 1; step <= 40; step += 1) {
          await page.evaluate((part) => scrollTo(0, document.documentElement.scrollHeight * part), step / 40);
          await frames(page);
        }
      });
    });
    return task;
  });
});

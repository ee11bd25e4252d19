// What leaves the page as a report: paper, tables, charts; personal data hidden unless the reader shows it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import {
  BROKEN_JSON,
  largePacket,
  PATIENCE,
  paste,
  sample,
  saved,
  useBrowser,
  verdict,
} from './support/page.mjs';

/** @typedef {import('playwright-core').Page} Page */

const { withPage } = useBrowser();

/** A packet whose wrong value is a name in a field for telephone numbers. */
const PERSONAL = sample('dossier-2020.json').replace('"SoDienThoai": "', '"SoDienThoai": "Nguyễn Thị Kín ');

/** The sheet as paper shows it. @param {Page} page */
async function sheet(page) {
  await page.locator('.actions summary').click();
  await page.getByRole('button', { name: 'In báo cáo (A4)' }).click();
  const sheet = page.locator('.sheet');
  await sheet.waitFor({ state: 'attached' });
  await page.emulateMedia({ media: 'print' });
  assert.equal(await sheet.isVisible(), true);
  assert.equal(await page.locator('.main').isVisible(), false);
  const text = await sheet.innerText();
  await page.emulateMedia({ media: 'screen' });
  assert.equal(await sheet.isVisible(), false);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.equal(await sheet.count(), 0);
  return text;
}

test('the report on paper says what was checked, when, against which rules, and leaves a line to sign', async () => {
  await withPage(async (page) => {
    await page.evaluate(() => Object.assign(globalThis, { print: () => {} }));
    await page.setInputFiles('#file', {
      name: 'ho-so.json',
      mimeType: 'application/json',
      buffer: Buffer.from(BROKEN_JSON),
    });
    await verdict(page, 'Không đạt');
    const text = await sheet(page);
    const year = String(new Date().getFullYear());
    const hash = createHash('sha256').update(BROKEN_JSON).digest('hex');
    for (const part of [
      'Không đạt',
      'tệp 1.json',
      hash,
      'DongBoHoSoMC',
      'ngày 22/11/2026',
      year,
      'Hồ sơ 1',
      'ký, ghi rõ',
    ])
      assert.ok(text.includes(part), part);
  });
});

test('paper hides personal data unless the reader shows it', async () => {
  await withPage(async (page) => {
    await page.evaluate(() => Object.assign(globalThis, { print: () => {} }));
    await paste(page, PERSONAL);
    await page.locator('.finding').filter({ hasText: 'Thị Kín' }).first().waitFor();
    assert.doesNotMatch(await sheet(page), /Thị Kín/);
    await page.getByLabel('Che dữ liệu cá nhân').uncheck();
    await page.keyboard.press('Escape');
    assert.match(await sheet(page), /Thị Kín/);
  });
});

test('tables open in Excel with Vietnamese letters, one for all files too', async () => {
  await withPage(async (page) => {
    const file = (/** @type {string} */ name, /** @type {string} */ text) => ({
      name,
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
    await page.setInputFiles('#file', [file('mot.json', BROKEN_JSON), file('hai.json', PERSONAL)]);
    await page.locator('.set-buttons summary').click();
    const table = await saved(page, page.getByRole('button', { name: 'Bảng CSV' }));
    assert.equal(table.name, 'bao-cao-chung.csv');
    assert.ok(table.text.startsWith('\uFEFF'));
    assert.equal(table.text.split('\uFEFF').length, 2, 'one mark, at the start');
    assert.match(table.text, /^tệp 1\.json,/m);
    assert.match(table.text, /^tệp 2\.json,/m);
    assert.doesNotMatch(table.text, /Thị Kín/);
  });
});

test('charts draw the findings by rule and by day, with the numbers in tables', async () => {
  const days = [...largePacket(2_000_000)]
    .slice(0, 300)
    .map((row, number) => (number % 2 === 0 ? row.replace('H99-200313-', 'H99-200314-') : row));
  const text = days.join('').replace(/,\n$/, '\n]}\n').replaceAll('20200318170000', '18-03-2020');
  await withPage(async (page) => {
    await paste(page, text);
    await verdict(page, 'Không đạt');
    await page.getByText('Biểu đồ các phát hiện').click();
    const byDay = page.locator('.chart').filter({ hasText: 'Theo ngày trong mã hồ sơ' });
    await byDay.getByText('2020-03-14').first().waitFor();
    assert.equal(await byDay.locator('rect').count(), 2);
    await byDay.getByText('Xem bảng số').click();
    assert.equal(await byDay.getByRole('row').count(), 3);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 1280, `${width} px`);
  });
});

test('printing by any route hides personal data unless the reader shows it', async () => {
  await withPage(async (page) => {
    await page.evaluate(() =>
      Object.assign(globalThis, { print: () => dispatchEvent(new Event('beforeprint')) }),
    );
    /** What is on paper after the browser said that it prints. */
    const paper = async () => {
      await page.emulateMedia({ media: 'print' });
      const text = await page.locator('body').innerText();
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      await page.emulateMedia({ media: 'screen' });
      return text;
    };
    const fromMenu = async () => {
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      return paper();
    };
    await page.evaluate(() => {
      const { setTimeout } = globalThis;
      /** @type {(() => void)[]} */
      const held = [];
      // Until it is let go, nothing is made beforehand.
      Object.assign(globalThis, {
        held,
        setTimeout: (/** @type {() => void} */ work, /** @type {number} */ time) =>
          time === 800 ? held.push(work) : setTimeout(work, time),
      });
    });
    await paste(page, PERSONAL);
    await page.locator('.finding').filter({ hasText: 'Thị Kín' }).first().waitFor();
    const early = await fromMenu();
    assert.doesNotMatch(early, /Thị Kín/);
    assert.match(early, /các giá trị trong gói tin không được in/);

    await page.evaluate(() => Reflect.get(globalThis, 'held').at(-1)());
    let prepared = '';
    for (
      const end = Date.now() + PATIENCE;
      Date.now() < end && !prepared.includes('Báo cáo kiểm tra gói tin');
    ) {
      prepared = await fromMenu();
      assert.doesNotMatch(prepared, /Thị Kín/);
    }
    assert.match(prepared, /Báo cáo kiểm tra gói tin/);
    assert.match(prepared, /đã che/);

    await page.locator('.verdict-word').focus();
    await page.keyboard.press('Control+p');
    await page.locator('.sheet').waitFor({ state: 'attached' });
    assert.doesNotMatch(await paper(), /Thị Kín/);

    await page.locator('.actions summary').click();
    await page.getByLabel('Che dữ liệu cá nhân').uncheck();
    await page.keyboard.press('Escape');
    assert.match(await fromMenu(), /Thị Kín/);
  });
});

test('a set of files has a sheet of its own, and an HTML report the hash of its file', async () => {
  await withPage(async (page) => {
    await page.evaluate(() => Object.assign(globalThis, { print: () => {} }));
    const file = (/** @type {string} */ name, /** @type {string} */ text) => ({
      name,
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
    const good = sample('dossier-2020.json');
    await page.setInputFiles('#file', [file('mot.json', BROKEN_JSON), file('hai.json', good)]);
    await page.locator('.set-verdict').waitFor();
    const paper = page.locator('.sheet');
    // On paper the menu has no focus, so that it stays open.
    const menu = page.locator('.set-buttons details');
    const openMenu = () => menu.evaluate((details) => details.setAttribute('open', ''));
    const printed = async () => {
      await openMenu();
      await page.getByRole('button', { name: 'In danh sách (A4)' }).click();
      await paper.waitFor({ state: 'attached' });
      await page.emulateMedia({ media: 'print' });
      const text = await paper.innerText();
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      await page.emulateMedia({ media: 'screen' });
      return text;
    };
    const hashOf = (/** @type {string} */ content) => createHash('sha256').update(content).digest('hex');
    const facts = ['Không đạt', 'Trong 2 gói tin: 1 đạt, 1 không đạt;', hashOf(BROKEN_JSON), hashOf(good)];
    const masked = await printed();
    for (const part of [...facts, 'tệp 1.json', 'tệp 2.json', 'đã che', 'ký, ghi rõ'])
      assert.ok(masked.includes(part), part);
    assert.doesNotMatch(masked, /mot\.json|hai\.json/);
    await page.getByLabel('Che dữ liệu cá nhân').uncheck();
    const shown = await printed();
    for (const part of [...facts, 'mot.json', 'hai.json', 'không che']) assert.ok(shown.includes(part), part);
    assert.doesNotMatch(shown, /tệp \d\.json/);
    await page.getByLabel('Che dữ liệu cá nhân').check();
    await page.keyboard.press('Escape');

    await page.locator('.set-row').filter({ hasText: 'mot.json' }).click();
    await page.locator('.actions summary').click();
    const report = await saved(page, page.getByRole('button', { name: 'Trang HTML' }));
    for (const part of ['tệp 1.json', `<dd>${hashOf(BROKEN_JSON)}</dd>`])
      assert.ok(report.text.includes(part), part);
    assert.equal(report.text.split('SHA-256').length, 2, 'said once');
    assert.match(report.text, /<dt>Thời điểm lập báo cáo<\/dt><dd>\d\d:\d\d ngày \d\d\/\d\d\/\d{4}<\/dd>/);
    // Words for people beside the ids, and code as code.
    for (const part of [
      '</span> Ngày giờ không hợp lệ <code>bad-date</code>',
      '<dd>QCVN 120:2019/BTTTT, bộ trường ban đầu (2020)</dd>',
      '<code>yyyyMMddHHmmss</code>',
    ])
      assert.ok(report.text.includes(part), part);
    assert.ok(!report.text.includes('`'), 'a backtick');
  });
});

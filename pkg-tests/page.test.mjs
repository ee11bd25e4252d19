// The page as a clerk uses it, in Chromium: paste, read, find the place, repair, see it conform; a file; a large file;
// the other language. Throughout: no request after the page has loaded, nothing refused by the policy, no error.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  BROKEN_JSON,
  BROKEN_XML,
  clipboard,
  findingAt,
  PATIENCE,
  paste,
  sample,
  saved,
  useBrowser,
  verdict,
} from './support/page.mjs';

/** @typedef {import('playwright-core').Page} Page */

const house = useBrowser();
const { withPage } = house;

const REPORTS = { html: 'Trang HTML', csv: 'Bảng CSV', json: 'JSON', sarif: 'SARIF' };

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

/** What is selected in the text area. @param {Page} page */
const selected = (page) =>
  page.evaluate(() => {
    const area = document.querySelector('textarea');
    return area ? area.value.slice(area.selectionStart, area.selectionEnd) : '';
  });

test('a pasted packet is read, found wrong, repaired and found right', async () => {
  await withPage(async (page) => {
    await paste(page, BROKEN_JSON);
    await verdict(page, 'Không đạt');
    assert.equal(await page.evaluate(() => document.activeElement?.className), 'verdict-word');
    assert.match(await page.title(), /^Không đạt, \d+ lỗi/);
    // A number never stands at the end of a line without what it counts.
    const sentence = page.locator('.verdict-sentence');
    assert.deepEqual(await sentence.locator('.no-break').allInnerTexts(), [
      '2 lỗi',
      '2 bản ghi',
      '1 cảnh báo',
    ]);
    assert.equal(await sentence.textContent(), 'Gói tin không đạt: có 2 lỗi trong 2 bản ghi; 1 cảnh báo.');

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
    await page.getByRole('button', { name: /^Sửa tất cả chỗ an toàn/ }).click();
    await verdict(page, 'Đạt');
    const repaired = await page.locator('textarea').inputValue();
    assert.match(repaired, /"TrichYeuHoSo"/);
    assert.match(repaired, /"HinhThuc": "1"/);

    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await verdict(page, 'Không đạt');
  });
});

test('repairs that were not downloaded are given up only when the reader says so', async () => {
  await withPage(async (page) => {
    page.removeAllListeners('dialog');
    /** @param {boolean} yes @param {() => Promise<unknown>} press */
    const answered = async (yes, press) => {
      const [dialog] = await Promise.all([
        page.waitForEvent('dialog').then(async (asked) => {
          await (yes ? asked.accept() : asked.dismiss());
          return asked;
        }),
        press(),
      ]);
      assert.match(dialog.message(), /chưa tải về/);
    };
    const clear = () => page.getByRole('button', { name: 'Xóa' }).click();
    await paste(page, BROKEN_JSON);
    await verdict(page, 'Không đạt');
    await page.getByRole('button', { name: /^Sửa tất cả chỗ an toàn/ }).click();
    await verdict(page, 'Đạt');
    const repaired = await page.locator('textarea').inputValue();
    await answered(false, clear);
    await answered(false, () => paste(page, BROKEN_XML));
    assert.equal(await page.locator('textarea').inputValue(), repaired);
    await page.getByRole('button', { name: 'Hoàn tác' }).waitFor();
    await answered(true, clear);
    await page.getByRole('heading', { name: 'Chưa có gói tin nào' }).waitFor();
    assert.equal(await page.locator('textarea').inputValue(), '');
    // What was only pasted, or was downloaded, is not asked about.
    await paste(page, BROKEN_JSON);
    await verdict(page, 'Không đạt');
    await page.getByRole('button', { name: /^Sửa tất cả chỗ an toàn/ }).click();
    await verdict(page, 'Đạt');
    await saved(page, page.getByRole('button', { name: 'Tải gói tin đã sửa' }));
    await clear();
    await page.getByRole('heading', { name: 'Chưa có gói tin nào' }).waitFor();
  });
});

test('typing is checked by itself, and the focus stays in the text', async () => {
  await withPage(async (page) => {
    await page.locator('textarea').fill(sample('dossier-2020.json'));
    await verdict(page, 'Đạt');
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'TEXTAREA');
    await page.locator('textarea').fill(BROKEN_JSON);
    await verdict(page, 'Không đạt');
    await page.locator('textarea').fill('không phải gói tin');
    await verdict(page, 'Chưa kiểm tra được');
    await page.getByRole('button', { name: 'Xóa' }).click();
    await page.getByRole('heading', { name: 'Chưa có gói tin nào' }).waitFor();
  });
});

test('what is typed into an opened packet is one step to undo, and can be downloaded', async () => {
  await withPage(async (page) => {
    await paste(page, BROKEN_JSON);
    await verdict(page, 'Không đạt');
    await page.getByRole('button', { name: /^Sửa tất cả chỗ an toàn/ }).click();
    await verdict(page, 'Đạt');
    const area = page.locator('textarea');
    const repaired = await area.inputValue();
    await area.press('Control+Home');
    for (const sign of ['\n', '\n']) {
      await area.pressSequentially(sign);
      await page.locator('.result[aria-busy="false"]').waitFor();
    }
    const download = page.getByRole('button', { name: 'Tải gói tin đã sửa' });
    assert.equal((await saved(page, download)).text, `\n\n${repaired}`);
    const undo = page.getByRole('button', { name: 'Hoàn tác' });
    await undo.click();
    await page.waitForFunction((text) => document.querySelector('textarea')?.value === text, repaired);
    await undo.click();
    await verdict(page, 'Không đạt');
    assert.equal(await area.inputValue(), BROKEN_JSON);
    assert.equal(await undo.count(), 0);
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
    await page.getByRole('button', { name: /^Sửa tất cả chỗ an toàn/ }).click();
    await verdict(page, 'Đạt');
    const file = await saved(page, page.getByRole('button', { name: 'Tải gói tin đã sửa' }));
    assert.equal(file.name, 'ho-so.da-sua.xml');
    assert.equal(file.text, sample('dossier-2020.xml').replaceAll('\n', '\r\n'));
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
    assert.equal(await page.locator('textarea').inputValue(), BROKEN_JSON);
    await page.getByRole('radio', { name: 'Developers' }).check();
  });
});

test('reports are written and a finding is copied without personal values', async () => {
  await withPage(async (page) => {
    await paste(page, BROKEN_JSON);
    await verdict(page, 'Không đạt');
    await page.locator('.actions summary').click();
    for (const [ending, name] of Object.entries(REPORTS)) {
      const file = await saved(page, page.getByRole('button', { name, exact: true }));
      assert.equal(file.name, `noi-dung-dan.bao-cao.${ending}`);
      assert.match(file.text, /bad-date|Ngày giờ/);
    }
    await page.keyboard.press('Escape');
    await findingAt(page, 'NgayTiepNhan').getByRole('button', { name: 'Chép phát hiện này' }).click();
    await page.getByText('Đã chép phát hiện').waitFor();
    const copied = await clipboard(page);
    assert.match(copied, /NgayTiepNhan/);
    assert.match(copied, /bad-date/);
  });
});

test('after a fault there is no verdict, the text is kept, and the next packet is checked', async () => {
  const page = await house.browser.newPage();
  await breakOn(page);
  await page.goto(house.server.address);
  await page.locator('.known-packets').waitFor({ timeout: PATIENCE });
  await page.locator('textarea').fill('{"HONG": 1}');
  await page.getByText('Bộ kiểm tra gặp sự cố').waitFor({ timeout: PATIENCE });
  await verdict(page, 'Chưa kiểm tra được');
  assert.equal(await page.locator('textarea').inputValue(), '{"HONG": 1}');
  await page.locator('textarea').fill(sample('dossier-2020.json'));
  await verdict(page, 'Đạt');
  await page.close();
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

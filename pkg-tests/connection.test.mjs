// The connection dossier in Chromium: what is asked for follows the system, the option and the step; what is missing is
// said with its ground; the draft, the file and the checker get what was filled in; and it stays only where asked.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inRoot } from '../tools/lib.mjs';
import { saved, useBrowser, verdict } from './support/page.mjs';

/** @typedef {import('playwright-core').Page} Page */

const { withPage } = useBrowser();

/** @type {any} */
const reference = JSON.parse(readFileSync(inRoot('target', 'reference.json'), 'utf8'));
/** @type {any} */
const packet = reference.packets.find((/** @type {any} */ one) => one.id === 'DeNghiKetNoi');
/** @type {any[]} */
const fields = packet.types[packet.record].fields;

/** @param {Page} page */
async function open(page) {
  await page.getByRole('link', { name: 'Hồ sơ kết nối' }).first().click();
  await page.locator('.dossier-finding').first().waitFor();
}

/** @param {Page} page @param {RegExp} text */
const progress = (page, text) => page.locator('.dossier-progress').filter({ hasText: text }).waitFor();

/** @param {Page} page @param {string} path */
const field = (page, path) => page.locator(`#connection-${path.replaceAll('/', '-')}`);

/** All that is asked for of the population database. @type {[path: string, text: string][]} */
const ANSWERS = [
  ['DonViDangKy', 'Sở Thông tin và Truyền thông tỉnh Mẫu'],
  ['ChucNangNhiemVu', 'Quản lý hệ thống một cửa của tỉnh'],
  ['TenHeThong', 'Hệ thống một cửa điện tử tỉnh Mẫu'],
  ['CanBoDauMoi/HoTen', 'Trần Thị Mẫu'],
  ['CanBoDauMoi/ChucVu', 'Chuyên viên'],
  ['CanBoDauMoi/SoDienThoai', '0983960310'],
  ['CanBoDauMoi/Email', 'mau@tinh.gov.vn'],
  ['MucDich', 'Xác thực thông tin người nộp hồ sơ'],
  ['PhamVi', 'Cán bộ một cửa của tỉnh'],
  ['NoiDungThongTin', 'Họ, chữ đệm và tên khai sinh\n\n  Ngày sinh  '],
  ['SoLuongTruong', '3'],
  ['DichVuDangKy', 'Xác thực thông tin công dân'],
  ['TaiLieuMoTaKyThuat', 'Tài liệu mô tả kỹ thuật phiên bản 1.0'],
];

/** @param {Page} page */
async function fillIn(page) {
  for (const [path, text] of ANSWERS) await field(page, path).fill(text);
  for (const box of await page.locator('.dossier-form input[type="checkbox"]').all()) await box.check();
}

test('what is asked for follows the system, the option and the step, as the data say', async () => {
  await withPage(async (page) => {
    await open(page);
    const asked = () =>
      page
        .locator('.dossier-form [id^="connection-"]:not(p)')
        .evaluateAll((found) =>
          found.map((one) => one.id.slice('connection-'.length)).filter((id) => !id.includes('-')),
        );
    /** @param {Record<string, string>} chosen */
    const expected = (chosen) =>
      fields
        .filter(({ type }) => type !== 'service')
        .filter(
          ({ required, when = [] }) =>
            required !== 'conditional' ||
            when.some((/** @type {any} */ one) =>
              Object.entries(one.if).every(([name, codes]) => codes.includes(chosen[name])),
            ),
        )
        .map(({ name }) => name);
    const same = async (/** @type {Record<string, string>} */ chosen) =>
      assert.deepEqual((await asked()).sort(), expected(chosen).sort(), JSON.stringify(chosen));
    const choose = (/** @type {string} */ name, /** @type {number} */ at) =>
      field(page, `${name}-${at}`).check();

    await same({ HeThong: 'CSDLQG_DANCU', Buoc: '1' });
    await choose('HeThong', 1);
    await same({ HeThong: 'CSDLQG_CBCCVC', Buoc: '1' });
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'connection-HeThong-1');
    for (const [option, steps] of /** @type {const} */ ([
      ['LGSP_NDXP', 3],
      ['NDXP', 4],
    ])) {
      await choose('PhuongAn', option === 'NDXP' ? 1 : 0);
      for (let step = 1; step <= steps; step += 1) {
        await choose('Buoc', step - 1);
        await same({ HeThong: 'CSDLQG_CBCCVC', PhuongAn: option, Buoc: `${step}` });
      }
    }
    // The last step of option 2 is none of option 1: it has to be chosen again.
    await choose('PhuongAn', 0);
    assert.equal(await page.locator('[id^="connection-Buoc-"]:checked').count(), 0);
    // No field asks for the value of an API key.
    await choose('PhuongAn', 1);
    await choose('Buoc', 1);
    assert.equal(await page.locator('#connection-ThamSo-ApiKey input[type="radio"]').count(), 2);
    const choices = await page.locator('#connection-ThamSo-ApiKey .check-row').allInnerTexts();
    assert.deepEqual(
      choices.map((text) => text.trim()),
      ['Đã được cấp', 'Chưa được cấp'],
    );
    assert.equal(
      await page.locator('#connection-ThamSo-ApiKey :is(textarea, input[type="text"])').count(),
      0,
    );
  });
});

test('what is missing is said with its words and its ground, and is gone when it is there', async () => {
  await withPage(async (page) => {
    await open(page);
    await progress(page, /^Đã có 2 trên 20 mục/);
    const row = page.locator('.dossier-finding').filter({ hasText: 'Mục đích' });
    assert.match((await row.textContent()) ?? '', /Mục đích khai thác thông tin.*Thông tư 46\/2022\/TT-BCA/);
    await row.getByRole('button').click();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'connection-MucDich');
    await page.keyboard.type('Xác thực');
    await progress(page, /^Đã có 3 trên 20 mục/);
    assert.equal(await row.count(), 0);

    await fillIn(page);
    await progress(page, /^Đã có 20 trên 20 mục/);
    const wrong = page.locator('.dossier-finding');
    await page.waitForFunction(() => document.querySelectorAll('.dossier-finding').length === 1);
    assert.match((await wrong.textContent()) ?? '', /SoLuongTruong ghi 3.*có 2 mục/);
    await field(page, 'SoLuongTruong').fill('2');
    await progress(page, /Không còn mục nào thiếu hay sai/);
    assert.equal(await wrong.count(), 0);
  });
});

test('the file and the checker get what was filled in', async () => {
  await withPage(async (page) => {
    await open(page);
    await fillIn(page);
    await field(page, 'SoLuongTruong').fill('2');
    const { text } = await saved(page, page.getByRole('button', { name: 'Tải JSON' }));
    const { service, HeThong, NoiDungThongTin, CamKet, MaDonVi } = JSON.parse(text);
    assert.deepEqual([service, HeThong, MaDonVi], ['DeNghiKetNoi', 'CSDLQG_DANCU', undefined]);
    assert.deepEqual(NoiDungThongTin, ['Họ, chữ đệm và tên khai sinh', 'Ngày sinh']);
    assert.deepEqual(new Set(Object.values(CamKet)), new Set(['True']));
    await page.getByRole('button', { name: 'Mở ở trang kiểm tra' }).click();
    await verdict(page, 'Đạt');
    assert.equal(await page.locator('textarea').first().inputValue(), text);
    // The dossier waits where it was left.
    await page.getByRole('link', { name: 'Hồ sơ kết nối' }).first().click();
    assert.equal(await field(page, 'MucDich').inputValue(), 'Xác thực thông tin người nộp hồ sơ');
    await page.locator('#language-en').click();
    await page.getByRole('heading', { name: 'Connection dossier' }).waitFor();
    assert.equal(await field(page, 'MucDich').inputValue(), 'Xác thực thông tin người nộp hồ sơ');
    await progress(page, /^20 of 20 items/);
  });
});

test('the draft on paper has the items in their order and says what it is', async () => {
  await withPage(async (page) => {
    await open(page);
    await field(page, 'DonViDangKy').fill('Sở Nội vụ tỉnh Mẫu');
    await page.evaluate(() => {
      window.print = () => {};
    });
    await page.getByRole('button', { name: 'In bản nháp' }).click();
    await page.emulateMedia({ media: 'print' });
    const sheet = page.locator('.sheet');
    const text = await sheet.innerText();
    assert.match(text, /^BẢN NHÁP do công cụ goitin lập.*Không phải mẫu văn bản/);
    assert.match(text, /Sở Nội vụ tỉnh Mẫu/);
    assert.match(text, /Đề nghị kết nối đến Cơ sở dữ liệu quốc gia về dân cư/);
    assert.match(text, /Mục đích khai thác thông tin: \(còn thiếu\)/);
    const items = fields
      .flatMap(({ when = [] }) => when)
      .filter((one) => one.if.HeThong?.[0] === 'CSDLQG_DANCU');
    const places = items.map((one) => text.indexOf(one.item.vi)).filter((at) => at >= 0);
    assert.ok(places.length >= 10);
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
    assert.equal(await page.locator('.header').isVisible(), false);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    assert.equal(await sheet.count(), 0);
  });
});

test('answers are kept only where the reader asks for it; else leaving asks first', async () => {
  await withPage(async (page) => {
    const kept = () => page.evaluate(() => localStorage.getItem('goitin.connection'));
    await open(page);
    await field(page, 'MucDich').click();
    await page.keyboard.type('Xác thực');
    assert.equal(await kept(), null);
    const asked = page.waitForEvent('dialog');
    await Promise.all([page.reload(), asked.then((dialog) => assert.equal(dialog.type(), 'beforeunload'))]);
    await page.locator('.dossier-finding').first().waitFor();
    assert.equal(await field(page, 'MucDich').inputValue(), '');

    await page.locator('#connection-keep').check();
    await field(page, 'MucDich').fill('Xác thực');
    await page.reload();
    await page.locator('.dossier-finding').first().waitFor();
    assert.equal(await field(page, 'MucDich').inputValue(), 'Xác thực');
    await page.getByRole('button', { name: 'Xóa nội dung' }).click();
    assert.equal(await field(page, 'MucDich').inputValue(), '');
    await page.locator('#connection-keep').uncheck();
    assert.equal(await kept(), null);
  });
});

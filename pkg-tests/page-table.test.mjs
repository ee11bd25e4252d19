// The packet as a table: columns by their meaning, codes and dates in words, marked cells that lead to their findings and
// findings that lead to their cells; one record as a form whose changes go into the text and nowhere else. JSON and XML
// alike.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  BROKEN_JSON,
  BROKEN_XML,
  findingAt,
  frames,
  largePacket,
  paste,
  sample,
  useBrowser,
  verdict,
} from './support/page.mjs';

/** @typedef {import('playwright-core').Page} Page */

const { withPage } = useBrowser();

test('a table shows records with meanings, and leads to findings and back', async () => {
  await withPage(async (page) => {
    await paste(page, BROKEN_JSON);
    await verdict(page, 'Không đạt');
    await page.getByRole('button', { name: 'Xem dạng bảng' }).click();
    const table = page.getByRole('dialog');
    await table.getByRole('columnheader', { name: /^Mã hồ sơ/ }).waitFor();
    assert.equal(await table.locator('tbody tr').count(), 2);
    await table.getByText('2: Được tiếp nhận').first().waitFor();
    await table.getByText('18/03/2020 17:00').first().waitFor();
    await table.locator('[data-cell="0/NgayTiepNhan"]').click();
    await table.waitFor({ state: 'detached' });
    const focused = await page.evaluate(() => document.activeElement?.closest('.finding')?.textContent);
    assert.match(focused ?? '', /NgayTiepNhan/);

    await findingAt(page, 'TrichYeuHoso').getByRole('button', { name: 'Xem trong bảng' }).click();
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-cell') === '0/TrichYeuHoso');
    await table.getByRole('button', { name: 'Xem bản ghi 1' }).click();
    await table.getByRole('heading', { name: 'Bản ghi 1' }).waitFor();
    await table.locator('.record-finding').filter({ hasText: '13/03/2020' }).waitFor();
    await table.getByRole('button', { name: 'Trở lại bảng' }).click();
    await page.keyboard.press('Escape');
    await table.waitFor({ state: 'detached' });
  });
});

test('XML makes the same table, and what cannot be read says so', async () => {
  await withPage(async (page) => {
    await paste(page, BROKEN_XML);
    await verdict(page, 'Không đạt');
    await page.getByRole('button', { name: 'Xem dạng bảng' }).click();
    const table = page.getByRole('dialog');
    await table.locator('[data-cell="0/NgayHenTra"].cell-error').waitFor();
    assert.equal(await table.locator('tbody tr').count(), 2);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'English' }).click();
    await verdict(page, 'Does not conform');
    await page.getByRole('button', { name: 'Show as a table' }).click();
    await table.getByRole('columnheader', { name: /^Dossier code/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('textarea').fill(BROKEN_JSON.replace('"data": [', '"data": [,,'));
    await page.locator('.group[data-rule="syntax"]').waitFor();
    await page.getByRole('button', { name: 'Show as a table' }).click();
    await table.getByText('No table can be made').waitFor();
  });
});

test('a group is one line in the table and one frame in the form; a list in XML has its length', async () => {
  await withPage(async (page) => {
    const citizen = sample('citizen-qcvn109.xml');
    const name = /<Ho>([^<]+)<\/Ho>\s*<ChuDem>([^<]+)<\/ChuDem>\s*<Ten>([^<]+)</
      .exec(citizen)
      ?.slice(1)
      .join(' ');
    assert.ok(name);
    await paste(page, citizen);
    await verdict(page, 'Đạt');
    await page.getByRole('button', { name: 'Xem dạng bảng' }).click();
    const table = page.getByRole('dialog');
    await table.getByRole('cell', { name, exact: true }).waitFor();
    await table.getByRole('button', { name: 'Xem bản ghi 1' }).click();
    const group = listOf(table, 'HoVaTen');
    await group.locator('> .record-field').first().waitFor();
    assert.equal(await group.locator('.record-item, .button').count(), 0);
    await page.keyboard.press('Escape');

    const fee = '<item><TenPhiLePhi>Lệ phí</TenPhiLePhi></item>';
    const xml = sample('dossier-2020.xml');
    await paste(page, xml.replace('<DanhSachLePhi/>', `<DanhSachLePhi>${fee}${fee}${fee}</DanhSachLePhi>`));
    await verdict(page, 'Không đạt');
    await page.getByRole('button', { name: 'Xem dạng bảng' }).click();
    await table.getByRole('cell', { name: /3 mục$/ }).waitFor();
  });
});

test('the table fits a narrow screen', async () => {
  await withPage(async (page) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await paste(page, BROKEN_JSON);
    await verdict(page, 'Không đạt');
    await page.getByRole('button', { name: 'Xem dạng bảng' }).click();
    await page.getByRole('dialog').waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 320, `${width} px`);
  });
});

test('rows of a long table come as they are scrolled to, or with a button that leaves the reader there', async () => {
  await withPage(async (page) => {
    await page.locator('textarea').fill([...largePacket(120_000)].join(''));
    await verdict(page, 'Không đạt');
    const count = JSON.parse(await page.locator('textarea').inputValue()).data.length;
    assert.ok(count > 110, `${count} records`);
    await page.getByRole('button', { name: 'Xem dạng bảng' }).click();
    const table = page.getByRole('dialog');
    const rows = table.locator('tbody tr');
    await rows.first().waitFor();
    assert.equal(await rows.count(), 50);
    assert.equal(await table.getByRole('table').getAttribute('aria-rowcount'), String(count + 1));
    await table.getByRole('button', { name: `Xem thêm 50 dòng (còn ${count - 50})` }).press('Enter');
    assert.equal(await rows.count(), 100);
    assert.equal(
      await page.evaluate(() => document.activeElement?.getAttribute('aria-label')),
      'Xem bản ghi 51',
    );
    assert.ok((await table.locator('.table-frame').evaluate((frame) => frame.scrollTop)) > 0);
    while ((await rows.count()) < count) await rows.last().scrollIntoViewIfNeeded();
    await table.getByRole('button', { name: /^Xem thêm/ }).waitFor({ state: 'hidden' });
    assert.equal(await rows.last().getAttribute('aria-rowindex'), String(count + 1));
  });
});

/** Opens the form of a record. @param {Page} page @param {number} number */
async function openForm(page, number) {
  await page.getByRole('button', { name: 'Xem dạng bảng' }).click();
  await page.getByRole('button', { name: `Xem bản ghi ${number}` }).click();
  await page.getByRole('heading', { name: `Bản ghi ${number}`, exact: true }).waitFor();
  return page.getByRole('dialog');
}

/** A field of the form by its name in the packet. @param {import('playwright-core').Locator} form @param {string} name */
const fieldOf = (form, name) =>
  form
    .locator('.record-field')
    .filter({ has: form.page().locator('code', { hasText: new RegExp(`^${name}$`) }) })
    .first();

/** @param {import('playwright-core').Locator} form @param {string} name */
const control = (form, name) => fieldOf(form, name).locator('input, select, textarea').first();

/** Waits until the packet's text is this, and checked. @param {Page} page @param {string} text */
async function isText(page, text) {
  await page.waitForFunction(
    (wanted) =>
      document.querySelector('textarea')?.value === wanted &&
      document.querySelector('.result')?.getAttribute('aria-busy') === 'false',
    text,
  );
}

/** A text with one part replaced, which it has once. @param {string} text @param {string} part @param {string} by */
function replacedOnce(text, part, by) {
  assert.equal(text.split(part).length, 2, part);
  return text.replace(part, () => by);
}

test('a record is changed in a form, at the exact place, and every change can be undone', async () => {
  await withPage(async (page) => {
    await paste(page, BROKEN_JSON);
    await verdict(page, 'Không đạt');
    const form = await openForm(page, 1);
    const kind = control(form, 'HinhThuc');
    assert.equal(await kind.inputValue(), '1');
    await kind.selectOption('0');
    let text = replacedOnce(BROKEN_JSON, '"HinhThuc": 1', '"HinhThuc": "0"');
    await isText(page, text);

    await form.getByText('13/03/2020 08:04').first().waitFor();
    const date = control(form, 'NgayTiepNhan');
    assert.equal(await date.getAttribute('aria-invalid'), 'true');
    await date.fill('2020-03-13T08:04:05');
    await date.press('Enter');
    text = replacedOnce(text, '"13/03/2020 08:04"', '"20200313080405"');
    await isText(page, text);
    assert.equal(await date.inputValue(), '2020-03-13T08:04:05');
    assert.equal(await date.getAttribute('aria-invalid'), 'false');
    assert.equal(await form.locator('.record-finding').filter({ hasText: 'NgayTiepNhan' }).count(), 0);

    const before = text;
    const unit = control(form, 'DonViXuLy');
    const written = JSON.parse(text).data[0].DonViXuLy;
    await unit.fill('Phòng "Một cửa" \\ số 1');
    await page.keyboard.press('Tab');
    const at = text.indexOf(JSON.stringify(written));
    text = `${text.slice(0, at)}"Phòng \\"Một cửa\\" \\\\ số 1"${text.slice(at + JSON.stringify(written).length)}`;
    await isText(page, text);
    assert.equal(JSON.parse(text).data[0].DonViXuLy, 'Phòng "Một cửa" \\ số 1');
    await form.getByRole('button', { name: 'Hoàn tác' }).click();
    await isText(page, before);
    assert.equal(await unit.inputValue(), written);
  });
});

test('a code that is not in the list stays a choice, and looking at a form changes nothing', async () => {
  await withPage(async (page) => {
    const odd = replacedOnce(
      replacedOnce(BROKEN_JSON, '"HinhThuc": 1', '"HinhThuc": 77'),
      '"13/03/2020 08:04"',
      '"hôm qua"',
    );
    await paste(page, odd);
    await verdict(page, 'Không đạt');
    const form = await openForm(page, 1);
    const kind = control(form, 'HinhThuc');
    assert.equal(await kind.inputValue(), '77');
    assert.match(await kind.locator('option:checked').innerText(), /không có trong danh sách/);
    for (const field of await form.locator('input, select, textarea').all()) await field.focus();
    await page.keyboard.press('Tab');
    await frames(page);
    await isText(page, odd);
    assert.equal(await form.getByRole('button', { name: 'Hoàn tác' }).count(), 0);
  });
});

test('items of lists are changed too, and XML is written as XML', async () => {
  await withPage(async (page) => {
    const nested = sample('dossier-2022-bare-array.json');
    const [first] = JSON.parse(nested);
    const [name, list] =
      Object.entries(first).find(([, value]) => Array.isArray(value) && value[0]?.TenTepDinhKem) ?? [];
    assert.ok(name && Array.isArray(list));
    await paste(page, nested);
    await verdict(page, 'Đạt');
    let form = await openForm(page, 1);
    const group = form
      .locator('.record-group')
      .filter({ has: page.locator('legend code', { hasText: name }) });
    const paper = control(group.locator('.record-item').first(), 'TenTepDinhKem');
    assert.equal(await paper.inputValue(), list[0].TenTepDinhKem);
    await paper.fill('Tờ khai mới');
    await paper.press('Enter');
    const old = `"TenTepDinhKem": ${JSON.stringify(list[0].TenTepDinhKem)}`;
    await isText(page, nested.replace(old, '"TenTepDinhKem": "Tờ khai mới"'));
    await page.keyboard.press('Escape');

    await paste(page, BROKEN_XML);
    await verdict(page, 'Không đạt');
    form = await openForm(page, 1);
    const owner = control(form, 'ChuHoSo');
    const was = await owner.inputValue();
    await owner.fill('Công ty A & B <mẫu>');
    await owner.press('Enter');
    await isText(page, BROKEN_XML.replace(`<ChuHoSo>${was}<`, '<ChuHoSo>Công ty A &amp; B &lt;mẫu&gt;<'));
    assert.equal(await owner.inputValue(), 'Công ty A & B <mẫu>');
  });
});

test('a field that the packet lacks is put in where the table has it, written as its neighbours are', async () => {
  await withPage(async (page) => {
    const json = sample('dossier-2020.json');
    const [line = ''] = /\n *"MaLinhVuc": "[^"]*",/.exec(json) ?? [];
    const value = JSON.parse(json).data[0].MaLinhVuc;
    assert.ok(line);
    const lacking = json.replace(line, '');
    await paste(page, lacking);
    await verdict(page, 'Không đạt');
    let form = await openForm(page, 1);
    let field = control(form, 'MaLinhVuc');
    const row = fieldOf(form, 'MaLinhVuc');
    await row.getByText('Gói tin chưa có trường này.').waitFor();
    await row.locator('.record-finding').filter({ hasText: 'MaLinhVuc' }).waitFor();
    await field.fill(value);
    await field.press('Enter');
    await isText(page, json);
    await row.getByText('Gói tin chưa có trường này.').waitFor({ state: 'hidden' });
    assert.equal(await row.locator('.record-finding').count(), 0);
    await form.getByRole('button', { name: 'Hoàn tác' }).click();
    await isText(page, lacking);
    await row.getByText('Gói tin chưa có trường này.').waitFor();
    await page.keyboard.press('Escape');

    const xml = sample('dossier-2020.xml');
    const [element = ''] = /\s*<MaLinhVuc>[^<]*<\/MaLinhVuc>/.exec(xml) ?? [];
    assert.ok(element);
    await paste(page, xml.replace(element, ''));
    await verdict(page, 'Không đạt');
    form = await openForm(page, 1);
    field = control(form, 'MaLinhVuc');
    await field.fill(/>([^<]*)</.exec(element)?.[1] ?? '');
    await field.press('Enter');
    await isText(page, xml);
  });
});

/** The list of a field in the form. @param {import('playwright-core').Locator} form @param {string} name */
const listOf = (form, name) =>
  form.locator('.record-group').filter({
    has: form.page().locator('> legend code', { hasText: new RegExp(`^${name}$`) }),
  });

test('items of a list in JSON are added and taken out with the keyboard, each one step to undo', async () => {
  await withPage(async (page) => {
    const text = sample('dossier-2022-bare-array.json');
    const [record] = JSON.parse(text);
    await paste(page, text);
    await verdict(page, 'Đạt');
    const form = await openForm(page, 1);
    const list = listOf(form, 'TaiLieuNop');
    const items = list.locator('> .record-item');
    await list.getByRole('button', { name: /^Thêm mục vào: / }).focus();
    await page.keyboard.press('Enter');
    await items.nth(1).waitFor();
    assert.equal(await items.nth(1).locator('input').first().evaluate(isFocused), true);
    await form.getByText('Đã thêm mục 2 vào TaiLieuNop.').waitFor();
    // Written as its neighbour is, right behind it, and nothing else is touched.
    const [item = ''] = /\{\s*"TepDinhKemId"[^}]*\}/.exec(text) ?? [];
    const added = text.replace(item, () => `${item},\n   ${item.replace(/: "[^"]*"/g, ': ""')}`);
    await isText(page, added);
    const name = control(items.nth(1), 'TenTepDinhKem');
    await name.fill('Giấy ủy quyền');
    await name.press('Enter');
    const named = added.replace('"TenTepDinhKem": ""', '"TenTepDinhKem": "Giấy ủy quyền"');
    await isText(page, named);

    await items
      .first()
      .getByRole('button', { name: /^Bỏ mục 1: / })
      .focus();
    await page.keyboard.press('Enter');
    await items.nth(1).waitFor({ state: 'detached' });
    await isText(page, named.replace(`${item},\n   `, ''));
    assert.equal(
      await items
        .first()
        .getByRole('button', { name: /^Bỏ mục 1: / })
        .evaluate(isFocused),
      true,
    );
    await page.keyboard.press('Enter');
    await list.getByText('Không có mục nào.').waitFor();
    await isText(page, text.replace(`[\n   ${item}\n  ]`, '[]'));
    assert.equal(await list.getByRole('button', { name: /^Thêm mục vào: / }).evaluate(isFocused), true);

    // A list that is empty gets an item of what its table requires.
    await page.keyboard.press('Enter');
    await items.first().waitFor();
    const fields = await items.first().locator('label code').allInnerTexts();
    const outline = fields.map((field) => `\n    "${field}": ""`).join(',');
    assert.ok(fields.includes('TenTepDinhKem') && fields.includes('DuocSoHoa'), fields.join(', '));
    await isText(
      page,
      text.replace(item, () => `{${outline}\n   }`),
    );
    for (let steps = 5; steps > 0; steps -= 1) await form.getByRole('button', { name: 'Hoàn tác' }).click();
    await isText(page, text);
    assert.equal(await form.getByRole('button', { name: 'Hoàn tác' }).isVisible(), false);
    assert.equal(
      await control(items.first(), 'TenTepDinhKem').inputValue(),
      record.TaiLieuNop[0].TenTepDinhKem,
    );
  });
});

test('items of a list in XML are elements, also the first one; a dossier of 2020 is asked for no field of 2022', async () => {
  await withPage(async (page) => {
    const text = sample('dossier-2020.xml');
    await paste(page, text);
    await verdict(page, 'Đạt');
    const form = await openForm(page, 1);
    assert.equal(await form.getByText('Gói tin chưa có trường này.').filter({ visible: true }).count(), 0);
    const list = listOf(form, 'DanhSachLePhi');
    const items = list.locator('> .record-item');
    const add = list.getByRole('button', { name: /^Thêm mục vào: / });
    await add.click();
    await items.first().waitFor();
    const fields = await items.first().locator('label code').allInnerTexts();
    const empty = fields.map((field) => `\n          <${field}/>`).join('');
    const first = text.replace(
      '<DanhSachLePhi/>',
      () => `<DanhSachLePhi>\n        <item>${empty}\n        </item>\n      </DanhSachLePhi>`,
    );
    await isText(page, first);
    const name = control(items.first(), 'TenPhiLePhi');
    await name.fill('Lệ phí hộ tịch');
    await name.press('Enter');
    const named = first.replace('<TenPhiLePhi/>', '<TenPhiLePhi>Lệ phí hộ tịch</TenPhiLePhi>');
    await isText(page, named);
    await add.click();
    await items.nth(1).waitFor();
    const second = empty.replace('<TenPhiLePhi/>', '<TenPhiLePhi></TenPhiLePhi>');
    const both = named.replace(
      '</item>\n      </DanhSachLePhi>',
      () => `</item>\n        <item>${second}\n        </item>\n      </DanhSachLePhi>`,
    );
    await isText(page, both);
    await items
      .first()
      .getByRole('button', { name: /^Bỏ mục 1: / })
      .click();
    await items.nth(1).waitFor({ state: 'detached' });
    await isText(page, first.replace('<TenPhiLePhi/>', '<TenPhiLePhi></TenPhiLePhi>'));
    await items
      .first()
      .getByRole('button', { name: /^Bỏ mục 1: / })
      .click();
    await list.getByText('Không có mục nào.').waitFor();
    await isText(page, text.replace('<DanhSachLePhi/>', '<DanhSachLePhi></DanhSachLePhi>'));
  });
});

/** @param {Element} element */
const isFocused = (element) => document.activeElement === element;

// Several files at once: chosen, dropped, a folder, archives; each with its verdict, and one for all.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { BROKEN_JSON, sample, useBrowser, verdict } from './support/page.mjs';

/** @typedef {import('playwright-core').Page} Page */

const { withPage, folder } = useBrowser();

const FILES = {
  'tot.json': sample('dossier-2020.json'),
  'sai.json': BROKEN_JSON,
  'la.txt': 'không phải gói tin',
};

const payload = (/** @type {string} */ name, /** @type {Buffer | string} */ text) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(text),
});

/** @param {Page} page @param {string} name */
const row = (page, name) => page.locator('.set-row').filter({ hasText: name });

/** @param {Page} page @param {string} word */
const verdictOfSet = (page, word) =>
  page
    .locator('.set-verdict')
    .filter({ hasText: new RegExp(`${word}$`) })
    .waitFor();

test('several files have a verdict each and one for all, and are opened one by one', async () => {
  await withPage(async (page) => {
    await page.setInputFiles(
      '#file',
      Object.entries(FILES).map(([name, text]) => payload(name, text)),
    );
    await verdictOfSet(page, 'Không đạt');
    await page.getByText('3 tệp: 1 đạt, 1 không đạt, 1 chưa kiểm tra được.').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.className), 'set-verdict');
    await row(page, 'tot.json').filter({ hasText: 'Đạt' }).waitFor();
    await row(page, 'la.txt').filter({ hasText: 'Chưa kiểm tra được' }).waitFor();

    await row(page, 'sai.json').click();
    await verdict(page, 'Không đạt');
    assert.equal(await page.locator('textarea').inputValue(), BROKEN_JSON);
    await page.getByRole('button', { name: /^Sửa tất cả/ }).click();
    await page.getByRole('button', { name: 'Hoàn tác' }).waitFor();
    await row(page, 'tot.json').click();
    // The repaired file conforms too, so the verdict alone does not tell which of the two is shown.
    await page.getByRole('button', { name: 'Hoàn tác' }).waitFor({ state: 'detached' });
    await verdict(page, 'Đạt');
    assert.equal(await page.locator('textarea').inputValue(), FILES['tot.json'].toString());
    // What was repaired stays repaired, and can still be undone.
    await row(page, 'sai.json').click();
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await verdict(page, 'Không đạt');
    assert.equal(await page.locator('textarea').inputValue(), BROKEN_JSON);
  });
});

test('a folder is taken with what lies below it, and other files are left out', async () => {
  const names = { 'a/mot.json': FILES['tot.json'], 'a/b/hai.json': FILES['sai.json'], 'a/anh.png': 'x' };
  for (const [name, text] of Object.entries(names)) {
    const path = join(folder, 'chon', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  await withPage(async (page) => {
    await page.setInputFiles('#folder', join(folder, 'chon'));
    await page.getByText('2 tệp: 1 đạt, 1 không đạt.').waitFor();
    await page.getByText('Đã bỏ qua 1 tệp').waitFor();
    await row(page, 'chon/a/b/hai.json').click();
    await verdict(page, 'Không đạt');
  });
});

test('dropped files are taken', async () => {
  await withPage(async (page) => {
    const transfer = await page.evaluateHandle((files) => {
      const data = new DataTransfer();
      for (const [name, text] of Object.entries(files)) data.items.add(new File([text], name));
      return data;
    }, FILES);
    await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
    await page.getByText('Thả tệp hoặc thư mục').waitFor();
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
    await page.getByText('3 tệp: 1 đạt, 1 không đạt, 1 chưa kiểm tra được.').waitFor();
  });
});

test('archives are opened: zip with packed and stored files, gzip', async () => {
  const archive = zip([
    ['hồ sơ/tot.json', FILES['tot.json'], true],
    ['sai.json', FILES['sai.json'], false],
    ['__MACOSX/rac.json', 'x', true],
    ['huong-dan.pdf', 'x', true],
  ]);
  await withPage(async (page) => {
    await page.setInputFiles('#file', payload('goi.zip', archive));
    await page.getByText('2 tệp: 1 đạt, 1 không đạt.').waitFor();
    await row(page, 'goi.zip/hồ sơ/tot.json').click();
    await verdict(page, 'Đạt');
    assert.equal(await page.locator('textarea').inputValue(), FILES['tot.json']);
    await row(page, 'sai.json').click();
    await page.locator('.finding mark').filter({ hasText: '13/03/2020' }).first().waitFor();

    await page.setInputFiles('#file', payload('mot.json.gz', gzipSync(FILES['sai.json'])));
    // The packet shown before did not conform either: that the set is gone tells which of the two is shown.
    await page.locator('.set').waitFor({ state: 'hidden' });
    await verdict(page, 'Không đạt');
    assert.equal(await page.locator('textarea').inputValue(), BROKEN_JSON);
  });
});

test('a damaged archive and one that unpacks to far too much give no verdict', async () => {
  await withPage(async (page) => {
    await page.setInputFiles('#file', payload('khong.zip', 'PK\u0003\u0004 nothing else'));
    await page.locator('.verdict-end').getByText('Không mở được tệp nén: khong.zip.').waitFor();

    const packed = gzipSync(Buffer.from(`{"data":[${' '.repeat(3_000_000)}]}`));
    await page.setInputFiles('#file', payload('hong.json.gz', packed.subarray(0, packed.length / 2)));
    await verdict(page, 'Chưa kiểm tra được');
    await page.getByText('Tệp nén bị hỏng').waitFor();

    await page.setInputFiles('#file', payload('bom.json.gz', gzipSync(Buffer.alloc(90_000_000, ' '))));
    await verdict(page, 'Chưa kiểm tra được');
    await page.getByText('phình ra lớn bất thường').waitFor();
  });
});

test('a long list of files is searched', async () => {
  await withPage(async (page) => {
    const files = Array.from({ length: 130 }, (_, number) =>
      payload(`tep-${number}.json`, number % 10 === 0 ? BROKEN_JSON : FILES['tot.json']),
    );
    await page.setInputFiles('#file', files);
    await page.getByText('130 tệp: 117 đạt, 13 không đạt.').waitFor();
    assert.equal(await page.locator('.set-row').count(), 100);
    await page.getByRole('button', { name: 'Xem thêm 30 tệp' }).click();
    assert.equal(await page.locator('.set-row').count(), 130);
    await page.getByLabel('Tìm theo tên tệp').fill('tep-12');
    assert.equal(await page.locator('.set-row').count(), 11);
    await page.getByLabel('Kết luận').selectOption('Không đạt');
    assert.equal(await page.locator('.set-row').count(), 1);
  });
});

test('a file that is certainly no packet is named for what it is, and leaves what is open alone', async () => {
  const sheet = zip([
    ['[Content_Types].xml', '<Types/>', true],
    ['xl/workbook.xml', '<workbook/>', true],
  ]);
  const OTHERS = /** @type {const} */ ([
    ['Danh sách.xlsx', sheet, /^Danh sách.xlsx là tệp Word, Excel/],
    ['cũ.doc', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /là tệp Word, Excel/],
    ['công văn.json', Buffer.from('%PDF-1.7'), /^công văn.json là tệp PDF/],
    ['ảnh.png', Buffer.from('89504e470d0a1a0a', 'hex'), /là tệp ảnh/],
    ['goi.rar', Buffer.from('526172211a0700', 'hex'), /là tệp nén mà trang này không mở được/],
  ]);
  await withPage(async (page) => {
    for (const [name, bytes, words] of OTHERS) {
      await page.setInputFiles('#file', { name, mimeType: '', buffer: bytes });
      await page.locator('.empty .verdict-end').filter({ hasText: words }).waitFor();
      assert.equal(await page.locator('.verdict').count(), 0);
    }
    await page.setInputFiles('#file', payload('tot.json', FILES['tot.json']));
    await verdict(page, 'Đạt');
    await page.setInputFiles('#file', { name: 'a.pdf', mimeType: '', buffer: OTHERS[2][1] });
    await page.locator('.notice').filter({ hasText: 'a.pdf là tệp PDF' }).waitFor();
    await verdict(page, 'Đạt');
    await page.setInputFiles('#file', [
      payload('tot.json', FILES['tot.json']),
      payload('sai.json', FILES['sai.json']),
      { name: 'a.pdf', mimeType: '', buffer: OTHERS[2][1] },
    ]);
    await verdictOfSet(page, 'Không đạt');
    await page.getByText('2 tệp: 1 đạt, 1 không đạt.').waitFor();
    await page.locator('.notice').filter({ hasText: 'Đã bỏ qua 1 tệp' }).waitFor();
  });
});

/** A .zip of files; those that are not packed are stored. @param {[name: string, text: string, packed: boolean][]} files */
function zip(files) {
  /** @type {Buffer[]} */
  const parts = [];
  /** @type {Buffer[]} */
  const directory = [];
  let at = 0;
  for (const [name, text, packed] of files) {
    const bytes = Buffer.from(text);
    const body = packed ? deflateRawSync(bytes) : bytes;
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(1 << 11, 2);
    common.writeUInt16LE(packed ? 8 : 0, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, title, body]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, place, title]));
    parts.push(local);
    at += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, list, end]);
}

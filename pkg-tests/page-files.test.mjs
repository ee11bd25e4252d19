// Several files at once: chosen, dropped, a folder, archives; each with its verdict, and one for all.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { bytesOf, Session } from './support/engine.mjs';
import { BROKEN_JSON, PATIENCE, sample, saved, useBrowser, verdict } from './support/page.mjs';

/** @typedef {import('playwright-core').Page} Page */

const house = useBrowser();
const { withPage, folder } = house;

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

/** The engine's sentence about all files. @param {Page} page @param {string} beginning */
const sentence = (page, beginning) =>
  page
    .locator('.set-sentence')
    .filter({ hasText: new RegExp(`^${beginning}`) })
    .waitFor();

test('several files have a verdict each and one for all, and are opened one by one', async () => {
  await withPage(async (page) => {
    await page.setInputFiles(
      '#file',
      Object.entries(FILES).map(([name, text]) => payload(name, text)),
    );
    await verdictOfSet(page, 'Không đạt');
    await sentence(page, 'Trong 3 gói tin: 1 đạt, 1 không đạt, 1 chưa kiểm tra được;');
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

/** The report of a session about files. @param {Record<string, string>} files @param {object} options */
function reportOf(files, options) {
  const session = new Session(options);
  for (const [name, text] of Object.entries(files)) {
    session.begin(name);
    session.push(bytesOf(text));
  }
  return session.finish();
}

test('several files have one report, and it follows what becomes of them', async () => {
  await withPage(async (page) => {
    const files = { ...FILES };
    const open = () =>
      page.setInputFiles(
        '#file',
        Object.entries(files).map(([name, text]) => payload(name, text)),
      );
    /** The report as JSON, where its sentence is this. @param {string} said @param {boolean} mask */
    const assertReport = async (said, mask) => {
      const wanted = reportOf(files, { lang: 'vi', mask });
      assert.equal(wanted.summary.vi, said);
      await page.locator('.set-sentence').getByText(said, { exact: true }).waitFor();
      await page.locator('.set-buttons summary').click();
      const { name, text } = await saved(page, page.getByRole('button', { name: 'JSON', exact: true }));
      assert.equal(name, 'bao-cao-chung.json');
      assert.deepEqual(JSON.parse(text), wanted);
      await page.keyboard.press('Escape');
    };
    await open();
    await verdictOfSet(page, 'Không đạt');
    await assertReport(reportOf(files, {}).summary.vi ?? '', true);

    // A file is repaired: all are judged anew.
    await row(page, 'sai.json').click();
    await page.getByRole('button', { name: /^Sửa tất cả/ }).click();
    await verdictOfSet(page, 'Chưa kiểm tra được');
    await row(page, 'sai.json').filter({ hasText: 'Đạt' }).waitFor();
    files['sai.json'] = await page.locator('textarea').inputValue();
    await page.locator('.set-buttons summary').click();
    await page.locator('#set-mask').uncheck();
    await page.keyboard.press('Escape');
    await assertReport(reportOf(files, {}).summary.vi ?? '', false);
    // The menu of the open file knows of the choice made in that of all files.
    await page.locator('.actions summary').click();
    await page.locator('#mask:not(:checked)').waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await verdictOfSet(page, 'Không đạt');
    files['sai.json'] = BROKEN_JSON;
    await assertReport(reportOf(files, {}).summary.vi ?? '', false);

    await page.locator('#language-en').click();
    const { en } = reportOf(files, {}).summary;
    await page
      .locator('.set-sentence')
      .getByText(en ?? '', { exact: true })
      .waitFor();
  });
});

test('a file that cannot be read is named with its reason, and the others are checked', async () => {
  const packed = gzipSync(Buffer.from(`{"data":[${' '.repeat(3_000_000)}]}`));
  await withPage(async (page) => {
    await page.setInputFiles('#file', [
      payload('tot.json', FILES['tot.json']),
      payload('hong.json.gz', packed.subarray(0, packed.length / 2)),
      payload('hai.json', FILES['tot.json']),
    ]);
    await verdictOfSet(page, 'Chưa kiểm tra được');
    await sentence(page, 'Trong 3 gói tin: 2 đạt, 1 chưa kiểm tra được;');
    const why = 'không mở hoặc không đọc được tệp: Tệp nén bị hỏng: chỉ đọc được phần đầu.';
    await row(page, 'hong.json').filter({ hasText: why }).waitFor();
    await page.locator('.set-buttons summary').click();
    const { text } = await saved(page, page.getByRole('button', { name: 'JSON', exact: true }));
    const { sources, notChecked } = JSON.parse(text);
    assert.deepEqual(
      sources.map((/** @type {any} */ { name, verdict, reason }) => [name, verdict, reason]),
      [
        ['tệp 1.json', 'conforms', null],
        ['tệp 2.json', 'not-checked', 'unreadable'],
        ['tệp 3.json', 'conforms', null],
      ],
    );
    assert.ok(
      notChecked.some((/** @type {any} */ { what, vi }) => what === 'tệp 2.json' && vi === why),
      JSON.stringify(notChecked),
    );
  });
});

test('a file that breaks the engine is named, and the others are checked', async () => {
  const page = await house.browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  // The worker breaks in the midst of the file, once what was before it has been told.
  const trap = `addEventListener('message', ({ data }) => {
    const bad = data.ask?.sources?.find(({ name, why }) => name === 'hong.json' && !why);
    if (bad) bad.content.stream = () => new ReadableStream({
      start: () => void setTimeout(() => { throw new Error('broken by the test'); }),
    });
  });`;
  await page.route('**/worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${trap}${await response.text()}` });
  });
  await page.goto(house.server.address);
  await page.locator('.known-packets').waitFor();
  await page.setInputFiles(
    '#file',
    ['tot.json', 'hong.json', 'hai.json'].map((name) => payload(name, FILES['tot.json'])),
  );
  await sentence(page, 'Trong 3 gói tin: 2 đạt, 1 chưa kiểm tra được;');
  await row(page, 'hong.json').filter({ hasText: 'Bộ kiểm tra gặp sự cố' }).waitFor();
  await page.close();
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
    await sentence(page, 'Trong 2 gói tin: 1 đạt, 1 không đạt;');
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
    await sentence(page, 'Trong 3 gói tin: 1 đạt, 1 không đạt, 1 chưa kiểm tra được;');
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
    await sentence(page, 'Trong 2 gói tin: 1 đạt, 1 không đạt;');
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
    await sentence(page, 'Trong 130 gói tin: 117 đạt, 13 không đạt;');
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
    await sentence(page, 'Trong 2 gói tin: 1 đạt, 1 không đạt;');
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

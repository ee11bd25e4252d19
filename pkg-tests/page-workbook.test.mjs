// A report as a workbook for Excel: the rows of the CSV table, every cell a text, as the packet has it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BROKEN_JSON, paste, sample, savedBytes, useBrowser, verdict } from './support/page.mjs';
import { readCsv, readWorkbook } from './support/workbook.mjs';

/** @typedef {import('playwright-core').Page} Page */

const { withPage } = useBrowser();

const VI = { menu: '.actions summary', workbook: 'Bảng Excel (XLSX)', csv: 'Bảng CSV' };
const EN = { menu: '.actions summary', workbook: 'Excel table (XLSX)', csv: 'CSV table' };
const ALL = { ...VI, menu: '.set-buttons summary' };

/** Excel's format for text: what is edited stays one. */
const TEXT_FORMAT = '@';

/** What a spreadsheet takes for numbers, days, formulas or something of its own, and what is hard to write down. */
const VALUES = [
  '02',
  '1E3',
  '12345678901234567890',
  '=1+1',
  '-2+3',
  '@SUM(A1)',
  "'=1+1",
  '3/4',
  ' 7 ',
  'TRUE',
  '_x0041_',
  '_x005F_x0041_',
  'constructor',
  '__proto__',
  '<b>&amp;</b>]]>',
  'Nguyễn Thị Kín, "Ủy ban"; 😀',
  'dòng 1\r\ndòng 2\tcột',
  'a\u0001b\uFFFEc\uFFFFd',
];

/** A packet with as many dossiers, each with one of the values where a code belongs. */
const HOSTILE = (() => {
  const { data, ...envelope } = JSON.parse(sample('dossier-2020.json'));
  const rows = VALUES.map((value, index) => ({
    ...data[0],
    MaHoSo: `000.00.12.H99-200313-${String(index).padStart(4, '0')}`,
    HinhThuc: value,
    constructor: value,
  }));
  return JSON.stringify({ ...envelope, data: rows });
})();

/** @param {string} name @param {string} text */
const file = (name, text) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });

/** What the menu saves under a name. @param {Page} page @param {typeof VI} words @param {'workbook' | 'csv'} what */
async function fromMenu(page, words, what) {
  await page.locator(words.menu).click();
  const report = await savedBytes(page, page.getByRole('button', { name: words[what], exact: true }));
  await page.keyboard.press('Escape');
  return report;
}

/** Asserts that the workbook has the rows of the CSV table. @param {Page} page @param {typeof VI} words */
async function assertSameRows(page, words) {
  const workbook = await fromMenu(page, words, 'workbook');
  const csv = await fromMenu(page, words, 'csv');
  assert.equal(workbook.name, csv.name.replace(/csv$/, 'xlsx'));
  const table = readCsv(csv.bytes.toString('utf8').replace('\uFEFF', ''));
  const sheet = readWorkbook(workbook.bytes);
  assert.equal(sheet.rows.length, table.length);
  for (const [index, cells] of table.entries()) {
    const row = sheet.rows[index];
    // In the table an apostrophe stands before what would be a formula.
    const bare = (/** @type {string} */ text) => text.replaceAll("'", '');
    for (const [column, text] of cells.entries()) {
      const cell = row?.get(String.fromCharCode(65 + column));
      assert.equal(bare(cell?.text ?? ''), bare(text), `row ${index + 1}, ${table[0]?.[column]}`);
    }
    for (const cell of row?.values() ?? []) {
      assert.equal(cell.format, TEXT_FORMAT);
      assert.equal(cell.type, cell.text === '' ? 'n' : 'inlineStr', cell.text);
    }
  }
  return { ...sheet, table };
}

test('cells are texts, letter for letter, and the rows are those of the CSV table', async () => {
  await withPage(async (page) => {
    await paste(page, HOSTILE);
    await verdict(page, 'Không đạt');
    await page.locator(VI.menu).click();
    await page.getByLabel('Che dữ liệu cá nhân').uncheck();
    await page.keyboard.press('Escape');
    const { rows, names, table, pane, widths } = await assertSameRows(page, VI);
    assert.deepEqual(names, ['Báo cáo']);
    const columns = [...(rows[0]?.values() ?? [])].map(({ text }) => text);
    assert.deepEqual(columns.slice(0, 3), ['Tệp', 'Mức độ', 'Quy tắc']);
    const found = String.fromCharCode(65 + (table[0]?.indexOf('Tìm thấy') ?? -1));
    assert.equal(rows[0]?.get(found)?.text, 'Tìm thấy');
    const texts = rows.map((row) => row.get(found)?.text);
    for (const value of VALUES) assert.ok(texts.includes(value), `${JSON.stringify(value)} in ${texts}`);
    assert.deepEqual([pane.state, pane.ySplit, pane.topLeftCell], ['frozen', '1', 'A2']);
    assert.equal(widths.length, table[0]?.length);
    for (const width of widths) assert.ok(width >= 5 && width <= 60, `${width}`);
  });
});

test('all files have one workbook too, and personal data is hidden in it', async () => {
  const personal = sample('dossier-2020.json').replace('"SoDienThoai": "', '"SoDienThoai": "Nguyễn Thị Kín ');
  await withPage(async (page) => {
    await page.setInputFiles('#file', [file('mot.json', BROKEN_JSON), file('hai.json', personal)]);
    const { rows } = await assertSameRows(page, ALL);
    const files = new Set(rows.slice(1).map((row) => row.get('A')?.text));
    assert.deepEqual(files, new Set(['tệp 1.json', 'tệp 2.json']));
    for (const row of rows)
      for (const { text } of row.values()) assert.doesNotMatch(text, /Thị Kín|mot\.json|hai\.json/);
  });
});

/**
 * Lets the engine's rows be as many as wanted, more than any packet has, whose findings are capped; and the name of the file
 * as long as one in an archive can be. @param {Page} page @param {number} count @param {string} [name]
 */
const withRows = (page, count, name) =>
  page.evaluate(
    ([count, name]) => {
      const { get } = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data') ?? {};
      Object.defineProperty(MessageEvent.prototype, 'data', {
        configurable: true,
        get() {
          const data = get?.call(this);
          if (typeof data?.answer !== 'string' || !data.answer.startsWith('["')) return data;
          Object.assign(globalThis, { turns: 0 });
          const [header, row] = data.answer.split('\n');
          const [first, ...cells] = JSON.parse(row);
          const line = `${JSON.stringify([name ?? first, ...cells])}\n`;
          return { ...data, answer: `${header}\n${line.repeat(count)}` };
        },
      });
    },
    /** @type {const} */ ([count, name]),
  );

test('a cell holds no more than Excel can open, and is not cut within a character', async () => {
  await withPage(async (page) => {
    await paste(page, BROKEN_JSON);
    await verdict(page, 'Không đạt');
    await withRows(page, 1, `a${'😀'.repeat(20_000)}`);
    const { rows } = readWorkbook((await fromMenu(page, VI, 'workbook')).bytes);
    const text = rows[1]?.get('A')?.text ?? '';
    assert.ok(text.length <= 32_767 && text.length > 32_000, `${text.length}`);
    assert.match(text, /^a(😀)+…$/u);
  });
});

/** Counts how often the page gets to do something else between the rows and the file. @param {Page} page */
const countTurns = (page) =>
  page.evaluate(() => {
    const count = () => Reflect.get(globalThis, 'turns');
    setInterval(() => Object.assign(globalThis, { turns: count() + 1 }));
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob) => {
      Object.assign(globalThis, { turnsAtSave: count() });
      return createObjectURL(blob);
    };
  });

test('a sheet holds 100,000 rows; with one more it becomes a CSV table, and the reader is told', async () => {
  await withPage(async (page) => {
    await paste(page, BROKEN_JSON);
    await verdict(page, 'Không đạt');
    await withRows(page, 100_000);
    await countTurns(page);
    const workbook = await fromMenu(page, VI, 'workbook');
    assert.equal(workbook.name, 'noi-dung-dan.bao-cao.xlsx');
    assert.equal(readWorkbook(workbook.bytes).rows.length, 100_001);
    const turns = await page.evaluate(() => Number(Reflect.get(globalThis, 'turnsAtSave')));
    assert.ok(turns > 10, `the page had ${turns} turns`);
  });
  await withPage(async (page) => {
    await paste(page, BROKEN_JSON);
    await verdict(page, 'Không đạt');
    await withRows(page, 100_001);
    const table = await fromMenu(page, VI, 'workbook');
    assert.equal(table.name, 'noi-dung-dan.bao-cao.csv');
    assert.ok(readCsv(table.bytes.toString('utf8')).length > 1);
    await page.getByText('hơn 100.000 dòng, quá nhiều cho một trang tính Excel').waitFor();
  });
});

test('the same in English', async () => {
  await withPage(async (page) => {
    await paste(page, BROKEN_JSON);
    await verdict(page, 'Không đạt');
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Does not conform' }).waitFor();
    const { names, table } = await assertSameRows(page, EN);
    assert.deepEqual(names, ['Report']);
    assert.equal(table[0]?.[0], 'File');
    await withRows(page, 100_001);
    assert.match((await fromMenu(page, EN, 'workbook')).name, /\.csv$/);
    await page.getByText('more than 100,000 rows, too many for one Excel sheet').waitFor();
  });
});

// The reference in Chromium: every packet, table, field, code list, rule and document has its page under an address of
// its own, in both languages; the search finds with and without diacritics; nothing is wider than a telephone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inRoot } from '../tools/lib.mjs';
import { PATIENCE, useBrowser } from './support/page.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {any} */
const reference = JSON.parse(readFileSync(inRoot('target', 'reference.json'), 'utf8'));

const house = useBrowser();

/** Paths of all pages, and the text each must show. @returns {[path: string, title: string][]} */
function places(/** @type {'vi' | 'en'} */ language) {
  const { packets, codes, rules, documents } = reference;
  /** @type {[string, string][]} */
  const list = [];
  for (const packet of packets) {
    list.push([`goi-tin/${packet.id}`, packet.title[language]]);
    list.push([`bang-phu/${packet.id}`, packet.title[language]]);
    for (const [table, { fields }] of Object.entries(packet.types))
      for (const field of fields) list.push([`goi-tin/${packet.id}/${table}/${field.name}`, field.name]);
  }
  for (const name of Object.keys(codes)) list.push([`danh-muc/${name}`, name]);
  for (const rule of rules) list.push([`quy-tac/${rule.id}`, rule.title[language]]);
  for (const document of documents) list.push([`van-ban/${document.id}`, document.title]);
  return list;
}

/** Opens an address of the reference in a page that is there already. @param {Page} page @param {string} path */
async function go(page, path, language = 'vi') {
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    `/tra-cuu${path && `/${path}`}&lang=${language}`,
  );
}

for (const language of /** @type {const} */ (['vi', 'en']))
  test(`every entry has a page (${language})`, async () => {
    const page = await house.browser.newPage({ viewport: { width: 360, height: 800 } });
    await page.goto(`${house.server.address}#/tra-cuu&lang=${language}`);
    await page.locator('#reference-search').waitFor();
    const list = places(language);
    assert.ok(list.length > 100);
    const wrong = await page.evaluate(
      async ([list, language, patience]) => {
        const wrong = [];
        for (const [path, title] of /** @type {[string, string][]} */ (list)) {
          const shown = document.querySelector('.page-title');
          location.hash = `/tra-cuu/${path}&lang=${language}`;
          const isShown = () => {
            const heading = document.querySelector('.page-title');
            return heading !== null && heading !== shown;
          };
          for (const end = Date.now() + patience; Date.now() < end && !isShown(); )
            await new Promise((resolve) => setTimeout(resolve));
          const heading = document.querySelector('.page-title');
          if (heading === shown || !heading?.textContent?.includes(title)) wrong.push(path);
          else if (document.documentElement.scrollWidth > innerWidth) wrong.push(`${path} is too wide`);
        }
        return wrong;
      },
      /** @type {const} */ ([list, language, PATIENCE]),
    );
    assert.deepEqual(wrong, []);
    await page.close();
  });

test('the search needs no diacritics', async () => {
  const page = await house.browser.newPage();
  await page.goto(`${house.server.address}#/tra-cuu&lang=vi`);
  const search = page.locator('#reference-search');
  for (const [typed, found] of [
    ['ngay tiep nhan', 'NgayTiepNhan'],
    ['Ngày tiếp nhận', 'NgayTiepNhan'],
    ['dong bo ho so', 'DongBoHoSoMC'],
    ['bad-date', 'bad-date'],
    ['da tra ket qua', 'TrangThaiHoSo'],
  ]) {
    await search.fill(typed ?? '');
    const hits = await page.locator('.hits li code').allTextContents();
    assert.ok(hits.includes(found ?? ''), `${typed}: ${hits}`);
  }
  await search.fill('xyzzy');
  assert.equal(await page.locator('.hits-count').textContent(), 'Không tìm thấy mục nào.');
  await page.close();
});

test('the matrix names the rules of a field, and a rule names its grounds', async () => {
  const page = await house.browser.newPage();
  await page.goto(`${house.server.address}#/tra-cuu/bang-phu/DongBoHoSoMC&lang=vi`);
  const row = page.locator('tr').filter({ has: page.getByText('HoSo.NgayTiepNhan', { exact: true }) });
  await row.first().getByRole('link', { name: 'bad-date' }).click();
  await page.locator('.page-title').filter({ hasText: 'Ngày giờ không hợp lệ' }).waitFor();
  await page.getByRole('link', { name: 'QCVN 120:2019/BTTTT' }).first().click();
  await page.locator('.page-title').filter({ hasText: 'QCVN 120:2019/BTTTT' }).waitFor();
  await page.close();
});

test('a field shows the cases in which it is required, with words and ground', async () => {
  const page = await house.browser.newPage();
  const packet = reference.packets.find((/** @type {any} */ one) => one.id === 'DeNghiKetNoi');
  const { when } = packet.types.DeNghi.fields.find((/** @type {any} */ one) => one.name === 'NoiNhan');
  const HEADINGS = { vi: 'Khi nào bắt buộc', en: 'When it is required' };
  for (const language of /** @type {const} */ (['vi', 'en'])) {
    await page.goto(`${house.server.address}#/tra-cuu/goi-tin/DeNghiKetNoi/DeNghi/NoiNhan&lang=${language}`);
    const rows = page
      .locator('section', { has: page.locator('h3', { hasText: HEADINGS[language] }) })
      .locator('tbody tr');
    await rows.first().waitFor();
    const texts = await rows.allTextContents();
    assert.equal(texts.length, when.length);
    for (const [at, one] of when.entries())
      for (const part of [one.if.HeThong[0], one.item[language], one.cites.place])
        assert.ok(texts[at]?.includes(part), `${texts[at]}: ${part}`);
    assert.match(texts[0] ?? '', /^HeThong = .*PhuongAn = LGSP_NDXP .*Buoc = 1/);
  }
  await page.close();
});

test('an address that leads nowhere says so', async () => {
  const page = await house.browser.newPage();
  await page.goto(`${house.server.address}#/tra-cuu/quy-tac/khong-co&lang=vi`);
  await page.locator('.page-title').filter({ hasText: 'Không có mục này' }).waitFor();
  await go(page, 'quy-tac/khong-co', 'en');
  await page.locator('.page-title').filter({ hasText: 'There is no such entry' }).waitFor();
  await page.close();
});

// A profile of the reader's own on the page: a good one decides, a bad one shows its mistakes at its own lines, and
// without it everything is as before.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { inRoot } from '../tools/lib.mjs';
import { sample, saved, useBrowser, verdict } from './support/page.mjs';

/** @typedef {import('playwright-core').Page} Page */

const { withPage } = useBrowser();

const EXAMPLE = readFileSync(inRoot('www', 'own-profile', 'example.json'), 'utf8');
const BAD = EXAMPLE.replace('"always"', '"luôn luôn"');
const LINE = BAD.slice(0, BAD.indexOf('luôn luôn')).split('\n').length;

/** Conforms to the built-in profile, which does not ask for Email. */
const PACKET = sample('dossier-2020.json').replaceAll(/^.*"Email".*\n/gm, '');

/** @param {Page} page @param {string} text @param {string} [name] */
const choose = (page, text, name = 'quy-dinh.json') =>
  page.setInputFiles('#own-profile', { name, mimeType: 'application/json', buffer: Buffer.from(text) });

/** @param {Page} page */
async function begin(page) {
  await page.locator('textarea').fill(PACKET);
  await verdict(page, 'Đạt');
  await page.locator('details.settings > summary').click();
}

test('a good profile changes the verdict, and removing it restores it', async () => {
  await withPage(async (page) => {
    await begin(page);
    await choose(page, EXAMPLE);
    await verdict(page, 'Không đạt');
    const place = page.locator('.own-profile-name');
    assert.match((await place.textContent()) ?? '', /Quy định bổ sung của tỉnh Mẫu.*quy-dinh\.json/);
    assert.match(
      (await page.locator('.facts-title').textContent()) ?? '',
      /hồ sơ quy định riêng trên nền QCVN 120:2019/,
    );
    const finding = page.locator('.finding').first();
    assert.match((await finding.textContent()) ?? '', /Email/);
    assert.match(
      (await page.locator('.group').first().textContent()) ?? '',
      /Hướng dẫn kết nối của tỉnh Mẫu/,
    );
    await page.getByRole('button', { name: 'Bỏ hồ sơ này' }).click();
    await verdict(page, 'Đạt');
    assert.equal(await place.count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'own-profile-choose');
  });
});

test('a bad profile shows its mistakes at its own lines, and nothing that would change the packet', async () => {
  await withPage(async (page) => {
    await begin(page);
    await choose(page, BAD);
    await verdict(page, 'Chưa kiểm tra được');
    assert.match(
      (await page.locator('.verdict-end').textContent()) ?? '',
      /nằm trong hồ sơ quy định riêng quy-dinh\.json, không phải trong gói tin/,
    );
    const finding = page.locator('.finding');
    assert.equal(await finding.count(), 1);
    assert.match((await finding.locator('.place').textContent()) ?? '', new RegExp(`dòng ${LINE}$`));
    await finding.locator('.excerpt mark').filter({ hasText: 'luôn luôn' }).waitFor();
    assert.equal(await finding.locator('button.place').count(), 0);
    assert.equal(await page.locator('.fix').count(), 0);
    assert.equal(await page.locator('.mark-error').count(), 0);
    // The keys that go from place to place in the packet have nowhere to go.
    await page.locator('textarea').focus();
    await page.keyboard.press('F8');
    assert.equal(await page.locator('.strip').isVisible(), false);
    assert.equal(await page.locator('textarea').inputValue(), PACKET);
    // Broken JSON has a repair in a packet; in a profile it is shown without one.
    await choose(page, EXAMPLE.replace('"base": "qcvn120-2020",', '"base": "qcvn120-2020"'));
    await page.locator('.group:not([data-rule="bad-profile"])').first().waitFor();
    assert.equal(await page.locator('.fix').count(), 0);
    assert.equal(await page.getByRole('button', { name: /Sửa tất cả/ }).count(), 0);
    await choose(page, EXAMPLE);
    await verdict(page, 'Không đạt');
  });
});

test('a bad profile keeps several files from being checked, and is none of them', async () => {
  await withPage(async (page) => {
    await begin(page);
    await choose(page, BAD);
    await verdict(page, 'Chưa kiểm tra được');
    const names = ['mot.json', 'hai.json', 'ba.json'];
    await page.setInputFiles(
      '#file',
      names.map((name) => ({ name, mimeType: 'application/json', buffer: Buffer.from(PACKET) })),
    );
    const said = page
      .locator('.set-sentence')
      .filter({ hasText: /^Trong 3 gói tin: 3 chưa kiểm tra được; 1 lỗi/ });
    await said.waitFor();
    await page.locator('.set-head').getByText('quy-dinh.json').waitFor();
    assert.equal(await page.locator('.set-row').count(), 3);
    await page.locator('.set-buttons summary').click();
    const { text } = await saved(page, page.getByRole('button', { name: 'Trang HTML' }));
    assert.match(text, /<h2[^>]*>3 tệp<\/h2>/);
    for (const number of [1, 2, 3]) assert.ok(text.includes(`<li><strong>tệp ${number}.json</strong>`), text);
  });
});

test('a profile can be dropped at its place, and is then not taken for a packet', async () => {
  await withPage(async (page) => {
    await begin(page);
    await page.evaluate((text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], 'tha.json', { type: 'application/json' }));
      const place = document.querySelector('.own-profile');
      for (const name of ['dragover', 'drop'])
        place?.dispatchEvent(new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer }));
    }, EXAMPLE);
    await verdict(page, 'Không đạt');
    assert.match((await page.locator('.own-profile-name').textContent()) ?? '', /tha\.json/);
    assert.equal(await page.locator('textarea').inputValue(), PACKET);
    assert.equal(await page.locator('.drop').isVisible(), false);
  });
});

test('a profile is kept only where the reader asks for it', async () => {
  await withPage(async (page) => {
    const kept = () => page.evaluate(() => localStorage.getItem('goitin.own-profile'));
    await begin(page);
    await choose(page, EXAMPLE);
    assert.equal(await kept(), null);
    await page.locator('#own-profile-keep').check();
    assert.match((await kept()) ?? '', /qcvn120-2020/);
    await page.locator('textarea').fill('');
    await page.reload();
    await page.locator('.own-profile-name').waitFor();
    await page.locator('textarea').fill(PACKET);
    await verdict(page, 'Không đạt');
    await page.getByRole('button', { name: 'Bỏ hồ sơ này' }).click();
    await verdict(page, 'Đạt');
    assert.equal(await kept(), null);
  });
});

test('the example that can be downloaded fits the schema that can be downloaded', async () => {
  await withPage(async (page) => {
    await page.locator('details.settings > summary').click();
    const example = await saved(page, page.getByRole('button', { name: 'Tải hồ sơ mẫu' }));
    const schema = await saved(page, page.getByRole('button', { name: 'Tải lược đồ JSON Schema' }));
    assert.equal(example.text, EXAMPLE);
    assert.equal(JSON.parse(example.text).$schema, schema.name);
    const fits = new Ajv2020({ strict: false }).compile(JSON.parse(schema.text));
    assert.ok(fits(JSON.parse(example.text)), JSON.stringify(fits.errors));
    assert.equal(fits(JSON.parse(BAD)), false);
  });
});

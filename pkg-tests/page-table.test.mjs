// The packet as a table: columns by their meaning, codes and dates in words, marked cells that lead to their findings and
// findings that lead to their cells, one record in full; JSON and XML alike.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BROKEN_JSON, BROKEN_XML, findingAt, paste, useBrowser, verdict } from './support/page.mjs';

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

// What is typed is not lost: kept on this machine where the reader asks for it, else the page asks before it is left.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BROKEN_JSON, useBrowser, verdict } from './support/page.mjs';

const { withPage } = useBrowser();

test('nothing of a packet is stored unasked, and leaving asks first', async () => {
  await withPage(async (page) => {
    await page.locator('textarea').click();
    await page.keyboard.insertText(BROKEN_JSON);
    await verdict(page, 'Không đạt');
    const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    assert.doesNotMatch(stored, /NgayTiepNhan|packet/);
    const asked = page.waitForEvent('dialog');
    await Promise.all([page.reload(), asked.then((dialog) => assert.equal(dialog.type(), 'beforeunload'))]);
    await page.locator('.known-packets').waitFor();
    assert.equal(await page.locator('textarea').inputValue(), '');
  });
});

test('a packet is kept where the reader asks for it, and gone when that is taken back', async () => {
  await withPage(async (page) => {
    await page.locator('textarea').fill(BROKEN_JSON);
    await verdict(page, 'Không đạt');
    await page.getByLabel('Giữ gói tin trên máy này').check();
    await page.reload();
    await verdict(page, 'Không đạt');
    assert.equal(await page.locator('textarea').inputValue(), BROKEN_JSON);
    await page.getByLabel('Giữ gói tin trên máy này').uncheck();
    assert.equal(await page.evaluate(() => localStorage.getItem('goitin.packet')), null);
    await page.reload();
    await page.locator('.known-packets').waitFor();
    assert.equal(await page.locator('textarea').inputValue(), '');
  });
});

test('the kind of advice is remembered', async () => {
  await withPage(async (page) => {
    await page.locator('textarea').fill(BROKEN_JSON);
    await page.getByLabel('Lập trình viên').check();
    await page.locator('textarea').fill('');
    await page.locator('.known-packets').waitFor();
    await page.reload();
    await page.locator('textarea').fill(BROKEN_JSON);
    await verdict(page, 'Không đạt');
    assert.equal(await page.getByLabel('Lập trình viên').isChecked(), true);
  });
});

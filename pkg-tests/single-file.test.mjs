// The page as one file, opened from disk: it checks, repairs, opens its texts, and asks for nothing at all.
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch } from '../tools/chromium.mjs';
import { inRoot } from '../tools/lib.mjs';
import { BROKEN_JSON, complaintsOf, requestsOf, verdict } from './support/page.mjs';

test('the page as one file works from disk and requests nothing', async (t) => {
  // Alone in a folder: nothing beside it can help.
  const folder = mkdtempSync(join(tmpdir(), 'goitin-single-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'goitin.html');
  copyFileSync(inRoot('dist', 'goitin.html'), file);
  const browser = await launch();
  t.after(() => browser.close());
  const context = await browser.newContext();
  const requests = requestsOf(context);
  const page = await context.newPage();
  const complaints = await complaintsOf(page);
  const address = pathToFileURL(file).href;

  await page.goto(address);
  await page.locator('.known-packets').waitFor();
  await page.getByRole('textbox').fill(BROKEN_JSON);
  await verdict(page, 'Không đạt');
  await page.getByRole('button', { name: /^Sửa tất cả chỗ an toàn/ }).click();
  await verdict(page, 'Đạt');
  await page.getByRole('link', { name: 'Quyền riêng tư' }).click();
  await page.getByRole('heading', { name: 'Trong lúc kiểm tra' }).waitFor();
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'While a packet is checked' }).waitFor();
  await page.getByRole('link', { name: 'Back to checking' }).click();
  await verdict(page, 'Conforms');

  assert.deepEqual(
    requests.filter((url) => url !== address && !url.startsWith('data:')),
    [],
    'requests',
  );
  assert.equal(
    await page.evaluate(() => {
      try {
        document.body.innerHTML = '<b>text</b>';
        return 'accepted';
      } catch {
        return 'refused';
      }
    }),
    'refused',
  );
  assert.deepEqual(
    complaints.filter((complaint) => !/TrustedHTML|require-trusted-types-for/.test(complaint)),
    [],
  );
});

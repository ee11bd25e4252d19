// Reading many findings: filters, keys, a rule's own words, texts to pass on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clipboard, findingAt, largePacket, paste, sample, useBrowser, verdict } from './support/page.mjs';

const { withPage } = useBrowser();

/** Some hundred dossiers with wrong dates, and one with a misspelled field. */
const MANY = [...largePacket(2_000_000)]
  .slice(0, 400)
  .join('')
  .replace('"TrichYeuHoSo"', '"TrichYeuHoso"')
  .replace(/,\n$/, '\n]}\n');

test('a long list is filtered by severity, ground, dossier and word', async () => {
  await withPage(async (page) => {
    await paste(page, MANY);
    await verdict(page, 'Không đạt');
    const tally = page.locator('.findings [role="status"]');
    await page.getByLabel('Hồ sơ (số hoặc mã)').fill('11');
    await tally.filter({ hasText: /^Đang hiện 1 trên/ }).waitFor();
    await page.locator('.finding').filter({ hasText: 'Hồ sơ 11' }).waitFor();
    await page.getByLabel('Hồ sơ (số hoặc mã)').fill('200313-0000020');
    await page.locator('.finding').filter({ hasText: 'Hồ sơ 21' }).waitFor();
    await page.getByLabel('Hồ sơ (số hoặc mã)').fill('');
    await page.getByLabel('Tìm trong phát hiện').fill('trichyeuhoso');
    await findingAt(page, 'TrichYeuHoso').waitFor();
    await page.getByLabel('Tìm trong phát hiện').fill('khong co tu nay');
    await tally.filter({ hasText: /^Đang hiện 0 trên/ }).waitFor();
    await page.getByLabel('Tìm trong phát hiện').fill('NGAY GIO');
    await page.locator('.group[data-rule="bad-date"]').waitFor();
    await page.getByLabel('Tìm trong phát hiện').fill('');
    await page.getByLabel('Mức').selectOption('Cảnh báo');
    assert.equal(await page.locator('.group-error').count(), 0);
    await page.getByLabel('Mức').selectOption('Tất cả');
    await page.locator('.filters').getByLabel('Căn cứ').selectOption('Theo văn bản');
    await tally.filter({ hasText: 'Đang hiện' }).waitFor();
  });
});

test('F8 goes through the findings, in the list and in the text', async () => {
  await withPage(async (page) => {
    await paste(page, MANY);
    await verdict(page, 'Không đạt');
    const focused = () => page.evaluate(() => document.activeElement?.closest('.finding')?.id);
    await page.keyboard.press('F8');
    const first = await focused();
    assert.match(first ?? '', /^finding-\d+$/);
    await page.keyboard.press('F8');
    assert.notEqual(await focused(), first);
    await page.keyboard.press('Shift+F8');
    assert.equal(await focused(), first);
    await page.locator('textarea').focus();
    await page.keyboard.press('F8');
    await page.locator('.strip-position').filter({ hasText: /^1\// }).waitFor();
    await page.keyboard.press('F8');
    await page.locator('.strip-position').filter({ hasText: /^2\// }).waitFor();
    await page.getByRole('button', { name: 'Phím tắt' }).click();
    await page.getByRole('dialog').getByText('Shift + F8').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });
});

test('a rule says why, and a text about it carries nothing of the packet', async () => {
  await withPage(async (page) => {
    const packet = sample('dossier-2020.json').replace('"20200313080400"', '"BI-MAT-1234"');
    await paste(page, packet.replace('"TrichYeuHoSo"', '"TenRiengCuaToi"'));
    await verdict(page, 'Không đạt');
    for (const rule of ['bad-date', 'unknown-field']) {
      const group = page.locator(`.group[data-rule="${rule}"]`);
      if ((await group.getAttribute('open')) === null) await group.locator('summary').first().click();
      await group.getByText('Vì sao đây là chỗ sai?').click();
      await group.getByText('Vì sao quan trọng').waitFor();
      await group.getByRole('button', { name: 'Báo quy tắc sai' }).click();
      await page.getByText('Đã chép đoạn báo quy tắc sai').waitFor();
      const text = await clipboard(page);
      assert.match(text, new RegExp(`Quy tắc: ${rule}`));
      assert.doesNotMatch(text, /BI-MAT|TenRieng|H99|Nguyễn/);
    }
  });
});

test('a copied finding hides personal values unless the reader shows them', async () => {
  await withPage(async (page) => {
    await paste(
      page,
      sample('dossier-2020.json').replace('"SoDienThoai": "', '"SoDienThoai": "Nguyễn Thị Kín '),
    );
    const finding = findingAt(page, 'SoDienThoai');
    await finding.getByRole('button', { name: 'Chép phát hiện này' }).click();
    await page.getByText('dữ liệu cá nhân đã được che').waitFor();
    assert.doesNotMatch(await clipboard(page), /Thị Kín/);
    await page.locator('.actions summary').click();
    await page.getByLabel('Che dữ liệu cá nhân').uncheck();
    await page.keyboard.press('Escape');
    await finding.getByRole('button', { name: 'Chép phát hiện này' }).click();
    await page.getByText('gồm cả dữ liệu cá nhân').waitFor();
    assert.match(await clipboard(page), /Thị Kín/);
  });
});

test('a warning never stands under “error”, and broken syntax comes before what it may have caused', async () => {
  await withPage(async (page) => {
    const whole = sample('dossier-2020.json');
    const [code, phone] = [/"MaHoSo": "[^"]*"/, /"SoDienThoai": "(\d{4})(\d{3})(\d{3})"/];
    assert.match(whole, phone);
    await paste(page, whole.replace(code, '"MaHoSo": "hồ sơ 1"').replace(phone, '"SoDienThoai": "$1.$2.$3"'));
    await verdict(page, 'Không đạt');
    const groups = page.locator('.group[data-rule="bad-identifier"]');
    assert.deepEqual(await groups.locator('.group-severity').allInnerTexts(), ['Lỗi', 'Cảnh báo']);
    await groups.last().locator('.finding').filter({ hasText: 'SoDienThoai' }).waitFor();

    // One fault of syntax behind two wrong dates.
    const dates = whole.replaceAll(/"NgayTiepNhan": "[^"]*"/g, '"NgayTiepNhan": "hôm qua"');
    const at = dates.lastIndexOf('"HinhThuc"');
    await paste(page, dates.slice(0, at) + dates.slice(at).replace(',', ''));
    await page.locator('.group[data-rule="syntax"]').waitFor();
    const rules = await page.locator('.group').evaluateAll((all) => all.map(({ dataset }) => dataset.rule));
    assert.deepEqual(rules, ['syntax', 'bad-date']);
  });
});

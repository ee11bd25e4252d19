// The sample packets of the page say by their names what they are: each conforms or does not, as it promises.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inRoot } from '../tools/lib.mjs';
import { check, packets } from './support/engine.mjs';
import { useBrowser, verdict } from './support/page.mjs';

const { withPage } = useBrowser();

const folder = inRoot('www', 'samples');
const names = readdirSync(folder);

const VERDICTS = { dat: 'conforms', loi: 'does-not-conform', chua: 'not-checked' };
/** A reply that does not say to what it replies: no public text has its records. */
const WITHOUT_VERDICT = 'Reply';

for (const name of names) {
  test(`${name} is what its name says`, () => {
    const [, packet, kind] = /^(\w+)-(dat|loi|chua)(?:-[\w-]+)?\.\w+$/.exec(name) ?? [];
    assert.ok(packet && packets().some(({ id }) => id === packet), 'the name begins with a packet');
    const report = check(new Uint8Array(readFileSync(`${folder}/${name}`)));
    assert.equal(report.packet, packet);
    assert.equal(report.verdict, VERDICTS[/** @type {keyof typeof VERDICTS} */ (kind)]);
  });
}

test('every packet has a good and a broken sample; what never gets a verdict has one that says so', () => {
  const has = (/** @type {string} */ id, /** @type {string} */ kind) =>
    names.some((name) => name.startsWith(`${id}-${kind}`));
  const missing = packets().flatMap(({ id }) => {
    if (id === WITHOUT_VERDICT) return has(id, 'chua') ? [] : [`${id}-chua`];
    return ['dat', 'loi'].filter((kind) => !has(id, kind)).map((kind) => `${id}-${kind}`);
  });
  assert.deepEqual(missing, []);
});

test('the menu offers every sample, and opens it', async () => {
  await withPage(async (page) => {
    await page.locator('summary').filter({ hasText: 'Gói tin mẫu' }).click();
    assert.equal(await page.locator('.menu [data-sample]').count(), names.length);
    await page.locator('.menu [data-sample="CapNhatTienDoHoSoMC-loi.json"]').click();
    await verdict(page, 'Không đạt');
    await page.getByText('CapNhatTienDoHoSoMC-loi.json').first().waitFor();
  });
});

test('menus stay in the window, however wide that is', async () => {
  await withPage(async (page) => {
    await page.locator('summary').filter({ hasText: 'Gói tin mẫu' }).click();
    await page.locator('.menu [data-sample="DongBoHoSoMC-loi.json"]').click();
    await verdict(page, 'Không đạt');
    for (const width of [320, 360, 480, 600, 768, 1023, 1280, 1600])
      for (const menu of ['.tools .menu', '.actions .menu']) {
        await page.setViewportSize({ width, height: 800 });
        await page.locator(`${menu} summary`).click();
        const sheet = await page.locator(`${menu} .menu-sheet`).boundingBox();
        assert.ok(
          sheet && sheet.x >= 0 && sheet.x + sheet.width <= width,
          `${menu} at ${width}: ${JSON.stringify(sheet)}`,
        );
        await page.locator(`${menu} summary`).click();
      }
  });
});

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

for (const name of names) {
  test(`${name} is what its name says`, () => {
    const [, packet, kind] = /^(\w+)-(dat|loi)(?:-[\w-]+)?\.\w+$/.exec(name) ?? [];
    assert.ok(packet && packets().some(({ id }) => id === packet), 'the name begins with a packet');
    const report = check(new Uint8Array(readFileSync(`${folder}/${name}`)));
    assert.equal(report.packet, packet);
    assert.equal(report.verdict, kind === 'dat' ? 'conforms' : 'does-not-conform');
  });
}

test('a packet with a good sample has a broken one, and the other way round', () => {
  const of = (/** @type {string} */ kind) =>
    [...new Set(names.filter((name) => name.includes(`-${kind}`)).map((name) => name.split('-')[0]))].sort();
  assert.deepEqual(of('dat'), of('loi'));
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

// The editor with colours: chosen by the reader, remembered, under the page's policy as it stands; marks and hover,
// both ways between finding and text; Vietnamese as input methods write it; a packet of 1 MB while typing.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { inRoot } from '../tools/lib.mjs';
import { EDITOR_BROTLI_BYTES } from '../tools/limits.mjs';
import { openPacket, typeAndTakeBack, withEditorOf } from './support/editor.mjs';
import {
  BROKEN_JSON,
  checkedAfter,
  PATIENCE,
  sample,
  settled,
  useBrowser,
  verdict,
} from './support/page.mjs';
import { assertShortTasks, longestTaskOf } from './support/tasks.mjs';

/** @typedef {import('playwright-core').Page} Page */

const house = useBrowser();
const withEditor = (/** @type {(page: Page) => Promise<void>} */ use) => withEditorOf(house, use);

/** Replaces the text as the reader would. @param {Page} page @param {string} text */
async function put(page, text) {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

/** The editor's whole text, also what is not drawn: as the reader gets it by going back to the plain box. @param {Page} page */
async function textOf(page) {
  await page.getByRole('button', { name: 'Dùng ô văn bản thường' }).click();
  const text = await page.locator('textarea').inputValue();
  await page.getByRole('button', { name: 'Dùng ô soạn thảo có màu' }).click();
  await page.locator('.cm-content').waitFor();
  return text;
}

test('the editor is not part of the first visit, and fits its own budget', () => {
  const folder = inRoot('dist', 'page', 'assets');
  const names = readdirSync(folder);
  const page = names.find((name) => name.startsWith('index-') && name.endsWith('.js')) ?? '';
  const editor = names.find((name) => name.startsWith('editor-')) ?? '';
  assert.doesNotMatch(readFileSync(`${folder}/${page}`, 'utf8'), /cm-content/);
  const size = brotliCompressSync(readFileSync(`${folder}/${editor}`)).length;
  console.log(`${editor}: ${size} bytes after brotli`);
  assert.ok(size <= EDITOR_BROTLI_BYTES, `${size} of ${EDITOR_BROTLI_BYTES}`);
});

test('a packet is coloured, marked, explained under the pointer, and repaired', async () => {
  await withEditor(async (page) => {
    await put(page, BROKEN_JSON);
    await verdict(page, 'Không đạt');
    const wrong = page.locator('.cm-line .place-error').filter({ hasText: '13/03/2020 08:04' });
    await wrong.waitFor();
    await page.locator('.cm-gutterElement.mark-error').first().waitFor();
    const colours = await page.evaluate(() => {
      const root = /** @type {ShadowRoot} */ (document.querySelector('.editor')?.shadowRoot);
      return new Set([...root.querySelectorAll('.cm-line span')].map((span) => getComputedStyle(span).color))
        .size;
    });
    assert.ok(colours >= 3, `${colours} colours`);

    await wrong.hover();
    await page.locator('.cm-tooltip .tip').first().waitFor();
    assert.match(await page.locator('.cm-tooltip').innerText(), /^Lỗi: /);

    await page.mouse.move(0, 0);
    const finding = page.locator('.finding').filter({ hasText: 'Trường NgayTiepNhan' }).first();
    await finding.locator('.place').click();
    const selected = await page.evaluate(() => {
      const root = /** @type {any} */ (document.querySelector('.editor')?.shadowRoot);
      return String(root.getSelection ? root.getSelection() : getSelection());
    });
    assert.equal(selected, '13/03/2020 08:04');

    await page.getByRole('button', { name: /^Sửa tất cả chỗ an toàn/ }).click();
    await verdict(page, 'Đạt');
    assert.match(await textOf(page), /"HinhThuc": "1"/);
  });
});

test('XML has its colours, and a file with CR LF keeps its places', async () => {
  await withEditor(async (page) => {
    const xml = sample('dossier-2020.xml').replace('<NgayHenTra>20200318170000<', '<NgayHenTra>2020-03-18<');
    const buffer = Buffer.from(xml.replaceAll('\n', '\r\n'));
    await page.setInputFiles('#file', { name: 'ho-so.xml', mimeType: 'application/xml', buffer });
    await verdict(page, 'Không đạt');
    await page.locator('.cm-line .place-error').filter({ hasText: '2020-03-18' }).first().waitFor();
    const tag = page.locator('.cm-line span').filter({ hasText: 'NgayHenTra' }).first();
    const plain = page.locator('.cm-line').first();
    const colour = (/** @type {import('playwright-core').Locator} */ where) =>
      where.evaluate((element) => getComputedStyle(element).color);
    assert.notEqual(await colour(tag), await colour(plain));
  });
});

test('the choice is remembered, and Tab leads out of the editor', async () => {
  await withEditor(async (page) => {
    await page.locator('.cm-content').click();
    await page.keyboard.press('Tab');
    assert.notEqual(await page.evaluate(() => document.activeElement?.className), 'editor');
  });
  const context = await house.browser.newContext();
  const page = await context.newPage();
  await page.goto(house.server.address);
  await settled(page);
  assert.equal(await page.locator('textarea:visible').count(), 1, 'the plain box is what comes first');
  await page.locator('textarea').fill(BROKEN_JSON);
  await page.getByRole('button', { name: 'Dùng ô soạn thảo có màu' }).click();
  await page.locator('.cm-content').waitFor();
  assert.match(await page.locator('.cm-content').innerText(), /DongBoHoSoMC/);
  await page.reload();
  await page.locator('.cm-content').waitFor({ timeout: PATIENCE });
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('textbox', { name: 'The packet’s text' }).waitFor();
  await page.getByRole('button', { name: 'Use the plain text box' }).click();
  await page.reload();
  await settled(page);
  assert.equal(await page.locator('textarea:visible').count(), 1);
  await context.close();
});

test('Vietnamese is written as input methods write it, while findings come in', async () => {
  await withEditor(async (page) => {
    await put(page, '{"TenTTHC": ""}');
    await verdict(page, 'Chưa kiểm tra được');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    const session = await page.context().newCDPSession(page);
    for (const [word, steps] of Object.entries(WORDS)) {
      for (const text of steps) {
        const end = text.length;
        const compose = () =>
          session.send('Input.imeSetComposition', { text, selectionStart: end, selectionEnd: end });
        // A check comes back into the middle of a word, and the end of the word before its own.
        if (text === steps.at(-1)) await compose();
        else await checkedAfter(page, compose);
      }
      await session.send('Input.insertText', { text: word });
      await page.keyboard.type(' ');
    }
    assert.equal(await textOf(page), '{"TenTTHC": "Đường tiếng Việt "}');
  });
});

/** Words, and what stands there while Telex makes them. @type {Record<string, string[]>} */
const WORDS = {
  Đường: ['D', 'Đ', 'Đư', 'Đươ', 'Đườ', 'Đường'],
  tiếng: ['ti', 'tiê', 'tiế', 'tiếng'],
  Việt: ['Vi', 'Viê', 'Việ', 'Việt'],
};

for (const [name, size] of /** @type {[string, number][]} */ ([
  ['2 kB', 2000],
  ['1 MB', 1_000_000],
]))
  test(`a packet of ${name} is checked again while it is typed, and no task takes long`, async () => {
    await assertShortTasks(`typing into ${name}`, async () => {
      let task = { ms: 0, parts: '' };
      await withEditor(async (page) => {
        await openPacket(page, size);
        task = await longestTaskOf(page, () => typeAndTakeBack(page, 4));
      });
      return task;
    });
  });

test('what is typed on is what is checked, however the answers come', async () => {
  await withEditor(async (page) => {
    await openPacket(page, 1_000_000);
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    // Every letter is a text of its own, and most checks are given up for the next.
    for (const letter of 'mot hai ba') await page.keyboard.type(letter);
    await verdict(page, 'Không đạt');
    await page.locator('.finding').filter({ hasText: 'mot hai ba' }).first().waitFor();
    for (let at = 0; at < 10; at += 1) await page.keyboard.press('Backspace');
    await verdict(page, 'Đạt');
    assert.equal(await page.locator('.verdict-not-checked').count(), 0);
  });
});

// What stands in the way of whom: axe in every state of the page, in both languages and all colours; the keyboard
// alone; a narrow screen, which is a magnified one; forced colours and reduced motion.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRoot } from '../tools/lib.mjs';
import { violations } from './support/axe.mjs';
import { atRest, BROKEN_JSON, PATIENCE, sample, useBrowser } from './support/page.mjs';

/** @typedef {import('playwright-core').Page} Page */

const house = useBrowser();

const LANGUAGES = ['vi', 'en'];
/** @type {Record<string, { colorScheme: 'light' | 'dark', contrast?: 'more' }>} */
const COLOURS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'high contrast, light': { colorScheme: 'light', contrast: 'more' },
  'high contrast, dark': { colorScheme: 'dark', contrast: 'more' },
};

/** Rests on a mark until its explanation shows. @param {Page} page */
async function hoverUntilTold(page) {
  // What moves below the pointer in the meantime makes the editor wait anew.
  await atRest(page);
  await page.locator('.cm-line .place-error').first().hover();
  await page.locator('.cm-tooltip').waitFor();
}

/** How to reach each state of the page, without words of a language. @type {Record<string, (page: Page) => Promise<unknown>>} */
const STATES = {
  empty: async () => {},
  checking: async (page) => {
    await page.setInputFiles('#file', slow);
    await page.locator('.progress-line').waitFor({ timeout: PATIENCE });
  },
  conforms: (page) => packet(page, sample('dossier-2020.json')),
  'does not conform, findings open': async (page) => {
    await packet(page, BROKEN_JSON);
    for (const group of await page.locator('details.group:not([open]) > summary').all()) await group.click();
    await page.locator('button.place').first().click();
    await page.locator('.strip').waitFor();
  },
  'table of records': async (page) => {
    await packet(page, BROKEN_JSON);
    await openTable(page);
  },
  'form of a record': async (page) => {
    await packet(page, BROKEN_JSON);
    await openTable(page);
    await page.locator('[data-cell="0/"]').click();
    await page.locator('.record-form .record-finding').first().waitFor({ timeout: PATIENCE });
  },
  'a long list of findings': async (page) => {
    // A file: browsers take long to type thousands of lines.
    const buffer = Buffer.from(manyFindings());
    await page.setInputFiles('#file', { name: 'ho-so.json', mimeType: 'application/json', buffer });
    await page.locator('.is-long .finding').first().waitFor({ timeout: PATIENCE });
  },
  'not checked': (page) => packet(page, '{"xin chào": 1}'),
  'editor with colours': async (page) => {
    await page.locator('.input-foot .link-button').click();
    await page.locator('.cm-content').waitFor({ timeout: PATIENCE });
    await page.setInputFiles('#file', {
      name: 'ho-so.json',
      mimeType: 'application/json',
      buffer: Buffer.from(BROKEN_JSON),
    });
    await page.locator('.cm-line .place-error').first().waitFor({ timeout: PATIENCE });
    await page.locator('.result[aria-busy="false"]').waitFor({ timeout: PATIENCE });
    await hoverUntilTold(page);
  },
  'search in the editor': async (page) => {
    await page.locator('.input-foot .link-button').click();
    await page.locator('.cm-content').click({ timeout: PATIENCE });
    await page.keyboard.press('Control+F');
    await page.locator('.cm-search').waitFor();
  },
  'samples and settings open': async (page) => {
    await page.locator('details.settings > summary').click();
    await page.locator('.tools details.menu > summary').click();
  },
  'own profile': async (page) => {
    await packet(page, sample('dossier-2020.json'));
    const before = await page.locator('.facts-title').textContent();
    await ownProfile(page, PROFILE);
    // Until the packet is checked against it, the answer from before is dimmed.
    await page
      .locator('.result[aria-busy="false"] .facts-title')
      .filter({ hasNotText: before ?? '' })
      .waitFor({ timeout: PATIENCE });
  },
  'own profile with a mistake': async (page) => {
    await packet(page, sample('dossier-2020.json'));
    await ownProfile(page, PROFILE.replace('always', 'luôn'));
    await page.locator('.verdict-not-checked').waitFor({ timeout: PATIENCE });
  },
  'connection dossier': (page) => dossier(page),
  'connection dossier, last step of the longest way': async (page) => {
    await dossier(page);
    for (const id of ['HeThong-1', 'PhuongAn-1', 'Buoc-3']) await page.locator(`#connection-${id}`).check();
    await page.locator('#connection-DoiChieu').waitFor();
  },
  privacy: (page) => text(page, 'rieng-tu'),
  scope: (page) => text(page, 'pham-vi'),
  accessibility: (page) => text(page, 'tro-nang'),
  'reference, home': (page) => reference(page, ''),
  'reference, a rule': (page) => reference(page, '/quy-tac/bad-date'),
  'reference, a packet': (page) => reference(page, '/goi-tin/DongBoHoSoMC'),
  'reference, a field with cases': (page) => reference(page, '/goi-tin/DeNghiKetNoi/DeNghi/NoiNhan'),
  'reference, coverage': (page) => reference(page, '/bang-phu/DongBoHoSoMC'),
};

const PROFILE = readFileSync(inRoot('www', 'own-profile', 'example.json'), 'utf8');
const slow = large();

/** A packet that takes the engine a while; on disk, because bytes handed over would keep the page busy by themselves. */
function large() {
  const { data, ...envelope } = JSON.parse(sample('dossier-2020.json'));
  const row = JSON.stringify(data[0]);
  const file = join(house.folder, 'ho-so.json');
  writeFileSync(
    file,
    `${JSON.stringify(envelope).slice(0, -1)},"data":[${`${row},\n`.repeat(150_000)}${row}]}`,
  );
  return file;
}

/** @param {Page} page @param {string} text */
async function packet(page, text) {
  await page.locator('textarea').fill(text);
  await page.locator('.verdict').waitFor({ timeout: PATIENCE });
  await page.locator('.result[aria-busy="false"]').waitFor({ timeout: PATIENCE });
}

/** Dossiers with a wrong date each: more than are all kept in the document. */
function manyFindings() {
  const { data, ...envelope } = JSON.parse(BROKEN_JSON);
  const rows = Array.from({ length: 120 }, (_, at) => ({
    ...data[0],
    MaHoSo: `000.00.12.H99-200313-${String(at).padStart(5, '0')}`,
  }));
  return JSON.stringify({ ...envelope, data: rows }, null, 1);
}

/** @param {Page} page */
async function openTable(page) {
  await page
    .locator('.action-buttons .button')
    .filter({ hasText: /bảng|table/i })
    .first()
    .click();
  await page.locator('.records').waitFor({ timeout: PATIENCE });
}

/** @param {Page} page @param {string} profile */
async function ownProfile(page, profile) {
  const file = { name: 'quy-dinh.json', mimeType: 'application/json', buffer: Buffer.from(profile) };
  await page.setInputFiles('#own-profile', file);
}

/** @param {Page} page @param {string} name */
async function text(page, name) {
  await page.locator(`.page-links a[href*="${name}"]`).click();
  await page.locator('.page-text section').first().waitFor({ timeout: PATIENCE });
}

/** @param {Page} page */
async function dossier(page) {
  await page.evaluate(() => {
    location.hash = `/ket-noi&lang=${document.documentElement.lang}`;
  });
  await page.locator('.dossier-finding').first().waitFor({ timeout: PATIENCE });
}

/** @param {Page} page @param {string} path */
async function reference(page, path) {
  await page.evaluate((part) => {
    location.hash = `/tra-cuu${part}&lang=${document.documentElement.lang}`;
  }, path);
  await page.locator('.page-title').waitFor({ timeout: PATIENCE });
}

/** @param {string} hash @param {import('playwright-core').BrowserContextOptions} [options] */
async function opened(hash, options) {
  const context = await house.browser.newContext({
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  await page.goto(`${house.server.address}#${hash}`);
  await page.locator('.known-packets').waitFor({ timeout: PATIENCE });
  return page;
}

for (const [state, reach] of Object.entries(STATES)) {
  for (const language of LANGUAGES) {
    test(`axe: ${state}, ${language}, in all colours`, async () => {
      const page = await opened(`lang=${language}`);
      let reached = false;
      for (const [colours, media] of Object.entries(COLOURS)) {
        await page.emulateMedia({ contrast: 'no-preference', ...media });
        // Checking passes: it is begun anew for each look.
        if (!reached || state === 'checking') await reach(page);
        reached = true;
        assert.deepEqual(await violations(page), [], colours);
      }
      await page.context().close();
    });
  }
}

test('axe finds a fault when there is one', async () => {
  const page = await opened('lang=vi');
  await page.evaluate(() => document.querySelector('textarea')?.removeAttribute('aria-label'));
  await page.evaluate(() => document.querySelector('textarea')?.removeAttribute('placeholder'));
  const found = await violations(page);
  await page.context().close();
  assert.match(found.join('\n'), /^label: /m);
});

for (const [state, reach] of Object.entries(STATES)) {
  test(`no sideways scrolling on 320 px, nor at 400 % of 1280 px: ${state}`, async () => {
    // At 400 % a window of 1280 x 1024 is one of 320 x 256 CSS pixels, with four dots to each.
    const page = await opened('lang=vi', { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 });
    await reach(page);
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    await page.context().close();
    assert.ok((widths[0] ?? 0) <= 320, `${widths}`);
  });
}

/** Presses Tab until the element with the focus fits; at most once around the page. @param {Page} page @param {string} selector */
async function tabTo(page, selector) {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  assert.fail(`Tab does not reach ${selector}`);
}

test('the keyboard alone opens a sample, reads, goes to a place, repairs, and changes the language', async () => {
  const page = await opened('lang=vi');
  await tabTo(page, '.tools details.menu > summary');
  await page.keyboard.press('Enter');
  await tabTo(page, '.tools .sample-bad');
  await page.keyboard.press('Enter');
  await page.locator('.verdict-word:focus').waitFor({ timeout: PATIENCE });

  await tabTo(page, '.group-head');
  await tabTo(page, 'button.place');
  await page.keyboard.press('Enter');
  await page.locator('.strip').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'TEXTAREA');
  await tabTo(page, '.strip-buttons .button:has(.icon-back)');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.closest('.finding, .group'));

  await page.evaluate(() => document.querySelector('.verdict-word')?.scrollIntoView());
  await tabTo(page, '.action-buttons .button-primary');
  await page.keyboard.press('Enter');
  await page.locator('.action-buttons .button').filter({ hasText: 'Hoàn tác' }).waitFor();
  await tabTo(page, '#language-en');
  await page.keyboard.press('Enter');
  await page.locator('html[lang="en"]').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'language-en');
  await page.context().close();
});

test('every stop of the Tab key is seen, and the walk leads out of the text', async () => {
  const page = await opened('lang=vi');
  await packet(page, BROKEN_JSON);
  await page.locator('textarea').focus();
  /** @type {string[]} */
  const unseen = [];
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return '';
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const framed = element.tagName === 'TEXTAREA' && getComputedStyle(element.closest('.pane') ?? element);
      const box = element.getBoundingClientRect();
      const shown = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
      const marked =
        (outlineStyle !== 'none' && outlineWidth !== '0px') || (framed && framed.boxShadow !== 'none');
      return shown && marked ? '' : element.outerHTML.slice(0, 120);
    });
    if (stop) unseen.push(stop);
  }
  await page.context().close();
  assert.deepEqual(unseen, []);
});

test('forced colours leave marks, the language chosen and the focus to be seen', async () => {
  const page = await opened('lang=vi', { forcedColors: 'active' });
  await packet(page, BROKEN_JSON);
  await page.locator('button.place').first().click();
  await page.locator('.gutter-line[class*="mark-"]').first().waitFor({ timeout: PATIENCE });
  const colours = await page.evaluate(() => {
    const background = (/** @type {string} */ selector, /** @type {string} */ part = '') =>
      getComputedStyle(/** @type {Element} */ (document.querySelector(selector)), part).backgroundColor;
    return {
      page: background('body'),
      mark: background('.gutter-line[class*="mark-"]', '::before'),
      chosen: background('.languages a[aria-current]'),
    };
  });
  assert.notEqual(colours.mark, colours.page);
  assert.notEqual(colours.chosen, colours.page);
  assert.deepEqual(await violations(page), []);
  await page.context().close();
});

test('with reduced motion nothing moves', async () => {
  const page = await opened('lang=vi', { reducedMotion: 'reduce' });
  await packet(page, BROKEN_JSON);
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) => {
      const { animationName, transitionDuration } = getComputedStyle(element);
      return animationName !== 'none' || !/^0s(, 0s)*$/.test(transitionDuration) ? [element.className] : [];
    }),
  );
  assert.deepEqual(moving, []);
  await page.context().close();
});

test('the colours chosen stay after a reload, and stand above those of the machine', async () => {
  const page = await opened('lang=vi', { colorScheme: 'light' });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.locator('#theme').selectOption('dark');
  const dark = await ground();
  assert.notEqual(dark, light);
  await page.reload();
  await page.locator('.known-packets').waitFor({ timeout: PATIENCE });
  assert.equal(await ground(), dark);
  await page.locator('#theme').selectOption('machine');
  assert.equal(await ground(), light);
  assert.equal(await page.evaluate(() => localStorage.length), 0, 'what the machine says needs no memory');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('html[data-theme="dark"]').waitFor();
  assert.equal(await ground(), dark);
  await page.locator('#theme').selectOption('contrast');
  assert.equal(await ground(), 'rgb(0, 0, 0)');
  await page.context().close();
});

test('the pages of text say the same in both languages', async () => {
  /** @type {Record<string, unknown[]>} */
  const shapes = {};
  for (const language of LANGUAGES) {
    const page = await opened(`lang=${language}`);
    shapes[language] = [];
    for (const name of ['rieng-tu', 'pham-vi', 'tro-nang']) {
      await text(page, name);
      const { parts, shape, lang, address } = await page.evaluate(() => {
        const all = [
          ...document.querySelectorAll('.page-text h2, .page-text h3, .page-text p, .page-text li'),
        ];
        return {
          parts: all.map((part) => part.textContent ?? ''),
          shape: all.map((part) => part.tagName),
          lang: document.documentElement.lang,
          address: location.hash,
        };
      });
      assert.equal(lang, language);
      assert.equal(address, `#/${name}&lang=${language}`);
      assert.ok(parts.every((part) => part.trim().length > 2));
      // Vietnamese has marks everywhere; English has them only in names that are Vietnamese.
      const marked = parts.filter((part) =>
        /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i.test(part),
      );
      if (language === 'vi')
        assert.equal(
          marked.length >= parts.length - 4,
          true,
          parts.filter((part) => !marked.includes(part)).join('\n'),
        );
      shapes[language].push(shape);
      await page.goBack();
    }
    await page.context().close();
  }
  assert.deepEqual(shapes.vi, shapes.en);
});

test('a link opens a page of text, and a packet dropped meanwhile is shown', async () => {
  const page = await house.browser.newPage({ serviceWorkers: 'block' });
  await page.goto(`${house.server.address}#/tro-nang&lang=vi`);
  await page.getByRole('heading', { name: 'Tuyên bố về khả năng tiếp cận' }).waitFor({ timeout: PATIENCE });
  await page.getByText('Thông tư 26/2020/TT-BTTTT').waitFor();
  assert.match(await page.title(), /^Tuyên bố về khả năng tiếp cận/);
  assert.equal(await page.locator('main:visible').count(), 1);
  const buffer = Buffer.from(BROKEN_JSON);
  await page.setInputFiles('#file', { name: 'ho-so.json', mimeType: 'application/json', buffer });
  await page.getByRole('heading', { name: 'Không đạt' }).waitFor({ timeout: PATIENCE });
  assert.match(page.url(), /#lang=vi$/);
  await page.context().close();
});

// How long the editor takes from a key to the frame that shows the verdict, by the page's own clock.

import { launch } from '../tools/chromium.mjs';
import { serve } from '../tools/serve.mjs';
import { openPacket, typeAndTakeBack, withEditorOf } from './support/editor.mjs';

/** @typedef {import('playwright-core').Page} Page */

const TIMES = process.argv.includes('--quick') ? 2 : 20;
/** @type {[string, number][]} */
const SIZES = [
  ['2 kB', 2000],
  ['1 MB', 1_000_000],
];

/** @param {Page} page @param {string} key @param {string} answer */
async function timeOfKey(page, key, answer) {
  await page.evaluate((wanted) => {
    const isThere = () => {
      const result = document.querySelector('.result');
      const word = result?.querySelector('.verdict-word')?.textContent ?? '';
      return result?.getAttribute('aria-busy') === 'false' && word.endsWith(wanted);
    };
    const time = new Promise((resolve) => {
      const begin = () => {
        const start = performance.now();
        const look = () => (isThere() ? resolve(performance.now() - start) : requestAnimationFrame(look));
        requestAnimationFrame(look);
      };
      addEventListener('keydown', begin, { once: true, capture: true });
    });
    Object.assign(globalThis, { time });
  }, answer);
  await page.keyboard.press(key);
  return /** @type {Promise<number>} */ (page.evaluate(() => Reflect.get(globalThis, 'time')));
}

const server = await serve();
const browser = await launch();
for (const [name, size] of SIZES)
  await withEditorOf({ server, browser }, async (page) => {
    await openPacket(page, size);
    /** @type {number[]} */
    const times = [];
    await typeAndTakeBack(page, TIMES, async (...press) => {
      times.push(await timeOfKey(...press));
    });
    times.sort((a, b) => a - b);
    const middle = times[times.length >> 1]?.toFixed(0);
    console.log(`from key to verdict, ${name}: median ${middle} ms, slowest ${times.at(-1)?.toFixed(0)} ms`);
  });
await browser.close();
await server.close();

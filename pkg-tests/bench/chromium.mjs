// What runs in a browser: goitin in wasm beside the browser's own XML parser.
import { launch } from '../../tools/chromium.mjs';
import { inRoot } from '../../tools/lib.mjs';

/** @typedef {import('./side-by-side.bench.mjs').Packet} Packet */
/** @typedef {import('./side-by-side.bench.mjs').Contender} Contender */

/** Where the page finds the engine; nothing leaves the machine, every request is answered here. */
const ADDRESS = 'http://engine.test/';

/** @type {Promise<import('playwright-core').Browser> | undefined} */
let started;

/** @param {Packet[]} packets @returns {Promise<Contender[]>} */
export async function chromiumContenders(packets) {
  started ??= launch();
  const browser = await started;
  const page = await browser.newPage();
  await page.exposeFunction('packetTexts', () => packets.map(({ xml }) => Buffer.from(xml).toString('utf8')));
  await page.route(`${ADDRESS}**`, (route) => route.fulfill(answer(new URL(route.request().url()).pathname)));
  await page.goto(ADDRESS);
  await page.evaluate(prepare, ADDRESS);
  const speed = (/** @type {string} */ name) => (/** @type {number} */ milliseconds) =>
    page.evaluate(({ name, milliseconds }) => /** @type {any} */ (globalThis).speeds[name](milliseconds), {
      name,
      milliseconds,
    });
  return [
    { name: 'goitin wasm', speed: speed('goitin') },
    { name: 'TextDecoder + DOMParser', speed: speed('dom'), close: () => page.close() },
  ];
}

/** The engine's files, and an empty page for the root. @param {string} path */
const answer = (path) =>
  path === '/' ? { contentType: 'text/html', body: '' } : { path: inRoot('dist', 'wasm', path) };

/** Closes the browser, when there is one. */
export async function closeChromium() {
  await (await started)?.close();
}

/** Runs in the page. @param {string} address */
async function prepare(address) {
  const { default: initialise, check } = await import(`${address}goitin.js`);
  await initialise({ module_or_path: `${address}goitin_bg.wasm` });
  const global = /** @type {any} */ (globalThis);
  /** @type {Uint8Array[]} */
  const packets = (await global.packetTexts()).map((/** @type {string} */ text) =>
    new TextEncoder().encode(text),
  );
  const total = packets.reduce((sum, packet) => sum + packet.length, 0);
  const decoder = new TextDecoder();
  const measure =
    (/** @type {(packet: Uint8Array) => unknown} */ work) => (/** @type {number} */ milliseconds) => {
      const start = performance.now();
      let turns = 0;
      do {
        for (const packet of packets) work(packet);
        turns += 1;
      } while (performance.now() - start < milliseconds);
      return (total * turns) / (performance.now() - start) / 1e3;
    };
  global.speeds = {
    goitin: measure((packet) => check(packet)),
    dom: measure((packet) => new DOMParser().parseFromString(decoder.decode(packet), 'application/xml')),
  };
}

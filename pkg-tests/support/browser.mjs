// Pages of a consumer in Chromium: a folder is served, the page sets `globalThis.reports` to a promise, and what it
// resolves to is the answer.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { launch } from '../../tools/chromium.mjs';

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** Serves a folder on a free port. @param {string} folder @param {Record<string, string>} [headers] */
export async function serveFolder(folder, headers = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const wanted = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path));
    const file = existsSync(wanted) || extname(wanted) ? wanted : `${wanted}.html`;
    if (!file.startsWith(folder + sep) || !existsSync(file) || !statSync(file).isFile())
      return void response.writeHead(404).end();
    response.writeHead(200, {
      ...headers,
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return {
    address: `http://127.0.0.1:${address.port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * Opens a page and gives what its `globalThis.reports` resolves to. @param {string} address @returns {Promise<string[]>}
 */
export async function reportsOfPage(address) {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    /** @type {string[]} */
    const complaints = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(address);
    try {
      await page.waitForFunction('globalThis.reports !== undefined', undefined, { timeout: 30_000 });
      return await page.evaluate('globalThis.reports');
    } catch (error) {
      throw new Error(`${error}\n${complaints.join('\n')}`);
    }
  } finally {
    await browser.close();
  }
}

/** Serves a folder and opens its page. @param {string} folder @param {Record<string, string>} [headers] */
export async function reportsOfFolder(folder, headers = {}) {
  const server = await serveFolder(folder, headers);
  try {
    return await reportsOfPage(server.address);
  } finally {
    server.close();
  }
}

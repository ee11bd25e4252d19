// The module answers in Node, and the built page answers in Chromium with its policy in force.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { initSync, version } from '../dist/wasm/goitin.js';
import { launch } from '../tools/chromium.mjs';
import { serve } from '../tools/serve.mjs';
import { PATIENCE, settled } from './support/page.mjs';

const VERSION = /^goitin \d+\.\d+\.\d+$/;

test('the module tells its version in Node', () => {
  initSync({ module: readFileSync(new URL('../dist/wasm/goitin_bg.wasm', import.meta.url)) });
  assert.match(version(), VERSION);
});

test('no file outside the page is served', async () => {
  const server = await serve();
  for (const path of ['../wasm/goitin.js', '..%2fwasm%2fgoitin.js', '%2e%2e/%2e%2e/package.json', '%00'])
    assert.equal((await fetch(server.address + path)).status, 404, path);
  await server.close();
});

test('the page in Chromium', async (t) => {
  const server = await serve();
  t.after(server.close);
  const browser = await launch();
  t.after(() => browser.close());
  const page = await browser.newPage();
  /** @type {string[]} */
  const requests = [];
  page.context().on('request', (request) => requests.push(request.url()));
  /** @type {string[]} */
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));

  await t.test('shows the version that the worker tells', async () => {
    await page.clock.install();
    await page.goto(server.address);
    await page.getByText(VERSION).waitFor({ timeout: PATIENCE });
    await settled(page);
    assert.deepEqual(complaints, []);
  });

  await t.test('makes no request after it has loaded, and none to another host', async () => {
    const loaded = requests.length;
    await page.clock.runFor('10:00');
    assert.equal(requests.length, loaded);
    assert.deepEqual(
      requests.filter((url) => !url.startsWith(server.address) && !url.startsWith('data:')),
      [],
    );
  });

  await t.test('cannot fetch, and takes no text as HTML', async () => {
    const outcome = await page.evaluate(async () => {
      const fetched = await fetch('./index.html').then(
        () => 'fetched',
        () => 'refused',
      );
      try {
        document.body.innerHTML = '<b>text</b>';
        return [fetched, 'accepted'];
      } catch {
        return [fetched, 'refused'];
      }
    });
    assert.deepEqual(outcome, ['refused', 'refused']);
  });
});

// Consumers without a bundler: pages and workers of a static host, as strict as a host can be.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { reportsOfFolder } from '../support/browser.mjs';

const page = (/** @type {string} */ head) =>
  `<!doctype html><meta charset="utf-8"><title>reports</title><link rel="icon" href="data:,">${head}\n`;
const MODULE = page('<script type="module" src="./main.js"></script>');

/** Checks both packets with a given entry point. @param {string} entry */
const checking = (entry) => `import { check } from '${entry}';
import { packets } from './packets.mjs';
async function reports() {
  const all = [];
  for (const [name, text] of Object.entries(packets)) all.push(JSON.stringify(await check(text, { name })));
  return all;
}
`;

/** The package as files beside the page. @param {string} folder */
const host = (folder) =>
  cpSync(join(folder, 'node_modules', 'goitin'), join(folder, 'goitin'), { recursive: true });

const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; form-action 'none'";
const TRUSTED = `${STRICT}; worker-src 'self'; require-trusted-types-for 'script'; trusted-types goitin`;

/**
 * @param {string} name @param {Record<string, string>} files @param {string} [policy]
 * @returns {import('./scenario.mjs').Scenario}
 */
const hosted = (name, files, policy) => ({
  name,
  files,
  run(folder) {
    host(folder);
    return reportsOfFolder(folder, policy ? { 'content-security-policy': policy } : {});
  },
});

/** @type {import('./scenario.mjs').Scenario[]} */
export const pageScenarios = [
  hosted('Page, `<script type="module">`', {
    'index.html': MODULE,
    'main.js': `${checking('./goitin/index.js')}globalThis.reports = reports();\n`,
  }),
  hosted('Page, classic script', {
    'index.html': page('<script src="./packets.js"></script><script src="./main.js"></script>'),
    'packets.js': "globalThis.packetsLoaded = import('./packets.mjs');\n",
    'main.js': `globalThis.reports = (async function () {
  var packets = (await packetsLoaded).packets;
  var goitin = await import('./goitin/index.js');
  var all = [];
  for (var name of Object.keys(packets)) all.push(JSON.stringify(await goitin.check(packets[name], { name: name })));
  return all;
})();
`,
  }),
  hosted(
    'Page with a strict Content-Security-Policy',
    { 'index.html': MODULE, 'main.js': `${checking('./goitin/index.js')}globalThis.reports = reports();\n` },
    STRICT,
  ),
  hosted('Page, `goitin/worker`', {
    'index.html': MODULE,
    'main.js': `${checking('./goitin/worker.js')}globalThis.reports = reports();\n`,
  }),
  hosted(
    'Page with a strict policy and Trusted Types, `goitin/worker`',
    {
      'index.html': MODULE,
      'main.js': `import { useWorkerScript } from './goitin/worker.js';
${checking('./goitin/worker.js')}useWorkerScript(new URL('./goitin/worker-thread.js', import.meta.url));
globalThis.reports = reports();
`,
    },
    TRUSTED,
  ),
  hosted('Web worker of the consumer', {
    'index.html': MODULE,
    'main.js': `const worker = new Worker('./thread.js', { type: 'module' });
globalThis.reports = new Promise((resolve) => worker.addEventListener('message', (event) => resolve(event.data)));
`,
    'thread.js': `${checking('./goitin/index.js')}postMessage(await reports());\n`,
  }),
  hosted('Service worker', {
    'index.html': MODULE,
    'main.js': `globalThis.reports = (async () => {
  await navigator.serviceWorker.register('./service.js', { type: 'module' });
  const { active } = await navigator.serviceWorker.ready;
  const answer = new Promise((resolve) => navigator.serviceWorker.addEventListener('message', (event) => resolve(event.data)));
  active.postMessage('reports');
  return answer;
})();
`,
    'service.js': `${checking('./goitin/index.js')}addEventListener('message', (event) => {
  event.waitUntil(reports().then((all) => event.source.postMessage(all)));
});
`,
  }),
  hosted('Page, `goitin/slim` with a response', {
    'index.html': MODULE,
    'main.js': `import { initialise } from './goitin/slim.js';
${checking('./goitin/slim.js')}globalThis.reports = initialise(fetch('./goitin/goitin.wasm')).then(reports);
`,
  }),
];

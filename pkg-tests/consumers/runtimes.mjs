// Consumers outside Node and browsers, and frameworks that run in both.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { reportsOfPage } from '../support/browser.mjs';
import { execute, strangers } from '../support/package.mjs';
import { runWorkflow } from '../support/workflow.mjs';
import { lines, script } from './scenario.mjs';

const PRINT = "import { reports } from './reports.mjs';\nconsole.log((await reports()).join('\\n'));\n";

const NEXT_PAGE = `'use client';
import { useEffect, useState } from 'react';
export function Client() {
  const [count, setCount] = useState(0);
  useEffect(() => {
    globalThis.reports = import('../reports.mjs').then(({ reports }) => reports());
    globalThis.reports.then((all) => setCount(all.length));
  }, []);
  return <p>{count}</p>;
}
`;

/** @type {import('./scenario.mjs').Scenario[]} */
export const runtimeScenarios = [
  {
    name: 'Deno',
    uses: ['deno'],
    files: { 'main.mjs': PRINT },
    run(folder) {
      const deno = script(
        folder,
        `@deno/${denoPlatform()}/deno${process.platform === 'win32' ? '.exe' : ''}`,
      );
      return lines(execute(deno, ['run', '--no-prompt', '--node-modules-dir=manual', 'main.mjs'], folder));
    },
  },
  {
    name: 'Bun',
    uses: ['bun'],
    files: { 'main.mjs': PRINT },
    run: (folder) => lines(execute(bunProgram(folder), ['main.mjs'], folder)),
  },
  {
    name: 'workerd (Miniflare), module imported',
    uses: ['miniflare', 'esbuild'],
    files: {
      'worker.mjs': `import { reports } from './reports.mjs';
export default { fetch: async () => Response.json(await reports()) };
`,
      'main.mjs': `import { Miniflare } from 'miniflare';
const miniflare = new Miniflare({
  modules: [
    { type: 'ESModule', path: 'dist/worker.js' },
    { type: 'CompiledWasm', path: 'dist/goitin.wasm' },
  ],
  modulesRoot: 'dist',
  compatibilityDate: '2025-01-01',
});
const reports = await (await miniflare.dispatchFetch('http://localhost/')).json();
console.log(reports.join('\\n'));
await miniflare.dispose();
`,
      // As wrangler does it: bundled with the condition, the module beside the bundle.
      'build.mjs': `import { copyFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
const wasm = {
  name: 'wasm',
  setup({ onResolve }) {
    onResolve({ filter: /\\.wasm$/ }, () => ({ path: './goitin.wasm', external: true }));
  },
};
await build({ entryPoints: ['worker.mjs'], bundle: true, format: 'esm', conditions: ['workerd'], outfile: 'dist/worker.js', plugins: [wasm] });
copyFileSync(fileURLToPath(import.meta.resolve('goitin/goitin.wasm')), 'dist/goitin.wasm');
`,
    },
    run(folder) {
      execute(process.execPath, ['build.mjs'], folder);
      return lines(execute(process.execPath, ['main.mjs'], folder));
    },
  },
  {
    name: 'Next.js, client and server',
    uses: ['next', 'react', 'react-dom'],
    files: {
      'app/layout.jsx': 'export default ({ children }) => <html lang="vi"><body>{children}</body></html>;\n',
      'app/client.jsx': NEXT_PAGE,
      'app/page.jsx': "import { Client } from './client';\nexport default () => <Client />;\n",
      'app/server/route.js': `import { reports } from '../../reports.mjs';
export const dynamic = 'force-dynamic';
export const GET = async () => Response.json(await reports());
`,
    },
    async run(folder) {
      const env = { NEXT_TELEMETRY_DISABLED: '1' };
      const next = script(folder, 'next/dist/bin/next');
      execute(process.execPath, [next, 'build'], folder, { env });
      return onPort(folder, [next, 'start', '-H', '127.0.0.1', '-p'], async (address) => {
        const onServer = await (await fetch(`${address}server`)).json();
        const onClient = await reportsOfPage(address);
        if (JSON.stringify(onServer) !== JSON.stringify(onClient))
          throw new Error('server and client differ');
        return onServer;
      });
    },
  },
  {
    name: 'Vitest in the browser',
    uses: ['vitest', 'vite', '@vitest/browser-playwright', 'playwright'],
    files: {
      'reports.test.mjs': `import { commands } from 'vitest/browser';
import { expect, test } from 'vitest';
import { reports } from './reports.mjs';
test('reports', async () => {
  const all = await reports();
  expect(all).toHaveLength(2);
  await commands.writeFile('out.txt', all.join('\\n'));
});
`,
      'vitest.config.mjs': `import { playwright } from '@vitest/browser-playwright';
export default {
  test: {
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: { executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] } }),
      instances: [{ browser: 'chromium' }],
    },
  },
};
`,
    },
    async run(folder) {
      const { chromiumPath } = await import('../../tools/chromium.mjs');
      const env = { CHROMIUM: (await chromiumPath()) ?? '' };
      execute(process.execPath, [script(folder, 'vitest/vitest.mjs'), 'run'], folder, { env });
      return lines(
        execute(process.execPath, ['--print', "require('node:fs').readFileSync('out.txt', 'utf8')"], folder),
      );
    },
  },
  {
    name: 'GitHub-style CI, its SARIF judged by the rules of GitHub (Sarif.Multitool)',
    uses: ['yaml', '@microsoft/sarif-multitool'],
    files: {},
    async run(folder) {
      mkdirSync(join(folder, 'packets'));
      for (const name of ['good.json', 'broken.json'])
        copyFileSync(join(folder, name), join(folder, 'packets', name));
      const { status, uploaded } = await runWorkflow(folder);
      assert.equal(status, 1);
      assert.deepEqual(complaintsOfGitHub(folder, uploaded), []);
      const bin = script(folder, 'goitin/bin.js');
      const args = ['check', '--format', 'json', 'good.json', 'broken.json'];
      return lines(spawnSync(process.execPath, [bin, ...args], { cwd: folder, encoding: 'utf8' }).stdout);
    },
  },
  {
    name: 'VitePress, the element in a Markdown page',
    uses: ['vitepress'],
    files: {
      'index.md': `# Article

<script setup>
import { onMounted } from 'vue';
onMounted(async () => {
  const [{ reports }] = await Promise.all([import('./reports.mjs'), import('goitin/element')]);
  await customElements.whenDefined('goitin-checker');
  globalThis.reports = reports();
});
</script>

<goitin-checker lang="vi">{}</goitin-checker>
`,
      '.vitepress/config.mjs':
        "export default { vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'goitin-checker' } } } };\n",
    },
    output: '.vitepress/dist',
    async run(folder) {
      execute(process.execPath, [script(folder, 'vitepress/bin/vitepress.js'), 'build'], folder);
      const { reportsOfFolder } = await import('../support/browser.mjs');
      return reportsOfFolder(join(folder, '.vitepress', 'dist'));
    },
  },
];

/**
 * What the service that takes SARIF in would refuse. @param {string} folder @param {string} sarif @returns {string[]}
 */
function complaintsOfGitHub(folder, sarif) {
  const ending = process.platform === 'win32' ? '.exe' : '';
  const tool = script(folder, `@microsoft/sarif-multitool-${process.platform}/Sarif.Multitool${ending}`);
  chmodSync(tool, 0o755);
  const args = ['validate', sarif, '--rule-kind', 'Sarif;Ghas', '--output', 'judged.sarif', '--quiet'];
  // It would look for the system's library of languages.
  execute(tool, args, folder, { env: { DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' } });
  const { runs } = JSON.parse(readFileSync(join(folder, 'judged.sarif'), 'utf8'));
  const { results, invocations } = runs[0];
  assert.ok(invocations[0].executionSuccessful);
  return results
    .filter((/** @type {{ level?: string }} */ { level }) => level === 'error')
    .map((/** @type {{ ruleId: string, message: object }} */ { ruleId, message }) =>
      JSON.stringify([ruleId, message]),
    );
}

function denoPlatform() {
  const systems = { darwin: 'darwin', linux: 'linux', win32: 'win32' };
  const system = systems[/** @type {'linux'} */ (process.platform)];
  return `${system}-${process.arch}${system === 'linux' ? '-glibc' : ''}`;
}

/** @param {string} folder */
function bunProgram(folder) {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const arch = process.arch === 'arm64' ? 'aarch64' : process.arch;
  return script(folder, `@oven/bun-${system}-${arch}/bin/bun${process.platform === 'win32' ? '.exe' : ''}`);
}

/** Servers that are started before one is given up: between finding a port and taking it another program may take it. */
const STARTS = 3;
const LOOK_EVERY = 200;
const PATIENCE = 120_000;

/** A port that nobody uses at this moment. */
async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
  probe.close();
  await once(probe, 'close');
  return port;
}

/**
 * Starts a server of Node's on a free port and ends it afterwards. @param {string} folder @param {string[]} args
 * @param {(address: string) => Promise<string[]>} use
 */
async function onPort(folder, args, use) {
  for (let start = 0; start < STARTS; start += 1) {
    const port = await freePort();
    const server = spawn(process.execPath, [...args, String(port)], {
      cwd: folder,
      stdio: 'ignore',
      env: strangers(),
    });
    const exit = once(server, 'exit');
    try {
      const address = `http://127.0.0.1:${port}/`;
      for (const end = Date.now() + PATIENCE; server.exitCode === null && Date.now() < end; ) {
        const answer = await fetch(address).catch(() => undefined);
        if (answer?.ok) return await use(address);
        await wait(LOOK_EVERY);
      }
    } finally {
      server.kill();
      await exit;
    }
  }
  throw new Error('the server does not answer, or ends before it does');
}

// Consumers that bundle: each builds a page without any configuration of ours, the page is opened in Chromium, and the
// engine may be in the output once.
import { join } from 'node:path';
import { reportsOfFolder, reportsOfPage } from '../support/browser.mjs';
import { execute } from '../support/package.mjs';
import { script } from './scenario.mjs';

const MAIN = "import { reports } from './reports.mjs';\nglobalThis.reports = reports();\n";
const page = (/** @type {string} */ src) =>
  `<!doctype html><meta charset="utf-8"><title>reports</title><script type="module" src="${src}"></script>\n`;

/** With every entry point that carries the engine. */
const ALL = `import { check } from 'goitin';
import { check as elsewhere } from 'goitin/worker';
import 'goitin/element';

import { packets } from './packets.mjs';
globalThis.reports = (async () => {
  const all = [];
  for (const [name, text] of Object.entries(packets)) {
    const report = JSON.stringify(await elsewhere(text, { name }));
    if (report !== JSON.stringify(await check(text, { name }))) throw new Error(name);
    all.push(report);
  }
  return all;
})();
`;

/** @param {string} folder @param {string} path @param {string[]} args */
const tool = (folder, path, args) => execute(process.execPath, [script(folder, path), ...args], folder);

/** @type {import('./scenario.mjs').Scenario[]} */
export const bundlerScenarios = [
  {
    name: 'Vite, build',
    uses: ['vite'],
    files: { 'main.js': MAIN, 'index.html': page('./main.js') },
    output: 'dist',
    run(folder) {
      tool(folder, 'vite/bin/vite.js', ['build', '--logLevel', 'warn']);
      return reportsOfFolder(join(folder, 'dist'));
    },
  },
  {
    name: 'Vite, development server',
    uses: ['vite'],
    files: { 'main.js': ALL, 'index.html': page('/main.js') },
    async run(folder) {
      const { createServer } = await import(script(folder, 'vite/dist/node/index.js'));
      const server = await createServer({
        root: folder,
        logLevel: 'silent',
        server: { host: '127.0.0.1', port: 0 },
      });
      await server.listen();
      try {
        return await reportsOfPage(`http://127.0.0.1:${server.httpServer.address().port}/`);
      } finally {
        await server.close();
      }
    },
  },
  {
    name: 'Vite, build with every entry point',
    uses: ['vite'],
    files: { 'main.js': ALL, 'index.html': page('./main.js') },
    output: 'dist',
    run(folder) {
      tool(folder, 'vite/bin/vite.js', ['build', '--logLevel', 'warn']);
      return reportsOfFolder(join(folder, 'dist'));
    },
  },
  {
    name: 'webpack 5',
    uses: ['webpack'],
    files: {
      'main.js': ALL,
      'dist/index.html': page('./main.js'),
      'build.mjs': `import webpack from 'webpack';
webpack({ mode: 'production', entry: './main.js' }, (error, stats) => {
  if (error || stats.hasErrors()) throw error ?? new Error(stats.toString());
});
`,
    },
    output: 'dist',
    run(folder) {
      execute(process.execPath, ['build.mjs'], folder);
      return reportsOfFolder(join(folder, 'dist'));
    },
  },
  {
    name: 'Rollup',
    uses: ['rollup', '@rollup/plugin-node-resolve'],
    files: {
      'main.js': ALL,
      'dist/index.html': page('./main.js'),
      'rollup.config.mjs': `import resolve from '@rollup/plugin-node-resolve';
export default { input: 'main.js', output: { dir: 'dist' }, plugins: [resolve({ browser: true })] };
`,
    },
    output: 'dist',
    run(folder) {
      tool(folder, 'rollup/dist/bin/rollup', ['--config', '--silent']);
      return reportsOfFolder(join(folder, 'dist'));
    },
  },
  {
    name: 'esbuild',
    uses: ['esbuild'],
    files: { 'main.js': ALL, 'dist/index.html': page('./main.js') },
    output: 'dist',
    run(folder) {
      tool(folder, 'esbuild/bin/esbuild', [
        'main.js',
        '--bundle',
        '--minify',
        '--outdir=dist',
        '--log-level=error',
      ]);
      return reportsOfFolder(join(folder, 'dist'));
    },
  },
  {
    name: 'esbuild for Node, CommonJS out of ES modules',
    uses: ['esbuild'],
    files: {
      'main.mjs':
        "import { reports } from './reports.mjs';\nreports().then((all) => console.log(all.join('\\n')));\n",
    },
    output: 'dist',
    run(folder) {
      tool(folder, 'esbuild/bin/esbuild', [
        'main.mjs',
        '--bundle',
        '--platform=node',
        '--format=cjs',
        '--outfile=dist/main.cjs',
        '--log-level=error',
      ]);
      return execute(process.execPath, ['dist/main.cjs'], folder).trimEnd().split('\n');
    },
  },
  {
    name: 'Rspack',
    uses: ['@rspack/core'],
    files: {
      'main.js': ALL,
      'dist/index.html': page('./main.js'),
      'build.mjs': `import { rspack } from '@rspack/core';
rspack({ mode: 'production', entry: './main.js' }, (error, stats) => {
  if (error || stats.hasErrors()) throw error ?? new Error(stats.toString());
});
`,
    },
    output: 'dist',
    run(folder) {
      execute(process.execPath, ['build.mjs'], folder);
      return reportsOfFolder(join(folder, 'dist'));
    },
  },
  {
    name: 'Parcel',
    uses: ['parcel'],
    files: { 'main.js': ALL, 'index.html': page('./main.js') },
    output: 'dist',
    run(folder) {
      tool(folder, 'parcel/lib/bin.js', [
        'build',
        'index.html',
        '--no-cache',
        '--no-source-maps',
        '--public-url',
        './',
      ]);
      return reportsOfFolder(join(folder, 'dist'));
    },
  },
];

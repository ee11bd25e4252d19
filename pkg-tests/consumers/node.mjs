// Consumers in Node: both module systems, threads, TypeScript, test runners.
import { execute } from '../support/package.mjs';
import { lines, script } from './scenario.mjs';

const PRINT = "import { reports } from './reports.mjs';\nconsole.log((await reports()).join('\\n'));\n";

/** @param {string} folder @param {string[]} args */
const node = (folder, args) => lines(execute(process.execPath, args, folder));

const TYPED = `import { check, checkSync, Checker, ready, repair, type Finding, type Report } from 'goitin';
import type { Format } from 'goitin/slim';
import { check as elsewhere, terminate } from 'goitin/worker';
import { packets } from './packets.mjs';

const format: Format = 'sarif';
const places = (report: Report): string[] => report.findings.map((finding: Finding) => finding.path);
await ready;
for (const [name, text] of Object.entries(packets)) {
  const report = await check(text, { name, lang: 'both' });
  if (places(report).length !== places(checkSync(text)).length || format !== 'sarif') throw new Error(name);
  const checker = new Checker({ name });
  await checker.push(text);
  if (JSON.stringify(await checker.finish()) !== JSON.stringify(await elsewhere(text, { name }))) throw new Error(name);
  // @ts-expect-error: there is no such repair
  await repair(text, 'some').catch(() => undefined);
  console.log(JSON.stringify(report));
}
terminate();
`;

/** @param {string} name @param {string} module @param {string} resolution @returns {import('./scenario.mjs').Scenario} */
const typed = (name, module, resolution) => ({
  name,
  uses: ['typescript'],
  files: {
    'main.mts': TYPED,
    'packets.d.mts': 'export declare const packets: Record<string, string>;\n',
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        module,
        moduleResolution: resolution,
        target: 'es2022',
        strict: true,
        types: [],
        lib: ['ES2022', 'DOM', 'DOM.AsyncIterable'],
      },
      include: ['main.mts'],
    }),
  },
  run(folder) {
    execute(process.execPath, [script(folder, 'typescript/bin/tsc'), '-p', '.'], folder);
    return node(folder, ['main.mjs']);
  },
});

/** @type {import('./scenario.mjs').Scenario[]} */
export const nodeScenarios = [
  { name: 'Node, ES module', files: { 'main.mjs': PRINT }, run: (folder) => node(folder, ['main.mjs']) },
  {
    name: 'Node, CommonJS',
    manifest: {},
    files: {
      'main.js': `const { check } = require('goitin');
const { packets } = require('./packets.cjs');
(async () => {
  for (const [name, text] of Object.entries(packets)) console.log(JSON.stringify(await check(text, { name })));
})();
`,
    },
    run: (folder) => node(folder, ['main.js']),
  },
  {
    name: 'Node, the package in a thread of the consumer (worker_threads)',
    files: {
      'main.mjs': `import { Worker } from 'node:worker_threads';
new Worker(new URL('thread.mjs', import.meta.url)).on('message', (reports) => console.log(reports.join('\\n')));
`,
      'thread.mjs': `import { parentPort } from 'node:worker_threads';
import { reports } from './reports.mjs';
parentPort.postMessage(await reports());
`,
    },
    run: (folder) => node(folder, ['main.mjs']),
  },
  {
    name: 'Node, `goitin/worker`',
    files: { 'main.mjs': PRINT },
    run(folder) {
      return node(folder, [
        '--input-type=module',
        '--eval',
        `import { check } from 'goitin/worker';
import { packets } from './packets.mjs';
for (const [name, text] of Object.entries(packets)) console.log(JSON.stringify(await check(text, { name })));`,
      ]);
    },
  },
  {
    name: 'Node, `goitin/slim` with the file of the module',
    files: {
      'main.mjs': `import { check, initialise } from 'goitin/slim';
import { packets } from './packets.mjs';
await initialise(new URL(import.meta.resolve('goitin/goitin.wasm')));
for (const [name, text] of Object.entries(packets)) console.log(JSON.stringify(await check(text, { name })));
`,
    },
    run: (folder) => node(folder, ['main.mjs']),
  },
  typed('TypeScript, node16', 'node16', 'node16'),
  typed('TypeScript, bundler', 'preserve', 'bundler'),
  {
    name: 'Jest',
    uses: ['jest'],
    manifest: {},
    files: {
      'reports.test.js': `const { check } = require('goitin');
const { writeFileSync } = require('node:fs');
const { packets } = require('./packets.cjs');
test('reports', async () => {
  const reports = [];
  for (const [name, text] of Object.entries(packets)) reports.push(JSON.stringify(await check(text, { name })));
  expect(reports).toHaveLength(2);
  writeFileSync('out.txt', reports.join('\\n'));
});
`,
    },
    run(folder) {
      execute(process.execPath, [script(folder, 'jest/bin/jest.js'), '--ci'], folder);
      return node(folder, ['--print', "require('node:fs').readFileSync('out.txt', 'utf8')"]);
    },
  },
  {
    name: 'Vitest in Node',
    uses: ['vitest', 'vite'],
    files: {
      'reports.test.mjs': `import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reports } from './reports.mjs';
test('reports', async () => {
  const all = await reports();
  expect(all).toHaveLength(2);
  writeFileSync('out.txt', all.join('\\n'));
});
`,
    },
    run(folder) {
      execute(process.execPath, [script(folder, 'vitest/vitest.mjs'), 'run'], folder);
      return node(folder, [
        '--input-type=commonjs',
        '--print',
        "require('node:fs').readFileSync('out.txt', 'utf8')",
      ]);
    },
  },
];

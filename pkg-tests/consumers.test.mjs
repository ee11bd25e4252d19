// Six consumers of the packed package, in every `npm test`; `npm run test:consumers` runs all there are.
import { test } from 'node:test';
import { bundlerScenarios } from './consumers/bundlers.mjs';
import { nodeScenarios } from './consumers/node.mjs';
import { pageScenarios } from './consumers/pages.mjs';
import { play } from './consumers/scenario.mjs';

const SIX = [
  'Node, ES module',
  'Node, CommonJS',
  'TypeScript, node16',
  'Vite, build',
  'esbuild',
  'Page, `<script type="module">`',
];

for (const name of SIX)
  test(name, async () => {
    const scenario = [...nodeScenarios, ...bundlerScenarios, ...pageScenarios].find(
      (one) => one.name === name,
    );
    if (!scenario) throw new Error('there is no such scenario');
    await play(scenario);
  });

// The recipes for services, run as they stand: middleware that refuses a broken packet, a CI run that annotates a pull
// request, packets one a line through a pipe; and those for editors, which the package's README shows.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../tools/lib.mjs';
import versions from './consumers/versions.json' with { type: 'json' };
import { goitin } from './support/engine.mjs';
import { consumer, execute } from './support/package.mjs';
import { runWorkflow } from './support/workflow.mjs';

const { express, fastify, yaml } = versions;
const { folder, remove } = await consumer({ express, fastify, yaml });
after(remove);
for (const name of ['express.mjs', 'fastify.mjs'])
  copyFileSync(inRoot('pkg-tests', 'recipes', name), join(folder, name));

const GOOD = readFileSync(inRoot('pkg-tests', 'samples', 'dossier-2020-single.json'), 'utf8');
const BROKEN = GOOD.replace('20200313080400', '13/03/2020').replace('0983960310', '0983 960 31x');
writeFileSync(join(folder, 'good.json'), GOOD);
writeFileSync(join(folder, 'broken.json'), BROKEN);
const [good, broken] = goitin(
  ['check', '--format', 'json', 'good.json', 'broken.json'],
  '',
  folder,
).out.split('\n');

/** @param {string} name */
const recipe = async (name) => (await import(pathToFileURL(join(folder, name)).href)).app;

/** @param {string} address */
async function refuses(address) {
  const post = (/** @type {string} */ name, /** @type {string} */ body) => {
    const headers = { 'content-type': 'application/json' };
    return fetch(`${address}/${name}`, { method: 'POST', body, headers });
  };
  const taken = await post('good.json', GOOD);
  assert.deepEqual([taken.status, await taken.text()], [200, good]);
  const refused = await post('broken.json', BROKEN);
  assert.deepEqual([refused.status, await refused.text()], [422, broken]);
  assert.equal((await post('empty.json', '')).status, 422);
}

test('Express refuses what does not conform, with the report', async () => {
  const server = createServer(await recipe('express.mjs'));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  try {
    await refuses(`http://127.0.0.1:${port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test('Fastify refuses what does not conform, with the report', async () => {
  const app = await recipe('fastify.mjs');
  try {
    await refuses(await app.listen({ host: '127.0.0.1', port: 0 }));
  } finally {
    await app.close();
  }
});

const bin = join(folder, 'node_modules', 'goitin', 'bin.js');

test('the CI run annotates the lines that are wrong, and fails', async () => {
  mkdirSync(join(folder, 'packets'));
  for (const name of ['good.json', 'broken.json'])
    copyFileSync(join(folder, name), join(folder, 'packets', name));
  const { status, out, uploaded } = await runWorkflow(folder);
  const { findings } = JSON.parse(broken ?? '');
  const bad = findings.find((/** @type {{ rule: string }} */ finding) => finding.rule === 'bad-date');
  const { line, column } = bad.range.start;
  assert.ok(
    out.includes(`::error file=packets/broken.json,line=${line},col=${column},title=bad-date::`),
    out,
  );
  assert.match(out, /^::warning file=packets\/broken\.json,/m);
  assert.ok(!out.includes('file=packets/good.json,line=1,col=1,title=bad'));
  assert.equal(status, 1);
  assert.equal(JSON.parse(readFileSync(join(folder, uploaded), 'utf8')).version, '2.1.0');
});

test('a CI run over good packets is green, and one that could not check a packet is not', async () => {
  rmSync(join(folder, 'packets', 'broken.json'));
  assert.equal((await runWorkflow(folder)).status, 0);
  writeFileSync(join(folder, 'packets', 'other.json'), '{ "a": 1 }');
  const { status, out } = await runWorkflow(folder);
  assert.match(out, /^::error file=packets\/other\.json,line=1,col=1,title=unknown-packet::/m);
  assert.equal(status, 1);
});

test('packets one a line go through a pipe, one report a line', () => {
  const line = (/** @type {string} */ packet) => packet.replaceAll('\n', '');
  const input = `${line(GOOD)}\n${line(BROKEN)}\n`;
  const { stdout, status } = spawnSync(process.execPath, [bin, 'check', '--ndjson', '-'], {
    input,
    encoding: 'utf8',
  });
  const verdicts = stdout
    .trimEnd()
    .split('\n')
    .map((report) => JSON.parse(report).verdict);
  assert.deepEqual(verdicts, ['conforms', 'does-not-conform']);
  assert.equal(status, 1);
});

test('the README shows the recipes for editors as they are run', () => {
  const readme = readFileSync(inRoot('www', 'package', 'README.md'), 'utf8');
  for (const name of ['codemirror.mjs', 'monaco.mjs'])
    assert.ok(readme.includes(readFileSync(inRoot('pkg-tests', 'recipes', name), 'utf8')), name);
});

/** What the examples of the README have from their surroundings. */
const SURROUNDINGS = `import { readFileSync } from 'node:fs';
const bytes = readFileSync('broken.json');
const module = readFileSync('node_modules/goitin/goitin.wasm');
Object.assign(globalThis, {
  bytes,
  source: bytes,
  file: new Blob([bytes]),
  show: () => undefined,
  fetch: async () => new Response(module, { headers: { 'content-type': 'application/wasm' } }),
});
`;

test('the examples of the README run', async (t) => {
  writeFileSync(join(folder, 'surroundings.mjs'), SURROUNDINGS);
  writeFileSync(join(folder, 'packets.json'), GOOD);
  writeFileSync(join(folder, 'profile.json'), '{ "base": "qcvn120-2020" }');
  const readme = readFileSync(inRoot('www', 'package', 'README.md'), 'utf8');
  const examples = [...readme.matchAll(/## ([^\n]+)\n(?:(?!\n## ).)*?```js\n(.*?)```/gs)];
  const inNode = examples.filter(([, , code = '']) => !/codemirror|monaco/.test(code));
  assert.deepEqual(
    inNode.map(([, heading]) => heading),
    [
      'Check',
      'A big file',
      'Several files',
      'Off the main thread',
      'Repair',
      'A profile of your own',
      'Where the module comes from',
    ],
  );
  for (const [, heading = '', code = ''] of inNode)
    await t.test(heading, () => {
      writeFileSync(join(folder, 'example.mjs'), code);
      execute(process.execPath, ['--import', './surroundings.mjs', 'example.mjs'], folder);
    });
});

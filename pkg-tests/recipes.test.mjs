// The recipes for services, run as they stand: middleware that refuses a broken packet, annotations for a pull request,
// packets one a line through a pipe.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../tools/lib.mjs';
import versions from './consumers/versions.json' with { type: 'json' };
import { goitin } from './support/engine.mjs';
import { consumer } from './support/package.mjs';

const { express, fastify } = versions;
const { folder, remove } = await consumer({ express, fastify });
after(remove);
for (const name of ['express.mjs', 'fastify.mjs', 'annotate.mjs'])
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

test('a CI step annotates the lines that are wrong, and fails', () => {
  const args = [bin, 'check', '--format', 'sarif', '--lang', 'en', 'good.json', 'broken.json'];
  const sarif = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const step = spawnSync(process.execPath, ['annotate.mjs'], {
    cwd: folder,
    encoding: 'utf8',
    input: sarif.stdout,
  });
  const { findings } = JSON.parse(broken ?? '');
  const bad = findings.find((/** @type {{ rule: string }} */ finding) => finding.rule === 'bad-date');
  const { line, column } = bad.range.start;
  assert.ok(
    step.stdout.includes(`::error file=broken.json,line=${line},col=${column},title=bad-date::`),
    step.stdout,
  );
  assert.match(step.stdout, /^::warning file=broken\.json,/m);
  assert.ok(!step.stdout.includes('file=good.json,line=1,col=1,title=bad'));
  assert.equal(step.status, 1);
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

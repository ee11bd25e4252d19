// What a scenario is, and how one is run: a folder of its own, the packed package installed beside what the scenario uses,
// a good and a broken packet, and the reports compared with the native command's, byte for byte.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../tools/build-package.mjs';
import { filesBelow, inRoot, write } from '../../tools/lib.mjs';
import { goitin } from '../support/engine.mjs';
import { consumer } from '../support/package.mjs';
import versions from './versions.json' with { type: 'json' };

/**
 * @typedef {object} Scenario
 * @property {string} name
 * @property {string[]} [uses] packages, in the versions of versions.json
 * @property {Record<string, string>} files
 * @property {Record<string, unknown>} [manifest] members of package.json; an ES module unless said otherwise
 * @property {string[]} [native] options of the native command it is compared with
 * @property {string} [output] where a bundler writes: the engine may be there only once
 * @property {(folder: string) => string[] | Promise<string[]>} run gives the reports as JSON, one a packet
 */

const GOOD = readFileSync(inRoot('pkg-tests', 'samples', 'dossier-2020-single.json'), 'utf8');
const BROKEN = GOOD.replace('20200313080400', '13/03/2020').replace('0983960310', '0983 960 31x');
assert.notEqual(GOOD, BROKEN);
const PACKETS = { 'good.json': GOOD, 'broken.json': BROKEN };

/** Checks both packets; most scenarios have this module. */
const REPORTS = `import { check } from 'goitin';
import { packets } from './packets.mjs';

export async function reports() {
  const all = [];
  for (const [name, text] of Object.entries(packets)) all.push(JSON.stringify(await check(text, { name })));
  return all;
}
`;

/** @param {string} folder @param {string[]} options @returns {string[]} */
function nativeReports(folder, options) {
  for (const [name, text] of Object.entries(PACKETS)) writeFileSync(join(folder, name), text);
  const { status, out, err } = goitin(
    ['check', '--format', 'json', ...options, ...Object.keys(PACKETS)],
    '',
    folder,
  );
  assert.equal(status, 1, err);
  return out.trimEnd().split('\n');
}

/** @param {Scenario} scenario */
export async function play({ uses = [], files, manifest, output, native = [], run }) {
  const known = /** @type {Record<string, string>} */ (versions);
  const others = Object.fromEntries(uses.map((name) => [name, known[name] ?? assert.fail(name)]));
  const { folder, remove } = await consumer(others, manifest);
  try {
    const packets = JSON.stringify(PACKETS);
    write(join(folder, 'packets.mjs'), `export const packets = ${packets};\n`);
    write(join(folder, 'packets.cjs'), `exports.packets = ${packets};\n`);
    write(join(folder, 'reports.mjs'), REPORTS);
    for (const [name, text] of Object.entries(files)) write(join(folder, name), text);
    const expected = nativeReports(folder, native);
    const reports = await run(folder);
    assert.deepEqual(reports, expected);
    if (output) assert.equal(copiesOfEngine(join(folder, output)), 1, 'the bundle has the engine once');
  } finally {
    if (process.env.KEEP_CONSUMERS) console.log(folder);
    else remove();
  }
}

/** @param {string} folder */
function copiesOfEngine(folder) {
  const text = readFileSync(join(packageFolder, 'text', 'module.js'), 'utf8');
  const start = text.slice(text.indexOf("= '") + 3).slice(0, 80);
  const files = filesBelow(folder).filter((file) => !file.endsWith('.map'));
  return files.reduce((count, file) => count + readFileSync(file, 'latin1').split(start).length - 1, 0);
}

/** The lines a program printed. @param {string} out */
export const lines = (out) => out.trimEnd().split('\n');

/** The script of an installed package. @param {string} folder @param {string} path */
export const script = (folder, path) => join(folder, 'node_modules', path);

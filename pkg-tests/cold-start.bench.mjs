// A cold process until its first report: goitin as its package, and ajv with the schema that goitin writes for the same
// packet. Starts alternate, each in a process of its own; medians. `--quick` makes few.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageFolder } from '../tools/build-package.mjs';
import { inRoot } from '../tools/lib.mjs';
import { schemaOf } from './support/engine.mjs';
import { tarball } from './support/package.mjs';
import { table } from './support/results.mjs';

const STARTS = process.argv.includes('--quick') ? 3 : 25;

await tarball();
const folder = mkdtempSync(join(tmpdir(), 'goitin-cold-'));
const schema = join(folder, 'schema.json');
writeFileSync(schema, schemaOf('DongBoHoSoMC', '--json-schema'));
const packet = JSON.stringify(inRoot('pkg-tests', 'samples', 'dossier-2020.json'));
const from = (/** @type {string} */ path) => JSON.stringify(pathToFileURL(path).href);

const PROGRAMS = {
  'an empty program': '',
  goitin: `import { readFileSync } from 'node:fs';
import { check } from ${from(join(packageFolder, 'index.js'))};
const report = await check(readFileSync(${packet}));
if (report.verdict !== 'conforms') throw new Error(report.verdict);
`,
  'goitin, CommonJS': `import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
const { check } = createRequire(import.meta.url)(${JSON.stringify(join(packageFolder, 'index.cjs'))});
const report = await check(readFileSync(${packet}));
if (report.verdict !== 'conforms') throw new Error(report.verdict);
`,
  'ajv, schema compiled': `import { readFileSync } from 'node:fs';
import { Ajv2020 } from ${from(inRoot('node_modules', 'ajv', 'dist', '2020.js'))};
const schema = JSON.parse(readFileSync(${JSON.stringify(schema)}, 'utf8'));
const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema);
const valid = validate(JSON.parse(readFileSync(${packet}, 'utf8')));
if (typeof valid !== 'boolean') throw new Error('no answer');
`,
};

/** @type {Map<string, number[]>} */
const times = new Map();
try {
  for (let start = 0; start < STARTS; start += 1)
    for (const [name, program] of Object.entries(PROGRAMS)) {
      const file = join(folder, 'main.mjs');
      writeFileSync(file, program);
      const began = performance.now();
      const { status, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
      if (status !== 0) throw new Error(`${name}: ${stderr}`);
      times.set(name, [...(times.get(name) ?? []), performance.now() - began]);
    }
} finally {
  rmSync(folder, { recursive: true });
}

const rows = [...times].map(([name, all]) => {
  const sorted = all.sort((a, b) => a - b);
  const format = (/** @type {number | undefined} */ time) => `${time?.toFixed(0)} ms`;
  return [name, format(sorted[sorted.length >> 1]), format(sorted[0])];
});
console.log(`\n### A cold Node process until the first report (${STARTS} alternating starts)\n`);
console.log(table(['Program', 'median', 'fastest'], rows));

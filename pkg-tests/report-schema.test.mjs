// Every report is valid against the published schema of the report, every SARIF file against that of SARIF 2.1.0.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { bytesOf, check, goitin, packets, samples, schemaOf, write } from './support/engine.mjs';
import { mutated, spoiled } from './support/mutations.mjs';
import { dossier, envelope, steps, xmlOf } from './support/packets.mjs';
import { Random } from './support/random.mjs';

const INPUTS = 400;
const sarifSchema = readFileSync(new URL('fixtures/sarif-2.1.0.schema.json', import.meta.url), 'utf8');
const isReport = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(JSON.parse(schemaOf('report')));
const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
  JSON.parse(sarifSchema),
);

/** @param {import('ajv').ValidateFunction} validate @param {unknown} value @param {string} name */
function assertValid(validate, value, name) {
  assert.ok(validate(value), `${name}: ${JSON.stringify(validate.errors?.[0])}`);
}

/** Inputs of every kind: good, changed, spoiled, random. @returns {Generator<[string, Uint8Array]>} */
function* inputs() {
  yield* samples();
  const random = new Random(50);
  const good = [
    envelope('DongBoHoSoMC', [dossier(random, 1, '2020'), dossier(random, 2, '2020')]),
    envelope('DongBoHoSoMC', [dossier(random, 1, '2022')]),
    envelope('CapNhatTienDoHoSoMC', steps(random, 1)),
  ];
  for (let count = 0; count < INPUTS; count += 1) {
    const { packet, change } = mutated(random, random.pick(good));
    const text = random.happens(0.5) ? JSON.stringify(packet) : xmlOf(packet);
    const bytes = bytesOf(text);
    yield random.happens(0.5) ? [`changed: ${change}`, bytes] : [`spoiled ${count}`, spoiled(random, bytes)];
  }
}

test('every report is valid', () => {
  for (const [name, bytes] of inputs()) {
    assertValid(isReport, check(bytes), name);
    assertValid(isReport, JSON.parse(write(bytes, 'json')), name);
  }
});

test('so it is with every option', () => {
  const options = [
    { lang: 'vi' },
    { lang: 'en' },
    { mask: true },
    { maxFindingsPerRule: 1 },
    { limits: { bytes: 100 } },
  ];
  for (const [name, bytes] of [...inputs()].slice(0, 100)) {
    for (const option of [...options, ...packets().map(({ id }) => ({ packet: id }))])
      assertValid(
        isReport,
        check(bytes, /** @type {object} */ (option)),
        `${name} ${JSON.stringify(option)}`,
      );
  }
});

test('the native command writes such reports', () => {
  for (const [name, bytes] of samples()) {
    const { out } = goitin(['check', '--format', 'json', '-'], bytes);
    assertValid(isReport, JSON.parse(out), name);
  }
});

test('every SARIF file is valid', () => {
  for (const [name, bytes] of inputs()) assertValid(isSarif, JSON.parse(write(bytes, 'sarif')), name);
  for (const [name, bytes] of samples())
    assertValid(isSarif, JSON.parse(goitin(['check', '--format', 'sarif', '-'], bytes).out), name);
});

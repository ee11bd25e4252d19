// So many independent defects, so many findings, each at its place: nothing is hidden by another defect and nothing
// follows from one. And what is repaired is gone, and nothing new has come.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonPath, kinds, planted } from './support/defects.mjs';
import { bytesOf, check, repair } from './support/engine.mjs';

/** `npm run fuzz` asks for ten thousand. */
const SEEDS = Number(process.env.SEEDS ?? 1500);
const MOST = 10;

/** @typedef {import('./support/defects.mjs').Format} Format */

/** @param {any} finding */
const place = ({ rule, path }) => `${rule} ${jsonPath(path)}`;

/** Errors and warnings. @param {any} report */
const primary = (report) => report.findings.filter((/** @type {any} */ { severity }) => severity !== 'info');

/** What stands in one list and not in the other. @param {string[]} list @param {string[]} other */
function beyond(list, other) {
  const rest = [...other];
  return list.filter((item) => {
    const at = rest.indexOf(item);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

for (const format of /** @type {Format[]} */ (['json', 'xml'])) {
  test(`k defects are k findings, each at its place: ${format}`, (context) => {
    /** @type {string[]} */
    const wrong = [];
    const seen = new Set();
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { good, text, places } = planted(seed, format, 1 + (seed % MOST));
      const before = primary(check(bytesOf(good))).map(place);
      assert.deepEqual(before, [], `seed ${seed}: the packet is good before`);
      const found = primary(check(bytesOf(text))).map(place);
      const wanted = places.map(({ rule, path }) => `${rule} ${path}`);
      for (const { rule } of places) seen.add(rule);
      const [missed, added] = [beyond(wanted, found), beyond(found, wanted)];
      if (missed.length + added.length > 0) wrong.push(`seed ${seed}: missed ${missed}; added ${added}`);
    }
    assert.deepEqual(
      seen,
      new Set(kinds(format).map(({ rule }) => rule)),
      'every kind of defect was planted',
    );
    const share = 1 - wrong.length / SEEDS;
    context.diagnostic(`${(share * 100).toFixed(2)} % of ${SEEDS} seeds`);
    assert.ok(share >= 0.99, `${(share * 100).toFixed(2)} %\n${wrong.slice(0, 20).join('\n')}`);
  });

  test(`what is repaired is gone, and nothing new has come: ${format}`, () => {
    for (let seed = 1; seed <= SEEDS / 5; seed += 1) {
      const { text } = planted(seed, format, 1 + (seed % MOST));
      const before = check(bytesOf(text));
      const { report } = repair(bytesOf(text), 'safe');
      const safe = before.findings.filter((/** @type {any} */ { fix }) => fix?.safe).map(place);
      const [old, now] = [before.findings.map(place), report.findings.map(place)];
      const name = `seed ${seed}: ${safe}`;
      // A misspelled name is repaired where it stands; its value is judged from then on under the right one.
      assert.deepEqual(beyond(now, old), [], `${name}: something new`);
      assert.deepEqual(beyond(old, now).sort(), safe.sort(), `${name}: what was repaired`);
    }
  });
}

// The rule set's history knows the rules: whoever changes one writes it down.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inRoot } from '../tools/lib.mjs';
import { dates, snapshot, snapshotOf } from '../tools/ruleset.mjs';

const reference = JSON.parse(readFileSync(inRoot('target', 'reference.json'), 'utf8'));

test('the newest snapshot is what the rules are', () => {
  const newest = dates().at(-1) ?? '';
  assert.equal(reference.ruleset, newest);
  const advice = `not as in src/rules/history/${newest}.json: npm run ruleset, with a new date if that one is released`;
  assert.deepEqual(snapshot(reference).rules, snapshotOf(newest).rules, advice);
});

test('the history has every snapshot, the newest first, and the oldest is new throughout', () => {
  const { history } = reference;
  assert.deepEqual(
    history.map((/** @type {any} */ release) => release.ruleset),
    dates().reverse(),
  );
  const first = history.at(-1);
  assert.equal(first.rules.length, Object.keys(snapshotOf(first.ruleset).rules).length);
  assert.ok(first.rules.every((/** @type {any} */ { change }) => change === 'new'));
});

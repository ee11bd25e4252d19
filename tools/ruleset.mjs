// `npm run ruleset [-- DATE]` writes down what the rules are now, in src/rules/history/<DATE>.json. The newest file is
// the rule set's date; with no DATE it is written anew, as long as the engine's version that it names is not released.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printed } from './build-reference.mjs';
import { Failure, inRoot, whenStarted, write } from './lib.mjs';

/** @typedef {{ severity: string, grade: string, group: string, messages: string[], citations: string[] }} RuleThen */
/** @typedef {{ engine: string, rules: Record<string, RuleThen> }} Snapshot */

const folder = inRoot('src', 'rules', 'history');

/** The dates that have a snapshot, the oldest first. */
export const dates = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();

/** @param {string} date @returns {Snapshot} */
export const snapshotOf = (date) => JSON.parse(readFileSync(join(folder, `${date}.json`), 'utf8'));

/** What binds in the rules as `goitin reference` prints them: all but the wording. @param {any} reference @returns {Snapshot} */
export function snapshot({ engine, rules }) {
  const entries = rules.map((/** @type {any} */ rule) => {
    const { id, severity, grade, group, messages, citations } = rule;
    const keys = messages.map((/** @type {any} */ { key }) => key);
    const cited = citations.map((/** @type {any} */ one) =>
      [one.doc, one.place, one.grade, one.only].filter(Boolean).join(' | '),
    );
    return [id, { severity, grade, group, messages: keys, citations: cited }];
  });
  return { engine, rules: Object.fromEntries(entries) };
}

/** One rule a line, so that a change of one is a change of one line. @param {Snapshot} snapshot */
function text({ engine, rules }) {
  const lines = Object.entries(rules).map(([id, rule]) => `  ${JSON.stringify(id)}: ${JSON.stringify(rule)}`);
  return `{\n "engine": ${JSON.stringify(engine)},\n "rules": {\n${lines.join(',\n')}\n }\n}\n`;
}

/** @param {string | undefined} wanted */
function dateToWrite(wanted) {
  const newest = dates().at(-1) ?? '';
  if (wanted === undefined) return newest;
  if (Number.isNaN(Date.parse(wanted)) || !/^\d{4}-\d\d-\d\d$/.test(wanted) || wanted < newest)
    throw new Failure(`${wanted} is no date yyyy-mm-dd from ${newest} on`, 'npm run ruleset -- 2027-01-31');
  return wanted;
}

await whenStarted(import.meta, () => {
  const date = dateToWrite(process.argv[2]);
  const now = snapshot(JSON.parse(printed('reference')));
  if (dates().includes(date) && snapshotOf(date).engine !== now.engine)
    throw new Failure(
      `the rule set of ${date} went out with ${snapshotOf(date).engine}`,
      'give a later date',
    );
  write(join(folder, `${date}.json`), text(now));
  console.log(`src/rules/history/${date}.json`);
});

// Several files on paper, A4: the verdict of all, each file with its own, its size and its SHA-256, a line to sign. The
// findings of a file are on the sheet of that file.
import { el } from '../dom.ts';
import { icon } from '../icons.ts';
import { countOf, verdictOfSet } from '../set.ts';
import { sizeOf } from '../source.ts';
import type { Entry, Reading } from '../state.ts';
import { day, size } from '../text.ts';
import { MARKS, SEVERITIES } from './marks.ts';
import { REPORT_WORDS } from './report-words.ts';
import { SET_WORDS } from './set-words.ts';
import { momentIn, signView } from './sheet-parts.ts';

/** A file with the SHA-256 of its bytes, where it was read to its end. */
export interface Listed {
  readonly entry: Entry;
  readonly sha256: string | null;
}

export function setSheet(reading: Reading, files: readonly Listed[]): HTMLElement[] {
  const { texts, store } = reading;
  const { language, set, engine } = store.state;
  const words = REPORT_WORDS[language];
  const verdict = verdictOfSet(set);
  const counts = (['conforms', 'does-not-conform', 'not-checked'] as const).map((name) => countOf(set, name));
  const [good = 0, bad = 0, open = 0] = counts;
  const ruleset = files.find(({ entry }) => entry.outcome)?.entry.outcome?.ruleset ?? '';
  const facts: [string, string][] = [
    [texts.ruleset, texts.rulesetOf(day(ruleset, language), engine?.version ?? '')],
    [words.sheetDate, momentIn(language)],
  ];
  return [
    el('header', {}, el('p', { class: 'sheet-brand' }, texts.pageTitle), el('h1', {}, words.setTitle)),
    el(
      'div',
      { class: 'sheet-verdict' },
      icon(MARKS[verdict]),
      el('p', {}, el('strong', {}, texts.verdicts[verdict])),
      el('p', {}, SET_WORDS[language].setSentence(set.length, good, bad, open)),
    ),
    el(
      'dl',
      { class: 'sheet-facts' },
      ...facts.flatMap(([name, text]) => [el('dt', {}, name), el('dd', {}, text)]),
    ),
    el(
      'table',
      { class: 'sheet-files' },
      el('thead', {}, el('tr', {}, ...words.setColumns.map((name) => el('th', { scope: 'col' }, name)))),
      el('tbody', {}, ...files.map((file, at) => rowView(reading, file, at))),
    ),
    el('h2', {}, texts.scopeHeading),
    el('p', {}, texts.scopeText),
    signView(language),
  ];
}

function rowView(reading: Reading, { entry, sha256 }: Listed, at: number): HTMLElement {
  const { texts, store } = reading;
  const { language } = store.state;
  const { outcome, source } = entry;
  const verdict = outcome?.verdict ?? 'not-checked';
  const found = SEVERITIES.filter((severity) => outcome && outcome.counts[severity] > 0).map((severity) =>
    texts.count[severity](outcome?.counts[severity] ?? 0),
  );
  return el(
    'tr',
    {},
    el('td', {}, String(at + 1)),
    el(
      'td',
      {},
      el('strong', {}, source.name),
      el('p', { class: 'sheet-small' }, `SHA-256: ${sha256 ?? REPORT_WORDS[language].sheetNoHash}`),
    ),
    el('td', {}, size(outcome?.bytes ?? sizeOf(source), language)),
    el('td', {}, outcome?.packet ?? texts.unknown),
    el(
      'td',
      {},
      icon(MARKS[verdict]),
      ' ',
      texts.verdicts[verdict],
      el('p', { class: 'sheet-small' }, found.join(', ')),
    ),
  );
}

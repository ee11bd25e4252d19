// Several files on paper, A4: the verdict of all, each file with its own, its size and its SHA-256, a line to sign. The
// findings of a file are on the sheet of that file. Where personal data is hidden, files have the names of a masked report.
import { el } from '../dom/dom.ts';
import { icon } from '../dom/icons.ts';
import { counted } from '../dom/prose.ts';
import type { SetReport } from '../engine/protocol.ts';
import { inLanguage } from '../engine/report.ts';
import { sizeOf } from '../files/source.ts';
import type { Entry, Reading } from '../state/state.ts';
import { day, size } from '../text/text.ts';
import { MARKS, SEVERITIES } from './marks.ts';
import { REPORT_WORDS } from './report-words.ts';
import { momentIn, signView } from './sheet-parts.ts';

export function setSheet(reading: Reading, report: SetReport): HTMLElement[] {
  const { texts, store } = reading;
  const { language, set, maskReports } = store.state;
  const words = REPORT_WORDS[language];
  const facts: [string, string][] = [
    [texts.ruleset, texts.rulesetOf(day(report.ruleset, language), report.engine)],
    [words.sheetDate, momentIn(language)],
    [words.sheetPersonal, maskReports ? words.sheetMasked : words.sheetShown],
  ];
  return [
    el('header', {}, el('p', { class: 'sheet-brand' }, texts.pageTitle), el('h1', {}, words.setTitle)),
    el(
      'div',
      { class: 'sheet-verdict' },
      icon(MARKS[report.verdict]),
      el('p', {}, el('strong', {}, texts.verdicts[report.verdict])),
      el('p', {}, ...counted(inLanguage(report.summary, language), texts.number)),
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
      el('tbody', {}, ...set.map((entry, at) => rowView(reading, entry, at))),
    ),
    el('h2', {}, texts.scopeHeading),
    el('p', {}, texts.scopeText),
    signView(language),
  ];
}

function rowView(reading: Reading, { outcome, source }: Entry, at: number): HTMLElement {
  const { texts, store } = reading;
  const { language, maskReports } = store.state;
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
      el('strong', {}, maskReports ? (outcome?.maskedName ?? '') : source.name),
      el('p', { class: 'sheet-small' }, `SHA-256: ${outcome?.sha256 ?? REPORT_WORDS[language].sheetNoHash}`),
    ),
    el('td', {}, size(outcome?.end === 'whole' ? outcome.bytes : sizeOf(source), language)),
    el('td', {}, outcome?.packet ?? texts.unknown),
    el(
      'td',
      {},
      icon(MARKS[verdict]),
      ' ',
      texts.verdicts[verdict],
      el('p', { class: 'sheet-small' }, [...found, outcome?.why].filter(Boolean).join(', ')),
    ),
  );
}

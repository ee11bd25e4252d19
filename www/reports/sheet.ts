// The report on paper, A4: verdict, what was checked and when, all findings in groups, what was not checked, a line to
// sign.
import { el } from '../dom/dom.ts';
import { icon } from '../dom/icons.ts';
import { counted, prose } from '../dom/prose.ts';
import { type Finding, inLanguage, type Report } from '../engine/report.ts';
import type { Reading } from '../state/state.ts';
import { day, size } from '../text/text.ts';
import { chartsView } from './charts.ts';
import { recordName } from './finding-text.ts';
import { type Group, groupByRule } from './groups.ts';
import { MARKS, SEVERITIES } from './marks.ts';
import { REPORT_WORDS } from './report-words.ts';
import { momentIn, signView } from './sheet-parts.ts';

/** Places of one rule on paper; the tables of a spreadsheet hold them all. */
const MOST_PLACES = 200;

export function reportSheet(reading: Reading, report: Report, sha256: string | null): HTMLElement[] {
  const { texts, store } = reading;
  const words = REPORT_WORDS[store.state.language];
  const { language } = store.state;
  const groups = groupByRule(report.findings, (finding) => finding);
  return [
    el('header', {}, el('p', { class: 'sheet-brand' }, texts.pageTitle), el('h1', {}, words.sheetTitle)),
    el(
      'div',
      { class: 'sheet-verdict' },
      icon(MARKS[report.verdict]),
      el('p', {}, el('strong', {}, texts.verdicts[report.verdict])),
      el('p', {}, ...counted(inLanguage(report.summary, language), texts.number)),
    ),
    factsView(reading, report, sha256),
    ...(groups.length > 0 ? [el('h2', {}, texts.findingsHeading)] : []),
    ...(report.findings.length > MOST_PLACES ? [chartsView(reading, report)] : []),
    ...groups.map((group) => groupView(reading, report, group)),
    el('h2', {}, texts.scopeHeading),
    el('p', {}, texts.scopeText),
    el(
      'ul',
      {},
      ...report.notChecked.map((gap) =>
        el('li', {}, el('code', {}, gap.what), ' ', inLanguage(gap, language)),
      ),
    ),
    signView(language),
  ];
}

function factsView(reading: Reading, report: Report, sha256: string | null): HTMLElement {
  const { texts, store } = reading;
  const words = REPORT_WORDS[store.state.language];
  const { language } = store.state;
  const [source] = report.sources;
  const counts = SEVERITIES.map((severity) => texts.count[severity](report.counts[severity])).join(', ');
  const rows: [string, string][] = [
    [words.sheetFile, source?.name ?? ''],
    [words.sheetSize, `${size(source?.bytes ?? 0, language)} (${texts.number(source?.bytes ?? 0)} byte)`],
    ['SHA-256', sha256 ?? words.sheetNoHash],
    [texts.packet, report.packet ?? texts.unknown],
    [texts.profile, report.profile ? (texts.profiles[report.profile] ?? report.profile) : texts.unknown],
    [texts.records, texts.number(report.records ?? 0)],
    [texts.findingsHeading, counts],
    [texts.ruleset, texts.rulesetOf(day(report.ruleset, language), report.engine)],
    [words.sheetDate, momentIn(language)],
    [words.sheetPersonal, store.state.maskReports ? words.sheetMasked : words.sheetShown],
  ];
  return el(
    'dl',
    { class: 'sheet-facts' },
    ...rows.flatMap(([name, text]) => [el('dt', {}, name), el('dd', {}, text)]),
  );
}

function groupView(reading: Reading, report: Report, { first, members }: Group<Finding>): HTMLElement {
  const { texts, store } = reading;
  const words = REPORT_WORDS[store.state.language];
  const { language, audience, engine } = store.state;
  const title = inLanguage(engine?.rules.find(({ id }) => id === first.rule)?.title, language) || first.rule;
  const grounds = first.citations
    .map(({ title, place }) => [title, place].filter(Boolean).join(', '))
    .join('; ');
  const grade = first.oneSource ? texts.oneSource : texts.grades[first.grade];
  const left = members.length - MOST_PLACES;
  const expected = members.map((finding) => inLanguage(finding.expected, language));
  // Said once where it is the same everywhere.
  const shared = new Set(expected).size === 1 ? expected[0] : '';
  return el(
    'section',
    { class: 'sheet-group' },
    el(
      'h3',
      {},
      icon(first.severity),
      ` ${texts.severity[first.severity]}: ${title} (${texts.places(texts.number(members.length))})`,
    ),
    el('p', {}, ...prose(`${texts.help}: ${inLanguage(first.help[audience], language)}`)),
    shared && el('p', {}, ...prose(`${texts.expected}: ${shared}`)),
    el(
      'p',
      { class: 'sheet-small' },
      `${texts.grounds}: ${[grounds, grade].filter(Boolean).join('. ')}. ${texts.copyRule}: ${first.rule}.`,
    ),
    el(
      'ol',
      {},
      ...members.slice(0, MOST_PLACES).map((finding) => placeView(reading, report, finding, !shared)),
    ),
    left > 0 && el('p', { class: 'sheet-small' }, words.sheetMore(left)),
  );
}

function placeView(reading: Reading, report: Report, finding: Finding, withExpected: boolean): HTMLElement {
  const { texts, store } = reading;
  const expected = withExpected ? inLanguage(finding.expected, store.state.language) : '';
  const where = [
    finding.record === null ? '' : recordName(report, finding.record, texts),
    finding.key,
    texts.line(finding.range.start.line),
  ];
  return el(
    'li',
    {},
    el('span', { class: 'sheet-place' }, where.filter(Boolean).join(' · '), ': '),
    ...prose(inLanguage(finding.message, store.state.language)),
    ...(expected ? [' ', ...prose(`${texts.expected}: ${expected}`)] : []),
  );
}

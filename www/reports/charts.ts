// Small charts of the findings: by rule, by day and by unit, both taken from the dossiers' codes. Bars in SVG for the
// eye; the same numbers stand in a table for everybody.
import { el } from '../dom/dom.ts';
import { type Finding, inLanguage, type Report } from '../engine/report.ts';
import type { Reading } from '../state/state.ts';
import { REPORT_WORDS } from './report-words.ts';

const SVG = 'http://www.w3.org/2000/svg';
/** Bars of one chart; what is left is one more. */
const MOST_BARS = 12;
const ROW = 24;
const WIDTH = 320;

/** What stands beside a bar, and how long it is. */
type Bar = readonly [name: string, count: number];

export function chartsView(reading: Reading, report: Report): HTMLElement {
  const { language, engine } = reading.store.state;
  const words = REPORT_WORDS[language];
  const title = (rule: string) =>
    inLanguage(engine?.rules.find(({ id }) => id === rule)?.title, language) || rule;
  const byRule = tallied(
    report.findings,
    ({ rule }) => title(rule),
    (a, b) => b[1] - a[1],
  );
  const byDay = tallied(report.findings, dayOf, (a, b) => a[0].localeCompare(b[0]));
  const byUnit = tallied(report.findings, unitOf, (a, b) => b[1] - a[1]);
  return el(
    'div',
    { class: 'charts' },
    chart(reading, words.chartByRule, byRule),
    byDay.length > 1 && chart(reading, words.chartByDay, byDay),
    byUnit.length > 1 && chart(reading, words.chartByUnit, byUnit),
  );
}

/** A dossier's code ends in unit, day and number: 000.00.01.H22-200715-0003. */
const CODE = /^(.+)-(\d\d)(\d\d)(\d\d)-\d+$/;

function dayOf({ key }: Finding): string | null {
  const [, , year, month, day] = CODE.exec(key ?? '') ?? [];
  return year ? `20${year}-${month}-${day}` : null;
}

const unitOf = ({ key }: Finding): string | null => CODE.exec(key ?? '')?.[1] ?? null;

function tallied(
  findings: readonly Finding[],
  nameOf: (finding: Finding) => string | null,
  order: (a: Bar, b: Bar) => number,
): Bar[] {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const name = nameOf(finding);
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(order);
}

function chart(reading: Reading, title: string, all: readonly Bar[]): HTMLElement {
  const { texts, store } = reading;
  const words = REPORT_WORDS[store.state.language];
  const shown = all.slice(0, MOST_BARS);
  const rest = all.slice(MOST_BARS).reduce((sum, [, count]) => sum + count, 0);
  const bars = rest > 0 ? [...shown, [words.chartRest, rest] as const] : shown;
  return el(
    'figure',
    { class: 'chart' },
    el('figcaption', {}, title),
    el(
      'div',
      { class: 'chart-rows', 'aria-hidden': 'true' },
      el('div', { class: 'chart-names' }, ...bars.map(([name]) => el('span', {}, name))),
      picture(bars),
      el('div', { class: 'chart-counts' }, ...bars.map(([, count]) => el('span', {}, texts.number(count)))),
    ),
    el('details', {}, el('summary', {}, words.chartTable), tableView(reading, title, all)),
  );
}

function picture(bars: readonly Bar[]): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${ROW * bars.length}`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('class', 'chart-bars');
  const longest = Math.max(...bars.map(([, count]) => count), 1);
  bars.forEach(([, count], row) => {
    const bar = document.createElementNS(SVG, 'rect');
    bar.setAttribute('y', String(row * ROW + 5));
    bar.setAttribute('height', String(ROW - 10));
    bar.setAttribute('width', String(Math.max(2, (count / longest) * WIDTH)));
    svg.append(bar);
  });
  return svg;
}

function tableView(reading: Reading, title: string, bars: readonly Bar[]): HTMLElement {
  const { texts, store } = reading;
  const words = REPORT_WORDS[store.state.language];
  const rows = bars.map(([name, count]) =>
    el('tr', {}, el('th', { scope: 'row' }, name), el('td', {}, texts.number(count))),
  );
  return el(
    'table',
    { class: 'chart-table' },
    el('caption', { class: 'unseen' }, title),
    el(
      'thead',
      {},
      el('tr', {}, el('th', { scope: 'col' }, words.chartWhat), el('th', { scope: 'col' }, words.chartCount)),
    ),
    el('tbody', {}, ...rows),
  );
}

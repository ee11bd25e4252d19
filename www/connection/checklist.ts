// What the engine says of a dossier: how many items are there, which are missing, which are wrong, each with the ground
// on which it is asked for.
import { el, fill } from '../dom/dom.ts';
import { prose } from '../dom/prose.ts';
import { type Finding, inLanguage, type Language, type Report } from '../engine/report.ts';
import { TEXTS } from '../text/text.ts';
import { type Item, itemsFor, required, type Values } from './dossier.ts';
import { idOf } from './form.ts';
import { WORDS } from './words.ts';

const MISSING = 'missing-field';

/** Of the items that must be there, how many are. A group that is missing lacks all its parts. */
export function progressOf(values: Values, { findings }: Report): { done: number; all: number } {
  const items = required(itemsFor(values));
  const gone = findings.filter(({ rule }) => rule === MISSING);
  const isMissing = ({ path }: Item) => gone.some((one) => `${path}/`.startsWith(`${one.path}/`));
  const missing = items.filter(isMissing).length;
  return { done: items.length - missing, all: items.length };
}

/** In the order of the form. */
function sorted(findings: readonly Finding[], items: readonly Item[]): Finding[] {
  const order = items.flatMap((item) => [item, ...item.members]).map(({ path }) => path);
  return [...findings].sort((one, other) => order.indexOf(one.path) - order.indexOf(other.path));
}

export class Checklist {
  readonly element: HTMLElement;
  readonly #language: Language;
  readonly #said = el('p', { role: 'status', class: 'dossier-progress' });
  readonly #bar = el('progress', { max: '1', value: '0' });
  readonly #body = el('div', { class: 'dossier-findings' });

  constructor(language: Language) {
    const words = WORDS[language];
    this.#language = language;
    this.#bar.setAttribute('aria-label', words.progressLabel);
    this.#say(words.checking);
    this.element = el(
      'section',
      { class: 'dossier-checklist', 'aria-labelledby': 'dossier-checklist' },
      el('h3', { id: 'dossier-checklist' }, words.checklist),
      this.#said,
      this.#bar,
      this.#body,
    );
  }

  show(values: Values, report: Report): void {
    const words = WORDS[this.#language];
    const { done, all } = progressOf(values, report);
    const findings = sorted(report.findings, itemsFor(values));
    const missing = findings.filter(({ rule }) => rule === MISSING);
    const wrong = findings.filter(({ rule }) => rule !== MISSING);
    this.#bar.value = done / Math.max(1, all);
    const complete = report.verdict === 'conforms' && report.findings.length === 0;
    this.#say(complete ? `${words.progress(done, all)} ${words.complete}` : words.progress(done, all));
    fill(
      this.#body,
      // Without a number: a group that is missing is one row here and several items above.
      ...this.#part(words.missing, missing, values),
      ...this.#part(words.wrong, wrong, values),
    );
  }

  fail(): void {
    this.#say(WORDS[this.#language].unavailable);
    fill(this.#body);
  }

  /** What stands there already is not said again. */
  #say(text: string): void {
    if (this.#said.textContent !== text) this.#said.textContent = text;
  }

  #part(heading: string, findings: readonly Finding[], values: Values): HTMLElement[] {
    if (findings.length === 0) return [];
    const items = itemsFor(values).flatMap((item) => [item, ...item.members]);
    const rows = findings.map((finding) => this.#row(finding, items));
    return [el('h4', {}, heading), el('ul', {}, ...rows)];
  }

  #row(finding: Finding, items: readonly Item[]): HTMLElement {
    const words = WORDS[this.#language];
    const { path, rule, citations, expected } = finding;
    const item = items.find((known) => known.path === path || path.startsWith(`${known.path}/`));
    const exact = items.find((known) => known.path === path) ?? item;
    const grounds = citations
      .map(({ title, place, grade }) => `${title}, ${place} (${TEXTS[this.#language].grades[grade]})`)
      .join('; ');
    return el(
      'li',
      { class: `dossier-finding finding-${finding.severity}` },
      exact &&
        el(
          'button',
          { type: 'button', class: 'link-button', click: () => goTo(exact) },
          exact.field.meaning[this.#language],
        ),
      el('p', {}, ...prose(inLanguage(finding.message, this.#language))),
      rule !== MISSING &&
        expected &&
        el('p', {}, `${words.expected} `, ...prose(inLanguage(expected, this.#language))),
      el('p', { class: 'hint' }, `${words.grounds} `, el('span', { lang: 'vi' }, grounds)),
    );
  }
}

/** To the field that takes the answer; in a group to its first one. */
function goTo({ path }: Item): void {
  const place = document.getElementById(idOf(path));
  const field = place?.matches('fieldset')
    ? (place.querySelector<HTMLElement>('input, textarea') ?? place)
    : place;
  field?.focus();
  place?.scrollIntoView({ block: 'nearest' });
}

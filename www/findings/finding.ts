// One finding: where it stands, what is wrong, what is written and what is expected, the repair before and after.
import type { App } from '../app/app.ts';
import { button, smallButton } from '../dom/buttons.ts';
import { el, fill, show, unseen } from '../dom/dom.ts';
import { icon } from '../dom/icons.ts';
import { prose } from '../dom/prose.ts';
import { type Citation, type Finding, type Fix, inLanguage, type Numbered } from '../engine/report.ts';
import { changeOf, excerptOf, shorten } from '../files/source.ts';
import { placeParts } from '../reports/finding-text.ts';
import type { Checked } from '../state/state.ts';
import { showTable } from './actions.ts';

/** Stands for a place without extent. */
const CARET = '\u2038';

/** A file can be moved or changed while the page shows it: then nothing can be quoted from it any more. */
const gone = () => {};

/** What a group says once for all its findings. */
export interface Shared {
  readonly help: boolean;
  readonly grounds: boolean;
  readonly expected: boolean;
}

export function findingView(
  app: App,
  checked: Checked,
  { finding, index }: Numbered,
  shared: Shared,
  beforeFix: () => void,
): HTMLElement {
  const { language } = app.store.state;
  const found = foundView(app, finding);
  const expected = !shared.expected && expectedView(app, finding);
  const values = found || expected ? el('dl', { class: 'values' }, found, expected) : null;
  // What the quotation shows is not said once more.
  const quoted = (marked: string) => {
    const isSaid = marked === shorten(finding.found ?? '');
    if (found) show(found, !isSaid);
    if (values) show(values, !isSaid || Boolean(expected));
  };
  return el(
    'li',
    { class: `finding finding-${finding.severity}`, id: `finding-${index}`, tabindex: '-1' },
    el(
      'div',
      { class: 'finding-head' },
      placeView(app, checked, finding, index),
      checked.source.kind === 'text' &&
        finding.record !== null &&
        smallButton(app.texts.inTable, 'table', () => void showTable(app, checked, index)),
      smallButton(app.texts.copy, 'copy', () => void app.reports.copy(index)),
    ),
    el('p', { class: 'message' }, ...prose(inLanguage(finding.message, language))),
    excerptView(app, checked, finding, quoted),
    values,
    !shared.help && helpView(app, finding),
    !shared.grounds && groundsView(app, finding),
    relatedView(app, finding),
    footView(app, checked, finding, index, beforeFix),
  );
}

function placeView(app: App, checked: Checked, finding: Finding, index: number): HTMLElement {
  const { texts } = app;
  const parts = placeParts(finding, checked.report, texts);
  // The dots are text, so that parts stay apart where they are copied to.
  const words = parts.flatMap((part, at) =>
    at < parts.length - 1
      ? [el('span', { class: 'place-part' }, `${part}\u00a0·`), ' ']
      : [el('span', { class: 'place-part' }, part)],
  );
  if (checked.source.kind === 'file' || finding.source > 0)
    return el('p', { class: 'place place-plain' }, ...words);
  return el(
    'button',
    { type: 'button', class: 'place', title: texts.goTo, click: () => goTo(app, index) },
    icon('place'),
    el('span', { class: 'place-parts' }, ...words),
  );
}

/** Selects a finding; when it is selected already, its place is shown once more. */
function goTo(app: App, index: number): void {
  if (app.store.state.selected === index) app.select(null);
  app.select(index);
}

function excerptView(
  app: App,
  checked: Checked,
  finding: Finding,
  quoted: (marked: string) => void,
): HTMLElement {
  const { texts } = app;
  const line = el('code', { class: 'excerpt', translate: 'no' });
  const encoding = checked.report.sources[finding.source]?.encoding ?? 'utf-8';
  const quote = async () => {
    const { before, marked, after } = await excerptOf(
      await app.plain(checked, finding.source),
      finding.range,
      encoding,
    );
    fill(line, before, el('mark', {}, marked || CARET), after);
    quoted(marked);
  };
  quote().catch(gone);
  return el(
    'div',
    { class: 'excerpt-frame' },
    unseen(`${finding.source > 0 ? texts.ownProfileExcerpt : texts.excerpt}: `),
    line,
  );
}

/** What is written; where a repair shows it, once is enough. */
function foundView(app: App, finding: Finding): HTMLElement | null {
  if (finding.found === null || (finding.fix && finding.source === 0)) return null;
  const { texts } = app;
  return el(
    'div',
    {},
    el('dt', {}, texts.found),
    el('dd', {}, el('code', {}, shorten(finding.found) || texts.empty)),
  );
}

export function expectedView(app: App, finding: Finding): HTMLElement | null {
  const text = inLanguage(finding.expected, app.store.state.language);
  return text ? el('div', {}, el('dt', {}, app.texts.expected), el('dd', {}, ...prose(text))) : null;
}

export function helpView(app: App, finding: Finding): HTMLElement | null {
  const { audience, language } = app.store.state;
  const text = inLanguage(finding.help[audience], language);
  if (!text) return null;
  return el(
    'div',
    { class: 'help' },
    el('p', { class: 'label' }, app.texts.help),
    el('p', {}, ...prose(text)),
  );
}

export function groundsView(app: App, finding: Finding): HTMLElement | null {
  if (finding.citations.length === 0) return null;
  const rows = finding.citations.map((citation) => el('li', {}, ...groundView(app, citation)));
  const grade = finding.oneSource ? app.texts.oneSource : app.texts.grades[finding.grade];
  return el(
    'div',
    { class: 'grounds' },
    el(
      'p',
      { class: 'label' },
      app.texts.grounds,
      ' ',
      el('span', { class: `grade grade-${finding.grade}` }, grade),
    ),
    el('ul', {}, ...rows),
  );
}

/** Titles and places of documents are Vietnamese on every page. */
function groundView(app: App, citation: Citation): (Node | string)[] {
  const words = el('span', { lang: 'vi' }, [citation.title, citation.place].filter(Boolean).join(', '));
  return [
    words,
    ' ',
    el('span', { class: `grade grade-${citation.grade}` }, app.texts.grades[citation.grade]),
  ];
}

function relatedView(app: App, finding: Finding): HTMLElement | null {
  if (finding.related.length === 0) return null;
  const { texts, store } = app;
  const rows = finding.related.map((related) =>
    el(
      'li',
      {},
      ...prose(inLanguage(related.message, store.state.language)),
      ` (${texts.line(related.range.start.line)})`,
    ),
  );
  return el('div', { class: 'related' }, el('p', { class: 'label' }, texts.related), el('ul', {}, ...rows));
}

function footView(
  app: App,
  checked: Checked,
  finding: Finding,
  index: number,
  beforeFix: () => void,
): HTMLElement | null {
  // Edits of a profile are no edits of the packet.
  if (!finding.fix || finding.source > 0 || checked.end !== 'whole') return null;
  const press = button(app.texts.fixHere, 'repair', () => {
    beforeFix();
    void app.fix(index);
  });
  return el('div', { class: 'fix' }, fixView(app, checked, finding.fix), press);
}

function fixView(app: App, checked: Checked, fix: Fix): HTMLElement {
  const { texts, store } = app;
  const before = el('del', { translate: 'no' });
  const after = el('ins', { translate: 'no' });
  const encoding = checked.report.sources[0]?.encoding ?? 'utf-8';
  const compare = async () => {
    const change = await changeOf(await app.plain(checked, 0), fix.edits, encoding);
    fill(before, change.before || texts.empty);
    fill(after, change.after || texts.empty);
    // A change of the encoding alone changes no letter.
    show(line, change.before !== change.after);
  };
  const line = el(
    'p',
    { class: 'change' },
    unseen(`${texts.before}: `),
    before,
    el('span', { class: 'change-arrow', 'aria-hidden': 'true' }, ' → '),
    unseen(`. ${texts.after}: `),
    after,
  );
  compare().catch(gone);
  return el(
    'div',
    { class: 'fix-words' },
    el(
      'p',
      { class: 'fix-title' },
      el('span', {}, ...prose(inLanguage(fix.title, store.state.language))),
      ' ',
      el(
        'span',
        { class: fix.safe ? 'safety safety-safe' : 'safety safety-review' },
        fix.safe ? texts.safe : texts.review,
      ),
    ),
    line,
    !fix.safe && el('p', { class: 'note' }, texts.reviewHint),
  );
}

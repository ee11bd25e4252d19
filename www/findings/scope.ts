// What the result does not say: the gaps the checker declares, and what checking a packet is not.
import type { App } from '../app/app.ts';
import { el } from '../dom/dom.ts';
import { inLanguage, type Report } from '../engine/report.ts';

export function scopeView(app: App, report: Report): HTMLElement {
  const { texts, store } = app;
  const gaps = report.notChecked.map((gap) =>
    el('li', {}, el('code', {}, gap.what), ' ', inLanguage(gap, store.state.language)),
  );
  return el(
    'section',
    { class: 'scope', 'aria-labelledby': 'scope-heading' },
    el('h3', { id: 'scope-heading' }, texts.scopeHeading),
    el('p', {}, texts.scopeText),
    gaps.length > 0 && el('h4', {}, texts.scopeTitle),
    gaps.length > 0 && el('ul', { class: 'gaps' }, ...gaps),
  );
}

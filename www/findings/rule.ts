// Why a rule is one: folded until it is asked for, and loaded then.
import type { App } from '../app/app.ts';
import { el } from '../dom/dom.ts';
import { icon } from '../dom/icons.ts';
import type { Finding, Report } from '../engine/report.ts';

export function ruleView(app: App, finding: Finding, report: Report): HTMLElement {
  const body = el('div', { class: 'why-body' });
  const details = el('details', { class: 'why' }, el('summary', {}, app.texts.why, icon('fold')), body);
  details.addEventListener('toggle', async () => {
    if (!details.open || body.firstChild) return;
    const { fillRule } = await import('./rule-body.ts');
    fillRule(app, body, finding, report);
  });
  return details;
}

// What every report on paper has: when it was printed, and a line to sign.
import { el } from '../dom.ts';
import type { Language } from '../report.ts';
import { REPORT_WORDS } from './report-words.ts';

export const printedAt = (language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(new Date());

export function signView(language: Language): HTMLElement {
  const words = REPORT_WORDS[language];
  return el(
    'div',
    { class: 'sheet-sign' },
    el('div', {}, el('p', {}, words.signPlace), el('p', { class: 'sheet-line' })),
    el('div', {}, el('p', {}, words.signName), el('p', { class: 'sheet-line' })),
  );
}

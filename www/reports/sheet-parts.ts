// What every report on paper has: when it was printed, and a line to sign.
import { el } from '../dom/dom.ts';
import type { Language } from '../engine/report.ts';
import { REPORT_WORDS } from './report-words.ts';

/** The present moment; in Vietnamese as letters of offices write it. */
export function momentIn(language: Language): string {
  const now = new Date();
  if (language !== 'vi')
    return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(now);
  const time = new Intl.DateTimeFormat('vi', { hour: '2-digit', minute: '2-digit' }).format(now);
  const day = new Intl.DateTimeFormat('vi', { day: '2-digit', month: '2-digit', year: 'numeric' }).format(
    now,
  );
  return `${time} ngày ${day}`;
}

export function signView(language: Language): HTMLElement {
  const words = REPORT_WORDS[language];
  return el(
    'div',
    { class: 'sheet-sign' },
    el('div', {}, el('p', {}, words.signPlace), el('p', { class: 'sheet-line' })),
    el('div', {}, el('p', {}, words.signName), el('p', { class: 'sheet-line' })),
  );
}

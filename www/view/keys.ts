// The keys of the page: next and previous finding, and the small sheet that names them.

import { el } from '../dom.ts';
import type { Texts } from '../text.ts';
import { button } from './buttons.ts';

export interface Steps {
  /** Another finding in the text. */
  inText(by: number): void;
  /** Another finding in the list. */
  inList(by: number): void;
}

/** F8 as in the editors that programmers use: no letter, so nothing that is typed is taken for it. */
export function listenToKeys(steps: Steps): void {
  addEventListener('keydown', (event) => {
    if (event.key !== 'F8' || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const by = event.shiftKey ? -1 : 1;
    if (document.activeElement?.closest('.pane')) steps.inText(by);
    else steps.inList(by);
  });
}

/** The button that opens the sheet. */
export function keysButton(texts: Texts): HTMLElement {
  const rows = texts.keyRows.map(([keys, what]) =>
    el('div', {}, el('dt', {}, el('kbd', {}, keys)), el('dd', {}, what)),
  );
  const close = button(texts.close, 'close', () => sheet.close());
  const sheet = el(
    'dialog',
    { class: 'keys-sheet', 'aria-labelledby': 'keys-title' },
    el('h2', { id: 'keys-title' }, texts.keys),
    el('dl', { class: 'keys-list' }, ...rows),
    close,
  );
  return el(
    'span',
    {},
    button(texts.keys, null, () => sheet.showModal(), 'quiet'),
    sheet,
  );
}

// The keys of the page: next and previous finding, and the small sheet that names them.

import type { App } from '../app/app.ts';
import { button } from '../dom/buttons.ts';

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

/** The button that opens the sheet of keys, which is loaded then. */
export function keysButton(app: App): HTMLElement {
  const { texts, store } = app;
  const open = async () => {
    const { showKeys } = await import('./keys-sheet.ts');
    showKeys(opener, texts, store.state.language);
  };
  const opener = button(texts.keys, null, () => void open(), 'quiet');
  return opener;
}

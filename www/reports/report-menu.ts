// The menu of reports to save, of one packet or of all files, with the choice to hide personal data in them.
import { menu } from '../dom/buttons.ts';
import { el } from '../dom/dom.ts';
import { icon } from '../dom/icons.ts';
import type { Reading } from '../state/state.ts';
import type { Saved } from './reports.ts';

const FORMATS: readonly Saved[] = ['html', 'xlsx', 'csv', 'json', 'sarif'];

interface Choices {
  /** Tells the menus of a page apart. */
  readonly id: string;
  readonly name: string;
  save(format: Saved): Promise<void>;
  readonly printName: string;
  print(): Promise<void>;
}

export function reportMenu({ texts, store }: Reading, choices: Choices): HTMLElement {
  const mask = el('input', { type: 'checkbox', id: choices.id, checked: store.state.maskReports });
  mask.addEventListener('change', () => store.change({ maskReports: mask.checked }));
  const row = (name: string, picture: 'download' | 'print', press: () => void) =>
    el('li', {}, el('button', { type: 'button', class: 'menu-row', click: press }, icon(picture), name));
  const rows = FORMATS.map((format) =>
    row(texts.reportNames[format], 'download', () => void choices.save(format)),
  );
  const details = menu(
    choices.name,
    'download',
    el('div', { class: 'check-row' }, mask, el('label', { for: choices.id }, texts.mask)),
    el(
      'ul',
      {},
      ...rows,
      row(choices.printName, 'print', () => void choices.print()),
    ),
  );
  // There may be another menu, in which the choice was changed.
  details.addEventListener('toggle', () => {
    mask.checked = store.state.maskReports;
  });
  return details;
}

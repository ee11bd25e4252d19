// Fields with their labels, as the filters and settings use them; and what asks the browser for files.
import { el } from './dom.ts';

let made = 0;

/** A field below its label. */
export function labelled(name: string, field: HTMLInputElement | HTMLSelectElement): HTMLElement {
  made += 1;
  field.id ||= `field-${made}`;
  return el('div', { class: 'field' }, el('label', { for: field.id }, name), field);
}

export function select(
  id: string,
  rows: readonly (readonly [string, string])[],
  chosen: string,
  choose: (value: string) => void,
): HTMLSelectElement {
  const options = rows.map(([value, words]) => el('option', { value, selected: value === chosen }, words));
  const field = el('select', { id }, ...options);
  field.addEventListener('change', () => choose(field.value));
  return field;
}

/** Asks for files; unseen, because a button opens it. */
export function filePicker(
  id: string,
  kind: { multiple?: true; webkitdirectory?: true; accept?: string },
  take: (files: readonly File[]) => void,
): HTMLInputElement {
  const picker = el('input', {
    type: 'file',
    class: 'unseen',
    tabindex: '-1',
    'aria-hidden': 'true',
    id,
    ...kind,
  });
  picker.addEventListener('change', () => {
    take([...(picker.files ?? [])]);
    picker.value = '';
  });
  return picker;
}

// Fields with their labels, as the filters and settings use them.
import { el } from '../dom.ts';

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

// Texts of the engine, as they are set.
import { el } from '../dom.ts';

/** What stands between backticks is code. */
export function prose(text: string): (Node | string)[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? el('code', {}, part) : part));
}

/** A sentence with counts: a number stays in one line with what it counts. Copied, the text is as it was. */
export function counted(text: string): (Node | string)[] {
  return text
    .split(/(\d[\d.,]* \p{L}+)/u)
    .map((part, index) => (index % 2 === 1 ? el('span', { class: 'no-break' }, part) : part));
}

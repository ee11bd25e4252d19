// Texts of the engine, as they are set.
import { el } from './dom.ts';

/** What stands between backticks is code. */
export function prose(text: string): (Node | string)[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? el('code', {}, part) : part));
}

/** A sentence with counts, their digits as the language groups them; each stays in one line with what it counts. */
export function counted(text: string, number: (value: number) => string): (Node | string)[] {
  // “bản ghi”, “cảnh báo”, “lưu ý” are one word each.
  return text.split(/(\d+ \p{L}+(?: (?:ghi|báo|ý))?)/u).map((part, index) => {
    if (index % 2 === 0) return part;
    return el(
      'span',
      { class: 'no-break' },
      part.replace(/^\d+/, (digits) => number(Number(digits))),
    );
  });
}

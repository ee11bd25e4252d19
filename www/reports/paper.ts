// What is made for paper alone is printed: it stands in the page for that long, in the place of everything else.
import { el } from '../dom/dom.ts';

const OURS = 'prints-sheet';

/** Puts the sheet into the page, prints it, and takes it away again. */
export function onPaper(...content: readonly HTMLElement[]): void {
  putSheet(content);
  print();
}

/** A sheet stands in the page. */
export const isPrinting = (): boolean => document.documentElement.classList.contains(OURS);

/** Puts a sheet into the page, in the place of everything else on paper, until it was printed. */
export function putSheet(content: readonly HTMLElement[]): void {
  const root = document.documentElement;
  const sheet = el('div', { class: 'sheet' }, ...content);
  document.body.append(sheet);
  root.classList.add(OURS);
  const away = () => {
    sheet.remove();
    root.classList.remove(OURS);
  };
  addEventListener('afterprint', away, { once: true });
}

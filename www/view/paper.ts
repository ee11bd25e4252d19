// What is made for paper alone: it stands in the page while it is printed, in the place of everything else.
import { el } from '../dom.ts';

/** Puts the sheet into the page, prints it, and takes it away again. */
export function onPaper(...content: readonly HTMLElement[]): void {
  const sheet = el('div', { class: 'sheet' }, ...content);
  document.body.append(sheet);
  document.documentElement.classList.add('prints-sheet');
  const away = () => {
    sheet.remove();
    document.documentElement.classList.remove('prints-sheet');
  };
  addEventListener('afterprint', away, { once: true });
  print();
}

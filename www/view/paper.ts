// What is made for paper alone is printed: it stands in the page for that long, in the place of everything else.
import { putSheet } from '../print.ts';

/** Puts the sheet into the page, prints it, and takes it away again. */
export function onPaper(...content: readonly HTMLElement[]): void {
  putSheet(content);
  print();
}

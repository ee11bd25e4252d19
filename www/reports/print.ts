// Printing by any route: the page's own command, Ctrl + P, the browser's menu. What goes on paper is a report with personal
// data hidden as the reader chose, never the screen with its quotations. The browser does not wait when it prints from its
// menu, so that the report is made beforehand, when nothing else is to be done; where it is not ready yet, the paper
// shows the page without any value of the packet.
import { el } from '../dom/dom.ts';
import { sizeOf } from '../files/source.ts';
import type { Reading, State } from '../state/state.ts';
import { isPrinting, putSheet } from './paper.ts';
import type { Reports } from './reports.ts';

/** How long a report has to stand before its paper is made, in milliseconds. */
const CALM = 800;

const BARE = 'prints-bare';

/** A larger file is not read once more unasked. */
const LARGEST_PREPARED = 5_000_000;

/** What printing needs of the page. */
interface Page extends Reading {
  readonly reports: Pick<Reports, 'paper' | 'print'>;
}

interface Ready {
  readonly of: unknown;
  readonly content: readonly HTMLElement[];
}

/** `isOpen` says whether the packet and its result are what is seen. */
export function followPrinting(page: Page, isOpen: () => boolean): void {
  let ready: Ready | null = null;
  let calm: ReturnType<typeof setTimeout> | undefined;
  let wanted = 0;
  const prepare = async () => {
    wanted += 1;
    const number = wanted;
    const of = printedOf(page.store.state);
    if (!isSmall(page.store.state)) return;
    // An engine that breaks here has no one to tell: whoever prints hears of it.
    const content = await page.reports.paper(false).catch(() => null);
    if (content && number === wanted) ready = { of, content };
  };
  page.store.listen((state, previous) => {
    const of = printedOf(state);
    if (of === printedOf(previous) && state.maskReports === previous.maskReports) return;
    ready = null;
    wanted += 1;
    clearTimeout(calm);
    if (of) calm = setTimeout(() => void prepare(), CALM);
  });
  addEventListener('keydown', (event) => {
    const isPrint = event.key.toLowerCase() === 'p' && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!isPrint || event.shiftKey || !isOpen() || !printedOf(page.store.state)) return;
    event.preventDefault();
    void page.reports.print();
  });
  addEventListener('beforeprint', () => {
    if (isPrinting() || !isOpen()) return;
    const of = printedOf(page.store.state);
    if (of && ready?.of === of) putSheet(ready.content);
    else printScreen(page);
  });
}

/** What there is to print: a report, or the files checked together. Nothing while the packet is being changed. */
function printedOf({ checked, source, typing, set, setReport, setRuns, current }: State): unknown {
  if (set.length > 0 && current === null) return setRuns ? null : setReport;
  return checked && checked.source === source && !typing ? checked : null;
}

const isSmall = ({ source }: State): boolean => !source || sizeOf(source) <= LARGEST_PREPARED;

/** Folded groups are printed too, and no value of the packet unless the reader shows personal data. */
function printScreen(page: Page): void {
  const root = document.documentElement;
  const folded = [...document.querySelectorAll<HTMLDetailsElement>('.result details:not([open])')];
  for (const details of folded) details.open = true;
  const note = el('p', { class: 'paper-note' }, page.texts.paperBare);
  if (page.store.state.maskReports) {
    root.classList.add(BARE);
    document.querySelector('.result')?.prepend(note);
  }
  const back = () => {
    root.classList.remove(BARE);
    note.remove();
    for (const details of folded) details.open = false;
  };
  addEventListener('afterprint', back, { once: true });
}

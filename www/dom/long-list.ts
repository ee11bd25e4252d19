// A list of which only the rows in sight, and those a screen before and after, are in the document. Rows keep their place
// in the flow of the page: margins stand for what is left out, so several lists on one page need not know of each other.
// A row with the focus stays, with its neighbours, so that Tab goes on from it wherever the page was scrolled to.
import { el } from './dom.ts';

/** The height of a row before any was measured, in pixels. */
const GUESS = 220;

/** Something that is seen, and where it stood. */
interface Anchor {
  readonly top: () => number;
  readonly before: number;
}

export class LongList {
  readonly element = el('ol', { class: 'places is-long' });
  readonly #make: (at: number) => HTMLElement;
  /** The height of each row; 0 where it was never in the document. */
  readonly #heights: Float64Array;
  readonly #rows = new Map<number, HTMLElement>();
  readonly #numbers = new WeakMap<Element, number>();
  readonly #ended = new AbortController();
  readonly #sizes = new ResizeObserver((changes) => this.#resized(changes.map(({ target }) => target)));
  /** What a row is taken for before it was measured. Once rows were measured it stays, or all would move with each one. */
  #usual = GUESS;
  /** A row that has to be there although it is out of sight. */
  #wanted = 0;
  #waiting = false;

  constructor(count: number, make: (at: number) => HTMLElement) {
    this.#make = make;
    this.#heights = new Float64Array(count);
    const options = { capture: true, passive: true, signal: this.#ended.signal };
    document.addEventListener('scroll', () => this.#soon(), options);
    addEventListener('resize', () => this.#soon(), options);
    this.element.addEventListener('focusin', () => this.#soon(), options);
    this.#sizes.observe(this.element);
    // A first screen at once: what is said and focused next may be in it.
    this.#show(0, Math.min(count, Math.ceil(innerHeight / GUESS)));
  }

  /** Puts the row of a number into the document, wherever it stands. */
  bring(at: number): void {
    this.#wanted = at;
    this.#draw();
  }

  /** Nothing is followed any more. */
  end(): void {
    this.#ended.abort();
    this.#sizes.disconnect();
  }

  #soon(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      this.#draw();
    });
  }

  #draw(): void {
    // In a folded group, or on a page behind another, nothing has a height.
    if (this.#ended.signal.aborted || this.element.getClientRects().length === 0) return;
    const focused = this.#numberOf(document.activeElement);
    if (focused !== null) this.#wanted = focused;
    const margin = innerHeight;
    const top = this.element.getBoundingClientRect().top;
    let offset = top;
    let first = this.#heights.length;
    let last = -1;
    for (let at = 0; at < this.#heights.length; at += 1) {
      const end = offset + this.#heightOf(at);
      if (end >= -margin && offset <= innerHeight + margin) {
        first = Math.min(first, at);
        last = at;
      }
      offset = end;
    }
    this.#show(first, last + 1);
  }

  /** Puts these rows and the wanted one into the document; what the reader sees stays where it is. */
  #show(from: number, until: number): void {
    const anchor = this.#anchor();
    const isShown = (at: number) => (at >= from && at < until) || Math.abs(at - this.#wanted) <= 1;
    for (const [at, row] of this.#rows) if (!isShown(at)) this.#remove(at, row);
    for (const at of this.#add(from, until)) this.#measure(at);
    this.#space();
    const moved = anchor ? anchor.top() - anchor.before : 0;
    if (moved !== 0) scrollBy({ top: moved, behavior: 'instant' });
  }

  /** The first row in sight, or the end of a list above the sight; of one that begins below it nothing is seen. */
  #anchor(): Anchor | null {
    const list = this.element.getBoundingClientRect();
    if (list.top >= 0) return null;
    if (list.bottom <= 0)
      return { top: () => this.element.getBoundingClientRect().bottom, before: list.bottom };
    for (const at of [...this.#rows.keys()].sort((a, b) => a - b)) {
      const { top, bottom } = this.#rows.get(at)?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
      if (bottom > 0 && top < innerHeight)
        return { top: () => this.#rows.get(at)?.getBoundingClientRect().top ?? top, before: top };
    }
    return null;
  }

  #remove(at: number, row: HTMLElement): void {
    this.#sizes.unobserve(row);
    row.remove();
    this.#rows.delete(at);
  }

  #add(from: number, until: number): number[] {
    const near = [this.#wanted - 1, this.#wanted, this.#wanted + 1];
    const numbers = [...Array.from({ length: Math.max(0, until - from) }, (_, at) => from + at), ...near];
    const missing = numbers.filter((at) => at >= 0 && at < this.#heights.length && !this.#rows.has(at));
    for (const at of new Set(missing)) {
      const row = this.#make(at);
      this.#numbers.set(row, at);
      row.setAttribute('aria-posinset', String(at + 1));
      row.setAttribute('aria-setsize', String(this.#heights.length));
      this.#rows.set(at, row);
      this.element.insertBefore(row, this.#after(at));
      this.#sizes.observe(row);
    }
    return missing;
  }

  /** The row in the document that follows a number. */
  #after(at: number): Element | null {
    return [...this.element.children].find((row) => (this.#numbers.get(row) ?? -1) > at) ?? null;
  }

  #measure(at: number): void {
    const height = this.#rows.get(at)?.offsetHeight ?? 0;
    if (height === 0) return;
    if (this.#usual === GUESS) this.#usual = height;
    this.#heights[at] = height;
  }

  #heightOf(at: number): number {
    return this.#heights[at] || this.#usual;
  }

  /** Margins as high as the rows that are left out. */
  #space(): void {
    let gap = 0;
    for (let at = 0; at < this.#heights.length; at += 1) {
      const row = this.#rows.get(at);
      if (row) row.style.marginBlockStart = gap > 0 ? `${gap}px` : '';
      gap = row ? 0 : gap + this.#heightOf(at);
    }
    this.element.style.paddingBlockEnd = gap > 0 ? `${gap}px` : '';
  }

  /** Rows grow when their quotation comes, or when the window becomes narrow. Above the sight that moves nothing. */
  #resized(elements: readonly Element[]): void {
    let above = 0;
    let grown = 0;
    const rows = elements.map((element) => ({ element, at: this.#numberOf(element) }));
    for (const { element, at } of rows.sort((a, b) => (a.at ?? 0) - (b.at ?? 0))) {
      if (at === null) continue;
      const known = this.#heights[at] ?? 0;
      this.#measure(at);
      if (known === 0) continue;
      const more = (this.#heights[at] ?? 0) - known;
      grown += more;
      // Where it ended before they grew: one that now reaches into the sight was above it.
      if (element.getBoundingClientRect().bottom - grown <= 0) above += more;
    }
    if (above !== 0) scrollBy({ top: above, behavior: 'instant' });
    this.#soon();
  }

  #numberOf(element: Element | null): number | null {
    const row = element?.closest('.is-long > *');
    return (row && this.#numbers.get(row)) ?? null;
  }
}

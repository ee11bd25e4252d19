// The text area with its line numbers. Numbers are made only for the lines in sight, so that a long packet costs no
// more than a short one; lines with findings carry a mark of their severity.
import { el, fill } from '../dom/dom.ts';
import type { Severity } from '../engine/report.ts';
import { areaOffset } from '../files/source.ts';

/** The gravest finding of each line. */
export type Marks = ReadonlyMap<number, Severity>;

export class Area {
  readonly element: HTMLElement;
  readonly area: HTMLTextAreaElement;
  readonly #gutter = el('div', { class: 'gutter', 'aria-hidden': 'true' });
  #marks: Marks = new Map();
  #lines = 1;
  #drawing = false;

  constructor(label: string, hint: string) {
    this.area = el('textarea', {
      class: 'area',
      id: 'packet-text',
      'aria-label': label,
      placeholder: hint,
      spellcheck: 'false',
      autocomplete: 'off',
      autocapitalize: 'off',
      autocorrect: 'off',
      wrap: 'off',
      translate: 'no',
    });
    this.element = el('div', { class: 'area-frame' }, this.#gutter, this.area);
    this.area.addEventListener('scroll', () => this.#draw());
    this.area.addEventListener('input', () => this.#count());
    new ResizeObserver(() => this.#draw()).observe(this.area);
  }

  get text(): string {
    return this.area.value;
  }

  set text(text: string) {
    // The area makes \n of every line end: what differs in nothing else is there already, and the caret stays.
    const { value } = this.area;
    if (value === text || value === text.replace(/\r\n?/g, '\n')) return;
    const { scrollTop, scrollLeft } = this.area;
    this.area.value = text;
    this.area.scrollTo(scrollLeft, scrollTop);
    this.#count();
  }

  mark(marks: Marks): void {
    this.#marks = marks;
    this.#draw();
  }

  /** Selects a place of the source's text and brings it into sight. */
  select(text: string, start: number, end: number, line: number): void {
    const from = areaOffset(text, start);
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(from, areaOffset(text, end));
    const height = this.#lineHeight();
    const middle = (line - 0.5) * height - this.area.clientHeight / 2;
    this.area.scrollTo(this.#columnInSight(from), Math.max(0, middle));
  }

  #columnInSight(offset: number): number {
    const lineStart = this.area.value.lastIndexOf('\n', offset - 1) + 1;
    const characterWidth = Number.parseFloat(getComputedStyle(this.area).fontSize) * 0.62;
    const column = (offset - lineStart) * characterWidth;
    return column < this.area.clientWidth * 0.6 ? 0 : column - this.area.clientWidth * 0.3;
  }

  #lineHeight(): number {
    return Number.parseFloat(getComputedStyle(this.area).lineHeight);
  }

  #count(): void {
    const { value } = this.area;
    let lines = 1;
    for (let at = value.indexOf('\n'); at >= 0; at = value.indexOf('\n', at + 1)) lines += 1;
    this.#lines = lines;
    this.#draw();
  }

  #draw(): void {
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => {
      this.#drawing = false;
      this.#drawNow();
    });
  }

  #drawNow(): void {
    const height = this.#lineHeight();
    const style = getComputedStyle(this.area);
    const top = Number.parseFloat(style.paddingTop) - this.area.scrollTop;
    const first = Math.max(1, Math.floor(-top / height) + 1);
    const last = Math.min(this.#lines, first + Math.ceil(this.area.clientHeight / height) + 1);
    const rows: HTMLElement[] = [];
    for (let line = first; line <= last; line += 1) rows.push(this.#row(line));
    const list = el('div', { class: 'gutter-lines' }, ...rows);
    list.style.transform = `translateY(${top + (first - 1) * height}px)`;
    fill(this.#gutter, list);
    this.element.style.setProperty('--digits', String(Math.max(2, String(this.#lines).length)));
  }

  #row(line: number): HTMLElement {
    const severity = this.#marks.get(line);
    return el('div', { class: severity ? `gutter-line mark-${severity}` : 'gutter-line' }, String(line));
  }
}

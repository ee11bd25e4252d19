// The last thing done, in words: seen for a while at the edge of the page, and said by screen readers.
import { el, fill, show } from '../dom/dom.ts';
import type { State } from '../state/state.ts';

/** How long it is seen, in milliseconds: a long one longer. */
const SHORTEST = 8000;
const PER_CHARACTER = 90;

export class NoticeView {
  readonly element = el('div', { class: 'notice-place', role: 'status' });
  readonly #words = el('p', { class: 'notice', hidden: true });
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.element.append(this.#words);
  }

  update(state: State, previous: State): void {
    if (state.notice === previous.notice) return;
    clearTimeout(this.#timer);
    fill(this.#words, state.notice);
    show(this.#words, state.notice !== '');
    this.#timer = setTimeout(
      () => show(this.#words, false),
      Math.max(SHORTEST, state.notice.length * PER_CHARACTER),
    );
  }
}

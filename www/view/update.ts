// Says that a newer page is ready. It waits: the reader reloads when it suits, and what is being worked on comes along.
import type { App } from '../app.ts';
import { el, fill, show } from '../dom.ts';
import { keep } from '../keep.ts';
import { button } from './buttons.ts';

export class UpdateView {
  readonly element = el('div', { class: 'update-place', role: 'status' });
  readonly #app: App;
  #change: (() => void) | null = null;

  constructor(app: App) {
    this.#app = app;
  }

  /** A newer page is there; `change` goes over to it. */
  offer(change: () => void): void {
    this.#change = change;
    this.draw();
  }

  /** In the language of now. */
  draw(): void {
    const { texts } = this.#app;
    show(this.element, this.#change !== null);
    document.documentElement.classList.toggle('has-update', this.#change !== null);
    if (!this.#change) return;
    fill(
      this.element,
      el(
        'div',
        { class: 'update' },
        el('p', {}, el('strong', {}, texts.updateReady), ' ', texts.updateKeeps),
        el(
          'div',
          { class: 'update-buttons' },
          button(texts.updateNow, null, () => this.#reload(), 'primary'),
          button(texts.updateLater, null, () => this.#later()),
        ),
      ),
    );
  }

  #later(): void {
    this.#change = null;
    this.draw();
  }

  #reload(): void {
    this.#app.settleTyping();
    const { source } = this.#app.store.state;
    const kept = !source || (source.kind === 'text' && keep(source));
    if (!kept && !confirm(this.#app.texts.updateLoses)) return;
    this.#app.store.change({ unsaved: false });
    this.#change?.();
  }
}

// Says that a newer page is ready. It waits: the reader reloads when it suits, and what is being worked on comes along.
import type { App } from '../app/app.ts';
import { button } from '../dom/buttons.ts';
import { el, fill, show } from '../dom/dom.ts';
import { carry, type Left, leaveNothing } from '../storage/carry.ts';

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
          button(texts.updateNow, null, () => void this.#reload(), 'primary'),
          button(texts.updateLater, null, () => this.#later()),
        ),
      ),
    );
  }

  #later(): void {
    this.#change = null;
    this.draw();
  }

  async #reload(): Promise<void> {
    this.#app.settleTyping();
    const left = await carry(this.#app.store.state);
    if (isSomething(left) && !confirm(this.#app.texts.updateLoses(left.files, left.steps))) {
      leaveNothing();
      return;
    }
    this.#app.store.change({ unsaved: false });
    this.#change?.();
  }
}

const isSomething = ({ files, steps }: Left): boolean => files.length > 0 || steps > 0;

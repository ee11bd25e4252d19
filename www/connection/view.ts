// The page of the connection dossier: the form, what the engine says of it while it is filled in, and what can be done
// with it. Loaded when it is opened; the answers outlive the page that shows them.
import '../styles/connection.css';
import type { App } from '../app/app.ts';
import { save } from '../browser/download.ts';
import { button } from '../dom/buttons.ts';
import { el, fill } from '../dom/dom.ts';
import { sourceOfText } from '../files/source.ts';
import { Checklist } from './checklist.ts';
import { type Item, PACKET, packetOf } from './dossier.ts';
import { printDraft } from './draft.ts';
import { formView } from './form.ts';
import { answer, answers, forget, isKept, keep, saved } from './keep.ts';
import { WORDS } from './words.ts';

/** How long typing must rest before a check, in milliseconds. */
const REST = 200;

export function connectionPage(app: App): { title: string; lede: string; content: Node[] } {
  const { title, lede, own } = WORDS[app.store.state.language];
  const view = new DossierView(app);
  return { title, lede, content: [el('p', { class: 'dossier-own' }, own), view.element] };
}

class DossierView {
  readonly element: HTMLElement;
  readonly #app: App;
  readonly #form = el('form', { class: 'dossier-form', autocomplete: 'off' });
  readonly #checklist: Checklist;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #last = 0;

  constructor(app: App) {
    this.#app = app;
    this.#checklist = new Checklist(app.store.state.language);
    this.#form.addEventListener('submit', (event) => event.preventDefault());
    this.#draw();
    this.element = el(
      'div',
      { class: 'dossier' },
      this.#form,
      el('div', { class: 'dossier-side' }, this.#checklist.element, this.#actions()),
    );
    void this.#check();
  }

  /** The items that are asked for now; the focus stays where it was. */
  #draw(): void {
    const focused = document.activeElement?.id;
    const { language } = this.#app.store.state;
    fill(this.#form, ...formView(answers(), language, (...given) => this.#answer(...given)));
    if (focused) this.#form.querySelector<HTMLElement>(`#${CSS.escape(focused)}`)?.focus();
  }

  #answer(item: Item, text: string, again: boolean): void {
    answer(item.path, text);
    if (again) this.#draw();
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => void this.#check(), REST);
  }

  async #check(): Promise<void> {
    this.#last += 1;
    const number = this.#last;
    const values = answers();
    try {
      const report = await this.#app.judge(packetOf(values), PACKET);
      if (number === this.#last) this.#checklist.show(values, report);
    } catch {
      if (number === this.#last) this.#checklist.fail();
    }
  }

  #actions(): HTMLElement {
    const words = WORDS[this.#app.store.state.language];
    return el(
      'div',
      { class: 'dossier-actions' },
      button(words.print, 'print', () => printDraft(answers()), 'primary'),
      button(words.download, 'download', () => this.#save()),
      button(words.check, 'check', () => this.#app.open(sourceOfText(words.file, packetOf(answers())))),
      button(words.clear, 'clear', () => this.#clear(), 'quiet'),
      el('p', { class: 'hint' }, words.printNote),
      this.#keeping(),
    );
  }

  #save(): void {
    const { file } = WORDS[this.#app.store.state.language];
    save(new Blob([packetOf(answers())], { type: 'application/json' }), file);
    saved();
  }

  #clear(): void {
    if (!confirm(WORDS[this.#app.store.state.language].clearSure)) return;
    forget();
    this.#draw();
    void this.#check();
  }

  #keeping(): HTMLElement {
    const words = WORDS[this.#app.store.state.language];
    const box = el('input', {
      type: 'checkbox',
      id: 'connection-keep',
      checked: isKept(),
      'aria-describedby': 'connection-keep-note',
    });
    box.addEventListener('change', () => {
      keep(box.checked);
      box.checked = isKept();
    });
    return el(
      'div',
      { class: 'check-row' },
      box,
      el(
        'div',
        {},
        el('label', { for: 'connection-keep' }, words.keep),
        el('p', { class: 'note', id: 'connection-keep-note' }, words.keepNote),
      ),
    );
  }
}

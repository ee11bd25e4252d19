// The packet's text: the plain text box, which is there at once and for everybody, or the editor with colours, which
// the reader may choose. The choice is remembered; the editor is loaded only for those who chose it.
import type { App } from '../app/app.ts';
import { prefer, preference } from '../browser/preference.ts';
import { el, fill, show } from '../dom/dom.ts';
import type { CodeEditor, EditorEvents } from '../editor/editor.ts';
import { packetFindings } from '../engine/report.ts';
import { areaOffset } from '../files/source.ts';
import type { Checked } from '../state/state.ts';
import { Area, type Marks } from './area.ts';

const NAME = 'editor';
const BOXES = ['plain', 'colours'] as const;

type EditorModule = typeof import('../editor/editor.ts');

/** Once loaded it is there at once, also when the page is drawn anew. */
let loaded: EditorModule | null = null;

/** The page has one editor at a time: one that was drawn for another language ends when the next begins. */
let living: CodeEditor | null = null;

const chosen = () => preference(NAME, BOXES) === 'colours';

/** After the page's own work: the editor is never waited for. */
const idle = (work: () => void): void => {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(work, 300);
};

export class TextBox {
  readonly element = el('div', { class: 'text-box' });
  readonly switch = el('button', { type: 'button', class: 'link-button' });
  readonly #app: App;
  readonly #events: EditorEvents;
  readonly #area: Area;
  #editor: CodeEditor | null = null;
  #checked: Checked | null = null;

  constructor(app: App, events: EditorEvents) {
    this.#app = app;
    this.#events = events;
    this.#area = new Area(app.texts.areaLabel, app.texts.areaHint);
    this.element.append(this.#area.element);
    this.#listen();
    this.switch.addEventListener('click', () => this.#turn());
    this.#nameSwitch();
    if (chosen() && loaded) this.#use(loaded);
    else if (chosen()) idle(() => void this.#load(false));
  }

  get text(): string {
    return this.#editor ? this.#editor.text : this.#area.text;
  }

  set text(text: string) {
    if (this.#editor) this.#editor.text = text;
    else this.#area.text = text;
  }

  /** Marks what a report found; `marks` are the lines of it. */
  mark(marks: Marks, checked: Checked | null): void {
    this.#checked = checked;
    this.#area.mark(marks);
    this.#showFindings();
  }

  select(text: string, start: number, end: number, line: number): void {
    if (this.#editor) this.#editor.select(areaOffset(text, start), areaOffset(text, end));
    else this.#area.select(text, start, end, line);
  }

  focus(): void {
    if (this.#editor) this.#editor.focus();
    else this.#area.area.focus();
  }

  #turn(): void {
    const colours = this.#editor === null;
    prefer(NAME, colours ? 'colours' : null);
    if (!colours) this.#usePlain();
    else if (loaded) this.#use(loaded);
    else void this.#load(true);
  }

  async #load(asked: boolean): Promise<void> {
    const { texts } = this.#app;
    if (asked) this.#app.say(texts.editorLoading);
    try {
      loaded = await import('../editor/editor.ts');
      if (this.element.isConnected && chosen() && !this.#editor) this.#use(loaded);
      if (asked) this.#app.say('');
    } catch {
      this.#app.say(texts.editorMissing);
    }
  }

  #use({ CodeEditor }: EditorModule): void {
    const { area } = this.#area;
    const { selectionStart, selectionEnd, value } = area;
    const focused = document.activeElement === area;
    living?.destroy();
    this.#editor = new CodeEditor(this.#app.store.state.language, this.#events);
    living = this.#editor;
    this.#editor.text = value;
    this.element.append(this.#editor.element);
    show(this.#area.element, false);
    if (focused) this.#editor.select(selectionStart, selectionEnd);
    this.#showFindings();
    this.#nameSwitch();
  }

  #usePlain(): void {
    const editor = this.#editor;
    if (!editor) return;
    this.#area.text = editor.text;
    this.#editor = null;
    living = null;
    editor.destroy();
    show(this.#area.element, true);
    this.#nameSwitch();
  }

  #nameSwitch(): void {
    const { texts } = this.#app;
    fill(this.switch, this.#editor ? texts.editorOff : texts.editorOn);
  }

  /** Places count only in the text they were found in: one that was typed on since is checked again anyway. */
  #showFindings(): void {
    if (!this.#editor) return;
    const { source, report } = this.#checked ?? {};
    const { text } = this.#editor;
    if (source?.kind === 'text' && source.text !== text && plain(source.text) !== text) return;
    this.#editor.show(source?.kind === 'text' ? (report ? packetFindings(report) : []) : []);
  }

  #listen(): void {
    const { area } = this.#area;
    area.addEventListener('input', () => this.#events.changed());
    area.addEventListener('paste', (event) => {
      const all = area.selectionStart === 0 && area.selectionEnd === area.value.length;
      if (this.#events.paste(event, all)) event.preventDefault();
    });
    area.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.#events.check();
    });
  }
}

/** A text as both boxes hold it: every line ends with \n. */
const plain = (text: string): string => text.replace(/\r\n?/g, '\n');

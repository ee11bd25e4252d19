// The editor with colours: CodeMirror in a shadow tree of its own. There its styles are adopted sheets, which the page's
// policy lets through as it stands. Loaded when the reader asks for it; the plain text box does without.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension, type Text } from '@codemirror/state';
import { EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { el } from '../dom/dom.ts';
import type { Finding, Language } from '../engine/report.ts';
import { TEXTS, type Texts } from '../text/text.ts';
import { findingMarks, showFindings } from './findings.ts';
import { colours, syntaxOf } from './syntax.ts';
import { theme } from './theme.ts';

export interface EditorEvents {
  changed(): void;
  check(): void;
  /** True when the paste was taken care of. */
  paste(event: ClipboardEvent, replacesAll: boolean): boolean;
}

export class CodeEditor {
  readonly element = el('div', { class: 'editor' });
  readonly #view: EditorView;
  readonly #syntax = new Compartment();
  readonly #events: EditorEvents;
  #isXml = false;
  /** The text as it was last asked for: putting a large one together takes a while, and it is asked for often. */
  #read: { readonly doc: Text | null; readonly text: string } = { doc: null, text: '' };
  /** Set while the page itself puts a text in: only the reader's changes are typing. */
  #putting = false;
  /** Findings that came while letters were still being put together. */
  #waiting: readonly Finding[] | null = null;

  constructor(language: Language, events: EditorEvents) {
    this.#events = events;
    const root = this.element.attachShadow({ mode: 'open' });
    this.#view = new EditorView({ root, parent: root, state: this.#stateOf('', language) });
  }

  get text(): string {
    const { doc } = this.#view.state;
    if (this.#read.doc !== doc) this.#read = { doc, text: doc.toString() };
    return this.#read.text;
  }

  /** Puts a text in; the place in sight stays where it is. */
  set text(text: string) {
    if (text === this.text) return;
    const { state } = this.#view;
    const insert = state.toText(text);
    if (insert.eq(state.doc)) return;
    this.#putting = true;
    this.#view.dispatch({ changes: { from: 0, to: state.doc.length, insert } });
    this.#putting = false;
  }

  /** Marks findings of the text as it stands. Letters that are still being put together are not disturbed. */
  show(findings: readonly Finding[]): void {
    if (this.#view.composing) this.#waiting = findings;
    else this.#view.dispatch({ effects: showFindings.of(findings) });
  }

  select(from: number, to: number): void {
    this.#view.dispatch({
      selection: { anchor: from, head: to },
      effects: EditorView.scrollIntoView(from, { y: 'center' }),
    });
    this.#view.focus();
  }

  get selection(): { from: number; to: number } {
    const { from, to } = this.#view.state.selection.main;
    return { from, to };
  }

  focus(): void {
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
    this.element.remove();
  }

  #stateOf(text: string, language: Language): EditorState {
    const texts = TEXTS[language];
    const extensions: Extension[] = [
      lineNumbers(),
      history(),
      bracketMatching(),
      highlightSelectionMatches(),
      search({ top: true }),
      keymap.of([{ key: 'Mod-Enter', run: () => this.#check() }]),
      // The Tab key stays with the page: it leads out of the editor.
      keymap.of([...searchKeymap, ...historyKeymap, ...defaultKeymap]),
      this.#syntax.of(syntaxOf(false)),
      colours,
      theme,
      findingMarks(language),
      placeholder(texts.areaHint),
      EditorState.phrases.of(texts.editorPhrases),
      EditorView.contentAttributes.of(attributes(texts)),
      EditorView.updateListener.of(({ docChanged }) => {
        if (docChanged) this.#changed();
      }),
      EditorView.domEventHandlers({
        paste: (event) => this.#events.paste(event, this.#isAllSelected()),
        compositionend: () => this.#composed(),
      }),
    ];
    return EditorState.create({ doc: text, extensions });
  }

  #changed(): void {
    this.#colour();
    if (!this.#putting) this.#events.changed();
  }

  /** What begins with `<` is read as XML, everything else as JSON. */
  #colour(): void {
    const { doc } = this.#view.state;
    const isXml = doc.sliceString(0, 200).trimStart().startsWith('<');
    if (isXml === this.#isXml) return;
    this.#isXml = isXml;
    // Not within the change that is just being told.
    queueMicrotask(() => this.#view.dispatch({ effects: this.#syntax.reconfigure(syntaxOf(isXml)) }));
  }

  #check(): boolean {
    this.#events.check();
    return true;
  }

  #isAllSelected(): boolean {
    const { from, to } = this.selection;
    return from === 0 && to === this.#view.state.doc.length;
  }

  #composed(): void {
    const findings = this.#waiting;
    this.#waiting = null;
    // The view still has to take in what was put together.
    if (findings) setTimeout(() => this.show(findings));
  }
}

const attributes = (texts: Texts): Record<string, string> => ({
  'aria-label': `${texts.areaLabel}. ${texts.editorTabs}`,
  // What can be edited can be reached anyway; said aloud, tools know that the region can be scrolled by keyboard.
  tabindex: '0',
  spellcheck: 'false',
  autocorrect: 'off',
  autocapitalize: 'off',
  translate: 'no',
});

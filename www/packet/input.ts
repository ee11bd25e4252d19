// Where a packet comes in: text area, file, clipboard, drop, samples; and the strip that says which finding is
// selected in the text.
import type { App } from '../app/app.ts';
import { canPaste, pastedText } from '../browser/clipboard.ts';
import { button, menu, smallButton } from '../dom/buttons.ts';
import { el, fill, show } from '../dom/dom.ts';
import { filePicker } from '../dom/fields.ts';
import { icon } from '../dom/icons.ts';
import { inLanguage, packetFindings, type Report, type Severity } from '../engine/report.ts';
import { LARGEST_SHOWN, LONGEST_LINE_SHOWN, sizeOf, sourceOfText } from '../files/source.ts';
import { takeFiles, takeFolder } from '../files/take.ts';
import type { State } from '../state/state.ts';
import { stay, stays } from '../storage/stay.ts';
import { size } from '../text/text.ts';
import type { Marks } from './area.ts';
import { keysButton } from './keys.ts';
import { sampleLists } from './sample-lists.ts';
import { settingsView } from './settings.ts';
import { TextBox } from './text-box.ts';

export class InputView {
  readonly element: HTMLElement;
  readonly #app: App;
  readonly #area: TextBox;
  readonly #name = el('p', { class: 'source-name' });
  readonly #bigFile = el('div', { class: 'big-file' });
  readonly #strip = el('div', { class: 'strip', hidden: true });
  readonly #settings = el('div');
  readonly #samples = el('div', { class: 'sample-lists' });
  readonly #check: HTMLButtonElement;
  readonly #clear: HTMLButtonElement;

  constructor(app: App) {
    const { texts } = app;
    this.#app = app;
    this.#area = new TextBox(app, {
      changed: () => app.type(() => this.#area.text),
      check: () => app.checkNow(),
      paste: (event, all) => this.#pasteLarge(event, all),
    });
    this.#check = button(texts.check, 'check', () => app.checkNow(), 'primary');
    this.#check.setAttribute('aria-keyshortcuts', 'Control+Enter');
    this.#clear = button(texts.clear, 'clear', () => this.#empty(), 'quiet');
    this.element = el(
      'section',
      { class: 'input', 'aria-labelledby': 'input-heading' },
      el(
        'div',
        { class: 'pane-head' },
        el('h2', { id: 'input-heading' }, texts.packetHeading),
        this.#name,
        this.#clear,
      ),
      this.#tools(),
      el('div', { class: 'pane' }, this.#area.element, this.#bigFile, this.#strip),
      el(
        'div',
        { class: 'input-foot' },
        this.#check,
        el('span', { class: 'keys' }, texts.checkKeys),
        keysButton(app),
        this.#area.switch,
      ),
      this.#stay(),
      this.#settings,
    );
    // With its settings open the column is taller than many a window: it then scrolls with the page.
    const follow = () =>
      this.element.classList.toggle('is-long', this.#settings.querySelector('details')?.open);
    this.#settings.addEventListener('toggle', follow, { capture: true });
    this.update(app.store.state, null);
  }

  update(state: State, previous: State | null): void {
    const { source } = state;
    if (state.engine !== previous?.engine || state.ownProfile !== previous?.ownProfile) this.#showSettings();
    if (state.engine !== previous?.engine)
      fill(this.#samples, ...sampleLists(this.#app, () => this.#closeSamples()));
    if (source !== previous?.source) this.#showSource(state);
    if (state.checked !== previous?.checked) this.#showChecked(state);
    if (state.selected !== previous?.selected || state.checked !== previous?.checked)
      this.#showSelected(state);
    this.#check.disabled = !source && !state.typing;
    show(this.#clear, Boolean(source) || state.typing);
  }

  focusText(): void {
    this.#area.focus();
  }

  #showSettings(): void {
    const open = this.#settings.querySelector('details')?.open ?? false;
    fill(this.#settings, settingsView(this.#app, open));
  }

  #showChecked({ checked }: State): void {
    const report = checked?.report;
    // A file that is not shown has no lines to mark.
    this.#area.mark(marksOf(checked?.source.kind === 'text' ? report : undefined), checked);
    // Where the packet is not recognised, the reader may know: the choice is laid open.
    if (report?.reason === 'unknown-packet' || report?.reason === 'bad-profile')
      this.#settings.querySelector('details')?.toggleAttribute('open', true);
  }

  #showSource(state: State): void {
    const { source, language } = state;
    const file = source?.kind === 'file';
    show(this.#area.element, !file);
    show(this.#bigFile, file);
    fill(this.#name, source && `${source.name} · ${size(sizeOf(source), language)}`);
    if (source?.kind === 'text') this.#area.text = source.text;
    else if (!state.typing) this.#area.text = '';
    if (source?.kind === 'file') this.#showFile(source.name, sizeOf(source));
  }

  #showFile(name: string, bytes: number): void {
    const { texts, store } = this.#app;
    fill(
      this.#bigFile,
      icon('file'),
      el('p', { class: 'big-file-name' }, name),
      el('p', { class: 'big-file-size' }, size(bytes, store.state.language)),
      el('p', { class: 'note' }, texts.bigFile),
      el('p', { class: 'note' }, texts.bigFileHint),
    );
  }

  #showSelected(state: State): void {
    const { texts } = this.#app;
    const report = state.checked?.report;
    const finding = state.selected === null ? undefined : report?.findings[state.selected];
    show(this.#strip, Boolean(finding));
    if (!finding || !report || state.selected === null) return;
    const { selected } = state;
    this.#strip.className = `strip strip-${finding.severity}`;
    fill(
      this.#strip,
      icon(finding.severity),
      el('p', { class: 'strip-message' }, inLanguage(finding.message, state.language)),
      el(
        'div',
        { class: 'strip-buttons' },
        el('span', { class: 'strip-position' }, texts.position(selected + 1, report.findings.length)),
        smallButton(texts.previousPlace, 'previous', () => this.step(-1)),
        smallButton(texts.nextPlace, 'next', () => this.step(1)),
        smallButton(texts.backToFinding, 'back', () => this.#back(selected)),
        smallButton(texts.closeStrip, 'close', () => this.#app.select(null)),
      ),
    );
    this.#selectPlace(state);
  }

  #selectPlace(state: State): void {
    const { source, checked, selected, typing } = state;
    const finding = selected === null ? undefined : checked?.report.findings[selected];
    if (source?.kind !== 'text' || typing || checked?.source !== source || !finding) return;
    const { start, end } = finding.range;
    this.#area.select(source.text, start.utf16, end.utf16, start.line);
    this.element.scrollIntoView({ block: 'nearest' });
  }

  /** Selects the finding before or after the selected one, in the order of the text. */
  step(by: number): void {
    const { checked, selected } = this.#app.store.state;
    const count = checked ? packetFindings(checked.report).length : 0;
    const next = selected === null ? (by > 0 ? 0 : count - 1) : (selected + by + count) % count;
    if (count > 0) this.#app.select(next);
  }

  #back(finding: number): void {
    this.element.dispatchEvent(new CustomEvent('reveal', { bubbles: true, detail: finding }));
  }

  #empty(): void {
    if (!this.#app.clear()) return;
    this.#area.text = '';
    this.focusText();
  }

  /** Packets hold people's data: they are kept only where the reader says so. */
  #stay(): HTMLElement {
    const { texts, store } = this.#app;
    const box = el('input', {
      type: 'checkbox',
      id: 'stay',
      checked: stays(),
      'aria-describedby': 'stay-note',
    });
    box.addEventListener('change', () => stay(box.checked, store.state));
    return el(
      'div',
      { class: 'check-row stay' },
      box,
      el(
        'div',
        {},
        el('label', { for: 'stay' }, texts.stay),
        el('p', { class: 'note', id: 'stay-note' }, texts.stayNote),
      ),
    );
  }

  #closeSamples(): void {
    this.#samples.closest('details')?.removeAttribute('open');
  }

  #tools(): HTMLElement {
    const { texts } = this.#app;
    const files = filePicker('file', { multiple: true }, (chosen) => void takeFiles(this.#app, chosen));
    const folder = filePicker(
      'folder',
      { webkitdirectory: true },
      (chosen) => void takeFolder(this.#app, chosen),
    );
    const samples = menu(texts.samples, 'samples', this.#samples);
    return el(
      'div',
      { class: 'tools' },
      files,
      folder,
      button(texts.choose, 'file', () => files.click()),
      button(texts.chooseFolder, 'folder', () => folder.click()),
      canPaste() && button(texts.paste, 'paste', () => void this.#paste()),
      samples,
    );
  }

  async #paste(): Promise<void> {
    const text = await pastedText();
    if (text === null) this.#app.say(this.#app.texts.pasteRefused);
    else if (text.trim() !== '') this.#app.open(sourceOfText(this.#app.texts.pastedName, text));
  }

  /** A text too large for the box is taken as a file before the box gets it. */
  #pasteLarge(event: ClipboardEvent, replacesAll: boolean): boolean {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (replacesAll) this.#app.pasteOver();
    if (text.length < LONGEST_LINE_SHOWN) return false;
    const source = sourceOfText(this.#app.texts.pastedName, text);
    if (source.kind !== 'file' && this.#area.text.length + text.length < LARGEST_SHOWN) return false;
    this.#app.open(source);
    return true;
  }
}

const GRAVITY: Readonly<Record<Severity, number>> = { error: 2, warning: 1, info: 0 };

function marksOf(report: Report | undefined): Marks {
  const marks = new Map<number, Severity>();
  for (const { range, severity } of report ? packetFindings(report) : []) {
    const known = marks.get(range.start.line);
    if (!known || GRAVITY[severity] > GRAVITY[known]) marks.set(range.start.line, severity);
  }
  return marks;
}

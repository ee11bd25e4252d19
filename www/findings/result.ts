// The result pane: what there is to say about the packet, in whichever state the check is. It is made anew for every
// report; which groups are open and how many of their places are shown outlives that.
import type { App } from '../app/app.ts';
import { button } from '../dom/buttons.ts';
import { el, fill, show } from '../dom/dom.ts';
import { icon } from '../dom/icons.ts';
import { inLanguage } from '../engine/report.ts';
import { sizeOf } from '../files/source.ts';
import type { FilesView } from '../set/files.ts';
import type { Cause, Checked, State } from '../state/state.ts';
import { size } from '../text/text.ts';
import { actionsView } from './actions.ts';
import { emptyView } from './empty.ts';
import { FindingsView } from './findings.ts';
import { scopeView } from './scope.ts';
import { verdictView } from './verdict.ts';

export class ResultView {
  readonly element: HTMLElement;
  readonly #app: App;
  readonly #body = el('div', { class: 'result-body' });
  readonly #progress = el('div', { class: 'progress', hidden: true });
  readonly #spoken = el('p', { class: 'unseen', role: 'status' });
  readonly #findings: FindingsView;
  /** Loaded when there are several files. */
  #files: FilesView | null = null;
  readonly #set = el('div');

  constructor(app: App) {
    this.#app = app;
    this.#findings = new FindingsView(app);
    this.element = el(
      'section',
      { class: 'result', id: 'result', 'aria-label': app.texts.resultHeading, tabindex: '-1' },
      this.#spoken,
      this.#set,
      this.#progress,
      this.#body,
    );
    this.update(app.store.state, null);
  }

  update(state: State, previous: State | null): void {
    this.#showProgress(state, previous);
    this.#showFiles(state, previous);
    this.element.setAttribute('aria-busy', String(state.phase === 'checking' || state.typing));
    if (previous && !needsNew(state, previous)) return;
    this.#draw(state);
    if (state.refused && state.refused !== previous?.refused) this.#spoken.textContent = state.refused;
    if (previous && state.checked && state.checked !== previous.checked)
      this.#settled(state.checked, previous);
  }

  reveal(finding: number): void {
    this.#findings.reveal(finding);
  }

  #showFiles(state: State, previous: State | null): void {
    if (this.#files && previous) this.#files.update(state, previous);
    else if (state.set.length > 0 && state.set.length !== previous?.set.length) void this.#loadFiles();
  }

  async #loadFiles(): Promise<void> {
    const { FilesView } = await import('../set/files.ts');
    this.#files ??= new FilesView(this.#app);
    fill(this.#set, this.#files.element);
    this.#files.update(this.#app.store.state, null);
  }

  step(by: number): void {
    this.#findings.step(by);
  }

  focusHeading(): void {
    const heading = this.element.querySelector<HTMLElement>('.verdict-word') ?? this.element;
    heading.focus({ preventScroll: true });
    heading.closest('.verdict')?.scrollIntoView({ block: 'nearest' });
  }

  #draw(state: State): void {
    fill(this.#body, ...this.#content(state));
  }

  #content(state: State): HTMLElement[] {
    const { texts } = this.#app;
    switch (kindOf(state)) {
      case 'stopped':
        return [this.#noAnswer(texts.stoppedTitle, texts.stoppedText)];
      case 'fault':
        return [this.#noAnswer(texts.faultTitle, texts.faultText)];
      case 'broken':
        return [this.#noAnswer(texts.faultTitle, texts.faultBroken)];
      case 'answer':
        return state.checked ? this.#answer(state.checked) : [];
      case 'waiting':
        return [waiting(state.engine ? texts.checking : texts.starting)];
      case 'empty':
        return [emptyView(this.#app)];
      case 'nothing':
        return [];
    }
  }

  #answer(checked: Checked): HTMLElement[] {
    const { report } = checked;
    return [
      verdictView(this.#app, checked),
      actionsView(this.#app, checked),
      ...(report.findings.length > 0 ? [this.#findings.draw(checked)] : []),
      scopeView(this.#app, report),
    ];
  }

  #noAnswer(title: string, text: string): HTMLElement {
    const { texts, store } = this.#app;
    const { fault, phase } = store.state;
    return el(
      'div',
      { class: 'verdict verdict-not-checked' },
      icon('open'),
      el(
        'div',
        { class: 'verdict-words' },
        el('h2', { class: 'verdict-word', tabindex: '-1' }, title),
        el('p', { class: 'verdict-sentence' }, text),
        phase !== 'stopped' &&
          fault &&
          el('details', { class: 'detail' }, el('summary', {}, texts.faultDetail), el('code', {}, fault)),
        phase !== 'broken' && button(texts.retry, 'check', () => this.#app.checkNow(), 'primary'),
      ),
    );
  }

  #showProgress(state: State, previous: State | null): void {
    const { source, progress, phase } = state;
    const reading = phase === 'checking' && source?.kind === 'file';
    show(this.#progress, reading);
    if (!reading) return;
    const { texts } = this.#app;
    const all = sizeOf(source);
    if (previous?.phase !== 'checking' || previous.source !== source || !this.#progress.firstChild)
      this.#drawProgress(source.name);
    const bar = this.#progress.querySelector('progress');
    if (bar) bar.value = progress ? progress.bytes / Math.max(1, all) : 0;
    const line = this.#progress.querySelector<HTMLElement>('.progress-line');
    const done = texts.progressLine(size(progress?.bytes ?? 0, state.language), size(all, state.language));
    const counts = texts.progressCounts(progress?.records ?? 0, progress?.findings ?? 0);
    const seconds = (performance.now() - state.since) / 1000;
    const speed = progress ? texts.speed(size(progress.bytes / Math.max(seconds, 0.1), state.language)) : '';
    if (line) line.textContent = [done, speed, counts].filter(Boolean).join(' · ');
  }

  #drawProgress(name: string): void {
    const { texts } = this.#app;
    const label = texts.checkingFile(name);
    fill(
      this.#progress,
      el('p', { class: 'progress-title' }, label),
      el('progress', { max: '1', value: '0', 'aria-label': label }),
      el('p', { class: 'progress-line' }),
      button(texts.cancel, 'close', () => this.#app.stop()),
    );
  }

  /** Where the focus goes, and what is said, once there is an answer. */
  #settled(checked: Checked, previous: State): void {
    const { store } = this.#app;
    this.#spoken.textContent = inLanguage(checked.report.summary, store.state.language);
    const move: Readonly<Record<Cause, () => void>> = {
      asked: () => this.focusHeading(),
      repair: () => this.focusHeading(),
      fix: () => this.#findings.focusNear() || this.focusHeading(),
      typing: () => {},
      language: () => {},
    };
    if (previous.phase === 'checking' || checked.cause === 'repair') move[checked.cause]();
  }
}

type Kind = 'stopped' | 'fault' | 'broken' | 'answer' | 'waiting' | 'empty' | 'nothing';

/** What the pane has to show. While a packet is checked again, its last report stays. */
function kindOf({ checked, phase, set, source, typing }: State): Kind {
  if (phase === 'stopped' || phase === 'fault' || phase === 'broken') return phase;
  if (checked) return 'answer';
  if (source?.kind === 'file' && phase === 'checking') return 'nothing';
  if (source || typing) return 'waiting';
  return set.length > 0 ? 'nothing' : 'empty';
}

/** Drawing costs more than all else between a key and its answer: only what changes the pane makes it new. */
function needsNew(state: State, previous: State): boolean {
  return (
    state.checked !== previous.checked ||
    kindOf(state) !== kindOf(previous) ||
    state.audience !== previous.audience ||
    state.engine !== previous.engine ||
    state.undo !== previous.undo ||
    state.set.length !== previous.set.length ||
    state.refused !== previous.refused
  );
}

const waiting = (text: string): HTMLElement =>
  el(
    'div',
    { class: 'waiting' },
    el('span', { class: 'waiting-mark', 'aria-hidden': 'true' }),
    el('p', {}, text),
  );

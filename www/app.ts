// What the reader can do, in terms of the state: open, type, check, repair, undo, save. Checks may overlap; only the
// answer for the present source counts, so the latest request wins.
import { copyText } from './clipboard.ts';
import { fileNameFor, save } from './download.ts';
import { type Call, Engine, EngineFault, Stopped } from './engine.ts';
import { findingAsText } from './finding-text.ts';
import type { Format, Language, Options, Report } from './report.ts';
import { contentOf, type Source, sourceOfBytes, sourceOfText, withLineEndsOf } from './source.ts';
import { type Audience, beginning, type Cause, Store } from './state.ts';
import { TEXTS, type Texts } from './text.ts';

/** How long typing must rest before a check, in milliseconds. */
const REST = 250;

const TYPES: Readonly<Record<Format, string>> = {
  text: 'text/plain',
  json: 'application/json',
  csv: 'text/csv',
  sarif: 'application/sarif+json',
  html: 'text/html',
};

export class App {
  readonly store: Store;
  readonly #engine: Engine;
  #call: Call<'check'> | null = null;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #typed: (() => string) | null = null;
  #pasted = false;

  constructor(language: Language) {
    this.store = new Store(beginning(language));
    this.#engine = new Engine(
      (info) => this.store.change({ engine: info }),
      (message) => this.store.change({ phase: 'broken', fault: message }),
    );
  }

  get texts(): Texts {
    return TEXTS[this.store.state.language];
  }

  say(notice: string): void {
    this.store.change({ notice });
  }

  open(source: Source): void {
    this.#forgetTyping();
    this.store.change({ source, undo: [], checked: null, selected: null, notice: '' });
    void this.check('asked');
  }

  clear(): void {
    this.#forgetTyping();
    this.#call?.cancel();
    this.store.change({
      source: null,
      undo: [],
      checked: null,
      selected: null,
      phase: 'idle',
      notice: this.texts.cleared,
    });
  }

  /** The text area changed; `read` gives its text when typing rests. */
  type(read: () => string): void {
    clearTimeout(this.#rest);
    this.#typed = read;
    if (!this.store.state.typing) this.store.change({ typing: true, selected: null });
    this.#rest = setTimeout(() => this.#takeTyped('typing'), REST);
  }

  /** What comes next replaces the whole text: it is another packet, under another name. */
  pasteOver(): void {
    this.#pasted = true;
  }

  /** The reader asks for a check now. */
  checkNow(): void {
    if (this.#typed) this.#takeTyped('asked');
    else void this.check('asked');
  }

  /** Takes what was typed last, before the page is left. */
  settleTyping(): void {
    if (this.#typed) this.#takeTyped('typing');
  }

  choose(part: { packet?: string; profile?: string }): void {
    this.store.change(part);
    if (this.store.state.source) void this.check('typing');
  }

  speak(language: Language): void {
    if (language === this.store.state.language) return;
    if (this.#typed) this.#takeTyped('typing');
    this.store.change({ language, notice: '' });
    if (this.store.state.checked) void this.check('language');
  }

  advise(audience: Audience): void {
    this.store.change({ audience });
  }

  stop(): void {
    this.#call?.cancel();
  }

  select(finding: number | null): void {
    this.store.change({ selected: finding });
  }

  async check(cause: Cause): Promise<void> {
    const { source } = this.store.state;
    if (!source) return;
    if (source.kind === 'file') this.#call?.cancel();
    this.store.change({ phase: 'checking', progress: null });
    const ask = { content: contentOf(source), options: this.#options() };
    const call = this.#engine.ask('check', ask, (progress) => {
      if (this.#call === call) this.store.change({ progress });
    });
    this.#call = call;
    try {
      const report = await call.answer;
      if (this.#call === call) this.#settle(report, source, cause);
    } catch (error) {
      if (this.#call === call) this.#noAnswer(error);
    }
  }

  async fix(index: number): Promise<void> {
    const checked = this.#fresh();
    const finding = checked?.report.findings[index];
    if (!checked || !finding?.fix) return;
    await this.#replace(async () => {
      const ask = { content: contentOf(checked.source), edits: finding.fix?.edits ?? [] };
      const bytes = await this.#engine.ask('edit', ask).answer;
      this.#put(
        sourceOfBytes(checked.source.name, bytes),
        checked.source,
        finding.fix ? this.texts.fixed(placeName(finding.field, finding.path)) : '',
      );
      await this.check('fix');
    });
  }

  async repairSafe(): Promise<void> {
    const checked = this.#fresh();
    if (!checked) return;
    await this.#replace(async () => {
      const ask = { content: contentOf(checked.source), which: 'safe' as const, options: this.#options() };
      const { bytes, applied, report } = await this.#engine.ask('repair', ask).answer;
      const source = sourceOfBytes(checked.source.name, bytes);
      this.#put(source, checked.source, this.texts.repaired(applied));
      this.#settle(report, source, 'repair');
    });
  }

  undo(): void {
    const { undo } = this.store.state;
    const source = undo.at(-1);
    if (!source) return;
    this.#forgetTyping();
    this.store.change({ source, undo: undo.slice(0, -1), selected: null, notice: this.texts.undone });
    void this.check('repair');
  }

  async saveReport(format: Exclude<Format, 'text'>): Promise<void> {
    const checked = this.#fresh();
    if (!checked) return;
    const options = { ...this.#options(), mask: this.store.state.maskReports };
    await this.#replace(async () => {
      const ask = { content: contentOf(checked.source), format, options };
      const text = await this.#engine.ask('write', ask).answer;
      save(
        new Blob([text], { type: TYPES[format] }),
        fileNameFor(checked.source.name, this.texts.reportFile, format),
      );
    });
  }

  /** Copies a finding; the text is to be passed on, so personal values are masked as the reader chose. */
  async copy(index: number): Promise<void> {
    const checked = this.#fresh();
    if (!checked) return;
    const copied = await copyText(this.#findingText(checked.report, checked.source, index));
    this.say(copied ? this.texts.copied : this.texts.copyRefused);
  }

  async #findingText(report: Report, source: Source, index: number): Promise<string> {
    const { maskReports: mask, language } = this.store.state;
    const options = { ...this.#options(), mask };
    const shared = mask
      ? await this.#engine.ask('check', { content: contentOf(source), options }).answer
      : report;
    const finding = shared.findings[index];
    return finding ? findingAsText(finding, shared, language) : '';
  }

  /** The report, when it speaks of what the page holds now. */
  #fresh() {
    const { checked, source, typing } = this.store.state;
    if (checked && checked.source === source && !typing) return checked;
    this.say(this.texts.stale);
    return null;
  }

  /** Work of the engine that may break it: the packet then has no verdict any more. */
  async #replace(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#noAnswer(error);
    }
  }

  #put(source: Source, old: Source, notice: string): void {
    this.store.change({ source, undo: [...this.store.state.undo, old], selected: null, notice });
  }

  #settle(report: Report, source: Source, cause: Cause): void {
    const read = readAs(source, report.sources[0]?.encoding);
    const present = this.store.state.source === source ? { source: read } : {};
    this.store.change({
      ...present,
      checked: { report, source: read, cause },
      phase: 'idle',
      progress: null,
    });
  }

  #noAnswer(error: unknown): void {
    if (this.store.state.phase === 'broken') return;
    if (error instanceof Stopped) this.store.change({ phase: 'stopped', progress: null, checked: null });
    else if (error instanceof EngineFault)
      this.store.change({ phase: 'fault', fault: error.message, progress: null, checked: null });
    else throw error;
  }

  #takeTyped(cause: Cause): void {
    const text = withLineEndsOf(this.#typed?.() ?? '', this.store.state.source);
    const name = this.#typedName();
    this.#forgetTyping();
    if (text.trim() === '') {
      this.store.change({ source: null, undo: [], checked: null, selected: null, phase: 'idle' });
      return;
    }
    this.store.change({ source: sourceOfText(name, text), undo: [] });
    void this.check(cause);
  }

  #typedName(): string {
    if (this.#pasted) return this.texts.pastedName;
    return this.store.state.source?.name ?? this.texts.typedName;
  }

  #forgetTyping(): void {
    clearTimeout(this.#rest);
    this.#pasted = false;
    this.#typed = null;
    if (this.store.state.typing) this.store.change({ typing: false });
  }

  #options(): Options {
    const { language, packet, profile, source } = this.store.state;
    const options: Options = { lang: language, name: source?.name ?? '' };
    if (packet) options.packet = packet;
    if (profile) options.profile = profile;
    return options;
  }
}

const placeName = (field: string | null, path: string) => field ?? path;

/** The source in the encoding that the engine found, when the page took it for another one. */
function readAs(source: Source, encoding: string | null | undefined): Source {
  if (source.kind !== 'text' || !encoding || source.encoding === encoding) return source;
  return sourceOfBytes(source.name, source.bytes, encoding);
}

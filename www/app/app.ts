// What the reader can do, in terms of the state: open, type, check, repair, undo. Checks may overlap; only the
// answer for the present source counts, so the latest request wins.

import { prefer } from '../browser/preference.ts';
import { type Call, Engine, EngineFault, Stopped } from '../engine/client.ts';
import type { CheckAnswer } from '../engine/protocol.ts';
import type { Language, Options, Report } from '../engine/report.ts';
import type { Incoming } from '../files/intake.ts';
import {
  contentOf,
  type FileSource,
  fileSource,
  isSmall,
  LARGEST_SHOWN,
  type Source,
  sizeOf,
  sourceOfBytes,
  sourceOfText,
  withLineEndsOf,
  withPart,
} from '../files/source.ts';
import { type OwnProfile, sourceOfProfile } from '../own-profile/own-profile.ts';
import { Reports } from '../reports/reports.ts';
import { SetRunner } from '../state/set.ts';
import { type Audience, beginning, type Cause, type Checked, Store } from '../state/state.ts';
import type { Carried } from '../storage/carry.ts';
import { loadTexts, TEXTS, type Texts } from '../text/text.ts';

/** How long typing must rest before a check, in milliseconds: a frame, or half of what the last check took. */
const SHORTEST_REST = 16;
const LONGEST_REST = 250;
/** Nothing to undo. */
const NONE: readonly Source[] = [];

/** Repairing holds the whole packet in memory: above this it is left to other tools. */
const LARGEST_REPAIRED = 200_000_000;

export class App {
  readonly store: Store;
  readonly set: SetRunner;
  readonly reports: Reports;
  readonly #engine: Engine;
  /** Packed files as they are unpacked: made when first quoted from. */
  readonly #plain = new WeakMap<Source, Promise<Source>>();
  #call: Call<'check'> | null = null;
  #rest: ReturnType<typeof setTimeout> | undefined;
  /** What the last check took, from the taking of the text to what was drawn of the report. */
  #took = 0;
  #typed: (() => string) | null = null;
  #pasted = false;
  /** What was typed last: what is typed on is the same step to undo. */
  #typedLast: Source | null = null;

  constructor(language: Language) {
    this.store = new Store(beginning(language));
    this.#engine = new Engine(
      (info) => this.store.change({ engine: info }),
      (message) => this.store.change({ phase: 'broken', fault: message }),
    );
    this.set = new SetRunner(this, this.#engine);
    this.reports = new Reports(this, this.#engine);
  }

  get texts(): Texts {
    return TEXTS[this.store.state.language];
  }

  say(notice: string): void {
    this.store.change({ notice });
  }

  open(source: Source): void {
    if (!this.#mayReplace()) return;
    this.#forgetTyping();
    this.set.leave();
    this.store.change({
      source,
      undo: NONE,
      checked: null,
      selected: null,
      notice: '',
      refused: '',
      unsaved: false,
    });
    void this.check('asked');
  }

  /** Takes what came in: one packet is opened, several are a set. What cannot be taken is named, and why. */
  async take(incoming: Incoming): Promise<void> {
    const { sources } = incoming;
    const [first, second] = sources;
    if (first && !second) this.open(await this.#shown(first));
    if (second) this.#openSet(sources);
    const refused = this.#refused(incoming);
    const { source, set, typing } = this.store.state;
    // What is open stays open, and in sight.
    if (source || set.length > 0 || typing) this.say(refused);
    else this.store.change({ refused, notice: '' });
  }

  #refused({ sources, left, foreign, broken }: Incoming): string {
    const { texts } = this;
    const [other] = foreign;
    if (broken.length > 0) return texts.brokenArchive(broken.join(', '));
    if (sources.length > 0) return left > 0 ? texts.leftOut(left) : '';
    return other ? texts.foreign(other.name, other.kind) : texts.nothingTaken;
  }

  #openSet(sources: readonly Source[]): void {
    if (!this.#mayReplace()) return;
    this.#forgetTyping();
    this.#call?.cancel();
    this.set.leave();
    this.store.change({
      source: null,
      undo: NONE,
      checked: null,
      selected: null,
      notice: '',
      refused: '',
      phase: 'idle',
    });
    void this.set.begin(sources);
  }

  /** Takes up the work that was carried over a reload. */
  goOn({ source, undo, set, choices }: Carried): void {
    if (source) this.open(source);
    else if (set.length > 0) this.#openSet(set);
    this.store.change({ undo, ...choices });
  }

  /** Shows one file of the set. */
  async openEntry(id: number): Promise<void> {
    if (this.#typed) this.#takeTyped('typing');
    const entry = this.store.state.set.find((known) => known.id === id);
    if (!entry) return;
    const source = entry.source.kind === 'file' ? await this.#shown(entry.source) : entry.source;
    this.set.reads(id, source);
    const kept = entry.language === this.store.state.language ? entry.checked : null;
    const checked = kept && { ...kept, source: readAs(source, kept.report.sources[0]?.encoding) };
    this.#call = null;
    this.store.change({
      source: checked?.source ?? source,
      undo: entry.undo,
      checked,
      current: id,
      selected: null,
      phase: 'idle',
      progress: null,
      notice: '',
    });
    if (!checked) await this.check('asked');
  }

  /** A small file as text, so that it can be read and changed; a large one as it is. */
  async #shown(source: FileSource): Promise<Source> {
    if (!isSmall(source)) return source;
    try {
      const blob = source.packing ? await this.#unpack(source, LARGEST_SHOWN + 1) : source.file;
      if (blob.size > LARGEST_SHOWN) return source;
      return sourceOfBytes(source.name, new Uint8Array(await blob.arrayBuffer()));
    } catch {
      return source;
    }
  }

  #unpack(source: FileSource, until: number): Promise<Blob> {
    return this.#engine.ask('unpack', { content: contentOf(source), until }).answer;
  }

  /** What a finding speaks of, in a form that can be quoted from at any place. */
  plain({ source, report, ownProfile }: Checked, at: number): Promise<Source> {
    if (at > 0 && ownProfile) return Promise.resolve(sourceOfProfile(ownProfile));
    if (source.kind !== 'file' || !source.packing) return Promise.resolve(source);
    const known = this.#plain.get(source);
    if (known) return known;
    const made = this.#unpack(source, report.sources[0]?.bytes ?? 0).then((blob) =>
      fileSource(source.name, blob),
    );
    this.#plain.set(source, made);
    return made;
  }

  /** Says whether it did. */
  clear(): boolean {
    if (!this.#mayReplace()) return false;
    this.#forgetTyping();
    this.#call?.cancel();
    this.set.leave();
    this.store.change({
      unsaved: false,
      source: null,
      undo: NONE,
      checked: null,
      selected: null,
      phase: 'idle',
      refused: '',
      notice: this.texts.cleared,
    });
    return true;
  }

  /** What was repaired here and not downloaded is given up only when the reader says so. */
  #mayReplace(): boolean {
    const { unsaved, undo, set } = this.store.state;
    const isRepaired = undo.length > 0 || set.some((entry) => entry.undo.length > 0);
    return !(unsaved && isRepaired) || confirm(this.texts.replaceSure);
  }

  /** The text area changed; `read` gives its text when typing rests. */
  type(read: () => string): void {
    clearTimeout(this.#rest);
    this.#typed = read;
    if (!this.store.state.typing) this.store.change({ typing: true, unsaved: true, selected: null });
    const rest = Math.min(LONGEST_REST, Math.max(SHORTEST_REST, this.#took / 2));
    this.#rest = setTimeout(() => this.#takeTyped('typing'), rest);
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

  choose(part: { packet?: string; profile?: string; ownProfile?: OwnProfile | null }): void {
    this.store.change(part);
    if (this.store.state.set.length > 0) void this.set.again();
    if (this.store.state.source) void this.check('typing');
  }

  async speak(language: Language): Promise<void> {
    await loadTexts(language);
    if (language === this.store.state.language) return;
    if (this.#typed) this.#takeTyped('typing');
    this.store.change({ language, notice: '', refused: '' });
    if (this.store.state.set.length > 0) void this.set.refresh();
    if (this.store.state.checked) void this.check('language');
  }

  advise(audience: Audience): void {
    prefer('audience', audience === 'staff' ? null : audience);
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
    // Of an older text nothing is wanted any more.
    this.#call?.drop();
    this.store.change({ phase: 'checking', progress: null, since: performance.now() });
    const ask = { content: contentOf(source), options: this.options() };
    const call = this.#engine.ask('check', ask, {
      progress: (progress) => {
        if (this.#call === call) this.store.change({ progress });
      },
    });
    this.#call = call;
    try {
      const answer = await call.answer;
      if (this.#call !== call) return;
      this.#call = null;
      this.#settle(answer, source, cause);
      this.#took = performance.now() - this.store.state.since;
    } catch (error) {
      if (this.#call === call) this.#noAnswer(error);
    }
  }

  /** What the engine says of a text that is not the packet of the page. */
  async judge(text: string, packet: string): Promise<Report> {
    const content = new TextEncoder().encode(text);
    const options: Options = { lang: this.store.state.language, name: packet, packet };
    return (await this.#engine.ask('check', { content, options }).answer).report;
  }

  async fix(index: number): Promise<void> {
    const checked = this.fresh();
    const finding = checked?.report.findings[index];
    if (!checked || !finding?.fix || !this.#canRepair(checked)) return;
    await this.guard(async () => {
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

  /** Puts a text in the place of another in the packet, as a step that can be undone. */
  rewrite(start: number, end: number, text: string, field: string): void {
    const { source, typing } = this.store.state;
    if (source?.kind !== 'text' || typing) {
      this.say(this.texts.stale);
      return;
    }
    this.#put(withPart(source, start, end, text), source, this.texts.fixed(field));
    void this.check('typing');
  }

  async repairSafe(): Promise<void> {
    const checked = this.fresh();
    if (!checked || !this.#canRepair(checked)) return;
    await this.guard(async () => {
      const ask = { content: contentOf(checked.source), which: 'safe' as const, options: this.options() };
      const { bytes, applied, report } = await this.#engine.ask('repair', ask).answer;
      const source = sourceOfBytes(checked.source.name, bytes);
      this.#put(source, checked.source, this.texts.repaired(applied));
      this.#settle({ report, end: 'whole', sha256: null }, source, 'repair');
    });
  }

  #canRepair({ source }: Checked): boolean {
    if (sizeOf(source) <= LARGEST_REPAIRED) return true;
    this.say(this.texts.tooLargeToRepair);
    return false;
  }

  undo(): void {
    const { undo } = this.store.state;
    const source = undo.at(-1);
    if (!source) return;
    this.#forgetTyping();
    this.store.change({ source, undo: undo.slice(0, -1), selected: null, notice: this.texts.undone });
    void this.check('repair');
  }

  /** The report, when it speaks of what the page holds now. */
  fresh(): Checked | null {
    const { checked, source, typing } = this.store.state;
    if (checked && checked.source === source && !typing) return checked;
    this.say(this.texts.stale);
    return null;
  }

  /** Work of the engine that may break it: the packet then has no verdict any more. */
  async guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#noAnswer(error);
    }
  }

  #put(source: Source, old: Source, notice: string): void {
    this.store.change({
      source,
      undo: [...this.store.state.undo, old],
      selected: null,
      notice,
      unsaved: true,
    });
  }

  #settle({ report, end, sha256 }: CheckAnswer, source: Source, cause: Cause): void {
    const read = readAs(source, report.sources[0]?.encoding);
    const present = this.store.state.source === source ? { source: read } : {};
    const { ownProfile } = this.store.state;
    const checked: Checked = { report, source: read, ownProfile, cause, end, sha256 };
    this.store.change({ ...present, checked, phase: 'idle', progress: null });
    const { current, undo, language } = this.store.state;
    if (current !== null) this.set.update(current, { source: read, undo, checked, language });
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
    const isPasted = this.#pasted;
    this.#forgetTyping();
    if (text.trim() === '') {
      this.store.change({
        source: null,
        undo: NONE,
        checked: null,
        selected: null,
        phase: 'idle',
        current: null,
      });
      return;
    }
    const { source: before, undo } = this.store.state;
    const source = sourceOfText(name, text);
    const isOn = before === this.#typedLast;
    this.store.change({
      source,
      undo: !before || isPasted ? NONE : isOn ? undo : [...undo, before],
      refused: '',
    });
    // A packet that was pasted over all is as good as opened: what is typed in it is a change of it.
    this.#typedLast = isPasted ? null : source;
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

  options(name = this.store.state.source?.name ?? ''): Options {
    const { language, packet, profile, ownProfile } = this.store.state;
    const options: Options = { lang: language, name };
    if (packet) options.packet = packet;
    if (profile) options.profile = profile;
    if (ownProfile) options.ownProfile = ownProfile.text;
    return options;
  }
}

const placeName = (field: string | null, path: string) => field ?? path;

/** The source in the encoding that the engine found, when the page took it for another one. */
function readAs(source: Source, encoding: string | null | undefined): Source {
  if (source.kind !== 'text' || !encoding || source.encoding === encoding) return source;
  return sourceOfBytes(source.name, source.bytes, encoding);
}

// Several files checked together, in one session of the engine and with one report. Of each file only what the list needs
// is kept, and its findings while they are few; a file is opened from its source again. When a file is changed all are
// checked again: the report is always about what the files are now.
import { type Call, type Engine, EngineFault } from '../engine/client.ts';
import type { SetAsk, SetReport, SourceAnswer } from '../engine/protocol.ts';
import { inLanguage, type Language, type Options } from '../engine/report.ts';
import { contentOf, isSame, type Source } from '../files/source.ts';
import type { Entry, Outcome, Reading } from './state.ts';

/** How often the list hears of files that are done, in milliseconds. */
const TELL_EVERY = 150;

/** What the set needs of the page. */
interface Page extends Reading {
  options(name?: string): Options;
}

function outcomeOf(answer: SourceAnswer, language: Language): Outcome {
  const { report, end, sha256, maskedName } = answer;
  const [gap] = report.notChecked;
  const [source] = report.sources;
  return {
    verdict: report.verdict,
    why: end === 'whole' ? '' : inLanguage(end === 'stopped' ? report.summary : gap, language),
    counts: report.counts,
    packet: report.packet,
    records: source?.records ?? 0,
    maskedName,
    bytes: source?.bytes ?? 0,
    end,
    sha256,
  };
}

export class SetRunner {
  readonly #page: Page;
  readonly #engine: Engine;
  #call: Call<'checkSet'> | null = null;

  constructor(page: Page, engine: Engine) {
    this.#page = page;
    this.#engine = engine;
  }

  begin(sources: readonly Source[]): Promise<void> {
    const { store } = this.#page;
    const { language } = store.state;
    const set = sources.map((source, id) => ({
      id,
      source,
      undo: [],
      outcome: null,
      checked: null,
      language,
    }));
    store.change({ set, setReport: null, current: null });
    return this.refresh();
  }

  /** The files once more, as other options were chosen. */
  again(): Promise<void> {
    const { store } = this.#page;
    const set = store.state.set.map((entry) => ({ ...entry, outcome: null, checked: null }));
    store.change({ set, setReport: null });
    return this.refresh();
  }

  /** The files once more; until there are new answers the old ones are shown. */
  refresh(): Promise<void> {
    return this.#checkAll(new Set());
  }

  /** Reading ends here: the files that wait are named in the report as not read. */
  stop(): void {
    this.#call?.cancel();
  }

  /** There are no files any more. */
  leave(): void {
    this.#call?.drop();
    this.#call = null;
    this.#page.store.change({ set: [], setReport: null, setRuns: false, current: null });
  }

  /** A file was opened: this is how it reads, and no change. */
  reads(id: number, source: Source): void {
    this.#replace(new Map([[id, { source }]]));
  }

  /** Writes down what became of an open file. */
  update(id: number, part: Pick<Entry, 'source' | 'undo' | 'checked' | 'language'>): void {
    const before = this.#page.store.state.set.find((entry) => entry.id === id);
    this.#replace(new Map([[id, part]]));
    if (before && !isSame(before.source, part.source)) void this.refresh();
  }

  /** The question about the files as they were read last. */
  ask(options: Options): SetAsk {
    const { store, texts } = this.#page;
    const sources = store.state.set.map(({ source, outcome }) => ({
      name: source.name,
      content: contentOf(source),
      until: outcome?.end === 'stopped' ? outcome.bytes : undefined,
    }));
    return { sources, options, why: texts.ends };
  }

  /** A file that breaks the engine is named as one that cannot be read, and a new engine checks the others. */
  async #checkAll(breaking: ReadonlySet<number>): Promise<void> {
    this.#call?.drop();
    const told = new Told((parts) => this.#replace(parts));
    const { language, ownProfile, set } = this.#page.store.state;
    const call = this.#engine.ask('checkSet', this.#whole(breaking), {
      progress: () => this.#call === call && told.tellInTime(),
      source: (at, answer) => {
        const source = set[at]?.source;
        if (this.#call !== call || !source) return;
        const { report, end, sha256, isBare } = answer;
        const isKept = end === 'whole' && !isBare;
        told.hear(at, {
          outcome: outcomeOf(answer, language),
          checked: isKept ? { report, source, ownProfile, cause: 'asked', end, sha256 } : null,
          language,
        });
      },
    });
    this.#call = call;
    this.#page.store.change({ setRuns: true });
    try {
      const answer = await call.answer;
      if (this.#call === call) this.#settle(told, answer.set);
    } catch (error) {
      if (this.#call !== call) return;
      const { next } = told;
      if (error instanceof EngineFault && next < set.length && !breaking.has(next))
        return this.#checkAll(new Set([...breaking, next]));
      this.#settle(told, null);
    }
  }

  #whole(breaking: ReadonlySet<number>): SetAsk {
    const ask = this.ask(this.#page.options(''));
    const { faultText } = this.#page.texts;
    const sources = ask.sources.map((source, at) => ({
      ...source,
      until: undefined,
      why: breaking.has(at) ? faultText : undefined,
    }));
    return { ...ask, sources };
  }

  #settle(told: Told, setReport: SetReport | null): void {
    this.#call = null;
    told.tell();
    this.#page.store.change({ setReport, setRuns: false });
  }

  #replace(parts: ReadonlyMap<number, Partial<Entry>>): void {
    const set = this.#page.store.state.set.map((entry) => {
      const part = parts.get(entry.id);
      return part ? { ...entry, ...part } : entry;
    });
    this.#page.store.change({ set });
  }
}

/** Files that are done, told of in portions. */
class Told {
  /** The file that is being read. */
  next = 0;
  #parts = new Map<number, Partial<Entry>>();
  #last = performance.now();
  readonly #replace: (parts: ReadonlyMap<number, Partial<Entry>>) => void;

  constructor(replace: (parts: ReadonlyMap<number, Partial<Entry>>) => void) {
    this.#replace = replace;
  }

  hear(id: number, part: Partial<Entry>): void {
    this.next = id + 1;
    this.#parts.set(id, part);
    this.tellInTime();
  }

  tellInTime(): void {
    if (this.#parts.size > 0 && performance.now() - this.#last >= TELL_EVERY) this.tell();
  }

  tell(): void {
    this.#last = performance.now();
    this.#replace(this.#parts);
    this.#parts = new Map();
  }
}

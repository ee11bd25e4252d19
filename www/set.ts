// Several files checked together: one after the other, each with its verdict. Of each file only what the list needs is
// kept, and its findings while they are few; a file is opened from its source again.
import type { Call, Engine } from './engine.ts';
import type { CheckAnswer } from './protocol.ts';
import type { Options, Verdict } from './report.ts';
import { contentOf, type Source } from './source.ts';
import type { Entry, Outcome, Store } from './state.ts';

/** Findings kept of all files together; beyond that a file is checked again when it is opened. */
const MOST_KEPT = 20_000;
/** How often the list hears of files that are done, in milliseconds. */
const TELL_EVERY = 150;

/** The verdict of the set: one packet that does not conform decides; else one that was not checked. */
export function verdictOfSet(set: readonly Entry[]): Verdict {
  const has = (verdict: Verdict) => set.some((entry) => entry.outcome?.verdict === verdict);
  if (has('does-not-conform')) return 'does-not-conform';
  const allChecked = set.every((entry) => entry.outcome) && !has('not-checked');
  return allChecked ? 'conforms' : 'not-checked';
}

export const countOf = (set: readonly Entry[], verdict: Verdict): number =>
  set.filter((entry) => (entry.outcome?.verdict ?? 'not-checked') === verdict).length;

export const outcomeOf = ({ report, sha256 }: CheckAnswer): Outcome => ({
  verdict: report.verdict,
  counts: report.counts,
  packet: report.packet,
  records: report.sources[0]?.records ?? 0,
  ruleset: report.ruleset,
  bytes: report.sources[0]?.bytes ?? null,
  sha256,
});

const FAILED: Outcome = {
  verdict: 'not-checked',
  counts: { error: 0, warning: 0, info: 0 },
  packet: null,
  records: 0,
  ruleset: '',
  bytes: null,
  sha256: null,
};

export class SetRunner {
  readonly #store: Store;
  readonly #engine: Engine;
  readonly #options: (name: string) => Options;
  #run = 0;
  #call: Call<'check'> | null = null;

  constructor(store: Store, engine: Engine, options: (name: string) => Options) {
    this.#store = store;
    this.#engine = engine;
    this.#options = options;
  }

  get running(): boolean {
    return this.#call !== null;
  }

  begin(sources: readonly Source[]): Promise<void> {
    const { language } = this.#store.state;
    const set = sources.map((source, id) => ({
      id,
      source,
      undo: [],
      outcome: null,
      checked: null,
      language,
    }));
    this.#store.change({ set, current: null });
    return this.#checkAll();
  }

  /** The files once more, as other options were chosen. */
  again(): Promise<void> {
    const set = this.#store.state.set.map((entry) => ({ ...entry, outcome: null, checked: null }));
    this.#store.change({ set });
    return this.#checkAll();
  }

  /** No further file is checked; those that wait stay without a verdict. */
  stop(): void {
    this.#run += 1;
    this.#call?.cancel();
    this.#call = null;
    this.#store.change({ set: [...this.#store.state.set] });
  }

  /** Writes down what became of an open file. */
  update(id: number, part: Partial<Entry>): void {
    this.#store.change({ set: replaced(this.#store.state.set, new Map([[id, part]])) });
  }

  async #checkAll(): Promise<void> {
    this.#run += 1;
    const run = this.#run;
    const done = new Map<number, Partial<Entry>>();
    let kept = 0;
    let told = performance.now();
    for (const { id, source } of this.#store.state.set) {
      const part = await this.#checkOne(source);
      if (run !== this.#run) return;
      kept += part.checked?.report.findings.length ?? 0;
      done.set(id, kept > MOST_KEPT ? { ...part, checked: null } : part);
      if (performance.now() - told < TELL_EVERY) continue;
      told = performance.now();
      this.#store.change({ set: replaced(this.#store.state.set, done) });
      done.clear();
    }
    this.#call = null;
    this.#store.change({ set: replaced(this.#store.state.set, done) });
  }

  async #checkOne(source: Source): Promise<Partial<Entry>> {
    const { language, ownProfile } = this.#store.state;
    const call = this.#engine.ask('check', {
      content: contentOf(source),
      options: this.#options(source.name),
    });
    this.#call = call;
    try {
      const answer = await call.answer;
      const { report, end, sha256 } = answer;
      return {
        outcome: outcomeOf(answer),
        checked: { report, source, ownProfile, cause: 'asked', end, sha256 },
        language,
      };
    } catch {
      // A file that breaks the engine says nothing about the others: a new engine goes on.
      return { outcome: FAILED };
    }
  }
}

function replaced(set: readonly Entry[], parts: ReadonlyMap<number, Partial<Entry>>): readonly Entry[] {
  return set.map((entry) => {
    const part = parts.get(entry.id);
    return part ? { ...entry, ...part } : entry;
  });
}

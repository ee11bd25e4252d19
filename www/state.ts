// All that the page knows, in one value that is replaced and never changed; views hear of every replacement.
import type { EngineInfo, Progress } from './protocol.ts';
import type { Language, Report } from './report.ts';
import type { Source } from './source.ts';

export type Audience = 'staff' | 'developer';

/** `stopped`: by the reader. `fault`: the engine broke and was started again. `broken`: it cannot start at all. */
export type Phase = 'idle' | 'checking' | 'stopped' | 'fault' | 'broken';

/** Why the last check was made: it decides where the focus goes. */
export type Cause = 'asked' | 'typing' | 'fix' | 'repair' | 'language';

export interface Checked {
  readonly report: Report;
  /** The source that the report speaks of: its places are places in this one only. */
  readonly source: Source;
  readonly cause: Cause;
}

export interface State {
  readonly language: Language;
  readonly audience: Audience;
  readonly maskReports: boolean;
  readonly engine: EngineInfo | null;
  readonly source: Source | null;
  /** The text area holds something newer than `source`. */
  readonly typing: boolean;
  readonly packet: string;
  readonly profile: string;
  readonly phase: Phase;
  readonly fault: string;
  readonly progress: Progress | null;
  readonly checked: Checked | null;
  readonly undo: readonly Source[];
  /** Number of the finding whose place is selected. */
  readonly selected: number | null;
  /** The last thing done, in words. */
  readonly notice: string;
}

export const beginning = (language: Language): State => ({
  language,
  audience: 'staff',
  maskReports: true,
  engine: null,
  source: null,
  typing: false,
  packet: '',
  profile: '',
  phase: 'idle',
  fault: '',
  progress: null,
  checked: null,
  undo: [],
  selected: null,
  notice: '',
});

type Listener = (state: State, previous: State) => void;

export class Store {
  #state: State;
  readonly #listeners = new Set<Listener>();

  constructor(state: State) {
    this.#state = state;
  }

  get state(): State {
    return this.#state;
  }

  change(part: Partial<State>): void {
    const previous = this.#state;
    this.#state = { ...previous, ...part };
    for (const listen of this.#listeners) listen(this.#state, previous);
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

// All that the page knows, in one value that is replaced and never changed; views hear of every replacement.

import { preference } from '../browser/preference.ts';
import type { End, EngineInfo, Progress, SetReport } from '../engine/protocol.ts';
import type { Language, Report, Verdict } from '../engine/report.ts';
import type { Source } from '../files/source.ts';
import { keptProfile, type OwnProfile } from '../own-profile/own-profile.ts';
import type { Texts } from '../text/text.ts';

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
  /** The reader's own profile that was applied: a bad one has findings in its own text. */
  readonly ownProfile: OwnProfile | null;
  /** How the reading ended: what was found stays usable when it ended early. */
  readonly end: End;
  /** Of the source's bytes, where they were read as a stream. */
  readonly sha256: string | null;
}

/** What the check of the set said of a file. */
export interface Outcome {
  readonly verdict: Verdict;
  /** Why it was not read to its end; nothing where it was. */
  readonly why: string;
  readonly counts: Report['counts'];
  readonly packet: string | null;
  readonly records: number;
  /** What a masked report calls it. */
  readonly maskedName: string;
  /** As it was read: of a packed file what it unpacks to. */
  readonly bytes: number;
  readonly end: End;
  /** Of the bytes that were read, where that was to the end. */
  readonly sha256: string | null;
}

/** A file of the set. */
export interface Entry {
  readonly id: number;
  readonly source: Source;
  readonly undo: readonly Source[];
  /** Nothing while the file waits. */
  readonly outcome: Outcome | null;
  readonly checked: Checked | null;
  /** The language of the findings kept. */
  readonly language: Language;
}

export interface State {
  readonly language: Language;
  readonly audience: Audience;
  readonly maskReports: boolean;
  readonly engine: EngineInfo | null;
  readonly source: Source | null;
  /** There is work that a reload would lose: typed or repaired, and not downloaded. */
  readonly unsaved: boolean;
  /** The text area holds something newer than `source`. */
  readonly typing: boolean;
  readonly packet: string;
  readonly profile: string;
  /** A profile that the reader brought. */
  readonly ownProfile: OwnProfile | null;
  readonly phase: Phase;
  readonly fault: string;
  readonly progress: Progress | null;
  readonly checked: Checked | null;
  readonly undo: readonly Source[];
  /** Several files checked together; empty when there is one packet. */
  readonly set: readonly Entry[];
  /** The one report about them; it stays while they are checked again, as one was changed. */
  readonly setReport: SetReport | null;
  /** They are being checked. */
  readonly setRuns: boolean;
  /** Which of them is open, by its id. */
  readonly current: number | null;
  /** When the present check began, by the clock of `performance`. */
  readonly since: number;
  /** Number of the finding whose place is selected. */
  readonly selected: number | null;
  /** The last thing done, in words. */
  readonly notice: string;
  /** Why the files that came last could not be taken; it stays until there is a packet. */
  readonly refused: string;
}

export const beginning = (language: Language): State => ({
  language,
  audience: preference('audience', ['staff', 'developer']),
  maskReports: true,
  engine: null,
  source: null,
  typing: false,
  unsaved: false,
  packet: '',
  profile: '',
  ownProfile: keptProfile(),
  phase: 'idle',
  fault: '',
  progress: null,
  checked: null,
  undo: [],
  set: [],
  setReport: null,
  setRuns: false,
  current: null,
  since: 0,
  selected: null,
  notice: '',
  refused: '',
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

/** What a view needs to show something: the state and the texts of the reader's language. */
export interface Reading {
  readonly store: Store;
  readonly texts: Texts;
}

// Carries the reader's work over a reload that was asked for: the packet with its steps to undo, or the set of files, and
// the choices. It lies in the store of this one tab for just that long: the page that comes takes it out at once. What does
// not fit is named, so that the reader decides before anything is lost.

import { type Source, sizeOf } from '../files/source.ts';
import type { State } from '../state/state.ts';
import { type Kept, keptOf, sourceOfKept } from './keep.ts';

const KEY = 'goitin.kept';
/** Bytes that browsers take for certain: some allow five million characters, and a few need two. */
const MOST = 4_000_000;

interface Written {
  readonly source: Kept | null;
  readonly undo: readonly Kept[];
  readonly set: readonly Kept[];
  readonly packet: string;
  readonly profile: string;
  readonly unsaved: boolean;
}

export interface Carried {
  readonly source: Source | null;
  readonly undo: readonly Source[];
  readonly set: readonly Source[];
  readonly choices: Pick<State, 'packet' | 'profile' | 'unsaved'>;
}

/** What stays behind. */
export interface Left {
  readonly files: readonly string[];
  /** Steps that cannot be undone any more. */
  readonly steps: number;
}

/** Puts away what fits: first the packet or the files, then the last steps. */
export async function carry({ source, undo, set, packet, profile, unsaved }: State): Promise<Left> {
  const files = set.length > 0 ? set.map((entry) => entry.source) : source ? [source] : [];
  const steps = set.length > 0 ? set.flatMap((entry) => entry.undo) : [...undo].reverse();
  let room = MOST;
  const fits = (one: Source) => {
    const bytes = one.kind === 'file' ? one.file.size : sizeOf(one);
    if (bytes > room) return false;
    room -= bytes;
    return true;
  };
  const taken = files.filter(fits);
  // The steps of a set lie with its files: with many files they would fill the store, and they are left.
  const back = set.length > 0 ? [] : firstOf(steps, fits);
  const kept = await Promise.all(taken.map(keptOf));
  const work: Written = {
    source: set.length > 0 ? null : (kept[0] ?? null),
    undo: (await Promise.all(back.map(keptOf))).reverse(),
    set: set.length > 0 ? kept : [],
    packet,
    profile,
    unsaved,
  };
  const isKept = put(work);
  const left = isKept ? files.filter((file) => !taken.includes(file)) : files;
  return { files: left.map(({ name }) => name), steps: steps.length - (isKept ? back.length : 0) };
}

/** As many of the first as fit. */
function firstOf(sources: readonly Source[], fits: (source: Source) => boolean): Source[] {
  const end = sources.findIndex((source) => !fits(source));
  return sources.slice(0, end < 0 ? sources.length : end);
}

function put(work: Written): boolean {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(work));
    return true;
  } catch {
    return false;
  }
}

/** The reader stays after all. */
export const leaveNothing = (): void => sessionStorage.removeItem(KEY);

/** What the page before this one left, once. */
export function takeCarried(): Carried | null {
  try {
    const text = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    if (!text) return null;
    const { source, undo, set, packet, profile, unsaved } = JSON.parse(text) as Written;
    return {
      source: source && sourceOfKept(source),
      undo: undo.map(sourceOfKept),
      set: set.map(sourceOfKept),
      choices: { packet, profile, unsaved },
    };
  } catch {
    return null;
  }
}

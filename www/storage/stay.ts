// Keeps the packet in this browser, over reloads and closing, for a reader who asked for it; for all others the page asks
// before work is lost. A file too large to show is not kept.

import { prefer, preference } from '../browser/preference.ts';
import type { Source } from '../files/source.ts';
import type { State, Store } from '../state/state.ts';
import { type Kept, sourceOfKept, written } from './keep.ts';

const CHOICE = 'stay';
const PACKET = 'goitin.packet';

export const stays = (): boolean => preference(CHOICE, ['no', 'yes']) === 'yes';

/** Remembers the choice; who takes it back leaves nothing behind. */
export function stay(chosen: boolean, { source }: State): void {
  prefer(CHOICE, chosen ? 'yes' : null);
  store(chosen ? source : null);
}

/** What was kept the last time, if the reader asked for that. */
export function keptPacket(): Source | null {
  try {
    const text = stays() ? localStorage.getItem(PACKET) : null;
    return text ? sourceOfKept(JSON.parse(text) as Kept) : null;
  } catch {
    return null;
  }
}

export function followWork(work: Store): void {
  work.listen((state, previous) => {
    if (state.source !== previous.source && stays()) store(state.source);
  });
  addEventListener('beforeunload', (event) => {
    const { unsaved, source, typing } = work.state;
    const isKept = stays() && source?.kind === 'text' && !typing;
    if (unsaved && !isKept) event.preventDefault();
  });
}

function store(source: Source | null): void {
  try {
    if (source?.kind === 'text') localStorage.setItem(PACKET, JSON.stringify(written(source, source.bytes)));
    else localStorage.removeItem(PACKET);
  } catch {
    // No room, or no store: then the page asks before it is left.
    prefer(CHOICE, null);
  }
}

// What the package and its worker say to each other. Every question carries an id, and its answers the same one.

import type { Edit, Options, PacketInfo, Progress, Repaired, Report, RuleInfo } from '../engine/types.ts';
import type { Which } from './api.ts';

/** Bytes, or a file that the worker reads itself. */
export type Content = Uint8Array | Blob;

/** The calls: what is asked, and what the answer is. */
export interface Calls {
  /** The engine as text. */
  start: { ask: { packed: string }; answer: undefined };
  check: { ask: { content: Content; options: Options; tells: boolean }; answer: Report };
  repair: { ask: { content: Content; which: Which; options: Options }; answer: Repaired };
  applyEdits: { ask: { content: Content; edits: readonly Edit[] }; answer: Uint8Array };
  rules: { ask: undefined; answer: RuleInfo[] };
  packets: { ask: undefined; answer: PacketInfo[] };
  version: { ask: undefined; answer: string };
  /** A check of its own, known by a number that the asker chooses: of one source, or of a set. */
  open: { ask: { checker: number; isSet: boolean; options: Options | undefined }; answer: undefined };
  /** The next source of a set. */
  begin: { ask: { checker: number; name: string }; answer: undefined };
  /** The source that was begun cannot be read to its end. */
  unreadable: { ask: { checker: number; why: string }; answer: undefined };
  push: { ask: { checker: number; bytes: Uint8Array }; answer: undefined };
  progress: { ask: { checker: number }; answer: Progress };
  finish: { ask: { checker: number }; answer: Report };
  free: { ask: { checker: number }; answer: undefined };
}

export type CallName = keyof Calls;

export type Question =
  | { [Name in CallName]: { id: number; call: Name; ask: Calls[Name]['ask'] } }[CallName]
  | { id: number; call: 'cancel' };

export type Answer =
  | { kind: 'answer'; id: number; answer: Calls[CallName]['answer'] }
  | { kind: 'progress'; id: number; progress: Progress }
  /** The caller's mistake, or a call that was given up. */
  | { kind: 'error'; id: number; message: string; isType: boolean }
  /** The engine broke. */
  | { kind: 'fault'; id: number; message: string };

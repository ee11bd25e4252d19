// What the page and the worker say to each other. Every call carries an id, and its answer the same one; a file
// also reports how far its reading has come, and can be given up.
import type { Edit, Format, Options, PacketInfo, Report, RuleInfo } from './report.ts';
import type { Portion } from './share.ts';

/** How a packed file is packed, in the words of `DecompressionStream`. */
export type Packing = 'gzip' | 'deflate-raw';

/** A part of an archive: it is unpacked where it is read, and never held whole. */
export interface Packed {
  readonly blob: Blob;
  readonly packing: Packing;
}

export type Content = Uint8Array<ArrayBuffer> | Blob | Packed;

/** How the reading ended: `bomb` unpacks to far too much, `damaged` cannot be unpacked, `unreadable` is gone. */
export type End = 'whole' | 'stopped' | 'bomb' | 'damaged' | 'unreadable';

export interface CheckAnswer {
  readonly report: Report;
  readonly end: End;
  /** Of the bytes that were checked, when they were read as a stream to their end. */
  readonly sha256: string | null;
}

/** A file of a set. */
export interface SetSource {
  readonly name: string;
  readonly content: Content;
  /** So many of its bytes are read, as a check did that was given up; without it all. */
  readonly until?: number | undefined;
  /** Why it cannot be read, where that is known before. */
  readonly why?: string | undefined;
}

export interface SetAsk {
  readonly sources: readonly SetSource[];
  readonly options: Options;
  /** What the report says of files that cannot be read to their end. */
  readonly why: Readonly<Record<Exclude<End, 'whole' | 'stopped'>, string>>;
}

/** What became of one file of a set. */
export interface SourceAnswer extends CheckAnswer {
  /** What a masked report calls it. */
  readonly maskedName: string;
  /** There were too many findings to send them all: the report has none of this file. */
  readonly isBare: boolean;
}

/** The report about a set; its findings stand in those about the files, and in what is written of it. */
export type SetReport = Omit<Report, 'findings'>;

export interface Progress {
  readonly bytes: number;
  readonly records: number;
  readonly findings: number;
}

export interface EngineInfo {
  readonly version: string;
  readonly rules: readonly RuleInfo[];
  readonly packets: readonly PacketInfo[];
}

/** The calls: what is asked, and what the answer is. */
export interface Calls {
  check: { ask: { content: Content; options: Options }; answer: CheckAnswer };
  /** All files in one session; what becomes of each is told on the way. */
  checkSet: { ask: SetAsk; answer: { set: SetReport } };
  writeSet: { ask: SetAsk & { format: Format }; answer: string };
  edit: { ask: { content: Content; edits: readonly Edit[] }; answer: Uint8Array<ArrayBuffer> };
  repair: {
    ask: { content: Content; which: 'safe' | 'all'; options: Options };
    answer: { bytes: Uint8Array<ArrayBuffer>; applied: number; report: Report };
  };
  /** With `until` only the first bytes are read, as the stopped check did. */
  write: { ask: { content: Content; format: Format; options: Options; until?: number }; answer: string };
  hash: { ask: { content: Content }; answer: string };
  /** The first bytes of a packed file as they are unpacked. */
  unpack: { ask: { content: Content; until: number }; answer: Blob };
}

export type CallName = keyof Calls;

export type Question =
  | { [Name in CallName]: { id: number; call: Name; ask: Calls[Name]['ask'] } }[CallName]
  | { id: number; call: 'cancel' };

export type Answer =
  | { kind: 'ready'; info: EngineInfo }
  | { kind: 'progress'; id: number; progress: Progress }
  /** Findings of a report that is yet to come; the answer's own report has none. */
  | { kind: 'findings'; id: number; portion: Portion }
  /** One more file of a set is done; findings that were sent since the file before are its. */
  | { kind: 'source'; id: number; at: number; answer: SourceAnswer }
  | { kind: 'answer'; id: number; answer: Calls[CallName]['answer'] }
  | { kind: 'fault'; id: number | null; message: string };

// What every entry point offers and takes, with or without a worker.
import type { Edit, Options, PacketInfo, Progress, Repaired, Report, RuleInfo } from '../engine/types.ts';

/** Bytes, or text, which is checked as its UTF-8 bytes. Bytes are quicker. */
export type Bytes = Uint8Array | ArrayBuffer | ArrayBufferView | string;

/** What can be checked: all at once, or piece by piece as it comes, without ever being held whole. */
export type Source = Bytes | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** Options of one call: what to check for, and how to follow it and give it up. */
export interface CallOptions extends Options {
  /** Gives the call up: its promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Hears how far the reading has come, some ten times a second. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** Which repairs: those that cannot lose or invent information, or all that are known. */
export type Which = 'safe' | 'all';

/** A source of a set, with the name that the report calls it by. */
export interface NamedSource {
  name: string;
  source: Source;
}

/** Checks a source that comes in pieces. Used up by `finish` and `free`. */
export interface PieceChecker {
  /** Takes the next bytes. */
  push(bytes: Bytes): Promise<void>;
  /** Bytes taken, records checked and findings made so far. */
  progress(): Promise<Progress>;
  /** No more bytes will come: the report. */
  finish(): Promise<Report>;
  /** Gives the checker up before its end. */
  free(): void;
}

/** Checks several sources, one after the other, each in pieces: one report about all. */
export interface SetChecker extends PieceChecker {
  /** Begins the next source, and ends the one before. */
  begin(name: string): Promise<void>;
  /**
   * The source that was begun cannot be read, or not to its end: the report names it with this reason, and says nothing of
   * what was read of it. The reason stands in a masked report too.
   */
  unreadable(why: string): Promise<void>;
}

/** The interface of `goitin`, `goitin/slim` and `goitin/worker`. */
export interface Goitin {
  /** Checks a source. Any bytes at all give a report; a promise is rejected only by a wrong option, an abort or a fault. */
  check(source: Source, options?: CallOptions): Promise<Report>;
  /**
   * Checks several sources: one report about all of them, in which each has its own answer. One that cannot be read is named
   * in it with the reason, and the others are checked.
   */
  checkSet(
    sources: Iterable<NamedSource> | AsyncIterable<NamedSource>,
    options?: CallOptions,
  ): Promise<Report>;
  /** Repairs a source and checks the result. */
  repair(source: Source, which?: Which, options?: CallOptions): Promise<Repaired>;
  /** Applies the edits of one finding's fix; a source that is not UTF-8 comes back as UTF-8. */
  applyEdits(source: Source, edits: readonly Edit[]): Promise<Uint8Array>;
  /** All rules, by id. */
  rules(): Promise<RuleInfo[]>;
  /** All packets, in the order of the regulation. */
  packets(): Promise<PacketInfo[]>;
  /** The engine's name and version. */
  version(): Promise<string>;
}

/** The engine broke. What it was working on has no answer; the next call finds a fresh engine. */
export class EngineFault extends Error {
  /** What tells it from other errors. */
  override readonly name = 'EngineFault';
}

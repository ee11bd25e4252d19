// `goitin/worker`: the interface of `goitin` off the main thread, in browsers and in Node.

import type { Edit, Options, PacketInfo, Progress, Repaired, Report, RuleInfo } from '../engine/types.ts';
import {
  type Bytes,
  type CallOptions,
  EngineFault,
  type Goitin,
  type NamedSource,
  type PieceChecker,
  type SetChecker,
  type Source,
  type Which,
} from './api.ts';
import { allBytes, bytesOf, isWhole, piecesOf } from './bytes.ts';
import { ask, currentGeneration } from './calls.ts';
import { checkSetWith } from './checking.ts';
import type { Content } from './messages.ts';

export type * from '../engine/types.ts';
export type {
  Bytes,
  CallOptions,
  Goitin,
  NamedSource,
  PieceChecker,
  SetChecker,
  Source,
  Which,
} from './api.ts';
export { EngineFault } from './api.ts';
export { terminate } from './calls.ts';
export { useWorkerScript } from './threads.ts';

/** Resolves when the worker has its engine. Every function waits for it by itself. */
export const ready: PromiseLike<void> = {
  // biome-ignore lint/suspicious/noThenProperty: awaiting it is what starts the worker
  then: (resolve, reject) =>
    version()
      .then(() => undefined)
      .then(resolve, reject),
};

/**
 * Checks a source in the worker and gives the report. A `Blob` is read there; a stream is read here and handed over piece
 * by piece.
 */
export async function check(
  source: Source,
  { signal, onProgress, ...options }: CallOptions = {},
): Promise<Report> {
  const content = contentOf(source);
  if (content)
    return ask('check', { content, options, tells: onProgress !== undefined }, { signal, onProgress });
  signal?.throwIfAborted();
  const checker = new Checker(options);
  try {
    for await (const piece of piecesOf(source)) {
      signal?.throwIfAborted();
      await checker.push(piece);
      if (onProgress) onProgress(await checker.progress());
    }
    signal?.throwIfAborted();
    return await checker.finish();
  } finally {
    checker.free();
  }
}

/**
 * Checks several sources in the worker, one after the other: one report about all of them. One that cannot be read is named
 * in it with the reason, and the others are checked.
 */
export async function checkSet(
  sources: Iterable<NamedSource> | AsyncIterable<NamedSource>,
  options?: CallOptions,
): Promise<Report> {
  return checkSetWith((rest) => new Session(rest), sources, options);
}

/** Repairs a source and checks the result: `'safe'` cannot lose or invent information, `'all'` applies every known fix. */
export async function repair(
  source: Source,
  which: Which = 'safe',
  { signal, onProgress: _, ...options }: CallOptions = {},
): Promise<Repaired> {
  const content = contentOf(source) ?? (await allBytes(source, signal));
  return ask('repair', { content, which, options }, { signal });
}

/** Applies the edits of one finding's fix; a source that is not UTF-8 comes back as UTF-8. */
export async function applyEdits(source: Source, edits: readonly Edit[]): Promise<Uint8Array> {
  return ask('applyEdits', { content: contentOf(source) ?? (await allBytes(source)), edits });
}

/** All rules, by id. */
export const rules = (): Promise<RuleInfo[]> => ask('rules', undefined);

/** All packets, in the order of the regulation. */
export const packets = (): Promise<PacketInfo[]> => ask('packets', undefined);

/** The engine's name and version. */
export const version = (): Promise<string> => ask('version', undefined);

let lastChecker = 0;

/** A check that is open in the worker: bytes come in pieces, until its report is asked for. */
abstract class OpenCheck implements PieceChecker {
  protected readonly number: number;
  readonly #opened: Promise<number>;
  #used = false;

  constructor(isSet: boolean, options?: Options) {
    lastChecker += 1;
    this.number = lastChecker;
    this.#opened = ask('open', { checker: this.number, isSet, options }).then(currentGeneration);
    // Whoever never asks must not be told by an unhandled rejection; every method still hears of it.
    this.#opened.catch(() => undefined);
  }

  /** Takes the next bytes. */
  async push(bytes: Bytes): Promise<void> {
    await this.inItsWorker();
    await ask('push', { checker: this.number, bytes: bytesOf(bytes) });
  }

  /** Bytes taken, records checked and findings made so far. */
  async progress(): Promise<Progress> {
    await this.inItsWorker();
    return ask('progress', { checker: this.number });
  }

  /** No more bytes will come: the report. The checker is used up. */
  async finish(): Promise<Report> {
    const opened = this.inItsWorker();
    this.#used = true;
    await opened;
    return ask('finish', { checker: this.number });
  }

  /** Gives the checker up before its end. */
  free(): void {
    if (this.#used) return;
    const opened = this.inItsWorker();
    this.#used = true;
    opened.then(() => ask('free', { checker: this.number })).catch(() => undefined);
  }

  protected async inItsWorker(): Promise<void> {
    if (this.#used) throw new Error('this checker is used up');
    const generation = await this.#opened;
    if (generation !== currentGeneration()) throw new EngineFault('the worker of this checker is gone');
  }
}

/** Checks a source that comes in pieces, in the worker. */
export class Checker extends OpenCheck {
  constructor(options?: Options) {
    super(false, options);
  }
}

/** Checks several sources that come in pieces, in the worker. */
export class Session extends OpenCheck implements SetChecker {
  constructor(options?: Options) {
    super(true, options);
  }

  /** Begins the next source, and ends the one before. */
  async begin(name: string): Promise<void> {
    await this.inItsWorker();
    await ask('begin', { checker: this.number, name });
  }

  /**
   * The source that was begun cannot be read, or not to its end: the report names it with this reason, also a masked one,
   * and says nothing of what was read of it.
   */
  async unreadable(why: string): Promise<void> {
    await this.inItsWorker();
    await ask('unreadable', { checker: this.number, why });
  }
}

/** What can be sent as it is: the worker reads a file itself. */
function contentOf(source: Source): Content | undefined {
  if (isWhole(source)) return bytesOf(source);
  return typeof Blob === 'function' && source instanceof Blob ? source : undefined;
}

// The two entry points are one interface: a function that is missing or differs does not compile.
({ check, checkSet, repair, applyEdits, rules, packets, version }) satisfies Goitin;

// The functions of the package on this thread. An entry point says where the module comes from.

import type { Edit, Options, PacketInfo, Progress, Repaired, Report, RuleInfo } from '../engine/types.ts';
import {
  type Bytes,
  type CallOptions,
  EngineFault,
  type NamedSource,
  type PieceChecker,
  type SetChecker,
  type Source,
  type Which,
} from './api.ts';
import { allBytes, bytesOf } from './bytes.ts';
import { checkSetWith, checkWith, type Instance, type Steps } from './checking.ts';
import { Engine, type Glue, type Origin } from './engine.ts';

let engine: Engine | undefined;

/** Where the module comes from; an entry point says it before anything is used. */
export function useOrigin(origin: Origin): Engine {
  engine = new Engine(origin);
  return engine;
}

function theEngine(): Engine {
  if (!engine) throw new Error('goitin/slim has no module yet: call initialise(module) first');
  return engine;
}

/**
 * Await it before the first `checkSync` or `repairSync`; nothing else needs it. The engine is started by the first use,
 * so importing the package costs nothing.
 */
export const ready: PromiseLike<void> = {
  // biome-ignore lint/suspicious/noThenProperty: awaiting it is what starts the engine
  then: (resolve, reject) =>
    theEngine()
      .start()
      .then(() => undefined)
      .then(resolve, reject),
};

/**
 * Checks a source and gives the report.
 *
 * Any bytes at all give a report, also those that are no packet; its `verdict` says what is right. The promise is rejected
 * only by a wrong option, by the signal, or by a fault of the engine ({@link EngineFault}).
 *
 * @example
 * const report = await check(bytes, { lang: 'en' });
 * if (report.verdict !== 'conforms') console.log(report.summary.en, report.findings);
 */
export async function check(source: Source, options?: CallOptions): Promise<Report> {
  return theEngine().use((glue, instance) => checkWith(glue, source, options, instance));
}

/** {@link check} without waiting, after `await ready`. */
export function checkSync(source: Bytes, options?: Options): Report {
  return theEngine().now((glue) => glue.check(bytesOf(source), options));
}

/**
 * Repairs a source and checks the result: `'safe'` applies the fixes that cannot lose or invent information, `'all'` every
 * one that is known.
 */
export async function repair(
  source: Source,
  which: Which = 'safe',
  options?: CallOptions,
): Promise<Repaired> {
  const { signal, onProgress: _, ...rest } = options ?? {};
  signal?.throwIfAborted();
  const bytes = await allBytes(source, signal);
  return theEngine().use((glue) => glue.repair(bytes, which, rest));
}

/** {@link repair} without waiting, after `await ready`. */
export function repairSync(source: Bytes, which: Which = 'safe', options?: Options): Repaired {
  return theEngine().now((glue) => glue.repair(bytesOf(source), which, options));
}

/** Applies the edits of one finding's fix; a source that is not UTF-8 comes back as UTF-8. */
export async function applyEdits(source: Source, edits: readonly Edit[]): Promise<Uint8Array> {
  const bytes = await allBytes(source);
  return theEngine().use((glue) => glue.applyEdits(bytes, [...edits]));
}

/** All rules, by id. */
export async function rules(): Promise<RuleInfo[]> {
  return theEngine().use((glue) => glue.rules());
}

/** All packets, in the order of the regulation. */
export async function packets(): Promise<PacketInfo[]> {
  return theEngine().use((glue) => glue.packets());
}

/** The engine's name and version. */
export async function version(): Promise<string> {
  return theEngine().use((glue) => glue.version());
}

/**
 * Checks several sources, one after the other: one report about all of them, in which each has its own answer. One that
 * cannot be read is named in it with the reason, and the others are checked.
 *
 * @example
 * const files = [...input.files].map((file) => ({ name: file.name, source: file }));
 * const report = await checkSet(files);
 */
export async function checkSet(
  sources: Iterable<NamedSource> | AsyncIterable<NamedSource>,
  options?: CallOptions,
): Promise<Report> {
  return checkSetWith((rest) => new Session(rest), sources, options);
}

/** A check that is open in the engine: bytes come in pieces, until its report is asked for. */
abstract class OpenCheck<Inner extends Steps> implements PieceChecker {
  readonly #engine = theEngine();
  readonly #inner: Promise<{ inner: Inner; instance: Readonly<Instance> }>;
  #used = false;

  constructor(open: (glue: Glue) => Inner) {
    this.#inner = this.#engine.use((glue, instance) => ({ inner: open(glue), instance }));
    // Whoever never asks must not be told by an unhandled rejection; every method still hears of it.
    this.#inner.catch(() => undefined);
  }

  /** Takes the next bytes. */
  push(bytes: Bytes): Promise<void> {
    return this.step((inner) => inner.push(bytesOf(bytes)));
  }

  /** Bytes taken, records checked and findings made so far. */
  progress(): Promise<Progress> {
    return this.step((inner) => inner.progress());
  }

  /** No more bytes will come: the report. The check is used up. */
  finish(): Promise<Report> {
    const report = this.step((inner) => inner.finish());
    this.#used = true;
    return report;
  }

  /** Gives the check up before its end. */
  free(): void {
    if (this.#used) return;
    this.#used = true;
    this.#inner.then(
      ({ inner, instance }) => instance.gone || inner.free(),
      () => undefined,
    );
  }

  protected async step<Result>(step: (inner: Inner) => Result): Promise<Result> {
    if (this.#used) throw new Error('this checker is used up');
    const { inner, instance } = await this.#inner;
    return this.#engine.use(() => {
      if (instance.gone) throw new EngineFault('the engine of this checker is gone');
      return step(inner);
    });
  }
}

/**
 * Checks a source that comes in pieces: memory is bounded by the largest record, not by the source.
 *
 * @example
 * const checker = new Checker({ name: 'packets.json' });
 * for await (const piece of createReadStream('packets.json')) await checker.push(piece);
 * const report = await checker.finish();
 */
export class Checker extends OpenCheck<InstanceType<Glue['Checker']>> {
  constructor(options?: Options) {
    super((glue) => new glue.Checker(options));
  }
}

/**
 * Checks several sources that come in pieces, one after the other.
 *
 * @example
 * const session = new Session();
 * for (const name of names) {
 *   await session.begin(name);
 *   for await (const piece of createReadStream(name)) await session.push(piece);
 * }
 * const report = await session.finish();
 */
export class Session extends OpenCheck<InstanceType<Glue['Session']>> implements SetChecker {
  constructor(options?: Options) {
    super((glue) => new glue.Session(options));
  }

  /** Begins the next source, and ends the one before. */
  begin(name: string): Promise<void> {
    return this.step((inner) => inner.begin(name));
  }

  /**
   * The source that was begun cannot be read, or not to its end: the report names it with this reason, also a masked one,
   * and says nothing of what was read of it.
   */
  async unreadable(why: string): Promise<void> {
    await this.step((inner) => inner.unreadable(why));
  }
}

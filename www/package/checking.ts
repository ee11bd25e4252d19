// One check from its first piece to its report: with progress, and with an ear for the signal.

import type { Options, Progress, Report } from '../engine/types.ts';
import type { Bytes, CallOptions, NamedSource, SetChecker, Source } from './api.ts';
import { bytesOf, isWhole, piecesOf, piecesRead, Unreadable } from './bytes.ts';

/** How often progress is told, in milliseconds. */
const TELL_EVERY = 100;

/** What goes on in the engine step by step. */
export interface Steps {
  push(bytes: Uint8Array): void;
  progress(): Progress;
  finish(): Report;
  free(): void;
}

/** One instance of the engine. When it is gone, nothing that was made in it may be touched. */
export interface Instance {
  gone: boolean;
}

/** The part of the glue that checking needs. */
export interface Checking {
  check(bytes: Uint8Array, options: Options | undefined): Report;
  Checker: new (options: Options | undefined) => Steps;
}

/** Checks a source. What is there as a whole, and watched by nobody, is checked in one call. */
export async function checkWith(
  glue: Checking,
  source: Source,
  options?: CallOptions,
  instance?: Readonly<Instance>,
): Promise<Report> {
  // Programs without types give null, too.
  const { signal, onProgress, ...rest } = options ?? {};
  signal?.throwIfAborted();
  if (isWhole(source) && !signal && !onProgress) return glue.check(bytesOf(source as Bytes), rest);
  const checker = new glue.Checker(rest);
  try {
    await pushAll(checker, source, signal, onProgress);
  } catch (error) {
    // After a trap the instance goes as a whole.
    if (!instance?.gone && !(error instanceof WebAssembly.RuntimeError)) checker.free();
    throw error;
  }
  return checker.finish();
}

async function pushAll(
  checker: Steps,
  source: Source,
  signal: AbortSignal | undefined,
  onProgress: CallOptions['onProgress'],
): Promise<void> {
  let told = performance.now();
  for await (const piece of piecesOf(source)) {
    signal?.throwIfAborted();
    checker.push(piece);
    if (performance.now() - told < TELL_EVERY) continue;
    onProgress?.(checker.progress());
    // Lets in what came meanwhile: an abort is one such thing.
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    told = performance.now();
  }
}

/** Checks several sources with a check that is open for them. */
export async function checkSetWith(
  open: (options: Options) => SetChecker,
  sources: Iterable<NamedSource> | AsyncIterable<NamedSource>,
  options?: CallOptions,
): Promise<Report> {
  const { signal, onProgress, ...rest } = options ?? {};
  signal?.throwIfAborted();
  const session = open(rest);
  const tell = teller(session, onProgress);
  try {
    for await (const { name, source } of sources) {
      await session.begin(name);
      try {
        await pushInto(session, source, signal, tell);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        // A stream that breaks because the call was given up is no unreadable source.
        signal?.throwIfAborted();
        // What the system says may name the file.
        await session.unreadable(rest.mask ? '' : reasonOf(error.cause));
      }
    }
    return await session.finish();
  } finally {
    session.free();
  }
}

async function pushInto(
  session: SetChecker,
  source: Source,
  signal: AbortSignal | undefined,
  tell: () => Promise<void>,
): Promise<void> {
  for await (const piece of piecesRead(source)) {
    signal?.throwIfAborted();
    await session.push(piece);
    await tell();
  }
  signal?.throwIfAborted();
}

/** Tells the progress, where enough time has passed since the last word. */
function teller(session: SetChecker, onProgress: CallOptions['onProgress']): () => Promise<void> {
  let told = performance.now();
  return async () => {
    if (!onProgress || performance.now() - told < TELL_EVERY) return;
    onProgress(await session.progress());
    told = performance.now();
  };
}

const reasonOf = (cause: unknown): string =>
  cause instanceof Error && cause.message ? cause.message : String(cause);

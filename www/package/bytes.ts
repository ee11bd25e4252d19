// Sources as bytes: all of them, or piece by piece.
import { joined, piecesOfStream } from '../engine/pieces.ts';
import type { Bytes, Source } from './api.ts';

/** So much is checked between two looks at the signal and the clock. */
const PIECE = 1 << 20;

const encoder = new TextEncoder();

export function bytesOf(source: Bytes): Uint8Array {
  if (typeof source === 'string') return encoder.encode(source);
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  // An ArrayBuffer may come from another realm (a frame, a test runner's sandbox): `instanceof` would not know it.
  if (Object.prototype.toString.call(source) === '[object ArrayBuffer]') return new Uint8Array(source);
  throw new TypeError('the source must be bytes, a text, a Blob or a stream');
}

/** Is it there as a whole, without waiting? */
export function isWhole(source: Source): source is Bytes {
  const streams = source as { stream?: unknown; getReader?: unknown; [Symbol.asyncIterator]?: unknown };
  if (typeof source !== 'object' || source === null || ArrayBuffer.isView(source)) return true;
  return ![streams.stream, streams.getReader, streams[Symbol.asyncIterator]].some(
    (member) => typeof member === 'function',
  );
}

/** The pieces of a source. Whoever stops listening cancels the stream. */
export async function* piecesOf(source: Source): AsyncGenerator<Uint8Array, void, undefined> {
  if (isWhole(source)) {
    const bytes = bytesOf(source);
    for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
  } else if ('getReader' in source || 'stream' in source) {
    yield* piecesOfStream('stream' in source ? source.stream() : source);
  } else {
    yield* source;
  }
}

/** The source cannot be read, or not to its end; the cause says why. */
export class Unreadable extends Error {}

/** As `piecesOf`; what goes wrong with the reading of a stream is told from all other errors. */
export async function* piecesRead(source: Source): AsyncGenerator<Uint8Array, void, undefined> {
  if (isWhole(source)) {
    yield* piecesOf(source);
    return;
  }
  try {
    yield* piecesOf(source);
  } catch (cause) {
    throw new Unreadable(String(cause), { cause });
  }
}

/** All bytes of a source. */
export async function allBytes(source: Source, signal?: AbortSignal): Promise<Uint8Array> {
  if (isWhole(source)) return bytesOf(source);
  return joined(piecesOf(source), signal);
}

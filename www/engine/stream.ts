// Contents as streams of bytes, for the worker: a file, a packed file, bytes at hand. A packed file is unpacked on the
// way and given up when it unpacks to far more than packets do.
import type { Content, End } from './protocol.ts';

/** Most bytes that one byte of an archive may become, where that is more than a packet's usual size. */
const MOST_RATIO = 300;
const USUAL_BYTES = 64_000_000;

/** What reading a stream came to when it did not come to its end. */
export class Broken extends Error {
  readonly end: Exclude<End, 'whole' | 'stopped'>;

  constructor(end: Broken['end']) {
    super(end);
    this.end = end;
  }
}

const isPacked = (content: Content): content is Extract<Content, { packing: unknown }> =>
  'packing' in content;

/** The content's bytes, piece by piece. Whoever stops reading early lets the file go. */
export async function* piecesOf(content: Content): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if (content instanceof Uint8Array) {
    yield content;
    return;
  }
  const packed = isPacked(content);
  const most = packed ? Math.max(USUAL_BYTES, MOST_RATIO * content.blob.size) : Number.POSITIVE_INFINITY;
  const stream = packed
    ? inSmallPieces(content.blob).pipeThrough(new DecompressionStream(content.packing))
    : content.stream();
  const reader = stream.getReader();
  try {
    for (let bytes = 0; ; ) {
      const { done, value } = await reader.read().catch(() => {
        throw new Broken(packed ? 'damaged' : 'unreadable');
      });
      if (done) return;
      bytes += value.length;
      if (bytes > most) throw new Broken('bomb');
      yield value as Uint8Array<ArrayBuffer>;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** An unpacker unpacks all of a piece at once, however large that becomes: so it gets small ones. */
const SMALL_PIECE = 16_384;

const inSmallPieces = (blob: Blob): ReadableStream<Uint8Array<ArrayBuffer>> =>
  blob.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(piece, output) {
        for (let at = 0; at < piece.length; at += SMALL_PIECE)
          output.enqueue(piece.subarray(at, at + SMALL_PIECE));
      },
    }),
  );

/** The first bytes of a content, piece by piece. */
export async function* firstPiecesOf(
  content: Content,
  until: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let left = until;
  for await (const piece of piecesOf(content)) {
    yield piece.length > left ? piece.subarray(0, left) : piece;
    left -= piece.length;
    if (left <= 0) return;
  }
}

export async function bytesOf(content: Content): Promise<Uint8Array<ArrayBuffer>> {
  if (content instanceof Uint8Array) return content;
  return new Uint8Array(await (await blobOfPieces(piecesOf(content))).arrayBuffer());
}

/** Pieces put together by the browser, which keeps large ones out of memory. */
export async function blobOfPieces(pieces: AsyncIterable<Uint8Array<ArrayBuffer>>): Promise<Blob> {
  let blob = new Blob([]);
  let some: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    some.push(piece);
    bytes += piece.length;
    if (bytes < BLOB_PART) continue;
    blob = new Blob([blob, ...some]);
    some = [];
    bytes = 0;
  }
  return new Blob([blob, ...some]);
}

const BLOB_PART = 8_000_000;

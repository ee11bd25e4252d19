// A packet as a text that a browser's store takes, and back again.
import type { Packing } from '../engine/protocol.ts';
import { fileSource, type Source, sourceOfBytes } from '../files/source.ts';

export interface Kept {
  readonly name: string;
  /** Of a text. A file is kept as it is. */
  readonly encoding?: string;
  readonly packing?: Packing;
  readonly size?: number;
  /** Each byte as the character of its number. */
  readonly bytes: string;
}

export const written = ({ name, encoding }: { name: string; encoding: string }, bytes: Uint8Array): Kept => ({
  name,
  encoding,
  bytes: textOf(bytes),
});

/** A source with its bytes; those of a file have to be read. */
export async function keptOf(source: Source): Promise<Kept> {
  if (source.kind === 'text') return written(source, source.bytes);
  const { name, file, packing, size } = source;
  const bytes = textOf(new Uint8Array(await file.arrayBuffer()));
  return packing ? { name, packing, size, bytes } : { name, bytes };
}

export function sourceOfKept({ name, encoding, packing, size, bytes: text }: Kept): Source {
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  if (encoding) return sourceOfBytes(name, bytes, encoding);
  return fileSource(name, new Blob([bytes]), packing, size);
}

/** Characters in pieces: a call takes only so many at once. */
function textOf(bytes: Uint8Array): string {
  const PIECE = 0x8000;
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE)
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return text;
}

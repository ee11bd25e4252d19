// Carries the packet over a reload that the reader asked for. It lies in the store of this one tab for just that long:
// the page that comes takes it out at once. A file too large to show is not carried; it has to be chosen again.
import { type Source, sourceOfBytes, type TextSource } from './source.ts';

const KEY = 'goitin.kept';

interface Kept {
  readonly name: string;
  readonly encoding: string;
  /** Each byte as the character of its number. */
  readonly bytes: string;
}

/** Says whether the packet will be there after the reload. */
export function keep(source: TextSource): boolean {
  try {
    sessionStorage.setItem(KEY, writeKept(source));
    return true;
  } catch {
    return false;
  }
}

/** What the page before this one left, once. */
export function takeKept(): Source | null {
  try {
    const text = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return readKept(text);
  } catch {
    return null;
  }
}

/** A packet as a text that a browser's store takes. */
export function writeKept({ name, encoding, bytes }: TextSource): string {
  const kept: Kept = { name, encoding, bytes: textOf(bytes) };
  return JSON.stringify(kept);
}

export function readKept(text: string | null): Source | null {
  if (!text) return null;
  const { name, encoding, bytes } = JSON.parse(text) as Kept;
  return sourceOfBytes(
    name,
    Uint8Array.from(bytes, (character) => character.charCodeAt(0)),
    encoding,
  );
}

/** Characters in pieces: a call takes only so many at once. */
function textOf(bytes: Uint8Array): string {
  const PIECE = 0x8000;
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE)
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return text;
}

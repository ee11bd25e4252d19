// What is being checked: a text with its bytes, or a file too large to show. The bytes are the truth; the text is how
// they read. A text area turns every line end into \n, so places are moved before they are selected there.
import type { Content, Packing } from '../engine/protocol.ts';
import type { Edit, Range } from '../engine/report.ts';

/** Files above this are read in pieces and not shown. */
export const LARGEST_SHOWN = 2_000_000;

/** A line above this makes a text area slow, whatever the size of the whole. */
export const LONGEST_LINE_SHOWN = 100_000;

export interface TextSource {
  readonly kind: 'text';
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly encoding: string;
  readonly text: string;
}

export interface FileSource {
  readonly kind: 'file';
  readonly name: string;
  readonly file: Blob;
  /** The file as it lies in an archive; its size here is then what it says it unpacks to. */
  readonly packing?: Packing;
  readonly size: number;
}

export type Source = TextSource | FileSource;

export const sizeOf = (source: Source): number =>
  source.kind === 'text' ? source.bytes.length : source.size;

export function contentOf(source: Source): Content {
  if (source.kind === 'text') return source.bytes;
  return source.packing ? { blob: source.file, packing: source.packing } : source.file;
}

/** The same bytes, perhaps read in another encoding. */
export const isSame = (one: Source, other: Source): boolean =>
  one === other || (one.kind === 'text' && other.kind === 'text' && one.bytes === other.bytes);

export const blobOf = (source: Source): Blob =>
  source.kind === 'text' ? new Blob([source.bytes]) : source.file;

/** Whether it is small enough to be shown as text, once it is unpacked and read. */
export const isSmall = (source: Source): boolean => source.kind === 'file' && source.size <= LARGEST_SHOWN;

export const fileSource = (
  name: string,
  file: Blob,
  packing?: Packing | null,
  size = file.size,
): FileSource => (packing ? { kind: 'file', name, file, packing, size } : { kind: 'file', name, file, size });

export function sourceOfText(name: string, text: string): Source {
  const bytes = new TextEncoder().encode(text);
  // The text is not made of its bytes once more, unless it would differ: a mark before it does not belong to it.
  return text.startsWith('\uFEFF') ? sourceOfBytes(name, bytes) : sourceOf(name, bytes, 'utf-8', text);
}

export function sourceOfBytes(name: string, bytes: Uint8Array<ArrayBuffer>, encoding?: string): Source {
  if (bytes.length > LARGEST_SHOWN) return fileSource(name, new Blob([bytes]));
  const known = encoding ?? encodingByMark(bytes);
  return sourceOf(name, bytes, known, new TextDecoder(known).decode(bytes));
}

/** Shown as text, unless that would make the page slow. */
function sourceOf(name: string, bytes: Uint8Array<ArrayBuffer>, encoding: string, text: string): Source {
  if (bytes.length > LARGEST_SHOWN || hasLongLine(text)) return fileSource(name, new Blob([bytes]));
  return { kind: 'text', name, bytes, encoding, text };
}

/** The source with another text between two offsets of its text. The bytes around it stay as they are. */
export function withPart(source: TextSource, start: number, end: number, part: string): Source {
  const { name, text, bytes, encoding } = source;
  const encoder = new TextEncoder();
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const head = mark + encoder.encode(text.slice(0, start)).length;
  const tail = encoder.encode(text.slice(end)).length;
  const middle = encoder.encode(text.slice(start, end)).length;
  // Otherwise offsets of the text are none of the bytes: another encoding, or bytes that are no characters.
  const isUtf8 = encoding === 'utf-8' && head + middle + tail === bytes.length;
  if (!isUtf8) return sourceOfText(name, text.slice(0, start) + part + text.slice(end));
  const pieces = [bytes.subarray(0, head), encoder.encode(part), bytes.subarray(head + middle)];
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return sourceOfBytes(name, whole, encoding);
}

function encodingByMark(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

function hasLongLine(text: string): boolean {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    if ((end < 0 ? text.length : end) - start > LONGEST_LINE_SHOWN) return true;
    if (end < 0) return false;
    start = end + 1;
  }
  return false;
}

/** What was typed, with the line ends that the source had. */
export const withLineEndsOf = (typed: string, source: Source | null): string =>
  source?.kind === 'text' && source.text.includes('\r\n') ? typed.replaceAll('\n', '\r\n') : typed;

/** An offset in the text as an offset in a text area that shows it. */
export function areaOffset(text: string, offset: number): number {
  let pairs = 0;
  for (let at = text.indexOf('\r\n'); at >= 0 && at < offset; at = text.indexOf('\r\n', at + 2)) pairs += 1;
  return offset - pairs;
}

/** The line of a place, cut around it: what stands before, the place itself, what stands after. */
export interface Excerpt {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

const AROUND = 56;
const LONGEST_MARK = 140;
/** Most bytes of a character. */
const BYTES = 4;

export async function excerptOf(source: Source, range: Range, encoding: string): Promise<Excerpt> {
  if (source.kind === 'text') return cut(source.text, range.start.utf16, range.end.utf16);
  const start = range.start.byte;
  const end = Math.min(range.end.byte, start + BYTES * LONGEST_MARK);
  const piece = await pieceOf(source, start - BYTES * AROUND, end + BYTES * AROUND);
  const before = textOf(piece, 0, start, encoding);
  const marked = textOf(piece, start, end, encoding);
  return cut(
    before + marked + textOf(piece, end, Number.POSITIVE_INFINITY, encoding),
    before.length,
    before.length + marked.length,
  );
}

function cut(text: string, start: number, end: number): Excerpt {
  const lead = text.slice(Math.max(0, start - AROUND), start);
  const before = lead.slice(lead.search(/[^\r\n]*$/)).trimStart();
  const clippedLead = start - AROUND > 0 && !/[\r\n]/.test(lead);
  const rest = text.slice(end, end + AROUND);
  const stop = rest.search(/[\r\n]/);
  const after = stop < 0 ? rest + (end + AROUND < text.length ? '…' : '') : rest.slice(0, stop);
  return { before: (clippedLead ? '…' : '') + before, marked: shorten(text.slice(start, end)), after };
}

export const shorten = (text: string): string =>
  text.length > LONGEST_MARK ? `${text.slice(0, LONGEST_MARK / 2)} … ${text.slice(-LONGEST_MARK / 3)}` : text;

/** Some bytes of a source, and where they begin in it. */
interface Piece {
  readonly first: number;
  readonly bytes: Uint8Array;
}

let reading: Promise<unknown> = Promise.resolve();

/** The bytes between two offsets. A file is read one piece after the other: many at once would hold up the page. */
async function pieceOf(source: Source, start: number, end: number): Promise<Piece> {
  const first = Math.max(0, start - (start % 2));
  if (source.kind === 'text') return { first, bytes: source.bytes.subarray(first, end) };
  const piece = reading.then(async () => ({
    first,
    bytes: new Uint8Array(await source.file.slice(first, end).arrayBuffer()),
  }));
  reading = piece.catch(() => undefined);
  return piece;
}

/** The text between two offsets of the source; of a character cut in half at the piece's start nothing is left. */
function textOf(piece: Piece, start: number, end: number, encoding: string): string {
  const bytes = piece.bytes.subarray(Math.max(0, start - piece.first), Math.max(0, end - piece.first));
  const cutInHalf = encoding === 'utf-8' && start <= piece.first && piece.first > 0;
  const whole = cutInHalf ? bytes.findIndex((byte) => (byte & 0xc0) !== 0x80) : 0;
  return new TextDecoder(encoding).decode(bytes.subarray(Math.max(0, whole)));
}

/** How a fix changes the text it touches. */
export interface Change {
  readonly before: string;
  readonly after: string;
}

/** Around a change of a character or two: some of its neighbours, or nobody sees what changes. */
const NEIGHBOURS = 14;
const TINY = 3;

export async function changeOf(source: Source, edits: readonly Edit[], encoding: string): Promise<Change> {
  const start = edits[0]?.start ?? 0;
  const end = edits.at(-1)?.end ?? 0;
  const piece = await pieceOf(source, start - NEIGHBOURS, end + NEIGHBOURS);
  const before = textOf(piece, start, end, encoding);
  const after = edited(piece, edits, encoding);
  const shortest = Math.min(before.trim().length, after.trim().length);
  const tiny = shortest === 0 || Math.max(before.length, after.length) < TINY;
  const lead = tiny ? lastLine(textOf(piece, 0, start, encoding)) : '';
  const tail = tiny ? firstLine(textOf(piece, end, end + NEIGHBOURS, encoding)) : '';
  return { before: shorten(lead + before + tail), after: shorten(lead + after + tail) };
}

function edited(piece: Piece, edits: readonly Edit[], encoding: string): string {
  let text = '';
  let at = edits[0]?.start ?? 0;
  for (const edit of edits) {
    text += textOf(piece, at, edit.start, encoding) + edit.text;
    at = edit.end;
  }
  return text;
}

const lastLine = (text: string) => text.slice(text.search(/[^\r\n]*$/));
const firstLine = (text: string) => text.split(/[\r\n]/, 1)[0] ?? '';

// Reads the directory of a .zip file, so that each entry can be unpacked by itself and from a stream: the browser has
// the unpacking, what is missing is where the entries lie. Written after the public format description (APPNOTE.TXT).
import type { Packing } from '../engine/protocol.ts';

export interface ZipEntry {
  readonly name: string;
  /** The packed bytes. */
  readonly blob: Blob;
  /** Nothing when the entry is stored as it is. */
  readonly packing: Packing | null;
  /** How many bytes it says it unpacks to. */
  readonly size: number;
}

/** Not an archive that can be read. */
export class BadZip extends Error {}

const END_OF_DIRECTORY = 0x0605_4b50;
const DIRECTORY_ENTRY = 0x0201_4b50;
const LOCAL_ENTRY = 0x0403_4b50;
const LOCATOR_64 = 0x0706_4b50;
const END_OF_DIRECTORY_64 = 0x0606_4b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const LARGEST_DIRECTORY = 32_000_000;
const UNKNOWN_16 = 0xffff;
const UNKNOWN_32 = 0xffff_ffff;

interface Directory {
  readonly count: number;
  readonly start: number;
  readonly bytes: number;
}

/** The files of an archive, in the order of its directory; folders, links and what is locked are left out. */
export async function zipEntries(file: Blob, most: number): Promise<{ entries: ZipEntry[]; left: number }> {
  const directory = await findDirectory(file);
  if (directory.bytes > LARGEST_DIRECTORY) throw new BadZip('directory too large');
  const view = await viewOf(file, directory.start, directory.start + directory.bytes);
  const entries: ZipEntry[] = [];
  let left = 0;
  for (let at = 0, number = 0; number < directory.count; number += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== DIRECTORY_ENTRY)
      throw new BadZip('directory cut off');
    const row = rowAt(view, at);
    at = row.next;
    if (row.name.endsWith('/')) continue;
    const entry = row.readable && entries.length < most ? await entryOf(file, row) : null;
    if (entry) entries.push(entry);
    else left += 1;
  }
  return { entries, left };
}

async function findDirectory(file: Blob): Promise<Directory> {
  const start = Math.max(0, file.size - END_BYTES - LONGEST_COMMENT);
  const view = await viewOf(file, start, file.size);
  for (let at = view.byteLength - END_BYTES; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== END_OF_DIRECTORY) continue;
    const directory = {
      count: view.getUint16(at + 10, true),
      bytes: view.getUint32(at + 12, true),
      start: view.getUint32(at + 16, true),
    };
    const large =
      directory.count === UNKNOWN_16 || directory.bytes === UNKNOWN_32 || directory.start === UNKNOWN_32;
    return large ? largeDirectory(file, view, at) : directory;
  }
  throw new BadZip('no directory');
}

/** Archives beyond 4 GB or 65,535 entries say their numbers in a record of its own. */
async function largeDirectory(file: Blob, view: DataView, end: number): Promise<Directory> {
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR_64) throw new BadZip('no locator');
  const at = long(view, locator + 8);
  const record = await viewOf(file, at, at + 56);
  if (record.byteLength < 56 || record.getUint32(0, true) !== END_OF_DIRECTORY_64)
    throw new BadZip('no large directory');
  return { count: long(record, 32), bytes: long(record, 40), start: long(record, 48) };
}

interface Row {
  readonly name: string;
  readonly readable: boolean;
  readonly packing: Packing | null;
  readonly packed: number;
  readonly size: number;
  readonly local: number;
  readonly next: number;
}

const LOCKED = 1;
const NAMES_IN_UTF8 = 1 << 11;
const STORED = 0;
const DEFLATED = 8;

function rowAt(view: DataView, at: number): Row {
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const nameLength = view.getUint16(at + 28, true);
  const extraLength = view.getUint16(at + 30, true);
  const extra = at + 46 + nameLength;
  const next = extra + extraLength + view.getUint16(at + 32, true);
  if (next > view.byteLength) throw new BadZip('directory cut off');
  const [size, packed, local] = numbersOf(view, at, extra, extra + extraLength);
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength);
  const readable = (flags & LOCKED) === 0 && (method === STORED || method === DEFLATED);
  return {
    name: nameOf(bytes, (flags & NAMES_IN_UTF8) !== 0),
    readable,
    packing: method === DEFLATED ? 'deflate-raw' : null,
    packed,
    size,
    local,
    next,
  };
}

/** Size, packed size and place; those that need more than 32 bits stand among the extras. */
function numbersOf(view: DataView, at: number, from: number, to: number): [number, number, number] {
  const known = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  let place = extraOf(view, from, to, 1);
  const [size = 0, packed = 0, local = 0] = known.map((number) => {
    if (number !== UNKNOWN_32 || place === null || place + 8 > to) return number;
    place += 8;
    return long(view, place - 8);
  });
  return [size, packed, local];
}

function extraOf(view: DataView, from: number, to: number, wanted: number): number | null {
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === wanted) return at + 4;
  }
  return null;
}

/** Names are UTF-8 more often than their flag says; else the bytes are shown as the letters of Western Windows. */
function nameOf(bytes: Uint8Array, isUtf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: !isUtf8 }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

async function entryOf(file: Blob, row: Row): Promise<ZipEntry | null> {
  const header = await viewOf(file, row.local, row.local + 30);
  if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL_ENTRY) return null;
  const start = row.local + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  if (start + row.packed > file.size) return null;
  return {
    name: row.name,
    blob: file.slice(start, start + row.packed),
    packing: row.packing,
    size: row.size,
  };
}

const viewOf = async (file: Blob, start: number, end: number): Promise<DataView> =>
  new DataView(await file.slice(Math.max(0, start), end).arrayBuffer());

const long = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

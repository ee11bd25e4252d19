// Files as readers have them: several at once, folders, archives. Each packet becomes a source; nothing is read here
// beyond what tells an archive from a packet.
import { type Foreign, foreignKind, TELLING_BYTES } from './foreign.ts';
import { type FileSource, fileSource } from './source.ts';

/** Most files taken at a time. */
export const MOST_FILES = 5000;

/** Endings of files that hold packets; in folders and archives others are left alone. */
const PACKETS = /\.(json|xml|txt|ndjson|jsonl|gz|zip)$/i;
/** What systems put into archives and folders beside the files. */
const BYWORK = /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i;

export interface Incoming {
  readonly sources: readonly FileSource[];
  /** Files that were not taken: of another kind, too many, locked. */
  readonly left: number;
  /** Those among them that are certainly something else than packets. */
  readonly foreign: readonly Foreign[];
  /** Names of archives that cannot be read. */
  readonly broken: readonly string[];
}

interface Named {
  readonly name: string;
  readonly file: File;
}

/** Files that the reader chose one by one: each is taken, whatever its name. */
export const fromFiles = (files: Iterable<File>): Promise<Incoming> =>
  unpackAll(
    [...files].map((file) => ({ name: file.name, file })),
    0,
  );

/** A folder that the reader chose. */
export function fromFolder(files: Iterable<File>): Promise<Incoming> {
  const all = [...files].map((file) => ({ name: file.webkitRelativePath || file.name, file }));
  const wanted = all.filter(({ name }) => isWanted(name));
  return unpackAll(wanted, all.length - wanted.length);
}

/** Files and folders that were dropped together. */
export async function fromDrop(entries: readonly FileSystemEntry[]): Promise<Incoming> {
  const found: Named[] = [];
  const counts = { left: 0 };
  for (const entry of entries) await walk(entry, found, counts);
  return unpackAll(found, counts.left);
}

const isWanted = (name: string): boolean => PACKETS.test(name) && !BYWORK.test(name);

async function walk(entry: FileSystemEntry, found: Named[], counts: { left: number }): Promise<void> {
  if (found.length >= MOST_FILES) return;
  if (entry.isDirectory) {
    for (const child of await childrenOf(entry as FileSystemDirectoryEntry)) await walk(child, found, counts);
    return;
  }
  const name = entry.fullPath.replace(/^\//, '');
  // A file that was dropped beside a folder is meant, whatever its name.
  if (name.includes('/') && !isWanted(name)) counts.left += 1;
  else found.push({ name, file: await fileOf(entry as FileSystemFileEntry) });
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** A folder gives its children in portions, until one is empty. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

async function unpackAll(files: readonly Named[], left: number): Promise<Incoming> {
  const sources: FileSource[] = [];
  const broken: string[] = [];
  const foreign: Foreign[] = [];
  let others = left + Math.max(0, files.length - MOST_FILES);
  for (const { name, file } of files.slice(0, MOST_FILES)) {
    try {
      const got = await unpacked(name, file, MOST_FILES - sources.length);
      sources.push(...got.sources);
      others += got.left;
      if (got.foreign) foreign.push({ name, kind: got.foreign });
    } catch {
      broken.push(name);
    }
  }
  return { sources, left: others, foreign, broken };
}

interface Unpacked {
  readonly sources: readonly FileSource[];
  readonly left: number;
  readonly foreign?: Foreign['kind'];
}

async function unpacked(name: string, file: File, room: number): Promise<Unpacked> {
  const start = new Uint8Array(await file.slice(0, TELLING_BYTES).arrayBuffer());
  if (start[0] === 0x1f && start[1] === 0x8b) return { sources: [await gzipped(name, file)], left: 0 };
  const foreign = foreignKind(start);
  if (foreign) return { sources: [], left: 1, foreign };
  if (start[0] !== 0x50 || start[1] !== 0x4b) return { sources: [fileSource(name, file)], left: 0 };
  const { zipEntries } = await import('./zip.ts');
  const { entries, left } = await zipEntries(file, room);
  // A text document or a sheet of an office program is such an archive too, and no set of packets.
  if (entries.some((entry) => entry.name === '[Content_Types].xml'))
    return { sources: [], left: 1, foreign: 'office' };
  const wanted = entries.filter((entry) => isWanted(entry.name) && !/\.(zip|gz)$/i.test(entry.name));
  return {
    sources: wanted.map((entry) =>
      fileSource(`${name}/${entry.name}`, entry.blob, entry.packing, entry.size),
    ),
    left: left + entries.length - wanted.length,
  };
}

/** The last four bytes say how much it unpacks to, below 4 GB. */
async function gzipped(name: string, file: File): Promise<FileSource> {
  const tail = await file.slice(-4).arrayBuffer();
  const size = tail.byteLength === 4 ? new DataView(tail).getUint32(0, true) : 0;
  return fileSource(name.replace(/\.gz$/i, ''), file, 'gzip', size);
}

// `goitin` on the command line: the native command's own code, with Node as the world outside it.
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isatty } from 'node:tty';
import { gunzipSync } from 'node:zlib';
import { type CommandHost, type CommandInput, command, initSync } from '../../dist/wasm/goitin_command.js';

const CHUNK = 256 * 1024;
const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
/** The exit code when there is no answer, as the native command has it. */
const NO_ANSWER = 2;

const beside = (name: string) => readFileSync(new URL(name, import.meta.url));

const host: CommandHost = {
  open: (path) => chunksOf(path === '-' ? STDIN : openSync(path, 'r')),
  write: writeWhole,
  backUp,
  out(bytes) {
    try {
      writeAll(STDOUT, bytes);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EPIPE') return false;
      throw error;
    }
  },
  err(line) {
    try {
      writeAll(STDERR, new TextEncoder().encode(`${line}\n`));
    } catch {
      // Whoever closed this stream does not want to hear of it.
    }
  },
  wantsColor: () => isatty(STDOUT) && !process.env.NO_COLOR,
  page: (rule) => texts().pages[rule],
  reference: () => texts().reference,
};

/** Long texts that the module does not carry. */
function texts(): { pages: Record<string, string>; reference: string } {
  return JSON.parse(gunzipSync(beside('texts.json.gz')).toString());
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

function chunksOf(file: number): CommandInput {
  let ended = false;
  return {
    chunk() {
      if (ended) return undefined;
      const bytes = new Uint8Array(CHUNK);
      const length = readSome(file, bytes);
      if (length > 0) return bytes.subarray(0, length);
      ended = true;
      if (file !== STDIN) closeSync(file);
      return undefined;
    },
  };
}

function readSome(file: number, bytes: Uint8Array): number {
  for (;;) {
    try {
      return readSync(file, bytes);
    } catch (error) {
      // A standard input that others share may be set not to block; Windows calls its end an error.
      if (codeOf(error) === 'EOF') return 0;
      if (codeOf(error) !== 'EAGAIN') throw error;
      pause();
    }
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(file, bytes, at);
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw error;
      pause();
    }
  }
}

const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);

/** Who may read and write. */
const RIGHTS = 0o666;

/**
 * Writes beside the file and renames, so that a packet is never lost half way; in place where the folder takes no new
 * file, where the owner cannot be given or where the file has other names too. What is no ordinary file is written as it
 * is. A file that is there keeps its rights; a new one has no wider rights than the one its content comes from.
 */
function writeWhole(path: string, bytes: Uint8Array, original?: string): void {
  const existing = statSync(path, { throwIfNoEntry: false });
  if (!existing) {
    const like = original === undefined ? undefined : statSync(original, { throwIfNoEntry: false });
    replace(path, bytes, createBeside(path, like));
  } else if (existing.isFile()) {
    // Through a link: the file it leads to is replaced, not the link.
    writeOver(realpathSync(path), bytes, existing);
  } else {
    writeFileSync(path, bytes);
  }
}

function writeOver(path: string, bytes: Uint8Array, existing: Stats): void {
  // Whoever may not write the file may not replace it either, though the folder would let them.
  const file = openSync(path, 'r+');
  try {
    const beside = existing.nlink > 1 ? undefined : likeBeside(path, existing);
    if (beside) {
      replace(path, bytes, beside);
    } else {
      writeAll(file, bytes);
      ftruncateSync(file, bytes.length);
      fsyncSync(file);
    }
  } finally {
    closeSync(file);
  }
}

/** Copies a file to the name with `~` behind it. */
function backUp(path: string): void {
  const existing = statSync(path);
  const bytes = readFileSync(path);
  const beside = createBeside(`${path}~`, existing);
  try {
    giveRights(beside.file, existing);
  } catch {
    // A copy that cannot have the same owner is for nobody but the one who made it.
    fchmodSync(beside.file, 0o600);
  }
  replace(`${path}~`, bytes, beside);
}

/** A file that is not whole yet. */
type Beside = { file: number; path: string };

/** An empty file with at most the rights of the other; its group has none that the other's strangers do not have, as long as it may be another group. */
function createBeside(target: string, original: Stats | undefined): Beside {
  const path = join(dirname(target), `.${basename(target)}.${process.pid}.goitin`);
  const wanted = original ? original.mode & RIGHTS : RIGHTS;
  const strangers = wanted & 0o006;
  const file = openSync(path, 'wx', (wanted & (0o600 | (strangers << 3) | strangers)) | 0o200);
  const own = fstatSync(file);
  if (original && own.gid === original.gid) fchmodSync(file, (own.mode & RIGHTS) | (wanted & 0o060));
  return { file, path };
}

/** One with the owner, group and rights of that file; nothing where that is not allowed. */
function likeBeside(path: string, existing: Stats): Beside | undefined {
  let beside: Beside | undefined;
  try {
    beside = createBeside(path, existing);
    giveRights(beside.file, existing);
    return beside;
  } catch {
    if (beside) discard(beside);
    return undefined;
  }
}

/** The rights last, since they are for that owner. */
function giveRights(file: number, like: Stats): void {
  const own = fstatSync(file);
  if (own.uid !== like.uid || own.gid !== like.gid) fchownSync(file, like.uid, like.gid);
  fchmodSync(file, like.mode);
}

function replace(target: string, bytes: Uint8Array, beside: Beside): void {
  try {
    writeAll(beside.file, bytes);
    fsyncSync(beside.file);
    renameSync(beside.path, target);
    closeSync(beside.file);
  } catch (error) {
    discard(beside);
    throw error;
  }
}

function discard({ file, path }: Beside): void {
  closeSync(file);
  rmSync(path, { force: true });
}

try {
  initSync({ module: beside('goitin.wasm') });
  process.exitCode = command(process.argv.slice(2), host);
} catch (error) {
  host.err(`goitin: ${error instanceof Error ? error.message : error}`.replaceAll(/\p{C}/gu, '\u{FFFD}'));
  process.exitCode = NO_ANSWER;
}

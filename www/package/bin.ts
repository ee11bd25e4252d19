// `goitin` on the command line: the native command's own code, with Node as the world outside it.
import {
  closeSync,
  fchmodSync,
  fsyncSync,
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

/** Writes beside the file and renames, so that a packet is never lost half way; what is no ordinary file is written as it is. */
function writeWhole(path: string, bytes: Uint8Array): void {
  const existing = statSync(path, { throwIfNoEntry: false });
  if (existing && !existing.isFile()) {
    writeFileSync(path, bytes);
    return;
  }
  // Through a link: the file it leads to is replaced, not the link.
  const target = existing ? realpathSync(path) : path;
  const hidden = join(dirname(target), `.${basename(target)}.${process.pid}.goitin`);
  try {
    writeNew(hidden, bytes, existing);
    renameSync(hidden, target);
  } catch (error) {
    rmSync(hidden, { force: true });
    throw error;
  }
}

function writeNew(path: string, bytes: Uint8Array, existing: Stats | undefined): void {
  const file = openSync(path, 'wx');
  try {
    writeFileSync(file, bytes);
    fsyncSync(file);
    if (existing) fchmodSync(file, existing.mode);
  } finally {
    closeSync(file);
  }
}

try {
  initSync({ module: beside('goitin.wasm') });
  process.exitCode = command(process.argv.slice(2), host);
} catch (error) {
  host.err(`goitin: ${error instanceof Error ? error.message : error}`);
  process.exitCode = NO_ANSWER;
}

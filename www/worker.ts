// The engine off the main thread. The module is part of this file, so that nothing is fetched. A file is read in
// pieces and never held whole while it is checked; after a fault the page starts a new worker, so none is caught here
// for longer than it takes to report it.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import {
  applyEdits,
  Checker,
  check,
  initSync,
  packets,
  repair,
  rules,
  version,
} from '../dist/wasm/goitin.js';
import packed from '../dist/wasm/goitin_bg.wasm?packed';
import type { Answer, CallName, Calls, CheckAnswer, Content, End, EngineInfo, Question } from './protocol.ts';
import type { Format, Options, Repaired } from './report.ts';
import { inPortions } from './share.ts';
import { Broken, blobOfPieces, bytesOf, firstPiecesOf, piecesOf } from './stream.ts';
import { unpacked } from './unpack.ts';

/** How often a long reading tells how far it is, in milliseconds. */
const TELL_EVERY = 100;
/** Bytes that are checked without looking whether they are still wanted: a few milliseconds. */
const AT_ONCE = 256_000;
/** The engine reads no more than this of one source. */
const MOST_BYTES = 2 ** 30;

/** The engine copies what it gives out of its memory: nothing else holds these bytes. */
type OwnBytes = Uint8Array<ArrayBuffer>;

type Asked = Exclude<Question, { call: 'cancel' }>;

const given = new Set<number>();
const cancelled = new Set<number>();

const say = (answer: Answer) => postMessage(answer);

addEventListener('message', (event: MessageEvent<Question>) => {
  const question = event.data;
  if (question.call !== 'cancel') void answer(question);
  else if (given.has(question.id)) cancelled.add(question.id);
});

async function answer(question: Asked): Promise<void> {
  const { id } = question;
  given.add(id);
  try {
    const result = await perform(question);
    say({ kind: 'answer', id, answer: sendFindings(id, result) });
  } catch (error) {
    say({ kind: 'fault', id, message: String(error) });
  } finally {
    given.delete(id);
    cancelled.delete(id);
  }
}

/** A report's findings go ahead of it. */
function sendFindings(id: number, result: Calls[CallName]['answer']): Calls[CallName]['answer'] {
  if (typeof result !== 'object' || !('report' in result)) return result;
  const { bare, portions } = inPortions(result.report);
  for (const portion of portions) say({ kind: 'findings', id, portion });
  return { ...result, report: bare };
}

async function perform(question: Asked): Promise<Calls[CallName]['answer']> {
  await started;
  const { call, ask, id } = question;
  const { content } = ask;
  switch (call) {
    case 'check':
      return content instanceof Uint8Array
        ? checkBytes(id, content, ask.options)
        : checkStream(id, content, ask.options);
    case 'edit':
      return applyEdits(await bytesOf(content), [...ask.edits]) as OwnBytes;
    case 'repair':
      return repairedWith(repair(await bytesOf(content), ask.which, ask.options));
    case 'write':
      return writeStream(content, ask.format, ask.options, ask.until);
    case 'hash':
      return hashOf(content);
    case 'unpack':
      return blobOfPieces(firstPiecesOf(content, ask.until));
  }
}

const repairedWith = ({ bytes, applied, report }: Repaired): Calls['repair']['answer'] => ({
  bytes: bytes as OwnBytes,
  applied,
  report,
});

/** A text that is typed: a newer one may come while it is checked, and this one is then given up. */
async function checkBytes(id: number, bytes: OwnBytes, options: Options): Promise<CheckAnswer> {
  if (bytes.length <= AT_ONCE) return { report: check(bytes, options), end: 'whole', sha256: null };
  const checker = new Checker(options);
  for (let at = 0; at < bytes.length; at += AT_ONCE) {
    checker.push(bytes.subarray(at, at + AT_ONCE));
    await messages();
    if (cancelled.has(id)) return { report: checker.stop(), end: 'stopped', sha256: null };
  }
  return { report: checker.finish(), end: 'whole', sha256: null };
}

async function checkStream(id: number, content: Content, options: Options): Promise<CheckAnswer> {
  const checker = new Checker(options);
  const hash = sha256.create();
  const end = await readAll(id, content, checker, (piece) => hash.update(piece)).catch((error) => {
    if (error instanceof Broken) return error.end;
    throw error;
  });
  const whole = end === 'whole';
  const report = whole ? checker.finish() : checker.stop();
  return { report, end, sha256: whole ? bytesToHex(hash.digest()) : null };
}

async function readAll(
  id: number,
  content: Content,
  checker: Checker,
  also: (piece: OwnBytes) => void,
): Promise<End> {
  let told = performance.now();
  let bytes = 0;
  for await (const piece of piecesOf(content)) {
    checker.push(piece);
    also(piece);
    bytes += piece.length;
    if (bytes > MOST_BYTES) return 'whole';
    if (performance.now() - told < TELL_EVERY) continue;
    say({ kind: 'progress', id, progress: checker.progress() });
    await messages();
    told = performance.now();
    if (cancelled.has(id)) return 'stopped';
  }
  return 'whole';
}

async function writeStream(
  content: Content,
  format: Format,
  options: Options,
  until: number | undefined,
): Promise<string> {
  const checker = new Checker(options);
  const pieces = until === undefined ? piecesOf(content) : firstPiecesOf(content, until);
  for await (const piece of pieces) checker.push(piece);
  return checker.write(format, until === undefined);
}

async function hashOf(content: Content): Promise<string> {
  const hash = sha256.create();
  for await (const piece of piecesOf(content)) hash.update(piece);
  return bytesToHex(hash.digest());
}

/** Lets messages in that came during the reading: a cancel is one. A timer would wait longer than the reading takes. */
function messages(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

async function start(): Promise<EngineInfo> {
  initSync({ module: await unpacked(packed) });
  return { version: version(), rules: rules(), packets: packets() };
}

/** Questions may come before the engine is unpacked. */
const started = start();
started.then(
  (info) => say({ kind: 'ready', info }),
  (error) => say({ kind: 'fault', id: null, message: String(error) }),
);

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
  maskedName,
  packets,
  repair,
  rules,
  Session,
  version,
} from '../../dist/wasm/goitin.js';
import packed from '../../dist/wasm/goitin_bg.wasm?packed';
import type {
  Answer,
  CallName,
  Calls,
  CheckAnswer,
  Content,
  End,
  EngineInfo,
  Question,
  SetAsk,
  SetSource,
} from './protocol.ts';
import type { Format, Options, Repaired, Report } from './report.ts';
import { inPortions } from './share.ts';
import { Broken, blobOfPieces, bytesOf, firstPiecesOf, piecesOf } from './stream.ts';
import { unpacked } from './unpack.ts';

/** How often a long reading tells how far it is, in milliseconds. */
const TELL_EVERY = 100;
/** Bytes that are checked without looking whether they are still wanted: a few milliseconds. */
const AT_ONCE = 256_000;
/** Findings sent of all files of a set together. */
const MOST_SENT = 20_000;
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
  switch (call) {
    case 'check':
      return ask.content instanceof Uint8Array
        ? checkBytes(id, ask.content, ask.options)
        : checkStream(id, ask.content, ask.options);
    case 'checkSet':
      return checkSet(id, ask);
    case 'writeSet':
      return (await readSet(id, ask)).write(ask.format);
    case 'edit':
      return applyEdits(await bytesOf(ask.content), [...ask.edits]) as OwnBytes;
    case 'repair':
      return repairedWith(repair(await bytesOf(ask.content), ask.which, ask.options));
    case 'write':
      return writeStream(ask.content, ask.format, ask.options, ask.until);
    case 'hash':
      return hashOf(ask.content);
    case 'unpack':
      return blobOfPieces(firstPiecesOf(ask.content, ask.until));
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
  const { end, sha256 } = await readAll(id, piecesOf(content), checker, new Pulse());
  return { report: end === 'whole' ? checker.finish() : checker.stop(), end, sha256 };
}

async function checkSet(id: number, ask: SetAsk): Promise<Calls['checkSet']['answer']> {
  let sent = 0;
  const session = await readSet(id, ask, (at, { name }, answer) => {
    sent += answer.report.findings.length;
    const isBare = sent > MOST_SENT;
    const { bare, portions } = inPortions(answer.report);
    if (!isBare) for (const portion of portions) say({ kind: 'findings', id, portion });
    const named = { maskedName: maskedName(name, at), isBare };
    say({ kind: 'source', id, at, answer: { ...answer, ...named, report: bare } });
  });
  const { findings: _, ...set } = session.finish();
  return { set };
}

/** Reads the files of a set in their order; `tell` hears what becomes of each. */
async function readSet(
  id: number,
  { sources, options, why }: SetAsk,
  tell?: (at: number, source: SetSource, answer: CheckAnswer) => void,
): Promise<Session> {
  const session = new Session(options);
  const pulse = new Pulse();
  for (const [at, source] of sources.entries()) {
    session.begin(source.name);
    const { end, sha256 } = await readSource(id, source, session, pulse);
    const report = reportOf(session, end, { ...why, ...(source.why && { unreadable: source.why }) });
    tell?.(at, source, { report, end, sha256 });
    if (pulse.isDue) await pulse.beat();
  }
  return session;
}

async function readSource(
  id: number,
  { content, until, why }: SetSource,
  session: Session,
  pulse: Pulse,
): Promise<Reading> {
  if (why) return { end: 'unreadable', sha256: null };
  if (cancelled.has(id)) return { end: 'stopped', sha256: null };
  if (until === undefined) return readAll(id, piecesOf(content), session, pulse);
  const { end } = await readAll(id, firstPiecesOf(content, until), session, pulse);
  return { end: end === 'whole' ? 'stopped' : end, sha256: null };
}

/** Ends the file of a session as its reading ended. */
function reportOf(session: Session, end: End, why: SetAsk['why']): Report {
  if (end === 'whole') return session.end();
  return end === 'stopped' ? session.giveUp() : session.unreadable(why[end]);
}

/** How the reading ended, and the SHA-256 of the bytes where that was at their end. */
interface Reading {
  readonly end: End;
  readonly sha256: string | null;
}

async function readAll(
  id: number,
  pieces: AsyncIterable<OwnBytes>,
  into: Pick<Checker, 'push' | 'progress'>,
  pulse: Pulse,
): Promise<Reading> {
  const hash = sha256.create();
  const end = await pushAll(id, pieces, into, pulse, (piece) => hash.update(piece)).catch((error) => {
    if (error instanceof Broken) return error.end;
    throw error;
  });
  return { end, sha256: end === 'whole' ? bytesToHex(hash.digest()) : null };
}

async function pushAll(
  id: number,
  pieces: AsyncIterable<OwnBytes>,
  into: Pick<Checker, 'push' | 'progress'>,
  pulse: Pulse,
  also: (piece: OwnBytes) => void,
): Promise<End> {
  let bytes = 0;
  for await (const piece of pieces) {
    into.push(piece);
    also(piece);
    bytes += piece.length;
    if (bytes > MOST_BYTES) return 'whole';
    if (!pulse.isDue) continue;
    say({ kind: 'progress', id, progress: into.progress() });
    await pulse.beat();
    if (cancelled.has(id)) return 'stopped';
  }
  return 'whole';
}

/** Lets messages in now and then during long work. */
class Pulse {
  #last = performance.now();

  get isDue(): boolean {
    return performance.now() - this.#last >= TELL_EVERY;
  }

  async beat(): Promise<void> {
    await messages();
    this.#last = performance.now();
  }
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

// The engine off the main thread. The module is part of this file, so that nothing is fetched. A file is read in
// pieces and never held whole while it is checked; after a fault the page starts a new worker, so none is caught here
// for longer than it takes to report it.
import {
  applyEdits,
  Checker,
  check,
  initSync,
  packets,
  type Repaired,
  repair,
  rules,
  version,
  write,
} from '../dist/wasm/goitin_full.js';
import digits from '../dist/wasm/goitin_full_bg.wasm?hex';
import type { Answer, CallName, Calls, Content, EngineInfo, Question } from './protocol.ts';
import type { Options, Report } from './report.ts';
import { withSharedParts } from './share.ts';

/** How often a long reading tells how far it is, in milliseconds. */
const TELL_EVERY = 100;

/** The engine copies what it gives out of its memory: nothing else holds these bytes. */
type OwnBytes = Uint8Array<ArrayBuffer>;

const given = new Set<number>();
const cancelled = new Set<number>();

const say = (answer: Answer, move: Transferable[] = []) => postMessage(answer, { transfer: move });

class Cancelled extends Error {}

addEventListener('message', (event: MessageEvent<Question>) => {
  const question = event.data;
  if (question.call !== 'cancel') void answer(question);
  else if (given.has(question.id)) cancelled.add(question.id);
});

async function answer(question: Exclude<Question, { call: 'cancel' }>): Promise<void> {
  const { id } = question;
  given.add(id);
  try {
    const result = await perform(question);
    say({ kind: 'answer', id, answer: result });
  } catch (error) {
    if (error instanceof Cancelled) say({ kind: 'cancelled', id });
    else say({ kind: 'fault', id, message: String(error) });
  } finally {
    given.delete(id);
    cancelled.delete(id);
  }
}

async function perform(question: Exclude<Question, { call: 'cancel' }>): Promise<Calls[CallName]['answer']> {
  const { call, ask, id } = question;
  const { content } = ask;
  switch (call) {
    case 'check':
      return withSharedParts(
        content instanceof Blob ? await checkStream(id, content, ask.options) : check(content, ask.options),
      );
    case 'edit':
      return applyEdits(await bytesOf(content), [...ask.edits]) as OwnBytes;
    case 'repair':
      return repairedWith(repair(await bytesOf(content), ask.which, ask.options));
    case 'write':
      return write(await bytesOf(content), ask.format, ask.options);
  }
}

const repairedWith = ({ bytes, applied, report }: Repaired): Calls['repair']['answer'] => ({
  bytes: bytes as OwnBytes,
  applied,
  report: withSharedParts(report),
});

async function bytesOf(content: Content): Promise<OwnBytes> {
  return content instanceof Blob ? new Uint8Array(await content.arrayBuffer()) : content;
}

async function checkStream(id: number, file: Blob, options: Options): Promise<Report> {
  const checker = new Checker(options);
  const reader = file.stream().getReader();
  let told = performance.now();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return checker.finish();
    checker.push(value);
    if (performance.now() - told < TELL_EVERY) continue;
    say({ kind: 'progress', id, progress: checker.progress() });
    await messages();
    told = performance.now();
    if (!cancelled.has(id)) continue;
    await reader.cancel();
    checker.free();
    throw new Cancelled();
  }
}

/** Lets messages in that came during the reading: a cancel is one. */
const messages = () => new Promise((resolve) => setTimeout(resolve));

function bytesOfHex(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at += 1)
    bytes[at] = 16 * digit(text.charCodeAt(2 * at)) + digit(text.charCodeAt(2 * at + 1));
  return bytes;
}

/** The value of `0` to `9` and `a` to `f`, whose codes are 48 and 97. */
const digit = (code: number): number => (code < 97 ? code - 48 : code - 87);

function start(): EngineInfo {
  initSync({ module: bytesOfHex(digits) });
  return { version: version(), rules: rules(), packets: packets() };
}

try {
  say({ kind: 'ready', info: start() });
} catch (error) {
  say({ kind: 'fault', id: null, message: String(error) });
}

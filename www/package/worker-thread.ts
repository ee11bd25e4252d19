// The engine in a worker of any kind: a browser's, Deno's, Bun's or a thread of Node's. The first question brings the
// engine as text, so this script carries none, and the thread that asks has no work with it.
import * as glue from '../../dist/wasm/goitin.js';
import { unpacked } from '../engine/unpack.ts';
import { allBytes } from './bytes.ts';
import { checkWith } from './checking.ts';
import type { Answer, CallName, Calls, Question } from './messages.ts';

interface NodePort {
  postMessage(message: unknown): void;
  on(event: 'message', hear: (message: unknown) => void): void;
}
type Scope = typeof globalThis & {
  process?: { getBuiltinModule?(name: string): { parentPort: NodePort | null } | undefined };
};

type Asked = Exclude<Question, { call: 'cancel' }>;

const checkers = new Map<number, glue.Checker | glue.Session>();
const running = new Map<number, AbortController>();

const scope = globalThis as Scope;
const isWeb = typeof scope.postMessage === 'function' && typeof scope.addEventListener === 'function';
const node = isWeb ? null : (scope.process?.getBuiltinModule?.('node:worker_threads')?.parentPort ?? null);

const say = (answer: Answer): void => (node ?? (scope as unknown as NodePort)).postMessage(answer);

function hear(question: Question): void {
  if (question.call === 'cancel') running.get(question.id)?.abort();
  else void answer(question);
}

async function answer(question: Asked): Promise<void> {
  const { id } = question;
  try {
    say({ kind: 'answer', id, answer: await perform(question) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof WebAssembly.RuntimeError) say({ kind: 'fault', id, message });
    else say({ kind: 'error', id, message, isType: error instanceof TypeError });
  }
}

async function perform({ id, call, ask }: Asked): Promise<Calls[CallName]['answer']> {
  switch (call) {
    case 'start':
      await glue.default({ module_or_path: await unpacked(ask.packed) });
      return undefined;
    case 'check':
      return checked(id, ask);
    case 'repair':
      return glue.repair(await allBytes(ask.content), ask.which, ask.options);
    case 'applyEdits':
      return glue.applyEdits(await allBytes(ask.content), [...ask.edits]);
    case 'rules':
      return glue.rules();
    case 'packets':
      return glue.packets();
    case 'version':
      return glue.version();
    case 'open':
      checkers.set(ask.checker, ask.isSet ? new glue.Session(ask.options) : new glue.Checker(ask.options));
      return undefined;
    default:
      return step(call, ask);
  }
}

async function checked(
  id: number,
  { content, options, tells }: Calls['check']['ask'],
): Promise<Calls['check']['answer']> {
  const controller = new AbortController();
  running.set(id, controller);
  const onProgress = tells
    ? (progress: Calls['progress']['answer']) => say({ kind: 'progress', id, progress })
    : undefined;
  try {
    return await checkWith(glue, content, { ...options, signal: controller.signal, onProgress });
  } finally {
    running.delete(id);
  }
}

type StepName = 'begin' | 'unreadable' | 'push' | 'progress' | 'finish' | 'free';

/** A step of a checker that was opened before. */
function step(
  call: StepName,
  ask: { checker: number; bytes?: Uint8Array; name?: string; why?: string },
): Calls[StepName]['answer'] {
  const checker = checkers.get(ask.checker);
  if (!checker) throw new Error('this checker is used up');
  if (call === 'progress') return checker.progress();
  if (call === 'begin' || call === 'unreadable') {
    if (!(checker instanceof glue.Session)) return undefined;
    if (call === 'begin') checker.begin(ask.name ?? '');
    else checker.unreadable(ask.why ?? '');
    return undefined;
  }
  if (call === 'push') {
    checker.push(ask.bytes ?? new Uint8Array());
    return undefined;
  }
  checkers.delete(ask.checker);
  if (call === 'finish') return checker.finish();
  checker.free();
  return undefined;
}

if (node) node.on('message', (message) => hear(message as Question));
else addEventListener('message', (event: MessageEvent<Question>) => hear(event.data));

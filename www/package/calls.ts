// The caller's side of the worker: calls with ids, progress, giving up, and a new worker when one broke. A broken worker
// answers every open call with a fault; the next call finds a fresh one.

import type { Progress } from '../engine/types.ts';
import { EngineFault } from './api.ts';
import { inlineText } from './inline.ts';
import type { Answer, CallName, Calls, Question } from './messages.ts';
import { startThread, type Thread } from './threads.ts';

/**
 * How long a worker may take to give a call up before it is ended, in milliseconds. On a busy machine a worker that is
 * well takes seconds, and ending it costs every other call its answer.
 */
const PATIENCE = 10_000;

interface Open {
  resolve(answer: unknown): void;
  reject(error: unknown): void;
  onProgress: ((progress: Progress) => void) | undefined;
}

interface Following {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
}

let thread: Promise<Thread> | undefined;
let running: Thread | undefined;
/** Counts the workers: a checker belongs to one of them. */
let generation = 0;
let lastId = 0;
const open = new Map<number, Open>();

export const currentGeneration = (): number => generation;

/** Asks the worker, which is started when there is none. */
export async function ask<Name extends CallName>(
  call: Name,
  what: Calls[Name]['ask'],
  { signal, onProgress }: Following = {},
): Promise<Calls[Name]['answer']> {
  signal?.throwIfAborted();
  const worker = await started();
  signal?.throwIfAborted();
  const { id, answer } = post(worker, call, what, onProgress);
  if (!signal) return answer;
  const giveUp = () => cancel(id, signal);
  signal.addEventListener('abort', giveUp, { once: true });
  return answer.finally(() => signal.removeEventListener('abort', giveUp));
}

/** Ends the worker. Open calls are rejected; the next call starts a new one. */
export function terminate(): void {
  restart(new EngineFault('the worker was ended'));
}

function started(): Promise<Thread> {
  thread ??= start().catch((error: unknown) => {
    thread = undefined;
    throw error;
  });
  return thread;
}

async function start(): Promise<Thread> {
  const packed = inlineText();
  generation += 1;
  const mine = generation;
  const worker = startThread({
    hear: (message) => mine === generation && hear(message as Answer),
    broken: (message) => mine === generation && restart(new EngineFault(message)),
  });
  running = worker;
  await post(worker, 'start', { packed }).answer;
  return worker;
}

function post<Name extends CallName>(
  worker: Thread,
  call: Name,
  what: Calls[Name]['ask'],
  onProgress?: (progress: Progress) => void,
): { id: number; answer: Promise<Calls[Name]['answer']> } {
  lastId += 1;
  const id = lastId;
  const answer = new Promise<Calls[Name]['answer']>((resolve, reject) => {
    open.set(id, { resolve: resolve as (answer: unknown) => void, reject, onProgress });
  });
  worker.keepAlive(true);
  try {
    worker.post({ id, call, ask: what } as Question);
  } catch (error) {
    // What cannot be cloned is the caller's mistake.
    settle(id)?.reject(error);
  }
  return { id, answer };
}

function settle(id: number): Open | undefined {
  const call = open.get(id);
  open.delete(id);
  if (open.size === 0) running?.keepAlive(false);
  return call;
}

function hear(answer: Answer): void {
  switch (answer.kind) {
    case 'progress':
      open.get(answer.id)?.onProgress?.(answer.progress);
      return;
    case 'answer':
      settle(answer.id)?.resolve(answer.answer);
      return;
    case 'error':
      settle(answer.id)?.reject(answer.isType ? new TypeError(answer.message) : new Error(answer.message));
      return;
    case 'fault':
      restart(new EngineFault(`the engine failed: ${answer.message}`));
  }
}

function cancel(id: number, signal: AbortSignal): void {
  const call = open.get(id);
  if (!call) return;
  call.reject(signal.reason);
  running?.post({ id, call: 'cancel' } satisfies Question);
  setTimeout(() => {
    if (open.has(id)) restart(new EngineFault('the worker was ended: it did not give up'));
  }, PATIENCE);
}

function restart(error: EngineFault): void {
  running?.end();
  running = undefined;
  thread = undefined;
  generation += 1;
  const calls = [...open.values()];
  open.clear();
  for (const { reject } of calls) reject(error);
}

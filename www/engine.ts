// The page's side of the worker: calls with ids, progress, cancelling, and a new worker when one broke. A broken
// worker answers every open call with a fault; the next call finds a fresh engine.
import type { Answer, CallName, Calls, EngineInfo, Progress, Question } from './protocol.ts';
import { startWorker } from './start-worker.ts';

/** How long a worker may take to give up before it is ended, in milliseconds. */
const PATIENCE = 1000;

/** The engine broke; what it was checking has no answer. */
export class EngineFault extends Error {}

/** The reader asked to stop. */
export class Stopped extends Error {}

interface Open {
  resolve(answer: unknown): void;
  reject(error: Error): void;
  tell?: (progress: Progress) => void;
}

export interface Call<Name extends CallName> {
  readonly answer: Promise<Calls[Name]['answer']>;
  cancel(): void;
}

export class Engine {
  #worker: Worker;
  #open = new Map<number, Open>();
  #last = 0;
  readonly #ready: (info: EngineInfo) => void;

  /** `ready` hears of the first engine and of every one started later. */
  constructor(ready: (info: EngineInfo) => void) {
    this.#ready = ready;
    this.#worker = this.#start();
  }

  ask<Name extends CallName>(
    call: Name,
    ask: Calls[Name]['ask'],
    tell?: (progress: Progress) => void,
  ): Call<Name> {
    this.#last += 1;
    const id = this.#last;
    const answer = new Promise<Calls[Name]['answer']>((resolve, reject) => {
      const open: Open = { resolve: resolve as (answer: unknown) => void, reject };
      this.#open.set(id, tell ? { ...open, tell } : open);
    });
    this.#worker.postMessage({ id, call, ask } as Question);
    return { answer, cancel: () => this.#cancel(id) };
  }

  #start(): Worker {
    const worker = startWorker();
    worker.addEventListener('message', (event: MessageEvent<Answer>) => this.#hear(event.data));
    worker.addEventListener('error', (event) => this.#restart(event.message));
    worker.addEventListener('messageerror', () => this.#restart('messageerror'));
    return worker;
  }

  #hear(answer: Answer): void {
    switch (answer.kind) {
      case 'ready':
        return this.#ready(answer.info);
      case 'progress':
        return this.#open.get(answer.id)?.tell?.(answer.progress);
      case 'answer':
        this.#open.get(answer.id)?.resolve(answer.answer);
        this.#open.delete(answer.id);
        return;
      case 'cancelled':
        this.#open.get(answer.id)?.reject(new Stopped());
        this.#open.delete(answer.id);
        return;
      case 'fault':
        return this.#restart(answer.message);
    }
  }

  #cancel(id: number): void {
    if (!this.#open.has(id)) return;
    this.#worker.postMessage({ id, call: 'cancel' } satisfies Question);
    setTimeout(() => this.#giveUp(id), PATIENCE);
  }

  #giveUp(id: number): void {
    const open = this.#open.get(id);
    if (!open) return;
    this.#open.delete(id);
    open.reject(new Stopped());
    this.#restart('stopped');
  }

  #restart(message: string): void {
    this.#worker.terminate();
    const open = [...this.#open.values()];
    this.#open.clear();
    this.#worker = this.#start();
    for (const { reject } of open) reject(new EngineFault(message));
  }
}

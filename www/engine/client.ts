// The page's side of the worker: calls with ids, progress, cancelling, and a new worker when one broke. A broken
// worker answers every open call with a fault; the next call finds a fresh engine.
import type { Answer, CallName, Calls, EngineInfo, Progress, Question, SourceAnswer } from './protocol.ts';
import type { Report } from './report.ts';
import { Unpacker } from './share.ts';
import { startWorker } from './start-worker.ts';

/**
 * How long a worker may take to give up before it is ended, in milliseconds. On a busy machine a worker that is well takes
 * seconds, and what it found so far is lost when it is ended.
 */
const PATIENCE = 5000;

/** The engine broke; what it was checking has no answer. */
export class EngineFault extends Error {}

/** The reader asked to stop. */
export class Stopped extends Error {}

interface Open {
  readonly question: Question;
  findings: Unpacker;
  resolve(answer: unknown): void;
  reject(error: Error): void;
  hears: Hearing;
}

/** What is heard of a call before its answer. */
interface Hearing {
  progress?: (progress: Progress) => void;
  /** Of a set: what became of its file at a place. */
  source?: (at: number, answer: SourceAnswer) => void;
}

export interface Call<Name extends CallName> {
  readonly answer: Promise<Calls[Name]['answer']>;
  /** The reader waits for it to stop: a worker that does not is ended. */
  cancel(): void;
  /** The answer is not wanted any more: the worker may leave it. */
  drop(): void;
}

export class Engine {
  #worker: Worker;
  #open = new Map<number, Open>();
  #last = 0;
  readonly #ready: (info: EngineInfo) => void;
  readonly #broken: (message: string) => void;

  /** `ready` hears of the first engine and of every one started later, `broken` that none can be started. */
  constructor(ready: (info: EngineInfo) => void, broken: (message: string) => void) {
    this.#ready = ready;
    this.#broken = broken;
    this.#worker = this.#start();
  }

  ask<Name extends CallName>(call: Name, ask: Calls[Name]['ask'], hears: Hearing = {}): Call<Name> {
    this.#last += 1;
    const id = this.#last;
    const question = { id, call, ask } as Question;
    const answer = new Promise<Calls[Name]['answer']>((resolve, reject) => {
      const findings = new Unpacker();
      this.#open.set(id, {
        question,
        findings,
        resolve: resolve as (answer: unknown) => void,
        reject,
        hears,
      });
    });
    this.#worker.postMessage(question);
    return { answer, cancel: () => this.#cancel(id), drop: () => this.#drop(id) };
  }

  #start(): Worker {
    const worker = startWorker();
    worker.addEventListener('message', (event: MessageEvent<Answer>) => this.#hear(event.data));
    let started = false;
    worker.addEventListener('message', () => {
      started = true;
    });
    // A worker that breaks before its first word would break again: no second one is tried.
    const fail = (message: string) => (started ? this.#restart(message) : this.#broken(message));
    worker.addEventListener('error', (event) => fail(event.message));
    worker.addEventListener('messageerror', () => fail('messageerror'));
    return worker;
  }

  #hear(answer: Answer): void {
    switch (answer.kind) {
      case 'ready':
        this.#ready(answer.info);
        return;
      case 'progress':
        this.#open.get(answer.id)?.hears.progress?.(answer.progress);
        return;
      case 'findings':
        this.#open.get(answer.id)?.findings.take(answer.portion);
        return;
      case 'source':
        this.#hearOf(answer.id, answer.at, answer.answer);
        return;
      case 'answer':
        this.#settle(answer.id, answer.answer);
        return;
      case 'fault':
        if (answer.id === null) this.#broken(answer.message);
        else this.#restart(answer.message);
    }
  }

  #hearOf(id: number, at: number, answer: SourceAnswer): void {
    const open = this.#open.get(id);
    if (!open) return;
    open.hears.source?.(at, withFindings(answer, open.findings));
    open.findings = new Unpacker();
  }

  #settle(id: number, answer: Calls[CallName]['answer']): void {
    const open = this.#open.get(id);
    this.#open.delete(id);
    const hasReport = typeof answer === 'object' && 'report' in answer;
    open?.resolve(hasReport ? withFindings(answer, open.findings) : answer);
  }

  #drop(id: number): void {
    if (this.#open.has(id)) this.#worker.postMessage({ id, call: 'cancel' } satisfies Question);
  }

  #cancel(id: number): void {
    this.#drop(id);
    setTimeout(() => this.#giveUp(id), PATIENCE);
  }

  #giveUp(id: number): void {
    const open = this.#open.get(id);
    if (!open) return;
    this.#open.delete(id);
    open.reject(new Stopped());
    this.#worker.terminate();
    this.#worker = this.#start();
    // What else was asked has nothing to do with it.
    for (const other of this.#open.values()) {
      other.findings = new Unpacker();
      this.#worker.postMessage(other.question);
    }
  }

  #restart(message: string): void {
    this.#worker.terminate();
    const open = [...this.#open.values()];
    this.#open.clear();
    this.#worker = this.#start();
    for (const { reject } of open) reject(new EngineFault(message));
  }
}

/** The answer with the findings that came before it. */
const withFindings = <Bare extends { readonly report: Report }>(
  answer: Bare,
  { findings }: Unpacker,
): Bare => ({ ...answer, report: { ...answer.report, findings } });

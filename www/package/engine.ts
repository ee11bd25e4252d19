// The life of the engine on this thread: compiled at the first use, and instantiated anew after a fault. A module that
// has trapped is in no known state, so its instance is dropped with everything that belongs to it.

import type { Edit, Options, PacketInfo, Repaired, RuleInfo } from '../engine/types.ts';
import { EngineFault } from './api.ts';
import type { Checking, Instance, Steps } from './checking.ts';

/** What wasm-bindgen makes of the module; it holds one instance at a time. */
export interface Glue extends Checking {
  default(init: { module_or_path: WebAssembly.Module }): Promise<unknown>;
  /** Puts a new instance into the place of the present one. */
  __wbg_reset_state(): void;
  Session: new (
    options: Options | undefined,
  ) => Steps & { begin(name: string): void; unreadable(why: string): unknown };
  repair(bytes: Uint8Array, which: 'safe' | 'all', options: Options | undefined): Repaired;
  applyEdits(bytes: Uint8Array, edits: Edit[]): Uint8Array;
  rules(): RuleInfo[];
  packets(): PacketInfo[];
  version(): string;
}

export interface Origin {
  glue: Glue;
  module(): Promise<WebAssembly.Module>;
}

export class Engine {
  readonly #origin: Origin;
  #starting: Promise<Glue> | undefined;
  #glue: Glue | undefined;
  #instance: Instance = { gone: false };

  constructor(origin: Origin) {
    this.#origin = origin;
  }

  /** Resolves when the engine can be used without waiting. Another try follows a start that failed. */
  start(): Promise<Glue> {
    this.#starting ??= this.#instantiate().catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
    return this.#starting;
  }

  async #instantiate(): Promise<Glue> {
    const { glue, module } = this.#origin;
    await glue.default({ module_or_path: await module() });
    this.#glue = glue;
    return glue;
  }

  /** Uses the engine at once; it must have been started. */
  now<Result>(use: (glue: Glue) => Result): Result {
    const glue = this.#glue;
    if (!glue) throw new Error('goitin is not ready yet: `await ready` first');
    const instance = this.#instance;
    try {
      return use(glue);
    } catch (error) {
      throw this.#judged(instance, error);
    }
  }

  /** Uses the engine as soon as it is there. */
  async use<Result>(
    use: (glue: Glue, instance: Readonly<Instance>) => Result | Promise<Result>,
  ): Promise<Result> {
    const glue = await this.start();
    const instance = this.#instance;
    try {
      return await use(glue, instance);
    } catch (error) {
      throw this.#judged(instance, error);
    }
  }

  /** A trap ends the instance, and with it what others were doing there; other errors are the caller's own. */
  #judged(instance: Instance, error: unknown): unknown {
    if (instance.gone) return new EngineFault('the engine failed in another call', { cause: error });
    if (!(error instanceof WebAssembly.RuntimeError)) return error;
    this.#renew();
    return new EngineFault(`the engine failed: ${error.message}`, { cause: error });
  }

  /** An older Chrome makes no instance of a large module at once on a page's main thread: there the engine has ended. */
  #renew(): void {
    this.#instance.gone = true;
    this.#instance = { gone: false };
    try {
      this.#origin.glue.__wbg_reset_state();
    } catch (cause) {
      const ended = new EngineFault('the engine failed and cannot be started again: load the page anew', {
        cause,
      });
      this.#glue = undefined;
      this.#starting = Promise.reject(ended);
      this.#starting.catch(() => undefined);
    }
  }
}

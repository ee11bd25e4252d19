// The life of the engine on this thread: compiled once, instantiated at the first use, and anew after a fault. A module
// that has trapped is in no known state, so its instance is dropped with everything that belongs to it.
import { EngineFault } from './api.ts';
import type { Checking } from './checking.ts';
import type { Edit, Options, PacketInfo, Repaired, RuleInfo } from './types.ts';

/** What wasm-bindgen makes of the module, one instance at a time. */
export interface Glue extends Checking {
  default(init: { module_or_path: WebAssembly.Module }): Promise<unknown>;
  repair(bytes: Uint8Array, which: 'safe' | 'all', options: Options | undefined): Repaired;
  applyEdits(bytes: Uint8Array, edits: Edit[]): Uint8Array;
  rules(): RuleInfo[];
  packets(): PacketInfo[];
  version(): string;
}

export interface Origin<Instance extends Glue> {
  makeGlue(): Instance;
  module(): Promise<WebAssembly.Module>;
}

export class Engine<Instance extends Glue = Glue> {
  readonly #origin: Origin<Instance>;
  #compiled: Promise<WebAssembly.Module> | undefined;
  #starting: Promise<Instance> | undefined;
  #glue: Instance | undefined;

  constructor(origin: Origin<Instance>) {
    this.#origin = origin;
  }

  /** Resolves when the engine can be used without waiting. Another try follows a start that failed. */
  start(): Promise<Instance> {
    this.#starting ??= this.#instantiate().catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
    return this.#starting;
  }

  async #instantiate(): Promise<Instance> {
    this.#compiled ??= this.#origin.module();
    let module: WebAssembly.Module;
    try {
      module = await this.#compiled;
    } catch (error) {
      this.#compiled = undefined;
      throw error;
    }
    const glue = this.#origin.makeGlue();
    await glue.default({ module_or_path: module });
    this.#glue = glue;
    return glue;
  }

  /** Uses the engine at once; it must have been started. */
  now<Result>(use: (glue: Instance) => Result): Result {
    const glue = this.#glue;
    if (!glue) throw new Error('goitin is not ready yet: `await ready` first');
    try {
      return use(glue);
    } catch (error) {
      throw this.#judged(glue, error);
    }
  }

  /** Uses the engine as soon as it is there. */
  async use<Result>(use: (glue: Instance) => Result | Promise<Result>): Promise<Result> {
    const glue = await this.start();
    try {
      return await use(glue);
    } catch (error) {
      throw this.#judged(glue, error);
    }
  }

  /** A trap ends the instance; other errors are the caller's own. */
  #judged(glue: Instance, error: unknown): unknown {
    if (!(error instanceof WebAssembly.RuntimeError)) return error;
    if (this.#glue === glue) {
      this.#glue = undefined;
      this.#starting = undefined;
    }
    return new EngineFault(`the engine failed: ${error.message}`, { cause: error });
  }
}

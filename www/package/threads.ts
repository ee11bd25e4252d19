// Starts the worker's script where there is one kind of thread or another.
import script from './worker-thread.ts?script';

/** What the package needs of a worker, whatever its kind. */
export interface Thread {
  post(message: unknown): void;
  end(): void;
  /** Shall the program wait for this thread? Only Node asks. */
  keepAlive(wanted: boolean): void;
}

export interface Listener {
  hear(message: unknown): void;
  broken(message: string): void;
}

interface NodeWorker {
  postMessage(message: unknown): void;
  terminate(): void;
  ref(): void;
  unref(): void;
  on(event: 'message' | 'error' | 'messageerror', hear: (value: unknown) => void): void;
}
interface NodeThreads {
  Worker: new (source: string, options: { eval: true }) => NodeWorker;
}
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): URL };
}

const REFUSED =
  'the worker could not be started; under a Content-Security-Policy without `worker-src blob:` host ' +
  'goitin/worker-thread.js and name it with useWorkerScript(url)';

let ownScript: string | undefined;

/**
 * Where the worker's script, `goitin/worker-thread.js`, is hosted. Needed only by pages whose Content-Security-Policy does
 * not allow `worker-src blob:`; call it before anything else.
 */
export function useWorkerScript(url: string | URL): void {
  ownScript = String(url);
}

export function startThread(listener: Listener): Thread {
  return typeof Worker === 'function' ? webThread(listener) : nodeThread(listener);
}

function webThread({ hear, broken }: Listener): Thread {
  const blob =
    ownScript === undefined
      ? URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
      : undefined;
  const worker = new Worker(trusted(ownScript ?? blob ?? ''), { type: 'module' });
  const release = () => blob && URL.revokeObjectURL(blob);
  worker.addEventListener('message', release, { once: true });
  worker.addEventListener('message', (event) => hear(event.data));
  worker.addEventListener('error', (event) => broken(event.message || REFUSED));
  worker.addEventListener('messageerror', () => broken('a message could not be read'));
  return {
    post: (message) => worker.postMessage(message),
    end: () => worker.terminate(),
    keepAlive: () => undefined,
  };
}

/** A worker's address as Trusted Types want it; the policy, `goitin`, accepts only the address that is being started. */
let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;
let starting = '';

function trusted(url: string): string | URL {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return url;
  policy ??= trustedTypes.createPolicy('goitin', {
    createScriptURL(asked) {
      if (asked !== starting) throw new TypeError(`not the worker's address: ${asked}`);
      return asked;
    },
  });
  starting = url;
  return policy.createScriptURL(url);
}

function nodeThread({ hear, broken }: Listener): Thread {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
  const threads = process?.getBuiltinModule?.('node:worker_threads') as NodeThreads | undefined;
  if (!threads) throw new Error('there are no workers here; use `goitin` itself');
  const worker = new threads.Worker(script, { eval: true });
  worker.on('message', hear);
  worker.on('error', (error) => broken(String(error)));
  worker.on('messageerror', (error) => broken(String(error)));
  worker.unref();
  return {
    post: (message) => worker.postMessage(message),
    end: () => worker.terminate(),
    keepAlive: (wanted) => (wanted ? worker.ref() : worker.unref()),
  };
}

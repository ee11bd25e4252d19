// Starts the worker under Trusted Types: a worker's address must come from a policy, and ours accepts
// only the address that the build put here. A browser without Trusted Types takes the address as it is.
import workerUrl from './worker.ts?worker&url';

/** What we use of an interface that TypeScript's DOM library does not have yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): URL };
}

function onlyOurs(url: string): string {
  if (url !== workerUrl) throw new TypeError(`not the worker's address: ${url}`);
  return url;
}

// A policy's name can be taken once, and a worker may be started again: so the policy is made here.
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
const policy = trustedTypes?.createPolicy('goitin-worker', { createScriptURL: onlyOurs });

export function startWorker(): Worker {
  return new Worker(policy?.createScriptURL(workerUrl) ?? workerUrl, { type: 'module' });
}

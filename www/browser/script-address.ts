// The one Trusted Types policy of the page: addresses of scripts that run beside it must come from here, and only the
// two that the build made are let through. A browser without Trusted Types takes the addresses as they are.

/** What we use of an interface that TypeScript's DOM library does not have yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): URL };
}

const known = new Set<string>();

function onlyOurs(url: string): string {
  if (!known.has(url)) throw new TypeError(`not an address of this page: ${url}`);
  return url;
}

// A policy's name can be taken once: so the policy is made here, for all.
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
const policy = trustedTypes?.createPolicy('goitin-worker', { createScriptURL: onlyOurs });

/** An address the build made, in the form the browser wants it. */
export function scriptAddress(url: string): string | URL {
  known.add(url);
  return policy?.createScriptURL(url) ?? url;
}

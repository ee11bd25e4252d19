// `npm run build`: set-up, the WebAssembly module (dist/wasm), the page's types (dist/types), the page (dist/page) and the
// page as one file (dist/goitin.html).
// With --only-wasm it stops after the module.
import { buildReference } from './build-reference.mjs';
import { buildTypes } from './build-types.mjs';
import { buildWasm } from './build-wasm.mjs';
import { runNode, whenStarted } from './lib.mjs';
import { setup } from './setup.mjs';

export function buildPage() {
  buildReference();
  runNode('vite/bin/vite.js', ['build', '--logLevel', 'warn']);
  runNode('vite/bin/vite.js', ['build', '--logLevel', 'warn', '--mode', 'single']);
}

/** @param {{ page?: boolean }} [wanted] */
export async function build({ page = true } = {}) {
  await setup();
  buildWasm();
  if (!page) return;
  await buildTypes();
  buildPage();
}

await whenStarted(import.meta, () => build({ page: !process.argv.includes('--only-wasm') }));

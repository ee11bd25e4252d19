// Builds www/ into dist/page, for any folder of any static host.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { reference } from './tools/reference.mjs';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Makes `module.wasm?hex` a text of hexadecimal digits for the worker to carry. Each byte keeps its place in it, so
 * brotli and gzip find almost all that they find in the bytes: base64 comes out a quarter larger.
 */
const wasmAsHex: Plugin = {
  name: 'wasm-as-hex',
  enforce: 'pre',
  load(id) {
    if (!id.endsWith('.wasm?hex')) return undefined;
    return `export default '${readFileSync(id.slice(0, id.indexOf('?'))).toString('hex')}';`;
  },
};

export default defineConfig({
  root: here('./www'),
  base: './',
  cacheDir: here('./target/tools/vite'),
  plugins: [wasmAsHex, reference()],
  worker: { format: 'es', plugins: () => [wasmAsHex] },
  build: {
    outDir: here('./dist/page'),
    emptyOutDir: true,
    target: ['chrome109', 'firefox115', 'safari16.4'],
    // The page's policy allows neither a polyfill's fetch nor assets as data: except images.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // The worker carries the module as text.
    chunkSizeWarningLimit: 2048,
  },
});

// Builds www/ into dist/page, for any folder of any static host.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('./www'),
  base: './',
  cacheDir: here('./target/tools/vite'),
  worker: { format: 'es' },
  build: {
    outDir: here('./dist/page'),
    emptyOutDir: true,
    target: ['chrome109', 'firefox115', 'safari16.4'],
    // The page's policy allows neither a polyfill's fetch nor assets as data: except images.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // The worker carries the module as text.
    chunkSizeWarningLimit: 1024,
  },
});

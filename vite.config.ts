// Builds www/ into dist/page, for any folder of any static host; with `--mode single` into the one file dist/goitin.html.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { offlineFiles } from './tools/offline-files.mjs';
import { oneFile, workerInside } from './tools/single-file.mjs';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const TARGET = ['chrome109', 'firefox115', 'safari16.4'];

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

/** Makes `virtual:reference` the text that `goitin reference` prints (tools/build-reference.mjs writes it). */
const reference: Plugin = {
  name: 'reference',
  resolveId: (id) => (id === 'virtual:reference' ? '\0reference' : undefined),
  load(id) {
    if (id !== '\0reference') return undefined;
    return `export default ${JSON.stringify(readFileSync(here('./target/reference.json'), 'utf8'))};`;
  },
};

const page: UserConfig = {
  plugins: [reference, wasmAsHex, offlineFiles()],
  worker: { format: 'es', plugins: () => [wasmAsHex] },
  build: {
    outDir: here('./dist/page'),
    emptyOutDir: true,
    rolldownOptions: {
      input: { index: here('./www/index.html'), sw: here('./www/sw.ts') },
      // The service worker speaks for the folder it lies in, under a name that stays.
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
};

const singleFile: UserConfig = {
  plugins: [
    reference,
    workerInside({
      starter: here('./www/start-worker.ts'),
      blobStarter: here('./www/start-worker-blob.ts'),
      worker: here('./www/worker.ts'),
      plugins: [wasmAsHex],
      target: TARGET,
    }),
    oneFile(),
  ],
  build: {
    outDir: here('./dist'),
    emptyOutDir: false,
    copyPublicDir: false,
    rolldownOptions: { input: here('./www/index.html'), output: { codeSplitting: false } },
  },
};

export default defineConfig(({ mode }) => {
  const own = mode === 'single' ? singleFile : page;
  return {
    ...own,
    root: here('./www'),
    base: './',
    cacheDir: here('./target/tools/vite'),
    build: {
      ...own.build,
      target: TARGET,
      // The page's policy allows neither a polyfill's fetch nor assets as data: except images.
      modulePreload: false,
      assetsInlineLimit: 0,
      // The worker carries the module as text.
      chunkSizeWarningLimit: 4096,
    },
  };
});

// Builds www/ into dist/page, for any folder of any static host; with `--mode single` into the one file dist/goitin.html.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { offlineFiles } from './tools/offline-files.mjs';
import { packedModules } from './tools/packed.mjs';
import { pageBillPlugins } from './tools/page-bill.mjs';
import { oneFile, workerInside } from './tools/single-file.mjs';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const TARGET = ['chrome109', 'firefox115', 'safari16.4'];

/** Texts that the command prints (tools/build-reference.mjs writes them), by the names under which the page imports them. */
const PRINTED: Readonly<Record<string, string>> = {
  'virtual:reference': './target/reference.json',
  'virtual:profile-schema': './target/profile-schema.json',
};

const printed: Plugin = {
  name: 'printed',
  resolveId: (id) => (id in PRINTED ? `\0${id}` : undefined),
  load(id) {
    const file = PRINTED[id.slice(1)];
    return file && `export default ${JSON.stringify(readFileSync(here(file), 'utf8'))};`;
  },
};

const bill = pageBillPlugins();

const page: UserConfig = {
  plugins: [printed, packedModules, bill.written, offlineFiles()],
  worker: { format: 'es', plugins: () => [packedModules, bill.heard] },
  build: {
    outDir: here('./dist/page'),
    emptyOutDir: true,
    rolldownOptions: {
      input: { index: here('./www/index.html'), sw: here('./www/offline/sw.ts') },
      // The service worker speaks for the folder it lies in, under a name that stays.
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
};

const singleFile: UserConfig = {
  plugins: [
    printed,
    workerInside({
      starter: here('./www/engine/start-worker.ts'),
      blobStarter: here('./www/engine/start-worker-blob.ts'),
      worker: here('./www/engine/worker.ts'),
      plugins: [packedModules],
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

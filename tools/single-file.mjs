// Plugins for Vite that make the page one file, dist/goitin.html, for machines without a network: opened from disk, it
// may load nothing, so styles, script and worker lie in it, and its policy names them by their hashes.
import { createHash } from 'node:crypto';
import { build } from 'vite';
import { Failure } from './lib.mjs';

/** @typedef {import('vite').Plugin} Plugin @typedef {import('vite').Rolldown.OutputBundle} Bundle */

const NAME = 'goitin.html';
const WORKER = 'virtual:worker-text';

/**
 * The worker starts from a text that the page carries, in place of a file of its own.
 * @param {{ starter: string, blobStarter: string, worker: string, plugins: Plugin[], target: string[] }} places
 * @returns {Plugin}
 */
export function workerInside({ starter, blobStarter, worker, plugins, target }) {
  return {
    name: 'worker-inside',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (source === WORKER) return `\0${WORKER}`;
      const resolved = importer && (await this.resolve(source, importer, { skipSelf: true }));
      return resolved && resolved.id === starter ? blobStarter : undefined;
    },
    async load(id) {
      if (id !== `\0${WORKER}`) return undefined;
      return `export default ${JSON.stringify(await workerText(worker, plugins, target))};`;
    },
  };
}

/** @param {string} worker @param {Plugin[]} plugins @param {string[]} target */
async function workerText(worker, plugins, target) {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    plugins,
    build: { write: false, target, copyPublicDir: false, rolldownOptions: { input: worker } },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const [chunk] = outputs;
  if (outputs.length !== 1 || chunk?.type !== 'chunk') throw new Failure('the worker is not one script');
  return chunk.code;
}

/** Puts styles and script into the page, and leaves no file but that. @returns {Plugin} */
export function oneFile() {
  return {
    name: 'one-file',
    enforce: 'post',
    generateBundle: {
      // After Vite itself: it still changes the script here.
      order: 'post',
      handler(_options, bundle) {
        const style = takeOut(bundle, '.css');
        // What would end the script element early is written as another spelling of the same text.
        const script = takeOut(bundle, '.js').replace(/<(?=\/script|!--)/gi, '\\x3C');
        const page = takeOut(bundle, '.html');
        const left = Object.keys(bundle);
        if (left.length > 0) throw new Failure(`files that the page would have to load: ${left.join(', ')}`);
        this.emitFile({ type: 'asset', fileName: NAME, source: assembled(page, style, script) });
      },
    },
  };
}

/** The text of the one file of a kind. @param {Bundle} bundle @param {string} ending */
function takeOut(bundle, ending) {
  const files = Object.values(bundle).filter((file) => file.fileName.endsWith(ending));
  const [file] = files;
  if (!file || files.length > 1) throw new Failure(`${files.length} files end with ${ending}, not one`);
  delete bundle[file.fileName];
  return file.type === 'chunk' ? file.code : String(file.source);
}

/** @param {string} page @param {string} style @param {string} script */
function assembled(page, style, script) {
  return [
    /** @type {const} */ ([/<link rel="(manifest|apple-touch-icon)"[^>]*>\s*/g, '']),
    /** @type {const} */ ([/(?<=Content-Security-Policy"\s+content=")[^"]*/, policy(style, script)]),
    /** @type {const} */ ([/<link rel="stylesheet"[^>]*>/, `<style>${style}</style>`]),
    /** @type {const} */ ([/<script[^>]*><\/script>/, `<script type="module">${script}</script>`]),
  ].reduce((text, [what, by]) => replaced(text, what, by), page);
}

/** @param {string} text @param {RegExp} what @param {string} by */
function replaced(text, what, by) {
  if (text.search(what) < 0) throw new Failure(`the page has no ${what}`);
  return text.replace(what, () => by);
}

/** @param {string} style @param {string} script */
function policy(style, script) {
  return [
    "default-src 'none'",
    `script-src ${hashOf(script)} 'wasm-unsafe-eval'`,
    `style-src ${hashOf(style)}`,
    'img-src data:',
    'worker-src blob:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types goitin-worker',
  ].join('; ');
}

/** @param {string} text */
const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

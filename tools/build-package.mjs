// `npm run build:package`: the npm package in dist/package, complete and ready for `npm pack` or `npm publish`.
// Every entry point is one file in two forms, ESM and CommonJS; they share the inlined module, so that whoever bundles
// several of them gets it once.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build } from 'vite';
import { buildReference } from './build-reference.mjs';
import { buildTypes } from './build-types.mjs';
import { buildWasm, commandFile, wasmFile } from './build-wasm.mjs';
import { Failure, filesBelow, inRoot, output, runNode, seconds, whenStarted, write } from './lib.mjs';
import { manifest } from './package-manifest.mjs';
import { packed } from './packed.mjs';
import { setup } from './setup.mjs';
import { BILL, softwareBill } from './software-bill.mjs';

export const packageFolder = inRoot('dist', 'package');
const inPackage = (/** @type {string[]} */ ...parts) => join(packageFolder, ...parts);
const inSource = (/** @type {string[]} */ ...parts) => inRoot('www', 'package', ...parts);
const inElement = (/** @type {string[]} */ ...parts) => inRoot('www', 'element', ...parts);
const typesFolder = inRoot('target', 'tools', 'package-types');

/** @typedef {{ name: string, entry: string, forms: Form[], banner?: string }} Entry */
/** @typedef {'js' | 'cjs'} Form the ending of a file says what it is */

/** @type {Entry[]} */
const ENTRIES = [
  { name: 'inline', entry: inSource('inline.ts'), forms: ['js', 'cjs'] },
  { name: 'index', entry: inSource('index.ts'), forms: ['js', 'cjs'] },
  { name: 'index.workerd', entry: inSource('workerd.ts'), forms: ['js'] },
  { name: 'slim', entry: inSource('slim.ts'), forms: ['js', 'cjs'] },
  { name: 'worker', entry: inSource('worker.ts'), forms: ['js', 'cjs'] },
  { name: 'element', entry: inElement('element.ts'), forms: ['js', 'cjs'] },
  { name: 'embed', entry: inElement('embed.ts'), forms: ['js'] },
  { name: 'bin', entry: inSource('bin.ts'), forms: ['js'], banner: '#!/usr/bin/env node' },
];
/** Entry points that others import rather than carry. */
const SHARED = ['inline', 'index', 'worker', 'element'];
/** Files beside the entry points that are no sources. */
const MADE = ['./goitin.wasm', './text/module.js'];
/** Those that have declarations. */
const TYPED = ['index', 'slim', 'worker', 'element'];
/** Every browser of the floor, and Node. */
const TARGET = ['chrome109', 'firefox115', 'safari16.4', 'node20.19'];

export async function buildPackage() {
  const start = performance.now();
  await buildTypes();
  rmSync(packageFolder, { recursive: true, force: true });
  mkdirSync(packageFolder, { recursive: true });
  for (const entry of ENTRIES) for (const form of entry.forms) await bundle(entry, form);
  write(inPackage('worker-thread.js'), await scriptOf(inSource('worker-thread.ts')));
  writeText();
  writeTypes();
  copyFiles();
  writeForCommand();
  writeIntegrity();
  write(inPackage('package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
  write(inPackage(BILL), `${JSON.stringify(softwareBill(), null, 2)}\n`);
  console.log(`package: built in ${seconds(start)}`);
}

/** @param {Entry} entry @param {Form} form */
async function bundle({ name, entry, banner = '' }, form) {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: inRoot('www'),
    publicDir: false,
    plugins: [leftOutside(entry, form), asScript],
    build: {
      outDir: packageFolder,
      emptyOutDir: false,
      target: TARGET,
      lib: { entry, formats: [form === 'js' ? 'es' : 'cjs'], fileName: () => `${name}.${form}` },
      // Packing is most of the time that it takes.
      rolldownOptions: { output: { banner, minify: true }, checks: { pluginTimings: false } },
    },
  });
}

/**
 * What an entry point imports from beside it: Node's own modules, the module and the shared entry points.
 * @param {string} entry @param {Form} form @returns {import('vite').Plugin}
 */
function leftOutside(entry, form) {
  return {
    name: 'left-outside',
    enforce: 'pre',
    resolveId(id, importer) {
      if (id.startsWith('node:')) return { id, external: true };
      if (MADE.includes(id)) return { id, external: 'relative' };
      if (!importer || !id.startsWith('.')) return undefined;
      const path = resolve(importer, '..', id);
      const shared = ENTRIES.find(
        (other) => SHARED.includes(other.name) && path === other.entry && path !== entry,
      );
      return shared && { id: `./${shared.name}.${form}`, external: 'relative' };
    },
  };
}

/** `file.ts?script`: the file and what it imports as the text of one classic script. @type {import('vite').Plugin} */
const asScript = {
  name: 'as-script',
  enforce: 'pre',
  async load(id) {
    if (!id.endsWith('?script')) return undefined;
    return `export default ${JSON.stringify(await scriptOf(id.slice(0, id.indexOf('?'))))};`;
  },
};

/** @param {string} entry */
async function scriptOf(entry) {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    root: inRoot('www'),
    publicDir: false,
    build: {
      write: false,
      target: TARGET,
      minify: 'oxc',
      lib: { entry, formats: ['iife'], name: 'goitin', fileName: 'script' },
    },
  });
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  const [chunk] = outputs;
  if (outputs.length !== 1 || chunk?.type !== 'chunk') throw new Error(`${entry} is not one script`);
  return chunk.code;
}

/**
 * The engine as a script that both module systems can load: a folder whose package.json names no system, and a text
 * under a symbol instead of an export.
 */
function writeText() {
  const base64 = packed(wasmFile).toString('base64');
  const text = `globalThis[Symbol.for('goitin.module')] = '${base64}';\n`;
  write(inPackage('text', 'module.js'), text);
  write(inPackage('text', 'package.json'), '{ "sideEffects": true }\n');
}

/** Declarations of the entry points and of what they name, once for each module system. */
function writeTypes() {
  rmSync(typesFolder, { recursive: true, force: true });
  runNode('typescript/bin/tsc', ['-p', inRoot('tsconfig.package.json'), '--outDir', typesFolder]);
  const declarations = filesBelow(typesFolder).filter((file) => file.endsWith('.d.ts'));
  const named = (/** @type {string} */ name) =>
    declarations.find((file) => basename(file) === `${name}.d.ts`) ?? '';
  for (const name of reachable(TYPED)) {
    const text = readFileSync(
      name === 'types' ? inRoot('dist', 'types', 'contract.d.ts') : named(name),
      'utf8',
    );
    write(inPackage(`${name}.d.ts`), withEndings(text, 'js'));
    write(inPackage(`${name}.d.cts`), withEndings(text, 'cjs'));
  }

  /** @param {string[]} names @returns {Set<string>} */
  function reachable(names) {
    const known = new Set(names);
    for (const name of known) {
      if (name === 'types') continue;
      const text = readFileSync(named(name), 'utf8');
      for (const [, other = ''] of text.matchAll(IMPORT)) known.add(other);
    }
    return known;
  }
}

/** A source of the engine's client, the package or the element, as a declaration names it. */
const IMPORT = /(?<=from '|import\(")\.{1,2}\/(?:(?:engine|package)\/)?([\w-]+)\.ts(?=['"])/g;

/** @param {string} text @param {Form} form */
const withEndings = (text, form) => text.replace(IMPORT, `./$1.${form}`);

function copyFiles() {
  copyFileSync(commandFile, inPackage('goitin.wasm'));
  for (const name of ['report', 'profile'])
    write(inPackage(`${name}.schema.json`), printed(['schema', name]));
  for (const name of ['LICENSE-MIT', 'LICENSE-APACHE']) copyFileSync(inRoot(name), inPackage(name));
  for (const name of ['README.md', 'CHANGELOG.md']) copyFileSync(inSource(name), inPackage(name));
  copyFileSync(inElement('embed.html'), inPackage('embed.html'));
}

/** What the native command prints. @param {string[]} args */
function printed(args) {
  const text = output('cargo', ['run', '--locked', '--quiet', '--bin', 'goitin', '--', ...args]);
  if (text === undefined) throw new Failure(`goitin ${args.join(' ')} failed`);
  return `${text}\n`;
}

/** What a page loads for the element: hashes for Subresource Integrity, and the lines to put into the page. */
function writeIntegrity() {
  const hash = (/** @type {string} */ name) =>
    `sha384-${createHash('sha384')
      .update(readFileSync(inPackage(name)))
      .digest('base64')}`;
  const before = ['text/module.js', 'inline.js', 'index.js', 'worker.js'];
  const integrity = Object.fromEntries([...before, 'element.js'].map((name) => [name, hash(name)]));
  write(inPackage('integrity.json'), `${JSON.stringify(integrity, null, 2)}\n`);
  const lines = before.map(
    (name) => `<link rel="modulepreload" href="/goitin/${name}" integrity="${integrity[name]}" />`,
  );
  lines.push(
    `<script type="module" src="/goitin/element.js" integrity="${integrity['element.js']}"></script>`,
  );
  write(inPackage('snippet.html'), `${lines.join('\n')}\n`);
}

/** The rule pages and the reference, which the command prints and the module does not carry. */
function writeForCommand() {
  buildReference();
  const files = filesBelow(inRoot('src', 'rules')).filter((file) => file.endsWith('.md'));
  const pages = Object.fromEntries(files.map((file) => [basename(file, '.md'), readFileSync(file, 'utf8')]));
  const reference = readFileSync(inRoot('target', 'reference.json'), 'utf8');
  const texts = inRoot('target', 'tools', 'texts.json');
  write(texts, JSON.stringify({ pages, reference }));
  writeFileSync(inPackage('texts.json.gz'), packed(texts));
}

await whenStarted(import.meta, async () => {
  await setup();
  buildWasm();
  await buildPackage();
});

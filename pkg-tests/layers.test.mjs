// Holds `www/` to its layers: a folder imports only what lies in a row below its own. An import is whatever names a file by a
// relative path: static, dynamic, of a type, of a worker's script, of many files at once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { posix, relative, sep } from 'node:path';
import { test } from 'node:test';
import { parseSync, Visitor } from 'vite';
import { filesBelow, inRoot } from '../tools/lib.mjs';

/** The folders of `www/`, the lowest first. Those of one row know nothing of each other. */
const LAYERS = [
  ['browser', 'dom'],
  ['engine', 'offline'],
  ['files', 'package', 'pages'],
  ['element', 'own-profile', 'text'],
  ['editor', 'reference', 'state'],
  ['reports', 'storage'],
  ['app'],
  ['connection', 'form', 'packet', 'set'],
  ['frame', 'table'],
  ['findings'],
  // The one script outside of them, which index.html names.
  ['main.ts'],
];

/** Folders without TypeScript, for all to read. */
const DATA = ['samples', 'styles'];

/** The row of a folder, or -1. @param {string} name */
const rowOf = (name) => LAYERS.findIndex((row) => row.includes(name));

/** The folder that a path below `www/` begins with, or the file that lies there. @param {string} path */
const layerOf = (path) => path.split(/[/?]/, 1)[0] ?? '';

/** All relative paths in a file, wherever they stand. @param {string} file @param {string} text @returns {string[]} */
function importsOf(file, text) {
  const { program, errors } = parseSync(file, text);
  assert.deepEqual(errors, [], `${file} cannot be read`);
  /** @type {unknown[]} */
  const texts = [];
  new Visitor({
    Literal: ({ value }) => void texts.push(value),
    // Of a path with a variable part, the part before it.
    TemplateElement: ({ value }) => void texts.push(value.cooked),
  }).visit(program);
  return texts.filter((value) => typeof value === 'string').filter((value) => /^\.\.?\//.test(value));
}

/** What is wrong with a file below `www/`. @param {string} file @param {string} text @returns {string[]} */
function faultsOf(file, text) {
  const own = layerOf(file);
  if (rowOf(own) < 0)
    return [`${file}: ${own} is in no layer: LAYERS of pkg-tests/layers.test.mjs has the folders`];
  return importsOf(file, text).flatMap((path) => {
    const named = posix.join('www', posix.dirname(file), path);
    const target = layerOf(named.slice('www/'.length));
    if (!named.startsWith('www/') || target === own || DATA.includes(target)) return [];
    if (rowOf(target) < 0) return [`${file}: '${path}' is in no layer`];
    return rowOf(target) < rowOf(own) ? [] : [`${file}: '${path}' does not go down`];
  });
}

test('imports go down', () => {
  const scripts = filesBelow(inRoot('www')).filter((file) => /\.[cm]?[jt]sx?$/.test(file));
  const files = scripts.map((file) => relative(inRoot('www'), file).split(sep).join('/'));
  const faults = files.flatMap((file) => faultsOf(file, readFileSync(inRoot('www', file), 'utf8')));
  const known = new Set(files.map(layerOf));
  const gone = LAYERS.flat().filter((layer) => !known.has(layer));
  faults.push(...gone.map((layer) => `LAYERS of pkg-tests/layers.test.mjs names ${layer}, which is gone`));
  assert.deepEqual(faults, []);
});

const UP = [
  ["import { App } from '../app/app.ts';", '../app/app.ts'],
  ["import type { App } from '../app/app.ts';", '../app/app.ts'],
  ["import {\n  type App,\n} from '../app/app.ts';", '../app/app.ts'],
  ["import '../app/app.ts';", '../app/app.ts'],
  ["import * as app from './../app/app.ts';", './../app/app.ts'],
  ["export { App } from '../app/app.ts';", '../app/app.ts'],
  ["export type * from '../app/app.ts';", '../app/app.ts'],
  ["const { App } = await import('../app/app.ts');", '../app/app.ts'],
  ["let app: import('../app/app.ts').App;", '../app/app.ts'],
  ["type Module = typeof import('../app/app.ts');", '../app/app.ts'],
  ['const load = (name: string) => import(`../findings/$' + '{name}.ts`);', '../findings/'],
  ["import url from '../app/app.ts?worker&url';", '../app/app.ts?worker&url'],
  ["import code from '../app/app.ts?script';", '../app/app.ts?script'],
  ["const files = import.meta.glob('../app/*.ts');", '../app/*.ts'],
  ["const url = new URL('../app/app.ts', import.meta.url);", '../app/app.ts'],
  ["import { keep } from '../storage/keep.ts';", '../storage/keep.ts', 'of the same row'],
  ["import '../main.ts';", '../main.ts'],
  ["import '../../www/app/app.ts';", '../../www/app/app.ts'],
  ["import '../unheard/of.ts';", '../unheard/of.ts'],
];

for (const [text = '', path, why = 'above'] of UP)
  test(`an import from a folder ${why} is found: ${text}`, () => {
    const [fault = '', ...others] = faultsOf('reports/sheet.ts', text);
    assert.ok(fault.startsWith(`reports/sheet.ts: '${path}' `), fault);
    assert.deepEqual(others, []);
  });

const DOWN = [
  "import { el } from '../dom/dom.ts'; import type { Report } from '../engine/report.ts';",
  "import { paper } from './paper.ts'; export * from './parts/line.ts'; import('./sheet.ts');",
  "import type { Contract } from '../../dist/types/contract.d.ts'; import 'virtual:reference'; import 'vite';",
  "import '../styles/print.css'; const samples = import.meta.glob('../samples/*');",
  "// import '../app/app.ts';\n/* import('../app/app.ts') */ const text = \"import '../app/app.ts'\";",
  "const ends = /'..\\/app\\/app.ts'/; const spread = [...'app/app.ts']; const file = 'app/app.ts';",
];

for (const text of DOWN)
  test(`this is none: ${text}`, () => assert.deepEqual(faultsOf('reports/sheet.ts', text), []));

for (const file of ['sheet.ts', 'view/sheet.ts', 'samples/sheet.ts'])
  test(`${file} has no place`, () => {
    const [fault = ''] = faultsOf(file, '');
    assert.ok(fault.startsWith(`${file}: `), fault);
  });

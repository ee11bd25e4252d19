// The build runs in the oldest browsers we promise: Chrome 109, Firefox 115, Safari 16.4. Syntax is compared with what
// a compiler for these would write; what no compiler can replace (functions of the platform, properties and selectors
// without which something would be missing) is looked for by name.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { test } from 'node:test';
import { transformWithOxc } from 'vite';
import { filesBelow, inRoot } from '../tools/lib.mjs';

const TARGET = ['chrome109', 'firefox115', 'safari16.4'];

/** Newer than one of the three, with the browser that lacks it. */
const NEWER_SCRIPT = {
  'Array.fromAsync': /\bArray\.fromAsync\b/,
  'Object.groupBy, Map.groupBy': /\b(Object|Map)\.groupBy\b/,
  'Promise.withResolvers, Promise.try': /\bPromise\.(withResolvers|try)\b/,
  'toSorted, toReversed, toSpliced (Chrome 110)': /\.to(Sorted|Reversed|Spliced)\(/,
  'methods of sets (Chrome 122)': /\.(isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(/,
  'isWellFormed, toWellFormed (Chrome 111)': /\.(isWellFormed|toWellFormed)\(/,
  'URL.canParse, URL.parse (Chrome 120)': /\bURL\.(canParse|parse)\(/,
  'AbortSignal.any (Chrome 116)': /\bAbortSignal\.any\(/,
  'methods of iterators (Chrome 122)': /\bIterator\.from\(/,
  'popovers (Chrome 114)': /\.(showPopover|hidePopover|togglePopover)\(/,
  'reading a stream with for await (Chrome 124)': /for await\s*\([^)]*\.stream\(/,
  'checkVisibility (Firefox 106, Safari 17.4)': /\.checkVisibility\(/,
  'CSS.highlights (Firefox 140)': /\bCSS\.highlights\b/,
  'startViewTransition (Chrome 111)': /\.startViewTransition\(/,
};

const NEWER_STYLE = {
  ':has (Firefox 121)': /:has\(/,
  'color-mix (Chrome 111)': /color-mix\(/,
  'light-dark (Chrome 123)': /light-dark\(/,
  'relative colours (Chrome 119)': /\((from)\s/,
  'nesting (Chrome 112)': /&/,
  '@scope (Chrome 118)': /@scope/,
  '@starting-style (Chrome 117)': /@starting-style/,
  '@property (Firefox 128)': /@property/,
  'subgrid (Chrome 117)': /subgrid/,
  'lh and rlh (Firefox 120)': /\d(r?lh)\b/,
  'anchors (Chrome 125)': /anchor(-name|-scope|\()/,
  'trigonometry (Chrome 111)': /\b(sin|cos|tan)\(/,
};

const files = [inRoot('dist', 'goitin.html'), ...filesBelow(inRoot('dist', 'page'))];
const parts = files.flatMap((file) => partsOf(file));

/** Scripts and styles of a file. @param {string} file @returns {{ name: string, kind: string, text: string }[]} */
function partsOf(file) {
  const name = file.slice(inRoot('dist').length + 1);
  const text = ['.js', '.css', '.html'].includes(extname(file)) ? readFileSync(file, 'utf8') : '';
  if (extname(file) !== '.html') return text ? [{ name, kind: extname(file), text }] : [];
  return [...text.matchAll(/<(script|style)\b[^>]*>([\s\S]*?)<\/\1>/g)].map(([, kind, inner = '']) => ({
    name: `${name}, ${kind}`,
    kind: kind === 'style' ? '.css' : '.js',
    text: inner,
  }));
}

/** @param {string} text @param {Record<string, RegExp>} newer */
const found = (text, newer) =>
  Object.entries(newer).flatMap(([name, pattern]) => (pattern.test(text) ? [name] : []));

/** @param {string} code @param {string[]} target */
async function compiled(code, target) {
  return (await transformWithOxc(code, 'part.js', { target, sourcemap: false })).code;
}

test('there is something to look at', () => {
  assert.ok(parts.filter(({ kind }) => kind === '.js').length >= 5);
  assert.ok(parts.filter(({ kind }) => kind === '.css').length >= 2);
});

test('the comparison finds newer syntax', async () => {
  const code = 'using file = open();\nfile.read();\n';
  assert.notEqual(await compiled(code, TARGET), await compiled(code, ['esnext']));
});

for (const { name, text } of parts.filter(({ kind }) => kind === '.js')) {
  test(`${name} has no newer syntax and calls nothing newer`, async () => {
    assert.equal((await compiled(text, TARGET)) === (await compiled(text, ['esnext'])), true, 'newer syntax');
    assert.deepEqual(found(text, NEWER_SCRIPT), []);
  });
}

for (const { name, text } of parts.filter(({ kind }) => kind === '.css')) {
  test(`${name} has no newer styles`, () => assert.deepEqual(found(text, NEWER_STYLE), []));
}

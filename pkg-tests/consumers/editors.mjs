// The recipes for editors (pkg-tests/recipes), each bundled with the real editor and run in Chromium: what an editor marks
// must be what the report found, in a text whose lines end in CRLF and whose letters take one, two and three bytes, some
// of them composed of several characters, some outside the first plane.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../tools/lib.mjs';
import { reportsOfFolder } from '../support/browser.mjs';
import { execute } from '../support/package.mjs';
import { script } from './scenario.mjs';

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>editor</title><div id="editor"></div><script type="module" src="./main.js"></script>\n';

/** Gives each packet to `marks`, which returns the marked texts with their rules; compares them with the findings. */
const COMPARED = `import { check } from 'goitin';
import { packets } from './packets.mjs';

export async function compared(marks) {
  const reports = [];
  for (const [name, text] of Object.entries(packets)) {
    const odd = text.replace('"TenTTHC": "', '"TenTTHC": "Đăng ký 𝒂𠀀👪 kê\\u0323 ').replaceAll('\\n', '\\r\\n');
    const { findings } = await check(odd, { name });
    const normal = odd.replaceAll('\\r\\n', '\\n');
    const wanted = (await check(normal, { name })).findings.map(({ range, rule, message }) =>
      [normal.slice(range.start.utf16, range.end.utf16), rule, message.vi].join('|'));
    const marked = await marks(odd, findings.length);
    if (name === 'broken.json' && !wanted.some((one) => one.startsWith('13/03/2020|bad-date'))) throw new Error('no date');
    if (JSON.stringify(marked.sort()) !== JSON.stringify(wanted.sort()))
      throw new Error(JSON.stringify({ name, marked, wanted }, null, 1));
    reports.push(JSON.stringify(await check(text, { name })));
  }
  return reports;
}
`;

const CODEMIRROR = `import { forceLinting, forEachDiagnostic } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import { goitinLinter } from './codemirror.mjs';
import { compared } from './compared.mjs';

const found = (view) => {
  const all = [];
  forEachDiagnostic(view.state, (diagnostic, from, to) => all.push({ ...diagnostic, from, to }));
  return all;
};
async function linted(view, count) {
  forceLinting(view);
  for (const end = Date.now() + 60_000; found(view).length !== count; ) {
    if (Date.now() > end) throw new Error(found(view).length + ' marks in place of ' + count);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return found(view);
}
globalThis.reports = compared(async (doc, count) => {
  const view = new EditorView({ doc, extensions: [goitinLinter], parent: document.querySelector('#editor') });
  const all = await linted(view, count);
  const texts = all.map(({ from, to, source, message }) => [view.state.sliceDoc(from, to), source, message].join('|'));
  const phone = all.find(({ source, actions }) => source === 'bad-date' && actions.length > 0);
  if (phone) {
    phone.actions[0].apply(view, phone.from, phone.to);
    await linted(view, count - 1);
  } else if (count > 2) throw new Error('no repair is offered');
  view.destroy();
  return texts;
});
`;

const MONACO = `import * as monaco from 'monaco-editor';
import { compared } from './compared.mjs';
import { mark } from './monaco.mjs';

globalThis.reports = compared(async (text) => {
  const model = monaco.editor.createModel(text, 'plaintext');
  const editor = monaco.editor.create(document.querySelector('#editor'), { model });
  await mark(model);
  const texts = monaco.editor.getModelMarkers({ owner: 'goitin' }).map((marker) =>
    [model.getValueInRange(marker, monaco.editor.EndOfLinePreference.LF), marker.code, marker.message].join('|'));
  editor.dispose();
  model.dispose();
  return texts;
});
`;

/**
 * @param {string} name @param {string} recipe @param {string[]} uses @param {string} main
 * @returns {import('./scenario.mjs').Scenario}
 */
const editor = (name, recipe, uses, main) => ({
  name,
  uses: ['vite', ...uses],
  files: { 'index.html': PAGE, 'compared.mjs': COMPARED, 'main.js': main },
  output: 'dist',
  run(folder) {
    copyFileSync(inRoot('pkg-tests', 'recipes', recipe), join(folder, recipe));
    const vite = script(folder, 'vite/bin/vite.js');
    execute(process.execPath, [vite, 'build', '--logLevel', 'error'], folder);
    return reportsOfFolder(join(folder, 'dist'));
  },
});

/** @type {import('./scenario.mjs').Scenario[]} */
export const editorScenarios = [
  editor(
    'CodeMirror, findings as marks with their repairs',
    'codemirror.mjs',
    ['@codemirror/lint', '@codemirror/state', '@codemirror/view'],
    CODEMIRROR,
  ),
  editor('Monaco, findings as markers', 'monaco.mjs', ['monaco-editor'], MONACO),
];

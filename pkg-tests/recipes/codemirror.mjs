// CodeMirror 6: findings as marks in the text, each with its repair.
import { linter } from '@codemirror/lint';
import { applyEdits, check } from 'goitin';

export const goitinLinter = linter(async (view) => {
  const text = view.state.doc.toString();
  const { findings } = await check(text, { lang: 'vi' });
  return findings.map(({ range, severity, message, rule, fix }) => ({
    from: range.start.utf16,
    to: range.end.utf16,
    severity,
    message: message.vi,
    source: rule,
    actions: fix ? [{ name: fix.title.vi, apply: () => repair(view, text, fix.edits) }] : [],
  }));
});

async function repair(view, text, edits) {
  const insert = new TextDecoder().decode(await applyEdits(text, edits));
  if (view.state.doc.toString() !== text) return; // written on meanwhile
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert } });
}

// Monaco: findings as markers of a model.
import { check } from 'goitin';
import * as monaco from 'monaco-editor';

const { Error: error, Warning: warning, Info: info } = monaco.MarkerSeverity;
const severities = { error, warning, info };

export async function mark(model) {
  const version = model.getVersionId();
  const { findings } = await check(model.getValue(), { lang: 'vi' });
  if (model.isDisposed() || model.getVersionId() !== version) return; // written on meanwhile
  const markers = findings.map(({ range, severity, message, rule }) => ({
    startLineNumber: range.start.line,
    startColumn: range.start.column,
    endLineNumber: range.end.line,
    endColumn: range.end.column,
    severity: severities[severity],
    message: message.vi,
    code: rule,
  }));
  monaco.editor.setModelMarkers(model, 'goitin', markers);
}

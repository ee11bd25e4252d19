// Findings in the editor: an underline at the place, a mark at the line, the message under the pointer. They move with
// the text while it is typed, until the next check puts them anew.
import { type Extension, RangeSet, StateEffect, StateField, type Text } from '@codemirror/state';
import { Decoration, EditorView, GutterMarker, gutterLineClass, hoverTooltip } from '@codemirror/view';
import { el } from '../dom/dom.ts';
import { prose } from '../dom/prose.ts';
import { type Finding, inLanguage, type Language, type Severity } from '../engine/report.ts';
import { TEXTS } from '../text/text.ts';

export const showFindings = StateEffect.define<readonly Finding[]>();

const GRAVITY: Readonly<Record<Severity, number>> = { error: 2, warning: 1, info: 0 };

class LineMark extends GutterMarker {
  override readonly elementClass: string;

  constructor(severity: Severity) {
    super();
    this.elementClass = `mark-${severity}`;
  }
}

const LINE_MARKS: Readonly<Record<Severity, LineMark>> = {
  error: new LineMark('error'),
  warning: new LineMark('warning'),
  info: new LineMark('info'),
};

interface Marks {
  readonly places: RangeSet<Decoration>;
  readonly lines: RangeSet<GutterMarker>;
}

const none: Marks = { places: RangeSet.empty, lines: RangeSet.empty };

export function findingMarks(language: Language): Extension {
  const field = StateField.define<Marks>({
    create: () => none,
    update(marks, transaction) {
      for (const effect of transaction.effects)
        if (effect.is(showFindings)) return marksOf(effect.value, transaction.state.doc);
      if (!transaction.docChanged) return marks;
      const { changes } = transaction;
      return { places: marks.places.map(changes), lines: marks.lines.map(changes) };
    },
    provide: (field) => [
      EditorView.decorations.from(field, (marks) => marks.places),
      gutterLineClass.from(field, (marks) => marks.lines),
    ],
  });
  const tip = hoverTooltip((view, at) => {
    const findings: Finding[] = [];
    let [from, to] = [at, at];
    view.state.field(field).places.between(at, at, (start, end, { spec }) => {
      findings.push((spec as { finding: Finding }).finding);
      [from, to] = [Math.min(from, start), Math.max(to, end)];
    });
    if (findings.length === 0) return null;
    return { pos: from, end: to, create: () => ({ dom: tipView(findings, language) }) };
  });
  return [field, tip];
}

function marksOf(findings: readonly Finding[], doc: Text): Marks {
  const places = [];
  const lines = new Map<number, Severity>();
  for (const finding of findings) {
    const { severity, range } = finding;
    const place = placeOf(range.start, range.end, doc);
    if (!place) continue;
    const [from, to] = place;
    places.push(Decoration.mark({ class: `place-${severity}`, finding }).range(from, to));
    const line = doc.lineAt(from).from;
    const known = lines.get(line);
    if (!known || GRAVITY[severity] > GRAVITY[known]) lines.set(line, severity);
  }
  const lineMarks = [...lines].map(([at, severity]) => LINE_MARKS[severity].range(at));
  return { places: RangeSet.of(places, true), lines: RangeSet.of(lineMarks, true) };
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * A finding's place in the document: by line and column, which line ends do not change. It ends with its line; one
 * without extent takes a letter, so that there is something to underline.
 */
function placeOf(start: Place, end: Place, doc: Text): [number, number] | null {
  if (start.line > doc.lines) return null;
  const line = doc.line(start.line);
  const from = Math.min(line.to, line.from + start.column - 1);
  const until = end.line === start.line ? line.from + end.column - 1 : line.to;
  const to = Math.min(line.to, Math.max(until, from + 1));
  if (to > from) return [from, to];
  return from > line.from ? [from - 1, from] : null;
}

function tipView(findings: readonly Finding[], language: Language): HTMLElement {
  const texts = TEXTS[language];
  const rows = findings.map((finding) => {
    const expected = inLanguage(finding.expected, language);
    return el(
      'div',
      { class: 'tip' },
      el(
        'p',
        {},
        el('span', { class: 'tip-severity' }, `${texts.severity[finding.severity]}: `),
        ...prose(inLanguage(finding.message, language)),
      ),
      expected && el('p', {}, `${texts.expected}: `, ...prose(expected)),
    );
  });
  return el('div', {}, ...rows);
}

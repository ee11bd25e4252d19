// Which findings are shown: by severity, by ground, by dossier, by a word. The fields stand above a long list.
import type { App } from '../app/app.ts';
import { el } from '../dom/dom.ts';
import { labelled, select } from '../dom/fields.ts';
import { inLanguage, type Numbered } from '../engine/report.ts';
import { SEVERITIES } from '../reports/marks.ts';

const GRADES = ['text', 'practice', 'derived'] as const;

/** What the reader looks for; an empty text is no wish. */
export interface Wanted {
  severity: string;
  grade: string;
  record: string;
  text: string;
}

export const ALL: Wanted = { severity: '', grade: '', record: '', text: '' };

const plain = (text: string): string =>
  text.toLocaleLowerCase('vi').normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');

export function matching(app: App, wanted: Wanted): (numbered: Numbered) => boolean {
  const { language, engine } = app.store.state;
  const record = plain(wanted.record.trim());
  const words = plain(wanted.text.trim());
  const titles = new Map(engine?.rules.map((rule) => [rule.id, inLanguage(rule.title, language)]));
  return ({ finding }) =>
    (!wanted.severity || finding.severity === wanted.severity) &&
    (!wanted.grade || finding.grade === wanted.grade) &&
    (!record || isRecord(record, finding.record, finding.key)) &&
    (!words ||
      [
        inLanguage(finding.message, language),
        titles.get(finding.rule),
        finding.rule,
        finding.path,
        finding.key,
        finding.found,
      ].some((text) => text && plain(text).includes(words)));
}

/** A number is the dossier's number, as it is shown; else a part of its code. */
function isRecord(wanted: string, record: number | null, key: string | null): boolean {
  if (/^\d{1,6}$/.test(wanted) && record !== null && Number(wanted) === record + 1) return true;
  return wanted.length > 2 && key !== null && plain(key).includes(wanted);
}

export function filterView(app: App, wanted: Wanted, change: (part: Partial<Wanted>) => void): HTMLElement {
  const { texts } = app;
  const field = (id: 'record' | 'text') => {
    const input = el('input', { type: 'search', id: `filter-${id}`, value: wanted[id] });
    input.addEventListener('input', () => change({ [id]: input.value }));
    return input;
  };
  return el(
    'div',
    { class: 'filters', role: 'search', 'aria-label': texts.filter },
    labelled(
      texts.filterSeverity,
      select(
        'filter-severity',
        [['', texts.all], ...SEVERITIES.map((severity) => [severity, texts.severity[severity]] as const)],
        wanted.severity,
        (severity) => change({ severity }),
      ),
    ),
    labelled(
      texts.filterGrade,
      select(
        'filter-grade',
        [['', texts.all], ...GRADES.map((grade) => [grade, texts.grades[grade]] as const)],
        wanted.grade,
        (grade) => change({ grade }),
      ),
    ),
    labelled(texts.filterRecord, field('record')),
    labelled(texts.filterText, field('text')),
  );
}

// A report as a workbook for Excel. Every cell is text: `02` and `1E3` stay what they are, and nothing is a formula. Loaded
// with its library when somebody asks for it.
import { writeXlsxStream } from 'hucre/xlsx';
import type { Language } from '../engine/report.ts';
import { REPORT_WORDS } from './report-words.ts';

/** A sheet holds no more rows below its header; Excel is slow long before its own limit. */
const MOST_ROWS = 100_000;

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Excel opens no file that has more in a cell. */
const MOST_CHARACTERS = 32_767;

/** Excel's format for text: a cell that is edited there stays one. */
const AS_TEXT = { numFmt: '@' };

/** The width of a column, in characters: as its first cells need it, and a message does not push the others away. */
const WIDEST = 60;
const MEASURED_ROWS = 200;

/** How long it works without letting the page do anything else, in milliseconds. */
const AT_ONCE = 30;

type Row = readonly string[];

/** The workbook of the engine's rows, or null when they are too many for a sheet. */
export async function workbook(rows: string, language: Language): Promise<Blob | null> {
  const lines = rows.split('\n').filter((line) => line !== '');
  if (lines.length > 1 + MOST_ROWS) return null;
  const columns = widths(lines.slice(0, MEASURED_ROWS).map(rowOf)).map((width) => ({
    width,
    style: AS_TEXT,
  }));
  const name = REPORT_WORDS[language].workbookSheet;
  const stream = writeXlsxStream(cellsOf(lines), { name, columns, freezePane: { rows: 1 } });
  return new Response(stream, { headers: { 'content-type': TYPE } }).blob();
}

/** What the reader is told of those. */
export const tooLarge = (language: Language): string => REPORT_WORDS[language].workbookTooLarge(MOST_ROWS);

const rowOf = (line: string) => JSON.parse(line) as Row;

/** The page stays alive while a large workbook is made. */
async function* cellsOf(lines: readonly string[]): AsyncGenerator<(string | null)[]> {
  let last = performance.now();
  for (const line of lines) {
    yield rowOf(line).map((text) => (text === '' ? null : escaped(cut(text))));
    if (performance.now() - last < AT_ONCE) continue;
    await new Promise((resolve) => setTimeout(resolve));
    last = performance.now();
  }
}

function widths(rows: readonly Row[]): number[] {
  const longest = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return (rows[0] ?? []).map((_, column) => Math.min(longest(column) + 2, WIDEST));
}

function cut(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  // Not in the middle of a character.
  return `${text.slice(0, MOST_CHARACTERS - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Excel reads `_x0041_` as A, and says so what XML cannot; the library does that for control characters only. */
const escaped = (text: string): string =>
  text
    .replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_')
    .replace(/[\uFFFE\uFFFF]/g, (character) => (character === '\uFFFE' ? '_xFFFE_' : '_xFFFF_'));

// The public contract as the page reads it: the package's types. A check is asked for in one language, so a text holds one.
import type { Finding, Localized, Report } from './types.ts';

export type * from './types.ts';

export type Language = 'vi' | 'en';
/** A finding and its number in the report. */
export interface Numbered {
  readonly finding: Finding;
  readonly index: number;
}

/** What the engine writes of a report; `rows` are those of the CSV table, a JSON array on each line. */
export type Format = 'text' | 'json' | 'csv' | 'sarif' | 'html' | 'rows';

/** The text in the page's language, else in the one there is. */
export function inLanguage(text: Localized | null | undefined, language: Language): string {
  if (!text) return '';
  return text[language] ?? text.vi ?? text.en ?? '';
}

/** The findings that stand in the packet: a bad profile stops the check, and all findings are then places in its text. */
export const packetFindings = ({ findings, reason }: Report): readonly Finding[] =>
  reason === 'bad-profile' ? [] : findings;

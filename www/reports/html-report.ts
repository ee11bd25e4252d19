// What an HTML report says beside the engine's words: which bytes it speaks of, when it was made, and what its profile is
// called. The engine sees the bytes only once and in pieces, has no clock, and in the browser no names of profiles.

import type { Language } from '../engine/report.ts';
import type { Texts } from '../text/text.ts';
import { REPORT_WORDS } from './report-words.ts';
import { momentIn } from './sheet-parts.ts';

const FACTS_END = '</dl>';

/** Completes the first facts of a report. Its values are escaped: the first end of a list is theirs. */
export function withFacts(html: string, sha256: string | null, language: Language, texts: Texts): string {
  const end = html.indexOf(FACTS_END);
  if (end < 0) return html;
  const named = html
    .slice(0, end)
    .replace(/(?<=<dd>)[\w-]+(?=<\/dd>)/g, (value) =>
      Object.hasOwn(texts.profiles, value) ? (texts.profiles[value] ?? value) : value,
    );
  const made = fact(REPORT_WORDS[language].madeAt, momentIn(language));
  return named + made + (sha256 ? fact('SHA-256', sha256) : '') + html.slice(end);
}

/** Only for what needs no escaping. */
const fact = (name: string, value: string) => `<div><dt>${name}</dt><dd>${value}</dd></div>\n`;

// The page's words and formats in the language it speaks; a key that one language lacks is a compile error.
import type { Language } from '../engine/report.ts';
import { type Texts, vi } from './vi.ts';

export type { Texts } from './vi.ts';

/** English is loaded when somebody reads it; until then its place holds Vietnamese. */
export const TEXTS: Record<Language, Texts> = { vi, en: vi };

export async function loadTexts(language: Language): Promise<void> {
  if (language === 'en') TEXTS.en = (await import('./en.ts')).en;
}

export function size(bytes: number, language: Language): string {
  const { number } = TEXTS[language];
  const format = (value: number, unit: string) =>
    `${number(value < 100 ? Math.round(value * 10) / 10 : Math.round(value))} ${unit}`;
  if (bytes < 1000) return format(bytes, language === 'vi' ? 'byte' : bytes === 1 ? 'byte' : 'bytes');
  if (bytes < 1_000_000) return format(bytes / 1000, 'kB');
  return format(bytes / 1_000_000, 'MB');
}

/** A date like 2026-11-22 as the language writes it. */
export function day(date: string, language: Language): string {
  const [year = '', month = '', dayOfMonth = ''] = date.split('-');
  return language === 'vi' ? `${dayOfMonth}/${month}/${year}` : date;
}

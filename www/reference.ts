// The rules' explanations and the meanings of fields, loaded in the reader's language when they are asked for.
import type { Language } from './report.ts';

export const ruleTexts = async (language: Language): Promise<Readonly<Record<string, RuleText>>> =>
  (await (language === 'vi' ? import('virtual:rules/vi') : import('virtual:rules/en'))).default;

export const fieldMeanings = async (language: Language): Promise<Meanings> =>
  (await (language === 'vi' ? import('virtual:fields/vi') : import('virtual:fields/en'))).default;

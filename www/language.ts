// The language lives in the address (#lang=en), so that a link keeps it and nothing is stored.
import type { Language } from './report.ts';

const KEY = 'lang';

export function languageOfAddress(): Language {
  const parameters = new URLSearchParams(location.hash.slice(1));
  return parameters.get(KEY) === 'en' ? 'en' : 'vi';
}

export const addressOf = (language: Language): string => `#${KEY}=${language}`;

export function onLanguage(listen: (language: Language) => void): void {
  addEventListener('hashchange', () => listen(languageOfAddress()));
}

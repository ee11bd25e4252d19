// What the address says behind its #: the language, and which page of text is open, if one is: #/rieng-tu&lang=en.
import type { Language } from './report.ts';

export const PAGES = ['rieng-tu', 'pham-vi', 'tro-nang'] as const;
export type PageName = (typeof PAGES)[number];

const KEY = 'lang';
const parameters = () => new URLSearchParams(location.hash.slice(1));

export const languageOfAddress = (): Language => (parameters().get(KEY) === 'en' ? 'en' : 'vi');

export function pageOfAddress(): PageName | null {
  const [first = ''] = parameters().keys();
  return PAGES.find((page) => first === `/${page}`) ?? null;
}

export const addressOf = (language: Language, page: PageName | null = null): string =>
  `#${page ? `/${page}&` : ''}${KEY}=${language}`;

export function onAddress(listen: () => void): void {
  addEventListener('hashchange', listen);
}

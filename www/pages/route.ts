// What the address says behind its #: the language, and which page is open, if one is: a page of text, #/rieng-tu&lang=en,
// the connection dossier, #/ket-noi, or one of
// the reference, #/tra-cuu/quy-tac/bad-date&lang=en.
import type { Language } from '../engine/report.ts';

export const PAGES = ['rieng-tu', 'pham-vi', 'tro-nang'] as const;
export type PageName = (typeof PAGES)[number];

const KEY = 'lang';
const parameters = () => new URLSearchParams(location.hash.slice(1));

export const languageOfAddress = (): Language => (parameters().get(KEY) === 'en' ? 'en' : 'vi');

/** The first part of the reference's addresses. */
export const REFERENCE = 'tra-cuu';

/** The address of the connection dossier. */
export const CONNECTION = 'ket-noi';

/** The path of the page that is open: the name of a page of text, the connection dossier, or a place in the
 * reference. */
export function pageOfAddress(): string | null {
  const [first = ''] = parameters().keys();
  const path = first.slice(1);
  const isKnown =
    isPage(path) || path === CONNECTION || path === REFERENCE || path.startsWith(`${REFERENCE}/`);
  return first.startsWith('/') && isKnown ? path : null;
}

export const isPage = (path: string): path is PageName => (PAGES as readonly string[]).includes(path);

export const addressOf = (language: Language, page: string | null = null): string =>
  `#${page ? `/${page}&` : ''}${KEY}=${language}`;

export function onAddress(listen: () => void): void {
  addEventListener('hashchange', listen);
}

// The top of the page: name, what it does, that nothing leaves the machine, the colours and the language.
import { el } from '../dom/dom.ts';
import { brandMark, icon } from '../dom/icons.ts';
import type { Language } from '../engine/report.ts';
import { addressOf, CONNECTION, pageOfAddress, REFERENCE } from '../pages/route.ts';
import type { Texts } from '../text/text.ts';
import { themeSwitch } from './theme.ts';

const NAMES: readonly [Language, string][] = [
  ['vi', 'Tiếng Việt'],
  ['en', 'English'],
];

/** The parts of the page that the band leads to. */
const PARTS = [CONNECTION, REFERENCE];

export function headerView(texts: Texts, language: Language): HTMLElement {
  return el(
    'header',
    { class: 'header' },
    el('a', { class: 'skip', href: '#result', 'data-skip': true }, texts.skip),
    el(
      'div',
      { class: 'header-bar' },
      el(
        'div',
        { class: 'brand' },
        brandMark(),
        el(
          'h1',
          { class: 'brand-words' },
          el('span', { class: 'brand-name' }, 'goitin'),
          ' ',
          el('span', { class: 'brand-line' }, texts.brandLine),
        ),
      ),
      el(
        'div',
        { class: 'header-tools' },
        ...PARTS.map((part) =>
          el(
            'a',
            { class: 'to-reference', href: addressOf(language, part), 'data-part': part },
            part === CONNECTION ? texts.connectionName : texts.referenceName,
          ),
        ),
        themeSwitch(texts),
        languageSwitch(texts, language),
      ),
    ),
    el(
      'div',
      { class: 'intro' },
      el('p', { class: 'lede' }, texts.lede),
      el('p', { class: 'privacy' }, icon('shield'), el('span', {}, texts.privacy)),
    ),
  );
}

function languageSwitch(texts: Texts, language: Language): HTMLElement {
  const links = NAMES.map(([code, name]) =>
    el(
      'a',
      {
        href: addressOf(code, pageOfAddress()),
        lang: code,
        hreflang: code,
        'aria-current': code === language && 'true',
        id: `language-${code}`,
      },
      name,
    ),
  );
  return el('nav', { class: 'languages', 'aria-label': texts.languageLabel }, ...links);
}

/** The page that is open is the one that the other language opens, and its part is marked in the band. */
export function keepPage(header: HTMLElement): void {
  const [open] = pageOfAddress()?.split('/') ?? [];
  for (const part of PARTS) {
    const link = header.querySelector(`[data-part="${part}"]`);
    if (part === open) link?.setAttribute('aria-current', 'true');
    else link?.removeAttribute('aria-current');
  }
  for (const [code] of NAMES)
    header.querySelector(`#language-${code}`)?.setAttribute('href', addressOf(code, pageOfAddress()));
}

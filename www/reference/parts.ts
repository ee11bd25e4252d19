// What the pages of the reference are made of: sections, lists of facts, tables, links.
import { type Child, el } from '../dom/dom.ts';
import { prose } from '../dom/prose.ts';
import type { Language } from '../engine/report.ts';
import { addressOfDocument } from './address.ts';
import { type Citation, type RowGrade, reference } from './data.ts';
import { WORDS } from './words.ts';

/** One page: its title, a sentence below it, and what follows. */
export interface Entry {
  readonly title: string;
  readonly lede: string;
  readonly content: readonly Node[];
}

export const link = (href: string, ...content: Child[]): HTMLElement => el('a', { href }, ...content);

export const section = (heading: string, ...content: Child[]): HTMLElement =>
  el('section', {}, el('h3', {}, heading), ...content);

export const paragraphs = (text: string): HTMLElement[] =>
  text.split(/\n\n+/u).map((paragraph) => el('p', {}, ...prose(paragraph)));

/** Names and what they stand for; facts without a value are left out. */
export function facts(rows: readonly (readonly [string, Child])[]): HTMLElement {
  const told = rows.filter(([, value]) => value);
  return el(
    'dl',
    { class: 'entry-facts' },
    ...told.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]),
  );
}

/** A table that scrolls sideways on a narrow screen, by keyboard too. */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Child[])[],
): HTMLElement {
  return el(
    'div',
    { class: 'wide', tabindex: '0', role: 'region', 'aria-label': caption },
    el(
      'table',
      { class: 'grid' },
      el('caption', { class: 'unseen' }, caption),
      el('thead', {}, el('tr', {}, ...head.map((name) => el('th', { scope: 'col' }, name)))),
      el(
        'tbody',
        {},
        ...rows.map((cells) =>
          el(
            'tr',
            {},
            ...cells.map((cell, at) => el(at === 0 ? 'th' : 'td', at === 0 ? { scope: 'row' } : {}, cell)),
          ),
        ),
      ),
    ),
  );
}

export const list = (items: readonly (readonly Child[])[]): HTMLElement =>
  el('ul', {}, ...items.map((item) => el('li', {}, ...item)));

/** A document and the place in it, with how sure it is. */
export function cited(
  { doc, place, grade }: Citation & { readonly grade?: RowGrade },
  language: Language,
): Child[] {
  const document = reference.documents.find(({ id }) => id === doc);
  const name = link(addressOfDocument(language, doc), document?.title ?? doc);
  return [name, `, ${place}`, grade ? ` (${WORDS[language].grades[grade]})` : ''];
}

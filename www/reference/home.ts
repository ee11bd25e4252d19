// The first page of the reference: a search over everything, and all packets, rules, lists and documents.
import { el, fill } from '../dom/dom.ts';
import type { Language } from '../engine/report.ts';
import {
  addressOfCodes,
  addressOfCoverage,
  addressOfDocument,
  addressOfHistory,
  addressOfPacket,
} from './address.ts';
import { reference } from './data.ts';
import { type Entry, link, list, section } from './parts.ts';
import { rulesByGroup } from './rules.ts';
import { search } from './search.ts';
import { WORDS } from './words.ts';

/** More hits than this are only counted. */
const SHOWN = 60;

export function homePage(language: Language): Entry {
  const words = WORDS[language];
  const { packets, codes, documents } = reference;
  const all = el(
    'div',
    { class: 'reference-all' },
    section(
      words.packets,
      list(
        packets.map(({ id, title }) => [
          link(addressOfPacket(language, id), title[language]),
          ' ',
          el('code', {}, id),
        ]),
      ),
    ),
    section(words.rules, ...rulesByGroup(language)),
    section(
      words.codes,
      list(Object.keys(codes).map((name) => [link(addressOfCodes(language, name), name)])),
    ),
    section(
      words.documents,
      list(
        documents.map((document) => [
          link(addressOfDocument(language, document.id), document.title),
          `: ${document[language]}`,
        ]),
      ),
    ),
    section(
      words.all,
      list([
        [link(addressOfCoverage(language), words.coverage)],
        [link(addressOfHistory(language), words.history)],
      ]),
    ),
  );
  return { title: words.title, lede: words.lede, content: [searchBox(language, all), all] };
}

function searchBox(language: Language, all: HTMLElement): HTMLElement {
  const words = WORDS[language];
  const count = el('p', { role: 'status', class: 'hits-count' });
  const hits = el('div', { class: 'hits' });
  const input = el('input', {
    type: 'search',
    id: 'reference-search',
    autocomplete: 'off',
    'aria-describedby': 'reference-hint',
    input: () => {
      const found = search(input.value, language);
      const asked = input.value.trim() !== '';
      all.hidden = asked;
      count.textContent = asked ? words.found(found.length) : '';
      const lines = found
        .slice(0, SHOWN)
        .map(({ kind, name, title, address }) => [
          link(address, el('code', {}, name)),
          el('span', { class: 'kind' }, ` ${words[kind]} `),
          title,
        ]);
      fill(hits, lines.length > 0 && list(lines));
    },
  });
  return el(
    'form',
    { role: 'search', class: 'reference-search', submit: (event) => event.preventDefault() },
    el('label', { for: 'reference-search' }, words.search),
    input,
    el('p', { id: 'reference-hint', class: 'hint' }, words.searchHint),
    count,
    hits,
  );
}

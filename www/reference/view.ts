// Finds the page that an address of the reference names. Loaded when the reference is first opened.
import { el } from '../dom/dom.ts';
import type { Language } from '../engine/report.ts';
import { addressOfHome } from './address.ts';
import { reference } from './data.ts';
import { homePage } from './home.ts';
import { codesPage, coveragePage, documentPage, historyPage } from './lists.ts';
import { fieldPage, packetPage } from './packets.ts';
import { type Entry, link } from './parts.ts';
import { rulePage } from './rules.ts';
import { WORDS } from './words.ts';

/** The page at `path`, which begins behind the name of the reference: `['quy-tac', 'bad-date']`. */
export function entryAt(path: readonly string[], language: Language): Entry {
  const entry = find(path, language) ?? missing(language);
  if (path.length === 0) return entry;
  return {
    ...entry,
    content: [el('p', {}, link(addressOfHome(language), WORDS[language].title)), ...entry.content],
  };
}

function find(path: readonly string[], language: Language): Entry | undefined {
  const [kind, id = '', table = '', name = ''] = path;
  const { rules, packets, codes, documents } = reference;
  const packet = packets.find((known) => known.id === id);
  switch (kind) {
    case undefined:
      return homePage(language);
    case 'quy-tac': {
      const rule = rules.find((known) => known.id === id);
      return rule && rulePage(rule, language);
    }
    case 'goi-tin': {
      const field = packet?.types[table]?.fields.find((known) => known.name === name);
      if (packet && field) return fieldPage(packet, table, field, language);
      return packet && !table ? packetPage(packet, language) : undefined;
    }
    case 'danh-muc': {
      const list = codes[id];
      return list && codesPage(id, list, language);
    }
    case 'van-ban': {
      const document = documents.find((known) => known.id === id);
      return document && documentPage(document, language);
    }
    case 'bang-phu':
      return packet || !id ? coveragePage(packet, language) : undefined;
    case 'lich-su':
      return historyPage(language);
    default:
      return undefined;
  }
}

function missing(language: Language): Entry {
  const { missing: title, missingText: lede } = WORDS[language];
  return { title, lede, content: [] };
}

// Finds entries by their words, with or without diacritics, in either language.
import type { Language } from '../engine/report.ts';
import {
  addressOfCodes,
  addressOfDocument,
  addressOfField,
  addressOfPacket,
  addressOfRule,
} from './address.ts';
import { reference } from './data.ts';

export interface Entry {
  readonly kind: 'rules' | 'packets' | 'fields' | 'codes' | 'documents';
  readonly name: string;
  readonly title: string;
  readonly address: string;
}

interface Indexed extends Entry {
  readonly words: string;
}

/** Lower case, without the marks of tone and vowel, so that "ngay tiep nhan" finds "Ngày tiếp nhận". */
export const folded = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/gu, 'd').toLowerCase();

const index = new Map<Language, readonly Indexed[]>();

function indexOf(language: Language): readonly Indexed[] {
  const known = index.get(language);
  if (known) return known;
  const made = entries(language).map(({ other, ...entry }) => ({
    ...entry,
    words: folded(`${entry.name} ${entry.title} ${other}`),
  }));
  index.set(language, made);
  return made;
}

/** Every entry, with what else it is found by. */
function entries(language: Language): (Entry & { other: string })[] {
  const { rules, packets, codes, documents } = reference;
  const inOther = language === 'vi' ? 'en' : 'vi';
  return [
    ...packets.map(({ id, title }) => ({
      kind: 'packets' as const,
      name: id,
      title: title[language],
      address: addressOfPacket(language, id),
      other: title[inOther],
    })),
    ...rules.map((rule) => ({
      kind: 'rules' as const,
      name: rule.id,
      title: rule.title[language],
      address: addressOfRule(language, rule.id),
      other: `${rule.title[inOther]} ${rule.messages.map((message) => message[language]).join(' ')}`,
    })),
    ...packets.flatMap(({ id, types }) =>
      Object.entries(types).flatMap(([table, { fields }]) =>
        fields.map(({ name, meaning }) => ({
          kind: 'fields' as const,
          name,
          title: `${meaning[language]} – ${id}`,
          address: addressOfField(language, id, table, name),
          other: meaning[inOther],
        })),
      ),
    ),
    ...Object.entries(codes).map(([name, list]) => ({
      kind: 'codes' as const,
      name,
      title: list.codes.map((code) => `${code.code} ${code[language]}`).join(', '),
      address: addressOfCodes(language, name),
      other: list.codes.map((code) => code[inOther]).join(' '),
    })),
    ...documents.map((document) => ({
      kind: 'documents' as const,
      name: document.title,
      title: document[language],
      address: addressOfDocument(language, document.id),
      other: document.id,
    })),
  ];
}

/** The entries that have every word that was typed; names first. */
export function search(text: string, language: Language): readonly Entry[] {
  const words = folded(text).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return [];
  const hits = indexOf(language).filter((entry) => words.every((word) => entry.words.includes(word)));
  const whole = words.join('');
  const rank = (entry: Entry) => (folded(entry.name).startsWith(whole) ? 0 : 1);
  return [...hits].sort((one, other) => rank(one) - rank(other));
}

// A packet's page with its field tables, and the page of one field.
import { type Child, el } from '../dom/dom.ts';
import type { Language } from '../engine/report.ts';
import {
  addressOfCodes,
  addressOfCoverage,
  addressOfField,
  addressOfPacket,
  addressOfRule,
} from './address.ts';
import { type Case, type Covered, type Field, type Packet, reference, type Table } from './data.ts';
import { cited, type Entry, facts, link, list, section, table } from './parts.ts';
import { WORDS } from './words.ts';

export function packetPage(packet: Packet, language: Language): Entry {
  const words = WORDS[language];
  const profiles = packet.profiles.map((id) => [profileName(id, language), ' ', el('code', {}, id)]);
  return {
    title: packet.title[language],
    lede: words.groupNumber(packet.group),
    content: [
      facts([
        [words.code, el('code', {}, packet.id)],
        [words.grounds, el('span', {}, ...cited(packet.citation, language))],
      ]),
      section(words.profile, list(profiles)),
      ...tablesOf(packet).map(([name, type]) => tableSection(packet, name, type, language)),
      el('p', {}, link(addressOfCoverage(language, packet.id), words.coverage)),
    ],
  };
}

/** The field tables, that of the records first. */
const tablesOf = (packet: Packet): [string, Table][] =>
  Object.entries(packet.types).sort(
    ([one], [other]) => Number(other === packet.record) - Number(one === packet.record),
  );

const profileName = (id: string, language: Language): string =>
  reference.profiles.find((profile) => profile.id === id)?.[language] ?? '';

function tableSection(packet: Packet, name: string, type: Table, language: Language): HTMLElement {
  const words = WORDS[language];
  const rows = type.fields.map((field) => [
    link(addressOfField(language, packet.id, name, field.name), el('code', {}, field.name)),
    el('span', {}, field.meaning[language], field.edition && ` (${words.edition(field.edition)})`),
    typeOf(field, language),
    el('span', {}, requirement(field, language)),
  ]);
  const heading = type.title[language];
  const head = [words.field, words.meaning, words.type, words.requirement];
  return section(heading, table(heading, head, rows));
}

export function fieldPage(packet: Packet, tableName: string, field: Field, language: Language): Entry {
  const words = WORDS[language];
  const covered = reference.coverage.filter(
    (row) => row.packet === packet.id && row.table === tableName && row.field === field.name,
  );
  const rules = [...new Set(covered.flatMap((row) => row.rules.map(({ rule }) => rule)))].sort();
  return {
    title: field.name,
    lede: field.meaning[language],
    content: [
      facts([
        [words.packets, link(addressOfPacket(language, packet.id), packet.title[language])],
        [words.table, packet.types[tableName]?.title[language]],
        [words.number, field.number?.toString()],
        [words.type, typeOf(field, language)],
        [words.requirement, requirement(field, language)],
        [words.limit, field.max?.toString()],
        [words.example, field.example && el('code', {}, field.example)],
        [words.status, statusOf(covered, language)],
        [words.grounds, el('span', {}, ...cited(field.citation ?? packet.citation, language))],
      ]),
      ...(field.when ? [casesSection(packet, field.when, language)] : []),
      section(words.checkedBy, list(rules.map((id) => ruleLine(id, language)))),
    ],
  };
}

/** When a field is required, in the order in which the cases are tried: what is asked for, and by what. */
function casesSection(packet: Packet, cases: readonly Case[], language: Language): HTMLElement {
  const words = WORDS[language];
  const rows = cases.map(({ if: conditions, item, cites, codes }) => [
    el('span', {}, conditionOf(packet, conditions, language)),
    el('span', {}, item[language], codes && ': ', codes && link(addressOfCodes(language, codes), codes)),
    el('span', {}, ...cited(cites, language)),
  ]);
  const head = [words.condition, words.item, words.grounds];
  return section(words.cases, el('p', {}, words.casesNote), table(words.cases, head, rows));
}

/** `HeThong` is one of some codes, and so on; each code with its meaning. */
function conditionOf(packet: Packet, conditions: Case['if'], language: Language): string {
  const words = WORDS[language];
  const fields = packet.types[packet.record]?.fields.filter(({ name }) => conditions[name]) ?? [];
  const rows = fields.map((field) => {
    const codes = conditions[field.name] ?? [];
    const list = (field.codes && reference.codes[field.codes]?.codes) || [];
    const named = codes.map((code) => {
      const meaning = list.find((known) => known.code === code)?.[language];
      return meaning ? `${code} (${meaning})` : code;
    });
    return `${field.name} = ${named.join(words.or)}`;
  });
  return rows.length > 0 ? rows.join(words.and) : words.always;
}

function ruleLine(id: string, language: Language): Child[] {
  const rule = reference.rules.find((known) => known.id === id);
  return [link(addressOfRule(language, id), rule?.title[language] ?? id), ' ', el('code', {}, id)];
}

function statusOf(covered: readonly Covered[], language: Language): string | undefined {
  const status = covered[0]?.status;
  return status && WORDS[language].statuses[status];
}

const requirement = (field: Field, language: Language): string =>
  `${WORDS[language].required[field.required]}, ${WORDS[language].grades[field.grade]}`;

function typeOf(field: Field, language: Language): HTMLElement {
  const { types, forms } = WORDS[language];
  const name = types[field.type];
  // Most forms are called like the field that brought them.
  const form = field.form && field.form !== field.name && forms[field.form];
  if (!field.codes) return el('span', {}, name, form && ` (${form})`);
  return el('span', {}, link(addressOfCodes(language, field.codes), `${name} ${field.codes}`));
}

// The pages of a code list, of a document, of the rule set's history, and the coverage matrix.
import { type Child, el } from '../dom/dom.ts';
import type { Language } from '../engine/report.ts';
import { addressOfCoverage, addressOfField, addressOfPacket, addressOfRule } from './address.ts';
import { type CodeList, type Document, type Packet, type RuleChange, reference } from './data.ts';
import { type Entry, facts, link, list, section, table } from './parts.ts';
import { WORDS } from './words.ts';

export function codesPage(name: string, codes: CodeList, language: Language): Entry {
  const words = WORDS[language];
  const rows = codes.codes.map((code) => [
    el('code', {}, code.code),
    code[language],
    words.grades[code.grade ?? codes.grade],
  ]);
  const users = reference.packets.flatMap((packet) =>
    Object.entries(packet.types).flatMap(([tableName, type]) =>
      type.fields
        .filter((field) => field.codes === name)
        .map((field) => [
          link(addressOfField(language, packet.id, tableName, field.name), el('code', {}, field.name)),
          ` · ${packet.title[language]}`,
        ]),
    ),
  );
  return {
    title: name,
    lede: words.grades[codes.grade],
    content: [
      table(name, [words.code, words.meaning, words.grounds], rows),
      ...(codes.open ? [el('p', {}, words.open)] : []),
      ...(users.length > 0 ? [section(words.usedBy, list(users))] : []),
    ],
  };
}

export function documentPage(document: Document, language: Language): Entry {
  const words = WORDS[language];
  const rules = reference.rules.flatMap((rule) =>
    rule.citations
      .filter(({ doc }) => doc === document.id)
      .map(({ place }) => [link(addressOfRule(language, rule.id), rule.title[language]), ` · ${place}`]),
  );
  const packets = reference.packets
    .filter(({ citation }) => citation.doc === document.id)
    .map(({ id, title, citation }) => [
      link(addressOfPacket(language, id), title[language]),
      ` · ${citation.place}`,
    ]);
  return {
    title: document.title,
    lede: document[language],
    content: [
      facts([[words.grounds, words.grades[document.grade]]]),
      ...(packets.length > 0 ? [section(words.packetsOf, list(packets))] : []),
      ...(rules.length > 0 ? [section(words.citedBy, list(rules))] : []),
    ],
  };
}

/** Document, table and field against rules: of one packet, or the list of packets to choose from. */
export function coveragePage(packet: Packet | undefined, language: Language): Entry {
  const words = WORDS[language];
  const choice = list(
    reference.packets.map(({ id, title }) => [link(addressOfCoverage(language, id), title[language])]),
  );
  if (!packet) return { title: words.coverage, lede: words.coverageLede, content: [choice] };
  return {
    title: `${words.coverage}: ${packet.title[language]}`,
    lede: words.coverageLede,
    content: packet.profiles.map((profile) => coverageTable(packet, profile, language)),
  };
}

function coverageTable(packet: Packet, profile: string, language: Language): HTMLElement {
  const words = WORDS[language];
  const rows = reference.coverage
    .filter((row) => row.packet === packet.id && row.profile === profile)
    .map((row): readonly Child[] => [
      link(
        addressOfField(language, packet.id, row.table, row.field),
        el('code', {}, `${row.table}.${row.field}`),
      ),
      words.statuses[row.status],
      el('span', { class: 'rules' }, ...row.rules.flatMap(({ rule }) => [ruleLink(rule, language), ' '])),
    ]);
  return section(profile, table(profile, [words.field, words.status, words.checkedBy], rows));
}

const ruleLink = (id: string, language: Language): HTMLElement =>
  link(addressOfRule(language, id), el('code', {}, id));

export function historyPage(language: Language): Entry {
  const words = WORDS[language];
  const kinds = Object.keys(words.changes) as RuleChange['change'][];
  return {
    title: words.history,
    lede: words.historyLede,
    content: reference.history.map(({ ruleset, engine, rules }) =>
      section(
        `${ruleset} (${engine})`,
        ...kinds.flatMap((kind) => {
          const changes = rules.filter(({ change }) => change === kind);
          return changes.length === 0
            ? []
            : [
                el('h4', {}, words.changes[kind](changes.length)),
                list(changes.map((change) => changed(change, language))),
              ];
        }),
      ),
    ),
  };
}

/** A rule that came, changed or went; one that went has no page any more. */
function changed({ rule: id, parts = [] }: RuleChange, language: Language): Child[] {
  const words = WORDS[language];
  const rule = reference.rules.find((known) => known.id === id);
  const name = el('code', {}, id);
  const told = parts.map(
    ({ part, gone, new: came }) =>
      `${words.parts[part]}: ${gone.join(', ') || '–'} → ${came.join(', ') || '–'}`,
  );
  return [
    ...(rule ? [link(addressOfRule(language, id), rule.title[language]), ' ', name] : [name]),
    told.length > 0 && ` · ${told.join(' · ')}`,
  ];
}

// A connection dossier as the dictionary describes it: which items the chosen system, option and step ask for, and the
// packet `DeNghiKetNoi` that is made of the answers.
import {
  type Case,
  type Citation,
  type CodeList,
  type Field,
  type Packet,
  reference,
} from '../reference/data.ts';

export const PACKET = 'DeNghiKetNoi';

/** Answers by the path of their field, `/CanBoDauMoi/HoTen`; a list is one text with a line for each part. */
export type Values = Readonly<Record<string, string>>;

export interface Item {
  readonly path: string;
  readonly field: Field;
  /** The case that asks for it, with the document's words. */
  readonly asked: Case | undefined;
  readonly cites: Citation;
  readonly codes: CodeList['codes'];
  /** The parts of a group of fields. */
  readonly members: readonly Item[];
}

interface Deciding {
  readonly packet: Packet;
  /** The names of the fields on which cases depend. */
  readonly names: readonly string[];
}

/** The packet, and which of its fields decide what else is asked for: the system, the option, the step. */
function deciding(): Deciding {
  const packet = reference.packets.find(({ id }) => id === PACKET);
  if (!packet) throw new Error(`the reference lacks ${PACKET}`);
  const fields = packet.types[packet.record]?.fields ?? [];
  const asked = new Set(fields.flatMap(({ when = [] }) => when.flatMap((one) => Object.keys(one.if))));
  return { packet, names: fields.map(({ name }) => name).filter((name) => asked.has(name)) };
}

const { packet: known, names: DECIDING } = deciding();

export const decides = ({ field }: Item): boolean => DECIDING.includes(field.name);

/** The items that these answers ask for, those that decide first. */
export function itemsFor(values: Values): Item[] {
  const items = itemsOf(known.record, '', values);
  return [...items.filter(decides), ...items.filter((item) => !decides(item))];
}

/** The same in the order of the document. */
export const inOrder = (values: Values): Item[] => itemsOf(known.record, '', values);

function itemsOf(table: string, above: string, values: Values): Item[] {
  return (known.types[table]?.fields ?? []).flatMap((field) => {
    const asked = field.when?.find((one) => fits(one, values));
    if (field.type === 'service' || (field.required === 'conditional' && !asked)) return [];
    const path = `${above}/${field.name}`;
    return {
      path,
      field,
      asked,
      cites: asked?.cites ?? field.citation ?? known.citation,
      codes: reference.codes[asked?.codes ?? field.codes ?? '']?.codes ?? [],
      members: field.of ? itemsOf(field.of, path, values) : [],
    };
  });
}

const fits = (one: Case, values: Values): boolean =>
  Object.entries(one.if).every(([name, codes]) => codes.includes(values[`/${name}`] ?? ''));

/** The items that must be there; of a group its parts. */
export const required = (items: readonly Item[]): Item[] =>
  items.flatMap((item) => {
    if (item.field.required === 'optional') return [];
    return item.members.length > 0 ? required(item.members) : item;
  });

/** An answer that still fits: a step that another option does not have is none. */
export function answerOf({ path, field, codes }: Item, values: Values): string {
  const value = (values[path] ?? '').trim();
  return field.type !== 'code' || codes.some(({ code }) => code === value) ? value : '';
}

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** The packet: only what is asked for, and nothing that is empty. */
export const packetOf = (values: Values): string =>
  `${JSON.stringify({ service: PACKET, ...members(inOrder(values), values) }, null, 2)}\n`;

function members(items: readonly Item[], values: Values): Record<string, unknown> {
  const pairs = items.map((item): [string, unknown] => [item.field.name, packedValue(item, values)]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== null));
}

function packedValue(item: Item, values: Values): unknown {
  if (item.members.length > 0) {
    const group = members(item.members, values);
    return Object.keys(group).length > 0 ? group : null;
  }
  const answer = answerOf(item, values);
  if (answer === '') return null;
  return item.field.type === 'texts' ? linesOf(answer) : answer;
}

/** What a new dossier begins with: the first system, the first step. */
export function beginning(): Values {
  const first = (values: Values, name: string): Values => {
    const item = inOrder(values).find(({ field }) => field.name === name);
    const code = item?.codes[0]?.code;
    return code ? { ...values, [`/${name}`]: code } : values;
  };
  return DECIDING.reduce(first, {});
}

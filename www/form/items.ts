// Lists in a packet's text: which values are the items of one, and the changes that add an item or take one out. Nothing
// around the item changes, and a new item is written as its neighbours are.
import type { Group, Located } from './located.ts';

export interface Items {
  /** The value that holds them; in XML without an element around them, the items themselves. */
  readonly whole: Located;
  readonly isXml: boolean;
  /** The items, each with its place below the list. */
  readonly items: readonly { readonly value: Located; readonly key: string }[];
}

/** A part of the text and what comes in its place. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly part: string;
}

/** What a new item has: the names of its fields, `null` where JSON has such values bare. Nothing: it is one text. */
export type Outline = readonly { readonly name: string; readonly bare: boolean }[];

/** The items of a value that should be a list; nothing when it is none. `names` are those of an item's fields. */
export function itemsOf(whole: Located, source: string, names: ReadonlySet<string>): Items | null {
  const isXml = source[whole.from] === '<';
  const items = isXml ? itemsInXml(whole, names) : itemsInJson(whole);
  return items && { whole, isXml, items };
}

function itemsInJson(whole: Located): Items['items'] | null {
  if (whole.kind === 'list') return numbered(whole.items, '');
  return isNothing(whole) ? [] : null;
}

/** Items stand in an element of their own, all of one name, or follow one another without one. */
function itemsInXml(whole: Located, names: ReadonlySet<string>): Items['items'] | null {
  if (whole.kind === 'scalar') return isNothing(whole) ? [] : null;
  if (whole.kind === 'list') return numbered(whole.items, '');
  if ([...whole.members.keys()].some((name) => names.has(name))) return [{ value: whole, key: '' }];
  const [inner, ...others] = whole.members;
  if (!inner || others.length > 0) return null;
  const [name, value] = inner;
  return value.kind === 'list' ? numbered(value.items, `/${name}`) : [{ value, key: `/${name}` }];
}

const isNothing = (value: Located): boolean =>
  value.kind === 'scalar' && value.writing !== 'mixed' && value.text.trim() === '';

const numbered = (values: readonly Located[], key: string): Items['items'] =>
  values.map((value, at) => ({ value, key: `${key}/${at}` }));

/** Takes an item out, with what parts it from its neighbour. */
export function withoutItem({ whole, isXml, items }: Items, at: number, source: string): Change | null {
  const item = items[at]?.value;
  if (!item) return null;
  const isLast = items.length === 1;
  if (isXml) {
    if (isLast && item !== whole) return { start: whole.start, end: whole.end, part: '' };
    return { start: item.from - spaceBefore(source, item.from).length, end: endOf(item, source), part: '' };
  }
  if (isLast) return { start: whole.start, end: whole.end, part: '[]' };
  const before = items[at - 1]?.value;
  if (before) return { start: before.end, end: item.end, part: '' };
  return { start: item.start, end: items[1]?.value.start ?? item.end, part: '' };
}

/** Adds an item at the end: like the last one, its values empty; or, in a list without any, after its outline. */
export function withItem(list: Items, source: string, outline: Outline): Change {
  const { whole, isXml, items } = list;
  const last = items.at(-1)?.value;
  if (!last) return firstItem(list, source, outline);
  const at = endOf(last, source);
  if (isXml)
    return { start: at, end: at, part: spaceBefore(source, last.from) + emptied(last, true, source) };
  const before = items.at(-2)?.value;
  const between = before
    ? source.slice(before.end, last.start)
    : `,${source.slice(whole.start + 1, last.start)}`;
  return { start: at, end: at, part: between + emptied(last, false, source) };
}

function firstItem({ whole, isXml }: Items, source: string, outline: Outline): Change {
  const lead = spaceBefore(source, whole.from);
  if (!isXml) return { start: whole.start, end: whole.end, part: jsonList(source, lead, outline) };
  const tag = source.slice(whole.from, whole.start);
  const isClosed = whole.kind === 'scalar' && whole.writing === 'empty';
  const element = isClosed ? source.slice(whole.start, whole.end) : tag;
  const [, prefix = '', name = ''] = /^<([^\s/>:]+:)?([^\s/>]+)/.exec(element) ?? [];
  const part = xmlItems(source, lead, prefix, outline);
  if (!isClosed) return { start: whole.start, end: whole.end, part };
  return {
    start: whole.start,
    end: whole.end,
    part: `${element.slice(0, -2).trimEnd()}>${part}</${prefix}${name}>`,
  };
}

/** A list with one empty item, for JSON; `lead` is the space before the list's name. */
export function jsonList(source: string, lead: string, outline: Outline): string {
  const at = lines(source, lead);
  const fields = outline.map(({ name, bare }) => `${at(2)}${JSON.stringify(name)}: ${bare ? 'null' : '""'}`);
  const item = fields.length > 0 ? `{${fields.join(',')}${at(1)}}` : '""';
  return `[${at(1)}${item}${at(0)}]`;
}

/** One empty item in the element of a list, for XML; `lead` is the space before that element. */
export function xmlItems(source: string, lead: string, prefix: string, outline: Outline): string {
  const at = lines(source, lead);
  const fields = outline.map(({ name }) => `${at(2)}<${prefix}${name}/>`).join('');
  return `${at(1)}<${prefix}item>${fields}${fields && at(1)}</${prefix}item>${at(0)}`;
}

/** The space at the beginning of a line so many steps deeper than `lead`; nothing in a text that is written in one line. */
function lines(source: string, lead: string): (deeper: number) => string {
  const [line] = /\r?\n[ \t]*$/.exec(lead) ?? [];
  if (line === undefined) return () => '';
  const [, step = '  '] = /\n([ \t]+)\S/.exec(source) ?? [];
  return (deeper) => line + step.repeat(deeper);
}

function spaceBefore(source: string, at: number): string {
  let start = at;
  while (' \t\r\n'.includes(source[start - 1] ?? '-')) start -= 1;
  return source.slice(start, at);
}

/** Where a value ends with all that belongs to it: in XML with its closing tag. */
function endOf(value: Located, source: string): number {
  const isOpen = source[value.from] === '<' && !(value.kind === 'scalar' && value.writing === 'empty');
  return isOpen ? source.indexOf('>', value.end) + 1 : value.end;
}

/** An item as it is written, without its values. */
function emptied(item: Located, isXml: boolean, source: string): string {
  const end = endOf(item, source);
  const changes = blanks(item, isXml, source).sort((a, b) => a.start - b.start);
  let text = '';
  let at = isXml ? item.from : item.start;
  for (const change of changes) {
    text += source.slice(at, change.start) + change.part;
    at = change.end;
  }
  return text + source.slice(at, end);
}

function blanks(value: Located, isXml: boolean, source: string): Change[] {
  const { start, end } = value;
  if (value.kind === 'group') return blanksIn(value, isXml, source);
  if (value.kind === 'list')
    return isXml ? value.items.flatMap((item) => blanks(item, true, source)) : [{ start, end, part: '[]' }];
  if (!isXml) return [{ start, end, part: value.bare ? 'null' : '""' }];
  return value.writing === 'empty' ? [] : [{ start, end, part: '' }];
}

/** Of a list in an element of its own nothing stays. */
function blanksIn({ members, start, end }: Group, isXml: boolean, source: string): Change[] {
  const [only, second] = members.values();
  if (isXml && only?.kind === 'list' && !second) return [{ start, end, part: '' }];
  return [...members.values()].flatMap((member) => blanks(member, isXml, source));
}

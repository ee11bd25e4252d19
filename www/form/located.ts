// A packet's text as values that know their places, for views in which single values are changed. Strict: what is not
// well formed is not read at all, because a change in it could land anywhere.

interface Place {
  /** Where its name begins, or it itself where it has none: findings about the name stand there. */
  readonly from: number;
  readonly start: number;
  readonly end: number;
}

/** `json`: with or without quotes. `mixed`: text among comments or the like, which a change would lose. */
export type Writing = 'json' | 'text' | 'cdata' | 'empty' | 'mixed';

export interface Scalar extends Place {
  readonly kind: 'scalar';
  /** As people read it; nothing for `null`. */
  readonly text: string;
  /** A number, `true`, `false` or `null`. */
  readonly bare: boolean;
  readonly writing: Writing;
}

export interface List extends Place {
  readonly kind: 'list';
  readonly items: readonly Located[];
}

export interface Group extends Place {
  readonly kind: 'group';
  readonly members: ReadonlyMap<string, Located>;
}

export type Located = Scalar | List | Group;

/** The values of a text, one for each line of a file that holds a packet a line. */
export function locatedIn(text: string, format: string | null): Located[] {
  if (format === 'xml') return [readXml(text)];
  if (format !== 'ndjson') return [new JsonReader(text, 0, text.length).whole()];
  const values: Located[] = [];
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    if (text.slice(start, end).trim()) values.push(new JsonReader(text, start, end).whole());
    start = end + 1;
  }
  return values;
}

const BARE = /-?\d[\d.eE+-]*|true|false|null/y;

class JsonReader {
  readonly #text: string;
  readonly #end: number;
  #at: number;

  constructor(text: string, start: number, end: number) {
    this.#text = text;
    this.#at = start;
    this.#end = end;
  }

  whole(): Located {
    const value = this.#value(null);
    this.#space();
    if (this.#at < this.#end) throw new SyntaxError('more than one value');
    return value;
  }

  #value(name: number | null): Located {
    this.#space();
    const start = this.#at;
    const from = name ?? start;
    const sign = this.#text[start];
    if (sign === '{') return this.#group(from, start);
    if (sign === '[') return this.#list(from, start);
    if (sign === '"')
      return {
        kind: 'scalar',
        writing: 'json',
        bare: false,
        text: this.#string(),
        from,
        start,
        end: this.#at,
      };
    BARE.lastIndex = start;
    const token = BARE.exec(this.#text)?.[0] ?? '';
    // Only what is valid is taken; its digits are shown as they stand.
    JSON.parse(token);
    this.#at += token.length;
    const text = token === 'null' ? '' : token;
    return { kind: 'scalar', writing: 'json', bare: true, text, from, start, end: this.#at };
  }

  #group(from: number, start: number): Group {
    const members = new Map<string, Located>();
    this.#each('}', () => {
      this.#space();
      const at = this.#at;
      const name = this.#string();
      this.#sign(':');
      members.set(name, this.#value(at));
    });
    return { kind: 'group', members, from, start, end: this.#at };
  }

  #list(from: number, start: number): List {
    const items: Located[] = [];
    this.#each(']', () => items.push(this.#value(null)));
    return { kind: 'list', items, from, start, end: this.#at };
  }

  #each(close: string, read: () => void): void {
    this.#at += 1;
    this.#space();
    if (this.#text[this.#at] !== close) {
      read();
      for (this.#space(); this.#text[this.#at] === ','; this.#space()) {
        this.#at += 1;
        read();
      }
    }
    this.#sign(close);
  }

  #string(): string {
    const start = this.#at;
    this.#sign('"');
    while (this.#text[this.#at] !== '"') {
      if (this.#at >= this.#end) throw new SyntaxError('not closed');
      this.#at += this.#text[this.#at] === '\\' ? 2 : 1;
    }
    this.#at += 1;
    return JSON.parse(this.#text.slice(start, this.#at)) as string;
  }

  #sign(sign: string): void {
    this.#space();
    if (this.#text[this.#at] !== sign || this.#at >= this.#end) throw new SyntaxError(sign);
    this.#at += 1;
  }

  #space(): void {
    while (this.#at < this.#end && ' \t\r\n'.includes(this.#text[this.#at] ?? '')) this.#at += 1;
  }
}

/** An element that is open while the text is read. */
interface Element {
  readonly name: string;
  readonly from: number;
  readonly start: number;
  readonly members: Map<string, Located>;
  readonly writings: Set<Writing>;
  text: string;
}

const TOKEN =
  /(<!--[\s\S]*?-->|<\?[\s\S]*?\?>)|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([^\s/>]+)[^>]*?(\/?)>|([^<]+)/g;

function readXml(text: string): Located {
  const open: Element[] = [element('', 0, 0)];
  for (const match of text.matchAll(TOKEN)) {
    const [all, aside, quoted, closing, name, empty, words] = match;
    const top = open.at(-1);
    if (!top) throw new SyntaxError('closed too often');
    const after = match.index + all.length;
    if (aside !== undefined) top.writings.add('mixed');
    else if (quoted !== undefined) add(top, quoted, 'cdata');
    else if (words !== undefined) add(top, withoutReferences(words), 'text');
    else if (name && closing) {
      if (top.name !== name || open.length < 2) throw new SyntaxError(name);
      open.pop();
      put(open.at(-1), top, valueIn(top, match.index));
    } else if (name && empty) {
      const place = { from: match.index, start: match.index, end: after };
      put(top, element(name, match.index, after), {
        kind: 'scalar',
        writing: 'empty',
        bare: false,
        text: '',
        ...place,
      });
    } else if (name) open.push(element(name, match.index, after));
  }
  const [root] = open;
  if (!root || open.length !== 1) throw new SyntaxError('not closed');
  return { kind: 'group', members: root.members, from: 0, start: 0, end: text.length };
}

const element = (name: string, from: number, start: number): Element => ({
  name,
  from,
  start,
  members: new Map(),
  writings: new Set(),
  text: '',
});

function add(to: Element, text: string, writing: Writing): void {
  // A second piece of the same kind of writing would be written as one.
  to.writings.add(to.writings.has(writing) ? 'mixed' : writing);
  to.text += text;
}

function valueIn({ members, writings, text, from, start }: Element, end: number): Located {
  if (members.size > 0) return { kind: 'group', members, from, start, end };
  const [only = 'text'] = writings;
  const writing = writings.size > 1 ? 'mixed' : only;
  return { kind: 'scalar', writing, bare: false, text, from, start, end };
}

/** An element that comes again makes a list. */
function put(parent: Element | undefined, { name }: Element, value: Located): void {
  if (!parent) return;
  const plain = name.replace(/^.*:/, '');
  const known = parent.members.get(plain);
  if (!known) parent.members.set(plain, value);
  else {
    const items = known.kind === 'list' ? [...known.items, value] : [known, value];
    parent.members.set(plain, { kind: 'list', items, from: known.from, start: known.start, end: value.end });
  }
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const withoutReferences = (text: string): string =>
  text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (all, hex?: string, decimal?: string, name?: string) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return NAMED[name ?? ''] ?? all;
  });

/** How a new text is written in the place of a value; `bare`: without quotes, where JSON has such values. */
export function written(value: Scalar, source: string, text: string, bare: boolean): string {
  if (value.writing === 'json') return bare ? text || 'null' : JSON.stringify(text);
  if (value.writing === 'cdata') return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
  if (value.writing !== 'empty') return withReferences(text);
  const tag = source.slice(value.start, value.end);
  const [, name = ''] = /^<([^\s/>]+)/.exec(tag) ?? [];
  return `${tag.slice(0, -2).trimEnd()}>${withReferences(text)}</${name}>`;
}

const withReferences = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Where a member that a group lacks is put in, and how it is written there: after `before`, as its neighbours are. */
export interface Insertion {
  readonly at: number;
  readonly part: string;
}

/** A value that is put in, as JSON or as the content of an element; `lead` is the space before the member. */
export interface NewValue {
  readonly json: (lead: string) => string;
  readonly xml: (lead: string, prefix: string) => string;
}

export const newText = (text: string, bare: boolean): NewValue => ({
  json: () => (bare ? text : JSON.stringify(text)),
  xml: () => withReferences(text),
});

export function inserted(
  group: Group,
  source: string,
  name: string,
  value: NewValue,
  before: Located | undefined,
): Insertion | null {
  const first = group.members.values().next().value;
  const after = before ?? [...group.members.values()].at(-1);
  // A record has members, or it would be none.
  if (!first || !after) return null;
  return isXml(first, source)
    ? insertedXml(source, name, value, after)
    : insertedJson(group, source, name, value, first, after);
}

const isXml = (member: Located, source: string): boolean => source[member.from] === '<';

function insertedJson(
  group: Group,
  source: string,
  name: string,
  value: NewValue,
  first: Located,
  after: Located,
): Insertion {
  const lead = source.slice(group.start + 1, first.from);
  const between = /\s*:\s*$/.exec(source.slice(first.from, first.start))?.[0] ?? ': ';
  return { at: after.end, part: `,${lead}${JSON.stringify(name)}${between}${value.json(lead)}` };
}

function insertedXml(source: string, name: string, value: NewValue, after: Located): Insertion {
  const isClosed = after.kind === 'scalar' && after.writing === 'empty';
  const at = isClosed ? after.end : source.indexOf('>', after.end) + 1;
  const [, lead = ''] = /(\s*)$/.exec(source.slice(0, after.from)) ?? [];
  const [, prefix = ''] = /^<([^\s/>:]+:)/.exec(source.slice(after.from, after.from + 200)) ?? [];
  return { at, part: `${lead}<${prefix}${name}>${value.xml(lead, prefix)}</${prefix}${name}>` };
}

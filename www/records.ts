// The records of a packet as plain values, for readers who do not read JSON or XML. A record is whatever has at least two
// fields of the packet's table; they are numbered in the order of the text, as the engine numbers them.
import type { Finding } from './report.ts';

export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };
export type RecordValue = Readonly<Record<string, Value>>;

/** Nothing when the text cannot be read as it stands. */
export function recordsOf(
  text: string,
  format: string | null,
  known: ReadonlySet<string>,
): RecordValue[] | null {
  try {
    if (format === 'xml') return found(treeOfXml(text), known);
    if (format === 'ndjson')
      return found(
        text
          .split('\n')
          .filter((line) => line.trim())
          .map((line) => JSON.parse(line) as Value),
        known,
      );
    return found(JSON.parse(text.replace(/^\uFEFF/, '')) as Value, known);
  } catch {
    return null;
  }
}

const isRecord = (value: Value): value is RecordValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function found(value: Value, known: ReadonlySet<string>): RecordValue[] {
  if (Array.isArray(value)) return value.flatMap((item: Value) => found(item, known));
  if (!isRecord(value)) return [];
  if (Object.keys(value).filter((name) => known.has(name)).length >= 2) return [value];
  return Object.values(value).flatMap((item) => found(item, known));
}

/** Elements as members; one that comes again makes a list. Only well-formed text gets here without a syntax finding. */
function treeOfXml(text: string): Value {
  const token =
    /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([^\s/>]+)[^>]*?(\/?)>|([^<]+)/g;
  const open: { name: string; members: Record<string, Value>; text: string }[] = [
    { name: '', members: {}, text: '' },
  ];
  for (const [, quoted, closing, name, empty, words] of text.matchAll(token)) {
    const top = open.at(-1);
    if (!top) throw new SyntaxError('closed too often');
    if (quoted !== undefined) top.text += quoted;
    else if (words !== undefined) top.text += withoutReferences(words);
    else if (name && closing) {
      if (top.name !== name || open.length < 2) throw new SyntaxError(name);
      close(open);
    } else if (name) {
      open.push({ name, members: {}, text: '' });
      if (empty) close(open);
    }
  }
  const [root] = open;
  if (!root || open.length !== 1) throw new SyntaxError('not closed');
  return root.members;
}

function close(open: { name: string; members: Record<string, Value>; text: string }[]): void {
  const done = open.pop();
  const parent = open.at(-1);
  if (!done || !parent) return;
  const value = Object.keys(done.members).length > 0 ? done.members : done.text.trim();
  const name = done.name.replace(/^.*:/, '');
  const known = parent.members[name];
  if (known === undefined) parent.members[name] = value;
  else parent.members[name] = Array.isArray(known) ? [...known, value] : [known, value];
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const withoutReferences = (text: string): string =>
  text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (all, hex?: string, decimal?: string, name?: string) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return NAMED[name ?? ''] ?? all;
  });

/** Which column of its record a finding speaks of. */
export function columnOf(finding: Finding, columns: ReadonlySet<string>): string | null {
  const parts = finding.path.split('/').map((part) =>
    part
      .replace(/\[\d+\]$/, '')
      .replaceAll('~1', '/')
      .replaceAll('~0', '~'),
  );
  return (
    parts.find((part) => columns.has(part)) ??
    (finding.field && columns.has(finding.field) ? finding.field : null)
  );
}

// The values of a record by the path where they stand in it, and how one is written: with quotes or without.

import type { Field, FieldType } from '../reference/data.ts';
import type { Group, Located, Scalar } from './located.ts';

/** What stands at a path of the record. */
export function valueAt(record: Group, path: string): Located | null {
  let at: Located | undefined = record;
  for (const step of path.split('/').slice(1)) {
    if (at?.kind === 'list') at = at.items[Number(step)];
    else at = at?.kind === 'group' ? at.members.get(step) : undefined;
  }
  return at ?? null;
}

/** Kinds of fields whose values JSON has without quotes. */
export const BARE: ReadonlySet<FieldType> = new Set(['number', 'number-code', 'boolean-or-null']);
/** Kinds whose values may stand there either way. */
const NUMBERS: ReadonlySet<FieldType> = new Set([
  'integer',
  'natural',
  'count',
  'amount',
  'percentage',
  'any',
]);

/** A value keeps its quotes or stays without, unless its field wants it the other way. */
export function staysBare(bare: boolean, field: Field | undefined, text: string): boolean {
  const isToken = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?|true|false)?$/.test(text);
  if (!isToken) return false;
  if (!field || NUMBERS.has(field.type)) return bare;
  return BARE.has(field.type);
}

/** All values of a record by where they stand. */
export function collect(value: Located, key: string, into: Map<string, Scalar>): void {
  if (value.kind === 'scalar') into.set(key, value);
  else if (value.kind === 'list') {
    for (const [at, item] of value.items.entries()) collect(item, `${key}/${at}`, into);
  } else for (const [name, member] of value.members) collect(member, `${key}/${name}`, into);
}

/** Where something stands in the record: values, lists, groups. */
export function placesIn(record: Group): Set<string> {
  const places = new Set<string>();
  const walk = (value: Located, key: string): void => {
    places.add(key);
    if (value.kind === 'list') {
      for (const [at, item] of value.items.entries()) walk(item, `${key}/${at}`);
    } else if (value.kind === 'group')
      for (const [name, member] of value.members) walk(member, `${key}/${name}`);
  };
  walk(record, '');
  return places;
}

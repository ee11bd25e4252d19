// What the reference knows: the dictionary and the rule pages, as `goitin reference` prints them. Its types are made of the
// engine's own (tools/build-types.mjs); a row of a field table is a field here.

import text from 'virtual:reference';
import type { Reference, Row } from '../../dist/types/reference.d.ts';
import type { Language } from '../engine/report.ts';

export type {
  Case,
  Citation,
  CodeList,
  Covered,
  Document,
  Example,
  FieldType,
  Form,
  Keyed,
  Packet,
  RecordType as Table,
  Requirement,
  Row as Field,
  RowGrade,
  Rule,
  RuleChange,
} from '../../dist/types/reference.d.ts';

export const reference: Reference = JSON.parse(text);

/** A field's name for people: its meaning up to the remarks that follow it. */
export const nameOfField = ({ meaning }: Row, language: Language): string =>
  meaning[language].split(/[;(]|: /, 1)[0]?.trim() || meaning[language];

/** What the meaning says besides the name. */
export function remarkOfField(field: Row, language: Language): string {
  const rest = field.meaning[language].slice(nameOfField(field, language).length).replace(/^[\s;:]+/, '');
  return rest.charAt(0).toLocaleUpperCase(language) + rest.slice(1);
}

// What the reference knows: the engine's own data files and rule pages, as `goitin reference` prints them.

import text from 'virtual:reference';
import type { Grade, Language, Severity } from '../report.ts';

/** A text in both languages. */
export type Both = Readonly<Record<Language, string>>;

/** How data files grade: practice seen at one source stands apart. */
export type RowGrade = Grade | 'practice-one-source';

export interface Citation {
  readonly doc: string;
  readonly place: string;
  readonly grade?: RowGrade;
}

export interface Keyed extends Both {
  readonly key: string;
}

export interface Example {
  readonly title: Both;
  readonly language: string;
  /** What the page shows: a whole file, or the lines that replace those of a sample. */
  readonly shown: string;
  /** The file it stands for. */
  readonly source: string | null;
  readonly findings: readonly { severity: Severity; rule: string; path: string; text: string }[];
}

export interface Rule {
  readonly id: string;
  readonly group: 'reading' | 'values' | 'meaning' | 'across';
  readonly severity: Severity;
  readonly grade: Grade;
  readonly since: string;
  readonly citations: readonly Citation[];
  readonly title: Both;
  readonly messages: readonly Keyed[];
  readonly expected: readonly Keyed[];
  readonly fixes: readonly Keyed[];
  readonly what: Both;
  readonly why: Both;
  readonly staff: Both;
  readonly developer: Both;
  readonly examples: readonly Example[];
}

/** A case in which a conditional field is required, with the words of the document's item. */
export interface Case {
  readonly if: Readonly<Record<string, readonly string[]>>;
  readonly cites: Citation;
  readonly item: Both;
  /** The code list of this case. */
  readonly codes?: string;
}

export interface Field {
  readonly number?: number;
  readonly name: string;
  readonly type: string;
  readonly form?: string;
  readonly citation?: Citation;
  readonly codes?: string;
  readonly of?: string;
  readonly required: 'always' | 'conditional' | 'optional';
  readonly grade: RowGrade;
  readonly max?: number;
  readonly maxGrade?: RowGrade;
  readonly edition?: string;
  readonly gap?: boolean;
  readonly when?: readonly Case[];
  readonly example?: string;
  readonly meaning: Both;
}

export interface Table {
  readonly title: Both;
  readonly fields: readonly Field[];
}

export interface Packet {
  readonly id: string;
  readonly group: number;
  readonly title: Both;
  readonly profiles: readonly string[];
  readonly citation: Citation;
  readonly record: string;
  readonly types: Readonly<Record<string, Table>>;
}

export interface CodeList {
  readonly grade: RowGrade;
  readonly open?: boolean;
  readonly codes: readonly ({ code: string; grade?: RowGrade } & Both)[];
}

export interface Document extends Both {
  readonly id: string;
  readonly title: string;
  readonly grade: RowGrade;
}

export interface Profile extends Both {
  readonly id: string;
}

/** A field as one profile checks it, and the rules that were seen to look at it. */
export interface Covered {
  readonly doc: string;
  readonly packet: string;
  readonly profile: string;
  readonly table: string;
  readonly field: string;
  readonly status: 'checked' | 'not-machine-checkable' | 'no-public-text';
  readonly rules: readonly { rule: string; severity: Severity; grade: Grade }[];
}

/** A rule set: what is different from the one before it. */
export interface Release {
  readonly ruleset: string;
  readonly engine: string;
  readonly rules: readonly RuleChange[];
}

export interface RuleChange {
  readonly rule: string;
  readonly change: 'new' | 'changed' | 'gone';
  /** What changed in it: the items that went and those that came. */
  readonly parts?: readonly {
    readonly part: 'severity' | 'grade' | 'group' | 'messages' | 'citations';
    readonly gone: readonly string[];
    readonly new: readonly string[];
  }[];
}

export interface Reference {
  readonly engine: string;
  readonly ruleset: string;
  readonly documents: readonly Document[];
  readonly codes: Readonly<Record<string, CodeList>>;
  readonly profiles: readonly Profile[];
  readonly packets: readonly Packet[];
  readonly rules: readonly Rule[];
  readonly coverage: readonly Covered[];
  /** The newest first. */
  readonly history: readonly Release[];
  /** What stands in the place of a placeholder of a rule's texts, by its name. */
  readonly placeholders: Readonly<Record<string, Both>>;
}

export const reference: Reference = JSON.parse(text);

/** A field's name for people: its meaning up to the remarks that follow it. */
export const nameOfField = ({ meaning }: Field, language: Language): string =>
  meaning[language].split(/[;(]|: /, 1)[0]?.trim() || meaning[language];

/** What the meaning says besides the name. */
export function remarkOfField(field: Field, language: Language): string {
  const rest = field.meaning[language].slice(nameOfField(field, language).length).replace(/^[\s;:]+/, '');
  return rest.charAt(0).toLocaleUpperCase(language) + rest.slice(1);
}

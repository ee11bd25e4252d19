// The public contract, version 1, as the page reads it. A check is asked for in one language, so a text holds one.

export type Language = 'vi' | 'en';
export type Localized = { readonly [key in Language]?: string };
export type Severity = 'error' | 'warning' | 'info';
export type Grade = 'text' | 'practice' | 'derived';
export type Verdict = 'conforms' | 'does-not-conform' | 'not-checked';
export type Reason = 'unreadable' | 'unknown-packet' | 'no-public-text' | 'too-large' | 'internal';
export type Format = 'text' | 'json' | 'csv' | 'sarif' | 'html';

export interface Place {
  readonly byte: number;
  readonly utf16: number;
  readonly line: number;
  readonly column: number;
}

export interface Range {
  readonly start: Place;
  readonly end: Place;
}

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Fix {
  readonly title: Localized;
  readonly edits: readonly Edit[];
  readonly safe: boolean;
}

export interface Citation {
  readonly doc: string;
  readonly title: string;
  readonly place: string;
  readonly grade: Grade;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly grade: Grade;
  readonly oneSource: boolean;
  readonly source: number;
  readonly path: string;
  readonly record: number | null;
  readonly key: string | null;
  readonly field: string | null;
  readonly range: Range;
  readonly message: Localized;
  readonly found: string | null;
  readonly expected: Localized | null;
  readonly help: { readonly staff: Localized; readonly developer: Localized };
  readonly citations: readonly Citation[];
  readonly related: readonly { readonly range: Range; readonly message: Localized }[];
  readonly fix: Fix | null;
  readonly fingerprint: string;
}

export interface Report {
  readonly version: 1;
  readonly engine: string;
  readonly ruleset: string;
  readonly verdict: Verdict;
  readonly reason: Reason | null;
  readonly summary: Localized;
  readonly sources: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly format: string | null;
    readonly encoding: string | null;
  }[];
  readonly packet: string | null;
  readonly profile: string | null;
  readonly baseProfile: string | null;
  readonly recognised: Localized & { readonly by: string };
  readonly records: number;
  readonly counts: { readonly [key in Severity]: number };
  readonly notChecked: readonly (Localized & { readonly what: string })[];
  readonly truncated: boolean;
  readonly findings: readonly Finding[];
  readonly forecast: null;
}

export interface RuleInfo {
  readonly id: string;
  readonly severity: Severity;
  readonly title: Localized;
  readonly what?: Localized;
}

export interface PacketInfo {
  readonly id: string;
  readonly title?: Localized;
  readonly name?: Localized;
}

export interface Options {
  name?: string;
  packet?: string;
  profile?: string;
  lang?: Language | 'both';
  only?: string[];
  skip?: string[];
  maxFindingsPerRule?: number;
  limits?: { bytes?: number; depth?: number };
  mask?: boolean;
}

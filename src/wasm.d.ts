/** A text in the languages that were asked for; the other one's key is absent. */
export interface Localized {
  vi?: string;
  en?: string;
}
export type Severity = "error" | "warning" | "info";
/** How far a fact may be trusted: seen in the text, sent by production systems, derived from the meaning. */
export type Grade = "text" | "practice" | "derived";
export type Verdict = "conforms" | "does-not-conform" | "not-checked";
export type VerdictReason = "unreadable" | "unknown-packet" | "no-public-text" | "too-large" | "bad-profile" | "stopped" | "internal";

export interface Options {
  /** Name of the source, for the report. */
  name?: string;
  /** Id of the packet; found out when absent. */
  packet?: string;
  /** Id of the profile; found out when absent. */
  profile?: string;
  /** Languages of the explanations; both by default. */
  lang?: "vi" | "en" | "both";
  /** Only these rules. */
  only?: string[];
  /** Not these rules. */
  skip?: string[];
  /** Most findings of one rule in the report (default 1000); all are counted. */
  maxFindingsPerRule?: number;
  limits?: { bytes?: number; depth?: number };
  /** Hide personal data in the report. */
  mask?: boolean;
  /** A profile of your own, as JSON: it is laid over the built-in profile that it names as its `base`. */
  ownProfile?: string | Uint8Array;
}

/** A place: byte in the source's own encoding, UTF-16 offset of the text, line and column from 1 (column in UTF-16 units). */
export interface Place {
  byte: number;
  utf16: number;
  line: number;
  column: number;
}
export interface Range {
  start: Place;
  end: Place;
}
/** A replacement, in byte offsets of the source's own encoding. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}
export interface Fix {
  title: Localized;
  edits: Edit[];
  /** Cannot lose or invent information. */
  safe: boolean;
}
export interface Citation {
  doc: string;
  title: string;
  place: string;
  grade: Grade;
}
export interface Finding {
  rule: string;
  severity: Severity;
  grade: Grade;
  oneSource: boolean;
  /** Index into `sources`. */
  source: number;
  /** JSON Pointer, or XPath of local names. */
  path: string;
  /** From 0; null outside records. */
  record: number | null;
  /** The record's own code. */
  key: string | null;
  field: string | null;
  range: Range;
  message: Localized;
  /** Cut at 200 characters. */
  found: string | null;
  expected: Localized | null;
  help: { staff: Localized; developer: Localized };
  citations: Citation[];
  related: { range: Range; message: Localized }[];
  fix: Fix | null;
  /** Stable across runs and moves of the line. */
  fingerprint: string;
}
export interface Report {
  version: 1;
  engine: string;
  ruleset: string;
  verdict: Verdict;
  reason: VerdictReason | null;
  summary: Localized;
  sources: { name: string; bytes: number; format: "json" | "ndjson" | "xml" | null; encoding: string | null }[];
  packet: string | null;
  profile: string | null;
  baseProfile: string | null;
  recognised: { by: "option" | "service" | "root" | "fields" | "nothing" } & Localized;
  records: number;
  counts: { error: number; warning: number; info: number };
  notChecked: ({ what: string } & Localized)[];
  truncated: boolean;
  findings: Finding[];
  forecast: null;
}
export interface Repaired {
  bytes: Uint8Array;
  /** How many fixes were applied. */
  applied: number;
  report: Report;
}
export interface Progress {
  bytes: number;
  records: number;
  findings: number;
}
export interface RuleInfo {
  id: string;
  group: "reading" | "values" | "meaning" | "across";
  severity: Severity;
  grade: Grade;
  since: string;
  title: Localized;
}
export interface PacketInfo {
  id: string;
  group: number;
  title: Localized;
  profiles: string[];
}

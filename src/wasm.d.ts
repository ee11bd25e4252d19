/** A text in the languages that were asked for; the other one's key is absent. */
export interface Localized {
  /** In Vietnamese. */
  vi?: string;
  /** In English. */
  en?: string;
}
/** How grave a finding is. Only an error keeps a packet from conforming. */
export type Severity = "error" | "warning" | "info";
/** How far a fact may be trusted: seen in the text, sent by production systems, derived from the meaning. */
export type Grade = "text" | "practice" | "derived";
/** The answer. `not-checked` is never a yes. */
export type Verdict = "conforms" | "does-not-conform" | "not-checked";
/** Why there is no answer. */
export type VerdictReason = "unreadable" | "unknown-packet" | "no-public-text" | "too-large" | "bad-profile" | "stopped" | "internal";

/** What to check against, and how to report. */
export interface Options {
  /** Name of the source, for the report. */
  name?: string;
  /** Id of the packet; found out when absent. An id that does not exist is refused, here and below. */
  packet?: string;
  /** Id of the profile; found out when absent, and where the packet is not in it. */
  profile?: string;
  /** Languages of the explanations; both by default. */
  lang?: "vi" | "en" | "both";
  /** Only these rules. */
  only?: string[];
  /** Not these rules. */
  skip?: string[];
  /** Most findings of one rule in the report (default 1000); all are counted. */
  maxFindingsPerRule?: number;
  /** Limits that keep checking safe. */
  limits?: {
    /** Most bytes read (default 1 GiB). Reading stops there and the verdict is `not-checked`. */
    bytes?: number;
    /** Deepest nesting read (default 64); what lies deeper is skipped with a finding. */
    depth?: number;
  };
  /** Hide personal data in the report. */
  mask?: boolean;
  /** A profile of your own, as JSON: it is laid over the built-in profile that it names as its `base`. */
  ownProfile?: string | Uint8Array;
}

/** A place in the source. */
export interface Place {
  /** In bytes of the source's own encoding. */
  byte: number;
  /** In UTF-16 units of its text, as JavaScript counts. */
  utf16: number;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 units. */
  column: number;
}
/** A part of the source. */
export interface Range {
  /** Its first character. */
  start: Place;
  /** What follows its last character. */
  end: Place;
}
/** A replacement, in byte offsets of the source's own encoding. */
export interface Edit {
  /** The first byte that is replaced. */
  start: number;
  /** The first byte behind it that stays. */
  end: number;
  /** What is put there. */
  text: string;
}
/** A repair. */
export interface Fix {
  /** What it does. */
  title: Localized;
  /** What it changes: all of it, or nothing. */
  edits: Edit[];
  /** Cannot lose or invent information. */
  safe: boolean;
}
/** What a finding rests on. */
export interface Citation {
  /** Id of the document. */
  doc: string;
  /** Its number or name. */
  title: string;
  /** The clause, table or page in it. */
  place: string;
  /** How far it may be trusted. */
  grade: Grade;
}
/** One thing that is wrong, or worth knowing. */
export interface Finding {
  /** Id of the rule. */
  rule: string;
  /** How grave it is. */
  severity: Severity;
  /** How far its ground may be trusted. */
  grade: Grade;
  /** Its ground is practice, seen in one system only. */
  oneSource: boolean;
  /** Index into `sources`. */
  source: number;
  /** JSON Pointer, or XPath of local names. */
  path: string;
  /** From 0; null outside records. */
  record: number | null;
  /** The record's own code. */
  key: string | null;
  /** Name of the field; null where it is about none. */
  field: string | null;
  /** Where it is. */
  range: Range;
  /** What is wrong. */
  message: Localized;
  /** What stands there, cut at 200 characters. */
  found: string | null;
  /** What belongs there. */
  expected: Localized | null;
  /** What to do. */
  help: {
    /** For the staff of a one-stop shop. */
    staff: Localized;
    /** For whoever writes the program that sends the packet. */
    developer: Localized;
  };
  /** What it rests on. */
  citations: Citation[];
  /** Other places that belong to it. */
  related: {
    /** Where. */
    range: Range;
    /** What is there. */
    message: Localized;
  }[];
  /** The repair, when one is known. */
  fix: Fix | null;
  /** Stable across runs and moves of the line. */
  fingerprint: string;
}
/** What a check found. `report.schema.json` describes the same as JSON Schema. */
export interface Report {
  /** Of this form. */
  version: 1;
  /** Name and version of the engine. */
  engine: string;
  /** Date of the rules. */
  ruleset: string;
  /** The answer. */
  verdict: Verdict;
  /** Why there is none; null otherwise. */
  reason: VerdictReason | null;
  /** The answer in one sentence. */
  summary: Localized;
  /** What was checked; a profile of your own that has mistakes comes second. */
  sources: {
    /** As the options say. */
    name: string;
    /** How long it is. */
    bytes: number;
    /** Null when it is neither. */
    format: "json" | "ndjson" | "xml" | null;
    /** Null when it is not known. */
    encoding: string | null;
  }[];
  /** Id of the packet; null when it was not recognised. */
  packet: string | null;
  /** Id of the profile it was checked against. */
  profile: string | null;
  /** What a profile of your own lies over. */
  baseProfile: string | null;
  /** How packet and profile were found out. */
  recognised: {
    /** By an option, the name of the service, the root element, the fields, or not at all. */
    by: "option" | "service" | "root" | "fields" | "nothing";
  } & Localized;
  /** How many records were checked. */
  records: number;
  /** All findings, also those beyond the cap. */
  counts: {
    /** Errors: they keep the packet from conforming. */
    error: number;
    /** Warnings. */
    warning: number;
    /** Notes. */
    info: number;
  };
  /** What the checker declares it cannot check, once each. */
  notChecked: ({
    /** The field, list or part. */
    what: string;
  } & Localized)[];
  /** Some findings are left out, being more than the cap of their rule. */
  truncated: boolean;
  /** By source, place and rule. */
  findings: Finding[];
  /** Kept for later versions. */
  forecast: null;
}
/** A source after its repair. */
export interface Repaired {
  /** The source after them; in UTF-8 once anything was repaired. */
  bytes: Uint8Array;
  /** How many fixes were applied. */
  applied: number;
  /** The report of the repaired source. */
  report: Report;
}
/** How far a check has come. */
export interface Progress {
  /** Bytes taken. */
  bytes: number;
  /** Records checked. */
  records: number;
  /** Findings made. */
  findings: number;
}
/** A rule. */
export interface RuleInfo {
  /** Its name, which stays. */
  id: string;
  /** What it looks at: how the source is written, single values, a record's meaning, several records. */
  group: "reading" | "values" | "meaning" | "across";
  /** How grave its findings are, mostly. */
  severity: Severity;
  /** How far its ground may be trusted. */
  grade: Grade;
  /** The rule set that first had it. */
  since: string;
  /** What it is about. */
  title: Localized;
}
/** A packet that can be checked. */
export interface PacketInfo {
  /** Its name, which is that of its service. */
  id: string;
  /** Its group in the regulation, from 1; 0 outside it. */
  group: number;
  /** What it is for. */
  title: Localized;
  /** Ids of the profiles that have it. */
  profiles: string[];
}

//! The types of the report, field by field as the public contract (version 1) names them.
//!
//! A change here is a change of the contract: the JSON Schema of the report is tested against every output.

use serde::{Deserialize, Serialize};

pub use crate::source::position::Place;

/// A text in the languages that were asked for: Vietnamese, English or both. The other language's key is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Localized {
    /// Vietnamese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vi: Option<String>,
    /// English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Localized {
    /// The text in `language`, else in the other one, else nothing.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::Vi => (&self.vi, &self.en),
            Language::En => (&self.en, &self.vi),
        };
        first.as_deref().or(second.as_deref()).unwrap_or_default()
    }
}

/// A language of the explanations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

/// How grave a finding is. Only errors decide the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Breaks a rule.
    Error,
    /// Probably wrong, or known to make trouble.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The name used in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// How far a fact may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// Seen in the document's own wording.
    Text,
    /// Sent, read or required by production systems.
    Practice,
    /// Follows from the meaning of the fields.
    Derived,
}

impl Grade {
    /// The name used in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Practice => "practice",
            Self::Derived => "derived",
        }
    }

    /// The grade in words, as the pages show it.
    #[must_use]
    pub const fn words(self, one_source: bool, language: Language) -> &'static str {
        match (self, one_source, language) {
            (Self::Text, _, Language::Vi) => "Theo văn bản",
            (Self::Text, _, Language::En) => "By the document's text",
            (Self::Practice, false, Language::Vi) => "Theo thực tiễn kết nối",
            (Self::Practice, false, Language::En) => "By connection practice",
            (Self::Practice, true, Language::Vi) => "Theo thực tiễn kết nối (một nguồn)",
            (Self::Practice, true, Language::En) => "By connection practice (one source)",
            (Self::Derived, _, Language::Vi) => "Kiểm tra hợp lý",
            (Self::Derived, _, Language::En) => "Plausibility check",
        }
    }
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// No error was found.
    Conforms,
    /// At least one error was found.
    DoesNotConform,
    /// There is no answer; [`Report::reason`] says why.
    NotChecked,
}

impl Verdict {
    /// The name used in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Conforms => "conforms",
            Self::DoesNotConform => "does-not-conform",
            Self::NotChecked => "not-checked",
        }
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum VerdictReason {
    /// Nothing in the source could be read as JSON or XML.
    Unreadable,
    /// The source itself cannot be opened or read.
    #[serde(rename = "unreadable")]
    Unopened,
    /// Which packet this is could not be told.
    UnknownPacket,
    /// No public document says what the records hold.
    NoPublicText,
    /// A size limit stopped the reading.
    TooLarge,
    /// The reader's own profile is wrong.
    BadProfile,
    /// The reader stopped the check.
    Stopped,
    /// The checker itself failed.
    Internal,
}

impl VerdictReason {
    /// The name used in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unreadable | Self::Unopened => "unreadable",
            Self::UnknownPacket => "unknown-packet",
            Self::NoPublicText => "no-public-text",
            Self::TooLarge => "too-large",
            Self::BadProfile => "bad-profile",
            Self::Stopped => "stopped",
            Self::Internal => "internal",
        }
    }
}

/// A half-open range in a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Range {
    /// Where it begins.
    pub start: Place,
    /// Where it ends, exclusive.
    pub end: Place,
}

/// One replacement, in byte offsets of the source in its own encoding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// Offset of the first byte replaced.
    pub start: u32,
    /// Offset after the last byte replaced.
    pub end: u32,
    /// The text that comes in its place.
    pub text: String,
}

/// A repair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// What it does.
    pub title: Localized,
    /// The edits, in order, not overlapping.
    pub edits: Vec<Edit>,
    /// Cannot lose or invent information.
    pub safe: bool,
}

/// What to do, for the two kinds of readers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Help {
    /// For staff of a one-stop shop.
    pub staff: Localized,
    /// For the developer of the sending system.
    pub developer: Localized,
}

/// A document and the place in it that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// The document's id.
    pub doc: String,
    /// Its short title.
    pub title: String,
    /// The clause, table or page; the packet group where no closer place is public.
    pub place: String,
    /// How far the place itself may be trusted.
    pub grade: Grade,
}

/// Another place that helps to understand a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Related {
    /// The place.
    pub range: Range,
    /// What stands there.
    pub message: Localized,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Id of the rule.
    pub rule: String,
    /// How grave it is.
    pub severity: Severity,
    /// How far the broken constraint may be trusted.
    pub grade: Grade,
    /// The constraint was seen in one production system only.
    pub one_source: bool,
    /// Index into [`Report::sources`].
    pub source: u32,
    /// JSON Pointer, or `XPath` of local names.
    pub path: String,
    /// Number of the record, from 0; nothing outside records.
    pub record: Option<u32>,
    /// The record's own code, where it has one.
    pub key: Option<String>,
    /// The field's name in the document.
    pub field: Option<String>,
    /// The place.
    pub range: Range,
    /// What is wrong.
    pub message: Localized,
    /// The value found, cut at 200 characters.
    pub found: Option<String>,
    /// What is expected there.
    pub expected: Option<Localized>,
    /// What to do.
    pub help: Help,
    /// What the finding rests on.
    pub citations: Vec<Citation>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// A repair, where one is known.
    pub fix: Option<Fix>,
    /// Stable across runs and across moves of the line: for baselines of known findings.
    pub fingerprint: String,
}

/// A file or text that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Its name, as the caller gave it.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// `json`, `ndjson` or `xml`; nothing when unknown.
    pub format: Option<&'static str>,
    /// `utf-8`, `utf-16le`, `utf-16be` or `windows-1258`; nothing when unknown.
    pub encoding: Option<&'static str>,
}

/// Why this packet and this profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recognised {
    /// `option`, `service`, `root` or `fields`; nothing recognised: `nothing`.
    pub by: &'static str,
    /// The reason.
    #[serde(flatten)]
    pub text: Localized,
}

/// Something the checker declares it cannot check, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotChecked {
    /// A field, or a part of the packet.
    pub what: String,
    /// The reason.
    #[serde(flatten)]
    pub text: Localized,
}

/// How many findings there are, also those beyond the cap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Errors.
    pub error: u32,
    /// Warnings.
    pub warning: u32,
    /// Information.
    pub info: u32,
}

/// The whole report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Version of this contract: 1.
    pub version: u32,
    /// Name and version of the engine.
    pub engine: &'static str,
    /// Date of the rule set.
    pub ruleset: &'static str,
    /// The answer.
    pub verdict: Verdict,
    /// Why there is none.
    pub reason: Option<VerdictReason>,
    /// The answer in one sentence.
    pub summary: Localized,
    /// What was checked.
    pub sources: Vec<Source>,
    /// Id of the packet.
    pub packet: Option<String>,
    /// Id of the profile it was checked against.
    pub profile: Option<String>,
    /// What an own profile lies over.
    pub base_profile: Option<String>,
    /// Why this packet and profile.
    pub recognised: Recognised,
    /// Number of records seen.
    pub records: u32,
    /// Number of findings.
    pub counts: Counts,
    /// What is declared not checkable, once each.
    pub not_checked: Vec<NotChecked>,
    /// Some rule has more findings than the cap.
    pub truncated: bool,
    /// The findings, sorted by source, place and rule.
    pub findings: Vec<Finding>,
    /// What the packet does to the QĐ 766 indicators, when asked for.
    pub forecast: Option<()>,
}

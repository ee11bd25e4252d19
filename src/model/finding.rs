//! A finding: what is wrong, where, why, what to do about it, and on what it rests.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    catalogue::RuleId,
    grade::{Grade, Severity},
    text::Localized,
};

/// A place in a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Place {
    /// Byte offset in the source, in its own encoding; a byte order mark counts.
    pub byte: u32,
    /// Offset in UTF-16 units of the decoded text, without a byte order mark.
    pub utf16: u32,
    /// Line, from 1; `\n`, `\r\n` and `\r` end lines.
    #[schemars(range(min = 1))]
    pub line: u32,
    /// Column, from 1, in UTF-16 units.
    #[schemars(range(min = 1))]
    pub column: u32,
}

/// A half-open range in a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Range {
    /// Where it begins.
    pub start: Place,
    /// Where it ends, exclusive.
    pub end: Place,
}

/// One replacement, in byte offsets of the source in its own encoding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// Offset of the first byte replaced.
    pub start: u32,
    /// Offset after the last byte replaced.
    pub end: u32,
    /// The text that comes in its place.
    pub text: String,
}

/// A repair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Fix {
    /// What it does.
    pub title: Localized,
    /// The edits, in order, not overlapping.
    #[schemars(length(min = 1))]
    pub edits: Vec<Edit>,
    /// Cannot lose or invent information.
    pub safe: bool,
}

/// What to do, for the two kinds of readers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Help {
    /// For staff of a one-stop shop.
    pub staff: Localized,
    /// For the developer of the sending system.
    pub developer: Localized,
}

/// A document and the place in it that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Related {
    /// Index into the report's sources of the one in which it stands.
    pub source: u32,
    /// The place.
    pub range: Range,
    /// What stands there.
    pub message: Localized,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub struct Finding {
    /// Id of the rule.
    #[schemars(with = "RuleId")]
    pub rule: String,
    /// How grave it is.
    pub severity: Severity,
    /// How far the broken constraint may be trusted.
    pub grade: Grade,
    /// The constraint was seen in one production system only.
    pub one_source: bool,
    /// Index into the report's sources.
    pub source: u32,
    /// JSON Pointer; for XML an `XPath` of local names.
    pub path: String,
    /// Number of the record, from 0; null outside records.
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
    #[schemars(length(min = 1))]
    pub fingerprint: String,
}

//! The report about one or several sources, and the small answers beside it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    catalogue::{Group, RuleId},
    finding::Finding,
    grade::{Grade, Severity},
    options::Selection,
    text::Localized,
};

/// The answer. `not-checked` is never a yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// No error was found.
    Conforms,
    /// At least one error was found.
    DoesNotConform,
    /// There is no answer; `reason` says why.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VerdictReason {
    /// Nothing in the source could be read as JSON or XML.
    Unreadable,
    /// Which packet this is could not be told.
    UnknownPacket,
    /// It is something else than a packet: the finding says what.
    NotAPacket,
    /// No public document says what the records hold.
    NoPublicText,
    /// The reader's own profile is wrong.
    BadProfile,
    /// The checker itself failed.
    Internal,
    /// The reader stopped the check.
    Stopped,
    /// A limit of size or depth kept a part from being read.
    TooLarge,
    /// A rule that may be an error in this packet was left out (`only`, `skip`).
    LeftOut,
}

impl VerdictReason {
    /// The name used in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::UnknownPacket => "unknown-packet",
            Self::NotAPacket => "not-a-packet",
            Self::NoPublicText => "no-public-text",
            Self::BadProfile => "bad-profile",
            Self::Internal => "internal",
            Self::Stopped => "stopped",
            Self::TooLarge => "too-large",
            Self::LeftOut => "left-out",
        }
    }
}

/// How a source is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// One JSON value.
    Json,
    /// A packet or a record on each line.
    Ndjson,
    /// XML.
    Xml,
}

impl Format {
    /// The name used in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Xml => "xml",
        }
    }
}

/// In which encoding a source is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, little end first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, big end first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Windows-1258.
    #[serde(rename = "windows-1258")]
    Windows1258,
}

impl Encoding {
    /// The name used in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1258 => "windows-1258",
        }
    }
}

/// What the packet was recognised by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RecognisedBy {
    /// The caller named it.
    Option,
    /// The member `service`.
    Service,
    /// The root element or key.
    Root,
    /// The fields of the first record.
    Fields,
    /// Nothing was recognised.
    Nothing,
}

/// Why this packet and this profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Recognised {
    /// By what it was recognised.
    pub by: RecognisedBy,
    /// The reason.
    #[serde(flatten)]
    pub text: Localized,
}

/// Something the checker declares it cannot check, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NotChecked {
    /// A field, or a part of the packet.
    pub what: String,
    /// The reason.
    #[serde(flatten)]
    pub text: Localized,
}

/// How many findings there are, also those beyond the cap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Counts {
    /// Errors.
    pub error: u32,
    /// Warnings.
    pub warning: u32,
    /// Information.
    pub info: u32,
}

impl Counts {
    /// The number of findings of a severity.
    pub const fn of(&mut self, severity: Severity) -> &mut u32 {
        match severity {
            Severity::Error => &mut self.error,
            Severity::Warning => &mut self.warning,
            Severity::Info => &mut self.info,
        }
    }

    /// All of them.
    #[must_use]
    pub const fn total(self) -> u32 {
        self.error + self.warning + self.info
    }

    /// What is left without those others.
    #[must_use]
    pub const fn without(self, others: Self) -> Self {
        Self {
            error: self.error.saturating_sub(others.error),
            warning: self.warning.saturating_sub(others.warning),
            info: self.info.saturating_sub(others.info),
        }
    }
}

/// The answer about the packet alone, where something surrounds or wraps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Content {
    /// The answer about the packet itself.
    pub verdict: Verdict,
    /// Its findings.
    pub counts: Counts,
}

/// A file or text that was checked, with its own answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub struct Source {
    /// Its name, as the caller gave it.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// How it is written; null when unknown.
    pub format: Option<Format>,
    /// Its encoding; null when unknown.
    pub encoding: Option<Encoding>,
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
    /// The answer about it.
    pub verdict: Verdict,
    /// Why there is none.
    pub reason: Option<VerdictReason>,
    /// It was read to its end, and no rule that may be an error in it was left out.
    pub complete: bool,
    /// Number of findings.
    pub counts: Counts,
    /// What is declared not checkable in it, once each.
    pub not_checked: Vec<NotChecked>,
    /// The answer about the packet alone, where something surrounds or wraps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Content")]
    pub content: Option<Content>,
}

/// What a check of one packet, or of one set of packets, found. The command's `--format json`, `check()` in JavaScript and
/// every other format are made from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields, extend("allOf" = [{
    "if": {"properties": {"verdict": {"const": "not-checked"}}},
    "then": {"properties": {"reason": {"type": "string"}}},
    "else": {"properties": {"reason": {"type": "null"}}}
}]))]
pub struct Report {
    /// Version of this contract: 1.
    #[schemars(extend("const" = 1))]
    pub version: u32,
    /// Name and version of the engine.
    #[schemars(regex(pattern = r"^goitin [0-9]+\.[0-9]+\.[0-9]+"))]
    pub engine: &'static str,
    /// Date of the rule set.
    #[schemars(regex(pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
    pub ruleset: &'static str,
    /// The answer; of several sources the first present of does-not-conform, not-checked and conforms.
    pub verdict: Verdict,
    /// Why there is none.
    pub reason: Option<VerdictReason>,
    /// The answer in one sentence.
    pub summary: Localized,
    /// Everything was read, and no rule that may be an error was left out.
    pub complete: bool,
    /// What was asked for.
    pub selection: Selection,
    /// What was checked.
    #[schemars(length(min = 1))]
    pub sources: Vec<Source>,
    /// Id of the packet; null where sources differ.
    pub packet: Option<String>,
    /// Id of the profile it was checked against; null where sources differ.
    pub profile: Option<String>,
    /// What an own profile lies over.
    pub base_profile: Option<String>,
    /// Why this packet and profile; null where sources differ.
    pub recognised: Option<Recognised>,
    /// Number of records seen; null where sources differ.
    pub records: Option<u32>,
    /// Number of findings.
    pub counts: Counts,
    /// What is declared not checkable, once each.
    pub not_checked: Vec<NotChecked>,
    /// Some rule has more findings than the cap.
    pub truncated: bool,
    /// The findings, sorted by source, place and rule.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Which of the sources is no packet but the reader's own profile: it is there where it is what is wrong, behind the
    /// first packet that it kept from being checked.
    pub(crate) fn own_profile(&self) -> Option<usize> {
        let is_stopped = |source: &Source| source.reason == Some(VerdictReason::BadProfile);
        let mut stopped = self.sources.iter().enumerate().filter(|(_, source)| is_stopped(source));
        stopped.nth(1).map(|(number, _)| number)
    }

    /// The packets of a set by their numbers, each with an answer of its own; none where the report is about one packet.
    pub(crate) fn set(&self) -> Vec<(usize, &Source)> {
        let profile = self.own_profile();
        let packets: Vec<_> = self.sources.iter().enumerate().filter(|(number, _)| Some(*number) != profile).collect();
        if packets.len() == 1 { Vec::new() } else { packets }
    }
}

/// A source after its repair.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Repaired {
    /// The new bytes; in UTF-8 once anything was repaired.
    #[schemars(extend("tsType" = "Uint8Array"))]
    pub bytes: Vec<u8>,
    /// How many fixes were applied.
    pub applied: u32,
    /// The report about the new bytes.
    pub report: Report,
}

/// How far a check has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Progress {
    /// Bytes taken.
    pub bytes: u64,
    /// Records checked.
    pub records: u32,
    /// Findings made.
    pub findings: u32,
}

/// What is known of a rule without its page.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct RuleInfo {
    /// Its id, which stays.
    pub id: RuleId,
    /// What it looks at.
    pub group: Group,
    /// The strongest severity it gives.
    pub severity: Severity,
    /// The grade of its ground where the field's row does not say another.
    pub grade: Grade,
    /// Date of the rule set that brought it.
    pub since: &'static str,
    /// Its name for people.
    pub title: Localized,
}

/// What is known of a packet without its field tables.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct PacketInfo {
    /// Its id, the name of its service.
    pub id: &'static str,
    /// Number of its group in the regulation's scope, from 1; 0 outside it.
    pub group: u32,
    /// Its name for people.
    pub title: Localized,
    /// The profiles it can be checked against, the default first.
    pub profiles: Vec<&'static str>,
}

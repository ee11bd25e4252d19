//! What the reference says, as types: its JSON Schema, and from that the types of the page, are derived from them, with
//! the comments as their descriptions.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    model::{Grade, Severity, catalogue::Group},
    standard::{
        CodeList, Packet, Profile, RowGrade,
        model::{Document, Envelope, Named, Texts},
    },
};

/// Everything the checker knows.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Reference {
    /// Name and version of the engine.
    pub(super) engine: String,
    /// Date of the rule set.
    pub(super) ruleset: String,
    /// The documents that findings cite.
    pub(super) documents: Vec<Document>,
    /// The code lists.
    pub(super) codes: Named<Arc<CodeList>>,
    /// The sets of rules a packet can be checked against.
    pub(super) profiles: Vec<Arc<Profile>>,
    /// What stands around the records.
    pub(super) envelope: Envelope,
    /// The packets, in the order of the regulation.
    pub(super) packets: Vec<Packet>,
    /// Which rules were seen to look at each field.
    pub(super) coverage: Vec<Covered>,
    /// The rule sets, the newest first.
    pub(super) history: Vec<Release>,
    /// The rules with their pages, by id.
    pub(super) rules: Vec<Rule>,
    /// What stands in the place of a placeholder of a rule's texts, by its name.
    pub(super) placeholders: Named<Texts>,
}

/// A rule and its page.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Rule {
    /// Its id.
    pub(super) id: String,
    /// What it is about.
    pub(super) group: Group,
    /// The strongest severity it gives.
    pub(super) severity: Severity,
    /// The grade of its ground where the field's row does not say another.
    pub(super) grade: Grade,
    /// Date of the rule set that brought it.
    pub(super) since: String,
    /// What it rests on.
    pub(super) citations: Vec<RuleCitation>,
    /// Its name for people.
    pub(super) title: Texts,
    /// Its messages.
    pub(super) messages: Vec<Keyed>,
    /// What it expects instead.
    pub(super) expected: Vec<Keyed>,
    /// Titles of its repairs.
    pub(super) fixes: Vec<Keyed>,
    /// What is wrong.
    pub(super) what: Texts,
    /// Why it matters.
    pub(super) why: Texts,
    /// What staff do.
    pub(super) staff: Texts,
    /// What developers do.
    pub(super) developer: Texts,
    /// Its examples.
    pub(super) examples: Vec<Example>,
}

/// What a rule rests on.
#[derive(Serialize, JsonSchema)]
pub(crate) struct RuleCitation {
    /// Id of the document.
    pub(super) doc: String,
    /// The place in it.
    pub(super) place: String,
    /// Grade of the place.
    pub(super) grade: RowGrade,
    /// Keys of the messages it is a ground of, or beginnings of keys with a `*`; empty for all.
    pub(super) only: String,
}

/// A text under the key that the code uses, with placeholders in braces.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Keyed {
    /// The key.
    pub(super) key: String,
    /// In Vietnamese.
    pub(super) vi: String,
    /// In English.
    pub(super) en: String,
}

/// An executed example of a rule.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Example {
    /// Its heading.
    pub(super) title: Texts,
    /// `json`, `xml`, `text` or `hex`.
    pub(super) language: String,
    /// What the page shows: a whole file, or the lines that replace those of a sample.
    pub(super) shown: String,
    /// The packet it is checked as, where that is given.
    pub(super) packet: Option<String>,
    /// The profile it is checked against, where that is given.
    pub(super) profile: Option<String>,
    /// The file it stands for; nothing where the file is no text.
    pub(super) source: Option<String>,
    /// What is found in it.
    pub(super) findings: Vec<ExampleFinding>,
}

/// What is found in an example.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ExampleFinding {
    /// How grave it is.
    pub(super) severity: Severity,
    /// Id of the rule.
    pub(super) rule: String,
    /// Where it is.
    pub(super) path: String,
    /// The text that it marks.
    pub(super) text: String,
}

/// A field as one profile checks it, and the rules that were seen to look at it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Covered {
    /// Id of the packet's document.
    pub(super) doc: String,
    /// Id of the packet.
    pub(super) packet: String,
    /// Id of the profile.
    pub(super) profile: String,
    /// Name of the field table.
    pub(super) table: String,
    /// The field's name.
    pub(super) field: String,
    /// How far its content can be checked.
    pub(super) status: Status,
    /// The rules.
    pub(super) rules: Vec<Seen>,
}

/// How far the content of a field can be checked.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Status {
    /// Its values have a form or a list.
    Checked,
    /// Free text.
    NotMachineCheckable,
    /// What it may hold is public nowhere.
    NoPublicText,
}

/// A rule that was seen to look at a field.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Seen {
    /// Id of the rule.
    pub(super) rule: String,
    /// The strongest severity it was seen with.
    pub(super) severity: Severity,
    /// The grade it had then.
    pub(super) grade: Grade,
}

/// A rule set: what is different from the one before it.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Release {
    /// Its date.
    pub(super) ruleset: String,
    /// The engine it came with.
    pub(super) engine: String,
    /// What is different.
    pub(super) rules: Vec<RuleChange>,
}

/// What is different about a rule.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct RuleChange {
    /// Id of the rule.
    pub(super) rule: String,
    /// What happened to it.
    pub(super) change: Change,
    /// What changed in it; empty for one that came or went.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) parts: Vec<PartChange>,
}

/// What happened to a rule.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Change {
    /// It came.
    New,
    /// It changed.
    Changed,
    /// It went.
    Gone,
}

/// What is different in one part of a rule.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct PartChange {
    /// The part.
    pub(super) part: Part,
    /// The items that went.
    pub(super) gone: Vec<String>,
    /// The items that came.
    pub(super) new: Vec<String>,
}

/// A part of a rule that its history keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Part {
    /// The severity.
    Severity,
    /// The grade.
    Grade,
    /// The group.
    Group,
    /// The keys of the messages.
    Messages,
    /// The citations.
    Citations,
}

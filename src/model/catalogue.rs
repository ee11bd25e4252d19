//! The rules as constants: ids, policy, and what each of them can say. The build makes them of the pages in `src/rules`.
//!
//! A misspelled rule or message does not compile, and one that nothing says is dead code.

use std::{borrow::Cow, error, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::{Grade, Language, Severity};

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

/// A rule, by its place among all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(u8);

impl RuleId {
    /// The id as reports have it, such as `bad-date`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.rule().id
    }

    /// Its number, from 0 on.
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }

    /// What its page says of it.
    #[expect(clippy::indexing_slicing, reason = "only the build makes these numbers, of the same pages as the table")]
    pub(crate) fn rule(self) -> &'static Rule {
        &RULES[self.index()]
    }
}

impl fmt::Debug for RuleId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for RuleId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for RuleId {
    fn schema_name() -> Cow<'static, str> {
        "RuleId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "description": "Id of a rule.", "enum": Self::ALL.as_slice() })
    }
}

impl FromStr for RuleId {
    type Err = UnknownRule;

    fn from_str(name: &str) -> Result<Self, UnknownRule> {
        let found = RULES.binary_search_by(|rule| rule.id.cmp(name)).ok();
        found.and_then(|at| Self::ALL.get(at)).copied().ok_or_else(|| UnknownRule::new(name))
    }
}

/// There is no rule of that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    name: String,
    nearest: Option<RuleId>,
}

impl UnknownRule {
    #[cold]
    fn new(name: &str) -> Self {
        let lower = name.to_lowercase();
        let distance = |rule: &RuleId| strsim::damerau_levenshtein(&lower, rule.as_str());
        let nearest = RuleId::ALL.into_iter().min_by_key(distance);
        let is_near = |rule: &RuleId| distance(rule) <= 1 + name.chars().count() / 5;
        Self { name: name.to_owned(), nearest: nearest.filter(is_near) }
    }

    /// The rule that was probably meant.
    #[must_use]
    pub const fn nearest(&self) -> Option<RuleId> {
        self.nearest
    }
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "there is no rule {:?}", self.name)?;
        self.nearest.map_or(Ok(()), |near| write!(formatter, "; did you mean {near}?"))
    }
}

impl error::Error for UnknownRule {}

/// A set of rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RuleSet(u128);

const _: () = assert!(RuleId::ALL.len() <= u128::BITS as usize, "a set of rules has a bit for each");

impl RuleSet {
    pub(crate) const fn has(self, rule: RuleId) -> bool {
        self.0 >> rule.0 & 1 == 1
    }
}

impl FromIterator<RuleId> for RuleSet {
    fn from_iter<I: IntoIterator<Item = RuleId>>(rules: I) -> Self {
        Self(rules.into_iter().fold(0, |set, rule| set | 1 << rule.0))
    }
}

/// What a rule looks at: how the source is written, single values, a record's meaning, several records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// Bytes, JSON and XML, recognition.
    Reading,
    /// Fields and their values.
    Values,
    /// What several fields of a record say together.
    Meaning,
    /// What several records say together.
    Across,
}

impl Group {
    /// The name used in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Values => "values",
            Self::Meaning => "meaning",
            Self::Across => "across",
        }
    }
}

/// How near a finding of a rule lies to a refusal of the packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It says nothing of the packet.
    Never,
    /// It is why the Portal says that it has the record already.
    AlreadySent,
    /// It is so far from one: 1 is the nearest.
    Near(u8),
}

/// What else is repaired in the round that repairs a finding of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repaired {
    WithOthers,
    /// The repair touches every byte.
    Alone,
}

/// When a finding of a rule stands in the way of a conversion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blocks {
    Never,
    AsError,
    Always,
}

/// What the engine needs of a rule's page.
#[derive(Debug)]
pub(crate) struct Rule {
    id: &'static str,
    pub(crate) group: Group,
    /// The strongest it gives.
    pub(crate) severity: Severity,
    /// The grade of its ground where the field's row does not say another.
    pub(crate) grade: Grade,
    /// Date of the rule set that brought it.
    pub(crate) since: &'static str,
    pub(crate) title: Text,
    /// Help for staff.
    pub(crate) staff: Text,
    /// Help for developers.
    pub(crate) developer: Text,
    pub(crate) citations: &'static [PlaceCited],
    /// An error of it keeps a packet from conforming.
    pub(crate) decides: bool,
    /// A packet that rests on a weaker ground lowers it.
    pub(crate) is_lowered: bool,
    pub(crate) refusal: Refusal,
    pub(crate) repaired: Repaired,
    #[cfg_attr(not(feature = "command"), expect(dead_code, reason = "the browser's engine converts nothing"))]
    pub(crate) blocks_conversion: Blocks,
}

/// A citation of a rule's page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlaceCited {
    pub(crate) doc: &'static str,
    pub(crate) place: &'static str,
    pub(crate) grade: Grade,
    /// Keys of the messages it is a ground of; empty for all.
    only: &'static [&'static str],
}

impl PlaceCited {
    /// Is it a ground of that message?
    pub(crate) fn is_ground_of(&self, message: Message) -> bool {
        self.only.is_empty() || self.only.contains(&message.key())
    }
}

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    vi: &'static str,
    en: &'static str,
}

impl Text {
    pub(crate) const fn get(self, language: Language) -> &'static str {
        match language {
            Language::Vi => self.vi,
            Language::En => self.en,
        }
    }
}

/// A line of a rule's page.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    rule: RuleId,
    key: &'static str,
    text: Text,
}

/// What a rule says is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    said: &'static Said,
    is_contradiction: bool,
    is_told_once: bool,
}

/// What a rule expects instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Expectation(&'static Said);

/// What a rule calls a repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FixTitle(&'static Said);

impl Message {
    /// The rule that says it.
    pub(crate) const fn rule(self) -> RuleId {
        self.said.rule
    }

    /// Its key in the page.
    pub(crate) const fn key(self) -> &'static str {
        self.said.key
    }

    pub(crate) const fn text(self) -> Text {
        self.said.text
    }

    /// No reader could take the packet at its word: an error also on a derived ground.
    pub(crate) const fn is_contradiction(self) -> bool {
        self.is_contradiction
    }

    /// However often it is true of a source, it is one finding, whose repair mends all of it.
    pub(crate) const fn is_told_once(self) -> bool {
        self.is_told_once
    }
}

impl Expectation {
    pub(crate) const fn rule(self) -> RuleId {
        self.0.rule
    }

    pub(crate) const fn text(self) -> Text {
        self.0.text
    }
}

impl FixTitle {
    pub(crate) const fn rule(self) -> RuleId {
        self.0.rule
    }

    pub(crate) const fn text(self) -> Text {
        self.0.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_they_are_written() {
        for rule in RuleId::ALL {
            assert_eq!(rule.as_str().parse(), Ok(rule));
            let json = serde_json::to_string(&rule).unwrap();
            assert_eq!(json, format!("\"{rule}\""));
            assert_eq!(serde_json::from_str::<RuleId>(&json).unwrap(), rule);
        }
        assert!(RuleId::ALL.is_sorted_by_key(|rule| rule.as_str()));
    }

    #[test]
    fn an_unknown_rule_names_the_nearest() {
        let error = "bad-dat".parse::<RuleId>().unwrap_err();
        assert_eq!(error.nearest(), Some(RuleId::BAD_DATE));
        assert_eq!(error.to_string(), "there is no rule \"bad-dat\"; did you mean bad-date?");
        assert_eq!("whatever".parse::<RuleId>().unwrap_err().to_string(), "there is no rule \"whatever\"");
        assert!(serde_json::from_str::<RuleId>("\"bad-dat\"").unwrap_err().to_string().contains("bad-date"));
    }

    #[test]
    fn a_set_has_what_was_put_in() {
        let set: RuleSet = [RuleId::BAD_DATE, RuleId::WRONG_TYPE].into_iter().collect();
        let held: Vec<RuleId> = RuleId::ALL.into_iter().filter(|rule| set.has(*rule)).collect();
        assert_eq!(held, [RuleId::BAD_DATE, RuleId::WRONG_TYPE]);
        assert!(!RuleId::ALL.into_iter().any(|rule| RuleSet::default().has(rule)));
    }
}

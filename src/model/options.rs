//! What to check against, how far to read and how to report: the options as they are given. `build()` makes options of
//! them that can be checked with, and refuses names that do not exist.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de};

use super::text::Languages;

/// Limits that keep checking safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Most bytes read (default 1 GiB). Reading stops there.
    pub bytes: u64,
    /// Deepest nesting read (default 64); what lies deeper is skipped with a finding.
    pub depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 1 << 30, depth: 64 }
    }
}

/// What to check against, and how to report.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Options")]
#[non_exhaustive]
pub struct OptionsBuilder {
    /// Name of the source, for the report.
    pub name: String,
    /// How many sources came before it (default 0): a report with personal data hidden names a source by its number.
    pub before: u32,
    /// Id of the packet; found out when absent. An id that does not exist is refused, here and below.
    #[schemars(with = "String")]
    pub packet: Option<String>,
    /// Id of the profile; found out when absent, and where the packet is not in it.
    #[schemars(with = "String")]
    pub profile: Option<String>,
    /// Languages of the explanations; both by default.
    #[serde(rename = "lang")]
    pub languages: Languages,
    /// Only these rules, when there are any.
    pub only: Vec<String>,
    /// Not these rules.
    pub skip: Vec<String>,
    /// Most findings of one rule in the report (default 1000); all are counted.
    pub max_findings_per_rule: u32,
    /// Limits that keep checking safe.
    pub limits: Limits,
    /// Hide personal data in the report.
    pub mask: bool,
    /// A profile of the reader's own, as JSON: it is laid over the built-in profile that it names as its `base`.
    #[schemars(with = "String", extend("tsType" = "string | Uint8Array"))]
    pub own_profile: Option<OwnProfile>,
}

impl Default for OptionsBuilder {
    fn default() -> Self {
        Self {
            name: String::new(),
            before: 0,
            packet: None,
            profile: None,
            languages: Languages::default(),
            only: Vec::new(),
            skip: Vec::new(),
            max_findings_per_rule: 1000,
            limits: Limits::default(),
            mask: false,
            own_profile: None,
        }
    }
}

/// Sets one option; all have a default.
impl OptionsBuilder {
    /// Sets the source's name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets the packet.
    #[must_use]
    pub fn packet(mut self, packet: impl Into<String>) -> Self {
        self.packet = Some(packet.into());
        self
    }

    /// Sets the profile.
    #[must_use]
    pub fn profile(mut self, profile: impl Into<String>) -> Self {
        self.profile = Some(profile.into());
        self
    }

    /// Sets the languages of the explanations.
    #[must_use]
    pub const fn languages(mut self, languages: Languages) -> Self {
        self.languages = languages;
        self
    }

    /// Asks for these rules only.
    #[must_use]
    pub fn only<Name: Into<String>>(mut self, rules: impl IntoIterator<Item = Name>) -> Self {
        self.only = rules.into_iter().map(Into::into).collect();
        self
    }

    /// Leaves these rules out.
    #[must_use]
    pub fn skip<Name: Into<String>>(mut self, rules: impl IntoIterator<Item = Name>) -> Self {
        self.skip = rules.into_iter().map(Into::into).collect();
        self
    }

    /// Caps the findings of one rule in the report.
    #[must_use]
    pub const fn max_findings_per_rule(mut self, most: u32) -> Self {
        self.max_findings_per_rule = most;
        self
    }

    /// Sets the limits of reading.
    #[must_use]
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Hides personal data in the report.
    #[must_use]
    pub const fn mask(mut self, mask: bool) -> Self {
        self.mask = mask;
        self
    }

    /// Lays a profile of the reader's own, as JSON text, over a built-in one.
    #[must_use]
    pub fn own_profile(mut self, json: impl Into<Vec<u8>>) -> Self {
        self.own_profile = Some(OwnProfile(json.into()));
        self
    }

    /// What of the options a report repeats.
    pub(crate) fn selection(&self) -> Selection {
        // Named one by one: whoever adds an option decides whether reports repeat it.
        let Self {
            packet,
            profile,
            only,
            skip,
            limits,
            mask,
            max_findings_per_rule,
            name: _,
            before: _,
            languages: _,
            own_profile: _,
        } = self.clone();
        Selection { packet, profile, only, skip, limits, mask, max_findings_per_rule }
    }
}

/// The JSON text of a profile, as text or as bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnProfile(pub Vec<u8>);

impl<'de> Deserialize<'de> for OwnProfile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrBytes;

        impl de::Visitor<'_> for TextOrBytes {
            type Value = OwnProfile;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a text or bytes")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<OwnProfile, E> {
                Ok(OwnProfile(text.as_bytes().to_vec()))
            }

            fn visit_byte_buf<E: de::Error>(self, bytes: Vec<u8>) -> Result<OwnProfile, E> {
                Ok(OwnProfile(bytes))
            }
        }

        deserializer.deserialize_any(TextOrBytes)
    }
}

/// The options that choose what is checked and shown, as they were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub struct Selection {
    /// Id of the packet.
    pub packet: Option<String>,
    /// Id of the profile.
    pub profile: Option<String>,
    /// Only these rules, when there are any.
    pub only: Vec<String>,
    /// Not these rules.
    pub skip: Vec<String>,
    /// Limits of reading.
    pub limits: Limits,
    /// Personal data is hidden.
    pub mask: bool,
    /// Most findings of one rule in the report.
    pub max_findings_per_rule: u32,
}

/// An option names what does not exist. Passed over, a misspelled rule would make every packet conform.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OptionsError {
    /// The option's name: `only`, `skip`, `packet` or `profile`.
    pub option: &'static str,
    /// The name given.
    pub name: String,
    /// The name that exists and is most like it.
    pub nearest: Option<String>,
}

impl fmt::Display for OptionsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} names \"{}\", which does not exist", self.option, self.name)?;
        match &self.nearest {
            Some(nearest) => write!(formatter, "; did you mean \"{nearest}\"?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for OptionsError {}

//! What to check against, how far to read, and how to report.

use crate::report::Language;

/// Languages of the explanations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Languages {
    /// Vietnamese and English.
    #[default]
    Both,
    /// Vietnamese only.
    Vi,
    /// English only.
    En,
}

impl Languages {
    /// Is this language asked for?
    #[must_use]
    pub const fn has(self, language: Language) -> bool {
        matches!((self, language), (Self::Both, _) | (Self::Vi, Language::Vi) | (Self::En, Language::En))
    }
}

/// Limits that keep checking safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes read. Reading stops there and the verdict is `not-checked`.
    pub bytes: u64,
    /// Deepest nesting read; what lies deeper is skipped with a finding.
    pub depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 1 << 30, depth: 64 }
    }
}

/// What to check against, and how to report.
#[derive(Clone, Debug)]
pub struct Options {
    /// Name of the source, for the report.
    pub name: String,
    /// Id of the packet; found out when absent.
    pub packet: Option<String>,
    /// Id of the profile; found out when absent, and where the packet is not in it.
    pub profile: Option<String>,
    /// Languages of the explanations.
    pub languages: Languages,
    /// Only these rules, when there are any.
    pub only: Vec<String>,
    /// Not these rules.
    pub skip: Vec<String>,
    /// Most findings of one rule in the report; all are counted.
    pub max_findings_per_rule: u32,
    /// Limits of reading.
    pub limits: Limits,
    /// Hide personal data in the report.
    pub mask: bool,
    /// A profile of the reader's own, as JSON text: it is laid over the built-in profile that it names as its base.
    pub own_profile: Option<Vec<u8>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            name: String::new(),
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

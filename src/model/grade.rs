//! How grave a finding is, and how far its ground may be trusted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::text::Language;

/// How grave a finding is. Only an error keeps a packet from conforming.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
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
    /// All of them, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
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

//! Text for people, in the languages that were asked for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A text in the languages that were asked for: Vietnamese, English or both. The other language's key is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, extend("minProperties" = 1))]
pub struct Localized {
    /// Vietnamese.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub vi: Option<String>,
    /// English.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
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

/// Languages of the explanations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
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

    /// A text in these languages.
    #[must_use]
    pub fn localized(self, text: impl Fn(Language) -> String) -> Localized {
        let one = |language| self.has(language).then(|| text(language));
        Localized { vi: one(Language::Vi), en: one(Language::En) }
    }
}

//! The names and other short texts of a dictionary that checking holds on to: a field's name, a document's id, a place in
//! it. Whoever has one keeps that text and nothing else of the dictionary alive. Only a dictionary makes one, so a message
//! may quote it without asking whose it is. Nothing of the crate is used here, so that the build script can include this file.

use std::{borrow::Cow, fmt, ops::Deref, sync::Arc};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize};

/// See the module's comment.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Term(Arc<str>);

impl Term {
    /// A term that no file has.
    pub(super) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text.
    #[inline(always)]
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Term {
    /// Without a `String` between the file and the term.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Written<'a>(#[serde(borrow)] Cow<'a, str>);

        Written::deserialize(deserializer).map(|Written(text)| Self(text.into()))
    }
}

/// A string like any other: the schemas do not tell the two apart.
impl JsonSchema for Term {
    fn inline_schema() -> bool {
        String::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        String::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

impl Deref for Term {
    type Target = str;

    #[inline(always)]
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Term {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Display for Term {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl From<&Term> for String {
    fn from(term: &Term) -> Self {
        term.as_str().to_owned()
    }
}

impl PartialEq<str> for Term {
    fn eq(&self, text: &str) -> bool {
        self.as_str() == text
    }
}

impl PartialEq<&str> for Term {
    fn eq(&self, text: &&str) -> bool {
        self.as_str() == *text
    }
}

impl PartialEq<String> for Term {
    fn eq(&self, text: &String) -> bool {
        self.as_str() == text
    }
}

//! How the XML reader words a fault: rule, message key, placeholders, repair. Kept apart from the reading itself.

use super::Span;
use crate::source::{Fault, FaultFix};

/// Longest piece of the text that is repeated in a message, in bytes.
const EXCERPT: usize = 80;

fn fault(rule: &'static str, message: &'static str, span: Span) -> Fault {
    Fault { rule, message, span, arguments: Vec::new(), related: None, fix: None }
}

/// The text breaks XML 1.0 or Namespaces in XML.
pub(super) fn syntax(message: &'static str, span: Span) -> Fault {
    fault("syntax", message, span)
}

/// The bytes are not UTF-8.
pub(super) fn encoding(message: &'static str, span: Span) -> Fault {
    fault("encoding", message, span)
}

/// Something that copying brought along.
pub(super) fn debris(message: &'static str, span: Span) -> Fault {
    fault("pasted-debris", message, span)
}

/// A document type or a declaration that belongs into one.
pub(super) fn forbidden(message: &'static str, span: Span) -> Fault {
    fault("forbidden-dtd", message, span)
}

/// Deeper than the limit.
pub(super) fn too_deep(span: Span, limit: u32) -> Fault {
    fault("too-deep", "too-deep", span).with("limit", limit.to_string())
}

/// Adds details to a fault.
pub(super) trait Details: Sized {
    /// A value for a placeholder.
    fn with(self, name: &'static str, value: String) -> Self;
    /// Another place that helps to understand.
    fn near(self, place: Span) -> Self;
    /// The repair.
    fn fixed(self, title: &'static str, edits: Vec<(Span, String)>, safe: bool) -> Self;
    /// A repair of one edit.
    fn edited(self, title: &'static str, place: Span, text: &str, safe: bool) -> Self {
        self.fixed(title, vec![(place, text.to_owned())], safe)
    }
}

impl Details for Fault {
    fn with(mut self, name: &'static str, value: String) -> Self {
        self.arguments.push((name, value));
        self
    }

    fn near(mut self, place: Span) -> Self {
        self.related = Some(place);
        self
    }

    fn fixed(mut self, title: &'static str, edits: Vec<(Span, String)>, safe: bool) -> Self {
        self.fix = Some(FaultFix { title, edits, safe });
        self
    }
}

/// A piece of the text for a message: readable and not too long.
pub(super) fn excerpt(bytes: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(bytes.get(..EXCERPT).unwrap_or(bytes)).into_owned();
    if bytes.len() > EXCERPT {
        // The cut may have split a character.
        text.truncate(text.trim_end_matches(char::REPLACEMENT_CHARACTER).len());
        text.push('…');
    }
    text
}

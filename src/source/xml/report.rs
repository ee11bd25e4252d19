//! How the XML reader words a fault: rule, message key, placeholders, repair. Kept apart from the reading itself.

use super::Span;
use crate::source::Fault;

/// Longest piece of the text that is repeated in a message, in bytes.
const EXCERPT: usize = 80;

/// The text breaks XML 1.0 or Namespaces in XML.
pub(super) fn syntax(message: &'static str, span: Span) -> Fault {
    Fault::new("syntax", message, span)
}

/// The bytes are not UTF-8.
pub(super) fn encoding(message: &'static str, span: Span) -> Fault {
    Fault::new("encoding", message, span)
}

/// Something that copying brought along.
pub(super) fn debris(message: &'static str, span: Span) -> Fault {
    Fault::new("pasted-debris", message, span)
}

/// A document type or a declaration that belongs into one.
pub(super) fn forbidden(message: &'static str, span: Span) -> Fault {
    Fault::new("forbidden-dtd", message, span)
}

/// Deeper than the limit.
pub(super) fn too_deep(span: Span, limit: u32) -> Fault {
    Fault::new("too-deep", "too-deep", span).with("limit", limit.to_string())
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

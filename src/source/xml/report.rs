//! How the XML reader words a fault: rule, message key, placeholders, repair. Kept apart from the reading itself.

use super::Span;
use crate::{model::catalogue::too_deep, source::Fault};

/// Longest piece of the text that is repeated in a message, in bytes.
const EXCERPT: usize = 80;

/// Deeper than the limit.
pub(super) fn too_deep(span: Span, limit: u32) -> Fault {
    Fault::new(too_deep::message::TOO_DEEP, span).with("limit", limit)
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

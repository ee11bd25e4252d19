//! How the JSON reader words a fault, and hands on what it found. Kept apart from the reading itself.

use super::super::{Event, Fault, Sink};
use super::page::Page;
use crate::model::catalogue::{encoding, syntax};
use crate::source::Said;

/// Sends an event from a place where the kind of sink does not matter.
pub(super) fn emit(page: &Page<'_>, sink: &mut dyn Sink, event: Event) {
    sink.event(page.window, event);
}

/// The fault about the first bad UTF-8 sequence of a token.
pub(super) fn bad_utf8(page: &Page<'_>, from: usize, to: usize) -> Option<Fault> {
    let error = core::str::from_utf8(page.slice(from, to)).err()?;
    let start = from + error.valid_up_to();
    let end = error.error_len().map_or(to, |length| start + length);
    let byte = page.text.get(start).copied().unwrap_or_default();
    Some(
        Fault::new(encoding::message::BAD_BYTE, page.span(start, end)).with("byte", Said::Known(format!("{byte:02X}"))),
    )
}

/// Text that means nothing here.
pub(super) fn unexpected(page: &Page<'_>, at: usize, end: usize, sink: &mut dyn Sink) {
    let fault = bad_utf8(page, at, end).unwrap_or_else(|| unexpected_text(page, at, end));
    sink.fault(page.window, fault);
}

/// The fault about text that means nothing.
pub(super) fn unexpected_text(page: &Page<'_>, at: usize, end: usize) -> Fault {
    let text = String::from_utf8_lossy(page.slice(at, end));
    Fault::new(syntax::message::UNEXPECTED_TEXT, page.span(at, end))
        .quoting("found", text.trim_end().chars().take(100).collect::<String>())
}

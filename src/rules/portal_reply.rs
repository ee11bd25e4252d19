//! What the Portal answered: its code, as far as its meaning is known, and its own words.
//!
//! Which findings of the packet beside it may have caused a refusal, the report tells when all of them are known.

use super::shared::remark::{Argument, Remark};
use crate::{report::Severity, standard};

pub(crate) const RULE: &str = "portal-reply";

/// Explains the code of a reply; `has_text`: the Portal said something besides.
pub(crate) fn explain(code: &str, has_text: bool) -> Remark {
    let list = standard::dictionary().codes.get("MaTraLoi");
    let known = list.and_then(|list| list.codes.iter().find(|known| known.code == code));
    let message = match (known, has_text) {
        (Some(_), false) => "known",
        (Some(_), true) => "known-text",
        (None, false) => "unknown",
        (None, true) => "unknown-text",
    };
    let remark = Remark::new("portal-reply", message).with("code", code);
    match known {
        Some(known) => remark.with("meaning", Argument::Both(known.vi.clone(), known.en.clone())),
        None => remark,
    }
}

/// What to do about a reply with that code: key of the expectation.
pub(crate) fn next_step(code: &str, alone: bool, has_causes: bool) -> &'static str {
    match code {
        "0" => "done",
        _ if alone => "send-packet",
        _ if has_causes => "causes",
        "1" | "3" | "-3" => "sent-before",
        _ => "nothing-found",
    }
}

/// How near a finding lies to a refusal with that code, the nearest first; nothing when it cannot have caused one.
pub(crate) fn nearness(code: &str, rule: &str, severity: Severity) -> Option<u8> {
    match rule {
        RULE => None,
        "duplicate-record" if matches!(code, "1" | "3" | "-3") => Some(0),
        _ if severity == Severity::Info => None,
        _ if severity == Severity::Warning => Some(5),
        "syntax" | "equals-for-colon" | "encoding" => Some(1),
        "missing-field" | "empty-required" | "misspelled-field" => Some(2),
        "bad-code" => Some(3),
        _ => Some(4),
    }
}

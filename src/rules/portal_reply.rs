//! What the Portal answered: its code, as far as its meaning is known, and its own words.
//!
//! Which findings of the packet beside it may have caused a refusal, the report tells when all of them are known.

use crate::{
    model::{
        Severity,
        catalogue::{
            Expectation, Refusal, RuleId,
            portal_reply::{expectation, message},
        },
        privacy::{Quote, Sensitivity},
    },
    record::remark::{Argument, Remark},
    standard,
};

/// Codes that say that the Portal has the record already.
const HAS_IT_ALREADY: [&str; 3] = ["1", "3", "-3"];

/// Explains the code of a reply; `has_text`: the Portal said something besides.
pub(crate) fn explain(code: &str, has_text: bool) -> Remark {
    let list = standard::dictionary().codes.get("MaTraLoi");
    let known = list.and_then(|list| list.codes.iter().find(|known| known.code == code));
    let message = match (known, has_text) {
        (Some(_), false) => message::KNOWN,
        (Some(_), true) => message::KNOWN_TEXT,
        (None, false) => message::UNKNOWN,
        (None, true) => message::UNKNOWN_TEXT,
    };
    let sensitivity = if known.is_some() { Sensitivity::Open } else { Sensitivity::Closed };
    let remark = Remark::new(message).with("code", Quote::new(code, sensitivity));
    match known {
        Some(known) => remark.with("meaning", Argument::Both(known.vi.clone(), known.en.clone())),
        None => remark,
    }
}

/// What to do about a reply with that code.
pub(crate) fn next_step(code: &str, alone: bool, has_causes: bool) -> Expectation {
    match code {
        "0" => expectation::DONE,
        _ if alone => expectation::SEND_PACKET,
        _ if has_causes => expectation::CAUSES,
        _ if HAS_IT_ALREADY.contains(&code) => expectation::SENT_BEFORE,
        _ => expectation::NOTHING_FOUND,
    }
}

/// How near a finding lies to a refusal with that code, the nearest first; nothing when it cannot have caused one.
pub(crate) fn nearness(code: &str, rule: RuleId, severity: Severity) -> Option<u8> {
    const OTHER_ERROR: u8 = 4;
    const WARNING: u8 = 5;
    match (rule.rule().refusal, severity) {
        (Refusal::AlreadySent, _) if HAS_IT_ALREADY.contains(&code) => Some(0),
        (Refusal::Never, _) | (_, Severity::Info) => None,
        (_, Severity::Warning) => Some(WARNING),
        (Refusal::AlreadySent, _) => Some(OTHER_ERROR),
        (Refusal::Near(distance), _) => Some(distance),
    }
}

//! What a reader says is wrong with the text, as a finding.

use crate::{
    model::{
        catalogue::{Message, RuleId, syntax},
        privacy::Quote,
    },
    record::{
        names,
        output::{Draft, DraftFix, DraftRelated},
        remark::{Argument, Remark},
    },
    source::{self, Fault, Said, Span, Window},
    standard::Dictionary,
};

/// The finding, which still needs its path and record.
pub(super) fn draft(window: &Window<'_>, fault: Fault, dictionary: &Dictionary) -> Box<Draft> {
    let mut fault = fault.into_parts();
    if fault.message == syntax::message::MISNAMED_END_TAG {
        // Which of the two tags is right, the dictionary knows.
        let is_known = |wanted: &str| {
            let names = fault.arguments.iter().filter(|(name, _)| *name == wanted);
            names.into_iter().any(|(_, said)| matches!(said, Said::Name(text) if dictionary.knows(text)))
        };
        let is_start_right = is_known("expected") && !is_known("name");
        if let Some(fix) = &mut fault.fix {
            fix.safe &= is_start_right;
        }
    }
    let mut draft = Draft::from_remark(Remark::new(fault.message));
    let arguments = fault.arguments.into_iter().map(|(name, said)| (name, argument(said, dictionary)));
    draft.arguments = arguments.collect();
    draft.span = window.outermost(fault.span);
    let found = window.bytes(fault.span);
    if !found.is_empty() {
        draft.found = Some(Quote::raw(names::cut(&String::from_utf8_lossy(found))));
    }
    if let Some(related) = fault.related {
        draft.related.push(DraftRelated::new(window.outermost(related), syntax::message::RELATED));
    }
    draft.fix = fault.fix.map(|fix| {
        let edits = fix.edits.into_iter().map(|edit| outermost(window, edit));
        DraftFix::of_source(fix.title, edits.collect(), fix.safe)
    });
    if is_around(fault.message) {
        draft.hide();
    }
    draft
}

fn argument(said: Said, dictionary: &Dictionary) -> Argument {
    match said {
        Said::Known(text) => Argument::Known(text),
        Said::Name(text) => Quote::name(&*text, dictionary.knows(&text)).into(),
        Said::Quoted(text) => Argument::Value(text),
    }
}

/// An edit of text that stands in a string, as one of the string.
fn outermost(window: &Window<'_>, (span, text): (Span, String)) -> (Span, String) {
    let text = if window.is_unwrapped() { source::json::escape(&text) } else { text };
    (window.outermost(span), text)
}

/// What stands around a packet, such as the headers of a request, is nobody's business.
fn is_around(message: Message) -> bool {
    message.rule() == RuleId::PASTED_DEBRIS
        || [syntax::message::TEXT_BEFORE_ROOT, syntax::message::TEXT_AFTER_ROOT].contains(&message)
}

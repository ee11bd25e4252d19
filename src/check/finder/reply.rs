//! A reply says by its code how it went: explained when it did not go well, or when nothing else can be said.

use super::{members::Members, names::REPLY_CODE};
use crate::{
    model::privacy::{Quote, Sensitivity},
    record::{Syntax, arena::Kind, names, output::Draft},
    rules::portal_reply,
    source::{Flags, Span},
};

/// What a reply says.
pub(super) struct Reply {
    code: (String, Span),
    message: Option<(String, Span)>,
}

/// The reply that the members of an envelope are, if they are one.
pub(super) fn read(members: &Members, syntax: Syntax) -> Option<Reply> {
    let window = &members.window();
    let text_of = |name: &str| {
        let node = members.named(name, syntax)?;
        let is_text = matches!(node.kind, Kind::Element | Kind::Scalar(_)) && !node.flags.has(Flags::DAMAGED);
        let text = || node.text_in(window, syntax).trim().to_owned();
        Some((is_text.then(text).unwrap_or_default(), window.outermost(node.marked())))
    };
    let message = text_of("message").filter(|(text, _)| !text.is_empty());
    Some(Reply { code: text_of(REPLY_CODE)?, message })
}

impl Reply {
    pub(super) fn went_well(&self) -> bool {
        self.code.0 == "0"
    }

    /// What the code means, at the message where there is one.
    pub(super) fn explained(self, members: &Members) -> Box<Draft> {
        let has_text = self.message.is_some();
        let mut draft = Draft::from_remark(portal_reply::explain(&self.code.0, has_text));
        let name = if has_text { "message" } else { REPLY_CODE };
        let (found, span) = self.message.unwrap_or(self.code);
        draft.span = span;
        draft.path = format!("{}/{name}", members.path);
        draft.field = Some(name.to_owned());
        let sensitivity = if has_text { Sensitivity::Personal } else { Sensitivity::Closed };
        draft.found = Some(Quote::new(names::cut(&found), sensitivity));
        draft
    }
}

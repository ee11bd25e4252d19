//! What is wrong with the text as JSON or XML, or with its bytes; and how the readers put it together.
//!
//! A fault is one pointer and its builders are not inlined: there are some hundred and fifty faults in the readers, and
//! none of them is on the way of a clean packet.

use super::Span;
use crate::model::catalogue::{FixTitle, Message, RuleId};

/// What is wrong with the text as JSON or XML, or with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault(Box<FaultParts>);

/// What a fault is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FaultParts {
    /// What is wrong, and by which rule.
    pub(crate) message: Message,
    /// The place.
    pub(crate) span: Span,
    /// Values for the message's placeholders.
    pub(crate) arguments: Vec<(&'static str, Said)>,
    /// Another place that helps to understand: the opening tag, the first of two.
    pub(crate) related: Option<Span>,
    /// Edits that repair it.
    pub(crate) fix: Option<FaultFix>,
}

/// A value for a placeholder. What comes from the source says so: only text that lives as long as the program and numbers
/// become one by themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// What is expected, a count, the number of a character.
    Known(String),
    /// A name as it is written.
    Name(String),
    /// Other text of the source.
    Quoted(String),
}

impl Said {
    /// The text, whatever it is.
    #[cfg(test)]
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Known(text) | Self::Name(text) | Self::Quoted(text) => text,
        }
    }
}

impl From<&'static str> for Said {
    fn from(text: &'static str) -> Self {
        Self::Known(text.to_owned())
    }
}

impl From<u32> for Said {
    fn from(number: u32) -> Self {
        Self::Known(number.to_string())
    }
}

impl From<usize> for Said {
    fn from(number: usize) -> Self {
        Self::Known(number.to_string())
    }
}

/// Edits of the text the reader reads (in an unwrapped text the caller escapes them).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FaultFix {
    /// What it is called, by the same rule.
    pub(crate) title: FixTitle,
    /// What to replace with what, in order, not overlapping.
    pub(crate) edits: Vec<(Span, String)>,
    /// Cannot lose or invent information.
    pub(crate) safe: bool,
}

impl std::ops::Deref for Fault {
    type Target = FaultParts;

    fn deref(&self) -> &FaultParts {
        &self.0
    }
}

impl std::ops::DerefMut for Fault {
    fn deref_mut(&mut self) -> &mut FaultParts {
        &mut self.0
    }
}

impl Fault {
    #[cold]
    #[inline(never)]
    pub(crate) fn new(message: Message, span: Span) -> Self {
        Self(Box::new(FaultParts { message, span, arguments: Vec::new(), related: None, fix: None }))
    }

    /// What it is made of.
    pub(crate) fn into_parts(self) -> FaultParts {
        *self.0
    }

    /// Another message of the same rule.
    #[inline(never)]
    pub(crate) fn saying(mut self, message: Message) -> Self {
        debug_assert_eq!(message.rule(), self.0.message.rule(), "a fault is of one rule");
        self.0.message = message;
        self
    }

    /// A value for a placeholder.
    pub(crate) fn with(self, name: &'static str, value: impl Into<Said>) -> Self {
        self.argument(name, value.into())
    }

    /// For a placeholder, a mark of punctuation.
    pub(crate) fn with_byte(self, name: &'static str, byte: u8) -> Self {
        self.argument(name, Said::Known(char::from(byte).to_string()))
    }

    /// For a placeholder, the name of a member, an element or an attribute as it is written.
    pub(crate) fn naming(self, name: &'static str, text: impl Into<String>) -> Self {
        self.argument(name, Said::Name(text.into()))
    }

    /// For a placeholder, other text of the source.
    pub(crate) fn quoting(self, name: &'static str, text: impl Into<String>) -> Self {
        self.argument(name, Said::Quoted(text.into()))
    }

    #[inline(never)]
    fn argument(mut self, name: &'static str, said: Said) -> Self {
        self.0.arguments.push((name, said));
        self
    }

    /// Another place that helps to understand.
    #[inline(never)]
    pub(crate) fn near(mut self, place: Span) -> Self {
        debug_assert_eq!(self.0.message.rule(), RuleId::SYNTAX, "only its page has words for another place");
        self.0.related = Some(place);
        self
    }

    /// The repair.
    #[inline(never)]
    pub(crate) fn fixed(mut self, title: FixTitle, edits: Vec<(Span, String)>, safe: bool) -> Self {
        debug_assert_eq!(title.rule(), self.0.message.rule(), "a fault is of one rule");
        self.0.fix = Some(FaultFix { title, edits, safe });
        self
    }

    /// A repair of one edit.
    #[inline(never)]
    pub(crate) fn edited(self, title: FixTitle, place: Span, text: &str, safe: bool) -> Self {
        self.fixed(title, vec![(place, text.to_owned())], safe)
    }

    /// Another edit of the repair there is.
    #[inline(never)]
    pub(crate) fn edit_too(&mut self, edit: (Span, String)) {
        if let Some(fix) = &mut self.0.fix {
            fix.edits.push(edit);
        }
    }

    /// A repair that takes away all it marks.
    #[inline(never)]
    pub(crate) fn removed(self, title: FixTitle, safe: bool) -> Self {
        let place = self.span;
        self.edited(title, place, "", safe)
    }
}

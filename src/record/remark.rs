//! What a rule about one value answers: which message with which arguments, and the repaired value.
//!
//! Value rules are plain functions from a value to a [`Remark`]; where the value stands, who cites what and how an edit
//! is written in JSON or XML is the checker's business.

use crate::{
    model::{
        Severity,
        catalogue::{Expectation, FixTitle, Message},
        privacy::{Quote, Sensitivity},
    },
    standard::{RowGrade, Term},
};

/// A value for a message's placeholder. What comes from the source says so: only text that lives as long as the program,
/// terms of a dictionary and numbers become an argument by themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Argument {
    /// Text of the dictionary and numbers, the same in every language.
    Known(String),
    /// Text of the dictionary, in Vietnamese and English.
    Both(String, String),
    /// What the value that the finding is about says, perhaps in other words: shown as far as that value is.
    Value(String),
    /// The same in Vietnamese and English.
    ValueInWords(String, String),
    /// Other text of the source, or what it says in other words: Vietnamese, English, and how much of it may be shown.
    Other(String, String, Sensitivity),
}

impl From<&'static str> for Argument {
    fn from(text: &'static str) -> Self {
        Self::Known(text.to_owned())
    }
}

impl From<&Term> for Argument {
    fn from(term: &Term) -> Self {
        Self::Known(term.into())
    }
}

/// Where there is none it says nothing.
impl From<Option<&Term>> for Argument {
    fn from(term: Option<&Term>) -> Self {
        Self::Known(term.map_or_else(String::new, String::from))
    }
}

impl From<Quote> for Argument {
    fn from(quote: Quote) -> Self {
        Self::Other(quote.text.clone(), quote.text, quote.sensitivity)
    }
}

macro_rules! numbers_are_known {
    ($($number:ty),*) => {
        $(impl From<$number> for Argument {
            fn from(number: $number) -> Self {
                Self::Known(number.to_string())
            }
        })*
    };
}

numbers_are_known!(u32, u64, usize);

/// The repair of one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ValueFix {
    /// What it is called; the title may use the placeholder `{text}`, the new value.
    pub(crate) title: FixTitle,
    /// The new value, not escaped.
    pub(crate) text: String,
    /// Cannot lose or invent information.
    pub(crate) safe: bool,
}

/// What a rule says about a value. One pointer wide: a value that is right costs nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Remark(Box<Parts>);

/// What a [`Remark`] is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    /// What is wrong, and by which rule. `{found}` and `{field}` are always known to it.
    pub(crate) message: Message,
    /// What is expected instead, by the same rule.
    pub(crate) expected: Option<Expectation>,
    /// Where it is not the page's; never stronger than the grade allows.
    pub(crate) severity: Option<Severity>,
    /// Where it is not the page's.
    pub(crate) grade: Option<RowGrade>,
    /// Values for the placeholders of message, expectation and fix title.
    pub(crate) arguments: Vec<(&'static str, Argument)>,
    /// The repair.
    pub(crate) fix: Option<ValueFix>,
}

impl std::ops::Deref for Remark {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

// The builders are not inlined: there are some two hundred remarks in the rules, and none of them is on the way of a
// clean packet.
impl Remark {
    /// A remark with the page's own severity and grade.
    #[cold]
    #[inline(never)]
    pub(crate) fn new(message: Message) -> Self {
        Self(Box::new(Parts { message, expected: None, severity: None, grade: None, arguments: Vec::new(), fix: None }))
    }

    /// Another message of the same rule.
    #[must_use]
    #[inline(never)]
    pub(crate) fn saying(mut self, message: Message) -> Self {
        debug_assert_eq!(message.rule(), self.0.message.rule(), "a remark is of one rule");
        self.0.message = message;
        self
    }

    #[must_use]
    #[inline(never)]
    pub(crate) fn expected(mut self, expected: Expectation) -> Self {
        debug_assert_eq!(expected.rule(), self.0.message.rule(), "a remark is of one rule");
        self.0.expected = Some(expected);
        self
    }

    #[must_use]
    #[inline(never)]
    pub(crate) fn severity(mut self, severity: Severity) -> Self {
        self.0.severity = Some(severity);
        self
    }

    #[must_use]
    #[inline(never)]
    pub(crate) fn grade(mut self, grade: RowGrade) -> Self {
        self.0.grade = Some(grade);
        self
    }

    #[must_use]
    pub(crate) fn with(self, name: &'static str, value: impl Into<Argument>) -> Self {
        self.argument(name, value.into())
    }

    /// The value the finding is about, or what it says in other words.
    #[must_use]
    pub(crate) fn quoting(self, name: &'static str, value: impl Into<String>) -> Self {
        self.argument(name, Argument::Value(value.into()))
    }

    /// What that value says, in Vietnamese and English words.
    #[must_use]
    pub(crate) fn quoting_in_words(self, name: &'static str, vi: String, en: String) -> Self {
        self.argument(name, Argument::ValueInWords(vi, en))
    }

    /// Text of the dictionary and numbers, put together.
    #[must_use]
    pub(crate) fn with_known(self, name: &'static str, text: String) -> Self {
        self.argument(name, Argument::Known(text))
    }

    #[inline(never)]
    fn argument(mut self, name: &'static str, value: Argument) -> Self {
        self.0.arguments.push((name, value));
        self
    }

    #[must_use]
    pub(crate) fn fix(self, title: FixTitle, text: impl Into<String>, safe: bool) -> Self {
        self.value_fix(title, text.into(), safe)
    }

    /// With the page's own severity and grade again.
    #[must_use]
    pub(crate) fn by_the_page(mut self) -> Self {
        (self.0.severity, self.0.grade) = (None, None);
        self
    }

    /// Without the repair.
    #[must_use]
    pub(crate) fn without_fix(mut self) -> Self {
        self.0.fix = None;
        self
    }

    #[inline(never)]
    fn value_fix(mut self, title: FixTitle, text: String, safe: bool) -> Self {
        debug_assert_eq!(title.rule(), self.0.message.rule(), "a remark is of one rule");
        self.0.fix = Some(ValueFix { title, text, safe });
        self
    }

    /// How grave it is.
    pub(crate) fn gravity(&self) -> Severity {
        self.severity.unwrap_or(self.message.rule().rule().severity)
    }

    /// What it is made of.
    pub(crate) fn into_parts(self) -> Parts {
        *self.0
    }
}

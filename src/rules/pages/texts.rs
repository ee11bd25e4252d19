//! The texts of the rules' pages: one long text for each language, a line for each text.
//!
//! Texts of one language side by side are a third smaller in the download than pairs of both are, and a rule that
//! knows the number of its first line needs no pointer to each.

use std::sync::LazyLock;

use super::key::key;
use crate::report::Language;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// A text in both languages: the number of its line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text(u16);

impl Text {
    /// The text in one language.
    pub(crate) fn get(self, language: Language) -> &'static str {
        static LINES: LazyLock<[Vec<&str>; 2]> = LazyLock::new(|| [VI, EN].map(|text| text.split('\n').collect()));
        let [vi, en] = &*LINES;
        let lines = if language == Language::Vi { vi } else { en };
        lines.get(usize::from(self.0)).copied().unwrap_or_default()
    }
}

/// A rule's texts: its title, its messages, expectations and titles of fixes under their keys, then its help.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Texts {
    pub(super) first: u16,
    pub(super) messages: u8,
    pub(super) expected: u8,
    pub(super) fixes: u8,
}

impl Texts {
    pub(crate) const fn title(self) -> Text {
        Text(self.first)
    }

    pub(crate) fn message(self, key: &str) -> Option<Text> {
        keyed(self.first + 1, self.messages, key)
    }

    pub(crate) fn expected(self, key: &str) -> Option<Text> {
        keyed(self.first + 1 + u16::from(self.messages), self.expected, key)
    }

    pub(crate) fn fix(self, key: &str) -> Option<Text> {
        keyed(self.staff().0 - u16::from(self.fixes), self.fixes, key)
    }

    /// Help for staff.
    pub(crate) const fn staff(self) -> Text {
        Text(self.first + 1 + self.messages as u16 + self.expected as u16 + self.fixes as u16)
    }

    /// Help for developers.
    pub(crate) const fn developer(self) -> Text {
        Text(self.staff().0 + 1)
    }

    /// The line after its texts.
    pub(super) const fn end(self) -> u16 {
        self.staff().0 + 2
    }
}

/// The text of that key in a list.
#[inline(never)]
fn keyed(first: u16, count: u8, name: &str) -> Option<Text> {
    let list = KEYS.get(usize::from(first)..)?.get(..usize::from(count))?;
    let at = list.iter().position(|known| *known == key(name))?;
    Some(Text(first + at as u16))
}

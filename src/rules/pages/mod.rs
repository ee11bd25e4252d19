//! What the engine knows of the rules' pages: ids, severities, grades, citations, and where their texts are.
//!
//! The build reads the Markdown pages and writes them down in the forms that this folder reads.

#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod examples;
mod key;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod page;
pub(crate) mod texts;
#[cfg(test)]
mod used;
#[cfg(test)]
mod wording;

use crate::report::{Grade, Severity};
use std::sync::LazyLock;
use texts::Texts;

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// A citation of a rule's page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlaceCited {
    pub(crate) doc: &'static str,
    pub(crate) place: &'static str,
    pub(crate) grade: Grade,
    /// The messages it is a ground of, as the page names them; empty for all.
    only: &'static str,
}

impl PlaceCited {
    /// Is it a ground of that message?
    pub(crate) fn is_ground_of(&self, message: &str) -> bool {
        let names = |part: &str| part.strip_suffix('*').map_or(part == message, |start| message.starts_with(start));
        self.only.is_empty() || self.only.split(' ').any(names)
    }
}

/// What the engine needs of a rule's page.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) id: &'static str,
    pub(crate) group: &'static str,
    pub(crate) severity: Severity,
    pub(crate) grade: Grade,
    pub(crate) since: &'static str,
    pub(crate) citations: Vec<PlaceCited>,
    pub(crate) texts: Texts,
}

/// All rules by id, out of the text that the build made of their pages. As static tables they would be twice the
/// download: each text would stand there with its address and length.
pub(crate) fn all() -> &'static [Rule] {
    static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
        let mut parts = include_str!(concat!(env!("OUT_DIR"), "/rules.txt")).split('\t');
        let mut part = || parts.next().unwrap_or_default();
        let mut first = 0;
        let count = number(part());
        (0..count)
            .map(|_| {
                let rule = read(&mut part, first);
                first = rule.texts.end();
                rule
            })
            .collect()
    });
    &RULES
}

/// Reads a rule whose texts begin at that line. The text is the build's own: what cannot be read is nothing.
fn read(part: &mut dyn FnMut() -> &'static str, first: u16) -> Rule {
    const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];
    Rule {
        id: part(),
        group: part(),
        severity: SEVERITIES.get(usize::from(number(part()))).copied().unwrap_or(Severity::Error),
        grade: grade(part()),
        since: part(),
        citations: (0..number(part()))
            .map(|_| PlaceCited { doc: part(), place: part(), grade: grade(part()), only: part() })
            .collect(),
        texts: Texts { first, messages: number(part()), expected: number(part()), fixes: number(part()) },
    }
}

fn grade(part: &str) -> Grade {
    const GRADES: [Grade; 3] = [Grade::Text, Grade::Practice, Grade::Derived];
    GRADES.get(usize::from(number(part))).copied().unwrap_or(Grade::Derived)
}

fn number(part: &str) -> u8 {
    part.bytes().fold(0, |number: u8, digit| number.wrapping_mul(10).wrapping_add(digit.wrapping_sub(b'0')))
}

/// The rule of that id.
pub(crate) fn rule(id: &str) -> Option<&'static Rule> {
    all().get(place(id)?)
}

/// A rule's place among all.
pub(crate) fn index(rule: &Rule) -> Option<usize> {
    place(rule.id)
}

fn place(id: &str) -> Option<usize> {
    all().binary_search_by(|known| known.id.cmp(id)).ok()
}

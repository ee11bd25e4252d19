//! How severe a finding may be on its ground, for the tests that check it of all findings.

use super::page::{Page, names};
use crate::model::{Finding, Grade, Localized};

/// A finding may be an error: its ground is strong enough, or its message is a plain contradiction by its page.
pub(crate) fn may_be_error(finding: &Finding, pages: &[Page]) -> bool {
    let is_contradiction = || {
        let page = pages.iter().find(|page| page.id == finding.rule).unwrap();
        page.contradiction.as_ref().is_some_and(|contradiction| {
            let is_meant = |key: &str| {
                contradiction.only.is_empty() || contradiction.only.split_whitespace().any(|part| names(part, key))
            };
            let mut meant = page.messages.iter().filter(|message| is_meant(&message.key));
            meant.any(|message| says(&finding.message, &message.text.vi))
        })
    };
    finding.grade != Grade::Derived && !finding.one_source || is_contradiction()
}

/// Is this the text with something in the place of each placeholder?
fn says(said: &Localized, text: &str) -> bool {
    let mut rest = said.vi.as_deref().unwrap();
    let words = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, words)| words));
    words.into_iter().all(|words| {
        rest.split_once(words).is_some_and(|(_, after)| {
            rest = after;
            true
        })
    })
}

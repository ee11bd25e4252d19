//! Tests that no rule is more severe than its ground allows, and that texts quote no more than their page says.

use super::{
    examples::{pages, report},
    page::{Page, names},
};
use crate::model::{Finding, Grade, Localized, Severity};

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

#[test]
fn no_finding_is_an_error_on_one_source_or_on_a_derived_ground() {
    let pages = pages();
    for page in &pages {
        for example in &page.examples {
            let (_, report) = report(example).unwrap();
            for finding in report.findings.iter().filter(|finding| finding.severity == Severity::Error) {
                let place = format!("{}, {}: {}", page.id, example.title.en, finding.rule);
                assert!(may_be_error(finding, &pages), "{place} has too weak a ground");
            }
        }
    }
}

//! What a reply says that went wrong, and the findings of the packet beside it: those that may have caused it are named in
//! the reply's finding, the most likely first. The findings themselves keep their order.

use super::output::Draft;
use crate::{
    plain,
    report::Language,
    rules::{
        portal_reply::{self, RULE, nearness},
        remark::Argument,
    },
};

/// So many causes are named.
const MOST: usize = 5;

/// Completes the first finding about a reply; `alone`: there is no packet beside it.
pub(super) fn tell(drafts: &mut [Box<Draft>], alone: bool) {
    let Some(at) = drafts.iter().position(|draft| draft.rule.id == RULE) else { return };
    let code = drafts.get(at).and_then(|draft| match draft.arguments.first() {
        Some((_, Argument::Text(code))) => Some(code.clone()),
        _ => None,
    });
    let code = code.unwrap_or_default();
    let near = |index: u32| drafts.get(index as usize).and_then(|draft| nearness(&code, draft.rule.id, draft.severity));
    let mut order: Vec<u32> = (0..drafts.len() as u32).filter(|index| near(*index).is_some()).collect();
    plain::sort(&mut order, &mut |one, other| near(one) < near(other));
    let causes: Vec<&Draft> =
        order.iter().take(MOST).filter_map(|index| drafts.get(*index as usize)).map(|draft| &**draft).collect();
    let list = [Language::Vi, Language::En].map(|language| in_words(&causes, language));
    let related: Vec<_> = causes.iter().map(|cause| (cause.span, "cause", cause.place)).collect();
    let expected = portal_reply::next_step(&code, alone, !related.is_empty());
    let Some(reply) = drafts.get_mut(at) else { return };
    reply.expected = Some(expected);
    if expected == "causes" {
        let [vi, en] = list;
        reply.arguments.push(("list", Argument::Both(vi, en)));
        reply.related = related;
    }
}

/// The causes, each with its field and line.
fn in_words(causes: &[&Draft], language: Language) -> String {
    let line = if language == Language::Vi { "dòng" } else { "line" };
    let one = |(number, cause): (usize, &&Draft)| {
        let title = cause.rule.texts.title().get(language);
        let field = cause.field.as_deref().map(|field| format!(" {field}")).unwrap_or_default();
        format!("{}. {title}:{field} {line} {}", number + 1, cause.place.0.line)
    };
    causes.iter().enumerate().map(one).collect::<Vec<_>>().join("; ")
}

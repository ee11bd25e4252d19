//! The rules as they are asked for: all of them, the title of one, the page of one.

use crate::model::{Languages, RuleInfo, catalogue::RuleId};
#[cfg(any(feature = "command", target_arch = "wasm32"))]
use crate::{model::Language, standard};

/// All rules, by id.
#[must_use]
pub fn rules() -> Vec<RuleInfo> {
    let info = |id: RuleId| {
        let rule = id.rule();
        RuleInfo {
            id,
            group: rule.group,
            severity: rule.severity,
            grade: rule.grade,
            since: rule.since,
            title: Languages::Both.localized(|language| rule.title.get(language).to_owned()),
        }
    };
    RuleId::ALL.into_iter().map(info).collect()
}

/// The title of a rule or a profile, by its id.
#[cfg(any(feature = "command", target_arch = "wasm32"))]
pub(crate) fn title(id: &str, language: Language) -> Option<String> {
    let rule = id.parse::<RuleId>().ok().map(|id| id.rule().title.get(language));
    let profile = || {
        let known = standard::dictionary().profile(id)?;
        let title = if language == Language::Vi { &known.vi } else { &known.en };
        // A reader's own profile need not have one.
        Some(title.as_str()).filter(|title| !title.is_empty())
    };
    rule.or_else(profile).map(str::to_owned)
}

/// The page of a rule, in Markdown: Vietnamese, English, examples.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn rule_page(id: &str) -> Option<&'static str> {
    super::PAGES.iter().find(|(known, _)| *known == id).map(|(_, page)| *page)
}

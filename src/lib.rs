//! goitin checks Vietnam's public-service data packets (QCVN 120:2019/BTTTT and its neighbours, JSON or XML) and explains
//! every finding, in Vietnamese and English, against the document it rests on.
//!
//! This page is the public API. [`check`] takes bytes and gives a [`report::Report`]; [`Checker`] does the same for bytes
//! that come in pieces. The crate has no I/O, no clock and no randomness: the same bytes and options give the same
//! report, byte for byte, natively and in WebAssembly.
#![deny(unsafe_code)]

#[cfg(any(not(target_arch = "wasm32"), feature = "command"))]
pub mod command;
#[cfg(any(not(target_arch = "wasm32"), feature = "command"))]
mod convert;
#[cfg(not(target_arch = "wasm32"))]
mod reference;
pub mod report;
#[cfg(any(not(target_arch = "wasm32"), feature = "command"))]
pub mod schema;

mod check;
mod letters;
mod options;
mod plain;
mod repair;
mod rules;
mod source;
mod standard;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use check::{Checker, check};
#[cfg(any(not(target_arch = "wasm32"), feature = "command"))]
pub use convert::{Form, Refusal, convert};
pub use options::{Languages, Limits, Options};
#[cfg(not(target_arch = "wasm32"))]
pub use reference::{reference, reference_schema};
pub use repair::{Repaired, Which, apply, repair};
pub use report::{ENGINE, RULESET};

use report::{Grade, Language, Localized, Severity};
use rules::pages::{self, Rule};

impl Options {
    /// The first option that names a rule, a packet or a profile which does not exist, and that name. The engine would
    /// pass over it, and a misspelled rule would make every packet conform: callers refuse it first.
    ///
    /// With a profile of the reader's own nothing is said of packets and profiles: it may have others.
    #[must_use]
    pub fn unknown_name(&self) -> Option<(&'static str, &str)> {
        for (option, list) in [("only", &self.only), ("skip", &self.skip)] {
            if let Some(name) = list.iter().find(|name| pages::rule(name).is_none()) {
                return Some((option, name));
            }
        }
        if self.own_profile.is_some() {
            return None;
        }
        let dictionary = standard::dictionary();
        let packet = self.packet.as_deref().filter(|name| !check::recognise::is_name(dictionary, name));
        let known = |name: &&str| dictionary.profiles.iter().any(|profile| profile.id == *name);
        let profile = self.profile.as_deref().filter(|name| !known(name));
        packet.map(|name| ("packet", name)).or_else(|| profile.map(|name| ("profile", name)))
    }
}

/// What is known of a rule without its page.
#[derive(Clone, Debug, serde::Serialize)]
pub struct RuleInfo {
    /// Its id.
    pub id: &'static str,
    /// `reading`, `values`, `meaning` or `across`.
    pub group: &'static str,
    /// The strongest severity it gives.
    pub severity: Severity,
    /// The grade of its ground where the field's row does not say another.
    pub grade: Grade,
    /// Date of the rule set that brought it.
    pub since: &'static str,
    /// Its name for people.
    pub title: Localized,
}

/// All rules, by id.
#[must_use]
pub fn rules() -> Vec<RuleInfo> {
    let info = |rule: &Rule| RuleInfo {
        id: rule.id,
        group: rule.group,
        severity: rule.severity,
        grade: rule.grade,
        since: rule.since,
        title: Localized {
            vi: Some(rule.texts.title().get(Language::Vi).to_owned()),
            en: Some(rule.texts.title().get(Language::En).to_owned()),
        },
    };
    pages::all().iter().map(info).collect()
}

/// The title of a rule or a profile, by its id.
#[cfg(any(not(target_arch = "wasm32"), feature = "formats"))]
fn title(id: &str, language: Language) -> Option<String> {
    let rule = pages::rule(id).map(|rule| rule.texts.title().get(language));
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
    pages::PAGES.iter().find(|(known, _)| *known == id).map(|(_, page)| *page)
}

/// What is known of a packet without its field tables.
#[derive(Clone, Debug, serde::Serialize)]
pub struct PacketInfo {
    /// Its id, the name of its service.
    pub id: &'static str,
    /// Number of its group in the regulation's scope.
    pub group: u32,
    /// Its name for people.
    pub title: Localized,
    /// The profiles it can be checked against, the default first.
    pub profiles: Vec<&'static str>,
}

/// All packets, in the order of the regulation.
#[must_use]
pub fn packets() -> Vec<PacketInfo> {
    let info = |packet: &'static standard::Packet| PacketInfo {
        id: &packet.id,
        group: packet.group,
        title: Localized { vi: Some(packet.title.vi.clone()), en: Some(packet.title.en.clone()) },
        profiles: packet.profiles.iter().map(String::as_str).collect(),
    };
    standard::dictionary().packets.iter().map(info).collect()
}

//! goitin checks Vietnam's public-service data packets (QCVN 120:2019/BTTTT and its neighbours, JSON or XML) and explains
//! every finding, in Vietnamese and English, against the document it rests on.
//!
//! This page is the public API. [`check`] takes bytes and gives a [`model::Report`]; [`Checker`] does the same for bytes
//! that come in pieces. The crate has no I/O, no clock and no randomness: the same bytes and options give the same
//! report, byte for byte, natively and in WebAssembly.
#![deny(unsafe_code)]

#[cfg(feature = "command")]
pub mod command;
#[cfg(feature = "command")]
mod convert;
#[cfg(not(target_arch = "wasm32"))]
mod reference;
#[cfg(feature = "command")]
pub mod schema;

mod check;
mod hash;
mod letters;
pub mod model;
mod repair;
mod rules;
mod source;
mod standard;
#[cfg(target_arch = "wasm32")]
mod wasm;
pub mod write;

pub use check::{Checker, Options, Session, check, unopened};
#[cfg(feature = "command")]
pub use convert::{Form, Refusal, convert};
pub use model::{
    ENGINE, Languages, Limits, OptionsBuilder, OptionsError, RULESET, Repaired,
    catalogue::{Group, RuleId, UnknownRule},
};
#[cfg(not(target_arch = "wasm32"))]
pub use reference::{reference, reference_schema};
pub use repair::{Which, apply, repair};

use model::{Language, PacketInfo, RuleInfo};

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
fn title(id: &str, language: Language) -> Option<String> {
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
    rules::pages::PAGES.iter().find(|(known, _)| *known == id).map(|(_, page)| *page)
}

/// All packets, in the order of the regulation.
#[must_use]
pub fn packets() -> Vec<PacketInfo> {
    let info = |packet: &'static standard::Packet| PacketInfo {
        id: &packet.id,
        group: packet.group,
        title: Languages::Both.localized(|language| packet.title.get(language).to_owned()),
        profiles: packet.profiles.iter().map(String::as_str).collect(),
    };
    standard::dictionary().packets.iter().map(info).collect()
}

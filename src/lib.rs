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
mod plain;
mod repair;
mod rules;
mod source;
mod standard;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use check::Checker;
#[cfg(any(not(target_arch = "wasm32"), feature = "command"))]
pub use convert::{Form, Refusal, convert};
#[cfg(not(target_arch = "wasm32"))]
pub use reference::reference;
pub use repair::{Repaired, Which, apply, repair};

use report::{Grade, Language, Localized, Report, Severity};

/// Name and version of the engine.
pub const ENGINE: &str = concat!("goitin ", env!("CARGO_PKG_VERSION"));
/// Date of the rule set: that of the newest snapshot in `src/rules/history`.
pub const RULESET: &str = env!("GOITIN_RULESET");

/// Languages of the explanations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Languages {
    /// Vietnamese and English.
    #[default]
    Both,
    /// Vietnamese only.
    Vi,
    /// English only.
    En,
}

impl Languages {
    /// Is this language asked for?
    #[must_use]
    pub const fn has(self, language: Language) -> bool {
        matches!((self, language), (Self::Both, _) | (Self::Vi, Language::Vi) | (Self::En, Language::En))
    }
}

/// Limits that keep checking safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes read. Reading stops there and the verdict is `not-checked`.
    pub bytes: u64,
    /// Deepest nesting read; what lies deeper is skipped with a finding.
    pub depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 1 << 30, depth: 64 }
    }
}

/// What to check against, and how to report.
#[derive(Clone, Debug)]
pub struct Options {
    /// Name of the source, for the report.
    pub name: String,
    /// Id of the packet; found out when absent.
    pub packet: Option<String>,
    /// Id of the profile; found out when absent.
    pub profile: Option<String>,
    /// Languages of the explanations.
    pub languages: Languages,
    /// Only these rules, when there are any.
    pub only: Vec<String>,
    /// Not these rules.
    pub skip: Vec<String>,
    /// Most findings of one rule in the report; all are counted.
    pub max_findings_per_rule: u32,
    /// Limits of reading.
    pub limits: Limits,
    /// Hide personal data in the report.
    pub mask: bool,
    /// A profile of the reader's own, as JSON text: it is laid over the built-in profile that it names as its base.
    pub own_profile: Option<Vec<u8>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            name: String::new(),
            packet: None,
            profile: None,
            languages: Languages::default(),
            only: Vec::new(),
            skip: Vec::new(),
            max_findings_per_rule: 1000,
            limits: Limits::default(),
            mask: false,
            own_profile: None,
        }
    }
}

/// Checks a whole source.
#[must_use]
pub fn check(bytes: &[u8], options: &Options) -> Report {
    Checker::new(options).whole(bytes)
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
    let info = |rule: &rules::Rule| RuleInfo {
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
    rules::all().iter().map(info).collect()
}

/// The title of a rule or a profile, by its id.
fn title(id: &str, language: Language) -> Option<String> {
    let rule = rules::all().iter().find(|rule| rule.id == id).map(|rule| rule.texts.title().get(language));
    let profile = || {
        let known = standard::dictionary().profiles.iter().find(|profile| profile.id == id)?;
        let title = if language == Language::Vi { known.vi } else { known.en };
        // The browser's engine has none: the page has them.
        Some(title).filter(|title| !title.is_empty())
    };
    rule.or_else(profile).map(str::to_owned)
}

/// The page of a rule, in Markdown: Vietnamese, English, examples.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn rule_page(id: &str) -> Option<&'static str> {
    rules::PAGES.iter().find(|(known, _)| *known == id).map(|(_, page)| *page)
}

/// What is known of a packet without its field tables.
#[derive(Clone, Debug, serde::Serialize)]
pub struct PacketInfo {
    /// Its id, the name of its service.
    pub id: &'static str,
    /// Number of its group in the regulation's scope.
    pub group: u8,
    /// Its name for people.
    pub title: Localized,
    /// The profiles it can be checked against, the default first.
    pub profiles: Vec<&'static str>,
}

/// All packets, in the order of the regulation.
#[must_use]
pub fn packets() -> Vec<PacketInfo> {
    let info = |packet: &'static standard::Packet| PacketInfo {
        id: packet.id,
        group: packet.group,
        title: Localized { vi: Some(packet.title.vi.to_owned()), en: Some(packet.title.en.to_owned()) },
        profiles: packet.profiles.to_vec(),
    };
    standard::dictionary().packets.iter().map(info).collect()
}

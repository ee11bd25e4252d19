//! Stands in for the engine until it is there: the same names, no knowledge. Outside the tests its only answer is that
//! it has none; in the tests it knows two defects, so that the command around it can be tried.

use crate::report::{Grade, Localized, Report, Severity};

pub(super) const ENGINE: &str = concat!("goitin ", env!("CARGO_PKG_VERSION"));
pub(super) const RULESET: &str = "2026-11-21";

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Languages {
    Both,
    Vi,
    En,
}

#[derive(Clone)]
pub(super) struct Limits {
    pub(super) bytes: u64,
    pub(super) depth: u32,
}

#[derive(Clone)]
pub(super) struct Options {
    pub(super) name: String,
    pub(super) packet: Option<String>,
    pub(super) profile: Option<String>,
    pub(super) languages: Languages,
    pub(super) only: Vec<String>,
    pub(super) skip: Vec<String>,
    pub(super) max_findings_per_rule: u32,
    pub(super) limits: Limits,
    pub(super) mask: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            name: String::new(),
            packet: None,
            profile: None,
            languages: Languages::Both,
            only: Vec::new(),
            skip: Vec::new(),
            max_findings_per_rule: 1000,
            limits: Limits { bytes: u64::from(u32::MAX), depth: 64 },
            mask: false,
        }
    }
}

pub(super) struct Checker {
    options: Options,
    bytes: Vec<u8>,
}

impl Checker {
    pub(super) fn new(options: &Options) -> Self {
        Self { options: options.clone(), bytes: Vec::new() }
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn finish(self) -> Report {
        check(&self.bytes, &self.options)
    }
}

#[derive(Clone, Copy)]
pub(super) enum Which {
    Safe,
    All,
}

pub(super) struct Repaired {
    pub(super) bytes: Vec<u8>,
    pub(super) applied: u32,
    pub(super) report: Report,
}

pub(super) struct RuleInfo {
    pub(super) id: &'static str,
    pub(super) severity: Severity,
    pub(super) grade: Grade,
    pub(super) title: Localized,
}

pub(super) struct PacketInfo {
    pub(super) id: &'static str,
    pub(super) title: Localized,
    pub(super) profiles: Vec<&'static str>,
}

pub(super) use knowledge::{check, packets, repair, rule_page, rules};

pub(super) mod schema {
    pub(in super::super) fn json_schema(_packet: &str, _profile: Option<&str>) -> Option<String> {
        None
    }

    pub(in super::super) fn xsd(_packet: &str, _profile: Option<&str>) -> Option<String> {
        None
    }
}

#[cfg(not(test))]
mod knowledge {
    use super::{ENGINE, Options, PacketInfo, RULESET, Repaired, RuleInfo, Which};
    use crate::report::{Counts, Localized, Recognised, Report, Source, Verdict, VerdictReason, verdict};

    pub(in super::super) fn check(bytes: &[u8], options: &Options) -> Report {
        let reason = Some(VerdictReason::Internal);
        Report {
            version: 1,
            engine: ENGINE,
            ruleset: RULESET,
            verdict: Verdict::NotChecked,
            reason,
            summary: verdict::summary(reason, Counts::default(), 0, |_| true),
            sources: vec![Source {
                name: options.name.clone(),
                bytes: bytes.len() as u64,
                format: None,
                encoding: None,
            }],
            packet: None,
            profile: None,
            base_profile: None,
            recognised: Recognised { by: "nothing", text: Localized::default() },
            records: 0,
            counts: Counts::default(),
            not_checked: Vec::new(),
            truncated: false,
            findings: Vec::new(),
            forecast: None,
        }
    }

    pub(in super::super) fn repair(bytes: &[u8], options: &Options, _which: Which) -> Repaired {
        Repaired { bytes: bytes.to_vec(), applied: 0, report: check(bytes, options) }
    }

    pub(in super::super) fn rules() -> &'static [RuleInfo] {
        &[]
    }

    pub(in super::super) fn rule_page(_id: &str) -> Option<&'static str> {
        None
    }

    pub(in super::super) fn packets() -> Vec<PacketInfo> {
        Vec::new()
    }
}

#[cfg(test)]
mod knowledge {
    use std::sync::LazyLock;

    use super::{Languages, Options, PacketInfo, Repaired, RuleInfo, Which};
    use crate::report::samples::{self, both, range_of, settle};
    use crate::report::{Finding, Grade, Language, Report, Severity, mask};

    const DATE: &str = "\"13/03/2020\"";
    const PHONE: &str = "\"0983 960 31x\"";

    pub(in super::super) fn check(bytes: &[u8], options: &Options) -> Report {
        let text = String::from_utf8_lossy(bytes);
        let mut report = if text.contains("MaHoSo") { samples::conforming() } else { samples::not_checked() };
        let mut add = |needle: &str, finding: Finding| {
            let id = &finding.rule;
            let wanted = options.only.is_empty() || options.only.contains(id);
            if text.contains(needle) && wanted && !options.skip.contains(id) {
                let range = range_of(&text, needle);
                report.findings.push(Finding { range, ..finding });
            }
        };
        add(PHONE, samples::bad_phone());
        add(DATE, samples::bad_date());
        options.name.clone_into(&mut report.sources[0].name);
        report.sources[0].bytes = bytes.len() as u64;
        let mut report = settle(report);
        if options.mask {
            mask::mask(&mut report);
        }
        match options.languages {
            Languages::Both => report,
            Languages::Vi => samples::only(Language::Vi, report),
            Languages::En => samples::only(Language::En, report),
        }
    }

    pub(in super::super) fn repair(bytes: &[u8], options: &Options, which: Which) -> Repaired {
        let text = String::from_utf8_lossy(bytes);
        let wanted = matches!(which, Which::All) && text.contains(DATE);
        let bytes = if wanted { text.replace(DATE, "\"20200313000000\"").into_bytes() } else { bytes.to_vec() };
        Repaired { report: check(&bytes, options), applied: u32::from(wanted), bytes }
    }

    pub(in super::super) fn rules() -> &'static [RuleInfo] {
        static RULES: LazyLock<Vec<RuleInfo>> = LazyLock::new(|| {
            vec![RuleInfo {
                id: "bad-date",
                severity: Severity::Error,
                grade: Grade::Practice,
                title: both("Ngày sai dạng", "A date in a wrong form"),
            }]
        });
        &RULES
    }

    pub(in super::super) fn rule_page(id: &str) -> Option<&'static str> {
        (id == "bad-date").then_some("# bad-date\n")
    }

    pub(in super::super) fn packets() -> Vec<PacketInfo> {
        vec![PacketInfo {
            id: "DongBoHoSoMC",
            title: both("Đồng bộ hồ sơ", "Synchronise dossiers"),
            profiles: vec!["qcvn120-2020", "qcvn120-2022"],
        }]
    }
}

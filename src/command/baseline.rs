//! Baselines: lists of findings that are known and accepted for now. They change what counts for the exit code and what
//! is listed; the verdict and the counts of a report stay what they are, since a packet does not conform by being known.

use std::collections::BTreeSet;

use super::{Host, Problem, Stop, read_all, write_file};
use crate::model::{Counts, Report, Severity};

/// Fingerprints of known findings.
#[derive(Default)]
pub(super) struct Baseline {
    fingerprints: BTreeSet<String>,
}

impl Baseline {
    /// Reads a JSON list of fingerprints.
    pub(super) fn read(host: &mut dyn Host, path: &str) -> Result<Self, Stop> {
        let bytes = read_all(host, path)?;
        let fingerprints = serde_json::from_slice(&bytes).map_err(|why| {
            Problem::stop(
                format!("{path} không phải tệp do --write-baseline ghi ra ({why})"),
                format!("{path} is not a file that --write-baseline wrote ({why})"),
            )
        })?;
        Ok(Self { fingerprints })
    }

    /// Writes them, one a line, sorted: easy to compare and to merge.
    pub(super) fn write(&self, host: &mut dyn Host, path: &str) -> Result<(), Stop> {
        let mut text = serde_json::to_string_pretty(&self.fingerprints).unwrap_or_default();
        text.push('\n');
        write_file(host, path, text.as_bytes(), None)
    }

    /// Learns all findings of a report.
    pub(super) fn learn(&mut self, report: &Report) {
        let findings = report.findings.iter();
        let fingerprints = findings.map(|finding| finding.fingerprint.clone());
        self.fingerprints.extend(fingerprints);
    }

    /// Takes the known findings off the report's list and says how many there were.
    pub(super) fn forget_known(&self, report: &mut Report) -> Counts {
        let mut known = Counts::default();
        report.findings.retain(|finding| {
            let is_known = self.fingerprints.contains(&finding.fingerprint);
            if is_known {
                count(&mut known, finding.severity);
            }
            !is_known
        });
        known
    }

    /// How many findings of the report it knows.
    pub(super) fn count_known(&self, report: &Report) -> Counts {
        let mut known = Counts::default();
        for finding in &report.findings {
            if self.fingerprints.contains(&finding.fingerprint) {
                count(&mut known, finding.severity);
            }
        }
        known
    }
}

fn count(counts: &mut Counts, severity: Severity) {
    match severity {
        Severity::Error => counts.error += 1,
        Severity::Warning => counts.warning += 1,
        Severity::Info => counts.info += 1,
    }
}

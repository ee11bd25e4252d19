//! A report that leaves the program is no packet: it has no repair that writes anew what opens a door. `fix` and the editor
//! take repairs from the report before it is written.

use crate::model::{Edit, Fix, Report, privacy::holds_secret};

/// Takes such repairs out.
pub(crate) fn without_secrets(report: &mut Report) {
    for finding in &mut report.findings {
        finding.fix.take_if(|fix| carries_secret(fix));
    }
}

fn carries_secret(fix: &Fix) -> bool {
    fix.edits.iter().any(|Edit { text, .. }| holds_secret(text))
}

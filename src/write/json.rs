//! The report as JSON: the public contract itself, keys in the order of its types.

use crate::model::Report;

/// In one line, for lists of reports.
#[must_use]
pub fn compact(report: &Report) -> String {
    // Plain data: there is nothing in it that JSON cannot say.
    serde_json::to_string(report).unwrap_or_default()
}

/// Indented, for people.
#[must_use]
pub fn pretty(report: &Report) -> String {
    serde_json::to_string_pretty(report).unwrap_or_default()
}

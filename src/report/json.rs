//! The report as JSON: the public contract itself, keys in the order of its types.

use super::finding::Report;

/// In one line, for lists of reports.
#[must_use]
pub fn compact(report: &Report) -> String {
    // Plain data with text keys: serialising it into memory cannot fail.
    serde_json::to_string(report).unwrap_or_default()
}

/// Indented, for people.
#[must_use]
pub fn pretty(report: &Report) -> String {
    serde_json::to_string_pretty(report).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    #[test]
    fn keys_are_the_contracts() {
        let text = compact(&samples::two_findings());
        assert!(!text.contains('\n'));
        let keys = [
            "version",
            "engine",
            "ruleset",
            "verdict",
            "reason",
            "summary",
            "sources",
            "packet",
            "profile",
            "baseProfile",
            "recognised",
            "records",
            "counts",
            "notChecked",
            "truncated",
            "findings",
            "forecast",
        ];
        let mut from = 0;
        for key in keys {
            let needle = format!("\"{key}\":");
            let at = text[from..].find(&needle);
            from += at.unwrap_or_else(|| panic!("{key} is missing or out of order"));
        }
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value.as_object().unwrap().len(), keys.len());
        assert_eq!(value["findings"][1]["oneSource"], true);
        assert_eq!(value["recognised"]["by"], "service");
        assert_eq!(value["recognised"]["vi"], "“service” là DongBoHoSoMC");
        assert_eq!(value["verdict"], "does-not-conform");
    }

    #[test]
    fn pretty_says_the_same() {
        for report in samples::all() {
            let one: serde_json::Value = serde_json::from_str(&compact(&report)).unwrap();
            let other: serde_json::Value = serde_json::from_str(&pretty(&report)).unwrap();
            assert_eq!(one, other);
        }
    }
}

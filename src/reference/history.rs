//! The rule set's history. Each release keeps what its rules were: `src/rules/history/<date>.json`, written by
//! `npm run ruleset`. What came, changed and went is worked out from these, one against the one before it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::model::{Change, Part, PartChange, Release, RuleChange};

include!(concat!(env!("OUT_DIR"), "/history.rs"));

/// What the rules of a release were: the parts of each, by its id.
#[derive(Default, Deserialize)]
struct Snapshot {
    #[serde(default)]
    engine: String,
    rules: BTreeMap<String, Parts>,
}

type Parts = BTreeMap<Part, Value>;

/// The releases, the newest first, each with what is different from the one before it.
pub(super) fn history() -> Vec<Release> {
    let read = |(date, text): &(&'static str, &str)| Some((*date, serde_json::from_str(text).ok()?));
    let snapshots: Vec<(&str, Snapshot)> = HISTORY.iter().filter_map(read).collect();
    let none = Snapshot::default();
    let before = std::iter::once(&none).chain(snapshots.iter().map(|(_, snapshot)| snapshot));
    let mut releases: Vec<Release> =
        snapshots.iter().zip(before).map(|((date, now), before)| release(date, before, now)).collect();
    releases.reverse();
    releases
}

fn release(date: &str, before: &Snapshot, now: &Snapshot) -> Release {
    let change = |rule: &String, change, parts| RuleChange { rule: rule.clone(), change, parts };
    let mut rules: Vec<RuleChange> = Vec::new();
    for (rule, now) in &now.rules {
        match before.rules.get(rule) {
            None => rules.push(change(rule, Change::New, Vec::new())),
            Some(before) if before != now => rules.push(change(rule, Change::Changed, parts(before, now))),
            Some(_) => {}
        }
    }
    let gone = before.rules.keys().filter(|rule| !now.rules.contains_key(*rule));
    rules.extend(gone.map(|rule| change(rule, Change::Gone, Vec::new())));
    Release { ruleset: date.to_owned(), engine: now.engine.clone(), rules }
}

/// What is different in a rule, part by part: the items that went and those that came.
fn parts(before: &Parts, now: &Parts) -> Vec<PartChange> {
    let different = now.iter().filter(|(part, items)| before.get(part) != Some(items));
    let change = |(part, now): (&Part, &Value)| {
        let (old, new) = (before.get(part).map(items).unwrap_or_default(), items(now));
        let only = |list: &[String], other: &[String]| -> Vec<String> {
            list.iter().filter(|item| !other.contains(item)).cloned().collect()
        };
        PartChange { part: *part, gone: only(&old, &new), new: only(&new, &old) }
    };
    different.map(change).collect()
}

/// The items of a list; a single value is a list of one.
fn items(value: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match value {
        Value::Array(items) => items.iter().filter_map(text).collect(),
        one => text(one).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::pages::pages;

    #[test]
    fn what_came_changed_and_went_is_told() {
        let snapshot = |value: Value| -> Snapshot { serde_json::from_value(value).unwrap() };
        let before = snapshot(json!({"rules": {
            "kept": {"severity": "error", "messages": ["a"]},
            "stronger": {"severity": "warning", "messages": ["a", "b"]},
            "gone": {"severity": "info", "messages": []},
        }}));
        let now = snapshot(json!({"engine": "0.2.0", "rules": {
            "kept": {"severity": "error", "messages": ["a"]},
            "new": {"severity": "error", "messages": []},
            "stronger": {"severity": "error", "messages": ["b", "c"]},
        }}));
        assert_eq!(
            serde_json::to_value(release("2027-01-31", &before, &now)).unwrap(),
            json!({"ruleset": "2027-01-31", "engine": "0.2.0", "rules": [
                {"rule": "new", "change": "new"},
                {"rule": "stronger", "change": "changed", "parts": [
                    {"part": "severity", "gone": ["warning"], "new": ["error"]},
                    {"part": "messages", "gone": ["a"], "new": ["c"]},
                ]},
                {"rule": "gone", "change": "gone"},
            ]})
        );
    }

    #[test]
    fn every_rule_came_with_the_release_its_page_names() {
        let history = history();
        assert_eq!(history.first().unwrap().ruleset, crate::model::RULESET);
        for page in pages() {
            let came = |release: &&Release| {
                release.rules.iter().any(|change| change.rule == page.id && change.change == Change::New)
            };
            let first = history.iter().rev().find(came).map(|release| release.ruleset.as_str());
            assert_eq!(first, Some(page.since.as_str()), "{}: `npm run ruleset`", page.id);
        }
    }
}

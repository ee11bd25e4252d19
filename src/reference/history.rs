//! The rule set's history. Each release keeps what its rules were: `src/rules/history/<date>.json`, written by
//! `npm run ruleset`. What came, changed and went is worked out from these, one against the one before it.

use serde_json::{Map, Value, json};

include!(concat!(env!("OUT_DIR"), "/history.rs"));

/// The releases, the newest first, each with what is different from the one before it.
pub(super) fn history() -> Value {
    let snapshots: Vec<(&str, Value)> = HISTORY.iter().map(|(date, text)| (*date, super::data(text))).collect();
    let none = Value::Null;
    let before = std::iter::once(&none).chain(snapshots.iter().map(|(_, snapshot)| snapshot));
    let mut releases: Vec<Value> =
        snapshots.iter().zip(before).map(|((date, now), before)| release(date, before, now)).collect();
    releases.reverse();
    releases.into()
}

fn release(date: &str, before: &Value, now: &Value) -> Value {
    let nothing = Map::new();
    let rules = |snapshot: &'_ Value| snapshot["rules"].as_object().cloned().unwrap_or_else(|| nothing.clone());
    let (old, new) = (rules(before), rules(now));
    let mut changes: Vec<Value> = Vec::new();
    for (rule, now) in &new {
        match old.get(rule) {
            None => changes.push(json!({"rule": rule, "change": "new"})),
            Some(before) if before != now => {
                changes.push(json!({"rule": rule, "change": "changed", "parts": parts(before, now)}));
            }
            Some(_) => {}
        }
    }
    let gone = old.keys().filter(|rule| !new.contains_key(*rule));
    changes.extend(gone.map(|rule| json!({"rule": rule, "change": "gone"})));
    json!({"ruleset": date, "engine": now["engine"], "rules": changes})
}

/// What is different in a rule, part by part: the items that went and those that came.
fn parts(before: &Value, now: &Value) -> Vec<Value> {
    let names = now.as_object().into_iter().flat_map(Map::keys);
    let different = names.filter(|name| before[name.as_str()] != now[name.as_str()]);
    let part = |name: &String| {
        let (old, new) = (items(&before[name]), items(&now[name]));
        let only = |list: &[Value], other: &[Value]| -> Vec<Value> {
            list.iter().filter(|item| !other.contains(item)).cloned().collect()
        };
        json!({"part": name, "gone": only(&old, &new), "new": only(&new, &old)})
    };
    different.map(part).collect()
}

/// The items of a list; a single value is a list of one.
fn items(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items.clone(),
        Value::Null => Vec::new(),
        one => vec![one.clone()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::pages::examples::pages;

    #[test]
    fn what_came_changed_and_went_is_told() {
        let before = json!({"rules": {
            "kept": {"severity": "error", "messages": ["a"]},
            "stronger": {"severity": "warning", "messages": ["a", "b"]},
            "gone": {"severity": "info", "messages": []},
        }});
        let now = json!({"engine": "0.2.0", "rules": {
            "kept": {"severity": "error", "messages": ["a"]},
            "new": {"severity": "error", "messages": []},
            "stronger": {"severity": "error", "messages": ["b", "c"]},
        }});
        assert_eq!(
            release("2027-01-31", &before, &now),
            json!({"ruleset": "2027-01-31", "engine": "0.2.0", "rules": [
                {"rule": "new", "change": "new"},
                {"rule": "stronger", "change": "changed", "parts": [
                    {"part": "messages", "gone": ["a"], "new": ["c"]},
                    {"part": "severity", "gone": ["warning"], "new": ["error"]},
                ]},
                {"rule": "gone", "change": "gone"},
            ]})
        );
    }

    #[test]
    fn every_rule_came_with_the_release_its_page_names() {
        let history = history();
        let releases = history.as_array().unwrap();
        assert_eq!(releases.first().unwrap()["ruleset"], crate::RULESET);
        for page in pages() {
            let came = |release: &&Value| {
                let mut rules = release["rules"].as_array().unwrap().iter();
                rules.any(|rule| rule["rule"] == page.id.as_str() && rule["change"] == "new")
            };
            let first = releases.iter().rev().find(came).map(|release| &release["ruleset"]);
            assert_eq!(first, Some(&Value::from(page.since.as_str())), "{}: `npm run ruleset`", page.id);
        }
    }
}

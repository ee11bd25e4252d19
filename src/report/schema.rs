//! The JSON Schema of the report (draft 2020-12, strict): the contract for programs. It is kept by hand beside this file,
//! and the tests hold every sample report against it.

/// The schema, as JSON text.
#[must_use]
pub const fn report_schema() -> &'static str {
    include_str!("report.schema.json")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{json, samples};
    use serde_json::{Value, json};

    /// As much of JSON Schema as this schema uses; a keyword it does not know fails the test.
    fn faults(schema: &Value, value: &Value, root: &Value, path: &str) -> Vec<String> {
        let mut found = Vec::new();
        let fault = |what: &str| vec![format!("{path}: {what}: {value}")];
        for (keyword, rule) in schema.as_object().unwrap() {
            let rule_text = rule.as_str().unwrap_or_default();
            found.extend(match keyword.as_str() {
                "$schema" | "title" | "description" | "$defs" | "then" | "else" => Vec::new(),
                "$ref" => faults(root.pointer(&rule_text[1..]).unwrap(), value, root, path),
                "const" if value == rule => Vec::new(),
                "enum" if rule.as_array().unwrap().contains(value) => Vec::new(),
                "type" if has_type(rule, value) => Vec::new(),
                "minimum" if value.as_u64().is_none_or(|number| number >= rule.as_u64().unwrap()) => Vec::new(),
                "maximum" if value.as_u64().is_none_or(|number| number <= rule.as_u64().unwrap()) => Vec::new(),
                "minLength" if value.as_str().is_none_or(|text| !text.is_empty()) => Vec::new(),
                "minItems" if value.as_array().is_none_or(|items| !items.is_empty()) => Vec::new(),
                "minProperties" if value.as_object().is_none_or(|members| !members.is_empty()) => Vec::new(),
                // Patterns are held by the conformance tests outside; here it is enough that the text is not empty.
                "pattern" if value.as_str().is_none_or(|text| !text.is_empty()) => Vec::new(),
                "required" => missing(rule, value, path),
                "properties" => members(rule, value, root, path),
                "additionalProperties" => unknown(&schema["properties"], value, path),
                "items" => value
                    .as_array()
                    .into_iter()
                    .flatten()
                    .flat_map(|item| faults(rule, item, root, &format!("{path}[]")))
                    .collect(),
                "anyOf" => {
                    let mut branches = rule.as_array().unwrap().iter();
                    let one = branches.any(|branch| faults(branch, value, root, path).is_empty());
                    if one { Vec::new() } else { fault("no branch fits") }
                }
                "allOf" => {
                    let branches = rule.as_array().unwrap().iter();
                    branches.flat_map(|branch| faults(branch, value, root, path)).collect()
                }
                "if" => {
                    let holds = faults(rule, value, root, path).is_empty();
                    let branch = if holds { &schema["then"] } else { &schema["else"] };
                    faults(branch, value, root, path)
                }
                other => fault(other),
            });
        }
        found
    }

    fn has_type(rule: &Value, value: &Value) -> bool {
        let name = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        rule == name || rule.as_array().is_some_and(|names| names.contains(&name.into()))
    }

    fn missing(rule: &Value, value: &Value, path: &str) -> Vec<String> {
        let Some(members) = value.as_object() else {
            return Vec::new();
        };
        let names = rule.as_array().unwrap().iter().map(|name| name.as_str().unwrap());
        names.filter(|name| !members.contains_key(*name)).map(|name| format!("{path}: {name} is missing")).collect()
    }

    fn members(rule: &Value, value: &Value, root: &Value, path: &str) -> Vec<String> {
        let members = value.as_object().into_iter().flatten();
        members
            .filter_map(|(name, member)| Some((name, rule.get(name)?, member)))
            .flat_map(|(name, rule, member)| faults(rule, member, root, &format!("{path}/{name}")))
            .collect()
    }

    fn unknown(properties: &Value, value: &Value, path: &str) -> Vec<String> {
        let members = value.as_object().into_iter().flatten();
        members
            .filter(|(name, _)| properties.get(name).is_none())
            .map(|(name, _)| format!("{path}: {name} is unknown"))
            .collect()
    }

    fn faults_of(report: &Value) -> Vec<String> {
        let schema: Value = serde_json::from_str(report_schema()).unwrap();
        faults(&schema, report, &schema, "")
    }

    #[test]
    fn every_sample_is_valid() {
        for report in samples::all() {
            let value = serde_json::from_str(&json::compact(&report)).unwrap();
            assert_eq!(faults_of(&value), [""; 0]);
        }
    }

    #[test]
    fn what_is_wrong_is_not_valid() {
        let good: Value = serde_json::from_str(&json::compact(&samples::two_findings())).unwrap();
        let wrong = [
            ("/verdict", json!("perhaps")),
            ("/verdict", json!("not-checked")),
            ("/reason", json!("unreadable")),
            ("/summary", json!({})),
            ("/summary/vi", json!(1)),
            ("/counts", json!({"error": 1})),
            ("/findings/0/range/start/line", json!(0)),
            ("/findings/0/help/staff", json!({"fr": "x"})),
            ("/findings/1/fix/edits", json!([])),
            ("/findings/0/expected", json!("text")),
        ];
        for (pointer, value) in wrong {
            let mut report = good.clone();
            *report.pointer_mut(pointer).unwrap() = value;
            assert_ne!(faults_of(&report), [""; 0], "{pointer}");
        }
        for name in good.as_object().unwrap().keys() {
            let mut report = good.clone();
            report.as_object_mut().unwrap().remove(name);
            assert_ne!(faults_of(&report), [""; 0], "{name}");
        }
    }
}

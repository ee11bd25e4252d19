//! The reports as one SARIF 2.1.0 log, for code hosts and editors: rules with help, results with exact regions,
//! fingerprints and repairs.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::words::{self, words};
use crate::model::{Edit, Finding, Fix, Format, Language, Range, Report, Severity, Source, Verdict};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One log with one run; the sources of all reports are its artifacts. `title` gives a rule's title by its id, in the
/// language; where it knows none the id stands alone.
#[must_use]
pub fn sarif(reports: &[Report], language: Language, title: &dyn Fn(&str) -> Option<String>) -> String {
    let rules = rules(reports);
    let artifacts = Artifacts::of(reports);
    let results = reports.iter().flat_map(|report| report.findings.iter().map(move |finding| (report, finding)));
    let results: Vec<Value> = results
        .map(|(report, finding)| {
            let rule = rules.iter().position(|rule| rule.rule == finding.rule).unwrap_or_default();
            result(report, finding, rule, &artifacts, language)
        })
        .collect();
    let verdicts: Vec<Value> = reports.iter().map(|report| verdict(report, language)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": driver(reports, &rules, language, title)},
            "invocations": [invocation(reports, &artifacts, language)],
            "language": words(language).tag,
            "columnKind": "utf16CodeUnits",
            "artifacts": artifacts.all(),
            "results": results,
            "properties": {"verdicts": verdicts},
        }],
    });
    log.to_string()
}

/// The first finding of each rule, in the order they come up.
fn rules(reports: &[Report]) -> Vec<&Finding> {
    let mut rules: Vec<&Finding> = Vec::new();
    for finding in reports.iter().flat_map(|report| &report.findings) {
        if !rules.iter().any(|rule| rule.rule == finding.rule) {
            rules.push(finding);
        }
    }
    rules
}

fn driver(reports: &[Report], rules: &[&Finding], language: Language, title: &dyn Fn(&str) -> Option<String>) -> Value {
    let engine = reports.first().map_or("goitin", |report| report.engine);
    let ruleset = reports.first().map_or("", |report| report.ruleset);
    let (name, version) = engine.split_once(' ').unwrap_or((engine, ""));
    let rule = |rule: &&Finding| {
        let title = title(&rule.rule);
        let title = title.as_deref().unwrap_or(&rule.rule);
        let staff = rule.help.staff.get(language);
        json!({
            "id": rule.rule,
            "shortDescription": {"text": title},
            // GitHub asks for one, and shows it above the help.
            "fullDescription": {"text": format!("{title}. {staff}")},
            "help": {"text": both_helps(rule, language)},
            "defaultConfiguration": {"level": level(rule.severity)},
        })
    };
    json!({
        "name": name,
        "version": version,
        "semanticVersion": version,
        "rules": rules.iter().map(rule).collect::<Vec<Value>>(),
        "properties": {"ruleset": ruleset},
    })
}

fn both_helps(finding: &Finding, language: Language) -> String {
    let words = words(language);
    let staff = finding.help.staff.get(language);
    let developer = finding.help.developer.get(language);
    format!("{staff}\n{}: {developer}", words.developer)
}

/// Not checked is a failed run, never an empty list of results; what is declared not checkable is noted.
fn invocation(reports: &[Report], artifacts: &Artifacts<'_>, language: Language) -> Value {
    let failed = |report: &Report| report.verdict == Verdict::NotChecked;
    let mut notifications = Vec::new();
    for report in reports {
        let artifact = artifacts.find(report, 0);
        if failed(report) {
            let reason = report.reason.map_or("internal", |reason| reason.name());
            notifications.push(notification(reason, "error", report.summary.get(language), &artifact));
        }
        for gap in &report.not_checked {
            let text = format!("{}: {}", gap.what, gap.text.get(language));
            notifications.push(notification("not-checked", "note", &text, &artifact));
        }
    }
    json!({
        "executionSuccessful": !reports.iter().any(failed),
        "toolExecutionNotifications": notifications,
    })
}

fn notification(id: &str, level: &str, text: &str, artifact: &Value) -> Value {
    json!({
        "descriptor": {"id": id},
        "level": level,
        "message": {"text": text},
        "locations": [{"physicalLocation": {"artifactLocation": artifact}}],
    })
}

const fn mime_type(format: Format) -> &'static str {
    match format {
        Format::Xml => "application/xml",
        Format::Ndjson => "application/x-ndjson",
        Format::Json => "application/json",
    }
}

/// The sources of all reports; one that is named twice is one artifact.
struct Artifacts<'a> {
    sources: Vec<&'a Source>,
    index: BTreeMap<&'a str, usize>,
}

impl<'a> Artifacts<'a> {
    fn of(reports: &'a [Report]) -> Self {
        let mut artifacts = Self { sources: Vec::new(), index: BTreeMap::new() };
        for source in reports.iter().flat_map(|report| &report.sources) {
            let next = artifacts.sources.len();
            let number = *artifacts.index.entry(&source.name).or_insert(next);
            if number == next {
                artifacts.sources.push(source);
            }
        }
        artifacts
    }

    /// Where the source of that number is found.
    fn find(&self, report: &Report, source: u32) -> Value {
        let name = report.sources.get(source as usize).map_or("", |source| source.name.as_str());
        json!({"uri": uri(name), "index": self.index.get(name).copied().unwrap_or_default()})
    }

    fn all(&self) -> Vec<Value> {
        let artifact = |source: &&Source| {
            let mut artifact = json!({"location": {"uri": uri(&source.name)}, "length": source.bytes});
            if let Some(encoding) = source.encoding {
                artifact["encoding"] = encoding.name().to_ascii_uppercase().into();
            }
            if let Some(format) = source.format {
                artifact["mimeType"] = mime_type(format).into();
            }
            artifact
        };
        self.sources.iter().map(artifact).collect()
    }
}

fn result(report: &Report, finding: &Finding, rule: usize, artifacts: &Artifacts<'_>, language: Language) -> Value {
    let artifact = artifacts.find(report, finding.source);
    let mut logical = json!({"fullyQualifiedName": finding.path});
    if let Some(field) = &finding.field {
        logical["name"] = field.as_str().into();
    }
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": level(finding.severity),
        "message": {"text": finding.message.get(language)},
        "locations": [{
            "physicalLocation": physical(&artifact, &finding.range),
            "logicalLocations": [logical],
        }],
        "partialFingerprints": {"goitin/v1": finding.fingerprint},
        "properties": properties(finding, language),
    });
    if !finding.related.is_empty() {
        let related = finding.related.iter().map(|related| {
            let artifact = artifacts.find(report, related.source);
            json!({
                "message": {"text": related.message.get(language)},
                "physicalLocation": physical(&artifact, &related.range),
            })
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(known) = &finding.fix {
        result["fixes"] = json!([fix(finding, known, &artifact, language)]);
    }
    result
}

fn physical(artifact: &Value, range: &Range) -> Value {
    json!({"artifactLocation": artifact, "region": region(range)})
}

fn region(range: &Range) -> Value {
    json!({
        "startLine": range.start.line,
        "startColumn": range.start.column,
        "endLine": range.end.line,
        "endColumn": range.end.column,
        "byteOffset": range.start.byte,
        "byteLength": range.end.byte.saturating_sub(range.start.byte),
    })
}

fn fix(finding: &Finding, fix: &Fix, artifact: &Value, language: Language) -> Value {
    let range = &finding.range;
    let replacement = |edit: &Edit| {
        let deleted = if (edit.start, edit.end) == (range.start.byte, range.end.byte) {
            region(range)
        } else {
            json!({"byteOffset": edit.start, "byteLength": edit.end.saturating_sub(edit.start)})
        };
        json!({"deletedRegion": deleted, "insertedContent": {"text": edit.text}})
    };
    json!({
        "description": {"text": fix.title.get(language)},
        "artifactChanges": [{
            "artifactLocation": artifact,
            "replacements": fix.edits.iter().map(replacement).collect::<Vec<Value>>(),
        }],
        "properties": {"safe": fix.safe},
    })
}

fn properties(finding: &Finding, language: Language) -> Value {
    let mut properties = json!({
        "grade": finding.grade.name(),
        "oneSource": finding.one_source,
        "citation": words::grounds(finding, language),
    });
    if let Some(record) = finding.record {
        properties["record"] = record.into();
    }
    let expected = finding.expected.as_ref().map(|text| text.get(language));
    for (key, text) in [("key", finding.key.as_deref()), ("found", finding.found.as_deref()), ("expected", expected)] {
        if let Some(text) = text {
            properties[key] = text.into();
        }
    }
    properties
}

/// A report's answer, which SARIF itself has no place for.
fn verdict(report: &Report, language: Language) -> Value {
    let name = report.sources.first().map_or("", |source| &source.name);
    let mut verdict = json!({
        "file": name,
        "verdict": report.verdict.name(),
        "complete": report.complete,
        "summary": report.summary.get(language),
        "truncated": report.truncated,
    });
    for (key, text) in [("packet", &report.packet), ("profile", &report.profile)] {
        if let Some(text) = text {
            verdict[key] = text.as_str().into();
        }
    }
    verdict
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A file name as a URI reference.
fn uri(name: &str) -> String {
    let name = name.replace('\\', "/");
    let mut out = String::new();
    if name.starts_with('/') {
        out.push_str("file://");
    } else if name.as_bytes().get(1..3) == Some(b":/") {
        out.push_str("file:///");
    }
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                out.push(char::from(b"0123456789ABCDEF"[usize::from(half)]));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    fn log(reports: &[Report], language: Language) -> Value {
        let title = |rule: &str| (rule == "bad-date").then(|| "Ngày sai dạng".to_owned());
        serde_json::from_str(&sarif(reports, language, &title)).unwrap()
    }

    #[test]
    fn a_result_says_where_and_what() {
        let log = log(&[samples::two_findings()], Language::Vi);
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert_eq!(run["columnKind"], "utf16CodeUnits");
        assert_eq!(run["tool"]["driver"]["version"], "0.1.0");
        assert_eq!(run["tool"]["driver"]["properties"]["ruleset"], "2026-11-21");
        let result = &run["results"][1];
        assert_eq!(result["level"], "error");
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        let rule = &run["tool"]["driver"]["rules"][index];
        assert_eq!(rule["id"], "bad-date");
        assert_eq!(rule["shortDescription"]["text"], "Ngày sai dạng");
        assert!(rule["fullDescription"]["text"].as_str().unwrap().starts_with("Ngày sai dạng. "));
        assert!(rule["help"]["text"].as_str().unwrap().contains("yyyyMMddHHmmss"));
        let finding = samples::bad_date();
        let place = &result["locations"][0];
        let region = &place["physicalLocation"]["region"];
        assert_eq!(region["startLine"], 5);
        assert_eq!(region["startColumn"], 18);
        assert_eq!(region["endColumn"], 30);
        assert_eq!(region["byteOffset"], finding.range.start.byte);
        assert_eq!(region["byteLength"], 12);
        let path = &place["logicalLocations"][0]["fullyQualifiedName"];
        assert_eq!(path, "/data/0/NgayTiepNhan");
        assert_eq!(result["partialFingerprints"]["goitin/v1"], "f1-bad-date");
        let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
        assert_eq!(replacement["insertedContent"]["text"], "20200313000000");
        assert_eq!(replacement["deletedRegion"]["byteLength"], 10);
        assert_eq!(result["relatedLocations"].as_array().unwrap().len(), 1);
    }

    #[test]
    fn several_files_are_artifacts() {
        let mut reports = [samples::conforming(), samples::two_findings(), samples::not_checked()];
        "first.json".clone_into(&mut reports[0].sources[0].name);
        let log = log(&reports, Language::En);
        let run = &log["runs"][0];
        assert_eq!(run["artifacts"].as_array().unwrap().len(), 3);
        let artifact = &run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
        assert_eq!(artifact["index"], 1);
        assert_eq!(artifact["uri"], "h%E1%BB%93%20s%C6%A1.json");
        assert_eq!(run["properties"]["verdicts"][0]["verdict"], "conforms");
        assert_eq!(run["language"], "en");
    }

    #[test]
    fn a_file_named_twice_is_one_artifact() {
        let log = log(&[samples::two_findings(), samples::conforming()], Language::Vi);
        let artifacts = &log["runs"][0]["artifacts"];
        assert_eq!(artifacts.as_array().unwrap().len(), 1);
    }

    #[test]
    fn not_checked_is_a_failed_run() {
        let of = |report| log(&[report], Language::Vi)["runs"][0]["invocations"][0].clone();
        let failed = of(samples::not_checked());
        assert_eq!(failed["executionSuccessful"], false);
        let notification = &failed["toolExecutionNotifications"][0];
        assert_eq!(notification["descriptor"]["id"], "unreadable");
        assert_eq!(notification["level"], "error");
        let checked = of(samples::two_findings());
        assert_eq!(checked["executionSuccessful"], true);
        assert_eq!(checked["toolExecutionNotifications"][0]["level"], "note");
    }

    #[test]
    fn hostile_values_survive() {
        let report = samples::hostile();
        let log = log(std::slice::from_ref(&report), Language::Vi);
        let result = &log["runs"][0]["results"][0];
        assert_eq!(result["properties"]["found"], report.findings[0].found.as_deref().unwrap());
        for report in samples::all() {
            let _ = self::log(&[report], Language::En);
        }
        let _ = self::log(&[], Language::En);
    }

    #[test]
    fn names_become_uris() {
        assert_eq!(uri("a b.json"), "a%20b.json");
        assert_eq!(uri("/x/a.json"), "file:///x/a.json");
        assert_eq!(uri("C:\\x\\a#1.json"), "file:///C%3A/x/a%231.json");
    }
}

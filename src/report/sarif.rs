//! The reports as one SARIF 2.1.0 log, for code hosts and editors: rules with help, results with exact regions,
//! fingerprints and repairs. Written straight into a string, since the shape is fixed.

use std::collections::BTreeMap;

use super::finding::{Finding, Fix, Language, Range, Report, Severity, Source, Verdict};
use super::words::{self, words};
use super::writer::Writer;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One log with one run; the sources of all reports are its artifacts. `title` gives a rule's title by its id, in the
/// language; where it knows none the id stands alone.
#[must_use]
pub fn sarif(reports: &[Report], language: Language, title: &dyn Fn(&str) -> Option<String>) -> String {
    let rules = rules(reports);
    let artifacts = Artifacts::of(reports);
    let mut json = Writer::default();
    json.begin("", '{');
    json.text("$schema", SCHEMA);
    json.text("version", "2.1.0");
    json.begin("runs", '[');
    json.begin("", '{');
    tool(&mut json, reports, &rules, language, title);
    invocation(&mut json, reports, &artifacts, language);
    json.text("language", words(language).tag);
    json.text("columnKind", "utf16CodeUnits");
    artifacts.write_all(&mut json);
    json.begin("results", '[');
    for report in reports {
        for finding in &report.findings {
            let rule = rules.iter().position(|rule| rule.rule == finding.rule);
            let artifact = artifacts.find(report, finding.source as usize);
            let rule = rule.unwrap_or_default();
            result(&mut json, finding, rule, &artifact, language);
        }
    }
    json.end(']');
    verdicts(&mut json, reports, language);
    json.end('}');
    json.end(']');
    json.end('}');
    json.finish()
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

fn tool(
    json: &mut Writer,
    reports: &[Report],
    rules: &[&Finding],
    language: Language,
    title: &dyn Fn(&str) -> Option<String>,
) {
    let engine = reports.first().map_or("goitin", |report| report.engine);
    let ruleset = reports.first().map_or("", |report| report.ruleset);
    let (name, version) = engine.split_once(' ').unwrap_or((engine, ""));
    json.begin("tool", '{');
    json.begin("driver", '{');
    json.text("name", name);
    json.text("version", version);
    json.text("semanticVersion", version);
    json.begin("rules", '[');
    for rule in rules {
        json.begin("", '{');
        json.text("id", &rule.rule);
        let title = title(&rule.rule);
        let title = title.as_deref().unwrap_or(&rule.rule);
        json.message("shortDescription", title);
        // GitHub asks for one, and shows it above the help.
        json.message("fullDescription", &format!("{title}. {}", rule.help.staff.get(language)));
        json.message("help", &both_helps(rule, language));
        json.begin("defaultConfiguration", '{');
        json.text("level", level(rule.severity));
        json.end('}');
        json.end('}');
    }
    json.end(']');
    json.begin("properties", '{');
    json.text("ruleset", ruleset);
    json.end('}');
    json.end('}');
    json.end('}');
}

fn both_helps(finding: &Finding, language: Language) -> String {
    let words = words(language);
    let staff = finding.help.staff.get(language);
    let developer = finding.help.developer.get(language);
    format!("{staff}\n{}: {developer}", words.developer)
}

/// Not checked is a failed run, never an empty list of results; what is declared not checkable is noted.
fn invocation(json: &mut Writer, reports: &[Report], artifacts: &Artifacts<'_>, language: Language) {
    let failed = |report: &Report| report.verdict == Verdict::NotChecked;
    json.begin("invocations", '[');
    json.begin("", '{');
    json.raw("executionSuccessful", if reports.iter().any(failed) { "false" } else { "true" });
    json.begin("toolExecutionNotifications", '[');
    for report in reports {
        let artifact = artifacts.find(report, 0);
        if failed(report) {
            let reason = report.reason.map_or("internal", |reason| reason.name());
            let summary = report.summary.get(language);
            notification(json, reason, "error", summary, &artifact);
        }
        for gap in &report.not_checked {
            let text = format!("{}: {}", gap.what, gap.text.get(language));
            notification(json, "not-checked", "note", &text, &artifact);
        }
    }
    json.end(']');
    json.end('}');
    json.end(']');
}

fn notification(json: &mut Writer, id: &str, level: &str, text: &str, artifact: &Artifact) {
    json.begin("", '{');
    json.begin("descriptor", '{');
    json.text("id", id);
    json.end('}');
    json.text("level", level);
    json.message("message", text);
    json.begin("locations", '[');
    json.begin("", '{');
    json.begin("physicalLocation", '{');
    artifact.write(json);
    json.end('}');
    json.end('}');
    json.end(']');
    json.end('}');
}

fn mime_type(format: &str) -> &'static str {
    match format {
        "xml" => "application/xml",
        "ndjson" => "application/x-ndjson",
        _ => "application/json",
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

    fn find(&self, report: &Report, source: usize) -> Artifact {
        let source = report.sources.get(source);
        let name = source.map_or("", |source| source.name.as_str());
        Artifact { uri: uri(name), index: self.index.get(name).copied().unwrap_or_default() }
    }

    fn write_all(&self, json: &mut Writer) {
        json.begin("artifacts", '[');
        for source in &self.sources {
            json.begin("", '{');
            json.begin("location", '{');
            json.text("uri", &uri(&source.name));
            json.end('}');
            json.number("length", source.bytes);
            if let Some(encoding) = source.encoding {
                json.text("encoding", &encoding.to_ascii_uppercase());
            }
            if let Some(format) = source.format {
                json.text("mimeType", mime_type(format));
            }
            json.end('}');
        }
        json.end(']');
    }
}

/// Where an artifact is found.
struct Artifact {
    uri: String,
    index: usize,
}

impl Artifact {
    fn write(&self, json: &mut Writer) {
        json.begin("artifactLocation", '{');
        json.text("uri", &self.uri);
        json.number("index", self.index as u64);
        json.end('}');
    }
}

fn result(json: &mut Writer, finding: &Finding, rule: usize, artifact: &Artifact, language: Language) {
    json.begin("", '{');
    json.text("ruleId", &finding.rule);
    json.number("ruleIndex", rule as u64);
    json.text("level", level(finding.severity));
    json.message("message", finding.message.get(language));
    json.begin("locations", '[');
    json.begin("", '{');
    physical(json, artifact, &finding.range);
    logical(json, finding);
    json.end('}');
    json.end(']');
    related(json, finding, artifact, language);
    json.begin("partialFingerprints", '{');
    json.text("goitin/v1", &finding.fingerprint);
    json.end('}');
    if let Some(fix) = &finding.fix {
        write_fix(json, finding, fix, artifact, language);
    }
    properties(json, finding, language);
    json.end('}');
}

fn physical(json: &mut Writer, artifact: &Artifact, range: &Range) {
    json.begin("physicalLocation", '{');
    artifact.write(json);
    region(json, "region", range);
    json.end('}');
}

fn region(json: &mut Writer, key: &str, range: &Range) {
    json.begin(key, '{');
    json.number("startLine", range.start.line.into());
    json.number("startColumn", range.start.column.into());
    json.number("endLine", range.end.line.into());
    json.number("endColumn", range.end.column.into());
    bytes(json, range.start.byte, range.end.byte);
    json.end('}');
}

fn bytes(json: &mut Writer, start: u32, end: u32) {
    json.number("byteOffset", start.into());
    json.number("byteLength", end.saturating_sub(start).into());
}

fn logical(json: &mut Writer, finding: &Finding) {
    json.begin("logicalLocations", '[');
    json.begin("", '{');
    if let Some(field) = &finding.field {
        json.text("name", field);
    }
    json.text("fullyQualifiedName", &finding.path);
    json.end('}');
    json.end(']');
}

fn related(json: &mut Writer, finding: &Finding, artifact: &Artifact, language: Language) {
    if finding.related.is_empty() {
        return;
    }
    json.begin("relatedLocations", '[');
    for related in &finding.related {
        json.begin("", '{');
        json.message("message", related.message.get(language));
        physical(json, artifact, &related.range);
        json.end('}');
    }
    json.end(']');
}

fn write_fix(json: &mut Writer, finding: &Finding, fix: &Fix, artifact: &Artifact, language: Language) {
    json.begin("fixes", '[');
    json.begin("", '{');
    json.message("description", fix.title.get(language));
    json.begin("artifactChanges", '[');
    json.begin("", '{');
    artifact.write(json);
    json.begin("replacements", '[');
    for edit in &fix.edits {
        json.begin("", '{');
        let range = &finding.range;
        if (edit.start, edit.end) == (range.start.byte, range.end.byte) {
            region(json, "deletedRegion", range);
        } else {
            json.begin("deletedRegion", '{');
            bytes(json, edit.start, edit.end);
            json.end('}');
        }
        json.message("insertedContent", &edit.text);
        json.end('}');
    }
    json.end(']');
    json.end('}');
    json.end(']');
    json.begin("properties", '{');
    json.raw("safe", if fix.safe { "true" } else { "false" });
    json.end('}');
    json.end('}');
    json.end(']');
}

fn properties(json: &mut Writer, finding: &Finding, language: Language) {
    json.begin("properties", '{');
    json.text("grade", finding.grade.name());
    json.raw("oneSource", if finding.one_source { "true" } else { "false" });
    if let Some(record) = finding.record {
        json.number("record", record.into());
    }
    let expected = finding.expected.as_ref().map(|text| text.get(language));
    let texts = [
        ("key", finding.key.as_deref()),
        ("found", finding.found.as_deref()),
        ("expected", expected),
        ("citation", Some(&*words::grounds(finding, language))),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            json.text(key, text);
        }
    }
    json.end('}');
}

/// Each report's answer, which SARIF itself has no place for.
fn verdicts(json: &mut Writer, reports: &[Report], language: Language) {
    json.begin("properties", '{');
    json.begin("verdicts", '[');
    for report in reports {
        json.begin("", '{');
        let name = report.sources.first().map_or("", |source| &source.name);
        json.text("file", name);
        json.text("verdict", report.verdict.name());
        json.text("summary", report.summary.get(language));
        if let Some(packet) = &report.packet {
            json.text("packet", packet);
        }
        if let Some(profile) = &report.profile {
            json.text("profile", profile);
        }
        json.raw("truncated", if report.truncated { "true" } else { "false" });
        json.end('}');
    }
    json.end(']');
    json.end('}');
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
    use serde_json::Value;

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

//! The reports as one SARIF 2.1.0 log, for code hosts and editors: rules with help, results with exact regions,
//! fingerprints and repairs. The results are written as they come; what is said of all reports follows them, and of each
//! report only that is kept.

use indexmap::{IndexMap, IndexSet};
use serde_json::{Value, json};

use super::document::{Document, Titles, whole};
use super::words::{self, words};
use crate::model::{Edit, Finding, Fix, Format, Language, Range, Report, Severity, Source, Verdict};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One log with one run; the sources of all reports are its artifacts. `title` gives a rule's title by its id, in the
/// language; where it knows none the id stands alone.
#[must_use]
pub fn sarif(reports: &[Report], language: Language, title: &dyn Fn(&str) -> Option<String>) -> String {
    whole(&mut Sarif::new(language, Box::new(title)), reports)
}

/// The log as it is written.
pub(crate) struct Sarif<'t> {
    language: Language,
    titles: Titles<'t>,
    /// Engine and rule set, as the first report names them.
    made_with: Option<(&'static str, &'static str)>,
    /// By id, each as its first finding describes it, in the order they come up.
    rules: IndexMap<String, Value>,
    artifacts: Artifacts,
    /// The items of the list, written out: far smaller than their values.
    notifications: String,
    /// The same.
    verdicts: String,
    all_checked: bool,
    has_results: bool,
}

impl<'t> Sarif<'t> {
    pub(crate) fn new(language: Language, titles: Titles<'t>) -> Self {
        Self {
            language,
            titles,
            made_with: None,
            rules: IndexMap::new(),
            artifacts: Artifacts::default(),
            notifications: String::new(),
            verdicts: String::new(),
            all_checked: true,
            has_results: false,
        }
    }

    /// The number of the finding's rule.
    fn rule(&mut self, finding: &Finding) -> usize {
        if let Some(number) = self.rules.get_index_of(&finding.rule) {
            return number;
        }
        let described = described(finding, self.language, &self.titles);
        self.rules.insert_full(finding.rule.clone(), described).0
    }

    /// Not checked is a failed run, never an empty list of results; what is declared not checkable is noted.
    fn notify(&mut self, report: &Report) {
        let artifact = self.artifacts.find(report, 0);
        if report.verdict == Verdict::NotChecked {
            self.all_checked = false;
            let reason = report.reason.map_or("internal", |reason| reason.name());
            let failure = notification(reason, "error", report.summary.get(self.language), &artifact);
            append(&mut self.notifications, &failure);
        }
        for gap in &report.not_checked {
            let text = format!("{}: {}", gap.what, gap.text.get(self.language));
            append(&mut self.notifications, &notification("not-checked", "note", &text, &artifact));
        }
    }

    fn tool(&self) -> Value {
        let (engine, ruleset) = self.made_with.unwrap_or(("goitin", ""));
        let (name, version) = engine.split_once(' ').unwrap_or((engine, ""));
        json!({"driver": {
            "name": name,
            "version": version,
            "semanticVersion": version,
            "rules": self.rules.values().collect::<Vec<&Value>>(),
            "properties": {"ruleset": ruleset},
        }})
    }
}

impl Document for Sarif<'_> {
    fn begin(&mut self, out: &mut String) {
        let tag = words(self.language).tag;
        for part in [r#"{"$schema":""#, SCHEMA, r#"","version":"2.1.0","runs":[{"language":""#, tag] {
            out.push_str(part);
        }
        out.push_str(r#"","columnKind":"utf16CodeUnits","results":["#);
    }

    fn report(&mut self, report: &Report, out: &mut String) {
        self.made_with.get_or_insert((report.engine, report.ruleset));
        self.artifacts.add(report);
        self.notify(report);
        append(&mut self.verdicts, &verdict(report, self.language));
        for finding in &report.findings {
            let rule = self.rule(finding);
            if std::mem::replace(&mut self.has_results, true) {
                out.push(',');
            }
            out.push_str(&result(report, finding, rule, &self.artifacts, self.language).to_string());
        }
    }

    /// The members of a run stand in any order.
    fn end(&mut self, out: &mut String) {
        let parts = [
            r#"],"tool":"#,
            &self.tool().to_string(),
            r#","invocations":[{"executionSuccessful":"#,
            &self.all_checked.to_string(),
            r#","toolExecutionNotifications":["#,
            &self.notifications,
            r#"]}],"artifacts":["#,
            &self.artifacts.listed,
            r#"],"properties":{"verdicts":["#,
            &self.verdicts,
            "]}}]}",
        ];
        for part in parts {
            out.push_str(part);
        }
    }
}

/// Adds an item to what stands between the brackets of a list.
fn append(list: &mut String, item: &Value) {
    if !list.is_empty() {
        list.push(',');
    }
    list.push_str(&item.to_string());
}

fn described(rule: &Finding, language: Language, title: &dyn Fn(&str) -> Option<String>) -> Value {
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
}

fn both_helps(finding: &Finding, language: Language) -> String {
    let words = words(language);
    let staff = finding.help.staff.get(language);
    let developer = finding.help.developer.get(language);
    format!("{staff}\n{}: {developer}", words.developer)
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
#[derive(Default)]
struct Artifacts {
    names: IndexSet<String>,
    /// The items of the list, written out.
    listed: String,
}

impl Artifacts {
    fn add(&mut self, report: &Report) {
        for source in &report.sources {
            if !self.names.contains(&source.name) {
                self.names.insert(source.name.clone());
                append(&mut self.listed, &artifact(source));
            }
        }
    }

    /// Where the source of that number is found.
    fn find(&self, report: &Report, source: u32) -> Value {
        let name = report.sources.get(source as usize).map_or("", |source| source.name.as_str());
        json!({"uri": uri(name), "index": self.names.get_index_of(name).unwrap_or_default()})
    }
}

fn artifact(source: &Source) -> Value {
    let mut artifact = json!({"location": {"uri": uri(&source.name)}, "length": source.bytes});
    if let Some(encoding) = source.encoding {
        artifact["encoding"] = encoding.name().to_ascii_uppercase().into();
    }
    if let Some(format) = source.format {
        artifact["mimeType"] = mime_type(format).into();
    }
    artifact
}

fn result(report: &Report, finding: &Finding, rule: usize, artifacts: &Artifacts, language: Language) -> Value {
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
    let of_source = |(_, source): &(usize, &Source)| json!({"file": source.name, "verdict": source.verdict.name()});
    let set = report.set();
    if !set.is_empty() {
        verdict["files"] = set.iter().map(of_source).collect();
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
    use crate::write::samples;

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

    /// Whatever stands in other reports: rules and artifacts are listed after the results.
    #[test]
    fn numbers_lead_to_what_the_result_names() {
        let log = log(&samples::all(), Language::Vi);
        let run = &log["runs"][0];
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), samples::all().iter().map(|report| report.findings.len()).sum::<usize>());
        let numbered = |list: &Value, number: &Value| list[number.as_u64().unwrap() as usize].clone();
        let located = |artifact: &Value| {
            assert_eq!(numbered(&run["artifacts"], &artifact["index"])["location"]["uri"], artifact["uri"]);
        };
        for result in results {
            let rule = numbered(&run["tool"]["driver"]["rules"], &result["ruleIndex"]);
            assert_eq!(rule["id"], result["ruleId"]);
            located(&result["locations"][0]["physicalLocation"]["artifactLocation"]);
        }
        for notification in run["invocations"][0]["toolExecutionNotifications"].as_array().unwrap() {
            located(&notification["locations"][0]["physicalLocation"]["artifactLocation"]);
        }
        let verdicts = run["properties"]["verdicts"].as_array().unwrap();
        let files: Vec<&Value> = verdicts.iter().map(|verdict| &verdict["file"]).collect();
        assert_eq!(files, samples::all().iter().map(|report| &report.sources[0].name).collect::<Vec<&String>>());
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

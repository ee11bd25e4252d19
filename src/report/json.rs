//! The report as JSON: the public contract itself, keys in the order of its types.

use super::{
    finding::{Citation, Edit, Finding, Fix, Localized, NotChecked, Place, Range, Related, Report, Source},
    writer::Writer,
};

/// In one line, for lists of reports.
#[must_use]
pub fn compact(report: &Report) -> String {
    let mut json = Writer::for_findings(report.findings.len());
    json.begin("", '{');
    json.number("version", report.version.into());
    json.text("engine", report.engine);
    json.text("ruleset", report.ruleset);
    json.text("verdict", report.verdict.name());
    json.optional("reason", report.reason.map(super::finding::VerdictReason::name));
    localized(&mut json, "summary", &report.summary);
    list(&mut json, "sources", &report.sources, source);
    json.optional("packet", report.packet.as_deref());
    json.optional("profile", report.profile.as_deref());
    json.optional("baseProfile", report.base_profile.as_deref());
    json.begin("recognised", '{');
    json.text("by", report.recognised.by);
    languages(&mut json, &report.recognised.text);
    json.end('}');
    json.number("records", report.records.into());
    json.begin("counts", '{');
    json.number("error", report.counts.error.into());
    json.number("warning", report.counts.warning.into());
    json.number("info", report.counts.info.into());
    json.end('}');
    list(&mut json, "notChecked", &report.not_checked, not_checked);
    json.flag("truncated", report.truncated);
    list(&mut json, "findings", &report.findings, finding);
    json.raw("forecast", "null");
    json.end('}');
    json.finish()
}

/// A list of objects; `members` writes what stands in one.
pub(crate) fn list<T>(json: &mut Writer, key: &str, items: &[T], members: fn(&mut Writer, &T)) {
    json.begin(key, '[');
    for item in items {
        json.begin("", '{');
        members(json, item);
        json.end('}');
    }
    json.end(']');
}

/// An object with a text in each language there is.
#[inline(never)]
pub(crate) fn localized(json: &mut Writer, key: &str, text: &Localized) {
    json.begin(key, '{');
    languages(json, text);
    json.end('}');
}

fn languages(json: &mut Writer, text: &Localized) {
    for (key, text) in [("vi", &text.vi), ("en", &text.en)] {
        if let Some(text) = text {
            json.text(key, text);
        }
    }
}

fn source(json: &mut Writer, source: &Source) {
    json.text("name", &source.name);
    json.number("bytes", source.bytes);
    json.optional("format", source.format);
    json.optional("encoding", source.encoding);
}

fn not_checked(json: &mut Writer, gap: &NotChecked) {
    json.text("what", &gap.what);
    languages(json, &gap.text);
}

fn finding(json: &mut Writer, finding: &Finding) {
    json.text("rule", &finding.rule);
    json.text("severity", finding.severity.name());
    json.text("grade", finding.grade.name());
    json.flag("oneSource", finding.one_source);
    json.number("source", finding.source.into());
    json.text("path", &finding.path);
    match finding.record {
        Some(record) => json.number("record", record.into()),
        None => json.raw("record", "null"),
    }
    json.optional("key", finding.key.as_deref());
    json.optional("field", finding.field.as_deref());
    range(json, finding.range);
    localized(json, "message", &finding.message);
    json.optional("found", finding.found.as_deref());
    match &finding.expected {
        Some(expected) => localized(json, "expected", expected),
        None => json.raw("expected", "null"),
    }
    json.begin("help", '{');
    localized(json, "staff", &finding.help.staff);
    localized(json, "developer", &finding.help.developer);
    json.end('}');
    list(json, "citations", &finding.citations, citation);
    list(json, "related", &finding.related, related);
    match &finding.fix {
        Some(known) => fix(json, known),
        None => json.raw("fix", "null"),
    }
    json.text("fingerprint", &finding.fingerprint);
}

fn citation(json: &mut Writer, citation: &Citation) {
    json.text("doc", &citation.doc);
    json.text("title", &citation.title);
    json.text("place", &citation.place);
    json.text("grade", citation.grade.name());
}

fn related(json: &mut Writer, related: &Related) {
    range(json, related.range);
    localized(json, "message", &related.message);
}

fn fix(json: &mut Writer, fix: &Fix) {
    json.begin("fix", '{');
    localized(json, "title", &fix.title);
    list(json, "edits", &fix.edits, edit);
    json.flag("safe", fix.safe);
    json.end('}');
}

fn edit(json: &mut Writer, edit: &Edit) {
    json.number("start", edit.start.into());
    json.number("end", edit.end.into());
    json.text("text", &edit.text);
}

#[inline(never)]
fn range(json: &mut Writer, range: Range) {
    json.begin("range", '{');
    for (key, place) in [("start", range.start), ("end", range.end)] {
        self::place(json, key, place);
    }
    json.end('}');
}

fn place(json: &mut Writer, key: &str, place: Place) {
    json.begin(key, '{');
    json.number("byte", place.byte.into());
    json.number("utf16", place.utf16.into());
    json.number("line", place.line.into());
    json.number("column", place.column.into());
    json.end('}');
}

/// Indented, for people.
#[must_use]
pub fn pretty(report: &Report) -> String {
    let compact = compact(report);
    let mut out = String::with_capacity(compact.len() * 2);
    let mut depth = 0;
    let mut letters = compact.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '}' | ']' => {
                depth -= 1;
                line(&mut out, depth);
                out.push(letter);
            }
            ':' => out.push_str(": "),
            _ => out.push(letter),
        }
        match letter {
            '"' => text(&mut letters, &mut out),
            ',' => line(&mut out, depth),
            '{' | '[' => {
                if let Some(end) = letters.next_if(|next| matches!(next, '}' | ']')) {
                    out.push(end);
                } else {
                    depth += 1;
                    line(&mut out, depth);
                }
            }
            _ => {}
        }
    }
    out
}

/// Begins a line.
fn line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

/// Copies a text and the quotation mark behind it.
fn text(letters: &mut impl Iterator<Item = char>, out: &mut String) {
    let mut escaped = false;
    for letter in letters {
        out.push(letter);
        if letter == '"' && !escaped {
            return;
        }
        escaped = letter == '\\' && !escaped;
    }
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
    fn the_types_say_the_same() {
        let mut control = samples::two_findings();
        control.summary.vi = Some((0..=0x80_u8).map(char::from).collect::<String>() + "đ\u{1F600}");
        for report in samples::all().into_iter().chain([control]) {
            assert_eq!(compact(&report), serde_json::to_string(&report).unwrap());
        }
    }

    #[test]
    fn pretty_says_the_same() {
        for report in samples::all() {
            assert_eq!(pretty(&report), serde_json::to_string_pretty(&report).unwrap());
        }
    }
}

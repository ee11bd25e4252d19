//! Runs the examples of the rule pages: every sample must give exactly the findings written below it.
//!
//! A fragment (`base=…`) stands for the members it replaces in the first record of a sample packet; `whole` is a file.

use crate::{
    check::{Options, check},
    model::Report,
    rules::pages::page::Example,
};
#[cfg(test)]
use crate::{
    model::Severity,
    rules::pages::{pages, severity::may_be_error},
};

const CITIZEN: &str = include_str!("../../pkg-tests/samples/citizen-qcvn109.xml");
/// The samples that fragments go into. Those without an envelope do not say themselves what they are.
const BASES: [(&str, &str, &str); 11] = [
    ("dossier-2020", "", include_str!("../../pkg-tests/samples/dossier-2020.json")),
    ("dossier-2022", "DongBoHoSoMC", include_str!("../../pkg-tests/samples/dossier-2022-bare-array.json")),
    ("procedure", "", include_str!("../../pkg-tests/samples/procedure-reply.json")),
    ("progress", "", include_str!("../../pkg-tests/samples/progress.json")),
    ("promotion-status", "", include_str!("../../pkg-tests/samples/promotion-status.json")),
    ("ratings", "", include_str!("../../pkg-tests/samples/ratings.json")),
    ("statistics", "", include_str!("../../pkg-tests/samples/statistics.json")),
    ("questions", "", include_str!("../../pkg-tests/samples/questions.json")),
    ("answers", "", include_str!("../../pkg-tests/samples/answers.json")),
    ("population-query", "TruyVanDanCu", include_str!("../../pkg-tests/samples/population-query.json")),
    ("synchronised", "ThongTinDongBo", include_str!("../../pkg-tests/samples/synchronised.json")),
];
/// What stands around the records, as samples name it.
const ENVELOPE: [&str; 7] = ["session", "madonvi", "service", "isUpdating", "type", "error_code", "message"];

/// What the example of an own profile checks.
const OWN_PROFILE_SAMPLE: &str = include_str!("../../pkg-tests/samples/dossier-2020.json");

#[test]
fn every_example_gives_the_findings_written_below_it() {
    let mut failures = Vec::new();
    let mut count = 0;
    for page in pages() {
        for example in &page.examples {
            count += 1;
            if let Err(failure) = run(example) {
                failures.push(format!("{}, {} ({}): {failure}", page.id, example.title.en, example.language));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {count} examples fail:\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn no_placeholder_is_left_in_a_text() {
    for page in pages() {
        for example in &page.examples {
            let (_, report) = report(example).unwrap();
            for finding in &report.findings {
                let fix = finding.fix.iter().map(|fix| &fix.title);
                let related = finding.related.iter().map(|related| &related.message);
                for text in [&finding.message].into_iter().chain(&finding.expected).chain(fix).chain(related) {
                    for text in [&text.vi, &text.en].into_iter().flatten() {
                        let is_left = text.split('{').skip(1).any(|rest| {
                            rest.split_once('}')
                                .is_some_and(|(name, _)| name.bytes().all(|byte| byte.is_ascii_lowercase()))
                        });
                        assert!(!is_left, "{}, {}: {text}", page.id, example.title.en);
                    }
                }
            }
        }
    }
}

#[test]
fn every_rule_shows_the_defect_in_json() {
    for page in pages() {
        let bad = page.examples.iter().filter(|example| !example.findings.is_empty());
        let of_this_rule = bad.filter(|example| example.findings.iter().any(|finding| finding.rule == page.id));
        assert!(of_this_rule.count() > 0, "{}: no example gives its own finding", page.id);
    }
}

#[test]
fn no_finding_is_an_error_on_one_source_or_on_a_derived_ground() {
    let pages = pages();
    for page in &pages {
        for example in &page.examples {
            let (_, report) = report(example).unwrap();
            for finding in report.findings.iter().filter(|finding| finding.severity == Severity::Error) {
                let place = format!("{}, {}: {}", page.id, example.title.en, finding.rule);
                assert!(may_be_error(finding, &pages), "{place} has too weak a ground");
            }
        }
    }
}

/// The example's source and what the engine reports about it.
pub(crate) fn report(example: &Example) -> Result<(Vec<u8>, Report), String> {
    let bytes = source(example)?;
    let mut options = Options::builder();
    if let Some(limit) = example.setting("limit") {
        options.limits.bytes = limit.parse().map_err(|_| "limit is no number")?;
    }
    options.profile = example.setting("profile").map(str::to_owned);
    options.packet = example.setting("packet").map(str::to_owned);
    let is_own = example.setting("own").is_some();
    if is_own {
        options = options.own_profile(example.content.as_str());
    }
    let options = options.build().map_err(|error| error.to_string())?;
    let report = check(if is_own { OWN_PROFILE_SAMPLE.as_bytes() } else { &bytes }, &options);
    Ok((bytes, report))
}

#[cfg(test)]
fn run(example: &Example) -> Result<(), String> {
    let (bytes, report) = report(example)?;
    // What no public text covers is said of the samples' own fields too; only the example that is about it says so.
    let is_expected = |rule: &str| rule != "not-checkable" || example.findings.iter().any(|known| known.rule == rule);
    let findings = report.findings.iter().filter(|finding| is_expected(&finding.rule));
    let found: Vec<String> = findings.map(|finding| line(finding, &bytes, &report)).collect();
    let mut expected: Vec<String> = example
        .findings
        .iter()
        .map(|finding| format!("{} `{}` at `{}`: `{}`", finding.severity, finding.rule, finding.path, finding.text))
        .collect();
    let mut sorted = found.clone();
    sorted.sort();
    expected.sort();
    let unfilled = report.findings.iter().find_map(|finding| {
        let texts = [&finding.message, &finding.help.staff, &finding.help.developer];
        texts.iter().find(|text| text.get(crate::model::Language::Vi).contains('{')).map(|text| format!("{text:?}"))
    });
    if let Some(text) = unfilled.filter(|text| text.contains("{field}") || text.contains("{found}")) {
        return Err(format!("a placeholder was left: {text}"));
    }
    if sorted == expected {
        return Ok(());
    }
    Err(format!("expected\n  {}\nfound\n  {}", expected.join("\n  "), sorted.join("\n  ")))
}

#[cfg(test)]
fn line(finding: &crate::model::Finding, bytes: &[u8], report: &Report) -> String {
    let range = (finding.range.start.byte as usize, finding.range.end.byte as usize);
    let slice = bytes.get(range.0..range.1).unwrap_or_default();
    let text = match report.sources[0].encoding {
        Some(encoding) if encoding != crate::model::Encoding::Utf8 => String::new(),
        _ => String::from_utf8_lossy(slice).into_owned(),
    };
    format!("{} `{}` at `{}`: `{text}`", finding.severity.name(), finding.rule, finding.path)
}

/// The file an example stands for.
pub(crate) fn source(example: &Example) -> Result<Vec<u8>, String> {
    let is_whole = example.setting("whole").or(example.setting("own")).is_some();
    let text = if is_whole { example.content.clone() } else { merged(example)? };
    if example.language == "hex" {
        let digits: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap_or("x"), 16);
        return digits.chunks(2).map(byte).collect::<Result<_, _>>().map_err(|error| error.to_string());
    }
    Ok(match example.setting("encoding") {
        Some("utf-16le") => [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        Some("utf-16be") => [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect(),
        Some("utf-8-bom") => format!("\u{FEFF}{text}").into_bytes(),
        Some("windows-1258") => windows_1258(&text)?,
        Some(other) => return Err(format!("unknown encoding {other}")),
        None => text.into_bytes(),
    })
}

/// Windows-1258 of the letters the examples use.
fn windows_1258(text: &str) -> Result<Vec<u8>, String> {
    let (table, _, _) = crate::source::encoding::decode_all(&(0x80..=0xFF).collect::<Vec<u8>>());
    let table: Vec<char> = String::from_utf8_lossy(&table).chars().collect();
    text.chars()
        .map(|letter| match letter {
            '\0'..='\u{7F}' => Ok(letter as u8),
            _ => table
                .iter()
                .position(|known| *known == letter)
                .map(|at| at as u8 + 0x80)
                .ok_or_else(|| format!("Windows-1258 has no {letter}")),
        })
        .collect()
}

/// The sample packet with the fragment's members in the place of those of the same name.
fn merged(example: &Example) -> Result<String, String> {
    let base = example.setting("base").ok_or("neither base nor whole")?;
    if base == "citizen" {
        return citizen(example).ok_or_else(|| "the citizen sample or the fragment cannot be read".to_owned());
    }
    let known = BASES.iter().find(|(name, ..)| *name == base);
    let (_, bare_service, sample) = *known.ok_or_else(|| format!("unknown base {base}"))?;
    let packet: serde_json::Value = serde_json::from_str(sample).map_err(|error| error.to_string())?;
    let is_bare = packet.is_array();
    let is_single = !bare_service.is_empty() && !is_bare;
    let service = packet["service"].as_str().unwrap_or(bare_service);
    let member = if packet.get("result").is_some() { "result" } else { "data" };
    let data = if is_bare || is_single { &packet } else { &packet[member] };
    let records = data.as_array().map_or_else(|| std::slice::from_ref(data), Vec::as_slice);
    let without: Vec<&str> = example.setting("without").map(|list| list.split(',').collect()).unwrap_or_default();
    let in_envelope = example.setting("at") == Some("envelope");
    let is_xml = example.language == "xml";
    let write = if is_xml { xml_members } else { json_members };
    let first = records[0].as_object().ok_or("no record")?;
    let fragment = (example.content.as_str(), without.as_slice());
    let nothing: (&str, &[&str]) = ("", &[]);
    let mut written =
        vec![write(first, &sample_order(sample, first), if in_envelope { nothing } else { fragment }, is_xml)];
    for record in records.iter().skip(1) {
        let record = record.as_object().ok_or("no record")?;
        written.push(write(record, &sample_order(sample, record), nothing, is_xml));
    }
    if is_single {
        let record = written.concat();
        return Ok(if is_xml {
            format!("<{service}>\n{record}\n</{service}>\n")
        } else {
            format!("{{\n{record}\n}}\n")
        });
    }
    let mut envelope = serde_json::Map::new();
    if is_bare && is_xml {
        envelope.insert("session".into(), "PHIEN-MAU".into());
        envelope.insert("madonvi".into(), "000.00.00.H99".into());
        envelope.insert("service".into(), service.into());
        envelope.insert("isUpdating".into(), "False".into());
    }
    let members = ENVELOPE.iter().filter_map(|name| Some(((*name).to_owned(), packet.get(*name)?.clone())));
    envelope.extend(members);
    let order: Vec<String> = ENVELOPE.iter().map(|name| (*name).to_owned()).collect();
    let head = write(&envelope, &order, if in_envelope { fragment } else { nothing }, is_xml);
    Ok(if is_xml {
        let items = format!("<item>\n{}\n</item>\n", written.join("\n</item>\n<item>\n"));
        let items = if without.contains(&"data") { String::new() } else { format!("<{member}>\n{items}</{member}>\n") };
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{service}>\n{head}\n{items}</{service}>\n")
    } else if is_bare && !in_envelope {
        format!("[{{\n{}\n}}]\n", written.join("\n},{\n"))
    } else if without.contains(&"data") {
        format!("{{\n{head}\n}}\n")
    } else if data.is_object() {
        format!("{{\n{head},\n\"data\": {{\n{}\n}}}}\n", written.concat())
    } else {
        format!("{{\n{head},\n\"{member}\": [{{\n{}\n}}]}}\n", written.join("\n},{\n"))
    })
}

/// The citizen sample with the fragment's elements in the first citizen, in the place of those of the same name or, where
/// the sample has none, in the order of the schema (`before=` names another place); or with another root element.
fn citizen(example: &Example) -> Option<String> {
    let (head, rest) = CITIZEN.split_once("<CongDan>")?;
    let (first, behind) = rest.split_once("</CongDan>")?;
    if example.setting("at") == Some("root") {
        let declaration = head.split_once("<CongdanCollection")?.0;
        return Some(format!("{declaration}{}\n<CongDan>{first}</CongDan>{behind}", example.content.trim()));
    }
    let without: Vec<&str> = example.setting("without").map(|list| list.split(',').collect()).unwrap_or_default();
    let mut elements = top_elements(first)?;
    elements.retain(|(name, _)| !without.contains(&name.as_str()));
    let packet = crate::standard::dictionary().packet("CongdanCollection")?;
    let order: Vec<&str> = packet.types.get(&packet.record)?.fields.iter().map(|row| row.name.as_str()).collect();
    let rank = |name: &str| order.iter().position(|known| *known == name).unwrap_or(order.len());
    let added = top_elements(&example.content)?;
    let replaced: Vec<String> = added.iter().map(|(name, _)| name.clone()).collect();
    elements.retain(|(name, _)| !replaced.contains(name));
    for (name, text) in added {
        let (next, text) = match text.split_once(" before=") {
            Some((start, rest)) => {
                let (other, rest) = rest.split_once('>')?;
                (elements.iter().position(|(known, _)| known == other), format!("{start}>{rest}"))
            }
            None => (elements.iter().position(|(known, _)| rank(known) > rank(&name)), text),
        };
        elements.insert(next.unwrap_or(elements.len()), (name, text));
    }
    let elements: String = elements.into_iter().map(|(_, text)| text).collect();
    Some(format!("{head}<CongDan>{elements}</CongDan>{behind}"))
}

/// The elements of a text, not those inside others: their names and all of each.
fn top_elements(text: &str) -> Option<Vec<(String, String)>> {
    let mut list = Vec::new();
    let mut rest = text.trim();
    while let Some(tag) = rest.strip_prefix('<') {
        let length = tag.find([' ', '>', '/'])?;
        let name = tag.get(..length)?;
        let end_tag = format!("</{name}>");
        let end = match rest.find(&end_tag) {
            Some(at) => at + end_tag.len(),
            None => rest.find("/>")? + 2,
        };
        list.push((name.to_owned(), rest.get(..end)?.to_owned()));
        rest = rest.get(end..)?.trim_start();
    }
    Some(list)
}

/// Member names in the order of the sample's text.
fn sample_order(sample: &str, record: &serde_json::Map<String, serde_json::Value>) -> Vec<String> {
    let mut names: Vec<String> = record.keys().cloned().collect();
    names.sort_by_key(|name| sample.find(&format!("\"{name}\":")));
    names
}

type Members = serde_json::Map<String, serde_json::Value>;

fn json_members(members: &Members, order: &[String], (fragment, without): (&str, &[&str]), _: bool) -> String {
    let replaced = |name: &str| fragment.lines().any(|line| line.starts_with(&format!("\"{name}\"")));
    let mut list: Vec<String> = order
        .iter()
        .filter(|name| !replaced(name) && !without.contains(&name.as_str()))
        .filter_map(|name| members.get(name).map(|value| format!("\"{name}\": {value}")))
        .collect();
    let fragment = fragment.trim().trim_end_matches(',').to_owned();
    if !fragment.is_empty() {
        // Members are one per line at column 0; a comma is put behind each that has none.
        let mut lines: Vec<String> = Vec::new();
        for line in fragment.lines() {
            if line.starts_with('"')
                && let Some(last) = lines.last_mut()
                && !last.ends_with([',', '[', '{'])
            {
                last.push(',');
            }
            lines.push(line.to_owned());
        }
        list.push(lines.join("\n"));
    }
    list.join(",\n")
}

fn xml_members(members: &Members, order: &[String], (fragment, without): (&str, &[&str]), _: bool) -> String {
    let starts = |line: &str, name: &str| {
        line.strip_prefix('<')
            .and_then(|rest| rest.strip_prefix(name))
            .is_some_and(|rest| rest.starts_with(['>', '/', ' ']))
    };
    let replaced = |name: &str| fragment.lines().any(|line| starts(line, name));
    let mut list: Vec<String> = order
        .iter()
        .filter(|name| !replaced(name) && !without.contains(&name.as_str()))
        .filter_map(|name| members.get(name).map(|value| xml(name, value)))
        .collect();
    if !fragment.trim().is_empty() {
        list.push(fragment.trim().to_owned());
    }
    list.join("\n")
}

fn xml(name: &str, value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => format!("<{name}>{}</{name}>", crate::source::xml::escape(text)),
        serde_json::Value::Array(items) => {
            let items: String = items.iter().map(|item| xml("item", item)).collect();
            format!("<{name}>{items}</{name}>")
        }
        serde_json::Value::Object(members) => {
            let inner: String = members.iter().map(|(name, value)| xml(name, value)).collect();
            format!("<{name}>{inner}</{name}>")
        }
        other => format!("<{name}>{other}</{name}>"),
    }
}

//! A wrong form never hides a wrong value: every wrong value of every field is told in every form in which it can be
//! written, two faults are told as each of them alone, and no fault makes a packet conform that does not.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use crate::{
    check::{Options, check},
    model::{
        Finding, Report, Severity, Verdict,
        catalogue::{Group, RuleId},
    },
    repair::{Which, repair},
    standard::dictionary,
};

/// What stands for a value until the text is written.
const MARK: &str = "@@value@@";

/// Values that are wrong in some kind of field, and forms of values that are right.
const WRONG: &[&str] = &[
    "99",
    "5",
    "0",
    "04",
    "-1",
    "1.5",
    "true",
    "false",
    "Đang xử lý",
    "x",
    "test",
    "NaN",
    "-75%",
    "1 0",
    "20200230000000",
    "19990101000000",
    "20990101000000",
    "13/03/2020",
    "03/04/2020 08:00",
    "1584061440000",
    "2020-03-13T01:04:00Z",
    "99999999999999999999",
    "038 091 442 182",
    "123456789",
    "http://localhost/a",
];

/// A text in which one value can be exchanged.
struct Template {
    name: String,
    /// Path of the value.
    at: String,
    /// The names of the fields on the way, without numbers.
    fields: String,
    text: String,
    is_xml: bool,
}

/// Rule, path and severity of each finding.
type Found = BTreeSet<(String, String)>;

fn report(text: &str) -> Report {
    check(text.as_bytes(), &Options::default())
}

fn found(report: &Report) -> Found {
    report.findings.iter().map(|finding| (finding.rule.clone(), finding.path.clone())).collect()
}

impl Template {
    /// With this raw text in the place of the value, quotes included.
    fn with(&self, raw: &str) -> String {
        let mark = if self.is_xml { MARK.to_owned() } else { format!("\"{MARK}\"") };
        self.text.replacen(&mark, raw, 1)
    }

    /// A value as it is mostly written.
    fn plain(&self, value: &str) -> String {
        if self.is_xml { self.with(value) } else { self.with(&format!("\"{value}\"")) }
    }

    /// The other ways of writing it.
    fn forms(&self, value: &str) -> Vec<String> {
        let around = |before: &str, after: &str| format!("{before}{value}{after}");
        let mut texts = vec![around(" ", " "), around("\u{A0}", "\u{2007}"), around("\u{3000}", "\u{202F}")];
        texts.push(around("\u{200B}", "\u{FEFF}"));
        if self.is_xml {
            texts.push(around("<![CDATA[", "]]>"));
            let letters: Vec<String> = value.chars().map(|letter| format!("&#x{:X};", u32::from(letter))).collect();
            texts.push(letters.concat());
            texts.push(around("\n\t", "\n"));
            return texts.iter().map(|text| self.with(text)).collect();
        }
        let letters: Vec<String> = value.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        texts.push(letters.concat());
        texts.push(around("\\t", "\\n"));
        let mut texts: Vec<String> = texts.into_iter().map(|text| self.with(&format!("\"{text}\""))).collect();
        let is_bare = matches!(value, "true" | "false") || value.parse::<serde_json::Number>().is_ok();
        texts.extend(is_bare.then(|| self.with(value)));
        texts
    }
}

/// The right samples of a kind, by their names.
fn samples(ending: &str) -> Vec<(String, String)> {
    let folders = ["pkg-tests/samples", "www/samples"].map(|folder| format!("{}/{folder}", env!("CARGO_MANIFEST_DIR")));
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|file| file.unwrap().path());
    let mut samples: Vec<(String, String)> = files
        .filter(|file| file.extension().is_some_and(|extension| extension == ending))
        .map(|file| (file.display().to_string(), std::fs::read_to_string(file).unwrap()))
        .filter(|(_, text)| report(text).verdict == Verdict::Conforms)
        .collect();
    samples.sort();
    samples
}

/// Every place of a string in a packet.
fn strings(value: &Json, at: &str, places: &mut Vec<String>) {
    match value {
        Json::String(_) => places.push(at.to_owned()),
        Json::Object(members) => {
            members.iter().for_each(|(name, value)| strings(value, &format!("{at}/{name}"), places));
        }
        Json::Array(items) => {
            items.iter().enumerate().for_each(|(number, value)| strings(value, &format!("{at}/{number}"), places));
        }
        _ => {}
    }
}

fn names(path: &str) -> String {
    path.split('/').filter(|name| name.parse::<u32>().is_err()).collect::<Vec<_>>().join("/")
}

/// The places of a packet's strings, one for each field: those that tell which packet it is stay.
fn fields_of(packet: &Json) -> Vec<String> {
    let mut places = Vec::new();
    strings(packet, "", &mut places);
    let mut seen = BTreeSet::new();
    places.retain(|at| !at.ends_with("/service") && seen.insert(names(at)));
    places
}

/// Every field of every packet, once for each sample: those that tell which packet it is stay.
fn json_fields() -> Vec<Template> {
    let mut templates: Vec<Template> = Vec::new();
    for (name, text) in samples("json") {
        let Ok(packet) = serde_json::from_str::<Json>(&text) else { continue };
        let places = fields_of(&packet);
        for at in places {
            let mut packet = packet.clone();
            *packet.pointer_mut(&at).unwrap() = MARK.into();
            let (fields, text) = (names(&at), packet.to_string());
            templates.push(Template { name: name.clone(), at, fields, text, is_xml: false });
        }
    }
    templates
}

/// Every element that holds nothing but text in the XML samples, once for each name.
fn xml_fields() -> Vec<Template> {
    let mut templates: Vec<Template> = Vec::new();
    for (name, text) in samples("xml") {
        let mut seen = BTreeSet::new();
        for (end, _) in text.match_indices("</") {
            let start = text[..end].rfind('>').unwrap() + 1;
            let element = text[end + 2..].split('>').next().unwrap().to_owned();
            let is_leaf = text[..start].ends_with(&format!("<{element}>")) && !text[start..end].trim().is_empty();
            if is_leaf && element != "service" && seen.insert(element.clone()) {
                let text = format!("{}{MARK}{}", &text[..start], &text[end..]);
                templates.push(Template {
                    name: name.clone(),
                    at: element.clone(),
                    fields: element,
                    text,
                    is_xml: true,
                });
            }
        }
    }
    templates
}

/// Each field of each packet once: two samples of one packet say the same of it.
fn each_once(mut templates: Vec<Template>) -> Vec<Template> {
    let mut seen = BTreeSet::new();
    templates.retain(|template| {
        let packet = report(&template.plain("1")).sources.first().and_then(|source| source.packet.clone());
        seen.insert((packet, template.fields.clone(), template.is_xml))
    });
    templates
}

#[test]
fn no_form_hides_a_wrong_value() {
    let templates: Vec<Template> = json_fields().into_iter().chain(xml_fields()).collect();
    let templates = each_once(templates);
    assert!(templates.len() > 250, "{}", templates.len());
    let mut hidden = Vec::new();
    for (number, template) in templates.iter().enumerate() {
        for (_, value) in WRONG.iter().enumerate().filter(|(at, _)| (at + number) % 2 == 0 || *at < 6) {
            let plain = report(&template.plain(value));
            // A number in quotes is itself the wrong form there.
            let plain_found: Found = found(&plain).into_iter().filter(|(rule, _)| rule != "wrong-type").collect();
            for text in template.forms(value) {
                let other = report(&text);
                let missing: Vec<_> = plain_found.difference(&found(&other)).cloned().collect();
                // The truth value itself is what the strings "True" and "1" of these fields stand for.
                let is_truth = text == template.with("true") || text == template.with("false");
                if is_truth && missing.iter().all(|(rule, _)| rule == "bad-code") {
                    continue;
                }
                let is_lost = plain.verdict == Verdict::DoesNotConform && other.verdict == Verdict::Conforms;
                if is_lost || !missing.is_empty() {
                    hidden.push(format!("{} {} {value:?}: {missing:?} {is_lost}", template.name, template.at));
                }
            }
        }
    }
    assert!(hidden.is_empty(), "{} hidden, as in {:#?}", hidden.len(), hidden.iter().take(12).collect::<Vec<_>>());
}

/// A packet and its faults, each at a place with a value that gives a finding there.
struct Faulty {
    name: String,
    packet: Json,
    faults: Vec<Fault>,
}

struct Fault {
    at: String,
    field: String,
    value: Json,
    report: Report,
}

/// What a rule says that looks at one value or one name.
fn of_values(report: &Report) -> Found {
    let is_of_values = |rule: &str| rules_of_values().contains(rule);
    found(report).into_iter().filter(|(rule, _)| is_of_values(rule)).collect()
}

fn rules_of_values() -> BTreeSet<String> {
    let ids = RuleId::ALL.into_iter().filter(|id| matches!(id.rule().group, Group::Reading | Group::Values));
    ids.map(|id| id.to_string()).collect()
}

/// The fields that a row's cases ask for, and those rows: they are read together.
fn read_together() -> BTreeSet<String> {
    let types = dictionary().packets.iter().flat_map(|packet| packet.types.values());
    let rows = types.flat_map(|table| &table.fields).filter(|row| !row.when.is_empty());
    let names = rows.flat_map(|row| {
        let conditions = row.when.iter().flat_map(|case| case.conditions.iter().map(|(name, _)| name.clone()));
        conditions.chain([row.name.to_string()]).collect::<Vec<_>>()
    });
    names.collect()
}

/// Two faults of every field of every packet, as strings and as bare tokens.
fn faulty_packets() -> Vec<Faulty> {
    let mut all = Vec::new();
    for (name, text) in samples("json") {
        let Ok(packet) = serde_json::from_str::<Json>(&text) else { continue };
        let places = fields_of(&packet);
        let mut faults = Vec::new();
        for (number, at) in places.into_iter().enumerate() {
            let values = (0..WRONG.len()).map(|step| WRONG[(number * 7 + step) % WRONG.len()]);
            let bare = values.clone().filter_map(|value| serde_json::from_str(value).ok());
            let given = [bare.take(1).collect::<Vec<Json>>(), values.map(Json::from).collect()].concat();
            let mut told = given.into_iter().filter_map(|value| {
                let mut packet = packet.clone();
                *packet.pointer_mut(&at)? = value.clone();
                let report = report(&packet.to_string());
                let is_fault = report.findings.iter().any(|finding| finding.severity != Severity::Info);
                let field = at.rsplit('/').next()?.to_owned();
                is_fault.then(|| Fault { at: at.clone(), field, value, report })
            });
            faults.extend(told.by_ref().take(2));
        }
        all.push(Faulty { name, packet, faults });
    }
    all
}

#[test]
fn two_faults_are_told_as_each_of_them() {
    let together = read_together();
    let packets = faulty_packets();
    let pairs = |count: usize| count * count.saturating_sub(1) / 2;
    let all: usize = packets.iter().map(|packet| pairs(packet.faults.len())).sum();
    let step = all.div_ceil(PAIRS);
    let mut number = 0;
    for Faulty { name, packet, faults } in &packets {
        for (at, one) in faults.iter().enumerate() {
            for other in faults.iter().skip(at + 1).filter(|other| other.at != one.at) {
                number += 1;
                if number % step == 0 {
                    let mut packet = packet.clone();
                    *packet.pointer_mut(&one.at).unwrap() = one.value.clone();
                    *packet.pointer_mut(&other.at).unwrap() = other.value.clone();
                    let both = report(&packet.to_string());
                    let told = format!("{name}: {} {}, {} {}", one.at, one.value, other.at, other.value);
                    let is_wrong = |report: &Report| report.verdict == Verdict::DoesNotConform;
                    // A share that cannot be read may be what the others lack.
                    let are_shares = [one, other].iter().all(|fault| fault.field.starts_with("PhanTramDanhGia"));
                    let was_wrong = is_wrong(&one.report) || is_wrong(&other.report);
                    assert!(is_wrong(&both) || !was_wrong || are_shares, "{told}");
                    if [one, other].iter().all(|fault| !together.contains(&fault.field)) {
                        let union: Found = of_values(&one.report).union(&of_values(&other.report)).cloned().collect();
                        assert_eq!(of_values(&both), union, "{told}");
                    }
                }
            }
        }
    }
    assert!(number / step > PAIRS / 2, "{number}");
}

/// So many pairs are tried, spread over all of them.
const PAIRS: usize = 8000;

#[test]
fn a_safe_repair_brings_nothing_new() {
    for template in each_once(json_fields().into_iter().chain(xml_fields()).collect()) {
        for value in WRONG {
            let plain = template.plain(value);
            for text in template.forms(value).into_iter().step_by(3).chain([plain]) {
                let before = report(&text);
                let repaired = repair(text.as_bytes(), &Options::default(), Which::Safe);
                if repaired.applied == 0 {
                    continue;
                }
                let known = found(&before);
                let is_new = |finding: &&Finding| {
                    finding.severity == Severity::Error
                        && !known.contains(&(finding.rule.clone(), finding.path.clone()))
                };
                let new: Vec<_> = repaired.report.findings.iter().filter(is_new).map(|new| &new.rule).collect();
                assert!(new.is_empty(), "{} {} {value}: {new:?}\n{text}", template.name, template.at);
                let left = repaired.report.findings.iter().filter_map(|finding| finding.fix.as_ref());
                assert!(left.filter(|fix| fix.safe).count() == 0, "{} {} {value}\n{text}", template.name, template.at);
            }
        }
    }
}

/// Rule and path of what is found in a packet, in order.
fn told(text: &str) -> Vec<String> {
    let mut told: Vec<String> = found(&report(text)).iter().map(|(rule, path)| format!("{rule} {path}")).collect();
    told.sort();
    told
}

#[test]
fn a_bare_value_is_the_string_it_stands_for() {
    let packet = r#"{"madonvi": "000.00.00.H99", "service": "CapNhatTienDoHoSoMC", "data": [
        {"MaHoSo": 1, "NguoiXuLy": 0, "ThoiDiemXuLy": 0, "NoiDungXuLy": false, "TrangThai": 99}]}"#;
    let expected = [
        "bad-code /data/0/TrangThai",
        "bad-date /data/0/ThoiDiemXuLy",
        "bad-identifier /data/0/MaHoSo",
        "wrong-type /data/0/MaHoSo",
        "wrong-type /data/0/NguoiXuLy",
        "wrong-type /data/0/NoiDungXuLy",
        "wrong-type /data/0/ThoiDiemXuLy",
        "wrong-type /data/0/TrangThai",
    ];
    assert_eq!(told(packet), expected);
    // What is graver than the missing quotes is not put in quotes.
    let quoted = |finding: &&Finding| finding.rule == "wrong-type" && finding.fix.as_ref().is_some_and(|fix| fix.safe);
    let report = report(packet);
    let quoted: Vec<&str> = report.findings.iter().filter(quoted).map(|finding| finding.path.as_str()).collect();
    assert_eq!(quoted, ["/data/0/NguoiXuLy", "/data/0/NoiDungXuLy"]);
}

/// The repairs of an amount or a count that is written so: rule, new text, safe.
fn repairs(sample: &str, field: &str, raw: &str) -> Vec<(String, String, bool)> {
    let mut packet: Json = serde_json::from_str(sample).unwrap();
    packet["data"][0][field] = MARK.into();
    let text = packet.to_string().replace(&format!("\"{MARK}\""), raw);
    let fixes = report(&text).findings.into_iter().filter_map(|finding| Some((finding.rule, finding.fix?)));
    fixes.map(|(rule, fix)| (rule, fix.edits[0].text.clone(), fix.safe)).collect()
}

#[test]
fn three_zeros_behind_a_point_may_be_thousands() {
    let of = |raw: &str| repairs(include_str!("../../pkg-tests/samples/statistics.json"), "SoNhanTrongKy", raw);
    let fix = |rule: &str, text: &str, safe| vec![(rule.to_owned(), text.to_owned(), safe)];
    assert_eq!(of("147"), fix("wrong-type", "\"147\"", true));
    assert_eq!(of("147.0"), fix("wrong-type", "\"147\"", true));
    assert_eq!(of("147.000"), fix("wrong-type", "\"147\"", false));
    assert_eq!(of("\"147.000\""), fix("bad-number", "147000", false));
    assert_eq!(of("\"147.0\""), fix("bad-number", "147", true));
    assert_eq!((of("true"), of("147.5"), of("\"1e3\"")), (vec![], vec![], vec![]));
}

#[test]
fn the_same_record_is_known_in_any_form() {
    let packet = |one: &str, other: &str| {
        let step = |code: &str| format!(r#"{{"MaHoSo": {code}}}"#);
        format!(r#"{{"service": "DongBoHoSoMC", "data": [{}, {}]}}"#, step(one), step(other))
    };
    let is_told = |text: &str| told(text).contains(&"duplicate-record /data/1/MaHoSo".to_owned());
    for other in [
        "\"H99-240305-0001\"",
        "\" H99-240305-0001\u{A0}\"",
        "\"\u{3000}H99-240305-0001\u{FEFF}\"",
        r#""\u0048\u0039\u0039-240305-0001\t""#,
    ] {
        assert!(is_told(&packet("\"H99-240305-0001\"", other)), "{other}");
    }
    assert!(is_told(&packet("1", "\"1\"")) && is_told(&packet("true", "\"true \"")));
    assert!(!is_told(&packet("1", "\"01\"")));
    let month =
        |month: &str| format!(r#"{{"Thang": {month}, "Nam": "2024", "Madonvi": "000.00.00.H99", "LoaiThongKe": "1"}}"#);
    for (one, other, same) in [("\"7\"", "\"07\"", true), ("\"Tháng 7\"", "7", true), ("\"1/2\"", "\"12\"", false)] {
        let packet = format!(r#"{{"service": "DongBoThongKeHoSo", "data": [{}, {}]}}"#, month(one), month(other));
        assert_eq!(told(&packet).iter().any(|told| told.starts_with("duplicate-record")), same, "{one} {other}");
    }
}

#[test]
fn figures_of_any_length_are_added() {
    let sample = include_str!("../../pkg-tests/samples/statistics.json");
    for digits in [15, 16, 20, 100, 100_000] {
        let mut packet: Json = serde_json::from_str(sample).unwrap();
        packet["data"][0]["SoNhanTrongKy"] = "9".repeat(digits).into();
        assert_eq!(told(&packet.to_string()), ["sum-mismatch /data/0/TongSoXuLy"], "{digits}");
        let zeros = "0".repeat(digits);
        let number = packet["data"][0]["SoTonKyTruoc"].as_str().unwrap().to_owned();
        packet = serde_json::from_str(sample).unwrap();
        packet["data"][0]["SoTonKyTruoc"] = format!("{zeros}{number}").into();
        assert!(told(&packet.to_string()).is_empty(), "{digits}");
    }
}

/// The repair of each ambiguous date of a packet of dossiers, in order: its text, or a dash where none is offered.
fn readings(records: &[&str]) -> Vec<String> {
    let record = |members: &&str| format!("{{{members}}}");
    let records: Vec<String> = records.iter().map(record).collect();
    let packet = format!(r#"{{"service": "DongBoHoSoMC", "data": [{}]}}"#, records.join(","));
    let is_ambiguous = |finding: &Finding| {
        let message = finding.message.vi.as_deref().unwrap_or_default();
        finding.rule == "bad-date" && message.contains("hai cách đọc")
    };
    let fixes = report(&packet).findings.into_iter().filter(is_ambiguous).map(|finding| finding.fix);
    fixes
        .map(|fix| {
            assert!(fix.as_ref().is_none_or(|fix| !fix.safe));
            fix.map_or_else(|| "-".to_owned(), |fix| fix.edits[0].text.clone())
        })
        .collect()
}

#[test]
fn other_dates_tell_which_of_day_and_month_comes_first() {
    let day = "20200403080400";
    let month = "20200304080400";
    let either = r#""NgayTiepNhan": "03/04/2020 08:04""#;
    let with = |code: &str, more: &str| format!(r#""MaHoSo": "{code}", {either}, "NgayHenTra": "{more}""#);
    let (of_day, of_month) = (r#""NgayTiepNhan": "19/10/2021""#, r#""NgayTiepNhan": "10/19/2021""#);
    let elsewhere = r#""NgayTra": "10/19/2021""#;
    assert_eq!(readings(&[either]), [day], "documents put the day first");
    // The code of the dossier, before all others.
    assert_eq!(readings(&[&with("H99-200304-0001", "19/10/2021")]), [month]);
    assert_eq!(readings(&[&with("H99-200403-0001", "10/19/2021")]), [day]);
    // The record itself, also behind the date; not the records before it.
    assert_eq!(readings(&[&with("H99-200313-0001", "03/18/2020 17:00")]), [month]);
    assert_eq!(readings(&[of_day, &with("H99-200313-0001", "03/18/2020 17:00")]), [month]);
    // The same field before, then all fields before.
    assert_eq!(readings(&[of_month, either]), [month]);
    assert_eq!(readings(&[r#""NgayTra": "19/10/2021""#, of_month, either]), [month]);
    assert_eq!(readings(&[elsewhere, either]), [month]);
    // Where they contradict each other nobody can tell.
    assert_eq!(readings(&[of_day, of_month, either]), ["-"]);
    assert_eq!(readings(&[r#""NgayTra": "19/10/2021""#, r#""NgayHenTra": "10/19/2021""#, either]), ["-"]);
    let both = r#""NgayTiepNhan": "03/04/2020 08:04", "NgayHenTra": "03/18/2020", "NgayTra": "19/10/2021""#;
    assert_eq!(readings(&[both]), ["-"]);
    // A date that the code tells is told to the others of its record.
    let told = r#""MaHoSo": "H99-200304-0001", "NgayTiepNhan": "03/04/2020", "NgayHenTra": "05/04/2020 17:00""#;
    assert_eq!(readings(&[told]), ["20200304000000", "20200504170000"]);
}

//! What reports give away, by every format: whatever stands in a field of any packet, no masked report shows it; what opens
//! a door stands in no report at all; and of a person's code a masked report does not tell which it was meant to be.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::{csv, handed_on, html, json, sarif, text};
use crate::{
    check::{Options, check},
    model::{Finding, Language, Report},
    standard::{FieldType, dictionary},
};

const WORD: &str = "Qxzvok Wjbrug";
const NUMBER: &str = "735199735199";
/// Any four signs of the word or of the number in a row.
const TRACES: [&str; 12] =
    ["qxzv", "xzvo", "zvok", "wjbr", "jbru", "brug", "7351", "3519", "5199", "1997", "9973", "9735"];

/// What is put in the place of a value, as JSON.
const PLANTED: [&str; 20] = [
    r#""Qxzvok Wjbrug""#,
    r#"" Qxzvok Wjbrug\u200b""#,
    r#""Qxzvok Wjbrug\u0007""#,
    r#""Qxzvok\nWjbrug""#,
    "\"Nguye\u{302}\u{303}n Qxzvok\"",
    r#""NguyÔn V¨n Qxzvok""#,
    "735199735199",
    "-735199.7351",
    r#""735199735199""#,
    r#""0735 199 735""#,
    r#""735.199.735""#,
    r#""7351997351990 ""#,
    r#""73/51/9973""#,
    "\"\u{ff17}\u{ff13}\u{ff15}199735199\"",
    r#""qxzvok@""#,
    r#""https://may-trong/Qxzvok?k=Wjbrug""#,
    r#"["Qxzvok Wjbrug", "735199735199"]"#,
    r#"{"Qxzvok": "Wjbrug"}"#,
    r#"{"735199735199": {"7351": "Wjbrug\u0007"}}"#,
    r#"{"[Qxzvok]": {"7351[1]": "Wjbrug"}}"#,
];

/// A day in every notation, and what of it may stand nowhere.
const DAYS: [&str; 6] =
    ["29/03/1957", "19570329", "19570329080400", "1957-03-29T08:04:00Z", "29.3.1957 ", "19573203000000"];
const DAY_TRACES: [&str; 4] = ["1957", "29/03", "29/3", "3/29"];

fn options(mask: bool) -> Options {
    Options::builder().mask(mask).name("Qxzvok Wjbrug.json").build().unwrap()
}

/// The report in every format, without places and prints, which may have any digits.
fn written(mut report: Report, source: Option<&[u8]>) -> [(&'static str, String); 5] {
    handed_on::without_secrets(&mut report);
    let style = text::Style { language: Language::Vi, audience: text::Audience::Developer, color: false };
    let lines = text::text(&report, source.as_slice(), style);
    for source in &mut report.sources {
        source.bytes = 0;
    }
    for finding in &mut report.findings {
        finding.range = crate::model::Range::default();
        finding.fingerprint.clear();
        finding.related.iter_mut().for_each(|related| related.range = crate::model::Range::default());
        for edit in finding.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
            (edit.start, edit.end) = (0, 0);
        }
    }
    let reports = std::slice::from_ref(&report);
    let title = |id: &str| crate::rules::title(id, Language::Vi);
    [
        ("text", lines),
        ("json", json::pretty(&report)),
        ("csv", csv::csv(reports, Language::Vi)),
        ("sarif", sarif::sarif(reports, Language::En, &title)),
        ("html", html::html(reports, Language::Vi, &title)),
    ]
}

fn assert_no_trace(formats: &[(&'static str, String)], traces: &[&str], what: &str) {
    for (format, text) in formats {
        let lower = text.to_lowercase();
        for trace in traces {
            let line = lower.lines().find(|line| line.contains(trace));
            assert!(line.is_none(), "{format} shows {trace} of {what}: {}", line.unwrap_or_default());
        }
    }
}

fn samples(ending: &str) -> Vec<String> {
    let folders = ["pkg-tests/samples", "www/samples"].map(|folder| format!("{}/{folder}", env!("CARGO_MANIFEST_DIR")));
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|file| file.unwrap().path());
    let mut files: Vec<_> = files
        .filter(|file| file.extension().is_some_and(|extension| extension == ending))
        .filter(|file| !file.to_string_lossy().contains("-loi"))
        .collect();
    files.sort();
    files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

/// Every place of a value.
fn places(value: &Json, at: &str, found: &mut Vec<String>) {
    match value {
        Json::Object(members) => members.iter().for_each(|(name, value)| places(value, &format!("{at}/{name}"), found)),
        Json::Array(items) => {
            items.iter().enumerate().for_each(|(number, value)| places(value, &format!("{at}/{number}"), found));
        }
        _ => {}
    }
    if !at.is_empty() {
        found.push(at.to_owned());
    }
}

/// Every packet with a place for a value in the place of each of its values, once for each field, and the field's names.
fn json_templates() -> Vec<(String, String)> {
    let mut seen = BTreeSet::new();
    let mut templates = Vec::new();
    for sample in samples("json") {
        let packet: Json = serde_json::from_str(&sample).unwrap();
        let mut all = Vec::new();
        places(&packet, "", &mut all);
        let id = check(sample.as_bytes(), &Options::default()).packet;
        for place in all {
            let names: Vec<&str> = place.split('/').filter(|name| name.parse::<u32>().is_err()).collect();
            if seen.insert((id.clone(), names.join("/"))) {
                let mut copy = packet.clone();
                *copy.pointer_mut(&place).unwrap() = Json::from("@value@");
                templates.push((names.join("/"), copy.to_string()));
            }
        }
    }
    templates
}

/// The names of which every row holds personal data, or stands in one that does.
fn is_personal(names: &str) -> bool {
    let rows = || dictionary().packets.iter().flat_map(|packet| packet.types.values()).flat_map(|table| &table.fields);
    names.split('/').any(|name| {
        let mut same = rows().filter(|row| row.name == *name).peekable();
        same.peek().is_some() && same.all(|row| row.personal)
    })
}

#[test]
fn no_masked_report_shows_what_stands_in_a_field() {
    let options = options(true);
    let templates = json_templates();
    assert!(templates.len() > 300, "{}", templates.len());
    for (names, template) in &templates {
        for planted in PLANTED {
            let source = template.replace("\"@value@\"", planted);
            let formats = written(check(source.as_bytes(), &options), None);
            assert_no_trace(&formats, &TRACES, &format!("{planted} in {names}"));
        }
        for day in DAYS.iter().filter(|_| is_personal(names)) {
            let formats = written(check(template.replace("@value@", day).as_bytes(), &options), None);
            assert_no_trace(&formats, &DAY_TRACES, &format!("{day} in {names}"));
        }
    }
}

#[test]
fn no_masked_report_shows_a_name_or_what_stands_under_it() {
    let options = options(true);
    for (names, template) in &json_templates() {
        let (_, last) = names.rsplit_once('/').unwrap_or_default();
        for name in [WORD, NUMBER, "7351", "7351[1]", "[Qxzvok]", "@Qxzvok", "a/Qxzvok", "~2Qxzvok"] {
            let source =
                template.replace(&format!("\"{last}\":\"@value@\""), &format!("\"{name}\":{{\"{NUMBER}\":1}}"));
            let formats = written(check(source.as_bytes(), &options), None);
            assert_no_trace(&formats, &TRACES, &format!("the name {name} beside {names}"));
        }
    }
}

/// Each element that holds text only: what stands before it, the element's name and text, and what stands behind it.
fn elements(sample: &str) -> Vec<[&str; 4]> {
    let mut seen = BTreeSet::new();
    let starts = sample.match_indices('<').map(|(at, _)| at + 1);
    let cut = |start: usize| {
        let (head, rest) = sample.get(start..)?.split_once('>')?;
        let name = head.split_whitespace().next()?;
        let (content, _) = rest.split_once('<')?;
        rest.get(content.len()..)?.strip_prefix(&format!("</{name}>"))?;
        let at = start + head.len() + 1;
        Some([sample.get(..start - 1)?, name, content, sample.get(at + content.len()..)?])
    };
    starts.filter_map(cut).filter(|[_, name, ..]| seen.insert(*name)).collect()
}

#[test]
fn no_masked_report_shows_what_stands_in_an_element_or_is_moved_with_it() {
    let options = options(true);
    let mut moves = 0;
    for sample in samples("xml") {
        for [before, name, _, behind] in elements(&sample) {
            let behind_it = behind.strip_prefix(&format!("</{name}>")).unwrap();
            for value in
                [WORD, " Qxzvok\u{200b} ", "Qxzvok&#7;Wjbrug", NUMBER, "<![CDATA[Qxzvok]]>", "<Qxzvok>Wjbrug</Qxzvok>"]
            {
                let element = format!("<{name}>{value}</{name}>");
                // Also before the elements that stand around it, and at their ends.
                for up in 0..3 {
                    let tag = before.rmatch_indices('<').nth(up).map_or(before.len(), |(at, _)| at);
                    let at = if up == 0 { before.len() } else { tag };
                    let (head, tail) = before.split_at(at);
                    let source = format!("{head}{element}{tail}{behind_it}");
                    let report = check(source.as_bytes(), &options);
                    moves += usize::from(report.findings.iter().any(|finding| finding.rule == "wrong-order"));
                    assert_no_trace(&written(report, None), &TRACES, &format!("{element} in {name}"));
                }
            }
            for day in DAYS.iter().filter(|_| is_personal(name) || sample.contains("<CongDan>")) {
                let source = format!("{before}<{name}>{day}{behind}");
                assert_no_trace(
                    &written(check(source.as_bytes(), &options), None),
                    &DAY_TRACES,
                    &format!("{day} in {name}"),
                );
            }
        }
    }
    assert!(moves > 10, "{moves}");
}

/// What a masked report says of the code at a place, but for lengths. What other fields say of it, as a time of death does,
/// is a finding of its own: the verdict needs it.
fn said(source: &str, name: &str) -> BTreeSet<String> {
    let report = check(source.as_bytes(), &options(true));
    let at = |finding: &&Finding| finding.rule == "bad-code" && finding.path.ends_with(name);
    let findings = report.findings.into_iter().filter(|finding| at(&finding));
    let told = findings.map(|mut finding| {
        finding.range = crate::model::Range::default();
        finding.found = finding.found.map(|found| found.replace(|sign: char| sign.is_ascii_digit(), ""));
        finding.related.iter_mut().for_each(|related| related.range = crate::model::Range::default());
        serde_json::to_string(&finding).unwrap()
    });
    told.collect()
}

/// Labels of all codes of a list, wrongly written and not.
fn labels(list: &str) -> Vec<String> {
    let codes = &dictionary().codes.get(list).unwrap().codes;
    let of_code = |code: &crate::standard::Code| {
        let labelled = format!("{} - {}", code.code, code.vi);
        [code.vi.clone(), code.vi.to_uppercase(), code.en.clone(), labelled, format!("{}x", code.vi)]
    };
    codes.iter().flat_map(of_code).chain(["xyz".to_owned()]).collect()
}

#[test]
fn every_wrong_label_of_a_persons_code_gives_the_same_masked_report() {
    let mut compared = 0;
    let citizens = samples("xml").into_iter().filter(|sample| sample.contains("<CongDan>"));
    let rows = || {
        let tables = dictionary().packets.iter().flat_map(|packet| packet.types.values());
        tables.flat_map(|table| &table.fields).filter(|row| row.personal && row.codes.is_some())
    };
    let mut sources: Vec<(String, String, String)> = Vec::new();
    for row in rows().filter(|row| matches!(row.field_type, FieldType::Code | FieldType::NumberCode)) {
        let (name, list) = (row.name.to_string(), row.codes.clone().unwrap());
        for sample in citizens.clone() {
            for [before, _, _, behind] in elements(&sample).into_iter().filter(|element| element[1] == name) {
                sources.push((name.clone(), list.clone(), format!("{before}<{name}>@value@{behind}")));
            }
        }
        for (names, template) in json_templates() {
            if names.ends_with(&format!("/{name}")) {
                sources.push((name.clone(), list.clone(), template));
            }
        }
    }
    for (name, list, source) in sources {
        let reports: BTreeSet<_> = labels(&list)
            .iter()
            .map(|label| said(&source.replace("@value@", label), &name))
            .filter(|said| !said.is_empty())
            .collect();
        assert!(reports.len() <= 1, "{name} of {list}: {reports:#?}");
        compared += reports.len();
    }
    assert!(compared > 5, "{compared}");
}

/// A secret as it may be written, in JSON.
const SECRETS: [&str; 26] = [
    r#""S3CR3T x""#,
    r#"" S3CR3T""#,
    r#""abc'S3CR3T""#,
    "abc'S3CR3T'",
    r#"["S3CR3T"]"#,
    r#"{"S3CR3T": {"S3CR3T": [1, "S3CR3T\u0007"]}}"#,
    "'S3CR3T'",
    "S3CR3T x",
    r#""S3CR3T\"S3CR3T""#,
    r#""S3CR3T\qS3CR3T""#,
    r#""S3CR3T<x>""#,
    r#""S3CR3T"#,
    r#"S3CR3T""#,
    r#""S3CR3T" "S3CR3T""#,
    "“S3CR3T”",
    r#""S3CR3T";"#,
    r#""S3CR3T","S3CR3T""#,
    r#""S3CR3T"S3CR3T"#,
    "\"S3CR3T\nS3CR3T\"",
    r#"/*S3CR3T*/"S3CR3T""#,
    "NaN S3CR3T",
    "`S3CR3T`",
    r#""x" + "S3CR3T""#,
    "S3CR3T:S3CR3T",
    r#"\"S3CR3T\""#,
    r#"="S3CR3T""#,
];

/// A text and the same inside others.
fn wrapped(text: &str) -> Vec<Vec<u8>> {
    let quoted = Json::from(text).to_string();
    let entities = text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let utf16 = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let texts = [
        text.to_owned(),
        text.replace(',', ",\n"),
        format!("{{\"message\": {quoted}}}"),
        Json::from(quoted.as_str()).to_string(),
        quoted,
        base64(text.as_bytes()),
        format!("{{\"data\": \"{}\"}}", base64(text.as_bytes())),
        format!("<string>{entities}</string>"),
        format!("<string><![CDATA[{}]]></string>", text.replace("]]>", "]]]]><![CDATA[>")),
        format!("{text}\n{text}"),
        format!("Cookie: S3CR3T\r\n\r\n{text}"),
        format!("{text}\r\nS3CR3T"),
    ];
    let list = (!text.starts_with('<')).then(|| format!("[{text}, {text}]"));
    texts.into_iter().chain(list).map(String::into_bytes).chain([utf16]).collect()
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let four = |three: &[u8]| {
        let number = (0..3).fold(0, |number, place| number << 8 | u32::from(three.get(place).copied().unwrap_or(0)));
        let sign = move |place: u32| char::from(SIGNS[(number >> (18 - 6 * place) & 63) as usize]);
        let signs = three.len() as u32 + 1;
        (0..4).map(move |place| if place < signs { sign(place) } else { '=' }).collect::<String>()
    };
    bytes.chunks(3).map(four).collect()
}

#[test]
fn what_opens_a_door_stands_in_no_report() {
    let rest = r#""madonvi":"x x","service":"CapNhatTienDoHoSoMC","data":[{"MaHoSo":"x","NguoiXuLy":""}]}"#;
    // Any part of the packet in base64 could be decoded.
    let base64 = base64(br#""S3CR3T"#);
    let traces = ["s3cr", "cr3t", &base64[..8].to_lowercase()];
    let options = Options::default();
    for name in ["session", "Session", "sesion", "accessToken", "matKhau", "api-key", r"sess\u0069on"] {
        for secret in SECRETS {
            let behind = r#""service":"CapNhatTienDoHoSoMC","data":[{"MaHoSo":"x"}]"#;
            let sources = [
                format!("{{\"{name}\": {secret}, {rest}"),
                format!("{{\"madonvi\": \"x x\", \"{name}\": {secret}, {rest}"),
                format!("{{{behind}, \"{name}\": {secret}, \"madonvi\": \"x x\"}}"),
            ];
            let in_record = rest.replace("\"NguoiXuLy\"", &format!("\"{name}\": {secret}, \"NguoiXuLy\""));
            for source in
                sources.iter().flat_map(|source| wrapped(source)).chain([format!("{{{in_record}").into_bytes()])
            {
                let formats = written(check(&source, &options), Some(&source));
                assert_no_trace(&formats, &traces, &String::from_utf8_lossy(&source));
            }
        }
    }
}

#[test]
fn nor_what_stands_in_the_header_or_the_secret_elements_of_a_packet_in_xml() {
    let packet = |inner: &str| {
        format!(
            "<CapNhatTienDoHoSoMC>{inner}<madonvi>x x</madonvi><service>CapNhatTienDoHoSoMC</service><data><item>\
                 <MaHoSo>x</MaHoSo>{inner}</item></data></CapNhatTienDoHoSoMC>"
        )
    };
    for secret in [
        "S3CR3T x",
        "<a>S3CR3T</a>",
        "<S3CR3T/>",
        "<![CDATA[S3CR3T]]>",
        "S3CR3T & S3CR3T",
        "&S3CR3T;",
        "<!-- S3CR3T -- S3CR3T -->",
        "<?S3CR3T S3CR3T?>",
        "S3CR3T\u{7}",
        "S3CR3T]]>",
        r#"<a b=S3CR3T c="S3CR3T" S3CR3T="S3CR3T"/>"#,
        "&#7;S3CR3T",
    ] {
        let mut texts = vec![format!(
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header>{secret}<S3CR3T a=\"S3CR3T\">{secret}\
             </S3CR3T></s:Header><s:Body>{}</s:Body></s:Envelope>",
            packet("")
        )];
        for name in ["session", "Session", "accessToken"] {
            texts.push(packet(&format!("<{name} t=\"S3CR3T\" S3CR3T=\"S3CR3T\">{secret}</{name}>")));
        }
        for source in texts.iter().flat_map(|text| wrapped(text)) {
            let formats = written(check(&source, &Options::default()), Some(&source));
            assert_no_trace(&formats, &["s3cr", "cr3t"], &String::from_utf8_lossy(&source));
        }
    }
}

//! Tests of what may surround a packet, by the table of the forms: each form around each sample, in JSON and XML alike.

use crate::{
    check::{Options, check},
    model::{Finding, Report, Severity, Verdict, VerdictReason},
    repair::{Which, repair},
};

/// Packets with something to say about, and packets without.
fn packets() -> Vec<String> {
    let dossier = include_str!("../../../pkg-tests/samples/dossier-2020.json");
    let in_xml = include_str!("../../../pkg-tests/samples/dossier-2020.xml");
    let citizens = include_str!("../../../pkg-tests/samples/citizen-qcvn109.xml");
    let mut all: Vec<String> = [
        dossier,
        in_xml,
        citizens,
        include_str!("../../../pkg-tests/samples/citizen-live.xml"),
        include_str!("../../../pkg-tests/samples/statistics.json"),
        include_str!("../../../pkg-tests/samples/population-query.json"),
        include_str!("../../../pkg-tests/samples/dossier-2022-bare-array.json"),
        include_str!("../../../pkg-tests/samples/services-reply.json"),
    ]
    .map(str::to_owned)
    .to_vec();
    all.push(dossier.replace("\"HinhThuc\": \"1\"", "\"HinhThuc\": \"7\"").replace("20200313080400", "20201313080400"));
    all.push(in_xml.replace("<HinhThuc>1", "<HinhThuc>7").replace("<TenTTHC>", "<TenTTHC> &amp; "));
    all.push(citizens.replace("<GioiTinh>2", "<GioiTinh>9"));
    all
}

fn in_lines(text: &str, mark: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("{mark}{line}")).collect();
    lines.join("\n") + "\n"
}

fn entities(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

fn in_string(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn escaped(text: &str) -> String {
    in_string(text).trim_matches('"').to_owned()
}

fn base64(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let of_three = |three: &[u8]| {
        let word = three.iter().fold(0_u32, |word, &byte| word << 8 | u32::from(byte)) << (8 * (3 - three.len()));
        let digit = |at: usize| char::from(DIGITS[(word >> (18 - 6 * at) & 63) as usize]);
        (0..4).map(|at| if at <= three.len() { digit(at) } else { '=' }).collect::<String>()
    };
    text.as_bytes().chunks(3).map(of_three).collect()
}

/// A value under that name in an object of something else: as it is where it is JSON, else in a string.
fn under(key: &str, text: &str) -> String {
    let value = if text.trim_start().starts_with('<') { in_string(text) } else { text.to_owned() };
    format!("{{\"ok\": true, \"{key}\": {value}, \"time\": 12}}")
}

/// Texts that hold the packet and something else, each of one kind.
fn debris(text: &str) -> Vec<(&'static str, String)> {
    vec![
        ("a log line", format!("2020-03-13 08:04:00 INFO Request body\n{text}")),
        ("a log line of brackets", format!("[INFO] [http-1] {text}")),
        ("log lines around", format!("sent:\n{text}\nProcess finished with code 0\n")),
        ("HTTP", format!("POST /api HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n\r\n{text}")),
        ("MIME", format!("--b1\r\nContent-Type: application/xml\r\n\r\n{text}\r\n--b1--\r\n")),
        ("mail", in_lines(text, "> ")),
        ("mail twice", in_lines(text, ">> ")),
        ("entities", entities(text)),
        ("escapes", escaped(text)),
        ("a string", in_string(text)),
        ("base64", base64(text)),
        (
            "base64 in lines",
            base64(text).as_bytes().chunks(76).map(|line| String::from_utf8_lossy(line) + "\r\n").collect(),
        ),
        ("d", under("d", text)),
        ("body", under("body", text)),
        ("Result", format!("{{\"Result\": {}}}", in_string(text))),
        (
            "Postman",
            format!(
                "{{\"info\": {{\"name\": \"x\"}}, \"item\": [{{\"request\": {{\"method\": \"POST\", \"body\": {{\"raw\": {}}}}}}}]}}",
                in_string(text)
            ),
        ),
        (
            "HAR",
            format!(
                "{{\"log\": {{\"version\": \"1.2\", \"entries\": [{{\"request\": {{\"postData\": {{\"mimeType\": \"x\", \"text\": {}}}}}}}]}}}}",
                in_string(text)
            ),
        ),
    ]
}

fn said(findings: &[Finding]) -> Vec<(String, Severity, String, Option<String>)> {
    let one =
        |finding: &Finding| (finding.rule.clone(), finding.severity, finding.path.clone(), finding.message.en.clone());
    let mut all: Vec<_> = findings.iter().map(one).collect();
    all.sort_by(|a, b| format!("{a:?}").cmp(&format!("{b:?}")));
    all
}

/// What is said but for what surrounds the packet.
fn inside(report: &Report) -> Vec<(String, Severity, String, Option<String>)> {
    said(&report.findings).into_iter().filter(|(rule, ..)| rule != "pasted-debris").collect()
}

#[test]
fn of_what_is_surrounded_the_same_is_said_and_what_surrounds_it() {
    for packet in packets() {
        let bare = check(packet.as_bytes(), &Options::default());
        for (kind, text) in debris(&packet) {
            let report = check(text.as_bytes(), &Options::default());
            let told: Vec<&Finding> = report.findings.iter().filter(|one| one.rule == "pasted-debris").collect();
            assert_eq!(told.len(), 1, "{kind}: {:?}\n{text}", said(&report.findings));
            assert_eq!(told[0].severity, Severity::Error, "{kind}");
            assert_eq!(report.verdict, Verdict::DoesNotConform, "{kind}");
            assert_eq!(inside(&report), said(&bare.findings), "{kind}\n{text}");
            let content = report.sources[0].content.as_ref().map(|content| content.verdict);
            assert_eq!(content, Some(bare.verdict), "{kind}");
            let says = report.summary.en.as_ref().is_some_and(|summary| {
                summary.contains("The packet inside, by itself, conforms.") == (bare.verdict == Verdict::Conforms)
            });
            assert!(says, "{kind}: {:?}", report.summary);
        }
    }
}

#[test]
fn the_repair_takes_the_packet_out() {
    for packet in packets() {
        let bare = check(packet.as_bytes(), &Options::default());
        for (kind, text) in debris(&packet) {
            let first = check(text.as_bytes(), &Options::default());
            let fix = first.findings.iter().find(|one| one.rule == "pasted-debris").and_then(|one| one.fix.clone());
            let edits = fix.unwrap_or_else(|| panic!("{kind}: no repair\n{text}")).edits;
            let out = crate::repair::apply(text.as_bytes(), &edits);
            let report = check(&out, &Options::default());
            assert_eq!(said(&report.findings), said(&bare.findings), "{kind}\n{}", String::from_utf8_lossy(&out));
        }
    }
}

#[test]
fn allowed_forms_are_not_mentioned() {
    let soap = |text: &str| {
        let text = text.split_once("?>").map_or(text, |(_, text)| text);
        format!(
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header><a:Token xmlns:a=\"x\">1<b/>\
             </a:Token></s:Header><s:Body>{text}</s:Body></s:Envelope>"
        )
    };
    for packet in packets() {
        let bare = check(packet.as_bytes(), &Options::default());
        let is_xml = packet.trim_start().starts_with('<');
        let mut forms = vec![format!("\u{FEFF}{packet}"), format!("\n\n{packet}\n")];
        if is_xml {
            forms = vec![format!("\u{FEFF}{packet}"), soap(&packet)];
        }
        for text in forms {
            let report = check(text.as_bytes(), &Options::default());
            let rules =
                |report: &Report| said(&report.findings).into_iter().map(|one| (one.0, one.1)).collect::<Vec<_>>();
            assert_eq!(rules(&report), rules(&bare), "{text}");
            assert_eq!((report.verdict, report.sources[0].content.is_some()), (bare.verdict, false), "{text}");
        }
    }
}

#[test]
fn what_is_no_packet_is_one_finding_and_stays_as_it_is() {
    let texts: [&[u8]; 12] = [
        b"",
        b" \r\n\t",
        b"\x1F\x8B\x08\0\0\0\0\0\0\x03",
        b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0D\0\0\0word/document.xml",
        b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n",
        b"<!DOCTYPE html><html><body>&nbsp;<br>{\"a\":1}</body>",
        b"MaHoSo;ChuHoSo\n1;An\n2;B\xC3\xACnh\n",
        b"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'/>",
        b"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
        b"https://dichvucong.gov.vn/p/home",
        "Anh xem giúp em tệp này với ạ".as_bytes(),
        b"H4sIAAAAAAAAA6tWKkktLlGyUlBQUFCqBQBHAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
    ];
    for text in texts {
        let report = check(text, &Options::default());
        let rules: Vec<&str> = report.findings.iter().map(|finding| finding.rule.as_str()).collect();
        assert_eq!(rules, ["unknown-packet"], "{}", String::from_utf8_lossy(text));
        assert_eq!((report.verdict, report.reason), (Verdict::NotChecked, Some(VerdictReason::NotAPacket)));
        assert_eq!(repair(text, &Options::default(), Which::All).bytes, text);
    }
}

#[test]
fn the_encoding_is_judged_by_what_the_format_allows() {
    let xml = |declaration: &str| {
        format!(
            "{declaration}<CapNhatTienDoHoSoMC><madonvi>H99</madonvi><data><item><MaHoSo>H99-200313-0001</MaHoSo><NguoiXuLy>Tr\u{1EA7}n An</NguoiXuLy><ThoiDiemXuLy>20200313080400</ThoiDiemXuLy><NoiDungXuLy>x</NoiDungXuLy><TrangThai>2</TrangThai></item></data></CapNhatTienDoHoSoMC>"
        )
    };
    let declared = |name: &str| xml(&format!("<?xml version=\"1.0\" encoding=\"{name}\"?>"));
    let json = r#"{"madonvi": "H99", "service": "TraCuuHoSo", "mahoso": "H99-200313-0001", "x": "Ứ"}"#;
    let wide = |text: &str, is_marked: bool| -> Vec<u8> {
        let mark = if is_marked { &[0xFEFF][..] } else { &[] };
        mark.iter().copied().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let marked = |text: String| [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let old = |text: &str| {
        text.replace("Tr\u{1EA7}n", "Tr\u{E2}\u{300}n")
            .chars()
            .map(|sign| match sign {
                '\u{300}' => 0xCC,
                sign => u8::try_from(u32::from(sign)).unwrap(),
            })
            .collect::<Vec<u8>>()
    };
    let plain_ascii = declared("US-ASCII").replace('\u{1EA7}', "a");
    for (what, bytes, expected) in [
        ("JSON in UTF-16", wide(json, true), Some(Severity::Error)),
        ("XML in UTF-16 with a mark", wide(&xml(""), true), Some(Severity::Info)),
        ("the same, declared", wide(&declared("UTF-16"), true), Some(Severity::Info)),
        ("the same without a mark", wide(&declared("UTF-16"), false), Some(Severity::Error)),
        ("the same, declared UTF-8", wide(&declared("UTF-8"), true), Some(Severity::Error)),
        ("Windows-1258, declared", old(&declared("windows-1258")), Some(Severity::Info)),
        ("Windows-1258, undeclared", old(&xml("")), Some(Severity::Error)),
        ("Windows-1258, declared UTF-8", old(&declared("utf-8")), Some(Severity::Error)),
        ("UTF-8, declared UTF-16", declared("utf-16").into_bytes(), Some(Severity::Error)),
        ("UTF-8, declared US-ASCII", declared("us-ascii").into_bytes(), Some(Severity::Error)),
        ("ASCII, declared so", plain_ascii.into_bytes(), None),
        ("a UTF-8 mark, declared iso-8859-1", marked(declared("iso-8859-1")), Some(Severity::Error)),
        ("UTF-8, declared iso-8859-1", declared("iso-8859-1").into_bytes(), Some(Severity::Warning)),
        ("UTF-8, declared windows-1252", declared("windows-1252").into_bytes(), Some(Severity::Warning)),
        ("UTF-8, declared so", declared("utf-8").into_bytes(), None),
        ("UTF-32", json.chars().flat_map(|sign| u32::from(sign).to_le_bytes()).collect(), Some(Severity::Error)),
    ] {
        let report = check(&bytes, &Options::default());
        let about: Vec<Severity> =
            report.findings.iter().filter(|one| one.rule == "encoding").map(|one| one.severity).collect();
        assert_eq!(about.first().copied(), expected, "{what}");
        assert!(about.len() < 2 && report.findings.iter().all(|one| one.rule != "decomposed-text"), "{what}");
        let repaired = repair(&bytes, &Options::default(), Which::Safe).report;
        let is_left = repaired.findings.iter().any(|one| one.rule == "encoding");
        assert_eq!(is_left, what == "UTF-32", "{what}");
    }
}

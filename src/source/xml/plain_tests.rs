//! Tests of the run over plain tags: with it and without it the reader tells the same, of any text in any pieces.

use proptest::prelude::*;

use super::super::{Event, Fault, Leaf, ReadLimits, Sink, Window};
use super::XmlReader;
use super::names;
use super::tests::{BROKEN, CITIZENS, DOSSIERS, Log, documents, read_by, suite};

const LIMITS: ReadLimits = ReadLimits { depth: 5 };

/// The same reading with the run and without it; the limits are low enough to be met.
fn both(text: &[u8], cuts: &[usize]) -> (Log, Log) {
    (read_by(XmlReader::new(LIMITS), text, cuts), read_by(XmlReader::runless(LIMITS), text, cuts))
}

fn assert_same(text: &[u8], cuts: &[usize]) {
    let (with, without) = both(text, cuts);
    assert!(with == without, "{:?} cut at {cuts:?}:\n{with:?}\n{without:?}", String::from_utf8_lossy(text));
}

#[test]
fn tells_the_same_of_known_documents() {
    let suite = suite().into_iter().map(|(_, bytes)| bytes);
    let broken = BROKEN.iter().map(|(text, _)| text.as_bytes().to_vec());
    for text in suite.chain(broken).chain([DOSSIERS, CITIZENS].map(|text| text.as_bytes().to_vec())) {
        assert_same(&text, &[]);
        assert_same(&text, &(0..text.len()).step_by(3).collect::<Vec<_>>());
    }
}

/// What may stand in an element or in the place of a tag, plain or not.
const CONTENT: &[&str] = &[
    "",
    " ",
    "\r\n  ",
    "1",
    "False",
    " Cấp giấy phép ",
    "văn bản dài hơn tám byte",
    "\u{A0}",
    "\u{A0}x",
    "\u{FEFF}",
    "😀",
    "a & b",
    "&amp;",
    "1 < 2",
    "x > y",
    "]]>",
    "]",
    "\"'",
    "\u{1}",
    "<![CDATA[x]]>",
    "<!-- c -->",
    "<?p i?>",
    "<",
    "&",
    "</",
    "/>",
    ">",
    "<b",
    "</b",
    "</b >",
    "</ b>",
    "<b >",
    "<b/ >",
    "<b x='1'>",
    "<b>",
    "</b>",
    "<!DOCTYPE a>",
];

const NAMES: &[&str] =
    &["b", "B", "item", "TepDinhKemId", "MaTTHC2020", "Ten-Day_Du.1", "1b", "p:b", "Tên", "DanhSachGiayToKetQua"];

/// An element, as text: its tags mostly fit.
fn element() -> impl Strategy<Value = String> {
    let name = prop::sample::select(NAMES);
    let content = prop_oneof![3 => prop::sample::select(&CONTENT[..9]), 1 => prop::sample::select(CONTENT)];
    let leaf = (name.clone(), content.clone(), 0..12_u8).prop_map(|(name, content, kind)| match kind {
        0 => format!("<{name}/>"),
        1 => format!("<{name} x='1'>{content}</{name}>"),
        2 => format!("<{name}>{content}"),
        3 => content.to_owned(),
        _ => format!("<{name}>{content}</{name}>"),
    });
    leaf.prop_recursive(5, 40, 6, move |inner| {
        (name.clone(), content.clone(), prop::collection::vec(inner, 0..6))
            .prop_map(|(name, content, children)| format!("<{name}>{}</{name}>", children.join(content)))
    })
}

/// Elements in a root, some with a piece put in at any place.
fn mixed() -> impl Strategy<Value = Vec<u8>> {
    let elements = prop::collection::vec(element(), 0..6).prop_map(|elements| elements.concat());
    let piece = prop_oneof![2 => Just(""), 1 => prop::sample::select(CONTENT)];
    (elements, piece, any::<prop::sample::Index>()).prop_map(|(elements, piece, at)| {
        let mut text = format!("<?xml version='1.0'?>\n<a>{elements}</a>").into_bytes();
        let at = at.index(text.len());
        text.splice(at..at, piece.bytes());
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases.max(8192),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn tells_the_same_of_any_document(
        text in prop_oneof![3 => mixed(), 1 => documents()],
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(text.len() + 1)).collect();
        cuts.sort_unstable();
        let (with, without) = both(&text, &cuts);
        prop_assert_eq!(with, without, "{:?} cut at {:?}", String::from_utf8_lossy(&text), cuts);
    }

    #[test]
    fn a_name_is_plain_as_far_as_each_of_its_bytes(bytes in prop::collection::vec(any::<u8>(), 0..4), name in "[A-z.0-9-]{0,20}") {
        let text = [name.as_bytes(), &bytes].concat();
        let expected = (1..=text.len()).take_while(|&length| names::is_plain(&text[..length])).count();
        prop_assert_eq!(names::plain_length(&text), expected);
    }
}

/// Counts the leaves that come whole.
struct Leaves(usize);

impl Sink for Leaves {
    fn event(&mut self, _: &Window<'_>, _: Event) {}

    fn leaf(&mut self, _: &Window<'_>, _: Leaf) {
        self.0 += 1;
    }

    fn fault(&mut self, _: &Window<'_>, _: Fault) {}
}

#[test]
fn takes_every_leaf_of_a_clean_packet() {
    let mut leaves = Leaves(0);
    XmlReader::new(ReadLimits::default()).read(&Window::new(DOSSIERS.as_bytes(), 0), true, &mut leaves);
    let log = read_by(XmlReader::runless(ReadLimits::default()), DOSSIERS.as_bytes(), &[]);
    let is_element = |event: Option<&Event>| matches!(event, Some(Event::BeginElement { .. }));
    let is_end = |event: &Event| matches!(event, Event::EndElement(_));
    let ends = log.events.iter().enumerate().filter(|(_, event)| is_end(event)).map(|(at, _)| at);
    let is_text = |at: usize| matches!(log.events[at], Event::Text { .. });
    let expected = ends.filter(|&at| is_element(log.events.get(at - 1 - usize::from(is_text(at - 1))))).count();
    assert!(expected > 20);
    assert_eq!(leaves.0, expected);
}

//! A rule across sources, as those to come will be: whose name stood in a record before, of whatever source. It says at
//! once that a name stands there, and at the end that it stood there before: both must be at the same place.

use std::collections::HashMap;

use super::States;
use crate::{
    check::{Checker, Options, Session, check, plan::Plan},
    model::{
        Counts, Finding, OptionsBuilder, Report, Severity, Verdict, VerdictReason,
        catalogue::{duplicate_record::message, unit_mismatch},
        privacy::Quote,
    },
    record::{Record, ending::Ending, kept::Kept, output::Output, remark::Remark},
    rules::shared::record_rule::RuleState,
    standard::RowGrade,
    write::json,
};

const SAMPLE: &str = include_str!("../../../pkg-tests/samples/dossier-2020-single.json");
const XML: &str = include_str!("../../../pkg-tests/samples/dossier-2020.xml");
const NAME: &str = "Nguyễn Minh Dũng";

struct Names {
    field: usize,
    /// Says nothing, but remembers.
    is_quiet: bool,
    seen: HashMap<String, Kept>,
    again: Vec<(Kept, Kept, Quote)>,
}

impl RuleState for Names {
    fn source(&mut self, _number: u32) {}

    fn record(&mut self, record: &Record<'_>, output: &mut Output) {
        let Some(value) = record.get(self.field) else { return };
        let name = value.text().trim().to_owned();
        let kept = record.keep(&value, output);
        if self.is_quiet {
            return;
        }
        record.report(output, &value, Remark::new(unit_mismatch::message::OTHER_UNIT).severity(Severity::Info));
        let first = *self.seen.entry(name.clone()).or_insert(kept);
        if first != kept {
            self.again.push((kept, first, record.quote(&value, name)));
        }
    }

    fn end(&mut self, ending: &mut Ending<'_>) {
        for (kept, first, name) in self.again.drain(..) {
            let remark = Remark::new(message::SAME).severity(Severity::Error).grade(RowGrade::Text);
            let remark = remark.with("first", 1_u32).with("fields", name.clone());
            ending.report(kept, Some(name), &[(first, message::AGAIN)], remark);
        }
    }
}

fn names(plan: &Plan, is_quiet: bool) -> Option<Box<dyn RuleState>> {
    let field = plan.types.get(plan.record)?.slot("ChuHoSo")?;
    Some(Box::new(Names { field, is_quiet, seen: HashMap::new(), again: Vec::new() }))
}

fn states() -> States {
    States { added: vec![|plan| names(plan, false)], ..States::default() }
}

fn options(set: impl Fn(OptionsBuilder) -> OptionsBuilder) -> Options {
    set(Options::builder()).build().unwrap()
}

fn session(options: &Options, sources: &[impl AsRef<[u8]>], piece: usize) -> Report {
    read(Session::remembering(options, states()), sources, piece)
}

fn read(mut session: Session, sources: &[impl AsRef<[u8]>], piece: usize) -> Report {
    for (number, source) in sources.iter().enumerate() {
        session.begin(&format!("{number}.json"));
        for piece in source.as_ref().chunks(piece) {
            session.push(piece);
        }
    }
    session.finish()
}

/// A dossier of that number and name.
fn dossier(number: u32, name: &str) -> String {
    SAMPLE.replace("200313-0001", &format!("200313-000{number}")).replace(NAME, name)
}

fn packet(dossiers: &[String]) -> String {
    format!("{{\"service\": \"DongBoHoSoMC\",\n \"madonvi\": \"H99\", \"data\": [{}]}}", dossiers.join(",\n"))
}

/// Two packets in which one name is the same.
fn two() -> [String; 2] {
    [packet(&[dossier(1, "Mẫu Một"), dossier(2, NAME)]), packet(&[dossier(3, "Mẫu Ba 😀"), dossier(4, NAME)])]
}

fn of_rule<'a>(report: &'a Report, rule: &'a str) -> impl Iterator<Item = &'a Finding> {
    report.findings.iter().filter(move |finding| finding.rule == rule)
}

fn base64(text: &str) -> String {
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let of_three = |three: &[u8]| {
        let bits = three.iter().fold(0_usize, |bits, byte| bits << 8 | *byte as usize) << (8 * (3 - three.len()));
        let digit = move |at: usize| if at > three.len() { '=' } else { digits[bits >> (18 - 6 * at) & 63] as char };
        [0, 1, 2, 3].map(digit)
    };
    text.as_bytes().chunks(3).flat_map(of_three).collect()
}

/// The same text as people send it.
fn forms(text: &str) -> [Vec<u8>; 7] {
    let utf16 = |text: &str| [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    [
        text.as_bytes().to_vec(),
        format!("\u{FEFF}{text}").into_bytes(),
        utf16(text),
        base64(text).into_bytes(),
        serde_json::to_string(text).unwrap().into_bytes(),
        text.replace('"', "&quot;").into_bytes(),
        utf16(&serde_json::to_string(text).unwrap()),
    ]
}

/// Where a finding stands, in all its ways.
fn place(finding: &Finding) -> impl PartialEq + std::fmt::Debug + '_ {
    let row = finding.citations.first().map(|cited| (&cited.doc, &cited.place));
    (finding.source, &finding.path, finding.record, &finding.field, finding.range, row)
}

#[test]
fn a_place_that_is_remembered_is_the_place() {
    let line = |number, name| dossier(number, name).replace('\n', "");
    let lines = |one: [String; 2]| one.join("\n");
    let xml = [XML.to_owned(), XML.replace("200313-0001", "200313-0003")];
    let ndjson = [[line(1, "Một"), line(2, "Hai")], [line(3, "Ba"), line(4, "Một")]].map(lines);
    // What is wrapped is read where it is one JSON value.
    for ([first, second], count) in [(two(), 7), (xml, 3), (ndjson, 3)] {
        for (first, second) in forms(&first).iter().zip(forms(&second)).take(count) {
            let sources = [first.as_slice(), &second];
            let whole = session(&Options::default(), &sources, usize::MAX);
            let said: Vec<&Finding> = of_rule(&whole, "unit-mismatch").collect();
            let again: Vec<&Finding> = of_rule(&whole, "duplicate-record").collect();
            assert!(!again.is_empty());
            for finding in again {
                assert!(said.iter().any(|said| place(said) == place(finding)), "{:?}", finding.path);
                let [related] = finding.related.as_slice() else { panic!("one place") };
                assert_eq!((finding.source, related.source), (1, 0));
                assert!(said.iter().any(|said| (said.source, said.range) == (0, related.range)));
            }
            for piece in [1, 7, 64, 1000] {
                assert_eq!(session(&Options::default(), &sources, piece), whole, "in pieces of {piece}");
            }
        }
    }
}

#[test]
fn an_error_at_the_end_turns_the_answers() {
    let [first, second] = two();
    let whole = session(&Options::default(), &[&first, &second], 99);
    let range = of_rule(&whole, "duplicate-record").next().unwrap().range;
    let before = &second[..second.find(NAME).unwrap()];
    let line = before.rsplit('\n').next().unwrap();
    assert_eq!(range.start.byte as usize, before.len());
    assert_eq!(range.start.utf16 as usize, before.encode_utf16().count());
    assert_eq!(range.start.line as usize, before.matches('\n').count() + 1);
    assert_eq!(range.start.column as usize, line.encode_utf16().count() + 1);
    assert_eq!(whole.sources[0].verdict, Verdict::Conforms);
    assert_eq!(whole.sources[0].counts, Counts { error: 0, warning: 0, info: 2 });
    assert_eq!(whole.sources[1].verdict, Verdict::DoesNotConform);
    assert_eq!(whole.sources[1].counts, Counts { error: 1, warning: 0, info: 2 });
    assert_eq!((whole.verdict, whole.counts.error), (Verdict::DoesNotConform, 1));
    assert_eq!(whole.summary.en.as_deref(), Some("Of 2 packets 1 conforms and 1 does not; 1 error; 4 notes."));
    assert!(whole.findings.is_sorted_by_key(|finding| (finding.source, finding.range.start.byte)));

    let wrapped = session(&Options::default(), &[base64(&first), base64(&second)], 99);
    let content: Vec<_> = wrapped.sources.iter().map(|source| source.content.unwrap()).collect();
    assert_eq!([content[0].verdict, content[1].verdict], [Verdict::Conforms, Verdict::DoesNotConform]);
    assert_eq!(content[1].counts.error, 1);
}

#[test]
fn it_goes_through_the_same_gates() {
    let skipped = session(&options(|of| of.skip(["duplicate-record"])), &two(), 99);
    assert_eq!(of_rule(&skipped, "duplicate-record").count(), 0);
    assert_eq!((skipped.counts.error, skipped.sources[1].reason), (0, Some(VerdictReason::LeftOut)));

    let grade = |options: &Options| {
        of_rule(&session(options, &two(), 99), "duplicate-record").next().map(|finding| finding.grade.name())
    };
    assert_eq!(grade(&Options::default()), Some("text"));
    assert_eq!(grade(&options(|of| of.profile("qd1705"))), Some("derived"));

    let shown = json::compact(&session(&Options::default(), &two(), 99));
    let masked = session(&options(|of| of.mask(true)), &two(), 99);
    assert!(shown.contains(NAME) && !json::compact(&masked).contains(NAME));
    assert_eq!(of_rule(&masked, "duplicate-record").next().unwrap().key.as_deref(), Some("(16 ký tự)"));
}

#[test]
fn the_cap_counts_it() {
    let many = |from: u32| packet(&(from..from + 3).map(|number| dossier(number, NAME)).collect::<Vec<_>>());
    let sources = [many(1), many(4), many(1)];
    let all = session(&Options::default(), &sources, 99);
    assert_eq!((all.truncated, all.counts.error), (false, 8));
    for cap in 1..9 {
        let capped = session(&options(|of| of.max_findings_per_rule(cap)), &sources, 99);
        let first = |rule| of_rule(&all, rule).take(cap as usize);
        assert!(of_rule(&capped, "duplicate-record").eq(first("duplicate-record")));
        assert!(of_rule(&capped, "unit-mismatch").eq(first("unit-mismatch")));
        assert_eq!((capped.counts, capped.verdict), (all.counts, all.verdict));
        assert_eq!(capped.truncated, cap < 8 || of_rule(&all, "unit-mismatch").count() > cap as usize);
    }
}

#[test]
fn one_source_is_a_session() {
    let source = packet(&[dossier(1, NAME), dossier(2, NAME)]);
    for options in [Options::default(), options(|of| of.mask(true)), options(|of| of.max_findings_per_rule(1))] {
        let options = options.named("0.json", 0);
        let mut checker = Checker::of_session(&options, 0, states());
        checker.push(source.as_bytes());
        let alone = checker.finish();
        assert_eq!(of_rule(&alone, "duplicate-record").count(), 1);
        assert_eq!(session(&options, &[&source], 99), alone);
    }
}

#[test]
fn states_outlive_what_is_no_packet() {
    let [first, second] = two();
    let mut session = Session::remembering(&Options::default(), states());
    let mut source = |name: &str, text: &str, end: fn(&mut Session) -> Option<Report>| {
        session.begin(name);
        session.push(text.as_bytes());
        end(&mut session).unwrap()
    };
    let lost = packet(&[dossier(5, "Mẫu Năm")]);
    // Nothing is said of the first, so nothing of what repeats it.
    source("lost.json", &lost, |session| session.unreadable(|_| String::new()));
    source("first.json", &first, Session::give_up);
    source("none.json", "?", Session::end);
    source("reply.json", r#"{"error_code": 0}"#, Session::end);
    let alone = source("second.json", &second, Session::end);
    source("again.json", &lost, Session::end);
    assert_eq!(alone.verdict, Verdict::Conforms);
    assert!(session.progress().bytes > second.len() as u64);
    let whole = session.finish();
    let said: Vec<_> = of_rule(&whole, "duplicate-record").map(|finding| finding.source).collect();
    assert_eq!((said, whole.sources[4].verdict), (vec![4], Verdict::DoesNotConform));
    assert_eq!(of_rule(&whole, "duplicate-record").next().unwrap().related[0].source, 1);
    assert_eq!(whole.sources.len(), 6);
}

#[test]
fn a_source_that_waits_is_written_as_one_that_does_not() {
    let wrong = packet(&[dossier(1, NAME), dossier(1, "")]).replace("20200313080400", "13/03/2020");
    let reply = format!("{}\n{{\"error_code\": 1}}", packet(&[dossier(1, NAME), dossier(1, "")]));
    let [first, second] = two();
    let sources = [wrong.as_bytes(), b"?", reply.as_bytes(), first.as_bytes(), XML.as_bytes(), second.as_bytes(), b""];
    for options in [1, 2, 99].map(|cap| options(|of| of.max_findings_per_rule(cap))) {
        for masks in [false, true] {
            let mut options = options.clone();
            options.given.mask = masks;
            let quiet = States { added: vec![|plan| names(plan, true)], ..States::default() };
            let waited = read(Session::remembering(&options, quiet), &sources, 99);
            assert_eq!(waited, read(Session::new(&options), &sources, 99));
        }
    }
    assert_eq!(check(wrong.as_bytes(), &Options::default()).counts.error, 3);
}

//! Properties of checking as a whole: any cut gives the same report, any bytes give a report, ranges cover what they
//! speak of, repair settles.

use proptest::prelude::*;

use super::{Checker, reading::Reader};
use crate::{
    check::{Options, check},
    model::{Encoding, Report, Verdict, VerdictReason},
    repair::{Which, repair},
    source::{ReadLimits, xml::XmlReader},
};

const SAMPLES: [&str; 14] = [
    include_str!("../../pkg-tests/samples/dossier-2020.json"),
    include_str!("../../pkg-tests/samples/dossier-2020.xml"),
    include_str!("../../pkg-tests/samples/dossier-2020-single.json"),
    include_str!("../../pkg-tests/samples/dossier-2022-bare-array.json"),
    include_str!("../../pkg-tests/samples/guide-style-equals.txt"),
    include_str!("../../pkg-tests/samples/progress.json"),
    include_str!("../../pkg-tests/samples/records.ndjson"),
    include_str!("../../pkg-tests/samples/ratings.json"),
    include_str!("../../pkg-tests/samples/promotion-status.json"),
    include_str!("../../pkg-tests/samples/synchronised.json"),
    r#"{"madonvi": "H99", "service": "DanhSachPAKNChoXuLy", "data": [
        {"NguoiGui": {"HoTen": "Nguyễn Văn Mẫu", "Ngay": ["30/02/2024", 1]}, "Tep": "http://localhost/a"}]}"#,
    include_str!("../../pkg-tests/samples/procedure-reply.json"),
    include_str!("../../pkg-tests/samples/connection-request.json"),
    concat!("{\"error_code\": -1}\n", include_str!("../../pkg-tests/samples/progress.json")),
];

const XML: [&str; 3] = [
    SAMPLES[1],
    include_str!("../../pkg-tests/samples/citizen-live.xml"),
    include_str!("../../pkg-tests/samples/citizen-qcvn109.xml"),
];

/// Samples with the defects people make, in every encoding.
fn sources() -> Vec<Vec<u8>> {
    let broken = |text: &str| {
        text.replace("20200313080400", "13/03/2020")
            .replace("\"LoaiDoiTuong\": \"1\"", "\"LoaiDoituong\": 1")
            .replace("<LoaiDoiTuong>1", "<LoaiDoituong xsi:nil='true'>7 ")
            .replace("Nguyễn", "Nguye\u{302}\u{303}n 😀")
            .replace("\"HinhThuc\": \"1\",", "\"HinhThuc\": \"4\"\r\n")
    };
    let mut all: Vec<Vec<u8>> = Vec::new();
    for sample in SAMPLES {
        for text in [sample.to_owned(), broken(sample)] {
            let utf16 = [0xFEFF].into_iter().chain(text.encode_utf16());
            all.push(utf16.flat_map(u16::to_le_bytes).collect());
            all.push(format!("\u{FEFF}{text}").into_bytes());
            all.push(text.replace('"', "&quot;").into_bytes());
            all.push(serde_json::to_string(&text).unwrap().into_bytes());
            let reply = serde_json::json!({"error_code": "0", "message": text.replace("\"data\"", "\"result\"")});
            all.push(reply.to_string().into_bytes());
            all.push(text.into_bytes());
        }
    }
    all.push(b"{\"ChuHoSo\":\"Nguy\xEA\xDEn\",\"MaHoSo\":\"x\",\"TenTTHC\":\"\",\"MaTTHC\":\"1\"}".to_vec());
    all
}

fn in_pieces(bytes: &[u8], cuts: &[usize]) -> Report {
    let mut checker = Checker::new(&Options::default());
    let mut from = 0;
    for &cut in cuts {
        let cut = cut.clamp(from, bytes.len());
        checker.push(&bytes[from..cut]);
        from = cut;
    }
    checker.push(&bytes[from..]);
    checker.finish()
}

/// Samples that get no verdict, because no public text says what their records are, or that are wrong on purpose.
const NOT_RIGHT: [(&str, Verdict); 2] =
    [("portal-reply.json", Verdict::NotChecked), ("guide-style-equals.txt", Verdict::DoesNotConform)];

#[test]
fn every_sample_is_right() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/pkg-tests/samples");
    for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = file.file_name().unwrap().to_str().unwrap();
        let report = check(&std::fs::read(&file).unwrap(), &Options::default());
        let wanted =
            NOT_RIGHT.iter().find(|(known, _)| *known == name).map_or(Verdict::Conforms, |(_, verdict)| *verdict);
        assert_eq!(report.verdict, wanted, "{name}: {:?}", report.findings.iter().map(brief).collect::<Vec<_>>());
        assert!(wanted != Verdict::Conforms || report.counts.warning == 0, "{name}");
    }
}

#[test]
fn repair_multiplies_no_amount() {
    let packet = |amount: &str| {
        let fee = r#"{"TenPhiLePhi": "Lệ phí", "MaPhiLePhi": "1", "HinhThucThu": "1", "LoaiPhiLePhi": "1", "Gia": "#;
        let sample = include_str!("../../pkg-tests/samples/dossier-2020-single.json");
        sample.replacen(r#""DanhSachLePhi": []"#, &format!(r#""DanhSachLePhi": [{fee}{amount}}}]"#), 1)
    };
    for (amount, repaired) in [("50.000", "\"50\""), ("50000", "\"50000\""), ("50.500", "50.500")] {
        let text = repair(packet(amount).as_bytes(), &Options::default(), Which::All).bytes;
        assert_eq!(String::from_utf8(text).unwrap(), packet(repaired), "{amount}");
    }
}

#[test]
fn what_is_no_text_is_offered_no_encoding() {
    for bytes in [&b"\x89PNG\r\n\x1a\n\x00\x00"[..], b"\xFF\xD8\xFF\xE0\x00\x10JFIF"] {
        let report = check(bytes, &Options::default());
        assert_eq!(report.verdict, Verdict::NotChecked);
        assert!(report.findings.iter().all(|finding| finding.rule == "unknown-packet"), "{:?}", report.findings);
        assert_eq!((report.reason, report.sources[0].encoding), (Some(VerdictReason::NotAPacket), None));
    }
}

#[test]
fn a_source_that_is_cut_off_lacks_nothing_but_its_end() {
    let json = include_str!("../../pkg-tests/samples/dossier-2020.json");
    let xml = include_str!("../../pkg-tests/samples/dossier-2020.xml");
    for (text, marks) in [(json, ["\"HinhThuc\"", "hThuc\": \"0", "\"4\""]), (xml, ["inhThuc>0", "hThuc>0", "4</"])] {
        for mark in marks {
            let end = text.rfind(mark).unwrap() + 1;
            let report = check(&text.as_bytes()[..end], &Options::default());
            let about: Vec<&str> = report.findings.iter().map(|finding| finding.rule.as_str()).collect();
            assert!(
                about.iter().all(|rule| *rule == "syntax"),
                "{mark}: {:?}",
                report.findings.iter().map(brief).collect::<Vec<_>>()
            );
        }
    }
}

#[test]
fn every_cut_gives_the_same_report() {
    for (number, bytes) in sources().iter().enumerate() {
        let whole = check(bytes, &Options::default());
        // Every cut of the short ones, a spread of the long ones.
        let step = bytes.len() / 400 + 1;
        for cut in (0..bytes.len()).step_by(step) {
            assert_eq!(same(&in_pieces(bytes, &[cut]), &whole), Ok(()), "source {number}, cut at {cut}");
        }
        let every: Vec<usize> = (0..bytes.len()).step_by(7).collect();
        assert_eq!(same(&in_pieces(bytes, &every), &whole), Ok(()), "source {number}, in small pieces");
    }
}

#[test]
fn a_long_file_is_streamed_with_the_same_report() {
    let record = SAMPLES[2].replace("20200313080400", "13/03/2020");
    let records = vec![record; 300].join(",");
    let bytes = format!("{{\"madonvi\":\"x\",\"data\":[{records}],\"service\":\"CapNhatTienDoHoSoMC\",\"sesion\":1}}")
        .into_bytes();
    let whole = check(&bytes, &Options::default());
    let cuts: Vec<usize> = (0..bytes.len()).step_by(10_000).collect();
    assert_eq!(same(&in_pieces(&bytes, &cuts), &whole), Ok(()));
    assert_eq!(whole.records, Some(300));
}

fn brief(finding: &crate::model::Finding) -> String {
    let edits = finding.fix.as_ref().map(|fix| fix.edits.iter().map(|edit| (edit.start, edit.end)).collect::<Vec<_>>());
    let range = (finding.range.start.byte, finding.range.end.byte);
    format!("{} {} {range:?} found {:?} edits {edits:?}", finding.rule, finding.path, finding.found)
}

/// Compares two reports and says briefly where they part.
fn same(one: &Report, other: &Report) -> Result<(), String> {
    if one == other {
        return Ok(());
    }
    let lines = |report: &Report| {
        let mut lines =
            vec![format!("{:?} {:?} {:?} {:?}", report.reason, report.packet, report.records, report.sources)];
        lines.extend(report.findings.iter().map(brief));
        lines
    };
    let (one_json, other_json) = (crate::write::json::compact(one), crate::write::json::compact(other));
    let (one, other) = (lines(one), lines(other));
    let at = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    if let (None, None) = (one.get(at), other.get(at)) {
        let at = one_json.bytes().zip(other_json.bytes()).take_while(|(a, b)| a == b).count();
        let around =
            |text: &str| text.get(at.saturating_sub(160)..(at + 330).min(text.len())).unwrap_or_default().to_owned();
        return Err(format!("{}\n{}", around(&one_json), around(&other_json)));
    }
    Err(format!("at {at}:\n  {:?}\n  {:?}", one.get(at), other.get(at)))
}

/// A packet with a schema of which only the containers are in its namespace.
fn prefixed(text: &str) -> String {
    let text = text.replace("<CongdanCollection xmlns=", "<p:CongdanCollection xmlns:p=");
    let names = ["CongdanCollection>", "CongDan>", "HoVaTen>"];
    names.into_iter().fold(text, |text, name| text.replace(name, &format!("p:{name}")))
}

/// Checks XML with a reader that hands over each event by itself.
fn by_events(bytes: &[u8]) -> Report {
    let mut checker = Checker::new(&Options::default());
    checker.reading.reader = Reader::Xml(Box::new(XmlReader::runless(ReadLimits::default())));
    checker.whole(bytes)
}

fn assert_sound(bytes: &[u8], report: &Report) {
    let mut last = 0;
    for finding in &report.findings {
        let (start, end) = (finding.range.start, finding.range.end);
        assert!(start.byte <= end.byte && end.byte as usize <= bytes.len(), "{}", brief(finding));
        assert!(start.line >= 1 && start.column >= 1 && start.utf16 <= end.utf16, "{}", brief(finding));
        assert!(start.byte >= last, "out of order: {}", brief(finding));
        last = start.byte;
        assert!(!finding.message.vi.as_deref().unwrap_or_default().is_empty(), "{}", brief(finding));
        assert!(!finding.citations.is_empty(), "{}", brief(finding));
        for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
            assert!(edit.start <= edit.end && edit.end as usize <= bytes.len(), "{}", brief(finding));
        }
    }
}

#[test]
fn ranges_cover_the_value_found() {
    for bytes in sources() {
        let report = check(&bytes, &Options::default());
        assert_sound(&bytes, &report);
        if report.sources[0].encoding != Some(Encoding::Utf8) {
            continue;
        }
        for finding in &report.findings {
            let slice = &bytes[finding.range.start.byte as usize..finding.range.end.byte as usize];
            let slice = String::from_utf8_lossy(slice);
            if let (Some(found), false) = (&finding.found, slice.contains(['\\', '&', '"'])) {
                let is_secret = found.contains('•');
                assert!(is_secret || slice.starts_with(found.as_str()), "{found:?} is not {slice:?}: {}", finding.rule);
            }
        }
    }
}

#[test]
fn repair_settles() {
    for (number, bytes) in sources().iter().enumerate() {
        let before = check(bytes, &Options::default());
        let once = repair(bytes, &Options::default(), Which::Safe);
        assert!(once.report.counts.error <= before.counts.error, "source {number}");
        let twice = repair(&once.bytes, &Options::default(), Which::Safe);
        assert_eq!(
            twice.applied,
            0,
            "source {number}: {:?}",
            twice.report.findings.iter().map(brief).collect::<Vec<_>>()
        );
        assert_eq!(twice.bytes, once.bytes);
    }
}

#[test]
fn the_guide_s_printed_sample_is_repaired() {
    let repaired = repair(SAMPLES[4].as_bytes(), &Options::default(), Which::Safe);
    assert_eq!(repaired.applied, 13);
    assert_eq!(repaired.report.verdict, crate::model::Verdict::Conforms);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: proptest_cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_a_report(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        assert_sound(&bytes, &check(&bytes, &Options::default()));
    }

    #[test]
    fn spliced_packets_give_the_same_report_in_any_pieces(
        source in 0..168_usize,
        at in any::<prop::sample::Index>(),
        length in 0..40_usize,
        piece in proptest::collection::vec(any::<u8>(), 0..12),
        cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let mut bytes = sources()[source].clone();
        let at = at.index(bytes.len());
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, piece);
        let whole = check(&bytes, &Options::default());
        assert_sound(&bytes, &whole);
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len().max(1))).collect();
        cuts.sort_unstable();
        prop_assert_eq!(same(&in_pieces(&bytes, &cuts), &whole), Ok(()));
        let repaired = repair(&bytes, &Options::default(), Which::All);
        assert_sound(&repaired.bytes, &repaired.report);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: proptest_cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whole_elements_give_the_same_report_as_their_events(
        source in prop::sample::select(&XML[..]),
        is_prefixed in any::<bool>(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..2_usize), 0..4),
    ) {
        let source = if is_prefixed { prefixed(source) } else { source.to_owned() };
        // Pieces from one tag on take the place of others.
        let mut pieces: Vec<&str> = source.split_inclusive('>').collect();
        for (at, from, taken) in changes {
            let (at, piece) = (at.index(pieces.len()), pieces[from.index(pieces.len())]);
            pieces.splice(at..(at + taken).min(pieces.len()), [piece]);
        }
        let text = pieces.concat();
        // Text before it is what tells where the document begins.
        prop_assume!(text.trim_start().starts_with('<'));
        prop_assert_eq!(same(&check(text.as_bytes(), &Options::default()), &by_events(text.as_bytes())), Ok(()));
    }
}

/// A slice of the fuzzing in every test run; `npm run fuzz` sets more.
fn proptest_cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(400)
}

#[test]
fn truncated_sources_give_the_same_report_in_two_steps() {
    for (number, source) in sources().iter().enumerate() {
        for end in (0..source.len()).step_by(source.len() / 60 + 1) {
            let bytes = &source[..end];
            let whole = check(bytes, &Options::default());
            assert_eq!(same(&in_pieces(bytes, &[]), &whole), Ok(()), "source {number} cut off at {end}");
        }
    }
}

#[test]
fn a_stopped_check_never_conforms_and_says_nothing_that_the_end_alone_makes_wrong() {
    for (number, sample) in SAMPLES.iter().enumerate() {
        let bytes = sample.as_bytes();
        let known: Vec<String> = check(bytes, &Options::default()).findings.iter().map(brief).collect();
        for end in (0..bytes.len()).step_by(bytes.len() / 90 + 1) {
            let mut checker = Checker::new(&Options::default());
            checker.push(&bytes[..end]);
            let report = checker.stop();
            let expected = match (report.reason, report.counts.error) {
                (Some(VerdictReason::NoPublicText), _) => Verdict::NotChecked,
                (None, 1..) => Verdict::DoesNotConform,
                (reason, _) => {
                    assert_eq!(reason, Some(VerdictReason::Stopped), "source {number} stopped at {end}");
                    Verdict::NotChecked
                }
            };
            assert_eq!((report.verdict, report.complete), (expected, false), "source {number} stopped at {end}");
            let new = report.findings.iter().find(|finding| !known.contains(&brief(finding)));
            assert!(new.is_none(), "source {number} stopped at {end}: {:?}", new.map(brief));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    /// What was right in one record is not taken for right where it is wrong: together the records give the findings that
    /// each of them gives alone.
    #[test]
    fn records_together_are_checked_as_each_alone(records in proptest::collection::vec(record(), 1..8)) {
        let found = |records: &[String]| {
            let packet = format!(r#"{{"service": "DongBoHoSoMC", "data": [{}]}}"#, records.join(","));
            let options = Options::builder().skip(["duplicate-record"]).build().unwrap();
            let findings = check(packet.as_bytes(), &options).findings.into_iter();
            let findings = findings.filter(|finding| finding.record.is_some());
            findings.map(|finding| (finding.rule, finding.field, finding.found)).collect::<Vec<_>>()
        };
        let alone: Vec<_> = records.iter().flat_map(|record| found(std::slice::from_ref(record))).collect();
        prop_assert_eq!(found(&records), alone);
    }
}

/// A record whose values stand now in a field where they are right and now in one where they are not.
fn record() -> impl Strategy<Value = String> {
    const NAMES: [&str; 9] = [
        "MaHoSo",
        "MaTTHC",
        "TenTTHC",
        "MaLinhVuc",
        "LoaiDoiTuong",
        "TrangThaiHoSo",
        "NgayHenTra",
        "SoDienThoai",
        "DonViXuLy",
    ];
    let value = prop::sample::select(vec![
        "000.00.12.H99-200313-0001",
        "G15-HT01",
        "1.001193",
        "2",
        "10",
        "20200313080400",
        "13/03/2020",
        "0912345678",
        "Đăng ký khai sinh",
        "Đăng ký khai sinh ",
        "Cô\u{323}ng hòa",
        "Ñ¨ng ký khai sinh",
        "xxx",
        "null",
    ]);
    proptest::collection::vec(value, NAMES.len()).prop_map(|values| {
        let members = NAMES.iter().zip(values).map(|(name, value)| format!(r#""{name}":"{value}""#));
        format!("{{{}}}", members.collect::<Vec<_>>().join(","))
    })
}

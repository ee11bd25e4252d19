//! Tests of how the packet is recognised and its records found, on whole packets: names in any case and order, a service
//! that contradicts, records of another system, envelopes.

use proptest::prelude::*;
use serde_json::Value;

use crate::{
    check::{Options, check},
    model::{Finding, Report, Severity, Verdict, VerdictReason},
};

const PACKETS: [&str; 14] = [
    include_str!("../../../pkg-tests/samples/dossier-2020.json"),
    include_str!("../../../pkg-tests/samples/dossier-2020-single.json"),
    include_str!("../../../pkg-tests/samples/dossier-2022-bare-array.json"),
    include_str!("../../../pkg-tests/samples/progress.json"),
    include_str!("../../../pkg-tests/samples/ratings.json"),
    include_str!("../../../pkg-tests/samples/statistics.json"),
    include_str!("../../../pkg-tests/samples/promotion-status.json"),
    include_str!("../../../pkg-tests/samples/synchronised.json"),
    include_str!("../../../pkg-tests/samples/procedure-reply.json"),
    include_str!("../../../pkg-tests/samples/services-reply.json"),
    include_str!("../../../pkg-tests/samples/questions.json"),
    include_str!("../../../pkg-tests/samples/answers.json"),
    include_str!("../../../pkg-tests/samples/population-query.json"),
    include_str!("../../../pkg-tests/samples/connection-request.json"),
];

fn report(text: &str) -> Report {
    check(text.as_bytes(), &Options::default())
}

/// What is said, wherever in the text it stands.
fn said(findings: &[Finding]) -> Vec<String> {
    let one = |finding: &Finding| {
        format!("{} {:?} {} {:?}", finding.rule, finding.severity, finding.path, finding.message.en)
    };
    let mut all: Vec<String> = findings.iter().map(one).collect();
    all.sort();
    all
}

/// The value with its members in an order that the seed tells.
fn shuffled(value: &Value, seed: &mut u64) -> String {
    match value {
        Value::Object(members) => {
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            for at in (1..members.len()).rev() {
                *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                members.swap(at, (*seed >> 33) as usize % (at + 1));
            }
            let one = |(name, value): (&String, &Value), seed: &mut u64| format!("{name:?}: {}", shuffled(value, seed));
            format!("{{{}}}", members.into_iter().map(|member| one(member, seed)).collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(|item| shuffled(item, seed)).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// The same with each name changed.
fn renamed(value: &Value, change: &dyn Fn(&str) -> String) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (change(name), renamed(value, change)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Array(items) => items.iter().map(|item| renamed(item, change)).collect(),
        other => other.clone(),
    }
}

fn camel(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn snake(name: &str) -> String {
    let mut result = String::new();
    let mut after_small = false;
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && after_small {
            result.push('_');
        }
        after_small = letter.is_ascii_lowercase();
        result.push(letter.to_ascii_lowercase());
    }
    result
}

/// Samples with defects of every kind of rule.
fn broken(text: &str, defect: usize) -> String {
    let text = match defect {
        0 => text.to_owned(),
        1 => text.replacen("\": \"2020", "\": \"1920", 3).replacen("\": \"1\"", "\": \"77\"", 2),
        2 => text.replacen("\"MaHoSo\"", "\"MaHoSO\"", 1).replacen("\": \"2\"", "\": 9", 1),
        _ => text.replacen("\"madonvi\": \"", "\"madonvi\": \"x", 1).replacen("\"service\": \"", "\"service\": \"Q", 1),
    };
    text.replace("\"TongSoXuLy\": \"", "\"TongSoXuLy\": \"1")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_members_changes_nothing(packet in 0..PACKETS.len(), defect in 0..4_usize, seed in any::<u64>()) {
        let text = broken(PACKETS[packet], defect);
        let value: Value = serde_json::from_str(&text).unwrap();
        let mut seed = seed;
        let other = report(&shuffled(&value, &mut seed));
        let usual = report(&value.to_string());
        prop_assert_eq!(said(&other.findings), said(&usual.findings), "{}", shuffled(&value, &mut seed));
        prop_assert_eq!((other.verdict, other.packet), (usual.verdict, usual.packet));
    }
}

#[test]
fn names_in_another_convention_are_one_finding_and_all_values_are_checked() {
    type Change = fn(&str) -> String;
    let conventions: [(&str, Change); 4] = [
        ("camelCase", camel),
        ("snake_case", snake),
        ("UPPERCASE", str::to_ascii_uppercase),
        ("lowercase", str::to_ascii_lowercase),
    ];
    for packet in [PACKETS[0], PACKETS[1], PACKETS[2], PACKETS[3], PACKETS[5], PACKETS[12]] {
        for defect in [0, 1] {
            let value: Value = serde_json::from_str(&broken(packet, defect)).unwrap();
            let usual = report(&value.to_string());
            for (name, change) in conventions {
                let other = report(&renamed(&value, &change).to_string());
                assert_eq!(other.packet, usual.packet, "{name} {}", renamed(&value, &change));
                let about: Vec<&Finding> = other.findings.iter().filter(|one| one.rule == "misspelled-field").collect();
                assert_eq!(about.len(), 1, "{name} {:?}", said(&other.findings));
                assert!(
                    about[0].message.en.as_ref().is_some_and(|message| message.contains(name)),
                    "{name}: {about:?}"
                );
                let rules = |report: &Report| {
                    let mut rules: Vec<(String, Severity)> = report
                        .findings
                        .iter()
                        .filter(|one| one.rule != "misspelled-field")
                        .map(|one| (one.rule.clone(), one.severity))
                        .collect();
                    rules.sort_by(|a, b| a.0.cmp(&b.0));
                    rules
                };
                assert_eq!(rules(&other), rules(&usual), "{name}\n{}", renamed(&value, &change));
            }
        }
    }
}

#[test]
fn a_service_that_contradicts_the_records_is_one_error_wherever_it_stands() {
    for (packet, wrong) in
        [(PACKETS[0], "CapNhatTienDoHoSoMC"), (PACKETS[3], "DongBoHoSoMC"), (PACKETS[5], "DongBoDanhGia")]
    {
        let usual = report(packet);
        let service = format!("\"service\": \"{}\"", usual.packet.clone().unwrap());
        let before = packet.replace(&service, &format!("\"service\": \"{wrong}\""));
        let without = packet.replace(&format!("{service},"), "");
        let behind =
            without.trim_end().strip_suffix('}').unwrap().to_owned() + &format!(", \"service\": \"{wrong}\"}}");
        for text in [before, behind] {
            let found = report(&text);
            assert_eq!(found.packet, usual.packet, "{text}");
            let rules: Vec<(&str, &str)> =
                found.findings.iter().map(|one| (one.rule.as_str(), one.path.as_str())).collect();
            assert_eq!(rules, [("bad-code", "/service")], "{text}");
        }
    }
}

#[test]
fn an_unknown_service_is_said_of_every_packet_that_has_one() {
    for packet in PACKETS.iter().filter(|packet| packet.contains("\"service\"")) {
        let usual = report(packet);
        let service = format!("\"service\": \"{}\"", usual.packet.clone().unwrap());
        for value in ["\"XYZ\"", "7", "-1.5", "true"] {
            let found = report(&packet.replace(&service, &format!("\"service\": {value}")));
            let is_about = |one: &&Finding| one.path == "/service" || one.rule == "unknown-packet";
            let about = found.findings.iter().filter(is_about).filter(|one| one.rule != "wrong-type").count();
            assert_eq!(about, 1, "{:?}\n{packet}", said(&found.findings));
            assert_ne!(found.verdict, Verdict::Conforms, "{value}\n{packet}");
        }
    }
}

#[test]
fn names_of_the_envelope_are_decoded_like_all_others() {
    let escape =
        |text: &str| text.replace("\"service\"", "\"\\u0073ervice\"").replace("\"madonvi\"", "\"madonv\\u0069\"");
    for packet in PACKETS {
        for defect in 0..4 {
            let text = broken(packet, defect);
            let said = |text: &str| {
                let of_rules = report(text).findings;
                of_rules
                    .into_iter()
                    .map(|one| format!("{} {} {:?}", one.rule, one.path, one.message.en))
                    .collect::<Vec<_>>()
            };
            assert_eq!(said(&escape(&text)), said(&text), "{text}");
        }
    }
}

#[test]
fn records_of_another_system_are_taken_for_none_of_ours() {
    let dossier = r#"{"MaHoSo": "G09.20-20260609-0000001", "MaTTHC": "1.013124", "MaDichVuCong": "1.013124.01",
        "ChuHoSo": "Nguyễn Minh Dũng", "LoaiDoiTuong": 1, "MaDonViTiepNhan": "G09.20", "NgayNop": "2026-06-08 14:07:53",
        "NgayTiepNhan": "2026-06-08 14:07:53", "ThanhPhanHoSo": [], "ThongTinNguoiNop": {"LoaiDoiTuong": 1}}"#;
    let social =
        r#"{"MaHoSo": "1", "HoTen": "A", "NgaySinh": "1", "DoiTuongBaoTro": "2", "MucHuong": "3", "MaTTHC": "1"}"#;
    for record in [dossier, social] {
        for text in
            [record.to_owned(), format!(r#"{{"madonvi": "H99", "service": "DongBoHoSoMC", "data": [{record}]}}"#)]
        {
            let found = report(&text);
            assert_eq!(found.reason, Some(VerdictReason::UnknownPacket), "{text}");
            assert!(found.findings[0].message.en.as_ref().is_some_and(|message| message.contains("DongBoHoSoMC")));
        }
    }
}

#[test]
fn an_object_in_the_place_of_the_list_is_one_error() {
    let envelope =
        |data: &str| format!(r#"{{"madonvi": "000.00.00.H99", "service": "CapNhatTienDoHoSoMC", "data": {data}}}"#);
    let record = r#"{"MaHoSo": "000.00.12.H99-200313-0001", "NguoiXuLy": "An", "ThoiDiemXuLy": "20200313080400", "NoiDungXuLy": "x", "TrangThai": "2"}"#;
    for (data, records) in [
        (format!(r#"{{"0": {record}}}"#), 1),
        (format!(r#"{{"0": {record}, "1": {record}}}"#), 2),
        (format!(r#"{{"item": [{record}, {record}]}}"#), 2),
        (format!(r#"{{"$id": "2", "$values": [{record}]}}"#), 1),
        (record.to_owned(), 1),
    ] {
        let found = report(&envelope(&data));
        let errors: Vec<(&str, &str)> = found
            .findings
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .map(|one| (one.rule.as_str(), one.path.as_str()))
            .collect();
        assert_eq!((errors, found.records), (vec![("wrong-type", "/data")], Some(records)), "{data}");
    }
}

#[test]
fn an_empty_list_is_one_where_a_request_sends_records() {
    for (service, rule) in
        [("DongBoHoSoMC", Some("empty-required")), ("DongBoHoiDap", Some("empty-required")), ("TraCuuHoSo", None)]
    {
        for data in ["[]", "[ ]"] {
            let text = format!(
                r#"{{"madonvi": "000.00.00.H99", "service": "{service}", "mahoso": "000.00.12.H99-200313-0001", "data": {data}}}"#
            );
            let found = report(&text);
            let about = found.findings.iter().find(|one| one.path == "/data").map(|one| one.rule.as_str());
            assert_eq!(about, rule, "{text}");
        }
    }
}

#[test]
fn the_header_of_an_envelope_is_no_record_and_is_quoted_nowhere() {
    let envelope = |header: &str| {
        format!(
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header>{header}</s:Header><s:Body>\
             <TraCuuHoSo><madonvi>000.00.00.H99</madonvi><service>TraCuuHoSo</service>\
             <mahoso>000.00.12.H99-200313-0001</mahoso></TraCuuHoSo></s:Body></s:Envelope>"
        )
    };
    for header in ["", "<a>1</a>", "<data><item><MaHoSo>mat-khau</MaHoSo></item></data>", "<b>mat-khau &bad; < </b>"] {
        let found = report(&envelope(header));
        assert_eq!((found.packet.as_deref(), found.records), (Some("TraCuuHoSo"), Some(0)), "{header}");
        assert!(found.findings.iter().all(|one| one.rule == "syntax"), "{header}: {:?}", said(&found.findings));
        assert!(!format!("{found:?}").contains("mat-khau"), "{header}");
    }
}

//! Tests that the value rules say all that their pages hold, with every placeholder given, and nothing more severely than
//! its grade allows.

use super::{page::placeholders, pages};
use crate::{
    model::{
        Grade, Language, Severity,
        catalogue::{Expectation, Text},
    },
    record::remark::Remark,
    rules::{
        bad_code,
        bad_date::{self, iso_date, period},
        bad_identifier::{self, digit_count},
        bad_number::{self, percentage},
        control_character, decomposed_text, non_unicode_text, placeholder_value,
        shared::disguised,
        surrounding_space, too_long, unreachable_url,
    },
    standard::{FieldType, Row, RowGrade, dictionary},
};

/// One wrong value at least for every message.
const WRONG: &[&str] = &[
    "",
    "-5",
    ".5",
    "0",
    "00",
    "04",
    "11",
    "3",
    "4",
    "5",
    "true",
    "null",
    "hai",
    "50.000đ",
    "Đang xử lý",
    "Đang xử lí",
    "CCCD",
    "vn",
    "13/03/2020",
    "13/03/2020 08:00",
    "2020-03-13T01:00:00Z",
    "20200230000000",
    "20201301000000",
    "20200301250000",
    "00000000000000",
    "00010101000000",
    "123",
    "H99-200230-0001",
    "h99-200313-0001",
    "99-200313-0001",
    "G09-20260609-0092637",
    "h99",
    "H99.",
    "99",
    "H99. 1",
    "H99.0000000000.1111111111.2222222222",
    "000091442182",
    "0983.960.310",
    "mau@",
    "tep.pdf",
    "dvc.tinh.gov.vn/1",
    "http://",
    "http://a.vn/1 2",
    "http://localhost",
    "Nguye\u{302}\u{303}n",
    "k\u{301}",
    "e\u{301}\u{302}",
    "NguyÔn V¨n MÉu",
    "Nguyá»…n",
    "Nguy?n",
    "Ðặng",
    "Nguy&#7877;n",
    "a\u{7}b",
    "a\nb",
    "a\u{FFFD}b",
    " 4 ",
    "13",
    "14",
    "+1980",
    "1899-12-31",
    "1980-02-29Z",
    "2024-01-01T08:30:00.5",
    "0123 456 789 012",
    "038 091 442 182",
    "03/04/2020",
    "03/18/2020",
    "1584061440",
    "1584061440000",
    "NaN",
    "80.5",
    "80,5",
    "80%",
    "80.555",
    "2027",
    "9999-01-01",
    "0101245487",
    "168234567",
    "\u{A0}x",
    "H99\u{200B}",
    "Н99",
];

fn rows() -> impl Iterator<Item = &'static Row> {
    let packets = dictionary().packets.iter().flat_map(|packet| packet.types.values());
    packets.flat_map(|table| &table.fields).chain(&dictionary().envelope.request.fields).map(|row| &**row)
}

fn remarks() -> Vec<Remark> {
    let long = "x".repeat(5000);
    let mut all = Vec::new();
    for value in WRONG.iter().copied().chain([long.as_str()]) {
        let before = all.len();
        all.extend(bad_date::check(value.as_bytes()));
        all.extend(bad_number::check_amount(value));
        all.extend(bad_number::check_natural(value));
        all.extend(iso_date::check_moment(value));
        all.extend(bad_date::check_any(value));
        all.extend(bad_date::check_look(value));
        for grade in [RowGrade::Text, RowGrade::Practice, RowGrade::PracticeOneSource] {
            for check in [
                bad_number::check_integer,
                percentage::check_plain,
                percentage::check_signed,
                period::check_month,
                period::check_year,
                period::check_month_of_year,
                bad_date::check_day,
                bad_date::check_birth,
            ] {
                all.extend(check(value, grade));
            }
        }
        all.extend(control_character::check(value, false));
        all.extend(decomposed_text::check(value));
        all.extend(non_unicode_text::check(value, false));
        all.extend(placeholder_value::check(value));
        all.extend(surrounding_space::check(value, false));
        all.extend(unreachable_url::check(value));
        for row in rows() {
            all.extend(too_long::check(value, row, row.limit_grade()));
            if let Some(schema) = &row.schema {
                all.extend(digit_count::check(value, schema));
                all.extend(iso_date::check_day(value, schema));
                all.extend(iso_date::check_year(value, schema));
            }
            if let Some(form) = row.form {
                all.extend(bad_identifier::check(value, form, row, row.grade));
            }
            if let (FieldType::Code, Some((name, list))) =
                (row.field_type, row.codes.as_ref().and_then(|name| dictionary().codes.get_key_value(name)))
            {
                all.extend(bad_code::check(value, list, name));
            }
        }
        for remark in all.split_off(before) {
            all.extend(disguised::explain(value, remark.clone(), |_| None));
            all.push(remark);
        }
    }
    all
}

/// Placeholders of a remark's texts for which it has no value.
fn unfilled(remark: &Remark) -> Vec<&'static str> {
    let texts = [
        Some(remark.message.text()),
        remark.expected.map(Expectation::text),
        remark.fix.as_ref().map(|fix| fix.title.text()),
    ];
    let names = texts.into_iter().flatten().flat_map(|text| placeholders(text.get(Language::Vi)));
    let is_given = |name: &str| {
        let known = matches!(name, "field" | "found") || (name == "text" && remark.fix.is_some());
        known || remark.arguments.iter().any(|(given, _)| *given == name)
    };
    names.filter(|name| !is_given(name)).collect()
}

#[test]
fn every_placeholder_of_a_remark_is_given() {
    for remark in remarks() {
        let unfilled = unfilled(&remark);
        assert!(unfilled.is_empty(), "{} {}: nothing for {unfilled:?}", remark.message.rule(), remark.message.key());
    }
}

#[test]
fn every_message_of_these_pages_is_said() {
    let said = remarks();
    // Others say these.
    let elsewhere = ["service-contradicts", "service-unknown", "fee", "receiver"];
    for page in pages() {
        let mine: Vec<_> = said.iter().filter(|remark| remark.message.rule().as_str() == page.id).collect();
        if mine.is_empty() {
            continue;
        }
        for key in page.messages.iter().map(|item| &item.key).filter(|key| !elsewhere.contains(&key.as_str())) {
            assert!(mine.iter().any(|remark| remark.message.key() == key), "{} never says {key}", page.id);
        }
        let offered: Vec<Text> = mine.iter().filter_map(|remark| Some(remark.fix.as_ref()?.title.text())).collect();
        for item in page.fixes.iter().filter(|item| item.key != "service") {
            let is_offered = offered.iter().any(|text| text.get(Language::Vi) == item.text.vi);
            assert!(is_offered, "{} never offers {}", page.id, item.key);
        }
    }
}

#[test]
fn no_remark_is_more_severe_than_its_grade_allows() {
    for remark in remarks() {
        let rule = remark.message.rule().rule();
        let severity = remark.severity.unwrap_or(rule.severity);
        let grade = remark.grade.map_or(rule.grade, RowGrade::grade);
        let is_one_source = remark.grade.is_some_and(RowGrade::one_source);
        let may_be_error = (grade != Grade::Derived && !is_one_source) || remark.message.is_contradiction();
        assert!(severity != Severity::Error || may_be_error, "{} {}", remark.message.rule(), remark.message.key());
    }
}

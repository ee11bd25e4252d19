//! Tests that what the value rules say stands in their pages, in both languages, with every placeholder given, and never
//! more severely than its grade allows.

use super::{
    PAGES, Rule,
    page::{self, Keyed, Page, placeholders},
    rule,
    texts::Text,
};
use crate::{
    report::{Grade, Language, Severity},
    rules::{
        bad_code,
        bad_date::{self, iso_date, period},
        bad_identifier::{self, digit_count},
        bad_number::{self, percentage},
        control_character, decomposed_text, non_unicode_text, placeholder_value,
        shared::remark::Remark,
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
    "NaN",
    "80.5",
    "80,5",
    "80%",
    "80.555",
    "2027",
    "0101245487",
    "168234567",
    "\u{A0}x",
];

fn rows() -> impl Iterator<Item = &'static Row> {
    let packets = dictionary().packets.iter().flat_map(|packet| packet.types.values());
    packets.flat_map(|table| &table.fields).chain(&dictionary().envelope.request.fields)
}

fn remarks() -> Vec<Remark> {
    let long = "x".repeat(5000);
    let mut all = Vec::new();
    for value in WRONG.iter().copied().chain([long.as_str()]) {
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
        all.extend(non_unicode_text::check(value));
        all.extend(placeholder_value::check(value));
        all.extend(surrounding_space::check(value));
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
    }
    all
}

/// The text that the engine has under a key: the page's.
fn text(found: Option<Text>, list: &[Keyed], key: &str) -> &'static str {
    let text = found.unwrap_or_else(|| panic!("no text for {key}"));
    let written = list.iter().find(|item| item.key == key).unwrap_or_else(|| panic!("{key} stands on no page"));
    let texts = [Language::Vi, Language::En].map(|language| text.get(language));
    assert_eq!(texts, [written.text.vi.as_str(), written.text.en.as_str()], "{key}");
    texts[0]
}

fn assert_filled(text: &str, remark: &Remark) {
    for name in placeholders(text) {
        let given = remark.arguments.iter().any(|(known, _)| *known == name);
        let known = matches!(name, "field" | "found") || (name == "text" && remark.fix.is_some());
        assert!(given || known, "{} {}: nothing for {name}", remark.rule, remark.message);
    }
}

fn known(remark: &Remark) -> &'static Rule {
    rule(remark.rule).unwrap_or_else(|| panic!("no page for {}", remark.rule))
}

fn page(id: &str) -> Page {
    let (_, text) = PAGES.iter().find(|(known, _)| *known == id).unwrap_or_else(|| panic!("no page for {id}"));
    page::parse(text).unwrap()
}

#[test]
fn every_remark_has_its_words() {
    for remark in remarks() {
        let (page, texts) = (page(remark.rule), known(&remark).texts);
        assert_filled(text(texts.message(remark.message), &page.messages, remark.message), &remark);
        if let Some(key) = remark.expected {
            assert_filled(text(texts.expected(key), &page.expected, key), &remark);
        }
        if let Some(fix) = &remark.fix {
            assert_filled(text(texts.fix(fix.title), &page.fixes, fix.title), &remark);
        }
    }
}

#[test]
fn every_message_of_these_pages_is_said() {
    let said = remarks();
    // Others say these.
    let elsewhere = ["service-contradicts", "service-unknown", "fee", "receiver"];
    for (id, _) in PAGES {
        let page = page(id);
        let mine: Vec<_> = said.iter().filter(|remark| remark.rule == page.id).collect();
        if mine.is_empty() {
            continue;
        }
        for key in page.messages.iter().map(|item| &item.key).filter(|key| !elsewhere.contains(&key.as_str())) {
            assert!(mine.iter().any(|remark| remark.message == key), "{} never says {key}", page.id);
        }
        for key in page.fixes.iter().map(|item| &item.key).filter(|key| *key != "service") {
            let given = mine.iter().filter_map(|remark| remark.fix.as_ref()).any(|fix| fix.title == key);
            assert!(given, "{} never offers {key}", page.id);
        }
    }
}

#[test]
fn no_remark_is_more_severe_than_its_grade_allows() {
    for remark in remarks() {
        let page = known(&remark);
        let severity = remark.severity.unwrap_or(page.severity);
        let grade = remark.grade.map_or(page.grade, RowGrade::grade);
        let is_one_source = remark.grade.is_some_and(RowGrade::one_source);
        let is_contradiction = remark.message == "impossible";
        let may_be_error = (grade != Grade::Derived && !is_one_source) || is_contradiction;
        assert!(severity != Severity::Error || may_be_error, "{} {}", remark.rule, remark.message);
    }
}

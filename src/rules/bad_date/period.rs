//! Months and years: `7`, `2020` and `6-2024`, of which other ways of writing are known.

use super::{impossible_month, is_usual_year};
use crate::{
    letters::{fold, is_mark},
    model::catalogue::bad_date::{expectation, fix, message},
    record::remark::Remark,
    rules::{
        bad_date,
        bad_number::{graded, is_digits},
    },
    standard::RowGrade,
};

/// A month, without a zero before it.
pub(crate) fn check_month(value: &str, grade: RowGrade) -> Option<Remark> {
    let remark = || graded(Remark::new(message::MONTH).expected(expectation::MONTH), grade);
    match named_month(value).or_else(|| month(value)) {
        Some(month @ 1..=12) if month.to_string() == value => None,
        Some(month @ 1..=12) => Some(remark().fix(fix::CONVERT, month.to_string(), true)),
        Some(month) => Some(impossible_month(month).expected(expectation::MONTH)),
        None => Some(remark()),
    }
}

/// A year of four digits.
pub(crate) fn check_year(value: &str, grade: RowGrade) -> Option<Remark> {
    match year(value) {
        Some(year) if is_usual_year(year) => None,
        Some(_) => Some(bad_date::unusual()),
        None => Some(graded(Remark::new(message::YEAR).expected(expectation::YEAR), grade)),
    }
}

/// A month of a year, `6-2024`.
pub(crate) fn check_month_of_year(value: &str, grade: RowGrade) -> Option<Remark> {
    let remark = || graded(Remark::new(message::MONTH_YEAR).expected(expectation::MONTH_YEAR), grade);
    let Some((month, year)) = month_and_year(value) else { return Some(remark()) };
    if !(1..=12).contains(&month) {
        return Some(impossible_month(month).expected(expectation::MONTH_YEAR));
    }
    let written = format!("{month}-{year}");
    if written != value {
        return Some(remark().fix(fix::CONVERT, written, true));
    }
    (!is_usual_year(year)).then(bad_date::unusual)
}

/// `Tháng 7` and `T7`: nothing stands there but the word and the number, as in no quarter, day or range.
fn named_month(value: &str) -> Option<u32> {
    let (word, number) = value.split_at_checked(value.find(|letter: char| letter.is_ascii_digit())?)?;
    let is_word = |word: &str| ["thang", "t"].contains(&fold(word).as_str());
    let is_plain = word.chars().all(|letter| letter.is_alphabetic() || letter == ' ' || is_mark(letter));
    if is_plain && is_word(word) { month(number) } else { None }
}

/// Either first, with any of the usual separators.
fn month_and_year(value: &str) -> Option<(u32, u32)> {
    let (first, second) = value.split_once(['-', '/', '.'])?;
    let (first, second) = (first.trim(), second.trim());
    month(first).zip(year(second)).or_else(|| month(second).zip(year(first)))
}

fn month(value: &str) -> Option<u32> {
    if is_digits(value) && value.len() < 3 { value.parse().ok() } else { None }
}

fn year(value: &str) -> Option<u32> {
    if is_digits(value) && value.len() == 4 { value.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Severity;
    use crate::model::ruleset::LATEST_YEAR;

    fn said(remark: Option<Remark>) -> Option<(&'static str, Option<String>)> {
        remark.map(|remark| (remark.message.key(), remark.fix.clone().map(|fix| fix.text)))
    }

    #[expect(clippy::unnecessary_wraps, reason = "compared with what is said, which may be nothing")]
    fn fixed(message: &'static str, text: &str) -> Option<(&'static str, Option<String>)> {
        Some((message, Some(text.to_owned())))
    }

    #[test]
    fn months() {
        let check = |value: &str| said(check_month(value, RowGrade::Practice));
        for month in 1..=12 {
            assert_eq!(check(&month.to_string()), None);
        }
        assert_eq!(check("07"), fixed("month", "7"));
        assert_eq!(check("Tháng 7"), fixed("month", "7"));
        assert_eq!(check("T12"), fixed("month", "12"));
        assert_eq!((check("0"), check("13")), (Some(("impossible", None)), Some(("impossible", None))));
        assert_eq!(check("tha\u{301}ng 07"), fixed("month", "7"));
        for value in
            ["7/2020", "1/2", "1-2", "1, 2", "-7", "+7", "7.0", "Quý 3", "Q3", "năm 12", "T-7", "7 8", "tháng 1/2"]
        {
            assert_eq!(check(value), Some(("month", None)), "{value}");
        }
    }

    #[test]
    fn years() {
        let check = |value: &str| said(check_year(value, RowGrade::Practice));
        let (latest, later) = (LATEST_YEAR.to_string(), (LATEST_YEAR + 1).to_string());
        assert_eq!((check("2000"), check(&latest)), (None, None));
        assert_eq!((check("1999"), check(&later)), (Some(("unusual", None)), Some(("unusual", None))));
        assert_eq!((check("20"), check("năm 2020")), (Some(("year", None)), Some(("year", None))));
    }

    #[test]
    fn months_of_years() {
        let check = |value| said(check_month_of_year(value, RowGrade::PracticeOneSource));
        assert_eq!((check("6-2024"), check("12-2024")), (None, None));
        for value in ["06-2024", "6/2024", "06.2024", "2024-06", "2024/6"] {
            assert_eq!(check(value), fixed("month-year", "6-2024"), "{value}");
        }
        assert_eq!(check("13-2024"), Some(("impossible", None)));
        assert_eq!(check("6-1999"), Some(("unusual", None)));
        assert_eq!(check("202406"), Some(("month-year", None)));
        let remark = check_month_of_year("06-2024", RowGrade::PracticeOneSource).unwrap();
        assert_eq!(remark.severity, Some(Severity::Warning));
    }
}

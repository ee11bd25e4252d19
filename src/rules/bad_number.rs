//! Amounts and counts: digits and nothing else.
//!
//! A currency sign, groups of three and a fraction of zeros are taken away where the number stays the same beyond doubt.

pub(crate) mod percentage;

use crate::{
    letters,
    model::{
        Severity,
        catalogue::{
            Expectation,
            bad_number::{expectation, fix, message},
        },
    },
    record::remark::Remark,
    standard::RowGrade,
};

/// How people write the currency behind an amount, the longest first.
const CURRENCIES: [&str; 7] = ["đồng", "dong", "vnđ", "vnd", "đ", "₫", "d"];

/// A whole number of dong.
pub(crate) fn check_amount(value: &str) -> Option<Remark> {
    if is_digits(value) {
        return None;
    }
    let lower = letters::lower(value);
    let amount = CURRENCIES.iter().find_map(|currency| lower.strip_suffix(currency));
    Some(explain(amount.unwrap_or(&lower).trim(), expectation::AMOUNT, amount.is_some()))
}

/// A count, of which so much is known.
pub(crate) fn check_integer(value: &str, grade: RowGrade) -> Option<Remark> {
    if is_digits(value) {
        return None;
    }
    Some(graded(explain(value.trim(), expectation::INTEGER, false), grade))
}

/// A JSON number where a whole one belongs. A fraction of zeros is none, and its point groups no thousands.
pub(crate) fn check_token(token: &str, expected: Expectation, grade: Option<RowGrade>) -> Option<Remark> {
    if whole(token).is_some() {
        return None;
    }
    let message = if token.starts_with('-') { message::NEGATIVE } else { message::FRACTION };
    let remark = Remark::new(message).expected(expected);
    Some(grade.map_or(remark.clone(), |grade| graded(remark, grade)))
}

/// The digits of a JSON number that is whole.
pub(crate) fn whole(token: &str) -> Option<&str> {
    let (whole, fraction) = token.split_once('.').unwrap_or((token, "0"));
    (is_digits(whole) && fraction.bytes().all(|byte| byte == b'0')).then_some(whole)
}

/// A natural number that a schema keeps in 32 bits. A plus sign and zeros before it are no fault to the schema.
pub(crate) fn check_natural(value: &str) -> Option<Remark> {
    let bare = value.strip_prefix('+').unwrap_or(value);
    let number = bare.parse::<u32>().ok().filter(|number| is_digits(bare) && i32::try_from(*number).is_ok());
    match number {
        Some(number) if number.to_string() == value => None,
        Some(number) => {
            let remark =
                Remark::new(message::FORM).expected(expectation::INTEGER).fix(fix::DIGITS, number.to_string(), true);
            Some(remark.severity(Severity::Warning).grade(RowGrade::Text))
        }
        None if is_digits(bare) => {
            Some(Remark::new(message::FORM).expected(expectation::INTEGER).grade(RowGrade::Text))
        }
        None => Some(explain(value.trim(), expectation::INTEGER, false).grade(RowGrade::Text)),
    }
}

/// The remark as severe as its ground allows.
pub(super) fn graded(remark: Remark, grade: RowGrade) -> Remark {
    remark.severity(if grade.allows_error() { Severity::Error } else { Severity::Warning }).grade(grade)
}

/// What a division by zero leaves.
pub(super) fn is_no_number(text: &str) -> bool {
    ["nan", "infinity", "-infinity", "inf"].iter().any(|known| known.eq_ignore_ascii_case(text))
}

pub(crate) fn is_digits(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// What is wrong with a number, of which is known whether it is so many dong.
fn explain(bare: &str, expected: Expectation, is_money: bool) -> Remark {
    if let Some(text) = plain_digits(bare) {
        let is_safe = is_money || !may_be_fraction(bare);
        return Remark::new(message::FORM).expected(expected).fix(fix::DIGITS, text, is_safe);
    }
    let is_number = is_decimal(bare);
    let message = match bare.as_bytes().first() {
        _ if is_no_number(bare) => message::NOT_A_NUMBER,
        Some(b'-') if is_number => message::NEGATIVE,
        _ if is_number => message::FRACTION,
        _ => message::FORM,
    };
    Remark::new(message).expected(expected)
}

/// A decimal number: a sign, digits with or without a point, an exponent.
fn is_decimal(text: &str) -> bool {
    let bare = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (number, exponent) = bare.split_once(['e', 'E']).unwrap_or((bare, "0"));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(exponent) && all_digits(whole) && all_digits(fraction) && !(whole.is_empty() && fraction.is_empty())
}

/// What stands behind the only point or comma may be a group of thousands, or a fraction as programs write it that keep
/// three decimals: 50.000 is fifty thousand or fifty.
fn may_be_fraction(bare: &str) -> bool {
    let mut parts = bare.split(['.', ',']);
    let (first, second, third) = (parts.next(), parts.next(), parts.next());
    third.is_none() && first.is_some_and(is_digits) && second.is_some_and(|second| second.len() == 3)
}

/// The digits of a number written in groups of three or with a fraction of zeros.
fn plain_digits(bare: &str) -> Option<String> {
    if is_digits(bare) {
        return Some(bare.to_owned());
    }
    ungrouped(bare).or_else(|| {
        let (whole, fraction) = bare.rsplit_once(['.', ','])?;
        // Three digits behind the separator could be a group: two is the most a fraction of money has.
        let is_nothing = matches!(fraction, "0" | "00");
        let separator = bare.as_bytes().get(whole.len())?;
        if !is_nothing || whole.as_bytes().contains(separator) {
            return None;
        }
        if is_digits(whole) {
            return Some(whole.to_owned());
        }
        ungrouped(whole)
    })
}

/// `1.234.567`: the same separator throughout, three digits behind each.
fn ungrouped(bare: &str) -> Option<String> {
    let separator = bare.chars().find(|letter| !letter.is_ascii_digit())?;
    if !matches!(separator, '.' | ',' | ' ' | '\u{A0}' | '\u{202F}') {
        return None;
    }
    let mut groups = bare.split(separator);
    let first = groups.next()?;
    // A leading zero is no group but the whole part of a fraction.
    if !is_digits(first) || first.len() > 3 || first.starts_with('0') {
        return None;
    }
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || !is_digits(group) {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decimals_are_those_of_the_standard_library() {
        for text in [
            "1.5", "-3", "+.5", "5.", ".", "", "-", "1e5", "1E-5", "1e", "e5", "1.5.2", "1,5", "inf", "nan", "0x1", "٣",
        ] {
            assert_eq!(is_decimal(text), text.parse::<f64>().is_ok_and(f64::is_finite), "{text}");
        }
    }

    #[test]
    fn digits_pass() {
        for value in ["0", "50000", "00", "123456789012345678901234567890"] {
            assert_eq!(check_amount(value), None);
            assert_eq!(check_integer(value, RowGrade::Practice), None);
        }
    }

    #[test]
    fn amounts_are_repaired_where_nothing_is_in_doubt() {
        for value in [
            "50.000đ",
            "50,000 đ",
            "50 000 VND",
            "50.000 VNĐ",
            "50.000 đồng",
            "50000.0",
            "50000,00",
            "50.000,00",
            "50,000.00",
            "50\u{A0}000",
            " 50000",
            "50000₫",
        ] {
            let fix = check_amount(value).and_then(|remark| remark.fix.clone()).unwrap_or_else(|| panic!("{value}"));
            assert_eq!((fix.text.as_str(), fix.safe), ("50000", true), "{value}");
        }
    }

    #[test]
    fn three_decimals_may_be_thousands() {
        for (value, text, safe) in [
            ("50.000", "50000", false),
            ("50,000", "50000", false),
            ("50 000", "50000", true),
            ("1.500.000", "1500000", true),
            ("50.000,00", "50000", true),
            ("50.000 VND", "50000", true),
        ] {
            let fix = check_amount(value).and_then(|remark| remark.fix.clone()).unwrap();
            assert_eq!((fix.text.as_str(), fix.safe), (text, safe), "{value}");
        }
        let fix = check_integer("1.234", RowGrade::Practice).and_then(|remark| remark.fix.clone()).unwrap();
        assert!(!fix.safe);
    }

    #[test]
    fn what_is_in_doubt_stays() {
        for (value, message) in [
            (".5", "fraction"),
            ("1.5", "fraction"),
            ("-50000", "negative"),
            ("0.500", "fraction"),
            ("50000.000", "fraction"),
            ("50.00.0", "form"),
            ("1e5", "fraction"),
            ("năm mươi nghìn", "form"),
            ("NaN", "not-a-number"),
            ("inf", "not-a-number"),
            ("50.000 - 100.000", "form"),
            ("", "form"),
        ] {
            let remark = check_amount(value).unwrap();
            assert_eq!((remark.message.key(), remark.fix.clone()), (message, None), "{value}");
        }
    }

    #[test]
    fn counts_take_no_currency() {
        let wrong = |value| check_integer(value, RowGrade::PracticeOneSource).unwrap();
        assert_eq!(wrong("1 bản").fix.clone(), None);
        assert_eq!(wrong("1.0").fix.clone().unwrap().text, "1");
        assert_eq!(wrong("1 bản").severity, Some(Severity::Warning));
        assert_eq!(check_integer("1 bản", RowGrade::Practice).unwrap().severity, Some(Severity::Error));
    }

    proptest! {
        #[test]
        fn a_fix_passes(value in "[0-9., đVNDd-]{0,12}") {
            for remark in [check_amount(&value), check_integer(&value, RowGrade::Practice)].into_iter().flatten() {
                if let Some(fix) = remark.fix.clone() {
                    prop_assert_eq!(check_amount(&fix.text), None);
                }
            }
        }
    }
}

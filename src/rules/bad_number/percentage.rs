//! Percentages: `76.38` in statistics, `80%` in ratings. What a division by zero leaves, a sign too many or too few, a
//! decimal comma and a tail of decimals are known defects of real senders.

use super::{graded, is_digits, is_no_number};
use crate::{
    model::catalogue::bad_number::{expectation, fix, message},
    record::remark::Remark,
    standard::RowGrade,
};

/// A whole percentage has at most three digits.
const LARGEST_WHOLE: u64 = 999;

/// A percentage without its sign, with at most two decimals.
pub(crate) fn check_plain(value: &str, grade: RowGrade) -> Option<Remark> {
    if hundredths(value).is_some() {
        return None;
    }
    let remark = |message| graded(Remark::new(message).expected(expectation::PERCENTAGE), grade);
    if is_no_number(value) {
        return Some(remark(message::NOT_A_NUMBER).fix(fix::ZERO, "0", false));
    }
    let bare = value.trim_end_matches('%').trim_end();
    let with_point = bare.replacen(',', ".", 1);
    if hundredths(&with_point).is_some() {
        let message = if bare == value { message::PERCENT_COMMA } else { message::PERCENT_SIGN };
        return Some(remark(message).fix(fix::DIGITS, with_point, true));
    }
    Some(match rounded(&with_point) {
        Some(rounded) => remark(message::DECIMALS).fix(fix::ROUNDED, rounded, false),
        None => remark(message::PERCENT_FORM),
    })
}

/// A whole percentage with its sign.
pub(crate) fn check_signed(value: &str, grade: RowGrade) -> Option<Remark> {
    if whole(value).is_some() {
        return None;
    }
    let remark = |message| graded(Remark::new(message).expected(expectation::PERCENT), grade);
    let bare = value.trim_end_matches('%').trim_end();
    if is_no_number(bare) {
        return Some(remark(message::NOT_A_NUMBER).fix(fix::ZERO, "0%", false));
    }
    let point = bare.replacen(',', ".", 1);
    Some(match hundredths(&point) {
        Some(number) if number % 100 == 0 && number <= LARGEST_WHOLE * 100 => {
            let message = if bare == value { message::NO_PERCENT_SIGN } else { message::PERCENT_FORM };
            remark(message).fix(fix::DIGITS, format!("{}%", number / 100), true)
        }
        Some(number) if number % 100 != 0 => remark(message::WHOLE_PERCENT),
        _ => remark(message::PERCENT_FORM),
    })
}

/// The number before the sign.
pub(crate) fn whole(value: &str) -> Option<u64> {
    let digits = value.strip_suffix('%')?;
    if is_digits(digits) && digits.len() < 4 {
        digits.parse().ok().filter(|number| *number <= LARGEST_WHOLE)
    } else {
        None
    }
}

/// A percentage in hundredths: 7638 for `76.38`.
pub(crate) fn hundredths(value: &str) -> Option<u64> {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, "0"));
    if !is_digits(whole) || !is_digits(fraction) || whole.len() > 9 || fraction.len() > 2 {
        return None;
    }
    let tens = if fraction.len() == 1 { 10 } else { 1 };
    Some(whole.parse::<u64>().ok()? * 100 + fraction.parse::<u64>().ok()? * tens)
}

/// A percentage of more decimals, with two of them.
fn rounded(value: &str) -> Option<String> {
    let (whole, fraction) = value.split_once('.')?;
    let (two, rest) = fraction.split_at_checked(2)?;
    if !is_digits(rest) {
        return None;
    }
    let number = hundredths(&format!("{whole}.{two}"))? + u64::from(rest.as_bytes() >= b"5".as_slice());
    Some(in_words(number))
}

/// Hundredths as a percentage with two decimals.
pub(crate) fn in_words(hundredths: u64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Said = Option<(&'static str, Option<(String, bool)>)>;

    fn said(remark: Option<Remark>) -> Said {
        remark.map(|remark| (remark.message.key(), remark.fix.clone().map(|fix| (fix.text, fix.safe))))
    }

    #[expect(clippy::unnecessary_wraps, reason = "compared with what is said, which may be nothing")]
    fn fixed(message: &'static str, text: &str, safe: bool) -> Said {
        Some((message, Some((text.to_owned(), safe))))
    }

    #[test]
    fn shares_of_statistics() {
        let check = |value| said(check_plain(value, RowGrade::Practice));
        for value in ["0", "0.00", "95", "95.0", "95.00", "100", "76.38"] {
            assert_eq!(check(value), None, "{value}");
        }
        assert_eq!(check("76.38%"), fixed("percent-sign", "76.38", true));
        assert_eq!(check("95 %"), fixed("percent-sign", "95", true));
        assert_eq!(check("76,38"), fixed("percent-comma", "76.38", true));
        assert_eq!(check("76.38190954"), fixed("decimals", "76.38", false));
        assert_eq!(check("99.996"), fixed("decimals", "100.00", false));
        assert_eq!(check("NaN"), fixed("not-a-number", "0", false));
        assert_eq!(check("Infinity"), fixed("not-a-number", "0", false));
        for value in ["cao", "-1", "1.", ".5", "1.2.3", "7 6"] {
            assert_eq!(check(value), Some(("percent-form", None)), "{value}");
        }
    }

    #[test]
    fn shares_of_ratings() {
        let check = |value| said(check_signed(value, RowGrade::PracticeOneSource));
        for value in ["0%", "80%", "100%"] {
            assert_eq!(check(value), None, "{value}");
        }
        assert_eq!(check("80"), fixed("no-percent-sign", "80%", true));
        assert_eq!(check("80 %"), fixed("percent-form", "80%", true));
        assert_eq!(check("80.0%"), fixed("percent-form", "80%", true));
        assert_eq!(check("NaN%"), fixed("not-a-number", "0%", false));
        assert_eq!(check("80.5%"), Some(("whole-percent", None)));
        assert_eq!(check("cao"), Some(("percent-form", None)));
        assert_eq!(check("1000"), Some(("percent-form", None)), "what a fix would write is no percentage either");
    }

    proptest! {
        #[test]
        fn a_fix_passes(value in "[0-9.,% ]{0,10}") {
            if let Some(fix) = check_plain(&value, RowGrade::Practice).and_then(|remark| remark.fix.clone()) {
                prop_assert_eq!(check_plain(&fix.text, RowGrade::Practice), None);
            }
            if let Some(fix) = check_signed(&value, RowGrade::Practice).and_then(|remark| remark.fix.clone()) {
                prop_assert_eq!(check_signed(&fix.text, RowGrade::Practice), None);
            }
        }
    }
}

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
            // A program that writes shares of one means a hundred percent.
            let may_be_whole = number == 100 && bare == value;
            remark(message).fix(fix::DIGITS, format!("{}%", number / 100), !may_be_whole)
        }
        Some(number) if number % 100 != 0 => remark(message::WHOLE_PERCENT),
        _ => remark(message::PERCENT_FORM),
    })
}

/// One percent, as [`Percentage`] counts.
pub(crate) const ONE: u64 = 1_000_000;
/// So many digits before the point are enough to tell that it is no share of anything.
const MOST_DIGITS: usize = 9;

/// What a percentage says, whatever its form: with or without its sign, with a comma, with too many decimals, negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Percentage {
    /// Millionths of one percent; what is smaller is left out.
    pub(crate) millionths: i64,
}

impl Percentage {
    /// Reads it, when it is a number.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let bare = text.trim_end_matches('%').trim_end();
        let (number, is_negative) = match bare.strip_prefix(['-', '\u{2212}']) {
            Some(number) => (number, true),
            None => (bare.strip_prefix('+').unwrap_or(bare), false),
        };
        let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
        if !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        let whole = whole.trim_start_matches('0');
        let whole = if whole.len() > MOST_DIGITS { "999999999" } else { whole };
        let digits = whole.bytes().chain(fraction.bytes().chain(std::iter::repeat(b'0')).take(6));
        let millionths = digits.fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
        Some(Self { millionths: if is_negative { -millionths } else { millionths } })
    }

    pub(crate) const fn plus(self, other: Self) -> Self {
        Self { millionths: self.millionths + other.millionths }
    }
}

impl std::fmt::Display for Percentage {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (sign, amount) = (if self.millionths < 0 { "-" } else { "" }, self.millionths.unsigned_abs());
        let fraction = format!(".{:06}", amount % ONE);
        let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
        write!(out, "{sign}{}{fraction}%", amount / ONE)
    }
}

/// The number before the sign.
fn whole(value: &str) -> Option<u64> {
    let digits = value.strip_suffix('%')?;
    if is_digits(digits) && digits.len() < 4 {
        digits.parse().ok().filter(|number| *number <= LARGEST_WHOLE)
    } else {
        None
    }
}

/// A percentage in hundredths: 7638 for `76.38`.
fn hundredths(value: &str) -> Option<u64> {
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
        assert_eq!(check("1"), fixed("no-percent-sign", "1%", false));
        assert_eq!(check("80 %"), fixed("percent-form", "80%", true));
        assert_eq!(check("80.0%"), fixed("percent-form", "80%", true));
        assert_eq!(check("NaN%"), fixed("not-a-number", "0%", false));
        assert_eq!(check("80.5%"), Some(("whole-percent", None)));
        assert_eq!(check("cao"), Some(("percent-form", None)));
        assert_eq!(check("1000"), Some(("percent-form", None)), "what a fix would write is no percentage either");
    }

    #[test]
    fn a_number_is_read_in_any_form() {
        let read = |text: &str| Percentage::read(text).map(|read| read.to_string());
        for (text, said) in [
            ("80%", "80%"),
            ("80", "80%"),
            ("076,50 %", "76.5%"),
            ("-75%", "-75%"),
            ("+0.1234567", "0.123456%"),
            ("99999999999", "999999999%"),
        ] {
            assert_eq!(read(text).as_deref(), Some(said), "{text}");
        }
        for text in ["", "%", "cao", "1.", ".5", "1.2.3", "1e2", "--1", "7 6"] {
            assert_eq!(read(text), None, "{text}");
        }
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

//! Dates and times: `yyyyMMddHHmmss`, a real day and a real time of day.
//!
//! The forms people and programs write instead are read and rewritten. A date without a time becomes midnight, which
//! may shift a deadline, and day and month may be meant the other way round: such repairs are never called safe.

pub(crate) mod iso_date;
pub(crate) mod period;

use super::bad_number::graded;
use crate::{
    model::{
        Severity,
        catalogue::bad_date::{expectation, fix, message},
        ruleset::{self, LATEST_DAY, LATEST_YEAR},
    },
    record::{
        date::{
            self, Count, Fault, Moment, Order, VIETNAM, Written, any_form, day_first, digits, parse, run_of_digits,
            split, year_first,
        },
        remark::{Argument, Remark},
    },
    standard::RowGrade,
};

/// Days before it are hardly a dossier's.
const EARLIEST_DAY: u32 = 20_000_101;

/// Is the value a date and time of the right form, real, and of our days?
pub(crate) fn check(value: &[u8]) -> Option<Remark> {
    match parse(value) {
        None => Some(explain(value)),
        Some(moment) => (!is_usual_day(moment)).then(unusual),
    }
}

/// Is nothing to be said about the value?
#[inline(always)]
pub(crate) fn is_usual(value: &[u8]) -> bool {
    parse(value).is_some_and(is_usual_day)
}

/// Is the day one a dossier may have?
pub(crate) fn is_usual_day(moment: Moment) -> bool {
    (EARLIEST_DAY..=LATEST_DAY).contains(&moment.day())
}

/// A day that is hardly a dossier's.
pub(super) fn unusual() -> Remark {
    let (vi, en) = ruleset::latest_day_in_words();
    let remark = Remark::new(message::UNUSUAL).expected(expectation::USUAL).with("latest-day", Argument::Both(vi, en));
    remark.severity(Severity::Warning).grade(RowGrade::Derived)
}

/// A year of our days.
pub(super) const fn is_usual_year(year: u32) -> bool {
    year >= EARLIEST_DAY / 10_000 && year <= LATEST_YEAR
}

/// A month that the calendar does not have.
pub(super) fn impossible_month(month: u32) -> Remark {
    impossible_for(format!("không có tháng {month}"), format!("there is no month {month}"))
}

/// Is the value a day, `dd/MM/yyyy`?
pub(crate) fn check_day(value: &str, grade: RowGrade) -> Option<Remark> {
    let written = any_form(value.as_bytes());
    if let Some(remark) = written.as_ref().and_then(impossible) {
        return Some(remark.expected(expectation::DAY));
    }
    let form = graded(Remark::new(message::DAY).expected(expectation::DAY), grade);
    let written_day = |written: &Written| format!("{:02}/{:02}/{:04}", written.day, written.month, written.year);
    let Some(written) = written else { return Some(since_1970(value.as_bytes(), &form, written_day).unwrap_or(form)) };
    let right = written_day(&written.in_vietnam());
    if right != value {
        let is_safe = is_day_only(&written) && is_certain(&written);
        return Some(in_doubt(form, &written).fix(fix::CONVERT, right, is_safe));
    }
    (!is_usual_year(written.year)).then(unusual)
}

/// Nothing but the day was written, or a midnight that adds nothing to it.
pub(super) fn is_day_only(written: &Written) -> bool {
    (written.hour, written.minute, written.second, written.offset) == (0, 0, 0, None)
}

/// Nobody could take the month for the day.
pub(super) fn is_certain(written: &Written) -> bool {
    !written.is_ambiguous() && written.order != Some(Order::Month)
}

/// The same remark, which says so where day and month could be exchanged, or are.
pub(super) fn in_doubt(remark: Remark, written: &Written) -> Remark {
    let day = |day, month| format!("{day:02}/{month:02}/{:04}", written.year);
    if written.is_ambiguous() {
        let (date, other) = (day(written.day, written.month), day(written.month, written.day));
        return remark.saying(message::AMBIGUOUS).quoting("date", date).quoting("other-date", other);
    }
    if written.order == Some(Order::Month) { remark.saying(message::MONTH_FIRST) } else { remark }
}

/// What is said of seconds or milliseconds since 1970, which become a date as `right` writes it.
pub(super) fn since_1970(value: &[u8], form: &Remark, right: impl Fn(&Written) -> String) -> Option<Remark> {
    let (count, written) = date::since_1970(value)?;
    let message = match count {
        Count::Seconds => message::SECONDS,
        Count::Milliseconds => message::MILLISECONDS,
    };
    Some(form.clone().saying(message).fix(fix::ZONE, right(&written.in_vietnam()), false))
}

/// Is the value a day or a year of birth, `yyyy-mm-dd` or `yyyy`?
pub(crate) fn check_birth(value: &str, grade: RowGrade) -> Option<Remark> {
    let day = if let Some(year) = digits(value.as_bytes(), 4) {
        year as u32 * 10_000
    } else {
        let form = graded(Remark::new(message::BIRTH).expected(expectation::BIRTH), grade);
        let written = any_form(value.as_bytes());
        if let Some(remark) = written.as_ref().and_then(impossible) {
            return Some(remark.expected(expectation::BIRTH));
        }
        let written_day = |written: &Written| format!("{:04}-{:02}-{:02}", written.year, written.month, written.day);
        let Some(written) = written else {
            return Some(since_1970(value.as_bytes(), &form, written_day).unwrap_or(form));
        };
        let right = written_day(&written.in_vietnam());
        if right != value {
            let is_safe = is_day_only(&written) && is_certain(&written);
            return Some(in_doubt(form, &written).fix(fix::CONVERT, right, is_safe));
        }
        written.number()
    };
    (day > LATEST_DAY).then(|| {
        Remark::new(message::BIRTH_LATER)
            .expected(expectation::BIRTH)
            .severity(Severity::Warning)
            .grade(RowGrade::Derived)
    })
}

/// A day in a form that no public text tells: any known one will do.
pub(crate) fn check_any(value: &str) -> Option<Remark> {
    if digits(value.as_bytes(), 4).is_some() {
        return None;
    }
    match any_form(value.as_bytes()) {
        Some(written) => impossible(&written).map(|remark| remark.expected(expectation::CALENDAR)),
        None => Some(graded(Remark::new(message::NO_DATE).expected(expectation::CALENDAR), RowGrade::Derived)),
    }
}

/// A text that looks like a day, of which the calendar has none.
pub(crate) fn check_look(text: &str) -> Option<Remark> {
    let slashed = day_first(text.as_bytes()).filter(|written| text.contains('/') && written.order == Some(Order::Day));
    let written = slashed.or_else(|| year_first(text.as_bytes()))?;
    let is_day = written.month <= 12 && written.day <= 31;
    if is_day { impossible(&written).map(|remark| remark.expected(expectation::CALENDAR)) } else { None }
}

/// Says what is wrong with a value that is no date and time.
fn explain(value: &[u8]) -> Remark {
    let form = Remark::new(message::FORM).expected(expectation::DATETIME);
    if let Some(number) = digits(value, 14) {
        return impossible(&split(number)).unwrap_or(form);
    }
    if let Some(written) = run_of_digits(value) {
        // A wrong date among bare digits, or one of a strange year, may be no date at all: nothing is said about it.
        return if is_usual_year(written.year) { convert(form, written) } else { form };
    }
    match day_first(value).or_else(|| year_first(value)) {
        Some(written) => impossible(&written).unwrap_or_else(|| convert(form, written)),
        None => since_1970(value, &form, Written::text).unwrap_or(form),
    }
}

pub(super) fn impossible(written: &Written) -> Option<Remark> {
    let Written { year, month, day, .. } = *written;
    let (vi, en) = match written.fault()? {
        Fault::Year => ("không có năm 0".to_owned(), "there is no year 0".to_owned()),
        Fault::Month => (format!("không có tháng {month}"), format!("there is no month {month}")),
        Fault::Day => (
            format!("tháng {month} năm {year} không có ngày {day}"),
            format!("month {month} of {year} has no day {day}"),
        ),
        Fault::Time => (
            "giờ chỉ từ 00 đến 23, phút và giây từ 00 đến 59".to_owned(),
            "hours run from 00 to 23, minutes and seconds from 00 to 59".to_owned(),
        ),
    };
    Some(impossible_for(vi, en))
}

fn impossible_for(vi: String, en: String) -> Remark {
    let remark = Remark::new(message::IMPOSSIBLE).expected(expectation::REAL);
    remark.grade(RowGrade::Derived).quoting_in_words("reason", vi, en)
}

fn convert(form: Remark, written: Written) -> Remark {
    if written.fault().is_some() {
        return form;
    }
    let title = match (written.timed, written.offset) {
        (false, _) => fix::MIDNIGHT,
        (true, Some(offset)) if offset != VIETNAM => fix::ZONE,
        _ => fix::CONVERT,
    };
    let converted = written.in_vietnam();
    if converted.fault().is_some() || converted.year > 9999 {
        return form;
    }
    in_doubt(form, &written).fix(title, converted.text(), written.timed && is_certain(&written))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fixed(value: &str) -> Option<(String, bool)> {
        let fix = check(value.as_bytes())?.fix.clone()?;
        Some((fix.text, fix.safe))
    }

    #[test]
    fn good_values_pass() {
        for value in [
            "20240305083000".to_owned(),
            "20240229235959".to_owned(),
            "20000101000000".to_owned(),
            format!("{LATEST_DAY}235959"),
        ] {
            assert_eq!(check(value.as_bytes()), None, "{value}");
        }
    }

    #[test]
    fn known_forms_are_repaired() {
        let cases = [
            ("05/03/2024", "20240305000000", false),
            ("5-3-2024", "20240305000000", false),
            ("5.3.2024", "20240305000000", false),
            ("05/03/2024 08:30", "20240305083000", false),
            ("05/05/2024 08:30", "20240505083000", true),
            ("25/03/2024 8:30:15", "20240325083015", true),
            ("03/25/2024 8:30:15", "20240325083015", false),
            ("1709602200", "20240305083000", false),
            ("1709602200000", "20240305083000", false),
            ("2024-03-05", "20240305000000", false),
            ("2024-03-05T08:30:15", "20240305083015", true),
            ("2024-03-05 08:30:15.123", "20240305083015", true),
            ("2024-03-05T08:30:15.123Z", "20240305153015", true),
            ("2024-12-31T20:00:00Z", "20250101030000", true),
            ("2024-03-01T00:30:00+09:00", "20240229223000", true),
            ("2024-03-05T08:30:15+07:00", "20240305083015", true),
            ("20240305", "20240305000000", false),
            ("202403050830", "20240305083000", true),
        ];
        for (value, text, safe) in cases {
            assert_eq!(fixed(value), Some((text.to_owned(), safe)), "{value}");
        }
    }

    #[test]
    fn impossible_dates_are_named_and_left() {
        for value in [
            "20240230000000",
            "20230229000000",
            "20241301000000",
            "20240305240000",
            "00000000000000",
            "30/02/2024",
            "2024-02-30T08:00:00",
            "05/03/2024 25:00",
            "02/30/2024",
        ] {
            let remark = check(value.as_bytes()).unwrap();
            assert_eq!(remark.message.key(), "impossible", "{value}");
            assert_eq!(remark.fix.clone(), None);
        }
    }

    #[test]
    fn other_text_has_no_fix() {
        for value in [
            "hôm nay",
            "3/5/2024 8:04:00 AM",
            "13032020",
            "2024-03",
            "038091442182",
            "001012010101",
            "2024030508",
            "2024-03-05T08:30:00+25:00",
        ] {
            let remark = check(value.as_bytes()).unwrap();
            assert_eq!((remark.message.key(), remark.fix.clone()), ("form", None), "{value}");
        }
    }

    fn said(remark: Option<Remark>) -> Option<(&'static str, Option<(String, bool)>)> {
        remark.map(|remark| (remark.message.key(), remark.fix.clone().map(|fix| (fix.text, fix.safe))))
    }

    #[test]
    fn days() {
        let check = |value| said(check_day(value, RowGrade::PracticeOneSource));
        let fixed = |text: &str, safe| Some(("day", Some((text.to_owned(), safe))));
        assert_eq!(check("15/07/2024"), None);
        assert_eq!(check("5/5/2024"), fixed("05/05/2024", true));
        let said = |message, text: &str| Some((message, Some((text.to_owned(), false))));
        assert_eq!(check("5/7/2024"), said("ambiguous", "05/07/2024"));
        assert_eq!(check("07/25/2024"), said("month-first", "25/07/2024"));
        assert_eq!(check("1721005200"), said("seconds", "15/07/2024"));
        assert_eq!(check("2024-07-15T00:00:00Z"), fixed("15/07/2024", false));
        assert_eq!(check("2024-07-15"), fixed("15/07/2024", true));
        assert_eq!(check("20240715"), fixed("15/07/2024", true));
        assert_eq!(check("20240715083000"), fixed("15/07/2024", false));
        assert_eq!(check("2024-07-15T20:00:00Z"), fixed("16/07/2024", false));
        assert_eq!(check("31/02/2024"), Some(("impossible", None)));
        assert_eq!(check("15/07/1924"), Some(("unusual", None)));
        assert_eq!(check("hôm qua"), Some(("day", None)));
    }

    #[test]
    fn births() {
        let check = |value: &str| said(check_birth(value, RowGrade::Text));
        let fixed = |text: &str| Some(("birth", Some((text.to_owned(), true))));
        assert_eq!((check("1990-01-01"), check("1945")), (None, None));
        assert_eq!(check("01/01/1990"), fixed("1990-01-01"));
        assert_eq!(check("19900101"), fixed("1990-01-01"));
        let unsafe_fix = |message, text: &str| Some((message, Some((text.to_owned(), false))));
        assert_eq!(check("02/01/1990"), unsafe_fix("ambiguous", "1990-01-02"));
        assert_eq!(check("1990-01-01T08:30:00"), unsafe_fix("birth", "1990-01-01"));
        assert_eq!(check("1990-01-01T17:30:00Z"), unsafe_fix("birth", "1990-01-02"));
        assert_eq!(check("1990-02-30"), Some(("impossible", None)));
        let (latest, later) = (LATEST_YEAR.to_string(), (LATEST_YEAR + 1).to_string());
        assert_eq!((check(&latest), check(&later)), (None, Some(("birth-later", None))));
        assert_eq!(check(&format!("{later}-01-01")), Some(("birth-later", None)));
        assert_eq!((check("01/1990"), check("90")), (Some(("birth", None)), Some(("birth", None))));
    }

    #[test]
    fn days_of_no_known_form() {
        for value in ["1990", "01/01/1990", "1990-01-01", "19900101000000"] {
            assert_eq!(check_any(value), None, "{value}");
        }
        assert_eq!(said(check_any("30/02/1990")), Some(("impossible", None)));
        assert_eq!(said(check_any("khoảng 1990")), Some(("no-date", None)));
        for value in ["12/05/2020", "2020-01-01T00:00:00Z", "12-34-5678", "20201399000000", "192.168.0.1", "x"] {
            assert_eq!(check_look(value), None, "{value}");
        }
        assert_eq!(said(check_look("30/02/2020")), Some(("impossible", None)));
        assert_eq!(said(check_look("2020-02-30")), Some(("impossible", None)));
    }

    #[test]
    fn strange_years_are_a_warning() {
        for value in [
            "00010101000000".to_owned(),
            "19991231235959".to_owned(),
            format!("{}0101000000", LATEST_YEAR + 1),
            "99991231235959".to_owned(),
        ] {
            let remark = check(value.as_bytes()).unwrap();
            assert_eq!((remark.message.key(), remark.severity), ("unusual", Some(Severity::Warning)));
        }
    }

    proptest! {
        #[test]
        fn a_fix_is_a_real_date(year in 1u32..9999, month in 0u32..14, day in 0u32..33, hour in 0u32..26, zone in -14i32..15, form in 0..5) {
            let value = match form {
                0 => format!("{day:02}/{month:02}/{year:04}"),
                1 => format!("{day}/{month}/{year:04} {hour:02}:59"),
                2 => format!("{year:04}-{month:02}-{day:02}T{hour:02}:00:59.5{zone:+03}:00"),
                3 => format!("{year:04}{month:02}{day:02}"),
                _ => format!("{year:04}{month:02}{day:02}{hour:02}30"),
            };
            if let Some(fix) = check(value.as_bytes()).and_then(|remark| remark.fix.clone()) {
                prop_assert!(parse(fix.text.as_bytes()).is_some(), "{} -> {}", value, fix.text);
            }
        }

        #[test]
        fn nothing_panics(value in ".{0,24}|[0-9/:T. -]{0,20}") {
            let _ = check(value.as_bytes());
            let _ = (check_any(&value), check_look(&value));
            for (check, message) in [(check_day as fn(&str, RowGrade) -> Option<Remark>, "day"), (check_birth, "birth")] {
                if let Some(fix) = check(&value, RowGrade::Text).and_then(|remark| remark.fix.clone()) {
                    let again = check(&fix.text, RowGrade::Text);
                    prop_assert!(again.is_none_or(|remark| remark.message.key() != message), "{} -> {}", value, fix.text);
                }
            }
        }
    }
}

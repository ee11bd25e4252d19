//! Dates as an XML schema writes them: `YYYY-MM-DD`, `YYYY-MM-DDThh:mm:ss`, a year alone; no zone and no fraction.
//!
//! Other forms are rewritten. Dropping a time, a fraction or a zone loses what somebody wrote: such a repair is offered
//! and never called safe.

use crate::{
    model::{
        Severity,
        catalogue::{
            Expectation, Message,
            bad_date::{expectation, fix, message},
        },
    },
    record::{
        date::{self, Written},
        remark::Remark,
    },
    rules::bad_date,
    standard::{RowGrade, RowSchema},
};

fn remark(message: Message, expected: Expectation) -> Remark {
    Remark::new(message).expected(expected).grade(RowGrade::Text)
}

/// `YYYY-MM-DD`, from the first to the last year.
pub(crate) fn check_day(text: &str, schema: &RowSchema) -> Option<Remark> {
    let written = read(text);
    let is_form = written.is_some_and(|written| day(&written) == text);
    let form = remark(message::ISO_DAY, expectation::ISO_DAY);
    let Some(written) = written else { return Some(bad_date::since_1970(text.as_bytes(), &form, day).unwrap_or(form)) };
    if let Some(impossible) = bad_date::impossible(&written) {
        return Some(impossible.expected(expectation::REAL_ISO_DAY).grade(RowGrade::Text));
    }
    if !in_range(written.year, schema) {
        return Some(with_range(remark(message::RANGE, expectation::RANGE), schema));
    }
    if is_form {
        return None;
    }
    if written.offset.is_some() || zone_of_day(text).is_some() {
        return Some(remark(message::ZONE, expectation::ISO_DAY).fix(fix::DROP, day(&written), false));
    }
    let is_day = bad_date::is_day_only(&written) && fraction(text).is_none_or(is_nothing);
    let title = if is_day { fix::CONVERT } else { fix::DROP };
    Some(bad_date::in_doubt(form, &written).fix(title, day(&written), is_day && bad_date::is_certain(&written)))
}

/// `YYYY-MM-DDThh:mm:ss`.
pub(crate) fn check_moment(text: &str) -> Option<Remark> {
    let form = remark(message::ISO_MOMENT, expectation::ISO_MOMENT);
    let Some(written) = read(text) else {
        return Some(bad_date::since_1970(text.as_bytes(), &form, moment).unwrap_or(form));
    };
    if let Some(impossible) = bad_date::impossible(&written) {
        return Some(impossible.expected(expectation::REAL_MOMENT).grade(RowGrade::Text));
    }
    let right = moment(&written);
    if right == text {
        return None;
    }
    if !written.timed {
        return Some(bad_date::in_doubt(form, &written).fix(fix::MIDNIGHT, right, false));
    }
    if written.offset.is_some() {
        return Some(remark(message::ZONE, expectation::ISO_MOMENT).fix(fix::DROP, right, false));
    }
    match fraction(text) {
        Some(fraction) => {
            let is_nothing = is_nothing(fraction);
            let title = if is_nothing { fix::CONVERT } else { fix::DROP };
            let remark = bad_date::in_doubt(remark(message::FRACTION, expectation::ISO_MOMENT), &written);
            Some(remark.fix(title, right, is_nothing && bad_date::is_certain(&written)))
        }
        None => Some(bad_date::in_doubt(form, &written).fix(fix::CONVERT, right, bad_date::is_certain(&written))),
    }
}

/// A year of four digits. A sign and zeros before it are no fault to the schema.
pub(crate) fn check_year(text: &str, schema: &RowSchema) -> Option<Remark> {
    let bare = text.strip_prefix('+').unwrap_or(text).trim_start_matches('0');
    let is_number = !bare.is_empty() && bare.len() < 10 && bare.bytes().all(|byte| byte.is_ascii_digit());
    let Some(year) = bare.parse::<u32>().ok().filter(|_| is_number) else {
        return Some(with_range(remark(message::SCHEMA_YEAR, expectation::SCHEMA_YEAR), schema));
    };
    if !in_range(year, schema) {
        return Some(with_range(remark(message::SCHEMA_YEAR, expectation::SCHEMA_YEAR), schema));
    }
    (bare != text).then(|| {
        let remark = remark(message::YEAR_WRITTEN, expectation::SCHEMA_YEAR).severity(Severity::Warning).fix(
            fix::CONVERT,
            bare,
            true,
        );
        with_range(remark, schema)
    })
}

fn in_range(year: u32, schema: &RowSchema) -> bool {
    (schema.least.unwrap_or(1)..=schema.most.unwrap_or(9999)).contains(&year)
}

fn with_range(remark: Remark, schema: &RowSchema) -> Remark {
    remark.with("least", schema.least.unwrap_or(1)).with("most", schema.most.unwrap_or(9999))
}

fn day(written: &Written) -> String {
    format!("{:04}-{:02}-{:02}", written.year, written.month, written.day)
}

fn moment(written: &Written) -> String {
    format!("{}T{:02}:{:02}:{:02}", day(written), written.hour, written.minute, written.second)
}

/// A date and time in any form that is known.
fn read(text: &str) -> Option<Written> {
    let value = zone_of_day(text).unwrap_or(text).as_bytes();
    let run = date::digits(value, 14).map(date::split);
    let run = run.or_else(|| date::run_of_digits(value));
    run.or_else(|| date::day_first(value)).or_else(|| date::year_first(value))
}

/// The day before a zone: `2010-05-06Z`, `2010-05-06+07:00`.
fn zone_of_day(text: &str) -> Option<&str> {
    let (day, zone) = text.split_at_checked(10)?;
    let is_offset = zone.len() == 6 && zone.starts_with(['+', '-']) && zone.as_bytes().get(3) == Some(&b':');
    (zone == "Z" || is_offset).then_some(day)
}

fn is_nothing(fraction: &str) -> bool {
    fraction.bytes().all(|digit| digit == b'0')
}

/// The digits behind the seconds.
fn fraction(text: &str) -> Option<&str> {
    let (_, behind) = text.rsplit_once(':')?;
    behind.split_once(['.', ',']).map(|(_, fraction)| fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range() -> RowSchema {
        RowSchema { least: Some(1900), most: Some(2399), ..RowSchema::default() }
    }

    fn said(remark: Option<Remark>) -> Option<(&'static str, Option<(String, bool)>)> {
        remark.map(|remark| (remark.message.key(), remark.fix.clone().map(|fix| (fix.text, fix.safe))))
    }

    #[test]
    fn days() {
        let fix = |text: &str, safe: bool| Some((text.to_owned(), safe));
        for good in ["1900-01-01", "2399-12-31", "1980-02-29"] {
            assert_eq!(check_day(good, &range()), None, "{good}");
        }
        for (text, message, repaired) in [
            ("19800506", "iso-day", fix("1980-05-06", true)),
            ("6/5/1980", "ambiguous", fix("1980-05-06", false)),
            ("16/5/1980", "iso-day", fix("1980-05-16", true)),
            ("5/16/1980", "month-first", fix("1980-05-16", false)),
            ("1980-05-06T00:00:00.5", "iso-day", fix("1980-05-06", false)),
            ("1980-5-6", "iso-day", fix("1980-05-06", true)),
            ("1980-05-06T00:00:00", "iso-day", fix("1980-05-06", true)),
            ("1980-05-06T07:00:00", "iso-day", fix("1980-05-06", false)),
            ("1980-05-06Z", "zone", fix("1980-05-06", false)),
            ("1980-05-06+07:00", "zone", fix("1980-05-06", false)),
            ("1980-05-06T00:00:00Z", "zone", fix("1980-05-06", false)),
            ("1981-02-29", "impossible", None),
            ("1899-12-31", "range", None),
            ("2400-01-01", "range", None),
            ("năm 1980", "iso-day", None),
        ] {
            assert_eq!(said(check_day(text, &range())), Some((message, repaired)), "{text}");
        }
    }

    #[test]
    fn moments() {
        let fix = |text: &str, safe: bool| Some((text.to_owned(), safe));
        assert_eq!(check_moment("2016-01-01T00:00:00"), None);
        for (text, message, repaired) in [
            ("2016-1-1T0:00:00", "iso-moment", fix("2016-01-01T00:00:00", true)),
            ("1451611800", "seconds", fix("2016-01-01T08:30:00", false)),
            ("02/01/2016 08:30:00", "ambiguous", fix("2016-01-02T08:30:00", false)),
            ("20160101083000", "iso-moment", fix("2016-01-01T08:30:00", true)),
            ("2016-01-01T08:30:00.000", "fraction", fix("2016-01-01T08:30:00", true)),
            ("2016-01-01T08:30:00.125", "fraction", fix("2016-01-01T08:30:00", false)),
            ("2016-01-01T08:30:00Z", "zone", fix("2016-01-01T08:30:00", false)),
            ("2016-01-01T08:30:00+07:00", "zone", fix("2016-01-01T08:30:00", false)),
            ("2016-01-01", "iso-moment", fix("2016-01-01T00:00:00", false)),
            ("2016-01-01T24:00:00", "impossible", None),
            ("hôm nay", "iso-moment", None),
        ] {
            assert_eq!(said(check_moment(text)), Some((message, repaired)), "{text}");
        }
    }

    #[test]
    fn years() {
        assert_eq!(check_year("1980", &range()), None);
        for (text, message, repaired) in [
            ("+1980", "year-written", Some(("1980".to_owned(), true))),
            ("01980", "year-written", Some(("1980".to_owned(), true))),
            ("1899", "schema-year", None),
            ("2400", "schema-year", None),
            ("80", "schema-year", None),
            ("-1980", "schema-year", None),
            ("1980-05-06", "schema-year", None),
            ("", "schema-year", None),
        ] {
            assert_eq!(said(check_year(text, &range())), Some((message, repaired)), "{text}");
        }
    }
}

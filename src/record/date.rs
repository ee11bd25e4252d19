//! Dates and times as they are written: `yyyyMMddHHmmss`, and the forms that people and programs write instead.
//!
//! It only reads. Which form belongs into a field, and what is said where another stands there, is for `bad-date`.

/// Minutes that Vietnam is ahead of UTC.
pub(crate) const VIETNAM: i32 = 7 * 60;

/// A real date and time, the day above the 32 bits of the time: later is greater, and nothing has to be divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(pub(crate) u64);

impl Moment {
    /// Of the numbers `yyyymmdd` and `hhmmss`.
    pub(crate) const fn new(day: u32, time: u32) -> Self {
        Self((day as u64) << 32 | time as u64)
    }

    /// Its day, as the number `yyyymmdd`.
    pub(crate) const fn day(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// Its time of day, as the number `hhmmss`.
    pub(crate) const fn time(self) -> u32 {
        self.0 as u32
    }
}

/// Reads a well-formed, real date and time.
pub(crate) fn parse(value: &[u8]) -> Option<Moment> {
    let value: &[u8; 14] = value.try_into().ok()?;
    let (day, time) = (eight_digits(*value.first_chunk()?)?, eight_digits(*value.last_chunk()?)? % 1_000_000);
    written(day, time).fault().is_none().then_some(Moment::new(day, time))
}

/// The number that eight digits are, all at a time: every record has some dates, and several rules read them.
const fn eight_digits(digits: [u8; 8]) -> Option<u32> {
    const ONES: u64 = u64::MAX / 255;
    let word = u64::from_le_bytes(digits);
    let is_high = (word | word.wrapping_add(6 * ONES)) & (0xF0 * ONES) != 0x30 * ONES;
    if is_high || word & (0xF0 * ONES) != 0x30 * ONES {
        return None;
    }
    // Neighbours become numbers of two, of four and of eight digits.
    let pairs = (word & (0x0F * ONES)).wrapping_mul(10 << 8 | 1) >> 8 & 0x00FF_00FF_00FF_00FF;
    let fours = pairs.wrapping_mul(100 << 16 | 1) >> 16 & 0x0000_FFFF_0000_FFFF;
    Some((fours.wrapping_mul(10_000 << 32 | 1) >> 32) as u32)
}

/// A real day as the number `yyyymmdd`.
pub(crate) const fn is_real_day(day: u32) -> bool {
    split(day as u64 * 1_000_000).fault().is_none()
}

/// Is the text a date, in any of the known forms?
pub(crate) fn is_date(text: &str) -> bool {
    parse(text.as_bytes()).is_some() || any_form(text.as_bytes()).is_some_and(|written| written.fault().is_none())
}

/// A date in any of the known forms.
pub(crate) fn any_form(value: &[u8]) -> Option<Written> {
    let run = || digits(value, 14).map(split).or_else(|| run_of_digits(value));
    day_first(value).or_else(|| year_first(value)).or_else(run)
}

pub(crate) fn digits(value: &[u8], length: usize) -> Option<u64> {
    if value.len() != length {
        return None;
    }
    let mut number = 0;
    for byte in value {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + u64::from(digit);
    }
    Some(number)
}

/// A date and time as somebody wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) year: u32,
    pub(crate) month: u32,
    pub(crate) day: u32,
    pub(crate) hour: u32,
    pub(crate) minute: u32,
    pub(crate) second: u32,
    /// A time was written at all.
    pub(crate) timed: bool,
    /// Minutes ahead of UTC, where that was written.
    pub(crate) offset: Option<i32>,
}

/// Why a date and time is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Year,
    Month,
    Day,
    Time,
}

pub(crate) const fn split(number: u64) -> Written {
    written((number / 1_000_000) as u32, (number % 1_000_000) as u32)
}

/// The parts of the numbers `yyyymmdd` and `hhmmss`.
const fn written(day: u32, time: u32) -> Written {
    Written {
        year: day / 10_000,
        month: day / 100 % 100,
        day: day % 100,
        hour: time / 10_000,
        minute: time / 100 % 100,
        second: time % 100,
        timed: true,
        offset: None,
    }
}

const fn days_in(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

impl Written {
    pub(crate) const fn fault(&self) -> Option<Fault> {
        if self.year == 0 {
            return Some(Fault::Year);
        }
        if self.month == 0 || self.month > 12 {
            return Some(Fault::Month);
        }
        if self.day == 0 || self.day > days_in(self.year, self.month) {
            return Some(Fault::Day);
        }
        if self.hour > 23 || self.minute > 59 || self.second > 59 {
            return Some(Fault::Time);
        }
        None
    }

    /// In Vietnamese time; the day may change.
    pub(crate) fn in_vietnam(mut self) -> Self {
        let Some(offset) = self.offset.take() else {
            return self;
        };
        let minutes = (self.hour * 60 + self.minute).cast_signed() + VIETNAM - offset;
        let time = minutes.rem_euclid(24 * 60).cast_unsigned();
        (self.hour, self.minute) = (time / 60, time % 60);
        match minutes.div_euclid(24 * 60) {
            1 => self.tomorrow(),
            -1 => self.yesterday(),
            _ => self,
        }
    }

    const fn tomorrow(mut self) -> Self {
        self.day += 1;
        if self.day > days_in(self.year, self.month) {
            (self.day, self.month) = (1, self.month + 1);
        }
        if self.month > 12 {
            (self.month, self.year) = (1, self.year + 1);
        }
        self
    }

    const fn yesterday(mut self) -> Self {
        if self.day > 1 {
            self.day -= 1;
            return self;
        }
        if self.month > 1 {
            self.month -= 1;
        } else {
            (self.month, self.year) = (12, self.year - 1);
        }
        self.day = days_in(self.year, self.month);
        self
    }

    pub(crate) fn text(&self) -> String {
        let Self { year, month, day, hour, minute, second, .. } = self;
        format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}")
    }
}

/// `yyyyMMdd` and `yyyyMMddHHmm`.
pub(crate) fn run_of_digits(value: &[u8]) -> Option<Written> {
    let day = digits(value, 8).map(|number| Written { timed: false, ..split(number * 1_000_000) });
    day.or_else(|| digits(value, 12).map(|number| split(number * 100)))
}

/// `dd/MM/yyyy`, `dd/MM/yyyy HH:mm[:ss]`; also with one digit, with dashes or dots.
pub(crate) fn day_first(value: &[u8]) -> Option<Written> {
    let mut rest = Cursor(value);
    let day = rest.number(1, 2)?;
    let separator = rest.one_of(b"/-.")?;
    let month = rest.number(1, 2)?;
    rest.one_of(&[separator])?;
    let year = rest.number(4, 4)?;
    time(rest, year, month, day)
}

/// `yyyy-MM-dd` and ISO 8601 with time, fraction and zone; also with slashes or dots.
pub(crate) fn year_first(value: &[u8]) -> Option<Written> {
    let mut rest = Cursor(value);
    let year = rest.number(4, 4)?;
    let separator = rest.one_of(b"-/.")?;
    let month = rest.number(1, 2)?;
    rest.one_of(&[separator])?;
    let day = rest.number(1, 2)?;
    time(rest, year, month, day)
}

/// The time behind a date, up to the end.
fn time(mut rest: Cursor<'_>, year: u32, month: u32, day: u32) -> Option<Written> {
    let mut written = Written { year, month, day, hour: 0, minute: 0, second: 0, timed: false, offset: None };
    if rest.0.is_empty() {
        return Some(written);
    }
    rest.one_of(b" T")?;
    while rest.one_of(b" ").is_some() {}
    written.timed = true;
    written.hour = rest.number(1, 2)?;
    rest.one_of(b":")?;
    written.minute = rest.number(2, 2)?;
    if rest.one_of(b":").is_some() {
        written.second = rest.number(2, 2)?;
        if rest.one_of(b".,").is_some() {
            rest.number(1, 9)?;
        }
    }
    written.offset = rest.offset()?;
    rest.0.is_empty().then_some(written)
}

/// What is left to read.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    /// The next byte, when it is one of these.
    fn one_of(&mut self, known: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        if !known.contains(first) {
            return None;
        }
        self.0 = rest;
        Some(*first)
    }

    /// A number of so many digits.
    fn number(&mut self, fewest: usize, most: usize) -> Option<u32> {
        let length = self.0.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
        let (number, rest) = self.0.split_at_checked(length)?;
        if length < fewest {
            return None;
        }
        self.0 = rest;
        digits(number, length).map(|number| number as u32)
    }

    /// `Z`, `+07:00`, `+0700` or nothing.
    #[allow(clippy::option_option, reason = "no zone is not the same as a broken zone")]
    fn offset(&mut self) -> Option<Option<i32>> {
        if self.0.is_empty() {
            return Some(None);
        }
        let sign = self.one_of(b"Z+-")?;
        if sign == b'Z' {
            return Some(Some(0));
        }
        let hours = self.number(2, 2)?;
        self.one_of(b":");
        let minutes = self.number(2, 2)?;
        if hours > 14 || minutes > 59 {
            return None;
        }
        let offset = (hours * 60 + minutes).cast_signed();
        Some(Some(if sign == b'-' { -offset } else { offset }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn eight_digits_are_read_as_one_by_one(text in "[0-9]{8}|[0-9/:\0\u{7f} @0]{8}", at in 0..8_usize, other: u8) {
            let mut bytes: [u8; 8] = text.as_bytes().try_into()?;
            for byte in [bytes[at], other] {
                bytes[at] = byte;
                prop_assert_eq!(eight_digits(bytes).map(u64::from), digits(&bytes, 8));
            }
        }
    }
}

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
    /// Which of day and month comes first, where that is left to habit: not in what begins with the year.
    pub(crate) order: Option<Order>,
}

/// Which of day and month is written first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Day,
    Month,
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
        order: None,
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

    /// Day and month could be exchanged: it is another day then, and a real one too.
    pub(crate) const fn is_ambiguous(&self) -> bool {
        self.order.is_some() && self.day <= 12 && self.month <= 12 && self.day != self.month
    }

    /// Day and month exchanged.
    const fn exchanged(self) -> Self {
        let order = match self.order {
            Some(Order::Day) => Some(Order::Month),
            Some(Order::Month) => Some(Order::Day),
            None => None,
        };
        Self { day: self.month, month: self.day, order, ..self }
    }

    /// The number `yyyymmdd`.
    pub(crate) const fn number(&self) -> u32 {
        self.year * 10_000 + self.month * 100 + self.day
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

/// `dd/MM/yyyy`, `dd/MM/yyyy HH:mm[:ss]`; also with one digit, with dashes or dots. Where the second number can be no month
/// and the first one can, the month was written first.
pub(crate) fn day_first(value: &[u8]) -> Option<Written> {
    let mut rest = Cursor(value);
    let day = rest.number(1, 2)?;
    let separator = rest.one_of(b"/-.")?;
    let month = rest.number(1, 2)?;
    rest.one_of(&[separator])?;
    let year = rest.number(4, 4)?;
    let written = Written { order: Some(Order::Day), ..time(rest, year, month, day)? };
    let exchanged = written.exchanged();
    let is_month_first = written.fault() == Some(Fault::Month) && matches!(exchanged.fault(), None | Some(Fault::Time));
    Some(if is_month_first { exchanged } else { written })
}

/// Which of day and month was written first, where the date can be read in one way only.
pub(crate) fn order_of(value: &[u8]) -> Option<Order> {
    let written = day_first(value).filter(|written| written.fault().is_none() && written.day != written.month)?;
    if written.is_ambiguous() { None } else { written.order }
}

/// In which order day and month must have been written for a date to be that day, where they could be exchanged.
pub(crate) fn order_for(value: &[u8], day: u32) -> Option<Order> {
    let written = day_first(value).filter(Written::is_ambiguous)?;
    let readings = [written, written.exchanged()];
    readings.iter().find(|reading| reading.number() == day)?.order
}

/// The same date with day and month in each other's place.
pub(crate) fn exchanged(text: &str) -> Option<String> {
    let end = |text: &str| text.bytes().position(|byte| !byte.is_ascii_digit());
    let (first, rest) = text.split_at_checked(end(text)?)?;
    let (separator, rest) = rest.split_at_checked(1)?;
    let (second, rest) = rest.split_at_checked(end(rest)?)?;
    Some([second, separator, first, rest].concat())
}

/// The unit in which time since 1970 is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    Seconds,
    Milliseconds,
}

/// Seconds (10 digits) or milliseconds (13 digits) since 1970, of the years 2001 to 2099. Digits that are a day and an
/// hour, `yyyyMMddHH`, are not taken for seconds.
pub(crate) fn since_1970(value: &[u8]) -> Option<(Count, Written)> {
    const END_OF_2099: u64 = 4_102_444_800;
    let of_seconds = digits(value, 10).map(|number| (Count::Seconds, number));
    let (count, number) = of_seconds.or_else(|| Some((Count::Milliseconds, digits(value, 13)?)))?;
    let is_hour = count == Count::Seconds && split(number * 10_000).fault().is_none() && is_day_of_ours(number / 100);
    let seconds = if count == Count::Seconds { number } else { number / 1000 };
    let is_plausible = (1_000_000_000..END_OF_2099).contains(&seconds) && !is_hour;
    is_plausible.then(|| (count, of_seconds_since_1970(seconds)))
}

/// A number `yyyymmdd` of this century.
const fn is_day_of_ours(day: u64) -> bool {
    matches!(day / 10_000, 2000..=2099)
}

/// In UTC.
fn of_seconds_since_1970(seconds: u64) -> Written {
    let (mut days, time) = ((seconds / 86_400) as u32, (seconds % 86_400) as u32);
    let (mut year, mut month) = (1970, 1);
    let days_of = |year: u32| if days_in(year, 2) == 29 { 366 } else { 365 };
    while days >= days_of(year) {
        days -= days_of(year);
        year += 1;
    }
    while days >= days_in(year, month) {
        days -= days_in(year, month);
        month += 1;
    }
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
    Written { year, month, day: days + 1, hour, minute, second, timed: true, offset: Some(0), order: None }
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
    let mut written =
        Written { year, month, day, hour: 0, minute: 0, second: 0, timed: false, offset: None, order: None };
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

    #[test]
    fn the_order_is_known_where_one_reading_is_none() {
        let order = |text: &str| order_of(text.as_bytes());
        assert_eq!((order("13/03/2020"), order("03/13/2020")), (Some(Order::Day), Some(Order::Month)));
        for text in ["03/04/2020", "03/03/2020", "13/13/2020", "02/30/2020", "2020-03-13", "20200313"] {
            assert_eq!(order(text), None, "{text}");
        }
        assert_eq!(order_for(b"03/04/2020 08:00", 20_200_403), Some(Order::Day));
        assert_eq!(order_for(b"03/04/2020 08:00", 20_200_304), Some(Order::Month));
        assert_eq!(order_for(b"03/04/2020 08:00", 20_200_305), None);
        assert_eq!(exchanged("3/04/2020 08:00").as_deref(), Some("04/3/2020 08:00"));
    }

    #[test]
    fn seconds_since_1970_are_moments() {
        for (text, count, moment) in [
            ("1584061440", Count::Seconds, "20200313080400"),
            ("1584061440000", Count::Milliseconds, "20200313080400"),
            ("951782399", Count::Seconds, ""),
            ("1709164799", Count::Seconds, "20240229065959"),
            ("4102419599", Count::Seconds, "20991231235959"),
            ("2020031308", Count::Seconds, ""),
            ("9999999999", Count::Seconds, ""),
            ("158406144000", Count::Seconds, ""),
        ] {
            let wanted = (!moment.is_empty()).then(|| (count, moment.to_owned()));
            let found = since_1970(text.as_bytes()).map(|(count, written)| (count, written.in_vietnam().text()));
            assert_eq!(found, wanted, "{text}");
        }
    }

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

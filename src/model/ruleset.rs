//! The date of the rule set, and what follows from it. The engine has no clock: what "today" is, the rule set says.

/// Date of the rule set: that of the newest snapshot in `src/rules/history`.
pub const RULESET: &str = env!("GOITIN_RULESET");

/// The rule set is used for so many years: later days are hardly meant.
const YEARS_AHEAD: u32 = 2;

/// The last day that is not strange in a packet, as the number `yyyymmdd`.
pub(crate) const LATEST_DAY: u32 = years_after(day(RULESET), YEARS_AHEAD);

/// The last year that is not strange in a packet.
pub(crate) const LATEST_YEAR: u32 = LATEST_DAY / 10_000;

/// `2026-11-22` as the number `yyyymmdd`.
const fn day(date: &str) -> u32 {
    let (bytes, mut number, mut at) = (date.as_bytes(), 0, 0);
    while at < bytes.len() {
        if bytes[at].is_ascii_digit() {
            number = number * 10 + (bytes[at] - b'0') as u32;
        }
        at += 1;
    }
    number
}

const fn years_after(day: u32, years: u32) -> u32 {
    const LEAP_DAY: u32 = 229;
    let leaps = day % 10_000 == LEAP_DAY && !years.is_multiple_of(4);
    day + years * 10_000 - leaps as u32
}

/// The last day that is not strange, in Vietnamese and in English.
pub(crate) fn latest_day_in_words() -> (String, String) {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month, day) = (LATEST_YEAR, LATEST_DAY / 100 % 100, LATEST_DAY % 100);
    let name = MONTHS.get(month as usize - 1).copied().unwrap_or_default();
    (format!("{day:02}/{month:02}/{year}"), format!("{day} {name} {year}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_years_after_the_rule_set_are_not_strange() {
        let [year, month, day] = RULESET.split('-').map(|part| part.parse().unwrap()).collect::<Vec<u32>>()[..] else {
            panic!("{RULESET} is no date");
        };
        assert_eq!(LATEST_DAY, (year + 2) * 10_000 + month * 100 + day);
        assert_eq!(LATEST_YEAR, year + 2);
        assert_eq!(latest_day_in_words().0, format!("{day:02}/{month:02}/{}", year + 2));
    }

    #[test]
    fn two_years_after_a_leap_day_is_a_day() {
        assert_eq!(years_after(20_280_229, 2), 20_300_228);
        assert_eq!(years_after(20_280_301, 2), 20_300_301);
    }
}

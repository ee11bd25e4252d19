//! Identifiers as the documents and the systems in use write them: codes of dossiers, agencies and procedures.
//!
//! It only reads, and says what keeps a text from being one. What is said about that is for `bad-identifier`.

use super::date::is_real_day;

/// The most characters of an agency code.
const LONGEST_AGENCY_CODE: usize = 35;

/// The parts of a well-formed dossier code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MaHoSo<'a> {
    /// Code of the unit.
    pub(crate) unit: &'a str,
    /// Day of receipt, as the number `yyyymmdd`.
    pub(crate) date: u32,
    /// Number within the day.
    pub(crate) number: &'a str,
}

/// What keeps a text from being a dossier code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DossierFault {
    /// It has not the parts.
    Shape,
    /// Its unit is no agency code.
    Unit,
    /// Its day is none.
    Date,
}

/// What keeps a text from being an agency code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AgencyFault {
    /// Others than capital letters, digits and dots.
    Characters,
    /// A dot too many.
    Dots,
    /// Too many characters.
    Long,
    /// No group of the highest level.
    Level,
}

/// Digits and nothing else.
pub(crate) fn is_digits(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads a well-formed dossier code.
pub(crate) fn parse_ma_ho_so(value: &str) -> Option<MaHoSo<'_>> {
    dossier_parts(value).ok()
}

/// The parts, or what is wrong.
pub(crate) fn dossier_parts(value: &str) -> Result<MaHoSo<'_>, DossierFault> {
    let shape = DossierFault::Shape;
    let (rest, number) = last_part(value).ok_or(shape)?;
    let (unit, day) = last_part(rest).ok_or(shape)?;
    if !is_digits(day) || !is_digits(number) || !matches!(number.len(), 4..=7) {
        return Err(shape);
    }
    let century = match day.len() {
        6 => 20_000_000,
        8 => 0,
        _ => return Err(shape),
    };
    let date = day.bytes().fold(0, |date, digit| date * 10 + u32::from(digit - b'0')) + century;
    if agency_fault(unit).is_some() {
        return Err(DossierFault::Unit);
    }
    if !is_real_day(date) {
        return Err(DossierFault::Date);
    }
    Ok(MaHoSo { unit, date, number })
}

/// What stands before and behind the last hyphen.
fn last_part(value: &str) -> Option<(&str, &str)> {
    let at = memchr::memrchr(b'-', value.as_bytes())?;
    value.get(..at).zip(value.get(at + 1..))
}

/// Is it a dossier code as the decree has it?
pub(crate) fn is_dossier_code(value: &str) -> bool {
    dossier_parts(value).is_ok_and(|code| !has_long_date(value, &code))
}

/// One ministry writes the whole year.
pub(crate) fn has_long_date(value: &str, code: &MaHoSo<'_>) -> bool {
    value.len() == code.unit.len() + code.number.len() + 10
}

/// Is it an agency's code in a known form?
pub(crate) fn is_agency_code(value: &str) -> bool {
    agency_fault(value).is_none()
}

/// What keeps the value from being an agency code.
pub(crate) fn agency_fault(value: &str) -> Option<AgencyFault> {
    if is_old_code(value.as_bytes()) { None } else { fault_of_any_code(value) }
}

fn fault_of_any_code(value: &str) -> Option<AgencyFault> {
    let mut before = b'.';
    for byte in value.bytes() {
        match byte {
            b'.' if before == b'.' => return Some(AgencyFault::Dots),
            b'0'..=b'9' | b'A'..=b'Z' | b'.' => before = byte,
            _ => return Some(AgencyFault::Characters),
        }
    }
    if before == b'.' {
        return Some(AgencyFault::Dots);
    }
    if value.len() > LONGEST_AGENCY_CODE {
        return Some(AgencyFault::Long);
    }
    root(value).is_none().then_some(AgencyFault::Level)
}

/// The form that nearly all have: `000.00.01.H22`.
fn is_old_code(code: &[u8]) -> bool {
    let [v1, v2, v3, b'.', z1, z2, b'.', y1, y2, b'.', letter, d1, d2] = code else { return false };
    let is_group = |byte: &u8| byte.is_ascii_digit() | byte.is_ascii_uppercase();
    [v1, v2, v3, z1, z2, y1, y2].into_iter().all(is_group)
        && letter.is_ascii_uppercase()
        && d1.is_ascii_digit()
        && d2.is_ascii_digit()
}

/// The group of the highest level: first in a new code, last in an old one.
fn root(code: &str) -> Option<&str> {
    match code.as_bytes() {
        [b'A'..=b'Z', b'0'..=b'9', b'0'..=b'9'] | [b'A'..=b'Z', b'0'..=b'9', b'0'..=b'9', b'.', ..] => code.get(..3),
        [v1, v2, v3, b'.', z1, z2, b'.', y1, y2, b'.', b'A'..=b'Z', b'0'..=b'9', b'0'..=b'9'] => {
            let is_old = [v1, v2, v3, z1, z2, y1, y2].into_iter().all(|byte| *byte != b'.');
            if is_old { code.get(10..) } else { None }
        }
        _ => None,
    }
}

/// The group of the highest level of a well-formed agency code: `H22` of `000.00.01.H22`, `H56` of `H56.14`.
pub(crate) fn unit_root(code: &str) -> Option<&str> {
    if agency_fault(code).is_some() {
        return None;
    }
    root(code)
}

/// A digit, a dot, six digits; then nothing, or a dot and an agency code.
pub(crate) fn is_procedure_code(value: &str) -> bool {
    let Some((number, rest)) = value.split_at_checked(8) else {
        return false;
    };
    let (kind, name) = number.split_at_checked(2).unwrap_or_default();
    let is_numbered = matches!(kind.as_bytes(), [b'1'..=b'9', b'.']) && is_digits(name);
    is_numbered && (rest.is_empty() || rest.strip_prefix('.').is_some_and(|unit| agency_fault(unit).is_none()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn nothing_is_wrong_with_a_code_of_the_old_form(code in "([0-9A-Z.a-z-]{3}\\.){0,2}[0-9A-Z.]{2}\\.[0-9A-Z.]{2}\\.[A-Z0-9.][0-9.]{2}|[0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.[A-Z][0-9]{2}") {
            if is_old_code(code.as_bytes()) {
                prop_assert_eq!(fault_of_any_code(&code), None);
            }
        }
    }

    #[test]
    fn the_usual_code_has_the_old_form() {
        assert!(is_old_code(b"000.00.01.H22") && !is_old_code(b"H22.01") && !is_old_code(b"000.00.01.h22"));
    }
}

//! White space before or behind a code, an identifier or a date.
//!
//! Other systems compare such values byte by byte, so that a stray space makes them unknown. The other rules are asked
//! about what stands between.

use crate::{
    model::catalogue::surrounding_space::{expectation, fix, message},
    record::remark::Remark,
};

/// The value without the white space that may stand around a value of the field: to a schema that is ASCII's alone.
pub(crate) fn trim(value: &str, by_schema: bool) -> &str {
    if !has_suspicious_edge(value) {
        return value;
    }
    if by_schema { value.trim_matches([' ', '\t', '\n', '\r']) } else { value.trim() }
}

/// White space around the value; a value of nothing but white space is empty, which is another rule.
pub(crate) fn check(value: &str, by_schema: bool) -> Option<Remark> {
    let trimmed = trim(value, by_schema);
    if trimmed.len() == value.len() || trimmed.is_empty() {
        return None;
    }
    let remark = Remark::new(message::SPACE).expected(expectation::TRIMMED);
    Some(remark.quoting("text", trimmed).fix(fix::TRIM, trimmed, true))
}

/// Only ASCII space and what is not ASCII can be white space.
fn has_suspicious_edge(value: &str) -> bool {
    let suspicious = |byte: &u8| *byte <= b' ' || *byte >= 0x80;
    let bytes = value.as_bytes();
    bytes.first().is_some_and(suspicious) || bytes.last().is_some_and(suspicious)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_values_pass() {
        for value in ["", "   ", "H56.14", "Được tiếp nhận", "20240305083000"] {
            assert_eq!(check(value, false), None, "{value:?}");
        }
    }

    #[test]
    fn the_fix_is_clean() {
        for value in [" 4", "4\u{A0}", "\t20240305083000\n", "\u{202F}H56 "] {
            let fix = check(value, false).and_then(|remark| remark.fix.clone()).unwrap();
            assert!(fix.safe);
            assert_eq!(check(&fix.text, false), None);
        }
    }

    #[test]
    fn to_a_schema_white_space_is_of_ascii() {
        assert_eq!((trim(" 4\n", true), trim("\u{A0}4 ", true)), ("4", "\u{A0}4"));
        assert_eq!(check("\u{A0}4", true), None);
    }
}

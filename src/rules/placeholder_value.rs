//! Values a program or a tester left behind: `NaN`, `undefined`, `test`.
//!
//! They pass every check of shape in a text field and mean that the real value is missing.

pub(super) mod fee_name;

use crate::{
    model::catalogue::placeholder_value::{expectation, message},
    record::{remark::Remark, space},
};

/// What programs and testers leave, in any case of letters.
const KNOWN: [&str; 11] = [
    "nan",
    "null",
    "(null)",
    "none",
    "undefined",
    "infinity",
    "-infinity",
    "test",
    "dinhkem",
    "000000001",
    "[object object]",
];

/// A known one with white space around it.
const LONGEST: usize = 64;

/// Is it one of them?
pub(crate) fn check(value: &str) -> Option<Remark> {
    // Clean values are longer, or begin otherwise.
    if value.len() < 3 || value.len() > LONGEST {
        return None;
    }
    let value = space::trim(value);
    let known = KNOWN.iter().any(|known| known.len() == value.len() && known.eq_ignore_ascii_case(value));
    known.then(|| Remark::new(message::PLACEHOLDER).expected(expectation::REAL))
}

/// The fee bears the dossier's code for a name.
pub(crate) fn is_fee_named_after_dossier(fee_name: &str, ma_ho_so: &str) -> bool {
    let code = space::trim(ma_ho_so);
    !code.is_empty() && space::trim(fee_name) == code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_leave_is_found() {
        for value in ["NaN", "null", "undefined", "Infinity", "test", "Test", "Dinhkem", "000000001", "[object Object]"]
        {
            assert!(check(value).is_some(), "{value}");
        }
    }

    #[test]
    fn ordinary_values_pass() {
        for word in crate::letters::tests::ORDINARY {
            assert_eq!(check(word), None, "{word}");
        }
        for value in ["", "0", "Testament", "Nam", "Nulla", "0000000001", "000000002"] {
            assert_eq!(check(value), None, "{value}");
        }
    }

    #[test]
    fn a_fee_may_not_bear_the_dossier_code() {
        assert!(is_fee_named_after_dossier("H56.14-240305-0007 ", "H56.14-240305-0007"));
        assert!(!is_fee_named_after_dossier("Lệ phí", "H56.14-240305-0007"));
        assert!(!is_fee_named_after_dossier("", ""));
    }
}

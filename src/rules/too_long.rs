//! Values longer than the field's limit, counted in characters.
//!
//! A limit that a document states makes an error; one that only a client was seen to keep makes a warning.

use crate::{
    model::{
        Severity,
        catalogue::too_long::{expectation, message},
    },
    record::remark::Remark,
    standard::{Row, RowGrade},
};

/// Receivers are known to fail on longer notes.
const LONGEST_NOTE: usize = 2000;

/// Compares the value with the row's limit, which is of that grade.
pub(crate) fn check(value: &str, row: &Row, grade: RowGrade) -> Option<Remark> {
    let limit = row.max? as usize;
    // No character is shorter than a byte.
    if value.len() <= limit {
        return None;
    }
    let length = value.chars().count();
    if length <= limit {
        return None;
    }
    let severity = if grade == RowGrade::Text { Severity::Error } else { Severity::Warning };
    let breaks_receivers = row.name == "GhiChu" && length > LONGEST_NOTE;
    let (message, limit) = if breaks_receivers { (message::RECEIVER, LONGEST_NOTE) } else { (message::LIMIT, limit) };
    let remark = Remark::new(message).expected(expectation::LIMIT).severity(severity).grade(grade);
    Some(remark.with("length", length).with("limit", limit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::dictionary;

    fn row(name: &str) -> &'static Row {
        let fields = &dictionary().packet("DongBoHoSoMC").unwrap().types.get("HoSo").unwrap().fields;
        fields.iter().find(|row| row.name == name).unwrap()
    }

    #[test]
    fn characters_count_not_bytes() {
        assert_eq!(check(&"ệ".repeat(500), row("GhiChu"), RowGrade::Practice), None);
        let remark = check(&"ệ".repeat(501), row("GhiChu"), RowGrade::Practice).unwrap();
        assert_eq!(remark.message.key(), "limit");
        assert_eq!(remark.severity, Some(Severity::Warning));
        assert_eq!(check(&"a".repeat(9999), row("TenTTHC"), RowGrade::Practice), None);
    }

    #[test]
    fn notes_that_break_receivers_are_named() {
        let remark = check(&"a".repeat(2001), row("GhiChu"), RowGrade::Practice).unwrap();
        assert_eq!(remark.message.key(), "receiver");
    }

    #[test]
    fn a_limit_of_the_text_is_an_error() {
        let remark = check(&"a".repeat(501), row("GhiChu"), RowGrade::Text).unwrap();
        assert_eq!(remark.severity, Some(Severity::Error));
    }
}

//! Numbers that are so many digits and nothing else, as a schema's pattern says.

use crate::{
    model::catalogue::bad_identifier::{expectation, fix, message},
    record::remark::{Argument, Remark},
    standard::{RowGrade, RowSchema},
};

/// So many digits, and nothing else.
pub(crate) fn is_right(value: &[u8], schema: &RowSchema) -> bool {
    value.iter().all(u8::is_ascii_digit) && schema.digit_counts().any(|count| count == value.len())
}

/// Says what is wrong with a value that is not.
pub(crate) fn check(text: &str, schema: &RowSchema) -> Option<Remark> {
    if is_right(text.as_bytes(), schema) {
        return None;
    }
    let counts: Vec<String> = schema.digit_counts().map(|count| count.to_string()).collect();
    let counts = Argument::Both(listed(&counts, " hoặc "), listed(&counts, " or "));
    let remark = Remark::new(message::DIGIT_COUNT)
        .expected(expectation::DIGIT_COUNT)
        .grade(RowGrade::Text)
        .with("digits", counts);
    let tidy: String = text.chars().filter(|sign| !sign.is_whitespace() && !matches!(sign, '.' | '-')).collect();
    if !is_right(tidy.as_bytes(), schema) {
        return Some(remark);
    }
    let is_safe = text.trim() == tidy;
    Some(remark.fix(fix::TIDY, tidy, is_safe))
}

/// `2, 3 or 5`.
fn listed(counts: &[String], joint: &str) -> String {
    match counts {
        [most @ .., last] if !most.is_empty() => format!("{}{joint}{last}", most.join(", ")),
        _ => counts.concat(),
    }
}

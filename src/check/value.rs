//! One value against its row: which of the value rules apply to it, and in which order, so that one defect is one
//! finding: a fault of the characters hides the shape, a wrong shape hides the length.

use crate::{
    model::Severity,
    record::{
        Value,
        remark::Remark,
        table::{Field, UNKNOWN},
    },
    rules::{
        bad_code,
        bad_date::{self, iso_date, period},
        bad_identifier::{self, digit_count},
        bad_number::{self, percentage},
        control_character, decomposed_text, non_unicode_text, placeholder_value, secret_value,
        shared::{disguised, web_address},
        surrounding_space, too_long, unreachable_url,
    },
    source::Flags,
    standard::{FieldType, Form, Row},
};

/// A JSON number is as good as a string here.
pub(crate) fn takes_number(field: &Field) -> bool {
    let takes = matches!(
        field.kind,
        FieldType::Integer | FieldType::ReplyCode | FieldType::Number | FieldType::NumberCode | FieldType::Natural
    );
    field.row.bare || takes
}

/// What is wrong with a value that is present and not empty.
pub(crate) fn check(value: &Value<'_>) -> Vec<Remark> {
    if is_plainly_right(value, &value.bytes()) {
        return Vec::new();
    }
    let text = value.text();
    let mut remarks = Vec::new();
    let free = match value.field.kind {
        FieldType::Text | FieldType::Any => true,
        FieldType::Texts => !value.field.strict,
        _ => false,
    };
    if value.node.flags.has(Flags::ESCAPED.with(Flags::NON_ASCII))
        && let Some(remark) = control_character::check(&text, free)
    {
        return vec![remark];
    }
    let inner = if value.field.strict {
        if let Some(remark) = surrounding_space::check(&text) {
            remarks.push(remark);
        }
        text.trim()
    } else {
        &text
    };
    let wrong = shape(value.field, inner);
    let has_shape = wrong.is_none();
    match wrong {
        Some(wrong) if !inner.is_ascii() => {
            remarks.extend(disguised::explain(inner, wrong, |text| shape(value.field, text)));
        }
        wrong => remarks.extend(wrong),
    }
    if has_shape {
        let in_text = if free { characters(&text, value) } else { None };
        remarks.extend(in_text.or_else(|| too_long::check(inner, &value.field.row, value.field.max_grade)));
    }
    remarks
}

/// The quick way for the values a clean packet is made of.
fn is_plainly_right(value: &Value<'_>, bytes: &[u8]) -> bool {
    match value.field.kind {
        FieldType::Datetime => bad_date::is_usual(bytes),
        FieldType::Amount => bytes.len() < 16 && bytes.iter().all(u8::is_ascii_digit),
        FieldType::Code => value.field.list.as_ref().is_some_and(|list| {
            list.codes.iter().any(|code| code.code.as_bytes() == bytes && code.grade.is_none())
                && list.more.as_ref().is_none_or(|more| more.conflicts.is_empty())
        }),
        FieldType::Identifier if value.field.row.form == Some(Form::Url) => is_plain_address(bytes, &value.field.row),
        FieldType::Digits => value.field.schema().is_some_and(|schema| digit_count::is_right(bytes, schema)),
        _ => false,
    }
}

/// The address of a file as nearly all are: nothing that looks at addresses has anything to say about it.
fn is_plain_address(bytes: &[u8], row: &Row) -> bool {
    let is_short = row.max.is_none_or(|max| bytes.len() <= max as usize);
    is_short && web_address::plain_host_of(bytes).is_some_and(unreachable_url::is_public)
}

fn shape(field: &Field, text: &str) -> Option<Remark> {
    let grade = field.grade;
    match field.kind {
        FieldType::Datetime => bad_date::check(text.as_bytes()),
        FieldType::Amount => bad_number::check_amount(text),
        FieldType::Integer | FieldType::Count | FieldType::Number => bad_number::check_integer(text, grade),
        FieldType::Percent => percentage::check_signed(text, grade),
        FieldType::Percentage => percentage::check_plain(text, grade),
        FieldType::Month => period::check_month(text, grade),
        FieldType::Year => period::check_year(text, grade),
        FieldType::MonthYear => period::check_month_of_year(text, grade),
        FieldType::Day => bad_date::check_day(text, grade),
        FieldType::DateOrYear => bad_date::check_birth(text, grade),
        FieldType::Date => bad_date::check_any(text),
        FieldType::Any => looks(text),
        FieldType::NumberCode => field.codes().and_then(|(name, list)| bad_code::check_number(text, list, name)),
        FieldType::Code | FieldType::BooleanOrNull | FieldType::Texts if field.list.is_some() => {
            let wrong = field.codes().and_then(|(name, list)| bad_code::check(text, list, name))?;
            let secret = if field.row.secret { secret_value::check(text) } else { None };
            Some(secret.unwrap_or(wrong))
        }
        FieldType::Identifier | FieldType::Texts if field.row.form.is_some() => {
            let form = field.row.form?;
            // A wrong shape that is an error says more than that the value looks like a stand-in.
            let wrong = match bad_identifier::check(text, form, &field.row, field.grade) {
                Some(remark) if remark.severity.is_none_or(|severity| severity == Severity::Error) => Some(remark),
                weaker => placeholder_value::check(text).or(weaker),
            };
            wrong.or_else(|| if form == Form::Url { unreachable_url::check(text) } else { None })
        }
        FieldType::Digits => digit_count::check(text, field.schema()?),
        FieldType::IsoDate => iso_date::check_day(text, field.schema()?),
        FieldType::IsoDatetime => iso_date::check_moment(text),
        FieldType::SchemaYear => iso_date::check_year(text, field.schema()?),
        FieldType::Natural => bad_number::check_natural(text),
        FieldType::Text | FieldType::Texts | FieldType::Opaque => placeholder_value::check(text),
        FieldType::Code
        | FieldType::BooleanOrNull
        | FieldType::Identifier
        | FieldType::List
        | FieldType::Object
        | FieldType::Service
        | FieldType::ReplyCode
        | FieldType::Records
        | FieldType::Record => None,
    }
}

/// A text of which nothing is known: an address or a date is one all the same when it looks like one.
fn looks(text: &str) -> Option<Remark> {
    let text = text.trim();
    if ["http://", "https://"].iter().any(|scheme| text.starts_with(scheme)) {
        return bad_identifier::check(text, Form::Url, &UNKNOWN, UNKNOWN.grade)
            .or_else(|| unreachable_url::check(text));
    }
    bad_date::check_look(text)
}

fn characters(text: &str, value: &Value<'_>) -> Option<Remark> {
    let decomposed =
        if value.node.flags.has(Flags::NON_ASCII.with(Flags::ESCAPED)) { decomposed_text::check(text) } else { None };
    decomposed.or_else(|| non_unicode_text::check(text, value.field.row.html))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::standard::RowGrade;

    proptest! {
        #[test]
        fn nothing_is_found_in_a_plain_address(address in "https?://([a-z0-9-]{0,5}[.:/]){0,4}(local|localhost|vn)?[ -~ệ]{0,8}") {
            let row = Row { max: Some(40), ..Row::default() };
            if is_plain_address(address.as_bytes(), &row) {
                prop_assert!(surrounding_space::check(&address).is_none());
                prop_assert!(control_character::check(&address, false).is_none());
                prop_assert!(bad_identifier::check(&address, Form::Url, &row, RowGrade::Text).is_none());
                prop_assert!(placeholder_value::check(&address).is_none());
                prop_assert!(unreachable_url::check(&address).is_none());
                prop_assert!(too_long::check(&address, &row, RowGrade::Text).is_none());
            }
        }
    }

    #[test]
    fn the_usual_address_is_plain() {
        assert!(is_plain_address(b"https://dvc.tinhmau.gov.vn/tep/8112.pdf", &Row::default()));
        for address in ["http://10.0.0.1/a", "http://a.local/a", "http://may/a", "https://a.vn/a b", "ftp://a.vn/a"] {
            assert!(!is_plain_address(address.as_bytes(), &Row::default()), "{address}");
        }
    }
}

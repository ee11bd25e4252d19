//! One value against its row: which of the value rules apply to it, and in which order, so that one defect is one
//! finding: a fault of the characters hides the shape, a wrong shape hides the length.

use crate::{
    model::catalogue::bad_number::expectation,
    record::{Value, arena::Kind, remark::Remark, space, table::Field},
    rules::{
        bad_date,
        bad_identifier::digit_count,
        bad_number, control_character, decomposed_text, non_unicode_text,
        shared::{disguised, meaning, shape, web_address},
        surrounding_space, too_long, unreachable_url,
    },
    source::{Flags, ScalarKind},
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

/// What is wrong with a value that is present and not empty. A JSON number or truth value is looked at as the string it
/// stands for.
pub(crate) fn check(value: &Value<'_>) -> Vec<Remark> {
    if is_plainly_right(value, &value.bytes()) {
        return Vec::new();
    }
    let text = meaning::as_string(value);
    let free = match value.field.kind {
        FieldType::Text | FieldType::Any => true,
        FieldType::Texts => !value.field.strict,
        _ => false,
    };
    if value.node.flags.has(Flags::ESCAPED.with(Flags::NON_ASCII))
        && let Some(remark) = control_character::check(&text, free)
    {
        return with_control_characters(value, remark);
    }
    let mut remarks = Vec::new();
    let inner = if value.field.strict {
        remarks.extend(surrounding_space::check(&text, value.field.as_written));
        surrounding_space::trim(&text, value.field.as_written)
    } else {
        &text
    };
    let wrong = form(value, inner);
    let has_shape = wrong.is_none();
    match wrong {
        Some(wrong) if !inner.is_ascii() => {
            remarks.extend(disguised::explain(inner, wrong, |text| form(value, text)));
        }
        wrong => remarks.extend(wrong),
    }
    if has_shape {
        let in_text = if free { characters(&text, value) } else { None };
        remarks.extend(in_text.or_else(|| too_long::check(inner, &value.field.row, value.field.max_grade)));
    } else if value.field.strict {
        add_of_core(value.field, inner, &mut remarks);
    }
    remarks
}

/// What stands around a value and may not does not hide what is wrong with the value, or makes it less grave.
fn add_of_core(field: &Field, text: &str, remarks: &mut Vec<Remark>) {
    let core = space::trim(text);
    if core.len() < text.len() && !core.is_empty() {
        add_wrong(field, core, remarks);
    }
}

fn add_wrong(field: &Field, core: &str, remarks: &mut Vec<Remark>) {
    let wrong = shape::check(field, core).or_else(|| too_long::check(core, &field.row, field.max_grade));
    let Some(wrong) = wrong.map(Remark::without_fix) else { return };
    match remarks.iter_mut().find(|known| known.message.rule() == wrong.message.rule()) {
        Some(known) if wrong.gravity() < known.gravity() => *known = wrong,
        Some(_) => {}
        None => remarks.push(wrong),
    }
}

/// A number has no groups of thousands, as its digits in quotes may have.
fn form(value: &Value<'_>, text: &str) -> Option<Remark> {
    let is_number = value.node.kind == Kind::Scalar(ScalarKind::Number);
    match value.field.kind {
        FieldType::Amount if is_number => bad_number::check_token(text, expectation::AMOUNT, None),
        FieldType::Integer | FieldType::Count | FieldType::Number if is_number => {
            bad_number::check_token(text, expectation::INTEGER, Some(value.field.grade))
        }
        _ => shape::check(value.field, text),
    }
}

/// Characters that are no text do not hide what is wrong with the others. A lost letter may have been any.
#[cold]
fn with_control_characters(value: &Value<'_>, remark: Remark) -> Vec<Remark> {
    let others = remark.fix.as_ref().map(|fix| fix.text.clone());
    let mut remarks = vec![remark];
    if let Some(others) = others {
        let core = space::trim(&others);
        if !core.is_empty() {
            add_wrong(value.field, core, &mut remarks);
        }
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

fn characters(text: &str, value: &Value<'_>) -> Option<Remark> {
    let decomposed =
        if value.node.flags.has(Flags::NON_ASCII.with(Flags::ESCAPED)) { decomposed_text::check(text) } else { None };
    decomposed.or_else(|| non_unicode_text::check(text, value.field.row.html))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        rules::{bad_identifier, placeholder_value},
        standard::RowGrade,
    };

    proptest! {
        #[test]
        fn nothing_is_found_in_a_plain_address(address in "https?://([a-z0-9-]{0,5}[.:/]){0,4}(local|localhost|vn)?[ -~ệ]{0,8}") {
            let row = Row { max: Some(40), ..Row::default() };
            if is_plain_address(address.as_bytes(), &row) {
                prop_assert!(surrounding_space::check(&address, false).is_none());
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

//! What a value says, whatever its form: rules that compare, add or match values ask here, so that a wrong form never
//! hides a wrong value.
//!
//! It is the string that a JSON number or truth value stands for, without the white space around it, and as the safe
//! repair of its form would write it: no repair brings to light what was hidden before.

use std::borrow::Cow;

use super::shape;
use crate::{
    record::{Value, arena::Kind, space, table::Field},
    rules::bad_number,
    source::ScalarKind,
    standard::{FieldType, Form},
};

/// The text of a value; of a JSON number or truth value the string it stands for.
pub(crate) fn as_string<'a>(value: &Value<'a>) -> Cow<'a, str> {
    let text = value.text();
    if !value.is_bare() {
        return text;
    }
    if value.field.kind == FieldType::BooleanOrNull {
        return text;
    }
    if let Some(code) = value.field.codes().and_then(|(list, _)| code_of_truth(list, &text)) {
        return code.into();
    }
    match (value.field.kind, &*text) {
        (FieldType::Amount | FieldType::Count | FieldType::Integer | FieldType::Number, token) => {
            // In quotes 50.000 would read as fifty thousand; without them it is fifty.
            bad_number::whole(token).map(|whole| whole.to_owned().into()).unwrap_or(text)
        }
        _ => text,
    }
}

/// The code of a list that a truth value of JSON stands for.
pub(crate) fn code_of_truth(list: &str, token: &str) -> Option<&'static str> {
    Some(match (list, token) {
        ("TrueFalse", "true") => "True",
        ("TrueFalse", "false") => "False",
        ("KhongCo", "true") => "1",
        ("KhongCo", "false") => "0",
        _ => return None,
    })
}

/// What the value says.
pub(crate) fn said<'a>(value: &Value<'a>) -> Cow<'a, str> {
    let text = if value.is_bare() { as_string(value) } else { value.trimmed() };
    if is_plain(value.field, &text) || value.node.kind == Kind::Scalar(ScalarKind::Number) && is_counted(value.field) {
        return text;
    }
    in_right_form(value.field, &text).map_or(text, Cow::Owned)
}

/// It is written as it should be, or is what no safe repair changes.
fn is_plain(field: &Field, text: &str) -> bool {
    match field.kind {
        FieldType::Text | FieldType::Opaque | FieldType::Any | FieldType::Year => true,
        FieldType::Month => bad_number::is_digits(text) && !text.starts_with('0'),
        FieldType::Datetime => bad_number::is_digits(text) && text.len() == 14,
        FieldType::Identifier => match field.row.form {
            Some(Form::MaHoSo | Form::MaTTHC | Form::Url) => true,
            Some(Form::MaDonVi) => !text.bytes().any(|byte| byte.is_ascii_lowercase()),
            _ => false,
        },
        FieldType::Code => field.list.as_ref().is_some_and(|list| list.codes.iter().any(|code| code.code == text)),
        FieldType::Amount | FieldType::Integer | FieldType::Count | FieldType::Number => bad_number::is_digits(text),
        _ => false,
    }
}

/// A number is no string of digits in groups.
const fn is_counted(field: &Field) -> bool {
    matches!(field.kind, FieldType::Amount | FieldType::Count | FieldType::Integer | FieldType::Number)
}

/// As its safe repair would write it.
#[cold]
fn in_right_form(field: &Field, text: &str) -> Option<String> {
    let fix = shape::check(field, space::trim(text))?.into_parts().fix?;
    fix.safe.then_some(fix.text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{check::plan::plan, standard::dictionary};

    proptest! {
        /// The quick way out says of no value that it is plain when a safe repair would change it.
        #[test]
        fn no_safe_repair_changes_what_is_plain(text in "[0-9]{1,14}|[0-9HhGg.-]{1,24}|[Tt]?[0-9]{1,3}[%.,]?[0-9]{0,3}|(True|false|Có|H99-240305-0001)") {
            let packets = dictionary().packets.iter();
            let plans = packets.flat_map(|packet| packet.profiles.iter().filter_map(|profile| plan(&packet.id, profile)));
            for plan in plans {
                for field in plan.types.iter().flat_map(|table| &table.fields).filter(|field| is_plain(field, &text)) {
                    prop_assert_eq!(in_right_form(field, &text), None, "{}", field.name());
                }
            }
        }
    }
}

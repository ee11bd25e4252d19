//! How much of a value a shared report may show: what its row says, and the rows of the objects it stands in.

use super::{Scratch, Value, date, identifier};
use crate::{
    model::privacy::{Quote, Sensitivity},
    record::table::{Field, Type},
    standard::{FieldType, Form},
};

/// The longest number that tells nothing about anybody.
const SHORT_NUMBER: usize = 3;

/// The text quoted as the value it is, or as what that value says in other words.
pub(super) fn quote(scratch: &Scratch, types: &[Type], value: &Value<'_>, text: impl Into<String>) -> Quote {
    Quote::new(text, sensitivity(scratch, types, value))
}

/// How much may be shown of a value.
pub(super) fn sensitivity(scratch: &Scratch, types: &[Type], value: &Value<'_>) -> Sensitivity {
    of_text(scratch, types, value, &value.trimmed())
}

/// How much may be shown of a text in the place of a value.
pub(super) fn of_text(scratch: &Scratch, types: &[Type], value: &Value<'_>, text: &str) -> Sensitivity {
    let around = Around { scratch, types, next: value.object };
    let rows = || std::iter::once(value.field).chain(around.clone());
    if rows().any(|field| field.row.secret) {
        Sensitivity::Secret
    } else if rows().any(|field| field.row.personal) {
        Sensitivity::Personal
    } else if is_in_known_form(value.field, text) {
        Sensitivity::Open
    } else {
        Sensitivity::Closed
    }
}

/// The value is a code, a short number, a date or an identifier of no person, and is written as one.
fn is_in_known_form(field: &Field, text: &str) -> bool {
    let is_code = || field.list.as_ref().is_some_and(|list| list.codes.iter().any(|code| code.code == text));
    let is_identifier = |form| match form {
        Form::MaHoSo => identifier::is_dossier_code(text),
        Form::MaDonVi => identifier::is_agency_code(text),
        Form::MaTTHC => identifier::is_procedure_code(text),
        _ => false,
    };
    let is_short_number = text.len() <= SHORT_NUMBER && text.bytes().all(|byte| byte.is_ascii_digit());
    match field.kind {
        FieldType::Text | FieldType::Any => false,
        FieldType::Datetime | FieldType::Day | FieldType::Date | FieldType::IsoDate | FieldType::IsoDatetime => {
            is_short_number || date::is_date(text)
        }
        _ => is_code() || is_short_number || field.row.form.is_some_and(is_identifier),
    }
}

/// The fields of the objects that a value stands in, from the innermost on.
#[derive(Clone)]
struct Around<'a> {
    scratch: &'a Scratch,
    types: &'a [Type],
    next: usize,
}

impl<'a> Iterator for Around<'a> {
    type Item = &'a Field;

    fn next(&mut self) -> Option<&'a Field> {
        let object = self.scratch.objects.get(self.next).filter(|_| self.next > 0)?;
        self.next = object.parent;
        let parent = self.scratch.objects.get(object.parent)?;
        self.types.get(parent.type_number)?.fields.get(object.parent_slot)
    }
}

//! The form of one value: what its row's type, codes and form say about its text.

use crate::{
    model::Severity,
    record::{
        remark::Remark,
        space,
        table::{Field, UNKNOWN},
    },
    rules::{
        bad_code,
        bad_date::{self, iso_date, period},
        bad_identifier::{self, digit_count},
        bad_number::{self, percentage},
        placeholder_value, secret_value, unreachable_url,
    },
    standard::{FieldType, Form},
};

/// What is wrong with the form of a value of this field that reads so, without the white space that may stand around it.
pub(crate) fn check(field: &Field, text: &str) -> Option<Remark> {
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
    let text = space::trim(text);
    if ["http://", "https://"].iter().any(|scheme| text.starts_with(scheme)) {
        return bad_identifier::check(text, Form::Url, &UNKNOWN, UNKNOWN.grade)
            .or_else(|| unreachable_url::check(text));
    }
    bad_date::check_look(text)
}

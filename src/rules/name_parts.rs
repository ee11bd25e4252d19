//! A name that was split halfway: a middle name without a family name.

use super::shared::{fields, record_rule::RecordRule};
use crate::{
    model::catalogue::name_parts::{expectation, message},
    record::{Record, output::Output, remark::Remark, table::Type},
};

struct NameParts {
    /// Number of the type of names, and its fields.
    name: usize,
    family: usize,
    middle: usize,
}

pub(crate) fn bind(record: &Type, types: &[Type]) -> Option<Box<dyn RecordRule>> {
    record.schema.as_ref()?;
    let name = record.fields.get(fields::slot(record, "HoVaTen")?)?.items?;
    let table = types.get(name)?;
    Some(Box::new(NameParts { name, family: fields::slot(table, "Ho")?, middle: fields::slot(table, "ChuDem")? }))
}

impl RecordRule for NameParts {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        for object in record.objects_of(self.name) {
            if record.is_blank_in(object, self.family)
                && let Some(middle) = record.get_in(object, self.middle)
            {
                record.report(
                    output,
                    &middle,
                    Remark::new(message::MIDDLE_WITHOUT_FAMILY).expected(expectation::WHOLE_NAME),
                );
            }
        }
    }
}

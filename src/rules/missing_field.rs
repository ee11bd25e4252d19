//! What no row can say of a missing field: a citizen is without a personal identification number only when the number
//! is to be issued.

use super::shared::{fields, record_rule::RecordRule};
use crate::{
    model::{
        Severity,
        catalogue::missing_field::{expectation, message},
    },
    record::{Record, output::Output, remark::Remark, table::Type},
    standard::RowGrade,
};

struct NumberWanted {
    number: usize,
}

pub(crate) fn bind(record: &Type, _types: &[Type]) -> Option<Box<dyn RecordRule>> {
    record.schema.as_ref()?;
    fields::slot(record, "SoDinhDanh").map(|number| Box::new(NumberWanted { number }) as Box<dyn RecordRule>)
}

impl RecordRule for NumberWanted {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        if record.is_absent(self.number) {
            let remark = Remark::new(message::NUMBER_WANTED).severity(Severity::Warning);
            record.report_absent(output, self.number, remark.expected(expectation::NUMBER).grade(RowGrade::Text));
        }
    }
}

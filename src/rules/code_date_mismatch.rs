//! The date inside a dossier code is the day the dossier was received: another day means that one of the two is wrong.

use super::shared::{
    fields::{self, Dated},
    record_rule::RecordRule,
};
use crate::{
    model::catalogue::code_date_mismatch::{expectation, message},
    record::{Record, identifier, output::Output, remark::Remark, table::Type},
};

struct CodeDateMismatch {
    code: usize,
    /// `NgayTiepNhan`.
    received: usize,
    /// `NgayNopHoSo`.
    submitted: Option<usize>,
}

pub(crate) fn bind(record: &Type, _types: &[Type]) -> Option<Box<dyn RecordRule>> {
    let code = fields::slot(record, "MaHoSo")?;
    let received = fields::slot(record, "NgayTiepNhan")?;
    Some(Box::new(CodeDateMismatch { code, received, submitted: fields::slot(record, "NgayNopHoSo") }))
}

impl RecordRule for CodeDateMismatch {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        let Some(dated) = self.date(record) else { return };
        let Some(value) = record.get(self.code) else { return };
        let text = value.trimmed();
        let Some(code) = identifier::parse_ma_ho_so(&text) else { return };
        if code.date == dated.moment.day() {
            return;
        }
        let remark = Remark::new(message::OTHER_DAY)
            .expected(expectation::SAME_DAY)
            .quoting("code-date", fields::day_in_words(code.date))
            .with("other", &dated.value.field.name)
            .with("date", fields::quoted(record, &dated));
        record.report_with(output, &value, (&dated.value, message::RELATED), remark);
    }
}

impl CodeDateMismatch {
    /// The day of receipt; where it is empty, the day of submission.
    fn date<'a>(&self, record: &Record<'a>) -> Option<Dated<'a>> {
        if record.is_empty(self.received) {
            return fields::date(record, self.submitted?);
        }
        fields::date(record, self.received)
    }
}

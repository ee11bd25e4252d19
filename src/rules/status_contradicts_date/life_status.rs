//! A citizen's status and the time of death or disappearance: the one demands or forbids the other.

use crate::{
    model::{
        Severity,
        catalogue::{status_contradicts_date, status_needs_date},
    },
    record::{
        Record, Value,
        output::Output,
        remark::{Argument, Remark},
        table::Type,
    },
    rules::shared::{fields, meaning, record_rule::RecordRule},
    standard::RowGrade,
};

struct LifeStatus {
    /// The record's field, the type it holds, and that type's fields.
    holder: usize,
    status: usize,
    time: usize,
}

pub(crate) fn bind(record: &Type, types: &[Type]) -> Option<Box<dyn RecordRule>> {
    let holder = fields::slot(record, "TrangThai")?;
    let table = types.get(record.fields.get(holder)?.items?)?;
    let (status, time) = (fields::slot(table, "LoaiTrangThai")?, fields::slot(table, "ThoiGianChetMattich")?);
    Some(Box::new(LifeStatus { holder, status, time }))
}

/// The code and its meaning.
fn in_words<'a>(record: &Record<'a>, status: &Value<'a>) -> Argument {
    let text = meaning::said(status);
    let list = status.field.codes().map(|(_, list)| &list.codes);
    let known = list.and_then(|codes| codes.iter().find(|code| code.code == text));
    match known {
        Some(code) => {
            let (vi, en) = (format!("{} ({})", code.code, code.vi), format!("{} ({})", code.code, code.en));
            record.in_words(status, vi, en)
        }
        None => record.quote(status, text).into(),
    }
}

impl RecordRule for LifeStatus {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        let Some(object) = record.items(self.holder).next() else { return };
        let Some(status) = record.get_in(object, self.status) else { return };
        let code = meaning::said(&status);
        match (&*code, record.opening_in(object, self.time)) {
            ("0" | "1", Some(time)) => {
                let remark = Remark::new(status_contradicts_date::message::ALIVE).severity(Severity::Error);
                let remark = remark
                    .expected(status_contradicts_date::expectation::NO_TIME)
                    .grade(RowGrade::Text)
                    .with("status", in_words(record, &status));
                record.report_opening(
                    output,
                    &time,
                    (&status, status_contradicts_date::message::RELATED_STATUS),
                    remark,
                );
            }
            ("2" | "3", None) => {
                let remark = Remark::new(status_needs_date::message::TIME_OF_DEATH).severity(Severity::Warning);
                let remark = remark
                    .expected(status_needs_date::expectation::TIME)
                    .grade(RowGrade::Text)
                    .with("status", in_words(record, &status));
                record.report(output, &status, remark);
            }
            _ => {}
        }
    }
}

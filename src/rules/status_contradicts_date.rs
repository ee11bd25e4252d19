//! A date that the status says cannot be: a result returned while the dossier is still being processed.

pub(super) mod life_status;

use super::shared::{fields, record_rule::RecordRule};
use crate::{
    model::{
        Severity,
        catalogue::{
            Message,
            status_contradicts_date::{expectation, message},
        },
    },
    record::{Record, output::Output, remark::Remark, table::Type},
    standard::RowGrade,
};

/// Statuses of a dossier that is not finished.
const UNFINISHED: [u8; 5] = [1, 2, 4, 5, 6];
/// The dossier was refused.
const REFUSED: u8 = 3;

struct StatusContradictsDate {
    status: usize,
    /// `NgayKetThucXuLy` and `NgayTra`.
    finished: [Option<usize>; 2],
    /// `NgayTuChoi`.
    refused: Option<usize>,
}

pub(crate) fn bind(record: &Type, _types: &[Type]) -> Option<Box<dyn RecordRule>> {
    let field = |name| fields::slot(record, name);
    Some(Box::new(StatusContradictsDate {
        status: field("TrangThaiHoSo")?,
        finished: [field("NgayKetThucXuLy"), field("NgayTra")],
        refused: field("NgayTuChoi"),
    }))
}

impl RecordRule for StatusContradictsDate {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        let Some(status) = fields::status(record, self.status) else { return };
        let mut look = |slot: Option<usize>, message: Message| {
            let Some(dated) = slot.and_then(|slot| fields::date(record, slot)) else { return };
            let remark = Remark::new(message)
                .severity(Severity::Warning)
                .grade(RowGrade::Derived)
                .expected(expectation::EMPTY)
                .with("date", fields::quoted(record, &dated))
                .with("status", status.in_words(record));
            record.report_with(output, &dated.value, (&status.value, message::RELATED), remark);
        };
        if UNFINISHED.contains(&status.code) {
            self.finished.into_iter().for_each(|slot| look(slot, message::NOT_FINISHED));
        }
        if status.code != REFUSED {
            look(self.refused, message::NOT_REFUSED);
        }
    }
}

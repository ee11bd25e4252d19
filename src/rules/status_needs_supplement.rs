//! A dossier that waits for a supplement, and no word of what was asked for.

use super::shared::{fields, record_rule::RecordRule};
use crate::{
    model::catalogue::status_needs_supplement::{expectation, message},
    record::{Record, output::Output, remark::Remark, table::Type},
};

/// A supplement was asked for.
const WAITS: u8 = 5;

struct StatusNeedsSupplement {
    status: usize,
    rounds: usize,
}

pub(crate) fn bind(record: &Type, _types: &[Type]) -> Option<Box<dyn RecordRule>> {
    let status = fields::slot(record, "TrangThaiHoSo")?;
    let rounds = fields::slot(record, "DanhSachHoSoBoSung")?;
    Some(Box::new(StatusNeedsSupplement { status, rounds }))
}

impl RecordRule for StatusNeedsSupplement {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        let waits = fields::status(record, self.status).is_some_and(|status| status.code == WAITS);
        if waits && record.is_empty(self.rounds) {
            record.report_absent(output, self.rounds, Remark::new(message::NO_ROUND).expected(expectation::ROUND));
        }
    }
}

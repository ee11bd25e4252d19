//! A dossier that is finished without an electronic result: it is not counted as one that has it.

use super::shared::{fields, record_rule::RecordRule};
use crate::{
    model::catalogue::status_needs_result::{expectation, message},
    record::{Record, output::Output, remark::Remark, table::Type},
};

/// Processed, and result returned.
const FINISHED: [u8; 2] = [9, 10];

struct StatusNeedsResult {
    status: usize,
    results: usize,
    /// `DuongDanTepTinKetQua` of a result.
    file: usize,
}

pub(crate) fn bind(record: &Type, types: &[Type]) -> Option<Box<dyn RecordRule>> {
    let status = fields::slot(record, "TrangThaiHoSo")?;
    let results = fields::list(record, types, "DanhSachGiayToKetQua")?;
    let file = fields::slot(results.table, "DuongDanTepTinKetQua")?;
    Some(Box::new(StatusNeedsResult { status, results: results.slot, file }))
}

impl RecordRule for StatusNeedsResult {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        let Some(status) = fields::status(record, self.status) else { return };
        if !FINISHED.contains(&status.code) {
            return;
        }
        let message = if record.is_empty(self.results) {
            message::NO_RESULT
        } else if self.has_no_file(record) {
            message::NO_FILE
        } else {
            return;
        };
        let remark = Remark::new(message).expected(expectation::RESULT).with("status", status.in_words(record));
        record.report_absent(output, self.results, remark);
    }
}

impl StatusNeedsResult {
    fn has_no_file(&self, record: &Record<'_>) -> bool {
        let mut results = record.items(self.results).peekable();
        results.peek().is_some() && results.all(|result| record.get_in(result, self.file).is_none())
    }
}

//! The dossier says whether it has digitised parts, and its papers say otherwise.

use super::shared::{fields, meaning, record_rule::RecordRule};
use crate::{
    model::catalogue::digitised_mismatch::{expectation, message},
    record::{Record, Value, output::Output, remark::Remark, table::Type},
};

struct DigitisedMismatch {
    /// `HoSoCoThanhPhanSoHoa`.
    claim: usize,
    /// `TaiLieuNop`, and of its items `DuocSoHoa` and `IsDeleted`.
    papers: usize,
    digitised: usize,
    deleted: usize,
}

pub(crate) fn bind(record: &Type, types: &[Type]) -> Option<Box<dyn RecordRule>> {
    let claim = fields::slot(record, "HoSoCoThanhPhanSoHoa")?;
    let papers = fields::list(record, types, "TaiLieuNop")?;
    let digitised = fields::slot(papers.table, "DuocSoHoa")?;
    let deleted = fields::slot(papers.table, "IsDeleted")?;
    Some(Box::new(DigitisedMismatch { claim, papers: papers.slot, digitised, deleted }))
}

impl RecordRule for DigitisedMismatch {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        let Some(claim) = record.get(self.claim) else { return };
        match &*meaning::said(&claim) {
            "1" if record.is_empty(self.papers) => {
                record.report(output, &claim, Remark::new(message::NO_PAPER).expected(expectation::PAPER));
            }
            "0" => {
                let digitised = record.items(self.papers).find_map(|paper| self.digitised(record, paper));
                if let Some(digitised) = digitised {
                    let remark = Remark::new(message::HAS_DIGITISED).expected(expectation::ONE);
                    record.report_with(output, &claim, (&digitised, message::DIGITISED), remark);
                }
            }
            _ => {}
        }
    }
}

impl DigitisedMismatch {
    /// The paper's `DuocSoHoa` when it says yes. A paper that was deleted says nothing about the dossier.
    fn digitised<'a>(&self, record: &Record<'a>, paper: usize) -> Option<Value<'a>> {
        let is_deleted = record.get_in(paper, self.deleted).is_some_and(|value| meaning::said(&value) == "True");
        let digitised = record.get_in(paper, self.digitised)?;
        (!is_deleted && meaning::said(&digitised) == "1").then_some(digitised)
    }
}

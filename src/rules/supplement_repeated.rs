//! More than one supplement round: the dossier is counted as late, whatever its dates say.

use super::shared::{fields, record_rule::RecordRule};
use crate::{
    model::catalogue::supplement_repeated::{expectation, message},
    record::{Record, output::Output, remark::Remark, table::Type},
};

struct SupplementRepeated {
    rounds: usize,
}

pub(crate) fn bind(record: &Type, types: &[Type]) -> Option<Box<dyn RecordRule>> {
    let rounds = fields::list(record, types, "DanhSachHoSoBoSung")?;
    Some(Box::new(SupplementRepeated { rounds: rounds.slot }))
}

impl RecordRule for SupplementRepeated {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        let count = record.items(self.rounds).count();
        if count > 1 {
            let remark = Remark::new(message::REPEATED).expected(expectation::ONCE).with("count", count);
            record.report_absent(output, self.rounds, remark);
        }
    }
}

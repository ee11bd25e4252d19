//! A count that differs from the length of the list it counts.

use super::{
    shared::{fields, record_rule::RecordRule},
    sum_mismatch::{Count, count},
};
use crate::{
    model::catalogue::count_mismatch::{expectation, message},
    record::{Record, natural::Natural, output::Output, remark::Remark, table::Type},
};

/// A count, and the list it counts.
const COUNTED: (&str, &str) = ("SoLuongTruong", "NoiDungThongTin");

struct CountMismatch {
    count: usize,
    list: usize,
}

pub(crate) fn bind(record: &Type, _types: &[Type]) -> Option<Box<dyn RecordRule>> {
    let (count, list) = (fields::slot(record, COUNTED.0)?, fields::slot(record, COUNTED.1)?);
    Some(Box::new(CountMismatch { count, list }))
}

impl RecordRule for CountMismatch {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        let Some(Count { value, number }) = count(record, self.count) else { return };
        let there = record.count_values(self.list);
        if there > 0 && number != Natural::from(there as u64) {
            let remark = Remark::new(message::LIST).expected(expectation::LENGTH);
            let remark = remark.with("list", COUNTED.1).with("count", there);
            record.report(output, &value, remark);
        }
    }
}

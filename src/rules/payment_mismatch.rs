//! Paid online, but there is nothing to pay: the dossier is left out of the figure for online payment.

use super::shared::{fields, meaning, record_rule::RecordRule};
use crate::{
    model::catalogue::payment_mismatch::{expectation, message},
    record::{Record, output::Output, remark::Remark, table::Type},
};

struct PaymentMismatch {
    /// `DuocThanhToanTrucTuyen`.
    paid: usize,
    fees: usize,
    /// Type of the fees, those of supplement rounds among them.
    fee_type: usize,
    price: usize,
}

pub(crate) fn bind(record: &Type, types: &[Type]) -> Option<Box<dyn RecordRule>> {
    let paid = fields::slot(record, "DuocThanhToanTrucTuyen")?;
    let fees = fields::list(record, types, "DanhSachLePhi")?;
    let price = fields::slot(fees.table, "Gia")?;
    Some(Box::new(PaymentMismatch { paid, fees: fees.slot, fee_type: fees.type_number, price }))
}

impl RecordRule for PaymentMismatch {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        let Some(paid) = record.get(self.paid) else { return };
        if !matches!(&*meaning::said(&paid), "1" | "2") {
            return;
        }
        let mut fees = record.objects_of(self.fee_type).peekable();
        let message = if fees.peek().is_some() {
            if !fees.all(|fee| self.is_free(record, fee)) {
                return;
            }
            message::FREE
        } else if record.is_empty(self.fees) {
            message::NO_FEE
        } else {
            return;
        };
        record.report(output, &paid, Remark::new(message).expected(expectation::FEE));
    }
}

impl PaymentMismatch {
    fn is_free(&self, record: &Record<'_>, fee: usize) -> bool {
        record.get_in(fee, self.price).is_some_and(|price| meaning::said(&price).bytes().all(|byte| byte == b'0'))
    }
}

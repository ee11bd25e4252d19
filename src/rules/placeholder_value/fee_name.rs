//! A fee that bears the dossier's code for a name: a program filled the wrong column.

use crate::{
    model::catalogue::placeholder_value::{expectation, message},
    record::{Record, output::Output, remark::Remark, table::Type},
    rules::{
        placeholder_value,
        shared::{fields, record_rule::RecordRule},
    },
};

struct FeeName {
    code: usize,
    /// Type of the fees, those of supplement rounds among them.
    fee_type: usize,
    name: usize,
}

pub(crate) fn bind(record: &Type, types: &[Type]) -> Option<Box<dyn RecordRule>> {
    let code = fields::slot(record, "MaHoSo")?;
    let fees = fields::list(record, types, "DanhSachLePhi")?;
    let name = fields::slot(fees.table, "TenPhiLePhi")?;
    Some(Box::new(FeeName { code, fee_type: fees.type_number, name }))
}

impl RecordRule for FeeName {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        let mut fees = record.objects_of(self.fee_type).peekable();
        if fees.peek().is_none() {
            return;
        }
        let Some(code) = record.get(self.code) else { return };
        let code = code.text();
        for fee in fees {
            let Some(name) = record.get_in(fee, self.name) else { continue };
            if placeholder_value::is_fee_named_after_dossier(&name.text(), &code) {
                record.report(output, &name, Remark::new(message::FEE).expected(expectation::FEE_NAME));
            }
        }
    }
}

//! A dossier code that was given by another ministry or province than the one that sends the packet.

use super::{RecordRule, bad_identifier, fields, remark::Remark};
use crate::{
    check::{memory::Memory, output::Output, plan::Type, record::Record},
    standard::{Form, RowGrade},
};

const RULE: &str = "unit-mismatch";

struct UnitMismatch {
    code: usize,
}

pub(crate) fn bind(record: &Type, _types: &[Type]) -> Option<Box<dyn RecordRule>> {
    // A number that the Portal gave names no unit.
    let code = fields::slot(record, "MaHoSo")
        .filter(|slot| record.fields.get(*slot).is_some_and(|field| field.row.form == Some(Form::MaHoSo)))?;
    Some(Box::new(UnitMismatch { code }))
}

impl RecordRule for UnitMismatch {
    fn check(&self, record: &Record<'_>, memory: &mut Memory, output: &mut Output) {
        let Some(unit) = memory.unit.as_deref() else { return };
        let Some(unit_root) = bad_identifier::unit_root(unit) else { return };
        let Some(value) = record.get(self.code) else { return };
        let text = value.text();
        let Some(code) = bad_identifier::parse_ma_ho_so(text.trim()) else { return };
        let Some(code_root) = bad_identifier::unit_root(code.unit) else { return };
        if code_root != unit_root {
            let remark = Remark::new(RULE, "other-unit")
                .grade(RowGrade::PracticeOneSource)
                .expected("same-unit")
                .with("root", code_root)
                .with("unit", unit)
                .with("unit-root", unit_root);
            record.report(output, &value, remark);
        }
    }
}

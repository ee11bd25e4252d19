//! A dossier code that was given by another ministry or province than the one that sends the packet.
//!
//! A program that sorts its members writes the packet's unit behind the records: what would be said of so many of them
//! waits for it.

use super::{
    bad_identifier,
    shared::{
        fields,
        record_rule::RecordRule,
        remark::{Argument, Remark},
    },
};
use crate::model::privacy::{Quote, Sensitivity};
use crate::{
    check::{memory::Memory, output::Output, record::Record, table::Type},
    model::catalogue::unit_mismatch::{expectation, message},
    standard::{Form, RowGrade},
};

/// So many codes wait for a unit that comes behind them.
const WAITING: usize = 1000;

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
        if memory.unit.is_none() && memory.codes_before_unit.len() == WAITING {
            return;
        }
        let Some(value) = record.get(self.code) else { return };
        let text = value.text();
        let Some(code) = bad_identifier::parse_ma_ho_so(text.trim()) else { return };
        let Some(root) = bad_identifier::unit_root(code.unit) else { return };
        if memory.unit.as_deref().is_some_and(|unit| bad_identifier::unit_root(unit).is_none_or(|of| of == root)) {
            return;
        }
        let remark =
            Remark::new(message::OTHER_UNIT).grade(RowGrade::PracticeOneSource).expected(expectation::SAME_UNIT);
        let draft = record.draft(&value, remark.quoting("root", root));
        if memory.unit.is_none() {
            output.pin(draft.span);
        }
        memory.codes_before_unit.push(draft);
        settle(memory, output);
    }
}

/// Says what waits, as soon as the packet's unit is known.
pub(crate) fn settle(memory: &mut Memory, output: &mut Output) {
    let Some(unit) = memory.unit.as_deref() else { return };
    let root = bad_identifier::unit_root(unit);
    for mut draft in memory.codes_before_unit.drain(..) {
        let is_of = |(name, of): &(_, Argument)| {
            *name == "root" && matches!(of, Argument::Value(of) if Some(of.as_str()) == root)
        };
        if let Some(root) = root.filter(|_| !draft.arguments.iter().any(is_of)) {
            let sensitivity =
                if bad_identifier::is_agency_code(unit) { Sensitivity::Open } else { Sensitivity::Closed };
            draft.arguments.push(("unit", Quote::new(unit, sensitivity).into()));
            draft.arguments.push(("unit-root", Quote::new(root, sensitivity).into()));
            output.push(draft);
        }
    }
}

//! A dossier code that was given by another ministry or province than the one that sends the packet.
//!
//! A program that sorts its members writes the packet's unit behind the records: what would be said of so many of them
//! waits for it.

use super::shared::{
    fields,
    record_rule::{RecordRule, RuleState},
};
use crate::{
    model::{
        catalogue::unit_mismatch::{expectation, message},
        privacy::{Quote, Sensitivity},
    },
    record::{
        Record, identifier,
        output::{Draft, Output},
        remark::{Argument, Remark},
        table::Type,
    },
    standard::{Form, RowGrade},
};

/// So many codes wait for a unit that comes behind them.
const WAITING: usize = 1000;

#[derive(Clone, Copy, Debug)]
struct UnitMismatch {
    code: usize,
}

/// What the envelope said, and the codes that wait for it.
#[derive(Debug)]
struct Codes {
    rule: UnitMismatch,
    /// `madonvi`, once it has come.
    unit: Option<String>,
    /// What would be said of the first dossier codes, when `madonvi` comes behind them.
    #[expect(clippy::vec_box, reason = "as the output takes them")]
    before_unit: Vec<Box<Draft>>,
}

pub(crate) fn bind(record: &Type, _types: &[Type]) -> Option<Box<dyn RecordRule>> {
    // A number that the Portal gave names no unit.
    let code = fields::slot(record, "MaHoSo")
        .filter(|slot| record.fields.get(*slot).is_some_and(|field| field.row.form == Some(Form::MaHoSo)))?;
    Some(Box::new(UnitMismatch { code }))
}

impl RecordRule for UnitMismatch {
    fn state(&self) -> Option<Box<dyn RuleState>> {
        Some(Box::new(Codes { rule: *self, unit: None, before_unit: Vec::new() }))
    }
}

impl RuleState for Codes {
    fn source(&mut self, _number: u32) {
        (self.unit, self.before_unit) = (None, Vec::new());
    }

    fn record(&mut self, record: &Record<'_>, output: &mut Output) {
        if self.unit.is_none() && self.before_unit.len() == WAITING {
            return;
        }
        let Some(value) = record.get(self.rule.code) else { return };
        let text = value.trimmed();
        let Some(code) = identifier::parse_ma_ho_so(&text) else { return };
        let Some(root) = identifier::unit_root(code.unit) else { return };
        if self.unit.as_deref().is_some_and(|unit| identifier::unit_root(unit).is_none_or(|of| of == root)) {
            return;
        }
        let remark =
            Remark::new(message::OTHER_UNIT).grade(RowGrade::PracticeOneSource).expected(expectation::SAME_UNIT);
        let draft = record.draft(&value, remark.quoting("root", root));
        if self.unit.is_none() {
            output.pin(draft.span);
        }
        self.before_unit.push(draft);
        self.settle(output);
    }

    fn envelope(&mut self, field: &str, value: &str, output: &mut Output) -> Option<Remark> {
        if field == "madonvi" {
            self.unit = Some(value.to_owned());
            self.settle(output);
        }
        None
    }
}

impl Codes {
    /// Says what waits, as soon as the packet's unit is known.
    fn settle(&mut self, output: &mut Output) {
        let Some(unit) = self.unit.as_deref() else { return };
        let root = identifier::unit_root(unit);
        for mut draft in self.before_unit.drain(..) {
            let is_of = |(name, of): &(_, Argument)| {
                *name == "root" && matches!(of, Argument::Value(of) if Some(of.as_str()) == root)
            };
            if let Some(root) = root.filter(|_| !draft.arguments.iter().any(is_of)) {
                let sensitivity =
                    if identifier::is_agency_code(unit) { Sensitivity::Open } else { Sensitivity::Closed };
                draft.arguments.push(("unit", Quote::new(unit, sensitivity).into()));
                draft.arguments.push(("unit-root", Quote::new(root, sensitivity).into()));
                output.push(draft);
            }
        }
    }
}

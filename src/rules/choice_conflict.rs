//! Two ways to say the same of which a record needs one, and has none.

use super::shared::{fields, record_rule::RecordRule};
use crate::{
    model::catalogue::choice_conflict::{expectation, message},
    record::{Record, output::Output, remark::Remark, table::Type},
};

struct ChoiceConflict {
    fields: Vec<usize>,
    names: String,
}

/// Binds the rule to the fields of which the packet says that one must be filled.
pub(crate) fn bind(names: &[String], record: &Type) -> Option<Box<dyn RecordRule>> {
    let fields = names.iter().map(|name| fields::slot(record, name)).collect::<Option<Vec<usize>>>()?;
    (!fields.is_empty()).then(|| Box::new(ChoiceConflict { fields, names: names.join(", ") }) as Box<dyn RecordRule>)
}

impl RecordRule for ChoiceConflict {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        if self.fields.iter().all(|slot| record.is_empty(*slot))
            && let Some(first) = self.fields.first()
        {
            let remark = Remark::new(message::NEITHER)
                .expected(expectation::AT_LEAST_ONE)
                .with_known("fields", self.names.clone());
            record.report_absent(output, *first, remark);
        }
    }
}

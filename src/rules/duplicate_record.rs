//! The same record twice in one call: the receiver takes one of them, and nobody knows which.

use std::collections::HashMap;

use super::shared::{
    fields, meaning,
    record_rule::{RecordRule, RuleState},
};
use crate::{
    hash::quick_hash,
    model::catalogue::duplicate_record::{expectation, message},
    record::{Record, output::Output, remark::Remark, table::Type},
};

/// The first record of each key.
#[derive(Debug)]
struct Seen {
    rule: DuplicateRecord,
    first_records: HashMap<u128, u32>,
}

#[derive(Clone, Debug)]
struct DuplicateRecord {
    /// The fields that together tell one record from another, the one that must be there first.
    fields: Vec<usize>,
    names: String,
}

/// Binds the rule to the fields that the packet says no two records share.
pub(crate) fn bind(unique: &[String], record: &Type) -> Option<Box<dyn RecordRule>> {
    let fields = unique.iter().map(|name| fields::slot(record, name)).collect::<Option<Vec<usize>>>()?;
    (!fields.is_empty()).then(|| Box::new(DuplicateRecord { fields, names: unique.join(", ") }) as Box<dyn RecordRule>)
}

impl RecordRule for DuplicateRecord {
    fn state(&self) -> Option<Box<dyn RuleState>> {
        Some(Box::new(Seen { rule: self.clone(), first_records: HashMap::new() }))
    }
}

impl RuleState for Seen {
    fn source(&mut self, _number: u32) {
        self.first_records = HashMap::new();
    }

    fn record(&mut self, record: &Record<'_>, output: &mut Output) {
        let Some(number) = record.site.record else { return };
        let Some(value) = self.rule.fields.first().and_then(|slot| record.get(*slot)) else { return };
        let mut key: u128 = 0;
        for slot in &self.rule.fields {
            let value = record.get(*slot).map_or(0, |value| quick_hash(meaning::said(&value).as_bytes()));
            key = key.rotate_left(1) ^ value;
        }
        let first = *self.first_records.entry(key).or_insert(number);
        if first != number {
            let first = u64::from(first) + 1;
            let remark = match self.rule.fields.len() {
                1 => Remark::new(message::AGAIN).expected(expectation::ONCE),
                _ => Remark::new(message::SAME).expected(expectation::ONE_EACH),
            };
            record.report(output, &value, remark.with("first", first).with_known("fields", self.rule.names.clone()));
        }
    }
}

//! The same dossier twice in one call: the receiver takes one of them, and nobody knows which.

use super::{RecordRule, fields, remark::Remark};
use crate::check::{memory::Memory, output::Output, plan::Type, record::Record};
use crate::plain;

const RULE: &str = "duplicate-record";

struct DuplicateRecord {
    code: usize,
}

pub(crate) fn bind(record: &Type, _types: &[Type]) -> Option<Box<dyn RecordRule>> {
    // The name of the procedure tells a dossier from a step of its progress, of which there may be many.
    fields::slot(record, "TenTTHC")?;
    let code = fields::slot(record, "MaHoSo")?;
    Some(Box::new(DuplicateRecord { code }))
}

impl RecordRule for DuplicateRecord {
    fn check(&self, record: &Record<'_>, memory: &mut Memory, output: &mut Output) {
        let Some(number) = record.site.record else { return };
        let Some(value) = record.get(self.code) else { return };
        let key = plain::hash(value.bytes().trim_ascii());
        let first = plain::note(&mut memory.first_records, key, number).number;
        if first != number {
            let first = (u64::from(first) + 1).to_string();
            record.report(output, &value, Remark::new(RULE, "again").expected("once").with("first", first));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{check::plan::plan, standard::dictionary};

    #[test]
    fn the_packets_it_binds_to_are_those_whose_records_are_unique() {
        for packet in dictionary().packets {
            for profile in packet.profiles {
                let plan = plan(packet.id, profile).unwrap();
                let record = &plan.types[plan.record];
                assert_eq!(super::bind(record, &plan.types).is_some(), packet.unique, "{} {profile}", packet.id);
            }
        }
    }
}

//! Addresses of citizens: a unit of Việt Nam in an address abroad, and the root's unit against every residence.

use super::shared::{fields, record_rule::RecordRule, remark::Remark};
use crate::model::privacy::{Quote, Sensitivity};
use crate::{
    check::{
        memory::{Memory, Residence},
        output::Output,
        record::Record,
        table::Type,
    },
    model::catalogue::address_mismatch::{expectation, message},
    report::Severity,
};

/// Countries that are none abroad: no information, and Việt Nam.
const NO_INFORMATION: &[u8] = b"00";
const VIETNAM: &[u8] = b"VN";

/// What is wrong when the root names this unit for all citizens.
pub(crate) fn contradicts(residence: &Residence, unit: &str) -> Option<Remark> {
    let (code, citizen) = residence.seen.iter().find(|(code, _)| code != unit)?;
    let remark = Remark::new(message::NOT_ALL).expected(expectation::SAME_RESIDENCE).quoting("unit", unit);
    Some(remark.with("code", Quote::new(code.as_str(), Sensitivity::Personal)).with("citizen", *citizen))
}

struct AddressMismatch {
    /// Number of the type of addresses, and its fields.
    address: usize,
    unit: usize,
    country: usize,
    residence: usize,
}

pub(crate) fn bind(record: &Type, types: &[Type]) -> Option<Box<dyn RecordRule>> {
    record.schema?;
    let residence = fields::slot(record, "ThuongTru")?;
    let address = record.fields.get(residence)?.items?;
    let table = types.get(address)?;
    Some(Box::new(AddressMismatch {
        address,
        unit: fields::slot(table, "MaDonViHanhChinh")?,
        country: fields::slot(table, "QuocGia")?,
        residence,
    }))
}

impl RecordRule for AddressMismatch {
    fn check(&self, record: &Record<'_>, memory: &mut Memory, output: &mut Output) {
        for object in record.objects_of(self.address) {
            let Some(country) = record.get_in(object, self.country) else { continue };
            let code = country.bytes();
            let unit = record.get_in(object, self.unit);
            match (code.trim_ascii(), unit) {
                (NO_INFORMATION, _) => {}
                (VIETNAM, _) => {
                    let remark = Remark::new(message::VIETNAM).severity(Severity::Info);
                    record.report(output, &country, remark);
                }
                (name, Some(unit)) => {
                    let name = record.quote(&country, String::from_utf8_lossy(name));
                    let remark = Remark::new(message::ABROAD).expected(expectation::NO_UNIT).with("country", name);
                    record.report_with(output, &unit, (&country, message::COUNTRY), remark);
                }
                _ => {}
            }
        }
        let citizen = record.site.record.unwrap_or(0) + 1;
        for object in record.items(self.residence) {
            if let Some(unit) = record.get_in(object, self.unit) {
                memory.residence.note(unit.text().trim(), citizen);
            }
        }
    }
}

//! Addresses of citizens: a unit of Việt Nam in an address abroad, and the root's unit against every residence.

use super::shared::{
    fields, meaning,
    record_rule::{RecordRule, RuleState},
};
use crate::{
    model::{
        Severity,
        catalogue::address_mismatch::{expectation, message},
        privacy::{Quote, Sensitivity},
    },
    record::{Record, output::Output, remark::Remark, table::Type},
};

/// Countries that are none abroad: no information, and Việt Nam.
const NO_INFORMATION: &str = "00";
const VIETNAM: &str = "VN";

/// The administrative units of the residences so far: the first, and the first other one, with the citizens' numbers.
#[derive(Debug)]
struct Residences {
    rule: AddressMismatch,
    seen: Vec<(String, u32)>,
}

impl Residences {
    /// The unit of a citizen's residence.
    fn note(&mut self, code: &str, citizen: u32) {
        if self.seen.len() < 2 && self.seen.iter().all(|(known, _)| known != code) {
            self.seen.push((code.to_owned(), citizen));
        }
    }

    /// What is wrong when the root names this unit for all citizens.
    fn contradicts(&self, unit: &str) -> Option<Remark> {
        let (code, citizen) = self.seen.iter().find(|(code, _)| code != unit)?;
        let remark = Remark::new(message::NOT_ALL).expected(expectation::SAME_RESIDENCE).quoting("unit", unit);
        Some(remark.with("code", Quote::new(code.as_str(), Sensitivity::Personal)).with("citizen", *citizen))
    }
}

#[derive(Clone, Copy, Debug)]
struct AddressMismatch {
    /// Number of the type of addresses, and its fields.
    address: usize,
    unit: usize,
    country: usize,
    residence: usize,
}

pub(crate) fn bind(record: &Type, types: &[Type]) -> Option<Box<dyn RecordRule>> {
    record.schema.as_ref()?;
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
    fn state(&self) -> Option<Box<dyn RuleState>> {
        Some(Box::new(Residences { rule: *self, seen: Vec::new() }))
    }
}

impl RuleState for Residences {
    fn source(&mut self, _number: u32) {
        self.seen = Vec::new();
    }

    fn record(&mut self, record: &Record<'_>, output: &mut Output) {
        let rule = self.rule;
        for object in record.objects_of(rule.address) {
            let Some(country) = record.get_in(object, rule.country) else { continue };
            let code = meaning::said(&country);
            let unit = record.get_in(object, rule.unit);
            match (&*code, unit) {
                (NO_INFORMATION, _) => {}
                (VIETNAM, _) => {
                    let remark = Remark::new(message::VIETNAM).severity(Severity::Info);
                    record.report(output, &country, remark);
                }
                (name, Some(unit)) => {
                    let name = record.quote(&country, name);
                    let remark = Remark::new(message::ABROAD).expected(expectation::NO_UNIT).with("country", name);
                    record.report_with(output, &unit, (&country, message::COUNTRY), remark);
                }
                _ => {}
            }
        }
        let citizen = record.site.record.unwrap_or(0) + 1;
        for object in record.items(rule.residence) {
            if let Some(unit) = record.get_in(object, rule.unit) {
                self.note(&meaning::said(&unit), citizen);
            }
        }
    }

    fn envelope(&mut self, field: &str, value: &str, _output: &mut Output) -> Option<Remark> {
        if field == "MaDonViHanhChinh" { self.contradicts(value) } else { None }
    }
}

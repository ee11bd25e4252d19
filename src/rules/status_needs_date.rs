//! A status without the date that belongs to it: received on no day, returned on no day.

use super::shared::{
    fields::{self, Status},
    record_rule::RecordRule,
};
use crate::{
    model::catalogue::{
        Message,
        status_needs_date::{expectation, message},
    },
    record::{Record, output::Output, remark::Remark, table::Type},
};

struct StatusNeedsDate {
    status: usize,
    /// Each date with the statuses that need it and the message that says so.
    dates: Vec<(usize, &'static [u8], Message)>,
}

pub(crate) fn bind(record: &Type, _types: &[Type]) -> Option<Box<dyn RecordRule>> {
    let needs: [(&str, &'static [u8], Message); 4] = [
        ("NgayTiepNhan", &[2, 4, 5, 6, 9, 10], message::RECEIVED),
        ("NgayKetThucXuLy", &[9, 10], message::FINISHED),
        ("NgayTra", &[10], message::RETURNED),
        ("NgayTuChoi", &[3], message::REFUSED),
    ];
    let status = fields::slot(record, "TrangThaiHoSo")?;
    let bound = |(name, statuses, message)| Some((fields::slot(record, name)?, statuses, message));
    Some(Box::new(StatusNeedsDate { status, dates: needs.into_iter().filter_map(bound).collect() }))
}

impl RecordRule for StatusNeedsDate {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        let Some(status) = fields::status(record, self.status) else { return };
        for (slot, statuses, message) in &self.dates {
            if statuses.contains(&status.code) && record.is_empty(*slot) {
                report(record, &status, *slot, *message, output);
            }
        }
    }
}

fn report(record: &Record<'_>, status: &Status<'_>, slot: usize, message: Message, output: &mut Output) {
    let remark = Remark::new(message).expected(expectation::DATE).with("status", status.in_words(record));
    // What a date is needed for is better known of some dates than of others: its row says it.
    let remark = match record.field(slot) {
        Some(field) => remark.grade(field.grade),
        None => remark,
    };
    record.report_absent(output, slot, remark);
}

#[cfg(test)]
mod tests {
    use super::super::shared::fields::tests::{dossier, findings};

    fn wrong(members: &str) -> Vec<String> {
        findings("status-needs-date", &dossier(members))
    }

    #[test]
    fn only_what_is_empty_is_missing() {
        let missing = ["warning /data/0/NgayTiepNhan"];
        for date in ["\"\"", "\" \"", "null"] {
            assert_eq!(wrong(&format!(r#""TrangThaiHoSo": "2", "NgayTiepNhan": {date}"#)), missing, "{date}");
        }
        assert_eq!(wrong(r#""TrangThaiHoSo": "2""#), missing);
        // These have findings of their own.
        for date in ["\"13/03/2020\"", "true", "[]", "{}", "'x'"] {
            assert!(wrong(&format!(r#""TrangThaiHoSo": "2", "NgayTiepNhan": {date}"#)).is_empty(), "{date}");
        }
    }

    #[test]
    fn a_status_in_any_form_needs_its_date() {
        for status in ["\"02\"", "\"Được tiếp nhận\"", "\" 2\\u00A0\"", "\"\\u0032\u{200B}\"", "2"] {
            assert_eq!(wrong(&format!(r#""TrangThaiHoSo": {status}"#)), ["warning /data/0/NgayTiepNhan"], "{status}");
        }
    }

    #[test]
    fn a_bad_status_needs_nothing() {
        for status in ["", "0", "11", "Được tiếp nhận?!x"] {
            assert!(wrong(&format!(r#""TrangThaiHoSo": "{status}""#)).is_empty(), "{status}");
        }
    }
}

//! The steps of one dossier, as they come: each later than the one before, none after the end, the first one its
//! receipt, and not too many in one call.
//!
//! Only status 10 is taken for the end: after 3, 7 and 8 the papers are handed back, or the dossier is taken up again.

use std::collections::HashMap;

use super::shared::{
    fields::{self, Status},
    record_rule::{RecordRule, RuleState},
};
use crate::{
    hash::quick_hash,
    model::{
        Severity,
        catalogue::progress_order::{expectation, message},
    },
    record::{Record, Value, date::Moment, output::Output, remark::Remark, table::Type},
    standard::RowGrade,
};

/// So many steps of a dossier go into one call.
const MOST_STEPS: u32 = 10;
/// The dossier was received.
const RECEIVED: u8 = 2;
/// The dossier was not received: it has no receipt to begin with.
const REFUSED: u8 = 3;
/// The result was returned.
const RETURNED: u8 = 10;

/// The steps of one dossier seen so far.
#[derive(Clone, Copy, Debug, Default)]
struct Steps {
    /// How many there were.
    count: u32,
    /// A final status was reached.
    is_final: bool,
    /// Time of the latest, as the number in `Moment`.
    latest: u64,
}

/// The steps of every dossier.
#[derive(Debug)]
struct Progress {
    rule: ProgressOrder,
    steps: HashMap<u128, Steps>,
}

#[derive(Clone, Copy, Debug)]
struct ProgressOrder {
    code: usize,
    time: usize,
    status: usize,
}

pub(crate) fn bind(record: &Type, _types: &[Type]) -> Option<Box<dyn RecordRule>> {
    let code = fields::slot(record, "MaHoSo")?;
    let time = fields::slot(record, "ThoiDiemXuLy")?;
    let status = fields::slot(record, "TrangThai")?;
    Some(Box::new(ProgressOrder { code, time, status }))
}

impl RecordRule for ProgressOrder {
    fn state(&self) -> Option<Box<dyn RuleState>> {
        Some(Box::new(Progress { rule: *self, steps: HashMap::new() }))
    }
}

impl RuleState for Progress {
    fn source(&mut self, _number: u32) {
        self.steps = HashMap::new();
    }

    fn record(&mut self, record: &Record<'_>, output: &mut Output) {
        let Some(code) = record.get(self.rule.code) else { return };
        let steps = self.steps.entry(quick_hash(&code.trimmed_bytes())).or_default();
        steps.count += 1;
        if steps.count == MOST_STEPS + 1 {
            too_many(record, &code, output);
        }
        if self.rule.goes_back(record, steps, output) {
            return;
        }
        if let Some(status) = fields::status(record, self.rule.status) {
            look_at_status(record, &status, steps, output);
        }
    }
}

impl ProgressOrder {
    /// Compares with the step before. Steps that go back in time say nothing about what follows the end.
    fn goes_back(&self, record: &Record<'_>, steps: &mut Steps, output: &mut Output) -> bool {
        let Some(time) = fields::date(record, self.time) else { return false };
        let before = std::mem::replace(&mut steps.latest, time.moment.0);
        if time.moment.0 >= before {
            return false;
        }
        let before = record.quote(&time.value, fields::in_words(Moment(before)));
        let remark = Remark::new(message::TIME).expected(expectation::LATER);
        let remark = remark.with("date", fields::quoted(record, &time)).with("before", before);
        record.report(output, &time.value, remark);
        true
    }
}

fn too_many(record: &Record<'_>, code: &Value<'_>, output: &mut Output) {
    let remark = Remark::new(message::TOO_MANY).expected(expectation::FEW).grade(RowGrade::PracticeOneSource);
    record.report(output, code, remark.with("limit", MOST_STEPS));
}

fn look_at_status(record: &Record<'_>, status: &Status<'_>, steps: &mut Steps, output: &mut Output) {
    if steps.count == 1 && !matches!(status.code, RECEIVED | REFUSED) {
        let remark = Remark::new(message::FIRST).expected(expectation::RECEIVED).severity(Severity::Info);
        record.report(output, &status.value, remark.with("status", status.in_words(record)));
    }
    if steps.is_final && status.code != RETURNED {
        let remark = Remark::new(message::AFTER_END).expected(expectation::END).with("status", status.in_words(record));
        record.report(output, &status.value, remark);
    }
    // A dossier that was opened again is said once, until it ends again.
    steps.is_final = status.code == RETURNED;
}

#[cfg(test)]
mod tests {
    use super::super::shared::fields::tests::findings;

    /// Steps of one dossier: hour and status.
    fn wrong(steps: &[(u8, &str)]) -> Vec<String> {
        let step = |(hour, status): &(u8, &str)| {
            format!(
                r#"{{"MaHoSo": "H99-240305-0001", "ThoiDiemXuLy": "20240305{hour:02}0000", "TrangThai": "{status}"}}"#
            )
        };
        let steps: Vec<String> = steps.iter().map(step).collect();
        let packet = format!(r#"{{"service": "CapNhatTienDoHoSoMC", "data": [{}]}}"#, steps.join(","));
        findings("progress-order", &packet)
    }

    #[test]
    fn each_step_is_compared_with_the_one_before() {
        assert!(wrong(&[(8, "2"), (8, "4"), (9, "9"), (10, "10"), (11, "10")]).is_empty());
        assert_eq!(wrong(&[(8, "2"), (15, "4"), (9, "4"), (10, "9")]), ["warning /data/2/ThoiDiemXuLy"]);
        assert_eq!(wrong(&[(8, "2"), (7, "4"), (9, "4")]), ["warning /data/1/ThoiDiemXuLy"]);
    }

    #[test]
    fn the_newest_first_is_an_order_of_time_only() {
        let found = wrong(&[(10, "10"), (9, "4"), (8, "2")]);
        let expected = ["info /data/0/TrangThai", "warning /data/1/ThoiDiemXuLy", "warning /data/2/ThoiDiemXuLy"];
        assert_eq!(found, expected);
    }

    #[test]
    fn nothing_follows_the_return() {
        assert_eq!(wrong(&[(8, "2"), (9, "10"), (10, "4"), (11, "4")]), ["warning /data/2/TrangThai"]);
        assert!(wrong(&[(8, "2"), (9, "8"), (10, "4")]).is_empty());
        assert!(wrong(&[(8, "3")]).is_empty());
    }

    #[test]
    fn too_many_steps_are_said_once() {
        let steps: Vec<(u8, &str)> = (0..15).map(|hour| (hour, if hour == 0 { "2" } else { "4" })).collect();
        assert_eq!(wrong(&steps), ["warning /data/10/MaHoSo"]);
    }
}

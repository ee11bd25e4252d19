//! Dates of one record that cannot follow each other: a result returned before the dossier was received.
//!
//! A date that is wrong is mostly wrong against several others; it is reported once.

use super::shared::{
    fields::{self, Dated},
    record_rule::RecordRule,
};
use crate::{
    model::catalogue::date_order::{expectation, message},
    record::{
        Record,
        output::Output,
        remark::{Argument, Remark},
        table::Type,
    },
};

/// The dates of a dossier in the order of its life.
const LIFE: [&str; 4] = ["NgayNopHoSo", "NgayTiepNhan", "NgayKetThucXuLy", "NgayTra"];

/// What the dates are, in Vietnamese and English.
const MEANINGS: [(&str, &str, &str); 9] = [
    ("NgayNopHoSo", "ngày nộp hồ sơ", "submission"),
    ("NgayTiepNhan", "ngày tiếp nhận", "receipt"),
    ("NgayHenTra", "ngày hẹn trả kết quả", "promised return"),
    ("NgayKetThucXuLy", "ngày kết thúc xử lý", "end of processing"),
    ("NgayTra", "ngày trả kết quả", "return of the result"),
    ("NgayBatDau", "ngày bắt đầu bước xử lý", "start of the step"),
    ("NgayKetThucTheoQuyDinh", "hạn kết thúc bước theo quy định", "deadline of the step"),
    ("NgayBoSung", "ngày yêu cầu bổ sung", "request for the supplement"),
    ("NgayTiepNhanBoSung", "ngày tiếp nhận bổ sung", "receipt of the supplement"),
];

struct DateOrder {
    /// The slots of [`LIFE`], those the edition has.
    life: [Option<usize>; 4],
    /// `NgayTiepNhan` and `NgayHenTra`.
    promise: Option<(usize, usize)>,
    /// `NgayBatDau` and `NgayKetThucTheoQuyDinh` of a step.
    step: Option<(usize, usize)>,
    /// The list of supplement rounds, its `NgayBoSung` and `NgayTiepNhanBoSung`.
    supplements: Option<(usize, usize, usize)>,
}

pub(crate) fn bind(record: &Type, types: &[Type]) -> Option<Box<dyn RecordRule>> {
    let pair = |first, second| Some((fields::slot(record, first)?, fields::slot(record, second)?));
    let supplements = || {
        let list = fields::list(record, types, "DanhSachHoSoBoSung")?;
        let field = |name| fields::slot(list.table, name);
        Some((list.slot, field("NgayBoSung")?, field("NgayTiepNhanBoSung")?))
    };
    let rule = DateOrder {
        life: LIFE.map(|name| fields::slot(record, name)),
        promise: pair("NgayTiepNhan", "NgayHenTra"),
        step: pair("NgayBatDau", "NgayKetThucTheoQuyDinh"),
        supplements: supplements(),
    };
    let has_dates = rule.life.iter().flatten().count() > 1
        || rule.promise.is_some()
        || rule.step.is_some()
        || rule.supplements.is_some();
    has_dates.then(|| Box::new(rule) as Box<dyn RecordRule>)
}

impl RecordRule for DateOrder {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        let late = self.life(record, output);
        if let Some((received, promised)) = self.promise
            && late != Some(received)
        {
            compare(record, (0, received), (0, promised), output);
        }
        if let Some((start, end)) = self.step {
            compare(record, (0, start), (0, end), output);
        }
        if let Some((list, asked, received)) = self.supplements {
            for round in record.items(list) {
                compare(record, (round, asked), (round, received), output);
            }
        }
    }
}

impl DateOrder {
    /// Compares each date with the one before it. Answers the slot of a date that was found later than its follower: it
    /// needs no second finding. A date of a year that is hardly a dossier's is compared with its neighbours and then passed
    /// over, so that it hides nothing about the others.
    fn life(&self, record: &Record<'_>, output: &mut Output) -> Option<usize> {
        let [mut usual, mut odd]: [Option<(usize, Dated<'_>)>; 2] = [None; 2];
        let mut late = None;
        for slot in self.life.into_iter().flatten() {
            let Some(dated) = fields::any_date_in(record, 0, slot) else { continue };
            let is_odd = !dated.is_usual();
            let earlier = [odd.take(), usual].into_iter().flatten().find(|(_, earlier)| is_late(earlier, &dated));
            if let Some((slot_before, earlier)) = earlier {
                report(record, &earlier, &dated, output);
                // Where the follower is of a strange year, it is the one that is wrong.
                late = late.or(Some(slot_before).filter(|_| !is_odd));
            }
            let place = if is_odd { &mut odd } else { &mut usual };
            *place = Some((slot, dated)).filter(|_| !is_odd || earlier.is_none());
        }
        late
    }
}

fn is_late(first: &Dated<'_>, second: &Dated<'_>) -> bool {
    fields::is_after(first.moment, second.moment)
}

/// Compares two dates, given as object and slot, of which the second must not be the earlier one.
fn compare(record: &Record<'_>, first: (usize, usize), second: (usize, usize), output: &mut Output) {
    let Some(later) = fields::any_date_in(record, second.0, second.1) else { return };
    let Some(earlier) = fields::any_date_in(record, first.0, first.1) else { return };
    if is_late(&earlier, &later) {
        report(record, &earlier, &later, output);
    }
}

fn report<'a>(record: &Record<'a>, first: &Dated<'a>, second: &Dated<'a>, output: &mut Output) {
    let remark = Remark::new(message::BEFORE)
        .expected(expectation::NOT_BEFORE)
        .with("what", meaning(second))
        .with("date", fields::quoted(record, second))
        .with("other", &first.value.field.name)
        .with("other-what", meaning(first))
        .with("other-date", fields::quoted(record, first));
    record.report_with(output, &second.value, (&first.value, message::RELATED), remark);
}

fn meaning(dated: &Dated<'_>) -> Argument {
    let name = &dated.value.field.name;
    match MEANINGS.iter().find(|(known, ..)| name == known) {
        Some((_, vi, en)) => Argument::Both((*vi).to_owned(), (*en).to_owned()),
        None => name.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::shared::fields::tests::{dossier, findings};

    fn wrong(members: &str) -> Vec<String> {
        findings("date-order", &dossier(members))
    }

    #[test]
    fn one_wrong_date_is_one_finding() {
        let all = |submitted: u8, received: u8, promised: u8, finished: u8, returned: u8| {
            let date = |day: u8| format!("202403{day:02}083000");
            wrong(&format!(
                r#""NgayNopHoSo": "{}", "NgayTiepNhan": "{}", "NgayHenTra": "{}", "NgayKetThucXuLy": "{}", "NgayTra": "{}""#,
                date(submitted),
                date(received),
                date(promised),
                date(finished),
                date(returned)
            ))
        };
        assert!(all(1, 2, 5, 3, 4).is_empty());
        assert_eq!(all(9, 2, 5, 3, 4), ["error /data/0/NgayTiepNhan"], "submitted too late");
        assert_eq!(all(1, 9, 5, 3, 4), ["error /data/0/NgayKetThucXuLy"], "received too late");
        assert_eq!(all(1, 2, 1, 3, 4), ["error /data/0/NgayHenTra"], "promised too early");
        assert_eq!(all(5, 6, 9, 1, 8), ["error /data/0/NgayKetThucXuLy"], "finished too early");
        assert_eq!(all(1, 2, 5, 9, 4), ["error /data/0/NgayTra"], "finished too late");
    }

    #[test]
    fn what_is_empty_or_malformed_is_passed_over() {
        let dates = |received: &str, finished: &str, returned: &str| {
            wrong(&format!(r#""NgayTiepNhan": "{received}", "NgayKetThucXuLy": "{finished}", "NgayTra": "{returned}""#))
        };
        assert_eq!(dates("20240305083000", "", "20240304083000"), ["error /data/0/NgayTra"]);
        assert_eq!(dates("20240305083000", "5/3/2024", "20240304083000"), ["error /data/0/NgayTra"]);
        assert!(dates("5/3/2024", "", "20240304083000").is_empty());
    }
}

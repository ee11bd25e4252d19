//! Percentages that are not the share they are said to be, and three shares of one whole that do not make a hundred.
//!
//! Where the figures of a group do not add up, a percentage is right when it fits any way of mending them.

use super::{
    bad_number::percentage::{ONE, Percentage, in_words},
    shared::{fields, record_rule::RecordRule},
    sum_mismatch::{Count, count, in_figures, slots},
};
use crate::{
    model::catalogue::percent_mismatch::{expectation, fix, message},
    record::{
        Record, Value,
        natural::Natural,
        output::Output,
        remark::{Argument, Remark},
        table::Type,
    },
};

/// A percentage, the part, the rest of the group, the whole group.
const SHARES: [[&str; 4]; 4] = [
    ["PhanTramXuLyDungHan", "TongXuLyDungHan", "TongXuLyTreHan", "TongDaXuLy"],
    ["PhanTramXuLyTreHan", "TongXuLyTreHan", "TongXuLyDungHan", "TongDaXuLy"],
    ["PhanTramChuaXuLyTrongHan", "TongChuaXuLyTrongHan", "TongChuaXuLyTreHan", "TongChuaXuLy"],
    ["PhanTramChuaXuLyTreHan", "TongChuaXuLyTreHan", "TongChuaXuLyTrongHan", "TongChuaXuLy"],
];
/// Shares of the people who rated.
const TRIOS: [[&str; 3]; 2] = [
    ["PhanTramDanhGiaRatHaiLong", "PhanTramDanhGiaHaiLong", "PhanTramDanhGiaChuaHaiLong"],
    ["PhanTramDanhGiaDichVuRatHaiLong", "PhanTramDanhGiaDichVuHaiLong", "PhanTramDanhGiaDichVuChuaHaiLong"],
];

struct PercentMismatch {
    shares: Vec<[usize; 4]>,
    trios: Vec<[usize; 3]>,
    /// `TongSoNguoiDanhGia`.
    people: Option<usize>,
}

pub(crate) fn bind(record: &Type, _types: &[Type]) -> Option<Box<dyn RecordRule>> {
    let shares: Vec<_> = SHARES.iter().filter_map(|names| slots(record, *names)).collect();
    let trios: Vec<_> = TRIOS.iter().filter_map(|names| slots(record, *names)).collect();
    let people = fields::slot(record, "TongSoNguoiDanhGia");
    let has_fields = !shares.is_empty() || !trios.is_empty();
    has_fields.then(|| Box::new(PercentMismatch { shares, trios, people }) as Box<dyn RecordRule>)
}

impl RecordRule for PercentMismatch {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        for share in &self.shares {
            check_share(record, *share, output);
        }
        for trio in &self.trios {
            check_trio(record, *trio, self.people, output);
        }
    }
}

fn check_share(record: &Record<'_>, [percentage, part, rest, group]: [usize; 4], output: &mut Output) {
    let Some(value) = record.get(percentage) else { return };
    let Some(given) = Percentage::read(&value.trimmed()) else { return };
    let counts = (count(record, part), count(record, rest), count(record, group));
    let (Some(part), Some(rest), Some(group)) = counts else { return };
    let sum = part.number.plus(&rest.number);
    let mended = group.number.minus(&rest.number);
    let ways = [(&part.number, &group.number), (&part.number, &sum), (&mended, &group.number)];
    if !ways.iter().any(|(part, group)| is_share(given, part, group)) {
        let remark = share_remark(record, &part, &group);
        record.report(output, &value, remark);
    }
}

/// Is it the share, give or take a hundredth?
fn is_share(given: Percentage, part: &Natural, group: &Natural) -> bool {
    let Ok(given) = u64::try_from(given.millionths) else { return false };
    if group.is_zero() {
        return given == 0;
    }
    group.times(given).distance(&part.times(100 * ONE)) <= group.times(ONE / 100)
}

/// A share that takes more digits than this is not shown.
const MOST: u64 = 1_000_000_000_000;

fn share_remark<'a>(record: &Record<'a>, part: &Count<'a>, group: &Count<'a>) -> Remark {
    let (names, total) = (&part.value.field.name, &group.value.field.name);
    if group.number.is_zero() {
        let remark = Remark::new(message::EMPTY).expected(expectation::ZERO).with("total", total);
        return remark.fix(fix::COMPUTED, "0", false);
    }
    let remark = Remark::new(message::SHARE).expected(expectation::SHARE);
    let remark = remark.with_known("parts", format!("{names} / {total}"));
    let right = part.number.times(20_000).plus(&group.number).over(&group.number.times(2), MOST).map(in_words);
    let division = format!("{} / {} × 100", in_figures(&part.number), in_figures(&group.number));
    let quote = |arithmetic| record.quote_of(&[&part.value, &group.value], arithmetic);
    match right {
        Some(right) => remark.with("sum", quote(format!("{division} = {right}"))).fix(fix::COMPUTED, right, false),
        None => remark.with("sum", quote(division)),
    }
}

/// How many people there are.
fn how_many<'a>(record: &Record<'a>, people: Option<&Count<'a>>) -> Argument {
    people.map_or_else(|| "0".into(), |people| record.quote(&people.value, in_figures(&people.number)).into())
}

/// Three shares of which so many add up to that are a hundred percent, give or take one; what cannot be read may be any.
fn may_be_hundred(sum: Percentage, read: usize) -> bool {
    let percent = |number: i64| number * ONE.cast_signed();
    let most = (read..3).fold(sum.millionths, |most, _| most + percent(100));
    sum.millionths <= percent(101) && most >= percent(99)
}

fn check_trio(record: &Record<'_>, trio: [usize; 3], people: Option<usize>, output: &mut Output) {
    let [Some(one), Some(two), Some(three)] = trio.map(|slot| record.get(slot)) else { return };
    let read = |value: &Value<'_>| Percentage::read(&value.trimmed());
    let shares: Vec<Percentage> = [&one, &two, &three].into_iter().filter_map(read).collect();
    let sum = shares.iter().fold(Percentage::default(), |sum, share| sum.plus(*share));
    let people = people.and_then(|slot| count(record, slot));
    let nobody = people.as_ref().is_none_or(|people| people.number.is_zero());
    if may_be_hundred(sum, shares.len()) || sum.millionths == 0 && nobody {
        return;
    }
    let remark = if sum.millionths == 0 {
        Remark::new(message::NOBODY).with("people", how_many(record, people.as_ref()))
    } else {
        let shares: Vec<String> = shares.iter().map(Percentage::to_string).collect();
        let sum = format!("{} = {sum}", shares.join(" + "));
        Remark::new(message::TRIO).with("sum", record.quote_of(&[&one, &two, &three], sum))
    };
    let names = [one, two, three].map(|value| value.field.name()).join(", ");
    record.report(output, &three, remark.expected(expectation::HUNDRED).with_known("parts", names));
}

#[cfg(test)]
mod tests {
    use super::super::{shared::fields::tests::findings, sum_mismatch::tests::wrong};
    use super::*;

    fn shares(changes: &[(&str, &str)]) -> Vec<String> {
        wrong("percent-mismatch", changes)
    }

    #[test]
    fn a_share_may_be_a_hundredth_off() {
        for right in ["76.38", "76.39"] {
            assert!(shares(&[("PhanTramXuLyDungHan", right)]).is_empty(), "{right}");
        }
        for wrong in ["76.37", "76.40", "0", "100", "7638"] {
            assert_eq!(shares(&[("PhanTramXuLyDungHan", wrong)]), ["error /data/0/PhanTramXuLyDungHan"], "{wrong}");
        }
        for right in ["76.381", "76,38", "76.38%", "76.3819095477386934673366834170854271356783919598"] {
            assert!(shares(&[("PhanTramXuLyDungHan", right)]).is_empty(), "{right}");
        }
        // The rule about the form does not hide what is wrong with the number.
        for wrong in ["50%", "76,5", "-76.38", "76.4000001", "99999999999999999999"] {
            assert_eq!(shares(&[("PhanTramXuLyDungHan", wrong)]), ["error /data/0/PhanTramXuLyDungHan"], "{wrong}");
        }
        for unread in ["NaN", "", "cao", "7 6", "1e2", "76.38.1"] {
            assert!(shares(&[("PhanTramXuLyDungHan", unread)]).is_empty(), "{unread}");
        }
    }

    #[test]
    fn a_wrong_count_does_not_blame_the_percentages() {
        for name in ["TongDaXuLy", "TongXuLyDungHan", "TongXuLyTreHan", "TongChuaXuLy", "TongChuaXuLyTreHan"] {
            assert!(shares(&[(name, "4000")]).is_empty(), "{name}");
        }
        let both = [("TongDaXuLy", "4000"), ("PhanTramXuLyTreHan", "50")];
        assert_eq!(shares(&both), ["error /data/0/PhanTramXuLyTreHan"]);
    }

    #[test]
    fn an_empty_group_has_no_share() {
        let empty =
            [("TongDaXuLy", "0"), ("TongXuLyDungHan", "0"), ("TongXuLyTreHan", "0"), ("PhanTramXuLyTreHan", "0.00")];
        assert_eq!(shares(&empty), ["error /data/0/PhanTramXuLyDungHan"]);
    }

    #[test]
    fn three_shares_make_a_hundred() {
        let sample = include_str!("../../pkg-tests/samples/ratings.json");
        let trio = |shares: [&str; 3], people: u32| {
            let mut packet: serde_json::Value = serde_json::from_str(sample).unwrap();
            let record = &mut packet["data"][0];
            for (name, share) in TRIOS[0].into_iter().zip(shares) {
                record[name] = share.into();
            }
            record["TongSoNguoiDanhGia"] = people.into();
            findings("percent-mismatch", &packet.to_string())
        };
        let at = ["error /data/0/PhanTramDanhGiaChuaHaiLong"];
        for right in [["75%", "8%", "17%"], ["33%", "33%", "33%"], ["34%", "34%", "33%"], ["75", "8", "17.5%"]] {
            assert!(trio(right, 120).is_empty(), "{right:?}");
        }
        assert_eq!(trio(["75%", "8%", "27%"], 120), at);
        assert_eq!(trio(["32%", "33%", "33%"], 120), at);
        assert_eq!(trio(["0%", "0%", "0%"], 120), at);
        assert_eq!(trio(["-75%", "8%", "17%"], 120), at);
        assert_eq!(trio(["75%", "test", "90%"], 120), at);
        assert!(trio(["75%", "test", "9%"], 120).is_empty());
        assert_eq!(trio(["75", "8%", "90%"], 120), at);
        assert!(trio(["0%", "0%", "0%"], 0).is_empty());
    }

    #[test]
    fn no_figure_is_too_large_to_compare() {
        let most = Natural::parse(&"9".repeat(10_000)).unwrap();
        let share = |text: &str| Percentage::read(text).unwrap();
        assert!(is_share(share("100"), &most, &most));
        assert!(!is_share(share("100.02"), &most, &most));
        assert!(!is_share(share("999999999"), &most, &most));
    }
}

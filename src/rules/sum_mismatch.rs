//! Monthly statistics whose figures do not add up.
//!
//! One wrong figure breaks several sums. A sum that holds as soon as the total of a group is what its own parts add up to
//! has nothing more to say: the finding at that total says it.

use super::shared::{fields, meaning, record_rule::RecordRule};
use crate::{
    model::catalogue::sum_mismatch::{expectation, message},
    record::{Record, Value, names, natural::Natural, output::Output, remark::Remark, table::Type},
};

/// The total, its parts: processed, not processed, received and left over.
const SUMS: [[&str; 3]; 3] = [
    ["TongDaXuLy", "TongXuLyDungHan", "TongXuLyTreHan"],
    ["TongChuaXuLy", "TongChuaXuLyTrongHan", "TongChuaXuLyTreHan"],
    ["TongSoXuLy", "SoNhanTrongKy", "SoTonKyTruoc"],
];

struct SumMismatch {
    /// The slots of [`SUMS`].
    sums: [[usize; 3]; 3],
}

/// Two figures and what they add up to.
struct Sum<'a> {
    total: Count<'a>,
    parts: [Count<'a>; 2],
}

/// A figure that can be read.
#[derive(Clone)]
pub(super) struct Count<'a> {
    pub(super) value: Value<'a>,
    pub(super) number: Natural,
}

pub(crate) fn bind(record: &Type, _types: &[Type]) -> Option<Box<dyn RecordRule>> {
    let [done, open, all] = SUMS.map(|names| slots(record, names));
    Some(Box::new(SumMismatch { sums: [done?, open?, all?] }))
}

/// A figure in a message: of a very long one, its beginning.
pub(super) fn in_figures(number: &Natural) -> String {
    names::cut(&number.to_string())
}

/// The slots of fields of these names, when all are there.
pub(super) fn slots<const N: usize>(record: &Type, names: [&str; N]) -> Option<[usize; N]> {
    let slots: Vec<usize> = names.iter().filter_map(|name| fields::slot(record, name)).collect();
    slots.try_into().ok()
}

/// The figure in a field.
pub(super) fn count<'a>(record: &Record<'a>, slot: usize) -> Option<Count<'a>> {
    let value = record.get(slot)?;
    let number = Natural::short(value.raw).or_else(|| Natural::parse(&meaning::said(&value)))?;
    Some(Count { value, number })
}

impl<'a> Sum<'a> {
    fn read(record: &Record<'a>, [total, one, other]: [usize; 3]) -> Option<Self> {
        let parts = [count(record, one)?, count(record, other)?];
        Some(Self { total: count(record, total)?, parts })
    }

    fn of_parts(&self) -> Natural {
        let [one, other] = &self.parts;
        one.number.plus(&other.number)
    }

    fn holds(&self) -> bool {
        self.total.number == self.of_parts()
    }

    fn report(&self, record: &Record<'a>, output: &mut Output) {
        let [one, other] = &self.parts;
        let names = format!("{} + {}", one.value.field.name(), other.value.field.name());
        let sum = [&one.number, &other.number, &self.of_parts()].map(in_figures);
        let sum = format!("{} + {} = {}", sum[0], sum[1], sum[2]);
        let remark = Remark::new(message::SUM)
            .expected(expectation::SUM)
            .with_known("parts", names)
            .with("sum", record.quote_of(&[&one.value, &other.value], sum));
        record.report(output, &self.total.value, remark);
    }
}

impl RecordRule for SumMismatch {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        let [done, open, all] = self.sums.map(|slots| Sum::read(record, slots));
        for sum in [&done, &open, &all].into_iter().flatten().filter(|sum| !sum.holds()) {
            sum.report(record, output);
        }
        let (Some(done), Some(open)) = (done, open) else { return };
        let Some(total) = self.sums.last().and_then(|slots| count(record, slots[0])) else { return };
        // What the two groups may add up to, when the total of one is wrong.
        let [one, other] = [&done, &open].map(|sum| [sum.total.number.clone(), sum.of_parts()]);
        let may_be = |number: &Natural| one.iter().any(|one| other.iter().any(|other| one.plus(other) == *number));
        let is_said = all.is_some_and(|all| !all.holds() && may_be(&all.of_parts()));
        if !may_be(&total.number) && !is_said {
            Sum { total, parts: [done.total, open.total] }.report(record, output);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::shared::fields::tests::findings;

    /// A month with the figures of the sample, but for these.
    pub(crate) fn wrong(rule: &str, changes: &[(&str, &str)]) -> Vec<String> {
        let sample = include_str!("../../pkg-tests/samples/statistics.json");
        let mut packet: serde_json::Value = serde_json::from_str(sample).unwrap();
        for (name, value) in changes {
            assert!(packet["data"][0][name].is_string(), "{name}");
            packet["data"][0][name] = (*value).into();
        }
        findings(rule, &packet.to_string())
    }

    fn sums(changes: &[(&str, &str)]) -> Vec<String> {
        let mut found = wrong("sum-mismatch", changes);
        found.sort();
        found
    }

    #[test]
    fn one_wrong_figure_is_one_finding() {
        for (name, at) in [
            ("SoNhanTrongKy", "TongSoXuLy"),
            ("SoTonKyTruoc", "TongSoXuLy"),
            ("TongSoXuLy", "TongSoXuLy"),
            ("TongDaXuLy", "TongDaXuLy"),
            ("TongXuLyDungHan", "TongDaXuLy"),
            ("TongXuLyTreHan", "TongDaXuLy"),
            ("TongChuaXuLy", "TongChuaXuLy"),
            ("TongChuaXuLyTrongHan", "TongChuaXuLy"),
            ("TongChuaXuLyTreHan", "TongChuaXuLy"),
        ] {
            assert_eq!(sums(&[(name, "9000")]), [format!("error /data/0/{at}")], "{name}");
        }
        assert!(sums(&[]).is_empty());
    }

    #[test]
    fn two_wrong_figures_are_two_findings() {
        let both = sums(&[("TongDaXuLy", "200"), ("TongChuaXuLy", "50")]);
        assert_eq!(both, ["error /data/0/TongChuaXuLy", "error /data/0/TongDaXuLy"]);
        let both = sums(&[("TongSoXuLy", "9000"), ("TongXuLyTreHan", "7000")]);
        assert_eq!(both, ["error /data/0/TongDaXuLy", "error /data/0/TongSoXuLy"]);
    }

    #[test]
    fn what_cannot_be_read_is_not_added() {
        for value in ["NaN", "", "1e3", "-1", "trăm bốn bảy"] {
            assert!(sums(&[("SoNhanTrongKy", value)]).is_empty(), "{value}");
        }
        assert!(sums(&[("TongSoXuLy", "x"), ("SoTonKyTruoc", "1")]).is_empty());
    }
}

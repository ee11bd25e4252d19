//! What the rules about one record share: finding the fields they are bound to, statuses, and dates to compare.
//!
//! A field of another edition than the one checked is as good as absent. A value whose form leaves open what it says is
//! not compared: the rule about its form speaks already.

use crate::{
    model::privacy::Quote,
    record::{
        Record, Value,
        date::{self, Moment},
        remark::Argument,
        table::{Standing, Type},
    },
    rules::bad_date,
};

use super::meaning;

/// Number of a field of the edition that is checked.
pub(crate) fn slot(table: &Type, name: &str) -> Option<usize> {
    let slot = table.slot(name)?;
    table.fields.get(slot).filter(|field| field.standing == Standing::Current).map(|_| slot)
}

/// A list of a record and the table of its items.
pub(crate) struct List<'t> {
    /// Number of the field that holds the list.
    pub(crate) slot: usize,
    /// Number of the type of its items.
    pub(crate) type_number: usize,
    /// The fields of its items.
    pub(crate) table: &'t Type,
}

/// The list of that name.
pub(crate) fn list<'t>(record: &Type, types: &'t [Type], name: &str) -> Option<List<'t>> {
    let slot = slot(record, name)?;
    let type_number = record.fields.get(slot).filter(|field| field.is_list())?.items?;
    Some(List { slot, type_number, table: types.get(type_number)? })
}

/// A date field with a date in it.
#[derive(Clone, Copy)]
pub(crate) struct Dated<'a> {
    pub(crate) value: Value<'a>,
    pub(crate) moment: Moment,
}

/// The date in a field of the object of that number; nothing when it is empty, or malformed.
pub(crate) fn any_date_in<'a>(record: &Record<'a>, object: usize, slot: usize) -> Option<Dated<'a>> {
    let value = record.get_in(object, slot)?;
    let moment = date::parse(value.raw).or_else(|| date::parse(meaning::said(&value).as_bytes()))?;
    Some(Dated { value, moment })
}

/// The date in a field of the record itself, unless it is hardly a dossier's (a default of the software, such as
/// 00010101000000): the warning of `bad-date` is as grave as what rules that ask here would say of it.
pub(crate) fn date<'a>(record: &Record<'a>, slot: usize) -> Option<Dated<'a>> {
    any_date_in(record, 0, slot).filter(Dated::is_usual)
}

impl Dated<'_> {
    /// It is of a year a dossier may have.
    pub(crate) fn is_usual(&self) -> bool {
        bad_date::is_usual_day(self.moment)
    }
}

/// The first date is later than the second beyond doubt. A second date with the time 000000 is mostly a day without a
/// time: then only the days are compared.
pub(crate) fn is_after(first: Moment, second: Moment) -> bool {
    if second.time() == 0 { first.day() > second.day() } else { first > second }
}

/// A day, given as the number `yyyymmdd`, as people write it.
pub(crate) fn day_in_words(day: u32) -> String {
    format!("{:02}/{:02}/{:04}", day % 100, day / 100 % 100, day / 10_000)
}

/// A date of a record as people write it.
pub(crate) fn quoted<'a>(record: &Record<'a>, dated: &Dated<'a>) -> Quote {
    record.quote(&dated.value, in_words(dated.moment))
}

/// A date as people write it; midnight is left out.
pub(crate) fn in_words(moment: Moment) -> String {
    let (written, time) = (day_in_words(moment.day()), moment.time());
    if time == 0 {
        return written;
    }
    format!("{written} {:02}:{:02}:{:02}", time / 10_000, time / 100 % 100, time % 100)
}

/// A status that is one of the codes 1 to 10.
#[derive(Clone, Copy)]
pub(crate) struct Status<'a> {
    pub(crate) value: Value<'a>,
    pub(crate) code: u8,
}

/// The status in a field, also where its label stands for it; nothing when it is no known code.
pub(crate) fn status<'a>(record: &Record<'a>, slot: usize) -> Option<Status<'a>> {
    let value = record.get(slot)?;
    let code = status_code(value.raw).or_else(|| status_code(meaning::said(&value).as_bytes()))?;
    Some(Status { value, code })
}

const fn status_code(text: &[u8]) -> Option<u8> {
    match text {
        b"10" => Some(10),
        [digit @ b'1'..=b'9'] => Some(*digit - b'0'),
        _ => None,
    }
}

impl<'a> Status<'a> {
    /// The code and its meaning: `2 (Được tiếp nhận)`.
    pub(crate) fn in_words(&self, record: &Record<'a>) -> Argument {
        let code = self.code.to_string();
        let known = self.value.field.codes().and_then(|(_, list)| list.codes.iter().find(|known| known.code == code));
        match known {
            Some(known) => {
                record.in_words(&self.value, format!("{code} ({})", known.vi), format!("{code} ({})", known.en))
            }
            None => record.quote(&self.value, code).into(),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The findings of one rule in a packet: severity and path.
    pub(crate) fn findings(rule: &str, packet: &str) -> Vec<String> {
        let options = crate::check::Options::builder().only([rule]).build().unwrap();
        let report = crate::check::check(packet.as_bytes(), &options);
        let written = |finding: crate::model::Finding| format!("{} {}", finding.severity.name(), finding.path);
        report.findings.into_iter().map(written).collect()
    }

    /// A dossier with these members, in the fields of the edition of 2022.
    pub(crate) fn dossier(members: &str) -> String {
        let edition = r#""KenhThucHien": "2", "NoiNopHoSo": "2", "TaiKhoanDuocXacThucVoiVNeID": "0""#;
        format!(r#"{{"service": "DongBoHoSoMC", "data": [{{"MaHoSo": "H99-240305-0001", {edition}, {members}}}]}}"#)
    }

    #[test]
    fn a_default_date_is_one_warning() {
        let date = "00010101000000";
        let members = format!(
            r#""TrangThaiHoSo": "2", "NgayTiepNhan": "20240305083000", "NgayHenTra": "{date}", "NgayTra": "{date}", "NgayKetThucXuLy": "{date}""#
        );
        for rule in ["status-contradicts-date", "code-date-mismatch"] {
            assert!(findings(rule, &dossier(&members)).is_empty(), "{rule}");
        }
        assert_eq!(findings("bad-date", &dossier(&members)).len(), 3);
        // An error is graver than the warning, and is not hidden by it.
        let order = ["error /data/0/NgayHenTra", "error /data/0/NgayTra", "error /data/0/NgayKetThucXuLy"];
        assert_eq!(findings("date-order", &dossier(&members)), order);
        let received = format!(r#""TrangThaiHoSo": "2", "NgayTiepNhan": "{date}""#);
        assert!(findings("code-date-mismatch", &dossier(&received)).is_empty());
        assert!(findings("status-needs-date", &dossier(&received)).is_empty());
    }

    #[test]
    fn a_date_without_a_time_is_compared_by_its_day() {
        let [morning, midnight, next_day] =
            [(20_240_305, 83_000), (20_240_305, 0), (20_240_306, 0)].map(|(day, time)| Moment::new(day, time));
        assert!(!is_after(morning, midnight));
        assert!(is_after(next_day, midnight));
        assert!(is_after(next_day, morning));
        assert!(!is_after(morning, morning));
    }

    #[test]
    fn dates_read_as_people_write_them() {
        assert_eq!(in_words(Moment::new(20_240_305, 83_000)), "05/03/2024 08:30:00");
        assert_eq!(in_words(Moment::new(20_240_305, 0)), "05/03/2024");
    }
}

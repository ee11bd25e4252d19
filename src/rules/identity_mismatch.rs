//! Numbers that cannot be what their field or their kind says: a twelve-digit card with nine digits, a citizen's number
//! where the Portal's account id belongs, a telephone number entered as fax.

use super::{
    bad_identifier, placeholder_value,
    shared::{fields, meaning, record_rule::RecordRule},
};
use crate::{
    model::{
        Severity,
        catalogue::{
            bad_identifier::message::{CITIZEN, PAPER_SPACES},
            identity_mismatch::{expectation, message},
        },
    },
    record::{Record, Value, output::Output, remark::Remark, space, table::Type},
    standard::{Form, RowGrade},
};

/// Digits of a citizen identity card.
const NEW_CARD: usize = 12;
/// Digits of the old identity card.
const OLD_CARD: usize = 9;

struct IdentityMismatch {
    /// The list of identity papers, its `LoaiDinhDanh` and `SoDinhDanh`.
    papers: Option<(usize, usize, usize)>,
    /// `MaDoiTuong`.
    account: Option<usize>,
    /// `Fax` and `SoDienThoai`.
    fax: Option<(usize, usize)>,
}

pub(crate) fn bind(record: &Type, types: &[Type]) -> Option<Box<dyn RecordRule>> {
    let papers = || {
        let list = fields::list(record, types, "DinhDanhCHS")?;
        Some((list.slot, fields::slot(list.table, "LoaiDinhDanh")?, fields::slot(list.table, "SoDinhDanh")?))
    };
    let fax = || Some((fields::slot(record, "Fax")?, fields::slot(record, "SoDienThoai")?));
    let rule = IdentityMismatch { papers: papers(), account: fields::slot(record, "MaDoiTuong"), fax: fax() };
    let has_fields = rule.papers.is_some() || rule.account.is_some() || rule.fax.is_some();
    has_fields.then(|| Box::new(rule) as Box<dyn RecordRule>)
}

impl RecordRule for IdentityMismatch {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        if let Some((list, kind, number)) = self.papers {
            for paper in record.items(list) {
                if let (Some(kind), Some(number)) = (record.get_in(paper, kind), record.get_in(paper, number)) {
                    look_at_paper(record, &kind, &number, output);
                }
            }
        }
        if let Some(account) = self.account.and_then(|slot| record.get(slot))
            && is_citizen_number(&account)
        {
            let remark = Remark::new(message::ACCOUNT).expected(expectation::ACCOUNT).severity(Severity::Warning);
            record.report(output, &account, remark.grade(RowGrade::Derived));
        }
        if let Some((fax, phone)) = self.fax
            && let (Some(fax), Some(phone)) = (record.get(fax), record.get(phone))
            && meaning::said(&fax) == meaning::said(&phone)
        {
            let remark = Remark::new(message::FAX).expected(expectation::FAX).severity(Severity::Warning);
            record.report_with(output, &fax, (&phone, message::PHONE), remark.grade(RowGrade::Derived));
        }
    }
}

/// The kind of the paper says how many digits its number has.
fn look_at_paper<'a>(record: &Record<'a>, kind: &Value<'a>, number: &Value<'a>, output: &mut Output) {
    let (digits, message, expected) = match &*meaning::said(kind) {
        "1" => (NEW_CARD, message::NEW_CARD, expectation::TWELVE),
        "2" => (OLD_CARD, message::OLD_CARD, expectation::NINE),
        _ => return,
    };
    if !has_digits(number, digits) && !is_no_number(number) {
        record.report_with(output, number, (kind, message::KIND), Remark::new(message).expected(expected));
    }
}

/// So many digits and nothing else; the blanks, dots and dashes people put between the groups do not count.
fn has_digits(number: &Value<'_>, wanted: usize) -> bool {
    if number.raw.len() == wanted && number.raw.iter().all(u8::is_ascii_digit) {
        return true;
    }
    let text = number.text();
    let mut signs = text.chars().filter(|sign| !matches!(sign, '.' | '-') && !space::is_space(*sign));
    signs.by_ref().take(wanted).filter(char::is_ascii_digit).count() == wanted && signs.next().is_none()
}

/// What is no number of a paper at all; the rules about values say so.
fn is_no_number(number: &Value<'_>) -> bool {
    let text = number.trimmed();
    let wrong = placeholder_value::check(&text)
        .or_else(|| bad_identifier::check(&text, Form::SoDinhDanh, &number.field.row, number.field.grade));
    wrong.is_some_and(|remark| ![CITIZEN, PAPER_SPACES].contains(&remark.message))
}

fn is_citizen_number(value: &Value<'_>) -> bool {
    let number = value.trimmed();
    number.len() == NEW_CARD && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::shared::fields::tests::{dossier, findings};

    #[test]
    fn the_kind_says_how_many_digits() {
        let wrong = |kind: &str, number: &str| {
            let papers = format!(r#""DinhDanhCHS": [{{"LoaiDinhDanh": "{kind}", "SoDinhDanh": "{number}"}}]"#);
            findings("identity-mismatch", &dossier(&papers))
        };
        let found = ["error /data/0/DinhDanhCHS/0/SoDinhDanh"];
        for (kind, number) in [
            ("1", "168234567"),
            ("2", "038091442182"),
            ("1", "B1234567"),
            ("1", "03809144218A"),
            ("2", "16823456O"),
            ("2", "1682345678"),
        ] {
            assert_eq!(wrong(kind, number), found, "{kind} {number}");
        }
        for (kind, number) in
            [("1", "038 091 442 182"), ("2", "168234567"), ("3", "B1234567"), ("1", "không có"), ("2", "000000001")]
        {
            assert!(wrong(kind, number).is_empty(), "{kind} {number}");
        }
    }
}

//! Identifiers: dossier codes, agency codes, procedure codes, numbers of people, addresses.
//!
//! What a decree lays down is an error, what only the systems in use agree on is a warning.

pub(crate) mod digit_count;

use super::{
    bad_number::graded,
    shared::web_address::{self, Fault},
};
use crate::{
    model::{
        Severity,
        catalogue::{
            Expectation, Message,
            bad_identifier::{expectation, fix, message},
        },
        ruleset::LATEST_YEAR,
    },
    record::{
        identifier::{
            AgencyFault, DossierFault, MaHoSo, agency_fault, dossier_parts, has_long_date, is_digits, is_procedure_code,
        },
        remark::Remark,
        space,
    },
    standard::{Form, Row, RowGrade},
};

/// Has the value the shape of its form?
pub(crate) fn check(value: &str, form: Form, row: &Row, grade: RowGrade) -> Option<Remark> {
    match form {
        Form::MaHoSo => dossier_code(value),
        Form::MaDonVi => agency_code(value),
        Form::MaTTHC => {
            unless(is_procedure_code(value), message::PROCEDURE, expectation::PROCEDURE, RowGrade::Practice)
        }
        Form::MaLinhVuc => unless(is_numbered(value), message::FIELD_CODE, expectation::FIELD_CODE, RowGrade::Practice),
        Form::MaThanhPhanHoSo => {
            unless(is_numbered(value), message::PART_CODE, expectation::PART_CODE, RowGrade::Practice)
        }
        Form::MaGiayToKetQua => unless(is_result_code(value), message::RESULT_CODE, expectation::RESULT_CODE, grade),
        Form::SoDinhDanh => paper_number(value),
        Form::Email => unless(is_email(value), message::EMAIL, expectation::EMAIL, grade),
        Form::Phone => phone(value, grade),
        Form::Url => url(value, grade),
        Form::Digits => digits_only(value, grade),
        Form::Cccd => card(value, row, grade, &[12]),
        Form::Cmnd => card(value, row, grade, &[9]),
        Form::SoGiayTo => card(value, row, grade, &[9, 12]),
        Form::MaSoThue => tax_code(value),
    }
}

/// A number of nine or twelve digits that is printed in groups, and written so.
fn in_groups(value: &str) -> Option<Remark> {
    if value.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    let digits: String = value.chars().filter(|letter| !space::is_space(*letter)).collect();
    let is_grouped = digits.len() < value.len() && is_digits(&digits) && matches!(digits.len(), 9 | 12);
    is_grouped
        .then(|| warning(message::PAPER_SPACES, expectation::PAPER, RowGrade::Practice).fix(fix::TIDY, digits, true))
}

fn digits_only(value: &str, grade: RowGrade) -> Option<Remark> {
    (!is_digits(value)).then(|| graded(Remark::new(message::DIGITS).expected(expectation::DIGITS), grade))
}

/// The number of an identity card, which has one of these numbers of digits. What is too long for its field is said by
/// the rule about that.
fn card(value: &str, row: &Row, grade: RowGrade, lengths: &[usize]) -> Option<Remark> {
    let wrong = match lengths {
        [_] => digits_only(value, grade).map(|wrong| as_in_groups(wrong, value, lengths)),
        _ => paper_number(value),
    };
    let is_too_long = row.max.is_some_and(|max| value.len() > max as usize);
    if wrong.is_some() || is_too_long || !is_digits(value) {
        return wrong;
    }
    if lengths.contains(&value.len()) {
        return paper_number(value);
    }
    let remark = warning(message::CARD, expectation::CARD, RowGrade::Practice);
    Some(remark.with_known("digits", lengths.iter().map(usize::to_string).collect::<Vec<_>>().join(" / ")))
}

/// Where only the spaces between the digits are wrong, they can go.
fn as_in_groups(wrong: Remark, value: &str, lengths: &[usize]) -> Remark {
    let parts = in_groups(value).map(Remark::into_parts);
    let tidy = parts.and_then(|parts| parts.fix).filter(|fix| lengths.contains(&fix.text.len()));
    match tidy {
        Some(tidy) => wrong.fix(tidy.title, tidy.text, tidy.safe),
        None => wrong,
    }
}

/// Ten digits of which the last is a check digit, perhaps three more for a branch; or the number of a person.
fn tax_code(value: &str) -> Option<Remark> {
    let (main, branch) = value.split_once('-').unwrap_or((value, "000"));
    if is_digits(value) && value.len() == 12 {
        return paper_number(value);
    }
    if !is_digits(main) || !is_digits(branch) || (main.len(), branch.len()) != (10, 3) {
        return Some(warning(message::TAX, expectation::TAX, RowGrade::Practice));
    }
    let weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];
    let digit = |byte: u8| u32::from(byte - b'0');
    let sum: u32 = main.bytes().zip(weights).map(|(byte, weight)| digit(byte) * weight).sum();
    let is_right = main.bytes().last().map(digit) == Some(10 - sum % 11);
    (!is_right).then(|| warning(message::TAX_CHECK, expectation::TAX, RowGrade::Practice))
}

/// A warning where the value is not of the form.
fn unless(good: bool, message: Message, expected: Expectation, grade: RowGrade) -> Option<Remark> {
    (!good).then(|| warning(message, expected, grade))
}

fn warning(message: Message, expected: Expectation, grade: RowGrade) -> Remark {
    let remark = Remark::new(message).expected(expected);
    remark.severity(Severity::Warning).grade(grade)
}

// Dossier codes.

fn dossier_code(value: &str) -> Option<Remark> {
    let message = match dossier_parts(value) {
        Ok(code) => return long_date(value, &code),
        Err(DossierFault::Shape) => message::DOSSIER_SHAPE,
        Err(DossierFault::Unit) => message::DOSSIER_UNIT,
        Err(DossierFault::Date) => message::DOSSIER_DATE,
    };
    let remark = Remark::new(message).expected(expectation::DOSSIER).grade(RowGrade::Text);
    // The code is the dossier's name: the other side may know it as it was written.
    let tidy = tidied(value);
    if tidy != value && dossier_parts(&tidy).is_ok() {
        return Some(remark.fix(fix::TIDY, tidy, false));
    }
    Some(remark)
}

/// One ministry writes the whole year.
fn long_date(value: &str, code: &MaHoSo<'_>) -> Option<Remark> {
    has_long_date(value, code).then(|| {
        let remark = Remark::new(message::DOSSIER_LONG_DATE).expected(expectation::DOSSIER);
        remark.severity(Severity::Info).grade(RowGrade::PracticeOneSource)
    })
}

/// In capital letters, without spaces, with plain hyphens.
fn tidied(value: &str) -> String {
    let letter = |letter: char| match letter {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other.to_ascii_uppercase(),
    };
    value.chars().filter(|letter| !letter.is_whitespace()).map(letter).collect()
}

// Agency codes.

fn agency_code(value: &str) -> Option<Remark> {
    let message = match agency_fault(value)? {
        AgencyFault::Characters => message::AGENCY_CHARACTERS,
        AgencyFault::Dots => message::AGENCY_DOTS,
        AgencyFault::Long => message::AGENCY_LONG,
        AgencyFault::Level => message::AGENCY_LEVEL,
    };
    let remark = Remark::new(message).expected(expectation::AGENCY).grade(RowGrade::Text);
    let tidy = tidied(value);
    if tidy != value && agency_fault(&tidy).is_none() {
        // Agency codes have no lower-case letters, so that capitals name the same agency; a space may hide a lost part.
        let only_case = tidy.eq_ignore_ascii_case(value);
        return Some(remark.fix(fix::TIDY, tidy, only_case));
    }
    Some(remark)
}

// Codes that the systems in use agree on.

/// An agency code, a hyphen, letters and digits.
fn is_numbered(value: &str) -> bool {
    value.split_once('-').is_some_and(|(unit, number)| {
        agency_fault(unit).is_none() && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// `KQ`, an agency code, digits.
fn is_result_code(value: &str) -> bool {
    let parts = value.strip_prefix("KQ.").and_then(|rest| rest.rsplit_once('.'));
    parts.is_some_and(|(unit, number)| agency_fault(unit).is_none() && is_digits(number))
}

// People.

/// Letters and digits of some paper; twelve digits look like a citizen's number and are looked at closely.
fn paper_number(value: &str) -> Option<Remark> {
    if let Some(remark) = in_groups(value) {
        return Some(remark);
    }
    let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'/' | b' ');
    if !value.bytes().all(known) || !value.bytes().any(|byte| byte.is_ascii_digit()) {
        return Some(warning(message::PAPER, expectation::PAPER, RowGrade::PracticeOneSource));
    }
    let is_citizens = value.len() == 12 && is_digits(value);
    if is_citizens && !is_plausible_citizen(value) {
        return Some(warning(message::CITIZEN, expectation::CITIZEN, RowGrade::Derived));
    }
    None
}

/// Province, century and sex, year of birth.
fn is_plausible_citizen(number: &str) -> bool {
    let part = |from, to| number.get(from..to).and_then(|digits| digits.parse::<u32>().ok());
    let (Some(province), Some(century), Some(year)) = (part(0, 3), part(3, 4), part(4, 6)) else {
        return false;
    };
    matches!(province, 1..=96) && 1900 + century / 2 * 100 + year <= LATEST_YEAR
}

fn is_email(value: &str) -> bool {
    let Some((name, domain)) = value.split_once('@') else {
        return false;
    };
    let dotted = |part: &str, signs: &[u8]| {
        part.split('.').all(|label| {
            !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || signs.contains(&byte))
        })
    };
    dotted(name, b"!#$%&'*+/=?^_`{|}~-") && dotted(domain, b"-") && domain.contains('.')
}

fn phone(value: &str, grade: RowGrade) -> Option<Remark> {
    if is_phone(value) {
        return None;
    }
    let digits: String =
        value.chars().filter(|letter| !matches!(letter, ' ' | '.' | '-' | '(' | ')' | '\u{A0}')).collect();
    if digits != value && is_phone(&digits) {
        return Some(warning(message::PHONE_SEPARATORS, expectation::PHONE, grade).fix(fix::PHONE, digits, true));
    }
    Some(warning(message::PHONE, expectation::PHONE, grade))
}

/// Ten digits, eleven for a fixed line, from 0; or `+84` in place of the 0.
fn is_phone(value: &str) -> bool {
    let rest = value.strip_prefix("+84").or_else(|| value.strip_prefix('0'));
    rest.is_some_and(|rest| is_digits(rest) && (rest.len() == 9 || (rest.len() == 10 && rest.starts_with('2'))))
}

// Web addresses.

fn url(value: &str, grade: RowGrade) -> Option<Remark> {
    let fault = web_address::host(value).err();
    let message = match fault {
        None if memchr::memchr(b' ', value.as_bytes()).is_some() => {
            let escaped = value.replace(' ', "%20");
            return Some(warning(message::URL_SPACE, expectation::URL, RowGrade::Derived).fix(
                fix::ESCAPE,
                escaped,
                true,
            ));
        }
        None => return None,
        Some(Fault::Scheme) => message::URL_SCHEME,
        Some(Fault::Host) => message::URL_HOST,
    };
    let severity = if grade.allows_error() { Severity::Error } else { Severity::Warning };
    let remark = Remark::new(message).expected(expectation::URL).severity(severity).grade(grade);
    // A host with dots and a path are all that can be taken for an address without its beginning.
    let with_scheme = format!("https://{}", value.trim_start_matches('/'));
    if fault == Some(Fault::Scheme) && is_bare_address(value, &with_scheme) {
        return Some(remark.fix(fix::SCHEME, with_scheme, false));
    }
    Some(remark)
}

/// A host of Vietnam or of the web, then perhaps a path: no path alone, no file, no e-mail address.
fn is_bare_address(value: &str, with_scheme: &str) -> bool {
    let begins_with_host = value.starts_with("//") || !value.starts_with('/');
    let host = web_address::host(with_scheme).unwrap_or_default();
    let known = host.rsplit_once('.').is_some_and(|(_, top)| top == "vn") || host.starts_with("www.");
    begins_with_host && known && !value.contains([' ', '\\', '@'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        record::identifier::{parse_ma_ho_so, unit_root},
        standard::dictionary,
    };

    fn row(form: Form) -> &'static Row {
        let types = dictionary().packets.iter().flat_map(|packet| packet.types.values());
        let mut rows = types.flat_map(|table| &table.fields).chain(&dictionary().envelope.request.fields);
        rows.find(|row| row.form == Some(form)).unwrap()
    }

    fn passes(form: Form, values: &[&str]) {
        for value in values {
            assert_eq!(check(value, form, row(form), row(form).grade), None, "{value}");
        }
    }

    fn fails(form: Form, message: &str, values: &[&str]) {
        for value in values {
            let remark = check(value, form, row(form), row(form).grade).unwrap_or_else(|| panic!("{value} passes"));
            assert_eq!(remark.message.key(), message, "{value}");
            if let Some(fix) = remark.fix.clone() {
                assert_eq!(check(&fix.text, form, row(form), row(form).grade), None, "{value} -> {}", fix.text);
            }
        }
    }

    fn fix(form: Form, value: &str) -> Option<(String, bool)> {
        let fix = check(value, form, row(form), row(form).grade)?.fix.clone()?;
        Some((fix.text, fix.safe))
    }

    #[test]
    fn the_dictionary_s_examples_pass() {
        for packet in &dictionary().packets {
            for row in packet.types.values().flat_map(|table| &table.fields) {
                if let (Some(form), Some(example)) = (row.form, &row.example) {
                    assert_eq!(check(example, form, row, row.grade), None, "{}", row.name);
                }
            }
        }
    }

    #[test]
    fn dossier_codes() {
        passes(
            Form::MaHoSo,
            &["000.00.01.H22-200715-0003", "000.00.04.G18-210601-0012", "H56.14-240305-0007", "H56.14-240305-1234567"],
        );
        fails(Form::MaHoSo, "dossier-long-date", &["G09.20-20260609-0092637"]);
        fails(
            Form::MaHoSo,
            "dossier-shape",
            &[
                "",
                "123",
                "H56-240305-1",
                "H56-240305-12345678",
                "H56-240305-0001-1",
                "H56/240305/0001",
                "H56-2403-0001",
                "H56-24030a-0001",
            ],
        );
        fails(
            Form::MaHoSo,
            "dossier-date",
            &["H56-240230-0001", "H56-241301-0001", "G09-20240230-0001", "G09-00000000-0001"],
        );
        fails(
            Form::MaHoSo,
            "dossier-unit",
            &["h56.14-240305-0007", "56.14-240305-0007", "H56. 14-240305-0007", "-240305-0007"],
        );
        assert_eq!(fix(Form::MaHoSo, "h56.14 – 240305-0007"), Some(("H56.14-240305-0007".to_owned(), false)));
        let code = parse_ma_ho_so("000.00.01.H22-200715-0003").unwrap();
        assert_eq!((code.unit, code.date, code.number), ("000.00.01.H22", 20_200_715, "0003"));
        assert_eq!(parse_ma_ho_so("G09.20-20260609-0092637").unwrap().date, 20_260_609);
    }

    #[test]
    fn agency_codes() {
        passes(Form::MaDonVi, &["000.00.01.H22", "H56", "H56.14", "G09.20", "H56.14.01.A1"]);
        fails(Form::MaDonVi, "agency-characters", &["h56", "H56 14", "H56_14", "Đ56", "H56-14"]);
        fails(Form::MaDonVi, "agency-dots", &["", ".H56", "H56.", "H56..14"]);
        fails(Form::MaDonVi, "agency-level", &["56", "H5", "000.00.01", "00.00.01.H22", "XYZ.12"]);
        fails(Form::MaDonVi, "agency-long", &["H56.0000000000.1111111111.2222222222.3"]);
        assert_eq!(fix(Form::MaDonVi, "h56.14"), Some(("H56.14".to_owned(), true)));
        assert_eq!(fix(Form::MaDonVi, "H56. 14"), Some(("H56.14".to_owned(), false)));
        assert_eq!(
            (unit_root("000.00.01.H22"), unit_root("H56.14"), unit_root("56")),
            (Some("H22"), Some("H56"), None)
        );
    }

    #[test]
    fn codes_of_procedures_fields_parts_and_results() {
        passes(Form::MaTTHC, &["1.003560.000.00.00.H56", "2.002621.H56", "2.000477"]);
        fails(
            Form::MaTTHC,
            "procedure",
            &["TS_lop1", "0.003560", "1.00356", "1.003560.", "1.003560.h56", "thủ tục một"],
        );
        passes(Form::MaLinhVuc, &["G03-GD10", "G15-HT01"]);
        fails(Form::MaLinhVuc, "field-code", &["GD10", "G03-", "G03-GD 10"]);
        passes(Form::MaThanhPhanHoSo, &["000.00.00.G09-KQ002269"]);
        fails(Form::MaThanhPhanHoSo, "part-code", &["KQ002269"]);
        passes(Form::MaGiayToKetQua, &["KQ.G15.000031"]);
        fails(Form::MaGiayToKetQua, "result-code", &["G15.000031", "KQ.000031", "KQ.G15"]);
    }

    #[test]
    fn numbers_of_papers() {
        passes(
            Form::SoDinhDanh,
            &["038091442182", "079170640595", "001326000001", "123456789", "C1234567", "0101234567-001"],
        );
        fails(Form::SoDinhDanh, "citizen", &["000091442182", "097091442182", "001491442182"]);
        let born = |year: u32| format!("0013{:02}000001", year % 100);
        passes(Form::SoDinhDanh, &[&born(LATEST_YEAR)]);
        fails(Form::SoDinhDanh, "citizen", &[&born(LATEST_YEAR + 1)]);
        fails(Form::SoDinhDanh, "paper", &["không có", "038091442182;", "CMND"]);
    }

    #[test]
    fn numbers_of_cards_and_tax_codes() {
        passes(Form::Digits, &["037", "0"]);
        fails(Form::Digits, "digits", &["03a", "-1"]);
        passes(Form::Cccd, &["001090000001", "0010900000012"]);
        fails(Form::Cccd, "digits", &["00109000000a"]);
        fails(Form::Cccd, "card", &["168234567"]);
        fails(Form::Cccd, "citizen", &["097091442182"]);
        passes(Form::Cmnd, &["168234567"]);
        fails(Form::Cmnd, "card", &["16823456"]);
        passes(Form::SoGiayTo, &["168234567", "001090000001"]);
        fails(Form::SoGiayTo, "card", &["1682345678"]);
        passes(Form::MaSoThue, &["0101245486", "0101245486-001", "001090000001"]);
        fails(Form::MaSoThue, "tax-check", &["0101245487", "0101245480-001"]);
        fails(Form::MaSoThue, "tax", &["010124548", "0101245486-01", "MST", "0101245486001"]);
    }

    #[test]
    fn addresses_and_telephones() {
        passes(Form::Email, &["mau@tinh.gov.vn", "a.b+c@d-e.vn"]);
        fails(
            Form::Email,
            "email",
            &[
                "mau",
                "mau@",
                "@tinh.vn",
                "mau@tinh",
                "mau@tinh..vn",
                "mẫu@tinh.vn",
                "a@b@c.vn",
                "a b@c.vn",
                "a@b.vn;c@d.vn",
            ],
        );
        passes(Form::Phone, &["0983960310", "+84983960310", "02438252525", "+842438252525"]);
        fails(Form::Phone, "phone-separators", &["0983 960 310", "0983.960.310", "(024) 3825-2525", "+84 983 960 310"]);
        fails(Form::Phone, "phone", &["983960310", "098396031", "0983960310; 0912345678", "không có", "84983960310"]);
        assert_eq!(fix(Form::Phone, "0983.960.310"), Some(("0983960310".to_owned(), true)));
    }

    #[test]
    fn web_addresses() {
        passes(
            Form::Url,
            &["https://dvc.tinhmau.gov.vn/tep/8112.pdf", "http://10.0.0.1/a", "https://dvc.tinhmau.gov.vn/tệp.pdf"],
        );
        fails(
            Form::Url,
            "url-scheme",
            &["/tep/1.pdf", "tep.pdf", "C:\\tep.pdf", "ftp://a.vn/1", "dvc.tinhmau.gov.vn/tep/8112.pdf"],
        );
        fails(Form::Url, "url-host", &["https://", "https:///tep/1.pdf"]);
        fails(Form::Url, "url-space", &["https://dvc.tinhmau.gov.vn/to khai.pdf"]);
        assert_eq!(
            fix(Form::Url, "dvc.tinhmau.gov.vn/1.pdf"),
            Some(("https://dvc.tinhmau.gov.vn/1.pdf".to_owned(), false))
        );
        assert_eq!(fix(Form::Url, "tep.pdf"), None);
    }

    proptest! {
        #[test]
        fn a_fix_passes(value in "[a-zA-Z0-9. –-]{0,20}|.{0,12}", number in 0usize..15) {
            let forms = [Form::MaHoSo, Form::MaTTHC, Form::MaLinhVuc, Form::MaThanhPhanHoSo, Form::MaGiayToKetQua, Form::MaDonVi, Form::SoDinhDanh, Form::Email, Form::Phone, Form::Url, Form::Digits, Form::Cccd, Form::Cmnd, Form::SoGiayTo, Form::MaSoThue];
            let form = forms[number];
            if let Some((text, _)) = fix(form, &value) {
                prop_assert_eq!(check(&text, form, row(form), row(form).grade).filter(|remark| remark.severity != Some(Severity::Info)), None);
            }
        }
    }
}

//! Values of coded fields: one of the list, written exactly so.
//!
//! A label in place of its code, a padded code and a code in other case are recognised and repaired.

use std::fmt::Write as _;

use crate::{
    letters::fold,
    model::{
        Severity,
        catalogue::bad_code::{expectation, fix, message},
    },
    record::{
        remark::{Argument, Remark},
        space,
    },
    standard::{Code, CodeConflict, CodeList, MoreCodes},
};

/// Lengths of labels that are guessed from something like them.
const GUESSED: std::ops::RangeInclusive<usize> = 6..=80;

/// Looks the value up in its list.
pub(crate) fn check(value: &str, list: &CodeList, list_name: &str) -> Option<Remark> {
    let known = list.codes.iter().find(|code| code.code == value);
    if let Some(conflict) = list.more.as_ref().and_then(|more| more.conflict(value)) {
        return Some(disputed(known.is_some(), conflict, list));
    }
    match known {
        Some(code) => seen_once(code, list),
        None if list.more.as_ref().is_some_and(|more| more.has(value)) => None,
        None => Some(explain(value, list, list_name)),
    }
}

/// A code about which two places of the text disagree.
fn disputed(is_known: bool, conflict: &CodeConflict, list: &CodeList) -> Remark {
    let (message, severity) =
        if is_known { (message::DISPUTED, Severity::Warning) } else { (message::DISPUTED_UNKNOWN, Severity::Error) };
    let remark = Remark::new(message).severity(severity).grade(list.grade);
    with_codes(remark.quoting_in_words("says", conflict.vi.clone(), conflict.en.clone()), list)
}

/// The same for a list of numbers: zeros before one do not count.
pub(crate) fn check_number(value: &str, list: &CodeList, list_name: &str) -> Option<Remark> {
    let bare = |text: &str| text.trim_start_matches('0').to_owned();
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && list.codes.iter().any(|code| bare(&code.code) == bare(value)) {
        return None;
    }
    check(value, list, list_name)
}

/// A code that only one system is known to send.
fn seen_once(code: &Code, list: &CodeList) -> Option<Remark> {
    let grade = code.grade.filter(|grade| grade.one_source())?;
    let remark = with_meaning(Remark::new(message::ONE_SOURCE), code);
    let remark = remark.severity(Severity::Warning).grade(grade);
    Some(with_codes(remark, list))
}

fn explain(value: &str, list: &CodeList, list_name: &str) -> Remark {
    let (message, severity) = match list.grade {
        // A newer ministry interface writes 0, 1 and 2 with other meanings.
        _ if list_name == "LoaiDoiTuong" && value == "0" => (message::OTHER_INTERFACE, Severity::Error),
        _ if list.open => (message::OPEN, Severity::Info),
        grade if grade.allows_error() => (message::UNKNOWN, Severity::Error),
        _ => (message::UNKNOWN, Severity::Warning),
    };
    if let Some(code) = same_code(value, list).or_else(|| labelled(value, list)) {
        // What was meant is known, so it is not merely an unknown code of an open list.
        let severity = if list.open { Severity::Warning } else { severity };
        return repaired(value, code, list, severity);
    }
    let remark = Remark::new(message).severity(severity).grade(list.grade);
    let remark = with_codes(remark, list);
    if let Some(code) = list.more.as_ref().and_then(|more| other_case(value, more)) {
        return remark.saying(message::CASE).quoting("text", code).fix(fix::PLAIN, code, true);
    }
    match resembling(value, list) {
        Some(code) => with_meaning(remark, code).fix(fix::GUESS, code.code.as_str(), false),
        None => remark,
    }
}

fn repaired(value: &str, code: &Code, list: &CodeList, severity: Severity) -> Remark {
    let is_label = fold(value) != fold(&code.code) && !value.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ');
    let message = if is_label { message::LABEL } else { message::SPELLING };
    let remark = Remark::new(message).severity(severity).grade(list.grade);
    with_meaning(with_codes(remark, list), code).quoting("text", code.code.as_str()).fix(
        fix::CODE,
        code.code.as_str(),
        true,
    )
}

/// What the value means, or is meant to mean.
fn with_meaning(remark: Remark, code: &Code) -> Remark {
    remark.quoting_in_words("meaning", code.vi.clone(), code.en.clone())
}

fn with_codes(remark: Remark, list: &CodeList) -> Remark {
    let (mut vi, mut en) = (String::new(), String::new());
    for code in &list.codes {
        let separator = if vi.is_empty() { "" } else { "; " };
        // Writing to a string cannot fail.
        let _ = write!(vi, "{separator}{} = {}", code.code, code.vi);
        let _ = write!(en, "{separator}{} = {}", code.code, code.en);
    }
    if let Some(more) = list.more.as_ref().filter(|more| !more.codes.is_empty()) {
        let _ = write!(vi, "; {}", more.vi);
        let _ = write!(en, "; {}", more.en);
    }
    remark.expected(expectation::CODES).with("codes", Argument::Both(vi, en))
}

/// One of the codes whose meanings are not told, in other case or with space around it.
fn other_case<'a>(value: &str, more: &'a MoreCodes) -> Option<&'a str> {
    more.codes.split(' ').find(|code| !code.is_empty() && code.eq_ignore_ascii_case(space::trim(value)))
}

/// The same code with more or fewer zeros before it, with space around it, in other case.
fn same_code<'a>(value: &str, list: &'a CodeList) -> Option<&'a Code> {
    let close = space::trim(value);
    let number = bare_number(close).filter(|_| !close.is_empty());
    let same =
        |code: &&Code| code.code.eq_ignore_ascii_case(close) || number.is_some() && bare_number(&code.code) == number;
    list.codes.iter().find(same)
}

/// A number without the zeros before it.
fn bare_number(code: &str) -> Option<&str> {
    let number = code.trim_start_matches('0');
    let number = if number.is_empty() { "0" } else { number };
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some(number)
}

/// The code whose label this is, in either language, with or without diacritics, with or without the code before it.
fn labelled<'a>(value: &str, list: &'a CodeList) -> Option<&'a Code> {
    let folded = fold(value);
    let is_label = |code: &&Code| {
        let bare = folded.strip_prefix(fold(&code.code).as_str());
        [&code.vi, &code.en].into_iter().any(|label| {
            let whole = fold(label);
            let short = fold(label.split_once(" (").map_or(label, |(short, _)| short));
            !short.is_empty() && (folded == whole || folded == short || bare == Some(whole.as_str()))
        })
    };
    let mut labelled = list.codes.iter().filter(is_label);
    let first = labelled.next()?;
    // A label that two codes share tells neither.
    labelled.next().is_none().then_some(first)
}

/// The one code whose Vietnamese label is nearest, at most two edits away.
fn resembling<'a>(value: &str, list: &'a CodeList) -> Option<&'a Code> {
    let folded = fold(value);
    if !GUESSED.contains(&folded.len()) {
        return None;
    }
    let distance = |code: &Code| strsim::osa_distance(&fold(&code.vi), &folded);
    let nearest = list.codes.iter().map(distance).min().filter(|nearest| *nearest <= 2)?;
    let mut near = list.codes.iter().filter(|code| distance(code) == nearest);
    let first = near.next()?;
    near.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::dictionary;

    fn list(name: &str) -> &'static CodeList {
        dictionary().codes.get(name).unwrap()
    }

    fn remark(value: &str, name: &str) -> Remark {
        check(value, list(name), name).unwrap_or_else(|| panic!("{value} passes"))
    }

    #[test]
    fn every_listed_code_passes_or_is_a_warning() {
        for (name, list) in &dictionary().codes {
            for code in &list.codes {
                let severity = check(&code.code, list, name).map(|remark| remark.severity);
                assert!(matches!(severity, None | Some(Some(Severity::Warning))), "{name} {}", code.code);
            }
        }
        assert_eq!(remark("3", "LoaiDoiTuong").message.key(), "one-source");
        assert_eq!(check("3", list("NoiNopHoSo"), "NoiNopHoSo").unwrap().severity, Some(Severity::Warning));
    }

    #[test]
    fn every_label_is_repaired() {
        for (name, list) in &dictionary().codes {
            for code in &list.codes {
                for label in [
                    code.vi.clone(),
                    code.vi.to_uppercase(),
                    fold(&code.vi),
                    code.en.clone(),
                    format!("{} - {}", code.code, code.vi),
                ] {
                    let Some(remark) = check(&label, list, name) else {
                        continue;
                    };
                    let fix = remark.fix.clone().unwrap_or_else(|| panic!("{name} {label}"));
                    assert_eq!(fix.text, code.code, "{name} {label}");
                    assert!(fix.safe);
                }
            }
        }
    }

    #[test]
    fn padded_and_recased_codes_are_repaired() {
        let cases = [
            ("04", "4", "TrangThaiHoSo"),
            ("010", "10", "TrangThaiHoSo"),
            (" 4", "4", "TrangThaiHoSo"),
            ("00", "0", "KhongCo"),
            ("true", "True", "TrueFalse"),
            ("FALSE", "False", "TrueFalse"),
        ];
        for (value, code, name) in cases {
            let remark = remark(value, name);
            assert_eq!(remark.message.key(), "spelling", "{value}");
            let fix = remark.fix.clone().unwrap();
            assert_eq!((fix.text.as_str(), fix.safe), (code, true), "{value}");
        }
        assert_eq!(remark("Đang xử lý", "TrangThaiHoSo").message.key(), "label");
        assert_eq!(remark("CCCD", "LoaiDinhDanh").fix.clone().unwrap().text, "1");
    }

    #[test]
    fn near_labels_are_guessed_with_care() {
        let fix = remark("Đang xử lí hs", "TrangThaiHoSo").fix.clone();
        assert_eq!(fix, None);
        let fix = remark("Đang xử lí", "TrangThaiHoSo").fix.clone().unwrap();
        assert_eq!((fix.text.as_str(), fix.safe), ("4", false));
    }

    #[test]
    fn unknown_codes_have_no_fix() {
        for (value, name, message, severity) in [
            ("11", "TrangThaiHoSo", "unknown", Severity::Error),
            ("0", "LoaiDoiTuong", "other-interface", Severity::Error),
            ("3", "HinhThucThu", "unknown", Severity::Warning),
            ("5", "LoaiDinhDanh", "open", Severity::Info),
            ("-1", "TrangThaiHoSo", "unknown", Severity::Error),
            ("1 0", "TrangThaiHoSo", "unknown", Severity::Error),
            ("1/0", "TrangThaiHoSo", "unknown", Severity::Error),
        ] {
            let remark = remark(value, name);
            assert_eq!(
                (remark.message.key(), remark.severity, remark.fix.clone()),
                (message, Some(severity), None),
                "{value}"
            );
        }
    }
}

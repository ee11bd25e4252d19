//! The fixed words of the written reports, in both languages, and the cleaning every text gets before people see it.
//! What is wrong and what to do stand in the findings; here are only the labels around them.

use crate::letters::{disguise::is_invisible, lower};
use crate::model::{Finding, Language, Severity, Verdict};

/// The labels in one language.
#[cfg_attr(not(feature = "command"), expect(dead_code, reason = "some stand in the form for terminals alone"))]
pub(crate) struct Words {
    pub(crate) tag: &'static str,
    pub(crate) file: &'static str,
    pub(crate) severity: &'static str,
    pub(crate) rule: &'static str,
    pub(crate) record: &'static str,
    pub(crate) key: &'static str,
    pub(crate) field: &'static str,
    pub(crate) path: &'static str,
    pub(crate) line: &'static str,
    pub(crate) column: &'static str,
    pub(crate) message: &'static str,
    pub(crate) found: &'static str,
    pub(crate) expected: &'static str,
    pub(crate) help: &'static str,
    pub(crate) developer: &'static str,
    pub(crate) citation: &'static str,
    pub(crate) grade: &'static str,
    pub(crate) place: &'static str,
    pub(crate) related: &'static str,
    pub(crate) fix: &'static str,
    pub(crate) safe: &'static str,
    pub(crate) not_checked: &'static str,
    pub(crate) truncated: &'static str,
    pub(crate) title: &'static str,
    pub(crate) size: &'static str,
    pub(crate) packet: &'static str,
    pub(crate) profile: &'static str,
    pub(crate) recognised: &'static str,
    pub(crate) ruleset: &'static str,
    pub(crate) engine: &'static str,
    pub(crate) unknown: &'static str,
    pub(crate) places: [&'static str; 2],
    pub(crate) date: &'static str,
    pub(crate) signature: &'static str,
    pub(crate) signature_hint: &'static str,
    /// Between groups of three digits.
    pub(crate) thousands: char,
}

static VI: Words = Words {
    tag: "vi",
    file: "Tệp",
    severity: "Mức độ",
    rule: "Quy tắc",
    record: "Bản ghi",
    key: "Mã bản ghi",
    field: "Trường",
    path: "Đường dẫn",
    line: "Dòng",
    column: "Cột",
    message: "Nội dung",
    found: "Tìm thấy",
    expected: "Cần có",
    help: "Việc cần làm",
    developer: "Cho đơn vị phần mềm",
    citation: "Căn cứ",
    grade: "Độ tin cậy",
    place: "Vị trí",
    related: "Xem thêm",
    fix: "Cách sửa",
    safe: "an toàn",
    not_checked: "Không kiểm tra được",
    truncated: "Danh sách đã được cắt bớt: có quy tắc gặp nhiều lỗi hơn số được liệt kê.",
    title: "Kết quả kiểm tra gói tin",
    size: "Kích thước",
    packet: "Gói tin",
    profile: "Bộ quy định áp dụng",
    recognised: "Cách nhận biết",
    ruleset: "Bộ quy tắc ngày",
    engine: "Chương trình",
    unknown: "chưa rõ",
    places: ["chỗ", "chỗ"],
    date: "Ngày …… tháng …… năm ………",
    signature: "Người kiểm tra",
    signature_hint: "(ký, ghi rõ họ tên)",
    thousands: '.',
};

static EN: Words = Words {
    tag: "en",
    file: "File",
    severity: "Severity",
    rule: "Rule",
    record: "Record",
    key: "Record code",
    field: "Field",
    path: "Path",
    line: "Line",
    column: "Column",
    message: "Message",
    found: "Found",
    expected: "Expected",
    help: "What to do",
    developer: "For the software's developer",
    citation: "Ground",
    grade: "Reliability",
    place: "Place",
    related: "See also",
    fix: "Repair",
    safe: "safe",
    not_checked: "Not checkable",
    truncated: "The list is cut: some rule has more findings than are listed.",
    title: "Packet check",
    size: "Size",
    packet: "Packet",
    profile: "Profile",
    recognised: "Recognised by",
    ruleset: "Rule set of",
    engine: "Program",
    unknown: "unknown",
    places: ["place", "places"],
    date: "Date ……………………………",
    signature: "Checked by",
    signature_hint: "(signature, full name)",
    thousands: ',',
};

/// The labels of a language.
pub(crate) fn words(language: Language) -> &'static Words {
    match language {
        Language::Vi => &VI,
        Language::En => &EN,
    }
}

/// A severity in words.
pub(crate) const fn severity(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Error, Language::Vi) => "lỗi",
        (Severity::Warning, Language::Vi) => "cảnh báo",
        (Severity::Info, Language::Vi) => "lưu ý",
        (Severity::Error, Language::En) => "error",
        (Severity::Warning, Language::En) => "warning",
        (Severity::Info, Language::En) => "note",
    }
}

/// A verdict in words.
pub(crate) const fn verdict(verdict: Verdict, language: Language) -> &'static str {
    match (verdict, language) {
        (Verdict::Conforms, Language::Vi) => "Đạt",
        (Verdict::DoesNotConform, Language::Vi) => "Không đạt",
        (Verdict::NotChecked, Language::Vi) => "Chưa kiểm tra được",
        (Verdict::Conforms, Language::En) => "Conforms",
        (Verdict::DoesNotConform, Language::En) => "Does not conform",
        (Verdict::NotChecked, Language::En) => "Not checked",
    }
}

/// What a finding rests on, with the grade of each place in words: `QCVN 120:2019/BTTTT, Bảng 2 (Theo văn bản)`.
pub(crate) fn grounds(finding: &Finding, language: Language) -> String {
    let mut text = String::new();
    for citation in &finding.citations {
        if !text.is_empty() {
            text.push_str("; ");
        }
        text.push_str(&citation.title);
        if !citation.place.is_empty() {
            text.push_str(", ");
            text.push_str(&citation.place);
        }
        text.push_str(" (");
        text.push_str(citation.grade.words(false, language));
        text.push(')');
    }
    text
}

/// The record of a finding as people count, with its code: `bản ghi 1 (000.00.01.H22-200715-0003)`.
pub(crate) fn record(finding: &Finding, language: Language) -> Option<String> {
    let number = finding.record?;
    let mut text = format!("{} {}", lower(words(language).record), number + 1);
    if let Some(key) = &finding.key {
        text.push_str(" (");
        text.push_str(key);
        text.push(')');
    }
    Some(text)
}

/// Joins what is there with a middle dot.
pub(crate) fn joined(parts: &[&str]) -> String {
    let there: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    there.join(" · ")
}

/// What stands for a character that would move the cursor, turn the writing direction or not be seen at all.
pub(crate) const fn visible(character: char) -> char {
    match character {
        '\0'..='\x1f' => match char::from_u32(0x2400 + character as u32) {
            Some(picture) => picture,
            None => '\u{fffd}',
        },
        '\x7f' => '\u{2421}',
        // C1 controls, breaks of lines, and marks that reorder or hide text: a line must not read as another one.
        '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => '\u{fffd}',
        hidden if is_invisible(hidden) => '\u{fffd}',
        other => other,
    }
}

/// The text with [`visible`] characters only.
#[cfg(feature = "command")]
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(visible).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_become_pictures() {
        assert_eq!(printable("a\x1b[31m\n\u{202e}ệ"), "a␛[31m␊\u{fffd}ệ");
    }

    #[test]
    fn grounds_name_the_grade() {
        let report = crate::write::samples::two_findings();
        assert_eq!(
            grounds(&report.findings[0], Language::Vi),
            "QCVN 120:2019/BTTTT, Bảng 2 (gói tin 1.1 DongBoHoSoMC) (Theo văn bản)"
        );
    }
}

//! Hiding personal data in a report that will be shared: values, messages and repairs of personal fields.
//!
//! Which fields are personal stands here, in one place. Beyond the fields, numbers that look like a person's are hidden
//! wherever they occur, because a message may quote a neighbouring field. Masking twice changes nothing.

use memchr::memmem;

use crate::model::{
    Finding, Fix, Localized, Report, VerdictReason,
    catalogue::{Quotes, RuleId},
};

/// What says that there is no value gives nothing away.
const NO_VALUE: &str = "null";

/// Fields that open a door: their values are hidden in every report, also in those that are not shared.
const SECRETS: [&str; 6] = ["session", "apikey", "token", "password", "matkhau", "secret"];

/// Names of personal fields and of fields with free text about people, and containers all of whose fields are personal;
/// in lower case, compared whole.
const PERSONAL: [&str; 61] = [
    // People
    "chuhoso",
    "nguoixuly",
    "nguoiyeucaubosung",
    "nguoitiepnhanbosung",
    "nguoitraloi",
    "ho",
    "chudem",
    "ten",
    "madoituong",
    "mstorcmnd",
    "masothue",
    "mabhxh",
    "macanbo",
    "fax",
    "gioitinh",
    "dantoc",
    "madantoc",
    "tongiao",
    "matongiao",
    "nhommau",
    "quoctich",
    "tinhtranghonnhan",
    "loaitrangthai",
    "thoigianchetmattich",
    "tengoikhac",
    "ngaythangnam",
    "sosohokhau",
    // Containers
    "congdan",
    "cha",
    "me",
    "vochong",
    "nguoidaidien",
    "chuho",
    "thongtinchuho",
    "quequan",
    "thuongtru",
    "noidangkykhaisinh",
    "noiohiennay",
    "noiohientai",
    "chitiet",
    // Free text
    "trichyeuhoso",
    "ghichu",
    "thongtinkhac",
    "thongtintra",
    "thongtintiepnhan",
    "noidung",
    "noidungxuly",
    "noidungbosung",
    "noidungtraloi",
    "danhsachnoidungykien",
    "message",
    "tengiayto",
    // Files: names and addresses often carry a name or an access key
    "tentepdinhkem",
    "duongdantaiteptin",
    "duongdanteptinketqua",
    "teptinphananh",
    "tepdinhkemid",
    "giaytoid",
    "sobiennhan",
    "url",
    "tentep",
];

/// Parts of names: whatever field holds one of them is personal, also when the dictionary does not know it.
const PERSONAL_PARTS: [&str; 17] = [
    "hoten",
    "hovaten",
    "fullname",
    "cccd",
    "cmnd",
    "cancuoc",
    "sodinhdanh",
    "sogiayto",
    "dienthoai",
    "phone",
    "email",
    "thudientu",
    "diachi",
    "address",
    "ngaysinh",
    "namsinh",
    "thangnamsinh",
];

/// Is this a field of personal data, by its name?
#[must_use]
pub fn is_personal(field: &str) -> bool {
    let name = field.to_ascii_lowercase();
    is_secret(field) || PERSONAL.contains(&name.as_str()) || PERSONAL_PARTS.iter().any(|part| name.contains(part))
}

/// Is this a field whose value never leaves the checker?
#[must_use]
pub fn is_secret(field: &str) -> bool {
    let name = field.to_ascii_lowercase().replace(['_', '-'], "");
    SECRETS.iter().any(|secret| name.contains(secret))
}

/// Hides personal data, for a report that will be shared. Paths, codes of records and counts stay.
pub fn mask(report: &mut Report) {
    let values: Vec<Vec<String>> = report.findings.iter().map(hidden_values).collect();
    // Of records whose fields no public text tells, any may be about a person.
    let are_unknown = report.reason == Some(VerdictReason::NoPublicText);
    for (index, finding) in report.findings.iter_mut().enumerate() {
        let before = (finding.found.clone(), finding.key.clone());
        if are_unknown {
            hide_unknown(finding);
        }
        hide_finding(finding);
        for neighbour in neighbours(&values, index) {
            for value in neighbour {
                replace_everywhere(finding, value);
            }
        }
        each_text(finding, hide_numbers);
        if before != (finding.found.clone(), finding.key.clone()) {
            finding.fingerprint = print_of_place(finding);
        }
    }
    let recognised = report.recognised.iter_mut().chain(report.sources.iter_mut().map(|source| &mut source.recognised));
    for text in recognised.map(|recognised| &mut recognised.text).chain([&mut report.summary]) {
        each_language(text, hide_numbers);
    }
}

/// Hides the value of a field that nothing is known of.
fn hide_unknown(finding: &mut Finding) {
    if let Some(value) = finding.found.take() {
        let shown = hidden(&value);
        each_text(finding, |text| replace_value(text, &value, &shown));
        (finding.found, finding.expected, finding.fix) = (Some(shown), None, None);
    }
}

/// Hides only the values that open a door, such as the session. Belongs on every report.
pub fn hide_secrets(report: &mut Report) {
    for finding in &mut report.findings {
        if names(finding).any(is_secret) {
            let values = hidden_values(finding);
            hide_finding(finding);
            for value in &values {
                replace_everywhere(finding, value);
            }
            finding.fingerprint = print_of_place(finding);
        }
    }
}

/// A fingerprint made of the rule and the path alone: from one that is made of the value too, a short value such as a
/// phone number could be found by trying them all.
fn print_of_place(finding: &Finding) -> String {
    let bytes = finding.rule.bytes().chain([0]).chain(finding.path.bytes());
    // FNV-1a, 64 bits.
    let print = bytes
        .fold(0xcbf2_9ce4_8422_2325_u64, |print, byte| (print ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{print:016x}")
}

/// The values of the findings around one: a message may quote a field that the finding before or after it is about.
fn neighbours(values: &[Vec<String>], index: usize) -> &[Vec<String>] {
    const REACH: usize = 16;
    let from = index.saturating_sub(REACH);
    let to = (index + REACH + 1).min(values.len());
    values.get(from..to).unwrap_or_default()
}

/// The names a finding's place is made of: the segments of its path and the field.
fn names(finding: &Finding) -> impl Iterator<Item = &str> {
    finding
        .path
        .split('/')
        .map(|segment| {
            let name = segment.split('[').next().unwrap_or_default();
            let local = name.rsplit(':').next().unwrap_or_default();
            local.trim_start_matches('@')
        })
        .chain(finding.field.as_deref())
}

fn is_personal_finding(finding: &Finding) -> bool {
    names(finding).any(is_personal)
}

/// What the texts of a finding quote; of a rule that is not known, whatever they can.
fn quotes(finding: &Finding) -> Quotes {
    finding.rule.parse::<RuleId>().map_or(Quotes::Source, |rule| rule.rule().quotes)
}

fn quotes_source(finding: &Finding) -> bool {
    quotes(finding) == Quotes::Source
}

/// The texts that must not be seen: the value, and what a repair would make of it.
fn hidden_values(finding: &Finding) -> Vec<String> {
    let is_field_name = |value: &str| names(finding).any(|name| name == value);
    let mut values = Vec::new();
    if !is_personal_finding(finding) && !quotes_source(finding) {
        return values;
    }
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
    let texts = finding.found.iter().chain(edits.map(|edit| &edit.text));
    for text in texts {
        let text = text.trim_matches(['"', '\'', '“', '”']);
        let worth_hiding = text != NO_VALUE && text.chars().any(char::is_alphanumeric);
        if worth_hiding && !is_field_name(text) && !values.iter().any(|value| value == text) {
            values.push(text.to_owned());
        }
    }
    values.sort_by_key(|value| std::cmp::Reverse(value.len()));
    values
}

fn hide_finding(finding: &mut Finding) {
    let personal = is_personal_finding(finding);
    if !personal && !quotes_source(finding) {
        return;
    }
    let secret = names(finding).any(is_secret);
    let is_field_name = names(finding).any(|name| Some(name) == finding.found.as_deref());
    if !is_field_name && finding.found.as_deref() != Some(NO_VALUE) {
        let hide = if secret { hidden_whole } else { hidden };
        finding.found = finding.found.as_deref().map(hide);
    }
    if personal && quotes(finding) == Quotes::ValueRewritten {
        finding.expected = None;
    }
    // Punctuation that repairs the syntax tells nothing; anything longer may be the value itself.
    let tells = |fix: &Fix| {
        let mut edits = fix.edits.iter();
        edits.any(|edit| edit.text.chars().any(char::is_alphanumeric))
    };
    if finding.fix.as_ref().is_some_and(tells) {
        finding.fix = None;
    }
}

fn replace_everywhere(finding: &mut Finding, value: &str) {
    let replacement = if names(finding).any(is_secret) { hidden_whole(value) } else { hidden(value) };
    each_text(finding, |text| replace_value(text, value, &replacement));
}

/// Every text of a finding that may quote a value.
fn each_text(finding: &mut Finding, change: impl Fn(&str) -> Option<String>) {
    each_language(&mut finding.message, &change);
    for text in finding.expected.iter_mut().chain([&mut finding.help.staff, &mut finding.help.developer]) {
        each_language(text, &change);
    }
    for related in &mut finding.related {
        each_language(&mut related.message, &change);
    }
    if let Some(fix) = &mut finding.fix {
        each_language(&mut fix.title, &change);
    }
    for text in [&mut finding.found, &mut finding.key].into_iter().flatten() {
        if let Some(changed) = change(text) {
            *text = changed;
        }
    }
}

fn each_language(text: &mut Localized, change: impl Fn(&str) -> Option<String>) {
    for text in [&mut text.vi, &mut text.en].into_iter().flatten() {
        if let Some(changed) = change(text) {
            *text = changed;
        }
    }
}

/// The value as it is shown: its first and last character and dots between them, at most twelve. Long numbers are a
/// person's and are hidden whole; of an address in the web its host stays.
fn hidden(value: &str) -> String {
    if let Some((scheme, rest)) = value.split_once("://") {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = host.rsplit('@').next().unwrap_or_default();
        return format!("{scheme}://{host}/•••");
    }
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let count = value.trim().chars().count();
    let inside = value.trim();
    let mut ends = (inside.chars().next(), inside.chars().next_back());
    if count <= 3 || digits >= 9 {
        ends = (None, None);
    }
    let dots = count - ends.0.iter().count() - ends.1.iter().count();
    let mut text: String = ends.0.into_iter().collect();
    text.extend(std::iter::repeat_n('•', dots.min(12)));
    text.extend(ends.1);
    // Spaces around a value are often what is wrong with it.
    let (before, after) = value.split_once(inside).unwrap_or_default();
    [before, &text, after].concat()
}

/// Of a key not even its length is shown.
fn hidden_whole(_value: &str) -> String {
    "•••".to_owned()
}

/// The text with the value, or with as much of its beginning as the text quotes, replaced.
fn replace_value(text: &str, value: &str, replacement: &str) -> Option<String> {
    const ENOUGH: usize = 8;
    let count = value.chars().count();
    let needle_end = value.char_indices().nth(ENOUGH).map_or(value.len(), |(at, _)| at);
    let needle = value.get(..needle_end).filter(|needle| !needle.is_empty())?;
    let (mut out, mut rest, mut changed) = (String::new(), text, false);
    while let Some(at) = rest.find(needle) {
        let (before, from) = rest.split_at(at);
        let quoted = common_prefix(from, value);
        let after = from.get(quoted..).unwrap_or_default();
        out.push_str(before);
        // A value of one or two characters occurs inside ordinary words: only where it stands alone.
        if count > 2 || stands_alone(before, after) {
            out.push_str(replacement);
            changed = true;
        } else {
            out.push_str(from.get(..quoted).unwrap_or_default());
        }
        rest = after;
    }
    out.push_str(rest);
    changed.then_some(out)
}

fn common_prefix(one: &str, other: &str) -> usize {
    let pairs = one.chars().zip(other.chars());
    pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

fn stands_alone(before: &str, after: &str) -> bool {
    let open = before.chars().next_back();
    let close = after.chars().next();
    !open.is_some_and(char::is_alphanumeric) && !close.is_some_and(char::is_alphanumeric)
}

/// The text without what looks like a person's number or mail address.
fn hide_numbers(text: &str) -> Option<String> {
    let is_part =
        |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_' | '@' | '+');
    let (mut out, mut rest, mut changed) = (String::new(), text, false);
    while let Some(at) = rest.find(is_part) {
        let (before, from) = rest.split_at(at);
        let end = from.find(|character| !is_part(character));
        let (word, after) = from.split_at(end.unwrap_or(from.len()));
        out.push_str(before);
        let core = word.trim_matches(['.', '-', '_']);
        if looks_personal(core) {
            let (open, close) = word.split_once(core).unwrap_or_default();
            out.push_str(open);
            out.push_str(&hidden(core));
            out.push_str(close);
            changed = true;
        } else {
            out.push_str(word);
        }
        rest = after;
    }
    out.push_str(rest);
    changed.then_some(out)
}

/// A citizen's number (12 digits beginning with 0), an identity card's (9), a phone's (10 beginning with 0, or +84) or a
/// mail address. Dates and codes of dossiers are none of these.
fn looks_personal(word: &str) -> bool {
    let digits = word.strip_prefix('+').unwrap_or(word);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return match digits.len() {
            9 => true,
            10 | 12 => digits.starts_with('0'),
            11 => digits.starts_with("84"),
            _ => false,
        };
    }
    word.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
}

/// Where values that open a door stand in a source, as byte ranges: what no excerpt may show.
pub(crate) fn secret_spans(bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    for name in
        ["ession", "ESSION", "piKey", "pikey", "pi_key", "PI_KEY", "pi-key", "PI-KEY", "oken", "assword", "atKhau"]
    {
        let mut after = 0;
        while let Some(at) = memmem::find(bytes.get(after..).unwrap_or_default(), name.as_bytes()) {
            after += at + name.len();
            let rest = bytes.get(after..).unwrap_or_default();
            if let Some(length) = marks_after_name(rest) {
                let start = after + length;
                let value = bytes.get(start..).unwrap_or_default();
                let end = value.iter().position(|byte| matches!(byte, b'"' | b'\'' | b'<' | b'\r' | b'\n'));
                spans.push((start, start + end.unwrap_or(value.len())));
            }
        }
    }
    spans
}

/// The length of what stands between a name and its value, if it is a name with a value.
fn marks_after_name(rest: &[u8]) -> Option<usize> {
    let is_mark = |byte: &u8| matches!(byte, b'"' | b'\'' | b'\\' | b':' | b'=' | b'>') || byte.is_ascii_whitespace();
    let length = rest.iter().position(|byte| !is_mark(byte))?;
    let marks = rest.get(..length)?;
    let gives_value = marks.iter().any(|byte| matches!(byte, b':' | b'=' | b'>'));
    gives_value.then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{json, samples};

    fn masked(mut report: Report) -> Report {
        mask(&mut report);
        report
    }

    #[test]
    fn a_personal_field_is_hidden_and_its_neighbour_stays() {
        let mut report = samples::two_findings();
        report.findings[1].related[0].message = samples::both("xem số 0983 960 31x ở trên", "see 0983 960 31x above");
        let report = masked(report);
        let phone = &report.findings[0];
        assert_eq!(phone.found.as_deref(), Some("••••••••••••"));
        assert_eq!(phone.message.vi.as_deref(), Some("“••••••••••••” không phải số điện thoại"));
        assert_eq!(phone.fix, None);
        assert_eq!(phone.path, "/data/0/SoDienThoai");
        assert_ne!(phone.fingerprint, samples::bad_phone().fingerprint);
        let date = &report.findings[1];
        assert_eq!(date.found.as_deref(), Some("13/03/2020"));
        assert!(date.fix.is_some());
        assert_eq!(date.fingerprint, samples::bad_date().fingerprint);
        assert_eq!(date.key.as_deref(), Some("000.00.12.H99-200313-0001"));
        assert!(!json::compact(&report).contains("0983"));
    }

    #[test]
    fn of_unknown_records_every_value_is_hidden() {
        let packet = r#"{"madonvi": "H99", "service": "DanhSachPAKNChoXuLy", "data": [
            {"NguoiGui": "Nguyễn\u0007 Minh Dũng", "NgayGui": "30/02/2024"}]}"#;
        let report = masked(crate::check(packet.as_bytes(), &crate::Options::default()));
        assert_eq!(report.counts.error, 2);
        let text = json::compact(&report);
        assert!(!text.contains("Minh") && !text.contains("30/02"), "{text}");
    }

    #[test]
    fn names_keep_their_ends_only() {
        assert_eq!(hidden("Nguyễn Minh Dũng"), "N••••••••••••g");
        assert_eq!(hidden(" Lan "), " ••• ");
        assert_eq!(hidden("079123456789"), "••••••••••••");
        assert_eq!(hidden("https://u:p@kho.example.vn/tep?key=1"), "https://kho.example.vn/•••");
    }

    #[test]
    fn numbers_are_hidden_in_any_field() {
        let shown = |text: &str| hide_numbers(text).unwrap_or_else(|| text.to_owned());
        assert_eq!(shown("số 079123456789."), "số ••••••••••••.");
        assert_eq!(shown("a.b@example.vn"), "a••••••••••••n");
        for harmless in [
            "000.00.01.H22-200715-0003",
            "20240305000000",
            "202403050000",
            "1.003560.000.00.00.H56",
            "13/03/2020",
            "QCVN 120:2019/BTTTT",
        ] {
            assert_eq!(shown(harmless), harmless);
        }
    }

    #[test]
    fn quoted_source_text_is_hidden() {
        let mut report = samples::two_findings();
        let finding = &mut report.findings[1];
        finding.rule = "syntax".to_owned();
        finding.path = "/data/0".to_owned();
        finding.field = None;
        finding.found = Some("'Nguyễn Minh Dũng' ấp 3".to_owned());
        finding.message = samples::both("thấy “Nguyễn Minh…”", "saw “Nguyễn Minh…”");
        let text = json::compact(&masked(report));
        assert!(!text.contains("Nguyễn"), "{text}");
    }

    #[test]
    fn a_converted_name_is_hidden_too() {
        let mut report = samples::two_findings();
        let finding = &mut report.findings[1];
        finding.rule = "non-unicode-text".to_owned();
        finding.path = "/data/0/ChuHoSo".to_owned();
        finding.field = Some("ChuHoSo".to_owned());
        finding.found = Some("NguyÔn".to_owned());
        finding.message = samples::both("có lẽ là Nguyễn", "perhaps Nguyễn");
        finding.fix.as_mut().unwrap().edits[0].text = "Nguyễn".to_owned();
        let text = json::compact(&masked(report));
        assert!(!text.contains("Nguyễn") && !text.contains("NguyÔn"), "{text}");
    }

    #[test]
    fn xml_paths_and_free_text_count() {
        let mut finding = samples::bad_date();
        finding.path = "/CongdanCollection/CongDan[1]/HoVaTen[1]/Ho".to_owned();
        assert!(is_personal_finding(&finding));
        finding.path = "/DongBoHoSoMC/data/item[1]/TrichYeuHoSo".to_owned();
        assert!(is_personal_finding(&finding));
        assert!(!is_personal_finding(&samples::bad_date()));
    }

    #[test]
    fn short_values_leave_words_alone() {
        let shown = |text| replace_value(text, "1", "•").unwrap_or_default();
        assert_eq!(shown("“1” không có trong 12 mã"), "“•” không có trong 12 mã");
    }

    #[test]
    fn the_session_is_hidden_in_every_report() {
        let mut report = samples::two_findings();
        let finding = &mut report.findings[0];
        finding.path = "/session".to_owned();
        finding.field = Some("session".to_owned());
        finding.found = Some("PHIEN-MAU-0001".to_owned());
        finding.message = samples::both("“PHIEN-MAU-0001” có dấu cách", "“PHIEN-MAU-0001”");
        hide_secrets(&mut report);
        let text = json::compact(&report);
        assert!(!text.contains("PHIEN"), "{text}");
        assert!(text.contains("“•••” có dấu cách"));
    }

    #[test]
    fn what_is_no_value_is_not_hidden() {
        let packet = r#"{"service": "DongBoHoSoMC", "session": null, "data": [{"MaHoSo": "x", "ChuHoSo": null}]}"#;
        let options = crate::Options::builder().only(["null-value"]).mask(true).build().unwrap();
        let report = crate::check(packet.as_bytes(), &options);
        assert_eq!(report.findings.len(), 2);
        for finding in &report.findings {
            assert_eq!(finding.found.as_deref(), Some("null"));
            assert!(finding.message.vi.as_deref().unwrap_or_default().contains(" ghi null"), "{:?}", finding.message);
        }
    }

    #[test]
    fn secrets_are_found_in_sources() {
        for source in [
            r#"{"session": "S3CRET","service":1}"#,
            r#"{"message":"{\"session\":\"S3CRET\",\"a\":1}"}"#,
            "<p:session>S3CRET</p:session>",
            "{'Session' = 'S3CRET'}",
        ] {
            let spans = secret_spans(source.as_bytes());
            let (start, end) = spans[0];
            assert!(source[start..end].starts_with("S3CRET"), "{source}");
        }
        assert!(secret_spans(b"a session about something").is_empty());
    }

    #[test]
    fn masking_twice_changes_nothing() {
        for report in samples::all() {
            let once = masked(report);
            assert_eq!(masked(once.clone()), once);
        }
    }
}

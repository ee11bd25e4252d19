//! The findings as CSV for spreadsheets: UTF-8 with a byte order mark (Excel needs it), RFC 4180 quoting, CRLF, and
//! cells that a spreadsheet would take for a formula made harmless.

use std::{borrow::Cow, collections::HashSet};

use super::document::{Document, whole};
use super::words::{self, words};
use crate::letters::disguise::is_invisible;
use crate::model::{Finding, Language, Report, Source, Verdict, verdict::of_source};

/// One table of all the reports' findings, the file as first column.
///
/// A file without findings and a file that was not checked get a row with the verdict's sentence, so that no file
/// is silently absent.
#[must_use]
pub fn csv(reports: &[Report], language: Language) -> String {
    whole(&mut Csv::new(language), reports)
}

/// The table as it is written.
pub(crate) struct Csv {
    language: Language,
}

impl Csv {
    pub(crate) const fn new(language: Language) -> Self {
        Self { language }
    }
}

impl Document for Csv {
    fn begin(&mut self, out: &mut String) {
        out.push('\u{feff}');
        header(self.language, &mut |cells| row(out, cells));
    }

    fn report(&mut self, report: &Report, out: &mut String) {
        rows_of(report, self.language, &mut |cells| row(out, cells));
    }

    fn end(&mut self, _out: &mut String) {}
}

/// A row of the table, whatever it is written as.
pub(super) type Cells<'c> = [&'c str; 15];

/// Gives the names of the columns.
pub(super) fn header(language: Language, give: &mut dyn FnMut(&Cells)) {
    let words = words(language);
    give(&[
        words.file,
        words.severity,
        words.rule,
        words.record,
        words.key,
        words.field,
        words.path,
        words.line,
        words.column,
        words.message,
        words.found,
        words.expected,
        words.help,
        words.citation,
        words.grade,
    ]);
}

/// Gives the rows of a report.
pub(super) fn rows_of(report: &Report, language: Language, give: &mut dyn FnMut(&Cells)) {
    for (source, summary) in answers(report, language) {
        verdict_row(source, &summary, language, give);
    }
    for finding in &report.findings {
        finding_row(report, finding, language, give);
    }
}

/// The sources that have no finding to stand for them, or no answer, each with a sentence.
fn answers(report: &Report, language: Language) -> Vec<(&Source, String)> {
    let found: HashSet<usize> = report.findings.iter().map(|finding| finding.source as usize).collect();
    let needs_row = |number: usize, source: &Source| !found.contains(&number) || source.verdict == Verdict::NotChecked;
    let set = report.set();
    let is_one = set.is_empty() && (report.findings.is_empty() || report.verdict == Verdict::NotChecked);
    let of_set = set.into_iter().filter(|(number, source)| needs_row(*number, source));
    let of_set = of_set.map(|(_, source)| (source, of_source(source, language)));
    let alone = report.sources.first().filter(|_| is_one);
    alone.map(|source| (source, report.summary.get(language).to_owned())).into_iter().chain(of_set).collect()
}

fn verdict_row(source: &Source, summary: &str, language: Language, give: &mut dyn FnMut(&Cells)) {
    let mut cells = [""; 15];
    cells[0] = &source.name;
    cells[1] = words::verdict(source.verdict, language);
    cells[9] = summary;
    give(&cells);
}

fn finding_row(report: &Report, finding: &Finding, language: Language, give: &mut dyn FnMut(&Cells)) {
    let source = report.sources.get(finding.source as usize);
    let start = finding.range.start;
    let record = finding.record.map(|number| (number + 1).to_string());
    give(&[
        source.map_or("", |source| &source.name),
        words::severity(finding.severity, language),
        &finding.rule,
        record.as_deref().unwrap_or_default(),
        finding.key.as_deref().unwrap_or_default(),
        finding.field.as_deref().unwrap_or_default(),
        &finding.path,
        &start.line.to_string(),
        &start.column.to_string(),
        finding.message.get(language),
        finding.found.as_deref().unwrap_or_default(),
        finding.expected.as_ref().map_or("", |text| text.get(language)),
        finding.help.staff.get(language),
        &words::grounds(finding, language),
        finding.grade.words(finding.one_source, language),
    ]);
}

fn row(out: &mut String, cells: &Cells) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        push_cell(out, cell);
    }
    out.push_str("\r\n");
}

fn push_cell(out: &mut String, cell: &str) {
    let cell = harmless(cell);
    if !cell.contains(['"', ',', ';', '\t', '\r', '\n']) {
        out.push_str(&cell);
        return;
    }
    out.push('"');
    out.push_str(&cell.replace('"', "\"\""));
    out.push('"');
}

/// The cell with an apostrophe before what a spreadsheet would run: at its beginning and, as spreadsheets have separators
/// of their own, behind each of these.
fn harmless(cell: &str) -> Cow<'_, str> {
    let mut harmless = String::new();
    let (mut is_begin, mut done) = (true, 0);
    for (place, character) in cell.char_indices() {
        if is_begin && is_formula(character) {
            harmless.push_str(cell.get(done..place).unwrap_or_default());
            harmless.push('\'');
            done = place;
        }
        is_begin = is_separator(character) || is_begin && is_skipped(character);
    }
    if done == 0 && harmless.is_empty() {
        return Cow::Borrowed(cell);
    }
    harmless.push_str(cell.get(done..).unwrap_or_default());
    Cow::Owned(harmless)
}

/// A formula begins so. The full-width forms count too: some spreadsheets fold them.
const fn is_formula(character: char) -> bool {
    matches!(character, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

/// What stands between cells, in some spreadsheet.
const fn is_separator(character: char) -> bool {
    matches!(character, ',' | ';' | '\t' | '|' | '\r' | '\n')
}

/// What spreadsheets leave out before a formula.
fn is_skipped(character: char) -> bool {
    character == '"' || character.is_whitespace() || character.is_control() || is_invisible(character)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::write::samples;

    /// RFC 4180, strictly.
    fn parse(text: &str) -> Vec<Vec<String>> {
        let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
        let mut characters = text.chars().peekable();
        let mut quoted = false;
        while let Some(character) = characters.next() {
            match (character, quoted) {
                ('"', true) if characters.peek() == Some(&'"') => {
                    characters.next();
                    cell.push('"');
                }
                ('"', _) => quoted = !quoted,
                (',', false) => row.push(std::mem::take(&mut cell)),
                ('\r', false) => {
                    assert_eq!(characters.next(), Some('\n'));
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                (other, _) => cell.push(other),
            }
        }
        assert!(row.is_empty() && cell.is_empty() && !quoted);
        rows
    }

    #[test]
    fn rows_say_what_the_findings_say() {
        let text = csv(&[samples::two_findings()], Language::Vi);
        let rows = parse(text.strip_prefix('\u{feff}').unwrap());
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[0][..4], ["Tệp", "Mức độ", "Quy tắc", "Bản ghi"]);
        assert_eq!(
            rows[2],
            [
                "hồ sơ.json",
                "lỗi",
                "bad-date",
                "1",
                "000.00.12.H99-200313-0001",
                "NgayTiepNhan",
                "/data/0/NgayTiepNhan",
                "5",
                "18",
                "“NgayTiepNhan” không có dạng yyyyMMddHHmmss",
                "13/03/2020",
                "14 chữ số, ví dụ 20200313000000",
                "Đề nghị đơn vị phần mềm gửi đúng dạng ngày.",
                "QCVN 120:2019/BTTTT, Bảng 2 (gói tin 1.1 DongBoHoSoMC) (Theo văn bản)",
                "Theo thực tiễn kết nối (một nguồn)"
            ]
        );
    }

    #[test]
    fn without_the_guard_it_has_the_cells_of_the_bare_rows() {
        let bare = |cells: &[String]| cells.iter().map(|cell| cell.replace('\'', "")).collect::<Vec<_>>();
        for language in [Language::Vi, Language::En] {
            let reports = samples::all();
            let table = parse(&csv(&reports, language)[3..]);
            let rows = crate::write::rows::rows(&reports, language);
            assert_eq!(table.len(), rows.lines().count());
            for (cells, line) in table.iter().zip(rows.lines()) {
                assert_eq!(bare(cells), bare(&serde_json::from_str::<Vec<String>>(line).unwrap()));
            }
        }
    }

    #[test]
    fn no_file_is_absent() {
        let text = csv(&[samples::conforming(), samples::not_checked()], Language::En);
        let rows = parse(&text[3..]);
        assert_eq!(rows[1][1], "Conforms");
        assert_eq!(rows[2][..2], ["ghi-chu.txt".to_owned(), "Not checked".to_owned()]);
        assert!(rows[2][9].starts_with("Not checked:"));
    }

    #[test]
    fn formulas_are_harmless_and_values_survive() {
        let report = samples::hostile();
        let found = report.findings[0].found.clone().unwrap();
        let rows = parse(&csv(&[report], Language::Vi)[3..]);
        assert_eq!(rows[1][0], "'=<b>\"tệp\".json");
        assert_eq!(rows[1][4], "'@key\"<u>");
        assert_eq!(rows[1][10], format!("'{found}"));
        for cell in rows.iter().flatten() {
            assert!(!begins_formula(cell), "{cell}");
        }
    }

    fn begins_formula(cell: &str) -> bool {
        cell.trim_start_matches(is_skipped).starts_with(is_formula)
    }

    #[test]
    fn a_formula_behind_spaces_and_separators_is_harmless() {
        for (cell, shown) in [
            (" =1+1", " '=1+1"),
            ("\t=1", "\t'=1"),
            (";=1", ";'=1"),
            (",＝1", ",'＝1"),
            ("a; @b", "a; '@b"),
            ("\"\u{200B}+1", "\"\u{200B}'+1"),
            ("-5", "'-5"),
            ("H56.14-240305", "H56.14-240305"),
            ("a = b, c", "a = b, c"),
        ] {
            assert_eq!(harmless(cell), shown);
        }
    }

    proptest! {
        /// However a spreadsheet takes the line apart, none of the parts is run, and without the apostrophes the cell is
        /// what it was.
        #[test]
        fn no_part_of_a_cell_is_a_formula(cell in "[ \t\r\n\u{A0}\u{200B}\u{FEFF}\u{3000}=+@＝＋－＠;,|\"'a1-]{0,12}") {
            let mut out = String::new();
            push_cell(&mut out, &cell);
            for separator in [',', ';', '\t', '|', '\n'] {
                for part in out.split([separator, '\r', '\n']) {
                    prop_assert!(!begins_formula(part), "{out:?}");
                }
            }
            let rows = parse(&format!("{out}\r\n"));
            let shown = &rows[0][0];
            prop_assert_eq!(shown.replace('\'', ""), cell.replace('\'', ""));
        }
    }
}

//! The report as text for a terminal, like a good compiler's: what is wrong, the source line with a marker under the
//! place, what is expected, what to do, and the ground it rests on; the verdict last.

use super::excerpt::Shown;
use super::words::{self, printable, words};
use crate::letters::lower;
use crate::model::{Finding, Language, Related, Report, Severity, Verdict};

/// Whose help is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Staff of a one-stop shop.
    #[default]
    Staff,
    /// The developer of the sending system.
    Developer,
}

/// How the text looks.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The language.
    pub language: Language,
    /// Whose help is shown.
    pub audience: Audience,
    /// With the colours of a terminal.
    pub color: bool,
}

/// Writes one report. `sources` are the bytes of the report's sources, in their order, as far as they are at hand: of
/// a source that is missing no line is shown. Of a masked report leave them out.
#[must_use]
pub fn text(report: &Report, sources: &[&[u8]], style: Style) -> String {
    let at_hand = report.sources.iter().zip(sources);
    let shown = at_hand.map(|(source, bytes)| Some(Shown::new(bytes, source.encoding?))).collect();
    let mut writer = Writer { out: String::new(), style, report, shown };
    for finding in &report.findings {
        writer.finding(finding);
    }
    writer.end();
    writer.out
}

/// The colours of a terminal.
#[derive(Clone, Copy)]
enum Paint {
    Error,
    Warning,
    Info,
    Good,
    Frame,
    Strong,
}

impl Paint {
    const fn of(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Info,
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Error => "\x1b[1;31m",
            Self::Warning => "\x1b[1;33m",
            Self::Info => "\x1b[1;36m",
            Self::Good => "\x1b[1;32m",
            Self::Frame => "\x1b[34m",
            Self::Strong => "\x1b[1m",
        }
    }
}

struct Writer<'a> {
    out: String,
    style: Style,
    report: &'a Report,
    shown: Vec<Option<Shown<'a>>>,
}

impl Writer<'_> {
    fn finding(&mut self, finding: &Finding) {
        let language = self.style.language;
        let words = words(language);
        let paint = Paint::of(finding.severity);
        let severity = words::severity(finding.severity, language);
        self.painted(paint, &format!("{severity}[{}]", finding.rule));
        let message = format!(": {}", finding.message.get(language));
        self.painted(Paint::Strong, &message);
        self.out.push('\n');
        let margin = digits(finding.range.start.line);
        let is_shown = self.place(finding, margin, paint);
        self.note(margin, words.place, &where_it_is(finding, language));
        if !is_shown {
            let found = finding.found.as_deref().unwrap_or_default();
            self.note(margin, words.found, found);
        }
        if let Some(expected) = &finding.expected {
            self.note(margin, words.expected, expected.get(language));
        }
        let help = match self.style.audience {
            Audience::Staff => &finding.help.staff,
            Audience::Developer => &finding.help.developer,
        };
        self.note(margin, words.help, help.get(language));
        if let Some(fix) = &finding.fix {
            let safe = if fix.safe { words.safe } else { "" };
            let title = fix.title.get(language);
            self.note(margin, words.fix, &words::joined(&[title, safe]));
        }
        for related in &finding.related {
            self.related(margin, related);
        }
        self.note(margin, words.citation, &words::grounds(finding, language));
        let grade = finding.grade.words(finding.one_source, language);
        self.note(margin, words.grade, grade);
        self.out.push('\n');
    }

    /// `--> name:line:column` and, where the source is at hand, its line and the marker.
    fn place(&mut self, finding: &Finding, margin: usize, paint: Paint) -> bool {
        let source = self.report.sources.get(finding.source as usize);
        let name = source.map_or("", |source| &source.name);
        let start = finding.range.start;
        self.out.push_str(&" ".repeat(margin));
        self.painted(Paint::Frame, "--> ");
        let place = format!("{name}:{}:{}\n", start.line, start.column);
        self.plain(&place);
        let shown = self.shown.get_mut(finding.source as usize);
        let excerpt = shown.and_then(Option::as_mut).and_then(|shown| shown.excerpt(&finding.range));
        let Some(excerpt) = excerpt else {
            return false;
        };
        let blank = " ".repeat(margin);
        self.painted(Paint::Frame, &format!("{blank} |\n"));
        self.painted(Paint::Frame, &format!("{:>margin$} |", start.line));
        self.out.push(' ');
        self.out.push_str(&excerpt.line);
        self.out.push('\n');
        self.painted(Paint::Frame, &format!("{blank} |"));
        self.out.push_str(&" ".repeat(excerpt.indent + 1));
        self.painted(paint, &"^".repeat(excerpt.length));
        self.out.push('\n');
        true
    }

    fn related(&mut self, margin: usize, related: &Related) {
        let language = self.style.language;
        let start = related.range.start;
        let message = related.message.get(language);
        let text = format!("{}:{}: {message}", start.line, start.column);
        self.note(margin, words(language).related, &text);
    }

    fn note(&mut self, margin: usize, label: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        self.out.push_str(&" ".repeat(margin));
        self.painted(Paint::Frame, " = ");
        self.painted(Paint::Strong, label);
        self.plain(&format!(": {text}\n"));
    }

    fn end(&mut self) {
        let report = self.report;
        let language = self.style.language;
        let words = words(language);
        let paint = match report.verdict {
            Verdict::Conforms => Paint::Good,
            Verdict::DoesNotConform => Paint::Error,
            Verdict::NotChecked => Paint::Warning,
        };
        self.painted(paint, report.summary.get(language));
        self.out.push('\n');
        for gap in &report.not_checked {
            let line = format!("{}: {} – {}\n", words.not_checked, gap.what, gap.text.get(language));
            self.plain(&line);
        }
        if report.truncated {
            self.out.push_str(words.truncated);
            self.out.push('\n');
        }
        let names: Vec<&str> = report.sources.iter().map(|source| &*source.name).collect();
        let rules = format!("{} {}", lower(words.ruleset), report.ruleset);
        let line = words::joined(&[
            &names.join(", "),
            report.packet.as_deref().unwrap_or_default(),
            report.profile.as_deref().unwrap_or_default(),
            &rules,
            report.engine,
        ]);
        self.painted(Paint::Frame, &line);
        self.out.push('\n');
    }

    /// Text that may hold what stands in a packet; lines end only where we end them.
    fn plain(&mut self, text: &str) {
        let (text, end) = match text.strip_suffix('\n') {
            Some(text) => (text, "\n"),
            None => (text, ""),
        };
        self.out.push_str(&printable(text));
        self.out.push_str(end);
    }

    fn painted(&mut self, paint: Paint, text: &str) {
        if self.style.color {
            self.out.push_str(paint.code());
            self.plain(text);
            self.out.push_str("\x1b[0m");
        } else {
            self.plain(text);
        }
    }
}

/// The record and the path: `bản ghi 1 (000.00.12.H99-200313-0001) · /data/0/NgayTiepNhan`.
fn where_it_is(finding: &Finding, language: Language) -> String {
    let record = words::record(finding, language).unwrap_or_default();
    words::joined(&[&record, &finding.path])
}

fn digits(number: u32) -> usize {
    number.checked_ilog10().unwrap_or(0) as usize + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::samples::{self, SOURCE};

    const PLAIN: Style = Style { language: Language::Vi, audience: Audience::Staff, color: false };

    #[test]
    fn a_report_reads_like_this() {
        let shown = text(&samples::two_findings(), &[SOURCE.as_bytes()], PLAIN);
        let expected = "\
cảnh báo[bad-identifier]: “0983 960 31x” không phải số điện thoại
 --> hồ sơ.json:4:48
  |
4 |     \"ChuHoSo\": \"Nguyễn Minh Dũng\", \"SoDienThoai\": \"0983 960 31x\",
  |                                                   ^^^^^^^^^^^^^^
  = Vị trí: bản ghi 1 (000.00.12.H99-200313-0001) · /data/0/SoDienThoai
  = Việc cần làm: Đề nghị đơn vị phần mềm gửi đúng dạng ngày.
  = Cách sửa: Đổi thành 20200313000000
  = Căn cứ: QCVN 120:2019/BTTTT, Bảng 2 (gói tin 1.1 DongBoHoSoMC) (Theo văn bản)
  = Độ tin cậy: Theo thực tiễn kết nối (một nguồn)

lỗi[bad-date]: “NgayTiepNhan” không có dạng yyyyMMddHHmmss
 --> hồ sơ.json:5:18
  |
5 |     \"NgayTiepNhan\": \"13/03/2020\"
  |                     ^^^^^^^^^^^^
  = Vị trí: bản ghi 1 (000.00.12.H99-200313-0001) · /data/0/NgayTiepNhan
  = Cần có: 14 chữ số, ví dụ 20200313000000
  = Việc cần làm: Đề nghị đơn vị phần mềm gửi đúng dạng ngày.
  = Cách sửa: Đổi thành 20200313000000
  = Xem thêm: 4:2: Bản ghi bắt đầu ở đây
  = Căn cứ: QCVN 120:2019/BTTTT, Bảng 2 (gói tin 1.1 DongBoHoSoMC) (Theo văn bản)
  = Độ tin cậy: Theo thực tiễn kết nối (một nguồn)

Gói tin không đạt: có 1 lỗi trong 1 bản ghi; 1 cảnh báo.
Không kiểm tra được: MaCSDL – chưa có danh mục công khai
hồ sơ.json · DongBoHoSoMC · qcvn120-2020 · bộ quy tắc ngày 2026-11-21 · goitin 0.1.0
";
        assert_eq!(shown, expected);
    }

    #[test]
    fn without_the_source_the_value_is_named() {
        let style = Style { language: Language::En, audience: Audience::Developer, color: false };
        let shown = text(&samples::two_findings(), &[], style);
        assert!(!shown.contains('^'));
        assert!(shown.contains("  = Found: 13/03/2020\n"));
        assert!(shown.contains("  = What to do: Format as yyyyMMddHHmmss, Vietnam time.\n"));
        assert!(shown.contains("\nThe packet does not conform: 1 error in 1 record; 1 warning.\n"));
    }

    #[test]
    fn colour_only_when_asked() {
        let report = samples::two_findings();
        assert!(!text(&report, &[], PLAIN).contains('\x1b'));
        let style = Style { color: true, ..PLAIN };
        assert!(text(&report, &[], style).contains("\x1b[1;31mlỗi[bad-date]\x1b[0m"));
    }

    #[test]
    fn a_packet_cannot_steer_the_terminal() {
        let shown = text(&samples::hostile(), &[SOURCE.as_bytes()], PLAIN);
        assert!(!shown.contains(['\x1b', '\r']));
        let findings = shown.lines().filter(|line| line.contains("[bad-")).count();
        assert_eq!(findings, 2);
    }

    #[test]
    fn no_answer_is_said_first_thing() {
        let shown = text(&samples::not_checked(), &[b"abc"], PLAIN);
        assert!(shown.starts_with("Chưa kiểm tra được:"));
    }
}

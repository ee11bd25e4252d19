//! Reports made by hand, for the tests of the formats.

use crate::model::{
    Citation, Counts, Edit, Encoding, Finding, Fix, Format, Grade, Help, Language, Languages, Localized, NotChecked,
    OptionsBuilder, Place, Range, Recognised, RecognisedBy, Related, Report, Severity, Source, Verdict, VerdictReason,
    verdict::{Facts, Told, summary},
};

/// A packet with two defects, one of them in a personal field. The places are computed from this text.
pub(crate) const SOURCE: &str = "{\n \"session\": \"PHIEN-MAU-0001\", \"service\": \"DongBoHoSoMC\",\n \"data\": [{\n\t\"ChuHoSo\": \"Nguyễn Minh Dũng\", \"SoDienThoai\": \"0983 960 31x\",\n\t\"NgayTiepNhan\": \"13/03/2020\"\n }]\n}\n";

/// A text in both languages.
pub(crate) fn both(vi: &str, en: &str) -> Localized {
    Localized { vi: Some(vi.to_owned()), en: Some(en.to_owned()) }
}

/// The range of the first `needle` in `text`.
pub(crate) fn range_of(text: &str, needle: &str) -> Range {
    let start = text.find(needle).expect("the sample holds it");
    Range { start: place(text, start), end: place(text, start + needle.len()) }
}

fn place(text: &str, byte: usize) -> Place {
    let before = &text[..byte];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let units = |part: &str| part.encode_utf16().count() as u32;
    Place {
        byte: byte as u32,
        utf16: units(before),
        line: before.matches('\n').count() as u32 + 1,
        column: units(&before[line_start..]) + 1,
    }
}

/// A wrong date, with a repair.
pub(crate) fn bad_date() -> Finding {
    let range = range_of(SOURCE, "\"13/03/2020\"");
    Finding {
        rule: "bad-date".to_owned(),
        severity: Severity::Error,
        grade: Grade::Practice,
        one_source: true,
        source: 0,
        path: "/data/0/NgayTiepNhan".to_owned(),
        record: Some(0),
        key: Some("000.00.12.H99-200313-0001".to_owned()),
        field: Some("NgayTiepNhan".to_owned()),
        range,
        message: both(
            "“NgayTiepNhan” không có dạng yyyyMMddHHmmss",
            "“NgayTiepNhan” is not of the form yyyyMMddHHmmss",
        ),
        found: Some("13/03/2020".to_owned()),
        expected: Some(both("14 chữ số, ví dụ 20200313000000", "14 digits, e.g. 20200313000000")),
        help: Help {
            staff: both("Đề nghị đơn vị phần mềm gửi đúng dạng ngày.", "Ask the vendor to send the date as required."),
            developer: both("Định dạng bằng yyyyMMddHHmmss, giờ Việt Nam.", "Format as yyyyMMddHHmmss, Vietnam time."),
        },
        citations: vec![Citation {
            doc: "qcvn120".to_owned(),
            title: "QCVN 120:2019/BTTTT".to_owned(),
            place: "Bảng 2 (gói tin 1.1 DongBoHoSoMC)".to_owned(),
            grade: Grade::Text,
        }],
        related: vec![Related {
            source: 0,
            range: range_of(SOURCE, "\"ChuHoSo\""),
            message: both("Bản ghi bắt đầu ở đây", "The record begins here"),
        }],
        fix: Some(Fix {
            title: both("Đổi thành 20200313000000", "Change to 20200313000000"),
            edits: vec![Edit {
                start: range.start.byte + 1,
                end: range.end.byte - 1,
                text: "20200313000000".to_owned(),
            }],
            safe: false,
        }),
        fingerprint: "f1-bad-date".to_owned(),
    }
}

/// A wrong phone number: a personal field.
pub(crate) fn bad_phone() -> Finding {
    Finding {
        rule: "bad-identifier".to_owned(),
        severity: Severity::Warning,
        path: "/data/0/SoDienThoai".to_owned(),
        field: Some("SoDienThoai".to_owned()),
        range: range_of(SOURCE, "\"0983 960 31x\""),
        message: both("“0983 960 31x” không phải số điện thoại", "“0983 960 31x” is not a phone number"),
        found: Some("0983 960 31x".to_owned()),
        expected: None,
        related: Vec::new(),
        fingerprint: "f2-bad-identifier".to_owned(),
        ..bad_date()
    }
}

/// Makes the verdict, the summary and the counts agree with the findings.
pub(crate) fn settle(mut report: Report) -> Report {
    let mut counts = Counts::default();
    for finding in &report.findings {
        *counts.of(finding.severity) += 1;
    }
    let facts = Facts { no_answer: report.reason, errors: counts.error, incomplete: None };
    let (verdict, reason) = facts.verdict();
    let records = report.records.unwrap_or_default();
    let told = Told { verdict, reason, complete: true, counts, records, content: None, unopened: false };
    report.summary = summary(told, Languages::Both);
    (report.verdict, report.reason, report.counts) = (verdict, reason, counts);
    for source in &mut report.sources {
        (source.verdict, source.reason, source.counts) = (verdict, reason, counts);
        source.not_checked.clone_from(&report.not_checked);
    }
    report
}

/// A packet that does not conform.
pub(crate) fn two_findings() -> Report {
    settle(Report {
        findings: vec![bad_phone(), bad_date()],
        not_checked: vec![NotChecked {
            what: "MaCSDL".to_owned(),
            text: both("chưa có danh mục công khai", "its code list is not public"),
        }],
        ..conforming()
    })
}

fn source() -> Source {
    Source {
        name: "hồ sơ.json".to_owned(),
        bytes: SOURCE.len() as u64,
        format: Some(Format::Json),
        encoding: Some(Encoding::Utf8),
        packet: Some("DongBoHoSoMC".to_owned()),
        profile: Some("qcvn120-2020".to_owned()),
        base_profile: None,
        recognised: Recognised {
            by: RecognisedBy::Service,
            text: both("“service” là DongBoHoSoMC", "“service” is DongBoHoSoMC"),
        },
        records: 1,
        verdict: Verdict::Conforms,
        reason: None,
        complete: true,
        counts: Counts::default(),
        not_checked: Vec::new(),
        content: None,
    }
}

fn of_source(source: Source) -> Report {
    settle(Report {
        version: 1,
        engine: "goitin 0.1.0",
        ruleset: "2026-11-21",
        verdict: source.verdict,
        reason: source.reason,
        summary: Localized::default(),
        complete: true,
        selection: OptionsBuilder::default().selection(),
        packet: source.packet.clone(),
        profile: source.profile.clone(),
        base_profile: None,
        recognised: Some(source.recognised.clone()),
        records: Some(source.records),
        sources: vec![source],
        counts: Counts::default(),
        not_checked: Vec::new(),
        truncated: false,
        findings: Vec::new(),
    })
}

/// A packet that conforms.
pub(crate) fn conforming() -> Report {
    of_source(source())
}

/// A text that could not be read.
pub(crate) fn not_checked() -> Report {
    of_source(Source {
        name: "ghi-chu.txt".to_owned(),
        bytes: 3,
        format: None,
        encoding: None,
        packet: None,
        profile: None,
        recognised: Recognised { by: RecognisedBy::Nothing, text: both("không nhận ra", "nothing recognised") },
        records: 0,
        reason: Some(VerdictReason::Unreadable),
        ..source()
    })
}

/// Values that try to break out of every format.
pub(crate) fn hostile() -> Report {
    let text = "=cmd()|'/c calc'!A1,\"x\"\r\n<script>alert('1')</script> 😀 e\u{302}\u{323} \x1b[31m";
    let mut report = two_findings();
    report.sources[0].name = "=<b>\"tệp\".json".to_owned();
    let finding = &mut report.findings[0];
    finding.field = Some("GhiChu".to_owned());
    finding.path = "/data/0/<i>&\"'".to_owned();
    finding.found = Some(text.to_owned());
    finding.message = both(&format!("“{text}” lạ"), &format!("“{text}” is odd"));
    finding.key = Some("@key\"<u>".to_owned());
    settle(report)
}

/// The report with one language's keys only.
pub(crate) fn only(language: Language, mut report: Report) -> Report {
    let keep = |text: &mut Localized| match language {
        Language::Vi => text.en = None,
        Language::En => text.vi = None,
    };
    keep(&mut report.summary);
    report.recognised.iter_mut().for_each(|recognised| keep(&mut recognised.text));
    for source in &mut report.sources {
        keep(&mut source.recognised.text);
        source.not_checked.iter_mut().for_each(|gap| keep(&mut gap.text));
    }
    for gap in &mut report.not_checked {
        keep(&mut gap.text);
    }
    for finding in &mut report.findings {
        keep(&mut finding.message);
        keep(&mut finding.help.staff);
        keep(&mut finding.help.developer);
        finding.expected.iter_mut().for_each(keep);
        finding.related.iter_mut().for_each(|also| keep(&mut also.message));
        finding.fix.iter_mut().for_each(|fix| keep(&mut fix.title));
    }
    report
}

/// All of them, in both languages and in each alone.
pub(crate) fn all() -> Vec<Report> {
    let reports = [two_findings(), conforming(), not_checked(), hostile()];
    let in_language = |language| reports.iter().cloned().map(move |report| only(language, report));
    let mut all: Vec<Report> = in_language(Language::Vi).collect();
    all.extend(in_language(Language::En));
    all.extend(reports.iter().cloned());
    all
}

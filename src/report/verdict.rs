//! The verdict and its sentence: the one place that makes them. Every output repeats what stands here.

use super::finding::{Counts, Language, Localized, Verdict, VerdictReason};

/// The verdict: no answer when a reason stands against it, else decided by errors alone.
#[must_use]
pub const fn decide(reason: Option<VerdictReason>, counts: Counts) -> Verdict {
    match (reason, counts.error) {
        (Some(_), _) => Verdict::NotChecked,
        (None, 0) => Verdict::Conforms,
        (None, _) => Verdict::DoesNotConform,
    }
}

/// The verdict in one sentence, in one language.
#[must_use]
pub fn sentence(reason: Option<VerdictReason>, counts: Counts, records: u32, language: Language) -> String {
    match (decide(reason, counts), language) {
        (Verdict::NotChecked, language) => no_answer(reason.unwrap_or(VerdictReason::Internal), language).to_owned(),
        (Verdict::Conforms, Language::Vi) => {
            format!("Gói tin đạt: không có lỗi nào {}{}.", in_records_vi(records), remarks_vi(counts))
        }
        (Verdict::Conforms, Language::En) => {
            format!("The packet conforms: no error {}{}.", in_records_en(records), remarks_en(counts))
        }
        (Verdict::DoesNotConform, Language::Vi) => {
            format!("Gói tin không đạt: có {} lỗi {}{}.", counts.error, in_records_vi(records), remarks_vi(counts))
        }
        (Verdict::DoesNotConform, Language::En) => format!(
            "The packet does not conform: {} {}{}.",
            plural(counts.error, "error", "errors"),
            in_records_en(records),
            remarks_en(counts)
        ),
    }
}

/// The sentence in the languages asked for.
#[must_use]
pub fn summary(
    reason: Option<VerdictReason>,
    counts: Counts,
    records: u32,
    languages: impl Fn(Language) -> bool,
) -> Localized {
    let in_language = |language| languages(language).then(|| sentence(reason, counts, records, language));
    Localized { vi: in_language(Language::Vi), en: in_language(Language::En) }
}

fn no_answer(reason: VerdictReason, language: Language) -> &'static str {
    match (reason, language) {
        (VerdictReason::Unreadable, Language::Vi) => {
            "Chưa kiểm tra được: nội dung này không đọc được như JSON hay XML."
        }
        (VerdictReason::Unreadable, Language::En) => "Not checked: this text cannot be read as JSON or XML.",
        (VerdictReason::Unopened, Language::Vi) => "Chưa kiểm tra được: không mở hoặc không đọc được tệp.",
        (VerdictReason::Unopened, Language::En) => "Not checked: the file cannot be opened or read.",
        (VerdictReason::UnknownPacket, Language::Vi) => "Chưa kiểm tra được: không nhận ra đây là gói tin nào.",
        (VerdictReason::UnknownPacket, Language::En) => "Not checked: it cannot be told which packet this is.",
        (VerdictReason::NoPublicText, Language::Vi) => {
            "Chưa kiểm tra được: không có văn bản công khai nào mô tả các bản ghi của gói tin này."
        }
        (VerdictReason::NoPublicText, Language::En) => {
            "Not checked: no public document describes the records of this packet."
        }
        (VerdictReason::TooLarge, Language::Vi) => {
            "Chưa kiểm tra hết: nội dung vượt giới hạn kích thước nên đã dừng đọc."
        }
        (VerdictReason::TooLarge, Language::En) => {
            "Not checked to the end: the text exceeds the size limit and reading stopped."
        }
        (VerdictReason::BadProfile, Language::Vi) => {
            "Chưa kiểm tra được: hồ sơ quy định riêng có chỗ sai, cần sửa trước."
        }
        (VerdictReason::BadProfile, Language::En) => {
            "Not checked: your own profile has mistakes that must be corrected first."
        }
        (VerdictReason::Stopped, Language::Vi) => "Chưa kiểm tra hết: việc kiểm tra đã được dừng giữa chừng.",
        (VerdictReason::Stopped, Language::En) => "Not checked to the end: the check was stopped on the way.",
        (VerdictReason::Internal, Language::Vi) => {
            "Chưa kiểm tra được: chương trình gặp lỗi của chính nó. Nội dung của bạn không mất."
        }
        (VerdictReason::Internal, Language::En) => {
            "Not checked: the checker itself failed. Nothing you entered is lost."
        }
    }
}

fn in_records_vi(records: u32) -> String {
    if records == 0 { "và không có bản ghi nào".to_owned() } else { format!("trong {records} bản ghi") }
}

fn in_records_en(records: u32) -> String {
    if records == 0 { "and no records".to_owned() } else { format!("in {}", plural(records, "record", "records")) }
}

fn remarks_vi(counts: Counts) -> String {
    match (counts.warning, counts.info) {
        (0, 0) => String::new(),
        (warnings, 0) => format!("; {warnings} cảnh báo"),
        (0, infos) => format!("; {infos} lưu ý"),
        (warnings, infos) => format!("; {warnings} cảnh báo, {infos} lưu ý"),
    }
}

fn remarks_en(counts: Counts) -> String {
    match (counts.warning, counts.info) {
        (0, 0) => String::new(),
        (warnings, 0) => format!("; {}", plural(warnings, "warning", "warnings")),
        (0, infos) => format!("; {}", plural(infos, "note", "notes")),
        (warnings, infos) => {
            format!("; {}, {}", plural(warnings, "warning", "warnings"), plural(infos, "note", "notes"))
        }
    }
}

fn plural(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

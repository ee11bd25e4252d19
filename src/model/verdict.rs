//! The verdict and its sentence: the one place that makes them. Every output repeats what stands here.

use super::{Counts, Language, Languages, Localized, Source, Verdict, VerdictReason};

/// What decides about a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// There is nothing that could be judged.
    pub(crate) no_answer: Option<VerdictReason>,
    /// Errors that keep a packet from conforming: not those that only say what was not read.
    pub(crate) errors: u32,
    /// Something was not read, or not looked for.
    pub(crate) incomplete: Option<VerdictReason>,
}

impl Facts {
    /// The verdict, and why there is none: the first that applies of no answer, errors, and an incomplete check.
    pub(crate) const fn verdict(self) -> (Verdict, Option<VerdictReason>) {
        match (self.no_answer, self.errors, self.incomplete) {
            (Some(reason), ..) | (None, 0, Some(reason)) => (Verdict::NotChecked, Some(reason)),
            (None, 0, None) => (Verdict::Conforms, None),
            (None, ..) => (Verdict::DoesNotConform, None),
        }
    }
}

/// What the sentence tells.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told {
    pub(crate) verdict: Verdict,
    pub(crate) reason: Option<VerdictReason>,
    pub(crate) complete: bool,
    pub(crate) counts: Counts,
    pub(crate) records: u32,
    /// The answer about what stands inside of what surrounds or wraps it.
    pub(crate) content: Option<Verdict>,
    /// The source itself could not be opened or read.
    pub(crate) unopened: bool,
}

impl Told {
    /// Of a source.
    pub(crate) fn of(source: &Source, unopened: bool) -> Self {
        let Source { verdict, reason, complete, counts, records, .. } = *source;
        let content = source.content.as_ref().map(|content| content.verdict);
        Self { verdict, reason, complete, counts, records, content, unopened }
    }
}

/// The verdict in one sentence, in the languages asked for.
pub(crate) fn summary(told: Told, languages: Languages) -> Localized {
    languages.localized(|language| sentence(told, language))
}

/// The answer about one source of a set, in one sentence.
pub(crate) fn of_source(source: &Source, language: Language) -> String {
    // A text that cannot be read has no parts that were not checked: only a file that could not be opened names itself.
    let unopened = source.reason == Some(VerdictReason::Unreadable) && !source.not_checked.is_empty();
    sentence(Told::of(source, unopened), language)
}

fn sentence(told: Told, language: Language) -> String {
    let inside = told.content.map_or("", |verdict| content(verdict, language));
    answer(told, language) + inside
}

/// The answer about what stands inside, behind that about the whole.
const fn content(verdict: Verdict, language: Language) -> &'static str {
    match (verdict, language) {
        (Verdict::Conforms, Language::Vi) => " Riêng phần gói tin bên trong thì đạt.",
        (Verdict::Conforms, Language::En) => " The packet inside, by itself, conforms.",
        (Verdict::DoesNotConform, Language::Vi) => " Phần gói tin bên trong cũng không đạt.",
        (Verdict::DoesNotConform, Language::En) => " Nor does the packet inside.",
        (Verdict::NotChecked, Language::Vi) => " Phần bên trong chưa kiểm tra được.",
        (Verdict::NotChecked, Language::En) => " What is inside could not be checked.",
    }
}

fn answer(told: Told, language: Language) -> String {
    let Told { counts, records, .. } = told;
    match (told.verdict, language) {
        (Verdict::NotChecked, Language::Vi) if told.unopened => {
            "Chưa kiểm tra được: không mở hoặc không đọc được tệp.".to_owned()
        }
        (Verdict::NotChecked, Language::En) if told.unopened => {
            "Not checked: the file cannot be opened or read.".to_owned()
        }
        (Verdict::NotChecked, language) => {
            no_answer(told.reason.unwrap_or(VerdictReason::Internal), language).to_owned()
        }
        (Verdict::Conforms, Language::Vi) => {
            format!("Gói tin đạt: không có lỗi nào {}{}.", in_records_vi(records), remarks_vi(counts))
        }
        (Verdict::Conforms, Language::En) => {
            format!("The packet conforms: no error {}{}.", in_records_en(records), remarks_en(counts))
        }
        (Verdict::DoesNotConform, Language::Vi) => {
            let so_far = if told.complete { "" } else { "mới kiểm tra một phần, " };
            format!(
                "Gói tin không đạt: {so_far}có {} lỗi {}{}.",
                counts.error,
                in_records_vi(records),
                remarks_vi(counts)
            )
        }
        (Verdict::DoesNotConform, Language::En) => {
            let so_far = if told.complete { "" } else { " so far" };
            format!(
                "The packet does not conform: {}{so_far} {}{}.",
                plural(counts.error, "error", "errors"),
                in_records_en(records),
                remarks_en(counts)
            )
        }
    }
}

/// What the sentence about several sources tells.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SetTold {
    pub(crate) conforming: usize,
    pub(crate) not_conforming: usize,
    pub(crate) not_checked: usize,
    pub(crate) counts: Counts,
}

/// The answer about several sources in one sentence, in the languages asked for.
pub(crate) fn set_summary(told: SetTold, languages: Languages) -> Localized {
    languages.localized(|language| match language {
        Language::Vi => set_sentence_vi(told),
        Language::En => set_sentence_en(told),
    })
}

fn set_sentence_vi(told: SetTold) -> String {
    let SetTold { conforming, not_conforming, not_checked, counts } = told;
    let parts = [(conforming, "đạt"), (not_conforming, "không đạt"), (not_checked, "chưa kiểm tra được")];
    let parts = parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
    let parts = parts.collect::<Vec<_>>().join(", ");
    let errors = if counts.error == 0 { "không có lỗi nào".to_owned() } else { format!("{} lỗi", counts.error) };
    format!("Trong {} gói tin: {parts}; {errors}{}.", conforming + not_conforming + not_checked, remarks_vi(counts))
}

fn set_sentence_en(told: SetTold) -> String {
    let SetTold { conforming, not_conforming, not_checked, counts } = told;
    let one_or_more = |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
    let parts = [
        (conforming, one_or_more(conforming, "conforms", "conform")),
        (not_conforming, one_or_more(not_conforming, "does not", "do not")),
        (not_checked, format!("{not_checked} could not be checked")),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, part)| part).collect();
    let listed = match parts.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        parts => parts.concat(),
    };
    let errors = if counts.error == 0 { "no error".to_owned() } else { plural(counts.error, "error", "errors") };
    format!("Of {} packets {listed}; {errors}{}.", conforming + not_conforming + not_checked, remarks_en(counts))
}

fn no_answer(reason: VerdictReason, language: Language) -> &'static str {
    match (reason, language) {
        (VerdictReason::Unreadable, Language::Vi) => {
            "Chưa kiểm tra được: nội dung này không đọc được như JSON hay XML."
        }
        (VerdictReason::Unreadable, Language::En) => "Not checked: this text cannot be read as JSON or XML.",
        (VerdictReason::NotAPacket, Language::Vi) => "Chưa kiểm tra được: đây không phải là gói tin.",
        (VerdictReason::NotAPacket, Language::En) => "Not checked: this is no packet.",
        (VerdictReason::UnknownPacket, Language::Vi) => "Chưa kiểm tra được: không nhận ra đây là gói tin nào.",
        (VerdictReason::UnknownPacket, Language::En) => "Not checked: it cannot be told which packet this is.",
        (VerdictReason::NoPublicText, Language::Vi) => {
            "Chưa kiểm tra được: không có văn bản công khai nào mô tả các bản ghi của gói tin này."
        }
        (VerdictReason::NoPublicText, Language::En) => {
            "Not checked: no public document describes the records of this packet."
        }
        (VerdictReason::TooLarge, Language::Vi) => {
            "Chưa kiểm tra hết: nội dung vượt giới hạn kích thước hoặc độ sâu nên có phần chưa đọc."
        }
        (VerdictReason::TooLarge, Language::En) => {
            "Not checked to the end: the text exceeds a limit of size or depth, and a part was not read."
        }
        (VerdictReason::BadProfile, Language::Vi) => {
            "Chưa kiểm tra được: hồ sơ quy định riêng có chỗ sai, cần sửa trước."
        }
        (VerdictReason::BadProfile, Language::En) => {
            "Not checked: your own profile has mistakes that must be corrected first."
        }
        (VerdictReason::Stopped, Language::Vi) => "Chưa kiểm tra hết: việc kiểm tra đã được dừng giữa chừng.",
        (VerdictReason::Stopped, Language::En) => "Not checked to the end: the check was stopped on the way.",
        (VerdictReason::LeftOut, Language::Vi) => {
            "Chưa kết luận được: không thấy lỗi, nhưng có quy tắc có thể báo lỗi đã bị bỏ qua."
        }
        (VerdictReason::LeftOut, Language::En) => {
            "Not checked: no error was found, but rules that might find one were left out."
        }
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

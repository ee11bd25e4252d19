//! What the schemas say in words, in Vietnamese and in English.

use super::{Model, code_meanings, is_required};
use crate::{
    check::plan::{Field, Standing},
    standard::{FieldType, Requirement, Row, RowGrade, Texts},
};

/// Both languages on one line.
pub(super) fn both(texts: &Texts) -> String {
    format!("{} / {}", texts.vi, texts.en)
}

/// The title of the schema.
pub(super) fn title(model: &Model) -> String {
    let profile = model.plan.profile;
    format!("{}: {} [{}]", model.id(), both(&model.plan.packet.title), profile.id)
}

/// What the schema is, and what no schema of its kind can say.
pub(super) fn description(kind: Kind) -> Texts {
    let (cannot_vi, cannot_en) = match kind {
        Kind::Json => (
            "khóa lặp lại; tên trường viết sai; nghĩa giữa các trường và giữa các bản ghi",
            "repeated keys; misspelled field names; what several fields or records mean together",
        ),
        Kind::Xsd => (
            "trường lạ (XSD 1.0 không cho phép, goitin chỉ nhắc); danh sách viết bằng phần tử lặp lại; tên khác của phần tử gốc \
             và item; không gian tên; nghĩa giữa các trường và giữa các bản ghi",
            "unknown fields (XSD 1.0 refuses what goitin only points out); lists written as repeated elements; other names \
             of the root and of item; namespaces; what several fields or records mean together",
        ),
    };
    Texts {
        vi: format!(
            "Được tạo từ bảng trường của goitin. Từ chối những gì goitin coi là lỗi, chấp nhận những gì chỉ là cảnh báo \
             hoặc thông tin. Không nói được: {cannot_vi}."
        ),
        en: format!(
            "Made from goitin's field tables. Refuses what goitin calls an error and accepts what is a warning or an \
             information only. It cannot say: {cannot_en}."
        ),
    }
}

/// Which kind of schema.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Json,
    Xsd,
}

/// Number and meaning of a field.
pub(super) fn meaning(row: &Row) -> Texts {
    row.meaning.clone().unwrap_or_default()
}

/// What else is to be said about a field.
pub(super) fn remarks(field: &Field) -> Option<Texts> {
    let parts: Vec<Texts> = [code_meanings(field), presence(field), limit(&field.row), standing(field.standing)]
        .into_iter()
        .flatten()
        .collect();
    let join = |part: fn(&Texts) -> &str| parts.iter().map(part).collect::<Vec<_>>().join(". ");
    (!parts.is_empty()).then(|| Texts { vi: join(|part| &part.vi), en: join(|part| &part.en) })
}

fn texts(vi: &str, en: &str) -> Texts {
    Texts { vi: vi.to_owned(), en: en.to_owned() }
}

fn presence(field: &Field) -> Option<Texts> {
    if field.standing != Standing::Current || is_required(field) {
        return None;
    }
    match field.row.required {
        Requirement::Always => {
            Some(texts("Nên có: goitin cảnh báo khi thiếu", "Should be there: goitin warns when it is missing"))
        }
        Requirement::Conditional => Some(texts("Cần có tùy trường hợp", "Needed in some cases")),
        Requirement::Optional => None,
    }
}

fn limit(row: &Row) -> Option<Texts> {
    let max = row.max.filter(|_| row.max_grade != RowGrade::Text)?;
    Some(Texts {
        vi: format!("Dài hơn {max} ký tự thì goitin cảnh báo"),
        en: format!("goitin warns beyond {max} characters"),
    })
}

fn standing(standing: Standing) -> Option<Texts> {
    match standing {
        Standing::Current => None,
        Standing::Later => {
            Some(texts("Trường thêm sau bộ trường này: không kiểm tra", "Added after this edition: not checked"))
        }
        Standing::Older => Some(texts("Trường cũ: không kiểm tra", "An old field: not checked")),
        Standing::Elsewhere => {
            Some(texts("Trường của gói tin khác: không kiểm tra", "A field of another packet: not checked"))
        }
    }
}

/// The place of a row, and what its requirement rests on.
pub(super) fn comment(row: &Row) -> String {
    let grade = match row.grade {
        RowGrade::Text => "text",
        RowGrade::Practice => "practice",
        RowGrade::PracticeOneSource => "practice, one source",
        RowGrade::Derived => "derived",
    };
    let number = row.number.map_or_else(String::new, |number| format!("field {number}; "));
    let gap = if row.gap { "; its values are public nowhere" } else { "" };
    let kind = if row.field_type == FieldType::Opaque { "; only its sender understands it" } else { "" };
    format!("{number}grade: {grade}{gap}{kind}")
}

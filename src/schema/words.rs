//! What the schemas say in words, in Vietnamese and in English.

use super::{Model, code_meanings, is_required};
use crate::{
    record::table::{Field, Standing},
    standard::{FieldType, Requirement, Row, RowGrade, model::Texts},
};

/// A text in both languages.
#[derive(Default)]
pub(super) struct Words {
    pub(super) vi: String,
    pub(super) en: String,
}

impl Words {
    fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }

    /// Both languages on one line.
    pub(super) fn both(&self) -> String {
        format!("{} / {}", self.vi, self.en)
    }
}

impl From<&Texts> for Words {
    fn from(texts: &Texts) -> Self {
        Self::new(texts.vi.as_str(), texts.en.as_str())
    }
}

/// The title of the schema.
pub(super) fn title(model: &Model) -> String {
    let profile = &model.plan.profile;
    format!("{}: {} [{}]", model.id(), Words::from(&model.plan.packet.title).both(), profile.id)
}

/// What the schema is, and what no schema of its kind can say.
pub(super) fn description(kind: Kind) -> Words {
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
    Words {
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
pub(super) fn meaning(row: &Row) -> Words {
    Words::from(&row.meaning)
}

/// What else is to be said about a field.
pub(super) fn remarks(field: &Field) -> Option<Words> {
    let parts: Vec<Words> =
        [code_meanings(field), presence(field), limit(field), standing(field.standing)].into_iter().flatten().collect();
    let join = |part: fn(&Words) -> &str| parts.iter().map(part).collect::<Vec<_>>().join(". ");
    (!parts.is_empty()).then(|| Words { vi: join(|part| &part.vi), en: join(|part| &part.en) })
}

fn presence(field: &Field) -> Option<Words> {
    if field.standing != Standing::Current || is_required(field) {
        return None;
    }
    match field.required {
        Requirement::Always => {
            Some(Words::new("Nên có: goitin cảnh báo khi thiếu", "Should be there: goitin warns when it is missing"))
        }
        Requirement::Conditional => Some(Words::new("Cần có tùy trường hợp", "Needed in some cases")),
        Requirement::Optional | Requirement::Present => None,
    }
}

fn limit(field: &Field) -> Option<Words> {
    let max = field.row.max.filter(|_| field.max_grade != RowGrade::Text)?;
    Some(Words {
        vi: format!("Dài hơn {max} ký tự thì goitin cảnh báo"),
        en: format!("goitin warns beyond {max} characters"),
    })
}

fn standing(standing: Standing) -> Option<Words> {
    match standing {
        Standing::Current => None,
        Standing::Later => {
            Some(Words::new("Trường thêm sau bộ trường này: không kiểm tra", "Added after this edition: not checked"))
        }
        Standing::Older => Some(Words::new("Trường cũ: không kiểm tra", "An old field: not checked")),
        Standing::Elsewhere => {
            Some(Words::new("Trường của gói tin khác: không kiểm tra", "A field of another packet: not checked"))
        }
    }
}

/// The place of a row, and what its requirement rests on.
pub(super) fn comment(field: &Field) -> String {
    let grade = match field.grade {
        RowGrade::Text => "text",
        RowGrade::Practice => "practice",
        RowGrade::PracticeOneSource => "practice, one source",
        RowGrade::Derived => "derived",
    };
    let row = &field.row;
    let number = row.number.map_or_else(String::new, |number| format!("field {number}; "));
    let gap = if row.gap { "; its values are public nowhere" } else { "" };
    let kind = if row.field_type == FieldType::Opaque { "; only its sender understands it" } else { "" };
    format!("{number}grade: {grade}{gap}{kind}")
}

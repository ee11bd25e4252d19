//! Field tables made ready for checking: each row with its code list, and where it stands in the edition.

use crate::plain;
use crate::report::Severity;
use crate::standard::{CodeList, FieldType, Requirement, Row, RowCitation, RowGrade, TypeSchema};

/// Where a field stands in the edition that is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It belongs to it.
    Current,
    /// It came later.
    Later,
    /// Only older clients send it.
    Older,
    /// Another packet's envelope has it.
    Elsewhere,
}

/// One field.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) row: Row,
    pub(crate) standing: Standing,
    /// The code list and its name.
    pub(crate) codes: Option<(&'static str, &'static CodeList)>,
    /// Number of the type of a list's items, or of an object.
    pub(crate) items: Option<usize>,
    /// A coded, dated or shaped value: surrounding space is a fault of its own.
    pub(crate) strict: bool,
    /// It is checked as a schema says.
    pub(crate) as_written: bool,
    /// A value that was right once is right again, whatever stands around it.
    pub(crate) alone: bool,
}

impl Field {
    /// It must be present and not empty.
    pub(crate) fn is_required(&self) -> bool {
        self.row.required == Requirement::Always && self.standing == Standing::Current
    }

    /// It must be present.
    pub(crate) fn must_stand(&self) -> bool {
        self.is_required() || self.row.required == Requirement::Present
    }

    /// It may stand more than once, by its schema.
    pub(crate) fn stands_often(&self) -> bool {
        self.row.schema.is_some_and(|schema| schema.many)
    }

    /// The place its own constraints have in the document.
    pub(crate) fn citation(&self) -> Option<&'static RowCitation> {
        self.row.citation.or_else(|| self.row.schema.and_then(|schema| schema.citation.as_ref()))
    }

    /// It holds a list of objects.
    pub(crate) fn is_list(&self) -> bool {
        self.row.field_type == FieldType::List
    }

    /// It holds a list, whose items XML may repeat without a wrapper.
    pub(crate) fn may_repeat(&self) -> bool {
        matches!(self.row.field_type, FieldType::List | FieldType::Texts)
    }

    /// Severity of its absence.
    pub(crate) fn missing_severity(&self) -> Severity {
        if self.row.grade.allows_error() { Severity::Error } else { Severity::Warning }
    }
}

/// One field table.
#[derive(Debug)]
pub(crate) struct Type {
    pub(crate) fields: Vec<Field>,
    /// What a schema says about it.
    pub(crate) schema: Option<&'static TypeSchema>,
    /// Its fields are attributes.
    pub(crate) attributes: bool,
    /// Its table is public nowhere: this is what its other fields are.
    pub(crate) other: Option<Field>,
}

impl Type {
    /// Number of the field of that name; `hint` is the one expected.
    #[inline]
    pub(crate) fn find(&self, name: &[u8], hint: usize) -> Option<usize> {
        if self.fields.get(hint).is_some_and(|field| plain::same(field.row.name.as_bytes(), name)) {
            return Some(hint);
        }
        self.fields.iter().position(|field| field.row.name.as_bytes() == name)
    }

    /// Number of the field of that name.
    pub(crate) fn slot(&self, name: &str) -> Option<usize> {
        self.find(name.as_bytes(), usize::MAX)
    }
}

/// A field of a table that is public nowhere.
pub(crate) static UNKNOWN: Row = Row {
    number: None,
    name: "",
    field_type: FieldType::Any,
    form: None,
    codes: None,
    of: None,
    required: Requirement::Optional,
    grade: RowGrade::Derived,
    max: None,
    max_grade: RowGrade::Derived,
    min_items: None,
    edition: None,
    only: None,
    gap: false,
    personal: false,
    bare: false,
    secret: false,
    when: &[],
    example: None,
    meaning: None,
    citation: None,
    schema: None,
};

//! Field tables made ready for checking: each row with its code list, and where it stands in the edition.

use std::sync::{Arc, LazyLock};

use crate::{
    bytes::are_same,
    model::Severity,
    standard::{Citation, CodeList, FieldType, Requirement, Row, RowGrade, RowSchema, Term, TypeSchema},
};

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
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the field")]
pub(crate) struct Field {
    pub(crate) row: Arc<Row>,
    /// Of the row, at hand: every value of a record is found by its name and checked by its type.
    pub(crate) name: Term,
    pub(crate) kind: FieldType,
    /// Must it be there? The packet and the profile may ask for less than the row.
    pub(crate) required: Requirement,
    /// Grade of the requirement, in this profile.
    pub(crate) grade: RowGrade,
    /// Grade of the limit, in this profile.
    pub(crate) max_grade: RowGrade,
    /// The place its own constraints have in the document.
    pub(crate) ground: Option<Citation>,
    pub(crate) standing: Standing,
    /// The code list that its row names.
    pub(crate) list: Option<Arc<CodeList>>,
    /// Number of the type of a list's items, or of an object.
    pub(crate) items: Option<usize>,
    /// A coded, dated or shaped value: surrounding space is a fault of its own.
    pub(crate) strict: bool,
    /// It is checked as a schema says.
    pub(crate) as_written: bool,
    /// One value of the edition that is checked, as most fields are.
    pub(crate) single: bool,
    /// A value that was right once is right again, whatever stands around it.
    pub(crate) alone: bool,
    /// Such values also come again in other records, as those of offices and procedures do: it is worth while to remember
    /// which were right.
    pub(crate) comes_again: bool,
}

impl Field {
    /// Its name.
    #[inline(always)]
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Its code list and the list's name.
    #[inline(always)]
    pub(crate) fn codes(&self) -> Option<(&str, &CodeList)> {
        Some((self.row.codes.as_deref()?, self.list.as_deref()?))
    }

    /// It must be present and not empty.
    pub(crate) fn is_required(&self) -> bool {
        self.required == Requirement::Always && self.standing == Standing::Current
    }

    /// It must be present.
    pub(crate) fn must_stand(&self) -> bool {
        self.is_required() || self.required == Requirement::Present
    }

    /// It may stand more than once, by its schema.
    pub(crate) fn stands_often(&self) -> bool {
        self.schema().is_some_and(|schema| schema.many)
    }

    /// What the packet's schema says about it.
    pub(crate) fn schema(&self) -> Option<&RowSchema> {
        self.row.schema.as_ref()
    }

    /// What its row alone cites.
    pub(crate) fn cited(&self) -> Option<&Citation> {
        self.row.citation.as_ref()
    }

    /// It holds a list of objects.
    pub(crate) fn is_list(&self) -> bool {
        self.kind == FieldType::List
    }

    /// It holds a list, whose items XML may repeat without a wrapper.
    pub(crate) fn may_repeat(&self) -> bool {
        matches!(self.kind, FieldType::List | FieldType::Texts)
    }

    /// Severity of its absence.
    pub(crate) fn missing_severity(&self) -> Severity {
        if self.grade.allows_error() { Severity::Error } else { Severity::Warning }
    }
}

/// One field table.
#[derive(Debug)]
pub(crate) struct Type {
    pub(crate) fields: Vec<Field>,
    /// What a schema says about it.
    pub(crate) schema: Option<Arc<TypeSchema>>,
    /// Where it says so.
    pub(crate) ground: Option<Citation>,
    /// Its fields are attributes.
    pub(crate) attributes: bool,
    /// Its table is public nowhere: this is what its other fields are.
    pub(crate) other: Option<Field>,
}

impl Type {
    /// Number of the field of that name; `hint` is the one expected.
    #[inline]
    pub(crate) fn find(&self, name: &[u8], hint: usize) -> Option<usize> {
        if self.fields.get(hint).is_some_and(|field| are_same(field.name().as_bytes(), name)) {
            return Some(hint);
        }
        self.position(name, hint)
    }

    /// As [`Type::find`]: most members stand in the order of the table, some of them absent.
    #[inline(never)]
    fn position(&self, name: &[u8], hint: usize) -> Option<usize> {
        let (before, from_hint) = self.fields.split_at(hint.min(self.fields.len()));
        let position = |fields: &[Field]| fields.iter().position(|field| are_same(field.name().as_bytes(), name));
        position(from_hint).map(|slot| before.len() + slot).or_else(|| position(before))
    }

    /// Number of the field of that name.
    pub(crate) fn slot(&self, name: &str) -> Option<usize> {
        self.find(name.as_bytes(), usize::MAX)
    }
}

/// A field of a table that is public nowhere.
pub(crate) static UNKNOWN: LazyLock<Arc<Row>> = LazyLock::new(|| {
    Arc::new(Row {
        field_type: FieldType::Any,
        grade: RowGrade::Derived,
        max_grade: Some(RowGrade::Derived),
        ..Row::default()
    })
});

//! The words of the data files' enumerations, in the order of the numbers that stand for them. The build and a reader's
//! own profile go by them.

/// How sure a constraint is.
pub(crate) const GRADES: &[&str] = &["text", "practice", "practice-one-source", "derived"];
/// What a field holds.
pub(crate) const TYPES: &[&str] = &[
    "text",
    "opaque",
    "code",
    "datetime",
    "amount",
    "integer",
    "boolean-or-null",
    "identifier",
    "list",
    "object",
    "texts",
    "service",
    "reply-code",
    "records",
    "count",
    "number",
    "percent",
    "percentage",
    "month",
    "year",
    "month-year",
    "day",
    "date-or-year",
    "date",
    "number-code",
    "record",
    "any",
    "digits",
    "iso-date",
    "iso-datetime",
    "schema-year",
    "natural",
];
/// The shape of an identifier.
pub(crate) const FORMS: &[&str] = &[
    "MaHoSo",
    "MaTTHC",
    "MaLinhVuc",
    "MaThanhPhanHoSo",
    "MaGiayToKetQua",
    "MaDonVi",
    "SoDinhDanh",
    "email",
    "phone",
    "url",
    "digits",
    "CCCD",
    "CMND",
    "SoGiayTo",
    "MaSoThue",
];
/// Whether a field must be there.
pub(crate) const REQUIREMENTS: &[&str] = &["always", "conditional", "optional", "present"];

//! The words of the data files' enumerations, in the order of the numbers that stand for them. The build and a reader's
//! own profile go by them.

/// How sure a constraint is.
pub(crate) const GRADES: [&str; 4] = ["text", "practice", "practice-one-source", "derived"];
/// What a field holds.
pub(crate) const TYPES: [&str; 13] = [
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
    "service",
    "reply-code",
    "records",
];
/// The shape of an identifier.
pub(crate) const FORMS: [&str; 10] = [
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
];
/// Whether a field must be there.
pub(crate) const REQUIREMENTS: [&str; 3] = ["always", "conditional", "optional"];

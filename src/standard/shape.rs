//! What a data file may say: the members of each of its objects, and what kind of value each has. A reader's own profile
//! is held to this, a test holds the built-in files to it, and the JSON Schema of a profile is made from it.

/// What stands in the place of a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// A text that is not blank.
    Text,
    /// A whole number from 0.
    Number,
    /// `true` or `false`.
    Flag,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// A list of texts.
    Texts,
    /// An object.
    Object(&'static [Member]),
    /// A list of such objects.
    List(&'static [Member]),
    /// An object whose members, of any name, are such objects.
    Named(&'static [Member]),
    /// An object whose members, of any name, are lists of texts.
    NamedTexts,
}

/// One member of an object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    pub(crate) required: bool,
}

const fn must(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, required: true }
}

const fn may(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, required: false }
}

/// The names of the enumerations, in the order of their numbers.
pub(crate) use super::names::{FORMS, GRADES, REQUIREMENTS, TYPES};

const BOTH: &[Member] = &[may("vi", Shape::Text), may("en", Shape::Text)];

const CITATION: &[Member] = &[must("doc", Shape::Text), must("place", Shape::Text)];

const DOCUMENT: &[Member] = &[
    must("id", Shape::Text),
    must("title", Shape::Text),
    may("vi", Shape::Text),
    may("en", Shape::Text),
    must("grade", Shape::OneOf(GRADES)),
];

const CODE: &[Member] =
    &[must("code", Shape::Text), must("vi", Shape::Text), may("en", Shape::Text), may("grade", Shape::OneOf(GRADES))];

const CODES: &[Member] =
    &[must("grade", Shape::OneOf(GRADES)), may("open", Shape::Flag), must("codes", Shape::List(CODE))];

const CASE: &[Member] = &[
    must("if", Shape::NamedTexts),
    must("cites", Shape::Object(CITATION)),
    must("item", Shape::Object(BOTH)),
    may("codes", Shape::Text),
];

/// A row of a field table. What a row of an own profile leaves out stays as the built-in row has it.
pub(crate) const ROW: &[Member] = &[
    may("number", Shape::Number),
    must("name", Shape::Text),
    may("type", Shape::OneOf(TYPES)),
    may("form", Shape::OneOf(FORMS)),
    may("codes", Shape::Text),
    may("of", Shape::Text),
    may("required", Shape::OneOf(REQUIREMENTS)),
    may("grade", Shape::OneOf(GRADES)),
    may("max", Shape::Number),
    may("maxGrade", Shape::OneOf(GRADES)),
    may("minItems", Shape::Number),
    may("edition", Shape::Text),
    may("gap", Shape::Flag),
    may("personal", Shape::Flag),
    may("bare", Shape::Flag),
    may("secret", Shape::Flag),
    may("when", Shape::List(CASE)),
    may("example", Shape::Text),
    may("meaning", Shape::Object(BOTH)),
    may("citation", Shape::Object(CITATION)),
];

const TYPE: &[Member] = &[may("title", Shape::Object(BOTH)), may("gap", Shape::Flag), must("fields", Shape::List(ROW))];

/// A packet.
pub(crate) const PACKET: &[Member] = &[
    must("id", Shape::Text),
    may("group", Shape::Number),
    may("title", Shape::Object(BOTH)),
    may("profiles", Shape::Texts),
    may("citation", Shape::Object(CITATION)),
    may("record", Shape::Text),
    may("key", Shape::Text),
    may("unique", Shape::Texts),
    may("atLeastOne", Shape::Texts),
    may("asks", Shape::Flag),
    may("lenient", Shape::Flag),
    may("like", Shape::Text),
    may("types", Shape::Named(TYPE)),
];

/// A reader's own profile.
pub(crate) const PROFILE: &[Member] = &[
    may("$schema", Shape::Text),
    may("title", Shape::Object(BOTH)),
    must("base", Shape::Text),
    may("documents", Shape::List(DOCUMENT)),
    may("codes", Shape::Named(CODES)),
    may("packets", Shape::List(PACKET)),
];

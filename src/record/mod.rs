//! What a rule may see: one record as nodes of the source, its fields found by their tables, and the output that takes
//! what the rule says of it. Which node is which field, the checker finds out before.

pub(crate) mod arena;
pub(crate) mod convention;
pub(crate) mod date;
pub(crate) mod ending;
pub(crate) mod identifier;
pub(crate) mod kept;
pub(crate) mod known;
pub(crate) mod names;
pub(crate) mod natural;
mod once;
pub(crate) mod orders;
pub(crate) mod output;
pub(crate) mod places;
mod privacy;
pub(crate) mod remark;
pub(crate) mod space;
pub(crate) mod table;
mod view;

use std::borrow::Cow;

use crate::source::{self, Flags, ScalarKind, Span, Window};
use arena::{Arena, Kind, Node};
use known::KnownValues;
use orders::Orders;
use table::Field;
pub(crate) use view::Record;

/// No node stands at this field.
pub(crate) const NONE: u32 = u32::MAX;

/// Which syntax the nodes come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    Json,
    Xml,
}

/// Where a record stands.
#[derive(Clone, Copy)]
pub(crate) struct Site<'a> {
    pub(crate) arena: &'a Arena,
    pub(crate) window: &'a Window<'a>,
    pub(crate) syntax: Syntax,
    /// Path of the record.
    pub(crate) path: &'a str,
    pub(crate) record: Option<u32>,
    /// The record's field that holds its own code.
    pub(crate) key: Option<usize>,
}

/// An object that was matched against a type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Object {
    pub(crate) node: u32,
    pub(crate) type_number: usize,
    /// Where its fields begin in [`Record::slots`].
    pub(crate) base: usize,
    pub(crate) parent: usize,
    pub(crate) parent_slot: usize,
    pub(crate) place: Place,
}

/// Where an object stands in its parent.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    /// It is the value of a field.
    Member,
    /// It has that number in a list.
    Item(u32),
    /// In XML: the element itself, which has that number among those of its name, is the item.
    Repeated(u32),
}

/// Memory for matching that is used again for every record.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(crate) objects: Vec<Object>,
    pub(crate) slots: Vec<u32>,
    /// Elements of the same name behind the first: (object, slot, node).
    pub(crate) repeats: Vec<(usize, usize, u32)>,
    /// The values of lists of plain values: (object, slot, node).
    pub(crate) values: Vec<(usize, usize, u32)>,
    pub(crate) known: KnownValues,
    pub(crate) orders: Orders,
}

impl Scratch {
    /// Another plan is checked against from now on.
    pub(crate) fn plan_changed(&mut self) {
        self.known.clear();
        self.orders = Orders::default();
    }
}

/// A value a rule looks at.
#[derive(Clone, Copy)]
pub(crate) struct Value<'a> {
    pub(crate) object: usize,
    pub(crate) field: &'a Field,
    /// Where it stands in the field: the field's value, or one of a list.
    pub(crate) place: Place,
    pub(crate) node: &'a Node,
    pub(crate) raw: &'a [u8],
    pub(crate) window: &'a Window<'a>,
    pub(crate) syntax: Syntax,
}

impl<'a> Value<'a> {
    /// The bytes as they stand in the source; equal to the text unless it has escapes.
    #[inline]
    pub(crate) fn bytes(&self) -> Cow<'a, [u8]> {
        if !self.node.flags.has(Flags::ESCAPED) {
            return Cow::Borrowed(self.raw);
        }
        match self.text() {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        }
    }

    /// It holds no text, or nothing but white space.
    pub(crate) fn is_blank(&self) -> bool {
        is_blank(self.raw, self.node.flags, self.syntax)
    }

    /// The text, decoded.
    pub(crate) fn text(&self) -> Cow<'a, str> {
        self.node.text_in(self.window, self.syntax)
    }

    /// The text, decoded, without the white space around it.
    pub(crate) fn trimmed(&self) -> Cow<'a, str> {
        match self.text() {
            Cow::Borrowed(text) => Cow::Borrowed(space::trim(text)),
            Cow::Owned(text) => Cow::Owned(space::trim(&text).to_owned()),
        }
    }

    /// The same as bytes, which need not be decoded in most values.
    #[inline]
    pub(crate) fn trimmed_bytes(&self) -> Cow<'a, [u8]> {
        if !self.node.flags.has(Flags::ESCAPED) && space::has_plain_ends(self.raw) {
            return Cow::Borrowed(self.raw);
        }
        match self.trimmed() {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        }
    }

    /// A JSON number or truth value.
    pub(crate) fn is_bare(&self) -> bool {
        matches!(self.node.kind, Kind::Scalar(ScalarKind::Number | ScalarKind::Boolean))
    }
}

impl Site<'_> {
    /// The node holds no text, or nothing but white space, however it is written.
    pub(crate) fn is_blank(&self, node: &Node) -> bool {
        is_blank(self.window.bytes(node.text), node.flags, self.syntax)
    }
}

#[inline(always)]
fn is_blank(raw: &[u8], flags: Flags, syntax: Syntax) -> bool {
    // Most values begin with a letter or a digit.
    !raw.first().is_some_and(u8::is_ascii_alphanumeric) && is_blank_throughout(raw, flags, syntax)
}

#[inline(never)]
fn is_blank_throughout(raw: &[u8], flags: Flags, syntax: Syntax) -> bool {
    let Some(at) = raw.iter().position(|byte| !byte.is_ascii_whitespace()) else { return true };
    // An escape, a reference, a CDATA section, or a beginning that white space and Vietnamese letters do not share.
    let may_be_space = matches!(
        raw.get(at..),
        Some([b'\\' | b'&' | b'<' | 0xC2 | 0xE2 | 0xEF, ..] | [0xE1, 0x9A | 0xA0, ..] | [0xE3, 0x80, ..])
    );
    may_be_space && decode_raw(raw, flags, syntax).chars().all(space::is_space)
}

impl Node {
    /// Its name, decoded.
    pub(crate) fn name_in<'w>(&self, window: &Window<'w>, syntax: Syntax) -> Cow<'w, str> {
        decode(window, self.name, self.name_flags, syntax)
    }

    /// What stands inside it, decoded.
    pub(crate) fn text_in<'w>(&self, window: &Window<'w>, syntax: Syntax) -> Cow<'w, str> {
        decode(window, self.text, self.flags, syntax)
    }
}

/// The text of a part of the source.
pub(crate) fn decode<'w>(window: &Window<'w>, span: Span, flags: Flags, syntax: Syntax) -> Cow<'w, str> {
    match window.sound(span) {
        Some(text) if !flags.has(Flags::ESCAPED) => Cow::Borrowed(text),
        _ => decode_raw(window.bytes(span), flags, syntax),
    }
}

/// The text of a raw token.
fn decode_raw(raw: &[u8], flags: Flags, syntax: Syntax) -> Cow<'_, str> {
    if !flags.has(Flags::ESCAPED) {
        // Much quicker than the lossy reading where nothing is lost, which is nearly always.
        return std::str::from_utf8(raw).map_or_else(|_| String::from_utf8_lossy(raw), Cow::Borrowed);
    }
    match syntax {
        Syntax::Json => source::json::decode(raw),
        Syntax::Xml => source::xml::decode(raw),
    }
}

#[inline(always)]
pub(crate) fn value_of<'a>(site: &Site<'a>, object: usize, field: &'a Field, node: &'a Node) -> Value<'a> {
    let Site { window, syntax, .. } = *site;
    Value { object, field, place: Place::Member, node, raw: window.bytes(node.text), window, syntax }
}

//! One record against its field tables: which node is which field, what is missing, unknown or misspelled, and every
//! value against its row. What several fields say together is for the rules in `rules`, which see the result.

use std::{borrow::Cow, fmt::Write as _};

use super::{
    arena::{Arena, Kind, Node},
    names,
    output::{Draft, DraftFix, Output},
    plan::{Field, Plan, Standing, Type},
    value,
};
use crate::{
    plain,
    report::Severity,
    rules::remark::Remark,
    source::{self, Flags, ScalarKind, Span, Window},
    standard::{FieldType, RowCitation},
};

/// No node stands at this field.
const NONE: u32 = u32::MAX;
/// So many unknown names in one object are compared with the known ones; beyond, they are only reported.
const COMPARED_NAMES: usize = 64;

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
struct Object {
    node: u32,
    type_number: usize,
    /// Where its fields begin in [`Record::slots`].
    base: usize,
    parent: usize,
    parent_slot: usize,
    place: Place,
}

/// Where an object stands in its parent.
#[derive(Clone, Copy, Debug)]
enum Place {
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
    objects: Vec<Object>,
    slots: Vec<u32>,
    /// Elements of the same name behind the first: (object, slot, node).
    repeats: Vec<(usize, usize, u32)>,
}

/// A record whose fields have been found.
pub(crate) struct Record<'a> {
    pub(crate) site: Site<'a>,
    types: &'a [Type],
    citation: &'static RowCitation,
    scratch: &'a Scratch,
}

/// A value a rule looks at.
#[derive(Clone, Copy)]
pub(crate) struct Value<'a> {
    object: usize,
    pub(crate) field: &'a Field,
    pub(crate) node: &'a Node,
    raw: &'a [u8],
    syntax: Syntax,
}

impl<'a> Value<'a> {
    /// The bytes as they stand in the source; equal to the text unless it has escapes.
    pub(crate) fn bytes(&self) -> Cow<'a, [u8]> {
        if !self.node.flags.has(Flags::ESCAPED) {
            return Cow::Borrowed(self.raw);
        }
        match self.text() {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        }
    }

    /// The text, decoded.
    pub(crate) fn text(&self) -> Cow<'a, str> {
        decode(self.raw, self.node.flags, self.syntax)
    }
}

/// The text of a raw token.
pub(crate) fn decode(raw: &[u8], flags: Flags, syntax: Syntax) -> Cow<'_, str> {
    if !flags.has(Flags::ESCAPED) {
        // Much quicker than the lossy reading where nothing is lost, which is nearly always.
        return std::str::from_utf8(raw).map_or_else(|_| String::from_utf8_lossy(raw), Cow::Borrowed);
    }
    match syntax {
        Syntax::Json => source::json::decode(raw),
        Syntax::Xml => source::xml::decode(raw),
    }
}

/// Checks one record (or an envelope) and leaves its fields in `scratch` for [`Record`].
pub(crate) struct Matcher<'a, 'o> {
    pub(crate) site: Site<'a>,
    pub(crate) types: &'a [Type],
    pub(crate) citation: &'static RowCitation,
    pub(crate) scratch: &'a mut Scratch,
    pub(crate) output: &'o mut Output,
    /// A required field that may be absent after all: what it would say is known otherwise.
    pub(crate) waived: Option<&'static str>,
}

impl<'a> Matcher<'a, '_> {
    /// Matches the node `root` against the first type, and everything below it.
    pub(crate) fn run(&mut self, root: u32, root_type: usize) {
        self.scratch.objects.clear();
        self.scratch.slots.clear();
        self.scratch.repeats.clear();
        self.object(Object {
            node: root,
            type_number: root_type,
            base: 0,
            parent: 0,
            parent_slot: 0,
            place: Place::Member,
        });
    }

    fn table(&self, number: usize) -> &'a Type {
        static NONE: Type = Type { fields: Vec::new(), other: None };
        self.types.get(number).unwrap_or(&NONE)
    }

    fn object(&mut self, mut object: Object) {
        let table = self.table(object.type_number);
        object.base = self.scratch.slots.len();
        let number = self.scratch.objects.len();
        self.scratch.slots.resize(object.base + table.fields.len(), NONE);
        self.scratch.objects.push(object);
        let unknown = self.assign(number, table);
        if !unknown.is_empty() {
            self.unknown_names(number, table, &unknown);
        }
        for (slot, field) in table.fields.iter().enumerate() {
            let node = self.slot(object.base + slot);
            if node == NONE {
                if field.is_required() && self.waived != Some(field.row.name) {
                    self.missing(number, field);
                }
            } else {
                self.field(number, slot, field, node);
            }
        }
    }

    fn slot(&self, at: usize) -> u32 {
        self.scratch.slots.get(at).copied().unwrap_or(NONE)
    }

    /// Gives every child to its field; returns those of unknown names.
    fn assign(&mut self, number: usize, table: &'a Type) -> Vec<u32> {
        let Some(object) = self.scratch.objects.get(number).copied() else {
            return Vec::new();
        };
        let mut unknown = Vec::new();
        let mut hint = 0;
        for child in self.site.arena.children(object.node) {
            let node = self.site.arena.node(child);
            let raw = self.site.window.bytes(node.name);
            let found = if node.name_flags.has(Flags::ESCAPED) {
                table.find(decode(raw, node.name_flags, self.site.syntax).as_bytes(), hint)
            } else {
                table.find(raw, hint)
            };
            let Some(slot) = found else {
                unknown.push(child);
                continue;
            };
            hint = slot + 1;
            let Some(place) = self.scratch.slots.get_mut(object.base + slot) else {
                continue;
            };
            if *place == NONE {
                *place = child;
                continue;
            }
            let first = *place;
            let is_list = table.fields.get(slot).is_some_and(Field::is_list);
            if self.site.syntax == Syntax::Xml && is_list {
                self.scratch.repeats.push((number, slot, child));
            } else {
                self.duplicate(number, child, first);
            }
        }
        unknown
    }

    fn unknown_names(&mut self, number: usize, table: &'a Type, unknown: &[u32]) {
        let base = self.scratch.objects.get(number).map_or(0, |object| object.base);
        let mut seen: Vec<(Cow<'a, str>, u32)> = Vec::new();
        for (count, &child) in unknown.iter().enumerate() {
            let node = self.site.arena.node(child);
            let name = decode(self.site.window.bytes(node.name), node.name_flags, self.site.syntax);
            if count < COMPARED_NAMES {
                if let Some((_, first)) = seen.iter().find(|(known, _)| *known == name) {
                    self.duplicate(number, child, *first);
                    continue;
                }
                seen.push((name.clone(), child));
                let open = |slot: usize| self.slot(base + slot) == NONE;
                let nearest = names::nearest(&name, table.fields.iter().map(|field| field.row.name), open);
                if let Some(slot) = nearest {
                    if let Some(place) = self.scratch.slots.get_mut(base + slot) {
                        *place = child;
                    }
                    self.misspelled(number, child, table, slot);
                    continue;
                }
            }
            if let Some(other) = &table.other {
                let path = format!("{}/{}", self.path(number), self.segment(&name));
                self.anything(number, other, child, &name, &path);
                continue;
            }
            self.unknown(number, child, &name, table);
        }
    }

    fn field(&mut self, number: usize, slot: usize, field: &'a Field, child: u32) {
        if field.standing != Standing::Current {
            let message = match field.standing {
                Standing::Later | Standing::Current => "later-edition",
                Standing::Older | Standing::Elsewhere => "older-edition",
            };
            let remark = Remark::new("unknown-field", message).severity(Severity::Info).grade(field.row.grade);
            self.at_name(number, child, field.row.name, remark);
            return;
        }
        match field.row.field_type {
            FieldType::List => self.list(number, slot, field, child),
            FieldType::Object => self.nested(number, slot, field, child),
            FieldType::Records | FieldType::Record => self.records(number, field, child),
            FieldType::Any => {
                let path = format!("{}/{}", self.path(number), self.segment(field.row.name));
                self.anything(number, field, child, field.row.name, &path);
                self.gap(&self.value(number, field, child));
            }
            _ => self.scalar(number, field, child),
        }
    }

    // ---- values -----------------------------------------------------------------------------------------------

    fn value(&self, object: usize, field: &'a Field, child: u32) -> Value<'a> {
        let node = self.site.arena.node(child);
        Value { object, field, node, raw: self.site.window.bytes(node.text), syntax: self.site.syntax }
    }

    fn scalar(&mut self, number: usize, field: &'a Field, child: u32) {
        let value = self.value(number, field, child);
        if value.node.flags.has(Flags::DAMAGED) {
            return;
        }
        let is_leaf = self.site.arena.is_leaf(child);
        match value.node.kind {
            Kind::Object => return self.wrong_type(&value, "object-for-scalar", "string"),
            Kind::List => return self.wrong_type(&value, "list-for-scalar", "string"),
            Kind::Element if !is_leaf => {
                return self.wrong_type(&value, "object-for-scalar", "string");
            }
            Kind::Scalar(ScalarKind::Number) if !value::takes_number(field) => {
                return self.unquoted(&value, "number-for-string");
            }
            Kind::Scalar(ScalarKind::Boolean) if field.row.field_type != FieldType::BooleanOrNull => {
                return self.unquoted(&value, "boolean-for-string");
            }
            Kind::Scalar(ScalarKind::Null) => return self.null(&value),
            _ => {}
        }
        if value.raw.iter().all(u8::is_ascii_whitespace) {
            return self.empty(&value);
        }
        let is_string = value.node.kind == Kind::Scalar(ScalarKind::String);
        if is_string && field.row.field_type == FieldType::Number && value.raw.iter().all(u8::is_ascii_digit) {
            return self.quoted(&value);
        }
        for remark in value::check(&value) {
            self.at_value(&value, remark);
        }
        self.gap(&value);
    }

    /// What the field may hold is public nowhere: said once.
    fn gap(&mut self, value: &Value<'a>) {
        if value.field.row.gap && self.output.is_new_gap(value.field.row.name) {
            self.at_value(value, Remark::new("not-checkable", "field").severity(Severity::Info));
        }
    }

    /// A part of which nothing is known: every text in it is looked at for what every text must be.
    fn anything(&mut self, number: usize, field: &'a Field, child: u32, name: &str, path: &str) {
        let value = self.value(number, field, child);
        if value.node.flags.has(Flags::DAMAGED) {
            return;
        }
        if self.site.arena.is_leaf(child) {
            let is_text = matches!(value.node.kind, Kind::Element | Kind::Scalar(ScalarKind::String));
            if is_text && !value.raw.iter().all(u8::is_ascii_whitespace) {
                for remark in value::check(&value) {
                    self.report(remark, value.node.marked(), path.to_owned(), Some(name), Some(&value));
                }
            }
            return;
        }
        let is_list = value.node.kind == Kind::List;
        let mut names: Vec<String> = Vec::new();
        for (position, inner) in self.site.arena.children(child).enumerate() {
            let node = self.site.arena.node(inner);
            let own = decode(self.site.window.bytes(node.name), node.name_flags, self.site.syntax).into_owned();
            let mut path = format!("{path}/");
            if is_list {
                _ = write!(path, "{position}");
            } else {
                path += &self.segment(&own);
            }
            let before = names.iter().filter(|known| **known == own).count();
            if self.site.syntax == Syntax::Xml && before > 0 {
                _ = write!(path, "[{}]", before + 1);
            }
            self.anything(number, field, inner, if is_list { name } else { &own }, &path);
            names.push(own);
        }
    }

    fn empty(&mut self, value: &Value<'a>) {
        let field = value.field;
        if value.node.nil && field.row.field_type == FieldType::BooleanOrNull {
            return;
        }
        if field.is_required() {
            self.required_value(value, "empty");
        }
    }

    fn null(&mut self, value: &Value<'a>) {
        if value.field.row.field_type == FieldType::BooleanOrNull {
            return;
        }
        if value.field.is_required() {
            self.required_value(value, "null");
        } else {
            self.at_value_token(value, Remark::new("null-value", "null").fix("empty-string", "\"\"", true));
        }
    }

    fn required_value(&mut self, value: &Value<'a>, message: &'static str) {
        let row = &value.field.row;
        let expected = if row.example.is_some() { "value" } else { "value-list" };
        let remark = Remark::new("empty-required", message).expected(expected);
        let remark = remark.severity(value.field.missing_severity()).grade(row.grade);
        self.at_value(value, remark.with("example", row.example.unwrap_or_default()));
    }

    fn wrong_type(&mut self, value: &Value<'a>, message: &'static str, expected: &'static str) {
        let remark = Remark::new("wrong-type", message).expected(expected).severity(Severity::Error);
        self.at_opening(value, remark);
    }

    /// A number or a truth value where a string is expected: quoting it repairs it.
    fn unquoted(&mut self, value: &Value<'a>, message: &'static str) {
        let token = String::from_utf8_lossy(value.raw).into_owned();
        let quoted = match token.as_str() {
            "true" if value.field.codes.is_some_and(|(name, _)| name == "TrueFalse") => "\"True\"".to_owned(),
            "false" if value.field.codes.is_some_and(|(name, _)| name == "TrueFalse") => "\"False\"".to_owned(),
            _ => format!("\"{token}\""),
        };
        let remark = Remark::new("wrong-type", message).expected("string").severity(Severity::Warning);
        self.at_value_token(value, remark.fix("quote", quoted, true));
    }

    /// Digits in quotes where a number is expected: without the quotes they are one, but for a zero before it.
    fn quoted(&mut self, value: &Value<'a>) {
        let digits = String::from_utf8_lossy(value.raw).into_owned();
        let remark = Remark::new("wrong-type", "string-for-number").expected("number");
        let remark = remark.severity(Severity::Warning).grade(value.field.row.grade);
        let is_number = digits.len() == 1 || !digits.starts_with('0');
        self.at_value_token(value, if is_number { remark.fix("unquote", digits, true) } else { remark });
    }

    /// An object in the place of a value.
    fn nested(&mut self, number: usize, slot: usize, field: &'a Field, child: u32) {
        let value = self.value(number, field, child);
        let Some(type_number) = field.items else { return };
        let is_blank = value.raw.iter().all(u8::is_ascii_whitespace);
        match value.node.kind {
            _ if value.node.flags.has(Flags::DAMAGED) => {}
            Kind::Scalar(ScalarKind::Null) => self.null(&value),
            Kind::Scalar(ScalarKind::String) if is_blank => self.empty(&value),
            Kind::Scalar(_) => self.wrong_type(&value, "value-for-group", "object"),
            Kind::List => self.wrong_type(&value, "list-for-group", "object"),
            Kind::Element if self.site.arena.is_leaf(child) && is_blank => self.empty(&value),
            Kind::Element if self.site.arena.is_leaf(child) => self.wrong_type(&value, "value-for-group", "object"),
            Kind::Object | Kind::Element => self.object(Object {
                node: child,
                type_number,
                base: 0,
                parent: number,
                parent_slot: slot,
                place: Place::Member,
            }),
        }
    }

    // ---- lists ------------------------------------------------------------------------------------------------

    fn list(&mut self, number: usize, slot: usize, field: &'a Field, child: u32) {
        let value = self.value(number, field, child);
        if value.node.flags.has(Flags::DAMAGED) {
            return;
        }
        let before = self.scratch.objects.len();
        match value.node.kind {
            Kind::Scalar(ScalarKind::Null) => return self.null(&value),
            Kind::Scalar(ScalarKind::String) if value.raw.iter().all(u8::is_ascii_whitespace) => {
                return self.empty(&value);
            }
            Kind::Scalar(_) => return self.wrong_type(&value, "scalar-for-list", "list"),
            Kind::Object => return self.wrong_type(&value, "object-for-list", "list"),
            Kind::List => self.json_items(number, slot, field, child),
            Kind::Element => {
                if self.site.arena.is_leaf(child) && !value.raw.iter().all(u8::is_ascii_whitespace) {
                    return self.wrong_type(&value, "scalar-for-list", "list");
                }
                self.xml_items(number, slot, field, child);
            }
        }
        if self.scratch.objects.len() == before && field.is_required() && field.row.min_items.is_some() {
            self.empty(&value);
        }
    }

    fn json_items(&mut self, number: usize, slot: usize, field: &'a Field, list: u32) {
        let Some(items) = field.items else { return };
        for (position, item) in self.site.arena.children(list).enumerate() {
            let node = self.site.arena.node(item);
            if node.kind == Kind::Object {
                self.item(number, slot, items, item, Place::Item(position as u32));
            } else if !node.flags.has(Flags::DAMAGED) {
                let value = self.value(number, field, item);
                let mut path = self.path(number);
                _ = write!(path, "/{}/{position}", names::pointer(field.row.name));
                let remark = Remark::new("wrong-type", "scalar-for-object").expected("object");
                self.report(remark, value.node.marked(), path, Some(field.row.name), Some(&value));
            }
        }
    }

    fn xml_items(&mut self, number: usize, slot: usize, field: &'a Field, first: u32) {
        let Some(items) = field.items else { return };
        let mut elements = vec![first];
        let repeats = &mut self.scratch.repeats;
        repeats.retain(|(object, of, node)| {
            let mine = (*object, *of) == (number, slot);
            if mine {
                elements.push(*node);
            }
            !mine
        });
        let table = self.table(items);
        let mut position = 0;
        for element in elements {
            let is_field = |child: u32| {
                let name = self.site.window.bytes(self.site.arena.node(child).name);
                names::is_like(name, table.fields.iter().map(|field| field.row.name))
            };
            if self.site.arena.children(element).any(is_field) {
                self.item(number, slot, items, element, Place::Repeated(position));
                position += 1;
                continue;
            }
            for child in self.site.arena.children(element) {
                self.item(number, slot, items, child, Place::Item(position));
                position += 1;
            }
        }
    }

    fn item(&mut self, number: usize, slot: usize, items: usize, node: u32, place: Place) {
        self.object(Object { node, type_number: items, base: 0, parent: number, parent_slot: slot, place });
    }

    /// The member that holds the records: they are checked one by one elsewhere.
    fn records(&mut self, number: usize, field: &'a Field, child: u32) {
        let value = self.value(number, field, child);
        let is_one = field.row.field_type == FieldType::Record;
        match value.node.kind {
            Kind::Scalar(ScalarKind::String) if value.raw.iter().all(u8::is_ascii_whitespace) => self.empty(&value),
            Kind::Scalar(ScalarKind::Null) => self.null(&value),
            Kind::List if is_one => self.wrong_type(&value, "list-for-group", "object"),
            Kind::Scalar(_) if value.node.flags.has(Flags::DAMAGED) => {}
            Kind::Scalar(_) if is_one => self.wrong_type(&value, "value-for-group", "object"),
            Kind::Scalar(_) => self.wrong_type(&value, "scalar-for-list", "list"),
            _ => {}
        }
    }

    // ---- where findings stand -----------------------------------------------------------------------------------

    fn path(&self, number: usize) -> String {
        path_of(&self.site, self.scratch, self.types, number)
    }

    fn missing(&mut self, number: usize, field: &'a Field) {
        let Some(object) = self.scratch.objects.get(number) else {
            return;
        };
        let open = self.site.arena.node(object.node).open;
        let path = format!("{}/{}", self.path(number), self.segment(field.row.name));
        let message = if field.row.field_type == FieldType::Records { "records" } else { "missing" };
        let expected = if field.row.example.is_some() { "present" } else { "present-list" };
        let remark = Remark::new("missing-field", message)
            .expected(expected)
            .severity(field.missing_severity())
            .grade(field.row.grade)
            .with("example", field.row.example.unwrap_or_default());
        if let Some(mut draft) = self.draft(remark, open, path, Some(field.row.name), None) {
            draft.citation = field.row.citation.or(draft.citation);
            self.output.push(draft);
        }
    }

    fn segment(&self, name: &str) -> String {
        match self.site.syntax {
            Syntax::Json => names::pointer(name),
            Syntax::Xml => name.to_owned(),
        }
    }

    fn at_name(&mut self, number: usize, child: u32, name: &str, remark: Remark) {
        let span = self.site.arena.node(child).name;
        let path = format!("{}/{}", self.path(number), self.segment(name));
        self.report(remark, span, path, Some(name), None);
    }

    fn duplicate(&mut self, number: usize, child: u32, first: u32) {
        let node = self.site.arena.node(child);
        let name = decode(self.site.window.bytes(node.name), node.name_flags, self.site.syntax).into_owned();
        let message = if self.site.syntax == Syntax::Json { "key" } else { "element" };
        let mut path = format!("{}/{}", self.path(number), self.segment(&name));
        if self.site.syntax == Syntax::Xml {
            path.push_str("[2]");
        }
        let first = self.site.window.outermost(self.site.arena.node(first).name);
        if let Some(mut draft) = self.draft(Remark::new("duplicate-key", message), node.name, path, Some(&name), None) {
            draft.related.push((first, "first", <_>::default()));
            self.output.push(draft);
        }
    }

    fn unknown(&mut self, number: usize, child: u32, name: &str, table: &Type) {
        let all = table.fields.iter().map(|field| field.row.name);
        let similar = if name.len() <= 64 { names::nearest(name, all, |_| true) } else { None };
        let remark = match similar.and_then(|slot| table.fields.get(slot)) {
            Some(field) => Remark::new("unknown-field", "similar").with("similar", field.row.name),
            None => Remark::new("unknown-field", "unknown"),
        };
        self.at_name(number, child, &names::cut(name), remark);
    }

    fn misspelled(&mut self, number: usize, child: u32, table: &'a Type, slot: usize) {
        let Some(field) = table.fields.get(slot) else {
            return;
        };
        let node = *self.site.arena.node(child);
        let name = decode(self.site.window.bytes(node.name), node.name_flags, self.site.syntax).into_owned();
        let path = format!("{}/{}", self.path(number), self.segment(&name));
        let remark = Remark::new("misspelled-field", "misspelled");
        let Some(mut draft) = self.draft(remark, node.name, path, Some(field.row.name), None) else {
            return;
        };
        draft.found = Some(names::cut(&name));
        let mut edits = vec![(self.site.window.outermost(node.name), field.row.name.to_owned())];
        if node.kind == Kind::Element && node.text.end < node.close {
            // The end tag's name ends as the start tag's does: behind `</` and the same prefix.
            let end_tag = Span::new(node.text.end, node.close);
            let raw = self.site.window.bytes(end_tag);
            if let Some(at) = plain::find(raw, self.site.window.bytes(node.name)) {
                let start = end_tag.start + at as u32;
                let span = Span::new(start, start + (node.name.end - node.name.start));
                edits.push((self.site.window.outermost(span), field.row.name.to_owned()));
            }
        }
        draft.fix = Some(DraftFix { title: "rename", edits, places: Vec::new(), safe: true });
        self.output.push(draft);
    }

    fn at_value(&mut self, value: &Value<'a>, remark: Remark) {
        let path = format!("{}/{}", self.path(value.object), self.segment(value.field.row.name));
        self.report(remark, value.node.marked(), path, Some(value.field.row.name), Some(value));
    }

    fn at_opening(&mut self, value: &Value<'a>, remark: Remark) {
        let span = match value.node.kind {
            Kind::Scalar(_) => value.node.marked(),
            _ => value.node.open,
        };
        let path = format!("{}/{}", self.path(value.object), self.segment(value.field.row.name));
        self.report(remark, span, path, Some(value.field.row.name), None);
    }

    /// As [`Self::at_value`], with a fix that is a whole token already.
    fn at_value_token(&mut self, value: &Value<'a>, remark: Remark) {
        let path = format!("{}/{}", self.path(value.object), self.segment(value.field.row.name));
        let text = remark.fix.as_ref().map(|fix| fix.text.clone());
        let draft = self.draft(remark, value.node.marked(), path, Some(value.field.row.name), Some(value));
        let Some(mut draft) = draft else { return };
        if let (Some(fix), Some(text)) = (&mut draft.fix, text) {
            let text = if self.site.window.is_unwrapped() { source::json::escape(&text) } else { text };
            fix.edits = vec![(self.site.window.outermost(value.node.whole()), text)];
        }
        self.output.push(draft);
    }

    fn report(&mut self, remark: Remark, span: Span, path: String, field: Option<&str>, value: Option<&Value<'a>>) {
        if let Some(draft) = self.draft(remark, span, path, field, value) {
            self.output.push(draft);
        }
    }

    fn draft(
        &self,
        remark: Remark,
        span: Span,
        path: String,
        field: Option<&str>,
        value: Option<&Value<'a>>,
    ) -> Option<Box<Draft>> {
        let mut draft = draft(&self.site, self.citation, remark, span, path, field, value)?;
        draft.key = key_of(&self.site, self.scratch);
        Some(draft)
    }
}

fn draft(
    site: &Site<'_>,
    citation: &'static RowCitation,
    remark: Remark,
    span: Span,
    path: String,
    field: Option<&str>,
    value: Option<&Value<'_>>,
) -> Option<Box<Draft>> {
    let mut draft = Draft::from_remark(remark)?;
    draft.span = site.window.outermost(span);
    draft.path = path;
    draft.record = site.record;
    draft.field = field.map(str::to_owned);
    draft.citation = Some(citation);
    if let Some(value) = value {
        draft.citation = value.field.row.citation.or(draft.citation);
        draft.found = Some(names::cut(&value.text()));
        if let Some(fix) = &mut draft.fix {
            for (span, text) in &mut fix.edits {
                let (place, written) = replacement(site, value.node, text);
                (*span, *text) = (place, written);
            }
        }
    }
    Some(draft)
}

/// The edit that makes `text` the value of a node.
fn replacement(site: &Site<'_>, node: &Node, text: &str) -> (Span, String) {
    let written = match (site.syntax, node.kind) {
        (Syntax::Xml, _) => source::xml::escape(text),
        (Syntax::Json, Kind::Scalar(ScalarKind::String)) => source::json::escape(text),
        (Syntax::Json, _) => format!("\"{}\"", source::json::escape(text)),
    };
    let written = if site.window.is_unwrapped() { source::json::escape(&written) } else { written };
    (site.window.outermost(node.text), written)
}

fn path_of(site: &Site<'_>, scratch: &Scratch, types: &[Type], number: usize) -> String {
    let Some(object) = scratch.objects.get(number).filter(|_| number > 0) else {
        return site.path.to_owned();
    };
    let mut path = path_of(site, scratch, types, object.parent);
    let parent = scratch.objects.get(object.parent);
    let field = parent
        .and_then(|parent| types.get(parent.type_number))
        .and_then(|table| table.fields.get(object.parent_slot))
        .map_or("", |field| field.row.name);
    match (site.syntax, object.place) {
        (Syntax::Json, Place::Member) => _ = write!(path, "/{}", names::pointer(field)),
        (Syntax::Json, Place::Item(number) | Place::Repeated(number)) => {
            _ = write!(path, "/{}/{number}", names::pointer(field));
        }
        (Syntax::Xml, Place::Member) => _ = write!(path, "/{field}"),
        (Syntax::Xml, Place::Item(number)) => {
            let name = String::from_utf8_lossy(site.window.bytes(site.arena.node(object.node).name));
            _ = write!(path, "/{field}/{name}[{}]", number + 1);
        }
        (Syntax::Xml, Place::Repeated(number)) => _ = write!(path, "/{field}[{}]", number + 1),
    }
    path
}

fn key_of(site: &Site<'_>, scratch: &Scratch) -> Option<String> {
    site.record?;
    let object = scratch.objects.first()?;
    let node = scratch.slots.get(object.base + site.key?).filter(|node| **node != NONE)?;
    let node = site.arena.node(*node);
    let text = decode(site.window.bytes(node.text), node.flags, site.syntax);
    let text = text.trim();
    (!text.is_empty()).then(|| names::cut(text))
}

impl<'a> Record<'a> {
    pub(crate) fn new(site: Site<'a>, plan: &'a Plan, scratch: &'a Scratch) -> Self {
        Self { site, types: &plan.types, citation: plan.citation(), scratch }
    }

    /// The value of a field of the record itself: present, not empty, not the subject of a reading fault.
    pub(crate) fn get(&self, slot: usize) -> Option<Value<'a>> {
        self.get_in(0, slot)
    }

    /// The value of a field of an item, by the number [`Record::items`] gives.
    pub(crate) fn get_in(&self, object: usize, slot: usize) -> Option<Value<'a>> {
        let found = self.scratch.objects.get(object)?;
        let field = self.types.get(found.type_number)?.fields.get(slot)?;
        if field.standing != Standing::Current {
            return None;
        }
        let index = *self.scratch.slots.get(found.base + slot)?;
        if index == NONE {
            return None;
        }
        let node = self.site.arena.node(index);
        let raw = self.site.window.bytes(node.text);
        let is_value = matches!(node.kind, Kind::Element | Kind::Scalar(ScalarKind::String | ScalarKind::Number))
            && !node.flags.has(Flags::DAMAGED)
            && !raw.iter().all(u8::is_ascii_whitespace);
        is_value.then_some(Value { object, field, node, raw, syntax: self.site.syntax })
    }

    /// The row of a field of the record itself.
    pub(crate) fn field(&self, slot: usize) -> Option<&'a Field> {
        self.types.get(self.record_type())?.fields.get(slot)
    }

    /// The record does not have this field, or it holds nothing: no text, no item, null. What is damaged or of another
    /// type is not empty.
    pub(crate) fn is_empty(&self, slot: usize) -> bool {
        let index = self.scratch.objects.first().and_then(|object| self.scratch.slots.get(object.base + slot));
        let Some(index) = index.copied().filter(|index| *index != NONE) else { return true };
        let node = self.site.arena.node(index);
        match node.kind {
            _ if node.flags.has(Flags::DAMAGED) => false,
            Kind::Scalar(ScalarKind::Null) => true,
            Kind::List => self.site.arena.is_leaf(index) && self.field(slot).is_some_and(Field::is_list),
            Kind::Element if !self.site.arena.is_leaf(index) => false,
            Kind::Element | Kind::Scalar(ScalarKind::String) => {
                self.site.window.bytes(node.text).iter().all(u8::is_ascii_whitespace)
            }
            Kind::Object | Kind::Scalar(_) => false,
        }
    }

    /// Numbers of the items of a list of the record itself.
    pub(crate) fn items(&self, slot: usize) -> impl Iterator<Item = usize> + use<'a> {
        let objects = self.scratch.objects.iter().enumerate().skip(1);
        objects.filter(move |(_, object)| object.parent == 0 && object.parent_slot == slot).map(|(number, _)| number)
    }

    /// Numbers of all the objects of a type, at any depth.
    pub(crate) fn objects_of(&self, type_number: usize) -> impl Iterator<Item = usize> + use<'a> {
        let objects = self.scratch.objects.iter().enumerate().skip(1);
        objects.filter(move |(_, object)| object.type_number == type_number).map(|(number, _)| number)
    }

    /// A finding at a value.
    pub(crate) fn report(&self, output: &mut Output, value: &Value<'a>, remark: Remark) {
        if let Some(draft) = self.draft(value, remark) {
            output.push(draft);
        }
    }

    /// A finding at a value that also points at another one, with a message of the same rule.
    pub(crate) fn report_with(
        &self,
        output: &mut Output,
        value: &Value<'a>,
        other: (&Value<'a>, &'static str),
        remark: Remark,
    ) {
        if let Some(mut draft) = self.draft(value, remark) {
            let span = self.site.window.outermost(other.0.node.marked());
            draft.related.push((span, other.1, <_>::default()));
            output.push(draft);
        }
    }

    /// A finding about a field of the record that is absent or empty, or about a list as a whole: it stands at the empty
    /// value, where the list opens, or where the record opens.
    pub(crate) fn report_absent(&self, output: &mut Output, slot: usize, remark: Remark) {
        let Some(field) = self.field(slot) else {
            return;
        };
        let Some(object) = self.scratch.objects.first() else {
            return;
        };
        let index = self.scratch.slots.get(object.base + slot).copied().unwrap_or(NONE);
        let span = match index {
            NONE => self.site.arena.node(object.node).open,
            index if matches!(self.site.arena.node(index).kind, Kind::List | Kind::Object) => {
                self.site.arena.node(index).open
            }
            index if !self.site.arena.is_leaf(index) => self.site.arena.node(index).open,
            index => self.site.arena.node(index).marked(),
        };
        let path = format!("{}/{}", self.site.path, self.segment(field.row.name));
        if let Some(mut draft) = draft(&self.site, self.citation, remark, span, path, Some(field.row.name), None) {
            draft.key = key_of(&self.site, self.scratch);
            output.push(draft);
        }
    }

    fn record_type(&self) -> usize {
        self.scratch.objects.first().map_or(0, |object| object.type_number)
    }

    fn segment(&self, name: &str) -> String {
        match self.site.syntax {
            Syntax::Json => names::pointer(name),
            Syntax::Xml => name.to_owned(),
        }
    }

    fn draft(&self, value: &Value<'a>, remark: Remark) -> Option<Box<Draft>> {
        let name = value.field.row.name;
        let path = format!("{}/{}", path_of(&self.site, self.scratch, self.types, value.object), self.segment(name));
        let mut draft = draft(&self.site, self.citation, remark, value.node.marked(), path, Some(name), Some(value))?;
        draft.key = key_of(&self.site, self.scratch);
        Some(draft)
    }
}

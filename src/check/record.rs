//! One record against its field tables: which node is which field, what is missing, unknown or misspelled, and every
//! value against its row. What several fields say together is for the rules in `rules`, which see the result.

use std::{borrow::Cow, fmt::Write as _};

use super::{
    arena::{Arena, Kind, Node},
    names,
    output::{Draft, DraftFix, Output},
    plan::{Field, Plan, Standing, Type},
    strict, value,
};
use crate::{
    plain,
    report::{Severity, mask::is_secret},
    rules::{
        bad_code,
        remark::{Argument, Remark},
        secret_value,
    },
    source::{self, Flags, ScalarKind, Span, Window},
    standard::{self, Case, FieldType, Requirement, RowCitation, RowGrade},
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
pub(super) struct Object {
    pub(super) node: u32,
    type_number: usize,
    /// Where its fields begin in [`Record::slots`].
    pub(super) base: usize,
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
    pub(super) objects: Vec<Object>,
    slots: Vec<u32>,
    /// Elements of the same name behind the first: (object, slot, node).
    pub(super) repeats: Vec<(usize, usize, u32)>,
    /// The values of lists of plain values: (object, slot, node).
    values: Vec<(usize, usize, u32)>,
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
    /// Where it stands in the field: the field's value, or one of a list.
    place: Place,
    pub(crate) node: &'a Node,
    raw: &'a [u8],
    /// The same as text, where it is known to be UTF-8.
    sound: Option<&'a str>,
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
        match self.sound {
            Some(text) if !self.node.flags.has(Flags::ESCAPED) => Cow::Borrowed(text),
            _ => decode(self.raw, self.node.flags, self.syntax),
        }
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

fn value_of<'a>(site: &Site<'a>, object: usize, field: &'a Field, node: &'a Node) -> Value<'a> {
    let Site { window, syntax, .. } = *site;
    let (raw, sound) = (window.bytes(node.text), window.sound(node.text));
    Value { object, field, place: Place::Member, node, raw, sound, syntax }
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
        self.scratch.values.clear();
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
        static NONE: Type = Type { fields: Vec::new(), other: None, schema: None, attributes: false };
        self.types.get(number).unwrap_or(&NONE)
    }

    fn object(&mut self, mut object: Object) {
        let table = self.table(object.type_number);
        object.base = self.scratch.slots.len();
        let number = self.scratch.objects.len();
        self.scratch.slots.resize(object.base + table.fields.len(), NONE);
        self.scratch.objects.push(object);
        if let Some(schema) = table.schema {
            self.citation = &schema.citation;
        }
        let unknown = self.assign(number, table);
        if !unknown.is_empty() {
            self.unknown_names(number, table, &unknown);
        }
        if let Some(schema) = table.schema {
            strict::check(self, number, table, schema);
        }
        for (slot, field) in table.fields.iter().enumerate() {
            if let Some(schema) = table.schema {
                self.citation = field.citation().unwrap_or(&schema.citation);
            }
            let node = self.slot(object.base + slot);
            if node == NONE {
                let must_stand = field.must_stand() || self.is_required(number, field);
                if must_stand && self.waived != Some(field.row.name) {
                    self.missing(number, field);
                }
            } else {
                self.field(number, slot, field, node);
            }
        }
    }

    /// The node at a place of the slots.
    pub(super) fn slot(&self, at: usize) -> u32 {
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
            let Some(slot) = found.filter(|slot| !self.is_no_attribute(table, *slot)) else {
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
            let is_list = table.fields.get(slot).is_some_and(|field| field.may_repeat() || field.stands_often());
            if self.site.syntax == Syntax::Xml && is_list {
                self.scratch.repeats.push((number, slot, child));
            } else {
                self.duplicate(number, child, first);
            }
        }
        unknown
    }

    /// The records, which the root's type has too, are elements.
    fn is_no_attribute(&self, table: &Type, slot: usize) -> bool {
        let is_records = |field: &Field| field.row.field_type == FieldType::Records;
        table.attributes && self.site.syntax == Syntax::Xml && table.fields.get(slot).is_some_and(is_records)
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
                let alias = strict::alias(table, &name).filter(|slot| open(*slot));
                let known = table.fields.iter().map(|field| field.row.name);
                let nearest = alias.or_else(|| names::nearest(&name, known, open));
                if let Some(slot) = nearest {
                    if let Some(place) = self.scratch.slots.get_mut(base + slot) {
                        *place = child;
                    }
                    self.misspelled(number, child, table, slot);
                    continue;
                }
            }
            if let Some(other) = &table.other {
                let path = format!("{}/{}", self.path(number), self.segment(number, &name));
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
            FieldType::Texts => self.texts(number, slot, field, child),
            FieldType::Records | FieldType::Record => self.records(number, field, child),
            FieldType::Any => {
                let path = format!("{}/{}", self.path(number), self.segment(number, field.row.name));
                self.anything(number, field, child, field.row.name, &path);
                self.gap(&self.value(number, field, child));
            }
            _ if field.stands_often() => self.several(number, slot, field, child),
            _ => self.scalar(number, field, child),
        }
    }
    /// A value that may stand more than once: elements of the same name, or a list.
    fn several(&mut self, number: usize, slot: usize, field: &'a Field, child: u32) {
        let value = self.value(number, field, child);
        if value.node.kind == Kind::List {
            for (position, item) in self.site.arena.children(child).enumerate() {
                let place = Place::Item(position as u32);
                self.plain(&Value { place, ..self.value(number, field, item) }, item);
            }
            if self.site.arena.is_leaf(child) && field.must_stand() {
                self.missing(number, field);
            }
            return;
        }
        self.plain(&value, child);
        let mine = |repeat: &&(usize, usize, u32)| (repeat.0, repeat.1) == (number, slot);
        let more: Vec<u32> = self.scratch.repeats.iter().filter(mine).map(|repeat| repeat.2).collect();
        for (position, node) in more.into_iter().enumerate() {
            let place = Place::Repeated(position as u32 + 1);
            self.plain(&Value { place, ..self.value(number, field, node) }, node);
        }
    }

    // ---- values -----------------------------------------------------------------------------------------------

    fn value(&self, object: usize, field: &'a Field, child: u32) -> Value<'a> {
        let node = self.site.arena.node(child);
        value_of(&self.site, object, field, node)
    }

    fn scalar(&mut self, number: usize, field: &'a Field, child: u32) {
        self.plain(&self.value(number, field, child), child);
    }

    /// A plain value.
    fn plain(&mut self, value: &Value<'a>, child: u32) {
        let field = value.field;
        if value.node.flags.has(Flags::DAMAGED) {
            return;
        }
        let is_leaf = self.site.arena.is_leaf(child);
        match value.node.kind {
            Kind::Object => return self.wrong_type(value, "object-for-scalar", "string"),
            Kind::List => return self.wrong_type(value, "list-for-scalar", "string"),
            Kind::Element if !is_leaf => {
                return self.wrong_type(value, "object-for-scalar", "string");
            }
            Kind::Scalar(ScalarKind::Number) if !value::takes_number(field) => {
                return self.unquoted(value, "number-for-string");
            }
            Kind::Scalar(ScalarKind::Boolean) if field.row.field_type != FieldType::BooleanOrNull => {
                return self.unquoted(value, "boolean-for-string");
            }
            Kind::Scalar(ScalarKind::Null) => return self.null(value),
            _ => {}
        }
        if value.raw.iter().all(u8::is_ascii_whitespace) {
            return self.empty(value);
        }
        let is_string = value.node.kind == Kind::Scalar(ScalarKind::String);
        if is_string && field.row.field_type == FieldType::Number && value.raw.iter().all(u8::is_ascii_digit) {
            return self.quoted(value);
        }
        let remarks = value::check(value);
        let in_case = if remarks.is_empty() { self.code_of_case(value) } else { None };
        for remark in remarks.into_iter().chain(in_case) {
            self.at_value(value, remark);
        }
        self.gap(value);
    }

    /// What the field may hold is public nowhere: said once.
    fn gap(&mut self, value: &Value<'a>) {
        if value.field.row.gap && self.output.is_new_gap(value.field.row.name) {
            self.at_value(value, Remark::new("not-checkable", "field").severity(Severity::Info));
        }
        if let Some(document) = value.field.row.schema.and_then(|schema| schema.outside)
            && self.output.is_new_outside(value.field.row.name, document)
        {
            let title = standard::dictionary().document(document).map_or(document, |known| known.title);
            let remark = Remark::new("not-checkable", "outside").severity(Severity::Info).grade(RowGrade::Text);
            self.at_value(value, remark.with("document", title));
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
                path += &self.segment(number, &own);
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
        if field.as_written && !field.is_required() {
            return self.left_empty(value);
        }
        if value.node.nil && field.row.field_type == FieldType::BooleanOrNull {
            return;
        }
        if self.is_required(value.object, field) {
            self.required_value(value, "empty");
        }
    }

    /// An element that may be absent and holds nothing, where a schema wants a value.
    fn left_empty(&mut self, value: &Value<'a>) {
        let remark = match value.field.row.field_type {
            FieldType::Text => return,
            _ => match value.field.row.schema.and_then(|schema| schema.fixed).filter(|_| value.raw.is_empty()) {
                // The schema itself puts the value there, the text wants it written.
                Some(fixed) => {
                    let remark = Remark::new("empty-required", "fixed").expected("value").severity(Severity::Warning);
                    let remark = remark.grade(RowGrade::Text).with("example", fixed);
                    let text = format!("<{0}>{fixed}</{0}>", value.field.row.name);
                    if value.node.open.end < value.node.close { remark } else { remark.fix("fill", text, true) }
                }
                None => Remark::new("empty-required", "element")
                    .expected("left-out")
                    .severity(Severity::Error)
                    .grade(RowGrade::Text)
                    .fix("remove", "", true),
            },
        };
        self.at_value_token(value, remark);
    }

    fn null(&mut self, value: &Value<'a>) {
        if value.field.row.field_type == FieldType::BooleanOrNull {
            return;
        }
        if self.is_required(value.object, value.field) {
            self.required_value(value, "null");
        } else {
            self.at_value_token(value, Remark::new("null-value", "null").fix("empty-string", "\"\"", true));
        }
    }

    fn required_value(&mut self, value: &Value<'a>, message: &'static str) {
        let row = &value.field.row;
        let expected = match (row.example, row.field_type) {
            (Some(_), _) => "value",
            (None, FieldType::Object) => "value-group",
            (None, _) => "value-list",
        };
        let remark = Remark::new("empty-required", message).expected(expected);
        // A schema lets text be empty.
        let (severity, grade) = match row.field_type {
            FieldType::Text if value.field.as_written => (Severity::Warning, RowGrade::Derived),
            _ => (value.field.missing_severity(), row.grade),
        };
        let remark = remark.severity(severity).grade(grade);
        let remark = remark.with("example", row.example.unwrap_or_default());
        match self.case(value.object, value.field) {
            Some(case) => {
                let remark = asked_for(remark, case, "asked");
                self.at_value_citing(value, remark, &case.citation);
            }
            None => self.at_value(value, remark),
        }
    }

    fn wrong_type(&mut self, value: &Value<'a>, message: &'static str, expected: &'static str) {
        let remark = Remark::new("wrong-type", message).expected(expected).severity(Severity::Error);
        let remark = if value.field.as_written { remark.grade(RowGrade::Text) } else { remark };
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
            Kind::Element if self.site.arena.is_leaf(child) && is_blank && !field.as_written => self.empty(&value),
            Kind::Element if self.site.arena.is_leaf(child) && !is_blank => {
                self.wrong_type(&value, "value-for-group", "object");
            }
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

    // ---- cases ------------------------------------------------------------------------------------------------

    /// The case of the field that applies here: every field it names has one of the values it names.
    fn case(&self, number: usize, field: &'a Field) -> Option<&'static Case> {
        let cases = field.row.when;
        if cases.is_empty() {
            return None;
        }
        let object = self.scratch.objects.get(number)?;
        let table = self.table(object.type_number);
        let has = |name: &str, allowed: &[&str]| {
            let node = table.slot(name).map_or(NONE, |slot| self.slot(object.base + slot));
            let node = self.site.arena.node(node);
            let text = decode(self.site.window.bytes(node.text), node.flags, self.site.syntax);
            allowed.contains(&text.trim())
        };
        cases.iter().find(|case| case.conditions.0.iter().all(|(name, allowed)| has(name, allowed)))
    }

    /// The field must be there and filled: always, or in the case that applies.
    fn is_required(&self, number: usize, field: &'a Field) -> bool {
        field.is_required()
            || field.row.required == Requirement::Conditional
                && field.standing == Standing::Current
                && self.case(number, field).is_some()
    }

    /// In the case that applies only some of the codes are possible.
    fn code_of_case(&self, value: &Value<'a>) -> Option<Remark> {
        let name = self.case(value.object, value.field)?.codes?;
        bad_code::check(value.text().trim(), standard::dictionary().codes.get(name)?, name)
    }

    // ---- lists of plain values --------------------------------------------------------------------------------

    fn texts(&mut self, number: usize, slot: usize, field: &'a Field, child: u32) {
        let value = self.value(number, field, child);
        if value.node.flags.has(Flags::DAMAGED) {
            return;
        }
        let is_blank = value.raw.iter().all(u8::is_ascii_whitespace);
        match value.node.kind {
            Kind::Scalar(ScalarKind::Null) => return self.null(&value),
            Kind::Scalar(ScalarKind::String) if is_blank => return self.empty(&value),
            Kind::Scalar(_) => return self.wrong_type(&value, "scalar-for-list", "list"),
            Kind::Object => return self.wrong_type(&value, "object-for-list", "list"),
            Kind::List | Kind::Element => {}
        }
        let items = self.text_items(number, slot, child);
        if items.is_empty() {
            return self.empty(&value);
        }
        for (node, place) in items {
            self.scratch.values.push((number, slot, node));
            let value = Value { place, ..self.value(number, field, node) };
            let is_group = match value.node.kind {
                Kind::Object | Kind::List => true,
                Kind::Element => !self.site.arena.is_leaf(node),
                Kind::Scalar(_) => false,
            };
            if is_group {
                self.wrong_type(&value, "group-for-value", "string");
            } else {
                self.plain(&value, node);
            }
        }
    }

    /// The nodes of the values and their places: in a list, in wrapping elements, or elements that are values themselves.
    fn text_items(&mut self, number: usize, slot: usize, child: u32) -> Vec<(u32, Place)> {
        if self.site.arena.node(child).kind == Kind::List {
            return (0..).zip(self.site.arena.children(child)).map(|(at, node)| (node, Place::Item(at))).collect();
        }
        let mut items = Vec::new();
        for element in self.repeated(number, slot, child) {
            let position = items.len() as u32;
            if self.site.arena.is_leaf(element) {
                let is_blank = self.site.window.bytes(self.site.arena.node(element).text).trim_ascii().is_empty();
                items.extend((!is_blank).then_some((element, Place::Repeated(position))));
            } else {
                items.extend(
                    (position..).zip(self.site.arena.children(element)).map(|(at, node)| (node, Place::Item(at))),
                );
            }
        }
        items
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
        let elements = self.repeated(number, slot, first);
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

    /// The elements of the same name, in their order.
    fn repeated(&mut self, number: usize, slot: usize, first: u32) -> Vec<u32> {
        let mut elements = vec![first];
        self.scratch.repeats.retain(|(object, of, node)| {
            let mine = (*object, *of) == (number, slot);
            if mine {
                elements.push(*node);
            }
            !mine
        });
        elements
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

    pub(super) fn path(&self, number: usize) -> String {
        path_of(&self.site, self.scratch, self.types, number)
    }

    fn missing(&mut self, number: usize, field: &'a Field) {
        let Some(object) = self.scratch.objects.get(number) else {
            return;
        };
        let open = self.site.arena.node(object.node).open;
        let path = format!("{}/{}", self.path(number), self.segment(number, field.row.name));
        let message = if field.row.field_type == FieldType::Records { "records" } else { "missing" };
        let expected = match (field.row.example, field.row.field_type) {
            (Some(_), _) => "present",
            (None, FieldType::Object) => "present-group",
            (None, _) => "present-list",
        };
        let remark = Remark::new("missing-field", message)
            .expected(expected)
            .severity(field.missing_severity())
            .grade(field.row.grade)
            .with("example", field.row.example.unwrap_or_default());
        let case = self.case(number, field);
        let remark = match case {
            Some(case) => asked_for(remark, case, "asked"),
            None => remark,
        };
        let asked = case.map(|case| &case.citation);
        if let Some(mut draft) = self.draft(remark, open, path, Some(field.row.name), None) {
            draft.citation = asked.or(field.row.citation).or(draft.citation);
            self.output.push(draft);
        }
    }

    pub(super) fn segment(&self, number: usize, name: &str) -> String {
        match self.site.syntax {
            Syntax::Json => names::pointer(name),
            Syntax::Xml if self.is_attribute(number) => format!("@{name}"),
            Syntax::Xml => name.to_owned(),
        }
    }

    /// The object's fields are attributes.
    fn is_attribute(&self, number: usize) -> bool {
        let object = self.scratch.objects.get(number);
        let has_attributes = object.is_some_and(|object| self.table(object.type_number).attributes);
        has_attributes && self.site.syntax == Syntax::Xml
    }

    fn at_name(&mut self, number: usize, child: u32, name: &str, remark: Remark) {
        let span = self.site.arena.node(child).name;
        let path = format!("{}/{}", self.path(number), self.segment(number, name));
        self.report(remark, span, path, Some(name), None);
    }

    fn duplicate(&mut self, number: usize, child: u32, first: u32) {
        let node = self.site.arena.node(child);
        let name = decode(self.site.window.bytes(node.name), node.name_flags, self.site.syntax).into_owned();
        let message = if self.site.syntax == Syntax::Json { "key" } else { "element" };
        let is_of_schema =
            self.scratch.objects.get(number).is_some_and(|object| {
                self.site.syntax == Syntax::Xml && self.table(object.type_number).schema.is_some()
            });
        let mut path = format!("{}/{}", self.path(number), self.segment(number, &name));
        if self.site.syntax == Syntax::Xml {
            path.push_str("[2]");
        }
        let first = self.site.window.outermost(self.site.arena.node(first).name);
        let remark = if is_of_schema { strict::too_many() } else { Remark::new("duplicate-key", message) };
        if let Some(mut draft) = self.draft(remark, node.name, path, Some(&name), None) {
            draft.related.push((first, "first", <_>::default()));
            self.output.push(draft);
        }
    }

    fn unknown(&mut self, number: usize, child: u32, name: &str, table: &Type) {
        if is_secret(name) && self.is_filled(child) {
            return self.at_name(number, child, name, secret_value::in_unknown_field());
        }
        let all = table.fields.iter().map(|field| field.row.name);
        let similar = if name.len() <= 64 { names::nearest(name, all, |_| true) } else { None };
        let remark = match similar.and_then(|slot| table.fields.get(slot)) {
            Some(field) => Remark::new("unknown-field", "similar").with("similar", field.row.name),
            None => Remark::new("unknown-field", "unknown"),
        };
        let remark = strict::unknown(remark, table, self.site.syntax, name);
        self.at_name(number, child, &names::cut(name), remark);
    }

    /// The node holds a value that says something.
    fn is_filled(&self, child: u32) -> bool {
        let node = self.site.arena.node(child);
        let is_value = matches!(node.kind, Kind::Scalar(ScalarKind::String | ScalarKind::Number) | Kind::Element);
        is_value && !self.site.window.bytes(node.text).trim_ascii().is_empty()
    }

    fn misspelled(&mut self, number: usize, child: u32, table: &'a Type, slot: usize) {
        let Some(field) = table.fields.get(slot) else {
            return;
        };
        let node = *self.site.arena.node(child);
        let name = decode(self.site.window.bytes(node.name), node.name_flags, self.site.syntax).into_owned();
        let path = format!("{}/{}", self.path(number), self.segment(number, &name));
        let remark = strict::misspelled(field, &name);
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

    fn value_path(&self, value: &Value<'a>) -> String {
        let mut path = self.path(value.object);
        if self.is_attribute(value.object) {
            _ = write!(path, "/@{}", value.field.row.name);
        } else {
            add_place(&mut path, &self.site, value.field.row.name, value.place, value.node);
        }
        path
    }

    fn at_value(&mut self, value: &Value<'a>, remark: Remark) {
        let path = self.value_path(value);
        self.report(remark, value.node.marked(), path, Some(value.field.row.name), Some(value));
    }

    fn at_value_citing(&mut self, value: &Value<'a>, remark: Remark, citation: &'static RowCitation) {
        let (path, name) = (self.value_path(value), Some(value.field.row.name));
        if let Some(mut draft) = self.draft(remark, value.node.marked(), path, name, Some(value)) {
            draft.citation = Some(citation);
            self.output.push(draft);
        }
    }

    fn at_opening(&mut self, value: &Value<'a>, remark: Remark) {
        let span = match value.node.kind {
            Kind::Scalar(_) => value.node.marked(),
            _ => value.node.open,
        };
        let path = self.value_path(value);
        self.report(remark, span, path, Some(value.field.row.name), None);
    }

    /// As [`Self::at_value`], with a fix that is a whole token already.
    fn at_value_token(&mut self, value: &Value<'a>, remark: Remark) {
        let path = self.value_path(value);
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

    pub(super) fn draft(
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
    add_place(&mut path, site, field, object.place, site.arena.node(object.node));
    path
}

/// Adds what stands at that place of a field to a path.
fn add_place(path: &mut String, site: &Site<'_>, field: &str, place: Place, node: &Node) {
    match (site.syntax, place) {
        (Syntax::Json, Place::Member) => _ = write!(path, "/{}", names::pointer(field)),
        (Syntax::Json, Place::Item(number) | Place::Repeated(number)) => {
            _ = write!(path, "/{}/{number}", names::pointer(field));
        }
        (Syntax::Xml, Place::Member) => _ = write!(path, "/{field}"),
        (Syntax::Xml, Place::Item(number)) => {
            let name = String::from_utf8_lossy(site.window.bytes(node.name));
            _ = write!(path, "/{field}/{name}[{}]", number + 1);
        }
        (Syntax::Xml, Place::Repeated(number)) => _ = write!(path, "/{field}[{}]", number + 1),
    }
}

/// The remark in the words of the document that asks for the field.
fn asked_for(remark: Remark, case: &Case, message: &'static str) -> Remark {
    remark.saying(message).with("item", Argument::Both(case.item.vi.to_owned(), case.item.en.to_owned()))
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
        is_value.then(|| value_of(&self.site, object, field, node))
    }

    /// Where the value of an item's field begins, however it is made; nothing when the field is absent.
    pub(crate) fn opening_in(&self, object: usize, slot: usize) -> Option<Value<'a>> {
        let found = self.scratch.objects.get(object)?;
        let field = self.types.get(found.type_number)?.fields.get(slot)?;
        let index = *self.scratch.slots.get(found.base + slot).filter(|index| **index != NONE)?;
        let node = self.site.arena.node(index);
        Some(value_of(&self.site, object, field, node))
    }

    /// An item's field stands there and holds nothing.
    pub(crate) fn is_blank_in(&self, object: usize, slot: usize) -> bool {
        let value = self.opening_in(object, slot);
        value.is_some_and(|value| value.raw.iter().all(u8::is_ascii_whitespace))
    }

    /// The record does not have the field at all.
    pub(crate) fn is_absent(&self, slot: usize) -> bool {
        self.opening_in(0, slot).is_none()
    }

    /// A finding at the opening of a field that may hold more fields.
    pub(crate) fn report_opening(
        &self,
        output: &mut Output,
        value: &Value<'a>,
        other: (&Value<'a>, &'static str),
        remark: Remark,
    ) {
        if let Some(mut draft) = self.draft(value, remark) {
            draft.span = self.site.window.outermost(value.node.open);
            draft.found = None;
            draft.related.push((self.site.window.outermost(other.0.node.marked()), other.1, <_>::default()));
            output.push(draft);
        }
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
            Kind::List => self.site.arena.is_leaf(index) && self.field(slot).is_some_and(Field::may_repeat),
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

    /// How many values a list of plain values of the record itself has.
    pub(crate) fn count_values(&self, slot: usize) -> usize {
        self.scratch.values.iter().filter(|(object, of, _)| (*object, *of) == (0, slot)).count()
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
        let citation = value.field.citation().unwrap_or(self.citation);
        let mut draft = draft(&self.site, citation, remark, value.node.marked(), path, Some(name), Some(value))?;
        draft.key = key_of(&self.site, self.scratch);
        Some(draft)
    }
}

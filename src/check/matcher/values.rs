//! One value of a record: its kind, whether it is empty or null, its own rules, and the cases in which it must be there.

use super::Matcher;
use super::places::asked_for;
use crate::{
    check::value,
    model::{
        Severity,
        catalogue::{
            Expectation, Message, RuleId, empty_required, not_checkable, null_value, unknown_attribute, wrong_type,
        },
    },
    record::{
        NONE, Object, Place, Syntax, Value,
        arena::{Kind, Node},
        remark::{Argument, Remark},
        table::{Field, Standing},
        value_of,
    },
    rules::{bad_code, bad_date, shared::meaning},
    source::{Flags, ScalarKind},
    standard::{self, Case, FieldType, Requirement, RowGrade},
};
use std::{borrow::Cow, fmt::Write as _};

impl<'a> Matcher<'a, '_> {
    pub(super) fn value(&self, object: usize, field: &'a Field, child: u32) -> Value<'a> {
        let node = self.site.arena.node(child);
        value_of(&self.site, object, field, node)
    }

    #[inline(always)]
    pub(super) fn scalar(&mut self, number: usize, field: &'a Field, child: u32) {
        let node = self.site.arena.node(child);
        let is_text = match node.kind {
            Kind::Scalar(ScalarKind::String) => true,
            Kind::Element => self.site.arena.is_leaf(child) && !node.nil,
            _ => false,
        };
        if is_text {
            let is_empty = node.text.start == node.text.end;
            if is_empty && field.required == Requirement::Optional && !field.as_written {
                return;
            }
            if field.alone && self.was_right(field, node) {
                return;
            }
        }
        self.plain(&self.value(number, field, child), child);
    }

    /// A plain value.
    pub(super) fn plain(&mut self, value: &Value<'a>, child: u32) {
        let field = value.field;
        if value.node.flags.has(Flags::DAMAGED) {
            return;
        }
        let is_leaf = self.site.arena.is_leaf(child);
        match value.node.kind {
            Kind::Object => {
                return self.wrong_type(value, wrong_type::message::OBJECT_FOR_SCALAR, wrong_type::expectation::STRING);
            }
            Kind::List => {
                return self.wrong_type(value, wrong_type::message::LIST_FOR_SCALAR, wrong_type::expectation::STRING);
            }
            Kind::Element if !is_leaf && value.node.flags.has(Flags::MIXED) => return,
            Kind::Element if !is_leaf => {
                return self.wrong_type(value, wrong_type::message::OBJECT_FOR_SCALAR, wrong_type::expectation::STRING);
            }
            Kind::Scalar(ScalarKind::Number) if field.kind == FieldType::BooleanOrNull => {
                let remark = Remark::new(wrong_type::message::NUMBER_FOR_TRUTH);
                return self.at_value_token(value, remark.severity(Severity::Warning));
            }
            Kind::Scalar(ScalarKind::Null) => return self.null(value),
            _ => {}
        }
        if value.is_blank() {
            return self.empty(value);
        }
        let mut remarks = value::check(value);
        if remarks.is_empty() {
            let is_text = matches!(value.node.kind, Kind::Scalar(ScalarKind::String) | Kind::Element);
            // In most sources there is only one record: its values do not come again.
            let comes_again = field.comes_again && self.site.record > Some(0);
            if comes_again && is_text && !value.node.flags.has(Flags::ESCAPED) {
                self.scratch.known.note(field, value.raw);
            }
        } else {
            self.settle_order(value, &mut remarks);
        }
        if !field.alone && !remarks.iter().any(|remark| remark.message.rule() == RuleId::BAD_CODE) {
            remarks.extend(self.code_of_case(value));
        }
        self.wrong_kind(value, &remarks);
        for remark in remarks {
            self.at_value(value, remark);
        }
        if !field.alone {
            self.gap(value);
        }
    }

    /// A number or a truth value where a string is expected, or the other way round. What it says is looked at all the same.
    fn wrong_kind(&mut self, value: &Value<'a>, remarks: &[Remark]) {
        match value.node.kind {
            Kind::Scalar(ScalarKind::Number) if !value::takes_number(value.field) => {
                self.unquoted(value, wrong_type::message::NUMBER_FOR_STRING, remarks);
            }
            Kind::Scalar(ScalarKind::Boolean) if value.field.kind != FieldType::BooleanOrNull => {
                self.unquoted(value, wrong_type::message::BOOLEAN_FOR_STRING, remarks);
            }
            Kind::Scalar(ScalarKind::String)
                if value.field.kind == FieldType::Number && value.raw.iter().all(u8::is_ascii_digit) =>
            {
                self.quoted(value);
            }
            _ => {}
        }
    }

    /// The value is right at a glance, or the same value of the same field was right before.
    #[inline(always)]
    fn was_right(&self, field: &'a Field, node: &Node) -> bool {
        let raw = self.site.window.bytes(node.text);
        match field.kind {
            _ if node.flags.has(Flags::ESCAPED.with(Flags::DAMAGED)) => false,
            FieldType::Datetime => bad_date::is_usual(raw),
            _ => field.comes_again && self.scratch.known.has(field, raw),
        }
    }

    /// What the field may hold is public nowhere: said once.
    pub(super) fn gap(&mut self, value: &Value<'a>) {
        if value.field.row.gap && self.output.is_new_gap(value.field.name()) {
            self.at_value(value, Remark::new(not_checkable::message::FIELD).severity(Severity::Info));
        }
        if let Some(document) = value.field.schema().and_then(|schema| schema.outside.as_ref())
            && self.output.is_new_outside(value.field.name(), document)
        {
            let title = standard::dictionary().document(document).map(|known| Argument::from(known.title.as_str()));
            let title = title.unwrap_or_else(|| document.into());
            let remark = Remark::new(not_checkable::message::OUTSIDE).severity(Severity::Info).grade(RowGrade::Text);
            self.at_value(value, remark.with("document", title));
        }
    }

    /// A part of which nothing is known: every text in it is looked at for what every text must be.
    pub(super) fn anything(&mut self, number: usize, field: &'a Field, child: u32, name: &str, path: &str) {
        let value = self.value(number, field, child);
        if value.node.flags.has(Flags::DAMAGED) {
            return;
        }
        if self.site.arena.is_leaf(child) {
            let is_text = matches!(value.node.kind, Kind::Element | Kind::Scalar(ScalarKind::String));
            if is_text && !value.is_blank() {
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
            let own = node.name_in(self.site.window, self.site.syntax).into_owned();
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

    pub(super) fn empty(&mut self, value: &Value<'a>) {
        let before = self.output.counts().total();
        self.say_empty(value);
        if value.node.nil && self.output.counts().total() > before {
            // With the empty element its attribute goes too.
            let tag = self.site.window.outermost(value.node.open);
            self.output.forget_within(unknown_attribute::message::NIL, tag);
        }
    }

    fn say_empty(&mut self, value: &Value<'a>) {
        let field = value.field;
        if field.as_written && !field.is_required() {
            return self.left_empty(value);
        }
        if value.node.nil && field.kind == FieldType::BooleanOrNull {
            return;
        }
        if self.is_required(value.object, field) {
            self.required_value(value, empty_required::message::EMPTY);
        }
    }

    /// An element that may be absent and holds nothing, where a schema wants a value.
    pub(super) fn left_empty(&mut self, value: &Value<'a>) {
        let remark = match value.field.kind {
            FieldType::Text => return,
            _ => match value.field.schema().and_then(|schema| schema.fixed.as_ref()).filter(|_| value.raw.is_empty()) {
                // The schema itself puts the value there, the text wants it written.
                Some(fixed) => {
                    let remark = Remark::new(empty_required::message::FIXED)
                        .expected(empty_required::expectation::VALUE)
                        .severity(Severity::Warning);
                    let remark = remark.grade(RowGrade::Text).with("example", fixed);
                    let text = format!("<{0}>{fixed}</{0}>", value.field.name());
                    if value.node.open.end < value.node.close {
                        remark
                    } else {
                        remark.fix(empty_required::fix::FILL, text, true)
                    }
                }
                None => Remark::new(empty_required::message::ELEMENT)
                    .expected(empty_required::expectation::LEFT_OUT)
                    .severity(Severity::Error)
                    .grade(RowGrade::Text)
                    .fix(empty_required::fix::REMOVE, "", true),
            },
        };
        self.at_value_token(value, remark);
    }

    pub(super) fn null(&mut self, value: &Value<'a>) {
        if value.field.kind == FieldType::BooleanOrNull {
            return;
        }
        if self.is_required(value.object, value.field) {
            self.required_value(value, empty_required::message::NULL);
        } else {
            let remark = Remark::new(null_value::message::NULL).expected(null_value::expectation::EMPTY);
            let remark = match value.field.kind {
                FieldType::List | FieldType::Texts => remark.fix(null_value::fix::EMPTY, "[]", true),
                FieldType::Object => remark,
                _ => remark.fix(null_value::fix::EMPTY, "\"\"", true),
            };
            self.at_value_token(value, remark);
        }
    }

    pub(super) fn required_value(&mut self, value: &Value<'a>, message: Message) {
        let row = &value.field.row;
        let expected = match (&row.example, row.field_type) {
            (Some(_), _) => empty_required::expectation::VALUE,
            (None, FieldType::Object) => empty_required::expectation::VALUE_GROUP,
            (None, _) => empty_required::expectation::VALUE_LIST,
        };
        let remark = Remark::new(message).expected(expected);
        // A schema lets text be empty.
        let (severity, grade) = match row.field_type {
            FieldType::Text if value.field.as_written => (Severity::Warning, RowGrade::Derived),
            _ => (value.field.missing_severity(), value.field.grade),
        };
        let remark = remark.severity(severity).grade(grade);
        let remark = remark.with("example", row.example.as_ref());
        match self.case(value.object, value.field) {
            Some(case) => {
                let remark = asked_for(remark, case, empty_required::message::ASKED);
                self.at_value_citing(value, remark, &case.cites);
            }
            None => self.at_value(value, remark),
        }
    }

    pub(super) fn wrong_type(&mut self, value: &Value<'a>, message: Message, expected: Expectation) {
        let remark = Remark::new(message).expected(expected).severity(Severity::Error);
        let remark = if value.field.as_written { remark.grade(RowGrade::Text) } else { remark };
        self.at_opening(value, remark);
    }

    /// A number or a truth value where a string is expected: in quotes it is right, unless something graver is wrong with it.
    pub(super) fn unquoted(&mut self, value: &Value<'a>, message: Message, remarks: &[Remark]) {
        let string = meaning::as_string(value);
        let remark = Remark::new(message).expected(wrong_type::expectation::STRING).severity(Severity::Warning);
        let is_graver = |other: &Remark| other.gravity() == Severity::Error;
        let remark = if remarks.iter().any(is_graver) {
            remark
        } else {
            // A number with three zeros behind its point was perhaps meant to be so many thousands.
            let is_safe = string == value.text() || !value.raw.ends_with(b".000");
            remark.fix(wrong_type::fix::QUOTE, format!("\"{string}\""), is_safe)
        };
        self.at_value_token(value, remark);
    }

    /// Digits in quotes where a number is expected: without the quotes they are one, but for a zero before it.
    pub(super) fn quoted(&mut self, value: &Value<'a>) {
        let digits = String::from_utf8_lossy(value.raw).into_owned();
        let remark = Remark::new(wrong_type::message::STRING_FOR_NUMBER).expected(wrong_type::expectation::NUMBER);
        let remark = remark.severity(Severity::Warning).grade(value.field.grade);
        let is_number = digits.len() == 1 || !digits.starts_with('0');
        self.at_value_token(value, if is_number { remark.fix(wrong_type::fix::UNQUOTE, digits, true) } else { remark });
    }

    /// An object in the place of a value.
    pub(super) fn nested(&mut self, number: usize, slot: usize, field: &'a Field, child: u32) {
        let value = self.value(number, field, child);
        let Some(type_number) = field.items else { return };
        let is_blank = value.is_blank();
        match value.node.kind {
            _ if value.node.flags.has(Flags::DAMAGED) => {}
            Kind::Scalar(ScalarKind::Null) => self.null(&value),
            Kind::Scalar(ScalarKind::String) if is_blank => self.empty(&value),
            Kind::Scalar(_) => {
                self.wrong_type(&value, wrong_type::message::VALUE_FOR_GROUP, wrong_type::expectation::OBJECT);
            }
            Kind::List => self.wrong_type(&value, wrong_type::message::LIST_FOR_GROUP, wrong_type::expectation::OBJECT),
            Kind::Element if self.site.arena.is_leaf(child) && is_blank && !field.as_written => self.empty(&value),
            Kind::Element if self.site.arena.is_leaf(child) && !is_blank => {
                self.wrong_type(&value, wrong_type::message::VALUE_FOR_GROUP, wrong_type::expectation::OBJECT);
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

    /// The case of the field that applies here: every field it names has one of the values it names.
    pub(super) fn case(&self, number: usize, field: &'a Field) -> Option<&'a Case> {
        let cases = &field.row.when;
        if cases.is_empty() {
            return None;
        }
        let object = self.scratch.objects.get(number)?;
        let table = self.table(object.type_number);
        let has = |name: &str, allowed: &[String]| {
            let slot = table.slot(name).filter(|slot| self.slot(object.base + slot) != NONE);
            let field = slot.and_then(|slot| Some((table.fields.get(slot)?, self.slot(object.base + slot))));
            let value = field.map(|(field, node)| self.value(number, field, node));
            let said = value.map_or(Cow::Borrowed(""), |value| meaning::said(&value));
            allowed.iter().any(|value| *value == said)
        };
        cases.iter().find(|case| case.conditions.iter().all(|(name, allowed)| has(name, allowed)))
    }

    /// The field must be there and filled: always, or in the case that applies.
    pub(super) fn is_required(&self, number: usize, field: &'a Field) -> bool {
        field.is_required()
            || field.required == Requirement::Conditional
                && field.standing == Standing::Current
                && self.case(number, field).is_some()
    }

    /// In the case that applies only some of the codes are possible.
    pub(super) fn code_of_case(&self, value: &Value<'a>) -> Option<Remark> {
        let name = self.case(value.object, value.field)?.codes.as_deref()?;
        bad_code::check(&meaning::said(value), standard::dictionary().codes.get(name)?, name)
    }
}

//! Lists in a record: of plain values and of objects, in JSON and in the two forms of XML.

use super::Matcher;
use crate::{
    model::catalogue::wrong_type,
    record::{Object, Place, Syntax, Value, arena::Kind, names, remark::Remark, table::Field},
    source::{Flags, ScalarKind},
    standard::FieldType,
};
use std::fmt::Write as _;

impl<'a> Matcher<'a, '_> {
    pub(super) fn texts(&mut self, number: usize, slot: usize, field: &'a Field, child: u32) {
        let value = self.value(number, field, child);
        if value.node.flags.has(Flags::DAMAGED) {
            return;
        }
        let is_blank = value.is_blank();
        match value.node.kind {
            Kind::Scalar(ScalarKind::Null) => return self.null(&value),
            Kind::Scalar(ScalarKind::String) if is_blank => return self.empty(&value),
            Kind::Scalar(_) => {
                return self.wrong_type(&value, wrong_type::message::SCALAR_FOR_LIST, wrong_type::expectation::LIST);
            }
            Kind::Object => {
                return self.wrong_type(&value, wrong_type::message::OBJECT_FOR_LIST, wrong_type::expectation::LIST);
            }
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
                self.wrong_type(&value, wrong_type::message::GROUP_FOR_VALUE, wrong_type::expectation::STRING);
            } else {
                self.plain(&value, node);
            }
        }
    }

    /// The nodes of the values and their places: in a list, in wrapping elements, or elements that are values themselves.
    pub(super) fn text_items(&mut self, number: usize, slot: usize, child: u32) -> Vec<(u32, Place)> {
        if self.site.arena.node(child).kind == Kind::List {
            return (0..).zip(self.site.arena.children(child)).map(|(at, node)| (node, Place::Item(at))).collect();
        }
        let mut items = Vec::new();
        for element in self.repeated(number, slot, child) {
            let position = items.len() as u32;
            if self.site.arena.is_leaf(element) {
                let is_blank = self.site.is_blank(self.site.arena.node(element));
                items.extend((!is_blank).then_some((element, Place::Repeated(position))));
            } else {
                items.extend(
                    (position..).zip(self.site.arena.children(element)).map(|(at, node)| (node, Place::Item(at))),
                );
            }
        }
        items
    }

    pub(super) fn list(&mut self, number: usize, slot: usize, field: &'a Field, child: u32) {
        let value = self.value(number, field, child);
        if value.node.flags.has(Flags::DAMAGED) {
            return;
        }
        let before = self.scratch.objects.len();
        match value.node.kind {
            Kind::Scalar(ScalarKind::Null) => return self.null(&value),
            Kind::Scalar(ScalarKind::String) if value.is_blank() => {
                return self.empty(&value);
            }
            Kind::Scalar(_) => {
                return self.wrong_type(&value, wrong_type::message::SCALAR_FOR_LIST, wrong_type::expectation::LIST);
            }
            Kind::Object => {
                return self.wrong_type(&value, wrong_type::message::OBJECT_FOR_LIST, wrong_type::expectation::LIST);
            }
            Kind::List => self.json_items(number, slot, field, child),
            Kind::Element => {
                if self.site.arena.is_leaf(child) && !value.is_blank() {
                    return self.wrong_type(
                        &value,
                        wrong_type::message::SCALAR_FOR_LIST,
                        wrong_type::expectation::LIST,
                    );
                }
                self.xml_items(number, slot, field, child);
            }
        }
        if self.scratch.objects.len() == before
            && !value.node.flags.has(Flags::CUT)
            && field.is_required()
            && field.row.min_items.is_some()
        {
            self.empty(&value);
        }
    }

    pub(super) fn json_items(&mut self, number: usize, slot: usize, field: &'a Field, list: u32) {
        let Some(items) = field.items else { return };
        for (position, item) in self.site.arena.children(list).enumerate() {
            let node = self.site.arena.node(item);
            if node.kind == Kind::Object {
                self.item(number, slot, items, item, Place::Item(position as u32));
            } else if !node.flags.has(Flags::DAMAGED) {
                let value = self.value(number, field, item);
                let mut path = self.path(number);
                _ = write!(path, "/{}/{position}", names::pointer(field.name()));
                let remark =
                    Remark::new(wrong_type::message::SCALAR_FOR_OBJECT).expected(wrong_type::expectation::OBJECT);
                self.report(remark, value.node.marked(), path, Some(field.name()), Some(&value));
            }
        }
    }

    pub(super) fn xml_items(&mut self, number: usize, slot: usize, field: &'a Field, first: u32) {
        let Some(items) = field.items else { return };
        let elements = self.repeated(number, slot, first);
        let table = self.table(items);
        let mut position = 0;
        for element in elements {
            let is_field = |child: u32| {
                let name = self.site.window.bytes(self.site.arena.node(child).name);
                // What is named as an item is one, however near that is to a field's name.
                table.find(name, 0).is_some()
                    || name != b"item" && names::is_like(name, table.fields.iter().map(Field::name))
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
    pub(super) fn repeated(&mut self, number: usize, slot: usize, first: u32) -> Vec<u32> {
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

    pub(super) fn item(&mut self, number: usize, slot: usize, items: usize, node: u32, place: Place) {
        self.object(Object { node, type_number: items, base: 0, parent: number, parent_slot: slot, place });
    }

    /// The member that holds the records: they are checked one by one elsewhere.
    pub(super) fn records(&mut self, number: usize, field: &'a Field, child: u32) {
        let value = self.value(number, field, child);
        let is_one = field.kind == FieldType::Record;
        match value.node.kind {
            Kind::Element | Kind::Scalar(_) if value.node.flags.has(Flags::DAMAGED) => {}
            Kind::Scalar(ScalarKind::String) | Kind::Element if value.is_blank() => self.empty(&value),
            Kind::Scalar(ScalarKind::Null) => self.null(&value),
            Kind::Object if !is_one && field.is_required() && self.site.syntax == Syntax::Json => {
                self.wrong_type(&value, wrong_type::message::OBJECT_FOR_LIST, wrong_type::expectation::LIST);
            }
            Kind::List if is_one => {
                self.wrong_type(&value, wrong_type::message::LIST_FOR_GROUP, wrong_type::expectation::OBJECT);
            }
            // The list has been read, and there was nothing in it.
            Kind::List if value.node.nil && !is_one => self.empty(&value),
            Kind::Element | Kind::Scalar(_) if is_one => {
                self.wrong_type(&value, wrong_type::message::VALUE_FOR_GROUP, wrong_type::expectation::OBJECT);
            }
            Kind::Element | Kind::Scalar(_) => {
                self.wrong_type(&value, wrong_type::message::SCALAR_FOR_LIST, wrong_type::expectation::LIST);
            }
            _ => {}
        }
    }
}

//! One record against its field tables: which node is which field, what is missing, unknown or misspelled, and every
//! value against its row. What several fields say together is for the rules in `rules`, which see the result.

mod lists;
mod order;
mod places;
pub(super) mod strict;
mod values;

use crate::{
    model::{Severity, catalogue::unknown_field},
    record::{
        NONE, Object, Place, Record, Scratch, Site, Syntax, Value,
        arena::Kind,
        convention::Convention,
        names,
        output::Output,
        remark::Remark,
        table::{Field, Standing, Type},
    },
    source::Flags,
    standard::{Citation, FieldType},
};
use std::borrow::Cow;

/// So many unknown names in one object are compared with the known ones; beyond, they are only reported.
const COMPARED_NAMES: usize = 64;

/// Checks one record (or an envelope) and leaves its fields in `scratch` for [`Record`].
pub(crate) struct Matcher<'a, 'o> {
    pub(crate) site: Site<'a>,
    pub(crate) types: &'a [Type],
    pub(crate) citation: &'a Citation,
    pub(crate) scratch: &'a mut Scratch,
    pub(crate) output: &'o mut Output,
    /// A required field that may be absent after all: what it would say is known otherwise.
    pub(crate) waived: Option<&'static str>,
    /// The names of the source follow another convention.
    pub(crate) convention: Option<Convention>,
}

impl<'a> Matcher<'a, '_> {
    /// What has been matched so far, as rules see it.
    const fn as_record(&self) -> Record<'_> {
        Record::new(self.site, self.types, self.citation, self.scratch)
    }

    /// Matches the node `root` against the first type, and everything below it.
    pub(crate) fn run(&mut self, root: u32, root_type: usize) {
        self.scratch.objects.clear();
        self.scratch.slots.clear();
        self.scratch.repeats.clear();
        self.scratch.values.clear();
        self.scratch.orders.record = None;
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
        static NONE: Type = Type { fields: Vec::new(), other: None, schema: None, ground: None, attributes: false };
        self.types.get(number).unwrap_or(&NONE)
    }

    fn object(&mut self, mut object: Object) {
        let table = self.table(object.type_number);
        object.base = self.scratch.slots.len();
        let number = self.scratch.objects.len();
        self.scratch.slots.resize(object.base + table.fields.len(), NONE);
        self.scratch.objects.push(object);
        self.citation = table.ground.as_ref().unwrap_or(self.citation);
        let unknown = self.assign(number, table);
        if !unknown.is_empty() {
            self.unknown_names(number, table, &unknown);
        }
        let is_cut_off = self.site.arena.node(object.node).flags.has(Flags::CUT);
        if let Some(schema) = table.schema.as_ref().filter(|_| !is_cut_off) {
            strict::check(self, number, table, schema);
        }
        for (slot, field) in table.fields.iter().enumerate() {
            if let Some(ground) = &table.ground {
                self.citation = field.ground.as_ref().unwrap_or(ground);
            }
            let node = self.slot(object.base + slot);
            if node == NONE {
                let must_stand = field.must_stand() || self.is_required(number, field);
                if must_stand && self.waived != Some(field.name()) {
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
                table.find(node.name_in(self.site.window, self.site.syntax).as_bytes(), hint)
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
            } else if !node.name_flags.has(Flags::DAMAGED) {
                self.duplicate(number, child, first);
            }
        }
        unknown
    }

    /// The records, which the root's type has too, are elements.
    fn is_no_attribute(&self, table: &Type, slot: usize) -> bool {
        let is_records = |field: &Field| field.kind == FieldType::Records;
        table.attributes && self.site.syntax == Syntax::Xml && table.fields.get(slot).is_some_and(is_records)
    }

    #[cold]
    #[inline(never)]
    fn unknown_names(&mut self, number: usize, table: &'a Type, unknown: &[u32]) {
        let base = self.scratch.objects.get(number).map_or(0, |object| object.base);
        let object = self.scratch.objects.get(number).map_or(0, |object| object.node);
        let is_cut_off = self.site.arena.node(object).flags.has(Flags::CUT);
        let mut seen: Vec<(Cow<'a, str>, u32)> = Vec::new();
        for (count, &child) in unknown.iter().enumerate() {
            let node = self.site.arena.node(child);
            if node.name_flags.has(Flags::DAMAGED) {
                continue;
            }
            let name = node.name_in(self.site.window, self.site.syntax);
            if count < COMPARED_NAMES {
                if let Some((_, first)) = seen.iter().find(|(known, _)| *known == name) {
                    self.duplicate(number, child, *first);
                    continue;
                }
                seen.push((name.clone(), child));
                let open = |slot: usize| self.slot(base + slot) == NONE && !self.is_no_attribute(table, slot);
                let alias = strict::alias(table, &name).filter(|slot| open(*slot));
                let known = table.fields.iter().map(Field::name);
                let nearest = alias.or_else(|| names::nearest(&name, known, open));
                if nearest.is_some() && is_cut_off {
                    // The field that it may stand for was perhaps still to come.
                    continue;
                }
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

    #[inline(always)]
    fn field(&mut self, number: usize, slot: usize, field: &'a Field, child: u32) {
        if field.single {
            self.scalar(number, field, child);
        } else {
            self.group(number, slot, field, child);
        }
    }

    /// A field that is more than one value, or not of this edition.
    #[inline(never)]
    fn group(&mut self, number: usize, slot: usize, field: &'a Field, child: u32) {
        if field.standing != Standing::Current {
            let message = match field.standing {
                Standing::Later | Standing::Current => unknown_field::message::LATER_EDITION,
                Standing::Older | Standing::Elsewhere => unknown_field::message::OLDER_EDITION,
            };
            let remark = Remark::new(message).severity(Severity::Info).grade(field.grade);
            self.at_name(number, child, field.name(), remark);
            return;
        }
        match field.kind {
            FieldType::List => self.list(number, slot, field, child),
            FieldType::Object => self.nested(number, slot, field, child),
            FieldType::Texts => self.texts(number, slot, field, child),
            FieldType::Records | FieldType::Record => self.records(number, field, child),
            FieldType::Any => {
                let path = format!("{}/{}", self.path(number), self.segment(number, field.name()));
                self.anything(number, field, child, field.name(), &path);
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
}

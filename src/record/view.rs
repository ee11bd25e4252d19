//! A record as the rules see it: the values of its fields, and findings at them.

use super::places::{draft, key_of, path_of};
use super::{NONE, Scratch, Site, Syntax, Value, privacy, value_of};
use crate::{
    model::{
        catalogue::Message,
        privacy::{Quote, Sensitivity},
    },
    record::{
        arena::Kind,
        kept::{Kept, Spot},
        names,
        output::{Draft, DraftRelated, Output},
        remark::{Argument, Remark},
        table::{Field, Standing, Type},
    },
    source::{Flags, ScalarKind},
    standard::Citation,
};

/// A record whose fields have been found.
pub(crate) struct Record<'a> {
    pub(crate) site: Site<'a>,
    types: &'a [Type],
    citation: &'a Citation,
    scratch: &'a Scratch,
}

impl<'a> Record<'a> {
    pub(crate) const fn new(site: Site<'a>, types: &'a [Type], citation: &'a Citation, scratch: &'a Scratch) -> Self {
        Self { site, types, citation, scratch }
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
        let is_value = matches!(
            node.kind,
            Kind::Element | Kind::Scalar(ScalarKind::String | ScalarKind::Number | ScalarKind::Boolean)
        ) && !node.flags.has(Flags::DAMAGED)
            && !self.site.is_blank(node);
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
        value.is_some_and(|value| value.is_blank())
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
        other: (&Value<'a>, Message),
        remark: Remark,
    ) {
        let mut draft = self.draft(value, remark);
        draft.span = self.site.window.outermost(value.node.open);
        draft.found = None;
        draft.related.push(DraftRelated::new(self.site.window.outermost(other.0.node.marked()), other.1));
        output.push(draft);
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
            Kind::Element | Kind::Scalar(ScalarKind::String) => self.site.is_blank(node),
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
        let draft = self.draft(value, remark);
        output.push(draft);
    }

    /// A finding at a value that also points at another one, with a message of the same rule.
    pub(crate) fn report_with(
        &self,
        output: &mut Output,
        value: &Value<'a>,
        other: (&Value<'a>, Message),
        remark: Remark,
    ) {
        let mut draft = self.draft(value, remark);
        let span = self.site.window.outermost(other.0.node.marked());
        draft.related.push(DraftRelated::new(span, other.1));
        output.push(draft);
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
        let path = format!("{}/{}", self.site.path, self.segment(field.name()));
        let mut draft = draft(&self.site, self.citation, remark, span, path, Some(field.name()), None);
        self.complete(&mut draft, None);
        output.push(draft);
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

    /// What would be said at a value.
    pub(crate) fn draft(&self, value: &Value<'a>, remark: Remark) -> Box<Draft> {
        let name = value.field.name();
        let (path, citation) = (self.path(value), self.citation_of(value));
        let mut draft = draft(&self.site, citation, remark, value.node.marked(), path, Some(name), Some(value));
        self.complete(&mut draft, Some(value));
        draft
    }

    /// Remembers where a value stands, beyond its source.
    #[cfg_attr(not(test), expect(dead_code, reason = "no rule speaks of several sources yet"))]
    pub(crate) fn keep(&self, value: &Value<'a>, output: &mut Output) -> Kept {
        let spot = Spot {
            path: self.path(value),
            record: self.site.record,
            field: value.field.name.clone(),
            citation: self.citation_of(value).clone(),
            sensitivity: privacy::sensitivity(self.scratch, self.types, value),
        };
        output.keep(self.site.window.outermost(value.node.marked()), spot)
    }

    /// The path of a value.
    fn path(&self, value: &Value<'a>) -> String {
        let object = path_of(&self.site, self.scratch, self.types, value.object);
        format!("{object}/{}", self.segment(value.field.name()))
    }

    /// What a finding at a value rests on.
    fn citation_of(&self, value: &Value<'a>) -> &'a Citation {
        value.field.cited().or(value.field.ground.as_ref()).unwrap_or(self.citation)
    }

    /// A text that says what that value says, in other words.
    pub(crate) fn quote(&self, value: &Value<'a>, text: impl Into<String>) -> Quote {
        privacy::quote(self.scratch, self.types, value, text)
    }

    /// A text that says what several values say together: shown as far as the most sensitive of them.
    pub(crate) fn quote_of(&self, values: &[&Value<'a>], text: impl Into<String>) -> Quote {
        let sensitivities = values.iter().map(|value| privacy::sensitivity(self.scratch, self.types, value));
        Quote::new(text, sensitivities.max().unwrap_or_default())
    }

    /// What that value says in Vietnamese and English words.
    pub(crate) fn in_words(&self, value: &Value<'a>, vi: String, en: String) -> Argument {
        Argument::Other(vi, en, privacy::sensitivity(self.scratch, self.types, value))
    }

    /// Adds the record's code, and how much may be shown of the value the finding is about.
    pub(crate) fn complete(&self, draft: &mut Draft, value: Option<&Value<'a>>) {
        draft.key = key_of(&self.site, self.scratch, self.types);
        let Some(value) = value else { return };
        draft.sensitivity = privacy::sensitivity(self.scratch, self.types, value);
        draft.is_personal = draft.sensitivity >= Sensitivity::Personal;
        if let Some(found) = &mut draft.found {
            found.sensitivity = draft.sensitivity;
        }
        if let Some(fix) = &mut draft.fix {
            let of_text = |text: &str| privacy::of_text(self.scratch, self.types, value, text);
            fix.sensitivity = fix.edits.iter().map(|(_, text)| of_text(text)).max().unwrap_or_default();
        }
    }
}

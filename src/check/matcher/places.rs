//! What is said about the names and values of a record, each at its place.

use super::{Matcher, strict};
use crate::{
    model::{
        catalogue::{Message, duplicate_key, missing_field, misspelled_field, too_many, unknown_field},
        privacy::{Quote, is_secret_name},
    },
    record::{
        Syntax, Value,
        arena::Kind,
        convention::Convention,
        names,
        output::{Draft, DraftFix, DraftRelated},
        places::{add_place, draft, path_of},
        remark::{Argument, Remark},
        table::{Field, Type},
    },
    rules::secret_value,
    source::{self, Flags, ScalarKind, Span},
    standard::{Case, Citation, FieldType},
};
use memchr::memmem;
use std::fmt::Write as _;

impl<'a> Matcher<'a, '_> {
    pub(in crate::check) fn path(&self, number: usize) -> String {
        path_of(&self.site, self.scratch, self.types, number)
    }

    #[cold]
    pub(super) fn missing(&mut self, number: usize, field: &'a Field) {
        let Some(object) = self.scratch.objects.get(number) else {
            return;
        };
        let node = self.site.arena.node(object.node);
        if node.flags.has(Flags::CUT) {
            // What is absent was cut off with the rest.
            return;
        }
        let open = node.open;
        let path = format!("{}/{}", self.path(number), self.segment(number, field.name()));
        let message = if field.kind == FieldType::Records {
            missing_field::message::RECORDS
        } else {
            missing_field::message::MISSING
        };
        let expected = match (&field.row.example, field.kind) {
            (Some(_), _) => missing_field::expectation::PRESENT,
            (None, FieldType::Object) => missing_field::expectation::PRESENT_GROUP,
            (None, _) => missing_field::expectation::PRESENT_LIST,
        };
        let remark = Remark::new(message)
            .expected(expected)
            .severity(field.missing_severity())
            .grade(field.grade)
            .with("example", field.row.example.as_ref());
        let case = self.case(number, field);
        let remark = match case {
            Some(case) => asked_for(remark, case, missing_field::message::ASKED),
            None => remark,
        };
        let asked = case.map(|case| &case.cites).or(field.cited()).cloned();
        let mut draft = self.draft(remark, open, path, Some(field.name()), None);
        draft.citation = asked.or(draft.citation);
        self.output.push(draft);
    }

    pub(in crate::check) fn segment(&self, number: usize, name: &str) -> String {
        match self.site.syntax {
            Syntax::Json => names::pointer(name),
            Syntax::Xml if self.is_attribute(number) => format!("@{name}"),
            Syntax::Xml => name.to_owned(),
        }
    }

    /// The object's fields are attributes.
    pub(super) fn is_attribute(&self, number: usize) -> bool {
        let object = self.scratch.objects.get(number);
        let has_attributes = object.is_some_and(|object| self.table(object.type_number).attributes);
        has_attributes && self.site.syntax == Syntax::Xml
    }

    pub(super) fn at_name(&mut self, number: usize, child: u32, name: &str, remark: Remark) {
        let span = self.site.arena.node(child).name;
        let path = format!("{}/{}", self.path(number), self.segment(number, name));
        self.report(remark, span, path, Some(name), None);
    }

    #[cold]
    pub(super) fn duplicate(&mut self, number: usize, child: u32, first: u32) {
        let node = self.site.arena.node(child);
        let name = node.name_in(self.site.window, self.site.syntax).into_owned();
        let is_of_schema =
            self.scratch.objects.get(number).is_some_and(|object| {
                self.site.syntax == Syntax::Xml && self.table(object.type_number).schema.is_some()
            });
        let mut path = format!("{}/{}", self.path(number), self.segment(number, &name));
        if self.site.syntax == Syntax::Xml {
            path.push_str("[2]");
        }
        let first = self.site.window.outermost(self.site.arena.node(first).name);
        let (message, related) = match self.site.syntax {
            _ if is_of_schema => (too_many::message::ELEMENT, too_many::message::FIRST),
            Syntax::Json => (duplicate_key::message::KEY, duplicate_key::message::FIRST),
            Syntax::Xml => (duplicate_key::message::ELEMENT, duplicate_key::message::FIRST),
        };
        let mut draft = self.draft(Remark::new(message), node.name, path, Some(&name), None);
        draft.related.push(DraftRelated::new(first, related));
        self.output.push(draft);
    }

    pub(super) fn unknown(&mut self, number: usize, child: u32, name: &str, table: &Type) {
        if is_secret_name(name) && self.is_filled(child) {
            return self.at_name(number, child, name, secret_value::in_unknown_field());
        }
        let all = table.fields.iter().map(Field::name);
        let similar = if name.len() <= 64 { names::nearest(name, all, |_| true) } else { None };
        let remark = match similar.and_then(|slot| table.fields.get(slot)) {
            Some(field) => Remark::new(unknown_field::message::SIMILAR).with("similar", &field.name),
            None => Remark::new(unknown_field::message::UNKNOWN),
        };
        let remark = strict::unknown(remark, table, self.site.syntax, name);
        if self.is_rest_of_secret(child, name) {
            let node = self.site.arena.node(child);
            let path = format!("{}/{}", self.path(number), self.segment(number, name));
            let mut draft = self.draft(remark, node.name, path, Some(name), None);
            draft.hide();
            return self.output.push(draft);
        }
        self.at_name(number, child, &names::cut(name), remark);
    }

    /// The name is none, but what a broken text left of the value before it, which opens a door.
    fn is_rest_of_secret(&self, child: u32, name: &str) -> bool {
        let is_name = |name: &str| name.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '-' | '.'));
        let is_odd = self.site.arena.node(child).flags.has(Flags::DAMAGED) || !is_name(name);
        let before = child.checked_sub(1).map(|before| self.site.arena.node(before));
        is_odd && before.is_some_and(|node| is_secret_name(&node.name_in(self.site.window, self.site.syntax)))
    }

    /// The node holds a value that says something.
    pub(super) fn is_filled(&self, child: u32) -> bool {
        let node = self.site.arena.node(child);
        let is_value = matches!(node.kind, Kind::Scalar(ScalarKind::String | ScalarKind::Number) | Kind::Element);
        is_value && !self.site.window.bytes(node.text).trim_ascii().is_empty()
    }

    pub(super) fn misspelled(&mut self, number: usize, child: u32, table: &'a Type, slot: usize) {
        let Some(field) = table.fields.get(slot) else {
            return;
        };
        let node = *self.site.arena.node(child);
        let name = node.name_in(self.site.window, self.site.syntax).into_owned();
        let path = format!("{}/{}", self.path(number), self.segment(number, &name));
        let is_meant = |convention: &Convention| convention.fits(&name) && names::is_same_but_case(&name, field.name());
        let convention = self.convention.filter(is_meant);
        let (remark, title) = match convention {
            Some(convention) => {
                let remark = Remark::new(misspelled_field::message::CONVENTION);
                (remark.with("style", convention.name()), misspelled_field::fix::RENAME_ALL)
            }
            None => (strict::misspelled(field, &name), misspelled_field::fix::RENAME),
        };
        let mut draft = self.draft(remark, node.name, path, Some(field.name()), None);
        draft.found = Some(Quote::name(names::cut(&name), false));
        let mut edits = vec![(self.site.window.outermost(node.name), field.name().to_owned())];
        if node.kind == Kind::Element && node.text.end < node.close {
            // The end tag's name ends as the start tag's does: behind `</` and the same prefix.
            let end_tag = Span::new(node.text.end, node.close);
            let raw = self.site.window.bytes(end_tag);
            if let Some(at) = memmem::find(raw, self.site.window.bytes(node.name)) {
                let start = end_tag.start + at as u32;
                let span = Span::new(start, start + (node.name.end - node.name.start));
                edits.push((self.site.window.outermost(span), field.name().to_owned()));
            }
        }
        draft.fix = Some(DraftFix::known(title, edits, true));
        self.output.push(draft);
    }

    pub(super) fn value_path(&self, value: &Value<'a>) -> String {
        let mut path = self.path(value.object);
        if self.is_attribute(value.object) {
            _ = write!(path, "/@{}", value.field.name());
        } else {
            add_place(&mut path, &self.site, value.field.name(), value.place, value.node);
        }
        path
    }

    pub(super) fn at_value(&mut self, value: &Value<'a>, remark: Remark) {
        let path = self.value_path(value);
        self.report(remark, value.node.marked(), path, Some(value.field.name()), Some(value));
    }

    pub(super) fn at_value_citing(&mut self, value: &Value<'a>, remark: Remark, citation: &Citation) {
        let (path, name) = (self.value_path(value), Some(value.field.name()));
        let mut draft = self.draft(remark, value.node.marked(), path, name, Some(value));
        draft.citation = Some(citation.clone());
        self.output.push(draft);
    }

    pub(super) fn at_opening(&mut self, value: &Value<'a>, remark: Remark) {
        let span = match value.node.kind {
            Kind::Scalar(_) => value.node.marked(),
            _ => value.node.open,
        };
        let path = self.value_path(value);
        self.report(remark, span, path, Some(value.field.name()), None);
    }

    /// As [`Self::at_value`], with a fix that is a whole token already.
    pub(super) fn at_value_token(&mut self, value: &Value<'a>, remark: Remark) {
        let path = self.value_path(value);
        let text = remark.fix.as_ref().map(|fix| fix.text.clone());
        let mut draft = self.draft(remark, value.node.marked(), path, Some(value.field.name()), Some(value));
        if let (Some(fix), Some(text)) = (&mut draft.fix, text) {
            let text = if self.site.window.is_unwrapped() { source::json::escape(&text) } else { text };
            fix.edits = vec![(self.site.window.outermost(value.node.whole()), text)];
        }
        self.output.push(draft);
    }

    pub(super) fn report(
        &mut self,
        remark: Remark,
        span: Span,
        path: String,
        field: Option<&str>,
        value: Option<&Value<'a>>,
    ) {
        let draft = self.draft(remark, span, path, field, value);
        self.output.push(draft);
    }

    pub(in crate::check) fn draft(
        &self,
        remark: Remark,
        span: Span,
        path: String,
        field: Option<&str>,
        value: Option<&Value<'a>>,
    ) -> Box<Draft> {
        let mut draft = draft(&self.site, self.citation, remark, span, path, field, value);
        self.as_record().complete(&mut draft, value);
        draft
    }
}

/// The remark in the words of the document that asks for the field.
pub(super) fn asked_for(remark: Remark, case: &Case, message: Message) -> Remark {
    remark.saying(message).with("item", Argument::Both(case.item.vi.clone(), case.item.en.clone()))
}

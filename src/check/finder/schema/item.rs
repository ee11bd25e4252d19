//! The children of a schema's root: records, also under another name that is meant for theirs, or nothing it has.

use super::Schema;
use crate::{
    check::finder::{
        parts::Parts,
        trail::{Open, Role},
    },
    model::{
        Severity,
        catalogue::{misspelled_field, unknown_field},
        privacy::Quote,
    },
    record::{
        arena::Node,
        names,
        output::{DraftFix, Output},
        remark::Remark,
    },
    source::{Span, Window},
    standard::{PacketSchema, RowGrade},
};
use memchr::memmem;

/// An open record whose element has another name.
pub(super) struct Misnamed {
    remark: Remark,
    name: String,
}

/// A name that is not that of records, what to say about it, and whether records are meant.
fn other_name(schema: &'static PacketSchema, name: &str) -> (Remark, bool) {
    let alias = schema.item_aliases.iter().find(|alias| alias.name == name);
    let is_near = || names::nearest(name, std::iter::once(schema.item.as_str()), |_| true).is_some();
    let (remark, is_meant) = match alias {
        Some(alias) => (Remark::new(misspelled_field::message::OTHER_PLACE).with("place", alias.place.as_str()), true),
        None if is_near() => (Remark::new(misspelled_field::message::MISSPELLED), true),
        None => (Remark::new(unknown_field::message::UNKNOWN).severity(Severity::Error), false),
    };
    (remark.grade(RowGrade::Text), is_meant)
}

impl Schema {
    /// A child of the root: a record, or nothing the schema has.
    pub(super) fn begin_item(&mut self, parts: &mut Parts, window: &Window<'_>, output: &mut Output, node: Node) {
        let Some(schema) = self.root.as_ref().map(|root| root.schema) else { return };
        let name = String::from_utf8_lossy(window.bytes(node.name)).into_owned();
        if name != schema.item {
            let (remark, is_meant) = other_name(schema, &name);
            if !is_meant {
                let path = format!("{}/{name}", parts.trail.path);
                let draft = self.draft_of(parts, window, remark, node.name, (path, &name));
                parts.recognition.say_or_wait(draft, output);
                return parts.trail.push(node, Role::Inner, parts.trail.path_length(), false);
            }
            self.misnamed = Some(Misnamed { remark, name: name.clone() });
        }
        let path = parts.trail.enter(format_args!("{name}[{}]", parts.records.count() + 1));
        parts.trail.push(node, Role::Record, path, false);
    }

    /// An element is complete; when it is a record with the wrong name, both tags can be renamed.
    pub(in crate::check::finder) fn rename_item(
        &mut self,
        parts: &mut Parts,
        window: &Window<'_>,
        output: &mut Output,
        open: Open,
    ) {
        if open.role != Role::Record {
            return;
        }
        let Some(Misnamed { remark, name }) = self.misnamed.take() else { return };
        let Some(item) = self.root.as_ref().map(|root| root.schema.item.as_str()) else { return };
        let node = *parts.trail.arena.node(open.node);
        let end_tag = Span::new(node.text.end, node.close);
        let mut edits = vec![(window.outermost(node.name), item.to_owned())];
        edits.extend(renamed(window, end_tag, &name, item));
        let mut draft = self.draft(parts, window, remark, node.name, parts.trail.path.clone());
        draft.field = Some(item.to_owned());
        draft.fix = Some(DraftFix::known(misspelled_field::fix::RENAME, edits, true));
        draft.found = Some(Quote::name(name, false));
        draft.record = Some(parts.records.count());
        parts.recognition.say_or_wait(draft, output);
    }
}

/// The edit that gives the name in an end tag another one.
pub(super) fn renamed(window: &Window<'_>, end_tag: Span, name: &str, to: &str) -> Option<(Span, String)> {
    let start = end_tag.start + memmem::find(window.bytes(end_tag), name.as_bytes())? as u32;
    Some((window.outermost(Span::new(start, start + name.len() as u32)), to.to_owned()))
}

//! Where findings about a record stand: path, range, key, and the edits of their fixes.

use std::fmt::Write as _;

use super::{
    NONE, Place, Scratch, Site, Syntax, Value,
    arena::{Kind, Node},
    names,
    output::Draft,
    privacy,
    remark::Remark,
    space,
    table::Type,
    value_of,
};
use crate::{
    model::privacy::Quote,
    source::{self, ScalarKind, Span},
    standard::Citation,
};

pub(crate) fn draft(
    site: &Site<'_>,
    citation: &Citation,
    remark: Remark,
    span: Span,
    path: String,
    field: Option<&str>,
    value: Option<&Value<'_>>,
) -> Box<Draft> {
    let mut draft = Draft::from_remark(remark);
    draft.span = site.window.outermost(span);
    draft.path = path;
    draft.record = site.record;
    draft.field = field.map(str::to_owned);
    draft.citation = Some(value.and_then(|value| value.field.cited()).unwrap_or(citation).clone());
    if let Some(value) = value {
        draft.found = Some(Quote::raw(names::cut(&value.text())));
        if let Some(fix) = &mut draft.fix {
            for (span, text) in &mut fix.edits {
                let (place, written) = replacement(site, value.node, text);
                (*span, *text) = (place, written);
            }
        }
    }
    draft
}

/// The edit that makes `text` the value of a node.
pub(crate) fn replacement(site: &Site<'_>, node: &Node, text: &str) -> (Span, String) {
    let written = match (site.syntax, node.kind) {
        (Syntax::Xml, _) => source::xml::escape(text),
        (Syntax::Json, Kind::Scalar(ScalarKind::String)) => source::json::escape(text),
        (Syntax::Json, _) => format!("\"{}\"", source::json::escape(text)),
    };
    let written = if site.window.is_unwrapped() { source::json::escape(&written) } else { written };
    (site.window.outermost(node.text), written)
}

pub(crate) fn path_of(site: &Site<'_>, scratch: &Scratch, types: &[Type], number: usize) -> String {
    let Some(object) = scratch.objects.get(number).filter(|_| number > 0) else {
        return site.path.to_owned();
    };
    let mut path = path_of(site, scratch, types, object.parent);
    let parent = scratch.objects.get(object.parent);
    let field = parent
        .and_then(|parent| types.get(parent.type_number))
        .and_then(|table| table.fields.get(object.parent_slot))
        .map_or("", |field| field.name());
    add_place(&mut path, site, field, object.place, site.arena.node(object.node));
    path
}

/// Adds what stands at that place of a field to a path.
pub(crate) fn add_place(path: &mut String, site: &Site<'_>, field: &str, place: Place, node: &Node) {
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

/// The record's own code.
pub(crate) fn key_of(site: &Site<'_>, scratch: &Scratch, types: &[Type]) -> Option<Quote> {
    site.record?;
    let object = scratch.objects.first()?;
    let node = scratch.slots.get(object.base + site.key?).filter(|node| **node != NONE)?;
    let node = site.arena.node(*node);
    let text = node.text_in(site.window, site.syntax);
    let text = space::trim(&text);
    let object_type = types.get(object.type_number)?;
    let value = value_of(site, 0, object_type.fields.get(site.key?)?, node);
    (!text.is_empty()).then(|| privacy::quote(scratch, types, &value, names::cut(text)))
}

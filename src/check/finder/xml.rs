//! The machine for XML without a schema: which elements are envelopes, lists, records or values is told by their names
//! and by what they hold. What stands in the root of a packet that has a schema is for the machine in [`schema`].

use super::{
    names::{holds_records, is_envelope_field},
    parts::Parts,
    schema::Schema,
    trail::{Open, Role},
};
use crate::{
    model::{
        Severity,
        catalogue::{unknown_attribute, wrong_type},
        privacy::Quote,
    },
    record::{
        arena::{Kind, Node},
        names,
        output::{Draft, Output},
        remark::Remark,
    },
    source::{Flags, Leaf, Span, Window, xml::INSTANCE_NAMESPACE},
    standard::RowGrade,
};

/// So many members of a container that may be a record are compared with names like theirs.
const MEMBERS_COMPARED: u32 = 64;

/// A start tag.
#[derive(Clone, Copy)]
pub(super) struct Tag {
    pub(super) whole: Span,
    /// The name with its prefix.
    pub(super) name: Span,
    pub(super) local: Span,
    pub(super) namespace: u16,
}

/// An attribute.
#[derive(Clone, Copy)]
pub(super) struct Attribute {
    pub(super) token: Span,
    pub(super) local: Span,
    pub(super) namespace: u16,
    pub(super) value: Span,
    pub(super) flags: Flags,
}

/// See the module's comment.
#[derive(Default)]
pub(super) struct Xml {
    instance_namespace: u16,
    attribute_seen: bool,
    /// The text of the innermost open element, in which nothing else stands yet.
    lone_text: Option<Span>,
    pub(super) schema: Schema,
}

impl Xml {
    /// A namespace's name became known.
    pub(super) fn namespace(&mut self, number: u16, name: &str) {
        if name == INSTANCE_NAMESPACE {
            self.instance_namespace = number;
        }
        self.schema.note_namespace(number, name);
    }

    // ---- begin --------------------------------------------------------------------------------------------------

    pub(super) fn begin(&mut self, parts: &mut Parts, window: &Window<'_>, output: &mut Output, tag: Tag) {
        parts.root.saw(window, output, tag.whole);
        if let Some(text) = self.lone_text.take() {
            // An element follows: so it was not a value.
            say_stray_text(parts, window, output, text);
        }
        let node = element(tag);
        if self.schema.begin(parts, window, output, node, tag) {
            return;
        }
        let raw = window.bytes(tag.local);
        let Some(parent) = parts.trail.parent() else {
            return begin_root(parts, raw, node);
        };
        if matches!(parent.role, Role::Record | Role::Inner) {
            return parts.trail.push(node, Role::Inner, parts.trail.path_length(), false);
        }
        if parts.trail.is_in_item() {
            // The usual case in a long list: no need to look at names.
            is_record(parts, window, output, parts.trail.depth() - 1);
            return parts.trail.push(node, Role::Inner, parts.trail.path_length(), false);
        }
        let name = String::from_utf8_lossy(raw).into_owned();
        if parent.role == Role::Records {
            let path = parts.trail.enter(format_args!("{name}[{}]", parent.children + 1));
            return parts.trail.push(node, Role::Undecided, path, false);
        }
        if parts.recognition.is_packet(&name) {
            parts.recognition.add_root(name.clone());
        }
        let role = role_of(parts, window, output, &name);
        let path = if role == Role::Inner { parts.trail.path_length() } else { parts.trail.enter(&name) };
        parts.trail.push(node, role, path, role != Role::Record && holds_records(&name));
    }

    /// Keeps a leaf inside a record, of which nothing has to be said before the record is complete; false for another.
    #[inline]
    pub(super) fn keep_leaf(&self, parts: &mut Parts, leaf: Leaf) -> bool {
        self.lone_text.is_none() && self.schema.goes_on(leaf.namespace) && parts.trail.keep_leaf(leaf)
    }

    // ---- inside -----------------------------------------------------------------------------------------------------

    pub(super) fn attribute(
        &mut self,
        parts: &mut Parts,
        window: &Window<'_>,
        output: &mut Output,
        attribute: Attribute,
    ) {
        let is_instance = attribute.namespace != 0 && attribute.namespace == self.instance_namespace;
        if self.schema.is_open() {
            return self.schema.attribute(parts, window, output, attribute, is_instance);
        }
        let name = window.bytes(attribute.local);
        if is_instance {
            let is_nil = name == b"nil" && matches!(window.bytes(attribute.value), b"true" | b"1");
            if let Some(node) = parts.trail.innermost_mut() {
                node.nil |= is_nil;
            }
            return;
        }
        if !std::mem::replace(&mut self.attribute_seen, true) {
            output.push(unknown_attribute(parts, window, attribute.token, name));
        }
    }

    /// Text in an element; beside other elements, and where only elements stand, there is none.
    pub(super) fn text(
        &mut self,
        parts: &mut Parts,
        window: &Window<'_>,
        output: &mut Output,
        text: Span,
        flags: Flags,
    ) {
        let Some(open) = parts.trail.parent() else { return };
        let holds_elements = open.children > 0 || matches!(open.role, Role::Envelope | Role::Records);
        if holds_elements || !parts.trail.is_last(open.node) {
            return say_stray_text(parts, window, output, text);
        }
        self.lone_text = Some(Span::new(self.lone_text.unwrap_or(text).start, text.end));
        if let Some(node) = parts.trail.innermost_mut() {
            node.flags = node.flags.with(flags);
        }
    }

    // ---- end ----------------------------------------------------------------------------------------------------

    pub(super) fn end(&mut self, parts: &mut Parts, window: &Window<'_>, output: &mut Output, at: Span) {
        let Some(open) = parts.trail.forget_open() else { return };
        let lone_text = self.lone_text.take();
        if let Some(text) = lone_text.filter(|_| parts.trail.is_empty() && parts.recognition.named().is_some()) {
            say_stray_text(parts, window, output, text);
        }
        self.schema.element_ends(parts, window, output, at);
        if !parts.trail.close_element(window, open, at) {
            self.schema.rename_item(parts, window, output, open);
            match open.role {
                Role::Undecided if parts.trail.is_empty() => parts.decide_root(window, output, open.node),
                Role::Undecided => undecided_complete(parts, window, output, open),
                _ => parts.end(window, output, open),
            }
        }
        parts.trail.leave(open);
    }
}

/// The node of an element that begins.
fn element(tag: Tag) -> Node {
    Node {
        kind: Kind::Element,
        flags: Flags::NONE,
        name_flags: Flags::NONE,
        nil: false,
        name: tag.local,
        open: tag.whole,
        text: Span::at(tag.whole.end),
        close: tag.whole.end,
        end: 0,
    }
}

fn begin_root(parts: &mut Parts, raw: &[u8], node: Node) {
    parts.trail.clear_path();
    let name = String::from_utf8_lossy(raw).into_owned();
    parts.trail.enter(&name);
    let holds = holds_records(&name);
    parts.recognition.add_root(name);
    parts.trail.push(node, Role::Undecided, 0, holds);
}

/// The part of an element whose parent's part is not that of a record; it may tell its parent's.
fn role_of(parts: &mut Parts, window: &Window<'_>, output: &mut Output, name: &str) -> Role {
    let Some(parent) = parts.trail.parent() else { return Role::Undecided };
    let index = parts.trail.depth() - 1;
    if holds_records(name) {
        // From the outside in: what is put aside first is complete last.
        for around in 0..=index {
            parts.put_aside(window, output, around);
        }
        return Role::Undecided;
    }
    if parent.role == Role::Undecided && (tells_record(parts, parent, name) || parts.trail.stands_for_record()) {
        is_record(parts, window, output, index);
        return Role::Inner;
    }
    Role::Undecided
}

/// A child of that name tells that its parent is a record.
fn tells_record(parts: &Parts, parent: Open, name: &str) -> bool {
    let recognition = &parts.recognition;
    let is_root = parts.trail.depth() == 1;
    if is_envelope_field(name) && (is_root || !recognition.is_record_field(name)) {
        return false;
    }
    // Behind so many members of other names nearly the right one is no sign any more, and looking for it is dear.
    match parent.children {
        0..MEMBERS_COMPARED => recognition.is_like_record_field(name),
        _ => recognition.is_record_field(name),
    }
}

/// The open element is a record; what is around it are its list and its envelope.
fn is_record(parts: &mut Parts, window: &Window<'_>, output: &mut Output, index: usize) {
    for above in 0..index {
        if parts.trail.at(above).is_none_or(|open| open.role != Role::Undecided) {
            continue;
        }
        if parts.trail.is_list_of(index, above) {
            parts.trail.set_role(above, Role::Records);
            add_records_member(parts, window, output, above);
            no_records(parts, window, output, above);
        } else {
            parts.put_aside(window, output, above);
        }
    }
    parts.trail.number_item(index, parts.records.count() + 1);
    parts.trail.set_role(index, Role::Record);
    add_records_member(parts, window, output, index);
}

/// The element holds records and stands in an envelope: a member of it. (Its tag will be gone when it ends.)
fn add_records_member(parts: &mut Parts, window: &Window<'_>, output: &mut Output, index: usize) {
    let around = index.checked_sub(1).and_then(|above| parts.trail.at(above));
    let is_member = around.is_some_and(|around| around.role == Role::Envelope);
    let Some(open) = parts.trail.at(index).filter(|open| is_member && open.holds_records).copied() else { return };
    let is_record = open.role == Role::Record;
    if is_record && parts.envelopes.is_list() {
        // Records may stand in the envelope itself, one after the other.
        return;
    }
    let node = *parts.trail.arena.node(open.node);
    let path = parts.trail.path_before(index + 1);
    parts.add_container(window, output, &node, true, &path);
    parts.envelopes.note_records(is_record);
}

/// What stood in a list before the first record told that it is one: no record.
fn no_records(parts: &mut Parts, window: &Window<'_>, output: &mut Output, list: usize) {
    for (number, (node, _)) in (1..).zip(parts.trail.members(list)) {
        let name = String::from_utf8_lossy(window.bytes(node.name));
        let path = format!("{}/{name}[{number}]", parts.trail.path_before(list + 1));
        parts.no_record(window, output, &node, path);
    }
    parts.trail.forget_inside(list);
}

/// An element has ended whose part nothing told.
fn undecided_complete(parts: &mut Parts, window: &Window<'_>, output: &mut Output, open: Open) {
    let Some(parent) = parts.trail.parent() else { return };
    let node = *parts.trail.arena.node(open.node);
    let is_leaf = parts.trail.arena.is_leaf(open.node);
    match parent.role {
        Role::Envelope if open.holds_records => {
            let path = parts.trail.path.clone();
            parts.add_container(window, output, &node, !is_leaf, &path);
            let is_known = parts.recognition.is_done() || parts.recognition.named().is_some();
            if is_known && !node.flags.has(Flags::CUT) {
                let children: Vec<Node> =
                    parts.trail.arena.children(open.node).map(|child| *parts.trail.arena.node(child)).collect();
                for (number, child) in (1..).zip(&children) {
                    let name = String::from_utf8_lossy(window.bytes(child.name));
                    let path = format!("{}/{name}[{number}]", parts.trail.path);
                    parts.no_record(window, output, child, path);
                }
            }
            parts.trail.arena.truncate(open.node);
        }
        Role::Envelope => {
            parts.add_member(window, output, &node, !is_leaf);
            parts.trail.arena.truncate(open.node);
        }
        Role::Records => {
            // An empty element where a record should be.
            parts.record_complete(window, output, open.node);
            parts.trail.arena.truncate(open.node);
        }
        _ if is_leaf && parent.holds_records && is_empty_item(parts, window, &node) => {
            // An empty element before any that tells that this is a list of records.
            parts.trail.open_again(open);
            is_record(parts, window, output, parts.trail.depth() - 1);
            if let Some(record) = parts.trail.forget_open() {
                parts.end(window, output, record);
            }
        }
        _ => {}
    }
}

/// An empty element named as items are, in a packet that is known.
fn is_empty_item(parts: &Parts, window: &Window<'_>, node: &Node) -> bool {
    window.bytes(node.name).eq_ignore_ascii_case(b"item")
        && window.bytes(node.text).trim_ascii().is_empty()
        && (parts.recognition.is_done() || parts.recognition.named().is_some())
}

/// A comment or a processing instruction: what is around it is not the text as it stands.
pub(super) fn aside(parts: &mut Parts) {
    if let Some(node) = parts.trail.innermost_mut() {
        node.flags = node.flags.with(Flags::ESCAPED);
    }
}

/// Text stands in the innermost open element where there should be none.
#[cold]
fn say_stray_text(parts: &mut Parts, window: &Window<'_>, output: &mut Output, text: Span) {
    if let Some(node) = parts.trail.innermost_mut() {
        node.flags = node.flags.with(Flags::MIXED);
    }
    output.push(stray_text(parts, window, text));
}

pub(super) fn stray_text(parts: &Parts, window: &Window<'_>, text: Span) -> Box<Draft> {
    let remark = Remark::new(wrong_type::message::STRAY_TEXT).severity(Severity::Error);
    let raw = window.bytes(text);
    let start = text.start + (raw.len() - raw.trim_ascii_start().len()) as u32;
    let raw = raw.trim_ascii();
    let mut draft = Draft::from_remark(remark);
    draft.span = window.outermost(Span::new(start, start + raw.len() as u32));
    draft.path = parts.trail.current_path(window);
    draft.found = Some(Quote::raw(names::cut(&String::from_utf8_lossy(raw))));
    draft.record = parts.current_record(window);
    draft
}

fn unknown_attribute(parts: &Parts, window: &Window<'_>, token: Span, name: &[u8]) -> Box<Draft> {
    let name = String::from_utf8_lossy(name).into_owned();
    let path = format!("{}/@{name}", parts.trail.current_path(window));
    let remark = Remark::new(unknown_attribute::message::ATTRIBUTE).with("name", Quote::name(name, false));
    let mut draft = Draft::from_remark(remark.severity(Severity::Info).grade(RowGrade::Derived));
    draft.span = window.outermost(token);
    draft.path = path;
    draft.record = parts.current_record(window);
    draft
}

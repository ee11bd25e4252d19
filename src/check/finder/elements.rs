//! XML elements: which of them are envelopes, lists, records or values is told by their names and by what they hold.

use super::envelope::{holds_records, is_envelope_field};
use super::{Finder, MEMBERS_COMPARED, Open, Role};
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
    source::{Flags, Leaf, Span, Window},
    standard::RowGrade,
};
use std::fmt::Write as _;

impl Finder {
    pub(super) fn begin_element(
        &mut self,
        window: &Window<'_>,
        output: &mut Output,
        tag: Span,
        name: Span,
        local: Span,
        namespace: u16,
    ) {
        self.root.saw(window, output, tag);
        let node = Node {
            kind: Kind::Element,
            flags: Flags::NONE,
            name_flags: Flags::NONE,
            nil: false,
            name: local,
            open: tag,
            text: Span::at(tag.end),
            close: tag.end,
            end: 0,
        };
        if self.begin_in_schema(window, output, node, name, namespace) {
            return;
        }
        let raw = window.bytes(local);
        let Some(parent) = self.trail.open.last().copied() else {
            self.trail.path.clear();
            return self.begin_root(raw, node);
        };
        if matches!(parent.role, Role::Record | Role::Inner) {
            return self.trail.push(node, Role::Inner, self.trail.path.len(), false);
        }
        if self.is_in_item(parent.role) {
            // The usual case in a long list: no need to look at names.
            self.is_record(window, output, self.trail.open.len() - 1);
            return self.trail.push(node, Role::Inner, self.trail.path.len(), false);
        }
        let name = String::from_utf8_lossy(raw).into_owned();
        if parent.role == Role::Records {
            let path = self.trail.path.len();
            _ = write!(self.trail.path, "/{name}[{}]", parent.children + 1);
            return self.trail.push(node, Role::Undecided, path, false);
        }
        if self.is_packet(&name) {
            self.roots.push(name.clone());
        }
        let role = self.role_of_element(window, output, &name);
        let path = self.trail.path.len();
        if role != Role::Inner {
            _ = write!(self.trail.path, "/{name}");
        }
        self.trail.push(node, role, path, role != Role::Record && holds_records(&name));
    }

    /// Keeps a leaf inside a record, of which nothing has to be said before the record is complete; false for another.
    #[inline]
    pub(super) fn keep_leaf(&mut self, leaf: Leaf) -> bool {
        if self.schema.as_ref().is_some_and(|root| !root.goes_on(leaf.namespace)) {
            return false;
        }
        let parent = self.trail.open.last_mut().filter(|open| matches!(open.role, Role::Record | Role::Inner));
        let Some(parent) = parent else { return false };
        parent.children += 1;
        self.trail.arena.push(Node {
            kind: Kind::Element,
            flags: leaf.text.unwrap_or_default(),
            name_flags: Flags::NONE,
            nil: false,
            name: leaf.name,
            open: leaf.tag,
            text: Span::new(leaf.tag.end, leaf.end.start),
            close: leaf.end.end,
            end: 0,
        });
        true
    }

    /// The open element, of that part, stands in a list that is known to be one of records.
    pub(super) fn is_in_item(&self, role: Role) -> bool {
        let above = self.trail.open.len().checked_sub(2).and_then(|index| self.trail.open.get(index));
        role == Role::Undecided && above.is_some_and(|above| above.role == Role::Records)
    }

    pub(super) fn begin_root(&mut self, raw: &[u8], node: Node) {
        let name = String::from_utf8_lossy(raw).into_owned();
        _ = write!(self.trail.path, "/{name}");
        let holds = holds_records(&name);
        self.roots.push(name);
        self.trail.push(node, Role::Undecided, 0, holds);
    }

    /// The part of an element whose parent's part is not that of a record; it may tell its parent's.
    pub(super) fn role_of_element(&mut self, window: &Window<'_>, output: &mut Output, name: &str) -> Role {
        let index = self.trail.open.len() - 1;
        let Some(parent) = self.trail.open.get(index).copied() else {
            return Role::Undecided;
        };
        if holds_records(name) {
            // From the outside in: what is put aside first is complete last.
            for around in 0..=index {
                self.put_aside(window, output, around);
            }
            return Role::Undecided;
        }
        // Behind so many members of other names nearly the right one is no sign any more, and looking for it is dear.
        let is_field = |name: &str| match parent.children {
            0..MEMBERS_COMPARED => self.is_like_record_field(name),
            _ => self.is_record_field(name),
        };
        if parent.role == Role::Undecided
            && (!is_envelope_field(name) || index > 0 && self.is_record_field(name))
            && is_field(name)
        {
            self.is_record(window, output, index);
            return Role::Inner;
        }
        let grandparent = index.checked_sub(1).and_then(|above| self.trail.open.get(above));
        let stands_for_record = grandparent.is_some_and(|above| above.holds_records && above.role == Role::Undecided);
        if parent.role == Role::Undecided && stands_for_record {
            self.is_record(window, output, index);
            return Role::Inner;
        }
        Role::Undecided
    }

    /// The open element is a record; what is around it are its list and its envelope.
    pub(super) fn is_record(&mut self, window: &Window<'_>, output: &mut Output, index: usize) {
        for above in 0..index {
            let is_list = above + 1 == index && {
                let holds = self.trail.open.get(above).is_some_and(|open| open.holds_records);
                holds || self.has_no_scalars(above)
            };
            let Some(open) = self.trail.open.get(above).copied() else {
                continue;
            };
            if open.role != Role::Undecided {
                continue;
            }
            if is_list && (above > 0 || self.trail.open.get(index).is_some_and(|record| !record.holds_records)) {
                if let Some(open) = self.trail.open.get_mut(above) {
                    open.role = Role::Records;
                }
                self.add_records_member(window, output, above);
            } else {
                self.put_aside(window, output, above);
            }
        }
        let is_item = index > 0 && {
            let parent = self.trail.open.get(index - 1);
            parent.is_some_and(|parent| parent.role != Role::Records || !self.trail.path.ends_with(']'))
        };
        if is_item {
            let number = self.trail.open.get(index - 1).map_or(1, |parent| parent.children);
            let holds = self.trail.open.get(index).is_some_and(|open| open.holds_records);
            if holds {
                // `<data>` that is itself the record: its number among the records so far.
                _ = write!(self.trail.path, "[{}]", self.records + 1);
            } else {
                _ = write!(self.trail.path, "[{number}]");
            }
        }
        if let Some(open) = self.trail.open.get_mut(index) {
            open.role = Role::Record;
        }
        self.add_records_member(window, output, index);
    }

    /// The element holds records and stands in an envelope: a member of it. (Its tag will be gone when it ends.)
    pub(super) fn add_records_member(&mut self, window: &Window<'_>, output: &mut Output, index: usize) {
        let is_member = index
            .checked_sub(1)
            .and_then(|above| self.trail.open.get(above))
            .is_some_and(|above| above.role == Role::Envelope);
        let Some(open) = self.trail.open.get(index).filter(|open| is_member && open.holds_records) else { return };
        let node = *self.trail.arena.node(open.node);
        self.add_member(window, output, &node, true);
    }

    pub(super) fn has_no_scalars(&self, index: usize) -> bool {
        let Some(open) = self.trail.open.get(index) else {
            return false;
        };
        let next = self.trail.open.get(index + 1).map_or(self.trail.arena.len(), |open| open.node);
        open.node + 1 == next
    }

    pub(super) fn undecided_element_complete(&mut self, window: &Window<'_>, output: &mut Output, open: Open) {
        let Some(parent) = self.trail.open.last().copied() else {
            return;
        };
        let node = *self.trail.arena.node(open.node);
        let is_leaf = self.trail.arena.is_leaf(open.node);
        match parent.role {
            Role::Envelope => {
                self.add_member(window, output, &node, !is_leaf);
                self.trail.arena.truncate(open.node);
            }
            Role::Records => {
                // An empty element where a record should be.
                self.record_complete(window, output, open.node);
                self.trail.arena.truncate(open.node);
            }
            _ if is_leaf && parent.holds_records && self.is_empty_item(window, &node) => {
                // An empty element before any that tells that this is a list of records.
                self.trail.open.push(open);
                self.is_record(window, output, self.trail.open.len() - 1);
                if let Some(record) = self.trail.open.pop() {
                    self.end_role(window, output, record);
                }
            }
            _ => {}
        }
    }

    /// An empty element named as items are, in a packet that is known.
    fn is_empty_item(&self, window: &Window<'_>, node: &Node) -> bool {
        window.bytes(node.name).eq_ignore_ascii_case(b"item")
            && window.bytes(node.text).trim_ascii().is_empty()
            && (self.recognised || self.named().is_some())
    }

    pub(super) fn end_element(&mut self, window: &Window<'_>, output: &mut Output, at: Span) {
        let Some(open) = self.trail.open.pop() else { return };
        if self.schema.is_some() {
            self.end_in_schema(window, output, at);
        }
        let tag = self.trail.arena.node(open.node).open;
        let is_missing = at.start == at.end && !window.bytes(tag).ends_with(b"/>");
        let first_child = (!self.trail.is_last(open.node)).then(|| self.trail.arena.node(open.node + 1).open.start);
        self.trail.arena.close(open.node, at.start, at.end);
        if is_missing && open.role == Role::Inner {
            // Its end tag is missing: what looks like its children are its siblings.
            if let Some(node) = self.trail.arena.node_mut(open.node) {
                node.flags = node.flags.with(Flags::DAMAGED);
                if let Some(start) = first_child {
                    node.end = open.node + 1;
                    node.text.end = start;
                    node.close = start;
                }
            }
            self.trail.path.truncate(open.path);
            return;
        }
        self.end_role(window, output, open);
        self.trail.path.truncate(open.path);
    }

    pub(super) fn text(&mut self, window: &Window<'_>, output: &mut Output, text: Span, flags: Flags) {
        let Some(open) = self.trail.open.last().copied() else {
            return;
        };
        let has_children = !self.trail.is_last(open.node) || open.children > 0;
        if has_children {
            return self.stray_text(window, output, text);
        }
        if let Some(node) = self.trail.arena.node_mut(open.node) {
            node.flags = node.flags.with(flags);
        }
    }

    pub(super) fn stray_text(&mut self, window: &Window<'_>, output: &mut Output, text: Span) {
        let remark = Remark::new(wrong_type::message::STRAY_TEXT).severity(Severity::Error);
        let mut draft = Draft::from_remark(remark);
        draft.span = window.outermost(text);
        draft.path = self.trail.current_path(window);
        draft.found = Some(Quote::raw(names::cut(String::from_utf8_lossy(window.bytes(text)).trim())));
        draft.record = self.current_record(window);
        output.push(draft);
    }

    pub(super) fn attribute(
        &mut self,
        window: &Window<'_>,
        output: &mut Output,
        token: Span,
        local: Span,
        namespace: u16,
        value: Span,
    ) {
        let name = window.bytes(local);
        if namespace != 0 && namespace == self.instance_namespace {
            let is_nil = name == b"nil" && matches!(window.bytes(value), b"true" | b"1");
            let node = self.trail.open.last().map(|open| open.node);
            if let Some(node) = node.and_then(|node| self.trail.arena.node_mut(node)) {
                node.nil |= is_nil;
            }
            return;
        }
        if std::mem::replace(&mut self.attribute_seen, true) {
            return;
        }
        let name = String::from_utf8_lossy(name).into_owned();
        let path = format!("{}/@{name}", self.trail.current_path(window));
        let remark = Remark::new(unknown_attribute::message::ATTRIBUTE)
            .with("name", Quote::name(name, false))
            .severity(Severity::Info);
        let remark = remark.grade(RowGrade::Derived);
        let mut draft = Draft::from_remark(remark);
        draft.span = window.outermost(token);
        draft.path = path;
        draft.record = self.current_record(window);
        output.push(draft);
    }
}

//! What an XML element can be is told by what is around it and in it.

use super::{Open, Role, Trail};
use crate::{
    record::arena::{Kind, Node},
    source::{Flags, Leaf, Span, Window},
};
use std::fmt::Write as _;

impl Trail {
    /// Keeps a leaf inside a record; false for another.
    #[inline]
    pub(in crate::check::finder) fn keep_leaf(&mut self, leaf: Leaf) -> bool {
        let parent = self.open.last_mut().filter(|open| matches!(open.role, Role::Record | Role::Inner));
        let Some(parent) = parent else { return false };
        parent.children += 1;
        self.arena.push(Node {
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

    /// The node of the innermost open element.
    pub(in crate::check::finder) fn innermost_mut(&mut self) -> Option<&mut Node> {
        self.arena.node_mut(self.open.last()?.node)
    }

    /// The element holds nothing but text.
    pub(in crate::check::finder) fn is_text(&self, window: &Window<'_>, node: u32) -> bool {
        self.arena.is_leaf(node) && !window.bytes(self.arena.node(node).text).trim_ascii().is_empty()
    }

    /// Nothing stands in the node yet.
    pub(in crate::check::finder) fn is_last(&self, node: u32) -> bool {
        self.arena.len() == node + 1
    }

    /// The innermost open element stands in a list that is known to be one of records.
    pub(in crate::check::finder) fn is_in_item(&self) -> bool {
        matches!(self.open.as_slice(), [.., above, open] if open.role == Role::Undecided && above.role == Role::Records)
    }

    /// The innermost open element stands where records do.
    pub(in crate::check::finder) fn stands_for_record(&self) -> bool {
        matches!(self.open.as_slice(), [.., above, _] if above.holds_records && above.role == Role::Undecided)
    }

    /// The element `above` is the list that the record at `index` stands in.
    pub(in crate::check::finder) fn is_list_of(&self, index: usize, above: usize) -> bool {
        let (Some(list), Some(record)) = (self.open.get(above), self.open.get(index)) else { return false };
        let has_no_scalars = list.node + 1 == self.next_node(above);
        above + 1 == index && (list.holds_records || has_no_scalars) && (above > 0 || !record.holds_records)
    }

    /// The element at that place of the stack is a record: its number among its siblings joins the path, or, where the
    /// element that holds records is itself the record, its number among all so far.
    pub(in crate::check::finder) fn number_item(&mut self, index: usize, among_all: u32) {
        let Some(parent) = index.checked_sub(1).and_then(|above| self.open.get(above)) else { return };
        if parent.role == Role::Records && self.path.ends_with(']') {
            return;
        }
        let holds_records = self.open.get(index).is_some_and(|open| open.holds_records);
        let number = if holds_records { among_all } else { parent.children };
        _ = write!(self.path, "[{number}]");
    }

    /// An element that was taken off the stack ends. True when its end tag is missing inside a record: then what looks
    /// like its children are its siblings.
    pub(in crate::check::finder) fn close_element(&mut self, window: &Window<'_>, open: Open, at: Span) -> bool {
        let tag = self.arena.node(open.node).open;
        let is_missing = at.start == at.end && !window.bytes(tag).ends_with(b"/>");
        let first_child = (!self.is_last(open.node)).then(|| self.arena.node(open.node + 1).open.start);
        self.arena.close(open.node, at.start, at.end);
        if !is_missing || open.role != Role::Inner || self.arena.node(open.node).flags.has(Flags::CUT) {
            return false;
        }
        if let Some(node) = self.arena.node_mut(open.node) {
            node.flags = node.flags.with(Flags::DAMAGED);
            if let Some(start) = first_child {
                node.end = open.node + 1;
                node.text.end = start;
                node.close = start;
            }
        }
        true
    }

    /// An element that has ended is open once more.
    pub(in crate::check::finder) fn open_again(&mut self, open: Open) {
        self.open.push(open);
    }
}

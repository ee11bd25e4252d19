//! What stands around the records: the open envelopes, the innermost last, each with its members put aside.

use super::members::Members;
use crate::{
    check::finder::names::{is_of_reply, may_hold_records},
    record::{arena::Node, output::Output},
    source::{Span, Window},
};

/// See the module's comment.
#[derive(Default)]
pub(super) struct Envelopes {
    open: Vec<Members>,
    /// A reply has come.
    pub(super) has_reply: bool,
}

impl Envelopes {
    pub(super) const fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// What comes now stands in a reply.
    pub(super) fn is_in_reply(&self) -> bool {
        self.open.iter().any(|members| members.is_reply)
    }

    pub(super) fn begin(&mut self, members: Members) {
        self.open.push(members);
    }

    /// The source ends inside the innermost `count` envelopes.
    pub(super) fn cut_off(&mut self, count: usize) {
        self.open.iter_mut().rev().take(count).for_each(Members::cut_off);
    }

    /// The innermost envelope is complete; that around it knows what it held.
    pub(super) fn end(&mut self) -> Option<Members> {
        let members = self.open.pop()?;
        if let Some(around) = self.open.last_mut() {
            around.is_around |= members.has_records || members.is_around;
        }
        Some(members)
    }

    /// The list of records in the innermost envelope is empty.
    pub(super) fn has_no_record(&mut self) {
        if let Some(node) = self.open.last_mut().and_then(Members::last_mut) {
            node.nil = true;
        }
    }

    /// The innermost envelope was only the string around a packet.
    pub(super) fn drop_string(&mut self) {
        self.open.pop();
    }

    /// Where the element of that name stands that holds the records of the innermost envelope; nothing where none has come.
    pub(super) fn container(&self, name: &[u8]) -> Option<Span> {
        let members = self.open.last()?;
        let first = members.named_as(name)?;
        Some(members.window().outermost(first.name))
    }

    /// The element of that name stands twice in the innermost envelope: whether the first is empty says nothing.
    pub(super) fn stands_twice(&mut self, name: &[u8]) {
        if let Some(members) = self.open.last_mut() {
            members.mark_damaged(name);
        }
    }

    /// The records of the innermost envelope stand in it without a list.
    pub(super) fn is_list(&self) -> bool {
        self.open.last().is_some_and(|members| members.is_list)
    }

    /// A member of the innermost envelope is a record, or a list of them.
    pub(super) fn note_records(&mut self, are_members: bool) {
        if let Some(members) = self.open.last_mut() {
            members.is_list |= are_members;
        }
    }

    /// Puts a member of the innermost envelope aside; its places may be asked for when its text is gone.
    pub(super) fn add(
        &mut self,
        window: &Window<'_>,
        (node, name): (&Node, &str),
        is_container: bool,
        output: &mut Output,
    ) {
        let Some(members) = self.open.last_mut() else { return };
        members.is_reply |= is_of_reply(name);
        if may_hold_records(name) {
            members.has_records = true;
        }
        members.add(window, node, is_container);
        for span in [node.name, node.open, node.text, Span::at(node.close)] {
            output.pin(window.outermost(span));
        }
    }
}

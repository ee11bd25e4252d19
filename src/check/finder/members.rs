//! The members of an envelope, copied: the text around them may be gone before the envelope ends.

use super::names::is_meant;
use crate::{
    record::{
        Syntax,
        arena::{Arena, Kind, Node},
    },
    source::{Flags, OffsetMap, Span, Window},
};
use std::borrow::Cow;

/// See the module's comment.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the envelope")]
pub(super) struct Members {
    pub(super) text: Vec<u8>,
    pub(super) map: OffsetMap,
    /// Where the piece copied last ends, inside and outside.
    pub(super) end: Option<(u32, u32)>,
    pub(super) arena: Arena,
    pub(super) from_unwrapped: bool,
    pub(super) path: String,
    pub(super) has_records: bool,
    /// The records stand in it without a list.
    pub(super) is_list: bool,
    pub(super) is_reply: bool,
    /// An envelope with records stands in it.
    pub(super) is_around: bool,
}

impl Members {
    /// Copies a member. Of a container only the opening token is of interest.
    pub(super) fn add(&mut self, window: &Window<'_>, node: &Node, is_container: bool) {
        let name = self.copy(window, node.name);
        self.end_piece();
        let whole = if is_container { node.open } else { node.whole() };
        let open = self.copy(window, whole);
        if !is_container && window.is_unwrapped() {
            // A quote of the text inside is two characters outside.
            let text = window.outermost(node.text);
            self.map.push(open.start + (node.text.start - whole.start), text.start);
            self.map.push(open.start + (node.text.end - whole.start), text.end);
        }
        self.end_piece();
        let inside = |offset: u32| (open.start + offset.saturating_sub(whole.start)).min(open.end);
        let kind = match node.kind {
            Kind::Element if is_container && self.arena.len() > 0 => Kind::Object,
            kind => kind,
        };
        let index = self.arena.push(Node {
            kind,
            name,
            open: Span::new(open.start, inside(node.open.end)),
            text: Span::new(inside(node.text.start), if is_container { open.end } else { inside(node.text.end) }),
            close: open.end,
            ..*node
        });
        if index > 0 {
            let end = self.arena.len();
            if let Some(root) = self.arena.node_mut(0) {
                root.end = end;
            }
        }
    }

    pub(super) fn copy(&mut self, window: &Window<'_>, span: Span) -> Span {
        let start = self.text.len() as u32;
        let outer = window.outermost(span);
        self.map.push(start, outer.start);
        self.text.extend_from_slice(window.bytes(span));
        let end = self.text.len() as u32;
        self.end = Some((end, outer.end));
        // Keeps the end of this run apart from the beginning of the next.
        self.text.push(b' ');
        Span::new(start, end)
    }

    /// The piece copied last ends where it ends outside, however long its escapes are there.
    pub(super) fn end_piece(&mut self) {
        if let Some((inner, outer)) = self.end.take() {
            self.map.push(inner, outer);
        }
    }

    /// The source ends before all members have come.
    pub(super) fn cut_off(&mut self) {
        if let Some(root) = self.arena.node_mut(0) {
            root.flags = root.flags.with(Flags::CUT);
        }
    }

    /// The source ended before all members had come.
    pub(super) fn is_cut_off(&self) -> bool {
        self.arena.node(0).flags.has(Flags::CUT)
    }

    /// The members as a text of their own.
    pub(super) const fn window(&self) -> Window<'_> {
        Window::copied(self.text.as_slice(), &self.map, self.from_unwrapped)
    }

    fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.arena.children(0).map(|child| self.arena.node(child))
    }

    /// The members' names.
    pub(super) fn names(&self, syntax: Syntax) -> impl Iterator<Item = Cow<'_, str>> {
        self.nodes().map(move |node| node.name_in(&self.window(), syntax))
    }

    /// The first member of that name, in whatever case.
    pub(super) fn named(&self, name: &str, syntax: Syntax) -> Option<&Node> {
        self.nodes().find(|node| is_meant(&node.name_in(&self.window(), syntax), name))
    }

    /// The first member whose name is so written.
    pub(super) fn named_as(&self, name: &[u8]) -> Option<&Node> {
        self.nodes().find(|node| self.window().bytes(node.name) == name)
    }

    /// Nothing is to be said of the value of the member whose name is so written.
    pub(super) fn mark_damaged(&mut self, name: &[u8]) {
        let window = self.window();
        let is_meant = |child: &u32| window.bytes(self.arena.node(*child).name) == name;
        let found = self.arena.children(0).find(is_meant);
        if let Some(node) = found.and_then(|child| self.arena.node_mut(child)) {
            node.flags = node.flags.with(Flags::DAMAGED);
        }
    }

    /// The member that came last.
    pub(super) fn last_mut(&mut self) -> Option<&mut Node> {
        let last = self.arena.len().checked_sub(1).filter(|last| *last > 0)?;
        self.arena.node_mut(last)
    }

    /// There are no members.
    pub(super) fn is_empty(&self) -> bool {
        self.nodes().next().is_none()
    }

    pub(super) fn has_records_or_root(&self) -> bool {
        self.has_records || self.arena.len() > 1
    }
}

//! What is open: each container with the part it plays, its node, and the path of the innermost one. It knows no packet.

mod elements;
mod places;

use super::names;

use crate::{
    model::privacy::is_secret_name,
    record::{
        Syntax,
        arena::{Arena, Kind, Node},
        decode,
    },
    source::{Flags, ScalarKind, Span, Window},
    standard::Dictionary,
};
use std::borrow::Cow;

/// So many names are looked at to see what a broken text belongs to.
const LOOKED_BACK: usize = 16;

/// The part an open container plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Role {
    /// Not known yet; its content is kept.
    Undecided,
    /// Around the records; its members were put aside.
    Envelope,
    /// A list of records.
    Records,
    /// A record.
    Record,
    /// Inside a record, or nothing we know.
    Inner,
}

/// An open container.
#[derive(Clone, Copy, Debug)]
pub(in crate::check) struct Open {
    pub(in crate::check) node: u32,
    pub(super) role: Role,
    /// Length of the path before this container's own segment.
    pub(super) path: usize,
    /// Children that have begun.
    pub(super) children: u32,
    /// It is named as a member that holds records.
    pub(super) holds_records: bool,
}

/// A name that waits for its value.
#[derive(Clone, Copy, Debug)]
pub(in crate::check) struct PendingName {
    pub(in crate::check) span: Span,
    pub(in crate::check) flags: Flags,
    /// Where its token begins.
    pub(in crate::check) start: u32,
}

/// See the module's comment.
pub(in crate::check) struct Trail {
    pub(super) syntax: Syntax,
    pub(in crate::check) arena: Arena,
    pub(super) open: Vec<Open>,
    pub(super) path: String,
    /// So much of the path belongs to what stands around the document.
    around: usize,
    pub(in crate::check) name: Option<PendingName>,
    /// Length of the path of the string whose content is read now.
    pub(super) string: Option<usize>,
    /// Number of the line of an NDJSON file.
    pub(super) line: Option<u32>,
    /// How many nodes there were when the last member was put aside, if that opens a door or may be what is left of one.
    secret: Option<u32>,
}

impl Trail {
    pub(in crate::check) fn new() -> Self {
        Self {
            syntax: Syntax::Json,
            // Room for a usual record.
            arena: Arena::with_room(128),
            open: Vec::with_capacity(8),
            path: String::with_capacity(64),
            around: 0,
            name: None,
            string: None,
            line: None,
            secret: None,
        }
    }

    // ---- what is open ---------------------------------------------------------------------------------------------

    /// Nothing is open.
    pub(in crate::check) const fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// How many containers are open.
    pub(super) const fn depth(&self) -> usize {
        self.open.len()
    }

    /// The innermost open container.
    pub(super) fn parent(&self) -> Option<Open> {
        self.open.last().copied()
    }

    /// The part of the innermost open container.
    pub(super) fn role(&self) -> Option<Role> {
        self.open.last().map(|open| open.role)
    }

    /// The innermost open container is an object of JSON.
    pub(super) fn is_in_object(&self) -> bool {
        self.open.last().is_some_and(|open| self.arena.node(open.node).kind == Kind::Object)
    }

    /// The open container at that place of the stack.
    pub(super) fn at(&self, index: usize) -> Option<&Open> {
        self.open.get(index)
    }

    pub(super) fn set_role(&mut self, index: usize, role: Role) {
        if let Some(open) = self.open.get_mut(index) {
            open.role = role;
        }
    }

    /// A container whose part was not known is an envelope: its node; nothing where the part was known.
    pub(super) fn becomes_envelope(&mut self, index: usize) -> Option<u32> {
        let open = self.open.get_mut(index).filter(|open| open.role == Role::Undecided)?;
        open.role = Role::Envelope;
        Some(open.node)
    }

    /// Opens a container whose own segment follows the first `path` characters of the path.
    pub(in crate::check) fn push(&mut self, node: Node, role: Role, path: usize, holds_records: bool) {
        if let Some(parent) = self.open.last_mut() {
            parent.children += 1;
        }
        let node = self.arena.push(node);
        self.open.push(Open { node, role, path, children: 0, holds_records });
    }

    /// The innermost container ends; its segment stays on the path until [`Trail::leave`].
    pub(in crate::check) fn close(&mut self, at: Span) -> Option<Open> {
        let open = self.open.pop()?;
        self.arena.close(open.node, at.start, at.end);
        Some(open)
    }

    /// The source ends inside the innermost `count` containers: they are not all there, and a value that is open is not
    /// one at all. Returns how many of them are envelopes.
    pub(super) fn cut_off(&mut self, count: u32) -> usize {
        let mut envelopes = 0;
        for open in self.open.iter().rev().take(count as usize) {
            envelopes += usize::from(open.role == Role::Envelope);
            let is_value = self.arena.len() == open.node + 1;
            if let Some(node) = self.arena.node_mut(open.node) {
                node.flags = node.flags.with(Flags::CUT);
                if is_value {
                    node.flags = node.flags.with(Flags::DAMAGED);
                }
            }
        }
        envelopes
    }

    /// Takes what was closed off the path.
    pub(in crate::check) fn leave(&mut self, open: Open) {
        self.path.truncate(open.path);
    }

    /// A root that is complete is open once more, to be put aside; until [`Trail::forget_open`].
    pub(super) fn reopen(&mut self, node: u32) {
        self.open.push(Open { node, role: Role::Undecided, path: self.path.len(), children: 0, holds_records: false });
    }

    /// The innermost container is not open any more.
    pub(super) fn forget_open(&mut self) -> Option<Open> {
        self.open.pop()
    }

    /// A child begins that is no container: the part of what it stands in.
    pub(super) fn count_child(&mut self) -> Option<Role> {
        let parent = self.open.last_mut()?;
        parent.children += 1;
        Some(parent.role)
    }

    /// Keeps a scalar as part of what is open, where that is a record or may become one; false elsewhere.
    #[inline(always)]
    pub(in crate::check) fn keep(&mut self, node: Node) -> bool {
        match self.open.last_mut() {
            Some(parent) if matches!(parent.role, Role::Undecided | Role::Record | Role::Inner) => {
                parent.children += 1;
                self.arena.push(node);
                true
            }
            _ => false,
        }
    }

    /// The node of a scalar, with the name that waited for it.
    pub(in crate::check) fn scalar(&mut self, kind: ScalarKind, token: Span, text: Span, flags: Flags) -> Node {
        let name = self.name.take();
        Node {
            kind: Kind::Scalar(kind),
            flags,
            name_flags: name.map_or(Flags::NONE, |name| name.flags),
            nil: false,
            name: name.map_or(Span::at(token.start), |name| name.span),
            open: token,
            text,
            close: token.end,
            end: 0,
        }
    }

    /// The node of a container, with the name that waited for it.
    pub(in crate::check) fn container(&mut self, kind: Kind, open: Span) -> Node {
        let name = self.name.take();
        Node {
            kind,
            flags: Flags::NONE,
            name_flags: name.map_or(Flags::NONE, |name| name.flags),
            nil: false,
            name: name.map_or(Span::at(open.start), |name| name.span),
            open,
            text: Span::at(open.end),
            close: open.end,
            end: 0,
        }
    }

    // ---- what opens a door ------------------------------------------------------------------------------------------

    /// A member is put aside.
    pub(super) fn passed(&mut self, window: &Window<'_>, node: &Node, dictionary: &Dictionary) {
        let name = self.name_of(window, node);
        let goes_on = self.secret.is_some() && !dictionary.knows(&name);
        self.secret = (goes_on || is_secret_name(&name)).then(|| self.arena.len());
    }

    /// The last name that anybody knows is of something that opens a door: in a broken text what follows may belong to it.
    pub(in crate::check) fn follows_secret(&self, window: &Window<'_>, dictionary: &Dictionary) -> bool {
        let pending = self.name.map(|name| decode(window, name.span, name.flags, self.syntax));
        // What is open around records is no part of a value. Of all in it the text is at hand.
        let is_around = |open: &&Open| matches!(open.role, Role::Envelope | Role::Records);
        let inside = self.open.iter().rfind(is_around).map_or(0, |open| open.node + 1);
        let since = self.secret.unwrap_or_default();
        let nodes = (since.max(inside)..self.arena.len()).rev().take(LOOKED_BACK).map(|number| self.arena.node(number));
        let named = nodes.filter(|node| node.name.start < node.name.end);
        for name in pending.into_iter().chain(named.map(|node| self.name_of(window, node))) {
            if is_secret_name(&name) {
                return true;
            }
            if dictionary.knows(&name) {
                return false;
            }
        }
        self.secret.is_some_and(|since| inside <= since)
    }

    // ---- names and nodes --------------------------------------------------------------------------------------------

    pub(super) fn name_of<'w>(&self, window: &Window<'w>, node: &Node) -> Cow<'w, str> {
        node.name_in(window, self.syntax)
    }

    /// The names of a node's children.
    pub(super) fn names<'w>(&self, window: &Window<'w>, node: u32) -> impl Iterator<Item = Cow<'w, str>> {
        self.arena.children(node).map(|child| self.name_of(window, self.arena.node(child)))
    }

    /// The root of the text that a string holds: it has no name of its own.
    pub(super) fn is_root_in_string(&self, window: &Window<'_>, node: &Node) -> bool {
        self.syntax == Syntax::Json && window.is_unwrapped() && window.bytes(node.name).is_empty()
    }

    /// The service that a root names which may be an envelope without records.
    pub(super) fn service(&self, window: &Window<'_>, root: u32) -> Option<String> {
        let mut children = self.arena.children(root).map(|child| self.arena.node(child));
        let service = children.find(|node| names::is_meant(&self.name_of(window, node), names::SERVICE))?;
        let is_value = matches!(service.kind, Kind::Scalar(_) | Kind::Element);
        is_value.then(|| service.text_in(window, self.syntax).trim().to_owned())
    }

    /// The members of the open container at that place of the stack that are complete, and whether each is a container.
    pub(super) fn members(&self, index: usize) -> Vec<(Node, bool)> {
        let Some(open) = self.open.get(index) else { return Vec::new() };
        let (mut child, next) = (open.node + 1, self.next_node(index));
        let mut members = Vec::new();
        while child < next {
            let node = self.arena.node(child);
            let is_value = match node.kind {
                Kind::Scalar(_) => true,
                Kind::Element => self.arena.is_leaf(child),
                Kind::Object | Kind::List => false,
            };
            members.push((*node, !is_value));
            child = node.end.max(child + 1);
        }
        members
    }

    /// Where the nodes of the open container at that place of the stack end.
    pub(super) fn next_node(&self, index: usize) -> u32 {
        self.open.get(index + 1).map_or(self.arena.len(), |open| open.node)
    }

    /// Forgets the nodes in the open container at that place of the stack; what is open in it moves up.
    pub(super) fn forget_inside(&mut self, index: usize) {
        let Some(open) = self.open.get(index) else { return };
        let (first, next) = (open.node + 1, self.next_node(index));
        let removed = next.saturating_sub(first);
        self.arena.remove(first, next);
        for open in self.open.iter_mut().skip(index + 1) {
            open.node -= removed;
        }
    }

    /// Text before this offset is not needed for what is open.
    pub(in crate::check) fn keep_from(&self) -> u32 {
        let open = self.open.iter().find(|open| matches!(open.role, Role::Undecided | Role::Record | Role::Inner));
        let open = open.map(|open| self.arena.node(open.node)).map(|node| node.open.start.min(node.name.start));
        let name = self.name.map(|name| name.start);
        [open, name].into_iter().flatten().min().unwrap_or(u32::MAX)
    }

    /// Text of the outermost layer before this offset is not needed for what is open.
    pub(in crate::check) fn needed(&self) -> u32 {
        if self.reads_string() { u32::MAX } else { self.keep_from() }
    }
}

#[cfg(test)]
mod tests;

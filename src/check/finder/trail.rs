//! What is open: each container with the part it plays, its node, and the path of the innermost one. It knows no packet.

use crate::{
    record::{
        Syntax,
        arena::{Arena, Kind, Node},
        decode, names,
        output::Output,
    },
    source::{Flags, ScalarKind, Span, Window},
};
use std::{borrow::Cow, fmt::Write as _};

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
    pub(in crate::check) name: Option<PendingName>,
    /// Length of the path of the string whose content is read now.
    pub(super) string: Option<usize>,
    /// Number of the line of an NDJSON file.
    pub(super) line: Option<u32>,
}

impl Trail {
    pub(in crate::check) fn new() -> Self {
        Self {
            syntax: Syntax::Json,
            // Room for a usual record.
            arena: Arena::with_room(128),
            open: Vec::with_capacity(8),
            path: String::with_capacity(64),
            name: None,
            string: None,
            line: None,
        }
    }

    // ---- what is open ---------------------------------------------------------------------------------------------

    /// Nothing is open.
    pub(in crate::check) const fn is_empty(&self) -> bool {
        self.open.is_empty()
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

    /// Takes what was closed off the path.
    pub(in crate::check) fn leave(&mut self, open: Open) {
        self.path.truncate(open.path);
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

    // ---- names and nodes --------------------------------------------------------------------------------------------

    pub(super) fn name_of<'w>(&self, window: &Window<'w>, node: &Node) -> Cow<'w, str> {
        node.name_in(window, self.syntax)
    }

    /// The root of the text that a string holds: it has no name of its own.
    pub(super) fn is_root_in_string(&self, window: &Window<'_>, node: &Node) -> bool {
        self.syntax == Syntax::Json && window.is_unwrapped() && window.bytes(node.name).is_empty()
    }

    /// Nothing stands in the node yet.
    pub(super) fn is_last(&self, node: u32) -> bool {
        self.arena.len() == node + 1
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

    // ---- strings and lines that hold a packet ---------------------------------------------------------------------

    /// The content of a string is read from now on.
    pub(in crate::check) fn begin_string(&mut self) {
        self.string = Some(self.path.len());
    }

    /// The string ends, and what stands for it; false when nothing does.
    pub(in crate::check) fn end_string(&mut self) -> bool {
        self.string = None;
        self.name = None;
        let Some(open) = self.open.pop() else { return false };
        self.arena.truncate(open.node);
        self.leave(open);
        true
    }

    /// The content of a string is read.
    pub(in crate::check) const fn reads_string(&self) -> bool {
        self.string.is_some()
    }

    /// What came so far was the first of several lines.
    pub(in crate::check) fn begin_lines(&mut self, output: &mut Output) {
        output.prefix_paths("/0");
        self.line = Some(0);
        "/0".clone_into(&mut self.path);
    }

    /// The next line begins.
    pub(in crate::check) fn next_line(&mut self) {
        if self.line == Some(0) {
            self.path.clear();
        }
        self.line = self.line.map(|line| line + 1);
    }

    /// The source is made of lines that are values of their own.
    pub(in crate::check) const fn is_ndjson(&self) -> bool {
        self.line.is_some()
    }

    // ---- places -----------------------------------------------------------------------------------------------------

    /// Begins the path of a top-level value: the number of its line, where there are lines.
    pub(in crate::check) fn begin_line(&mut self) {
        if let Some(line) = self.line {
            _ = write!(self.path, "/{line}");
        }
    }

    pub(in crate::check) const fn path_length(&self) -> usize {
        self.path.len()
    }

    /// The path of the container at that place of the stack.
    pub(super) fn path_before(&self, index: usize) -> String {
        let length = self.open.get(index).map_or(self.path.len(), |open| open.path);
        self.path.get(..length).unwrap_or_default().to_owned()
    }

    /// The reader is at the string that holds what is open, not in it.
    fn is_outside(&self, window: &Window<'_>) -> bool {
        self.string.is_some() && !window.is_unwrapped()
    }

    /// What is read now stands in a record.
    pub(super) fn is_in_record(&self, window: &Window<'_>) -> bool {
        !self.is_outside(window) && self.open.iter().any(|open| open.role == Role::Record)
    }

    /// Path of the innermost open container, and of the member that waits for its value.
    pub(in crate::check) fn current_path(&self, window: &Window<'_>) -> String {
        if self.is_outside(window) {
            // About the string itself, not about what it holds.
            return self.path.get(..self.string.unwrap_or_default()).unwrap_or_default().to_owned();
        }
        let mut path = self.path.clone();
        for (above, open) in self.open.iter().zip(self.open.iter().skip(1)) {
            if open.role != Role::Inner {
                continue;
            }
            if self.arena.node(above.node).kind == Kind::List {
                _ = write!(path, "/{}", above.children.saturating_sub(1));
            } else {
                _ = write!(path, "/{}", names::pointer(&self.name_of(window, self.arena.node(open.node))));
            }
        }
        if let Some(name) = self.name {
            let text = decode(window, name.span, name.flags, self.syntax);
            _ = write!(path, "/{}", names::pointer(&text));
        }
        path
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

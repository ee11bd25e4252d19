//! One record (or one envelope) as nodes in document order, in memory that is used again for the next one.
//!
//! A node knows its ranges and where its subtree ends; the text itself stays in the window. JSON and XML give the same
//! nodes, but for elements: what an element is (a value, an object, a list) only its row in the dictionary can say.

use crate::source::{Flags, ScalarKind, Span};

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A JSON object.
    Object,
    /// A JSON list.
    List,
    /// A JSON scalar.
    Scalar(ScalarKind),
    /// An XML element.
    Element,
}

/// One node.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    /// Of its text; for an element of all the text inside.
    pub(crate) flags: Flags,
    /// Of its name.
    pub(crate) name_flags: Flags,
    /// An element says that it has no value (`xsi:nil`).
    pub(crate) nil: bool,
    /// Its name, without quotes; for an element the part after the colon.
    pub(crate) name: Span,
    /// The opening bracket or start tag; for a scalar the whole token.
    pub(crate) open: Span,
    /// What stands inside: between the quotes, between the tags.
    pub(crate) text: Span,
    /// Where it ends, closing token included.
    pub(crate) close: u32,
    /// Index after the last node of its subtree.
    pub(crate) end: u32,
}

impl Node {
    /// The whole of it.
    pub(crate) const fn whole(&self) -> Span {
        Span::new(self.open.start, self.close)
    }

    /// What a finding about its value marks: the text, or the whole token where there is none.
    pub(crate) const fn marked(&self) -> Span {
        if self.text.start == self.text.end { self.whole() } else { self.text }
    }
}

/// The nodes.
#[derive(Debug, Default)]
pub(crate) struct Arena {
    nodes: Vec<Node>,
}

impl Arena {
    /// An arena with room for so many nodes.
    pub(crate) fn with_room(nodes: usize) -> Self {
        Self { nodes: Vec::with_capacity(nodes) }
    }

    /// Appends a node and returns its index.
    #[inline(always)]
    pub(crate) fn push(&mut self, mut node: Node) -> u32 {
        let index = self.nodes.len() as u32;
        node.end = index + 1;
        self.nodes.push(node);
        index
    }

    pub(crate) fn len(&self) -> u32 {
        self.nodes.len() as u32
    }

    /// The node of that index; a neutral one where there is none.
    #[inline(always)]
    pub(crate) fn node(&self, index: u32) -> &Node {
        static NONE: Node = Node {
            kind: Kind::Scalar(ScalarKind::Null),
            flags: Flags::NONE,
            name_flags: Flags::NONE,
            nil: false,
            name: Span::at(0),
            open: Span::at(0),
            text: Span::at(0),
            close: 0,
            end: 0,
        };
        self.nodes.get(index as usize).unwrap_or(&NONE)
    }

    pub(crate) fn node_mut(&mut self, index: u32) -> Option<&mut Node> {
        self.nodes.get_mut(index as usize)
    }

    /// The subtree of a node is complete.
    pub(crate) fn close(&mut self, index: u32, text_end: u32, close: u32) {
        let end = self.len();
        if let Some(node) = self.node_mut(index) {
            node.end = end;
            node.close = close;
            if !matches!(node.kind, Kind::Scalar(_)) {
                node.text.end = text_end.max(node.text.start);
            }
        }
    }

    /// Indices of a node's children.
    pub(crate) fn children(&self, parent: u32) -> Children<'_> {
        Children { arena: self, next: parent + 1, end: self.node(parent).end }
    }

    /// The node has no children.
    #[inline(always)]
    pub(crate) fn is_leaf(&self, index: u32) -> bool {
        self.node(index).end <= index + 1
    }

    /// Forgets everything from that index on.
    pub(crate) fn truncate(&mut self, from: u32) {
        self.nodes.truncate(from as usize);
    }

    /// Forgets the nodes `from..to`, none of them open; what comes behind moves up.
    pub(crate) fn remove(&mut self, from: u32, to: u32) {
        if from >= to || to > self.len() {
            return;
        }
        self.nodes.drain(from as usize..to as usize);
        for node in self.nodes.iter_mut().skip(from as usize) {
            node.end = node.end.saturating_sub(to - from);
        }
    }
}

/// See [`Arena::children`].
pub(crate) struct Children<'a> {
    arena: &'a Arena,
    next: u32,
    end: u32,
}

impl Iterator for Children<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.next >= self.end {
            return None;
        }
        let index = self.next;
        self.next = self.arena.node(index).end.max(index + 1);
        Some(index)
    }
}

//! Where what is open stands: its path, and the strings and lines that hold packets.

use super::{Role, Trail};
use crate::{
    record::{arena::Kind, decode, names, output::Output},
    source::Window,
};
use std::fmt::{Display, Write as _};

impl Trail {
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

    /// What is read is not behind the first line.
    pub(in crate::check::finder) fn is_first_line(&self) -> bool {
        self.line.is_none_or(|line| line == 0)
    }

    // ---- places -----------------------------------------------------------------------------------------------------

    pub(in crate::check) const fn path_length(&self) -> usize {
        self.path.len()
    }

    pub(in crate::check::finder) fn clear_path(&mut self) {
        self.path.truncate(self.around);
    }

    /// What is read next is the root of a document: paths in it go on from here.
    pub(in crate::check::finder) const fn path_begins_here(&mut self) {
        self.around = self.path.len();
    }

    /// What stands around the document ends: the path is as long as it was before it.
    pub(in crate::check::finder) fn leave_to(&mut self, length: usize) {
        self.path.truncate(length);
        self.around = length;
    }

    /// Adds a segment to the path; returns how long it was before.
    pub(in crate::check::finder) fn enter(&mut self, segment: impl Display) -> usize {
        let length = self.path.len();
        _ = write!(self.path, "/{segment}");
        length
    }

    /// Begins the path of a top-level value: the number of its line, where there are lines.
    pub(in crate::check) fn begin_line(&mut self) {
        if let Some(line) = self.line {
            self.enter(line);
        }
    }

    /// The number of the child that began last.
    pub(in crate::check::finder) fn last_child(&self) -> u32 {
        self.open.last().map_or(0, |parent| parent.children.saturating_sub(1))
    }

    /// The path of the container at that place of the stack.
    pub(in crate::check::finder) fn path_before(&self, index: usize) -> String {
        let length = self.open.get(index).map_or(self.path.len(), |open| open.path);
        self.path.get(..length).unwrap_or_default().to_owned()
    }

    /// The reader is at the string that holds what is open, not in it.
    fn is_outside(&self, window: &Window<'_>) -> bool {
        self.string.is_some() && !window.is_unwrapped()
    }

    /// What is read now stands in a record.
    pub(in crate::check::finder) fn is_in_record(&self, window: &Window<'_>) -> bool {
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
}

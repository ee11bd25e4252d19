//! The root of what is read, a value or an element: where findings about the source as a whole stand.

use crate::{
    record::{arena::Node, output::Output},
    source::{Flags, Span, Window},
};

/// See the module's comment.
#[derive(Default)]
pub(in crate::check) struct Root {
    /// Where the first one begins.
    span: Option<Span>,
    /// Something other than faults was found.
    is_readable: bool,
}

impl Root {
    /// A container or an element begins.
    pub(in crate::check) fn saw(&mut self, window: &Window<'_>, output: &mut Output, open: Span) {
        self.is_readable = true;
        if self.span.is_none() {
            let root = window.outermost(open);
            self.span = Some(root);
            output.pin(root);
        }
    }

    /// The whole text is a scalar: one that is damaged is not read.
    pub(in crate::check) fn saw_scalar(&mut self, window: &Window<'_>, output: &mut Output, node: &Node) {
        let was_readable = self.is_readable;
        self.saw(window, output, node.open);
        self.is_readable = was_readable || !node.flags.has(Flags::DAMAGED);
    }

    /// No root has come.
    pub(in crate::check) const fn is_missing(&self) -> bool {
        self.span.is_none()
    }

    /// Nothing but faults was found.
    pub(in crate::check) const fn is_unreadable(&self) -> bool {
        !self.is_readable
    }

    /// Where it begins; the beginning of the source where there is none.
    pub(in crate::check) fn place(&self) -> Span {
        self.span.unwrap_or_default()
    }
}

//! A SOAP envelope around the packet: what stands in its body is read as a document of its own, what stands in its header
//! is nobody's business.

use super::trail::Trail;

/// See the module's comment.
#[derive(Default)]
pub(super) struct Soap {
    /// For the envelope and the body, while they are open: how long the path was before.
    open: Vec<usize>,
    /// How many elements are open in the header, itself among them.
    header: u32,
    /// A document has come in the body.
    has_document: bool,
}

/// What an element is for the envelope.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A part of it: nothing more is to be done.
    Own,
    /// A document of its own.
    Document,
    /// One more document beside the one before.
    SecondDocument,
}

impl Soap {
    /// An element begins while nothing else is open.
    pub(super) fn begin(&mut self, trail: &mut Trail, name: &[u8]) -> Part {
        if self.header > 0 {
            self.header += 1;
            return Part::Own;
        }
        match (self.open.len(), name) {
            (0, b"Envelope") => self.enter(trail, "Envelope"),
            (1, b"Body") => self.enter(trail, "Body"),
            (1, b"Header") => self.header = 1,
            (0, _) => return Part::Document,
            _ if std::mem::replace(&mut self.has_document, true) => return Part::SecondDocument,
            _ => return Part::Document,
        }
        Part::Own
    }

    fn enter(&mut self, trail: &mut Trail, name: &str) {
        if self.open.is_empty() {
            trail.clear_path();
        }
        self.open.push(trail.enter(name));
        trail.path_begins_here();
    }

    /// An element ends while nothing else is open: it is one of the envelope's.
    pub(super) fn end(&mut self, trail: &mut Trail) {
        if self.header > 0 {
            self.header -= 1;
        } else if let Some(path) = self.open.pop() {
            trail.leave_to(path);
        }
    }

    /// What is read stands in the header.
    pub(super) const fn is_in_header(&self) -> bool {
        self.header > 0
    }

    /// What is read stands in the envelope.
    pub(super) const fn is_open(&self) -> bool {
        !self.open.is_empty()
    }
}

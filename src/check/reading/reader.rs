//! The reader of a source: that of JSON or that of XML, once its first characters have told.

use super::Subject;
use crate::{
    record::{Syntax, output::Output},
    source::{ReadLimits, Sink, Span, Window, json::JsonReader, xml::XmlReader},
};

/// The reader of the source's format.
pub(in crate::check) enum Reader {
    /// JSON or XML is not yet told.
    Undecided,
    Json(Box<JsonReader>),
    Xml(Box<XmlReader>),
}

impl Reader {
    /// The reader of a text that begins so; nothing when more of it is needed to tell.
    pub(super) fn of(text: &[u8], last: bool, wrapped: bool, limits: ReadLimits) -> Option<Self> {
        Some(if looks_like_xml(text, last, wrapped)? {
            Self::Xml(Box::new(XmlReader::new(limits)))
        } else {
            Self::Json(Box::new(JsonReader::new(limits)))
        })
    }

    /// Gives the window's events to the sink; returns the offset before which the reader does not need its text any more.
    pub(in crate::check) fn read(&mut self, window: &Window<'_>, last: bool, sink: &mut impl Sink) -> u32 {
        match self {
            Self::Undecided => window.base(),
            Self::Json(reader) => reader.read(window, last, sink),
            Self::Xml(reader) => reader.read(window, last, sink),
        }
    }

    /// The subject takes what can be read of the window, and ends with its text; what [`Subject::read`] returns.
    pub(super) fn read_all(
        &mut self,
        window: &Window<'_>,
        last: bool,
        subject: &mut dyn Subject,
        output: &mut Output,
    ) -> u32 {
        let needed = subject.read(self, window, last, output);
        if last {
            subject.finish(window, output);
        }
        needed
    }

    /// The syntax of its events.
    pub(in crate::check) const fn syntax(&self) -> Syntax {
        match self {
            Self::Undecided | Self::Json(_) => Syntax::Json,
            Self::Xml(_) => Syntax::Xml,
        }
    }

    /// The offsets in text read before that it may still point at.
    pub(super) fn places(&self) -> Vec<u32> {
        match self {
            Self::Undecided => Vec::new(),
            Self::Json(reader) => reader.places(),
            Self::Xml(reader) => reader.places(),
        }
    }

    /// The encoding that an XML declaration names, and where.
    pub(super) fn declared_encoding(&self) -> Option<(String, Span)> {
        match self {
            Self::Undecided | Self::Json(_) => None,
            Self::Xml(reader) => reader.declared_encoding(),
        }
    }
}

/// XML or JSON? By the first character that can begin either; nothing when more text is needed.
fn looks_like_xml(text: &[u8], last: bool, wrapped: bool) -> Option<bool> {
    let start = text.iter().position(|byte| matches!(byte, b'<' | b'{' | b'[' | b'"' | b'&'));
    match start.and_then(|at| text.get(at)) {
        Some(b'<') => Some(true),
        Some(b'&') if wrapped => Some(text.windows(4).take(64).any(|four| four == b"&lt;")),
        Some(_) => Some(false),
        None if wrapped => Some(false),
        None => last.then_some(false),
    }
}

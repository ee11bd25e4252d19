//! The reader of a source: that of JSON or that of XML, once its first characters have told.

use super::Subject;
use crate::{
    model::catalogue::Message,
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
    /// The reader of XML or of JSON; `framed`: of what begins at an offset, behind other text of which that is said.
    pub(super) fn new(is_xml: bool, framed: Option<(u32, Message)>, limits: ReadLimits) -> Self {
        match (is_xml, framed) {
            (true, None) => Self::Xml(Box::new(XmlReader::new(limits))),
            (true, Some((at, message))) => Self::Xml(Box::new(XmlReader::framed(limits, at, message))),
            (false, None) => Self::Json(Box::new(JsonReader::new(limits))),
            (false, Some((at, message))) => Self::Json(Box::new(JsonReader::framed(limits, at, message))),
        }
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

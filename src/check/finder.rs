//! Finds the records in the stream of events: what is envelope, what is a list of records, what is a record. Each record
//! is checked as soon as it is complete, and forgotten.
//!
//! A container whose part is not yet known is kept until its content tells: it has the member that holds the records, or
//! it has the fields of a record itself. Each syntax has a machine that tells; what they tell it of and what they do alike
//! are the parts they work with.

mod envelope;
mod envelopes;
mod json;
mod lone_root;
mod members;
mod names;
mod parts;
mod recognition;
mod records;
mod reply;
pub(super) mod root;
mod schema;
mod soap;
#[cfg(test)]
mod stray_tests;
pub(super) mod trail;
mod within;
mod xml;

use crate::{
    check::{
        ended::Found,
        fault,
        own_profile::OwnProfile,
        reading::{Reader, Subject, Within},
        states::States,
    },
    model::catalogue::{Message, not_checkable, syntax},
    record::{
        Syntax,
        arena::{Kind, Node},
        output::{Draft, Output},
        remark::Remark,
    },
    source::{Event, Fault, Flags, Leaf, ScalarKind, Sink, Span, Text, Window},
};
use json::Json;
use memchr::memmem;
use parts::Parts;
use soap::{Part, Soap};
use xml::{Attribute, Tag, Xml};

/// See the module's comment.
pub(super) struct Finder {
    parts: Parts,
    json: Json,
    xml: Xml,
    soap: Soap,
}

impl Finder {
    /// A finder of records of that packet, to be checked against that profile, where the caller chose them.
    pub(super) fn new(packet: Option<String>, profile: Option<String>) -> Self {
        Self { parts: Parts::new(packet, profile), json: Json::new(), xml: Xml::default(), soap: Soap::default() }
    }

    /// Checks against a reader's own profile.
    pub(super) fn use_profile(&mut self, own: OwnProfile) {
        self.parts.recognition.use_profile(own);
    }

    /// What was found so far, but for the findings.
    pub(super) fn found(&self) -> Found<'_> {
        self.parts.recognition.found(self.parts.records.count())
    }

    /// Lends what the rules across records remember of the sources before.
    pub(super) fn lend(&mut self, states: States) {
        self.parts.records.lend(states);
    }

    /// Gives it back, with what they remember of this source.
    pub(super) fn take_states(&mut self) -> States {
        self.parts.records.take_states()
    }

    /// Records so far.
    pub(super) const fn records(&self) -> u32 {
        self.parts.records.count()
    }
}

impl Subject for Finder {
    fn read(&mut self, reader: &mut Reader, window: &Window<'_>, last: bool, output: &mut Output) -> u32 {
        self.parts.trail.syntax = reader.syntax();
        let needed = reader.read(window, last, &mut Events { finder: self, output });
        if self.parts.trail.reads_string() { needed } else { needed.min(self.json.keep_from(&self.parts)) }
    }

    fn finish(&mut self, window: &Window<'_>, output: &mut Output) {
        self.json.tell_waiting(&mut self.parts, window, output);
        let (recognition, root) = (&mut self.parts.recognition, self.parts.root.place());
        if recognition.plan().is_some() {
            return;
        }
        if self.parts.is_cut_off {
            // What is said about its end says why nothing else is.
            return recognition.choose_named();
        }
        if self.parts.envelopes.has_reply {
            recognition.choose_reply();
            if self.parts.records.count() > 0 {
                recognition.note(Remark::new(not_checkable::message::RECORDS), root, output);
            }
        } else if !self.parts.root.is_unreadable() {
            recognition.unknown_packet(root, output);
        }
    }

    fn is_foreign(&mut self, message: Message, output: &mut Output) {
        output.push(Draft::from_remark(Remark::new(message)));
    }

    fn within(&self, text: &[u8], last: bool) -> Within {
        within::find(text, last, &self.parts.recognition)
    }

    fn is_unreadable(&self) -> bool {
        self.parts.root.is_unreadable()
    }

    fn is_ndjson(&self) -> bool {
        self.parts.trail.is_ndjson()
    }
}

/// Takes the readers' events into the finder, and what is found into the output.
struct Events<'a> {
    finder: &'a mut Finder,
    output: &'a mut Output,
}

impl Events<'_> {
    /// A scalar is kept as part of what is open, where that is a record or may become one.
    #[inline(always)]
    fn keep(&mut self, window: &Window<'_>, node: Node) {
        if !self.finder.parts.trail.keep(node) {
            json::scalar_elsewhere(&mut self.finder.parts, window, self.output, node);
        }
    }

    /// An element begins while nothing is open.
    #[cold]
    #[inline(never)]
    fn outermost(&mut self, window: &Window<'_>, tag: Tag) {
        let Finder { parts, xml, soap, .. } = &mut *self.finder;
        parts.root.saw(window, self.output, tag.whole);
        match soap.begin(&mut parts.trail, window.bytes(tag.local)) {
            Part::Own => return,
            Part::SecondDocument => {
                let mut draft = Draft::from_remark(Remark::new(syntax::message::SECOND_VALUE));
                draft.span = window.outermost(tag.whole);
                draft.path = parts.trail.current_path(window);
                self.output.push(draft);
            }
            Part::Document => {}
        }
        xml.begin(parts, window, self.output, tag);
    }

    /// Text that stands in no element but those of an envelope.
    #[cold]
    fn text_of_envelope(&mut self, window: &Window<'_>, text: Span) {
        let Finder { parts, soap, .. } = &mut *self.finder;
        if !soap.is_in_header() {
            self.output.push(xml::stray_text(parts, window, text));
        }
    }

    /// What comes less often than names, values and elements.
    #[inline(never)]
    fn other_event(&mut self, window: &Window<'_>, event: Event) {
        let Finder { parts, json, xml, soap } = &mut *self.finder;
        match event {
            Event::Attribute { .. } if parts.trail.is_empty() && soap.is_open() => {}
            Event::Attribute { token, local, namespace, value, flags } => {
                xml.attribute(parts, window, self.output, Attribute { token, local, namespace, value, flags });
            }
            Event::Aside(_) => xml::aside(parts),
            Event::CutOff(open) => parts.cut_off(xml, open),
            Event::NextValue(_) => json.next_value(parts, window, self.output),
            _ => json.event(parts, window, self.output, event),
        }
    }
}

impl Sink for Events<'_> {
    fn event(&mut self, window: &Window<'_>, event: Event) {
        let Finder { parts, json, xml, soap } = &mut *self.finder;
        match event {
            Event::Name { token, text, flags } => json.name(parts, window, token, text, flags),
            Event::Scalar { kind, token, text, flags } => {
                let node = parts.trail.scalar(kind, token, text, flags);
                self.keep(window, node);
            }
            Event::BeginElement { tag, name, local, namespace } => {
                let tag = Tag { whole: tag, name, local, namespace };
                if parts.trail.is_empty() {
                    return self.outermost(window, tag);
                }
                xml.begin(parts, window, self.output, tag);
            }
            Event::Text { text, .. } if parts.trail.is_empty() => self.text_of_envelope(window, text),
            Event::Text { text, flags } => xml.text(parts, window, self.output, text, flags),
            Event::EndElement(_) if parts.trail.is_empty() => soap.end(&mut parts.trail),
            Event::EndElement(at) => xml.end(parts, window, self.output, at),
            _ => self.other_event(window, event),
        }
    }

    #[inline(always)]
    fn member(&mut self, window: &Window<'_>, (name, name_flags): (Text, Flags), (value, flags): (Text, Flags)) {
        let Text { token: open, text } = value;
        let node = Node {
            kind: Kind::Scalar(ScalarKind::String),
            flags,
            name_flags,
            nil: false,
            name: name.text,
            open,
            text,
            close: open.end,
            end: 0,
        };
        self.keep(window, node);
    }

    #[inline]
    fn leaf(&mut self, window: &Window<'_>, leaf: Leaf) {
        if !self.finder.xml.keep_leaf(&mut self.finder.parts, leaf) {
            for event in leaf.events() {
                self.event(window, event);
            }
        }
    }

    fn fault(&mut self, window: &Window<'_>, fault: Fault) {
        let parts = &self.finder.parts;
        let mut draft = fault::draft(window, fault, parts.recognition.dictionary());
        draft.path = parts.trail.current_path(window);
        draft.record = parts.current_record(window);
        // What stands around the packet is nobody's business either.
        let is_around = parts.trail.is_empty() && !parts.trail.reads_string();
        if is_around
            || self.finder.soap.is_in_header()
            || parts.trail.follows_secret(window, parts.recognition.dictionary())
        {
            draft.hide();
        }
        self.output.push(draft);
    }

    fn namespace(&mut self, number: u16, name: &str) {
        self.finder.xml.namespace(number, name);
    }

    fn unwraps(&self) -> bool {
        self.finder.json.unwraps(&self.finder.parts)
    }

    fn joins(&self, window: &Window<'_>, head: &[u8]) -> bool {
        let parts = &self.finder.parts;
        let is_first = parts.envelopes.has_reply || self.finder.json.has_reply(parts, window);
        let name: &[u8] = if parts.trail.syntax == Syntax::Json { b"\"error_code\"" } else { b"<error_code" };
        // A reply and its packet belong together, two of a kind do not.
        is_first != memmem::find(head, name).is_some()
    }

    fn keep_from(&self) -> u32 {
        self.finder.json.keep_from(&self.finder.parts)
    }
}

#[cfg(test)]
mod tests;

//! What the machines of all syntaxes work with, and what they do alike: put an envelope's members aside, check a record
//! when it is complete.

use super::{
    envelopes::Envelopes,
    members::Members,
    names::{SERVICE, UNIT, is_meant},
    recognition::Recognition,
    records::Records,
    root::Root,
    trail::{Open, Role, Trail},
    xml::Xml,
};
use crate::{
    model::{
        Severity,
        catalogue::{duplicate_key, wrong_type},
        privacy::Quote,
    },
    record::{
        Site, Syntax,
        arena::{Arena, Kind, Node},
        names,
        output::{Draft, DraftRelated, Output},
        remark::Remark,
    },
    source::{Flags, Window},
    standard,
};
use std::borrow::Cow;

/// See the module's comment.
pub(super) struct Parts {
    pub(super) trail: Trail,
    pub(super) root: Root,
    pub(super) recognition: Recognition,
    pub(super) envelopes: Envelopes,
    pub(super) records: Records,
    /// The source, or a line of it, ends inside what it says.
    pub(super) is_cut_off: bool,
}

impl Parts {
    pub(super) fn new(packet: Option<String>, profile: Option<String>) -> Self {
        Self {
            trail: Trail::new(),
            root: Root::default(),
            recognition: Recognition::new(packet, profile),
            envelopes: Envelopes::default(),
            records: Records::default(),
            is_cut_off: false,
        }
    }

    // ---- envelopes --------------------------------------------------------------------------------------------------

    /// The container at that place of the stack is an envelope: its members so far are put aside, the text may go.
    pub(super) fn put_aside(&mut self, window: &Window<'_>, output: &mut Output, index: usize) {
        let Some(node) = self.trail.becomes_envelope(index) else { return };
        let mut members = Members {
            text: Vec::with_capacity(256),
            arena: Arena::with_room(8),
            from_unwrapped: window.is_unwrapped(),
            path: self.trail.path_before(index + 1),
            ..Members::default()
        };
        members.add(window, self.trail.arena.node(node), true);
        output.pin(window.outermost(self.trail.arena.node(node).open));
        self.envelopes.begin(members);
        for (child, is_container) in self.trail.members(index) {
            self.add_member(window, output, &child, is_container);
        }
        self.trail.forget_inside(index);
    }

    /// Puts a member of the innermost envelope aside.
    pub(super) fn add_member(&mut self, window: &Window<'_>, output: &mut Output, node: &Node, is_container: bool) {
        let name = self.trail.name_of(window, node);
        if !is_container && (!self.recognition.is_done() || self.trail.is_first_line()) {
            let text = || node.text_in(window, self.trail.syntax).trim().to_owned();
            if is_meant(&name, SERVICE) {
                self.recognition.set_service(Some(text()));
            } else if is_meant(&name, UNIT) {
                self.records.set_unit(text(), output);
            }
        }
        self.envelopes.add(window, (node, &name), is_container, output);
    }

    /// The source ends inside the innermost `count` containers.
    #[cold]
    pub(super) fn cut_off(&mut self, xml: &mut Xml, count: u32) {
        let envelopes = self.trail.cut_off(count);
        self.envelopes.cut_off(envelopes);
        xml.schema.cut_off();
        self.is_cut_off = true;
    }

    /// Puts an element that holds the records of the innermost envelope aside: there is one.
    pub(super) fn add_container(
        &mut self,
        window: &Window<'_>,
        output: &mut Output,
        node: &Node,
        is_container: bool,
        path: &str,
    ) {
        let Some(first) = self.envelopes.container(window.bytes(node.name)) else {
            return self.add_member(window, output, node, is_container);
        };
        let name = String::from_utf8_lossy(window.bytes(node.name)).into_owned();
        self.envelopes.stands_twice(window.bytes(node.name));
        let mut draft = Draft::from_remark(Remark::new(duplicate_key::message::ELEMENT));
        draft.span = window.outermost(node.name);
        draft.path = format!("{path}[2]");
        draft.found = Some(Quote::name(names::cut(&name), true));
        draft.field = Some(name);
        draft.related.push(DraftRelated::new(first, duplicate_key::message::FIRST));
        output.push(draft);
    }

    // ---- ends -------------------------------------------------------------------------------------------------------

    /// A container whose part is known is complete.
    pub(super) fn end(&mut self, window: &Window<'_>, output: &mut Output, open: Open) {
        match open.role {
            Role::Inner => return self.inner_complete(window, output, open.node),
            Role::Record => self.record_complete(window, output, open.node),
            Role::Envelope => self.envelope_complete(output),
            Role::Records if open.children == 0 => self.envelopes.has_no_record(),
            Role::Records => {}
            Role::Undecided => return,
        }
        self.trail.arena.truncate(open.node);
    }

    /// What is no part of a record is a member of an envelope, or stands where a record belongs.
    fn inner_complete(&mut self, window: &Window<'_>, output: &mut Output, node: u32) {
        match self.trail.role() {
            Some(Role::Envelope) => {
                let member = *self.trail.arena.node(node);
                self.add_member(window, output, &member, true);
            }
            // Of an element its own schema says what is wrong with it.
            Some(Role::Records) | None if self.trail.syntax == Syntax::Json => self.not_a_record(window, output, node),
            Some(Role::Records) | None => {}
            Some(_) => return,
        }
        self.trail.arena.truncate(node);
    }

    pub(super) fn record_complete(&mut self, window: &Window<'_>, output: &mut Output, node: u32) {
        if self.trail.syntax == Syntax::Xml && self.trail.is_text(window, node) {
            return self.not_a_record(window, output, node);
        }
        let number = self.records.next();
        let (arena, syntax) = (&self.trail.arena, self.trail.syntax);
        if !self.recognition.is_done() {
            if arena.node(node).flags.has(Flags::CUT) {
                // What its rest would have told, packet and profile among it, nobody knows.
                return;
            }
            let fields: Vec<Cow<'_, str>> = self.trail.names(window, node).collect();
            self.recognition.see_record(arena, window, syntax, node);
            self.recognise(&fields, output);
            self.records.follow(self.recognition.convention(&fields));
        }
        let Some(plan) = self.recognition.plan() else { return };
        let (path, record, key) = (self.trail.path.as_str(), Some(number), plan.key);
        let site = Site { arena: &self.trail.arena, window, syntax, path, record, key };
        self.records.check(site, node, plan, output);
        if self.envelopes.is_empty() {
            self.check_own_service(window, node, output);
        }
    }

    /// A record without an envelope may say itself what it is.
    fn check_own_service(&self, window: &Window<'_>, record: u32, output: &mut Output) {
        let arena = &self.trail.arena;
        let mut children = arena.children(record).map(|child| arena.node(child));
        let service = children.find(|node| is_meant(&node.name_in(window, self.trail.syntax), SERVICE));
        if let (Some(node), Some(plan)) = (service, self.recognition.plan()) {
            self.check_service(node, window, &self.trail.path, plan, output);
        }
    }

    /// Chooses packet and profile by what is known, and by the fields of the first record.
    pub(super) fn recognise(&mut self, fields: &[Cow<'_, str>], output: &mut Output) {
        self.recognition.choose(fields, self.envelopes.is_in_reply());
        self.records.start(self.recognition.plan().map(AsRef::as_ref), output);
        self.recognition.announce(fields, self.trail.syntax, self.root.place(), output);
    }

    /// A value stands where a record belongs.
    pub(super) fn not_a_record(&mut self, window: &Window<'_>, output: &mut Output, node: u32) {
        let node = *self.trail.arena.node(node);
        let path = match self.trail.syntax {
            Syntax::Json => format!("{}/{}", self.trail.path, self.trail.last_child()),
            Syntax::Xml => self.trail.path.clone(),
        };
        self.no_record(window, output, &node, path);
    }

    /// The same, at that path.
    pub(super) fn no_record(&mut self, window: &Window<'_>, output: &mut Output, node: &Node, path: String) {
        if node.flags.has(Flags::DAMAGED) {
            return;
        }
        let remark = Remark::new(wrong_type::message::RECORD_NOT_OBJECT)
            .expected(wrong_type::expectation::OBJECT)
            .severity(Severity::Error);
        let mut draft = Draft::from_remark(remark);
        draft.span = window.outermost(if matches!(node.kind, Kind::Scalar(_)) { node.marked() } else { node.open });
        draft.path = path;
        draft.record = Some(self.records.next());
        draft.citation = Some(standard::dictionary().envelope.citation.clone());
        output.push(draft);
    }

    /// The record that what is read now belongs to.
    pub(super) fn current_record(&self, window: &Window<'_>) -> Option<u32> {
        self.trail.is_in_record(window).then_some(self.records.count())
    }
}

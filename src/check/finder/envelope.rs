//! What stands around the records: an envelope's members are copied when its part is known, and checked when it ends.

use super::members::Members;
use super::{Finder, RECORD_MEMBERS, REPLY_CODE, Role, schema_root};
use crate::{
    check::{
        matcher::Matcher,
        plan::{self, Plan},
        recognise::{self, REPLY},
    },
    model::{
        RecognisedBy, Severity,
        catalogue::{bad_code, not_checkable},
        privacy::{Quote, Sensitivity},
    },
    record::{
        Site, Syntax,
        arena::{Arena, Kind, Node},
        names,
        output::{Draft, Output},
        remark::Remark,
    },
    rules::portal_reply,
    source::{Flags, ScalarKind, Span, Window},
    standard,
};

impl Finder {
    /// The container is an envelope: its members so far are put aside, the text may go.
    pub(super) fn put_aside(&mut self, window: &Window<'_>, output: &mut Output, index: usize) {
        let Some(open) = self.trail.open.get_mut(index) else {
            return;
        };
        if open.role != Role::Undecided {
            return;
        }
        open.role = Role::Envelope;
        let node = open.node;
        let mut members = Members {
            text: Vec::with_capacity(256),
            arena: Arena::with_room(8),
            from_unwrapped: window.is_unwrapped(),
            path: self.trail.path_before(index + 1),
            ..Members::default()
        };
        members.add(window, self.trail.arena.node(node), true);
        self.pin(window, output, node);
        self.envelopes.push(members);
        let next = self.trail.next_node(index);
        let children: Vec<(Node, bool)> = {
            let mut list = Vec::new();
            let mut child = node + 1;
            while child < next {
                let is_value = match self.trail.arena.node(child).kind {
                    Kind::Scalar(_) => true,
                    Kind::Element => self.trail.arena.is_leaf(child),
                    _ => false,
                };
                list.push((*self.trail.arena.node(child), !is_value));
                child = self.trail.arena.node(child).end.max(child + 1);
            }
            list
        };
        for (child, is_container) in &children {
            self.add_member(window, output, child, *is_container);
        }
        self.trail.forget_inside(index);
    }

    pub(super) fn add_member(&mut self, window: &Window<'_>, output: &mut Output, node: &Node, is_container: bool) {
        let name = node.name_in(window, self.trail.syntax);
        if !is_container && (!self.recognised || self.trail.line.is_none_or(|line| line == 0)) {
            let text = || node.text_in(window, self.trail.syntax).trim().to_owned();
            match &*name {
                "service" => self.service = Some(text()),
                "madonvi" => {
                    let unit = text();
                    self.tell_rules("madonvi", &unit, output);
                    self.unit = Some(unit);
                }
                _ => {}
            }
        }
        let Some(members) = self.envelopes.last_mut() else {
            return;
        };
        members.is_reply |= is_of_reply(name.as_bytes());
        if holds_records(&name) || schema_root::is_item(&name) {
            if members.has_records && self.trail.syntax == Syntax::Xml {
                return;
            }
            members.has_records = true;
        }
        members.add(window, node, is_container);
        for span in [node.name, node.open, node.text, Span::at(node.close)] {
            output.pin(window.outermost(span));
        }
    }

    pub(super) fn pin(&mut self, window: &Window<'_>, output: &mut Output, node: u32) {
        let open = window.outermost(self.trail.arena.node(node).open);
        output.pin(open);
    }

    pub(super) fn envelope_complete(&mut self, output: &mut Output) {
        let Some(members) = self.envelopes.pop() else {
            return;
        };
        if let Some(around) = self.envelopes.last_mut() {
            around.is_around |= members.has_records || members.is_around;
        }
        self.look_at_reply(&members, output);
        if !self.envelopes.is_empty() && members.path.ends_with("/result") {
            // What else a reply says about its records is known nowhere.
            return;
        }
        if !self.recognised && self.named().is_some() {
            // It holds no record, and says all the same what its records would be.
            self.recognise(&[], output);
        }
        let Some(plan) = self.plan.clone() else {
            return;
        };
        if plan.root.is_some() && self.trail.syntax == Syntax::Xml {
            // What stands around the root of a packet with a schema is free.
            return;
        }
        let children = || members.arena.children(0).map(|child| members.arena.node(child));
        let name = |node: &Node| members.text.get(node.name.start as usize..node.name.end as usize).unwrap_or_default();
        if !children().any(|_| true) && self.trail.syntax == Syntax::Xml && !self.envelopes.is_empty() {
            return;
        }
        let is_field = |node: &Node| is_envelope_field(&String::from_utf8_lossy(name(node)));
        if members.is_around && self.trail.syntax == Syntax::Xml && !children().any(is_field) {
            // A SOAP envelope, or what else stands around the packet's own.
            return;
        }
        let is_reply = children().any(|node| is_of_reply(name(node)));
        let table = if is_reply { &plan.reply } else { &plan.request };
        let only_root = children().all(|node| {
            self.is_packet(&String::from_utf8_lossy(name(node)))
                || self.trail.syntax == Syntax::Xml && name(node) == b"data"
        });
        if only_root && members.has_records_or_root() {
            return;
        }
        if plan.root.is_some() {
            return self.check_root(&members, Syntax::Json, output);
        }
        let member_window = &Window::copied(&members.text, &members.map, members.from_unwrapped);
        let site = Site {
            arena: &members.arena,
            window: member_window,
            syntax: self.trail.syntax,
            path: &members.path,
            record: None,
            key: None,
        };
        let by_root = self.choice.as_ref().is_some_and(|choice| choice.by == RecognisedBy::Root);
        let mut matcher = Matcher {
            site,
            types: std::slice::from_ref(table),
            citation: plan.envelope_citation(),
            scratch: &mut self.scratch,
            output,
            waived: if by_root { Some("service") } else { None },
        };
        matcher.run(0, 0);
        self.check_service(&members, &plan, output);
    }

    /// A reply says by its code how it went: explained when it did not go well, or when nothing else can be said.
    pub(super) fn look_at_reply(&mut self, members: &Members, output: &mut Output) {
        let window = &Window::copied(&members.text, &members.map, members.from_unwrapped);
        let text_of = |name: &str| {
            let is_it = |child: &u32| window.bytes(members.arena.node(*child).name) == name.as_bytes();
            let node = members.arena.node(members.arena.children(0).find(is_it)?);
            let is_text = matches!(node.kind, Kind::Element | Kind::Scalar(_)) && !node.flags.has(Flags::DAMAGED);
            let text = || node.text_in(window, self.trail.syntax).trim().to_owned();
            Some((is_text.then(text).unwrap_or_default(), window.outermost(node.marked())))
        };
        let Some((code, span)) = text_of(REPLY_CODE) else { return };
        self.replied = true;
        if code == "0" && self.plan.is_some() {
            return;
        }
        let message = text_of("message").filter(|(text, _)| !text.is_empty());
        let has_text = message.is_some();
        let name = if has_text { "message" } else { REPLY_CODE };
        let mut draft = Draft::from_remark(portal_reply::explain(&code, has_text));
        let (found, span) = message.unwrap_or((code, span));
        draft.span = span;
        draft.path = format!("{}/{name}", members.path);
        draft.field = Some(name.to_owned());
        draft.found =
            Some(Quote::new(names::cut(&found), if has_text { Sensitivity::Personal } else { Sensitivity::Closed }));
        output.push(draft);
    }

    /// There is a reply, and nothing else that could be recognised.
    pub(super) fn choose_reply(&mut self, output: &mut Output) {
        self.choice = recognise::by_id(REPLY);
        self.plan = self.choice.as_ref().and_then(|choice| plan::plan(choice.packet, choice.profile));
        if self.records > 0 {
            self.note(Remark::new(not_checkable::message::RECORDS), output);
        }
    }

    /// `service` must say what the records are.
    pub(super) fn check_service(&mut self, members: &Members, plan: &Plan, output: &mut Output) {
        let window = &Window::copied(&members.text, &members.map, members.from_unwrapped);
        let child = members.arena.children(0).find(|child| window.bytes(members.arena.node(*child).name) == b"service");
        let Some(child) = child else { return };
        let node = members.arena.node(child);
        let is_text = matches!(node.kind, Kind::Element | Kind::Scalar(ScalarKind::String));
        let service = node.text_in(window, self.trail.syntax);
        let service = service.trim();
        if !is_text
            || service.is_empty()
            || recognise::means(service, &plan.packet.id)
            || node.flags.has(Flags::DAMAGED)
        {
            return;
        }
        let message = if self.is_packet(service) {
            bad_code::message::SERVICE_CONTRADICTS
        } else {
            bad_code::message::SERVICE_UNKNOWN
        };
        let meant = recognise::similar_service(self.dictionary, service).unwrap_or(&plan.packet.id);
        let mut remark = Remark::new(message)
            .severity(Severity::Error)
            .with("packet", plan.packet.id.as_str())
            .with("field", "service");
        if meant == plan.packet.id {
            remark = remark.fix(bad_code::fix::PLAIN, meant, false).with("text", meant);
        }
        let mut draft = Draft::from_remark(remark);
        draft.span = window.outermost(node.marked());
        draft.path = format!("{}/service", members.path);
        draft.field = Some("service".to_owned());
        draft.found = Some(Quote::new(names::cut(service), Sensitivity::Closed));
        draft.citation = Some(standard::Ground::from(&standard::dictionary().envelope.citation));
        if let Some(fix) = &mut draft.fix {
            fix.edits = vec![(window.outermost(node.text), meant.to_owned())];
        }
        output.push(draft);
    }
}

pub(super) fn holds_records(name: &str) -> bool {
    // No name so long is meant to be one of theirs, nor is one that means something else.
    let may_be_meant = || name.len() <= 10 && !is_envelope_field(name);
    RECORD_MEMBERS.contains(&name)
        || may_be_meant() && names::nearest(name, RECORD_MEMBERS.into_iter(), |_| true).is_some()
}

pub(super) fn is_envelope_field(name: &str) -> bool {
    let envelope = &standard::dictionary().envelope;
    envelope.request.fields.iter().chain(&envelope.reply.fields).any(|row| row.name == name)
}

/// A member that only replies have, in whatever case.
fn is_of_reply(name: &[u8]) -> bool {
    [b"error_code".as_slice(), b"result"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

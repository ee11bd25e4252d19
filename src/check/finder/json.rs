//! The machine for JSON: an object is an envelope when it has the member that holds the records, a record when it has a
//! record's fields. Packets in strings, replies beside their packet and lines of packets are its affair too.

use super::{
    members::Members,
    names::{REPLY_CODE, holds_records, may_hold_records},
    parts::Parts,
    trail::{Open, PendingName, Role},
};
use crate::{
    record::{
        arena::{Kind, Node},
        names,
        output::Output,
    },
    source::{Event, Flags, ScalarKind, Span, Window},
};
use std::borrow::Cow;

/// See the module's comment.
pub(super) struct Json {
    /// A string that comes now may hold the packet.
    may_unwrap: bool,
    /// A complete root whose part is told by what follows it.
    waiting: Option<u32>,
}

impl Json {
    pub(super) const fn new() -> Self {
        Self { may_unwrap: true, waiting: None }
    }

    /// What comes less often than names and scalars.
    #[inline]
    pub(super) fn event(&mut self, parts: &mut Parts, window: &Window<'_>, output: &mut Output, event: Event) {
        match event {
            Event::BeginObject(open) => begin(parts, window, output, Kind::Object, open),
            Event::BeginList(open) => begin(parts, window, output, Kind::List, open),
            Event::EndObject(at) | Event::EndList(at) => self.end(parts, window, output, at),
            Event::BeginUnwrapped(at) => begin_string(parts, window, output, at),
            Event::EndUnwrapped(_) => end_string(parts),
            Event::NextDocument(_) => self.next_line(parts, window, output),
            _ => {}
        }
    }

    pub(super) fn name(&mut self, parts: &mut Parts, window: &Window<'_>, token: Span, text: Span, flags: Flags) {
        parts.trail.name = Some(PendingName { span: text, flags, start: token.start });
        self.may_unwrap = matches!(parts.trail.role(), Some(Role::Undecided | Role::Envelope))
            && matches!(window.bytes(text), b"message" | b"data" | b"result");
    }

    /// Shall a string that comes now be read as part of the packet?
    pub(super) const fn unwraps(&self, parts: &Parts) -> bool {
        if parts.trail.reads_string() {
            return false;
        }
        if parts.trail.is_empty() { parts.root.is_missing() } else { self.may_unwrap && parts.trail.name.is_some() }
    }

    // ---- containers -------------------------------------------------------------------------------------------------

    fn end(&mut self, parts: &mut Parts, window: &Window<'_>, output: &mut Output, at: Span) {
        let Some(open) = parts.trail.close(at) else { return };
        match open.role {
            Role::Undecided if parts.trail.is_empty() => self.root_complete(parts, window, output, open),
            Role::Undecided => undecided_complete(parts, window, output, open),
            _ => parts.end(window, output, open),
        }
        parts.trail.leave(open);
    }

    fn root_complete(&mut self, parts: &mut Parts, window: &Window<'_>, output: &mut Output, open: Open) {
        if parts.trail.reads_string() || parts.trail.is_ndjson() {
            parts.decide_root(window, output, open.node);
        } else {
            self.waiting = Some(open.node);
        }
    }

    // ---- several values ---------------------------------------------------------------------------------------------

    /// A root that waited for what follows it is told now.
    pub(super) fn tell_waiting(&mut self, parts: &mut Parts, window: &Window<'_>, output: &mut Output) {
        if let Some(node) = self.waiting.take() {
            parts.decide_root(window, output, node);
        }
    }

    /// The next line of NDJSON begins.
    fn next_line(&mut self, parts: &mut Parts, window: &Window<'_>, output: &mut Output) {
        if !parts.trail.is_ndjson() {
            parts.trail.begin_lines(output);
            self.tell_waiting(parts, window, output);
        }
        parts.trail.next_line();
        parts.recognition.begin_again(parts.envelopes.has_reply);
    }

    /// A reply and its packet, in either order: the second begins.
    pub(super) fn next_value(&mut self, parts: &mut Parts, window: &Window<'_>, output: &mut Output) {
        self.tell_waiting(parts, window, output);
        parts.trail.clear_path();
        parts.recognition.begin_again(parts.envelopes.has_reply);
    }

    /// The root that waits is a reply.
    pub(super) fn has_reply(&self, parts: &Parts, window: &Window<'_>) -> bool {
        self.waiting.is_some_and(|node| parts.trail.names(window, node).any(|name| name == REPLY_CODE))
    }

    /// Text before this offset is not needed any more.
    pub(super) fn keep_from(&self, parts: &Parts) -> u32 {
        let waiting = self.waiting.map(|node| parts.trail.arena.node(node).open.start);
        parts.trail.keep_from().min(waiting.unwrap_or(u32::MAX))
    }
}

fn begin(parts: &mut Parts, window: &Window<'_>, output: &mut Output, kind: Kind, open: Span) {
    let node = parts.trail.container(kind, open);
    parts.root.saw(window, output, open);
    let role = role_of(parts, window, output, &node);
    let path = parts.trail.path_length();
    match parts.trail.parent() {
        None => parts.trail.begin_line(),
        Some(Open { role: Role::Record | Role::Inner, .. }) => {}
        Some(Open { role: Role::Records, children, .. }) if !parts.trail.is_in_object() => {
            _ = parts.trail.enter(children);
        }
        Some(Open { role: Role::Envelope, .. }) if parts.trail.is_root_in_string(window, &node) => {}
        Some(_) => _ = parts.trail.enter(names::pointer(&parts.trail.name_of(window, &node))),
    }
    parts.trail.push(node, role, path, false);
}

/// The part of a container, from its parent's and its name.
fn role_of(parts: &mut Parts, window: &Window<'_>, output: &mut Output, node: &Node) -> Role {
    let is_list = node.kind == Kind::List;
    let of_root = if is_list { Role::Records } else { Role::Undecided };
    match parts.trail.role() {
        None => of_root,
        Some(Role::Records) if !is_list => Role::Record,
        Some(Role::Records) if parts.trail.is_in_object() => Role::Records,
        Some(Role::Undecided) if holds_records_by_name(parts, window, node) => {
            let index = parts.trail.depth() - 1;
            parts.trail.forget_inside(index);
            parts.trail.set_role(index, Role::Records);
            if is_list { Role::Records } else { Role::Record }
        }
        Some(Role::Records | Role::Record | Role::Inner) => Role::Inner,
        Some(Role::Envelope) if parts.trail.is_root_in_string(window, node) => of_root,
        Some(Role::Undecided | Role::Envelope) => {
            let name = parts.trail.name_of(window, node).into_owned();
            let is_root = parts.recognition.is_packet(&name);
            if !is_root && !may_hold_records(&name) {
                return Role::Inner;
            }
            if is_root {
                parts.recognition.add_root(name);
            }
            parts.put_aside(window, output, parts.trail.depth() - 1);
            parts.add_member(window, output, node, true);
            of_root
        }
    }
}

/// Where a list of records belongs stands an object, and its members are the records, or hold them: none of them is a
/// record's field.
fn holds_records_by_name(parts: &Parts, window: &Window<'_>, node: &Node) -> bool {
    let trail = &parts.trail;
    let Some(parent) = trail.parent().filter(|_| trail.depth() > 1) else { return false };
    let is_field = |name: &str| parts.recognition.is_like_record_field(name) || may_hold_records(name);
    let name = trail.name_of(window, trail.arena.node(parent.node));
    holds_records(&name)
        && !is_field(&trail.name_of(window, node))
        && !trail.names(window, parent.node).any(|name| is_field(&name))
}

/// The object in the place of the list of records is the one record; in a string it may be anything.
fn undecided_complete(parts: &mut Parts, window: &Window<'_>, output: &mut Output, open: Open) {
    let in_string = parts.trail.is_root_in_string(window, parts.trail.arena.node(open.node));
    let is_field = |name: Cow<'_, str>| parts.recognition.is_record_field(&name);
    if !in_string || parts.trail.names(window, open.node).any(is_field) {
        parts.record_complete(window, output, open.node);
    }
    parts.trail.arena.truncate(open.node);
}

/// A scalar that is no value of a record: the whole text, a member of an envelope, an item of the list of records.
#[inline(never)]
pub(super) fn scalar_elsewhere(parts: &mut Parts, window: &Window<'_>, output: &mut Output, node: Node) {
    match parts.trail.count_child() {
        None => parts.root.saw_scalar(window, output, &node),
        Some(Role::Envelope) => {
            parts.trail.passed(window, &node, parts.recognition.dictionary());
            parts.add_member(window, output, &node, false);
        }
        // Beside the records that stand under names of their own.
        Some(Role::Records) if parts.trail.is_in_object() => {}
        Some(_) => {
            let index = parts.trail.arena.push(node);
            parts.not_a_record(window, output, index);
            parts.trail.arena.truncate(index);
        }
    }
}

/// A string begins whose content is read as part of the packet.
fn begin_string(parts: &mut Parts, window: &Window<'_>, output: &mut Output, at: Span) {
    parts.trail.begin_string();
    if parts.trail.name.is_none() {
        return;
    }
    let is_message = parts.trail.name.is_some_and(|name| window.bytes(name.span) == b"message");
    let node = parts.trail.container(Kind::Object, at);
    let Some(index) = parts.trail.depth().checked_sub(1) else { return };
    parts.put_aside(window, output, index);
    // A reply's message may be such a string; where a list of records belongs it is a single value.
    let text = if is_message { node.text } else { at };
    parts.add_member(window, output, &Node { kind: Kind::Scalar(ScalarKind::String), text, ..node }, true);
    // The path's segment of the member; the string's content is read as a root of its own.
    let path = parts.trail.enter(names::pointer(&parts.trail.name_of(window, &node)));
    parts.trail.begin_string();
    parts.envelopes.begin(Members { path: parts.trail.path.clone(), ..Members::default() });
    parts.trail.push(node, Role::Envelope, path, false);
}

/// The string ends, and what stood for it among the envelopes.
fn end_string(parts: &mut Parts) {
    if parts.trail.end_string() {
        parts.envelopes.drop_string();
    }
}

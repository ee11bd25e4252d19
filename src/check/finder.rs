//! Finds the records in the stream of events: what is envelope, what is a list of records, what is a record. Each record
//! is checked as soon as it is complete, and forgotten.
//!
//! A container whose part is not yet known is kept until its content tells: it has the member that holds the records, or
//! it has the fields of a record itself.

mod elements;
mod envelope;
mod members;
mod records;
pub(super) mod root;
mod schema_root;
pub(super) mod trail;

use crate::{
    check::{
        fault,
        findings::Found,
        own_profile::OwnProfile,
        plan::Plan,
        reading::{Reader, Subject},
        recognise::{self, Choice, Clues, REPLY},
    },
    record::{
        Scratch, Syntax,
        arena::{Kind, Node},
        names,
        output::{Draft, Output},
        remark::Remark,
    },
    rules::shared::record_rule::RuleState,
    source::{Event, Fault, Flags, Leaf, ScalarKind, Sink, Span, Text, Window, xml::INSTANCE_NAMESPACE},
    standard::{self, Dictionary, FieldType, overlay::OWN},
};
use envelope::holds_records;
use members::Members;
use memchr::memmem;
use root::Root;
use schema_root::SchemaRoot;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;
use trail::{Open, PendingName, Role, Trail};

/// The member by which a reply is known.
const REPLY_CODE: &str = "error_code";
/// The members that hold records, in requests and in replies.
const RECORD_MEMBERS: [&str; 2] = ["data", "result"];

/// So many members of a container that may be a record are compared with names like theirs.
const MEMBERS_COMPARED: u32 = 64;

/// See the module's comment.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the source")]
pub(crate) struct Finder {
    dictionary: &'static Dictionary,
    chosen_packet: Option<String>,
    chosen_profile: Option<String>,
    trail: Trail,
    /// A string that comes now may hold the packet.
    may_unwrap: bool,
    envelopes: Vec<Members>,
    roots: Vec<String>,
    service: Option<String>,
    plan: Option<Arc<Plan>>,
    choice: Option<Choice>,
    recognised: bool,
    first_fields: Vec<Cow<'static, str>>,
    records: u32,
    /// What the rules across records remember.
    states: Vec<Box<dyn RuleState>>,
    /// `madonvi` of the envelope, once it has come.
    unit: Option<String>,
    scratch: Scratch,
    /// A complete root whose part is told by what follows it.
    waiting: Option<u32>,
    /// A reply has come.
    replied: bool,
    instance_namespace: u16,
    attribute_seen: bool,
    root: Root,
    /// The open root element of a packet that has a schema.
    schema: Option<Box<SchemaRoot>>,
    /// The schemas' namespaces by their numbers in this source.
    namespaces: Vec<Option<&'static str>>,
    /// What tells that the first record is in the form that production sends.
    marks: Vec<&'static standard::Mark>,
    /// What can be said only when the profile is known.
    #[expect(clippy::vec_box, reason = "as the output takes them")]
    waiting_drafts: Vec<Box<Draft>>,
    /// The open record's element has another name: what to say, and the name.
    misnamed_item: Option<(Remark, String)>,
    own_profile: Option<OwnProfile>,
}

impl Finder {
    pub(crate) fn new(packet: Option<String>, profile: Option<String>) -> Self {
        Self {
            dictionary: standard::dictionary(),
            chosen_packet: packet,
            chosen_profile: profile,
            trail: Trail::new(),
            may_unwrap: true,
            envelopes: Vec::new(),
            roots: Vec::new(),
            service: None,
            plan: None,
            choice: None,
            recognised: false,
            first_fields: Vec::new(),
            records: 0,
            states: Vec::new(),
            unit: None,
            scratch: Scratch::default(),
            waiting: None,
            replied: false,
            instance_namespace: 0,
            attribute_seen: false,
            root: Root::default(),
            schema: None,
            namespaces: Vec::new(),
            marks: Vec::new(),
            waiting_drafts: Vec::new(),
            misnamed_item: None,
            own_profile: None,
        }
    }

    /// Checks against a reader's own profile.
    pub(crate) fn use_profile(&mut self, own: OwnProfile) {
        self.dictionary = own.dictionary;
        self.chosen_profile = Some(OWN.to_owned());
        self.own_profile = Some(own);
    }

    /// What was found so far, but for the findings.
    pub(super) fn found(&self) -> Found<'_> {
        let own = self.own_profile.filter(|_| self.choice.as_ref().is_some_and(|choice| choice.profile == OWN));
        Found {
            dictionary: self.dictionary,
            choice: self.choice.as_ref(),
            plan: self.plan.as_deref(),
            base_profile: own.map(|own| own.base),
            profile_was_chosen: self.chosen_profile.is_some() && !self.lacks_chosen_profile(),
            is_reply: self.plan.as_ref().is_some_and(|plan| plan.packet.id == REPLY),
            records: self.records,
        }
    }

    pub(crate) const fn records(&self) -> u32 {
        self.records
    }

    /// The packet is not in the profile that the caller chose: another one was taken.
    fn lacks_chosen_profile(&self) -> bool {
        let (Some(chosen), Some(choice), None) = (&self.chosen_profile, &self.choice, &self.own_profile) else {
            return false;
        };
        *chosen != choice.profile
    }
}

impl Subject for Finder {
    fn read(&mut self, reader: &mut Reader, window: &Window<'_>, last: bool, output: &mut Output) -> u32 {
        self.trail.syntax = reader.syntax();
        let needed = reader.read(window, last, &mut Events { finder: self, output });
        needed.min(if self.trail.reads_string() { u32::MAX } else { self.keep_from() })
    }

    fn finish(&mut self, window: &Window<'_>, output: &mut Output) {
        if let Some(node) = self.waiting.take() {
            self.root_complete(window, output, node);
        }
        if self.plan.is_none() && self.replied {
            self.choose_reply(output);
        } else if self.plan.is_none() && !self.root.is_unreadable() {
            self.unknown_packet(output);
        }
    }

    fn is_unreadable(&self) -> bool {
        self.root.is_unreadable()
    }

    fn is_ndjson(&self) -> bool {
        self.trail.is_ndjson()
    }
}

impl Finder {
    // ---- containers ---------------------------------------------------------------------------------------------

    fn begin(&mut self, window: &Window<'_>, output: &mut Output, kind: Kind, open: Span) {
        let node = self.trail.container(kind, open);
        let is_list = kind == Kind::List;
        self.root.saw(window, output, node.open);
        let role = self.role_of_child(window, output, &node, is_list);
        let path = self.trail.path.len();
        if let Some(parent) = self.trail.open.last() {
            match (parent.role, role) {
                (Role::Record | Role::Inner, _) => {}
                (Role::Records, _) => _ = write!(self.trail.path, "/{}", parent.children),
                (Role::Envelope, _) if self.trail.is_root_in_string(window, &node) => {}
                _ => {
                    let name = self.trail.name_of(window, &node);
                    _ = write!(self.trail.path, "/{}", names::pointer(&name));
                }
            }
        } else {
            self.trail.begin_line();
        }
        self.trail.push(node, role, path, false);
    }

    fn is_packet(&self, name: &str) -> bool {
        recognise::is_name(self.dictionary, name)
    }

    /// The part of a JSON container, from its parent's and its name.
    fn role_of_child(&mut self, window: &Window<'_>, output: &mut Output, node: &Node, is_list: bool) -> Role {
        let Some(parent) = self.trail.open.last().copied() else {
            return if is_list { Role::Records } else { Role::Undecided };
        };
        match parent.role {
            Role::Records if is_list => Role::Inner,
            Role::Records => Role::Record,
            Role::Record | Role::Inner => Role::Inner,
            Role::Envelope if self.trail.is_root_in_string(window, node) => {
                if is_list {
                    Role::Records
                } else {
                    Role::Undecided
                }
            }
            Role::Undecided | Role::Envelope => {
                let name = self.trail.name_of(window, node).into_owned();
                let is_root = self.is_packet(&name);
                if !is_root && !holds_records(&name) && !schema_root::is_item(&name) {
                    return Role::Inner;
                }
                if is_root {
                    self.roots.push(name);
                }
                self.put_aside(window, output, self.trail.open.len() - 1);
                self.add_member(window, output, node, true);
                if is_list { Role::Records } else { Role::Undecided }
            }
        }
    }

    fn end(&mut self, window: &Window<'_>, output: &mut Output, at: Span) {
        let Some(open) = self.trail.open.pop() else { return };
        self.trail.arena.close(open.node, at.start, at.end);
        self.end_role(window, output, open);
        self.trail.path.truncate(open.path);
    }

    fn end_role(&mut self, window: &Window<'_>, output: &mut Output, open: Open) {
        match open.role {
            Role::Inner => {
                if self.trail.open.last().is_some_and(|parent| parent.role == Role::Envelope) {
                    let node = *self.trail.arena.node(open.node);
                    self.add_member(window, output, &node, true);
                    self.trail.arena.truncate(open.node);
                } else if self.trail.open.last().is_none_or(|parent| parent.role == Role::Records) {
                    if self.schema.is_none() {
                        self.not_a_record(window, output, open.node);
                    }
                    self.trail.arena.truncate(open.node);
                }
            }
            Role::Record => {
                if self.misnamed_item.is_some() {
                    self.rename_item(window, output, &open);
                }
                self.record_complete(window, output, open.node);
                self.trail.arena.truncate(open.node);
            }
            Role::Records => self.trail.arena.truncate(open.node),
            Role::Envelope => {
                self.envelope_complete(output);
                self.trail.arena.truncate(open.node);
            }
            Role::Undecided if self.trail.open.is_empty() => {
                if self.trail.syntax == Syntax::Json && !self.trail.reads_string() && self.trail.line.is_none() {
                    self.waiting = Some(open.node);
                } else {
                    self.root_complete(window, output, open.node);
                }
            }
            Role::Undecided if self.trail.syntax == Syntax::Json => {
                // The object in the place of the list of records is the one record; in a string it may be anything.
                let names = self
                    .trail
                    .arena
                    .children(open.node)
                    .map(|child| self.trail.name_of(window, self.trail.arena.node(child)));
                let in_string = self.trail.is_root_in_string(window, self.trail.arena.node(open.node));
                if !in_string || { names }.any(|name| self.is_record_field(&name)) {
                    self.record_complete(window, output, open.node);
                }
                self.trail.arena.truncate(open.node);
            }
            Role::Undecided => self.undecided_element_complete(window, output, open),
        }
    }

    /// A root object that has no member for records: a record itself, or an envelope that lacks them.
    fn root_complete(&mut self, window: &Window<'_>, output: &mut Output, node: u32) {
        let children: Vec<String> = self
            .trail
            .arena
            .children(node)
            .map(|child| self.trail.name_of(window, self.trail.arena.node(child)).into_owned())
            .collect();
        self.read_service(window, node);
        let asks = self.named().is_some_and(|packet| packet.asks);
        // A packet that needs no envelope is its own record, also when it says no more than its name.
        let is_itself = |packet: &standard::Packet| packet.is_bare() && packet.schema.is_none() && packet.id != REPLY;
        let is_record =
            !asks && (self.named().is_some_and(is_itself) || children.iter().any(|name| self.is_record_field(name)));
        if is_record {
            self.service = None;
            self.record_complete(window, output, node);
        } else {
            let path = self.trail.path.len();
            self.trail.open.push(Open { node, role: Role::Undecided, path, children: 0, holds_records: false });
            self.put_aside(window, output, 0);
            self.trail.open.pop();
            if !children.iter().any(|name| name == REPLY_CODE) {
                self.recognise(&[], output);
            }
            self.envelope_complete(output);
        }
        self.trail.arena.truncate(node);
    }

    /// The service that a root names which may be an envelope without records.
    fn read_service(&mut self, window: &Window<'_>, root: u32) {
        let mut children = self.trail.arena.children(root).map(|child| self.trail.arena.node(child));
        let service = children.find(|node| window.bytes(node.name) == b"service");
        if let Some(node) = service.filter(|node| matches!(node.kind, Kind::Scalar(_) | Kind::Element)) {
            self.service = Some(node.text_in(window, self.trail.syntax).trim().to_owned());
        }
    }

    /// The packet that the caller, the service or a root names.
    fn named(&self) -> Option<&'static standard::Packet> {
        let clues = Clues {
            dictionary: self.dictionary,
            packet: self.chosen_packet.as_deref(),
            service: self.service.as_deref(),
            roots: &self.roots,
            ..Clues::default()
        };
        recognise::named(&clues).map(|(packet, _)| packet)
    }

    /// The field names of the packet that is named, or of all.
    fn record_fields(&self) -> impl Iterator<Item = &'static str> + Clone + use<> {
        let named = self.named();
        let packets = self.dictionary.packets.iter();
        let packets = packets.filter(move |packet| named.is_none_or(|named| named.id == packet.id));
        let rows = packets.filter_map(standard::Packet::records).flat_map(|table| &table.fields);
        rows.filter(|row| row.field_type != FieldType::Service).map(|row| row.name.as_str())
    }

    fn is_record_field(&self, name: &str) -> bool {
        self.record_fields().any(|known| known == name)
    }

    fn is_like_record_field(&self, name: &str) -> bool {
        names::is_like(name.as_bytes(), self.record_fields())
    }

    // ---- places -----------------------------------------------------------------------------------------------------

    fn current_record(&self, window: &Window<'_>) -> Option<u32> {
        self.trail.is_in_record(window).then_some(self.records)
    }

    fn scalar(
        &mut self,
        window: &Window<'_>,
        output: &mut Output,
        kind: ScalarKind,
        token: Span,
        text: Span,
        flags: Flags,
    ) {
        let node = self.trail.scalar(kind, token, text, flags);
        self.keep_scalar(window, output, node);
    }

    /// A scalar is kept as part of what is open, where that is a record or may become one.
    #[inline(always)]
    fn keep_scalar(&mut self, window: &Window<'_>, output: &mut Output, node: Node) {
        if !self.trail.keep(node) {
            self.scalar_elsewhere(window, output, node);
        }
    }

    /// A scalar that is no value of a record: the whole text, a member of an envelope, an item of the list of records.
    #[inline(never)]
    fn scalar_elsewhere(&mut self, window: &Window<'_>, output: &mut Output, node: Node) {
        let Some(parent) = self.trail.open.last_mut() else {
            return self.root.saw_scalar(window, output, &node);
        };
        parent.children += 1;
        if parent.role == Role::Envelope {
            self.add_member(window, output, &node, false);
        } else {
            let index = self.trail.arena.push(node);
            self.not_a_record(window, output, index);
            self.trail.arena.truncate(index);
        }
    }

    fn begin_unwrapped(&mut self, window: &Window<'_>, output: &mut Output, at: Span) {
        self.trail.begin_string();
        let is_message = self.trail.name.is_some_and(|name| window.bytes(name.span) == b"message");
        if self.trail.name.is_none() {
            output.push(fault::packet_in_string(window, at, self.trail.current_path(window)));
        }
        let Some(name) = self.trail.name.take() else { return };
        if let Some(index) = self.trail.open.len().checked_sub(1) {
            self.put_aside(window, output, index);
            let node = Node {
                kind: Kind::Object,
                flags: Flags::NONE,
                name_flags: name.flags,
                nil: false,
                name: name.span,
                open: at,
                text: Span::at(at.end),
                close: at.end,
                end: 0,
            };
            let text = self.trail.name_of(window, &node).into_owned();
            // A reply's message may be such a string; where a list of records belongs it is a single value.
            let text_inside = if is_message { node.text } else { at };
            self.add_member(
                window,
                output,
                &Node { kind: Kind::Scalar(ScalarKind::String), text: text_inside, ..node },
                true,
            );
            // The path's segment of the member; the string's content is read as a root of its own.
            let path = self.trail.path.len();
            _ = write!(self.trail.path, "/{}", names::pointer(&text));
            self.trail.begin_string();
            self.trail.push(node, Role::Envelope, path, false);
            self.envelopes.push(Members { path: self.trail.path.clone(), ..Members::default() });
        }
    }
}

/// Takes the readers' events into the finder, and what is found into the output.
pub(crate) struct Events<'a> {
    pub(crate) finder: &'a mut Finder,
    pub(crate) output: &'a mut Output,
}

impl Sink for Events<'_> {
    fn event(&mut self, window: &Window<'_>, event: Event) {
        match event {
            Event::Name { token, text, flags } => {
                self.finder.trail.name = Some(PendingName { span: text, flags, start: token.start });
                let level = self.finder.trail.open.last().map(|open| open.role);
                self.finder.may_unwrap = matches!(level, Some(Role::Undecided | Role::Envelope)) && {
                    let name = window.bytes(text);
                    matches!(name, b"message" | b"data" | b"result")
                };
            }
            Event::Scalar { kind, token, text, flags } => {
                self.finder.scalar(window, self.output, kind, token, text, flags);
            }
            Event::BeginElement { tag, name, local, namespace } => {
                self.finder.begin_element(window, self.output, tag, name, local, namespace);
            }
            Event::Text { text, flags } => self.finder.text(window, self.output, text, flags),
            Event::EndElement(at) => self.finder.end_element(window, self.output, at),
            _ => self.finder.other_event(window, self.output, event),
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
        self.finder.keep_scalar(window, self.output, node);
    }

    #[inline]
    fn leaf(&mut self, window: &Window<'_>, leaf: Leaf) {
        if !self.finder.keep_leaf(leaf) {
            for event in leaf.events() {
                self.event(window, event);
            }
        }
    }

    fn fault(&mut self, window: &Window<'_>, fault: Fault) {
        let mut draft = fault::draft(window, fault, self.finder.dictionary);
        draft.path = self.finder.trail.current_path(window);
        draft.record = self.finder.current_record(window);
        self.output.push(draft);
    }

    fn namespace(&mut self, number: u16, name: &str) {
        if name == INSTANCE_NAMESPACE {
            self.finder.instance_namespace = number;
        }
        self.finder.note_namespace(number, name);
    }

    fn unwraps(&self) -> bool {
        !self.finder.trail.reads_string()
            && if self.finder.trail.open.is_empty() {
                self.finder.root.is_missing()
            } else {
                self.finder.may_unwrap && self.finder.trail.name.is_some()
            }
    }

    fn joins(&self, window: &Window<'_>, head: &[u8]) -> bool {
        let is_code = |child: u32| self.finder.trail.name_of(window, self.finder.trail.arena.node(child)) == REPLY_CODE;
        let first = self.finder.replied
            || self.finder.waiting.is_some_and(|node| self.finder.trail.arena.children(node).any(is_code));
        let name: &[u8] = if self.finder.trail.syntax == Syntax::Json { b"\"error_code\"" } else { b"<error_code" };
        first || memmem::find(head, name).is_some()
    }

    fn keep_from(&self) -> u32 {
        self.finder.keep_from()
    }
}

impl Finder {
    /// Text of the layer that is read before this offset is not needed any more.
    fn keep_from(&self) -> u32 {
        let waiting = self.waiting.map(|node| self.trail.arena.node(node).open.start);
        self.trail.keep_from().min(waiting.unwrap_or(u32::MAX))
    }

    /// What comes less often.
    #[inline(never)]
    fn other_event(&mut self, window: &Window<'_>, output: &mut Output, event: Event) {
        match event {
            Event::Name { .. }
            | Event::Scalar { .. }
            | Event::BeginElement { .. }
            | Event::Text { .. }
            | Event::EndElement(_) => {}
            Event::BeginObject(open) => self.begin(window, output, Kind::Object, open),
            Event::BeginList(open) => self.begin(window, output, Kind::List, open),
            Event::EndObject(at) | Event::EndList(at) => self.end(window, output, at),
            Event::Attribute { token, local, namespace, value, flags } => {
                if self.schema.is_some() {
                    self.schema_attribute(window, output, (token, local, value), namespace, flags);
                } else {
                    self.attribute(window, output, token, local, namespace, value);
                }
            }
            Event::Aside(_) => {
                let node = self.trail.open.last().map(|open| open.node);
                if let Some(node) = node.and_then(|node| self.trail.arena.node_mut(node)) {
                    node.flags = node.flags.with(Flags::ESCAPED);
                }
            }
            Event::BeginUnwrapped(at) => self.begin_unwrapped(window, output, at),
            Event::EndUnwrapped(_) => {
                if self.trail.end_string() {
                    self.envelopes.pop();
                }
            }
            Event::NextDocument(_) => self.next_document(window, output),
            Event::NextValue(_) => self.next_value(window, output),
        }
    }

    fn next_document(&mut self, window: &Window<'_>, output: &mut Output) {
        if !self.trail.is_ndjson() {
            self.trail.begin_lines(output);
            if let Some(node) = self.waiting.take() {
                self.root_complete(window, output, node);
            }
        }
        self.trail.next_line();
        self.recognise_again();
    }

    /// A reply and its packet, in either order.
    fn next_value(&mut self, window: &Window<'_>, output: &mut Output) {
        if let Some(node) = self.waiting.take() {
            self.root_complete(window, output, node);
        }
        self.trail.path.clear();
        self.recognise_again();
    }

    /// What came so far was a reply that tells no packet: what comes now may.
    fn recognise_again(&mut self) {
        self.recognised &= self.plan.is_some() || !self.replied;
    }
}

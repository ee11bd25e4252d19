//! Finds the records in the stream of events: what is envelope, what is a list of records, what is a record. Each record
//! is checked as soon as it is complete, and forgotten.
//!
//! A container whose part is not yet known is kept until its content tells: it has the member that holds the records, or
//! it has the fields of a record itself.

mod elements;
mod envelope;
mod members;
mod records;
mod schema_root;

use crate::{
    check::{
        own_profile::OwnProfile,
        plan::Plan,
        recognise::{self, Choice, Clues, REPLY},
    },
    model::{
        Severity,
        catalogue::{RuleId, bad_profile, pasted_debris, syntax},
        privacy::Quote,
    },
    record::{
        Scratch, Syntax,
        arena::{Arena, Kind, Node},
        decode, names,
        output::{Draft, DraftFix, Output},
        remark::{Argument, Remark},
    },
    rules::shared::record_rule::RuleState,
    source::{self, Event, Fault, Flags, Leaf, Said, ScalarKind, Sink, Span, Text, Window, xml::INSTANCE_NAMESPACE},
    standard::{self, Dictionary, FieldType, overlay::OWN},
};
use envelope::holds_records;
use members::Members;
use memchr::memmem;
use schema_root::SchemaRoot;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

/// The member by which a reply is known.
const REPLY_CODE: &str = "error_code";
/// The members that hold records, in requests and in replies.
const RECORD_MEMBERS: [&str; 2] = ["data", "result"];

/// So many members of a container that may be a record are compared with names like theirs.
const MEMBERS_COMPARED: u32 = 64;

/// The part an open container plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Not known yet; its content is kept.
    Undecided,
    /// Around the records; its members were put aside.
    Envelope,
    /// A list of records.
    Records,
    /// A record.
    Record,
    /// Inside a record, or nothing we know.
    Inner,
}

/// An open container.
#[derive(Clone, Copy, Debug)]
struct Open {
    node: u32,
    role: Role,
    /// Length of the path before this container's own segment.
    path: usize,
    /// Children that have begun.
    children: u32,
    /// It is named as a member that holds records.
    holds_records: bool,
}

/// A name that waits for its value.
#[derive(Clone, Copy, Debug)]
struct PendingName {
    span: Span,
    flags: Flags,
    /// Where its token begins.
    start: u32,
}

/// See the module's comment.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the source")]
pub(crate) struct Finder {
    dictionary: &'static Dictionary,
    chosen_packet: Option<String>,
    chosen_profile: Option<String>,
    syntax: Syntax,
    arena: Arena,
    open: Vec<Open>,
    path: String,
    name: Option<PendingName>,
    /// A string that comes now may hold the packet.
    may_unwrap: bool,
    unwrapped: bool,
    /// Length of the path of the string whose content is read now.
    string_path: usize,
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
    /// Number of the line of an NDJSON file.
    line: Option<u32>,
    instance_namespace: u16,
    attribute_seen: bool,
    root: Option<Span>,
    unreadable: bool,
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
    /// What is read is no packet but a reader's own profile.
    reads_profile: bool,
    own_profile: Option<OwnProfile>,
}

impl Finder {
    pub(crate) fn new(packet: Option<String>, profile: Option<String>) -> Self {
        Self {
            dictionary: standard::dictionary(),
            chosen_packet: packet,
            chosen_profile: profile,
            syntax: Syntax::Json,
            // Room for a usual record.
            arena: Arena::with_room(128),
            open: Vec::with_capacity(8),
            path: String::with_capacity(64),
            name: None,
            may_unwrap: true,
            unwrapped: false,
            string_path: 0,
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
            line: None,
            instance_namespace: 0,
            attribute_seen: false,
            root: None,
            unreadable: true,
            schema: None,
            namespaces: Vec::new(),
            marks: Vec::new(),
            waiting_drafts: Vec::new(),
            misnamed_item: None,
            reads_profile: false,
            own_profile: None,
        }
    }

    /// Checks against a reader's own profile.
    pub(crate) fn use_profile(&mut self, own: OwnProfile) {
        self.dictionary = own.dictionary;
        self.chosen_profile = Some(OWN.to_owned());
        self.own_profile = Some(own);
    }

    /// The profile that the reader's own lies over, when that is what is checked against.
    pub(crate) fn base_profile(&self) -> Option<&'static str> {
        let is_own = self.choice.as_ref().is_some_and(|choice| choice.profile == OWN);
        self.own_profile.filter(|_| is_own).map(|own| own.base)
    }

    pub(crate) const fn dictionary(&self) -> &'static Dictionary {
        self.dictionary
    }

    /// Reads a reader's own profile in the place of a packet.
    pub(crate) const fn read_profile(&mut self) {
        self.reads_profile = true;
    }

    /// The reader's own profile: the one used, or the one read when nothing was wrong with it.
    pub(crate) const fn own_profile(&self) -> Option<OwnProfile> {
        self.own_profile
    }

    pub(crate) const fn set_syntax(&mut self, syntax: Syntax) {
        self.syntax = syntax;
    }

    /// The offset before which the outermost text is not needed.
    pub(crate) fn needed(&self) -> u32 {
        if self.unwrapped { u32::MAX } else { self.keep_from() }
    }

    pub(crate) const fn records(&self) -> u32 {
        self.records
    }

    pub(crate) const fn choice(&self) -> Option<&Choice> {
        self.choice.as_ref()
    }

    pub(crate) fn profile_was_chosen(&self) -> bool {
        self.chosen_profile.is_some() && !self.lacks_chosen_profile()
    }

    /// The packet is not in the profile that the caller chose: another one was taken.
    fn lacks_chosen_profile(&self) -> bool {
        let (Some(chosen), Some(choice), None) = (&self.chosen_profile, &self.choice, &self.own_profile) else {
            return false;
        };
        *chosen != choice.profile
    }

    pub(crate) fn plan(&self) -> Option<&Plan> {
        self.plan.as_deref()
    }

    /// There is a reply, and nothing else that could be recognised.
    pub(crate) fn is_reply(&self) -> bool {
        self.plan().is_some_and(|plan| plan.packet.id == REPLY)
    }

    /// Nothing but faults was found.
    pub(crate) const fn is_unreadable(&self) -> bool {
        self.unreadable
    }

    /// The source is made of lines that are packets or records of their own.
    pub(crate) const fn is_ndjson(&self) -> bool {
        self.line.is_some()
    }

    /// No more events will come.
    pub(crate) fn finish(&mut self, window: &Window<'_>, output: &mut Output) {
        if let Some(node) = self.waiting.take() {
            self.root_complete(window, output, node);
        }
        if self.reads_profile {
            let was_read = self.own_profile.is_some() || output.counts().error > 0;
            if !was_read {
                let mut draft = Draft::from_remark(Remark::new(bad_profile::message::OBJECT));
                draft.span = self.root.unwrap_or_default();
                output.push(draft);
            }
        } else if self.plan.is_none() && self.replied {
            self.choose_reply(output);
        } else if self.plan.is_none() && !self.unreadable {
            self.unknown_packet(output);
        }
    }

    // ---- containers ---------------------------------------------------------------------------------------------

    fn saw_root(&mut self, window: &Window<'_>, output: &mut Output, open: Span) {
        self.unreadable = false;
        if self.root.is_none() {
            let root = window.outermost(open);
            self.root = Some(root);
            output.pin(root);
        }
    }

    fn begin(&mut self, window: &Window<'_>, output: &mut Output, mut node: Node, is_list: bool) {
        if let Some(name) = self.name.take() {
            node.name = name.span;
            node.name_flags = name.flags;
        }
        self.saw_root(window, output, node.open);
        let role = self.role_of_child(window, output, &node, is_list);
        let path = self.path.len();
        if let Some(parent) = self.open.last() {
            match (parent.role, role) {
                (Role::Record | Role::Inner, _) => {}
                (Role::Records, _) => _ = write!(self.path, "/{}", parent.children),
                (Role::Envelope, _) if self.is_in_string(window, &node) => {}
                _ => {
                    let name = self.name_of(window, &node);
                    _ = write!(self.path, "/{}", names::pointer(&name));
                }
            }
        } else if let Some(line) = self.line {
            _ = write!(self.path, "/{line}");
        }
        self.push(node, role, path, false);
    }

    fn push(&mut self, node: Node, role: Role, path: usize, holds_records: bool) {
        if let Some(parent) = self.open.last_mut() {
            parent.children += 1;
        }
        let node = self.arena.push(node);
        self.open.push(Open { node, role, path, children: 0, holds_records });
    }

    fn is_packet(&self, name: &str) -> bool {
        recognise::is_name(self.dictionary, name)
    }

    fn name_of<'w>(&self, window: &Window<'w>, node: &Node) -> Cow<'w, str> {
        node.name_in(window, self.syntax)
    }

    /// The part of a JSON container, from its parent's and its name.
    fn role_of_child(&mut self, window: &Window<'_>, output: &mut Output, node: &Node, is_list: bool) -> Role {
        let Some(parent) = self.open.last().copied() else {
            if self.reads_profile {
                return Role::Record;
            }
            return if is_list { Role::Records } else { Role::Undecided };
        };
        match parent.role {
            Role::Records if is_list => Role::Inner,
            Role::Records => Role::Record,
            Role::Record | Role::Inner => Role::Inner,
            Role::Envelope if self.is_in_string(window, node) => {
                if is_list {
                    Role::Records
                } else {
                    Role::Undecided
                }
            }
            Role::Undecided | Role::Envelope => {
                let name = self.name_of(window, node).into_owned();
                let is_root = self.is_packet(&name);
                if !is_root && !holds_records(&name) && !schema_root::is_item(&name) {
                    return Role::Inner;
                }
                if is_root {
                    self.roots.push(name);
                }
                self.put_aside(window, output, self.open.len() - 1);
                self.add_member(window, output, node, true);
                if is_list { Role::Records } else { Role::Undecided }
            }
        }
    }

    /// The root of the text that a string holds: it has no name of its own.
    fn is_in_string(&self, window: &Window<'_>, node: &Node) -> bool {
        self.syntax == Syntax::Json && window.is_unwrapped() && window.bytes(node.name).is_empty()
    }

    fn end(&mut self, window: &Window<'_>, output: &mut Output, at: Span) {
        let Some(open) = self.open.pop() else { return };
        self.arena.close(open.node, at.start, at.end);
        self.end_role(window, output, open);
        self.path.truncate(open.path);
    }

    fn end_role(&mut self, window: &Window<'_>, output: &mut Output, open: Open) {
        match open.role {
            Role::Inner => {
                if self.open.last().is_some_and(|parent| parent.role == Role::Envelope) {
                    let node = *self.arena.node(open.node);
                    self.add_member(window, output, &node, true);
                    self.arena.truncate(open.node);
                } else if self.open.last().is_none_or(|parent| parent.role == Role::Records) {
                    if self.schema.is_none() {
                        self.not_a_record(window, output, open.node);
                    }
                    self.arena.truncate(open.node);
                }
            }
            Role::Record => {
                if self.misnamed_item.is_some() {
                    self.rename_item(window, output, &open);
                }
                self.record_complete(window, output, open.node);
                self.arena.truncate(open.node);
            }
            Role::Records => self.arena.truncate(open.node),
            Role::Envelope => {
                self.envelope_complete(output);
                self.arena.truncate(open.node);
            }
            Role::Undecided if self.open.is_empty() => {
                if self.syntax == Syntax::Json && !self.unwrapped && self.line.is_none() {
                    self.waiting = Some(open.node);
                } else {
                    self.root_complete(window, output, open.node);
                }
            }
            Role::Undecided if self.syntax == Syntax::Json => {
                // The object in the place of the list of records is the one record; in a string it may be anything.
                let names = self.arena.children(open.node).map(|child| self.name_of(window, self.arena.node(child)));
                let in_string = self.is_in_string(window, self.arena.node(open.node));
                if !in_string || { names }.any(|name| self.is_record_field(&name)) {
                    self.record_complete(window, output, open.node);
                }
                self.arena.truncate(open.node);
            }
            Role::Undecided => self.undecided_element_complete(window, output, open),
        }
    }

    /// A root object that has no member for records: a record itself, or an envelope that lacks them.
    fn root_complete(&mut self, window: &Window<'_>, output: &mut Output, node: u32) {
        let children: Vec<String> =
            self.arena.children(node).map(|child| self.name_of(window, self.arena.node(child)).into_owned()).collect();
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
            let path = self.path.len();
            self.open.push(Open { node, role: Role::Undecided, path, children: 0, holds_records: false });
            self.put_aside(window, output, 0);
            self.open.pop();
            if !children.iter().any(|name| name == REPLY_CODE) {
                self.recognise(&[], output);
            }
            self.envelope_complete(output);
        }
        self.arena.truncate(node);
    }

    /// The service that a root names which may be an envelope without records.
    fn read_service(&mut self, window: &Window<'_>, root: u32) {
        let mut children = self.arena.children(root).map(|child| self.arena.node(child));
        let service = children.find(|node| window.bytes(node.name) == b"service");
        if let Some(node) = service.filter(|node| matches!(node.kind, Kind::Scalar(_) | Kind::Element)) {
            self.service = Some(node.text_in(window, self.syntax).trim().to_owned());
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
        if self.unwrapped && !window.is_unwrapped() {
            return None;
        }
        self.open.iter().any(|open| open.role == Role::Record).then_some(self.records)
    }

    /// Path of the innermost open container, and of the member that waits for its value.
    fn current_path(&self, window: &Window<'_>) -> String {
        if self.unwrapped && !window.is_unwrapped() {
            // About the string itself, not about what it holds.
            return self.path.get(..self.string_path).unwrap_or_default().to_owned();
        }
        let mut path = self.path.clone();
        let mut in_list = false;
        for (above, open) in self.open.iter().zip(self.open.iter().skip(1)) {
            let node = self.arena.node(open.node);
            in_list = self.arena.node(above.node).kind == Kind::List;
            if open.role != Role::Inner
                || self.arena.node(above.node).kind == Kind::Element && self.syntax == Syntax::Json
            {
                continue;
            }
            if in_list {
                _ = write!(path, "/{}", above.children.saturating_sub(1));
            } else {
                _ = write!(path, "/{}", names::pointer(&self.name_of(window, node)));
            }
        }
        if let Some(name) = self.name.filter(|_| !in_list || self.open.last().is_some()) {
            let text = decode(window, name.span, name.flags, self.syntax);
            _ = write!(path, "/{}", names::pointer(&text));
        }
        path
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
        let name = self.name.take();
        let node = Node {
            kind: Kind::Scalar(kind),
            flags,
            name_flags: name.map_or(Flags::NONE, |name| name.flags),
            nil: false,
            name: name.map_or(Span::at(token.start), |name| name.span),
            open: token,
            text,
            close: token.end,
            end: 0,
        };
        self.keep_scalar(window, output, node);
    }

    /// A scalar is kept as part of what is open, where that is a record or may become one.
    #[inline(always)]
    fn keep_scalar(&mut self, window: &Window<'_>, output: &mut Output, node: Node) {
        match self.open.last_mut() {
            Some(parent) if matches!(parent.role, Role::Undecided | Role::Record | Role::Inner) => {
                parent.children += 1;
                self.arena.push(node);
            }
            _ => self.scalar_elsewhere(window, output, node),
        }
    }

    /// A scalar that is no value of a record: the whole text, a member of an envelope, an item of the list of records.
    #[inline(never)]
    fn scalar_elsewhere(&mut self, window: &Window<'_>, output: &mut Output, node: Node) {
        let Some(parent) = self.open.last_mut() else {
            let was_unreadable = self.unreadable;
            self.saw_root(window, output, node.open);
            self.unreadable = was_unreadable && node.flags.has(Flags::DAMAGED);
            return;
        };
        parent.children += 1;
        if parent.role == Role::Envelope {
            self.add_member(window, output, &node, false);
        } else {
            let index = self.arena.push(node);
            self.not_a_record(window, output, index);
            self.arena.truncate(index);
        }
    }

    fn begin_unwrapped(&mut self, window: &Window<'_>, output: &mut Output, at: Span) {
        self.unwrapped = true;
        self.string_path = self.path.len();
        let is_message = self.name.is_some_and(|name| window.bytes(name.span) == b"message");
        if self.name.is_none() {
            let remark = Remark::new(pasted_debris::message::PACKET_IN_STRING).severity(Severity::Warning);
            let mut draft = Draft::from_remark(remark);
            draft.span = window.outermost(at);
            draft.path = self.current_path(window);
            output.push(draft);
        }
        let Some(name) = self.name.take() else { return };
        if let Some(index) = self.open.len().checked_sub(1) {
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
            let text = self.name_of(window, &node).into_owned();
            // A reply's message may be such a string; where a list of records belongs it is a single value.
            let text_inside = if is_message { node.text } else { at };
            self.add_member(
                window,
                output,
                &Node { kind: Kind::Scalar(ScalarKind::String), text: text_inside, ..node },
                true,
            );
            // The path's segment of the member; the string's content is read as a root of its own.
            let path = self.path.len();
            _ = write!(self.path, "/{}", names::pointer(&text));
            self.string_path = self.path.len();
            self.push(node, Role::Envelope, path, false);
            self.envelopes.push(Members { path: self.path.clone(), ..Members::default() });
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
                self.finder.name = Some(PendingName { span: text, flags, start: token.start });
                let level = self.finder.open.last().map(|open| open.role);
                self.finder.may_unwrap = matches!(level, Some(Role::Undecided | Role::Envelope)) && {
                    let name = window.bytes(text);
                    matches!(name, b"message" | b"data" | b"result")
                };
            }
            Event::Scalar { kind, token, text, flags } => {
                self.finder.scalar(window, self.output, kind, token, text, flags)
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
        let fault = fault.into_parts();
        let remark = Remark::new(fault.message);
        let mut draft = Draft::from_remark(remark);
        let arguments = fault.arguments.into_iter().map(|(name, said)| match said {
            Said::Known(text) => (name, Argument::Known(text)),
            Said::Name(text) => (name, Quote::name(&*text, self.finder.dictionary.knows(&text)).into()),
            Said::Quoted(text) => (name, Argument::Value(text)),
        });
        draft.arguments = arguments.collect();
        draft.span = window.outermost(fault.span);
        draft.path = self.finder.current_path(window);
        draft.record = self.finder.current_record(window);
        let found = window.bytes(fault.span);
        if !found.is_empty() {
            draft.found = Some(Quote::raw(names::cut(&String::from_utf8_lossy(found))));
        }
        // What stands around a packet, such as the headers of a request, is nobody's business.
        let is_around = fault.message.rule() == RuleId::PASTED_DEBRIS
            || [syntax::message::TEXT_BEFORE_ROOT, syntax::message::TEXT_AFTER_ROOT].contains(&fault.message);
        if let Some(related) = fault.related {
            draft.related.push((window.outermost(related), syntax::message::RELATED, <_>::default()));
        }
        draft.fix = fault.fix.map(|fix| {
            let edits = fix.edits.into_iter().map(|(span, text)| {
                let text = if window.is_unwrapped() { source::json::escape(&text) } else { text };
                (window.outermost(span), text)
            });
            DraftFix::of_syntax(fix.title, edits.collect(), fix.safe)
        });
        if is_around {
            draft.hide();
        }
        self.output.push(draft);
    }

    fn namespace(&mut self, number: u16, name: &str) {
        if name == INSTANCE_NAMESPACE {
            self.finder.instance_namespace = number;
        }
        self.finder.note_namespace(number, name);
    }

    fn unwraps(&self) -> bool {
        !self.finder.unwrapped
            && if self.finder.open.is_empty() {
                self.finder.root.is_none()
            } else {
                self.finder.may_unwrap && self.finder.name.is_some()
            }
    }

    fn joins(&self, window: &Window<'_>, head: &[u8]) -> bool {
        let is_code = |child: u32| self.finder.name_of(window, self.finder.arena.node(child)) == REPLY_CODE;
        let first = self.finder.replied
            || self.finder.waiting.is_some_and(|node| self.finder.arena.children(node).any(is_code));
        let name: &[u8] = if self.finder.syntax == Syntax::Json { b"\"error_code\"" } else { b"<error_code" };
        first || memmem::find(head, name).is_some()
    }

    fn keep_from(&self) -> u32 {
        self.finder.keep_from()
    }
}

impl Finder {
    /// Text of the layer that is read before this offset is not needed any more.
    fn keep_from(&self) -> u32 {
        let waiting = self.waiting.map(|node| self.arena.node(node).open.start);
        let open = self.open.iter().find(|open| matches!(open.role, Role::Undecided | Role::Record | Role::Inner));
        let open = open.map(|open| self.arena.node(open.node)).map(|node| node.open.start.min(node.name.start));
        let name = self.name.map(|name| name.start);
        [waiting, open, name].into_iter().flatten().min().unwrap_or(u32::MAX)
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
            Event::BeginObject(open) => self.begin(window, output, container(Kind::Object, open), false),
            Event::BeginList(open) => self.begin(window, output, container(Kind::List, open), true),
            Event::EndObject(at) | Event::EndList(at) => self.end(window, output, at),
            Event::Attribute { token, local, namespace, value, flags } => {
                if self.schema.is_some() {
                    self.schema_attribute(window, output, (token, local, value), namespace, flags);
                } else {
                    self.attribute(window, output, token, local, namespace, value);
                }
            }
            Event::Aside(_) => {
                let node = self.open.last().map(|open| open.node);
                if let Some(node) = node.and_then(|node| self.arena.node_mut(node)) {
                    node.flags = node.flags.with(Flags::ESCAPED);
                }
            }
            Event::BeginUnwrapped(at) => self.begin_unwrapped(window, output, at),
            Event::EndUnwrapped(_) => {
                self.unwrapped = false;
                self.name = None;
                if let Some(open) = self.open.pop() {
                    self.envelopes.pop();
                    self.arena.truncate(open.node);
                    self.path.truncate(open.path);
                }
            }
            Event::NextDocument(_) => self.next_document(window, output),
            Event::NextValue(_) => self.next_value(window, output),
        }
    }

    fn next_document(&mut self, window: &Window<'_>, output: &mut Output) {
        if self.line.is_none() {
            output.prefix_paths("/0");
            self.line = Some(0);
            "/0".clone_into(&mut self.path);
            if let Some(node) = self.waiting.take() {
                self.root_complete(window, output, node);
            }
            self.path.clear();
        }
        self.line = self.line.map(|line| line + 1);
        self.recognise_again();
    }

    /// A reply and its packet, in either order.
    fn next_value(&mut self, window: &Window<'_>, output: &mut Output) {
        if let Some(node) = self.waiting.take() {
            self.root_complete(window, output, node);
        }
        self.path.clear();
        self.recognise_again();
    }

    /// What came so far was a reply that tells no packet: what comes now may.
    fn recognise_again(&mut self) {
        self.recognised &= self.plan.is_some() || !self.replied;
    }
}

fn container(kind: Kind, open: Span) -> Node {
    Node {
        kind,
        flags: Flags::NONE,
        name_flags: Flags::NONE,
        nil: false,
        name: Span::at(open.start),
        open,
        text: Span::at(open.end),
        close: open.end,
        end: 0,
    }
}

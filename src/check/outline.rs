//! Finds the records in the stream of events: what is envelope, what is a list of records, what is a record. Each record
//! is checked as soon as it is complete, and forgotten.
//!
//! A container whose part is not yet known is kept until its content tells: it has the member that holds the records, or
//! it has the fields of a record itself.

mod schema_root;

use std::{borrow::Cow, fmt::Write as _, sync::Arc};

use super::{
    arena::{Arena, Kind, Node},
    marks,
    memory::Memory,
    names,
    output::{Draft, DraftFix, Output},
    own_profile::{self, OwnProfile},
    plan::{self, Plan},
    recognise::{self, Choice, Clues},
    record::{Matcher, Record, Scratch, Site, Syntax, decode},
};
use crate::{
    plain,
    report::Severity,
    rules::{
        portal_reply,
        remark::{Argument, Remark},
    },
    source::{self, Event, Fault, Flags, OffsetMap, ScalarKind, Sink, Span, Window},
    standard::{self, Dictionary, FieldType, RowGrade, overlay::OWN},
};
use schema_root::SchemaRoot;

/// The namespace of `xsi:nil`.
const INSTANCE_NAMESPACE: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// The packet that a reply is whose records are not recognised.
pub(crate) const REPLY: &str = "Reply";
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

/// The members of an envelope, copied: the text around them may be gone before the envelope ends.
#[derive(Debug, Default)]
struct Members {
    text: Vec<u8>,
    map: OffsetMap,
    /// Where the piece copied last ends, inside and outside.
    end: Option<(u32, u32)>,
    arena: Arena,
    from_unwrapped: bool,
    path: String,
    has_records: bool,
    is_reply: bool,
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
pub(crate) struct Outline {
    pub(crate) output: Output,
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
    first_fields: Vec<String>,
    records: u32,
    memory: Memory,
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

impl Outline {
    pub(crate) fn new(output: Output, packet: Option<String>, profile: Option<String>) -> Self {
        Self {
            output,
            dictionary: standard::dictionary(),
            chosen_packet: packet,
            chosen_profile: profile,
            syntax: Syntax::Json,
            arena: Arena::default(),
            open: Vec::new(),
            path: String::new(),
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
            memory: Memory::default(),
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

    pub(crate) const fn profile_was_chosen(&self) -> bool {
        self.chosen_profile.is_some()
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
    pub(crate) fn finish(&mut self, window: &Window<'_>) {
        if let Some(node) = self.waiting.take() {
            self.root_complete(window, node);
        }
        if self.reads_profile {
            let was_read = self.own_profile.is_some() || self.output.counts().error > 0;
            let remark = Remark::new(own_profile::RULE, "object");
            if let Some(mut draft) = Draft::from_remark(remark).filter(|_| !was_read) {
                draft.span = self.root.unwrap_or_default();
                self.output.push(draft);
            }
        } else if self.plan.is_none() && self.replied {
            self.choose_reply();
        } else if self.plan.is_none() && !self.unreadable {
            self.unknown_packet();
        }
    }

    // ---- containers ---------------------------------------------------------------------------------------------

    fn saw_root(&mut self, window: &Window<'_>, open: Span) {
        self.unreadable = false;
        if self.root.is_none() {
            let root = window.outermost(open);
            self.root = Some(root);
            self.output.pin(root);
        }
    }

    fn begin(&mut self, window: &Window<'_>, mut node: Node, is_list: bool) {
        if let Some(name) = self.name.take() {
            node.name = name.span;
            node.name_flags = name.flags;
        }
        self.saw_root(window, node.open);
        let role = self.role_of_child(window, &node, is_list);
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
        decode(window.bytes(node.name), node.name_flags, self.syntax)
    }

    /// The part of a JSON container, from its parent's and its name.
    fn role_of_child(&mut self, window: &Window<'_>, node: &Node, is_list: bool) -> Role {
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
                self.put_aside(window, self.open.len() - 1);
                self.add_member(window, node, true);
                if is_list { Role::Records } else { Role::Undecided }
            }
        }
    }

    /// The root of the text that a string holds: it has no name of its own.
    fn is_in_string(&self, window: &Window<'_>, node: &Node) -> bool {
        self.syntax == Syntax::Json && window.is_unwrapped() && window.bytes(node.name).is_empty()
    }

    fn end(&mut self, window: &Window<'_>, at: Span) {
        let Some(open) = self.open.pop() else { return };
        self.arena.close(open.node, at.start, at.end);
        self.end_role(window, open);
        self.path.truncate(open.path);
    }

    fn end_role(&mut self, window: &Window<'_>, open: Open) {
        match open.role {
            Role::Inner => {
                if self.open.last().is_some_and(|parent| parent.role == Role::Envelope) {
                    let node = *self.arena.node(open.node);
                    self.add_member(window, &node, true);
                    self.arena.truncate(open.node);
                } else if self.open.last().is_none_or(|parent| parent.role == Role::Records) {
                    if self.schema.is_none() {
                        self.not_a_record(window, open.node);
                    }
                    self.arena.truncate(open.node);
                }
            }
            Role::Record => {
                if self.misnamed_item.is_some() {
                    self.rename_item(window, &open);
                }
                self.record_complete(window, open.node);
                self.arena.truncate(open.node);
            }
            Role::Records => self.arena.truncate(open.node),
            Role::Envelope => {
                self.envelope_complete();
                self.arena.truncate(open.node);
            }
            Role::Undecided if self.open.is_empty() => {
                if self.syntax == Syntax::Json && !self.unwrapped && self.line.is_none() {
                    self.waiting = Some(open.node);
                } else {
                    self.root_complete(window, open.node);
                }
            }
            Role::Undecided if self.syntax == Syntax::Json => {
                // The object in the place of the list of records is the one record; in a string it may be anything.
                let names = self.arena.children(open.node).map(|child| self.name_of(window, self.arena.node(child)));
                let in_string = self.is_in_string(window, self.arena.node(open.node));
                if !in_string || { names }.any(|name| self.is_record_field(&name)) {
                    self.record_complete(window, open.node);
                }
                self.arena.truncate(open.node);
            }
            Role::Undecided => self.undecided_element_complete(window, open),
        }
    }

    /// A root object that has no member for records: a record itself, or an envelope that lacks them.
    fn root_complete(&mut self, window: &Window<'_>, node: u32) {
        let children: Vec<String> =
            self.arena.children(node).map(|child| self.name_of(window, self.arena.node(child)).into_owned()).collect();
        self.read_service(window, node);
        let asks = self.named().is_some_and(|packet| packet.asks);
        let is_record = !asks && children.iter().any(|name| self.is_record_field(name));
        if is_record {
            self.service = None;
            self.record_complete(window, node);
        } else {
            let path = self.path.len();
            self.open.push(Open { node, role: Role::Undecided, path, children: 0, holds_records: false });
            self.put_aside(window, 0);
            self.open.pop();
            if !children.iter().any(|name| name == REPLY_CODE) {
                self.recognise(&[]);
            }
            self.envelope_complete();
        }
        self.arena.truncate(node);
    }

    /// The service that a root names which may be an envelope without records.
    fn read_service(&mut self, window: &Window<'_>, root: u32) {
        let mut children = self.arena.children(root).map(|child| self.arena.node(child));
        let service = children.find(|node| window.bytes(node.name) == b"service");
        if let Some(node) = service.filter(|node| matches!(node.kind, Kind::Scalar(_) | Kind::Element)) {
            self.service = Some(decode(window.bytes(node.text), node.flags, self.syntax).trim().to_owned());
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
        let rows = packets.filter_map(standard::Packet::records).flat_map(|table| table.fields);
        rows.filter(|row| row.field_type != FieldType::Service).map(|row| row.name)
    }

    fn is_record_field(&self, name: &str) -> bool {
        self.record_fields().any(|known| known == name)
    }

    fn is_like_record_field(&self, name: &str) -> bool {
        names::is_like(name.as_bytes(), self.record_fields())
    }

    // ---- envelopes ----------------------------------------------------------------------------------------------

    /// The container is an envelope: its members so far are put aside, the text may go.
    fn put_aside(&mut self, window: &Window<'_>, index: usize) {
        let Some(open) = self.open.get_mut(index) else {
            return;
        };
        if open.role != Role::Undecided {
            return;
        }
        open.role = Role::Envelope;
        let node = open.node;
        let mut members =
            Members { from_unwrapped: window.is_unwrapped(), path: self.path_before(index + 1), ..Members::default() };
        members.add(window, self.arena.node(node), true);
        self.pin(window, node);
        self.envelopes.push(members);
        let next = self.open.get(index + 1).map_or(self.arena.len(), |open| open.node);
        let children: Vec<Node> = {
            let mut list = Vec::new();
            let mut child = node + 1;
            while child < next {
                list.push(*self.arena.node(child));
                child = self.arena.node(child).end.max(child + 1);
            }
            list
        };
        for child in &children {
            self.add_member(window, child, !matches!(child.kind, Kind::Scalar(_) | Kind::Element));
        }
        let removed = next.saturating_sub(node + 1);
        self.arena.remove(node + 1, next);
        for open in self.open.iter_mut().skip(index + 1) {
            open.node -= removed;
        }
    }

    /// The path of the container at that place of the stack.
    fn path_before(&self, index: usize) -> String {
        let length = self.open.get(index).map_or(self.path.len(), |open| open.path);
        self.path.get(..length).unwrap_or_default().to_owned()
    }

    fn add_member(&mut self, window: &Window<'_>, node: &Node, is_container: bool) {
        let name = self.name_of(window, node).into_owned();
        if !is_container && (!self.recognised || self.line.is_none_or(|line| line == 0)) {
            let text = || decode(window.bytes(node.text), node.flags, self.syntax).trim().to_owned();
            match name.as_str() {
                "service" => self.service = Some(text()),
                "madonvi" => self.memory.unit = Some(text()),
                _ => {}
            }
        }
        let Some(members) = self.envelopes.last_mut() else {
            return;
        };
        members.is_reply |= matches!(name.as_str(), "error_code" | "result");
        if holds_records(&name) || schema_root::is_item(&name) {
            if members.has_records && self.syntax == Syntax::Xml {
                return;
            }
            members.has_records = true;
        }
        members.add(window, node, is_container);
        for span in [node.name, node.open, node.text, Span::at(node.close)] {
            self.output.pin(window.outermost(span));
        }
    }

    fn pin(&mut self, window: &Window<'_>, node: u32) {
        let open = window.outermost(self.arena.node(node).open);
        self.output.pin(open);
    }

    fn envelope_complete(&mut self) {
        let Some(members) = self.envelopes.pop() else {
            return;
        };
        self.look_at_reply(&members);
        if !self.envelopes.is_empty() && members.path.ends_with("/result") {
            // What else a reply says about its records is known nowhere.
            return;
        }
        if !self.recognised && self.named().is_some() {
            // It holds no record, and says all the same what its records would be.
            self.recognise(&[]);
        }
        let Some(plan) = self.plan.clone() else {
            return;
        };
        if plan.root.is_some() && self.syntax == Syntax::Xml {
            // What stands around the root of a packet with a schema is free.
            return;
        }
        let children = || members.arena.children(0).map(|child| members.arena.node(child));
        let name = |node: &Node| members.text.get(node.name.start as usize..node.name.end as usize).unwrap_or_default();
        if !children().any(|_| true) && self.syntax == Syntax::Xml && !self.envelopes.is_empty() {
            return;
        }
        let is_reply = children().any(|node| matches!(name(node), b"error_code" | b"result"));
        let table = if is_reply { &plan.reply } else { &plan.request };
        let only_root = children().all(|node| {
            self.is_packet(&String::from_utf8_lossy(name(node))) || self.syntax == Syntax::Xml && name(node) == b"data"
        });
        if only_root && members.has_records_or_root() {
            return;
        }
        if plan.root.is_some() {
            return self.check_root(&members, Syntax::Json);
        }
        let member_window = &Window::copied(&members.text, &members.map, members.from_unwrapped);
        let site = Site {
            arena: &members.arena,
            window: member_window,
            syntax: self.syntax,
            path: &members.path,
            record: None,
            key: None,
        };
        let by_root = self.choice.as_ref().is_some_and(|choice| choice.by == "root");
        let mut matcher = Matcher {
            site,
            types: std::slice::from_ref(table),
            citation: plan.envelope_citation(),
            scratch: &mut self.scratch,
            output: &mut self.output,
            waived: if by_root { Some("service") } else { None },
        };
        matcher.run(0, 0);
        self.check_service(&members, &plan);
    }

    /// A reply says by its code how it went: explained when it did not go well, or when nothing else can be said.
    fn look_at_reply(&mut self, members: &Members) {
        let window = &Window::copied(&members.text, &members.map, members.from_unwrapped);
        let text_of = |name: &str| {
            let is_it = |child: &u32| window.bytes(members.arena.node(*child).name) == name.as_bytes();
            let node = members.arena.node(members.arena.children(0).find(is_it)?);
            let is_text = matches!(node.kind, Kind::Element | Kind::Scalar(_)) && !node.flags.has(Flags::DAMAGED);
            let text = || decode(window.bytes(node.text), node.flags, self.syntax).trim().to_owned();
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
        if let Some(mut draft) = Draft::from_remark(portal_reply::explain(&code, has_text)) {
            let (found, span) = message.unwrap_or((code, span));
            draft.span = span;
            draft.path = format!("{}/{name}", members.path);
            draft.field = Some(name.to_owned());
            draft.found = Some(names::cut(&found));
            self.output.push(draft);
        }
    }

    /// There is a reply, and nothing else that could be recognised.
    fn choose_reply(&mut self) {
        self.choice = recognise::by_id(REPLY);
        self.plan = self.choice.as_ref().and_then(|choice| plan::plan(choice.packet, choice.profile));
        if self.records > 0 {
            self.note(Remark::new("not-checkable", "records"));
        }
    }

    /// `service` must say what the records are.
    fn check_service(&mut self, members: &Members, plan: &Plan) {
        let window = &Window::copied(&members.text, &members.map, members.from_unwrapped);
        let child = members.arena.children(0).find(|child| window.bytes(members.arena.node(*child).name) == b"service");
        let Some(child) = child else { return };
        let node = members.arena.node(child);
        let is_text = matches!(node.kind, Kind::Element | Kind::Scalar(ScalarKind::String));
        let service = decode(window.bytes(node.text), node.flags, self.syntax);
        let service = service.trim();
        if !is_text || service.is_empty() || recognise::means(service, plan.packet.id) || node.flags.has(Flags::DAMAGED)
        {
            return;
        }
        let message = if self.is_packet(service) { "service-contradicts" } else { "service-unknown" };
        let meant = recognise::similar_service(self.dictionary, service).unwrap_or(plan.packet.id);
        let mut remark = Remark::new("bad-code", message)
            .severity(Severity::Error)
            .with("packet", plan.packet.id)
            .with("field", "service");
        if meant == plan.packet.id {
            remark = remark.fix("service", meant, false).with("text", meant);
        }
        let Some(mut draft) = Draft::from_remark(remark) else {
            return;
        };
        draft.span = window.outermost(node.marked());
        draft.path = format!("{}/service", members.path);
        draft.field = Some("service".to_owned());
        draft.found = Some(names::cut(service));
        draft.citation = Some(&standard::dictionary().envelope.citation);
        if let Some(fix) = &mut draft.fix {
            fix.edits = vec![(window.outermost(node.text), meant.to_owned())];
        }
        self.output.push(draft);
    }

    // ---- records --------------------------------------------------------------------------------------------------

    fn record_complete(&mut self, window: &Window<'_>, node: u32) {
        if self.reads_profile {
            self.own_profile = own_profile::read(&self.arena, window, node, &mut self.output);
            return;
        }
        let number = self.records;
        self.records += 1;
        if !self.recognised {
            let fields: Vec<String> = self
                .arena
                .children(node)
                .map(|child| self.name_of(window, self.arena.node(child)).into_owned())
                .collect();
            let marks = |schema: &'static standard::PacketSchema| marks::seen(&self.arena, window, node, schema.marks);
            let packets = standard::dictionary().packets.iter();
            self.marks = packets.filter_map(|packet| packet.schema).flat_map(marks).collect();
            self.read_own_service(window, node);
            self.recognise(&fields);
        }
        let Some(plan) = &self.plan else { return };
        let (record, key) = (Some(number), plan.key);
        let site = Site { arena: &self.arena, window, syntax: self.syntax, path: &self.path, record, key };
        let mut matcher = Matcher {
            site,
            types: &plan.types,
            citation: plan.citation(),
            scratch: &mut self.scratch,
            output: &mut self.output,
            waived: None,
        };
        matcher.run(node, plan.record);
        if plan.has_no_public_text() && self.output.is_new_gap(plan.packet.id) {
            let remark = Remark::new("not-checkable", "table").severity(Severity::Info).with("packet", plan.packet.id);
            if let Some(mut draft) = Draft::from_remark(remark) {
                draft.span = window.outermost(self.arena.node(node).open);
                draft.path.clone_from(&self.path);
                draft.record = Some(number);
                draft.citation = Some(plan.citation());
                self.output.push(draft);
            }
        }
        let record = Record::new(site, plan, &self.scratch);
        for rule in &plan.rules {
            rule.check(&record, &mut self.memory, &mut self.output);
        }
    }

    /// A record without an envelope may name its packet itself.
    fn read_own_service(&mut self, window: &Window<'_>, record: u32) {
        if self.service.is_some() {
            return;
        }
        let is_service = |child: &u32| window.bytes(self.arena.node(*child).name) == b"service";
        let node = self.arena.children(record).find(is_service).map(|child| self.arena.node(child));
        let text = |node: &Node| decode(window.bytes(node.text), node.flags, self.syntax).trim().to_owned();
        self.service = node.map(text);
    }

    fn recognise(&mut self, fields: &[String]) {
        self.recognised = true;
        let clues = Clues {
            dictionary: self.dictionary,
            packet: self.chosen_packet.as_deref(),
            profile: self.chosen_profile.as_deref(),
            service: self.service.as_deref(),
            roots: &self.roots,
            fields,
            marks: self.marks.len(),
            is_reply: self.envelopes.iter().any(|members| members.is_reply),
        };
        self.choice = recognise::choose(&clues);
        self.plan =
            self.choice.as_ref().and_then(|choice| plan::plan_of(self.dictionary, choice.packet, choice.profile));
        self.first_fields = fields.to_vec();
        let Some(choice) = self.choice.clone() else { return };
        if self.plan.as_ref().is_some_and(|plan| plan.profile.lowered) {
            self.output.lower();
            let named = choice.name.unwrap_or(choice.packet);
            let remark = Remark::new("profile-note", "lowered").with("name", named).with("packet", choice.packet);
            self.note(remark);
        } else if self.chosen_profile.is_some() && self.own_profile.is_none() {
            self.note_profile(&choice, fields);
        }
        let marks = std::mem::take(&mut self.marks);
        self.schema_recognised(&marks);
    }

    /// The caller's profile has other fields than the packet: said once.
    fn note_profile(&mut self, choice: &Choice, fields: &[String]) {
        let marks = self.marks.len();
        let clues = Clues { packet: Some(choice.packet), fields, marks, ..Clues::default() };
        let Some(usual) = recognise::choose(&clues).filter(|usual| usual.profile != choice.profile) else {
            return;
        };
        self.note(Remark::new("profile-note", "chosen").with("profile", choice.profile).with("usual", usual.profile));
    }

    /// Something about the source as a whole: it stands where its root begins.
    fn note(&mut self, remark: Remark) {
        if let Some(mut draft) = Draft::from_remark(remark) {
            draft.span = self.root.unwrap_or_default();
            // The page's own citations are about the packets of QCVN 120.
            let of_schema = self.plan.as_ref().filter(|plan| plan.root.is_some());
            draft.citation = of_schema.map(|plan| plan.citation());
            self.output.push(draft);
        }
    }

    fn not_a_record(&mut self, window: &Window<'_>, node: u32) {
        let node = *self.arena.node(node);
        if node.flags.has(Flags::DAMAGED) {
            return;
        }
        self.records += 1;
        let index = self.open.last().map_or(0, |parent| parent.children.saturating_sub(1));
        let remark = Remark::new("wrong-type", "record-not-object").expected("object").severity(Severity::Error);
        if let Some(mut draft) = Draft::from_remark(remark) {
            draft.span = window.outermost(if matches!(node.kind, Kind::Scalar(_)) { node.marked() } else { node.open });
            draft.path = match self.syntax {
                Syntax::Json => format!("{}/{index}", self.path),
                Syntax::Xml => self.path.clone(),
            };
            draft.record = Some(self.records - 1);
            draft.citation = Some(&standard::dictionary().envelope.citation);
            self.output.push(draft);
        }
    }

    fn unknown_packet(&mut self) {
        let clues = Clues {
            dictionary: self.dictionary,
            service: self.service.as_deref(),
            roots: &self.roots,
            fields: &self.first_fields,
            ..Clues::default()
        };
        let candidates = recognise::candidates(&clues);
        let list: Vec<String> = candidates.iter().map(|(packet, shared)| format!("{packet} ({shared})")).collect();
        let message = if self.service.is_some() { "service" } else { "fields" };
        let remark = Remark::new("unknown-packet", message)
            .with("candidates", list.join(", "))
            .with("service", self.service.clone().unwrap_or_default());
        self.note(remark);
    }

    // ---- XML --------------------------------------------------------------------------------------------------------

    fn begin_element(&mut self, window: &Window<'_>, tag: Span, name: Span, local: Span, namespace: u16) {
        self.saw_root(window, tag);
        let node = Node {
            kind: Kind::Element,
            flags: Flags::NONE,
            name_flags: Flags::NONE,
            nil: false,
            name: local,
            open: tag,
            text: Span::at(tag.end),
            close: tag.end,
            end: 0,
        };
        if self.begin_in_schema(window, node, name, namespace) {
            return;
        }
        let raw = window.bytes(local);
        let Some(parent) = self.open.last().copied() else {
            self.path.clear();
            return self.begin_root(raw, node);
        };
        if matches!(parent.role, Role::Record | Role::Inner) {
            return self.push(node, Role::Inner, self.path.len(), false);
        }
        if self.is_in_item(parent.role) {
            // The usual case in a long list: no need to look at names.
            self.is_record(window, self.open.len() - 1);
            return self.push(node, Role::Inner, self.path.len(), false);
        }
        let name = String::from_utf8_lossy(raw).into_owned();
        if parent.role == Role::Records {
            let path = self.path.len();
            _ = write!(self.path, "/{name}[{}]", parent.children + 1);
            return self.push(node, Role::Undecided, path, false);
        }
        if self.is_packet(&name) {
            self.roots.push(name.clone());
        }
        let role = self.role_of_element(window, &name);
        let path = self.path.len();
        if role != Role::Inner {
            _ = write!(self.path, "/{name}");
        }
        self.push(node, role, path, holds_records(&name));
    }

    /// The open element, of that part, stands in a list that is known to be one of records.
    fn is_in_item(&self, role: Role) -> bool {
        let above = self.open.len().checked_sub(2).and_then(|index| self.open.get(index));
        role == Role::Undecided && above.is_some_and(|above| above.role == Role::Records)
    }

    fn begin_root(&mut self, raw: &[u8], node: Node) {
        let name = String::from_utf8_lossy(raw).into_owned();
        _ = write!(self.path, "/{name}");
        let holds = holds_records(&name);
        self.roots.push(name);
        self.push(node, Role::Undecided, 0, holds);
    }

    /// The part of an element whose parent's part is not that of a record; it may tell its parent's.
    fn role_of_element(&mut self, window: &Window<'_>, name: &str) -> Role {
        let index = self.open.len() - 1;
        let Some(parent) = self.open.get(index).copied() else {
            return Role::Undecided;
        };
        if holds_records(name) {
            self.put_aside(window, index);
            return Role::Undecided;
        }
        // Behind so many members of other names nearly the right one is no sign any more, and looking for it is dear.
        let is_field = |name: &str| match parent.children {
            0..MEMBERS_COMPARED => self.is_like_record_field(name),
            _ => self.is_record_field(name),
        };
        if parent.role == Role::Undecided
            && (!is_envelope_field(name) || index > 0 && self.is_record_field(name))
            && is_field(name)
        {
            self.is_record(window, index);
            return Role::Inner;
        }
        let grandparent = index.checked_sub(1).and_then(|above| self.open.get(above));
        let stands_for_record = grandparent.is_some_and(|above| above.holds_records && above.role == Role::Undecided);
        if parent.role == Role::Undecided && stands_for_record {
            self.is_record(window, index);
            return Role::Inner;
        }
        Role::Undecided
    }

    /// The open element is a record; what is around it are its list and its envelope.
    fn is_record(&mut self, window: &Window<'_>, index: usize) {
        for above in 0..index {
            let is_list = above + 1 == index && {
                let holds = self.open.get(above).is_some_and(|open| open.holds_records);
                holds || self.has_no_scalars(above)
            };
            let Some(open) = self.open.get(above).copied() else {
                continue;
            };
            if open.role != Role::Undecided {
                continue;
            }
            if is_list && (above > 0 || self.open.get(index).is_some_and(|record| !record.holds_records)) {
                if let Some(open) = self.open.get_mut(above) {
                    open.role = Role::Records;
                }
                self.add_records_member(window, above);
            } else {
                self.put_aside(window, above);
            }
        }
        let is_item = index > 0 && {
            let parent = self.open.get(index - 1);
            parent.is_some_and(|parent| parent.role != Role::Records || !self.path.ends_with(']'))
        };
        if is_item {
            let number = self.open.get(index - 1).map_or(1, |parent| parent.children);
            let holds = self.open.get(index).is_some_and(|open| open.holds_records);
            if holds {
                // `<data>` that is itself the record: its number among the records so far.
                _ = write!(self.path, "[{}]", self.records + 1);
            } else {
                _ = write!(self.path, "[{number}]");
            }
        }
        if let Some(open) = self.open.get_mut(index) {
            open.role = Role::Record;
        }
        self.add_records_member(window, index);
    }

    /// The element holds records and stands in an envelope: a member of it. (Its tag will be gone when it ends.)
    fn add_records_member(&mut self, window: &Window<'_>, index: usize) {
        let is_member = index
            .checked_sub(1)
            .and_then(|above| self.open.get(above))
            .is_some_and(|above| above.role == Role::Envelope);
        let Some(open) = self.open.get(index).filter(|open| is_member && open.holds_records) else { return };
        let node = *self.arena.node(open.node);
        self.add_member(window, &node, true);
    }

    fn has_no_scalars(&self, index: usize) -> bool {
        let Some(open) = self.open.get(index) else {
            return false;
        };
        let next = self.open.get(index + 1).map_or(self.arena.len(), |open| open.node);
        open.node + 1 == next
    }

    fn undecided_element_complete(&mut self, window: &Window<'_>, open: Open) {
        let Some(parent) = self.open.last().copied() else {
            return;
        };
        let node = *self.arena.node(open.node);
        let is_leaf = self.arena.is_leaf(open.node);
        match parent.role {
            Role::Envelope => {
                self.add_member(window, &node, !is_leaf);
                self.arena.truncate(open.node);
            }
            Role::Records => {
                // An empty element where a record should be.
                self.record_complete(window, open.node);
                self.arena.truncate(open.node);
            }
            _ => {}
        }
    }

    fn end_element(&mut self, window: &Window<'_>, at: Span) {
        let Some(open) = self.open.pop() else { return };
        if self.schema.is_some() {
            self.end_in_schema(window, at);
        }
        let tag = self.arena.node(open.node).open;
        let is_missing = at.start == at.end && !window.bytes(tag).ends_with(b"/>");
        let first_child = (!self.arena_is_last(open.node)).then(|| self.arena.node(open.node + 1).open.start);
        self.arena.close(open.node, at.start, at.end);
        if is_missing && open.role == Role::Inner {
            // Its end tag is missing: what looks like its children are its siblings.
            if let Some(node) = self.arena.node_mut(open.node) {
                node.flags = node.flags.with(Flags::DAMAGED);
                if let Some(start) = first_child {
                    node.end = open.node + 1;
                    node.text.end = start;
                    node.close = start;
                }
            }
            self.path.truncate(open.path);
            return;
        }
        self.end_role(window, open);
        self.path.truncate(open.path);
    }

    fn arena_is_last(&self, node: u32) -> bool {
        self.arena.len() == node + 1
    }

    fn text(&mut self, window: &Window<'_>, text: Span, flags: Flags) {
        let Some(open) = self.open.last().copied() else {
            return;
        };
        let has_children = !self.arena_is_last(open.node) || open.children > 0;
        if has_children {
            return self.stray_text(window, text);
        }
        if let Some(node) = self.arena.node_mut(open.node) {
            node.flags = node.flags.with(flags);
        }
    }

    fn stray_text(&mut self, window: &Window<'_>, text: Span) {
        let remark = Remark::new("wrong-type", "stray-text").severity(Severity::Error);
        if let Some(mut draft) = Draft::from_remark(remark) {
            draft.span = window.outermost(text);
            draft.path = self.current_path(window);
            draft.found = Some(names::cut(String::from_utf8_lossy(window.bytes(text)).trim()));
            draft.record = self.current_record(window);
            self.output.push(draft);
        }
    }

    fn attribute(&mut self, window: &Window<'_>, token: Span, local: Span, namespace: u16, value: Span) {
        let name = window.bytes(local);
        if namespace != 0 && namespace == self.instance_namespace {
            let is_nil = name == b"nil" && matches!(window.bytes(value), b"true" | b"1");
            let node = self.open.last().map(|open| open.node);
            if let Some(node) = node.and_then(|node| self.arena.node_mut(node)) {
                node.nil |= is_nil;
            }
            return;
        }
        if std::mem::replace(&mut self.attribute_seen, true) {
            return;
        }
        let name = String::from_utf8_lossy(name).into_owned();
        let path = format!("{}/@{name}", self.current_path(window));
        let remark = Remark::new("unknown-attribute", "attribute").with("name", name).severity(Severity::Info);
        let remark = remark.grade(RowGrade::Derived);
        if let Some(mut draft) = Draft::from_remark(remark) {
            draft.span = window.outermost(token);
            draft.path = path;
            draft.record = self.current_record(window);
            self.output.push(draft);
        }
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
            let text = decode(window.bytes(name.span), name.flags, self.syntax);
            _ = write!(path, "/{}", names::pointer(&text));
        }
        path
    }

    fn scalar(&mut self, window: &Window<'_>, kind: ScalarKind, token: Span, text: Span, flags: Flags) {
        let name = self.name.take();
        let is_root = self.open.is_empty();
        if is_root {
            let was_unreadable = self.unreadable;
            self.saw_root(window, token);
            self.unreadable = was_unreadable && flags.has(Flags::DAMAGED);
            return;
        }
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
        let role = self.open.last().map_or(Role::Inner, |parent| parent.role);
        if let Some(parent) = self.open.last_mut() {
            parent.children += 1;
        }
        match role {
            Role::Envelope => self.add_member(window, &node, false),
            Role::Records => {
                let index = self.arena.push(node);
                self.not_a_record(window, index);
                self.arena.truncate(index);
            }
            Role::Undecided | Role::Record | Role::Inner => {
                self.arena.push(node);
            }
        }
    }

    fn begin_unwrapped(&mut self, window: &Window<'_>, at: Span) {
        self.unwrapped = true;
        self.string_path = self.path.len();
        let is_message = self.name.is_some_and(|name| window.bytes(name.span) == b"message");
        if !is_message {
            let remark = Remark::new("pasted-debris", "packet-in-string").severity(Severity::Warning);
            if let Some(mut draft) = Draft::from_remark(remark) {
                draft.span = window.outermost(at);
                draft.path = self.current_path(window);
                self.output.push(draft);
            }
        }
        let Some(name) = self.name.take() else { return };
        if let Some(index) = self.open.len().checked_sub(1) {
            self.put_aside(window, index);
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
            self.add_member(window, &node, true);
            // The path's segment of the member; the string's content is read as a root of its own.
            let path = self.path.len();
            _ = write!(self.path, "/{}", names::pointer(&text));
            self.string_path = self.path.len();
            self.push(node, Role::Envelope, path, false);
            self.envelopes.push(Members { path: self.path.clone(), ..Members::default() });
        }
    }
}

impl Members {
    /// Copies a member. Of a container only the opening token is of interest.
    fn add(&mut self, window: &Window<'_>, node: &Node, is_container: bool) {
        let name = self.copy(window, node.name);
        self.end_piece();
        let whole = if is_container { node.open } else { node.whole() };
        let open = self.copy(window, whole);
        if !is_container && window.is_unwrapped() {
            // A quote of the text inside is two characters outside.
            let text = window.outermost(node.text);
            self.map.push(open.start + (node.text.start - whole.start), text.start);
            self.map.push(open.start + (node.text.end - whole.start), text.end);
        }
        self.end_piece();
        let inside = |offset: u32| (open.start + offset.saturating_sub(whole.start)).min(open.end);
        let kind = match node.kind {
            Kind::Element if is_container && self.arena.len() > 0 => Kind::Object,
            kind => kind,
        };
        let index = self.arena.push(Node {
            kind,
            name,
            open: Span::new(open.start, inside(node.open.end)),
            text: Span::new(inside(node.text.start), if is_container { open.end } else { inside(node.text.end) }),
            close: open.end,
            ..*node
        });
        if index > 0 {
            let end = self.arena.len();
            if let Some(root) = self.arena.node_mut(0) {
                root.end = end;
            }
        }
    }

    fn copy(&mut self, window: &Window<'_>, span: Span) -> Span {
        let start = self.text.len() as u32;
        let outer = window.outermost(span);
        self.map.push(start, outer.start);
        self.text.extend_from_slice(window.bytes(span));
        let end = self.text.len() as u32;
        self.end = Some((end, outer.end));
        // Keeps the end of this run apart from the beginning of the next.
        self.text.push(b' ');
        Span::new(start, end)
    }

    /// The piece copied last ends where it ends outside, however long its escapes are there.
    fn end_piece(&mut self) {
        if let Some((inner, outer)) = self.end.take() {
            self.map.push(inner, outer);
        }
    }

    fn has_records_or_root(&self) -> bool {
        self.has_records || self.arena.len() > 1
    }
}

fn holds_records(name: &str) -> bool {
    // No name so long is meant to be one of theirs.
    name.len() <= 10
        && (RECORD_MEMBERS.contains(&name) || names::nearest(name, RECORD_MEMBERS.into_iter(), |_| true).is_some())
}

fn is_envelope_field(name: &str) -> bool {
    let envelope = &standard::dictionary().envelope;
    envelope.request.fields.iter().chain(envelope.reply.fields).any(|row| row.name == name)
}

impl Sink for Outline {
    fn event(&mut self, window: &Window<'_>, event: Event) {
        match event {
            Event::Name { token, text, flags } => {
                self.name = Some(PendingName { span: text, flags, start: token.start });
                let level = self.open.last().map(|open| open.role);
                self.may_unwrap = matches!(level, Some(Role::Undecided | Role::Envelope)) && {
                    let name = window.bytes(text);
                    matches!(name, b"message" | b"data" | b"result")
                };
            }
            Event::Scalar { kind, token, text, flags } => self.scalar(window, kind, token, text, flags),
            Event::BeginObject(open) => self.begin(window, container(Kind::Object, open), false),
            Event::BeginList(open) => self.begin(window, container(Kind::List, open), true),
            Event::EndObject(at) | Event::EndList(at) => self.end(window, at),
            Event::BeginElement { tag, name, local, namespace } => {
                self.begin_element(window, tag, name, local, namespace);
            }
            Event::Attribute { token, local, namespace, value, flags } => {
                if self.schema.is_some() {
                    self.schema_attribute(window, (token, local, value), namespace, flags);
                } else {
                    self.attribute(window, token, local, namespace, value);
                }
            }
            Event::Text { text, flags } => self.text(window, text, flags),
            Event::Aside(_) => {
                let node = self.open.last().map(|open| open.node);
                if let Some(node) = node.and_then(|node| self.arena.node_mut(node)) {
                    node.flags = node.flags.with(Flags::ESCAPED);
                }
            }
            Event::EndElement(at) => self.end_element(window, at),
            Event::BeginUnwrapped(at) => self.begin_unwrapped(window, at),
            Event::EndUnwrapped(_) => {
                self.unwrapped = false;
                self.name = None;
                if let Some(open) = self.open.pop() {
                    self.envelopes.pop();
                    self.arena.truncate(open.node);
                    self.path.truncate(open.path);
                }
            }
            Event::NextDocument(_) => self.next_document(window),
            Event::NextValue(_) => self.next_value(window),
        }
    }

    fn fault(&mut self, window: &Window<'_>, fault: Fault) {
        let fault = fault.into_parts();
        let remark = Remark::new(fault.rule, fault.message);
        let Some(mut draft) = Draft::from_remark(remark) else {
            return;
        };
        draft.arguments = fault.arguments.into_iter().map(|(name, value)| (name, Argument::Text(value))).collect();
        draft.span = window.outermost(fault.span);
        draft.path = self.current_path(window);
        draft.record = self.current_record(window);
        let found = window.bytes(fault.span);
        if !found.is_empty() {
            draft.found = Some(names::cut(&String::from_utf8_lossy(found)));
        }
        if let Some(related) = fault.related {
            draft.related.push((window.outermost(related), "related", <_>::default()));
        }
        draft.fix = fault.fix.map(|fix| {
            let edits = fix.edits.into_iter().map(|(span, text)| {
                let text = if window.is_unwrapped() { source::json::escape(&text) } else { text };
                (window.outermost(span), text)
            });
            DraftFix { title: fix.title, edits: edits.collect(), places: Vec::new(), safe: fix.safe }
        });
        self.output.push(draft);
    }

    fn namespace(&mut self, number: u16, name: &str) {
        if name == INSTANCE_NAMESPACE {
            self.instance_namespace = number;
        }
        self.note_namespace(number, name);
    }

    fn unwraps(&self) -> bool {
        !self.unwrapped
            && if self.open.is_empty() { self.root.is_none() } else { self.may_unwrap && self.name.is_some() }
    }

    fn joins(&self, window: &Window<'_>, head: &[u8]) -> bool {
        let is_code = |child: u32| self.name_of(window, self.arena.node(child)) == REPLY_CODE;
        let first = self.replied || self.waiting.is_some_and(|node| self.arena.children(node).any(is_code));
        first || plain::find(head, b"\"error_code\"").is_some()
    }

    fn keep_from(&self) -> u32 {
        let waiting = self.waiting.map(|node| self.arena.node(node).open.start);
        let open = self.open.iter().find(|open| matches!(open.role, Role::Undecided | Role::Record | Role::Inner));
        let open = open.map(|open| self.arena.node(open.node)).map(|node| node.open.start.min(node.name.start));
        let name = self.name.map(|name| name.start);
        [waiting, open, name].into_iter().flatten().min().unwrap_or(u32::MAX)
    }
}

impl Outline {
    fn next_document(&mut self, window: &Window<'_>) {
        if self.line.is_none() {
            self.output.prefix_paths("/0");
            self.line = Some(0);
            "/0".clone_into(&mut self.path);
            if let Some(node) = self.waiting.take() {
                self.root_complete(window, node);
            }
            self.path.clear();
        }
        self.line = self.line.map(|line| line + 1);
        self.recognise_again();
    }

    /// A reply and its packet, in either order.
    fn next_value(&mut self, window: &Window<'_>) {
        if let Some(node) = self.waiting.take() {
            self.root_complete(window, node);
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

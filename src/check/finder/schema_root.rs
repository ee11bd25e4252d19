//! The root element of a packet that has an XML schema: what it is called, its namespace, its attributes, and that its
//! children are records. What stands around it (a SOAP envelope) is free.

use memchr::memmem;
use std::fmt::Write as _;

use super::{Finder, Open, Role, members::Members};
use crate::{
    check::matcher::{Matcher, strict},
    model::{
        Severity,
        catalogue::{
            RuleId, count_mismatch, misspelled_field, profile_note, unknown_attribute, unknown_field, wrong_format,
            wrong_namespace,
        },
        privacy::{Quote, Sensitivity},
    },
    record::{
        Site, Syntax,
        arena::{Kind, Node},
        names,
        output::{Draft, DraftFix, Output},
        remark::{Argument, Remark},
    },
    source::{Flags, Span, Window},
    standard::{self, Ground, Mark, Packet, PacketSchema, Row, RowGrade},
};

/// The open root element.
pub(super) struct SchemaRoot {
    packet: &'static Packet,
    schema: &'static PacketSchema,
    /// Its place among the open elements.
    index: usize,
    /// The namespaces of the open elements from the root on.
    namespaces: Vec<u16>,
    attributes: Members,
    /// Its local name, where that is not quite the packet's.
    misnamed: Option<(Span, String)>,
    /// The prefix it bears, with the colon.
    prefix: String,
}

/// The packet with a schema whose root element this may be.
fn packet_of_root(name: &[u8]) -> Option<(&'static Packet, &'static PacketSchema)> {
    let packets = standard::dictionary().packets.iter();
    packets
        .filter_map(|packet| Some((packet, packet.schema.as_ref()?)))
        .find(|(packet, _)| packet.id.as_bytes().eq_ignore_ascii_case(name))
}

/// The name of the elements that are records of a packet with a schema.
pub(super) fn is_item(name: &str) -> bool {
    standard::dictionary().packets.iter().filter_map(|packet| packet.schema.as_ref()).any(|schema| schema.item == name)
}

/// The row of an attribute, as it is written in the document.
fn attribute_row(packet: &'static Packet, schema: &PacketSchema, name: &str) -> Option<&'static Row> {
    packet.types.get(&schema.root)?.fields.iter().find(|row| row.name == name)
}

impl SchemaRoot {
    /// Is that the namespace of the innermost open element?
    pub(super) fn goes_on(&self, namespace: u16) -> bool {
        self.namespaces.last() == Some(&namespace)
    }
}

impl Finder {
    /// Takes an element that is a schema's root or stands in one; false when it is neither.
    pub(super) fn begin_in_schema(
        &mut self,
        window: &Window<'_>,
        output: &mut Output,
        node: Node,
        name: Span,
        namespace: u16,
    ) -> bool {
        let parent = self.trail.open.last().map(|open| open.role);
        if self.schema.is_none() {
            if matches!(parent, Some(Role::Record | Role::Inner)) {
                return false;
            }
            let found = packet_of_root(window.bytes(node.name));
            let Some((packet, schema)) = found else { return false };
            self.begin_schema_root(window, output, node, name, namespace, (packet, schema));
            return true;
        }
        self.check_namespace(window, output, &node, namespace);
        if parent == Some(Role::Records) {
            self.begin_item(window, output, node);
        } else {
            self.trail.push(node, Role::Inner, self.trail.path.len(), false);
        }
        true
    }

    fn begin_schema_root(
        &mut self,
        window: &Window<'_>,
        output: &mut Output,
        node: Node,
        name: Span,
        namespace: u16,
        (packet, schema): (&'static Packet, &'static PacketSchema),
    ) {
        for index in 0..self.trail.open.len() {
            self.put_aside(window, output, index);
        }
        // What stands around the root is free.
        output.forget_rule(RuleId::UNKNOWN_ATTRIBUTE);
        if self.trail.open.is_empty() {
            self.trail.path.clear();
        }
        let path = self.trail.path.len();
        let local = String::from_utf8_lossy(window.bytes(node.name)).into_owned();
        self.trail.path.push('/');
        self.trail.path.push_str(&local);
        self.roots.push(packet.id.clone());
        let mut attributes = Members { path: self.trail.path.clone(), ..Members::default() };
        attributes.add(window, &node, true);
        output.pin(window.outermost(node.open));
        output.pin(window.outermost(node.name));
        let prefix = window.bytes(Span::new(name.start, node.name.start));
        self.schema = Some(Box::new(SchemaRoot {
            packet,
            schema,
            index: self.trail.open.len(),
            namespaces: Vec::new(),
            attributes,
            misnamed: (local != packet.id).then_some((window.outermost(node.name), local)),
            prefix: String::from_utf8_lossy(prefix).into_owned(),
        }));
        self.check_namespace(window, output, &node, namespace);
        self.trail.push(node, Role::Records, path, true);
    }

    /// A child of the root: a record, or nothing the schema has.
    fn begin_item(&mut self, window: &Window<'_>, output: &mut Output, node: Node) {
        let Some(schema) = self.schema.as_ref().map(|root| root.schema) else { return };
        let name = String::from_utf8_lossy(window.bytes(node.name)).into_owned();
        let path = self.trail.path.len();
        if name != schema.item {
            let alias = schema.item_aliases.iter().find(|alias| alias.name == name);
            let is_meant =
                alias.is_some() || names::nearest(&name, std::iter::once(schema.item.as_str()), |_| true).is_some();
            let remark = match alias {
                Some(alias) => Remark::new(misspelled_field::message::OTHER_PLACE).with("place", alias.place.as_str()),
                None if is_meant => Remark::new(misspelled_field::message::MISSPELLED),
                None => Remark::new(unknown_field::message::UNKNOWN).severity(Severity::Error),
            };
            let remark = remark.grade(RowGrade::Text);
            let field = if is_meant { schema.item.as_str() } else { &name };
            if !is_meant {
                let path = format!("{}/{name}", self.trail.path);
                self.say_in_schema(window, output, remark, node.name, path, (field, None));
                return self.trail.push(node, Role::Inner, self.trail.path.len(), false);
            }
            self.misnamed_item = Some((remark, name.clone()));
        }
        _ = write!(self.trail.path, "/{name}[{}]", self.records + 1);
        self.trail.push(node, Role::Record, path, false);
    }

    /// The record whose element has the wrong name is complete: both tags can be renamed.
    pub(super) fn rename_item(&mut self, window: &Window<'_>, output: &mut Output, open: &Open) {
        let Some((remark, name)) = self.misnamed_item.take() else { return };
        let Some(item) = self.schema.as_ref().map(|root| root.schema.item.as_str()) else { return };
        let node = *self.trail.arena.node(open.node);
        let end_tag = Span::new(node.text.end, node.close);
        let mut edits = vec![(window.outermost(node.name), item.to_owned())];
        if let Some(at) = memmem::find(window.bytes(end_tag), name.as_bytes()) {
            let start = end_tag.start + at as u32;
            edits.push((window.outermost(Span::new(start, start + name.len() as u32)), item.to_owned()));
        }
        let fix = DraftFix::known(misspelled_field::fix::RENAME, edits, true);
        let path = self.trail.path.clone();
        let mut draft = self.schema_draft(window, remark, node.name, path);
        (draft.field, draft.fix) = (Some(item.to_owned()), Some(fix));
        draft.found = Some(Quote::name(name, false));
        draft.record = Some(self.records);
        self.say_or_wait(draft, output);
    }

    // ---- namespaces -------------------------------------------------------------------------------------------------

    /// The element must be in the schema's namespace; what is in its parent's follows from there.
    fn check_namespace(&mut self, window: &Window<'_>, output: &mut Output, node: &Node, namespace: u16) {
        let Some(root) = &mut self.schema else { return };
        let parent = root.namespaces.last().copied();
        root.namespaces.push(namespace);
        let is_right = namespace != 0
            && self.namespaces.get(usize::from(namespace)) == Some(&Some(root.schema.namespace.as_str()));
        if is_right || parent == Some(namespace) {
            return;
        }
        let (expected, prefix) = (root.schema.namespace.as_str(), root.prefix.clone());
        let remark = match (parent, namespace) {
            (None, 0) => Remark::new(wrong_namespace::message::ROOT_NONE),
            (None, _) => Remark::new(wrong_namespace::message::ROOT_OTHER),
            (_, 0) => Remark::new(wrong_namespace::message::ELEMENT_NONE),
            (_, _) => Remark::new(wrong_namespace::message::ELEMENT_OTHER),
        };
        let name = String::from_utf8_lossy(window.bytes(node.name)).into_owned();
        let remark = remark
            .expected(wrong_namespace::expectation::NAMESPACE)
            .with("name", Quote::name(name.clone(), self.dictionary.knows(&name)))
            .with("namespace", expected);
        let fix = (parent.is_none() && namespace == 0 && prefix.is_empty()).then(|| {
            let edit = (window.outermost(Span::at(node.name.end)), format!(" xmlns=\"{expected}\""));
            DraftFix::known(wrong_namespace::fix::DECLARE, vec![edit], true)
        });
        let path = if parent.is_none() {
            self.trail.path.clone()
        } else {
            format!("{}/{name}", self.trail.current_path(window))
        };
        let mut draft = self.schema_draft(window, remark, node.name, path);
        draft.fix = fix;
        draft.found = Some(Quote::name(name, false));
        self.say_or_wait(draft, output);
    }

    /// A namespace's name became known.
    pub(super) fn note_namespace(&mut self, number: u16, name: &str) {
        let packets = standard::dictionary().packets.iter();
        let known = packets.filter_map(|packet| packet.schema.as_ref()).find(|schema| schema.namespace == name);
        if let Some(schema) = known {
            let number = usize::from(number);
            if self.namespaces.len() <= number {
                self.namespaces.resize(number + 1, None);
            }
            if let Some(place) = self.namespaces.get_mut(number) {
                *place = Some(schema.namespace.as_str());
            }
        }
    }

    // ---- attributes -------------------------------------------------------------------------------------------------

    /// An attribute of the root or of an element in it.
    pub(super) fn schema_attribute(
        &mut self,
        window: &Window<'_>,
        output: &mut Output,
        (token, local, value): (Span, Span, Span),
        namespace: u16,
        flags: Flags,
    ) {
        let Some(root) = &mut self.schema else { return };
        let name = String::from_utf8_lossy(window.bytes(local)).into_owned();
        let is_instance = namespace != 0 && namespace == self.instance_namespace;
        if is_instance && name != "nil" {
            return;
        }
        let is_root = root.index + 1 == self.trail.open.len();
        let is_own = self.namespaces.get(usize::from(namespace)).is_some_and(Option::is_some);
        if is_root && !is_instance && (namespace == 0 || is_own) {
            let node = Node {
                kind: Kind::Element,
                flags,
                name_flags: Flags::NONE,
                nil: false,
                name: local,
                open: token,
                text: value,
                close: token.end,
                end: 0,
            };
            root.attributes.add(window, &node, false);
            for span in [local, token, value] {
                output.pin(window.outermost(span));
            }
            let row = attribute_row(root.packet, root.schema, &name);
            let qualified = row.and_then(|row| row.schema.as_ref()).is_some_and(|schema| schema.qualified);
            if row.is_some() && qualified != is_own {
                self.wrong_prefix(window, output, (token, local), &name, qualified);
            }
            return;
        }
        let remark = if is_instance {
            let remark = Remark::new(unknown_attribute::message::NIL).severity(Severity::Error);
            remark.grade(RowGrade::Text).with("name", Quote::name(name.clone(), false))
        } else {
            strict::undeclared(&name)
        };
        let path = format!("{}/@{name}", self.trail.current_path(window));
        self.say_in_schema(window, output, remark, token, path, (&name, None));
    }

    /// An attribute with a prefix that belongs without one, or the other way round.
    fn wrong_prefix(
        &mut self,
        window: &Window<'_>,
        output: &mut Output,
        (token, local): (Span, Span),
        name: &str,
        qualified: bool,
    ) {
        let Some(root) = &self.schema else { return };
        let (namespace, prefix) = (root.schema.namespace.as_str(), root.prefix.clone());
        let (message, edit, title) = if qualified {
            let text = if prefix.is_empty() { format!("xmlns:dc=\"{namespace}\" dc:") } else { prefix };
            (
                wrong_namespace::message::ATTRIBUTE_UNPREFIXED,
                (Span::at(local.start), text),
                wrong_namespace::fix::ADD_PREFIX,
            )
        } else {
            (
                wrong_namespace::message::ATTRIBUTE_PREFIXED,
                (Span::new(token.start, local.start), String::new()),
                wrong_namespace::fix::REMOVE_PREFIX,
            )
        };
        let remark = Remark::new(message).expected(if qualified {
            wrong_namespace::expectation::PREFIXED
        } else {
            wrong_namespace::expectation::UNPREFIXED
        });
        let remark = remark.with("namespace", namespace).with("name", Quote::name(name, true));
        let fix = DraftFix::known(title, vec![(window.outermost(edit.0), edit.1)], true);
        let path = format!("{}/@{name}", self.trail.path);
        self.say_in_schema(window, output, remark, token, path, (name, Some(fix)));
    }

    // ---- the end ----------------------------------------------------------------------------------------------------

    /// An element ends: true when it was the schema's root, with everything said about it.
    pub(super) fn end_in_schema(&mut self, window: &Window<'_>, output: &mut Output, at: Span) {
        let Some(root) = &mut self.schema else { return };
        root.namespaces.pop();
        if root.index != self.trail.open.len() {
            return;
        }
        let Some(root) = self.schema.take() else { return };
        if !self.recognised {
            self.recognise(&[], output);
        }
        if let Some((place, found)) = &root.misnamed {
            misnamed_root(window, output, &root, *place, found, at);
        }
        self.check_root(&root.attributes, Syntax::Xml, output);
    }

    /// The root's own fields: attributes in XML, members in JSON.
    pub(super) fn check_root(&mut self, members: &Members, syntax: Syntax, output: &mut Output) {
        let Some(plan) = self.plan.clone() else { return };
        let (Some(table), Some(schema)) = (&plan.root, plan.packet.schema.as_ref()) else { return };
        let window = &Window::copied(&members.text, &members.map, members.from_unwrapped);
        let arena = &members.arena;
        let site = Site { arena, window, syntax, path: &members.path, record: None, key: None };
        let mut matcher = Matcher {
            site,
            types: std::slice::from_ref(table),
            citation: table.ground.unwrap_or(plan.citation()),
            scratch: &mut self.scratch,
            output,
            waived: None,
        };
        matcher.run(0, 0);
        let find = |name: &str| {
            let is_named = |child: &u32| window.bytes(arena.node(*child).name) == name.as_bytes();
            arena.children(0).find(is_named).map(|child| arena.node(child))
        };
        let place = |name: &str| {
            let mark = if syntax == Syntax::Xml { "@" } else { "" };
            format!("{}/{mark}{name}", members.path)
        };
        let citation = |name: &str| {
            let row = attribute_row(plan.packet, schema, name).and_then(|row| row.schema.as_ref());
            row.and_then(|row| Some(plan.packet.ground(row.place.as_deref()?)))
        };
        if let Some(node) = find("SoCongDan") {
            let text = node.text_in(window, syntax);
            let draft = text.trim().parse::<u32>().ok().and_then(|count| self.wrong_count(count, text.trim()));
            if let Some(mut draft) = draft {
                draft.span = window.outermost(node.marked());
                draft.path = place("SoCongDan");
                draft.citation = citation("SoCongDan");
                if let Some(fix) = &mut draft.fix {
                    fix.edits = vec![(window.outermost(node.text), self.records.to_string())];
                }
                output.push(draft);
            }
        }
        if let Some(node) = find("MaDonViHanhChinh") {
            let text = node.text_in(window, syntax);
            for remark in self.tell_rules("MaDonViHanhChinh", text.trim(), output) {
                let mut draft = Draft::from_remark(remark);
                draft.span = window.outermost(node.marked());
                draft.path = place("MaDonViHanhChinh");
                draft.field = Some("MaDonViHanhChinh".to_owned());
                draft.found = Some(Quote::raw(names::cut(text.trim())));
                draft.citation = citation("MaDonViHanhChinh");
                output.push(draft);
            }
        }
    }

    /// The number of records is not what the root says.
    fn wrong_count(&self, count: u32, written: &str) -> Option<Box<Draft>> {
        if count == self.records {
            return None;
        }
        let remark = Remark::new(count_mismatch::message::CITIZENS)
            .expected(count_mismatch::expectation::COUNT)
            .with("count", self.records);
        let remark = remark.grade(RowGrade::Text).fix(count_mismatch::fix::COUNT, self.records.to_string(), false);
        let mut draft = Draft::from_remark(remark);
        draft.field = Some("SoCongDan".to_owned());
        draft.found = Some(Quote::new(written, Sensitivity::Closed));
        Some(draft)
    }

    // ---- findings that wait -----------------------------------------------------------------------------------------

    fn schema_draft(&self, window: &Window<'_>, remark: Remark, span: Span, path: String) -> Box<Draft> {
        let mut draft = Draft::from_remark(remark);
        draft.span = window.outermost(span);
        draft.path = path;
        draft.record = self.current_record(window);
        draft.citation = self.schema.as_ref().and_then(|root| root.root_citation());
        draft
    }

    fn say_in_schema(
        &mut self,
        window: &Window<'_>,
        output: &mut Output,
        remark: Remark,
        span: Span,
        path: String,
        (field, fix): (&str, Option<DraftFix>),
    ) {
        let mut draft = self.schema_draft(window, remark, span, path);
        draft.field = Some(field.to_owned());
        draft.found = Some(Quote::raw(names::cut(&String::from_utf8_lossy(window.bytes(span)))));
        draft.fix = fix;
        self.say_or_wait(draft, output);
    }

    /// Before the first record is complete nobody knows whether the packet is checked as written.
    fn say_or_wait(&mut self, draft: Box<Draft>, output: &mut Output) {
        if self.recognised {
            return self.say_as_written(draft, output);
        }
        output.pin(draft.span);
        for (span, _) in draft.fix.iter().flat_map(|fix| &fix.edits) {
            output.pin(*span);
        }
        self.waiting_drafts.push(draft);
    }

    /// What only the schema as written forbids is not said of what production sends.
    fn say_as_written(&mut self, draft: Box<Draft>, output: &mut Output) {
        let is_attribute = draft.path.contains('@');
        if !is_attribute || self.is_as_written() {
            output.push(draft);
        }
    }

    fn is_as_written(&self) -> bool {
        self.plan.as_ref().is_none_or(|plan| plan.root.as_ref().is_none_or(|root| root.schema.is_some()))
    }

    /// The packet and its profile are known now.
    pub(super) fn schema_recognised(&mut self, marks: &[&'static Mark], output: &mut Output) {
        for draft in std::mem::take(&mut self.waiting_drafts) {
            self.say_as_written(draft, output);
        }
        let Some(plan) = self.plan.clone() else { return };
        let Some(schema) = &plan.packet.schema else { return };
        if plan.profile.id == schema.live.profile {
            let message =
                if marks.is_empty() { profile_note::message::LIVE_CHOSEN } else { profile_note::message::LIVE };
            let joined = |text: fn(&Mark) -> &str| marks.iter().map(|mark| text(mark)).collect::<Vec<_>>().join("; ");
            let seen = Argument::Both(joined(|mark| &mark.vi), joined(|mark| &mark.en));
            self.note_root(Remark::new(message).with("marks", seen), plan.citation(), output);
        }
        let is_root_there = self.roots.iter().any(|root| *root == plan.packet.id);
        if self.trail.syntax == Syntax::Json {
            self.note_root(
                Remark::new(wrong_format::message::JSON).expected(wrong_format::expectation::XML),
                plan.citation(),
                output,
            );
        } else if !is_root_there {
            let remark = Remark::new(wrong_namespace::message::NO_ROOT)
                .expected(wrong_namespace::expectation::ROOT)
                .with("name", plan.packet.id.as_str());
            self.note_root(remark.with("namespace", schema.namespace.as_str()), plan.citation(), output);
        }
    }

    fn note_root(&mut self, remark: Remark, citation: Ground, output: &mut Output) {
        let mut draft = Draft::from_remark(remark);
        draft.span = self.root.place();
        draft.citation = Some(citation);
        output.push(draft);
    }
}

impl SchemaRoot {
    fn root_citation(&self) -> Option<Ground> {
        let root = self.packet.types.get(&self.schema.root)?;
        root.schema.as_ref().map(|schema| self.packet.ground(&schema.place))
    }
}

fn misnamed_root(window: &Window<'_>, output: &mut Output, root: &SchemaRoot, place: Span, found: &str, at: Span) {
    let id = root.packet.id.as_str();
    let mut edits = vec![(place, id.to_owned())];
    if let Some(start) = memmem::find(window.bytes(at), found.as_bytes()) {
        let start = at.start + start as u32;
        edits.push((window.outermost(Span::new(start, start + found.len() as u32)), id.to_owned()));
    }
    let remark = Remark::new(misspelled_field::message::MISSPELLED).grade(RowGrade::Text);
    let mut draft = Draft::from_remark(remark);
    (draft.span, draft.path) = (place, root.attributes.path.clone());
    draft.field = Some(id.to_owned());
    draft.found = Some(Quote::name(found, false));
    draft.citation = root.root_citation();
    draft.fix = Some(DraftFix::known(misspelled_field::fix::RENAME, edits, true));
    output.push(draft);
}

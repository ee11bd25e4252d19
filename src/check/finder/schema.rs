//! The machine for a packet that has an XML schema: from its root element on the children are records, and every name,
//! namespace and attribute has its place. What stands around the root (a SOAP envelope) is free.

mod attributes;
mod item;
mod root;

use super::{parts::Parts, trail::Role, xml::Tag};
use crate::{
    model::{
        catalogue::{RuleId, wrong_namespace},
        privacy::Quote,
    },
    record::{
        Syntax,
        arena::Node,
        names,
        output::{Draft, DraftFix, Output},
        remark::Remark,
    },
    source::{Span, Window},
    standard,
};
use item::Misnamed;
use memchr::memmem;
use root::SchemaRoot;
pub(super) use root::check_root;

/// See the module's comment.
#[derive(Default)]
pub(super) struct Schema {
    /// The open root element.
    root: Option<Box<SchemaRoot>>,
    /// The schemas' namespaces by their numbers in this source.
    namespaces: Vec<Option<&'static str>>,
    /// The open record's element has another name.
    misnamed: Option<Misnamed>,
}

impl Schema {
    /// What is read stands in the root.
    pub(super) const fn is_open(&self) -> bool {
        self.root.is_some()
    }

    /// Nothing is to say of an element in that namespace, as it is the one around it.
    pub(super) fn goes_on(&self, namespace: u16) -> bool {
        self.root.as_ref().is_none_or(|root| root.namespaces.last() == Some(&namespace))
    }

    /// Takes an element that is a schema's root or stands in one; false when it is neither.
    pub(super) fn begin(
        &mut self,
        parts: &mut Parts,
        window: &Window<'_>,
        output: &mut Output,
        node: Node,
        tag: Tag,
    ) -> bool {
        let parent = parts.trail.role();
        if self.root.is_some() {
            self.check_namespace(parts, window, output, &node, tag.namespace);
            if parent == Some(Role::Records) {
                self.begin_item(parts, window, output, node);
            } else {
                parts.trail.push(node, Role::Inner, parts.trail.path_length(), false);
            }
            return true;
        }
        if matches!(parent, Some(Role::Record | Role::Inner)) {
            return false;
        }
        let Some(root) = SchemaRoot::of(window, &node, tag.name) else { return false };
        self.begin_root(parts, window, output, node, tag.namespace, root);
        true
    }

    fn begin_root(
        &mut self,
        parts: &mut Parts,
        window: &Window<'_>,
        output: &mut Output,
        node: Node,
        namespace: u16,
        mut root: Box<SchemaRoot>,
    ) {
        for index in 0..parts.trail.depth() {
            parts.put_aside(window, output, index);
        }
        // What stands around the root is free.
        output.forget_rule(RuleId::UNKNOWN_ATTRIBUTE);
        if parts.trail.is_empty() {
            parts.trail.clear_path();
        }
        let path = parts.trail.enter(String::from_utf8_lossy(window.bytes(node.name)));
        parts.recognition.add_root((&root.packet.id).into());
        root.attributes.path.clone_from(&parts.trail.path);
        root.attributes.add(window, &node, true);
        root.index = parts.trail.depth();
        output.pin(window.outermost(node.open));
        output.pin(window.outermost(node.name));
        self.root = Some(root);
        self.check_namespace(parts, window, output, &node, namespace);
        parts.trail.push(node, Role::Records, path, true);
    }

    /// The source ends inside the root.
    pub(super) fn cut_off(&mut self) {
        if let Some(root) = &mut self.root {
            root.attributes.cut_off();
        }
    }

    /// An element has ended; with the root's everything is said about it.
    pub(super) fn element_ends(&mut self, parts: &mut Parts, window: &Window<'_>, output: &mut Output, at: Span) {
        let Some(root) = &mut self.root else { return };
        root.namespaces.pop();
        if root.index != parts.trail.depth() {
            return;
        }
        let Some(root) = self.root.take() else { return };
        if !parts.recognition.is_done() {
            if root.attributes.is_cut_off() {
                return;
            }
            parts.recognise(&[], output);
        }
        if let Some(draft) = root.misnamed(window, at) {
            output.push(draft);
        }
        if let Some(plan) = parts.recognition.plan() {
            check_root(&mut parts.records, plan, &root.attributes, Syntax::Xml, output);
        }
    }

    // ---- namespaces -------------------------------------------------------------------------------------------------

    /// A namespace's name became known.
    pub(super) fn note_namespace(&mut self, number: u16, name: &str) {
        let packets = standard::dictionary().packets.iter();
        let mut schemas = packets.filter_map(|packet| packet.schema.as_ref());
        let Some(schema) = schemas.find(|schema| schema.namespace == name) else { return };
        let number = usize::from(number);
        if self.namespaces.len() <= number {
            self.namespaces.resize(number + 1, None);
        }
        if let Some(place) = self.namespaces.get_mut(number) {
            *place = Some(schema.namespace.as_str());
        }
    }

    /// The number is that of a schema's namespace.
    fn is_known(&self, namespace: u16) -> bool {
        self.namespaces.get(usize::from(namespace)).is_some_and(Option::is_some)
    }

    /// The element must be in the schema's namespace; what is in its parent's follows from there.
    fn check_namespace(
        &mut self,
        parts: &mut Parts,
        window: &Window<'_>,
        output: &mut Output,
        node: &Node,
        namespace: u16,
    ) {
        let Some(root) = &mut self.root else { return };
        let parent = root.namespaces.last().copied();
        root.namespaces.push(namespace);
        let expected = root.schema.namespace.as_str();
        let is_right = namespace != 0 && self.namespaces.get(usize::from(namespace)) == Some(&Some(expected));
        if is_right || parent == Some(namespace) {
            return;
        }
        let name = String::from_utf8_lossy(window.bytes(node.name)).into_owned();
        let remark = Remark::new(message(parent, namespace))
            .expected(wrong_namespace::expectation::NAMESPACE)
            .with("name", Quote::name(name.clone(), parts.recognition.dictionary().knows(&name)))
            .with("namespace", expected);
        let is_undeclared = parent.is_none() && namespace == 0 && root.prefix.is_empty();
        let path = match parent {
            None => parts.trail.path.clone(),
            Some(_) => format!("{}/{name}", parts.trail.current_path(window)),
        };
        let mut draft = self.draft(parts, window, remark, node.name, path);
        let tag = window.bytes(Span::new(node.name.end, node.open.end));
        let is_sound = memmem::find_iter(tag, b"xmlns").all(|at| tag.get(at + 5) == Some(&b':'));
        let is_undeclared = is_undeclared && (is_sound || default_declaration(window, node).is_some());
        draft.fix = is_undeclared.then(|| {
            let edit = match default_declaration(window, node) {
                Some(value) => (window.outermost(value), expected.to_owned()),
                None => (window.outermost(Span::at(node.name.end)), format!(" xmlns=\"{expected}\"")),
            };
            DraftFix::known(wrong_namespace::fix::DECLARE, vec![edit], true)
        });
        draft.found = Some(Quote::name(name, false));
        parts.recognition.say_or_wait(draft, output);
    }

    // ---- findings ---------------------------------------------------------------------------------------------------

    fn draft(&self, parts: &Parts, window: &Window<'_>, remark: Remark, span: Span, path: String) -> Box<Draft> {
        let mut draft = Draft::from_remark(remark);
        draft.span = window.outermost(span);
        draft.path = path;
        draft.record = parts.current_record(window);
        draft.citation = self.root.as_ref().and_then(|root| root.citation());
        draft
    }

    /// The same, about what stands at the span.
    fn draft_of(
        &self,
        parts: &Parts,
        window: &Window<'_>,
        remark: Remark,
        span: Span,
        (path, field): (String, &str),
    ) -> Box<Draft> {
        let mut draft = self.draft(parts, window, remark, span, path);
        draft.field = Some(field.to_owned());
        draft.found = Some(Quote::raw(names::cut(&String::from_utf8_lossy(window.bytes(span)))));
        draft
    }
}

/// The value of the declaration of the default namespace in a start tag, which may be empty.
fn default_declaration(window: &Window<'_>, node: &Node) -> Option<Span> {
    let tag = window.bytes(Span::new(node.name.end, node.open.end));
    let mut at = 0;
    loop {
        let equals = at + memchr::memchr(b'=', tag.get(at..)?)?;
        let name = tag.get(at..equals)?.trim_ascii();
        let open = equals + 1 + tag.get(equals + 1..)?.iter().position(|byte| !byte.is_ascii_whitespace())?;
        let start = open + 1;
        let end = start + memchr::memchr(*tag.get(open)?, tag.get(start..)?)?;
        if name == b"xmlns" {
            return Some(Span::new(node.name.end + start as u32, node.name.end + end as u32));
        }
        at = end + 1;
    }
}

/// What is wrong with the namespace of the root, or of an element in it.
const fn message(parent: Option<u16>, namespace: u16) -> crate::model::catalogue::Message {
    match (parent, namespace) {
        (None, 0) => wrong_namespace::message::ROOT_NONE,
        (None, _) => wrong_namespace::message::ROOT_OTHER,
        (_, 0) => wrong_namespace::message::ELEMENT_NONE,
        (_, _) => wrong_namespace::message::ELEMENT_OTHER,
    }
}

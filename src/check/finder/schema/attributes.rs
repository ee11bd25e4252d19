//! The attributes of a schema's root and of the elements in it.

use super::Schema;
use crate::{
    check::{
        finder::{parts::Parts, xml::Attribute},
        matcher::strict,
    },
    model::{
        Severity,
        catalogue::{unknown_attribute, wrong_namespace},
        privacy::Quote,
    },
    record::{
        arena::{Kind, Node},
        output::{DraftFix, Output},
        remark::Remark,
    },
    source::{Flags, Span, Window},
    standard::RowGrade,
};

impl Schema {
    /// An attribute of the root or of an element in it.
    pub(in crate::check::finder) fn attribute(
        &mut self,
        parts: &mut Parts,
        window: &Window<'_>,
        output: &mut Output,
        attribute: Attribute,
        is_instance: bool,
    ) {
        let name = String::from_utf8_lossy(window.bytes(attribute.local)).into_owned();
        if is_instance && name != "nil" {
            return;
        }
        if is_instance
            && matches!(window.bytes(attribute.value), b"true" | b"1")
            && let Some(node) = parts.trail.innermost_mut()
        {
            node.nil = true;
        }
        let is_own = self.is_known(attribute.namespace);
        let is_of_root = self.root.as_ref().is_some_and(|root| root.index + 1 == parts.trail.depth());
        if is_of_root && !is_instance && (attribute.namespace == 0 || is_own) {
            return self.attribute_of_root(parts, window, output, attribute, &name);
        }
        let remark = if is_instance {
            let remark = Remark::new(unknown_attribute::message::NIL).severity(Severity::Error);
            remark.grade(RowGrade::Text).with("name", Quote::name(name.clone(), false))
        } else {
            strict::undeclared(&name)
        };
        let path = format!("{}/@{name}", parts.trail.current_path(window));
        let draft = self.draft_of(parts, window, remark, attribute.token, (path, &name));
        parts.recognition.say_or_wait(draft, output);
    }

    /// The root's attributes are its fields: they wait until its end.
    fn attribute_of_root(
        &mut self,
        parts: &mut Parts,
        window: &Window<'_>,
        output: &mut Output,
        attribute: Attribute,
        name: &str,
    ) {
        let is_own = self.is_known(attribute.namespace);
        let Some(root) = &mut self.root else { return };
        root.attributes.add(window, &node(attribute), false);
        for span in [attribute.local, attribute.token, attribute.value] {
            output.pin(window.outermost(span));
        }
        let row = root.attribute_row(name);
        let qualified = row.and_then(|row| row.schema.as_ref()).is_some_and(|schema| schema.qualified);
        if row.is_some() && qualified != is_own {
            self.wrong_prefix(parts, window, output, attribute, (name, qualified));
        }
    }

    /// An attribute with a prefix that belongs without one, or the other way round.
    fn wrong_prefix(
        &self,
        parts: &mut Parts,
        window: &Window<'_>,
        output: &mut Output,
        attribute: Attribute,
        (name, qualified): (&str, bool),
    ) {
        let Some(root) = &self.root else { return };
        let namespace = root.schema.namespace.as_str();
        let (message, expectation, title) = if qualified {
            (
                wrong_namespace::message::ATTRIBUTE_UNPREFIXED,
                wrong_namespace::expectation::PREFIXED,
                wrong_namespace::fix::ADD_PREFIX,
            )
        } else {
            (
                wrong_namespace::message::ATTRIBUTE_PREFIXED,
                wrong_namespace::expectation::UNPREFIXED,
                wrong_namespace::fix::REMOVE_PREFIX,
            )
        };
        let (span, text) = prefix_edit(attribute, qualified.then_some((root.prefix.as_str(), namespace)));
        let remark = Remark::new(message).expected(expectation);
        let remark = remark.with("namespace", namespace).with("name", Quote::name(name, true));
        let path = format!("{}/@{name}", parts.trail.path);
        let mut draft = self.draft_of(parts, window, remark, attribute.token, (path, name));
        draft.fix = Some(DraftFix::known(title, vec![(window.outermost(span), text)], true));
        parts.recognition.say_or_wait(draft, output);
    }
}

/// Gives the attribute the prefix of that namespace, which is empty where none is declared, or takes its own away.
fn prefix_edit(attribute: Attribute, prefix: Option<(&str, &str)>) -> (Span, String) {
    match prefix {
        None => (Span::new(attribute.token.start, attribute.local.start), String::new()),
        Some(("", namespace)) => (Span::at(attribute.local.start), format!("xmlns:dc=\"{namespace}\" dc:")),
        Some((prefix, _)) => (Span::at(attribute.local.start), prefix.to_owned()),
    }
}

/// The attribute as a member of its element.
fn node(attribute: Attribute) -> Node {
    Node {
        kind: Kind::Element,
        flags: attribute.flags,
        name_flags: Flags::NONE,
        nil: false,
        name: attribute.local,
        open: attribute.token,
        text: attribute.value,
        close: attribute.token.end,
        end: 0,
    }
}

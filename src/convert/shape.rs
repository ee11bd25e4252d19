//! What elements stand for: by the field tables an element is a value, a group, a list or one item of a list.

use super::{Refusal, Value, from_xml::Element, refuse};
use crate::{
    check::{plan::Plan, recognise::REPLY},
    record::{
        names,
        table::{Field, Type},
    },
    standard::FieldType,
};

/// The name of an item where the name says nothing.
pub(super) const ITEM: &str = "item";

struct Shaper<'a> {
    plan: &'a Plan,
}

/// The packet of that root element.
pub(super) fn shape(root: &Element, plan: &Plan) -> Result<Value, Refusal> {
    Shaper { plan }.root(root)
}

impl Shaper<'_> {
    /// An envelope, a record, a list of records, or an element around one of them.
    fn root(&self, element: &Element) -> Result<Value, Refusal> {
        let has = |names: &dyn Fn(&str) -> bool| element.children.iter().any(|child| names(&child.name));
        let holds = |name: &str| matches!(name, "data" | "result" | "service" | "error_code");
        if (!self.plan.packet.is_bare() || self.plan.packet.id == REPLY) && has(&holds) {
            return self.envelope(element);
        }
        if self.is_record(element) {
            return self.group(element, self.record_type());
        }
        if element.children.iter().any(|child| self.is_record(child)) {
            return self.records(&[element]);
        }
        match element.children.as_slice() {
            [inner] => self.root(inner),
            [header, inner] if header.name == "Header" && header.is_blank() => self.root(inner),
            [header, _] if header.name == "Header" => refuse(
                "nội dung của Header trong phong bì SOAP không có chỗ trong JSON",
                "what the Header of the SOAP envelope holds has no place in JSON",
            ),
            _ => super::other_packet(),
        }
    }

    fn record_type(&self) -> Option<&Type> {
        self.plan.types.get(self.plan.record)
    }

    fn is_record(&self, element: &Element) -> bool {
        self.record_type().is_some_and(|table| is_of(element, table))
    }

    fn envelope(&self, element: &Element) -> Result<Value, Refusal> {
        let is_reply = element.children.iter().any(|child| matches!(child.name.as_str(), "result" | "error_code"));
        self.group(element, Some(if is_reply { &self.plan.reply } else { &self.plan.request }))
    }

    /// A group of fields of a table; elements of one name that hold a list are one list.
    fn group(&self, element: &Element, table: Option<&Type>) -> Result<Value, Refusal> {
        let mut members: Vec<(String, Value)> = Vec::new();
        for child in &element.children {
            if members.iter().any(|(name, _)| *name == child.name) {
                continue;
            }
            let same: Vec<&Element> = element.children.iter().filter(|other| other.name == child.name).collect();
            let field = table.and_then(|table| table.fields.get(table.slot(&child.name)?));
            members.push((child.name.clone(), self.value(field, &same)?));
        }
        Ok(Value::Group(members))
    }

    /// The value of a field, of which there may be more than one element.
    fn value(&self, field: Option<&Field>, elements: &[&Element]) -> Result<Value, Refusal> {
        let (Some(field), Some(first)) = (field, elements.first()) else { return self.unknown(elements) };
        let is_one = elements.len() == 1;
        if is_one && first.nil && first.is_blank() {
            return Ok(Value::Null);
        }
        match field.kind {
            FieldType::Records => self.records(elements),
            FieldType::Record if is_one && !first.is_blank() => self.group(first, self.record_type()),
            FieldType::List => self.list(elements, field.items.and_then(|items| self.plan.types.get(items))),
            FieldType::Texts => {
                let values = elements.iter().filter(|element| !element.is_blank());
                let values = values.flat_map(|element| match element.children.as_slice() {
                    [] => vec![Value::Text(element.text.clone())],
                    children => children.iter().map(|child| Value::Text(child.text.clone())).collect(),
                });
                Ok(Value::List(values.collect()))
            }
            FieldType::Object if is_one && !first.is_blank() => {
                self.group(first, field.items.and_then(|items| self.plan.types.get(items)))
            }
            kind if is_one && first.children.is_empty() => Ok(plain(&first.text, kind)),
            _ => self.unknown(elements),
        }
    }

    /// The records; some replies hold them one level deeper.
    fn records(&self, elements: &[&Element]) -> Result<Value, Refusal> {
        match elements {
            [one] if !self.is_record(one) && one.children.iter().any(|child| child.name == "data") => {
                self.group(one, Some(&self.plan.request))
            }
            _ => self.list(elements, self.record_type()),
        }
    }

    /// Elements that are items themselves, or hold them.
    fn list(&self, elements: &[&Element], table: Option<&Type>) -> Result<Value, Refusal> {
        let mut items = Vec::new();
        for element in elements {
            if table.is_some_and(|table| is_of(element, table)) {
                items.push(self.group(element, table)?);
                continue;
            }
            if !element.text.trim().is_empty() {
                items.push(Value::Text(element.text.clone()));
            }
            for child in &element.children {
                items.push(match child {
                    _ if child.nil && child.is_blank() => Value::Null,
                    _ if child.children.is_empty() && !child.is_blank() => Value::Text(child.text.clone()),
                    _ => self.group(child, table)?,
                });
            }
        }
        Ok(Value::List(items))
    }

    /// What no table knows: a list where all is named as its items are, else a group or a text.
    fn unknown(&self, elements: &[&Element]) -> Result<Value, Refusal> {
        let one = |element: &Element| -> Result<Value, Refusal> {
            let children = element.children.as_slice();
            match children {
                [] if element.nil && element.is_blank() => Ok(Value::Null),
                [] => Ok(Value::Text(element.text.clone())),
                _ if children.iter().all(|child| child.name == ITEM) => {
                    let items: Result<_, _> = children.iter().map(|child| self.unknown(&[child])).collect();
                    Ok(Value::List(items?))
                }
                _ => self.group(element, None),
            }
        };
        if let [element] = elements {
            return one(element);
        }
        let items: Result<_, _> = elements.iter().map(|element| one(element)).collect();
        Ok(Value::List(items?))
    }
}

/// One of its elements is, or nearly is, a field of the table.
fn is_of(element: &Element, table: &Type) -> bool {
    let known = table.fields.iter().map(Field::name);
    element.children.iter().any(|child| names::is_like(child.name.as_bytes(), known.clone()))
}

/// A text as a value of that kind: numbers and booleans are written bare where JSON has them so.
fn plain(text: &str, kind: FieldType) -> Value {
    let is_count = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = is_count && (text.len() == 1 || !text.starts_with('0'));
    let is_bare = match kind {
        FieldType::Number | FieldType::NumberCode => is_number,
        FieldType::BooleanOrNull => matches!(text, "true" | "false"),
        _ => false,
    };
    if is_bare { Value::Bare(text.to_owned()) } else { Value::Text(text.to_owned()) }
}

//! Writes values as JSON or as XML, one member or element a line.

use std::fmt::Write as _;

use super::{Refusal, Value, refuse, shape::ITEM};
use crate::source::{
    json,
    xml::{self, INSTANCE_NAMESPACE},
};

/// The JSON text.
pub(super) fn json(value: &Value) -> String {
    let mut out = String::new();
    json_value(&mut out, value, 0);
    out.push('\n');
    out
}

fn json_value(out: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Text(text) => _ = write!(out, "\"{}\"", json::escape(text)),
        Value::Bare(text) => out.push_str(text),
        Value::List(items) => {
            json_lines(out, ('[', ']'), items, depth, |out, item| json_value(out, item, depth + 1));
        }
        Value::Group(members) => json_lines(out, ('{', '}'), members, depth, |out, (name, value)| {
            _ = write!(out, "\"{}\": ", json::escape(name));
            json_value(out, value, depth + 1);
        }),
    }
}

fn json_lines<T>(
    out: &mut String,
    (open, close): (char, char),
    items: &[T],
    depth: usize,
    mut write: impl FnMut(&mut String, &T),
) {
    out.push(open);
    for (number, item) in items.iter().enumerate() {
        out.push_str(if number == 0 { "" } else { "," });
        _ = write!(out, "\n{:1$}", "", depth + 1);
        write(out, item);
    }
    if !items.is_empty() {
        _ = write!(out, "\n{:1$}", "", depth);
    }
    out.push(close);
}

/// The XML text, whose root has the packet's name; a list of records without an envelope stands in `data`.
pub(super) fn xml(value: &Value, packet: &str) -> Result<String, Refusal> {
    let mut body = String::new();
    let root = match value {
        Value::Group(_) => packet,
        Value::List(_) => "data",
        _ => return super::other_packet(),
    };
    element(&mut body, root, value, 0)?;
    if body.contains(NIL) {
        let named = format!("<{root}");
        body = body.replacen(&named, &format!("{named} xmlns:xsi=\"{INSTANCE_NAMESPACE}\""), 1);
    }
    Ok(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body}"))
}

const NIL: &str = " xsi:nil=\"true\"/>";

fn element(out: &mut String, name: &str, value: &Value, depth: usize) -> Result<(), Refusal> {
    if !xml::is_uncolonised(name.as_bytes()) {
        return refuse(
            format!("tên trường “{name}” không dùng làm tên phần tử XML được"),
            format!("the field name “{name}” cannot be the name of an XML element"),
        );
    }
    _ = write!(out, "{:depth$}<{name}", "");
    match value {
        Value::Null => out.push_str(NIL),
        Value::Text(text) | Value::Bare(text) if text.is_empty() => out.push_str("/>"),
        Value::Text(text) | Value::Bare(text) => {
            if let Some(letter) = text.chars().find(|letter| !is_allowed(*letter)) {
                let code = u32::from(letter);
                return refuse(
                    format!("trường {name} có ký tự U+{code:04X}, XML không cho phép"),
                    format!("field {name} has the character U+{code:04X}, which XML does not allow"),
                );
            }
            _ = write!(out, ">{}</{name}>", xml::escape(text));
        }
        Value::List(items) => {
            let inner = items.iter().map(|item| (ITEM, item));
            elements(out, name, inner, depth)?;
        }
        Value::Group(members) => {
            elements(out, name, members.iter().map(|(name, value)| (name.as_str(), value)), depth)?;
        }
    }
    out.push('\n');
    Ok(())
}

fn elements<'a>(
    out: &mut String,
    name: &str,
    inner: impl ExactSizeIterator<Item = (&'a str, &'a Value)>,
    depth: usize,
) -> Result<(), Refusal> {
    if inner.len() == 0 {
        out.push_str("/>");
        return Ok(());
    }
    out.push_str(">\n");
    for (name, value) in inner {
        element(out, name, value, depth + 1)?;
    }
    _ = write!(out, "{:depth$}</{name}>", "");
    Ok(())
}

/// A character of XML 1.0.
const fn is_allowed(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

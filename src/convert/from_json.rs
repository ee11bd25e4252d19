//! Reads JSON into values.

use super::{Refusal, Value, refuse};
use crate::source::{
    Event, Fault, ReadLimits, ScalarKind, Sink, Window,
    json::{JsonReader, decode},
};

/// Containers that are open, each with the name it has in the one around it.
#[derive(Default)]
struct Reading {
    open: Vec<(String, Value)>,
    name: String,
    root: Option<Value>,
    roots: u32,
}

/// The one value of a text that was read without errors before.
pub(super) fn read(text: &[u8]) -> Result<Value, Refusal> {
    let mut reading = Reading::default();
    JsonReader::new(ReadLimits::default()).read(&Window::new(text, 0), true, &mut reading);
    match reading.root {
        Some(root) if reading.roots == 1 => Ok(root),
        _ => refuse("chỉ chuyển đổi từng gói tin một", "packets are converted one at a time"),
    }
}

impl Reading {
    fn begin(&mut self, value: Value) {
        self.open.push((std::mem::take(&mut self.name), value));
    }

    fn end(&mut self) {
        if let Some((name, value)) = self.open.pop() {
            self.add(name, value);
        }
    }

    fn add(&mut self, name: String, value: Value) {
        match self.open.last_mut().map(|(_, around)| around) {
            Some(Value::List(items)) => items.push(value),
            Some(Value::Group(members)) => members.push((name, value)),
            _ => {
                self.root = Some(value);
                self.roots += 1;
            }
        }
    }
}

impl Sink for Reading {
    fn event(&mut self, window: &Window<'_>, event: Event) {
        match event {
            Event::Name { text, .. } => self.name = decode(window.bytes(text)).into_owned(),
            Event::Scalar { kind, token, text, .. } => {
                let written = || String::from_utf8_lossy(window.bytes(token)).into_owned();
                let value = match kind {
                    ScalarKind::Null => Value::Null,
                    ScalarKind::String => Value::Text(decode(window.bytes(text)).into_owned()),
                    _ => Value::Bare(written()),
                };
                let name = std::mem::take(&mut self.name);
                self.add(name, value);
            }
            Event::BeginObject(_) => self.begin(Value::Group(Vec::new())),
            Event::BeginList(_) => self.begin(Value::List(Vec::new())),
            Event::EndObject(_) | Event::EndList(_) => self.end(),
            _ => {}
        }
    }

    fn fault(&mut self, _: &Window<'_>, _: Fault) {}
}

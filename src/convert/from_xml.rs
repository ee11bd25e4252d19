//! Reads XML into elements.

use crate::source::{
    Event, Fault, ReadLimits, Sink, Span, Window,
    xml::{INSTANCE_NAMESPACE, XmlReader, decode},
};

/// An element; what it stands for only the field tables say.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name behind the prefix.
    pub(super) name: String,
    /// Of an element without elements.
    pub(super) text: String,
    pub(super) children: Vec<Element>,
    /// `xsi:nil`.
    pub(super) nil: bool,
    /// The name of an attribute that no JSON member can stand for.
    pub(super) attribute: Option<String>,
}

#[derive(Default)]
struct Reading {
    /// Open elements, each with the offset at which its content begins.
    open: Vec<(Element, u32)>,
    root: Element,
    instance: u16,
}

/// The root element of a text that was read without errors before.
pub(super) fn read(text: &[u8]) -> Element {
    let mut reading = Reading::default();
    XmlReader::new(ReadLimits::default()).read(&Window::new(text, 0), true, &mut reading);
    reading.root
}

impl Element {
    /// It holds nothing, or nothing but white space.
    pub(super) fn is_blank(&self) -> bool {
        self.children.is_empty() && self.text.trim().is_empty()
    }
}

impl Sink for Reading {
    fn event(&mut self, window: &Window<'_>, event: Event) {
        match event {
            Event::BeginElement { tag, local, .. } => {
                let name = String::from_utf8_lossy(window.bytes(local)).into_owned();
                self.open.push((Element { name, ..Element::default() }, tag.end));
            }
            Event::Attribute { local, namespace, value, .. } => {
                let name = String::from_utf8_lossy(window.bytes(local)).into_owned();
                let is_instance = namespace != 0 && namespace == self.instance;
                if let Some((element, _)) = self.open.last_mut() {
                    element.nil |= is_instance && name == "nil" && matches!(window.bytes(value), b"true" | b"1");
                    if !is_instance {
                        element.attribute = Some(name);
                    }
                }
            }
            Event::EndElement(at) => {
                let Some((mut element, start)) = self.open.pop() else { return };
                if element.children.is_empty() && start <= at.start {
                    element.text = decode(window.bytes(Span::new(start, at.start))).into_owned();
                }
                match self.open.last_mut() {
                    Some((around, _)) => around.children.push(element),
                    None => self.root = element,
                }
            }
            _ => {}
        }
    }

    fn fault(&mut self, _: &Window<'_>, _: Fault) {}

    fn namespace(&mut self, number: u16, name: &str) {
        if name == INSTANCE_NAMESPACE {
            self.instance = number;
        }
    }
}

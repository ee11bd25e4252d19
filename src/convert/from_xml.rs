//! Reads XML into elements; what has no place in JSON is refused: attributes, and text between elements.

use super::Refusal;
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
}

/// Attributes in namespaces that begin so say how an element is written or carried, not what it holds.
const ABOUT_WRITING: [&str; 2] = ["http://www.w3.org/", "http://schemas.xmlsoap.org/"];

/// So much of a text is quoted.
pub(super) const QUOTED: usize = 40;

/// An element that is open.
struct Open {
    element: Element,
    /// Where the content begins that no child has taken yet.
    rest: u32,
}

#[derive(Default)]
struct Reading {
    open: Vec<Open>,
    root: Element,
    instance: u16,
    /// Namespaces of attributes that may be left out.
    about_writing: Vec<u16>,
    refusal: Option<Refusal>,
}

/// The root element of a text that was read without errors before.
pub(super) fn read(text: &[u8]) -> Result<Element, Refusal> {
    let mut reading = Reading::default();
    XmlReader::new(ReadLimits::default()).read(&Window::new(text, 0), true, &mut reading);
    match reading.refusal {
        Some(refusal) => Err(refusal),
        None => Ok(reading.root),
    }
}

impl Element {
    /// It holds nothing, or nothing but white space.
    pub(super) fn is_blank(&self) -> bool {
        self.children.is_empty() && self.text.trim().is_empty()
    }

    /// What it holds and what its elements hold, in order, without white space around it.
    pub(super) fn texts<'a>(&'a self, all: &mut Vec<&'a str>) {
        all.extend(Some(self.text.trim()).filter(|text| !text.is_empty()));
        for child in &self.children {
            child.texts(all);
        }
    }
}

impl Reading {
    /// Text between the elements of the one that is open, up to that place.
    fn between(&mut self, window: &Window<'_>, to: u32) {
        let Some(open) = self.open.last() else { return };
        let text = decode(window.bytes(Span::new(open.rest.min(to), to)));
        if !text.trim().is_empty() {
            let text: String = text.trim().chars().take(QUOTED).collect();
            let name = &open.element.name;
            self.refuse(
                format!("văn bản “{text}” nằm giữa các phần tử của {name} không có chỗ trong JSON"),
                format!("the text “{text}” between the elements of {name} has no place in JSON"),
            );
        }
    }

    fn refuse(&mut self, vi: String, en: String) {
        self.refusal.get_or_insert(Refusal { vi, en });
    }
}

impl Sink for Reading {
    fn event(&mut self, window: &Window<'_>, event: Event) {
        match event {
            Event::BeginElement { tag, local, .. } => {
                self.between(window, tag.start);
                let name = String::from_utf8_lossy(window.bytes(local)).into_owned();
                self.open.push(Open { element: Element { name, ..Element::default() }, rest: tag.end });
            }
            Event::Attribute { local, namespace, value, .. } => {
                let name = String::from_utf8_lossy(window.bytes(local)).into_owned();
                let Some(open) = self.open.last_mut() else { return };
                if namespace != 0 && namespace == self.instance {
                    open.element.nil |= name == "nil" && matches!(window.bytes(value), b"true" | b"1");
                } else if !self.about_writing.contains(&namespace) {
                    let element = open.element.name.clone();
                    self.refuse(
                        format!("thuộc tính “{name}” của phần tử {element} không có chỗ trong JSON"),
                        format!("the attribute “{name}” of the element {element} has no place in JSON"),
                    );
                }
            }
            Event::EndElement(at) => {
                if self.open.last().is_some_and(|open| !open.element.children.is_empty()) {
                    self.between(window, at.start);
                }
                let Some(Open { mut element, rest }) = self.open.pop() else { return };
                if element.children.is_empty() && rest <= at.start {
                    element.text = decode(window.bytes(Span::new(rest, at.start))).into_owned();
                }
                match self.open.last_mut() {
                    Some(around) => {
                        around.rest = at.end.max(rest);
                        around.element.children.push(element);
                    }
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
        if ABOUT_WRITING.iter().any(|known| name.starts_with(known)) {
            self.about_writing.push(number);
        }
    }
}

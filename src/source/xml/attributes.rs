//! What stands in a start tag after its name: attributes and namespace declarations, read with recovery. The XML
//! declaration uses the same reading for its own pseudo-attributes.

use crate::source::Said;
use std::collections::HashMap;

use crate::source::Fault;
use memchr::memchr;

use super::View;
use super::XmlReader;
use super::names;
use super::namespaces::UNTOLD;
use super::references;
use super::report::excerpt;
use crate::{
    model::catalogue::syntax,
    source::{Event, Flags},
};

/// From so many attributes on, repeated ones are looked for by hashing.
const MANY: usize = 24;

/// Length of a typographic quotation mark.
const CURLY: usize = 3;

/// The straight quote that is meant by the typographic mark at the start of the text.
fn curly(text: &[u8]) -> Option<u8> {
    match text {
        [0xE2, 0x80, 0x9C..=0x9F, ..] => Some(b'"'),
        [0xE2, 0x80, 0x98..=0x9B, ..] => Some(b'\''),
        _ => None,
    }
}

/// One attribute as it stands in the window.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute {
    /// Where its name begins and ends.
    pub(super) name: (usize, usize),
    /// Length of the prefix with its colon.
    pub(super) prefix: usize,
    /// What stands between the quotes.
    pub(super) value: (usize, usize),
    /// Offset after the closing quote.
    pub(super) end: usize,
    pub(super) namespace: u16,
    pub(super) flags: Flags,
    /// Not to be told to the sink: a namespace declaration, a second of the same name.
    pub(super) silent: bool,
}

impl Attribute {
    /// The event that tells of it.
    pub(super) fn event(&self, view: &View<'_>) -> Event {
        Event::Attribute {
            token: view.span(self.name.0, self.end),
            local: view.span(self.name.0 + self.prefix, self.name.1),
            namespace: self.namespace,
            value: view.span(self.value.0, self.value.1),
            flags: self.flags,
        }
    }
}

impl XmlReader {
    /// Reads the attributes in a range of the text into `self.attributes`.
    pub(super) fn read_attributes(&mut self, view: &View<'_>, from: usize, to: usize) {
        self.attributes.clear();
        let mut at = from;
        loop {
            let start = skip_space(view, at, to);
            if start >= to {
                return;
            }
            at = match self.read_attribute(view, start, to, start > at) {
                // Whatever it was, it is behind us.
                next if next > start => next,
                _ => start + 1,
            };
        }
    }

    /// Reads one attribute; returns where to go on.
    fn read_attribute(&mut self, view: &View<'_>, start: usize, to: usize, spaced: bool) -> usize {
        let name_end = start + name_length(view.slice(start, to));
        if name_end == start {
            return self.unexpected(view, start, to);
        }
        if !spaced {
            let here = view.span(start, start);
            self.faults.push(Fault::new(syntax::message::MISSING_SPACE, here).edited(
                syntax::fix::INSERT_SPACE,
                here,
                " ",
                true,
            ));
        }
        let equals = skip_space(view, name_end, to);
        let mut value_start = equals;
        match view.byte(equals, to) {
            Some(b'=') => value_start = skip_space(view, equals + 1, to),
            Some(b'"' | b'\'') => {
                let here = view.span(name_end, name_end);
                self.faults.push(Fault::new(syntax::message::MISSING_EQUALS, here).edited(
                    syntax::fix::INSERT_EQUALS,
                    here,
                    "=",
                    true,
                ));
            }
            _ => {
                let span = view.span(start, name_end);
                let name = excerpt(view.slice(start, name_end));
                self.faults.push(Fault::new(syntax::message::ATTRIBUTE_WITHOUT_VALUE, span).naming("name", name));
                return name_end;
            }
        }
        let mut attribute = self.read_value(view, (start, name_end), value_start, to);
        self.check_attribute(view, &mut attribute);
        let end = attribute.end;
        self.attributes.push(attribute);
        end
    }

    /// Reads the value that begins here, quoted or not.
    fn read_value(&mut self, view: &View<'_>, name: (usize, usize), start: usize, to: usize) -> Attribute {
        let mut found = Attribute {
            name,
            prefix: 0,
            value: (start, start),
            end: start,
            namespace: 0,
            flags: Flags::NONE,
            silent: false,
        };
        match view.byte(start, to) {
            Some(quote @ (b'"' | b'\'')) => self.read_quoted(view, &mut found, quote, to),
            Some(0xE2) if curly(view.slice(start, to)).is_some() => self.read_curly(view, &mut found, to),
            _ => self.read_unquoted(view, &mut found, to),
        }
        found
    }

    fn read_quoted(&mut self, view: &View<'_>, found: &mut Attribute, quote: u8, to: usize) {
        let opening = found.value.0;
        let start = opening + 1;
        let closing = memchr(quote, view.slice(start, to)).map(|length| start + length);
        let wrong = closing.map_or(Some(to), |end| begins_next_attribute(view, start, end, to));
        let end = wrong.or(closing).unwrap_or(to);
        found.value = (start, end);
        found.end = end + usize::from(wrong.is_none());
        if wrong.is_some() && end >= start + CURLY && curly(view.slice(end - CURLY, end)) == Some(quote) {
            return self.closed_by_curly(view, found, quote);
        }
        if wrong.is_some() {
            found.flags = Flags::DAMAGED;
            let here = view.at(end);
            let quote = char::from(quote).to_string();
            self.faults.push(
                Fault::new(syntax::message::MISSING_QUOTE, here)
                    .near(view.span(opening, start))
                    .edited(syntax::fix::INSERT_QUOTE, here, &quote, true)
                    .with("quote", Said::Known(quote)),
            );
        }
    }

    /// The closing quote is there, but as a typographic mark.
    #[cold]
    fn closed_by_curly(&mut self, view: &View<'_>, found: &mut Attribute, quote: u8) {
        let mark = view.span(found.end - CURLY, found.end);
        found.value.1 = found.end - CURLY;
        let quote = char::from(quote).to_string();
        let fault = Fault::new(syntax::message::MISSING_QUOTE, mark).near(view.span(found.value.0 - 1, found.value.0));
        let fault = fault.edited(syntax::fix::STRAIGHT_QUOTES, mark, &quote, true);
        self.faults.push(fault.with("quote", Said::Known(quote)));
    }

    /// A value in typographic marks, the last of which may be a straight one. Without a mark at its end it is one without
    /// quotes.
    #[cold]
    fn read_curly(&mut self, view: &View<'_>, found: &mut Attribute, to: usize) {
        let (opening, start) = (found.value.0, found.value.0 + CURLY);
        let text = view.slice(start, to);
        let closing = (0..text.len()).find_map(|at| {
            let rest = text.get(at..).unwrap_or_default();
            let length = match rest.first() {
                Some(b'"' | b'\'') => 1,
                _ => curly(rest).map(|_| CURLY)?,
            };
            let ends = rest.get(length).is_none_or(|&byte| names::is_space(byte));
            ends.then_some((start + at, start + at + length))
        });
        let Some((end, after)) = closing else { return self.read_unquoted(view, found, to) };
        let quote = if view.slice(start, end).contains(&b'"') { '\'' } else { '"' };
        (found.value, found.end) = ((start, end), after);
        let span = view.span(opening, after);
        let edits = [(opening, start), (end, after)].map(|(from, to)| (view.span(from, to), quote.to_string()));
        let fault = Fault::new(syntax::message::UNQUOTED_VALUE, span);
        let is_sound = !view.slice(start, end).contains(&(quote as u8));
        let fault = fault.quoting("value", excerpt(view.slice(opening, after)));
        self.faults.push(fault.fixed(syntax::fix::STRAIGHT_QUOTES, edits.into(), is_sound));
    }

    fn read_unquoted(&mut self, view: &View<'_>, found: &mut Attribute, to: usize) {
        let start = found.value.0;
        let text = view.slice(start, to);
        let length = text.iter().position(|&byte| names::is_space(byte)).unwrap_or(text.len());
        let (end, span) = (start + length, view.span(start, start + length));
        (found.value, found.end) = ((start, end), end);
        found.flags = Flags::DAMAGED;
        let value = view.slice(start, end);
        let fault = Fault::new(syntax::message::UNQUOTED_VALUE, span).quoting("value", excerpt(value));
        let bare = str::from_utf8(value).unwrap_or_default().trim_matches(['"', '\'', '“', '”', '‘', '’']);
        let is_value = !bare.contains(['"', '=']);
        let edits = vec![(span, format!("\"{bare}\""))];
        self.faults.push(if is_value { fault.fixed(syntax::fix::QUOTE_VALUE, edits, true) } else { fault });
    }

    /// Something that no attribute begins with.
    fn unexpected(&mut self, view: &View<'_>, start: usize, to: usize) -> usize {
        let text = view.slice(start, to);
        let end = start + text.iter().position(|&byte| names::is_space(byte)).unwrap_or(text.len());
        let span = view.span(start, end);
        self.faults.push(
            Fault::new(syntax::message::UNEXPECTED_IN_TAG, span).quoting("text", excerpt(view.slice(start, end))),
        );
        end
    }

    fn check_attribute(&mut self, view: &View<'_>, attribute: &mut Attribute) {
        let name = view.slice(attribute.name.0, attribute.name.1);
        match names::qualified(name) {
            Some(prefix) => attribute.prefix = prefix,
            None => self.bad_name(view, attribute.name.0, attribute.name.1),
        }
        let (from, to) = attribute.value;
        let value = view.slice(from, to);
        if !value.is_ascii() {
            attribute.flags = attribute.flags.with(Flags::NON_ASCII);
        }
        if memchr(b'&', value).is_some() {
            attribute.flags = attribute.flags.with(Flags::ESCAPED);
            if references::check(view, from, to, self.refused_type, &mut self.faults) {
                attribute.flags = attribute.flags.with(Flags::DAMAGED);
            }
        }
        if let Some(at) = memchr(b'<', value) {
            attribute.flags = attribute.flags.with(Flags::DAMAGED);
            let edits = memchr::memchr_iter(b'<', value)
                .map(|at| (view.span(from + at, from + at + 1), "&lt;".to_owned()))
                .collect();
            let span = view.span(from + at, from + at + 1);
            self.faults.push(Fault::new(syntax::message::LESS_THAN_IN_ATTRIBUTE, span).fixed(
                syntax::fix::ESCAPE_LESS_THAN,
                edits,
                true,
            ));
        }
    }

    /// A name that is none.
    pub(super) fn bad_name(&mut self, view: &View<'_>, from: usize, to: usize) {
        let name = excerpt(view.slice(from, to));
        self.faults.push(Fault::new(syntax::message::BAD_NAME, view.span(from, to)).naming("name", name));
    }

    /// Enters the namespace declarations among the attributes, then gives the others their namespaces.
    pub(super) fn resolve_attributes(&mut self, view: &View<'_>) {
        let mut attributes = std::mem::take(&mut self.attributes);
        for attribute in &mut attributes {
            let name = view.slice(attribute.name.0, attribute.name.1);
            let prefix = match name {
                b"xmlns" => Some(&[][..]),
                _ => name.strip_prefix(b"xmlns:").filter(|_| attribute.prefix == 6),
            };
            if let Some(prefix) = prefix {
                attribute.silent = true;
                let value = references::decode(view.slice(attribute.value.0, attribute.value.1));
                if let Err(message) = self.namespaces.declare(prefix, &value) {
                    let span = view.span(attribute.name.0, attribute.end);
                    let name = excerpt(name);
                    self.faults.push(
                        Fault::new(message, span).naming("name", name).quoting("namespace", excerpt(value.as_bytes())),
                    );
                }
            }
        }
        for attribute in attributes.iter_mut().filter(|attribute| attribute.prefix > 0 && !attribute.silent) {
            attribute.namespace = self.resolve_prefix(view, attribute.name.0, attribute.prefix);
        }
        self.refuse_repeated(view, &mut attributes);
        self.attributes = attributes;
    }

    /// The namespace of the prefix that stands here with its colon; an undeclared one is reported once.
    pub(super) fn resolve_prefix(&mut self, view: &View<'_>, start: usize, length: usize) -> u16 {
        let prefix = view.slice(start, start + length.saturating_sub(1));
        if let Some(number) = self.namespaces.resolve(prefix) {
            return number;
        }
        if self.undeclared.len() < MANY && !self.undeclared.iter().any(|known| known == prefix) {
            self.undeclared.push(prefix.to_vec());
            let span = view.span(start, start + prefix.len());
            let message =
                if prefix == b"xmlns" { syntax::message::RESERVED_PREFIX } else { syntax::message::UNDECLARED_PREFIX };
            self.faults.push(Fault::new(message, span).naming("prefix", excerpt(prefix)));
        }
        0
    }

    /// Attributes that stand twice, by their names as written or through two prefixes of one namespace.
    fn refuse_repeated(&mut self, view: &View<'_>, attributes: &mut [Attribute]) {
        if attributes.len() < 2 {
            return;
        }
        let mut seen = HashMap::new();
        for index in 0..attributes.len() {
            let Some(&this) = attributes.get(index) else {
                return;
            };
            let first = if attributes.len() < MANY {
                attributes.iter().take(index).find(|other| is_same(view, other, &this)).map(|other| other.name)
            } else {
                // Two keys: as written, and by namespace.
                let mut first = |name: &[u8], namespace: u16| {
                    let key = [name, b"\0", &namespace.to_le_bytes()].concat();
                    let first = *seen.entry(key).or_insert(index);
                    attributes.get(first).filter(|_| first < index).map(|first| first.name)
                };
                let written = first(view.slice(this.name.0, this.name.1), 0);
                let local = view.slice(this.name.0 + this.prefix, this.name.1);
                written.or(if has_namespace(&this) { first(local, this.namespace) } else { None })
            };
            if let (Some(first), Some(attribute)) = (first, attributes.get_mut(index)) {
                attribute.silent = true;
                let span = view.span(this.name.0, this.end);
                let name = excerpt(view.slice(this.name.0, this.name.1));
                let gap = view.span(before_space(view, this.name.0), this.end);
                self.faults.push(
                    Fault::new(syntax::message::REPEATED_ATTRIBUTE, span)
                        .naming("name", name)
                        .near(view.span(first.0, first.1))
                        .edited(syntax::fix::REMOVE_ATTRIBUTE, gap, "", false),
                );
            }
        }
    }
}

fn has_namespace(attribute: &Attribute) -> bool {
    attribute.namespace != 0 && attribute.namespace != UNTOLD
}

fn is_same(view: &View<'_>, one: &Attribute, other: &Attribute) -> bool {
    let local = |attribute: &Attribute| view.slice(attribute.name.0 + attribute.prefix, attribute.name.1);
    let written = |attribute: &Attribute| view.slice(attribute.name.0, attribute.name.1);
    written(one) == written(other)
        || (has_namespace(one) && one.namespace == other.namespace && local(one) == local(other))
}

/// The value of an attribute without closing quote runs to the opening quote of the next one: `a="x b="`. Where that is
/// so, the place where the value should have ended.
fn begins_next_attribute(view: &View<'_>, from: usize, to: usize, limit: usize) -> Option<usize> {
    // A value may well end with an equals sign; but then white space or the tag's end follows it.
    view.byte(to + 1, limit).filter(|&byte| !names::is_space(byte))?;
    let text = view.slice(from, to).strip_suffix(b"=")?;
    let space = text.iter().rposition(|&byte| names::is_space(byte))?;
    let name = text.get(space + 1..)?;
    let end = text.get(..space)?.iter().rposition(|&byte| !names::is_space(byte)).map_or(0, |last| last + 1);
    (names::qualified(name).is_some()).then_some(from + end)
}

/// Length of what could be a name.
fn name_length(text: &[u8]) -> usize {
    let ends = |byte: &u8| names::is_space(*byte) || matches!(byte, b'=' | b'"' | b'\'' | b'<' | b'>' | b'/');
    text.iter().position(ends).unwrap_or(text.len())
}

/// The next place that is no white space.
pub(super) fn skip_space(view: &View<'_>, from: usize, to: usize) -> usize {
    let text = view.slice(from, to);
    from + text.iter().position(|&byte| !names::is_space(byte)).unwrap_or(text.len())
}

/// The end of what stands before the white space before a place.
pub(super) fn before_space(view: &View<'_>, at: usize) -> usize {
    view.slice(0, at).iter().rposition(|&byte| !names::is_space(byte)).map_or(0, |last| last + 1)
}

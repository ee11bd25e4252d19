//! A packet under a key of something else: what a client logs, a collection of requests, the `d` of an old service. The
//! beginning of the text is looked through for it, as far as anything is searched for; where its first members are those
//! of a packet, no farther.

use super::recognition::Recognition;
use crate::{
    check::{
        finder::names::{REPLY_CODE, SERVICE, UNIT, may_hold_records},
        reading::Within,
        recognise::ENOUGH_FIELDS,
    },
    source::{
        OffsetMap, Window,
        json::decode,
        unwrap::{Unwrapping, Wrapping},
    },
};

/// Members that only the object around the records has.
const OF_ENVELOPE: [&str; 3] = [UNIT, "isUpdating", REPLY_CODE];
/// Members that tell an envelope under another key.
const OF_REQUEST: [&str; 2] = [UNIT, SERVICE];
/// No deeper is anything searched for.
const DEEPEST: usize = 16;

/// Looks for the packet in a text that begins with an object or a list; `last`: no more of it will come.
pub(super) fn find(text: &[u8], last: bool, recognition: &Recognition) -> Within {
    let mut search = Search { text, recognition, open: Vec::new() };
    search.run().unwrap_or(if last { Within::Nothing } else { Within::NeedsMore })
}

/// A container that is open.
struct Open {
    start: usize,
    is_object: bool,
    /// The member that it is the value of.
    key: Option<String>,
    fields: usize,
}

struct Search<'a> {
    text: &'a [u8],
    recognition: &'a Recognition,
    open: Vec<Open>,
}

impl Search<'_> {
    /// Nothing when the text ends before it tells.
    fn run(&mut self) -> Option<Within> {
        let mut at = 0;
        let mut key: Option<String> = None;
        loop {
            match self.text.get(at)? {
                b'"' => {
                    let end = string_end(self.text, at);
                    let is_name = end.is_some_and(|end| self.is_name(end + 1));
                    if let Some(end) = end.filter(|_| is_name) {
                        let name = self.text.get(at + 1..end)?;
                        let name = decode(name).into_owned();
                        if let Some(found) = self.name(&name) {
                            return Some(found);
                        }
                        key = Some(name);
                        at = end + 1;
                        continue;
                    }
                    if let Some(found) = key.take().and_then(|key| self.string(at, &key)) {
                        return Some(found);
                    }
                    at = end? + 1;
                }
                byte @ (b'{' | b'[') => {
                    if self.open.len() >= DEEPEST {
                        return Some(Within::Nothing);
                    }
                    self.open.push(Open { start: at, is_object: *byte == b'{', key: key.take(), fields: 0 });
                    at += 1;
                }
                b'}' | b']' => {
                    self.open.pop();
                    if self.open.is_empty() {
                        return Some(Within::Nothing);
                    }
                    at += 1;
                }
                b',' => {
                    key = None;
                    at += 1;
                }
                _ => at += 1,
            }
        }
    }

    /// Is the string that ends before `at` a member's name?
    fn is_name(&self, at: usize) -> bool {
        self.open.last().is_some_and(|open| open.is_object)
            && self.text.get(at..).unwrap_or_default().trim_ascii_start().first() == Some(&b':')
    }

    /// A member of that name begins: it may tell what its object is.
    fn name(&mut self, name: &str) -> Option<Within> {
        let recognition = self.recognition;
        let is_root = self.key_of_packet().is_none();
        let open = self.open.last_mut()?;
        open.fields += usize::from(recognition.is_record_field_of_any_case(name));
        let has_fields = open.fields >= ENOUGH_FIELDS;
        if is_root {
            let of_envelope = OF_ENVELOPE.iter().any(|known| known.eq_ignore_ascii_case(name));
            return (has_fields || of_envelope || recognition.is_packet(name)).then_some(Within::Nothing);
        }
        let is_envelope = OF_REQUEST.contains(&name);
        (is_envelope || has_fields).then(|| self.found(is_envelope))
    }

    /// The outermost name under which what is open stands, where that is no name of a packet's own.
    fn key_of_packet(&self) -> Option<&str> {
        self.open.iter().find_map(|open| open.key.as_deref())
    }

    /// The packet is what is open, or the list that it is an item of.
    fn found(&self, is_envelope: bool) -> Within {
        let first = self.open.iter().rposition(|open| open.key.is_some()).unwrap_or_default();
        let mut keys = self.open.iter().filter_map(|open| open.key.as_deref());
        // Where the records stand records are at home, but no envelope.
        let is_at_home = keys.all(|key| key == "message" || !is_envelope && may_hold_records(key));
        let key = self.key_of_packet().unwrap_or_default().to_owned();
        match self.open.get(first) {
            Some(open) if !is_at_home => Within::Packet { at: open.start, is_string: false, is_xml: false, key },
            _ => Within::Nothing,
        }
    }

    /// A string stands under a name: does it hold the packet?
    fn string(&self, at: usize, key: &str) -> Option<Within> {
        let inside = self.text.get(at + 1..)?;
        let first = inside.trim_ascii_start().first()?;
        if !matches!(first, b'{' | b'[' | b'<') || key == "message" {
            return None;
        }
        let (mut text, mut map) = (Vec::new(), OffsetMap::default());
        Unwrapping::new(Wrapping::JsonString, 0).decode(&Window::new(inside, 0), true, &mut text, &mut map);
        let is_xml = *first == b'<';
        let is_packet = if is_xml { self.is_document(&text) } else { self.is_object(&text) };
        is_packet.then(|| Within::Packet { at: at + 1, is_string: true, is_xml, key: key.to_owned() })
    }

    /// The text is an object whose first members are those of a packet.
    fn is_object(&self, text: &[u8]) -> bool {
        let mut search = Search { text, recognition: self.recognition, open: Vec::new() };
        match search.run() {
            Some(Within::Nothing) => !search.open.is_empty(),
            Some(Within::Packet { .. }) => true,
            Some(Within::NeedsMore) | None => false,
        }
    }

    /// The text is a document of XML that may be a packet.
    fn is_document(&self, text: &[u8]) -> bool {
        let text = String::from_utf8_lossy(text);
        let text = text.trim_start();
        let tag = text.split('<').find(|part| part.starts_with(|sign: char| sign.is_alphabetic()));
        let name = tag.and_then(|tag| tag.split(|sign: char| !sign.is_alphanumeric() && sign != ':').next());
        let local = name.and_then(|name| name.rsplit(':').next()).unwrap_or_default();
        text.starts_with("<?xml") || local == "Envelope" || self.recognition.is_packet(local) || may_hold_records(local)
    }
}

/// The closing quote of the string that opens at `at`.
fn string_end(text: &[u8], at: usize) -> Option<usize> {
    let mut next = at + 1;
    loop {
        let found = memchr::memchr2(b'"', b'\\', text.get(next..)?)?;
        next += found;
        if text.get(next) == Some(&b'"') {
            return Some(next);
        }
        next += 2;
    }
}

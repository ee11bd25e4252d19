//! How a text begins, and so where in it the packet stands and in what it is wrapped; or what the text is that holds none.
//!
//! Only the beginning of a text is looked at, as far as anything is searched for, and where it is clean only its first
//! signs. It is the one place that tells JSON from XML.

mod foreign;

use super::{
    SEARCH,
    unwrap::{self, Wrapping},
};
use crate::model::catalogue::Message;

/// See the module's comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beginning {
    /// More text is needed to tell.
    NeedsMore,
    /// It is no packet, but this.
    Foreign(Message),
    /// A packet, or what may be one.
    Packet(Start),
}

/// Where the packet begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Start {
    /// The place of its first sign, or of that of its wrapping.
    pub(crate) at: usize,
    pub(crate) wrapping: Option<Wrapping>,
    pub(crate) is_xml: bool,
    /// Other text stands before it.
    pub(crate) is_framed: bool,
}

/// What can be told of a place.
type Told<T> = Result<T, NeedsMore>;

struct NeedsMore;

/// The text that is looked at.
#[derive(Clone, Copy)]
struct Head<'a> {
    text: &'a [u8],
    /// Nothing follows it, or nothing that is looked at.
    last: bool,
}

impl Beginning {
    /// How a text begins; `last`: no more of it will come.
    pub(crate) fn of(text: &[u8], last: bool) -> Self {
        let head = Head { text: text.get(..SEARCH).unwrap_or(text), last: last || text.len() >= SEARCH };
        tell(head).unwrap_or(Self::NeedsMore)
    }
}

fn tell(head: Head<'_>) -> Told<Beginning> {
    let first = head.after_blank(0);
    let packet = |start: Start| Ok(Beginning::Packet(start));
    match head.byte(first)? {
        None => Ok(Beginning::Foreign(foreign::nothing())),
        Some(b'{') => packet(head.json(first)?),
        Some(b'[') if !head.is_log_mark(first)? => packet(head.json(first)?),
        Some(b'"') => packet(head.string(first)?),
        Some(b'<') if head.begins_markup(first)? => match foreign::of_markup(head.rest(first), head.last) {
            None => Err(NeedsMore),
            Some(Some(message)) => Ok(Beginning::Foreign(message)),
            Some(None) => packet(head.xml(first)?),
        },
        Some(b'&') if head.starts_with(first, b"&lt;")? => {
            packet(Start { wrapping: Some(Wrapping::Entities), is_xml: true, ..Start::plain(first) })
        }
        Some(_) => head.other(first),
    }
}

impl Start {
    /// Nothing but white space before it, and no wrapping.
    const fn plain(at: usize) -> Self {
        Self { at, wrapping: None, is_xml: false, is_framed: false }
    }
}

impl<'a> Head<'a> {
    fn byte(self, at: usize) -> Told<Option<u8>> {
        match self.text.get(at) {
            Some(&byte) => Ok(Some(byte)),
            None if self.last => Ok(None),
            None => Err(NeedsMore),
        }
    }

    fn rest(self, at: usize) -> &'a [u8] {
        self.text.get(at..).unwrap_or_default()
    }

    /// Do these bytes stand there?
    fn starts_with(self, at: usize, bytes: &[u8]) -> Told<bool> {
        let rest = self.rest(at);
        if rest.len() < bytes.len() && bytes.starts_with(rest) && !self.last {
            return Err(NeedsMore);
        }
        Ok(rest.starts_with(bytes))
    }

    /// The first place from `at` on that is neither white space nor an invisible character.
    fn after_blank(self, at: usize) -> usize {
        let rest = self.rest(at);
        let text = match std::str::from_utf8(rest) {
            Ok(text) => text,
            Err(error) => rest.get(..error.valid_up_to()).and_then(|rest| std::str::from_utf8(rest).ok()).unwrap_or(""),
        };
        let is_blank =
            |sign: char| sign.is_whitespace() || matches!(sign, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}');
        at + (text.len() - text.trim_start_matches(is_blank).len())
    }

    /// The first place from `at` on that is no white space, also none that is written as an escape.
    fn after_escaped_space(self, mut at: usize) -> Told<usize> {
        loop {
            match self.byte(at)? {
                Some(b' ' | b'\n' | b'\r' | b'\t') => at += 1,
                Some(b'\\') if matches!(self.byte(at + 1)?, Some(b'n' | b'r' | b't')) => at += 2,
                _ => return Ok(at),
            }
        }
    }

    /// An object or a list begins at `at`: plain, with entities, or escaped.
    fn json(self, at: usize) -> Told<Start> {
        Ok(Start { wrapping: self.wrapping_of_json(at)?, ..Start::plain(at) })
    }

    /// In what the JSON is wrapped whose first bracket stands at `at`: its first quotation mark tells.
    fn wrapping_of_json(self, at: usize) -> Told<Option<Wrapping>> {
        let mut inside = at;
        loop {
            inside = self.after_escaped_space(inside)?;
            match self.byte(inside)? {
                Some(b'{' | b'[') => inside += 1,
                Some(b'\\') if self.byte(inside + 1)? == Some(b'"') => return Ok(Some(Wrapping::Escaped)),
                Some(b'&') => {
                    for quote in [b"&quot;".as_slice(), b"&#34;", b"&#x22;", b"&#39;", b"&apos;"] {
                        if self.starts_with(inside, quote)? {
                            return Ok(Some(Wrapping::Entities));
                        }
                    }
                    return Ok(None);
                }
                _ => return Ok(None),
            }
        }
    }

    /// A quotation mark stands at `at`: of a string that holds the packet, or of something else.
    fn string(self, at: usize) -> Told<Start> {
        let inside = self.after_escaped_space(at + 1)?;
        let of_packet = |is_xml| Start { wrapping: Some(Wrapping::JsonString), is_xml, ..Start::plain(at + 1) };
        Ok(match self.byte(inside)? {
            Some(b'{' | b'[') if self.wrapping_of_json(inside)? == Some(Wrapping::Escaped) => of_packet(false),
            Some(b'<') if self.begins_markup(inside)? => of_packet(true),
            _ => Start::plain(at),
        })
    }

    /// A tag begins at `at`: of XML as it is, or escaped.
    fn xml(self, at: usize) -> Told<Start> {
        let wrapping = self.is_escaped_xml(at)?.then_some(Wrapping::Escaped);
        Ok(Start { wrapping, is_xml: true, ..Start::plain(at) })
    }

    /// The quotation marks of the first tag, or the line end behind it, are escaped.
    fn is_escaped_xml(self, at: usize) -> Told<bool> {
        let mut next = at;
        loop {
            next += 1;
            match self.byte(next)? {
                None | Some(b'"' | b'\'') => return Ok(false),
                Some(b'=') if self.starts_with(next, b"=\\\"")? => return Ok(true),
                Some(b'>') => {
                    let behind = self.after_escaped_space(next + 1)?;
                    let is_escape = self.rest(next).get(..behind - next).is_some_and(|space| space.contains(&b'\\'));
                    return Ok(is_escape && self.byte(behind)? == Some(b'<'));
                }
                Some(_) => {}
            }
        }
    }

    /// Does markup begin with the `<` at `at`?
    fn begins_markup(self, at: usize) -> Told<bool> {
        Ok(match self.byte(at + 1)? {
            Some(b'?' | b'!' | b'/' | b'_' | 0x80..) => true,
            Some(byte) => byte.is_ascii_alphabetic(),
            None => false,
        })
    }

    /// Something else stands first: a wrapping, text with a packet behind it, or no packet at all.
    fn other(self, first: usize) -> Told<Beginning> {
        if self.byte(first)? == Some(b'>') {
            return self.mail(first);
        }
        match unwrap::base64(self.rest(first), self.last) {
            unwrap::Base64::NeedsMore => return Err(NeedsMore),
            unwrap::Base64::Packet { is_xml } => {
                let start = Start { wrapping: Some(Wrapping::Base64), is_xml, ..Start::plain(first) };
                return Ok(Beginning::Packet(start));
            }
            unwrap::Base64::Other(bytes) => {
                if let Some(message) = foreign::of_base64(&bytes) {
                    return Ok(Beginning::Foreign(message));
                }
            }
            unwrap::Base64::No => {}
        }
        if let Some(start) = self.framed(first)? {
            return Ok(Beginning::Packet(start));
        }
        if !self.last {
            return Err(NeedsMore);
        }
        Ok(foreign::of_text(self.rest(first)).map_or(Beginning::Packet(Start::plain(first)), Beginning::Foreign))
    }

    /// Lines that begin with `>`, as mail quotes them.
    fn mail(self, at: usize) -> Told<Beginning> {
        let mut inside = at;
        while let Some(b'>' | b' ' | b'\t') = self.byte(inside)? {
            inside += 1;
        }
        let is_xml = match self.byte(inside)? {
            Some(b'{' | b'[') => false,
            Some(b'<') => true,
            _ => return Ok(Beginning::Foreign(foreign::sentence())),
        };
        Ok(Beginning::Packet(Start { wrapping: Some(Wrapping::Mail), is_xml, ..Start::plain(at) }))
    }

    /// A packet behind other text.
    fn framed(self, from: usize) -> Told<Option<Start>> {
        for at in from..self.text.len() {
            let found = match self.byte(at)? {
                Some(b'{') if self.opens_object(at)? => self.json(at)?,
                Some(b'[') if self.opens_list(at)? => self.json(at)?,
                Some(b'<') if self.opens_document(at)? => self.xml(at)?,
                Some(b'&') if self.starts_with(at, b"&lt;?xml")? => {
                    Start { wrapping: Some(Wrapping::Entities), is_xml: true, ..Start::plain(at) }
                }
                _ => continue,
            };
            let before = self.text.get(from..at).unwrap_or_default();
            // A comment before JSON is one of JSON.
            let is_comment =
                !found.is_xml && [b"//".as_slice(), b"/*", b"#"].iter().any(|mark| before.starts_with(mark));
            let has_words = !is_comment && before.iter().any(u8::is_ascii_alphanumeric);
            // What copying adds has words; else it is rather a slip of the keyboard.
            return Ok(Some(if has_words {
                self.quoted_by_mail(found)
            } else {
                Start { is_xml: found.is_xml, ..Start::plain(from) }
            }));
        }
        Ok(None)
    }

    /// The packet behind other text, and the line marks of a mail that stand before it.
    fn quoted_by_mail(self, found: Start) -> Start {
        let before = self.text.get(..found.at).unwrap_or_default();
        let line = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let marks = before.get(line..).unwrap_or_default();
        if marks.first() == Some(&b'>') && marks.iter().all(|byte| matches!(byte, b'>' | b' ' | b'\t')) {
            return Start { at: line, wrapping: Some(Wrapping::Mail), is_framed: true, ..found };
        }
        Start { is_framed: true, ..found }
    }

    /// Is the `[` at `at` part of a line of a log, `[INFO] …`, and not a list?
    fn is_log_mark(self, at: usize) -> Told<bool> {
        let mut has_sign = false;
        for next in at + 1..at + 64 {
            match self.byte(next)? {
                Some(b']') => {
                    let mut behind = next + 1;
                    while let Some(b' ' | b'\t') = self.byte(behind)? {
                        behind += 1;
                    }
                    return Ok(
                        has_sign && !matches!(self.byte(behind)?, None | Some(b',' | b']' | b'}' | b'\n' | b'\r'))
                    );
                }
                None | Some(b'"' | b'{' | b'[' | b',' | b'\n' | b'\r') => return Ok(false),
                Some(byte) => has_sign |= byte.is_ascii_alphabetic() || matches!(byte, b':' | b'-'),
            }
        }
        Ok(false)
    }

    /// Does the `{` at `at` look like the beginning of an object: a member's name, or its end, comes next?
    fn opens_object(self, at: usize) -> Told<bool> {
        let next = self.after_escaped_space(at + 1)?;
        Ok(match self.byte(next)? {
            Some(b'"' | b'\'' | b'}') => true,
            Some(b'\\') => self.byte(next + 1)? == Some(b'"'),
            Some(b'&') => self.starts_with(next, b"&quot;")?,
            // A quotation mark as Word makes them.
            Some(0xE2) => self.starts_with(next, "“".as_bytes())?,
            Some(byte) if is_name_byte(byte) => self.names_member(next)?,
            _ => false,
        })
    }

    /// A name without quotation marks, and its colon.
    fn names_member(self, at: usize) -> Told<bool> {
        let mut next = at;
        while self.byte(next)?.is_some_and(is_name_byte) {
            next += 1;
        }
        while let Some(b' ') = self.byte(next)? {
            next += 1;
        }
        Ok(matches!(self.byte(next)?, Some(b':' | b'=')))
    }

    /// Does a list of objects begin at `at`?
    fn opens_list(self, at: usize) -> Told<bool> {
        let next = self.after_escaped_space(at + 1)?;
        Ok(self.byte(next)? == Some(b'{') && self.opens_object(next)?)
    }

    /// Does a document of XML begin at `at`: its declaration, or an element that also ends, as far as is looked?
    fn opens_document(self, at: usize) -> Told<bool> {
        if self.starts_with(at, b"<?xml")? {
            return Ok(true);
        }
        let rest = self.rest(at + 1);
        let length = rest.iter().position(|byte| !(is_name_byte(*byte) || *byte == b':')).unwrap_or(rest.len());
        let name = rest.get(..length).unwrap_or_default();
        if !name.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_') {
            return Ok(false);
        }
        if !matches!(self.byte(at + 1 + length)?, Some(b'>' | b'/' | b' ' | b'\n' | b'\r' | b'\t' | b'\\')) {
            return Ok(false);
        }
        let end = [b"</", name].concat();
        let is_whole = memchr::memmem::find(rest, &end).is_some()
            || rest.get(length..).is_some_and(|rest| rest.starts_with(b"/>"));
        if !is_whole && !self.last {
            return Err(NeedsMore);
        }
        Ok(is_whole || self.text.len() >= SEARCH)
    }
}

/// Can this byte stand in a name without quotation marks?
const fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || matches!(byte, b'_' | b'-' | b'.' | b'$')
}

#[cfg(test)]
mod tests;

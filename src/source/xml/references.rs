//! Character and entity references: checked while reading, resolved and written when somebody needs the text.
//! Only the five predefined entities exist; nothing is ever declared, expanded further or fetched.

use std::borrow::Cow;

use memchr::{memchr, memchr3};

use super::View;
use super::names::is_uncolonised;
use super::report::excerpt;
use crate::{
    model::catalogue::syntax,
    source::{Fault, Span},
};

/// What stands at an ampersand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reference {
    /// A reference to a character that XML allows.
    Character(char),
    /// A reference by number to a character that XML forbids.
    Forbidden,
    /// A well-formed reference to an entity that nobody declared.
    Undeclared,
    /// The name of a predefined entity without its semicolon.
    Unfinished,
    /// `&#` and then no number with a semicolon.
    Malformed,
    /// Just an ampersand.
    Bare,
}

/// Reads the reference at the ampersand with which `text` begins: its length and kind.
fn reference(text: &[u8]) -> (usize, Reference) {
    let body = text.get(1..).unwrap_or_default();
    let length = body.iter().position(|byte| !is_part(*byte)).unwrap_or(body.len());
    let closed = body.get(length) == Some(&b';');
    let body = body.get(..length).unwrap_or_default();
    let whole = length + 1 + usize::from(closed);
    if let [b'#', digits @ ..] = body {
        return if closed { (whole, numeric(digits)) } else { (length + 1, Reference::Malformed) };
    }
    match (predefined(body), closed) {
        (Some(character), true) => (whole, Reference::Character(character)),
        (Some(_), false) => (whole, Reference::Unfinished),
        (None, true) if is_uncolonised(body) => (whole, Reference::Undeclared),
        _ => (1, Reference::Bare),
    }
}

/// Could this byte stand between an ampersand and its semicolon?
const fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || matches!(byte, b'#' | b'_' | b'-' | b'.')
}

fn predefined(name: &[u8]) -> Option<char> {
    match name {
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"amp" => Some('&'),
        b"apos" => Some('\''),
        b"quot" => Some('"'),
        _ => None,
    }
}

/// The character of `#…;`, given what follows the number sign.
fn numeric(digits: &[u8]) -> Reference {
    let (digits, radix) = match digits {
        [b'x', rest @ ..] => (rest, 16),
        _ => (digits, 10),
    };
    if digits.is_empty() || !digits.iter().all(|&byte| char::from(byte).is_digit(radix)) {
        return Reference::Malformed;
    }
    let code = digits.iter().fold(0_u32, |code, &byte| {
        code.saturating_mul(radix).saturating_add(char::from(byte).to_digit(radix).unwrap_or_default())
    });
    match char::from_u32(code) {
        Some('\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..) => {
            char::from_u32(code).map_or(Reference::Forbidden, Reference::Character)
        }
        _ => Reference::Forbidden,
    }
}

/// Reports the references of a range that are none; true when there was one. `declared`: a document type was refused
/// before, so that an unknown entity says nothing new.
pub(super) fn check(view: &View<'_>, from: usize, to: usize, declared: bool, faults: &mut Vec<Fault>) -> bool {
    let before = faults.len();
    let mut at = from;
    while let Some(found) = memchr(b'&', view.slice(at, to)) {
        let start = at + found;
        let (length, kind) = reference(view.slice(start, to));
        at = start + length;
        if let Some(fault) = fault(kind, view.span(start, at), view.slice(start, at), declared) {
            faults.push(fault);
        }
    }
    faults.len() > before
}

#[cold]
#[inline(never)]
fn fault(kind: Reference, span: Span, text: &[u8], declared: bool) -> Option<Fault> {
    let ampersand = Span::new(span.start, span.start + 1);
    let found = excerpt(text);
    Some(match kind {
        Reference::Character(_) => return None,
        Reference::Undeclared if declared => return None,
        Reference::Undeclared if text == b"&nbsp;" => Fault::new(syntax::message::UNDECLARED_ENTITY, span)
            .quoting("reference", found)
            .edited(syntax::fix::WRITE_AS_NUMBER, span, "&#160;", true),
        Reference::Undeclared => Fault::new(syntax::message::UNDECLARED_ENTITY, span)
            .quoting("reference", found)
            .edited(syntax::fix::ESCAPE_AMPERSAND, ampersand, "&amp;", false),
        Reference::Forbidden => Fault::new(syntax::message::FORBIDDEN_REFERENCE, span)
            .quoting("reference", found)
            .edited(syntax::fix::REMOVE_REFERENCE, span, "", false),
        Reference::Unfinished => Fault::new(syntax::message::UNFINISHED_REFERENCE, span)
            .quoting("reference", found)
            .edited(syntax::fix::INSERT_SEMICOLON, Span::at(span.end), ";", true),
        Reference::Malformed => Fault::new(syntax::message::BAD_REFERENCE, span).quoting("reference", found).edited(
            syntax::fix::ESCAPE_AMPERSAND,
            ampersand,
            "&amp;",
            false,
        ),
        Reference::Bare => {
            Fault::new(syntax::message::BARE_AMPERSAND, span).edited(syntax::fix::ESCAPE_AMPERSAND, span, "&amp;", true)
        }
    })
}

/// The text that raw content of an element or attribute stands for: references resolved, CDATA sections unwrapped,
/// comments and instructions dropped, line ends made `\n`. What is broken stays as it is.
pub(crate) fn decode(raw: &[u8]) -> Cow<'_, str> {
    if memchr3(b'&', b'<', b'\r', raw).is_none() {
        return String::from_utf8_lossy(raw);
    }
    let mut text = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(found) = memchr3(b'&', b'<', b'\r', rest) {
        let (before, from) = rest.split_at_checked(found).unwrap_or((rest, &[]));
        text.extend_from_slice(before);
        let used = decode_one(from, &mut text);
        rest = from.get(used..).unwrap_or_default();
    }
    text.extend_from_slice(rest);
    Cow::Owned(String::from_utf8_lossy(&text).into_owned())
}

/// Decodes what begins at `&`, `<` or a carriage return; returns how many bytes it takes.
fn decode_one(from: &[u8], text: &mut Vec<u8>) -> usize {
    if let Some((length, content)) = section(from) {
        decode_lines(content, text);
        return length;
    }
    match from {
        [b'&', ..] => {
            let (length, kind) = reference(from);
            match kind {
                Reference::Character(character) => {
                    text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                }
                _ => text.extend_from_slice(from.get(..length).unwrap_or_default()),
            }
            length
        }
        [b'\r', b'\n', ..] => {
            text.push(b'\n');
            2
        }
        [b'\r', ..] => {
            text.push(b'\n');
            1
        }
        _ => {
            text.push(b'<');
            1
        }
    }
}

fn decode_lines(content: &[u8], text: &mut Vec<u8>) {
    for (index, &byte) in content.iter().enumerate() {
        match byte {
            b'\r' if content.get(index + 1) == Some(&b'\n') => {}
            b'\r' => text.push(b'\n'),
            _ => text.push(byte),
        }
    }
}

/// The CDATA section, comment or instruction that begins here: its length and what it adds to the text.
fn section(from: &[u8]) -> Option<(usize, &[u8])> {
    let (open, close): (&[u8], &[u8]) = match from {
        [b'<', b'!', b'[', ..] => (b"<![CDATA[", b"]]>"),
        [b'<', b'!', ..] => (b"<!--", b"-->"),
        [b'<', b'?', ..] => (b"<?", b"?>"),
        _ => return None,
    };
    let content = from.strip_prefix(open)?;
    let end =
        memchr::memchr_iter(b'>', content).find(|&at| content.get(..=at).is_some_and(|to| to.ends_with(close)))?;
    let content = content.get(..=end)?.strip_suffix(close)?;
    let length = open.len() + content.len() + close.len();
    Some((length, if open.len() == 9 { content } else { &[] }))
}

/// Writes text as the content of an element.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            _ => out.push(character),
        }
    }
    out
}

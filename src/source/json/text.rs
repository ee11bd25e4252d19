//! What stands inside quotation marks: finding its end at full speed, judging its escapes, and decoding and encoding
//! it.

use std::borrow::Cow;

use super::super::Flags;
use super::scan::special;

/// What a scan of a string's text found.
pub(super) struct Scan {
    /// The index of the byte that ended it.
    pub(super) end: usize,
    /// What was seen on the way.
    pub(super) flags: Flags,
    /// The byte is the closing quote; else a control character or the end of the text.
    pub(super) closed: bool,
}

/// Finds the closing quote of a string whose text begins at `from`.
#[inline(always)]
pub(super) fn scan(text: &[u8], from: usize) -> Scan {
    let mut at = from;
    let mut flags = Flags::NONE;
    loop {
        let (end, high) = special(text, at);
        if high {
            flags = flags.with(Flags::NON_ASCII);
        }
        match text.get(end) {
            Some(b'"') => return Scan { end, flags, closed: true },
            Some(b'\\') => {
                flags = flags.with(Flags::ESCAPED);
                // The byte after a backslash is part of the escape, unless it could be missed elsewhere.
                at = end + if matches!(text.get(end + 1), Some(0x20..=0x7F)) { 2 } else { 1 };
            }
            _ => return Scan { end, flags, closed: false },
        }
    }
}

/// What a backslash and the bytes after it mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source) enum Escape {
    /// This character.
    Char(char),
    /// Half of a surrogate pair.
    Lone,
    /// No escape of JSON.
    Bad,
}

/// Reads the escape at the start of `text` and its length; `None` when more text is needed.
pub(in crate::source) fn read_escape(text: &[u8], last: bool) -> Option<(Escape, usize)> {
    let simple = match text.get(1) {
        None => return last.then_some((Escape::Bad, 1)),
        Some(&byte @ (b'"' | b'\\' | b'/')) => byte,
        Some(b'b') => 8,
        Some(b'f') => 12,
        Some(b'n') => b'\n',
        Some(b'r') => b'\r',
        Some(b't') => b'\t',
        Some(b'u') => return read_unicode(text, last),
        Some(0x20..=0x7F) => return Some((Escape::Bad, 2)),
        Some(_) => return Some((Escape::Bad, 1)),
    };
    Some((Escape::Char(char::from(simple)), 2))
}

/// Reads `\uXXXX`, or two of them that belong together.
fn read_unicode(text: &[u8], last: bool) -> Option<(Escape, usize)> {
    let Some(first) = read_hex(text) else {
        let complete = last || text.len() >= 6 || text.iter().skip(2).any(|byte| !byte.is_ascii_hexdigit());
        return complete.then_some((Escape::Bad, 2));
    };
    if let Some(letter) = char::from_u32(first) {
        return Some((Escape::Char(letter), 6));
    }
    if first >= 0xDC00 {
        return Some((Escape::Lone, 6));
    }
    let rest = text.get(6..).unwrap_or_default();
    let may_follow = rest.iter().zip(b"\\u").all(|(found, wanted)| found == wanted)
        && rest.iter().skip(2).take(4).all(u8::is_ascii_hexdigit);
    if rest.len() < 6 && may_follow && !last {
        return None;
    }
    match read_hex(rest) {
        Some(second @ 0xDC00..=0xDFFF) if may_follow => {
            let code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
            Some((Escape::Char(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)), 12))
        }
        _ => Some((Escape::Lone, 6)),
    }
}

/// The length of the escape that the end of a string's text cuts off.
pub(super) fn unfinished_escape(text: &[u8]) -> usize {
    let mut rest = text;
    while let Some(index) = memchr::memchr(b'\\', rest) {
        let escape = rest.get(index..).unwrap_or_default();
        let Some((_, length)) = read_escape(escape, false) else { return escape.len() };
        rest = escape.get(length..).unwrap_or_default();
    }
    0
}

/// The number in `\uXXXX` at the start of `text`.
fn read_hex(text: &[u8]) -> Option<u32> {
    text.get(2..6)?.iter().try_fold(0, |number, &byte| Some(number << 4 | char::from(byte).to_digit(16)?))
}

/// Are all escapes of a string's text good ones?
pub(super) fn escapes_are_good(text: &[u8]) -> bool {
    let mut rest = text;
    while let Some(index) = memchr::memchr(b'\\', rest) {
        let Some(escape) = rest.get(index..) else { return true };
        match read_escape(escape, true) {
            Some((Escape::Char(_), length)) => rest = escape.get(length..).unwrap_or_default(),
            _ => return false,
        }
    }
    true
}

/// The text that the `text` span of a string means. What cannot be decoded becomes U+FFFD.
pub(crate) fn decode(raw: &[u8]) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'\\', raw) else { return String::from_utf8_lossy(raw) };
    let mut decoded = Vec::with_capacity(raw.len());
    let (plain, mut rest) = raw.split_at(first);
    decoded.extend_from_slice(plain);
    while !rest.is_empty() {
        let (escape, length) = read_escape(rest, true).unwrap_or((Escape::Bad, 1));
        let (head, tail) = rest.split_at(length.min(rest.len()));
        match escape {
            Escape::Char(letter) => push_char(&mut decoded, letter),
            Escape::Lone => push_char(&mut decoded, char::REPLACEMENT_CHARACTER),
            // Single-quoted strings escape their own quote.
            Escape::Bad if head == b"\\'" => decoded.push(b'\''),
            Escape::Bad => decoded.extend_from_slice(head),
        }
        let (plain, next) = tail.split_at(memchr::memchr(b'\\', tail).unwrap_or(tail.len()));
        decoded.extend_from_slice(plain);
        rest = next;
    }
    let text =
        String::from_utf8(decoded).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    Cow::Owned(text)
}

/// Adds a character as UTF-8.
pub(in crate::source) fn push_char(bytes: &mut Vec<u8>, letter: char) {
    bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
}

/// Writes text so that it can stand inside a JSON string.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\u{0}'..='\u{1F}' => escaped.push_str(&escape_control(letter as u8)),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// Writes a control character as an escape.
pub(super) fn escape_control(byte: u8) -> String {
    let short = match byte {
        8 => "\\b",
        12 => "\\f",
        b'\n' => "\\n",
        b'\r' => "\\r",
        b'\t' => "\\t",
        _ => return format!("\\u{byte:04X}"),
    };
    short.to_owned()
}

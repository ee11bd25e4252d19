//! Packets wrapped in something else: in a JSON string, with escapes, in HTML entities, in base64, quoted by a mail. The
//! wrapping is taken off piece by piece, and an [`OffsetMap`] remembers where each byte came from.

use super::json::text::{Escape, push_char, read_escape};
use super::{Fault, OffsetMap, Span, Window};
use crate::model::catalogue::syntax;

/// What a packet can be wrapped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrapping {
    /// The text of a JSON string, up to its closing quote.
    JsonString,
    /// The same without the quotes around: `{\"session\": …`.
    Escaped,
    /// HTML text: `{&quot;session&quot;: …`.
    Entities,
    /// Base64, with or without line breaks.
    Base64,
    /// Lines that a mail quotes: each begins with `> `.
    Mail,
}

/// What is wrong with the wrapping, each kind once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// A control character in a JSON string.
    Control(Span),
    /// A backslash with what cannot follow it in a JSON string.
    BadEscape(Span),
    /// Half of a surrogate pair, escaped.
    LoneSurrogate(Span),
    /// A character that base64 does not have.
    NoBase64(Span),
}

impl Trouble {
    /// What is to be said of it, where that is a fault of the text around.
    pub(crate) fn fault(&self, outer: &Window<'_>) -> Option<Fault> {
        let message = match self {
            Self::Control(_) => syntax::message::CONTROL_IN_STRING,
            Self::BadEscape(_) => syntax::message::BAD_ESCAPE,
            Self::LoneSurrogate(_) => syntax::message::LONE_SURROGATE,
            Self::NoBase64(_) => return None,
        };
        let span = self.span();
        let text = outer.bytes(span);
        let found = match text {
            [byte @ 0..0x20] => format!("U+{byte:04X}"),
            _ => String::from_utf8_lossy(text).into_owned(),
        };
        Some(Fault::new(message, span).quoting("found", found))
    }

    /// Where it is, in the outer text.
    pub(crate) const fn span(&self) -> Span {
        match *self {
            Self::Control(span) | Self::BadEscape(span) | Self::LoneSurrogate(span) | Self::NoBase64(span) => span,
        }
    }
}

/// The names that stand for what a packet's text has, with their marks.
const ENTITIES: [(&[u8], char); 6] =
    [(b"&quot;", '"'), (b"&amp;", '&'), (b"&lt;", '<'), (b"&gt;", '>'), (b"&apos;", '\''), (b"&nbsp;", '\u{A0}')];

/// The longest reference that is decoded.
const LONGEST_REFERENCE: usize = 10;

/// What a text is as base64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Base64 {
    /// More of it is needed to tell.
    NeedsMore,
    /// None.
    No,
    /// Of something that begins like a packet.
    Packet { is_xml: bool },
    /// Of something else, which begins with these bytes.
    Other(Vec<u8>),
}

/// So many letters of base64 tell of what it is.
const TELLING_LETTERS: usize = 88;

/// Is a text base64, as far as is looked, and of what?
pub(crate) fn base64(text: &[u8], last: bool) -> Base64 {
    let mut bytes = Vec::new();
    let mut group = Group::default();
    let mut letters = 0;
    for &byte in text {
        match sextet(byte) {
            Some(value) => {
                letters += 1;
                group.push(value, &mut bytes);
            }
            None if byte == b'=' || byte.is_ascii_whitespace() => {}
            None => return Base64::No,
        }
        if letters >= TELLING_LETTERS {
            break;
        }
    }
    if letters < TELLING_LETTERS && !last {
        return Base64::NeedsMore;
    }
    group.flush(&mut bytes);
    let plain = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).trim_ascii_start();
    let mut rest = plain.iter().skip(1).filter(|byte| !byte.is_ascii_whitespace());
    match (plain.first(), rest.next()) {
        (Some(b'{'), Some(b'"' | b'}')) | (Some(b'['), Some(b'{' | b'"' | b']')) => Base64::Packet { is_xml: false },
        (Some(b'<'), Some(byte)) if byte.is_ascii_alphabetic() || matches!(byte, b'?' | b'!') => {
            Base64::Packet { is_xml: true }
        }
        _ => Base64::Other(bytes),
    }
}

/// Up to four letters of base64 that belong together.
#[derive(Clone, Copy, Debug, Default)]
struct Group {
    bits: u32,
    letters: u32,
}

impl Group {
    /// Adds a letter, and the three bytes when four are together. Tells whether they were.
    fn push(&mut self, value: u32, bytes: &mut Vec<u8>) -> bool {
        self.bits = self.bits << 6 | value;
        self.letters += 1;
        let full = self.letters == 4;
        if full {
            self.flush(bytes);
        }
        full
    }

    /// Adds the bytes that the letters so far make.
    fn flush(&mut self, bytes: &mut Vec<u8>) {
        let [_, whole @ ..] = (self.bits << (6 * (4 - self.letters))).to_be_bytes();
        let length = (self.letters * 6 / 8) as usize;
        bytes.extend(whole.iter().take(length));
        *self = Self::default();
    }
}

/// The value of a base64 letter, also of the alphabet for addresses.
const fn sextet(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    };
    Some(value as u32)
}

/// Takes off a wrapping, piece by piece.
pub(crate) struct Unwrapping {
    wrapping: Wrapping,
    /// The outer offset up to which the text is decoded.
    outer: u32,
    /// The inner offset of what is decoded next.
    inner: u32,
    begun: bool,
    closed: bool,
    group: Group,
    group_start: u32,
    troubles: Vec<Trouble>,
    told: usize,
}

impl Unwrapping {
    /// The wrapped text begins at an outer offset; inner offsets count from 0.
    pub(crate) fn new(wrapping: Wrapping, outer: u32) -> Self {
        Self {
            wrapping,
            outer,
            inner: 0,
            begun: false,
            closed: false,
            group: Group::default(),
            group_start: outer,
            troubles: Vec::new(),
            told: 0,
        }
    }

    /// Decodes what it can of the outer text into `inner` and says in `map` where it came from. `last`: no more text
    /// will follow. Returns the outer offset before which it needs no text any more.
    pub(crate) fn decode(&mut self, outer: &Window<'_>, last: bool, inner: &mut Vec<u8>, map: &mut OffsetMap) -> u32 {
        if !self.begun {
            self.begun = true;
            map.push(self.inner, self.outer);
        }
        let text = outer.bytes(Span::new(self.outer, outer.end()));
        match self.wrapping {
            Wrapping::JsonString => self.decode_string(text, last, inner, map),
            Wrapping::Entities => self.decode_entities(text, last, inner, map),
            Wrapping::Escaped => self.decode_escaped(text, last, inner, map),
            Wrapping::Base64 => self.decode_base64(text, last, inner, map),
            Wrapping::Mail => self.decode_mail(text, inner, map),
        }
        self.outer
    }

    /// The closing quote of the string has been reached: it stands at the offset that [`Self::decode`] returned.
    pub(crate) const fn is_closed(&self) -> bool {
        self.closed
    }

    /// Outer offsets of what is wrong with the wrapping and was not yet asked for.
    pub(crate) fn places(&self) -> impl Iterator<Item = u32> {
        self.troubles.iter().skip(self.told).flat_map(|trouble| [trouble.span().start, trouble.span().end])
    }

    /// The next thing that is wrong with the wrapping.
    pub(crate) fn take_trouble(&mut self) -> Option<Trouble> {
        let trouble = self.troubles.get(self.told).copied();
        self.told += usize::from(trouble.is_some());
        trouble
    }

    /// Notes a trouble, if it is the first of its kind.
    fn note(&mut self, trouble: Trouble) {
        let kind = core::mem::discriminant(&trouble);
        if self.troubles.iter().all(|known| core::mem::discriminant(known) != kind) {
            self.troubles.push(trouble);
        }
    }

    /// Takes bytes that stand for themselves.
    fn copy(&mut self, bytes: &[u8], inner: &mut Vec<u8>) {
        inner.extend_from_slice(bytes);
        self.inner += bytes.len() as u32;
        self.outer += bytes.len() as u32;
    }

    /// Takes `length` outer bytes that stand for a character.
    fn replace(&mut self, length: usize, letter: char, inner: &mut Vec<u8>, map: &mut OffsetMap) {
        push_char(inner, letter);
        self.inner += letter.len_utf8() as u32;
        self.outer += length as u32;
        map.push(self.inner, self.outer);
    }

    /// The text of a JSON string.
    fn decode_string(&mut self, text: &[u8], last: bool, inner: &mut Vec<u8>, map: &mut OffsetMap) {
        let mut rest = text;
        while !self.closed {
            let length = memchr::memchr2(b'"', b'\\', rest).unwrap_or(rest.len());
            let (plain, special) = rest.split_at(length);
            if let Some(index) = plain.iter().position(|&byte| byte < 0x20) {
                let at = self.outer + index as u32;
                self.note(Trouble::Control(Span::new(at, at + 1)));
            }
            self.copy(plain, inner);
            if special.first() != Some(&b'\\') {
                self.closed = !special.is_empty();
                return;
            }
            let Some((escape, length)) = read_escape(special, last) else { return };
            let (raw, next) = special.split_at(length.min(special.len()));
            let span = Span::new(self.outer, self.outer + raw.len() as u32);
            match escape {
                Escape::Char(letter) => self.replace(length, letter, inner, map),
                Escape::Lone => {
                    self.note(Trouble::LoneSurrogate(span));
                    self.replace(length, char::REPLACEMENT_CHARACTER, inner, map);
                }
                Escape::Bad => {
                    self.note(Trouble::BadEscape(span));
                    self.copy(raw, inner);
                }
            }
            rest = next;
        }
    }

    /// The text of a JSON string whose quotes are missing: what stands for itself may be a quotation mark too.
    fn decode_escaped(&mut self, text: &[u8], last: bool, inner: &mut Vec<u8>, map: &mut OffsetMap) {
        let mut rest = text;
        loop {
            let (plain, special) = rest.split_at(memchr::memchr(b'\\', rest).unwrap_or(rest.len()));
            self.copy(plain, inner);
            if special.is_empty() {
                return;
            }
            let Some((escape, length)) = read_escape(special, last) else { return };
            let (raw, next) = special.split_at(length.min(special.len()));
            match escape {
                Escape::Char(letter) => self.replace(length, letter, inner, map),
                Escape::Lone | Escape::Bad => self.copy(raw, inner),
            }
            rest = next;
        }
    }

    /// Lines with a mail's marks before them.
    fn decode_mail(&mut self, text: &[u8], inner: &mut Vec<u8>, map: &mut OffsetMap) {
        let mut rest = text;
        while let Some(&byte) = rest.first() {
            if !self.closed && matches!(byte, b'>' | b' ' | b'\t') {
                // At the beginning of a line.
                self.outer += 1;
                rest = rest.get(1..).unwrap_or_default();
                continue;
            }
            let length = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
            let (line, next) = rest.split_at(length);
            map.push(self.inner, self.outer);
            self.copy(line, inner);
            // Up to the line's end nothing more is left out.
            self.closed = !line.ends_with(b"\n");
            rest = next;
        }
    }

    /// HTML text.
    fn decode_entities(&mut self, text: &[u8], last: bool, inner: &mut Vec<u8>, map: &mut OffsetMap) {
        let mut rest = text;
        while !rest.is_empty() {
            let (plain, special) = rest.split_at(memchr::memchr(b'&', rest).unwrap_or(rest.len()));
            self.copy(plain, inner);
            let reference = special.get(..LONGEST_REFERENCE).unwrap_or(special);
            let length = reference.iter().position(|&byte| byte == b';').map_or(0, |index| index + 1);
            if length == 0 && special.len() < LONGEST_REFERENCE && !last {
                return;
            }
            let (raw, next) = special.split_at(length);
            if let Some(letter) = reference_character(raw) {
                self.replace(length, letter, inner, map);
                rest = next;
            } else {
                let (ampersand, next) = special.split_at(special.len().min(1));
                self.copy(ampersand, inner);
                rest = next;
            }
        }
    }

    /// Base64.
    fn decode_base64(&mut self, text: &[u8], last: bool, inner: &mut Vec<u8>, map: &mut OffsetMap) {
        for &byte in text {
            let start = self.outer;
            self.outer += 1;
            let Some(value) = sextet(byte) else {
                if byte != b'=' && !byte.is_ascii_whitespace() {
                    self.note(Trouble::NoBase64(Span::new(start, start + 1)));
                }
                continue;
            };
            if self.group.letters == 0 {
                self.group_start = start;
            }
            if self.group.push(value, inner) {
                map.push(self.inner, self.group_start);
                self.inner += 3;
            }
        }
        if last && self.group.letters > 0 {
            map.push(self.inner, self.group_start);
            self.inner += self.group.letters * 6 / 8;
            self.group.flush(inner);
        }
        if last {
            map.push(self.inner, self.outer);
        }
    }
}

/// The character a reference stands for.
fn reference_character(raw: &[u8]) -> Option<char> {
    if let Some((_, letter)) = ENTITIES.iter().find(|(name, _)| *name == raw) {
        return Some(*letter);
    }
    let digits = core::str::from_utf8(raw.strip_prefix(b"&#")?.strip_suffix(b";")?).ok()?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    };
    code.ok().and_then(char::from_u32).filter(|letter| *letter != '\0')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Base64, Unwrapping, Wrapping};
    use crate::source::{OffsetMap, Span, Window};

    /// Unwraps text cut at the given places.
    fn unwrap(wrapping: Wrapping, text: &[u8], cuts: &[usize]) -> (Vec<u8>, OffsetMap) {
        let (mut inner, mut map) = (Vec::new(), OffsetMap::default());
        let mut layer = Unwrapping::new(wrapping, 0);
        let mut base = 0;
        for &cut in cuts {
            base = layer.decode(&Window::new(&text[base..cut], base as u32), false, &mut inner, &mut map) as usize;
        }
        layer.decode(&Window::new(&text[base..], base as u32), true, &mut inner, &mut map);
        (inner, map)
    }

    /// The outer text that `part` of the inner text came from.
    fn origin<'a>(wrapping: Wrapping, text: &'a str, part: &str) -> &'a str {
        let (inner, map) = unwrap(wrapping, text.as_bytes(), &[]);
        let inner = String::from_utf8(inner).unwrap();
        let start = inner.find(part).unwrap();
        let place = |offset: usize| map.outer(offset as u32) as usize;
        &text[place(start)..place(start + part.len())]
    }

    #[test]
    fn entities() {
        let text = "{&quot;a&quot;: &#34;x&amp;quot; &#x1EC7; &b; R&D&quot;}";
        let (inner, _) = unwrap(Wrapping::Entities, text.as_bytes(), &[]);
        assert_eq!(inner, "{\"a\": \"x&quot; ệ &b; R&D\"}".as_bytes());
        assert_eq!(origin(Wrapping::Entities, text, "\"a\""), "&quot;a&quot;");
        assert_eq!(origin(Wrapping::Entities, text, "ệ"), "&#x1EC7;");
    }

    #[test]
    fn base64() {
        let text = "eyJzZXNzaW9uIjogIlBIScOK\r\nTi1N4bqmVSIsICJkYXRhIjogW119\r\n";
        let (inner, _) = unwrap(Wrapping::Base64, text.as_bytes(), &[]);
        assert_eq!(inner, "{\"session\": \"PHIÊN-MẦU\", \"data\": []}".as_bytes());
        assert_eq!(origin(Wrapping::Base64, text, "{\"s"), "eyJz");
        assert_eq!(super::base64(text.as_bytes(), true), Base64::Packet { is_xml: false });
        assert_eq!(super::base64(&text.as_bytes()[..20], false), Base64::NeedsMore);
        for other in ["", "abcd", "{\"a\": 1}", "<a/>", "DongBoHoSoMC", "hello, world"] {
            assert!(matches!(super::base64(other.as_bytes(), true), Base64::No | Base64::Other(_)), "{other}");
        }
        let mut padded = Vec::new();
        let mut map = OffsetMap::default();
        Unwrapping::new(Wrapping::Base64, 0).decode(&Window::new(b"eyJhIjoxfQ==", 0), true, &mut padded, &mut map);
        assert_eq!((padded.as_slice(), map.outer(7)), (b"{\"a\":1}".as_slice(), 12));
    }

    #[test]
    fn forgetting_keeps_the_landmarks() {
        let text = "\\\"a\\\"b\\\"c\\\"d\\\"e\\\"f\"";
        let (inner, map) = unwrap(Wrapping::JsonString, text.as_bytes(), &[]);
        let mut less = map.clone();
        less.forget_before(8, [6, 2, 2].into_iter());
        for offset in [2, 6, 8, 9, 10, inner.len() as u32] {
            assert_eq!(less.outer(offset), map.outer(offset), "{offset}");
        }
    }

    proptest! {
        #[test]
        fn cuts_change_nothing(
            pieces in proptest::collection::vec(proptest::sample::select(vec![
                "{", "\"", "\\", "u", "d83d", "\\ude00", "&", "quot;", "&#", "x41", ";", "\n", "eyJ", "Q==", "é", "a",
            ]), 0..40),
            places in proptest::collection::vec(any::<usize>(), 0..5),
        ) {
            let text = pieces.concat();
            let mut cuts: Vec<usize> = places.iter().map(|place| place % (text.len() + 1)).collect();
            cuts.sort_unstable();
            for wrapping in
                [Wrapping::JsonString, Wrapping::Escaped, Wrapping::Entities, Wrapping::Base64, Wrapping::Mail]
            {
                let (whole, map) = unwrap(wrapping, text.as_bytes(), &[]);
                let (cut, cut_map) = unwrap(wrapping, text.as_bytes(), &cuts);
                prop_assert_eq!(&whole, &cut);
                for offset in 0..=whole.len() as u32 {
                    let place = map.outer(offset);
                    prop_assert_eq!(place, cut_map.outer(offset));
                    prop_assert!(Span::at(place).start as usize <= text.len());
                }
            }
        }
    }
}

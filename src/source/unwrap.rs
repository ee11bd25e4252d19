//! Packets wrapped in something else: in a JSON string, in HTML entities, in base64. The wrapping is taken off piece by
//! piece, and an [`OffsetMap`] remembers where each byte came from.

use super::json::text::{Escape, push_char, read_escape};
use super::{OffsetMap, Span, Window};

/// What a packet can be wrapped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrapping {
    /// The text of a JSON string, up to its closing quote.
    JsonString,
    /// HTML text: `{&quot;session&quot;: …`.
    Entities,
    /// Base64, with or without line breaks.
    Base64,
}

/// What a text's first bytes say of its wrapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detection {
    /// More bytes are needed to tell.
    NeedsMore,
    /// None that is known.
    None,
    /// This one.
    Some(Wrapping),
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
    /// Where it is, in the outer text.
    pub(crate) const fn span(&self) -> Span {
        match *self {
            Self::Control(span) | Self::BadEscape(span) | Self::LoneSurrogate(span) | Self::NoBase64(span) => span,
        }
    }
}

/// How many bytes at the start of a text are looked at to detect a wrapping.
const DETECT: usize = 1024;

/// The names that stand for what a packet's text has, with their marks.
const ENTITIES: [(&[u8], char); 6] =
    [(b"&quot;", '"'), (b"&amp;", '&'), (b"&lt;", '<'), (b"&gt;", '>'), (b"&apos;", '\''), (b"&nbsp;", '\u{A0}')];

/// The longest reference that is decoded.
const LONGEST_REFERENCE: usize = 10;

impl Wrapping {
    /// Finds out whether text is wrapped as a whole, in entities or base64.
    pub(crate) fn detect(first: &[u8], last: bool) -> Detection {
        let last = last || first.len() >= DETECT;
        let text = first.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(first).trim_ascii_start();
        match text.first() {
            None if last => Detection::None,
            None => Detection::NeedsMore,
            Some(b'{' | b'[' | b'&') => detect_entities(text, last),
            Some(_) => detect_base64(text, last),
        }
    }
}

/// A packet whose first quotation mark, or first angle bracket, is an entity.
fn detect_entities(text: &[u8], last: bool) -> Detection {
    let skipped = text.iter().take_while(|byte| matches!(byte, b'{' | b'[') || byte.is_ascii_whitespace()).count();
    let rest = text.get(skipped..).unwrap_or_default();
    let starts: &[&[u8]] =
        if skipped == 0 { &[b"&lt;"] } else { &[b"&quot;", b"&#34;", b"&#x22;", b"&#39;", b"&apos;"] };
    if starts.iter().any(|start| rest.starts_with(start)) {
        return Detection::Some(Wrapping::Entities);
    }
    if !last && starts.iter().any(|start| start.starts_with(rest)) {
        return Detection::NeedsMore;
    }
    Detection::None
}

/// Text that is base64 so far, and means something that begins like a packet.
fn detect_base64(text: &[u8], last: bool) -> Detection {
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
            None => return Detection::None,
        }
        if letters >= 64 {
            break;
        }
    }
    if letters < 64 && !last {
        return Detection::NeedsMore;
    }
    group.flush(&mut bytes);
    let plain = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).trim_ascii_start();
    let mut rest = plain.iter().skip(1).filter(|byte| !byte.is_ascii_whitespace());
    let fits = match (plain.first(), rest.next()) {
        (Some(b'{'), Some(byte)) => matches!(byte, b'"' | b'}'),
        (Some(b'['), Some(byte)) => matches!(byte, b'{' | b'"' | b']'),
        (Some(b'<'), Some(byte)) => byte.is_ascii_alphabetic() || matches!(byte, b'?' | b'!'),
        _ => false,
    };
    if fits { Detection::Some(Wrapping::Base64) } else { Detection::None }
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
            Wrapping::Base64 => self.decode_base64(text, last, inner, map),
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

    use super::{Detection, Unwrapping, Wrapping};
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
        assert_eq!(Wrapping::detect(text.as_bytes(), true), Detection::Some(Wrapping::Entities));
        assert_eq!(Wrapping::detect(b" [\n {&qu", false), Detection::NeedsMore);
        assert_eq!(Wrapping::detect(b"&lt;DongBo", false), Detection::Some(Wrapping::Entities));
        assert_eq!(Wrapping::detect(b"{\"a\": \"&quot;\"}", true), Detection::None);
    }

    #[test]
    fn base64() {
        let text = "eyJzZXNzaW9uIjogIlBIScOK\r\nTi1N4bqmVSIsICJkYXRhIjogW119\r\n";
        let (inner, _) = unwrap(Wrapping::Base64, text.as_bytes(), &[]);
        assert_eq!(inner, "{\"session\": \"PHIÊN-MẦU\", \"data\": []}".as_bytes());
        assert_eq!(origin(Wrapping::Base64, text, "{\"s"), "eyJz");
        assert_eq!(Wrapping::detect(text.as_bytes(), true), Detection::Some(Wrapping::Base64));
        assert_eq!(Wrapping::detect(&text.as_bytes()[..20], false), Detection::NeedsMore);
        for other in ["", "abcd", "{\"a\": 1}", "<a/>", "DongBoHoSoMC", "hello, world"] {
            assert_eq!(Wrapping::detect(other.as_bytes(), true), Detection::None, "{other}");
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
            for wrapping in [Wrapping::JsonString, Wrapping::Entities, Wrapping::Base64] {
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

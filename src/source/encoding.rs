//! From bytes to UTF-8 text. UTF-8 passes through untouched; UTF-16 and Windows-1258 are converted as they come.
//!
//! Without a byte order mark the first bytes from 0x80 up decide: a valid UTF-8 sequence makes the file UTF-8, anything
//! else Windows-1258, the code page of Vietnamese Windows.

use super::Span;
pub(crate) use crate::model::Encoding;

/// What is known so far about a source's encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Not enough bytes to see a byte order mark.
    Start,
    /// Only ASCII so far.
    Ascii,
    /// Decided.
    Known(Encoding),
}

/// Turns the bytes of one source into text, piece by piece.
#[derive(Debug)]
pub(crate) struct Decoder {
    state: State,
    mark: u32,
    /// Bytes at the end of a piece that are not a whole character yet.
    pending: Vec<u8>,
    /// First unpaired surrogate or odd byte of a UTF-16 source, as a range of the decoded text.
    bad: Option<Span>,
    produced: u32,
}

impl Decoder {
    pub(crate) const fn new() -> Self {
        Self { state: State::Start, mark: 0, pending: Vec::new(), bad: None, produced: 0 }
    }

    /// The encoding, as far as it is known: text that is ASCII so far is UTF-8.
    pub(crate) const fn encoding(&self) -> Encoding {
        match self.state {
            State::Known(encoding) => encoding,
            State::Start | State::Ascii => Encoding::Utf8,
        }
    }

    /// Length of the byte order mark.
    pub(crate) const fn mark(&self) -> u32 {
        self.mark
    }

    /// The first place of a UTF-16 source that is no character.
    pub(crate) const fn bad(&self) -> Option<Span> {
        self.bad
    }

    /// All the text that was handed to [`Decoder::decode`] so far, if the source is UTF-8 and nothing waits: such a
    /// source can be read where it stands. Returns the text behind the byte order mark.
    pub(crate) fn borrow<'a>(&mut self, bytes: &'a [u8], last: bool) -> Option<&'a [u8]> {
        if !self.pending.is_empty() || !last && bytes.len() < 4 {
            return None;
        }
        let mut state = self.state;
        let mut text = bytes;
        let mut mark = self.mark;
        if state == State::Start {
            let (encoding, length) = by_mark(bytes);
            state = encoding.map_or(State::Ascii, State::Known);
            mark = length;
            text = bytes.get(length as usize..).unwrap_or_default();
        }
        if state == State::Ascii {
            match first_sequence(text) {
                Sequence::None => {}
                Sequence::Cut if !last => return None,
                Sequence::Utf8 | Sequence::Cut => state = State::Known(Encoding::Utf8),
                Sequence::Other => return None,
            }
        }
        if !matches!(state, State::Ascii | State::Known(Encoding::Utf8)) {
            return None;
        }
        self.state = state;
        self.mark = mark;
        self.produced += text.len() as u32;
        Some(text)
    }

    /// Appends the text of the next piece to `text`.
    pub(crate) fn decode(&mut self, bytes: &[u8], last: bool, text: &mut Vec<u8>) {
        let joined;
        let mut rest = if self.pending.is_empty() {
            bytes
        } else {
            let mut whole = std::mem::take(&mut self.pending);
            whole.extend_from_slice(bytes);
            joined = whole;
            &joined
        };
        let before = text.len();
        if self.state == State::Start {
            if rest.len() < 4 && !last {
                self.pending.extend_from_slice(rest);
                return;
            }
            let (encoding, mark) = by_mark(rest);
            self.state = encoding.map_or(State::Ascii, State::Known);
            self.mark = mark;
            rest = rest.get(mark as usize..).unwrap_or_default();
        }
        if self.state == State::Ascii {
            let ascii = rest.iter().position(|byte| *byte >= 0x80).unwrap_or(rest.len());
            let (plain, tail) = rest.split_at(ascii);
            text.extend_from_slice(plain);
            rest = tail;
            match first_sequence(rest) {
                Sequence::None => {}
                Sequence::Cut if !last => {
                    self.pending.extend_from_slice(rest);
                    self.produced += (text.len() - before) as u32;
                    return;
                }
                // The text ends inside a character: it was cut off.
                Sequence::Utf8 | Sequence::Cut => self.state = State::Known(Encoding::Utf8),
                Sequence::Other => self.state = State::Known(Encoding::Windows1258),
            }
        }
        match self.encoding() {
            Encoding::Utf8 => text.extend_from_slice(rest),
            Encoding::Windows1258 => windows_1258(rest, text),
            Encoding::Utf16Le => self.utf16(rest, u16::from_le_bytes, last, text, before),
            Encoding::Utf16Be => self.utf16(rest, u16::from_be_bytes, last, text, before),
        }
        self.produced += (text.len() - before) as u32;
    }

    fn utf16(&mut self, bytes: &[u8], unit: fn([u8; 2]) -> u16, last: bool, text: &mut Vec<u8>, before: usize) {
        let pairs = bytes.chunks_exact(2);
        let odd = pairs.remainder();
        let mut units: Vec<u16> = pairs.filter_map(|pair| pair.try_into().ok()).map(unit).collect();
        let cut_pair = units.last().is_some_and(|unit| (0xD800..0xDC00).contains(unit)) && !last;
        if cut_pair {
            units.pop();
        }
        let whole = units.len() * 2;
        for decoded in char::decode_utf16(units) {
            let start = self.produced + (text.len() - before) as u32;
            if decoded.is_err() {
                self.bad.get_or_insert(Span::new(start, start + 3));
            }
            push(text, decoded.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        if !last {
            self.pending.extend_from_slice(bytes.get(whole..).unwrap_or_default());
        } else if !odd.is_empty() {
            let start = self.produced + (text.len() - before) as u32;
            push(text, char::REPLACEMENT_CHARACTER);
            self.bad.get_or_insert(Span::new(start, start + 3));
        }
    }
}

/// What stands at the first byte that is not ASCII.
enum Sequence {
    /// There is none.
    None,
    /// A character of UTF-8.
    Utf8,
    /// The beginning of one, cut off by the end of the piece.
    Cut,
    /// Something else.
    Other,
}

fn first_sequence(bytes: &[u8]) -> Sequence {
    let Some(at) = bytes.iter().position(|byte| *byte >= 0x80) else {
        return Sequence::None;
    };
    let tail = bytes.get(at..).unwrap_or_default();
    let head = tail.get(..tail.len().min(4)).unwrap_or_default();
    match std::str::from_utf8(head) {
        Ok(_) => Sequence::Utf8,
        Err(error) if error.valid_up_to() > 0 => Sequence::Utf8,
        Err(error) if error.error_len().is_none() && tail.len() < 4 => Sequence::Cut,
        Err(_) => Sequence::Other,
    }
}

/// The encoding a byte order mark names, or two ASCII characters in UTF-16 give away, and the mark's length.
fn by_mark(bytes: &[u8]) -> (Option<Encoding>, u32) {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => (Some(Encoding::Utf8), 3),
        [0xFF, 0xFE, ..] => (Some(Encoding::Utf16Le), 2),
        [0xFE, 0xFF, ..] => (Some(Encoding::Utf16Be), 2),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => (Some(Encoding::Utf16Le), 0),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => (Some(Encoding::Utf16Be), 0),
        _ => (None, 0),
    }
}

fn push(text: &mut Vec<u8>, character: char) {
    text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}

fn windows_1258(bytes: &[u8], text: &mut Vec<u8>) {
    for &byte in bytes {
        match byte {
            0..0x80 => text.push(byte),
            _ => push(text, WINDOWS_1258.get(usize::from(byte) - 0x80).copied().unwrap_or(char::REPLACEMENT_CHARACTER)),
        }
    }
}

/// Windows-1258 from 0x80 up, as the WHATWG Encoding Standard's index has it.
const WINDOWS_1258: [char; 128] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', '\u{8A}', '‹', 'Œ', '\u{8D}', '\u{8E}', '\u{8F}', //
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', '\u{9A}', '›', 'œ', '\u{9D}', '\u{9E}', 'Ÿ', //
    '\u{A0}', '¡', '¢', '£', '¤', '¥', '¦', '§', '¨', '©', 'ª', '«', '¬', '\u{AD}', '®', '¯', //
    '°', '±', '²', '³', '´', 'µ', '¶', '·', '¸', '¹', 'º', '»', '¼', '½', '¾', '¿', //
    'À', 'Á', 'Â', 'Ă', 'Ä', 'Å', 'Æ', 'Ç', 'È', 'É', 'Ê', 'Ë', '\u{300}', 'Í', 'Î', 'Ï', //
    'Đ', 'Ñ', '\u{309}', 'Ó', 'Ô', 'Ơ', 'Ö', '×', 'Ø', 'Ù', 'Ú', 'Û', 'Ü', 'Ư', '\u{303}', 'ß', //
    'à', 'á', 'â', 'ă', 'ä', 'å', 'æ', 'ç', 'è', 'é', 'ê', 'ë', '\u{301}', 'í', 'î', 'ï', //
    'đ', 'ñ', '\u{323}', 'ó', 'ô', 'ơ', 'ö', '÷', 'ø', 'ù', 'ú', 'û', 'ü', 'ư', '₫', 'ÿ', //
];

/// The whole source as UTF-8 text, without a byte order mark, with its encoding and the length of the mark.
pub(crate) fn decode_all(bytes: &[u8]) -> (Vec<u8>, Encoding, u32) {
    let mut decoder = Decoder::new();
    let mut text = Vec::with_capacity(bytes.len());
    decoder.decode(bytes, true, &mut text);
    (text, decoder.encoding(), decoder.mark())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_pieces(bytes: &[u8], size: usize) -> (Vec<u8>, Encoding, u32) {
        let mut decoder = Decoder::new();
        let mut text = Vec::new();
        for piece in bytes.chunks(size) {
            decoder.decode(piece, false, &mut text);
        }
        decoder.decode(&[], true, &mut text);
        (text, decoder.encoding(), decoder.mark())
    }

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text_in_any_pieces() {
        let text = "{\"ChuHoSo\": \"Nguyễn 😀 Đức\"}";
        let marked = |mut mark: Vec<u8>, rest: Vec<u8>| {
            mark.extend(rest);
            mark
        };
        let sources = [
            (text.as_bytes().to_vec(), Encoding::Utf8, 0),
            (marked(vec![0xEF, 0xBB, 0xBF], text.as_bytes().to_vec()), Encoding::Utf8, 3),
            (marked(vec![0xFF, 0xFE], utf16(text, u16::to_le_bytes)), Encoding::Utf16Le, 2),
            (marked(vec![0xFE, 0xFF], utf16(text, u16::to_be_bytes)), Encoding::Utf16Be, 2),
            (utf16(text, u16::to_le_bytes), Encoding::Utf16Le, 0),
        ];
        for (bytes, encoding, mark) in sources {
            for size in 1..bytes.len() {
                assert_eq!(in_pieces(&bytes, size), (text.as_bytes().to_vec(), encoding, mark), "{encoding:?} {size}");
            }
        }
    }

    #[test]
    fn windows_1258_is_seen_at_the_first_foreign_byte() {
        let bytes = b"{\"ChuHoSo\":\"Nguy\xEA\xDEn \xD0\xFDc\"}";
        for size in 1..bytes.len() {
            let (text, encoding, _) = in_pieces(bytes, size);
            assert_eq!(encoding, Encoding::Windows1258);
            assert_eq!(String::from_utf8(text).unwrap(), "{\"ChuHoSo\":\"Nguyê\u{303}n Đưc\"}");
        }
    }

    #[test]
    fn later_bad_bytes_do_not_change_the_encoding() {
        let (text, encoding, _) = decode_all(b"Nguy\xE1\xBB\x85n \xFF");
        assert_eq!((encoding, text.last()), (Encoding::Utf8, Some(&0xFF)));
    }

    #[test]
    fn unpaired_surrogates_are_named() {
        let mut decoder = Decoder::new();
        let mut text = Vec::new();
        decoder.decode(&[0xFF, 0xFE, b'a', 0, 0x00, 0xD8, b'b', 0, 7], true, &mut text);
        assert_eq!(String::from_utf8(text).unwrap(), "a\u{FFFD}b\u{FFFD}");
        assert_eq!(decoder.bad(), Some(Span::new(1, 4)));
    }

    #[test]
    fn utf8_is_borrowed_not_copied() {
        let mut decoder = Decoder::new();
        assert_eq!(decoder.borrow("\u{FEFF}Hồ".as_bytes(), true), Some("Hồ".as_bytes()));
        assert_eq!(Decoder::new().borrow(b"\xFF\xFEa\0", true), None);
        assert_eq!(Decoder::new().borrow(b"abc \xEA\xDE", false), None);
    }
}

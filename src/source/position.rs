//! From offsets in the decoded text to what people and editors use: byte in the source, UTF-16 offset, line, column.
//!
//! Text is counted only as far as a finding needs it: a clean packet read in one piece is never counted at all.

use super::{Window, encoding::Encoding};
use crate::model::Place;

/// A counted place from which the next one is counted on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counter {
    /// Offset in the decoded text.
    offset: u32,
    utf16: u32,
    line: u32,
    /// UTF-16 offset at which the line begins.
    line_start: u32,
    /// The last byte was a carriage return: a line feed that follows belongs to it.
    after_return: bool,
}

impl Default for Counter {
    fn default() -> Self {
        Self { offset: 0, utf16: 0, line: 1, line_start: 0, after_return: false }
    }
}

impl Counter {
    /// How far the text is counted.
    pub(crate) const fn offset(&self) -> u32 {
        self.offset
    }

    /// The place so many ASCII characters further on the same line.
    pub(crate) const fn moved_to(mut self, offset: u32) -> Self {
        self.utf16 += offset.saturating_sub(self.offset);
        self.offset = offset;
        self
    }

    /// Counts on to `offset`, which must lie in the window and not before what is counted.
    pub(crate) fn advance(&mut self, window: &Window<'_>, offset: u32) {
        let text = window.bytes(super::Span::new(self.offset, offset));
        let is_sound = window.sound(super::Span::new(self.offset, offset)).is_some();
        let mut rest = text;
        while let Some(at) = memchr::memchr2(b'\n', b'\r', rest) {
            let (line, tail) = rest.split_at(at);
            self.utf16 += utf16_units(line, is_sound) + 1;
            let is_return = tail.first() == Some(&b'\r');
            let is_second_half = !is_return && at == 0 && self.after_return;
            self.line += u32::from(!is_second_half);
            self.line_start = self.utf16;
            self.after_return = is_return;
            rest = tail.get(1..).unwrap_or_default();
        }
        if !rest.is_empty() {
            self.utf16 += utf16_units(rest, is_sound);
            self.after_return = false;
        }
        self.offset = offset;
    }

    /// The counted place, in a source of that encoding.
    pub(crate) const fn place(&self, encoding: Encoding, mark: u32) -> Place {
        let byte = match encoding {
            Encoding::Utf8 => self.offset,
            Encoding::Utf16Le | Encoding::Utf16Be => self.utf16 * 2,
            Encoding::Windows1258 => self.utf16,
        };
        Place { byte: byte + mark, utf16: self.utf16, line: self.line, column: self.utf16 - self.line_start + 1 }
    }
}

/// UTF-16 units of UTF-8 text (`is_sound`: it is known to be); bad bytes count as the U+FFFD characters a browser's `TextDecoder` makes of them.
#[inline(never)]
fn utf16_units(text: &[u8], is_sound: bool) -> u32 {
    if is_sound || std::str::from_utf8(text).is_ok() {
        return units_of_valid(text);
    }
    let units = |chunk: std::str::Utf8Chunk<'_>| {
        units_of_valid(chunk.valid().as_bytes()) + u32::from(!chunk.invalid().is_empty())
    };
    text.utf8_chunks().map(units).sum()
}

/// Every byte that begins a character counts one, those of four bytes two. Sums of small pieces fit a byte, which lets
/// the compiler count many bytes at once.
fn units_of_valid(text: &[u8]) -> u32 {
    let of_piece = |piece: &[u8]| {
        let units = |byte: &u8| u8::from(byte & 0xC0 != 0x80) + u8::from(*byte >= 0xF0);
        u32::from(piece.iter().fold(0_u8, |sum, byte| sum.wrapping_add(units(byte))))
    };
    text.chunks(120).map(of_piece).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, offset: usize) -> Place {
        let mut counter = Counter::default();
        counter.advance(&Window::new(text.as_bytes(), 0), offset as u32);
        counter.place(Encoding::Utf8, 0)
    }

    fn by_definition(text: &str, offset: usize) -> Place {
        let before = &text[..offset];
        let utf16 = before.encode_utf16().count() as u32;
        let normal = before.replace("\r\n", "\n\u{0}").replace('\r', "\n");
        // A place between \r and \n is on the line that the \r began.
        let line = normal.matches('\n').count() as u32 + 1;
        let after_break = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let column = before[after_break..].encode_utf16().count() as u32 + 1;
        Place { byte: offset as u32, utf16, line, column }
    }

    #[test]
    fn counts_like_the_definition() {
        let text = "a\r\nHồ sơ 😀\nNguye\u{302}\u{303}n\rx\n\r\n\r\n y";
        for (offset, _) in text.char_indices() {
            assert_eq!(place(text, offset), by_definition(text, offset), "at {offset}");
        }
    }

    #[test]
    fn counts_the_same_in_steps() {
        let text = "a\r\nHồ\r\r\n\nsơ 😀";
        let stops: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let mut counter = Counter::default();
        for &stop in &stops {
            counter.advance(&Window::new(text.as_bytes(), 0), stop as u32);
            assert_eq!(counter.place(Encoding::Utf8, 0), place(text, stop));
        }
    }

    #[test]
    fn bad_bytes_count_as_replacement_characters() {
        let bytes = b"ab\xE1\xBB!\xFF\xFF";
        let mut counter = Counter::default();
        counter.advance(&Window::new(bytes, 0), bytes.len() as u32);
        assert_eq!(
            counter.place(Encoding::Utf8, 0).utf16,
            String::from_utf8_lossy(bytes).encode_utf16().count() as u32
        );
    }
}

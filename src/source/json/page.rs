//! The text a reader looks at now, and how to look ahead in it: what cannot be seen yet is [`More`], never a guess,
//! so that reading does not depend on where the text happens to be cut.

use super::super::{Span, Window};

/// More text is needed before this can be decided.
#[derive(Clone, Copy, Debug)]
pub(super) struct More;

/// What a decision gives that may have to wait for text.
pub(super) type Step<T> = Result<T, More>;

/// How far a decision looks ahead for the end of a name or of brackets. Names are short; and text made to be slow to
/// read must not be.
pub(super) const LOOK_AHEAD: usize = 256;

/// The text in memory; in NDJSON only up to the end of the line.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    /// What the sink gets to see.
    pub(super) window: &'a Window<'a>,
    /// The text to read, from the window's start.
    pub(super) text: &'a [u8],
    /// Nothing follows the text.
    pub(super) last: bool,
}

impl<'a> Page<'a> {
    /// The offset of an index into the text.
    #[inline]
    pub(super) const fn offset(&self, at: usize) -> u32 {
        self.window.base() + at as u32
    }

    /// The index of an offset.
    #[inline]
    pub(super) const fn index(&self, offset: u32) -> usize {
        offset.saturating_sub(self.window.base()) as usize
    }

    /// The span between two indices.
    #[inline]
    pub(super) const fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.offset(from), self.offset(to))
    }

    /// The text between two indices.
    #[inline]
    pub(super) fn slice(&self, from: usize, to: usize) -> &'a [u8] {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The byte at an index, `None` at the end of all text.
    pub(super) fn byte(&self, at: usize) -> Step<Option<u8>> {
        match self.text.get(at) {
            Some(&byte) => Ok(Some(byte)),
            None if self.last => Ok(None),
            None => Err(More),
        }
    }

    /// The first place from `at` on that is no white space, and its byte.
    pub(super) fn after_space(&self, at: usize) -> Step<(usize, Option<u8>)> {
        let at = skip_space(self.text, at);
        Ok((at, self.byte(at)?))
    }

    /// The first place from `at` on that is no space or tab, and its byte.
    pub(super) fn after_blanks(&self, mut at: usize) -> Step<(usize, Option<u8>)> {
        while let Some(b' ' | b'\t') = self.text.get(at) {
            at += 1;
        }
        Ok((at, self.byte(at)?))
    }

    /// The length of the character at an index: 1 for ASCII and for a byte that begins no valid character.
    pub(super) fn char_length(&self, at: usize) -> Step<usize> {
        let length = match self.byte(at)? {
            Some(0xC2..=0xDF) => 2,
            Some(0xE0..=0xEF) => 3,
            Some(0xF0..=0xF4) => 4,
            _ => return Ok(1),
        };
        self.byte(at + length - 1)?;
        Ok(if core::str::from_utf8(self.slice(at, at + length)).is_ok_and(|text| !text.is_empty()) {
            length
        } else {
            1
        })
    }

    /// The character at an index, if it is a valid one.
    pub(super) fn char(&self, at: usize) -> Step<Option<char>> {
        let length = self.char_length(at)?;
        Ok(core::str::from_utf8(self.slice(at, at + length)).ok().and_then(|text| text.chars().next()))
    }

    /// Does a name with its colon begin at an index: `"name":`, `'name' =`, `name:`?
    pub(super) fn starts_member(&self, at: usize) -> Step<bool> {
        let Some(first) = self.byte(at)? else { return Ok(false) };
        let quoted = matches!(first, b'"' | b'\'' | 0xE2);
        if !quoted && !is_name_byte(first) {
            return Ok(false);
        }
        let mut end = at + if first == 0xE2 { self.char_length(at)? } else { 1 };
        let limit = end + LOOK_AHEAD;
        while end < limit {
            match self.byte(end)? {
                None | Some(b'\n' | b'\r') => return Ok(false),
                Some(byte) if quoted && (byte == first || byte == b'"') => {
                    let length = self.char_length(end)?;
                    if first != 0xE2 || byte == b'"' || self.is_curly(end)? {
                        return self.has_colon(end + length);
                    }
                    end += length;
                }
                Some(b'\\') if quoted => end += 2,
                Some(byte) if !quoted && !is_name_byte(byte) => return self.has_colon(end),
                Some(_) => end += 1,
            }
        }
        Ok(false)
    }

    /// Does a colon, or an equals sign that stands for one, come next on this line?
    pub(super) fn has_colon(&self, at: usize) -> Step<bool> {
        Ok(matches!(self.after_blanks(at)?.1, Some(b':' | b'=')))
    }

    /// Does one of the typographic quotation marks U+2018 to U+201F stand here?
    pub(super) fn is_curly(&self, at: usize) -> Step<bool> {
        if self.byte(at)? != Some(0xE2) || self.byte(at + 1)? != Some(0x80) {
            return Ok(false);
        }
        Ok(matches!(self.byte(at + 2)?, Some(0x98..=0x9F)))
    }
}

impl Page<'_> {
    /// Does a character stand here that copying leaves between tokens: a no-break space, a zero-width space, a byte
    /// order mark? Gives its length, and whether it looks like a space.
    pub(super) fn debris(&self, at: usize) -> Step<Option<(usize, bool)>> {
        if !matches!(self.byte(at)?, Some(0xC2 | 0xE2 | 0xEF)) {
            return Ok(None);
        }
        Ok(match self.char(at)? {
            Some('\u{A0}') => Some((2, true)),
            Some('\u{202F}') => Some((3, true)),
            Some('\u{200B}' | '\u{FEFF}') => Some((3, false)),
            _ => None,
        })
    }
}

/// Skips what JSON calls white space.
#[inline]
pub(super) fn skip_space(text: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = text.get(at) {
        at += 1;
    }
    at
}

/// Can this byte stand in a name without quotes?
pub(super) const fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || matches!(byte, b'_' | b'-' | b'.' | b'$' | b'@')
}

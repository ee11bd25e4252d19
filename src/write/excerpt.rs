//! One line of a source around a place, cut to the width of a terminal, and where the marker under it goes.
//!
//! The marker is counted in terminal cells, not in characters: Vietnamese text may be written with combining marks,
//! which take no cell, and emoji take two.

use std::borrow::Cow;

use super::secrets::secret_spans;
use super::words::visible;
use crate::model::{Encoding, Range};
use crate::source::encoding::decode_all;

/// How far around a place is looked for the ends of its line, in bytes: a whole file may be one line.
const REACH: usize = 600;
/// Cells of a line that are shown at most.
const WIDTH: usize = 110;
/// Cells before the place that stay when the line is cut.
const BEFORE: usize = 40;
/// Cells of the place itself that are shown at most.
const PLACE: usize = 70;
/// Cells a tab is wide.
const TAB: usize = 4;

/// A line and its marker.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// The line, safe to print.
    pub(crate) line: String,
    /// Cells before the marker.
    pub(crate) indent: usize,
    /// Cells of the marker, at least one.
    pub(crate) length: usize,
}

/// A source whose lines can be shown.
pub(crate) struct Shown<'a> {
    /// In UTF-8.
    text: Cow<'a, [u8]>,
    /// What of it is not shown.
    secrets: Vec<(usize, usize)>,
    /// Of a text that had to be decoded: a known place, as UTF-16 and as byte offset.
    cursor: Option<(u32, usize)>,
}

impl<'a> Shown<'a> {
    /// The bytes of a source and their encoding.
    pub(crate) fn new(bytes: &'a [u8], encoding: Encoding) -> Self {
        let (text, cursor) = if encoding == Encoding::Utf8 {
            (Cow::Borrowed(bytes), None)
        } else {
            (Cow::Owned(decode_all(bytes).0), Some((0, 0)))
        };
        let secrets = secret_spans(&text);
        Self { text, secrets, cursor }
    }

    /// The line around a range; nothing if the range is not inside.
    pub(crate) fn excerpt(&mut self, range: &Range) -> Option<Excerpt> {
        let mut range = *range;
        if self.cursor.is_some() {
            range.start.byte = self.offset(range.start.utf16)?;
            range.end.byte = self.offset(range.end.utf16)?;
        }
        excerpt(&self.text, &range, &self.secrets)
    }

    /// The byte offset of a UTF-16 offset. Findings come in order, so it goes on from the last one.
    fn offset(&mut self, utf16: u32) -> Option<u32> {
        let known = self.cursor.filter(|cursor| cursor.0 <= utf16);
        let (mut units, mut byte) = known.unwrap_or_default();
        while units < utf16 {
            let (width, length) = match self.text.get(byte)? {
                0..0x80 => (1, 1),
                0x80..0xe0 => (1, 2),
                0xe0..0xf0 => (1, 3),
                0xf0.. => (2, 4),
            };
            units += width;
            byte += length;
        }
        self.cursor = Some((units, byte));
        u32::try_from(byte).ok()
    }
}

/// A character with the cells it takes.
type Cell = (char, usize);

/// The line around a range of a UTF-8 source; nothing if the range is not inside. `secrets` are byte ranges that are
/// not shown.
fn excerpt(bytes: &[u8], range: &Range, secrets: &[(usize, usize)]) -> Option<Excerpt> {
    let start = range.start.byte as usize;
    let after_place = bytes.get(start..)?;
    let from = line_start(bytes, start);
    let reach = after_place.len().min(REACH);
    let line_end = after_place.iter().take(reach).position(|&byte| byte == b'\n' || byte == b'\r');
    let to = start + line_end.unwrap_or(reach);
    let end = (range.end.byte as usize).clamp(start, to);
    let cells = |from: usize, to: usize| cells(bytes, from, to, secrets);
    let mut place = cells(start, end);
    let mut right = cells(end, to);
    if line_end.is_none() && to < bytes.len() {
        right.push(('…', 1));
    }
    let mut left = cells(from, start);
    cut_end(&mut place, PLACE);
    let room = WIDTH.saturating_sub(width(&place));
    if width(&left) + width(&right) > room {
        cut_start(&mut left, room.saturating_sub(width(&right)).max(BEFORE));
        cut_end(&mut right, room.saturating_sub(width(&left)));
    }
    let line: String =
        [&left, &place, &right].into_iter().flatten().flat_map(|&(character, width)| drawn(character, width)).collect();
    Some(Excerpt { line: line.trim_end().to_owned(), indent: width(&left), length: width(&place).max(1) })
}

/// Where the line begins that holds `start`, or where looking for it stops.
fn line_start(bytes: &[u8], start: usize) -> usize {
    let nearest = start.saturating_sub(REACH);
    let before = bytes.get(nearest..start).unwrap_or_default();
    match memchr::memrchr2(b'\n', b'\r', before) {
        Some(newline) => nearest + newline + 1,
        None if nearest == 0 && bytes.starts_with(b"\xef\xbb\xbf") => 3.min(start),
        None => {
            let is_inner = |byte: &&u8| (**byte & 0xc0) == 0x80;
            nearest + before.iter().take_while(is_inner).count()
        }
    }
}

fn cells(bytes: &[u8], from: usize, to: usize, secrets: &[(usize, usize)]) -> Vec<Cell> {
    let near: Vec<&(usize, usize)> = secrets.iter().filter(|&&(start, end)| start < to && from < end).collect();
    let is_secret = |at: usize| near.iter().any(|&&(start, end)| start <= at && at < end);
    let text = String::from_utf8_lossy(bytes.get(from..to).unwrap_or_default());
    let exact = text.len() == to.saturating_sub(from);
    text.char_indices()
        .map(|(at, character)| {
            // In a damaged text offsets are no longer certain: then everything near a secret is hidden.
            let secret = if exact { is_secret(from + at) } else { !near.is_empty() };
            if secret {
                ('•', 1)
            } else if character == '\t' {
                (character, TAB)
            } else {
                let shown = visible(character);
                (shown, cells_of(shown))
            }
        })
        .collect()
}

fn drawn(character: char, width: usize) -> impl Iterator<Item = char> {
    let (character, times) = match character {
        '\t' => (' ', width),
        other => (other, 1),
    };
    std::iter::repeat_n(character, times)
}

fn width(cells: &[Cell]) -> usize {
    cells.iter().map(|cell| cell.1).sum()
}

/// Keeps the last `room` cells, with a sign that something is missing.
fn cut_start(cells: &mut Vec<Cell>, room: usize) {
    let mut excess = width(cells).saturating_sub(room);
    if excess == 0 {
        return;
    }
    excess += 1;
    let mut gone = 0;
    let counted = cells.iter().take_while(|cell| {
        // A combining mark goes with the letter before it.
        let goes = gone < excess || cell.1 == 0;
        gone += cell.1;
        goes
    });
    let count = counted.count();
    cells.splice(..count, [('…', 1)]);
}

/// Keeps the first `room` cells, with a sign that something is missing.
fn cut_end(cells: &mut Vec<Cell>, room: usize) {
    if width(cells) <= room {
        return;
    }
    let mut kept = 0;
    let counted = cells.iter().take_while(|cell| {
        kept += cell.1;
        kept < room
    });
    let count = counted.count();
    cells.truncate(count);
    cells.push(('…', 1));
}

/// How many cells of a terminal a character takes.
const fn cells_of(character: char) -> usize {
    match character as u32 {
        // Combining marks, joiners, variation selectors, skin tones of emoji.
        0x0300..=0x036f
        | 0x1ab0..=0x1aff
        | 0x1dc0..=0x1dff
        | 0x200c..=0x200d
        | 0x20d0..=0x20ff
        | 0xfe00..=0xfe0f
        | 0xfe20..=0xfe2f
        | 0x1f3fb..=0x1f3ff
        | 0xe0100..=0xe01ef => 0,
        // East Asian wide forms and emoji.
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff01..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1f64f
        | 0x1f680..=0x1f6ff
        | 0x1f900..=0x1f9ff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::samples::range_of;

    /// The line and under it the marker.
    fn shown(text: &str, needle: &str) -> String {
        let excerpt = excerpt(text.as_bytes(), &range_of(text, needle), &[]).unwrap();
        let (indent, length) = (excerpt.indent, excerpt.length);
        format!("{}\n{}{}", excerpt.line, " ".repeat(indent), "^".repeat(length))
    }

    #[test]
    fn the_marker_stands_under_the_place() {
        assert_eq!(shown("{\n \"a\": 12,\n}", "12"), " \"a\": 12,\n      ^^");
        assert_eq!(shown("\t\"a\":1", "1"), "    \"a\":1\n        ^");
        assert_eq!(shown("\u{feff}{}", "{"), "{}\n^");
    }

    #[test]
    fn combining_marks_take_no_cell_and_emoji_two() {
        // “Nguyễn” decomposed: e, circumflex, tilde.
        let text = "Nguye\u{302}\u{303}n x";
        assert_eq!(shown(text, "x"), format!("{text}\n       ^"));
        assert_eq!(shown(text, "Nguye\u{302}\u{303}n"), format!("{text}\n^^^^^^"));
        assert_eq!(shown("😀 x", "x"), "😀 x\n   ^");
    }

    #[test]
    fn a_place_at_the_end_of_a_line_is_marked() {
        let text = "{\r\n\"a\": \r\n}";
        let mut range = range_of(text, "\r\n}");
        range.end = range.start;
        let excerpt = excerpt(text.as_bytes(), &range, &[]).unwrap();
        assert_eq!((excerpt.line.as_str(), excerpt.indent, excerpt.length), ("\"a\":", 5, 1));
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        for length in [0, 30, 60, 500, 5000] {
            let filler = "ệ".repeat(length);
            let text = format!("{filler}<HERE>{filler}");
            let excerpt = excerpt(text.as_bytes(), &range_of(&text, "<HERE>"), &[]).unwrap();
            assert!(excerpt.line.chars().count() <= WIDTH + 1, "{}", excerpt.line);
            let under: String = excerpt.line.chars().skip(excerpt.indent).take(6).collect();
            assert_eq!(under, "<HERE>");
        }
    }

    #[test]
    fn a_place_of_many_lines_is_marked_on_its_first() {
        let text = "{\n  \"a\": [1,\n2]}";
        assert_eq!(shown(text, "[1,\n2]"), "  \"a\": [1,\n       ^^^");
    }

    #[test]
    fn secrets_are_dots() {
        let text = r#"{"session":"S3CRET","a":1}"#;
        let secrets = secret_spans(text.as_bytes());
        let excerpt = excerpt(text.as_bytes(), &range_of(text, "1"), &secrets).unwrap();
        assert_eq!(excerpt.line, r#"{"session":"••••••","a":1}"#);
        assert_eq!(excerpt.indent, 24);
    }

    #[test]
    fn other_encodings_are_shown_too() {
        let text = "{\n \"Tên\": \"😀 Nguyễn\", \"b\": 1}";
        let range = range_of(text, "1}");
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        let mut shown = Shown::new(&bytes, Encoding::Utf16Le);
        let one = shown.excerpt(&range).unwrap();
        assert_eq!(one, Shown::new(text.as_bytes(), Encoding::Utf8).excerpt(&range).unwrap());
        // Backwards works as well.
        let name = shown.excerpt(&range_of(text, "Tên")).unwrap();
        assert_eq!((name.indent, name.length), (2, 3));
    }

    #[test]
    fn any_range_in_any_bytes_is_safe() {
        let bytes = b"\xef\xbb\xbf\xff\xfe a\xe1\xbb\n\x00\x80\xf0\x9f";
        for start in 0..20 {
            for end in 0..20 {
                let mut range = Range::default();
                (range.start.byte, range.end.byte) = (start, end);
                let _ = excerpt(bytes, &range, &[(2, 5)]);
            }
        }
        let mut outside = Range::default();
        outside.start.byte = 500;
        assert_eq!(excerpt(bytes, &outside, &[]), None);
    }
}

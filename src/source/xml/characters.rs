//! Which bytes are characters that XML allows. One pass over each piece of text answers "all of them" for nearly every
//! packet; only where it does not, a copy is made in which the wrong bytes are replaced one for one, so that the
//! tokenizer goes on and all offsets stay exact.

use super::Span;
use super::View;
use crate::source::Said;

use crate::{
    model::catalogue::{encoding, syntax},
    source::Fault,
};

pub(super) const ONES: u64 = 0x0101_0101_0101_0101;
pub(super) const HIGHS: u64 = 0x8080_8080_8080_8080;

/// What one pass over a piece of text finds.
pub(super) struct Inspection {
    /// Length of the text that ends with a whole character.
    pub(super) usable: usize,
    /// Some of it is no text that XML allows.
    pub(super) dirty: bool,
    /// It holds `]]>` somewhere.
    pub(super) brackets: bool,
}

/// Looks at the text that is to be read; `last`: no more follows; `is_sound`: is so much of it known to be UTF-8?
pub(super) fn inspect(raw: &[u8], last: bool, is_sound: &dyn Fn(usize) -> bool) -> Inspection {
    let usable = if last { raw.len() } else { raw.len() - unfinished(raw) };
    let text = raw.get(..usable).unwrap_or_default();
    let is_text = is_sound(usable) || str::from_utf8(text).is_ok();
    Inspection { usable, dirty: !is_text || has_illegal(text), brackets: has_brackets(text) }
}

/// Number of bytes at the end that begin a character which is not complete yet.
fn unfinished(raw: &[u8]) -> usize {
    (1..=raw.len().min(3))
        .find(|&back| raw.get(raw.len() - back).is_some_and(|&byte| byte >= 0xC0))
        .filter(|&back| {
            let tail = raw.get(raw.len() - back..).unwrap_or_default();
            str::from_utf8(tail).is_err_and(|error| error.error_len().is_none())
        })
        .unwrap_or(0)
}

/// Is there a control character or a noncharacter U+FFFE, U+FFFF? Eight bytes at a time.
fn has_illegal(text: &[u8]) -> bool {
    let (words, rest) = text.as_chunks::<8>();
    let mut found = false;
    for word in words {
        let word = u64::from_le_bytes(*word);
        // High bit of each byte: below 0x20; equal to 0xEF.
        let below = !(((word & !HIGHS) + ONES * 0x60) | word) & HIGHS;
        let high = equal(word, 0xEF);
        if below | high != 0 {
            let allowed = equal(word, b'\n') | equal(word, b'\r') | equal(word, b'\t');
            found |= below & !allowed != 0 || high != 0;
            if found {
                break;
            }
        }
    }
    (found || rest.iter().any(|&byte| byte == 0xEF || is_control(byte))) && next_illegal(text, 0).is_some()
}

/// High bit of each byte that equals `byte`, without borrows between bytes.
pub(super) const fn equal(word: u64, byte: u8) -> u64 {
    let difference = word ^ (ONES * byte as u64);
    !(((difference & !HIGHS) + !HIGHS) | difference) & HIGHS
}

const fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')
}

/// The next character that XML forbids: its start and length.
fn next_illegal(text: &[u8], from: usize) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    rest.iter().enumerate().find_map(|(index, &byte)| {
        if is_control(byte) {
            return Some((from + index, 1));
        }
        let ends = byte == 0xEF && matches!(rest.get(index + 1..index + 3), Some([0xBF, 0xBE | 0xBF]));
        ends.then_some((from + index, 3))
    })
}

fn has_brackets(text: &[u8]) -> bool {
    memchr::memchr_iter(b']', text).any(|at| matches!(text.get(at + 1..at + 3), Some(b"]>")))
}

/// The text with every wrong byte replaced by a harmless one.
#[cold]
#[inline(never)]
pub(super) fn cleaned(raw: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(raw.len());
    for chunk in raw.utf8_chunks() {
        text.extend_from_slice(chunk.valid().as_bytes());
        text.resize(text.len() + chunk.invalid().len(), b'x');
    }
    let mut from = 0;
    while let Some((at, length)) = next_illegal(&text, from) {
        from = at + length;
        if let Some(bytes) = text.get_mut(at..from) {
            // Most control characters are debris inside a word, some stand where a space was meant.
            let stand_in = if matches!(bytes.first(), Some(0x0B | 0x0C | 0x1C..=0x1F)) { b' ' } else { b'x' };
            bytes.fill(stand_in);
        }
    }
    text
}

/// Names what is wrong with the bytes of one token: the first sequence that is not UTF-8, and each run of forbidden
/// characters.
#[cold]
#[inline(never)]
pub(super) fn faults(view: &View<'_>, from: usize, to: usize, faults: &mut Vec<Fault>) {
    let raw = view.raw.get(from..to).unwrap_or_default();
    if let Err(error) = str::from_utf8(raw) {
        let start = from + error.valid_up_to();
        let length = error.error_len().unwrap_or(to - start);
        let byte = view.raw.get(start).copied().unwrap_or_default();
        faults.push(
            Fault::new(encoding::message::INVALID_UTF8, view.span(start, start + length))
                .with("byte", Said::Known(format!("{byte:02X}"))),
        );
    }
    let mut at = 0;
    while let Some((start, length)) = next_illegal(raw, at) {
        let code =
            if length == 1 { u32::from(raw.get(start).copied().unwrap_or_default()) } else { noncharacter(raw, start) };
        at = start + length;
        while let Some((next, more)) = next_illegal(raw, at)
            && next == at
        {
            at += more;
        }
        let span = view.span(from + start, from + at);
        faults.push(
            Fault::new(syntax::message::ILLEGAL_CHARACTER, span)
                .with("code", Said::Known(format!("U+{code:04X}")))
                .fixed(syntax::fix::REMOVE_CHARACTER, vec![(span, String::new())], false),
        );
    }
}

fn noncharacter(raw: &[u8], start: usize) -> u32 {
    0xFF40 + u32::from(raw.get(start + 2).copied().unwrap_or_default())
}

/// Characters that nobody sees and copying leaves behind: no-break and zero-width spaces, byte order marks.
pub(super) const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{A0}' | '\u{AD}' | '\u{2000}'
            ..='\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{202F}' | '\u{205F}' | '\u{2060}' | '\u{3000}' | '\u{FEFF}'
    )
}

/// White space and invisible characters only, at least one of these.
#[cold]
#[inline(never)]
pub(super) fn is_invisible_text(text: &[u8]) -> bool {
    str::from_utf8(text).is_ok_and(|text| {
        text.chars().all(|character| is_invisible(character) || character.is_ascii_whitespace())
            && text.chars().any(is_invisible)
    })
}

/// The range without white space and invisible characters at its ends.
pub(super) fn trimmed(view: &View<'_>, from: usize, to: usize) -> Span {
    let Ok(text) = str::from_utf8(view.slice(from, to)) else {
        return view.span(from, to);
    };
    let blank = |character: char| is_invisible(character) || character.is_ascii_whitespace();
    let start = from + text.len() - text.trim_start_matches(blank).len();
    view.span(start, (from + text.trim_end_matches(blank).len()).max(start))
}

/// The range without white space at its ends.
pub(super) fn trimmed_of_space(view: &View<'_>, from: usize, to: usize) -> Span {
    let text = view.slice(from, to);
    let start = from + text.len() - text.trim_ascii_start().len();
    view.span(start, (from + text.trim_ascii_end().len()).max(start))
}

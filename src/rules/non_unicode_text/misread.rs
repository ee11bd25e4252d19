//! UTF-8 that was read as Windows-1252 or Windows-1258, once or several times over.

use super::{Reading, byte_of, is_ours};
use crate::{letters::is_syllable, model::catalogue::non_unicode_text::message};

/// The most times one program after the other read it wrongly.
const TIMES: usize = 4;

/// Somewhere a character that stands for a byte above 0x7F follows another such character.
pub(super) fn may_be_read(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|three| match three {
        [before, 0xC2, _]
        | [before, 0xCB, 0x86 | 0x9C]
        | [before, 0xE2, 0x80 | 0x84]
        | [before, 0xC5, 0x92 | 0x93 | 0xA0 | 0xA1 | 0xB8 | 0xBD | 0xBE]
        | [before, 0xC6, 0x92] => *before >= 0x80,
        _ => false,
    })
}

/// The text as it was before it was read wrongly; lost where some of its bytes have gone. Of a text with which something
/// else was wrong less is enough.
pub(super) fn read(text: &str, was_wrong: bool) -> Option<Reading> {
    let enough = if was_wrong && !is_words(text) { 1 } else { 2 };
    let mut right = text.to_owned();
    let mut telling = 0;
    for _ in 0..TIMES {
        let (once, weight) = once(&right)?;
        // What is right already may end a word with a capital à before a quotation mark: that is no second time.
        if once == right || telling >= enough && weight < 2 {
            break;
        }
        telling += weight;
        right = once;
    }
    match (telling >= enough, has_rest(&right, telling >= enough)) {
        (true, false) => Some(Reading::habit(message::MISREAD, "UTF-8", right)),
        (_, true) => Some(Reading::lost()),
        (false, false) => None,
    }
}

/// Every word beyond ASCII is a syllable in one case; signs stand around words, not in them, and no other kind of space
/// behind them.
fn is_words(text: &str) -> bool {
    let words = text.split(|letter: char| letter.is_ascii() && !letter.is_alphabetic() || letter.is_whitespace());
    let mut words = words.map(|word| word.trim_matches(|letter: char| !letter.is_alphabetic()));
    !text.contains("Ã\u{A0}") && words.all(|word| word.is_ascii() || is_syllable(word) && !has_capital_inside(word))
}

fn has_capital_inside(word: &str) -> bool {
    word.chars().zip(word.chars().skip(1)).any(|(before, letter)| before.is_lowercase() && letter.is_uppercase())
}

/// The text with every sequence read right, and how telling these are.
fn once(text: &str) -> Option<(String, u32)> {
    let mut converted = String::with_capacity(text.len());
    let mut telling = 0;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (letter, taken, weight) = sequence(rest).unwrap_or((first, first.len_utf8(), 0));
        converted.push(letter);
        telling += weight;
        rest = rest.get(taken..)?;
    }
    Some((converted, telling))
}

/// The letter whose UTF-8 bytes stand at the beginning as characters, their length, and how telling that is.
fn sequence(text: &str) -> Option<(char, usize, u32)> {
    let mut letters = text.char_indices();
    let (_, first) = letters.next()?;
    let lead = byte_of(first)?;
    let length = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0];
    let mut end = first.len_utf8();
    let mut second = first;
    for slot in bytes.get_mut(1..length)? {
        let (start, next) = letters.next()?;
        *slot = byte_of(next).filter(|byte| matches!(byte, 0x80..=0xBF))?;
        second = next;
        end = start + next.len_utf8();
    }
    let letter = std::str::from_utf8(bytes.get(..length)?).ok()?.chars().next()?;
    Some((letter, end, weight(letter, lead, second)))
}

fn weight(letter: char, lead: u8, second: char) -> u32 {
    match lead {
        // A capital Ã may end a word before a quotation mark or a dash: one such pair proves nothing.
        0xC3 if is_ours(letter) && (u32::from(second) > 0xFF || second == '\u{A0}') => 1,
        0xC3..=0xC6 | 0xE1 if is_ours(letter) => 2,
        0xE2 if ('\u{2010}'..='\u{2026}').contains(&letter) => 2,
        _ => 0,
    }
}

/// A letter has gone of which the first bytes still stand there: Windows-1252 has nothing at five places, and programs
/// leave out or replace what stood there. Between letters they tell it by themselves; `is_misread`: the rest of the
/// text was read wrongly, so that less is enough.
fn has_rest(text: &str, is_misread: bool) -> bool {
    if text.contains('«') {
        return false;
    }
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(first) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        let behind = letters.clone().nth(1).unwrap_or(' ');
        let is_in_word = before.is_ascii_alphabetic() && (behind.is_ascii_alphabetic() || behind == '?');
        match (first, next) {
            ('á', '»' | 'º') if is_misread || is_in_word => return true,
            ('Ä' | 'Ã' | 'Æ', '?' | '\u{FFFD}') if is_misread => return true,
            _ => before = first,
        }
    }
    false
}

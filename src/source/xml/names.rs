//! Names of XML 1.0 (fifth edition) and Namespaces in XML 1.0: which characters may stand in them, and where the colon.
//! Nearly every name is plain ASCII and is judged by a table.

use super::characters::{HIGHS, ONES};

/// White space between parts of a tag.
const SPACE: u8 = 1;
/// An ASCII character that may begin a name (without the colon).
const START: u8 = 2;
/// An ASCII character that may stand in a name (without the colon).
const NAME: u8 = 4;

const CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' | b'\t' | b'\n' | b'\r' => SPACE,
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => START | NAME,
            b'0'..=b'9' | b'-' | b'.' => NAME,
            _ => 0,
        };
        byte += 1;
    }
    table
}

/// White space as XML knows it.
pub(super) const fn is_space(byte: u8) -> bool {
    CLASSES[byte as usize] & SPACE != 0
}

/// Only white space.
pub(super) fn is_blank(text: &[u8]) -> bool {
    text.iter().all(|&byte| is_space(byte))
}

/// A name of ASCII characters without a colon.
pub(super) fn is_plain(name: &[u8]) -> bool {
    match name.first() {
        Some(&first) if CLASSES[first as usize] & START != 0 => {
            name.iter().fold(NAME, |all, &byte| all & CLASSES[byte as usize]) != 0
        }
        _ => false,
    }
}

/// Length of the plain name with which the text begins; 0 where none does.
#[inline]
pub(super) fn plain_length(text: &[u8]) -> usize {
    if text.first().is_none_or(|&first| CLASSES[first as usize] & START == 0) {
        return 0;
    }
    let (words, _) = text.as_chunks::<8>();
    let mut length = 0;
    // Most names are letters only.
    for word in words {
        let letters = letters(u64::from_le_bytes(*word));
        length += letters;
        if letters < 8 {
            break;
        }
    }
    let rest = text.get(length..).unwrap_or_default();
    length + rest.iter().position(|&byte| CLASSES[byte as usize] & NAME == 0).unwrap_or(rest.len())
}

/// How many ASCII letters a word begins with.
const fn letters(word: u64) -> usize {
    let small = (word | (ONES * 0x20)) & !HIGHS;
    // High bit of each byte: from `a` on; beyond `z`.
    let from = small + ONES * (0x80 - b'a' as u64);
    let beyond = small + ONES * (0x7F - b'z' as u64);
    let others = (!from | beyond | word) & HIGHS;
    others.trailing_zeros() as usize / 8
}

/// Could a name begin with this byte? Beyond ASCII the answer is yes until the character is looked at.
pub(super) const fn may_begin(byte: u8) -> bool {
    byte >= 0x80 || byte == b':' || CLASSES[byte as usize] & START != 0
}

/// A name that may contain no colon (prefixes, local parts, entities, instruction targets).
pub(crate) fn is_uncolonised(name: &[u8]) -> bool {
    is_plain(name)
        || str::from_utf8(name).is_ok_and(|name| {
            let mut characters = name.chars();
            characters.next().is_some_and(is_start) && characters.all(is_name)
        })
}

/// The length of the prefix and its colon (0 without prefix) of a well-formed qualified name.
pub(super) fn qualified(name: &[u8]) -> Option<usize> {
    match memchr::memchr(b':', name) {
        None => is_uncolonised(name).then_some(0),
        Some(colon) => {
            let (prefix, rest) = name.split_at_checked(colon)?;
            let local = rest.get(1..)?;
            (is_uncolonised(prefix) && is_uncolonised(local)).then_some(colon + 1)
        }
    }
}

fn is_start(character: char) -> bool {
    matches!(character, 'A'..='Z' | 'a'..='z' | '_'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

fn is_name(character: char) -> bool {
    is_start(character)
        || matches!(character, '0'..='9' | '-' | '.' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

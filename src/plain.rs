//! Small, plain forms of what the standard library has in large and general ones.
//!
//! None of this is on the way of a clean packet, and all of it is in the module that a browser downloads: one sort for
//! everything that is sorted, one table for everything that is looked up, one search for everything that is searched.

use std::collections::HashMap;

/// What is noted under a hash.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Noted {
    /// A count, or the number of something.
    pub(crate) number: u32,
    /// Something has happened.
    pub(crate) flag: bool,
    /// A time.
    pub(crate) time: u64,
}

/// A table of notes under hashes.
pub(crate) type Table = HashMap<u128, Noted>;

/// The note under that hash; where there is none yet, one with that number.
#[inline(never)]
pub(crate) fn note(table: &mut Table, hash: u128, number: u32) -> &mut Noted {
    table.entry(hash).or_insert(Noted { number, ..Noted::default() })
}

/// A 128-bit FNV-1a hash: the same in every build, on every machine.
pub(crate) fn hash(bytes: &[u8]) -> u128 {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    bytes.iter().fold(BASIS, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME))
}

/// Another 128-bit hash, for this run only: eight bytes at a time in two lanes that are stirred in different ways.
pub(crate) fn quick_hash(bytes: &[u8]) -> u128 {
    const LANES: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xD6E8_FEB8_6659_FD93];
    let (words, rest) = bytes.as_chunks::<8>();
    let rest = rest.iter().fold(bytes.len() as u64, |number, byte| number << 8 | u64::from(*byte));
    let words = words.iter().map(|word| u64::from_le_bytes(*word)).chain([rest]);
    let [one, other] = words.fold(LANES, |[one, other], word| {
        let stir = |lane: u64, by: u64| {
            let mixed = (lane ^ word).wrapping_mul(by);
            mixed ^ mixed >> 29
        };
        [stir(one, LANES[1]), stir(other.rotate_left(23), LANES[0])]
    });
    u128::from(one) << 64 | u128::from(other)
}

/// Sorts by a relation, equal ones staying in their order: runs of one, two, four and so on are merged.
#[inline(never)]
pub(crate) fn sort(items: &mut Vec<u32>, is_before: &mut dyn FnMut(u32, u32) -> bool) {
    let mut run = 1;
    while run < items.len() {
        let mut merged = Vec::with_capacity(items.len());
        for pair in items.chunks(run * 2) {
            let (mut left, mut right) = pair.split_at(run.min(pair.len()));
            while let ([one, ..], [other, ..]) = (left, right) {
                let side = if is_before(*other, *one) { &mut right } else { &mut left };
                if let Some((first, rest)) = side.split_first() {
                    merged.push(*first);
                    *side = rest;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        *items = merged;
        run *= 2;
    }
}

/// Sorts numbers, each once.
pub(crate) fn sort_numbers(numbers: &mut Vec<u32>) {
    sort(numbers, &mut |one, other| one < other);
    numbers.dedup();
}

/// Where `needle` begins in `text`.
#[inline(never)]
pub(crate) fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut from = 0;
    loop {
        let rest = text.get(from..)?;
        let at = memchr::memchr(first, rest)?;
        if rest.get(at..)?.starts_with(needle) {
            return Some(from + at);
        }
        from += at + 1;
    }
}

/// Are the bytes the same? Eight at a time: names are too short to be worth a call.
#[inline]
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let word = |bytes: &[u8; 8]| u64::from_ne_bytes(*bytes);
    let (Some(end), Some(other_end)) = (one.last_chunk(), other.last_chunk()) else {
        return one.iter().zip(other).all(|(one, other)| one == other);
    };
    // The last eight bytes first: names differ more at their ends.
    let (words, others) = (one.as_chunks::<8>().0, other.as_chunks::<8>().0);
    word(end) == word(other_end) && words.iter().zip(others).all(|(one, other)| word(one) == word(other))
}

/// Does `needle` stand in `text`?
pub(crate) fn holds(text: &str, needle: &str) -> bool {
    find(text.as_bytes(), needle.as_bytes()).is_some()
}

/// The number of characters.
#[inline(never)]
pub(crate) fn characters(text: &str) -> usize {
    text.bytes().map(|byte| usize::from(byte & 0xC0 != 0x80)).sum()
}

/// The text with something else in the place of a character.
#[inline(never)]
pub(crate) fn replaced(text: &str, old: u8, new: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = find(rest.as_bytes(), &[old]) {
        out.push_str(rest.get(..at).unwrap_or_default());
        out.push_str(new);
        rest = rest.get(at + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Is it one of these letters?
pub(crate) fn is_one_of(letter: char, letters: &str) -> bool {
    letters.chars().any(|known| known == letter)
}

/// The text before and behind the first `mark`.
pub(crate) fn split_once<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let at = find(text.as_bytes(), mark.as_bytes())?;
    Some((text.get(..at)?, text.get(at + mark.len()..)?))
}

/// A character's number: `U+00A0`.
pub(crate) fn code_point(code: u32) -> String {
    "U+".to_owned() + &hexadecimal(code.into(), 4)
}

/// A number in hexadecimal capital digits, so many at least.
#[inline(never)]
pub(crate) fn hexadecimal(number: u64, least: u32) -> String {
    let digits = (1..16).find(|digits| number >> (4 * digits) == 0).unwrap_or(16).max(least);
    let digit = |place: u32| char::from_digit((number >> (4 * place)) as u32 & 15, 16).unwrap_or('0');
    (0..digits).rev().map(|place| digit(place).to_ascii_uppercase()).collect()
}

/// A letter or a digit of some script; punctuation, symbols, marks and spaces are none.
pub(crate) const fn is_word_character(letter: char) -> bool {
    matches!(
        letter,
        '0'..='9' | 'A'..='Z' | 'a'..='z' | 'ª' | '²' | '³' | 'µ' | '¹' | 'º' | '¼'..='¾' | 'À'..='Ö' | 'Ø'..='ö'
        | 'ø'..='\u{2c1}' | '\u{370}'..='\u{1fff}' | '\u{2070}'..='\u{209c}' | '\u{2c00}'..='\u{2dff}'
        | '\u{3041}'..='\u{d7ff}' | '\u{f900}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{ff10}'..='\u{ff19}'
        | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' | '\u{ff66}'..='\u{ffdc}' | '\u{10000}'..='\u{1efff}'
        | '\u{20000}'..='\u{3ffff}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_of_vietnam_are_word_characters() {
        for letter in "aZ09đĐẠỹƠưēčŠΩЖ中๑".chars() {
            assert!(is_word_character(letter) && letter.is_alphanumeric(), "{letter}");
        }
        for letter in " -_.,;:!?\"'“”‘’–—…•©®°±×÷€₫→\u{a0}\u{200b}\u{301}\u{feff}😀".chars()
        {
            assert!(!is_word_character(letter) && !letter.is_alphanumeric(), "{letter}");
        }
    }

    proptest! {
        /// Texts that differ in little: a letter, a length, zeros at the end.
        #[test]
        fn other_texts_have_other_hashes(one in "[ab\0]{0,20}", other in "[ab\0]{0,20}") {
            prop_assert_eq!(quick_hash(one.as_bytes()) == quick_hash(other.as_bytes()), one == other);
            prop_assert_eq!(same(one.as_bytes(), other.as_bytes()), one == other);
            prop_assert!(same(one.as_bytes(), one.clone().as_bytes()));
        }

        #[test]
        fn counted_as_the_standard_library_counts(text: String) {
            prop_assert_eq!(characters(&text), text.chars().count());
        }

        #[test]
        fn hexadecimal_as_the_standard_library_writes(number: u64, shift in 0..64_u32) {
            let number = number >> shift;
            prop_assert_eq!(hexadecimal(number, 4), format!("{number:04X}"));
        }

        #[test]
        fn sorted_as_the_standard_library_sorts(values in prop::collection::vec(0..50_u32, 0..200)) {
            let mut order: Vec<u32> = (0..values.len() as u32).collect();
            let at = |index: u32| values[index as usize];
            sort(&mut order, &mut |one, other| at(one) < at(other));
            let mut expected: Vec<u32> = (0..values.len() as u32).collect();
            expected.sort_by_key(|index| at(*index));
            prop_assert_eq!(order, expected);
        }

        #[test]
        fn found_as_the_standard_library_finds(text in "[ab]{0,20}", needle in "[ab]{1,4}") {
            prop_assert_eq!(find(text.as_bytes(), needle.as_bytes()), text.find(&needle));
            prop_assert_eq!(split_once(&text, &needle), text.split_once(&needle));
            prop_assert_eq!(replaced(&text, b'a', &needle), text.replace('a', &needle));
            prop_assert_eq!(same(text.as_bytes(), needle.as_bytes()), text == needle);
            prop_assert!(same(text.as_bytes(), text.clone().as_bytes()));
        }
    }
}

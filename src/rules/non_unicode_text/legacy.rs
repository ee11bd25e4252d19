//! Codes whose bytes were stored as the characters of Latin-1: TCVN3 (ABC), VNI, and Windows-1258 read as Windows-1252.

use super::Reading;
use crate::{
    letters::{self, Composed, is_syllable, vowel, with_tone},
    model::catalogue::non_unicode_text::message,
};

/// The letters of Latin-1 that Vietnamese has, as bits of the last five bits of their number; both cases fall together.
const OURS: u32 = 0b0010_0110_0011_1100_0011_0111_0000_1111;

/// Among characters of Latin-1 there is one that Vietnamese in Unicode does not have where it stands.
pub(super) fn may_be_read(bytes: &[u8]) -> bool {
    if memchr::memchr(0xC2, bytes).is_some() {
        return true;
    }
    let is_strange = |three: &[u8]| match three {
        [_, 0xC3, last] if OURS >> (last & 0x1F) & 1 == 0 => true,
        // No vowel with a mark follows an a, an e or another one with a mark; and ù and õ follow no vowel.
        [before, 0xC3, last] => match before.to_ascii_lowercase() {
            b'a' | b'e' | 0x80.. => true,
            b'i' | b'o' | b'u' | b'y' => matches!(last & 0x1F, 0x15 | 0x19),
            _ => false,
        },
        _ => false,
    };
    matches!(bytes, [0xC3, first, ..] if OURS >> (first & 0x1F) & 1 == 0) || bytes.windows(3).any(is_strange)
}

/// TCVN3 (ABC) from 0xA1 on; a blank where it has no letter.
pub(super) const TCVN3: &str =
    "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ";

/// Reads a word as another code; nothing where it has characters that code does not.
type Code = fn(&str) -> Option<String>;

/// The habits of fonts, each with its reading.
const HABITS: [(&str, Code); 3] = [("TCVN3 (ABC)", tcvn3), ("VNI", vni), ("Windows-1258", windows_1258)];

/// The text in Unicode, where some code explains its words.
pub(super) fn read(text: &str) -> Option<Reading> {
    // Letters of Vietnamese beyond Latin-1 show that the text is Unicode.
    if text.chars().any(|letter| u32::from(letter) > 0xFF && letter.is_alphanumeric()) {
        return None;
    }
    let judged = HABITS.into_iter().map(|(habit, read)| (evidence(text, read), habit, read));
    let (score, habit, read) = judged.max_by_key(|(score, ..)| *score)?;
    // Ð stands in the place of Đ there, and begins no word of any language whose letters are these.
    let enough = if habit == "Windows-1258" && text.contains('Ð') { 1 } else { 2 };
    (score >= enough).then(|| Reading::habit(message::TYPED, habit, convert(text, read)))
}

/// Words that only this reading explains; none where it leaves more than a few others unexplained.
fn evidence(text: &str, read: Code) -> usize {
    let (mut explained, mut against) = (0, 0);
    for word in text.split(|letter: char| !is_part_of_word(letter)).filter(|word| !word.is_ascii()) {
        let makes_sense = word.chars().nth(1).is_some() && read(word).is_some_and(|converted| is_syllable(&converted));
        match (makes_sense, is_syllable(word)) {
            (true, false) => explained += 1,
            (false, _) => against += 1,
            // Both readings are words: it says nothing.
            (true, true) => {}
        }
    }
    if against * 3 > explained { 0 } else { explained }
}

fn is_part_of_word(letter: char) -> bool {
    letter.is_ascii_alphabetic() || ('\u{A1}'..='\u{FF}').contains(&letter)
}

/// The text with each word read anew.
fn convert(text: &str, read: Code) -> String {
    let mut converted = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|letter| !is_part_of_word(letter)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        converted.push_str(&read(word).unwrap_or_else(|| word.to_owned()));
        let end = behind.find(is_part_of_word).unwrap_or(behind.len());
        let (between, behind) = behind.split_at(end);
        converted.push_str(between);
        rest = behind;
    }
    converted
}

fn tcvn3(word: &str) -> Option<String> {
    word.chars()
        .map(|letter| {
            if letter.is_ascii() {
                return Some(letter);
            }
            let place = u32::from(letter).checked_sub(0xA1)? as usize;
            TCVN3.chars().nth(place).filter(|letter| *letter != ' ')
        })
        .collect()
}

/// The letter in lower case, within Latin-1.
fn small(letter: char) -> char {
    if ('À'..='Þ').contains(&letter) {
        char::from_u32(u32::from(letter) + 0x20).unwrap_or(letter)
    } else {
        letter.to_ascii_lowercase()
    }
}

/// VNI's marks behind a letter: plain tones; the circumflex and the breve alone, then with each tone.
const VNI_TONES: &str = "øùûõï";
const VNI_CIRCUMFLEX: &str = "âàáåãä";
const VNI_BREVE: &str = "êèéúüë";
/// VNI's letters that are one character, and what they are.
const VNI_LETTERS: (&str, &str) = ("ìíæóòîñôöÌÍÆÓÒÎÑÔÖ", "ìíỉĩịỵđơưÌÍỈĨỊỴĐƠƯ");

fn vni(word: &str) -> Option<String> {
    let mut converted = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let own = single(letter, VNI_LETTERS);
        let base = own.unwrap_or(letter);
        match letters.peek().and_then(|mark| vni_mark(base, small(*mark))) {
            Some(marked) => {
                letters.next();
                converted.push(marked);
            }
            // A mark that stands behind no letter of its own is no VNI.
            None if own.is_none() && !letter.is_ascii() => return None,
            None => converted.push(base),
        }
    }
    Some(converted)
}

pub(super) fn single(letter: char, (from, to): (&str, &str)) -> Option<char> {
    let place = from.chars().position(|known| known == letter)?;
    to.chars().nth(place)
}

fn vni_mark(base: char, mark: char) -> Option<char> {
    let place = |marks: &str| marks.chars().position(|known| known == mark);
    if let Some(tone) = place(VNI_TONES) {
        return vowel(base).filter(|(_, own)| *own == 0).and_then(|(plain, _)| with_tone(plain, tone + 1));
    }
    let circumflex = single(base, ("aeoAEO", "âêôÂÊÔ")).zip(place(VNI_CIRCUMFLEX));
    let breve = single(base, ("aA", "ăĂ")).zip(place(VNI_BREVE));
    circumflex.or(breve).and_then(|(plain, tone)| with_tone(plain, tone))
}

/// Windows-1258's own characters where Windows-1252 has others.
const WINDOWS_1258: (&str, &str) = ("ÌìÒÞòÃãÐðÕõÝý", "\u{300}\u{301}\u{309}\u{303}\u{323}ĂăĐđƠơƯư");

fn windows_1258(word: &str) -> Option<String> {
    let mut converted = String::with_capacity(word.len());
    for letter in word.chars() {
        let read = single(letter, WINDOWS_1258).unwrap_or(letter);
        if !letters::is_mark(read) {
            converted.push(read);
            continue;
        }
        let Composed::Same(composed) = letters::compose(converted.pop()?, read)? else {
            return None;
        };
        converted.push(composed);
    }
    Some(converted)
}

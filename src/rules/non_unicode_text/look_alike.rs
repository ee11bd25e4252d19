//! Words of Vietnamese in which a letter only looks like the right one: Icelandic Ð for Đ, Cyrillic а for a.
//!
//! Words that are wholly of another script are words of that script.

use super::{Detail, Reading};
use crate::{
    letters::{
        disguise::{Disguise, disguise, like},
        is_syllable,
    },
    model::catalogue::non_unicode_text::message,
};

/// The longest abbreviation, such as `UBNDTĐ`.
const LONGEST_ABBREVIATION: usize = 6;

/// The text with the letters that it seems to have.
pub(super) fn read(text: &str) -> Option<Reading> {
    let mut converted = String::with_capacity(text.len());
    let mut strange = None;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        match right(word) {
            Some(right) => {
                strange = strange.or_else(|| word.chars().find(|letter| seems(*letter).is_some()));
                converted.push_str(&right);
            }
            None => converted.push_str(word),
        }
        let end = behind.find(char::is_alphabetic).unwrap_or(behind.len());
        let (between, behind) = behind.split_at(end);
        converted.push_str(between);
        rest = behind;
    }
    let strange = strange?;
    let name = format!("{strange} (U+{:04X})", u32::from(strange));
    Some(Reading {
        message: message::LOOK_ALIKE,
        detail: Some(("name", Detail::Quoted(name))),
        converted: Some(converted),
    })
}

/// Turkish has an i without a dot in words of its own.
fn seems(letter: char) -> Option<char> {
    match disguise(letter) {
        _ if letter == 'ı' => None,
        Some(Disguise::Like(other)) => Some(other),
        _ => None,
    }
}

/// The word of Vietnamese that this one seems to be.
fn right(word: &str) -> Option<String> {
    if word.is_ascii() {
        return None;
    }
    let right: String = word.chars().map(|letter| seems(letter).unwrap_or(letter)).collect();
    let is_mixed = word.chars().any(is_latin);
    (right != word && is_mixed && (is_syllable(&right) || is_abbreviation(word))).then_some(right)
}

/// A letter of the Latin script, in full width too.
fn is_latin(letter: char) -> bool {
    matches!(letter, '\0'..='\u{24F}' | 'Ḁ'..='ỿ' | '！'..='～')
}

/// Capitals without a vowel, a Đ among them: QĐ, HĐND.
fn is_abbreviation(word: &str) -> bool {
    let is_capital = |letter: char| letter.is_ascii_uppercase() && !"AEIOUY".contains(letter);
    word.chars().nth(LONGEST_ABBREVIATION).is_none()
        && word.chars().all(|letter| is_capital(letter) || like(letter) == Some('Đ'))
}

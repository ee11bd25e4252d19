//! Letters that a question mark stands for: a column that has no Unicode kept the rest.
//!
//! It is a lost letter only inside a word that some letter makes Vietnamese; behind a word it is a question.

use super::{Reading, typed::is_name};
use crate::letters::{disguise::like, may_be_syllable};

/// No more words are looked at: with so many questions in one text, one of the first is a lost letter or none is.
const LOOKED_AT: usize = 16;

/// Lost, where a letter is.
pub(super) fn read(text: &str) -> Option<Reading> {
    if !text.contains('?') || text.starts_with("http://") || text.starts_with("https://") {
        return None;
    }
    let has_lost_begin = || text.starts_with('?') || is_name(&text.replace('?', "A"));
    let words = text.split_whitespace().filter(|token| !is_address(token));
    let words = words.flat_map(|token| token.split(|letter: char| !letter.is_alphabetic() && letter != '?'));
    let mut words = words.map(|word| word.trim_end_matches('?')).filter(|word| word.contains('?')).take(LOOKED_AT);
    let is_lost = words.any(|word| {
        let is_inside = word.trim_start_matches('?').contains('?');
        (is_inside || has_lost_begin())
            && may_be_syllable(&word.chars().map(|letter| like(letter).unwrap_or(letter)).collect::<String>())
    });
    is_lost.then(Reading::lost)
}

/// In an address a question mark has a meaning.
fn is_address(token: &str) -> bool {
    let path = token.split('?').next().unwrap_or_default();
    let is_path = path.contains('/') && !path.contains(|letter: char| letter.is_uppercase());
    is_path || token.contains("://") || token.starts_with("www.") || token.contains(['@', '='])
}

//! Vietnamese that is not the Unicode its author saw: typed or stored in an older code, read in another encoding, left
//! escaped, written with letters that only look like Vietnamese ones, or with letters lost.
//!
//! A value is suspected only where its words are no Vietnamese syllables as they stand and are ones when read anew:
//! ordinary Vietnamese, other languages, names, codes and addresses stay untouched. A value is read anew until nothing
//! is wrong with it; where that does not come to an end, letters are lost, and nothing is proposed.

mod escaped;
mod legacy;
mod look_alike;
mod lost;
mod misread;
mod typed;

use crate::{
    letters::vowel,
    model::catalogue::{
        Message,
        non_unicode_text::{expectation, fix, message},
    },
    record::remark::Remark,
};

/// The converted text shown in a message is cut at so many characters.
const SHOWN: usize = 60;

/// The most ways of going wrong that lie one behind the other in one text.
const STEPS: usize = 5;

/// What is wrong with a text, and how it reads when that is undone.
struct Reading {
    message: Message,
    /// The placeholder of the message beside the text, and what stands for it.
    detail: Option<(&'static str, Detail)>,
    /// Nothing where letters are lost.
    converted: Option<String>,
}

enum Detail {
    /// Words of ours.
    Known(&'static str),
    /// What the text says in other words.
    Quoted(String),
}

impl Reading {
    fn habit(message: Message, habit: &'static str, converted: String) -> Self {
        Self { message, detail: Some(("habit", Detail::Known(habit))), converted: Some(converted) }
    }

    const fn lost() -> Self {
        Self { message: message::LOST, detail: None, converted: None }
    }

    fn remark(self, converted: Option<String>) -> Remark {
        let Some(converted) = converted else {
            return Remark::new(message::LOST).expected(expectation::LETTERS);
        };
        let mut shown: String = converted.chars().take(SHOWN).collect();
        if shown.len() < converted.len() {
            shown.push('…');
        }
        let remark = Remark::new(self.message).expected(expectation::UNICODE).quoting("after", shown);
        let remark = match self.detail {
            Some((name, Detail::Known(text))) => remark.with(name, text),
            Some((name, Detail::Quoted(text))) => remark.quoting(name, text),
            None => remark,
        };
        remark.fix(fix::CONVERT, converted, false)
    }
}

/// Text that is not what its author saw; what may hold HTML has entities, addresses and question marks of its own.
pub(crate) fn check(text: &str, may_be_html: bool) -> Option<Remark> {
    let reading = read(text, may_be_html, false)?;
    let right = reading.converted.clone().and_then(|converted| to_the_end(converted, may_be_html));
    let is_new_control = |letter: char| letter.is_control() && !text.contains(letter);
    Some(reading.remark(right.filter(|right| !right.contains(is_new_control))))
}

/// What a text becomes when it is read anew as often as something is wrong with it.
fn to_the_end(mut text: String, may_be_html: bool) -> Option<String> {
    for _ in 0..STEPS {
        match read(&text, may_be_html, true) {
            None => return Some(text),
            Some(reading) => text = reading.converted?,
        }
    }
    None
}

/// What is wrong with the text; `was_wrong`: something was, and is undone.
fn read(text: &str, may_be_html: bool, was_wrong: bool) -> Option<Reading> {
    let bytes = text.as_bytes();
    let is_ascii = bytes.is_ascii();
    let older = if is_ascii {
        if typed::has_typed_shape(bytes) { typed::read(text) } else { None }
    } else {
        of_letters(text, was_wrong)
    };
    if older.is_some() {
        return older;
    }
    if !may_be_html
        && may_hold_signs(bytes)
        && let Some(reading) = escaped::read(text).or_else(|| lost::read(text))
    {
        return Some(reading);
    }
    if !is_ascii && look_alike::may_be_read(bytes) { look_alike::read(text) } else { None }
}

fn of_letters(text: &str, was_wrong: bool) -> Option<Reading> {
    let bytes = text.as_bytes();
    if misread::may_be_read(bytes)
        && let Some(reading) = misread::read(text, was_wrong)
    {
        return Some(reading);
    }
    if legacy::may_be_read(bytes) { legacy::read(text) } else { None }
}

/// Some byte is one of these. (Without a way out of the loop, so that many bytes are looked at at once.)
#[inline(always)]
fn has_any(bytes: &[u8], is_one: impl Fn(u8) -> bool) -> bool {
    bytes.iter().fold(false, |seen, byte| seen | is_one(*byte))
}

/// Some byte and the one behind it are such a pair.
#[inline(always)]
fn has_pair(bytes: &[u8], is_one: impl Fn(u8, u8) -> bool) -> bool {
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    pairs.fold(false, |seen, (first, second)| seen | is_one(*first, *second))
}

/// A sign that letters are escaped with or that stands for a lost one, directly before another sign or a letter; or
/// `u0` and `u1`, which an escape begins with that lost its backslash.
fn may_hold_signs(bytes: &[u8]) -> bool {
    has_pair(bytes, |first, second| {
        let is_sign = (first.wrapping_sub(b'%') < 2) | ((first | 2) == b'?') | (first == b'\\');
        (is_sign & (second > b' ')) | (((first | 0x20) == b'u') & ((second | 1) == b'1'))
    })
}

/// A letter of Vietnamese that no other language of the Latin script shares with ASCII.
fn is_ours(letter: char) -> bool {
    vowel(letter).is_some_and(|(plain, tone)| tone != 0 || !plain.is_ascii()) || matches!(letter, 'đ' | 'Đ')
}

/// The byte that a program showed as this character, which took the text for Windows-1252 or Windows-1258.
fn byte_of(letter: char) -> Option<u8> {
    match letter {
        // Windows-1258 has its own letters at these two places.
        'Ă' => Some(0xC3),
        'ă' => Some(0xE3),
        '\u{80}'..='\u{FF}' => u8::try_from(u32::from(letter)).ok(),
        ' ' => None,
        _ => {
            let place = WINDOWS.chars().position(|known| known == letter)?;
            u8::try_from(0x80 + place).ok()
        }
    }
}

/// What Windows-1252 has at 0x80 to 0x9F; a blank where it has nothing.
const WINDOWS: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

#[cfg(test)]
mod tests;

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
    let looks = Looks::at(bytes);
    if looks.are_plain() {
        return None;
    }
    let is_typed = looks.has(Looks::TYPED) && !looks.has(Looks::NON_ASCII);
    let older = if is_typed && typed::has_typed_shape(bytes) { typed::read(text) } else { None };
    older.or_else(|| of_letters(text, looks, was_wrong)).or_else(|| {
        let may_be_escaped = looks.has(Looks::SIGN) && !may_be_html && may_hold_signs(bytes);
        let escaped = || escaped::read(text).or_else(|| lost::read(text));
        let read = if may_be_escaped { escaped() } else { None };
        read.or_else(|| if looks.has(Looks::ALIKE) { look_alike::read(text) } else { None })
    })
}

fn of_letters(text: &str, looks: Looks, was_wrong: bool) -> Option<Reading> {
    let bytes = text.as_bytes();
    if looks.has(Looks::MISREAD)
        && misread::may_be_read(bytes)
        && let Some(reading) = misread::read(text, was_wrong)
    {
        return Some(reading);
    }
    if looks.is_latin_1() && legacy::may_be_read(bytes) { legacy::read(text) } else { None }
}

/// What a quick look at the bytes finds that may be something else than Vietnamese in Unicode.
#[derive(Clone, Copy)]
struct Looks(u8);

impl Looks {
    /// Signs that people type behind a letter for its marks.
    const TYPED: u8 = 1;
    /// Signs that letters are escaped with, or that stand for a lost one; digits behind the `u` of an escape that lost its
    /// backslash.
    const SIGN: u8 = 1 << 1;
    /// Characters that stand for bytes above 0x7F, one behind the other.
    const MISREAD: u8 = 1 << 2;
    /// Letters that look like others: of other scripts, of Icelandic, of Africa.
    const ALIKE: u8 = Self::SCRIPT | Self::ETH | Self::AFRICAN;
    const SCRIPT: u8 = 1 << 3;
    const ETH: u8 = 1 << 4;
    const AFRICAN: u8 = 1 << 5;
    /// Letters of Vietnamese beyond Latin-1, which show that the text is Unicode.
    const UNICODE: u8 = 1 << 6;
    const NON_ASCII: u8 = 1 << 7;

    /// Of what a byte may be the first part, and what a byte is behind such a one.
    const TABLES: ([u8; 256], [u8; 256]) = {
        let (mut before, mut behind) = ([0; 256], [0; 256]);
        let mut byte = 0;
        while byte < 256 {
            before[byte] = Self::before(byte as u8);
            behind[byte] = Self::behind(byte as u8);
            byte += 1;
        }
        (before, behind)
    };

    const fn before(byte: u8) -> u8 {
        let alone = Self::TYPED | Self::SIGN | Self::SCRIPT | Self::UNICODE | Self::NON_ASCII;
        match byte {
            0xC3 => alone | Self::MISREAD | Self::ETH,
            0xC6 => alone | Self::MISREAD | Self::AFRICAN,
            0x80.. => alone | Self::MISREAD,
            _ => alone,
        }
    }

    const fn behind(byte: u8) -> u8 {
        let look = match byte {
            b'^' | b'(' | b'+' | b'6'..=b'8' => Self::TYPED,
            b'%' | b'&' | b'=' | b'?' | b'\\' | b'0' | b'1' => Self::SIGN,
            0xC2 | 0xCB | 0xE2 => Self::MISREAD,
            0xC5 | 0xC6 => Self::MISREAD | Self::UNICODE,
            0xC4 | 0xE1 => Self::UNICODE,
            0x90 | 0xB0 => Self::ETH,
            0x89 | 0x8A => Self::AFRICAN,
            0xC7 | 0xC9 | 0xCE..=0xD4 | 0xEF => Self::SCRIPT,
            _ => 0,
        };
        if byte >= 0x80 { look | Self::NON_ASCII } else { look }
    }

    /// Without a way out of the loop: most texts of packets are short.
    fn at(bytes: &[u8]) -> Self {
        static TABLES: ([u8; 256], [u8; 256]) = Looks::TABLES;
        let mut seen = 0;
        let mut before = TABLES.0[0];
        for byte in bytes {
            seen |= before & TABLES.1[usize::from(*byte)];
            before = TABLES.0[usize::from(*byte)];
        }
        Self(seen)
    }

    /// It is Vietnamese in Unicode, or ASCII without a sign of any kind.
    const fn are_plain(self) -> bool {
        self.0 == 0 || self.0 == Self::UNICODE | Self::NON_ASCII
    }

    const fn has(self, look: u8) -> bool {
        self.0 & look != 0
    }

    /// Beyond ASCII there is nothing else than Latin-1.
    const fn is_latin_1(self) -> bool {
        self.0 & (Self::UNICODE | Self::NON_ASCII) == Self::NON_ASCII
    }
}

/// Such a sign stands directly before another one or a letter, and such a digit behind its `u`.
fn may_hold_signs(bytes: &[u8]) -> bool {
    bytes.windows(2).any(|pair| match pair {
        [b'u' | b'U', b'0' | b'1'] => true,
        [b'%' | b'&' | b'=' | b'?' | b'\\', behind] => *behind > b' ',
        _ => false,
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

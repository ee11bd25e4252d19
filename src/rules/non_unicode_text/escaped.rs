//! Letters that are still escaped as HTML, JSON, addresses or mail escape them: `&#7877;`, `\u1EC5`, `%E1%BB%85`.
//!
//! Addresses keep their escapes, and so does a text with tags: it is HTML.

use super::{Reading, byte_of, is_ours};
use crate::{letters::is_syllable, model::catalogue::non_unicode_text::message};

/// The most times one program after the other escaped it.
const TIMES: usize = 4;

/// HTML's names for the characters of Latin-1 from U+00A0 on.
const LATIN_1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 \
    sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring \
    AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times \
    Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute \
    ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml \
    yacute thorn yuml";

/// Its other names that are of use here.
const NAMED: [(&str, char); 34] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("Abreve", 'Ă'),
    ("abreve", 'ă'),
    ("Dstrok", 'Đ'),
    ("dstrok", 'đ'),
    ("Itilde", 'Ĩ'),
    ("itilde", 'ĩ'),
    ("Utilde", 'Ũ'),
    ("utilde", 'ũ'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("dagger", '†'),
    ("Dagger", '‡'),
    ("bull", '•'),
    ("hellip", '…'),
    ("permil", '‰'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("euro", '€'),
    ("trade", '™'),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("fnof", 'ƒ'),
    ("circ", 'ˆ'),
];

/// How letters are escaped, each with what it is called.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escape {
    Entity,
    Number,
    Percent,
    Bytes,
    Mail,
}

impl Escape {
    const fn habit(self) -> &'static str {
        match self {
            Self::Entity => "HTML (&…;)",
            Self::Number => "JSON (\\u…)",
            Self::Percent => "URL (%…)",
            Self::Bytes => "\\x…",
            Self::Mail => "quoted-printable (=…)",
        }
    }
}

/// The text with its letters, where some of them were escaped.
pub(super) fn read(text: &str) -> Option<Reading> {
    if text.starts_with("http://") || text.starts_with("https://") || has_tag(text) {
        return None;
    }
    let mut first = None;
    let mut plain = text.to_owned();
    for _ in 0..TIMES {
        let Some((next, escape)) = unescaped(&plain) else { break };
        first = first.or(Some(escape));
        plain = next;
    }
    let count = |text: &str, is_one: fn(char) -> bool| text.chars().filter(|letter| is_one(*letter)).count();
    let has_more = |is_one| count(&plain, is_one) > count(text, is_one);
    // The bytes of a letter that were escaped one by one are read right next.
    let is_misread = || has_more(|letter| !letter.is_ascii()) && super::read(&plain, true, true).is_some();
    if !has_more(is_ours) && !is_misread() {
        return None;
    }
    Some(Reading::habit(message::ESCAPED, first?.habit(), plain))
}

/// `<b>` or `</b>`.
fn has_tag(text: &str) -> bool {
    text.split('<').skip(1).any(|behind| {
        let is_name = behind.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '/');
        is_name && behind.contains('>')
    })
}

/// The text with every escape undone once, and the first of them.
fn unescaped(text: &str) -> Option<(String, Escape)> {
    let mut plain = String::with_capacity(text.len());
    let mut first = None;
    for token in text.split_inclusive(char::is_whitespace) {
        match of_token(token) {
            Some((read, escape)) => {
                first = first.or(Some(escape));
                plain.push_str(&read);
            }
            None => plain.push_str(token),
        }
    }
    // A form that was sent has a plus for each space.
    if first == Some(Escape::Percent) && !text.contains(char::is_whitespace) {
        plain = plain.replace('+', " ");
    }
    Some((plain, first?))
}

fn of_token(token: &str) -> Option<(String, Escape)> {
    if is_address(token) {
        return None;
    }
    let mut plain = String::with_capacity(token.len());
    let mut first = None;
    let mut rest = token;
    while let Some(letter) = rest.chars().next() {
        let read = escape(rest).filter(|(read, ..)| !read.contains(|letter| letter < ' ' || letter == '\u{7F}'));
        let length = if let Some((read, length, escape)) = read {
            first = first.or(Some(escape));
            plain.push_str(&read);
            length
        } else {
            plain.push(letter);
            letter.len_utf8()
        };
        rest = rest.get(length..)?;
    }
    match first {
        Some(first) => Some((plain, first)),
        None => without_backslash(token).map(|plain| (plain, Escape::Number)),
    }
}

/// An address, an e-mail address, a path that is escaped, or what stands behind the question mark of one.
fn is_address(token: &str) -> bool {
    let query = token.find(['?', '&']).zip(token.find('='));
    let is_query = query.is_some_and(|(mark, sign)| mark < sign) && !token.contains(';');
    token.contains("://")
        || token.starts_with("www.")
        || token.starts_with('/')
        || token.contains('@')
        || is_query
        || token.contains('/') && token.contains('%')
}

/// The text that the escape at the beginning stands for, and its length.
fn escape(text: &str) -> Option<(String, usize, Escape)> {
    match text.as_bytes().first()? {
        b'&' => entity(text).map(|(letter, taken)| (letter.to_string(), taken, Escape::Entity)),
        b'\\' => {
            let slashes = text.len() - text.trim_start_matches('\\').len();
            let Some(behind) = text.get(slashes..)?.strip_prefix('u') else {
                return bytes(text, "\\x").map(|(read, taken)| (read, taken, Escape::Bytes));
            };
            hexadecimal(behind, 4).map(|letter| (letter.to_string(), slashes + 5, Escape::Number))
        }
        b'%' => match text.strip_prefix("%u") {
            Some(behind) => hexadecimal(behind, 4).map(|letter| (letter.to_string(), 6, Escape::Percent)),
            None => bytes(text, "%").map(|(read, taken)| (read, taken, Escape::Percent)),
        },
        b'=' => bytes(text, "=").filter(|(read, _)| !read.is_ascii()).map(|(read, taken)| (read, taken, Escape::Mail)),
        _ => None,
    }
}

/// The character of so many hexadecimal digits.
fn hexadecimal(text: &str, digits: usize) -> Option<char> {
    let number = text.get(..digits).filter(|number| number.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
    char::from_u32(u32::from_str_radix(number, 16).ok()?)
}

/// `&#7877;`, `&#x1EC5;` or `&ecirc;`; behind a decimal number the semicolon may have gone.
fn entity(text: &str) -> Option<(char, usize)> {
    let behind = text.strip_prefix('&')?;
    let Some(number) = behind.strip_prefix('#') else {
        let name = behind.split_once(';')?.0;
        return named(name).map(|letter| (letter, name.len() + 2));
    };
    if let Some(number) = number.strip_prefix(['x', 'X']) {
        let number = number.split_once(';')?.0;
        return hexadecimal(number, number.len().clamp(2, 5)).map(|letter| (of_number(letter), number.len() + 4));
    }
    let length = number.find(|digit: char| !digit.is_ascii_digit()).unwrap_or(number.len());
    let letter = char::from_u32(number.get(..length)?.parse().ok()?).filter(|letter| *letter >= ' ')?;
    let semicolon = usize::from(number.get(length..)?.starts_with(';'));
    Some((of_number(letter), length + semicolon + 2))
}

/// Numbers from 128 to 159 are those of Windows-1252, as HTML has it.
fn of_number(letter: char) -> char {
    let is_it = |other: &char| u32::from(byte_of(*other).unwrap_or(0)) == u32::from(letter);
    if ('\u{80}'..='\u{9F}').contains(&letter) { super::WINDOWS.chars().find(is_it).unwrap_or(letter) } else { letter }
}

fn named(name: &str) -> Option<char> {
    if let Some((_, letter)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Some(*letter);
    }
    let place = LATIN_1.split(' ').position(|known| known == name)?;
    char::from_u32(0xA0 + u32::try_from(place).ok()?)
}

/// Bytes in a row, each two hexadecimal digits behind the sign: UTF-8, or what JavaScript's `escape` makes of Latin-1.
fn bytes(text: &str, sign: &str) -> Option<(String, usize)> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(behind) = rest.strip_prefix(sign)
        && let Some(byte) = hexadecimal(behind, 2)
    {
        bytes.push(u8::try_from(u32::from(byte)).ok()?);
        rest = behind.get(2..)?;
    }
    let taken = text.len() - rest.len();
    let read = match String::from_utf8(bytes) {
        Ok(read) => read,
        Err(error) => match error.into_bytes().as_slice() {
            [byte] if sign == "%" => char::from(*byte).to_string(),
            _ => return None,
        },
    };
    (taken > 0).then_some((read, taken))
}

/// `Nguyu1ec5n`: only where every word becomes a syllable, since the letters may also be what they are.
fn without_backslash(token: &str) -> Option<String> {
    let mut plain = String::with_capacity(token.len());
    let mut rest = token;
    while let Some(letter) = rest.chars().next() {
        let escaped =
            rest.strip_prefix(['u', 'U']).and_then(|behind| hexadecimal(behind, 4)).filter(|read| is_ours(*read));
        plain.push(escaped.unwrap_or(letter));
        rest = rest.get(if escaped.is_some() { 5 } else { letter.len_utf8() }..)?;
    }
    let words = plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_ascii());
    (plain != token && words.into_iter().all(is_syllable)).then_some(plain)
}

//! Marks typed behind their letters: VIQR, or the digits of the VNI keyboard.

use super::{Reading, legacy::single};
use crate::{
    letters::{self, Composed, is_syllable},
    model::catalogue::non_unicode_text::message,
};

/// A vowel, the sign that shapes it, and a letter or a tone: this is what the quick look looks for.
fn is_typed_shape(vowel: u8, sign: u8, next: u8) -> bool {
    let sign_fits = match sign {
        b'^' | b'6' => matches!(vowel.to_ascii_lowercase(), b'a' | b'e' | b'o'),
        b'(' | b'8' => vowel.eq_ignore_ascii_case(&b'a'),
        b'+' | b'7' => matches!(vowel.to_ascii_lowercase(), b'o' | b'u'),
        _ => false,
    };
    let is_digit_sign = sign.is_ascii_digit();
    sign_fits
        && (next.is_ascii_alphabetic()
            || if is_digit_sign { matches!(next, b'1'..=b'5') } else { b"`'?~.".contains(&next) })
}

/// The text with its marks on their letters.
pub(super) fn read(text: &str) -> Option<Reading> {
    let is_name = is_name(text);
    [("VIQR", true), ("VNI", false)].into_iter().find_map(|(habit, viqr)| {
        let (mut shaped, mut toned, mut converted) = (0, 0, String::with_capacity(text.len()));
        let mut words = text.split(' ').peekable();
        while let Some(word) = words.next() {
            // In the middle of a sentence a mark behind the last letter is a tone, before its end a full stop; in a name
            // it is a tone, unless it stands behind an initial.
            let goes_on = words.peek().is_some_and(|next| next.starts_with(|letter: char| letter.is_ascii_lowercase()));
            let marks = match (viqr, goes_on || is_name && word.len() > 2) {
                (true, true) => "^(+`'~?.",
                (true, false) => "^(+`'~",
                (false, _) => "123456789",
            };
            match typed_word(word, viqr, marks, &mut converted) {
                Typed::Shaped(weight) => shaped += weight,
                Typed::Toned => toned += 1,
                Typed::Nothing => {}
            }
            if words.peek().is_some() {
                converted.push(' ');
            }
        }
        // A tone alone may be an apostrophe or part of a code.
        (shaped >= 1 && shaped + toned >= 2).then(|| Reading::habit(message::TYPED, habit, converted))
    })
}

/// Several words that all begin with a capital.
pub(super) fn is_name(text: &str) -> bool {
    text.contains(' ') && text.split(' ').all(|word| word.starts_with(|letter: char| letter.is_ascii_uppercase()))
}

/// What a word says about how the text was typed.
enum Typed {
    /// It has a letter whose shape was typed behind it: how telling that is.
    Shaped(u32),
    /// It has a tone that was typed between its letters.
    Toned,
    Nothing,
}

/// Reads a word between spaces anew and says how telling it is.
fn typed_word(word: &str, viqr: bool, marks: &str, converted: &mut String) -> Typed {
    let start = word.find(|letter: char| letter.is_ascii_alphabetic()).unwrap_or(word.len());
    let (before, body) = word.split_at(start);
    // Behind the last letter only marks belong to the word.
    let last = body.rfind(|letter: char| letter.is_ascii_alphabetic()).map_or(0, |place| place + 1);
    let tail = body.get(last..).unwrap_or_default();
    let end = last + tail.find(|letter| !marks.contains(letter)).unwrap_or(tail.len());
    let (body, behind) = body.split_at(end);
    // The breve of `a(n)` is a parenthesis.
    let is_bracket = body.contains('(') && word.matches('(').count() == word.matches(')').count();
    let composed = compose_typed(body, viqr).filter(|(syllable, ..)| !is_bracket && is_syllable(syllable));
    let Some((syllable, shaped, toned)) = composed else {
        converted.push_str(word);
        return Typed::Nothing;
    };
    converted.extend([before, &syllable, behind]);
    if shaped && has_typed_shape(body.as_bytes()) {
        Typed::Shaped(1 + u32::from(toned && viqr))
    } else if toned && last == body.len() {
        Typed::Toned
    } else {
        Typed::Nothing
    }
}

/// Somewhere a vowel stands before a sign that shapes it.
pub(super) fn has_typed_shape(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|three| matches!(three, [a, b, c] if is_typed_shape(*a, *b, *c)))
}

/// The letters with their marks, whether one was shaped, whether one has a tone.
fn compose_typed(body: &str, viqr: bool) -> Option<(String, bool, bool)> {
    let signs = if viqr { "`'?~.^(+" } else { "21345687" };
    let (mut converted, mut shaped, mut toned) = (String::new(), false, false);
    for letter in body.chars() {
        if letter.is_ascii_alphabetic() {
            let is_second_d = viqr && letter.eq_ignore_ascii_case(&'d') && converted.eq_ignore_ascii_case("d");
            let before = if is_second_d { converted.pop() } else { None };
            converted.push(match before {
                Some('d') => 'đ',
                Some(_) => 'Đ',
                None => letter,
            });
            continue;
        }
        let before = converted.pop()?;
        if !viqr && letter == '9' {
            converted.push(single(before, ("dD", "đĐ"))?);
            continue;
        }
        let mark = typed_mark(signs.chars().position(|known| known == letter)?)?;
        match letters::compose(before, mark)? {
            Composed::Same(composed) | Composed::Reordered(composed) => converted.push(composed),
        }
        let is_shape = matches!(mark, '\u{302}' | '\u{306}' | '\u{31B}');
        shaped |= is_shape;
        toned |= !is_shape;
    }
    Some((converted, shaped, toned))
}

/// The combining mark of a typed sign, by its place in the list of signs.
fn typed_mark(place: usize) -> Option<char> {
    ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}', '\u{302}', '\u{306}', '\u{31B}'].get(place).copied()
}

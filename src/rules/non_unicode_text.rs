//! Vietnamese typed or stored in a code older than Unicode, and UTF-8 that was read as something else.
//!
//! A value is suspected only where its words are no Vietnamese syllables as they stand and are ones when read in the
//! older code, twice at least: ordinary Vietnamese, other languages, names, codes and addresses stay untouched.

use crate::{
    letters::{self, Composed, is_syllable, vowel, with_tone},
    model::catalogue::{
        Message,
        non_unicode_text::{expectation, fix, message},
    },
    record::remark::Remark,
};

/// The converted text shown in a message is cut at so many characters.
const SHOWN: usize = 60;

/// Text that is not what its author saw.
pub(crate) fn check(text: &str) -> Option<Remark> {
    let bytes = text.as_bytes();
    if bytes.is_ascii() {
        return has_typed_shape(text).then(|| typed(text)).flatten();
    }
    if may_be_misread(bytes)
        && let Some(remark) = misread(text)
    {
        return Some(remark);
    }
    if may_be_legacy(bytes) { legacy(text) } else { None }
}

/// Some byte is one of these. (Without a way out of the loop, so that many bytes are looked at at once.)
#[inline(always)]
fn has_any(bytes: &[u8], is_one: impl Fn(u8) -> bool) -> bool {
    bytes.iter().fold(false, |seen, byte| seen | is_one(*byte))
}

/// Somewhere a character that stands for a byte above 0x7F follows another such character.
fn may_be_misread(bytes: &[u8]) -> bool {
    // Most text of Vietnam has none of these first bytes behind another character beyond ASCII.
    let is_sign = |byte: u8| matches!(byte, 0xC2 | 0xE2 | 0xCB | 0xC5 | 0xC6);
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    let has_pair = pairs.fold(false, |seen, (before, sign)| seen | ((*before >= 0x80) & is_sign(*sign)));
    let follows = |three: &[u8]| match three {
        [before, 0xC2, _]
        | [before, 0xCB, 0x86 | 0x9C]
        | [before, 0xE2, 0x80 | 0x84]
        | [before, 0xC5, 0x92 | 0x93 | 0xA0 | 0xA1 | 0xB8 | 0xBD | 0xBE]
        | [before, 0xC6, 0x92] => *before >= 0x80,
        _ => false,
    };
    has_pair && bytes.windows(3).any(follows)
}

/// The letters of Latin-1 that Vietnamese has, as bits of the last five bits of their number; both cases fall together.
const OURS: u32 = 0b0010_0110_0011_1100_0011_0111_0000_1111;

/// Only characters of Latin-1, and among them one that Vietnamese in Unicode does not have where it stands.
fn may_be_legacy(bytes: &[u8]) -> bool {
    // Letters of Vietnamese beyond Latin-1 show that the text is Unicode.
    if has_any(bytes, |byte| matches!(byte, 0xE1 | 0xC4 | 0xC5 | 0xC6)) {
        return false;
    }
    if has_any(bytes, |byte| byte == 0xC2) {
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

fn found(message: Message, habit: &'static str, converted: String) -> Remark {
    let mut shown: String = converted.chars().take(SHOWN).collect();
    if shown.len() < converted.len() {
        shown.push('…');
    }
    Remark::new(message).expected(expectation::UNICODE).with("habit", habit).quoting("after", shown).fix(
        fix::CONVERT,
        converted,
        false,
    )
}

// UTF-8 that was read as Windows-1252 or Windows-1258.

/// What Windows-1252 has at 0x80 to 0x9F; a blank where it has nothing.
const WINDOWS: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/// The byte that was read as this character.
fn misread_byte(letter: char) -> Option<u8> {
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

fn misread(text: &str) -> Option<Remark> {
    let mut converted = String::with_capacity(text.len());
    let mut signs = 0;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (letter, taken, weight) = sequence(rest).unwrap_or((first, first.len_utf8(), 0));
        converted.push(letter);
        signs += weight;
        rest = rest.get(taken..)?;
    }
    (signs >= 2).then(|| found(message::MISREAD, "UTF-8", converted))
}

/// The letter whose UTF-8 bytes stand at the beginning as characters, their length, and how telling that is.
fn sequence(text: &str) -> Option<(char, usize, u32)> {
    let mut letters = text.char_indices();
    let (_, first) = letters.next()?;
    let lead = misread_byte(first)?;
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
        *slot = misread_byte(next).filter(|byte| matches!(byte, 0x80..=0xBF))?;
        second = next;
        end = start + next.len_utf8();
    }
    let letter = std::str::from_utf8(bytes.get(..length)?).ok()?.chars().next()?;
    Some((letter, end, weight(letter, lead, second)))
}

fn weight(letter: char, lead: u8, second: char) -> u32 {
    let is_ours =
        vowel(letter).is_some_and(|(plain, tone)| tone != 0 || !plain.is_ascii()) || matches!(letter, 'đ' | 'Đ');
    match lead {
        // A capital Ã may end a word before a quotation mark or a dash: one such pair proves nothing.
        0xC3 if is_ours && (u32::from(second) > 0xFF || second == '\u{A0}') => 1,
        0xC3..=0xC6 | 0xE1 if is_ours => 2,
        0xE2 if ('\u{2010}'..='\u{2026}').contains(&letter) => 2,
        _ => 0,
    }
}

// Codes whose bytes were stored as the characters of Latin-1.

/// TCVN3 (ABC) from 0xA1 on; a blank where it has no letter.
const TCVN3: &str = "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ";

/// Reads a word as another code; nothing where it has characters that code does not.
type Reading = fn(&str) -> Option<String>;

/// The habits of fonts, each with its reading.
const HABITS: [(&str, Reading); 3] = [("TCVN3 (ABC)", tcvn3), ("VNI", vni), ("Windows-1258", windows_1258)];

fn legacy(text: &str) -> Option<Remark> {
    // Letters of Vietnamese beyond Latin-1 show that the text is Unicode.
    if text.chars().any(|letter| u32::from(letter) > 0xFF && letter.is_alphanumeric()) {
        return None;
    }
    let judged = HABITS.into_iter().map(|(habit, read)| (evidence(text, read), habit, read));
    let (score, habit, read) = judged.max_by_key(|(score, ..)| *score)?;
    (score >= 2).then(|| found(message::TYPED, habit, convert(text, read)))
}

/// Words that only this reading explains; none where it leaves more than a few others unexplained.
fn evidence(text: &str, read: Reading) -> usize {
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
fn convert(text: &str, read: Reading) -> String {
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

fn single(letter: char, (from, to): (&str, &str)) -> Option<char> {
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

// Marks typed behind their letters: VIQR, or the digits of the VNI keyboard.

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

fn typed(text: &str) -> Option<Remark> {
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
        (shaped >= 1 && shaped + toned >= 2).then(|| found(message::TYPED, habit, converted))
    })
}

/// Several words that all begin with a capital.
fn is_name(text: &str) -> bool {
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
    if shaped && has_typed_shape(body) {
        Typed::Shaped(1 + u32::from(toned && viqr))
    } else if toned && last == body.len() {
        Typed::Toned
    } else {
        Typed::Nothing
    }
}

fn has_typed_shape(text: &str) -> bool {
    let bytes = text.as_bytes();
    has_any(bytes, |byte| matches!(byte, b'^' | b'6' | b'(' | b'8' | b'+' | b'7'))
        && bytes.windows(3).any(|three| matches!(three, [a, b, c] if is_typed_shape(*a, *b, *c)))
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<(String, String)> {
        let remark = check(text)?;
        let habit = remark.arguments.iter().find_map(|(name, value)| match value {
            crate::record::remark::Argument::Known(text) if *name == "habit" => Some(text.clone()),
            _ => None,
        });
        Some((habit?, remark.fix.clone()?.text))
    }

    #[test]
    fn ordinary_text_is_left_alone() {
        for word in letters::tests::ORDINARY {
            assert_eq!(read(word), None, "{word}");
        }
        // All of them in one value, and each beside each.
        assert_eq!(read(&letters::tests::ORDINARY.join(" ")), None);
        for pair in letters::tests::ORDINARY.windows(3) {
            assert_eq!(read(&pair.join(", ")), None);
        }
    }

    #[test]
    fn each_habit_is_read() {
        let cases = [
            ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "TCVN3 (ABC)", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
            ("NguyÔn V¨n MÉu", "TCVN3 (ABC)", "Nguyễn Văn Mẫu"),
            ("§éc lËp - Tù do - H¹nh phóc", "TCVN3 (ABC)", "Độc lập - Tự do - Hạnh phúc"),
            ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "VNI", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
            ("Nguyeãn Vaên Maãu", "VNI", "Nguyễn Văn Mẫu"),
            ("Ñöôøng Traàn Höng Ñaïo", "VNI", "Đường Trần Hưng Đạo"),
            ("NGUYEÃN VAÊN MAÃU", "VNI", "NGUYỄN VĂN MẪU"),
            ("Leâ Ñình Baïch", "VNI", "Lê Đình Bạch"),
            ("Nguye^~n Va(n Ma^~u", "VIQR", "Nguyễn Văn Mẫu"),
            ("Hoa`ng Hu+~u An Ha.", "VIQR", "Hoàng Hữu An Hạ"),
            ("Bu2i Va8n An Bi2nh", "VNI", "Bùi Văn An Bình"),
            ("Co^.ng ho`a xa~ ho^.i chu? nghi~a Vie^.t Nam", "VIQR", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
            ("DDo^.c la^.p - Tu+. do", "VIQR", "Độc lập - Tự do"),
            ("Nguye64n Va8n Ma64u", "VNI", "Nguyễn Văn Mẫu"),
            ("D9o65c la65p Tu75 do", "VNI", "Độc lập Tự do"),
            ("Nguyá»…n VÄƒn Máº«u", "UTF-8", "Nguyễn Văn Mẫu"),
            ("Nguyê\u{DE}n Vãn Mâ\u{DE}u", "Windows-1258", "Nguyễn Văn Mẫu"),
        ];
        for (text, habit, converted) in cases {
            assert_eq!(read(text), Some((habit.to_owned(), converted.to_owned())), "{text}");
        }
    }

    /// Reads UTF-8 bytes as Windows-1252, as a program with wrong settings does.
    fn misread_as_windows(text: &str) -> String {
        let letter = |byte: &u8| match byte {
            0x80..=0x9F => match WINDOWS.chars().nth(usize::from(byte - 0x80)) {
                Some(letter) if letter != ' ' => letter,
                _ => char::from(*byte),
            },
            _ => char::from(*byte),
        };
        text.as_bytes().iter().map(letter).collect()
    }

    #[test]
    fn every_word_misread_comes_back() {
        for word in letters::tests::ORDINARY {
            if vowels_with_marks(word) < 2 {
                continue;
            }
            let (_, converted) = read(&misread_as_windows(word)).unwrap_or_else(|| panic!("{word}"));
            assert_eq!(&converted, word);
        }
    }

    fn vowels_with_marks(word: &str) -> usize {
        word.chars().filter(|letter| vowel(*letter).is_some_and(|(plain, tone)| tone != 0 || !plain.is_ascii())).count()
    }

    /// Writes Unicode in TCVN3.
    fn as_tcvn3(text: &str) -> Option<String> {
        text.chars()
            .map(|letter| {
                if letter.is_ascii() {
                    return Some(letter);
                }
                let small = letter.to_lowercase().next()?;
                let place = TCVN3
                    .chars()
                    .position(|known| known == letter)
                    .or_else(|| TCVN3.chars().position(|known| known == small))?;
                char::from_u32(0xA1 + u32::try_from(place).ok()?)
            })
            .collect()
    }

    #[test]
    fn most_vietnamese_in_tcvn3_is_found() {
        let (mut found, mut all) = (0, 0);
        for three in letters::tests::ORDINARY.windows(3) {
            let text = three.join(" ");
            let syllables = text.split_whitespace().filter(|word| !word.is_ascii() && is_syllable(word)).count();
            let Some(old) = as_tcvn3(&text).filter(|_| syllables >= 4) else {
                continue;
            };
            all += 1;
            if let Some((habit, converted)) = read(&old) {
                assert_eq!((habit.as_str(), converted.to_lowercase()), ("TCVN3 (ABC)", text.to_lowercase()));
                found += 1;
            }
        }
        assert!(all > 20 && found * 10 >= all * 9, "{found} of {all}");
    }

    proptest! {
        #[test]
        fn nothing_panics(text in ".{0,40}|[ÃáÄÆâ€»º…a-z ]{0,20}|[a-z^(+`'~.0-9 ]{0,30}") {
            let _ = check(&text);
        }
    }
}

//! Characters that the eye takes for others, or for none: letters of other scripts that look like Latin ones, blanks that
//! are no space, and what is not seen at all.

/// What a character is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Disguise {
    /// For nothing: it is not seen.
    Invisible,
    /// For a space.
    Blank,
    /// For that letter, digit or sign.
    Like(char),
}

/// Each row: letters of one script, and the Latin ones that they look like, in the same order.
const LIKE: [(&str, &str); 3] = [
    // Latin: the letters of Icelandic and of African languages, and vowels with a caron.
    ("ÐƉðɖɗƊıɑɡǎǍ", "ĐĐđđđĐiagăĂ"),
    // Cyrillic.
    ("АВЕЅІЈКМНОРСТУХЗҮаеѕіјорсухѐһԁԛԝӏӑӐ", "ABESIJKMHOPCTYX3YaesijopcyxèhdqwlăĂ"),
    // Greek.
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαοικνυρόάί", "ABEZHIKMNOPTYXaoikvupóáí"),
];

/// What the eye takes the character for, where that is not what it is.
pub(crate) fn disguise(letter: char) -> Option<Disguise> {
    if letter.is_ascii() {
        return None;
    }
    match letter {
        _ if is_invisible(letter) => Some(Disguise::Invisible),
        '\u{2800}' => Some(Disguise::Blank),
        _ if letter.is_whitespace() => Some(Disguise::Blank),
        // The full-width forms stand in the order of ASCII.
        '！'..='～' => char::from_u32(u32::from(letter) - 0xFEE0).map(Disguise::Like),
        _ => like(letter).map(Disguise::Like),
    }
}

/// The Latin letter that one of another script, or of another language, looks like.
pub(crate) fn like(letter: char) -> Option<char> {
    LIKE.iter().find_map(|(strange, known)| {
        let place = strange.chars().position(|other| other == letter)?;
        known.chars().nth(place)
    })
}

/// Unicode's default ignorable characters, the marks of directions among them.
pub(crate) const fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_has_its_like() {
        for (strange, known) in LIKE {
            assert_eq!(strange.chars().count(), known.chars().count(), "{strange}");
            for letter in strange.chars() {
                assert!(matches!(disguise(letter), Some(Disguise::Like(_))), "{letter}");
            }
        }
    }

    #[test]
    fn vietnamese_is_no_disguise() {
        for letter in crate::letters::tests::ORDINARY.iter().flat_map(|word| word.chars()) {
            assert_eq!(disguise(letter), None, "{letter}");
        }
    }
}

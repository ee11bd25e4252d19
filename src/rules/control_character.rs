//! Characters that are no text: control characters, the mark of a lost letter, code points that are no characters.
//!
//! Line breaks and tabs are at home in text that people wrote and nowhere else.

use super::non_unicode_text;
use crate::{
    model::catalogue::{
        Message,
        control_character::{expectation, fix, message},
    },
    record::remark::Remark,
};

/// The first such character of the value.
pub(crate) fn check(text: &str, free_text: bool) -> Option<Remark> {
    // Without a way out of the loop, so that many bytes are looked at at once.
    let suspicious = |byte: &u8| *byte < b' ' || matches!(*byte, 0x7F | 0xC2 | 0xEF..);
    if !text.as_bytes().iter().fold(false, |seen, byte| seen | suspicious(byte)) {
        return None;
    }
    let found = text.chars().find(|letter| fault(*letter, free_text).is_some())?;
    let message = fault(found, free_text)?;
    if free_text && is_misread(text) {
        return None;
    }
    let remark = Remark::new(message).with_known("name", format!("U+{:04X}", u32::from(found)));
    // A lost letter stays lost: leaving its mark out would hide that.
    if text.contains('\u{FFFD}') {
        return Some(remark.expected(expectation::LETTER));
    }
    let clean: String = text.chars().filter(|letter| fault(*letter, free_text).is_none()).collect();
    Some(remark.expected(expectation::CLEAN).fix(fix::REMOVE, clean, false))
}

/// Control characters that are the bytes of a letter, read in another encoding: that rule puts the letters right.
fn is_misread(text: &str) -> bool {
    let is_byte = |letter: char| ('\u{80}'..='\u{9F}').contains(&letter);
    let only_bytes = text.chars().all(|letter| is_byte(letter) || fault(letter, true).is_none());
    only_bytes && non_unicode_text::check(text, false).is_some_and(|remark| remark.fix.is_some())
}

/// The message about a character.
fn fault(letter: char, free_text: bool) -> Option<Message> {
    match letter {
        '\t' | '\n' | '\r' => (!free_text).then_some(message::LINE_BREAK),
        '\u{FFFD}' => Some(message::LOST),
        '\u{FDD0}'..='\u{FDEF}' => Some(message::CONTROL),
        _ if letter.is_control() || u32::from(letter) & 0xFFFE == 0xFFFE => Some(message::CONTROL),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_passes() {
        for word in crate::letters::tests::ORDINARY {
            assert_eq!(check(word, false), None, "{word}");
        }
        assert_eq!(check("dòng 1\r\n\tdòng 2 🎉 \u{A0}°", true), None);
    }

    #[test]
    fn bytes_of_misread_letters_are_left_to_their_rule() {
        let misread = "Ä\u{90}Äƒng kÃ½";
        assert_eq!(check(misread, true), None);
        assert!(check(misread, false).is_some());
    }

    #[test]
    fn each_kind_has_its_message() {
        let cases = [
            ("a\u{0}b", "control"),
            ("a\u{7F}", "control"),
            ("Ä\u{90}", "control"),
            ("\u{FDD0}", "control"),
            ("\u{1FFFE}", "control"),
            ("a\tb", "line-break"),
            ("Nguy\u{FFFD}n", "lost"),
        ];
        for (text, message) in cases {
            let remark = check(text, message == "lost").unwrap();
            assert_eq!(remark.message.key(), message, "{text:?}");
            if let Some(fix) = remark.fix.clone() {
                assert_eq!(check(&fix.text, false), None);
            }
        }
    }
}

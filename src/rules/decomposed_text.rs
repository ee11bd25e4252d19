//! Vietnamese letters written as a letter and combining marks (decomposed Unicode, NFD).
//!
//! They look like the composed letters and compare unequal to them. What has no composed form, as the breve on `ê` of
//! the Êđê, is right as it stands.

use crate::{
    letters::{self, Composed},
    model::catalogue::decomposed_text::{expectation, fix, message},
    record::remark::Remark,
};

/// Combining marks that belong into their letters.
pub(crate) fn check(text: &str) -> Option<Remark> {
    memchr::memchr2(0xCC, 0xCD, text.as_bytes())?;
    let composition = compose(text);
    if composition.text == text && !composition.stray {
        return None;
    }
    let remark = Remark::new(message::MARKS).expected(expectation::COMPOSED);
    if composition.stray {
        return Some(remark);
    }
    Some(remark.fix(fix::COMPOSE, composition.text, !composition.reordered))
}

/// The text with its marks composed into their letters, as far as they compose.
pub(crate) fn composed(text: &str) -> String {
    compose(text).text
}

struct Composition {
    text: String,
    /// A mark was found that neither composes nor belongs where it is.
    stray: bool,
    /// Marks stood in an order that Unicode tells apart.
    reordered: bool,
}

fn compose(text: &str) -> Composition {
    let mut result = Composition { text: String::with_capacity(text.len()), stray: false, reordered: false };
    // The letter the next mark belongs to.
    let mut letter: Option<char> = None;
    for next in text.chars() {
        if !letters::is_mark(next) {
            result.text.extend(letter.replace(next));
            continue;
        }
        match letter.and_then(|before| letters::compose(before, next)) {
            Some(Composed::Same(composed)) => letter = Some(composed),
            Some(Composed::Reordered(composed)) => {
                letter = Some(composed);
                result.reordered = true;
            }
            None => {
                result.stray |= !is_settled(letter, next);
                result.text.extend(letter.take());
                result.text.push(next);
            }
        }
    }
    result.text.extend(letter);
    result
}

/// Letters of the Êđê and Jarai that have no composed form.
fn is_settled(letter: Option<char>, mark: char) -> bool {
    mark == '\u{306}' && letter.is_some_and(|letter| "êôơưÊÔƠƯ".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes each Vietnamese letter apart, in the order Unicode prescribes.
    fn decompose(text: &str) -> String {
        let tones = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];
        let mut result = String::new();
        for letter in text.chars() {
            let (plain, tone) = letters::vowel(letter).unwrap_or((letter, 0));
            let parts = match plain {
                'ă' => Some(('a', '\u{306}')),
                'â' => Some(('a', '\u{302}')),
                'ê' => Some(('e', '\u{302}')),
                'ô' => Some(('o', '\u{302}')),
                'ơ' => Some(('o', '\u{31B}')),
                'ư' => Some(('u', '\u{31B}')),
                'Ă' => Some(('A', '\u{306}')),
                'Â' => Some(('A', '\u{302}')),
                'Ê' => Some(('E', '\u{302}')),
                'Ô' => Some(('O', '\u{302}')),
                'Ơ' => Some(('O', '\u{31B}')),
                'Ư' => Some(('U', '\u{31B}')),
                _ => None,
            };
            let tone = tone.checked_sub(1).map(|number| tones[number]);
            match parts {
                Some((base, shape)) if tone == Some('\u{323}') && shape != '\u{31B}' => {
                    result.extend([base, '\u{323}', shape]);
                }
                Some((base, shape)) => {
                    result.extend([base, shape]);
                    result.extend(tone);
                }
                None => {
                    result.push(plain);
                    result.extend(tone);
                }
            }
        }
        result
    }

    #[test]
    fn ordinary_text_passes_and_comes_back() {
        for word in letters::tests::ORDINARY {
            assert_eq!(check(word), None, "{word}");
            let apart = decompose(word);
            if apart == *word {
                continue;
            }
            let fix = check(&apart).and_then(|remark| remark.fix.clone()).unwrap();
            assert_eq!(fix.text, *word);
            assert!(fix.safe);
        }
    }

    #[test]
    fn letters_without_a_composed_form_stay() {
        assert_eq!(check("M\u{EA}\u{306}"), None);
        let fix = check("E\u{302}\u{306}").and_then(|remark| remark.fix.clone()).unwrap();
        assert_eq!(fix.text, "Ê\u{306}");
    }

    #[test]
    fn stray_marks_have_no_fix() {
        for text in ["\u{301}", "k\u{301}", "5\u{323}"] {
            assert_eq!(check(text).unwrap().fix.clone(), None, "{text:?}");
        }
    }

    #[test]
    fn marks_in_a_typed_order_are_composed_with_care() {
        let fix = check("e\u{301}\u{302}").and_then(|remark| remark.fix.clone()).unwrap();
        assert_eq!((fix.text.as_str(), fix.safe), ("ế", false));
    }
}

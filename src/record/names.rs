//! Field names: how they are written in paths, and which known name somebody may have meant.

use std::borrow::Cow;

use crate::letters::{is_mark, plain as base};

/// Begins the segment of a name that could be taken for a place in a list; a JSON Pointer has no such escape of its own.
const NAME_MARK: &str = "~2";

/// A name as a segment of a JSON Pointer. One that looks like a number, or numbered, is marked as a name.
pub(crate) fn pointer(name: &str) -> String {
    let escaped = name.replace('~', "~0").replace('/', "~1");
    let is_like_place = name.contains('[') || !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    if is_like_place { format!("{NAME_MARK}{escaped}") } else { escaped }
}

/// The name that a segment is for sure, where it is marked.
pub(crate) fn marked(segment: &str) -> Option<&str> {
    segment.strip_prefix(NAME_MARK)
}

/// A value as reports show it: at most 200 characters.
pub(crate) fn cut(text: &str) -> String {
    match text.char_indices().nth(200) {
        Some((at, _)) => text.get(..at).unwrap_or_default().to_owned(),
        None => text.to_owned(),
    }
}

/// Is this a known name, or nearly one?
pub(crate) fn is_like<'a>(name: &[u8], known: impl Iterator<Item = &'a str> + Clone) -> bool {
    known.clone().any(|known| known.as_bytes() == name)
        || std::str::from_utf8(name).is_ok_and(|name| nearest(name, known, |_| true).is_some())
}

/// Number of the known name that `name` is a misspelling of, among those `open` allows: equal but for case and
/// diacritics, else at most two edits away (one in a short name).
pub(crate) fn nearest<'a>(
    name: &str,
    known: impl Iterator<Item = &'a str>,
    open: impl Fn(usize) -> bool,
) -> Option<usize> {
    let length = name.chars().count();
    let allowed = match length {
        0..=3 => 0,
        4..=6 => 1,
        7..=64 => 2,
        _ => return None,
    };
    let folded = fold(name);
    let letters = letters(&folded);
    let candidates = known.enumerate().filter(|(number, _)| open(*number));
    let mut best: Option<(usize, usize)> = None;
    for (number, candidate) in candidates {
        if candidate.chars().count().abs_diff(folded.chars().count()) > 2 {
            continue;
        }
        let candidate = fold(candidate);
        // An edit takes at most one letter away that the other name has not, and brings at most one.
        let others = self::letters(&candidate);
        if (letters & !others).count_ones().max((others & !letters).count_ones()) as usize > allowed {
            continue;
        }
        let distance = if folded == candidate { 0 } else { strsim::osa_distance(&folded, &candidate).max(1) };
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, number));
        }
    }
    best.map(|(_, number)| number)
}

/// Are these the same name but for the case of its letters, diacritics and separators between words?
pub(crate) fn is_same_but_case(name: &str, known: &str) -> bool {
    if !name.is_ascii() {
        return name.len() >= known.len() && fold(name) == fold(known);
    }
    let is_letter = |byte: &u8| !matches!(byte, b'_' | b'-' | b' ');
    let letters = name.bytes().filter(is_letter).map(|byte| byte.to_ascii_lowercase());
    letters.eq(known.bytes().filter(is_letter).map(|byte| byte.to_ascii_lowercase()))
}

/// Which letters a name has: a bit for each, some sharing one.
fn letters(name: &str) -> u32 {
    name.chars().fold(0, |letters, letter| letters | 1 << (letter as u32 % 32))
}

/// Lower case, without Vietnamese diacritics, without separators.
fn fold(name: &str) -> Cow<'_, str> {
    let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if plain {
        return Cow::Borrowed(name);
    }
    let letters = name.chars().filter(|letter| !matches!(letter, '_' | '-' | ' ') && !is_mark(*letter));
    Cow::Owned(letters.map(base).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KNOWN: [&str; 4] = ["MaHoSo", "NgayTiepNhan", "Gia", "TenTTHC"];

    fn meant(name: &str) -> Option<&'static str> {
        nearest(name, KNOWN.into_iter(), |_| true).and_then(|number| KNOWN.get(number).copied())
    }

    #[test]
    fn finds_what_was_meant() {
        assert_eq!(meant("mahoso"), Some("MaHoSo"));
        assert_eq!(meant("MaHoSo1"), Some("MaHoSo"));
        assert_eq!(meant("Mã Hồ Sơ"), Some("MaHoSo"));
        assert_eq!(meant("NgayTiepNham"), Some("NgayTiepNhan"));
        assert_eq!(meant("NgayTipNhn"), Some("NgayTiepNhan"));
        assert_eq!(meant("gia"), Some("Gia"));
    }

    #[test]
    fn leaves_other_names_alone() {
        for name in ["", "Ma", "item", "Gi", "MaHang", "NgayHenTra", "TenLinhVuc"] {
            assert_eq!(meant(name), None, "{name}");
        }
    }

    proptest! {
        /// Names near the known ones, letters of other scripts among them: what is passed over early is never near.
        #[test]
        fn passes_over_nothing_that_is_near(number in 0..KNOWN.len(), at in 0..12_usize, edit in 0..3, letter in "[a-zđö中\u{1F600}]") {
            let mut letters: Vec<char> = KNOWN[number].chars().collect();
            let at = at % letters.len();
            let letter = letter.chars().next().unwrap();
            match edit {
                0 => letters.insert(at, letter),
                1 => letters[at] = letter,
                _ => _ = letters.remove(at),
            }
            let name: String = letters.into_iter().collect();
            // Shorter names are too short to be a misspelling.
            prop_assert!(name.chars().count() < 4 || meant(&name) == Some(KNOWN[number]), "{}", name);
        }
    }

    #[test]
    fn pointers_are_escaped() {
        assert_eq!(pointer("a/b~c"), "a~1b~0c");
    }
}

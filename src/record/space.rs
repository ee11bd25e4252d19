//! White space at the ends of values: that of Unicode, and characters without width, which nobody sees. Values are
//! compared without it, wherever they are compared; whether it may stand there is for `surrounding-space`.

/// White space of Unicode, or a character that takes no room.
pub(crate) fn is_space(letter: char) -> bool {
    letter.is_whitespace() || is_invisible(letter)
}

/// It takes no room: soft hyphen, joiners, marks of direction, the byte order mark.
pub(crate) const fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{AD}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
    )
}

/// The text without the white space around it.
#[inline]
pub(crate) fn trim(text: &str) -> &str {
    if has_plain_ends(text.as_bytes()) { text } else { text.trim_matches(is_space) }
}

/// Both ends are visible ASCII, as those of nearly all values.
pub(super) fn has_plain_ends(bytes: &[u8]) -> bool {
    let is_plain = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
    is_plain(bytes.first()) && is_plain(bytes.last())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_seen_is_lost() {
        for space in
            [" ", "\t", "\u{A0}", "\u{2007}", "\u{202F}", "\u{3000}", "\u{200B}", "\u{FEFF}", "\u{2060}", "\u{AD}"]
        {
            for text in ["", "4", "Đang xử lý", "a b"] {
                assert_eq!(trim(&format!("{space}{text}{space}\u{200B} ")), text, "{space:?} {text}");
            }
        }
    }
}

//! Text of the source that a report quotes, with how much of it may be shown: the one place that shows or hides it.
//!
//! How much is decided where the text is read, by the row it belongs to; what no row stands behind is shown to nobody but
//! its owner.

use std::borrow::Cow;

use super::Language;

/// How much of a text of the source may be shown, from all to nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sensitivity {
    /// All: text of the dictionary, or a code, a date, a number in a form that says nothing about a person.
    #[default]
    Open,
    /// A name that no table has: in a shared report nothing but that it is one.
    UnknownName,
    /// A value in no known form, or text people wrote: in a shared report its kind and its length.
    Closed,
    /// About a person, or raw source: in a shared report nothing but its length.
    Personal,
    /// Opens a door: in no report at all.
    Secret,
}

/// What stands for a secret: not even its length is told.
const SECRET: &str = "•••";

/// Parts of names of fields that open a door, in lower case and without separators.
const SECRET_NAMES: [&str; 9] =
    ["session", "apikey", "token", "password", "matkhau", "secret", "authorization", "cookie", "accesskey"];

/// A text of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    pub(crate) text: String,
    pub(crate) sensitivity: Sensitivity,
}

impl Quote {
    /// A text that may be shown as far as that.
    pub(crate) fn new(text: impl Into<String>, sensitivity: Sensitivity) -> Self {
        Self { text: text.into(), sensitivity }
    }

    /// Something no row stands behind.
    pub(crate) fn raw(text: impl Into<String>) -> Self {
        Self::new(text, Sensitivity::Personal)
    }

    /// A name; `is_known` where the dictionary has it.
    pub(crate) fn name(text: impl Into<String>, is_known: bool) -> Self {
        Self::new(text, if is_known { Sensitivity::Open } else { Sensitivity::UnknownName })
    }

    /// What a report shows of it; `masked` where it will be handed on.
    pub(crate) fn shown(&self, masked: bool, language: Language) -> Cow<'_, str> {
        if !tells(&self.text) {
            return Cow::Borrowed(&self.text);
        }
        match self.sensitivity {
            Sensitivity::Secret => Cow::Borrowed(SECRET),
            Sensitivity::UnknownName if masked => Cow::Borrowed(unknown_name(language)),
            Sensitivity::Closed if masked => Cow::Owned(kind_and_length(&self.text, language)),
            Sensitivity::Personal if masked => Cow::Owned(length(&self.text, language)),
            _ => Cow::Borrowed(&self.text),
        }
    }

    /// A report shows something else in its place.
    pub(crate) fn is_hidden(&self, masked: bool) -> bool {
        tells(&self.text) && is_hidden(self.sensitivity, masked)
    }
}

/// Marks of punctuation tell nothing.
pub(crate) fn tells(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// A text of that sensitivity is not shown.
pub(crate) const fn is_hidden(sensitivity: Sensitivity, masked: bool) -> bool {
    match sensitivity {
        Sensitivity::Open => false,
        Sensitivity::Secret => true,
        _ => masked,
    }
}

/// What stands for a name that no table has.
pub(crate) const fn unknown_name(language: Language) -> &'static str {
    match language {
        Language::Vi => "(tên lạ)",
        Language::En => "(unknown name)",
    }
}

fn kind_and_length(text: &str, language: Language) -> String {
    let count = text.chars().count();
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    match (is_number, language) {
        (true, Language::Vi) => format!("({count} chữ số)"),
        (true, Language::En) => format!("({count} digits)"),
        (false, Language::Vi) => format!("(chữ, {count} ký tự)"),
        (false, Language::En) => format!("(text, {count} characters)"),
    }
}

fn length(text: &str, language: Language) -> String {
    let count = text.chars().count();
    match language {
        Language::Vi => format!("({count} ký tự)"),
        Language::En => format!("({count} characters)"),
    }
}

/// Does a field of that name open a door? Case and separators do not matter, nor does one slip of the finger.
pub(crate) fn is_secret_name(name: &str) -> bool {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    let plain: String = letters.flat_map(char::to_lowercase).collect();
    let is_nearly = |secret: &str| {
        secret.len() > 5 && plain.len().abs_diff(secret.len()) <= 1 && strsim::osa_distance(&plain, secret) == 1
    };
    SECRET_NAMES.iter().any(|secret| plain.contains(secret) || is_nearly(secret))
}

/// Text of base64 from this length on may hold a whole packet.
const ENCODED: usize = 48;

/// Does a text that may hold a packet itself name something that opens a door, or may it hide such names?
pub(crate) fn holds_secret(text: &str) -> bool {
    let is_encoded = |letter: char| letter.is_ascii_alphanumeric() || "+/=-_\\\r\n".contains(letter);
    let has_long_word = || text.split(|letter| !is_encoded(letter)).any(|word| word.len() >= ENCODED);
    if !text.contains(['{', '<', '&', '%']) {
        return has_long_word();
    }
    let mut words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && !matches!(letter, '_' | '-'));
    text.contains("\\u") || words.any(|word| word == "Header" || is_secret_name(word)) || has_long_word()
}

/// Does a place lie in something that opens a door: a field of such a name, or the header of a SOAP envelope?
pub(crate) fn is_secret_path(path: &str) -> bool {
    let mut is_in_envelope = false;
    path.split('/').any(|segment| {
        let name = segment.split('[').next().unwrap_or_default();
        let local = name.rsplit(':').next().unwrap_or_default().trim_start_matches('@');
        let is_header = is_in_envelope && local == "Header";
        is_in_envelope = local == "Envelope";
        is_header || is_secret_name(local)
    })
}

/// The name of a source in a report that will be handed on: its number and what it is.
#[must_use]
pub fn masked_name(name: &str, number: u32) -> String {
    const KINDS: [&str; 6] = ["json", "xml", "ndjson", "jsonl", "txt", "zip"];
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.filter(|ending| KINDS.contains(&ending.as_str())) {
        Some(ending) => format!("tệp {number}.{ending}"),
        None => format!("tệp {number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_depends_on_the_report() {
        let shown =
            |sensitivity, masked| Quote::new("079123456789", sensitivity).shown(masked, Language::Vi).into_owned();
        for (sensitivity, own, shared) in [
            (Sensitivity::Open, "079123456789", "079123456789"),
            (Sensitivity::UnknownName, "079123456789", "(tên lạ)"),
            (Sensitivity::Closed, "079123456789", "(12 chữ số)"),
            (Sensitivity::Personal, "079123456789", "(12 ký tự)"),
            (Sensitivity::Secret, "•••", "•••"),
        ] {
            assert_eq!((shown(sensitivity, false).as_str(), shown(sensitivity, true).as_str()), (own, shared));
        }
    }

    #[test]
    fn secrets_are_known_by_name() {
        for name in ["session", "Session", "SESSION_ID", "sesion", "sessoin", "accessToken", "mat-khau", "API key"] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in ["service", "madonvi", "MaHoSo", "season", ""] {
            assert!(!is_secret_name(name), "{name}");
        }
        assert!(is_secret_path("/soap:Envelope/soap:Header/wsse:Security"));
        assert!(is_secret_path("/data/0/session[2]"));
        assert!(!is_secret_path("/Header/data/0/MaHoSo"));
    }

    #[test]
    fn sources_keep_their_kind() {
        assert_eq!(masked_name("Nguyễn Văn A.JSON", 2), "tệp 2.json");
        assert_eq!(masked_name("ho-so.nguyen", 1), "tệp 1");
    }
}

//! What is said about the encoding of a source that is not UTF-8, or says that it is something else.

use crate::{
    model::{
        Severity,
        catalogue::encoding::{fix, message},
        privacy::{Quote, Sensitivity},
    },
    record::{
        output::{Draft, DraftFix},
        remark::Remark,
    },
    source::{Span, encoding::Encoding},
};

/// The whole of a source up to this size can be converted to UTF-8 by one fix.
pub(super) const CONVERTIBLE_BYTES: usize = 256 * 1024;

/// The text of a short source that is not UTF-8: what converting it would write.
pub(super) struct Converted(Option<Vec<u8>>);

impl Converted {
    pub(super) const fn new() -> Self {
        Self(Some(Vec::new()))
    }

    /// Keeps the text from `base` on, which may have been kept in part; nothing when the source `is_fine` as it is.
    pub(super) fn keep(&mut self, text: &[u8], base: u32, is_fine: bool) {
        let Some(kept) = self.0.as_mut().filter(|_| !is_fine) else {
            self.0 = None;
            return;
        };
        let known = (kept.len() as u32).saturating_sub(base) as usize;
        kept.extend_from_slice(text.get(known..).unwrap_or_default());
        if kept.len() > CONVERTIBLE_BYTES {
            self.0 = None;
        }
    }

    /// The fix that writes it in the place of the whole.
    pub(super) fn fix(&mut self, whole: Span) -> Option<DraftFix> {
        let text = self.0.take()?;
        let text =
            String::from_utf8(text).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Some(DraftFix::of_syntax(fix::TO_UTF_8, vec![(whole, text)], true))
    }
}

/// The source is in another encoding than UTF-8.
pub(super) fn not_utf_8(encoding: Encoding, fix: Option<DraftFix>) -> Box<Draft> {
    let message = match encoding {
        Encoding::Windows1258 => message::WINDOWS_1258,
        Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be => message::UTF_16,
    };
    let mut draft = Draft::from_remark(Remark::new(message).severity(Severity::Warning));
    draft.span = Span::at(0);
    draft.fix = fix;
    draft
}

/// An XML declaration names another encoding than the bytes are in.
pub(super) fn wrong((declared, span): (String, Span), encoding: Encoding) -> Option<Box<Draft>> {
    if agrees(&declared.to_ascii_lowercase(), encoding) {
        return None;
    }
    let remark = Remark::new(message::DECLARED)
        .severity(Severity::Warning)
        .with("declared", Quote::new(declared, Sensitivity::Closed))
        .with("encoding", encoding.name());
    let mut draft = Draft::from_remark(remark);
    draft.span = span;
    let edits = || vec![(span, "UTF-8".to_owned())];
    draft.fix = (encoding == Encoding::Utf8).then(|| DraftFix::known(fix::DECLARE_UTF_8, edits(), true));
    Some(draft)
}

/// The name, in small letters, is one of the encoding.
fn agrees(name: &str, encoding: Encoding) -> bool {
    match encoding {
        Encoding::Utf8 => matches!(name, "utf-8" | "utf8" | "us-ascii" | "ascii"),
        Encoding::Utf16Le => matches!(name, "utf-16" | "utf-16le" | "unicode"),
        Encoding::Utf16Be => matches!(name, "utf-16" | "utf-16be" | "unicode"),
        Encoding::Windows1258 => name == "windows-1258",
    }
}

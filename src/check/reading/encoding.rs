//! What is said about the encoding of a source that is not UTF-8, or says that it is something else: one finding, by what
//! the format demands.

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
    rules::decomposed_text,
    source::{Span, encoding::Encoding},
    standard::RowGrade,
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

    /// The fix that writes it in the place of the whole: composed, as UTF-8 is written.
    fn fix(&mut self, whole: Span) -> Option<DraftFix> {
        let text = self.0.take()?;
        let text = decomposed_text::composed(&String::from_utf8_lossy(&text));
        let is_safe = !text.contains(char::REPLACEMENT_CHARACTER);
        Some(DraftFix::of_source(fix::TO_UTF_8, vec![(whole, text)], is_safe))
    }
}

/// What is known of a source's encoding when it has been read.
pub(super) struct Encoded {
    pub(super) encoding: Encoding,
    /// It begins with a byte order mark.
    pub(super) is_marked: bool,
    /// Nothing in it is beyond ASCII.
    pub(super) is_ascii: bool,
    pub(super) is_xml: bool,
    /// The encoding that an XML declaration names, and where.
    pub(super) declared: Option<(String, Span)>,
    /// Its whole text.
    pub(super) whole: Span,
}

impl Encoded {
    /// What is to say about it.
    pub(super) fn told(self, converted: &mut Converted) -> Option<Box<Draft>> {
        if self.encoding == Encoding::Utf8 {
            let (name, span) = self.declared.as_ref()?;
            return self.declared_over_utf_8(name, *span);
        }
        let severity = if self.is_xml && self.is_allowed() { Severity::Info } else { Severity::Error };
        Some(self.not_utf_8(severity, converted))
    }

    /// XML 1.0 allows the encoding, since the mark or the declaration tells it.
    fn is_allowed(&self) -> bool {
        let name = self.declared.as_ref().map(|(name, _)| name.to_ascii_lowercase());
        let names = |own: &str| name.as_deref().is_some_and(|name| name == own);
        match self.encoding {
            Encoding::Utf8 => true,
            Encoding::Windows1258 => names("windows-1258"),
            own @ (Encoding::Utf16Le | Encoding::Utf16Be) => {
                self.is_marked && (name.is_none() || names("utf-16") || names(own.name()))
            }
        }
    }

    /// The source is in another encoding than UTF-8.
    fn not_utf_8(&self, severity: Severity, converted: &mut Converted) -> Box<Draft> {
        let message = match self.encoding {
            Encoding::Windows1258 => message::WINDOWS_1258,
            Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be => message::UTF_16,
        };
        let mut draft = Draft::from_remark(Remark::new(message).severity(severity));
        draft.span = Span::at(0);
        draft.fix = converted.fix(self.whole);
        draft
    }

    /// The bytes are UTF-8, and the declaration says something else.
    fn declared_over_utf_8(&self, declared: &str, span: Span) -> Option<Box<Draft>> {
        let name = declared.to_ascii_lowercase();
        let is_wide = name.starts_with("utf-16") || name.starts_with("utf-32") || name.contains("ucs-");
        let is_known = |names: &[&str]| names.iter().any(|known| name.starts_with(known));
        let remark = match &*name {
            "utf-8" | "utf8" => return None,
            _ if is_wide || self.is_marked => Remark::new(message::DECLARED).severity(Severity::Error),
            "us-ascii" | "ascii" | "ansi_x3.4-1968" if self.is_ascii => return None,
            "us-ascii" | "ascii" | "ansi_x3.4-1968" => Remark::new(message::DECLARED).severity(Severity::Error),
            _ if self.is_ascii && is_known(&["iso-8859-", "windows-125", "latin"]) => return None,
            _ => Remark::new(message::READ_AS_MOJIBAKE).severity(Severity::Warning).grade(RowGrade::Derived),
        };
        let quote = Quote::new(declared, Sensitivity::Closed);
        let mut draft = Draft::from_remark(remark.with("declared", quote).with("encoding", self.encoding.name()));
        draft.span = span;
        draft.fix = Some(DraftFix::known(fix::DECLARE_UTF_8, vec![(span, "UTF-8".to_owned())], true));
        Some(draft)
    }
}

//! Walks a source's events against a dictionary, one record at a time, and makes the report.
//!
//! The way of the data: bytes, decoded text, events, records, drafts of findings, places, report. Nothing is kept longer
//! than the largest record, the envelope and the findings.

mod causes;
#[cfg(test)]
mod evidence;
pub(crate) mod finder;
mod findings;
mod marks;
mod options;
pub(crate) mod own_profile;
pub(crate) mod plan;
pub(crate) mod recognise;
#[cfg(test)]
mod recognise_tests;
pub(crate) mod record;
mod session;
pub(crate) mod value;

use finder::{Events, Finder};
use own_profile::OwnProfile;

pub use findings::unopened;
pub use options::Options;
pub use session::Session;

use crate::{
    model::{
        Format, OptionsBuilder, Progress, Report, Severity, VerdictReason,
        catalogue::{encoding, pasted_debris, too_large},
        privacy::{Quote, Sensitivity},
    },
    record::{
        Syntax,
        output::{Decoded, Draft, DraftFix, Output, Selection},
        remark::Remark,
    },
    source::{
        OffsetMap, ReadLimits, Span, Window,
        encoding::{Decoder, Encoding},
        json::JsonReader,
        position::Counter,
        unwrap::{Detection, Unwrapping, Wrapping},
        xml::XmlReader,
    },
};

/// So much text is looked at to tell JSON from XML.
const FORMAT_BYTES: usize = 64 * 1024;
/// The whole of a source up to this size can be converted to UTF-8 by one fix.
const CONVERTIBLE_BYTES: usize = 256 * 1024;

/// Checks one source, given whole or in pieces; the report does not depend on how it is cut.
pub struct Checker {
    options: Options,
    decoder: Decoder,
    /// Decoded text that is still needed, from offset `base` on.
    text: Vec<u8>,
    base: u32,
    reader: Reader,
    layer: Option<Layer>,
    finder: Finder,
    output: Output,
    counter: Counter,
    total: u64,
    /// Why reading ended before the source did.
    cut: Option<VerdictReason>,
    /// The text of a short source that is not UTF-8: what converting it would write.
    converted: Option<Vec<u8>>,
    /// What is wrong with the reader's own profile: then nothing is read.
    bad_profile: Option<Box<Report>>,
}

enum Reader {
    /// JSON or XML is not yet told.
    Undecided,
    Json(Box<JsonReader>),
    Xml(Box<XmlReader>),
}

/// The whole source is wrapped in something: the text inside, as far as it is needed.
struct Layer {
    unwrapping: Unwrapping,
    text: Vec<u8>,
    base: u32,
    map: OffsetMap,
}

/// Checks a whole source.
#[must_use]
pub fn check(bytes: &[u8], options: &Options) -> Report {
    Checker::new(options).whole(bytes)
}

impl Checker {
    /// A checker for one source.
    #[must_use]
    pub fn new(options: &Options) -> Self {
        let given = &options.given;
        let selection = Selection::new(&given.only, &given.skip);
        let output = Output::new(selection, given.max_findings_per_rule);
        let own_profile = given.own_profile.as_ref().map(|own| own_profile(&own.0, options));
        let mut finder = Finder::new(given.packet.clone(), given.profile.clone());
        if let Some(Ok(own)) = &own_profile {
            finder.use_profile(*own);
        }
        Self {
            finder,
            output,
            options: options.clone(),
            decoder: Decoder::new(),
            text: Vec::new(),
            base: 0,
            reader: Reader::Undecided,
            layer: None,
            counter: Counter::default(),
            total: 0,
            cut: None,
            converted: Some(Vec::new()),
            bad_profile: own_profile.and_then(Result::err),
        }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.feed(bytes, false);
    }

    /// No more bytes will come: the report.
    #[must_use]
    pub fn finish(mut self) -> Report {
        self.feed(&[], true);
        self.report()
    }

    /// Reading is given up here: what was found so far, and no verdict.
    #[must_use]
    pub fn stop(mut self) -> Report {
        if self.cut.is_none() && self.bad_profile.is_none() {
            self.cut_off(VerdictReason::Stopped);
        }
        self.report()
    }

    /// Checks a whole source in one go.
    pub(crate) fn whole(mut self, bytes: &[u8]) -> Report {
        self.feed(bytes, true);
        self.report()
    }

    /// Bytes taken, records checked and findings made so far.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let findings = self.output.counts().total();
        Progress { bytes: self.total, records: self.finder.records(), findings }
    }

    fn feed(&mut self, bytes: &[u8], last: bool) {
        let room = self
            .options
            .given
            .limits
            .bytes
            .min(u64::from(u32::MAX / 4))
            .saturating_sub(self.total.min(u64::from(u32::MAX)));
        let fits = usize::try_from(room).map_or(bytes.len(), |room| room.min(bytes.len()));
        let taken = bytes.get(..fits).unwrap_or_default();
        self.total += bytes.len() as u64;
        if self.cut.is_some() || self.bad_profile.is_some() {
            return;
        }
        let stops = taken.len() < bytes.len();
        self.take(taken, last && !stops);
        if stops {
            self.cut_off(VerdictReason::TooLarge);
        }
    }

    fn take(&mut self, bytes: &[u8], last: bool) {
        if self.text.is_empty()
            && self.layer.is_none()
            && let Some(text) = self.decoder.borrow(bytes, last)
        {
            let kept = self.run(text, 0, last);
            self.text.extend_from_slice(text.get(kept..).unwrap_or_default());
            return;
        }
        let mut text = std::mem::take(&mut self.text);
        let old = text.len();
        let was_sound = self.decoder.bad().is_none();
        self.decoder.decode(bytes, last, &mut text);
        if let Some(bad) = self.decoder.bad().filter(|_| was_sound) {
            self.output.pin(bad);
        }
        let kept = self.run(&text, old, last);
        text.drain(..kept.min(text.len()));
        self.text = text;
    }

    /// Reads what can be read of the text from `self.base` on, of which so much is not new; returns how much of it is
    /// not needed any more.
    fn run(&mut self, text: &[u8], old: usize, last: bool) -> usize {
        self.keep_for_conversion(text, last);
        let window = Window::new(text, self.base);
        // A token that keeps growing must not be looked at again with every piece of it.
        let window = &if old <= text.len() / 2 { window.judged() } else { window };
        if matches!(self.reader, Reader::Undecided) && !self.choose_reader(text, last) {
            return 0;
        }
        let sink = &mut Events { finder: &mut self.finder, output: &mut self.output };
        let needed = match &mut self.layer {
            Some(layer) => layer.read(window, last, &mut self.reader, sink),
            None => read(&mut self.reader, window, last, sink).min(sink.finder.needed()),
        };
        if last {
            self.last_words(window);
        }
        let decoded = self.decoded();
        self.output.place(window, &self.counter, &decoded);
        let keep = needed.clamp(self.base, window.end());
        let keep = if last { keep } else { self.base + whole_characters(text, (keep - self.base) as usize) as u32 };
        if !last {
            let landmarks = match (&self.reader, &self.layer) {
                (Reader::Json(reader), None) => reader.places(),
                (Reader::Xml(reader), None) => reader.places(),
                (Reader::Json(reader), Some(layer)) => layer.outer(reader.places()),
                (Reader::Xml(reader), Some(layer)) => layer.outer(reader.places()),
                (Reader::Undecided, _) => Vec::new(),
            };
            self.output.settle_pins(window, &self.counter, keep, landmarks);
            self.counter.advance(window, keep);
            self.base = keep;
        }
        (keep - window.base()) as usize
    }

    /// Tells JSON from XML, and whether the whole source is wrapped in something; false when more text is needed.
    fn choose_reader(&mut self, text: &[u8], last: bool) -> bool {
        let last = last || text.len() >= FORMAT_BYTES;
        let wrapping = match Wrapping::detect(text, last) {
            Detection::NeedsMore => return false,
            Detection::None => None,
            Detection::Some(wrapping) => Some(wrapping),
        };
        let limits = ReadLimits { depth: self.options.given.limits.depth };
        let Some(is_xml) = looks_like_xml(text, last, wrapping.is_some()) else {
            return false;
        };
        if is_xml {
            self.finder.set_syntax(Syntax::Xml);
            self.reader = Reader::Xml(Box::new(XmlReader::new(limits)));
        } else {
            self.reader = Reader::Json(Box::new(JsonReader::new(limits)));
        }
        if let Some(wrapping) = wrapping {
            let message = if matches!(wrapping, Wrapping::Base64) {
                pasted_debris::message::BASE64
            } else {
                pasted_debris::message::ENTITIES
            };
            self.say(Remark::new(message), Span::at(self.base), None);
            // An edit of the text inside cannot be written outside.
            self.output.without_fixes();
            self.layer = Some(Layer::new(wrapping, self.base));
        }
        true
    }

    fn keep_for_conversion(&mut self, text: &[u8], last: bool) {
        let Some(kept) = &mut self.converted else {
            return;
        };
        if self.decoder.encoding() == Encoding::Utf8 && (last || self.total > CONVERTIBLE_BYTES as u64) {
            self.converted = None;
            return;
        }
        // The window may begin before what is kept ends.
        let known = (kept.len() as u32).saturating_sub(self.base) as usize;
        kept.extend_from_slice(text.get(known..).unwrap_or_default());
        if kept.len() > CONVERTIBLE_BYTES {
            self.converted = None;
        }
    }

    // ---- what is said about the source as a whole -----------------------------------------------------------------

    fn last_words(&mut self, window: &Window<'_>) {
        self.finder.finish(window, &mut self.output);
        let encoding = self.decoder.encoding();
        // Bytes that are no packet, such as an image, are no text in any encoding either.
        if encoding != Encoding::Utf8 && !self.finder.is_unreadable() {
            let message = if encoding == Encoding::Windows1258 {
                encoding::message::WINDOWS_1258
            } else {
                encoding::message::UTF_16
            };
            let fix = self.converted.take().map(|text| {
                let whole = Span::new(0, self.base + window.text().len() as u32);
                DraftFix::of_syntax(encoding::fix::TO_UTF_8, vec![(whole, text_of(text))], true)
            });
            self.say(Remark::new(message).severity(Severity::Warning), Span::at(0), fix);
        }
        if let Some(span) = self.decoder.bad() {
            self.say(Remark::new(encoding::message::BAD_UTF_16), span, None);
        }
        self.check_declaration();
    }

    /// An XML declaration that names another encoding than the bytes are in.
    fn check_declaration(&mut self) {
        let Reader::Xml(reader) = &self.reader else {
            return;
        };
        let Some((declared, span)) = reader.declared_encoding() else {
            return;
        };
        let lower = declared.to_ascii_lowercase();
        let agrees = match self.decoder.encoding() {
            Encoding::Utf8 => matches!(lower.as_str(), "utf-8" | "utf8" | "us-ascii" | "ascii"),
            Encoding::Utf16Le => matches!(lower.as_str(), "utf-16" | "utf-16le" | "unicode"),
            Encoding::Utf16Be => matches!(lower.as_str(), "utf-16" | "utf-16be" | "unicode"),
            Encoding::Windows1258 => lower == "windows-1258",
        };
        if agrees {
            return;
        }
        let remark = Remark::new(encoding::message::DECLARED)
            .severity(Severity::Warning)
            .with("declared", Quote::new(declared, Sensitivity::Closed))
            .with("encoding", self.decoder.encoding().name());
        let edits = vec![(span, "UTF-8".to_owned())];
        let fix = DraftFix::known(encoding::fix::DECLARE_UTF_8, edits, true);
        let is_utf8 = self.decoder.encoding() == Encoding::Utf8;
        self.say(remark, span, is_utf8.then_some(fix));
    }

    fn cut_off(&mut self, reason: VerdictReason) {
        self.cut = Some(reason);
        let end = self.base + self.text.len() as u32;
        let before = self.output.drafted();
        self.take(&[], true);
        // What looks missing or cut off at the end is not: the source goes on.
        self.output.forget_after(before);
        if reason == VerdictReason::Stopped {
            return;
        }
        self.say(
            Remark::new(too_large::message::BYTES).with("limit", self.options.given.limits.bytes),
            Span::at(end),
            None,
        );
        let text = std::mem::take(&mut self.text);
        let window = &Window::new(&text, self.base);
        let decoded = self.decoded();
        self.output.place(window, &self.counter, &decoded);
    }

    fn decoded(&self) -> Decoded {
        let bytes = u32::try_from(self.total).unwrap_or(u32::MAX);
        Decoded { encoding: self.decoder.encoding(), mark: self.decoder.mark(), bytes }
    }

    fn say(&mut self, remark: Remark, span: Span, fix: Option<DraftFix>) {
        let mut draft = Draft::from_remark(remark);
        draft.span = span;
        draft.fix = fix;
        self.output.push(draft);
    }

    fn report(mut self) -> Report {
        if let Some(report) = self.bad_profile {
            return findings::of_profile(*report, &self.options, self.total);
        }
        let no_answer = self.no_answer();
        let format = match (&self.reader, self.finder.is_unreadable()) {
            (Reader::Undecided, _) | (_, true) => None,
            (Reader::Json(_), _) if self.finder.is_ndjson() => Some(Format::Ndjson),
            (Reader::Json(_), _) => Some(Format::Json),
            (Reader::Xml(_), _) => Some(Format::Xml),
        };
        let is_guess = self.finder.is_unreadable() && self.decoder.encoding() == Encoding::Windows1258;
        let encoding = (self.total > 0 && !is_guess).then(|| self.decoder.encoding());
        let read = findings::Read { bytes: self.total, format, encoding, no_answer, cut: self.cut };
        findings::report(&self.options, &self.finder, &mut self.output, read)
    }

    /// Why nothing can be said about the packet, whatever was found.
    fn no_answer(&self) -> Option<VerdictReason> {
        let plan = self.finder.plan();
        let lacks_public_text = plan.is_some_and(plan::Plan::has_no_public_text);
        if self.finder.is_unreadable() {
            Some(self.cut.unwrap_or(VerdictReason::Unreadable))
        } else if plan.is_none() {
            // Where reading ended early, what follows may have told.
            Some(self.cut.unwrap_or(VerdictReason::UnknownPacket))
        } else if self.finder.is_reply() || self.finder.records() > 0 && lacks_public_text {
            Some(VerdictReason::NoPublicText)
        } else {
            None
        }
    }
}

/// Reads a reader's own profile: what comes of it, or the report about it.
fn own_profile(text: &[u8], options: &Options) -> Result<OwnProfile, Box<Report>> {
    if let Some(known) = own_profile::known(text) {
        return Ok(known);
    }
    let given = OptionsBuilder {
        own_profile: None,
        name: String::new(),
        only: Vec::new(),
        skip: Vec::new(),
        ..options.given.clone()
    };
    let mut checker = Checker::new(&Options { given });
    checker.finder.read_profile();
    checker.feed(text, true);
    match checker.finder.own_profile() {
        Some(profile) if checker.output.counts().error == 0 => {
            own_profile::keep(text, profile);
            Ok(profile)
        }
        _ => Err(Box::new(checker.report())),
    }
}

fn read(reader: &mut Reader, window: &Window<'_>, last: bool, sink: &mut Events<'_>) -> u32 {
    match reader {
        Reader::Undecided => window.base(),
        Reader::Json(reader) => reader.read(window, last, sink),
        Reader::Xml(reader) => reader.read(window, last, sink),
    }
}

impl Layer {
    fn new(wrapping: Wrapping, start: u32) -> Self {
        Self { unwrapping: Unwrapping::new(wrapping, start), text: Vec::new(), base: 0, map: OffsetMap::default() }
    }

    fn outer(&self, inner: Vec<u32>) -> Vec<u32> {
        inner.into_iter().map(|offset| self.map.outer(offset)).collect()
    }

    /// Unwraps what can be unwrapped of the outer text and reads it; returns the outer offset that is still needed.
    fn read(&mut self, outer: &Window<'_>, last: bool, reader: &mut Reader, sink: &mut Events<'_>) -> u32 {
        let read_to = self.unwrapping.decode(outer, last, &mut self.text, &mut self.map);
        let window = &Window::unwrapped(&self.text, self.base, &self.map);
        let needed = read(reader, window, last, sink).min(sink.finder.needed()).clamp(self.base, window.end());
        if last {
            sink.finder.finish(window, sink.output);
        }
        let outer_needed = self.map.outer(needed).min(read_to);
        self.text.drain(..(needed - self.base) as usize);
        self.base = needed;
        match reader {
            Reader::Json(reader) => self.map.forget_before(needed, reader.landmarks()),
            Reader::Undecided | Reader::Xml(_) => self.map.forget_before(needed, std::iter::empty()),
        }
        outer_needed
    }
}

/// The length of the whole characters among the first `length` bytes: counting half of one would spoil what follows.
fn whole_characters(text: &[u8], length: usize) -> usize {
    let head = text.get(..length).unwrap_or(text);
    let tail = head.iter().rev().take(3).take_while(|byte| matches!(byte, 0x80..=0xBF)).count();
    let start = head.len().saturating_sub(tail + 1);
    let size = match head.get(start) {
        Some(0xC0..=0xDF) => 2,
        Some(0xE0..=0xEF) => 3,
        Some(0xF0..=0xFF) => 4,
        _ => 0,
    };
    if size > tail + 1 { start } else { head.len() }
}

/// XML or JSON? By the first character that can begin either; nothing when more text is needed.
fn looks_like_xml(text: &[u8], last: bool, wrapped: bool) -> Option<bool> {
    let start = text.iter().position(|byte| matches!(byte, b'<' | b'{' | b'[' | b'"' | b'&'));
    match start.and_then(|at| text.get(at)) {
        Some(b'<') => Some(true),
        Some(b'&') if wrapped => Some(text.windows(4).take(64).any(|four| four == b"&lt;")),
        Some(_) => Some(false),
        None if wrapped => Some(false),
        None => last.then_some(false),
    }
}

fn text_of(text: Vec<u8>) -> String {
    String::from_utf8(text).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests;

//! Reads one source: its bytes are decoded, unwrapped and told to be JSON or XML, and the reader's events go window by
//! window to what the source is read as. What is to say about the source as a whole, its encoding, wrapping and size, is
//! said here.

mod encoding;
mod layer;
mod reader;

use super::ended::Read;
use crate::{
    model::{
        Format, Limits, VerdictReason,
        catalogue::{encoding::message, pasted_debris, too_large},
    },
    record::{
        output::{Decoded, Draft, Output},
        remark::Remark,
    },
    source::{
        ReadLimits, Span, Window,
        encoding::{Decoder, Encoding},
        position::Counter,
        unwrap::{Detection, Wrapping},
    },
};
use encoding::{CONVERTIBLE_BYTES, Converted};
use layer::Layer;
pub(super) use reader::Reader;

/// So much text is looked at to tell JSON from XML.
const FORMAT_BYTES: usize = 64 * 1024;

/// What a source is read as: a packet, or a reader's own profile.
pub(super) trait Subject {
    /// Takes what can be read of the window; returns the offset before which its text is not needed any more.
    fn read(&mut self, reader: &mut Reader, window: &Window<'_>, last: bool, output: &mut Output) -> u32;

    /// No more events will come.
    fn finish(&mut self, window: &Window<'_>, output: &mut Output);

    /// Nothing but faults was found.
    fn is_unreadable(&self) -> bool;

    /// The source is made of lines that are values of their own.
    fn is_ndjson(&self) -> bool;
}

/// See the module's comment.
pub(super) struct Reading {
    limits: Limits,
    decoder: Decoder,
    /// Decoded text that is still needed, from offset `base` on.
    text: Vec<u8>,
    base: u32,
    pub(super) reader: Reader,
    layer: Option<Layer>,
    counter: Counter,
    total: u64,
    /// Why reading ended before the source did.
    cut: Option<VerdictReason>,
    converted: Converted,
}

impl Reading {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            decoder: Decoder::new(),
            text: Vec::new(),
            base: 0,
            reader: Reader::Undecided,
            layer: None,
            counter: Counter::default(),
            total: 0,
            cut: None,
            converted: Converted::new(),
        }
    }

    /// Bytes taken so far.
    pub(super) const fn total(&self) -> u64 {
        self.total
    }

    /// Why reading ended before the source did.
    pub(super) const fn cut(&self) -> Option<VerdictReason> {
        self.cut
    }

    /// Counts bytes that are not read.
    pub(super) const fn pass(&mut self, bytes: &[u8]) {
        self.total += bytes.len() as u64;
    }

    /// Reads the next bytes of the source.
    pub(super) fn feed(&mut self, bytes: &[u8], last: bool, subject: &mut dyn Subject, output: &mut Output) {
        let room = self.limits.bytes.min(u64::from(u32::MAX / 4)).saturating_sub(self.total.min(u64::from(u32::MAX)));
        let fits = usize::try_from(room).map_or(bytes.len(), |room| room.min(bytes.len()));
        let taken = bytes.get(..fits).unwrap_or_default();
        self.pass(bytes);
        if self.cut.is_some() {
            return;
        }
        let stops = taken.len() < bytes.len();
        self.take(taken, last && !stops, subject, output);
        if stops {
            self.cut_off(VerdictReason::TooLarge, subject, output);
        }
    }

    /// Reading is given up here.
    pub(super) fn stop(&mut self, subject: &mut dyn Subject, output: &mut Output) {
        if self.cut.is_none() {
            self.cut_off(VerdictReason::Stopped, subject, output);
        }
    }

    fn take(&mut self, bytes: &[u8], last: bool, subject: &mut dyn Subject, output: &mut Output) {
        if self.text.is_empty()
            && self.layer.is_none()
            && let Some(text) = self.decoder.borrow(bytes, last)
        {
            let kept = self.run(text, 0, last, subject, output);
            self.text.extend_from_slice(text.get(kept..).unwrap_or_default());
            return;
        }
        let mut text = std::mem::take(&mut self.text);
        let old = text.len();
        let was_sound = self.decoder.bad().is_none();
        self.decoder.decode(bytes, last, &mut text);
        if let Some(bad) = self.decoder.bad().filter(|_| was_sound) {
            output.pin(bad);
        }
        let kept = self.run(&text, old, last, subject, output);
        text.drain(..kept.min(text.len()));
        self.text = text;
    }

    /// Reads what can be read of the text from `self.base` on, of which so much is not new; returns how much of it is
    /// not needed any more.
    fn run(&mut self, text: &[u8], old: usize, last: bool, subject: &mut dyn Subject, output: &mut Output) -> usize {
        let is_utf8 = self.decoder.encoding() == Encoding::Utf8;
        self.converted.keep(text, self.base, is_utf8 && (last || self.total > CONVERTIBLE_BYTES as u64));
        let window = Window::new(text, self.base);
        // A token that keeps growing must not be looked at again with every piece of it.
        let window = &if old <= text.len() / 2 { window.judged() } else { window };
        if matches!(self.reader, Reader::Undecided) && !self.choose_reader(text, last, output) {
            return 0;
        }
        let needed = match &mut self.layer {
            Some(layer) => layer.read(window, last, &mut self.reader, subject, output),
            None => self.reader.read_all(window, last, subject, output),
        };
        if last {
            self.last_words(window, subject, output);
        }
        let decoded = self.decoded();
        output.place(window, &self.counter, &decoded);
        let keep = needed.clamp(self.base, window.end());
        let keep = if last { keep } else { self.base + whole_characters(text, (keep - self.base) as usize) as u32 };
        if !last {
            let places = self.reader.places();
            let landmarks = match &self.layer {
                Some(layer) => layer.outer(places),
                None => places,
            };
            output.settle_pins(window, &self.counter, keep, landmarks);
            self.counter.advance(window, keep);
            self.base = keep;
        }
        (keep - window.base()) as usize
    }

    /// Tells JSON from XML, and whether the whole source is wrapped in something; false when more text is needed.
    fn choose_reader(&mut self, text: &[u8], last: bool, output: &mut Output) -> bool {
        let last = last || text.len() >= FORMAT_BYTES;
        let wrapping = match Wrapping::detect(text, last) {
            Detection::NeedsMore => return false,
            Detection::None => None,
            Detection::Some(wrapping) => Some(wrapping),
        };
        let limits = ReadLimits { depth: self.limits.depth };
        let Some(reader) = Reader::of(text, last, wrapping.is_some(), limits) else { return false };
        self.reader = reader;
        if let Some(wrapping) = wrapping {
            let message = match wrapping {
                Wrapping::Base64 => pasted_debris::message::BASE64,
                Wrapping::Entities | Wrapping::JsonString => pasted_debris::message::ENTITIES,
            };
            say(output, Remark::new(message), Span::at(self.base));
            // An edit of the text inside cannot be written outside.
            output.without_fixes();
            self.layer = Some(Layer::new(wrapping, self.base));
        }
        true
    }

    // ---- what is said about the source as a whole -----------------------------------------------------------------

    fn last_words(&mut self, window: &Window<'_>, subject: &dyn Subject, output: &mut Output) {
        let encoding = self.decoder.encoding();
        // Bytes that are no packet, such as an image, are no text in any encoding either.
        if encoding != Encoding::Utf8 && !subject.is_unreadable() {
            let whole = Span::new(0, self.base + window.text().len() as u32);
            output.push(encoding::not_utf_8(encoding, self.converted.fix(whole)));
        }
        if let Some(span) = self.decoder.bad() {
            say(output, Remark::new(message::BAD_UTF_16), span);
        }
        if let Some(draft) = self.reader.declared_encoding().and_then(|declared| encoding::wrong(declared, encoding)) {
            output.push(draft);
        }
    }

    fn cut_off(&mut self, reason: VerdictReason, subject: &mut dyn Subject, output: &mut Output) {
        self.cut = Some(reason);
        let end = self.base + self.text.len() as u32;
        let before = output.drafted();
        self.take(&[], true, subject, output);
        // What looks missing or cut off at the end is not: the source goes on.
        output.forget_after(before);
        if reason == VerdictReason::Stopped {
            return;
        }
        say(output, Remark::new(too_large::message::BYTES).with("limit", self.limits.bytes), Span::at(end));
        let text = std::mem::take(&mut self.text);
        let window = &Window::new(&text, self.base);
        let decoded = self.decoded();
        output.place(window, &self.counter, &decoded);
    }

    fn decoded(&self) -> Decoded {
        let bytes = u32::try_from(self.total).unwrap_or(u32::MAX);
        Decoded { encoding: self.decoder.encoding(), mark: self.decoder.mark(), bytes }
    }

    /// What is known of the source when it was read; `no_answer` says why nothing can be said about it.
    pub(super) fn told(&self, subject: &dyn Subject, no_answer: Option<VerdictReason>) -> Read {
        let is_unreadable = subject.is_unreadable();
        let format = match &self.reader {
            Reader::Undecided => None,
            _ if is_unreadable => None,
            Reader::Json(_) if subject.is_ndjson() => Some(Format::Ndjson),
            Reader::Json(_) => Some(Format::Json),
            Reader::Xml(_) => Some(Format::Xml),
        };
        let is_guess = is_unreadable && self.decoder.encoding() == Encoding::Windows1258;
        let encoding = (self.total > 0 && !is_guess).then(|| self.decoder.encoding());
        Read { bytes: self.total, format, encoding, no_answer, cut: self.cut }
    }
}

fn say(output: &mut Output, remark: Remark, span: Span) {
    let mut draft = Draft::from_remark(remark);
    draft.span = span;
    output.push(draft);
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

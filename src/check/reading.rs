//! Reads one source: its bytes are decoded, unwrapped and told to be JSON or XML, and the reader's events go window by
//! window to what the source is read as. What is to say about the source as a whole, its encoding, wrapping and size, is
//! said here.

mod encoding;
mod layer;
mod reader;

use super::{ended::Read, fault};
use crate::{
    model::{
        Format, Limits, VerdictReason,
        catalogue::{Message, RuleId, encoding::message, pasted_debris, too_large},
        privacy::Quote,
    },
    record::{
        output::{Decoded, Draft, DraftFix, Output},
        remark::Remark,
    },
    source::{
        ReadLimits, SEARCH, Span, Window,
        beginning::{Beginning, Start},
        encoding::{Decoder, Encoding},
        position::Counter,
        signature::{self, TELLING_BYTES},
        unwrap::Wrapping,
    },
    standard,
};
use encoding::{CONVERTIBLE_BYTES, Converted, Encoded};
use layer::Layer;
pub(super) use reader::Reader;

/// What a source is read as: a packet, or a reader's own profile.
pub(super) trait Subject {
    /// Takes what can be read of the window; returns the offset before which its text is not needed any more.
    fn read(&mut self, reader: &mut Reader, window: &Window<'_>, last: bool, output: &mut Output) -> u32;

    /// No more events will come.
    fn finish(&mut self, window: &Window<'_>, output: &mut Output);

    /// The source is no such thing, but what the message says.
    fn is_foreign(&mut self, message: Message, output: &mut Output);

    /// Where in a text that begins with an object or a list it stands under a key of something else.
    fn within(&self, _text: &[u8], _last: bool) -> Within {
        Within::Nothing
    }

    /// Nothing but faults was found.
    fn is_unreadable(&self) -> bool;

    /// The source is made of lines that are values of their own.
    fn is_ndjson(&self) -> bool;
}

/// Does what is looked for stand under a key of something else?
pub(super) enum Within {
    /// More text is needed to tell.
    NeedsMore,
    Nothing,
    /// It begins at a place of the text, or behind the quote of a string.
    Packet {
        at: usize,
        is_string: bool,
        is_xml: bool,
        key: String,
    },
}

/// See the module's comment.
pub(super) struct Reading {
    limits: Limits,
    /// The first bytes, while they do not tell whether they are text.
    first: Option<Vec<u8>>,
    /// It is no packet, but this.
    foreign: Option<Message>,
    decoder: Decoder,
    /// Decoded text that is still needed, from offset `base` on.
    text: Vec<u8>,
    base: u32,
    pub(super) reader: Reader,
    /// How a text begins is not looked at again before so much of it is there.
    wanted: usize,
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
            first: Some(Vec::new()),
            foreign: None,
            decoder: Decoder::new(),
            text: Vec::new(),
            base: 0,
            reader: Reader::Undecided,
            wanted: 0,
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

    /// Why nothing can be said about it: it is something else.
    pub(super) fn no_packet(&self) -> Option<VerdictReason> {
        let is_packet_rule = self.foreign?.rule() == RuleId::UNKNOWN_PACKET;
        Some(if is_packet_rule { VerdictReason::NotAPacket } else { VerdictReason::Unreadable })
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
        if self.cut.is_some() || self.foreign.is_some() {
            return;
        }
        let stops = taken.len() < bytes.len();
        self.begin(taken, last && !stops, subject, output);
        if stops && self.foreign.is_none() {
            self.cut_off(VerdictReason::TooLarge, subject, output);
        }
    }

    /// Takes bytes that are text: the first ones tell.
    fn begin(&mut self, bytes: &[u8], last: bool, subject: &mut dyn Subject, output: &mut Output) {
        let Some(mut first) = self.first.take() else { return self.take(bytes, last, subject, output) };
        let is_enough = last || first.len() + bytes.len() >= TELLING_BYTES;
        if first.is_empty() && is_enough {
            return self.take_text(bytes, last, subject, output);
        }
        first.extend_from_slice(bytes);
        if is_enough {
            self.take_text(&first, last, subject, output);
        } else {
            self.first = Some(first);
        }
    }

    /// Takes the first bytes of the source.
    fn take_text(&mut self, bytes: &[u8], last: bool, subject: &mut dyn Subject, output: &mut Output) {
        match signature::foreign(bytes) {
            Some(message) => self.is_foreign(message, subject, output),
            None => self.take(bytes, last, subject, output),
        }
    }

    /// It is no packet, but what the message says: nothing of it is read.
    fn is_foreign(&mut self, message: Message, subject: &mut dyn Subject, output: &mut Output) {
        self.foreign = Some(message);
        subject.is_foreign(message, output);
        let decoded = self.decoded();
        output.place(&Window::new(&[], 0), &Counter::default(), &decoded);
    }

    /// Reading is given up here.
    pub(super) fn stop(&mut self, subject: &mut dyn Subject, output: &mut Output) {
        if self.cut.is_none() && self.foreign.is_none() {
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
        if self.decoder.encoding() == Encoding::Windows1258 {
            // That code page has no composed letters: converting the file composes them all.
            output.mute(RuleId::DECOMPOSED_TEXT);
        }
        self.converted.keep(text, self.base, is_utf8 && (last || self.total > CONVERTIBLE_BYTES as u64));
        let window = Window::new(text, self.base);
        // A token that keeps growing must not be looked at again with every piece of it.
        let window = &if old <= text.len() / 2 { window.judged() } else { window };
        if matches!(self.reader, Reader::Undecided) && !self.choose_reader(text, last, subject, output) {
            return if self.foreign.is_some() { text.len() } else { 0 };
        }
        let needed = self.read(window, last, subject, output);
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

    fn read(&mut self, window: &Window<'_>, last: bool, subject: &mut dyn Subject, output: &mut Output) -> u32 {
        let Some(layer) = &mut self.layer else {
            return self.reader.read_all(window, last, subject, output);
        };
        let (needed, faults) = layer.read(window, last, &mut self.reader, subject, output);
        for fault in faults {
            let mut draft = fault::draft(window, fault, standard::dictionary());
            draft.is_of_source = true;
            output.push(draft);
        }
        needed
    }

    /// Finds where the packet begins, in what it is wrapped, and whether it is JSON or XML; false when more text is
    /// needed to tell, and when there is none.
    fn choose_reader(&mut self, text: &[u8], last: bool, subject: &mut dyn Subject, output: &mut Output) -> bool {
        if text.len() < self.wanted && !last {
            return false;
        }
        self.wanted = text.len() * 2;
        let start = match Beginning::of(text, last) {
            Beginning::NeedsMore => return false,
            // Where reading ends early nothing tells what the source is.
            Beginning::Foreign(_) if self.cut.is_some() => return false,
            Beginning::Foreign(message) => {
                self.is_foreign(message, subject, output);
                return false;
            }
            Beginning::Packet(start) => start,
        };
        let head = text.get(start.at..SEARCH.min(text.len())).unwrap_or_default();
        let is_looked_into = !start.is_xml && start.wrapping.is_none() && matches!(head.first(), Some(b'{' | b'['));
        let within = if is_looked_into { subject.within(head, last || text.len() >= SEARCH) } else { Within::Nothing };
        match within {
            Within::NeedsMore => return false,
            Within::Nothing => {
                let around = start.is_framed.then(|| Remark::new(pasted_debris::message::TEXT_AROUND));
                self.start(text, start, around, output);
            }
            Within::Packet { at, is_string, is_xml, key } => {
                let wrapping = is_string.then_some(Wrapping::JsonString);
                let around = Remark::new(pasted_debris::message::UNDER_KEY).with("key", Quote::name(key, false));
                let start = Start { at: start.at + at, wrapping, is_xml, is_framed: true };
                self.start(text, start, Some(around), output);
            }
        }
        true
    }

    /// Begins to read there; `around` says what stands around it.
    fn start(&mut self, text: &[u8], start: Start, around: Option<Remark>, output: &mut Output) {
        let limits = ReadLimits { depth: self.limits.depth };
        let at = self.base + start.at as u32;
        let told = around.as_ref().map(|around| around.message);
        self.layer = start.wrapping.map(|wrapping| Layer::new(wrapping, at, told));
        let message = told.filter(|_| self.layer.is_none());
        self.reader = Reader::new(start.is_xml, message.map(|message| (at, message)), limits);
        if let Some(around) = around {
            let before = Span::new(self.base, at);
            let words = text.get(..start.at).unwrap_or_default().trim_ascii_end().len() as u32;
            let mut draft = Draft::from_remark(around);
            draft.span = Span::new(self.base, self.base + words);
            draft.is_of_source = true;
            draft.fix = self
                .layer
                .is_none()
                .then(|| DraftFix::of_source(pasted_debris::fix::REMOVE, vec![(before, String::new())], false));
            draft.hide();
            output.push(draft);
        }
        if let Some(layer) = &self.layer {
            if told != Some(layer.message()) {
                say(output, Remark::new(layer.message()), Span::at(at));
            }
            // An edit of the text inside cannot be written outside.
            output.without_fixes();
        }
    }

    // ---- what is said about the source as a whole -----------------------------------------------------------------

    fn last_words(&mut self, window: &Window<'_>, subject: &dyn Subject, output: &mut Output) {
        if let Some(layer) = &mut self.layer {
            output.repair(layer.message(), layer.taken_out(Span::new(0, window.end())));
        }
        // Bytes that are no packet, such as an image, are no text in any encoding either.
        if !subject.is_unreadable() {
            let is_xml = matches!(self.reader, Reader::Xml(_)) && self.layer.is_none();
            let encoded = Encoded {
                encoding: self.decoder.encoding(),
                is_marked: self.decoder.mark() > 0,
                is_ascii: self.decoder.is_ascii(),
                is_xml,
                declared: self.reader.declared_encoding().filter(|_| is_xml),
                whole: Span::new(0, window.end()),
            };
            if let Some(draft) = encoded.told(&mut self.converted) {
                output.push(draft);
            }
        }
        if let Some(span) = self.decoder.bad() {
            say(output, Remark::new(message::BAD_UTF_16), span);
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
        let is_guess = is_unreadable && self.decoder.encoding() == Encoding::Windows1258 || self.foreign.is_some();
        let encoding = (self.total > 0 && !is_guess).then(|| self.decoder.encoding());
        Read { bytes: self.total, format, encoding, no_answer, cut: self.cut }
    }
}

fn say(output: &mut Output, remark: Remark, span: Span) {
    let mut draft = Draft::from_remark(remark);
    draft.span = span;
    draft.is_of_source = true;
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

#[cfg(test)]
mod tests;

//! The XML reader: quick-xml cuts what is not plain into tokens, and everything here judges them by XML 1.0 (fifth
//! edition) and Namespaces in XML 1.0, tells the sink what stands where, and goes on after a fault where it can.
//!
//! Each call reads the whole tokens of the window; what is not whole yet is left for the next call, and not tried again
//! before the text has grown to twice its length, so that long tokens in small pieces cost no more than linear time.

mod attributes;
mod characters;
mod elements;
mod markup;
mod names;
mod namespaces;
mod outside;
mod plain;
#[cfg(test)]
mod plain_tests;
mod references;
mod report;
#[cfg(test)]
mod tests;

use std::io::BufRead as _;

use quick_xml::Reader;
use quick_xml::events::Event as Token;

use super::{Event, Fault, Flags, ReadLimits, SEARCH, Sink, Span, Window};
use crate::model::catalogue::Message;
use attributes::Attribute;
use elements::{Ending, Open};
use markup::{Markup, Tag};
use namespaces::Namespaces;

#[cfg(feature = "command")]
pub(crate) use names::is_uncolonised;
pub(crate) use references::{decode, escape};

/// The namespace of `xsi:nil`.
pub(crate) const INSTANCE_NAMESPACE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// How much text the tokenizer sees at once after something was broken: so no broken text makes it search far again and
/// again.
const REACH: usize = 4096;

/// A UTF-8 byte order mark, which quick-xml drops at the start of what it is given.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The text that is being read. All places in it count from its start.
#[derive(Clone, Copy)]
struct View<'a> {
    /// What the tokenizer sees.
    text: &'a [u8],
    /// What really stands there; differs only where `dirty`.
    raw: &'a [u8],
    /// Offset of its first byte in the whole text.
    base: u32,
    /// No more text follows.
    last: bool,
    /// Some of it is not UTF-8 or not allowed in XML.
    dirty: bool,
    /// It holds `]]>` somewhere.
    brackets: bool,
}

impl<'a> View<'a> {
    fn slice(&self, from: usize, to: usize) -> &'a [u8] {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The byte at a place before `limit`.
    fn byte(&self, at: usize, limit: usize) -> Option<u8> {
        if at < limit { self.text.get(at).copied() } else { None }
    }

    /// The next place from here on where a character begins.
    fn boundary(&self, mut at: usize) -> usize {
        while self.text.get(at).is_some_and(|byte| byte & 0xC0 == 0x80) {
            at += 1;
        }
        at.min(self.text.len())
    }

    fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.base + from as u32, self.base + to as u32)
    }

    fn at(&self, place: usize) -> Span {
        self.span(place, place)
    }
}

/// The three parts of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Prolog,
    Root,
    Epilog,
}

/// What has been reported already and is not to be repeated in other words.
#[derive(Debug, Default)]
struct Told {
    /// Text outside the root element, in this stage.
    outside: bool,
    /// A second root element.
    second_root: bool,
    /// The text ends inside markup: what else is missing at its end says nothing new.
    cut_off: bool,
}

/// Reads XML from windows of text into events.
#[derive(Debug, Default)]
pub(crate) struct XmlReader {
    limits: ReadLimits,
    /// Everything before this offset has been read.
    position: u32,
    /// Not to try again before so much unread text is there.
    wanted: usize,
    stage: Stage,
    finished: bool,
    /// How many elements are open that are skipped.
    skipped: u32,
    open: Vec<Open>,
    /// The names of the open elements, one after the other.
    names: Vec<u8>,
    namespaces: Namespaces,
    attributes: Vec<Attribute>,
    /// Prefixes that were reported as undeclared.
    undeclared: Vec<Vec<u8>>,
    /// Faults of the token that is being read.
    faults: Vec<Fault>,
    /// Where the last thing that is not white space ended, as far as it was told.
    content_end: u32,
    encoding: Option<(String, Span)>,
    /// A document type was refused.
    refused_type: bool,
    told: Told,
    /// The document begins at this offset, behind other text of which that is said.
    framed: Option<(u32, Message)>,
    /// Where the last end tag without a start tag ended.
    stray_end: u32,
    /// Kinds of markup of which the text holds no end any more.
    endless: u8,
    /// Leaves all text to the tokenizer.
    #[cfg(test)]
    runless: bool,
    /// Where a second document begins that belongs to the first.
    joined: Option<u32>,
}

/// How far the tokenizer got.
enum Pass {
    /// To the end of what can be read now; everything before this place is done.
    Done(usize),
    /// Goes on at `.0`; `.1` is where pending text began.
    Again(usize, usize),
}

impl XmlReader {
    pub(crate) fn new(limits: ReadLimits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// A reader of the document that begins at an offset, behind other text of which that is said.
    pub(crate) fn framed(limits: ReadLimits, at: u32, message: Message) -> Self {
        Self { position: at, framed: Some((at, message)), ..Self::new(limits) }
    }

    /// A reader that leaves plain tags to the tokenizer as well.
    #[cfg(test)]
    pub(crate) fn runless(limits: ReadLimits) -> Self {
        Self { runless: true, ..Self::new(limits) }
    }

    /// Offsets at which faults to come may point though the text is not needed any more: the tags of what is open, and
    /// the encoding's name.
    pub(crate) fn places(&self) -> Vec<u32> {
        let tags = self.open.iter().map(|open| open.tag);
        let declared = self.declared_encoding().map(|(_, span)| span);
        tags.chain(declared).flat_map(|span| [span.start, span.end]).collect()
    }

    /// The encoding the XML declaration names, once it has been read, with the place of its value.
    pub(crate) fn declared_encoding(&self) -> Option<(String, Span)> {
        self.encoding.clone()
    }

    /// Reads all whole tokens it can; `last`: no more text follows. Returns the offset before which the reader needs no
    /// text any more.
    pub(crate) fn read<S: Sink>(&mut self, window: &Window<'_>, last: bool, sink: &mut S) -> u32 {
        self.position = self.position.max(window.base());
        let unread = window.bytes(Span::new(self.position, window.end()));
        if self.finished || (!last && unread.len() < self.wanted) {
            return self.position;
        }
        let is_sound = |length| window.sound(Span::new(self.position, self.position + length as u32)).is_some();
        let inspection = characters::inspect(unread, last, &is_sound);
        let raw = unread.get(..inspection.usable).unwrap_or_default();
        let cleaned = inspection.dirty.then(|| characters::cleaned(raw));
        let text = cleaned.as_deref().unwrap_or(raw);
        let view =
            View { text, raw, base: self.position, last, dirty: inspection.dirty, brackets: inspection.brackets };
        let done = self.read_view(&view, window, sink);
        self.position += done as u32;
        self.wanted = (unread.len() - done) * 2;
        if last {
            self.finish(window, sink);
        }
        self.position
    }

    /// Reads a view; returns how much of it is done.
    fn read_view<S: Sink>(&mut self, view: &View<'_>, window: &Window<'_>, sink: &mut S) -> usize {
        let (mut from, mut pending, mut reach) = (0, 0, view.text.len());
        loop {
            let plain = self.plain_run(view, (from, view.boundary(from.saturating_add(reach))), pending, window, sink);
            if plain > from {
                (from, pending) = (plain, plain);
            }
            while view.slice(from, view.text.len()).starts_with(MARK) {
                from += MARK.len();
            }
            match self.pass(view, (from, view.boundary(from.saturating_add(reach))), pending, window, sink) {
                Pass::Done(at) => return at,
                Pass::Again(at, text) => {
                    // The same token again: let the tokenizer see more of it.
                    reach = if at == from { reach.saturating_mul(2).max(REACH) } else { REACH };
                    (from, pending) = (at, text);
                }
            }
        }
    }

    /// Runs the tokenizer over a range; `pending` is where text began that is not told yet.
    fn pass<S: Sink>(
        &mut self,
        view: &View<'_>,
        (from, to): (usize, usize),
        mut pending: usize,
        window: &Window<'_>,
        sink: &mut S,
    ) -> Pass {
        let mut tokens = Reader::from_reader(view.slice(from, to));
        let config = tokens.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        config.trim_markup_names_in_closing_tags = false;
        let mut start = from;
        loop {
            let known_endless = self.endless != 0 && self.is_endless(view, start);
            let token = if known_endless { None } else { tokens.read_event().ok() };
            // After an error the tokenizer stands still.
            let end = if token.is_some() { from + tokens.buffer_position() as usize } else { start };
            let markup = match token {
                Some(Token::Text(_) | Token::GeneralRef(_)) => {
                    start = end;
                    continue;
                }
                Some(Token::Start(_) | Token::Empty(_)) => markup::start_tag(view, start),
                Some(Token::End(_)) => markup::end_tag(view, start),
                Some(Token::Eof) => {
                    if to < view.text.len() {
                        return Pass::Again(to, pending);
                    }
                    if !view.last {
                        return Pass::Done(pending);
                    }
                    self.text(view, pending, to, window, sink);
                    return Pass::Done(to);
                }
                Some(_) => Markup::Other(end),
                // Only what may hold any text is worth showing more of it to the tokenizer.
                None if to < view.text.len() && !known_endless && kind(view.slice(start, to)) != 0 => {
                    return Pass::Again(start, pending);
                }
                None => self.stuck(view, start),
            };
            match self.markup(view, start, markup, pending, window, sink) {
                // The tokenizer saw the same end: it can go on, behind what is plain.
                Some(next) if next == end => {
                    let plain = self.plain_run(view, (end, to), end, window, sink);
                    tokens.stream().consume(plain - end);
                    (start, pending) = (plain, plain);
                }
                Some(next) => return Pass::Again(next, next),
                None if markup == Markup::Text => return Pass::Again(start + 1, pending),
                None => return Pass::Done(pending),
            }
        }
    }

    /// Takes one piece of markup, and the text before it. Returns where to go on; nothing for text and what is not
    /// whole yet.
    fn markup<S: Sink>(
        &mut self,
        view: &View<'_>,
        start: usize,
        markup: Markup,
        pending: usize,
        window: &Window<'_>,
        sink: &mut S,
    ) -> Option<usize> {
        match markup {
            Markup::More | Markup::Text => None,
            Markup::Start(tag) => {
                self.join(view, start, window, sink)?;
                let unclosed = self.leaves_unclosed(view, tag, pending)?;
                self.text(view, pending, start, window, sink);
                if unclosed && self.close_leaf(view, tag, pending, window, sink) {
                    return Some(tag.end);
                }
                self.start(view, tag, window, sink);
                self.content_end = view.base + tag.end as u32;
                Some(tag.end)
            }
            Markup::End(tag) => {
                let ending = self.ending(view, tag)?;
                self.text(view, pending, start, window, sink);
                self.end(view, (tag, ending), pending, window, sink);
                self.content_end = view.base + tag.end as u32;
                Some(tag.end)
            }
            Markup::Other(end) => {
                if view.slice(start, end).starts_with(b"<?xml") {
                    self.join(view, start, window, sink)?;
                }
                self.text(view, pending, start, window, sink);
                let event = self.other(view, start, end);
                self.content_end = view.base + end as u32;
                self.tell(event, window, sink);
                Some(end)
            }
            Markup::Broken(end) => {
                self.text(view, pending, start, window, sink);
                self.broken(view, start, end);
                let has_end = kind(view.slice(start, end)) == 0 && view.text.get(end - 1) == Some(&b'>');
                self.told.cut_off |= view.last && end == view.text.len() && !has_end;
                self.content_end = view.base + end as u32;
                self.tell(None, window, sink);
                Some(end)
            }
            Markup::CutOff => {
                self.text(view, pending, start, window, sink);
                self.cut_off(view, start);
                self.tell(None, window, sink);
                Some(view.text.len())
            }
        }
    }

    /// What the tokenizer gave up on.
    #[cold]
    #[inline(never)]
    fn stuck(&mut self, view: &View<'_>, start: usize) -> Markup {
        match view.text.get(start + 1) {
            Some(b'!' | b'?') => {
                let markup = markup::other(view, start);
                if view.last {
                    self.endless |= kind(view.slice(start, view.text.len()));
                }
                markup
            }
            Some(b'/') => markup::end_tag(view, start),
            _ => markup::start_tag(view, start),
        }
    }

    #[cold]
    #[inline(never)]
    fn is_endless(&self, view: &View<'_>, start: usize) -> bool {
        self.endless & kind(view.slice(start, view.text.len())) != 0
    }

    /// Tells the text between two pieces of markup, unless it is white space.
    fn text<S: Sink>(&mut self, view: &View<'_>, from: usize, to: usize, window: &Window<'_>, sink: &mut S) {
        if from >= to {
            return;
        }
        let text = view.slice(from, to);
        let blank = text.iter().position(|&byte| !names::is_space(byte));
        let first = blank.and_then(|at| text.get(at)).copied();
        if first.is_none() && !view.dirty {
            return;
        }
        let plain = self.stage == Stage::Root
            && self.skipped == 0
            && !view.dirty
            && !view.brackets
            // First bytes of the invisible characters.
            && !matches!(first, Some(0xC2 | 0xE2 | 0xE3 | 0xEF))
            && memchr::memchr2(b'&', b'<', text).is_none();
        let flags = if plain {
            Some(if text.is_ascii() { Flags::NONE } else { Flags::NON_ASCII })
        } else {
            self.examine_text(view, from, to)
        };
        if let Some(flags) = flags {
            if let Some(open) = self.open.last_mut() {
                open.text = true;
            }
            let spaces = text.iter().rev().take_while(|&&byte| names::is_space(byte)).count();
            self.content_end = view.base + (to - spaces) as u32;
            sink.event(window, Event::Text { text: view.span(from, to), flags });
        }
        if !plain {
            self.tell(None, window, sink);
        }
    }

    /// A second document may follow the first where the sink says so. Nothing where more text is needed to tell.
    fn join<S: Sink>(&mut self, view: &View<'_>, start: usize, window: &Window<'_>, sink: &mut S) -> Option<()> {
        if self.stage != Stage::Epilog || self.joined.is_some() || self.told.outside || self.told.second_root {
            return Some(());
        }
        let rest = view.slice(start, view.text.len());
        if rest.len() < SEARCH && !view.last {
            return None;
        }
        if sink.joins(window, rest.get(..SEARCH).unwrap_or(rest)) {
            let offset = view.at(start).start;
            self.joined = Some(offset);
            self.stage = Stage::Prolog;
            sink.event(window, Event::NextValue(offset));
        }
        Some(())
    }

    /// Opens an element, with its attributes.
    fn start<S: Sink>(&mut self, view: &View<'_>, tag: Tag, window: &Window<'_>, sink: &mut S) {
        let event = self.begin(view, tag);
        self.tell(event, window, sink);
        if event.is_none() {
            return;
        }
        for attribute in self.attributes.iter().filter(|attribute| !attribute.silent) {
            sink.event(window, attribute.event(view));
        }
        if tag.empty {
            self.close_top(view.at(tag.end), window, sink);
        }
    }

    /// Closes what an end tag closes.
    fn end<S: Sink>(
        &mut self,
        view: &View<'_>,
        (tag, ending): (Tag, Ending),
        pending: usize,
        window: &Window<'_>,
        sink: &mut S,
    ) {
        self.report_end(view, tag, ending, pending);
        self.tell(None, window, sink);
        let (unclosed, own) = match ending {
            Ending::Ignored | Ending::Stray => return,
            Ending::Own | Ending::Misnamed => (0, true),
            Ending::Outer(unclosed) => (unclosed, true),
        };
        for _ in 0..unclosed {
            self.close_top(Span::at(self.content_end), window, sink);
        }
        if own {
            self.close_top(view.span(tag.start, tag.end), window, sink);
        }
    }

    /// Closes the innermost element because its end tag is missing before a start tag; true when that start tag was
    /// meant to be it.
    #[cold]
    #[inline(never)]
    fn close_leaf<S: Sink>(
        &mut self,
        view: &View<'_>,
        tag: Tag,
        pending: usize,
        window: &Window<'_>,
        sink: &mut S,
    ) -> bool {
        let slash = self.report_leaf(view, tag, pending);
        self.tell(None, window, sink);
        let span = if slash { view.span(tag.start, tag.end) } else { Span::at(self.content_end) };
        self.close_top(span, window, sink);
        slash
    }

    fn close_top<S: Sink>(&mut self, span: Span, window: &Window<'_>, sink: &mut S) {
        if let Some(open) = self.open.pop() {
            self.names.truncate(open.name);
            self.namespaces.leave(open.mark);
            self.content_end = self.content_end.max(span.end);
            sink.event(window, Event::EndElement(span));
        }
        if let Some(parent) = self.open.last_mut() {
            parent.child = true;
        } else {
            self.stage = Stage::Epilog;
            self.told.outside = false;
        }
    }

    /// Hands over the faults of the token, new namespaces, and the token's event.
    fn tell<S: Sink>(&mut self, event: Option<Event>, window: &Window<'_>, sink: &mut S) {
        for fault in self.faults.drain(..) {
            sink.fault(window, fault);
        }
        if self.namespaces.has_news() {
            for (number, name) in self.namespaces.news() {
                sink.namespace(number, name);
            }
        }
        if let Some(event) = event {
            sink.event(window, event);
        }
    }

    /// The end of the text.
    fn finish<S: Sink>(&mut self, window: &Window<'_>, sink: &mut S) {
        self.finished = true;
        let is_cut = self.report_finish();
        let event = is_cut.then_some(Event::CutOff(self.open.len() as u32));
        self.tell(event, window, sink);
        while !self.open.is_empty() {
            self.close_top(Span::at(self.position), window, sink);
        }
    }
}

/// One bit for each kind of markup that may hold any text before its end.
fn kind(text: &[u8]) -> u8 {
    match text {
        [b'<', b'!', b'-', b'-', ..] => 1,
        [b'<', b'?', next, ..] if *next != b'>' => 2,
        _ if text.starts_with(b"<![CDATA[") => 4,
        _ if markup::is_type(text) => 8,
        _ => 0,
    }
}

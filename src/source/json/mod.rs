//! The JSON reader: RFC 8259 to the letter, and a way on where a text breaks it.
//!
//! This file is the path that clean text takes: no allocation, a small stack, one look at each byte. Whatever does not
//! fit goes to [`recover`], which says what is wrong once, at its place, and finds the state to go on in. A token or a
//! decision that needs text not yet in memory is left as it is until the text has come.

mod around;
mod nested;
mod page;
mod quoted;
mod recover;
mod report;
mod scan;
pub(in crate::source) mod text;
mod word;

#[cfg(test)]
mod tests;

pub(crate) use text::{decode, escape};

use self::nested::Nested;
use self::page::{More, Page, Step, skip_space};
use super::{Event, Fault, Flags, ReadLimits, ScalarKind, Sink, Span, Text, Window};
use crate::model::catalogue::Message;

/// The two kinds of containers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Object,
    List,
}

impl Kind {
    /// The closing mark.
    const fn closer(self) -> u8 {
        match self {
            Self::Object => b'}',
            Self::List => b']',
        }
    }

    /// The event at the closing mark.
    const fn end(self, span: Span) -> Event {
        match self {
            Self::Object => Event::EndObject(span),
            Self::List => Event::EndList(span),
        }
    }
}

/// A container that is open.
#[derive(Clone, Copy, Debug)]
struct Frame {
    kind: Kind,
    open: u32,
}

/// What may come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expect {
    /// The text (in NDJSON: the line) has just begun.
    Start,
    /// A top-level value.
    Top,
    /// A list's first item, or its end.
    FirstItem,
    /// A list's next item, after a comma.
    Item,
    /// A comma, or the list's end.
    AfterItem,
    /// An object's first name, or its end.
    FirstName,
    /// An object's next name, after a comma.
    Name,
    /// The colon after a name.
    Colon,
    /// A member's value.
    Value,
    /// A comma, or the object's end.
    AfterValue,
    /// Nothing more.
    End,
    /// The rest of something nested too deep.
    Skip,
    /// More of a string that holds JSON.
    Nested,
    /// Nothing more is read.
    Done,
}

/// Where in a skipped subtree the reader is.
#[derive(Clone, Copy, Debug, Default)]
struct Skip {
    depth: u32,
    in_string: bool,
    escaped: bool,
}

/// Reads JSON text, cut into windows in any way, into events and faults.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own; the states are in `expect`")]
pub(crate) struct JsonReader {
    limits: ReadLimits,
    stack: Vec<Frame>,
    expect: Expect,
    /// All before this offset has been read.
    at: u32,
    /// Below this end of the text another try to read on is not worth while.
    wait: u32,
    /// The offset after the last token.
    mark: u32,
    /// Each line is a text of its own.
    lines: bool,
    /// A top-level value has come.
    begun: bool,
    /// What is said of text behind the packet, where other text stands before it.
    framed: Option<Message>,
    /// There was a line end after the top-level value.
    fresh_line: bool,
    /// The first value is an object whose line has no end yet, looked for up to `searched`.
    long_line: bool,
    searched: u32,
    /// A second top-level value has come.
    joined: bool,
    /// The last token was cut off by the end of the text.
    cut: bool,
    /// A fault already says that the text ends too early.
    told: bool,
    /// So many containers were open where a container began whose quotes are not part of it.
    stray_quote: Option<usize>,
    skip: Skip,
    /// This reader reads a string's content.
    inner: bool,
    nested: Option<Box<Nested>>,
}

impl JsonReader {
    pub(crate) fn new(limits: ReadLimits) -> Self {
        Self {
            limits,
            stack: Vec::with_capacity(limits.depth.min(64) as usize),
            expect: Expect::Start,
            at: 0,
            wait: 0,
            mark: 0,
            lines: false,
            begun: false,
            framed: None,
            fresh_line: false,
            long_line: false,
            searched: 0,
            joined: false,
            cut: false,
            told: false,
            stray_quote: None,
            skip: Skip::default(),
            inner: false,
            nested: None,
        }
    }

    /// A reader of the value that begins at an offset, behind other text of which that is said.
    pub(crate) fn framed(limits: ReadLimits, at: u32, message: Message) -> Self {
        Self { at, mark: at, framed: Some(message), ..Self::new(limits) }
    }

    /// A reader for text that was unwrapped from a string.
    fn inside(limits: ReadLimits) -> Self {
        Self { inner: true, ..Self::new(limits) }
    }

    /// Reads all whole tokens it can. The window must reach back to the offset that the last call returned; `last`: no
    /// more text will follow. Returns the offset before which the reader no longer needs text.
    pub(crate) fn read<S: Sink>(&mut self, window: &Window<'_>, last: bool, sink: &mut S) -> u32 {
        if last || window.end() >= self.wait {
            while let Some(page) = self.page(window, last) {
                let lines = self.lines;
                if self.run(&page, sink).is_err() {
                    break;
                }
                // The first value turned out to be a line of many: from here on line by line.
                if lines != self.lines {
                    continue;
                }
                if page.last {
                    self.finish(&page, sink);
                }
                if !self.lines || self.at >= window.end() {
                    break;
                }
                // Past the line end.
                self.at += 1;
                self.expect = Expect::Start;
            }
            self.search_line_end(window);
            // A token that did not fit is looked at again when the text not yet read has doubled.
            self.wait = window.end().saturating_add(window.end().saturating_sub(self.at));
        }
        self.nested.as_ref().map_or(self.at, |nested| nested.needed().min(self.at))
    }

    /// Offsets before the text it needs at which faults to come may still point: the opening marks of what is open, and
    /// the last token's end.
    pub(crate) fn landmarks(&self) -> impl Iterator<Item = u32> {
        let opens = self.stack.iter().map(|frame| frame.open);
        opens.chain([self.mark.saturating_sub(1), self.mark])
    }

    /// Offsets of the outermost text at which faults to come may point though the text is not needed any more.
    pub(crate) fn places(&self) -> Vec<u32> {
        let mut places: Vec<u32> = self.landmarks().flat_map(|at| [at, at + 1]).collect();
        if let Some(nested) = &self.nested {
            places.extend(nested.places());
        }
        places
    }

    /// The text to read now: all of it, or in NDJSON the line.
    fn page<'a>(&self, window: &'a Window<'a>, last: bool) -> Option<Page<'a>> {
        let page = Page { window, text: window.text(), last };
        if !self.lines {
            return Some(page);
        }
        let from = page.index(self.at);
        let rest = page.text.get(from..).filter(|rest| !rest.is_empty())?;
        match memchr::memchr(b'\n', rest) {
            Some(length) => Some(Page { text: page.slice(0, from + length), last: true, ..page }),
            None => last.then_some(page),
        }
    }

    /// Reads to the end of the page.
    fn run<S: Sink>(&mut self, page: &Page<'_>, sink: &mut S) -> Step<()> {
        let text = page.text;
        let mut at = page.index(self.at);
        let lines = self.lines;
        let outcome = loop {
            if !matches!(self.expect, Expect::Skip | Expect::Nested) {
                at = skip_space(text, at);
            }
            let byte = match text.get(at) {
                Some(&byte) => byte,
                // A string that holds JSON has to be told that it ends.
                None if page.last && self.expect == Expect::Nested => 0,
                None => break Ok(()),
            };
            let step = match (self.expect, byte) {
                (Expect::Name | Expect::FirstName, b'"') => self.members(page, at, sink),
                (Expect::Value | Expect::Item | Expect::FirstItem | Expect::Top, b'"') => self.string(page, at, sink),
                (Expect::Value | Expect::Item | Expect::FirstItem | Expect::Top, b'{') => {
                    Ok(self.open(page, at, Kind::Object, sink))
                }
                (Expect::Value | Expect::Item | Expect::FirstItem | Expect::Top, b'[') => {
                    Ok(self.open(page, at, Kind::List, sink))
                }
                (
                    Expect::Value | Expect::Item | Expect::FirstItem | Expect::Top,
                    b'-' | b'0'..=b'9' | b't' | b'f' | b'n',
                ) => self.plain(page, at, sink),
                (Expect::AfterValue, b',') => Ok(self.pass(page, at, Expect::Name)),
                (Expect::AfterItem, b',') => Ok(self.pass(page, at, Expect::Item)),
                (Expect::Colon, b':') => Ok(self.pass(page, at, Expect::Value)),
                (Expect::AfterValue | Expect::FirstName, b'}') => Ok(self.close(page, at, Kind::Object, sink)),
                (Expect::AfterItem | Expect::FirstItem, b']') => Ok(self.close(page, at, Kind::List, sink)),
                (Expect::Nested, _) => self.nested(page, at, sink),
                _ => self.recover(page, at, byte, sink),
            };
            match step {
                Ok(next) => at = next,
                Err(more) => break Err(more),
            }
            if self.lines != lines {
                break Ok(());
            }
        };
        self.note_line_end(page, at);
        self.at = page.offset(at.min(text.len()));
        outcome
    }

    /// Goes past a one-byte token.
    #[inline(always)]
    fn pass(&mut self, page: &Page<'_>, at: usize, expect: Expect) -> usize {
        self.expect = expect;
        self.mark = page.offset(at + 1);
        at + 1
    }

    /// A value ends before `at`.
    #[inline(always)]
    fn value_ends(&mut self, page: &Page<'_>, at: usize) -> usize {
        self.mark = page.offset(at);
        self.expect = match self.stack.last() {
            Some(Frame { kind: Kind::Object, .. }) => Expect::AfterValue,
            Some(Frame { kind: Kind::List, .. }) => Expect::AfterItem,
            None => Expect::End,
        };
        at
    }

    /// `{` or `[`.
    #[inline]
    fn open<S: Sink>(&mut self, page: &Page<'_>, at: usize, kind: Kind, sink: &mut S) -> usize {
        if self.stack.len() >= self.limits.depth as usize {
            return self.too_deep(page, at, sink);
        }
        self.stack.push(Frame { kind, open: page.offset(at) });
        let span = page.span(at, at + 1);
        let (event, expect) = match kind {
            Kind::Object => (Event::BeginObject(span), Expect::FirstName),
            Kind::List => (Event::BeginList(span), Expect::FirstItem),
        };
        sink.event(page.window, event);
        self.pass(page, at, expect)
    }

    /// `}` or `]` where it belongs.
    #[inline]
    fn close<S: Sink>(&mut self, page: &Page<'_>, at: usize, kind: Kind, sink: &mut S) -> usize {
        self.stack.pop();
        sink.event(page.window, kind.end(page.span(at, at + 1)));
        self.value_ends(page, at + 1)
    }

    /// All members from here on that have the usual form, and the name of one that has not.
    #[inline]
    fn members<S: Sink>(&mut self, page: &Page<'_>, first: usize, sink: &mut S) -> Step<usize> {
        let mut open = first;
        while let Some(next) = self.usual_member(page, open, sink) {
            if self.expect != Expect::Name || page.text.get(next) != Some(&b'"') {
                return Ok(next);
            }
            open = next;
        }
        match self.name(page, open, sink) {
            // What has been read stays read.
            Err(More) if open > first => Ok(open),
            step => step,
        }
    }

    /// A member's name, with the colon when it follows at once.
    fn name<S: Sink>(&mut self, page: &Page<'_>, open: usize, sink: &mut S) -> Step<usize> {
        let found = text::scan(page.text, open + 1);
        if !found.closed || page.text.get(found.end + 1) != Some(&b':') {
            return self.quoted(page, open, sink);
        }
        let flags = judge(page, open + 1, &found, sink);
        let Text { token, text } = token(page, open, &found);
        sink.event(page.window, Event::Name { token, text, flags });
        Ok(self.pass(page, found.end + 1, Expect::Value))
    }

    /// A name and a string without escapes, with nothing between the tokens; the comma is taken too.
    #[inline(always)]
    fn usual_member<S: Sink>(&mut self, page: &Page<'_>, open: usize, sink: &mut S) -> Option<usize> {
        let name = text::scan(page.text, open + 1);
        let next = name.end + 2;
        let begins = name.closed && page.text.get(name.end + 1) == Some(&b':') && page.text.get(next) == Some(&b'"');
        if !begins || may_hold_json(page, next) || !is_clean(page, open, &name) {
            return None;
        }
        let value = text::scan(page.text, next + 1);
        if !value.closed || !is_clean(page, next, &value) {
            return None;
        }
        let end = value.end + 1;
        let expect = match page.text.get(end) {
            Some(b',') => Expect::Name,
            Some(b'}' | b'\n' | b'\r') => Expect::AfterValue,
            _ => return None,
        };
        sink.member(page.window, (token(page, open, &name), name.flags), (token(page, next, &value), value.flags));
        Some(self.pass(page, if expect == Expect::Name { end } else { value.end }, expect))
    }

    /// A string value.
    #[inline]
    fn string<S: Sink>(&mut self, page: &Page<'_>, open: usize, sink: &mut S) -> Step<usize> {
        if may_hold_json(page, open)
            && let Some(next) = self.begin_nested(page, open, sink)?
        {
            return Ok(next);
        }
        match self.whole_string(page, open, sink) {
            Some(next) => Ok(next),
            None => self.quoted(page, open, sink),
        }
    }

    /// A string with its closing quote and the mark that must follow it; in an object with the comma.
    fn whole_string<S: Sink>(&mut self, page: &Page<'_>, open: usize, sink: &mut S) -> Option<usize> {
        let (found, end) = whole(page, open)?;
        let flags = judge(page, open + 1, &found, sink);
        let Text { token, text } = token(page, open, &found);
        sink.event(page.window, Event::Scalar { kind: ScalarKind::String, token, text, flags });
        Some(self.string_ends(page, end))
    }

    /// A string value ends before `end`; in an object the comma is taken too.
    #[inline]
    fn string_ends(&mut self, page: &Page<'_>, end: usize) -> usize {
        self.value_ends(page, end);
        if self.expect == Expect::AfterValue && page.text.get(end) == Some(&b',') {
            return self.pass(page, end, Expect::Name);
        }
        end
    }

    /// A number, `true`, `false` or `null`.
    #[inline]
    fn plain<S: Sink>(&mut self, page: &Page<'_>, at: usize, sink: &mut S) -> Step<usize> {
        let Some((kind, end)) = word::plain_end(page.text, at) else { return self.recover(page, at, 0, sink) };
        if !matches!(page.text.get(end), Some(b',' | b'}' | b']' | b'\n' | b'\r')) && !self.plain_ends(page, end)? {
            return self.recover(page, at, 0, sink);
        }
        // The text may end inside a number.
        let is_cut = page.offset(end) == page.window.end() && kind == ScalarKind::Number && !self.stack.is_empty();
        let flags = if is_cut { Flags::DAMAGED } else { Flags::NONE };
        let span = page.span(at, end);
        sink.event(page.window, Event::Scalar { kind, token: span, text: span, flags });
        Ok(self.value_ends(page, end))
    }
}

/// A string with its closing quote and the mark that must follow it, and where it ends.
#[inline]
fn whole(page: &Page<'_>, open: usize) -> Option<(text::Scan, usize)> {
    let found = text::scan(page.text, open + 1);
    let end = found.end + 1;
    let is_whole = found.closed && matches!(page.text.get(end), Some(b',' | b'}' | b']' | b'\n' | b'\r'));
    is_whole.then_some((found, end))
}

#[inline(always)]
fn token(page: &Page<'_>, open: usize, found: &text::Scan) -> Text {
    Text { token: page.span(open, found.end + 1), text: page.span(open + 1, found.end) }
}

/// Nothing can be wrong with the string's characters.
#[inline(always)]
fn is_clean(page: &Page<'_>, open: usize, found: &text::Scan) -> bool {
    found.flags == Flags::NONE
        || found.flags == Flags::NON_ASCII && page.window.sound(page.span(open + 1, found.end)).is_some()
}

/// Does a string begin as one that holds JSON does?
#[inline]
fn may_hold_json(page: &Page<'_>, open: usize) -> bool {
    matches!(page.text.get(open + 1), Some(b'{' | b'[' | b'\\' | b' ' | b'\n' | b'\r' | b'\t'))
}

/// Looks into a string's text where a mere scan cannot tell that it is good.
#[inline]
fn judge<S: Sink>(page: &Page<'_>, from: usize, found: &text::Scan, sink: &mut S) -> Flags {
    if found.flags == Flags::NONE { Flags::NONE } else { judge_marked(page, from, found, sink) }
}

/// The same for a string with escapes or bytes beyond ASCII.
fn judge_marked<S: Sink>(page: &Page<'_>, from: usize, found: &text::Scan, sink: &mut S) -> Flags {
    let flags = found.flags;
    let inside = page.slice(from, found.end);
    let is_text = || page.window.sound(page.span(from, found.end)).is_some() || core::str::from_utf8(inside).is_ok();
    let good =
        (!flags.has(Flags::NON_ASCII) || is_text()) && (!flags.has(Flags::ESCAPED) || text::escapes_are_good(inside));
    if good { flags } else { quoted::text_faults(page, from, found.end, flags, sink) }
}

//! What stands around the packet: text that was copied with it, a second value, and the lines of NDJSON.

use super::super::{Event, SEARCH, Sink, Span};
use super::page::{More, Page, Step, is_name_byte};
use super::quoted::trimmed_length;
use super::report::{bad_utf8, emit, unexpected_text};
use super::{Expect, JsonReader, Window, word};
use crate::{
    model::catalogue::{pasted_debris, syntax},
    source::Fault,
};

impl JsonReader {
    /// The first thing that is no white space: the packet begins there, or behind a slip of the keyboard.
    pub(super) fn start(&mut self, page: &Page<'_>, at: usize, byte: u8, sink: &mut dyn Sink) -> Step<usize> {
        if self.lines {
            return Ok(self.start_line(page, at, byte, sink));
        }
        let is_slip = !matches!(byte, b'{' | b'[' | b'"') && !self.is_plain(page, at)?;
        let start = if is_slip { find_packet(page, at)? } else { None };
        if let Some(start) = start {
            self.begin(page, start)?;
            slip_before(page, at, start, sink);
            return Ok(start);
        }
        if is_slip {
            return Ok(self.not_json(page, at, sink));
        }
        self.begin(page, at)?;
        Ok(at)
    }

    /// The packet begins at `at`.
    fn begin(&mut self, page: &Page<'_>, at: usize) -> Step<()> {
        if page.byte(at)? == Some(b'{') && !self.inner {
            match first_line(page, at)? {
                FirstLine::OfMany => self.lines = true,
                FirstLine::Alone => {}
                FirstLine::Long => self.long_line = true,
            }
        }
        self.searched = page.offset(at);
        self.begun = true;
        self.expect = Expect::Top;
        Ok(())
    }

    /// A number or literal and nothing else?
    fn is_plain(&self, page: &Page<'_>, at: usize) -> Step<bool> {
        match word::plain_end(page.text, at) {
            Some((_, end)) => self.plain_ends(page, end),
            None => Ok(false),
        }
    }

    /// Nothing like JSON: one fault, and no more.
    fn not_json(&mut self, page: &Page<'_>, at: usize, sink: &mut dyn Sink) -> usize {
        let end = at + line_length(page.slice(at, page.text.len()));
        if let Some(fault) = bad_utf8(page, at, end) {
            sink.fault(page.window, fault);
        }
        sink.fault(page.window, Fault::new(syntax::message::NOT_JSON, page.span(at, end)));
        self.begun = true;
        self.expect = Expect::Done;
        end
    }

    /// A line of NDJSON that is not blank.
    fn start_line(&mut self, page: &Page<'_>, at: usize, byte: u8, sink: &mut dyn Sink) -> usize {
        if byte == b'{' {
            emit(page, sink, Event::NextDocument(page.offset(at)));
            self.expect = Expect::Top;
            return at;
        }
        let end = page.text.len();
        let length = trimmed_length(page.slice(at, end));
        if let Some(fault) = bad_utf8(page, at, end) {
            sink.fault(page.window, fault);
        }
        sink.fault(page.window, Fault::new(syntax::message::LINE_NOT_OBJECT, page.span(at, at + length)));
        self.expect = Expect::Done;
        end
    }

    /// Something follows the top-level value.
    pub(super) fn after_end(&mut self, page: &Page<'_>, at: usize, byte: u8, sink: &mut dyn Sink) -> Step<usize> {
        self.note_line_end(page, at);
        if byte == b'"' && self.stray_quote == Some(0) && page.offset(at) == self.mark {
            self.stray_quote = None;
            return Ok(self.pass_to(page, at + 1, Expect::End));
        }
        if byte == b'{' && self.fresh_line && self.first_was_a_line(page) {
            self.lines = true;
            self.fresh_line = false;
            self.expect = Expect::Start;
            return Ok(at);
        }
        if byte == b'{' && !self.joined && self.joins(page, at, sink)? {
            self.joined = true;
            emit(page, sink, Event::NextValue(page.offset(at)));
            self.expect = Expect::Top;
            return Ok(at);
        }
        let is_value = matches!(byte, b'{' | b'[' | b'"');
        if self.is_around(byte) {
            return self.text_after(page, at, sink);
        }
        if byte == b',' && matches!(page.after_space(at + 1)?.1, Some(b'{' | b'[' | b'"')) {
            // A list without its brackets: the second value is what will be said.
            return Ok(at + 1);
        }
        let (message, end) = match byte {
            b',' => (syntax::message::EXTRA_COMMA, marks_end(page, at, b",")?),
            b'}' | b']' => (syntax::message::EXTRA_CLOSER, marks_end(page, at, b"}]")?),
            _ if is_value || self.is_plain(page, at)? => (syntax::message::SECOND_VALUE, at + 1),
            _ => (syntax::message::UNEXPECTED_TEXT, rest_of_line(page, at)?),
        };
        let fault = bad_utf8(page, at, end).unwrap_or_else(|| {
            let fault = unexpected_text(page, at, end).saying(message);
            let safe = message == syntax::message::EXTRA_COMMA;
            match message {
                syntax::message::SECOND_VALUE => fault,
                _ => fault.edited(syntax::fix::REMOVE, page.span(at, end), "", safe),
            }
        });
        sink.fault(page.window, fault);
        Ok(self.pass_to(page, end, if byte == b',' { Expect::End } else { Expect::Done }))
    }

    /// Does what follows the packet with this byte belong to what was copied with it?
    fn is_around(&self, byte: u8) -> bool {
        let is_packet = matches!(byte, b'{' | b'[' | b'"');
        match self.framed {
            Some(pasted_debris::message::TEXT_AROUND) => !is_packet,
            Some(_) => true,
            None => self.fresh_line && !is_packet && !matches!(byte, b'}' | b']' | b','),
        }
    }

    /// Text that was copied with the packet, behind it.
    fn text_after(&mut self, page: &Page<'_>, at: usize, sink: &mut dyn Sink) -> Step<usize> {
        let end = text_end(page, at)?;
        if let Some(fault) = bad_utf8(page, at, end) {
            sink.fault(page.window, fault);
        }
        let fault = Fault::new(self.framed.unwrap_or(pasted_debris::message::TEXT_AROUND), page.span(at, end));
        // Only what is wholly in view can be removed.
        let whole = end - at < SEARCH;
        sink.fault(page.window, if whole { fault.removed(pasted_debris::fix::REMOVE, false) } else { fault });
        self.expect = Expect::Done;
        Ok(end)
    }

    /// Does the object at `at` belong to the value before it? Only white space stands between them.
    fn joins(&self, page: &Page<'_>, at: usize, sink: &mut dyn Sink) -> Step<bool> {
        let between = page.slice(page.index(self.mark), at);
        if self.inner || !between.iter().all(u8::is_ascii_whitespace) {
            return Ok(false);
        }
        let rest = page.slice(at, page.text.len());
        if rest.len() < SEARCH && !page.last {
            return Err(More);
        }
        Ok(sink.joins(page.window, rest.get(..SEARCH).unwrap_or(rest)))
    }

    /// Was the value that just ended an object on one line, the first of many?
    fn first_was_a_line(&self, page: &Page<'_>) -> bool {
        self.long_line
            && !self.lines
            && !page.window.bytes(Span::new(self.searched, self.mark.max(self.searched))).contains(&b'\n')
    }

    /// Remembers that the line of the first value has ended before the value has.
    pub(super) fn search_line_end(&mut self, window: &Window<'_>) {
        if self.long_line {
            let end = if self.stack.is_empty() { self.mark } else { self.at };
            let text = window.bytes(Span::new(self.searched, end.max(self.searched)));
            self.long_line = memchr::memchr(b'\n', text).is_none();
            self.searched = end.max(self.searched);
        }
    }

    /// Remembers that a line has ended between the top-level value and `at`.
    pub(super) fn note_line_end(&mut self, page: &Page<'_>, at: usize) {
        if self.expect == Expect::End {
            self.fresh_line |= page.slice(page.index(self.mark), at).contains(&b'\n');
        }
    }
}

/// Says what was skipped before the packet.
fn slip_before(page: &Page<'_>, from: usize, to: usize, sink: &mut dyn Sink) {
    if let Some(fault) = bad_utf8(page, from, to) {
        sink.fault(page.window, fault);
    }
    let fault = unexpected_text(page, from, from + trimmed_length(page.slice(from, to)));
    sink.fault(page.window, fault.edited(syntax::fix::REMOVE, page.span(from, to), "", false));
}

/// What the packet's first line says of the format.
enum FirstLine {
    /// One object of many, each on its line.
    OfMany,
    /// Part of one JSON text.
    Alone,
    /// Too long to tell.
    Long,
}

/// Looks at the line that begins at `at` with `{`, and at what follows it. It is one of many if the next line begins
/// with `{` and one of the two is an object as a whole: a broken line does not hide the format.
fn first_line(page: &Page<'_>, at: usize) -> Step<FirstLine> {
    let rest = page.slice(at, page.text.len());
    let Some(length) = memchr::memchr(b'\n', rest.get(..SEARCH).unwrap_or(rest)) else {
        return if rest.len() >= SEARCH {
            Ok(FirstLine::Long)
        } else if page.last {
            Ok(FirstLine::Alone)
        } else {
            Err(More)
        };
    };
    let line = page.slice(at, at + length);
    let goes_on = ends_open(line);
    let (next, byte) = page.after_space(at + length)?;
    if byte != Some(b'{') || goes_on {
        return Ok(FirstLine::Alone);
    }
    let rest = page.slice(next, page.text.len());
    let second = match memchr::memchr(b'\n', rest.get(..SEARCH).unwrap_or(rest)) {
        // A reply on one line and its packet on many.
        Some(length) if ends_open(page.slice(next, next + length)) => return Ok(FirstLine::Alone),
        Some(length) => page.slice(next, next + length),
        None if rest.len() >= SEARCH || page.last => rest.get(..SEARCH).unwrap_or(rest),
        None => return Err(More),
    };
    Ok(if is_whole(line) || is_whole(second) { FirstLine::OfMany } else { FirstLine::Alone })
}

/// The line ends where more of the same value must follow.
fn ends_open(line: &[u8]) -> bool {
    matches!(line.trim_ascii_end().last(), Some(b'{' | b'[' | b',' | b':' | b'='))
}

/// Do all brackets that open in this line close in it?
fn is_whole(line: &[u8]) -> bool {
    let mut depth = 0_u32;
    let mut in_string = false;
    let mut escaped = false;
    for &byte in line.trim_ascii() {
        if in_string {
            in_string = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return false,
            b'}' | b']' => depth -= 1,
            _ if depth == 0 => return false,
            _ => {}
        }
    }
    depth == 0 && !in_string
}

/// Where a packet begins after other text.
fn find_packet(page: &Page<'_>, from: usize) -> Step<Option<usize>> {
    for at in from..from + SEARCH {
        match page.byte(at)? {
            None => return Ok(None),
            Some(b'{') if opens_object(page, at)? => return Ok(Some(at)),
            Some(b'[') => {
                let (next, byte) = page.after_space(at + 1)?;
                if byte == Some(b'{') && opens_object(page, next)? {
                    return Ok(Some(at));
                }
            }
            Some(_) => {}
        }
    }
    Ok(None)
}

/// Does the `{` at `at` look like the beginning of an object?
fn opens_object(page: &Page<'_>, at: usize) -> Step<bool> {
    let (next, byte) = page.after_space(at + 1)?;
    Ok(match byte {
        Some(b'"' | b'}') => true,
        Some(byte) if byte == b'\'' || byte == 0xE2 || is_name_byte(byte) => page.starts_member(next)?,
        _ => false,
    })
}

/// The end of the text that follows a packet, without white space; no farther than it can be searched.
fn text_end(page: &Page<'_>, at: usize) -> Step<usize> {
    let rest = page.slice(at, page.text.len());
    if rest.len() < SEARCH && !page.last {
        return Err(More);
    }
    let rest = rest.get(..SEARCH).unwrap_or(rest);
    Ok(at + if rest.len() < SEARCH { trimmed_length(rest) } else { rest.len() })
}

/// The end of the line at `at`, without white space; no farther than it can be searched.
fn rest_of_line(page: &Page<'_>, at: usize) -> Step<usize> {
    for next in at..at + SEARCH {
        if matches!(page.byte(next)?, None | Some(b'\n' | b'\r')) {
            return Ok(at + trimmed_length(page.slice(at, next)));
        }
    }
    Ok(at + SEARCH)
}

/// The end of the run of such marks at `at`.
fn marks_end(page: &Page<'_>, at: usize, marks: &[u8]) -> Step<usize> {
    let mut end = at + 1;
    while let (next, Some(byte)) = page.after_space(end)?
        && marks.contains(&byte)
    {
        end = next + 1;
    }
    Ok(end)
}

/// The length of the first line of `text`, at most a few hundred bytes, in whole characters.
fn line_length(text: &[u8]) -> usize {
    let mut length = text.iter().take(200).take_while(|byte| !matches!(byte, b'\n' | b'\r')).count();
    while length > 1 && matches!(text.get(length), Some(0x80..=0xBF)) {
        length -= 1;
    }
    trimmed_length(text.get(..length).unwrap_or_default()).max(1)
}

//! The way on from what does not fit: one fault for one defect, then the state that makes the most of what follows.

use super::super::{Event, Fault, Flags, ScalarKind, Sink, Span};
use super::page::{LOOK_AHEAD, Page, Step};
use super::report::{emit, unexpected, unexpected_text};
use super::{Expect, Frame, JsonReader, Kind, Skip};
use crate::model::catalogue::{Message, equals_for_colon, pasted_debris, syntax, too_deep};
use crate::source::Said;

impl JsonReader {
    /// Something stands at `at` that does not fit what is expected.
    #[cold]
    #[inline(never)]
    pub(super) fn recover(&mut self, page: &Page<'_>, at: usize, byte: u8, sink: &mut dyn Sink) -> Step<usize> {
        match self.expect {
            Expect::Done => return Ok(page.text.len()),
            Expect::Skip => return Ok(self.skip(page, at)),
            _ => {}
        }
        if let Some(next) = self.between_tokens(page, at, byte, sink)? {
            return Ok(next);
        }
        match self.expect {
            Expect::Start => self.start(page, at, byte, sink),
            Expect::End => self.after_end(page, at, byte, sink),
            _ if matches!(byte, b'}' | b']') => self.odd_closer(page, at, byte, sink),
            Expect::FirstName | Expect::Name => self.odd_name(page, at, byte, sink),
            Expect::Colon => self.odd_colon(page, at, byte, sink),
            Expect::AfterItem | Expect::AfterValue => self.odd_separator(page, at, byte, sink),
            _ => self.odd_value(page, at, byte, sink),
        }
    }

    /// Takes what may not stand between tokens but changes nothing: comments, debris of copying, stray characters.
    fn between_tokens(&mut self, page: &Page<'_>, at: usize, byte: u8, sink: &mut dyn Sink) -> Step<Option<usize>> {
        let end = match byte {
            b'/' | b'#' => return self.comment(page, at, byte, sink),
            0xC2 | 0xE2 | 0xEF if page.debris(at)?.is_some() => debris_run(page, at, sink)?,
            0..0x20 | 0x7F.. => match stray_run(page, at)? {
                0 => return Ok(None),
                length => {
                    let span = page.span(at, at + length);
                    let code = page.char(at)?.map_or(u32::from(byte), u32::from);
                    let fault = Fault::new(syntax::message::STRAY_CHARACTER, span)
                        .with("found", Said::Known(format!("U+{code:04X}")));
                    sink.fault(page.window, fault.removed(syntax::fix::REMOVE, true));
                    at + length
                }
            },
            _ => return Ok(None),
        };
        Ok(Some(end))
    }

    /// Takes a comment.
    fn comment(&mut self, page: &Page<'_>, at: usize, byte: u8, sink: &mut dyn Sink) -> Step<Option<usize>> {
        let second = page.byte(at + 1)?;
        let block = match (byte, second) {
            (b'/', Some(b'*')) => true,
            (b'/', Some(b'/')) | (b'#', None | Some(b' ' | b'\t' | b'#' | b'!' | b'\n' | b'\r')) => false,
            _ => return Ok(None),
        };
        let mut end = at + if block { 2 } else { 1 };
        let mut closed = true;
        loop {
            match page.byte(end)? {
                None => {
                    closed = !block;
                    break;
                }
                Some(b'*') if block && page.byte(end + 1)? == Some(b'/') => {
                    end += 2;
                    break;
                }
                Some(b'\n' | b'\r') if !block => break,
                Some(_) => end += 1,
            }
        }
        let span = page.span(at, end);
        let hides = closed && hides_packet(page, at, end)?;
        if hides && !block && page.after_space(end)?.1.is_none() {
            // What would go with the comment is the rest of the packet.
            let marks = 1 + usize::from(byte == b'/');
            let fault = unexpected_text(page, at, at + marks);
            sink.fault(page.window, fault.removed(syntax::fix::REMOVE, false));
            return Ok(Some(at + marks));
        }
        let comment = Fault::new(syntax::message::COMMENT, span);
        sink.fault(
            page.window,
            match closed {
                true if hides => comment,
                true => comment.removed(syntax::fix::REMOVE, true),
                false => {
                    self.told = true;
                    comment.saying(syntax::message::UNCLOSED_COMMENT)
                }
            },
        );
        Ok(Some(end))
    }

    /// A closing mark that does not belong here.
    fn odd_closer(&mut self, page: &Page<'_>, at: usize, byte: u8, sink: &mut dyn Sink) -> Step<usize> {
        if matches!(self.expect, Expect::Colon | Expect::Value) {
            self.missing_value(page, sink);
            return Ok(self.value_goes_on(at));
        }
        if self.stack.last().is_some_and(|frame| frame.kind.closer() == byte) {
            let comma = Span::new(self.mark.saturating_sub(1), self.mark);
            sink.fault(
                page.window,
                Fault::new(syntax::message::TRAILING_COMMA, comma).removed(syntax::fix::REMOVE, true),
            );
            return Ok(self.value_goes_on(at));
        }
        let span = page.span(at, at + 1);
        let open = self.stack.len();
        let matching = self.stack.iter().rposition(|frame| frame.kind.closer() == byte);
        let innermost = self.stack.last().copied();
        if let Some(index) = matching
            && self.follows(page, at + 1, index)?
        {
            self.unclosed(page, open - 1 - index, false, sink);
            return Ok(at);
        }
        if let Some(frame) = innermost
            && self.follows(page, at + 1, open - 1)?
        {
            let wanted = char::from(frame.kind.closer()).to_string();
            let fault = Fault::new(syntax::message::WRONG_CLOSER, span)
                .with_byte("found", byte)
                .with("expected", Said::Known(wanted.clone()))
                .near(Span::new(frame.open, frame.open + 1));
            let mut edits = vec![(span, wanted)];
            if matches!(self.expect, Expect::Name | Expect::Item) {
                edits.insert(0, (Span::new(self.mark.saturating_sub(1), self.mark), String::new()));
            }
            sink.fault(page.window, fault.fixed(syntax::fix::REPLACE, edits, false));
            self.stack.pop();
            emit(page, sink, frame.kind.end(span));
            return Ok(self.value_ends(page, at + 1));
        }
        if let Some(index) = matching
            && !self.follows(page, at + 1, open)?
        {
            self.unclosed(page, open - 1 - index, false, sink);
            return Ok(at);
        }
        let fault = Fault::new(syntax::message::EXTRA_CLOSER, span).with_byte("found", byte);
        sink.fault(page.window, fault.removed(syntax::fix::REMOVE, false));
        Ok(at + 1)
    }

    /// Would what comes at `at` fit, if only the outermost `open` containers were open and a value had just ended?
    fn follows(&self, page: &Page<'_>, at: usize, open: usize) -> Step<bool> {
        let (next, byte) = page.after_space(at)?;
        let Some(frame) = open.checked_sub(1).and_then(|index| self.stack.get(index)) else {
            return Ok(byte.is_none());
        };
        Ok(match byte {
            Some(b',') => {
                let (next, byte) = page.after_space(next + 1)?;
                let is_member = page.starts_member(next)?;
                match frame.kind {
                    Kind::Object => is_member,
                    Kind::List => !is_member && !matches!(byte, None | Some(b'}' | b']' | b',')),
                }
            }
            Some(byte) => byte == frame.kind.closer(),
            None => false,
        })
    }

    /// The innermost `count` containers lack their closing marks. `followed`: the next value of the container around
    /// them comes next, else that container's end.
    pub(super) fn unclosed(&mut self, page: &Page<'_>, count: usize, followed: bool, sink: &mut dyn Sink) {
        let after_comma = matches!(self.expect, Expect::Name | Expect::Item);
        let start = if after_comma { self.mark.saturating_sub(1) } else { self.mark };
        let place = Span::at(start);
        let mut innermost = place;
        let mut closers = String::new();
        for _ in 0..count {
            let Some(frame) = self.stack.pop() else { break };
            if closers.is_empty() {
                innermost = Span::new(frame.open, frame.open + 1);
            }
            closers.push(char::from(frame.kind.closer()));
            emit(page, sink, frame.kind.end(place));
        }
        let fault =
            Fault::new(syntax::message::UNCLOSED, place).near(innermost).with("expected", Said::Known(closers.clone()));
        if followed {
            closers.push(',');
        }
        sink.fault(
            page.window,
            fault.fixed(syntax::fix::INSERT_CLOSER, vec![(Span::new(start, self.mark), closers)], false),
        );
        self.value_goes_on(0);
        if followed {
            self.expect = if self.expect == Expect::AfterItem { Expect::Item } else { Expect::Name };
        }
    }

    /// A value has ended, or was missing, before `at`; nothing more is taken.
    pub(super) fn value_goes_on(&mut self, at: usize) -> usize {
        self.expect = match self.kind() {
            Some(Kind::Object) => Expect::AfterValue,
            Some(Kind::List) => Expect::AfterItem,
            None => Expect::End,
        };
        at
    }

    /// Goes on after `at`.
    pub(super) fn pass_to(&mut self, page: &Page<'_>, at: usize, expect: Expect) -> usize {
        self.mark = page.offset(at);
        self.expect = expect;
        at
    }

    /// The value of the last name is missing.
    pub(super) fn missing_value(&mut self, page: &Page<'_>, sink: &mut dyn Sink) {
        sink.fault(page.window, Fault::new(syntax::message::MISSING_VALUE, Span::at(self.mark)));
        self.empty_value(page, sink);
    }

    /// Stands in for a value that is not there.
    pub(super) fn empty_value(&self, page: &Page<'_>, sink: &mut dyn Sink) {
        let place = Span::at(self.mark);
        emit(page, sink, Event::Scalar { kind: ScalarKind::Word, token: place, text: place, flags: Flags::DAMAGED });
    }

    /// Something other than a name where a name should stand.
    fn odd_name(&mut self, page: &Page<'_>, at: usize, byte: u8, sink: &mut dyn Sink) -> Step<usize> {
        match byte {
            b'"' | b'\'' => self.quoted(page, at, sink),
            _ if page.is_curly(at)? => self.quoted(page, at, sink),
            b',' => self.extra_commas(page, at, sink),
            b'{' if self.expect == Expect::Name && self.parent() == Some(Kind::List) => {
                self.unclosed(page, 1, true, sink);
                Ok(at)
            }
            b':' | b'=' | b'{' | b'[' => {
                let place = page.span(at, at);
                sink.fault(page.window, Fault::new(syntax::message::MISSING_NAME, place));
                emit(page, sink, Event::Name { token: place, text: place, flags: Flags::DAMAGED });
                Ok(self.pass_to(page, at, if matches!(byte, b':' | b'=') { Expect::Colon } else { Expect::Value }))
            }
            _ => self.bare_name(page, at, sink),
        }
    }

    /// Something other than a colon after a name.
    fn odd_colon(&mut self, page: &Page<'_>, at: usize, byte: u8, sink: &mut dyn Sink) -> Step<usize> {
        let place = Span::at(self.mark);
        match byte {
            b'=' => {
                let length = 1 + usize::from(matches!(page.byte(at + 1)?, Some(b'>' | b'=' | b':')));
                let span = page.span(at, at + length);
                let fault = Fault::new(equals_for_colon::message::EQUALS, span);
                sink.fault(page.window, fault.edited(equals_for_colon::fix::COLON, span, ":", true));
                Ok(self.pass_to(page, at + length, Expect::Value))
            }
            b',' | b';' => {
                let (next, following) = page.after_space(at + 1)?;
                if matches!(following, None | Some(b'}' | b']' | b',')) || page.starts_member(next)? {
                    self.missing_value(page, sink);
                    return Ok(self.value_goes_on(at));
                }
                let span = page.span(at, at + 1);
                let fault = Fault::new(syntax::message::WRONG_COLON, span).with_byte("found", byte);
                sink.fault(page.window, fault.edited(syntax::fix::COLON, span, ":", false));
                Ok(self.pass_to(page, at + 1, Expect::Value))
            }
            _ if page.starts_member(at)? => {
                self.missing_value(page, sink);
                Ok(self.pass_to(page, at, Expect::Name))
            }
            _ => {
                let fault = Fault::new(syntax::message::MISSING_COLON, place).edited(
                    syntax::fix::INSERT_COLON,
                    place,
                    ":",
                    true,
                );
                sink.fault(page.window, fault);
                self.expect = Expect::Value;
                Ok(at)
            }
        }
    }

    /// Something other than a value where a value should stand.
    fn odd_value(&mut self, page: &Page<'_>, at: usize, byte: u8, sink: &mut dyn Sink) -> Step<usize> {
        match (self.expect, byte) {
            (_, b'\'') => self.quoted(page, at, sink),
            _ if page.is_curly(at)? => self.quoted(page, at, sink),
            (Expect::Value, b',') => {
                self.missing_value(page, sink);
                Ok(self.value_goes_on(at))
            }
            (_, b',') => self.extra_commas(page, at, sink),
            (Expect::Value, b':' | b'=') => Ok(superfluous(page, at, syntax::message::EXTRA_COLON, sink)),
            (_, b':' | b'=' | b';') => {
                unexpected(page, at, at + 1, sink);
                Ok(at + 1)
            }
            _ => self.word(page, at, sink),
        }
    }

    /// Something other than a comma or a closing mark after a value.
    fn odd_separator(&mut self, page: &Page<'_>, at: usize, byte: u8, sink: &mut dyn Sink) -> Step<usize> {
        let in_object = self.expect == Expect::AfterValue;
        if byte == b'"' && self.stray_quote == Some(self.stack.len()) && page.offset(at) == self.mark {
            self.stray_quote = None;
            return Ok(self.value_ends(page, at + 1));
        }
        if byte == b';' || (byte == b':' && !in_object) {
            let span = page.span(at, at + 1);
            let fault = Fault::new(syntax::message::WRONG_SEPARATOR, span).with_byte("found", byte);
            sink.fault(page.window, fault.edited(syntax::fix::REPLACE, span, ",", true));
            return Ok(self.pass_to(page, at + 1, if in_object { Expect::Name } else { Expect::Item }));
        }
        let is_member = page.starts_member(at)?;
        let parent_goes_on = match self.parent() {
            Some(Kind::List) => in_object && byte == b'{',
            Some(Kind::Object) => !in_object && is_member,
            None => false,
        };
        if parent_goes_on {
            self.unclosed(page, 1, true, sink);
            return Ok(at);
        }
        let missing_comma = if in_object { is_member } else { self.starts_item(page, at, byte)? };
        if missing_comma {
            let place = Span::at(self.mark);
            let fault =
                Fault::new(syntax::message::MISSING_COMMA, place).edited(syntax::fix::INSERT_COMMA, place, ",", true);
            sink.fault(page.window, fault);
            self.expect = if in_object { Expect::Name } else { Expect::Item };
            return Ok(at);
        }
        if matches!(byte, b'{' | b'[') {
            unexpected(page, at, at + 1, sink);
            self.expect = Expect::Skip;
            self.skip = Skip::default();
            return Ok(self.skip(page, at));
        }
        let end = unexpected_end(page, at)?;
        if end < page.text.len() || self.stack.is_empty() {
            unexpected(page, at, end, sink);
        }
        self.cut |= end == page.text.len();
        Ok(self.pass_to(page, end, self.expect))
    }

    /// Does a value begin at `at`?
    fn starts_item(&self, page: &Page<'_>, at: usize, byte: u8) -> Step<bool> {
        if matches!(byte, b'"' | b'\'' | b'{' | b'[') || page.is_curly(at)? {
            return Ok(true);
        }
        if let Some((_, end)) = super::word::plain_end(page.text, at) {
            return self.plain_ends(page, end);
        }
        // `nul`, `0.`: perhaps only cut off.
        page.byte(at + 5)?;
        Ok(false)
    }

    /// Commas with nothing between them, or none before them.
    fn extra_commas(&mut self, page: &Page<'_>, at: usize, sink: &mut dyn Sink) -> Step<usize> {
        let mut end = at + 1;
        let stop = loop {
            match page.after_space(end)? {
                (next, Some(b',')) => end = next + 1,
                (_, stop) => break stop,
            }
        };
        let is_trailing = matches!(stop, Some(b'}' | b']')) && matches!(self.expect, Expect::Name | Expect::Item);
        let (message, start) = if is_trailing {
            (syntax::message::TRAILING_COMMA, self.mark.saturating_sub(1))
        } else {
            (syntax::message::EXTRA_COMMA, page.offset(at))
        };
        let span = Span::new(start, page.offset(end));
        sink.fault(page.window, Fault::new(message, span).removed(syntax::fix::REMOVE, true));
        if is_trailing {
            return Ok(self.value_goes_on(end));
        }
        Ok(self.pass_to(page, end, self.expect))
    }

    /// `{` or `[` beyond the depth limit.
    #[cold]
    #[inline(never)]
    pub(super) fn too_deep(&mut self, page: &Page<'_>, at: usize, sink: &mut dyn Sink) -> usize {
        let fault = Fault::new(too_deep::message::DEPTH, page.span(at, at + 1));
        sink.fault(page.window, fault.with("limit", self.limits.depth));
        self.mark = page.offset(at);
        self.empty_value(page, sink);
        self.expect = Expect::Skip;
        self.skip = Skip::default();
        self.skip(page, at)
    }

    /// Skips the subtree that began, byte by byte, so that it can be cut anywhere.
    fn skip(&mut self, page: &Page<'_>, mut at: usize) -> usize {
        while let Some(&byte) = page.text.get(at) {
            at += 1;
            let state = &mut self.skip;
            if state.in_string {
                state.in_string = state.escaped || !matches!(byte, b'"' | b'\n');
                state.escaped = !state.escaped && byte == b'\\';
                continue;
            }
            match byte {
                b'"' => state.in_string = true,
                b'{' | b'[' => state.depth += 1,
                b'}' | b']' => {
                    state.depth -= 1;
                    if state.depth == 0 {
                        return self.value_ends(page, at);
                    }
                }
                _ => {}
            }
        }
        self.mark = page.offset(at);
        at
    }

    /// The text ends: closes what is open and says once that it ends too early.
    #[cold]
    #[inline(never)]
    pub(super) fn finish(&mut self, page: &Page<'_>, sink: &mut dyn Sink) {
        match self.expect {
            Expect::Start if !self.begun => {
                sink.fault(page.window, Fault::new(syntax::message::EMPTY, Span::at(self.mark)));
            }
            Expect::Colon | Expect::Value => self.empty_value(page, sink),
            _ => {}
        }
        let innermost = self.stack.last().copied();
        if innermost.is_some() {
            emit(page, sink, Event::CutOff(self.stack.len() as u32));
        }
        let mut closers = String::new();
        let place = Span::at(self.mark);
        while let Some(frame) = self.stack.pop() {
            closers.push(char::from(frame.kind.closer()));
            emit(page, sink, frame.kind.end(place));
        }
        if let Some(frame) = innermost
            && !self.told
        {
            sink.fault(page.window, self.truncated(frame, closers));
        }
        self.told = !self.lines && (self.told || innermost.is_some());
        self.cut = false;
        self.expect = Expect::Done;
    }

    /// The fault about the text's early end.
    fn truncated(&self, innermost: Frame, closers: String) -> Fault {
        let place = Span::at(self.mark);
        let fault =
            Fault::new(if self.lines { syntax::message::LINE_TRUNCATED } else { syntax::message::TRUNCATED }, place)
                .near(Span::new(innermost.open, innermost.open + 1))
                .with("expected", Said::Known(closers.clone()));
        let edit = match self.expect {
            Expect::Name | Expect::Item => Span::new(self.mark.saturating_sub(1), self.mark),
            Expect::FirstName | Expect::FirstItem | Expect::AfterValue | Expect::AfterItem if !self.cut => place,
            _ => return fault,
        };
        fault.fixed(syntax::fix::INSERT_CLOSER, vec![(edit, closers)], false)
    }
}

/// Would a part of the packet go with this comment: a member, or the end of what was open before it?
fn hides_packet(page: &Page<'_>, from: usize, to: usize) -> Step<bool> {
    let mut open = 0_u32;
    for at in from..to {
        match page.byte(at)? {
            Some(b'"' | b'\'') if page.starts_member(at)? => return Ok(true),
            Some(b'{' | b'[') => open += 1,
            Some(b'}' | b']') if open == 0 => return Ok(true),
            Some(b'}' | b']') => open -= 1,
            _ => {}
        }
    }
    Ok(false)
}

/// One character that is nothing but too much.
fn superfluous(page: &Page<'_>, at: usize, message: Message, sink: &mut dyn Sink) -> usize {
    let span = page.span(at, at + 1);
    sink.fault(page.window, Fault::new(message, span).removed(syntax::fix::REMOVE, true));
    at + 1
}

/// Takes a run of what copying leaves between tokens.
fn debris_run(page: &Page<'_>, at: usize, sink: &mut dyn Sink) -> Step<usize> {
    let mut end = at;
    let mut is_space = false;
    while let Some((length, space)) = page.debris(end)? {
        end += length;
        is_space |= space;
    }
    let span = page.span(at, end);
    let (message, title, text) = if is_space {
        (pasted_debris::message::NO_BREAK_SPACE, pasted_debris::fix::SPACE, " ")
    } else {
        (pasted_debris::message::ZERO_WIDTH, pasted_debris::fix::REMOVE, "")
    };
    sink.fault(page.window, Fault::new(message, span).edited(title, span, text, true));
    Ok(end)
}

/// The length of a run of characters that no text is made of: controls, and spaces that JSON does not know.
fn stray_run(page: &Page<'_>, from: usize) -> Step<usize> {
    let mut end = from;
    while let Some(byte) = page.byte(end)? {
        let is_stray = match byte {
            b' ' | b'\t' | b'\n' | b'\r' => false,
            0..0x20 | 0x7F => true,
            0xC2 | 0xE1..=0xE3 => page.char(end)?.is_some_and(is_stray),
            _ => false,
        };
        if !is_stray || page.debris(end)?.is_some() {
            break;
        }
        end += page.char_length(end)?;
    }
    Ok(end - from)
}

/// A character without a shape of its own.
fn is_stray(letter: char) -> bool {
    letter.is_control()
        || letter.is_whitespace()
        || matches!(letter, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}')
}

/// Where text that means nothing ends: before the next mark on this line. Strings in it are passed over.
fn unexpected_end(page: &Page<'_>, from: usize) -> Step<usize> {
    let mut at = from;
    let mut end = from;
    let mut string_end = 0;
    loop {
        match page.byte(at)? {
            None | Some(b'\n' | b'\r') => break,
            Some(b',' | b'}' | b']' | b'{' | b'[') if at >= string_end => break,
            Some(b' ' | b'\t') => {
                at += 1;
                continue;
            }
            Some(b'"') if at >= string_end => string_end = same_line_quote(page, at)?,
            Some(_) => {}
        }
        at += 1;
        end = at;
    }
    if end == from {
        end = from + page.char_length(from)?;
    }
    Ok(end.min(page.text.len()))
}

/// The place after the quote that closes the string at `open` on the same line; the place after `open` if none does.
fn same_line_quote(page: &Page<'_>, open: usize) -> Step<usize> {
    let mut at = open + 1;
    while at < open + LOOK_AHEAD {
        match page.byte(at)? {
            None | Some(b'\n' | b'\r') => break,
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => at += 2,
            Some(_) => at += 1,
        }
    }
    Ok(open + 1)
}

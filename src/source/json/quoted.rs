//! Strings that a mere scan cannot take: with other quotation marks, without their end, with line ends or quotation
//! marks inside; and what is wrong with a string's text.

use super::super::{Event, Fault, Flags, ScalarKind, Sink, Span};
use super::page::{Page, Step, skip_space};
use super::report::{bad_utf8, emit};
use super::text::{Escape, escape_control, read_escape, scan, unfinished_escape};
use super::{Expect, JsonReader, Kind};
use crate::model::catalogue::{Message, pasted_debris, syntax};

/// How far the real end of a string with quotation marks inside is looked for, and over how many of them.
const SENTENCE: usize = 1024;
const INNER_QUOTES: usize = 16;

/// Where a string ends, and what is wrong with its delimiters.
struct Quoted {
    text_start: usize,
    text_end: usize,
    token_end: usize,
    fault: Option<Fault>,
    damaged: bool,
    /// The string is a member's name after all, whose predecessor lacks its value.
    is_name: bool,
}

impl Quoted {
    /// A string in order, closed by the quote at `close`.
    fn closed(open: usize, close: usize) -> Self {
        Self {
            text_start: open + 1,
            text_end: close,
            token_end: close + 1,
            fault: None,
            damaged: false,
            is_name: false,
        }
    }
}

/// The kinds of quotation marks a string may begin with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Single,
    CurlyDouble,
    CurlySingle,
}

impl JsonReader {
    /// Reads a string that needs a closer look, as a name or a value.
    #[cold]
    #[inline(never)]
    pub(super) fn quoted(&mut self, page: &Page<'_>, open: usize, sink: &mut dyn Sink) -> Step<usize> {
        let found = self.find_end(page, open)?;
        if found.is_name {
            return Ok(self.name_instead(page, open, sink));
        }
        let Quoted { text_start, text_end, token_end, .. } = found;
        let text = page.slice(text_start, text_end);
        let mut flags = if text.is_ascii() { Flags::NONE } else { Flags::NON_ASCII };
        if text.contains(&b'\\') {
            flags = flags.with(Flags::ESCAPED);
        }
        if let Some(fault) = found.fault {
            sink.fault(page.window, fault);
        }
        let is_cut = found.damaged && page.last && token_end == page.text.len();
        let unfinished = if is_cut { unfinished_escape(text) } else { 0 };
        flags = text_faults(page, text_start, text_end - unfinished, flags, sink);
        if found.damaged {
            self.cut |= is_cut;
            flags = flags.with(Flags::DAMAGED);
        }
        let token = page.span(open, token_end);
        let text = page.span(text_start, text_end);
        if self.expects_name() {
            let is_broken = page.slice(text_start, text_end).iter().any(|byte| *byte < 0x20);
            let flags = if is_broken { flags.with(Flags::DAMAGED) } else { flags };
            emit(page, sink, Event::Name { token, text, flags });
            return Ok(self.pass_to(page, token_end, Expect::Colon));
        }
        emit(page, sink, Event::Scalar { kind: ScalarKind::String, token, text, flags });
        Ok(self.value_ends(page, token_end))
    }

    /// Is a name what comes next?
    pub(super) const fn expects_name(&self) -> bool {
        matches!(self.expect, Expect::Name | Expect::FirstName)
    }

    /// The string at `open` is followed by a colon: it is the next member's name.
    fn name_instead(&mut self, page: &Page<'_>, open: usize, sink: &mut dyn Sink) -> usize {
        if self.kind() == Some(Kind::Object) {
            self.missing_value(page, sink);
            self.expect = Expect::Name;
        } else {
            self.unclosed(page, 1, true, sink);
        }
        open
    }

    /// Finds the end of the string that begins at `open`.
    fn find_end(&self, page: &Page<'_>, open: usize) -> Step<Quoted> {
        match page.byte(open)? {
            Some(b'"') => self.find_straight_end(page, open),
            Some(b'\'') => self.find_other_end(page, open, Style::Single),
            _ if matches!(page.byte(open + 2)?, Some(0x98..=0x9B)) => {
                self.find_other_end(page, open, Style::CurlySingle)
            }
            _ => self.find_other_end(page, open, Style::CurlyDouble),
        }
    }

    /// The end of a string that begins with `"`.
    fn find_straight_end(&self, page: &Page<'_>, open: usize) -> Step<Quoted> {
        let mut at = open + 1;
        loop {
            let found = scan(page.text, at);
            at = found.end;
            match page.byte(at)? {
                None => return Ok(self.cut_off(page, open, at, true)),
                Some(b'"') => return self.judge_end(page, open, at),
                Some(b'\n' | b'\r') => {
                    if line_end_closes(page, at)? {
                        let at_end = page.after_space(at)?.1.is_none();
                        return Ok(self.cut_off(page, open, at, at_end));
                    }
                    at = skip_space(page.text, at);
                }
                // Another control character, said later.
                Some(_) => at += 1,
            }
        }
    }

    /// The string from `open` has no closing quote before `end`, the end of its line or of all text: it is closed
    /// before the marks that belong to the structure.
    fn cut_off(&self, page: &Page<'_>, open: usize, end: usize, at_end: bool) -> Quoted {
        let text = page.slice(open + 1, end);
        let from = open + 1;
        if self.expects_name() {
            let colon = text.iter().position(|byte| matches!(byte, b':' | b'='));
            if colon.is_some() || !at_end {
                let length = colon.unwrap_or_else(|| self.marks_start(text.trim_ascii_end(), at_end));
                return missing_close(page, open, from + trimmed_length(page.slice(from, from + length)));
            }
        } else {
            let trimmed = trimmed_length(text);
            let close = self.marks_start(page.slice(from, from + trimmed), at_end);
            let closes_all = self.closes_all(page.slice(from + close, from + trimmed));
            if !at_end || closes_all || self.stack.is_empty() {
                return missing_close(page, open, from + close);
            }
        }
        Quoted { text_start: from, text_end: end, token_end: end, fault: None, damaged: true, is_name: false }
    }

    /// Where the marks at the end of a string's text begin that could follow the string; its length if none could.
    fn marks_start(&self, text: &[u8], at_end: bool) -> usize {
        let marks = |byte: &&u8| matches!(byte, b' ' | b'\t' | b',' | b'}' | b']' | b'{' | b'[');
        let tail = text.iter().rev().take(128).take_while(marks).count();
        let fits = |&start: &usize| self.marks_fit(text.get(start..).unwrap_or_default(), at_end);
        (text.len() - tail..=text.len()).find(fits).unwrap_or(text.len())
    }

    /// Could these marks follow a value where the reader is?
    fn marks_fit(&self, marks: &[u8], at_end: bool) -> bool {
        let mut open = self.stack.iter().rev();
        let mut after_comma = false;
        for &mark in marks.iter().filter(|mark| !matches!(mark, b' ' | b'\t')) {
            let fits = match mark {
                b',' => open.len() > 0 && !after_comma,
                b'{' | b'[' => after_comma,
                _ => !after_comma && open.next().is_some_and(|frame| frame.kind.closer() == mark),
            };
            if !fits {
                return false;
            }
            after_comma |= mark == b',';
        }
        !(at_end && after_comma)
    }

    /// Do these marks close all that is open?
    fn closes_all(&self, marks: &[u8]) -> bool {
        marks.iter().filter(|mark| matches!(mark, b'}' | b']')).count() == self.stack.len()
    }

    /// A quote stands at `close`: does it close the string from `open`?
    fn judge_end(&self, page: &Page<'_>, open: usize, close: usize) -> Step<Quoted> {
        let in_order = Quoted::closed(open, close);
        let (next, byte) = page.after_blanks(close + 1)?;
        let Some(byte) = byte else { return Ok(in_order) };
        let is_name = self.expects_name();
        let text = page.slice(open + 1, close);
        if matches!(byte, b':' | b'=') && !is_name {
            return Ok(Quoted { is_name: self.may_be_name(), ..in_order });
        }
        if matches!(byte, b',' | b'}' | b']' | b'\n' | b'\r' | b':' | b'=' | b';' | b'{' | b'[' | b'/' | b'#')
            || page.debris(next)?.is_some()
        {
            return Ok(in_order);
        }
        let length = trimmed_length(text);
        let last = length.checked_sub(1).and_then(|index| text.get(index));
        if is_name {
            return Ok(match last {
                Some(b':' | b'=') => {
                    missing_close(page, open, open + 1 + trimmed_length(page.slice(open + 1, open + length)))
                }
                _ => in_order,
            });
        }
        // `"b, "c": 1`, `"b}, {"c": 1`: the quote found is the next name's opening one.
        if matches!(last, Some(b',' | b'{' | b'['))
            && !self.stack.is_empty()
            && (self.kind() == Some(Kind::List) || page.starts_member(close)?)
        {
            let end = self.marks_start(text.trim_ascii_end(), false);
            if end < length {
                return Ok(missing_close(page, open, open + 1 + end));
            }
        }
        if next == close + 1 && !page.starts_member(next)? {
            return self.inner_quotes(page, open, close);
        }
        Ok(in_order)
    }

    /// May the string that comes as a value be a name? In an object it may; in a list only if the list lacks its end.
    fn may_be_name(&self) -> bool {
        match self.expect {
            Expect::Value => true,
            Expect::Item => self.parent() == Some(Kind::Object),
            _ => false,
        }
    }

    /// The kind of the container around the innermost one.
    pub(super) fn parent(&self) -> Option<Kind> {
        let index = self.stack.len().checked_sub(2)?;
        self.stack.get(index).map(|frame| frame.kind)
    }

    /// Text follows the quote at `first` at once: looks for a later quote on the line that really ends the string.
    fn inner_quotes(&self, page: &Page<'_>, open: usize, first: usize) -> Step<Quoted> {
        let mut edits = Vec::new();
        let mut at = first;
        while at < first + SENTENCE && edits.len() < INNER_QUOTES {
            match page.byte(at)? {
                None | Some(b'\n' | b'\r') => break,
                Some(b'\\') => at += 1,
                Some(b'"') => {
                    if at > first && self.could_close(page, at)? {
                        let place = page.span(first, first + 1);
                        let fault = Fault::new(syntax::message::UNESCAPED_QUOTE, place).fixed(
                            syntax::fix::ESCAPE,
                            edits,
                            false,
                        );
                        return Ok(Quoted { fault: Some(fault), damaged: true, ..Quoted::closed(open, at) });
                    }
                    // A name with its colon: the next member, not text.
                    if self.kind() == Some(Kind::Object) && page.has_colon(at + 1)? {
                        break;
                    }
                    edits.push((page.span(at, at + 1), "\\\"".to_owned()));
                }
                Some(_) => {}
            }
            at += 1;
        }
        Ok(Quoted::closed(open, first))
    }

    /// Does what follows the quote at `at` look like the end of a value?
    fn could_close(&self, page: &Page<'_>, at: usize) -> Step<bool> {
        let (next, byte) = page.after_blanks(at + 1)?;
        Ok(match byte {
            None | Some(b'}' | b']' | b'\n' | b'\r') => true,
            Some(b',') => match page.after_space(next + 1)? {
                (_, None | Some(b'{' | b'[' | b'}' | b']')) => true,
                (after, Some(_)) => self.kind() == Some(Kind::List) || page.starts_member(after)?,
            },
            Some(_) => false,
        })
    }

    /// The end of a string with other quotation marks: it must be followed by what may follow a string, for an
    /// apostrophe can stand in the text.
    fn find_other_end(&self, page: &Page<'_>, open: usize, style: Style) -> Step<Quoted> {
        let width = if style == Style::Single { 1 } else { 3 };
        let text_start = open + width;
        let mut at = text_start;
        let mut edits = vec![(page.span(open, text_start), "\"".to_owned())];
        loop {
            let length = match page.byte(at)? {
                None | Some(b'\n' | b'\r') => break,
                Some(b'\\') => {
                    if page.byte(at + 1)? == Some(b'\'') {
                        edits.push((page.span(at, at + 1), String::new()));
                    }
                    at += 1 + usize::from(matches!(page.byte(at + 1)?, Some(0x20..=0x7F)));
                    continue;
                }
                Some(_) => closing_length(page, at, style)?,
            };
            if length > 0 && self.other_end_fits(page, at + length)? {
                edits.push((page.span(at, at + length), "\"".to_owned()));
                let token = page.span(open, at + length);
                let fault = Some(style_fault(style, token, edits, true));
                return Ok(Quoted {
                    text_start,
                    text_end: at,
                    token_end: at + length,
                    fault,
                    damaged: false,
                    is_name: false,
                });
            }
            if page.byte(at)? == Some(b'"') {
                edits.push((page.span(at, at + 1), "\\\"".to_owned()));
            }
            at += 1;
        }
        let at_end = page.byte(at)?.is_none();
        let cut = self.cut_off(page, text_start - 1, at, at_end);
        let token = page.span(open, cut.token_end);
        edits.retain(|(span, _)| span.end <= token.end);
        let place = page.span(cut.text_end, cut.text_end);
        edits.push((place, "\"".to_owned()));
        let fault = style_fault(style, token, edits, false);
        Ok(Quoted { fault: Some(fault), ..cut })
    }

    /// May a string with other quotation marks end before `at`?
    fn other_end_fits(&self, page: &Page<'_>, at: usize) -> Step<bool> {
        let (next, byte) = page.after_blanks(at)?;
        Ok(match byte {
            Some(b':' | b'=') => self.expects_name() || self.expect == Expect::Colon,
            None | Some(b',' | b'}' | b']' | b'\n' | b'\r' | b';') => true,
            Some(b'/') => matches!(page.byte(next + 1)?, Some(b'/' | b'*')),
            Some(_) => page.debris(next)?.is_some(),
        })
    }
}

/// Says what is wrong inside a string's text, each kind once, and marks it damaged.
#[cold]
#[inline(never)]
pub(super) fn text_faults(page: &Page<'_>, from: usize, to: usize, flags: Flags, sink: &mut dyn Sink) -> Flags {
    let mut faults: Vec<Fault> = bad_utf8(page, from, to).into_iter().collect();
    let single = page.slice(from.saturating_sub(1), from) == b"'";
    let mut at = from;
    while at < to {
        let rest = page.slice(at, to);
        let Some(index) = rest.iter().position(|&byte| byte < 0x20 || byte == b'\\') else { break };
        at += index;
        at += special_fault(page, at, to, single, &mut faults);
    }
    // A value of several lines is whole, and is judged as it stands.
    let is_break = |byte: &u8| *byte >= 0x20 || matches!(byte, b'\n' | b'\r' | b'\t');
    let of_lines = faults.iter().all(|fault| fault.message == syntax::message::CONTROL_IN_STRING);
    let is_whole = of_lines && page.slice(from, to).iter().all(is_break);
    let flags = if is_whole { flags } else { flags.with(Flags::DAMAGED) };
    for fault in faults {
        sink.fault(page.window, fault);
    }
    flags
}

/// Is the line end at `at`, inside a string, a sign that the closing quote is missing? Else the string has several
/// lines.
fn line_end_closes(page: &Page<'_>, at: usize) -> Step<bool> {
    let (next, byte) = page.after_space(at)?;
    Ok(match byte {
        None | Some(b'}' | b']') => true,
        Some(b'"') => {
            page.starts_member(next)?
                || !matches!(page.after_space(next + 1)?.1, None | Some(b',' | b'}' | b']' | b':'))
        }
        Some(b'{') => matches!(page.after_space(next + 1)?.1, Some(b'"')),
        Some(_) => false,
    })
}

/// Judges the escape or control character at `at`, and returns its length.
fn special_fault(page: &Page<'_>, at: usize, to: usize, single: bool, faults: &mut Vec<Fault>) -> usize {
    let rest = page.slice(at, to);
    let first = rest.first().copied().unwrap_or_default();
    if first != b'\\' {
        let span = page.span(at, at + 1);
        add_fault(
            faults,
            syntax::message::CONTROL_IN_STRING,
            span,
            Some((span, escape_control(first))),
            format!("U+{first:04X}"),
        );
        return 1;
    }
    let (escape, length) = read_escape(rest, true).unwrap_or((Escape::Bad, 1));
    let span = page.span(at, at + length);
    let found = String::from_utf8_lossy(rest.get(..length).unwrap_or_default()).into_owned();
    match escape {
        Escape::Char(_) => {}
        Escape::Lone => add_fault(faults, syntax::message::LONE_SURROGATE, span, None, found),
        Escape::Bad if found == "\\'" => {
            // A single-quoted string may escape its own quote: that is part of the fault about its quotes.
            if !single {
                add_fault(faults, syntax::message::BAD_ESCAPE, span, Some((span, "'".to_owned())), found);
            }
        }
        Escape::Bad => {
            let backslash = Span::new(span.start, span.start + 1);
            add_fault(faults, syntax::message::BAD_ESCAPE, span, Some((backslash, "\\\\".to_owned())), found);
        }
    }
    length
}

/// Adds a fault of a string's text, or another edit to the fault of the same kind that is there.
fn add_fault(faults: &mut Vec<Fault>, message: Message, span: Span, edit: Option<(Span, String)>, found: String) {
    if let Some(fault) = faults.iter_mut().find(|fault| fault.message == message) {
        if let Some(edit) = edit {
            fault.edit_too(edit);
        }
        return;
    }
    let fault = Fault::new(message, span).quoting("found", found);
    faults.push(match edit {
        // A line that was wrapped is not meant to have a line end.
        Some(edit) => fault.fixed(syntax::fix::ESCAPE, vec![edit], false),
        None => fault,
    });
}

/// A string that lacks its closing quote at `end`.
fn missing_close(page: &Page<'_>, open: usize, end: usize) -> Quoted {
    let text_start = open + 1;
    let end = end.max(text_start);
    // The quote may be there, but a curly one: `"abc”,`.
    let text = page.slice(text_start, end);
    if let [.., 0xE2, 0x80, 0x9C..=0x9F] = text {
        let curly = page.span(end - 3, end);
        let fault = Fault::new(pasted_debris::message::CURLY_QUOTES, curly).edited(
            pasted_debris::fix::STRAIGHT_QUOTES,
            curly,
            "\"",
            true,
        );
        return Quoted {
            text_start,
            text_end: end - 3,
            token_end: end,
            fault: Some(fault),
            damaged: false,
            is_name: false,
        };
    }
    let place = page.span(end, end);
    let fault = Fault::new(syntax::message::MISSING_CLOSE_QUOTE, place).near(page.span(open, text_start));
    let fault = fault.edited(syntax::fix::INSERT_QUOTE, place, "\"", false);
    Quoted { text_start, text_end: end, token_end: end, fault: Some(fault), damaged: true, is_name: false }
}

/// The length of text without the white space at its end.
pub(super) fn trimmed_length(text: &[u8]) -> usize {
    text.trim_ascii_end().len()
}

/// The length of a quotation mark at `at` that could close a string of this style, 0 if there is none.
fn closing_length(page: &Page<'_>, at: usize, style: Style) -> Step<usize> {
    let byte = page.byte(at)?;
    if byte == Some(0xE2) && page.byte(at + 1)? == Some(0x80) {
        let single = matches!(page.byte(at + 2)?, Some(0x98..=0x9B));
        let double = matches!(page.byte(at + 2)?, Some(0x9C..=0x9F));
        let fits = (single && style == Style::CurlySingle) || (double && style == Style::CurlyDouble);
        return Ok(if fits { 3 } else { 0 });
    }
    let fits = match style {
        Style::CurlyDouble => byte == Some(b'"'),
        _ => byte == Some(b'\''),
    };
    Ok(usize::from(fits))
}

/// What to say about the style of a string's quotation marks.
fn style_fault(style: Style, token: Span, edits: Vec<(Span, String)>, safe: bool) -> Fault {
    let (message, title) = if style == Style::Single {
        (syntax::message::SINGLE_QUOTES, syntax::fix::STRAIGHT_QUOTES)
    } else {
        (pasted_debris::message::CURLY_QUOTES, pasted_debris::fix::STRAIGHT_QUOTES)
    };
    Fault::new(message, token).fixed(title, edits, safe)
}

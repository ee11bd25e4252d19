//! What stands without quotation marks: numbers, `true`, `false`, `null`, and all that should have been one of these
//! or in quotes.

use super::super::{Event, Flags, ScalarKind, Sink};
use super::page::{LOOK_AHEAD, Page, Step, is_name_byte};
use super::report::{bad_utf8, emit, unexpected};
use super::{Expect, JsonReader, Kind};
use crate::{model::catalogue::syntax, source::Fault};

/// Recognises a number or a literal at `at` and finds its end; what follows is not looked at.
#[inline]
pub(super) fn plain_end(text: &[u8], at: usize) -> Option<(ScalarKind, usize)> {
    let rest = text.get(at..)?;
    match rest.first()? {
        b't' if rest.starts_with(b"true") => Some((ScalarKind::Boolean, at + 4)),
        b'f' if rest.starts_with(b"false") => Some((ScalarKind::Boolean, at + 5)),
        b'n' if rest.starts_with(b"null") => Some((ScalarKind::Null, at + 4)),
        b'-' | b'0'..=b'9' => Some((ScalarKind::Number, at + number_length(rest)?)),
        _ => None,
    }
}

/// The length of the number at the start of `text`.
#[inline]
fn number_length(text: &[u8]) -> Option<usize> {
    let start = usize::from(text.first() == Some(&b'-'));
    let mut at = start + digits(text, start);
    if at == start || (at > start + 1 && text.get(start) == Some(&b'0')) {
        return None;
    }
    if text.get(at) == Some(&b'.') {
        let length = digits(text, at + 1);
        if length == 0 {
            return None;
        }
        at += 1 + length;
    }
    if let Some(b'e' | b'E') = text.get(at) {
        let sign = usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
        let length = digits(text, at + 1 + sign);
        if length == 0 {
            return None;
        }
        at += 1 + sign + length;
    }
    Some(at)
}

/// How many digits stand at `from`.
#[inline]
fn digits(text: &[u8], from: usize) -> usize {
    text.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count()
}

/// What ended a word.
enum WordEnd {
    /// Something that ends a value.
    Mark,
    /// A double quote.
    Quote,
    /// The end of all text.
    Text,
}

impl JsonReader {
    /// Does a number or literal end at `at`, or does it go on as something else?
    #[cold]
    pub(super) fn plain_ends(&self, page: &Page<'_>, at: usize) -> Step<bool> {
        let (next, byte) = page.after_blanks(at)?;
        let Some(byte) = byte else { return Ok(true) };
        match byte {
            b',' | b';' | b'}' | b']' | b'\n' | b'\r' | b'"' | b'{' | b'[' | b'#' => Ok(true),
            b'/' => Ok(matches!(page.byte(next + 1)?, Some(b'/' | b'*'))),
            _ if page.debris(next)?.is_some() => Ok(true),
            _ if next == at => Ok(false),
            // `50 000` in an object is one value, `1 true` in a list are two, and a name may follow without its comma.
            _ => Ok(self.kind() != Some(Kind::Object) || page.starts_member(next)?),
        }
    }

    /// The kind of the innermost open container.
    pub(super) fn kind(&self) -> Option<Kind> {
        self.stack.last().map(|frame| frame.kind)
    }

    /// A value that is no JSON value. It is taken up to the next mark that must end it.
    pub(super) fn word(&mut self, page: &Page<'_>, at: usize, sink: &mut dyn Sink) -> Step<usize> {
        let (end, ended_by) = self.word_end(page, at)?;
        let mut token_end = end;
        let mut kind = ScalarKind::Word;
        let mut flags = Flags::DAMAGED;
        let word = page.slice(at, end);
        let span = page.span(at, end);
        if let Some(fault) = bad_utf8(page, at, end) {
            sink.fault(page.window, fault);
        } else if let WordEnd::Quote = ended_by
            && matches!(page.after_blanks(end + 1)?.1, None | Some(b',' | b'}' | b']' | b'\n' | b'\r'))
        {
            token_end = end + 1;
            kind = ScalarKind::String;
            flags = if word.is_ascii() { Flags::NONE } else { Flags::NON_ASCII };
            let place = page.span(at, at);
            let fault = Fault::new(syntax::message::MISSING_OPEN_QUOTE, place);
            sink.fault(page.window, fault.edited(syntax::fix::INSERT_QUOTE, place, "\"", false));
        } else if matches!(ended_by, WordEnd::Text) && !self.stack.is_empty() {
            // The text was cut off here: that is said once, at its end.
            self.cut = true;
        } else {
            let mut fault = word_fault(page, at, end);
            if let (WordEnd::Quote, Some(fix)) = (&ended_by, &mut fault.fix) {
                // Perhaps it is only the quote before it that is missing.
                fix.safe = false;
            }
            sink.fault(page.window, fault);
        }
        let event = Event::Scalar { kind, token: page.span(at, token_end), text: span, flags };
        emit(page, sink, event);
        Ok(self.value_ends(page, token_end))
    }

    /// Finds the end of a word and what ended it.
    fn word_end(&self, page: &Page<'_>, from: usize) -> Step<(usize, WordEnd)> {
        let in_object = self.kind() == Some(Kind::Object);
        let mut at = from;
        // The end without the blanks before it.
        let mut end = from;
        let ended_by = loop {
            match page.byte(at)? {
                None => break WordEnd::Text,
                Some(b'"') => break WordEnd::Quote,
                Some(b'}' | b']' | b'{' | b'[' | b'\n' | b'\r') => break WordEnd::Mark,
                Some(b',') if !in_object || ends_member(page, at + 1)? => break WordEnd::Mark,
                Some(b' ' | b'\t') => {
                    at += 1;
                    let comment = page.byte(at)? == Some(b'/') && matches!(page.byte(at + 1)?, Some(b'/' | b'*'));
                    if comment {
                        break WordEnd::Mark;
                    }
                    continue;
                }
                Some(b'(') => at = call_end(page, at)?,
                Some(_) => at += 1,
            }
            end = at;
        };
        // Something has to be taken, whatever it is.
        if end == from {
            end = from + page.char_length(from)?;
        }
        Ok((end.min(page.text.len()), ended_by))
    }
}

/// Does a comma end a value without quotes, or does it belong to its text?
fn ends_member(page: &Page<'_>, at: usize) -> Step<bool> {
    let (next, byte) = page.after_blanks(at)?;
    Ok(match byte {
        None | Some(b'"' | b'\n' | b'\r' | b'}' | b']' | b'\'' | b'{' | b'[' | b',' | b'/') => true,
        Some(_) => page.starts_member(next)?,
    })
}

/// The end of `(…)` on this line; else the place after the bracket.
fn call_end(page: &Page<'_>, open: usize) -> Step<usize> {
    for at in open + 1..open + LOOK_AHEAD {
        match page.byte(at)? {
            Some(b')') => return Ok(at + 1),
            None | Some(b'\n' | b'\r') => break,
            Some(_) => {}
        }
    }
    Ok(open + 1)
}

/// What to say about a word that is no JSON value.
fn word_fault(page: &Page<'_>, at: usize, end: usize) -> super::Fault {
    let span = page.span(at, end);
    let word = String::from_utf8_lossy(page.slice(at, end)).into_owned();
    let lower = word.to_ascii_lowercase();
    let literal = match lower.trim_start_matches(['-', '+']) {
        "true" => Some(("true", true)),
        "false" => Some(("false", true)),
        "null" | "none" | "nil" => Some(("null", true)),
        "undefined" | "nan" | "infinity" | "inf" => Some(("null", false)),
        _ => None,
    };
    if let Some((literal, safe)) = literal {
        let fault = Fault::new(syntax::message::NOT_A_LITERAL, span).quoting("found", word).with("expected", literal);
        return fault.edited(syntax::fix::WRITE_LITERAL, span, literal, safe);
    }
    let mut fault = Fault::new(syntax::message::MISSING_QUOTES, span).quoting("found", word.clone());
    let numeric = word.bytes().next().is_some_and(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.'))
        && word.bytes().any(|byte| byte.is_ascii_digit())
        && word.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E' | b'_'));
    if numeric {
        fault = fault.saying(syntax::message::BAD_NUMBER);
        if let Some(number) = plain_number(&word) {
            return fault.fixed(syntax::fix::WRITE_NUMBER, vec![(span, number)], true);
        }
    } else if !word.bytes().any(|byte| is_name_byte(byte) && !matches!(byte, b'.' | b'-')) {
        fault = fault.saying(syntax::message::UNEXPECTED_TEXT);
        return fault;
    } else if word.contains('(') {
        return fault;
    }
    fault.fixed(syntax::fix::QUOTE, vec![(span, format!("\"{}\"", super::escape(&word)))], true)
}

/// The same number as JSON writes it: with digits on both sides of the point. Leading zeros are not taken away, nor is a
/// plus sign: such digits are a code, or a telephone number.
fn plain_number(word: &str) -> Option<String> {
    let (sign, rest) = match word.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", word),
    };
    let zero = if rest.starts_with('.') { "0" } else { "" };
    let number = format!("{sign}{zero}{}", rest.strip_suffix('.').unwrap_or(rest));
    let (_, end) = plain_end(number.as_bytes(), 0)?;
    (end == number.len()).then_some(number)
}

impl JsonReader {
    /// A name without quotes, or something that is no name at all.
    pub(super) fn bare_name(&mut self, page: &Page<'_>, at: usize, sink: &mut dyn Sink) -> Step<usize> {
        let mut next = at;
        let mut end = at;
        let stop = loop {
            let byte = page.byte(next)?;
            match byte {
                None | Some(b':' | b'=' | b'"' | b',' | b'{' | b'}' | b'[' | b']' | b'\n' | b'\r') => break byte,
                Some(b' ' | b'\t') => next += 1,
                Some(_) => {
                    next += 1;
                    end = next;
                }
            }
        };
        if end == at {
            end = at + page.char_length(at)?;
            next = next.max(end);
        }
        let opens_late = stop == Some(b'"') && page.has_colon(next + 1)?;
        if opens_late || matches!(stop, Some(b':' | b'=')) {
            let token_end = if opens_late { next + 1 } else { end };
            if let Some(fault) = bad_utf8(page, at, end) {
                sink.fault(page.window, fault);
            }
            sink.fault(page.window, bare_name_fault(page, at, end, opens_late));
            let flags = if page.slice(at, end).is_ascii() { Flags::NONE } else { Flags::NON_ASCII };
            let event = Event::Name { token: page.span(at, token_end), text: page.span(at, end), flags };
            emit(page, sink, event);
            return Ok(self.pass_to(page, token_end, Expect::Colon));
        }
        if stop.is_some() {
            unexpected(page, at, end, sink);
        }
        self.cut |= stop.is_none();
        let expect = if stop == Some(b'"') { Expect::Name } else { Expect::AfterValue };
        Ok(self.pass_to(page, end, expect))
    }
}

/// What to say about a name without quotes.
fn bare_name_fault(page: &Page<'_>, at: usize, end: usize, opens_late: bool) -> super::Fault {
    let span = page.span(at, end);
    let place = page.span(at, at);
    if opens_late {
        let is_name = page.slice(at, end).iter().all(|byte| is_name_byte(*byte));
        let fault = Fault::new(syntax::message::MISSING_OPEN_QUOTE, place);
        return fault.edited(syntax::fix::INSERT_QUOTE, place, "\"", is_name);
    }
    let word = String::from_utf8_lossy(page.slice(at, end)).into_owned();
    let text = format!("\"{}\"", super::escape(&word));
    let fault = Fault::new(syntax::message::UNQUOTED_NAME, span).quoting("found", word);
    fault.fixed(syntax::fix::QUOTE, vec![(span, text)], true)
}

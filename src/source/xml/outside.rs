//! Everything that is no tag: text that needs a closer look, comments, instructions, CDATA sections, the XML
//! declaration, document types (refused), and what stands outside the root element.

use crate::source::Said;
use memchr::memchr_iter;

use super::characters;
use super::names;
use super::references;
use super::report::excerpt;
use super::{Event, Flags, Span, Stage, View, XmlReader};
use crate::{
    model::catalogue::{Message, forbidden_dtd, pasted_debris, syntax},
    source::Fault,
};

impl XmlReader {
    /// Looks closely at text between two pieces of markup: its flags, or nothing where it is not to be told.
    #[cold]
    #[inline(never)]
    pub(super) fn examine_text(&mut self, view: &View<'_>, from: usize, to: usize) -> Option<Flags> {
        if self.skipped > 0 {
            return None;
        }
        let text = view.slice(from, to);
        let before = self.faults.len();
        if view.dirty {
            characters::faults(view, from, to, &mut self.faults);
        }
        if names::is_blank(text) {
            return None;
        }
        if self.stage != Stage::Root {
            self.outside_root(view, from, to);
            return None;
        }
        if self.is_structure(view, from, to) && characters::is_invisible_text(text) {
            self.invisible(view, from, to);
            return None;
        }
        self.forbidden_in_text(view, from, to);
        references::check(view, from, to, self.refused_type, &mut self.faults);
        let mut flags = if text.is_ascii() { Flags::NONE } else { Flags::NON_ASCII };
        if memchr::memchr(b'&', text).is_some() {
            flags = flags.with(Flags::ESCAPED);
        }
        Some(if self.faults.len() > before { flags.with(Flags::ESCAPED).with(Flags::DAMAGED) } else { flags })
    }

    /// Stands this text between elements, and is not all that a leaf holds?
    fn is_structure(&self, view: &View<'_>, from: usize, to: usize) -> bool {
        let after_start = self.open.last().is_some_and(|open| open.tag.end == view.base + from as u32);
        let before_end = view.text.get(to + 1) == Some(&b'/');
        !(after_start && before_end) && self.open.last().is_some_and(|open| !open.text)
    }

    /// Invisible characters where only white space is expected.
    fn invisible(&mut self, view: &View<'_>, from: usize, to: usize) {
        let span = characters::trimmed_of_space(view, from, to);
        let code = view.slice(from, to).trim_ascii();
        let code = str::from_utf8(code).ok().and_then(|text| text.chars().next()).map_or(0, u32::from);
        self.faults.push(
            Fault::new(pasted_debris::message::INVISIBLE_BETWEEN_TAGS, span)
                .with("code", Said::Known(format!("U+{code:04X}")))
                .edited(pasted_debris::fix::REMOVE_INVISIBLE, span, "", true),
        );
    }

    /// `<` and `]]>` in text.
    fn forbidden_in_text(&mut self, view: &View<'_>, from: usize, to: usize) {
        let text = view.slice(from, to);
        let signs = || memchr_iter(b'<', text).map(|at| from + at);
        // What could be a tag's name is perhaps one, of a tag that lacks its end.
        let may_be_tag = |at: usize| view.text.get(at + 1).is_some_and(|&next| names::may_begin(next) || next == b'/');
        let is_text = !text.starts_with(b"<") && !signs().any(may_be_tag);
        for at in signs() {
            let span = view.span(at, at + 1);
            self.faults.push(Fault::new(syntax::message::LESS_THAN_IN_TEXT, span).edited(
                syntax::fix::ESCAPE_LESS_THAN,
                span,
                "&lt;",
                is_text,
            ));
        }
        for at in memchr_iter(b'>', text).filter(|&at| text.get(..at).is_some_and(|before| before.ends_with(b"]]"))) {
            let span = view.span(from + at - 2, from + at + 1);
            let edit = view.span(from + at, from + at + 1);
            self.faults.push(Fault::new(syntax::message::CDATA_END_IN_TEXT, span).edited(
                syntax::fix::ESCAPE_GREATER_THAN,
                edit,
                "&gt;",
                true,
            ));
        }
    }

    /// Text before or after the root element.
    fn outside_root(&mut self, view: &View<'_>, from: usize, to: usize) {
        let span = characters::trimmed(view, from, to);
        if span.start == span.end {
            self.invisible(view, from, to);
            return;
        }
        if self.told.outside || self.told.second_root {
            return;
        }
        self.told.outside = true;
        let found = excerpt(view.slice((span.start - view.base) as usize, (span.end - view.base) as usize));
        let whole = to >= view.text.len();
        let is_copied = self.is_copied(view, from, to, span);
        let (message, title) = match (self.stage, is_copied) {
            (Stage::Prolog, _) if whole => (syntax::message::NO_ROOT, None),
            (Stage::Prolog, _) => (syntax::message::TEXT_BEFORE_ROOT, Some(syntax::fix::REMOVE_TEXT)),
            (_, true) => (self.told_around(), Some(pasted_debris::fix::REMOVE)),
            (_, false) => (syntax::message::TEXT_AFTER_ROOT, Some(syntax::fix::REMOVE_TEXT)),
        };
        let fault = Fault::new(message, span);
        let fault = if is_copied { fault } else { fault.quoting("text", found) };
        self.faults.push(match title {
            Some(title) => fault.edited(title, span, "", false),
            None => fault,
        });
    }

    /// What is said of text behind the packet that was copied with it.
    const fn told_around(&self) -> Message {
        match self.framed {
            Some((_, message)) => message,
            None => pasted_debris::message::TEXT_AROUND,
        }
    }

    /// Text behind the root element was rather copied with it than mistyped: it has words, and a line end separates it
    /// from the root, or other text stands before that.
    fn is_copied(&self, view: &View<'_>, from: usize, to: usize, span: Span) -> bool {
        let (start, end) = ((span.start - view.base) as usize, (span.end - view.base) as usize);
        let has_words = view.slice(start, end).iter().any(u8::is_ascii_alphanumeric);
        let is_apart = view.slice(from, start).contains(&b'\n') || view.slice(end, to).contains(&b'\n');
        self.stage == Stage::Epilog && (self.framed.is_some() || has_words && is_apart)
    }

    /// A comment, instruction, CDATA section or document type: its event.
    #[cold]
    #[inline(never)]
    pub(super) fn other(&mut self, view: &View<'_>, start: usize, end: usize) -> Option<Event> {
        let inside = self.stage == Stage::Root && self.skipped == 0;
        if self.skipped > 0 {
            return None;
        }
        let before = self.faults.len();
        if view.dirty {
            characters::faults(view, start, end, &mut self.faults);
        }
        let span = view.span(start, end);
        let text = view.slice(start, end);
        match text {
            [b'<', b'?', ..] => self.instruction(view, start, end),
            [b'<', b'!', b'-', ..] => self.comment(view, start, end),
            [b'<', b'!', b'[', ..] => return self.section(view, start, end, before),
            _ => self.refuse_type(span),
        }
        if inside {
            self.content_end = span.end;
        }
        (inside && !matches!(text, [b'<', b'!', b'D' | b'd', ..])).then_some(Event::Aside(span))
    }

    fn section(&mut self, view: &View<'_>, start: usize, end: usize, before: usize) -> Option<Event> {
        let span = view.span(start, end);
        let Some(open) = self.open.last_mut() else {
            if !self.told.second_root && !self.told.outside {
                self.told.outside = true;
                self.faults.push(Fault::new(syntax::message::CDATA_OUTSIDE_ROOT, span));
            }
            return None;
        };
        open.text = true;
        self.content_end = span.end;
        let flags =
            if view.slice(start, end).is_ascii() { Flags::ESCAPED } else { Flags::ESCAPED.with(Flags::NON_ASCII) };
        let flags = if self.faults.len() > before { flags.with(Flags::DAMAGED) } else { flags };
        Some(Event::Text { text: span, flags })
    }

    fn refuse_type(&mut self, span: Span) {
        self.refused_type = true;
        self.faults.push(Fault::new(forbidden_dtd::message::DOCUMENT_TYPE, span).edited(
            forbidden_dtd::fix::REMOVE_DOCUMENT_TYPE,
            span,
            "",
            false,
        ));
    }

    fn comment(&mut self, view: &View<'_>, start: usize, end: usize) {
        // One dash of the end mark belongs to the search: a comment must not end in three.
        let inside = view.slice(start + 4, end.saturating_sub(2));
        let found = memchr_iter(b'-', inside).find(|&at| inside.get(at + 1) == Some(&b'-'));
        if let Some(at) = found {
            let at = start + 4 + at;
            self.faults.push(
                Fault::new(syntax::message::DOUBLE_HYPHEN, view.span(at, at + 2)).near(view.span(start, start + 4)),
            );
        }
    }

    fn instruction(&mut self, view: &View<'_>, start: usize, end: usize) {
        let inside = view.slice(start + 2, end.saturating_sub(2));
        let length = inside.iter().position(|&byte| names::is_space(byte)).unwrap_or(inside.len());
        let (target, span) = (view.slice(start + 2, start + 2 + length), view.span(start + 2, start + 2 + length));
        if target == b"xml" {
            self.declaration(view, start, end);
        } else if target.eq_ignore_ascii_case(b"xml") {
            self.faults.push(Fault::new(syntax::message::RESERVED_TARGET, span).quoting("name", excerpt(target)));
        } else if !names::is_uncolonised(target) {
            self.faults.push(Fault::new(syntax::message::BAD_TARGET, span).quoting("name", excerpt(target)));
        }
    }

    /// `<?xml …?>`.
    fn declaration(&mut self, view: &View<'_>, start: usize, end: usize) {
        let span = view.span(start, end);
        if self.joined == Some(span.start) {
            return;
        }
        let begins = self.framed.map_or(0, |(at, _)| at);
        if span.start != begins {
            // Only white space before it: that is what must go.
            let blank = self.stage == Stage::Prolog && view.base == 0 && names::is_blank(view.slice(0, start));
            let fault = Fault::new(syntax::message::LATE_DECLARATION, span);
            self.faults.push(if blank {
                fault.edited(syntax::fix::REMOVE_SPACE, view.span(0, start), "", true)
            } else {
                fault.edited(syntax::fix::REMOVE_DECLARATION, span, "", false)
            });
            return;
        }
        self.read_attributes(view, start + 5, end - 2);
        let parts = std::mem::take(&mut self.attributes);
        let mut step = 0;
        for part in &parts {
            let name = view.slice(part.name.0, part.name.1);
            let value = view.slice(part.value.0, part.value.1);
            let order = [&b"version"[..], b"encoding", b"standalone"].iter().position(|known| *known == name);
            let place = view.span(part.name.0, part.end);
            let message = match order {
                None => Some(syntax::message::UNKNOWN_IN_DECLARATION),
                Some(order) if order < step || (order > 0 && step == 0) => {
                    step = order + 1;
                    Some(syntax::message::ORDER_IN_DECLARATION)
                }
                Some(order) => {
                    step = order + 1;
                    let good = [is_version, is_encoding, is_standalone].get(order).is_some_and(|good| good(value));
                    (!good).then_some(syntax::message::VALUE_IN_DECLARATION)
                }
            };
            if let Some(message) = message {
                let fault = Fault::new(message, place).quoting("name", excerpt(name));
                self.faults.push(fault.quoting("value", excerpt(value)));
            }
            if order == Some(1) && self.encoding.is_none() {
                self.encoding = Some((excerpt(value), view.span(part.value.0, part.value.1)));
            }
        }
        if parts.is_empty() && self.faults.is_empty() {
            let here = view.at(start + 5);
            self.faults.push(Fault::new(syntax::message::NO_VERSION, here).edited(
                syntax::fix::INSERT_VERSION,
                here,
                " version=\"1.0\"",
                true,
            ));
        }
    }

    /// What begins like markup and is none, or never ends.
    #[cold]
    #[inline(never)]
    pub(super) fn broken(&mut self, view: &View<'_>, start: usize, end: usize) {
        if self.skipped > 0 {
            return;
        }
        let text = view.slice(start, view.text.len());
        let span = view.span(start, end);
        let begins = |word: &[u8]| text.get(..word.len()).is_some_and(|text| text.eq_ignore_ascii_case(word));
        let fault = if begins(b"<!--") {
            Fault::new(syntax::message::UNCLOSED_COMMENT, span)
        } else if begins(b"<![CDATA[") {
            Fault::new(syntax::message::UNCLOSED_CDATA, span)
        } else if begins(b"<?") {
            Fault::new(syntax::message::UNCLOSED_INSTRUCTION, span)
        } else if begins(b"<!DOCTYPE") {
            self.refused_type = true;
            Fault::new(forbidden_dtd::message::DOCUMENT_TYPE, span).edited(
                forbidden_dtd::fix::REMOVE_DOCUMENT_TYPE,
                span,
                "",
                false,
            )
        } else if begins(b"<!ENTITY") || begins(b"<!ELEMENT") || begins(b"<!ATTLIST") || begins(b"<!NOTATION") {
            self.refused_type = true;
            Fault::new(forbidden_dtd::message::DECLARATION, span).edited(
                forbidden_dtd::fix::REMOVE_DECLARATION,
                span,
                "",
                false,
            )
        } else {
            Fault::new(syntax::message::BAD_DECLARATION, span)
        };
        self.faults.push(fault.quoting("text", excerpt(view.slice(start, end))));
        if view.dirty {
            characters::faults(view, start, end, &mut self.faults);
        }
    }
}

/// `1.` and digits.
fn is_version(value: &[u8]) -> bool {
    matches!(value.strip_prefix(b"1."), Some([_, ..])) && value.iter().skip(2).all(u8::is_ascii_digit)
}

/// The name of an encoding.
fn is_encoding(value: &[u8]) -> bool {
    value.first().is_some_and(u8::is_ascii_alphabetic)
        && value.iter().all(|&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

fn is_standalone(value: &[u8]) -> bool {
    matches!(value, b"yes" | b"no")
}

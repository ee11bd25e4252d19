//! JSON inside a JSON string: the string's text is decoded piece by piece and read by a reader of its own, whose events
//! and faults go where all others go.

use super::super::unwrap::{Unwrapping, Wrapping};
use super::super::{Event, OffsetMap, Sink, Window};
use super::page::{Page, Step};
use super::report::emit;
use super::{Expect, JsonReader, More};
use crate::{model::catalogue::syntax, source::Fault};

/// So much of the outer text is decoded at a time.
const PIECE: usize = 16 * 1024;

/// The reading of a string's content.
pub(super) struct Nested {
    reader: JsonReader,
    layer: Unwrapping,
    /// The decoded text that is still needed, and the inner offset of its first byte.
    text: Vec<u8>,
    base: u32,
    map: OffsetMap,
    /// Text of the layers around is kept from here on.
    needed: u32,
}

impl Nested {
    /// The outer offset before which no text is needed.
    pub(super) const fn needed(&self) -> u32 {
        self.needed
    }

    /// Offsets of the text around at which faults in the content may point.
    pub(super) fn places(&self) -> impl Iterator<Item = u32> {
        let inside = self.reader.places().into_iter().map(|inner| self.map.outer(inner));
        inside.chain(self.layer.places())
    }

    /// Forgets the decoded text before an inner offset.
    fn forget_before(&mut self, inner: u32) {
        let inner = inner.clamp(self.base, self.base + self.text.len() as u32);
        self.text.drain(..(inner - self.base) as usize);
        self.base = inner;
        self.needed = self.map.outer(inner);
        self.map.forget_before(inner, self.reader.landmarks());
    }
}

impl JsonReader {
    /// Decides whether the string at `open` is read as JSON itself, and begins to.
    #[cold]
    #[inline(never)]
    pub(super) fn begin_nested(&mut self, page: &Page<'_>, open: usize, sink: &mut dyn Sink) -> Step<Option<usize>> {
        let mut at = open + 1;
        loop {
            at = page.after_space(at)?.0;
            let is_escaped_space =
                page.byte(at)? == Some(b'\\') && matches!(page.byte(at + 1)?, Some(b'n' | b'r' | b't'));
            if !is_escaped_space {
                break;
            }
            at += 2;
        }
        if !matches!(page.byte(at)?, Some(b'{' | b'[')) {
            return Ok(None);
        }
        if is_unescaped_json(page, at)? {
            let span = page.span(open, open + 1);
            sink.fault(page.window, Fault::new(syntax::message::UNESCAPED_JSON, span));
            self.stray_quote = Some(self.stack.len());
            return Ok(Some(open + 1));
        }
        if self.inner || page.window.is_unwrapped() || !sink.unwraps() {
            return Ok(None);
        }
        emit(page, sink, Event::BeginUnwrapped(page.span(open, open + 1)));
        let outer = page.offset(open + 1);
        self.nested = Some(Box::new(Nested {
            reader: Self::inside(self.limits),
            layer: Unwrapping::new(Wrapping::JsonString, outer),
            text: Vec::new(),
            base: 0,
            map: OffsetMap::default(),
            needed: outer,
        }));
        Ok(Some(self.pass_to(page, open + 1, Expect::Nested)))
    }

    /// Reads on in a string that holds JSON.
    #[cold]
    pub(super) fn nested<S: Sink>(&mut self, page: &Page<'_>, at: usize, sink: &mut S) -> Step<usize> {
        let Some(mut nested) = self.nested.take() else { return Ok(self.value_ends(page, at)) };
        let end = page.text.len().min(at + PIECE);
        let last = page.last && end == page.text.len();
        let piece = &Window::new(page.slice(0, end), page.window.base());
        // An escape that the text's end cuts off is no fault of its own.
        let read = page.index(nested.layer.decode(piece, false, &mut nested.text, &mut nested.map));
        while let Some(trouble) = nested.layer.take_trouble() {
            if let Some(fault) = trouble.fault(page.window) {
                sink.fault(page.window, fault);
            }
        }
        let closed = nested.layer.is_closed();
        let next = if last && !closed { end } else { read };
        let inner = &Window::unwrapped(&nested.text, nested.base, &nested.map);
        let needed = nested.reader.read(inner, closed || last, sink);
        if closed || last {
            // The closing quote; an empty span where the text ends before it.
            let quote = page.span(next, next + usize::from(closed));
            sink.event(page.window, Event::EndUnwrapped(quote));
            if !closed {
                self.string_is_cut(page, nested.reader.told, sink);
            }
            return Ok(self.value_ends(page, next + usize::from(closed)));
        }
        nested.forget_before(needed.min(sink.keep_from()));
        self.nested = Some(nested);
        if next > at { Ok(next) } else { Err(More) }
    }

    /// The string that holds JSON has no end.
    fn string_is_cut(&mut self, page: &Page<'_>, told: bool, sink: &mut dyn Sink) {
        self.cut = true;
        if told {
            self.told = true;
        } else if self.stack.is_empty() {
            let place = page.span(page.text.len(), page.text.len());
            let fault = Fault::new(syntax::message::MISSING_CLOSE_QUOTE, place);
            sink.fault(page.window, fault.edited(syntax::fix::INSERT_QUOTE, place, "\"", false));
        }
    }
}

/// Does an object with a member begin at the bracket, its quotes not escaped? Then the quotes around it are the
/// mistake.
fn is_unescaped_json(page: &Page<'_>, bracket: usize) -> Step<bool> {
    let (next, byte) = page.after_space(bracket + 1)?;
    match (page.byte(bracket)?, byte) {
        (Some(b'{'), Some(b'"')) => page.starts_member(next),
        (Some(b'['), Some(b'{')) => {
            let (name, byte) = page.after_space(next + 1)?;
            Ok(byte == Some(b'"') && page.starts_member(name)?)
        }
        _ => Ok(false),
    }
}

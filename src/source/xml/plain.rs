//! A run over plain tags and the text between them, without the tokenizer: it validates and copies each piece again,
//! which costs half the time of a packet. Nearly every tag is plain: a name of ASCII letters, no attributes.
//!
//! The run takes only what needs no judgement and stops before everything else; `docs/decisions/xml-plain-run.md` says
//! what it buys. A test holds that the events are the same without it.

use memchr::memchr;

use super::characters::{HIGHS, equal};
use super::names;
use super::{Event, Flags, View, Window, XmlReader};
use crate::source::{Leaf, Sink};

/// A start tag that holds nothing but a plain name. All places are offsets in the view.
#[derive(Clone, Copy)]
struct Tag {
    start: usize,
    name_end: usize,
    end: usize,
    /// It ends with `/>`.
    empty: bool,
}

impl XmlReader {
    /// Takes plain tags, and the text before each, from `from` on and before `to`; `pending` is where text began that is
    /// not told yet. Returns where the last tag taken ends, `from` where there was none.
    pub(super) fn plain_run<S: Sink>(
        &mut self,
        view: &View<'_>,
        (from, to): (usize, usize),
        pending: usize,
        window: &Window<'_>,
        sink: &mut S,
    ) -> usize {
        #[cfg(test)]
        if self.runless {
            return from;
        }
        let (mut at, mut pending) = (from, pending);
        while self.is_inside() && !view.dirty {
            let Some(start) = markup(view, at, to) else { break };
            let next = if view.byte(start + 1, to) == Some(b'/') {
                self.plain_end(view, pending, (start, to), window, sink)
            } else {
                self.plain_begin(view, pending, (start, to), window, sink)
            };
            let Some(next) = next else { break };
            (at, pending) = (next, next);
        }
        at
    }

    /// Closes the innermost element where its end tag, exactly written, stands at `start`. Returns where that ends.
    #[inline]
    fn plain_end<S: Sink>(
        &mut self,
        view: &View<'_>,
        pending: usize,
        (start, to): (usize, usize),
        window: &Window<'_>,
        sink: &mut S,
    ) -> Option<usize> {
        let end = end_tag(view, (start, to), self.top_name())?;
        self.text(view, pending, start, window, sink);
        self.close_top(view.span(start, end), window, sink);
        Some(end)
    }

    /// Takes the plain start tag at `start`, with its element where that is a leaf. Returns where the last tag taken ends.
    #[inline]
    fn plain_begin<S: Sink>(
        &mut self,
        view: &View<'_>,
        pending: usize,
        (start, to): (usize, usize),
        window: &Window<'_>,
        sink: &mut S,
    ) -> Option<usize> {
        let tag = start_tag(view, (start, to))?;
        if !self.has_room() || self.is_leaf(view, start, pending) {
            return None;
        }
        self.text(view, pending, start, window, sink);
        let (whole, name) = (view.span(start, tag.end), view.span(start + 1, tag.name_end));
        let namespace = self.namespaces.default();
        if let Some((text, end)) = leaf(view, tag, to) {
            let leaf = Leaf { tag: whole, name, namespace, text, end: view.span(end.0, end.1) };
            self.content_end = leaf.end.end;
            if let Some(parent) = self.open.last_mut() {
                parent.child = true;
            }
            sink.leaf(window, leaf);
            return Some(end.1);
        }
        self.push(view.slice(start + 1, tag.name_end), whole, self.namespaces.mark());
        sink.event(window, Event::BeginElement { tag: whole, name, local: name, namespace });
        Some(tag.end)
    }
}

/// Where the next markup begins.
#[inline]
fn markup(view: &View<'_>, at: usize, to: usize) -> Option<usize> {
    match view.byte(at, to)? {
        b'<' => Some(at),
        _ => memchr(b'<', view.slice(at, to)).map(|length| at + length),
    }
}

#[inline]
fn start_tag(view: &View<'_>, (start, to): (usize, usize)) -> Option<Tag> {
    let name_end = start + 1 + names::plain_length(view.slice(start + 1, to));
    let (end, empty) = match view.slice(name_end, to) {
        _ if name_end == start + 1 => return None,
        [b'>', ..] => (name_end + 1, false),
        [b'/', b'>', ..] => (name_end + 2, true),
        _ => return None,
    };
    Some(Tag { start, name_end, end, empty })
}

/// The end of the end tag of this name, exactly written, where one begins at `start`.
#[inline]
fn end_tag(view: &View<'_>, (start, to): (usize, usize), name: &[u8]) -> Option<usize> {
    let rest = view.slice(start, to).strip_prefix(b"</")?.strip_prefix(name)?;
    (rest.first() == Some(&b'>')).then_some(start + name.len() + 3)
}

/// What the element of a start tag holds, where that is plain text or nothing: the text's flags, and the end tag's place.
#[inline]
fn leaf(view: &View<'_>, tag: Tag, to: usize) -> Option<(Option<Flags>, (usize, usize))> {
    if tag.empty {
        return Some((None, (tag.end, tag.end)));
    }
    let (length, flags) = text(view.slice(tag.end, to))?;
    let start = tag.end + length;
    let end = end_tag(view, (start, to), view.slice(tag.start + 1, tag.name_end))?;
    // Whatever else a leaf holds is its value, invisible characters too.
    let is_blank = names::is_blank(view.slice(tag.end, start));
    (is_blank || !view.brackets).then_some(((!is_blank).then_some(flags), (start, end)))
}

/// The text before the next `<` or `&`: its length and flags. Eight bytes at a time: most texts are shorter than what a
/// wider search needs to begin.
#[inline]
fn text(from: &[u8]) -> Option<(usize, Flags)> {
    let flags = |wide: u64| if wide == 0 { Flags::NONE } else { Flags::NON_ASCII };
    let (words, rest) = from.as_chunks::<8>();
    let mut wide = 0;
    for (index, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let marks = equal(word, b'<') | equal(word, b'&');
        if marks != 0 {
            wide |= word & HIGHS & ((marks & marks.wrapping_neg()) - 1);
            return Some((index * 8 + marks.trailing_zeros() as usize / 8, flags(wide)));
        }
        wide |= word & HIGHS;
    }
    let length = rest.iter().position(|&byte| matches!(byte, b'<' | b'&'))?;
    wide |= u64::from(!rest.get(..length)?.is_ascii());
    Some((words.len() * 8 + length, flags(wide)))
}

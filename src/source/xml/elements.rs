//! Elements that open and close, and what is wrong when they do not fit: missing, stray and misspelt end tags, more
//! than one root, too much depth.

use memchr::{memchr, memchr_iter};

use super::attributes::skip_space;
use super::characters;
use super::markup::{self, LOOKAHEAD, Markup, Tag, ends_with};
use super::names;
use super::report::{excerpt, too_deep};
use super::{Event, Span, Stage, View, XmlReader};
use crate::{model::catalogue::syntax, source::Fault};

/// An element that is open.
#[derive(Debug)]
pub(super) struct Open {
    /// Where its name begins in `XmlReader::names`.
    pub(super) name: usize,
    pub(super) tag: Span,
    /// Where its namespace declarations begin.
    pub(super) mark: usize,
    /// It holds text.
    pub(super) text: bool,
    /// It holds elements.
    pub(super) child: bool,
}

/// What an end tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// Nothing: it belongs to what is skipped.
    Ignored,
    /// Closes the innermost element.
    Own,
    /// Closes the innermost element although it has another name.
    Misnamed,
    /// Closes an outer element; so many inner ones have no end tag.
    Outer(usize),
    /// Nothing: no such element is open.
    Stray,
}

impl XmlReader {
    /// Inside the root element, and not in what is skipped.
    pub(super) fn is_inside(&self) -> bool {
        self.stage == Stage::Root && self.skipped == 0
    }

    /// Another element may begin inside the innermost one.
    pub(super) fn has_room(&self) -> bool {
        self.open.len() < self.limits.depth as usize
    }

    pub(super) fn push(&mut self, name: &[u8], tag: Span, mark: usize) {
        self.open.push(Open { name: self.names.len(), tag, mark, text: false, child: false });
        self.names.extend_from_slice(name);
        self.content_end = tag.end;
    }

    /// The name of the innermost open element.
    pub(super) fn top_name(&self) -> &[u8] {
        self.open.last().and_then(|open| self.names.get(open.name..)).unwrap_or_default()
    }

    /// Begins an element in the general case: its event, or nothing where it is skipped.
    #[inline(never)]
    pub(super) fn begin(&mut self, view: &View<'_>, tag: Tag) -> Option<Event> {
        self.attributes.clear();
        let whole = view.span(tag.start, tag.end);
        if !self.admits(whole) {
            self.skipped += u32::from(!tag.empty);
            return None;
        }
        self.report_tag(view, tag);
        self.stage = Stage::Root;
        let prefix = names::qualified(view.slice(tag.start + 1, tag.name_end)).unwrap_or_else(|| {
            self.bad_name(view, tag.start + 1, tag.name_end);
            0
        });
        let mark = self.namespaces.mark();
        if tag.body_end > tag.name_end {
            self.read_attributes(view, tag.name_end, tag.body_end);
            self.resolve_attributes(view);
        }
        let namespace = match prefix {
            0 => self.namespaces.default(),
            _ => self.resolve_prefix(view, tag.start + 1, prefix),
        };
        self.push(view.slice(tag.start + 1, tag.name_end), whole, mark);
        let name = view.span(tag.start + 1, tag.name_end);
        let local = view.span(tag.start + 1 + prefix, tag.name_end);
        Some(Event::BeginElement { tag: whole, name, local, namespace })
    }

    /// May an element begin here? Says why not, once.
    fn admits(&mut self, tag: Span) -> bool {
        if self.skipped > 0 {
            return false;
        }
        if self.stage == Stage::Epilog {
            if !self.told.second_root {
                self.told.second_root = true;
                self.faults.push(Fault::new(syntax::message::SECOND_ROOT, tag));
            }
            return false;
        }
        let fits = self.has_room();
        if !fits {
            self.faults.push(too_deep(tag, self.limits.depth));
        }
        fits
    }

    /// What is wrong with a tag's characters and its end.
    fn report_tag(&mut self, view: &View<'_>, tag: Tag) {
        if view.dirty {
            characters::faults(view, tag.start, tag.end, &mut self.faults);
        }
        if tag.open {
            let here = view.at(tag.end);
            let name = excerpt(view.slice(tag.start, tag.name_end));
            let fault = Fault::new(syntax::message::MISSING_GREATER_THAN, here)
                .naming("tag", name)
                .near(view.span(tag.start, tag.end));
            self.faults.push(fault.edited(syntax::fix::INSERT_GREATER_THAN, here, ">", true));
        }
    }

    /// Does the innermost element hold text and no elements, where `pending` text stands before a start tag?
    pub(super) fn is_leaf(&self, view: &View<'_>, start: usize, pending: usize) -> bool {
        let top = self.open.last().filter(|top| !top.child);
        top.is_some_and(|top| self.skipped == 0 && (top.text || !names::is_blank(view.slice(pending, start))))
    }

    /// Is the innermost element's end tag missing before this start tag? Only an element with text is asked: when its
    /// parent's end comes before its own. Nothing when the text does not reach far enough to know.
    pub(super) fn leaves_unclosed(&self, view: &View<'_>, tag: Tag, pending: usize) -> Option<bool> {
        if self.is_leaf(view, tag.start, pending) { self.is_leaf_unclosed(view, tag) } else { Some(false) }
    }

    #[cold]
    #[inline(never)]
    fn is_leaf_unclosed(&self, view: &View<'_>, tag: Tag) -> Option<bool> {
        let [.., parent, leaf] = self.open.as_slice() else {
            return Some(false);
        };
        let parent = self.names.get(parent.name..leaf.name).unwrap_or_default();
        let own = self.top_name();
        if closes_in_order(view, tag, own)? {
            return Some(false);
        }
        let is_own = view.slice(tag.start + 1, tag.name_end) == own && !tag.empty;
        let mut inner = u32::from(is_own);
        let to = (tag.end + LOOKAHEAD).min(view.text.len());
        for at in memchr_iter(b'<', view.slice(tag.end, to)).map(|at| tag.end + at) {
            if ends_with(view, at, own)? {
                if inner == 0 {
                    return Some(false);
                }
                inner -= 1;
            } else if ends_with(view, at, parent)? {
                return Some(true);
            } else if view.slice(at + 1, at + 1 + own.len()) == own
                && matches!(view.text.get(at + 1 + own.len()), Some(b'>' | b' ' | b'\n' | b'\r' | b'\t'))
            {
                inner += 1;
            }
        }
        if to < tag.end + LOOKAHEAD && !view.last { None } else { Some(false) }
    }

    /// Reports the missing end tag before a start tag; true when the start tag lacks only its slash.
    pub(super) fn report_leaf(&mut self, view: &View<'_>, tag: Tag, pending: usize) -> bool {
        let name = readable(self.top_name());
        let near = self.open.last().map_or(Span::default(), |open| open.tag);
        let slash = view.slice(tag.start + 1, tag.body_end) == self.top_name() && !tag.empty;
        let fault = if slash {
            let here = view.at(tag.start + 1);
            Fault::new(syntax::message::MISSING_SLASH, view.span(tag.start, tag.end)).edited(
                syntax::fix::INSERT_SLASH,
                here,
                "/",
                true,
            )
        } else {
            let place = Span::at(self.content_end);
            Fault::new(syntax::message::MISSING_END_TAG, place).edited(
                syntax::fix::INSERT_END_TAG,
                place,
                &format!("</{name}>"),
                lacks_end_tag(view, pending, tag.start),
            )
        };
        self.faults.push(fault.naming("name", name).near(near));
        slash
    }

    /// What an end tag closes; nothing when the text does not reach far enough to know.
    pub(super) fn ending(&self, view: &View<'_>, tag: Tag) -> Option<Ending> {
        if self.skipped > 0 {
            return Some(Ending::Ignored);
        }
        if self.stage != Stage::Root {
            return Some(Ending::Stray);
        }
        let name = end_name(view, tag);
        if self.top_name() == name {
            return Some(Ending::Own);
        }
        let mut end = self.names.len();
        let unclosed = self.open.iter().rev().position(|open| {
            let same = self.names.get(open.name..end) == Some(name);
            end = open.name;
            same
        });
        let leaf = self.open.last().is_some_and(|open| !open.child);
        match unclosed {
            // Its own end tag under the parent's name, when the parent's follows again.
            Some(1) if leaf && self.repeats(view, tag, name)? => Some(Ending::Misnamed),
            Some(unclosed) => Some(Ending::Outer(unclosed)),
            None if leaf || name.is_empty() || is_similar(self.top_name(), name) => Some(Ending::Misnamed),
            None => Some(Ending::Stray),
        }
    }

    /// Does the same end tag follow at once?
    #[cold]
    #[inline(never)]
    fn repeats(&self, view: &View<'_>, tag: Tag, name: &[u8]) -> Option<bool> {
        let next = skip_space(view, tag.end, view.text.len());
        // One more of that name open further out would make it right.
        let opened = self.open.iter().zip(self.open.iter().skip(1).map(|open| open.name).chain([self.names.len()]));
        let opened = opened.filter(|(open, end)| self.names.get(open.name..*end) == Some(name)).count();
        if opened > 1 { Some(false) } else { ends_with(view, next, name) }
    }

    /// Reports what is wrong with an end tag.
    #[cold]
    #[inline(never)]
    pub(super) fn report_end(&mut self, view: &View<'_>, tag: Tag, ending: Ending, pending: usize) {
        if ending == Ending::Ignored {
            self.skipped = self.skipped.saturating_sub(1);
            return;
        }
        let whole = view.span(tag.start, tag.end);
        let name = end_name(view, tag);
        let near = self.open.last().map_or(Span::default(), |open| open.tag);
        let expected = readable(self.top_name());
        match ending {
            Ending::Ignored => {}
            Ending::Own => self.report_end_shape(view, tag),
            Ending::Misnamed => {
                let safe = is_similar(self.top_name(), name);
                let place = view.span(tag.start + 2, tag.name_end);
                self.faults.push(
                    Fault::new(syntax::message::MISNAMED_END_TAG, whole)
                        .naming("name", excerpt(name))
                        .edited(syntax::fix::RENAME_END_TAG, place, &expected, safe)
                        .naming("expected", expected)
                        .near(near),
                );
            }
            Ending::Outer(unclosed) => self.report_outer(view, tag, unclosed, pending),
            Ending::Stray => {
                self.stray_end = whole.end;
                if !self.told.second_root {
                    let fault = Fault::new(syntax::message::STRAY_END_TAG, whole).naming("name", excerpt(name));
                    self.faults.push(fault.edited(syntax::fix::REMOVE_END_TAG, whole, "", false));
                }
            }
        }
        if ending != Ending::Own {
            self.report_tag(view, tag);
        }
    }

    fn report_outer(&mut self, view: &View<'_>, tag: Tag, unclosed: usize, pending: usize) {
        let near = self.open.last().map_or(Span::default(), |open| open.tag);
        let leaf = self.open.last().is_some_and(|open| !open.child);
        let name = excerpt(self.top_name());
        let tags = self.end_tags(unclosed);
        let place = Span::at(self.content_end);
        self.faults.push(
            Fault::new(syntax::message::UNCLOSED_ELEMENT, view.span(tag.start, tag.end))
                .naming("name", name)
                .naming("found", excerpt(end_name(view, tag)))
                .with("count", unclosed)
                .near(near)
                .edited(
                    syntax::fix::INSERT_END_TAG,
                    place,
                    &tags,
                    leaf && unclosed == 1 && lacks_end_tag(view, pending, tag.start),
                ),
        );
    }

    /// The end tags of the innermost elements, innermost first.
    fn end_tags(&self, count: usize) -> String {
        let mut tags = Vec::new();
        let mut end = self.names.len();
        for open in self.open.iter().rev().take(count) {
            tags.extend_from_slice(b"</");
            tags.extend_from_slice(self.names.get(open.name..end).unwrap_or_default());
            tags.push(b'>');
            end = open.name;
        }
        String::from_utf8_lossy(&tags).into_owned()
    }

    /// The right name, but more in the end tag than the name.
    fn report_end_shape(&mut self, view: &View<'_>, tag: Tag) {
        self.report_tag(view, tag);
        let name = skip_space(view, tag.start + 2, tag.name_end);
        if name > tag.start + 2 {
            let span = view.span(tag.start + 2, name);
            self.faults.push(Fault::new(syntax::message::SPACE_IN_END_TAG, span).edited(
                syntax::fix::REMOVE_SPACE,
                span,
                "",
                true,
            ));
        }
        if tag.body_end > tag.name_end && !tag.open {
            let span = view.span(skip_space(view, tag.name_end, tag.body_end), tag.body_end);
            let text = excerpt(view.slice(tag.name_end, tag.body_end).trim_ascii());
            let fault = Fault::new(syntax::message::TEXT_IN_END_TAG, span).quoting("text", text);
            self.faults.push(fault.edited(syntax::fix::REMOVE_TEXT, view.span(tag.name_end, tag.body_end), "", false));
        }
    }

    /// What is missing at the end of the text; true when the text ends inside an element.
    #[cold]
    #[inline(never)]
    pub(super) fn report_finish(&mut self) -> bool {
        let here = Span::at(self.position);
        match self.stage {
            _ if self.told.cut_off => {}
            Stage::Prolog if !self.told.outside => self.faults.push(Fault::new(syntax::message::NO_ROOT, here)),
            // The root's end tag was there, under a name that fits nothing.
            Stage::Root if self.open.len() == 1 && self.stray_end > 0 && self.stray_end >= self.content_end => {
                return false;
            }
            Stage::Root => {
                let near = self.open.last().map_or(Span::default(), |open| open.tag);
                let name = excerpt(self.top_name());
                let tags = self.end_tags(self.open.len());
                self.faults.push(
                    Fault::new(syntax::message::UNCLOSED_AT_END, here)
                        .naming("name", name)
                        .with("count", self.open.len())
                        .near(near)
                        .edited(syntax::fix::INSERT_END_TAGS, here, &tags, false),
                );
            }
            _ => {}
        }
        !self.open.is_empty()
    }

    /// The text ends inside a tag.
    pub(super) fn cut_off(&mut self, view: &View<'_>, start: usize) {
        self.told.cut_off = true;
        let span = view.span(start, view.text.len());
        let fault =
            Fault::new(syntax::message::CUT_OFF, span).quoting("text", excerpt(view.slice(start, view.text.len())));
        self.faults.push(match self.open.last() {
            Some(open) => fault.near(open.tag),
            None => fault,
        });
    }
}

/// Do the tags from this start tag on belong together up to the end tag of that name, or as far as is looked? Nothing when
/// the text does not reach far enough to know.
fn closes_in_order(view: &View<'_>, tag: Tag, name: &[u8]) -> Option<bool> {
    let limit = tag.end + LOOKAHEAD;
    let is_whole = limit >= view.text.len();
    let seen = View { text: view.slice(0, limit.min(view.text.len())), last: view.last && is_whole, ..*view };
    match closes(&seen, tag.start, name) {
        None if !is_whole => Some(true),
        known => known,
    }
}

/// The same, in a view that ends where nothing more is looked at.
fn closes(view: &View<'_>, mut at: usize, name: &[u8]) -> Option<bool> {
    let mut open = Vec::new();
    while let Some(length) = memchr(b'<', view.slice(at, view.text.len())) {
        at += length;
        at = match markup::next(view, at) {
            Markup::More => return None,
            Markup::Start(tag) if !tag.open => {
                open.extend((!tag.empty).then(|| view.slice(tag.start + 1, tag.name_end)));
                tag.end
            }
            Markup::End(tag) if !tag.open => match open.pop() {
                Some(opened) if opened == end_name(view, tag) => tag.end,
                None => return Some(end_name(view, tag) == name),
                Some(_) => return Some(false),
            },
            Markup::Other(end) => end,
            Markup::Start(_) | Markup::End(_) | Markup::Text | Markup::Broken(_) | Markup::CutOff => {
                return Some(false);
            }
        };
    }
    view.last.then_some(false)
}

/// The text holds nothing that could be the rest of an end tag.
fn lacks_end_tag(view: &View<'_>, from: usize, to: usize) -> bool {
    memchr(b'>', view.slice(from, to)).is_none()
}

fn readable(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}

/// The name in an end tag.
fn end_name<'a>(view: &View<'a>, tag: Tag) -> &'a [u8] {
    view.slice(tag.start + 2, tag.name_end).trim_ascii()
}

/// The same but for case, or but for two letters in one place.
fn is_similar(one: &[u8], other: &[u8]) -> bool {
    let shared = one.iter().zip(other).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    let longest = one.len().max(other.len());
    let rest = one.len().min(other.len()) - shared;
    let tail =
        one.iter().rev().zip(other.iter().rev()).take(rest).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    shared > 0 && longest - shared - tail <= 2
}

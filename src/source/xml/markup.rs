//! Where a piece of markup ends, also when it is broken. Every decision here looks only at the text from the markup's
//! start on, and asks for more where a longer text could change it: so the reading does not depend on how the text was cut.

use memchr::memchr;

use super::View;
use super::attributes::before_space;
use super::names;

/// How far a value is searched for its closing quote once `<` stands in it, and an element for its end tag.
pub(super) const LOOKAHEAD: usize = 2048;

/// A start tag, or what is taken for one. All places are offsets in the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) start: usize,
    pub(super) name_end: usize,
    /// Where the attributes end.
    pub(super) body_end: usize,
    pub(super) end: usize,
    /// It ends with `/>`.
    pub(super) empty: bool,
    /// Its `>` is missing.
    pub(super) open: bool,
}

/// What begins at a `<`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    /// Cannot be told yet.
    More,
    /// Nothing: the character stands for itself.
    Text,
    /// A start tag.
    Start(Tag),
    /// An end tag.
    End(Tag),
    /// A comment, an instruction, a CDATA section, a document type: ends there.
    Other(usize),
    /// Something that begins like one of these and is none, or never ends; reading goes on there.
    Broken(usize),
    /// The text ends inside a tag.
    CutOff,
}

/// Finds the end of a start tag, whatever is in it. The tokenizer's own answer does not do: it takes every quote for a
/// value's, and knows no `<` inside.
#[inline(never)]
pub(super) fn start_tag(view: &View<'_>, start: usize) -> Markup {
    let Some(&first) = view.text.get(start + 1) else {
        return if view.last { Markup::CutOff } else { Markup::More };
    };
    if !names::may_begin(first) {
        // `<5 and more` is text, `<5th>` is a tag with a bad name.
        let inside = view.slice(start + 1, view.text.len());
        let stop = inside.iter().position(|&byte| names::is_space(byte) || matches!(byte, b'<' | b'>'));
        match stop.and_then(|at| inside.get(at)) {
            Some(b'>') if stop != Some(0) => {}
            None if !view.last => return Markup::More,
            _ => return Markup::Text,
        }
    }
    let name = view.slice(start + 1, view.text.len());
    let length =
        name.iter().position(|&byte| names::is_space(byte) || matches!(byte, b'<' | b'>' | b'/' | b'=' | b'"' | b'\''));
    let name_end = start + 1 + length.unwrap_or(name.len());
    match tag_end(view, name_end) {
        End::More => Markup::More,
        End::CutOff => Markup::CutOff,
        End::Closed(end) => {
            let empty = view.byte(end.saturating_sub(2), end) == Some(b'/') && end - 2 >= name_end;
            Markup::Start(Tag { start, name_end, body_end: end - 1 - usize::from(empty), end, empty, open: false })
        }
        End::Missing(at) => missing_end(view, start, name_end, at),
    }
}

/// How a tag ends.
enum End {
    More,
    CutOff,
    /// After its `>`.
    Closed(usize),
    /// Without one, before the `<` there.
    Missing(usize),
}

/// Looks for the `>` of a tag; quotes count only where a value may begin.
fn tag_end(view: &View<'_>, from: usize) -> End {
    let mut at = from;
    // The opening quote's byte, and the first `>` after it.
    let mut quote: Option<u8> = None;
    let mut first_end = None;
    while let Some(&byte) = view.text.get(at) {
        match (quote, byte) {
            (None, b'>') => return End::Closed(at + 1),
            (None, b'<') => return End::Missing(at),
            (None, b'"' | b'\'') if follows_equals(view, from, at) => {
                (quote, first_end) = (Some(byte), None);
            }
            (Some(open), _) if open == byte => {
                if let Some(end) = first_end {
                    match closes(view, at) {
                        None => return End::More,
                        Some(false) => return End::Closed(end),
                        Some(true) => {}
                    }
                }
                quote = None;
            }
            (Some(_), b'>') if first_end.is_none() => first_end = Some(at + 1),
            (Some(open), b'<') => match closing_quote(view, at, open) {
                Closing::More => return End::More,
                // The quote is missing: the tag ends at the first `>`, or was never closed either.
                Closing::None => return first_end.map_or(End::Missing(at), End::Closed),
                Closing::At(closing) => {
                    at = closing;
                    quote = None;
                }
            },
            _ => {}
        }
        at += 1;
    }
    match (view.last, first_end.filter(|_| quote.is_some())) {
        (false, _) => End::More,
        (true, Some(end)) => End::Closed(end),
        (true, None) => End::CutOff,
    }
}

fn follows_equals(view: &View<'_>, from: usize, at: usize) -> bool {
    let before = view.slice(from, at);
    before.iter().rev().find(|&&byte| !names::is_space(byte)) == Some(&b'=')
}

/// Does a quote here close a value rather than open the next one? Nothing when the text does not reach far enough.
fn closes(view: &View<'_>, at: usize) -> Option<bool> {
    let opens = view.byte(at.saturating_sub(1), at) == Some(b'=');
    match view.text.get(at + 1) {
        None if view.last => Some(!opens),
        None => None,
        Some(&next) => Some(names::is_space(next) || matches!(next, b'>' | b'/' | b'?')),
    }
}

/// The quote that closes a value with a `<` in it.
enum Closing {
    More,
    None,
    At(usize),
}

fn closing_quote(view: &View<'_>, from: usize, quote: u8) -> Closing {
    let reach = view.slice(from, (from + LOOKAHEAD).min(view.text.len()));
    match memchr(quote, reach).map(|length| from + length) {
        Some(at) => match (view.byte(at - 1, at) == Some(b'='), closes(view, at)) {
            (_, None) => Closing::More,
            (false, Some(true)) => Closing::At(at),
            _ => Closing::None,
        },
        None if reach.len() < LOOKAHEAD && !view.last => Closing::More,
        None => Closing::None,
    }
}

/// A tag runs into the next `<`: either its `>` is missing, or its own `<` is text.
fn missing_end(view: &View<'_>, start: usize, name_end: usize, next: usize) -> Markup {
    let name = view.slice(start + 1, name_end);
    let body_end = before_space(view, next).max(name_end);
    let body = view.slice(name_end, body_end);
    let end = if memchr(b'=', body).is_some() {
        body_end
    } else {
        match ends_with(view, next, name) {
            None => return Markup::More,
            // `<` and more words, or an end tag of something else: a comparison in somebody's text.
            Some(false) if !body.is_empty() || view.text.get(next + 1) == Some(&b'/') => {
                return Markup::Text;
            }
            Some(_) => name_end,
        }
    };
    Markup::Start(Tag { start, name_end, body_end: end, end, empty: false, open: true })
}

/// Does the end tag of this name stand here? Nothing when the text does not reach far enough.
pub(super) fn ends_with(view: &View<'_>, at: usize, name: &[u8]) -> Option<bool> {
    let to = (at + name.len() + 3).min(view.text.len());
    let found = view.slice(at, to);
    let expected = found.strip_prefix(b"</").and_then(|rest| rest.strip_prefix(name));
    match expected {
        Some([next]) => Some(*next == b'>' || names::is_space(*next)),
        _ if found.len() == name.len() + 3 || view.last => Some(false),
        // Too short to know, unless it differs already.
        _ => {
            let prefix: Vec<u8> = [b"</", name].concat();
            if prefix.starts_with(found) || found.starts_with(&prefix) { None } else { Some(false) }
        }
    }
}

/// Finds the end of an end tag; quotes mean nothing in it.
pub(super) fn end_tag(view: &View<'_>, start: usize) -> Markup {
    let inside = view.slice(start + 2, view.text.len());
    let Some(length) = inside.iter().position(|&byte| matches!(byte, b'<' | b'>')) else {
        return if view.last { Markup::CutOff } else { Markup::More };
    };
    let stop = start + 2 + length;
    let open = view.text.get(stop) == Some(&b'<');
    let body_end = before_space(view, stop).max(start + 2);
    // White space before the name is an error of its own; the name is still the name.
    let name = view.slice(start + 2, stop);
    let skipped = name.iter().position(|&byte| !names::is_space(byte)).unwrap_or(name.len());
    let name = view.slice(start + 2 + skipped, stop);
    let name_end = start + 2 + skipped + name.iter().position(|&byte| names::is_space(byte)).unwrap_or(name.len());
    let end = if open { name_end.min(body_end) } else { stop + 1 };
    Markup::End(Tag { start, name_end: name_end.min(body_end).max(start + 2), body_end, end, empty: false, open })
}

/// What begins at this `<`, without the tokenizer.
pub(super) fn next(view: &View<'_>, start: usize) -> Markup {
    let ends: [(&[u8], &[u8]); 3] = [(b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>")];
    let text = view.slice(start, view.text.len());
    match text.get(1) {
        Some(b'/') => end_tag(view, start),
        Some(b'!' | b'?') => {
            let known = ends.iter().find(|(begin, _)| text.starts_with(begin));
            let length = known.and_then(|(begin, end)| Some(begin.len() + find(text.get(begin.len()..)?, end)?));
            length.map_or_else(|| other(view, start), |length| Markup::Other(start + length))
        }
        _ => start_tag(view, start),
    }
}

/// Where the text ends in which a mark stands for the first time.
fn find(text: &[u8], mark: &[u8]) -> Option<usize> {
    Some(memchr::memmem::find(text, mark)? + mark.len())
}

/// What begins with `<!` or `<?` and the tokenizer could not finish.
#[cold]
#[inline(never)]
pub(super) fn other(view: &View<'_>, start: usize) -> Markup {
    let text = view.slice(start, view.text.len());
    let known: [&[u8]; 4] = [b"<!--", b"<![CDATA[", b"<!DOCTYPE", b"<?"];
    let begun = known.iter().any(|word| text.len() < word.len() && is_word(word, text));
    let whole = known.iter().any(|word| text.get(..word.len()).is_some_and(|text| is_word(word, text)));
    let wrong = text.starts_with(b"<?>") || (is_word(b"<!DOCTYPE", text) && !is_type(text));
    if !view.last && (begun || (whole && !wrong)) {
        return Markup::More;
    }
    // Goes on after the next `>`; before the next `<` where that comes first; a comment that never ends, after its line.
    let inside = view.slice(start + 1, view.text.len());
    match inside.iter().position(|&byte| matches!(byte, b'<' | b'>')) {
        None if !view.last => Markup::More,
        None => Markup::Broken(view.text.len()),
        Some(length) if inside.get(length) == Some(&b'>') => Markup::Broken(start + length + 2),
        Some(length) => Markup::Broken(start + 1 + length),
    }
}

/// The first bytes of a word, or what begins with it; document types are recognised in any case.
fn is_word(word: &[u8], text: &[u8]) -> bool {
    let length = word.len().min(text.len());
    match (word.get(..length), text.get(..length)) {
        (Some(word), Some(text)) if word.starts_with(b"<!D") => word.eq_ignore_ascii_case(text),
        (word, text) => word == text,
    }
}

/// A document type that says more than the word.
pub(super) fn is_type(text: &[u8]) -> bool {
    let named = text.get(9..).is_some_and(|rest| !rest.trim_ascii_start().starts_with(b">"));
    named && is_word(b"<!DOCTYPE", text)
}

//! Bytes in, located events out. The readers keep no tree and know no packet: they say what stands where, and
//! where the text breaks the rules of its own format they say that too and go on reading.
//!
//! All offsets here are UTF-8 byte offsets into the *decoded text*, counted from its start and without a byte order
//! mark; [`position`] turns them into what a person or an editor understands.

pub(crate) mod beginning;
pub(crate) mod encoding;
mod fault;
pub(crate) mod json;
#[cfg(test)]
mod linear;
pub(crate) mod position;
pub(crate) mod signature;
pub(crate) mod unwrap;
pub(crate) mod xml;

pub(crate) use fault::{Fault, Said};

/// How far is looked ahead: the packet may begin so far after the text's start, the first line may be so long to be
/// compared with the second, and so much of a second value or document tells whether it belongs to the first.
pub(crate) const SEARCH: usize = 64 * 1024;

/// A half-open range of the decoded text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    /// Offset of the first byte.
    pub(crate) start: u32,
    /// Offset after the last byte.
    pub(crate) end: u32,
}

impl Span {
    pub(crate) const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// An empty range: the place where something is missing.
    pub(crate) const fn at(offset: u32) -> Self {
        Self { start: offset, end: offset }
    }
}

/// The part of the decoded text that is in memory now.
#[derive(Clone, Copy)]
pub(crate) struct Window<'a> {
    text: &'a [u8],
    /// The same as text, as far as that is known to be UTF-8; empty where nobody looked.
    sound: &'a str,
    base: u32,
    outer: Option<&'a OffsetMap>,
    escaped: bool,
}

impl<'a> Window<'a> {
    /// `base` is the offset of the first byte of `text`.
    pub(crate) const fn new(text: &'a [u8], base: u32) -> Self {
        Self { text, sound: "", base, outer: None, escaped: false }
    }

    /// The same window after one look at all its bytes: if they are UTF-8, no piece of it has to be looked at again.
    #[must_use]
    pub(crate) fn judged(mut self) -> Self {
        if let Ok(text) = simdutf8::basic::from_utf8(self.text) {
            self.sound = text;
            return self;
        }
        self.sound = match std::str::from_utf8(self.text) {
            Ok(text) => text,
            // A character is cut off by the window's end.
            Err(error) if error.error_len().is_none() => {
                let whole = self.text.get(..error.valid_up_to()).unwrap_or_default();
                std::str::from_utf8(whole).unwrap_or_default()
            }
            Err(_) => "",
        };
        self
    }

    /// A window into text that was unwrapped from another text (JSON inside a JSON string).
    pub(crate) const fn unwrapped(text: &'a [u8], base: u32, outer: &'a OffsetMap) -> Self {
        Self { text, sound: "", base, outer: Some(outer), escaped: true }
    }

    /// A window into pieces of text that were copied from another window.
    pub(crate) const fn copied(text: &'a [u8], outer: &'a OffsetMap, from_unwrapped: bool) -> Self {
        Self { text, sound: "", base: 0, outer: Some(outer), escaped: from_unwrapped }
    }

    /// Offset of the first byte in memory.
    pub(crate) const fn base(&self) -> u32 {
        self.base
    }

    /// Offset after the last byte in memory.
    pub(crate) const fn end(&self) -> u32 {
        self.base + self.text.len() as u32
    }

    /// All the text in memory.
    pub(crate) const fn text(&self) -> &'a [u8] {
        self.text
    }

    /// The bytes of a range; what is not in memory any more is left out.
    #[inline]
    pub(crate) fn bytes(&self, span: Span) -> &'a [u8] {
        let from = span.start.saturating_sub(self.base) as usize;
        let to = span.end.saturating_sub(self.base) as usize;
        self.text.get(from..to).unwrap_or_default()
    }

    /// The bytes of a range as text, where the window knows them to be UTF-8.
    #[inline(always)]
    pub(crate) fn sound(&self, span: Span) -> Option<&'a str> {
        let from = span.start.checked_sub(self.base)? as usize;
        self.sound.get(from..span.end.checked_sub(self.base)? as usize)
    }

    /// The text was unwrapped from a string: an edit in it must be escaped once more.
    pub(crate) const fn is_unwrapped(&self) -> bool {
        self.escaped
    }

    /// The range in the outermost text.
    pub(crate) fn outermost(&self, span: Span) -> Span {
        match self.outer {
            None => span,
            Some(map) => Span::new(map.outer(span.start), map.outer(span.end)),
        }
    }
}

/// Where the bytes of an unwrapped text came from: pairs (offset inside, offset outside) at which a run of bytes
/// starts that were copied one to one.
#[derive(Clone, Debug, Default)]
pub(crate) struct OffsetMap {
    runs: Vec<(u32, u32)>,
}

impl OffsetMap {
    /// From here on the inner text continues with the outer text's bytes from `outer`.
    pub(crate) fn push(&mut self, inner: u32, outer: u32) {
        self.runs.push((inner, outer));
    }

    /// The place outside of an offset inside.
    pub(crate) fn outer(&self, inner: u32) -> u32 {
        let after = self.runs.partition_point(|run| run.0 <= inner);
        match after.checked_sub(1).and_then(|index| self.runs.get(index)) {
            Some(&(from, to)) => {
                let place = to + (inner - from);
                // An escape is longer outside than inside: never reach into the next run. (Pieces copied from here and
                // there need not follow each other.)
                self.runs.get(after).filter(|next| next.1 >= to).map_or(place, |next| place.min(next.1))
            }
            None => self.runs.first().map_or(inner, |run| run.1),
        }
    }

    /// Forgets what lies before an inner offset, except the places of `landmarks` (in any order).
    pub(crate) fn forget_before(&mut self, inner: u32, landmarks: impl Iterator<Item = u32>) {
        let run_of = |offset: u32| self.runs.partition_point(|run| run.0 <= offset).saturating_sub(1) as u32;
        let keep = run_of(inner);
        let mut kept: Vec<u32> = landmarks.map(run_of).filter(|&index| index < keep).collect();
        kept.sort_unstable();
        kept.dedup();
        for (place, &index) in kept.iter().enumerate() {
            self.runs.swap(place, index as usize);
        }
        self.runs.drain(kept.len()..keep as usize);
    }
}

/// What is known of a piece of text without reading it again. A set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flags(u8);

impl Flags {
    /// Plain ASCII, valid, nothing to decode.
    pub(crate) const NONE: Self = Self(0);
    /// Holds escapes, references, CDATA sections or comments: decode before comparing.
    pub(crate) const ESCAPED: Self = Self(1);
    /// Holds bytes from 0x80 up.
    pub(crate) const NON_ASCII: Self = Self(2);
    /// Already the subject of a fault: say nothing more about its value.
    pub(crate) const DAMAGED: Self = Self(4);
    /// The text ends inside it: it is not all there.
    pub(crate) const CUT: Self = Self(8);
    /// An element in which text stands beside other elements, and that was said.
    pub(crate) const MIXED: Self = Self(16);

    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    #[must_use]
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The JSON kind of a scalar. XML text is always [`ScalarKind::String`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScalarKind {
    /// A string.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `null`.
    Null,
    /// Something without quotes that is none of these (`NaN`, a bare word): always damaged.
    Word,
}

/// One located event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// `{`.
    BeginObject(Span),
    /// `}`; an empty span where it is missing.
    EndObject(Span),
    /// `[`.
    BeginList(Span),
    /// `]`; an empty span where it is missing.
    EndList(Span),
    /// A member's name. `token` is the whole token with its quotes, `text` what stands between them.
    Name { token: Span, text: Span, flags: Flags },
    /// A scalar value. `token` is the whole token with its quotes, `text` what stands between them (for other kinds the
    /// token itself). A value that is missing altogether (`"a":,`) is an empty damaged [`ScalarKind::Word`].
    Scalar { kind: ScalarKind, token: Span, text: Span, flags: Flags },
    /// The string that would come next holds JSON itself, and its content follows as events in an unwrapped window.
    BeginUnwrapped(Span),
    /// The end of that string, with its closing quote; in the outer window again.
    EndUnwrapped(Span),
    /// The next line of an NDJSON file begins here: what follows is another top-level value.
    NextDocument(u32),
    /// The text ends inside the innermost of what is open, so many containers: they end now without what was cut off.
    CutOff(u32),
    /// A second top-level value begins here, and the sink said that it may ([`Sink::joins`]).
    NextValue(u32),
    /// A start tag (or an empty-element tag, followed at once by its [`Event::EndElement`]). `name` is the qualified name,
    /// `local` the part after the colon, `namespace` the number given by [`Sink::namespace`], 0 for none.
    BeginElement { tag: Span, name: Span, local: Span, namespace: u16 },
    /// An attribute of the element that has just begun; namespace declarations are not among them. `value` is what
    /// stands between the quotes.
    Attribute { token: Span, local: Span, namespace: u16, value: Span, flags: Flags },
    /// Text of the element that is open, without text that is white space only. A CDATA section comes with its marks and
    /// is always [`Flags::ESCAPED`].
    Text { text: Span, flags: Flags },
    /// A comment or processing instruction inside the root element.
    Aside(Span),
    /// An end tag; an empty span where there is none.
    EndElement(Span),
}

/// A string: the whole token with its quotes, and what stands between them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text {
    pub(crate) token: Span,
    pub(crate) text: Span,
}

/// An element without attributes and prefix that holds nothing, or text with nothing in it to decode.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leaf {
    pub(crate) tag: Span,
    pub(crate) name: Span,
    pub(crate) namespace: u16,
    /// Of its text, which reaches from tag to tag; nothing where that is white space only.
    pub(crate) text: Option<Flags>,
    /// The end tag; an empty span behind an empty-element tag.
    pub(crate) end: Span,
}

impl Leaf {
    /// The events that it stands for.
    pub(crate) fn events(self) -> impl Iterator<Item = Event> {
        let Self { tag, name, namespace, text, end } = self;
        let begin = Event::BeginElement { tag, name, local: name, namespace };
        let text = text.map(|flags| Event::Text { text: Span::new(tag.end, end.start), flags });
        [Some(begin), text, Some(Event::EndElement(end))].into_iter().flatten()
    }
}

/// Where the readers' events go.
pub(crate) trait Sink {
    /// Takes one event; `window` holds at least the event's own text.
    fn event(&mut self, window: &Window<'_>, event: Event);

    /// Takes a member whose value is a string, each as the token and the text in it, at once.
    fn member(&mut self, window: &Window<'_>, (name, name_flags): (Text, Flags), (value, flags): (Text, Flags)) {
        self.event(window, Event::Name { token: name.token, text: name.text, flags: name_flags });
        let (token, text) = (value.token, value.text);
        self.event(window, Event::Scalar { kind: ScalarKind::String, token, text, flags });
    }

    /// Takes a whole leaf at once.
    fn leaf(&mut self, window: &Window<'_>, leaf: Leaf) {
        for event in leaf.events() {
            self.event(window, event);
        }
    }

    /// Takes one fault. Faults come in no strict order relative to the events around them.
    fn fault(&mut self, window: &Window<'_>, fault: Fault);

    /// A namespace name was declared for the first time; elements and attributes refer to it by `number` (from 1).
    fn namespace(&mut self, _number: u16, _name: &str) {}

    /// Shall a string that comes now, and begins like an object or a list, be read as part of the packet?
    fn unwraps(&self) -> bool {
        false
    }

    /// May a second top-level value follow the first, one whose text begins so?
    fn joins(&self, _window: &Window<'_>, _head: &[u8]) -> bool {
        false
    }

    /// Text of the current layer before this offset is not needed any more.
    fn keep_from(&self) -> u32 {
        u32::MAX
    }
}

/// Limits that keep reading safe.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReadLimits {
    /// Nesting beyond this depth is skipped with a `too-deep` fault.
    pub(crate) depth: u32,
}

impl Default for ReadLimits {
    fn default() -> Self {
        Self { depth: 64 }
    }
}

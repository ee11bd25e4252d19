//! Where values that open a door stand in a source, as byte ranges: what no excerpt may show.
//!
//! The readers say where a value begins and ends, whatever it is: a string, a list, an element with attributes, broken
//! text. What stands around the packet, such as HTTP headers, is hidden as a whole.

use crate::{
    model::{
        catalogue::pasted_debris,
        privacy::{holds_secret, is_secret_name, is_secret_path},
    },
    record::{Syntax, decode},
    source::{
        Event, Fault, ReadLimits, ScalarKind, Sink, Span, Window,
        beginning::{Beginning, Start},
        json::JsonReader,
        xml::XmlReader,
    },
    standard::dictionary,
};

/// The byte ranges of a UTF-8 source that are not shown, in no order.
pub(super) fn secret_spans(text: &[u8]) -> Vec<(usize, usize)> {
    let mut finder = Finder::default();
    if let Beginning::Packet(start) = Beginning::of(text, true)
        && start.wrapping.is_none()
    {
        read(&Window::new(text, 0), start, &mut finder);
    }
    finder.finish(text.len() as u32);
    let spans = finder.spans.into_iter().filter(|span| span.start < span.end);
    spans.map(|span| (span.start as usize, span.end as usize)).collect()
}

fn read(window: &Window<'_>, Start { at, is_xml, is_framed, .. }: Start, finder: &mut Finder) {
    let (at, limits, around) = (at as u32, ReadLimits::default(), pasted_debris::message::TEXT_AROUND);
    match (is_xml, is_framed) {
        (true, false) => _ = XmlReader::new(limits).read(window, true, finder),
        (true, true) => _ = XmlReader::framed(limits, at, around).read(window, true, finder),
        (false, false) => _ = JsonReader::new(limits).read(window, true, finder),
        (false, true) => _ = JsonReader::framed(limits, at, around).read(window, true, finder),
    }
}

/// What is open.
#[derive(Debug)]
struct Open {
    /// The name it has.
    name: String,
    /// Where its content begins.
    start: u32,
    is_secret: bool,
}

/// See the module's comment.
#[derive(Debug, Default)]
struct Finder {
    open: Vec<Open>,
    /// The member that waits for its value.
    name: Option<String>,
    spans: Vec<Span>,
    /// Where the last root ends.
    around: u32,
    /// Behind the name of the last member that opens a door, until a name comes that is known.
    secret: Option<u32>,
    /// The text was broken since.
    is_broken: bool,
}

impl Finder {
    /// The value of that name, or anything in what is open, opens a door.
    fn is_secret(&self, name: &str) -> bool {
        let above = self.open.last().map_or("", |open| open.name.as_str());
        is_secret_name(name) || is_secret_path(&format!("{above}/{name}"))
    }

    /// A member's name, which ends there: where the text was broken in a secret, this is the first that is surely none.
    fn member(&mut self, name: String, token: Span) {
        if is_secret_name(&name) {
            self.end_secret(token.start);
            self.secret = Some(token.end);
        } else if dictionary().knows(&name) {
            self.end_secret(token.start);
        }
        self.name = Some(name);
    }

    fn end_secret(&mut self, at: u32) {
        let start = self.secret.take();
        if let Some(start) = start.filter(|_| self.is_broken) {
            self.spans.push(Span::new(start, at));
        }
        self.is_broken = false;
    }

    fn begin(&mut self, name: String, at: u32, start: u32) {
        if self.open.is_empty() {
            self.spans.push(Span::new(self.around, at));
        }
        let is_secret = self.is_secret(&name) || self.open.last().is_some_and(|open| open.is_secret);
        self.open.push(Open { name, start, is_secret });
    }

    fn end(&mut self, at: Span) {
        if let Some(open) = self.open.pop()
            && open.is_secret
        {
            // The name of an end tag may be a part of it.
            self.spans.push(Span::new(open.start, if self.is_broken { at.end } else { at.start }));
        }
        if self.open.is_empty() {
            self.around = self.around.max(at.end);
        }
    }

    fn scalar(&mut self, window: &Window<'_>, kind: ScalarKind, token: Span, text: Span) {
        let name = self.name.take();
        if name.is_some_and(|name| self.is_secret(&name)) || holds_secret(&String::from_utf8_lossy(window.bytes(text)))
        {
            self.spans.push(if text.start < text.end { text } else { token });
        }
        // A string may hold a packet; any other word that stands alone is text around one.
        if self.open.is_empty() && kind == ScalarKind::String {
            self.spans.push(Span::new(self.around, token.start));
            self.around = self.around.max(token.end);
        }
    }

    /// The source ends there.
    fn finish(&mut self, end: u32) {
        self.end_secret(end);
        let left = self.open.drain(..).filter(|open| open.is_secret).map(|open| Span::new(open.start, end));
        self.spans.extend(left);
        self.spans.push(Span::new(self.around, end));
    }
}

impl Sink for Finder {
    fn event(&mut self, window: &Window<'_>, event: Event) {
        let text_of = |span: Span| String::from_utf8_lossy(window.bytes(span)).into_owned();
        match event {
            Event::Name { token, text, flags } => {
                self.member(decode(window, text, flags, Syntax::Json).into_owned(), token);
            }
            Event::Scalar { kind: ScalarKind::Null, .. } => self.name = None,
            Event::Scalar { kind, token, text, .. } => self.scalar(window, kind, token, text),
            Event::BeginObject(at) | Event::BeginList(at) => {
                let name = self.name.take().unwrap_or_default();
                self.begin(name, at.start, at.end);
            }
            Event::BeginElement { tag, local, .. } => self.begin(text_of(local), tag.start, tag.end),
            Event::EndObject(at) | Event::EndList(at) | Event::EndElement(at) => self.end(at),
            Event::Attribute { local, value, token, .. } => {
                if self.open.last().is_some_and(|open| open.is_secret) {
                    self.spans.push(token);
                } else if is_secret_name(&text_of(local)) {
                    self.spans.push(value);
                }
            }
            Event::Text { text, .. } if holds_secret(&String::from_utf8_lossy(window.bytes(text))) => {
                self.spans.push(text);
            }
            _ => {}
        }
    }

    fn fault(&mut self, _window: &Window<'_>, _fault: Fault) {
        self.is_broken = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The source with dots in the place of what is hidden.
    fn shown(source: &str) -> String {
        let mut bytes = source.as_bytes().to_vec();
        for (start, end) in secret_spans(source.as_bytes()) {
            bytes[start..end].fill(b'.');
        }
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_secret_is_hidden_however_it_is_written() {
        for source in [
            r#"{"session": "S3C'R<ET\"x", "service": "a"}"#,
            r#"{"session": ["S3CRET", {"x": "S3CRET"}], "service": "a"}"#,
            r#"{"sesion": "S3CRET", "service": "a"}"#,
            r#"{"session": S3CRET S3CRET, "service": "a"}"#,
            r#"{"message": "{\"session\":\"S3CRET\"}", "service": "a"}"#,
            r#"<a><session type="S3CRET">S3C<![CDATA[RET]]><!-- S3CRET --></session><service>a</service></a>"#,
            r#"<p:a xmlns:p="n"><p:session>S3CRET</p:session><p:service>a</p:service></p:a>"#,
            r#"<a token="S3CRET"><service>a</service></a>"#,
            r#"<s:Envelope xmlns:s="e"><s:Header><k>S3CRET</k></s:Header><s:Body><service>a</service></s:Body></s:Envelope>"#,
            "Authorization: Bearer S3CRET\r\nCookie: S3CRET\r\n\r\n{\"service\": \"a\"}",
            "{\"service\": \"a\"}\r\nS3CRET",
        ] {
            let text = shown(source);
            assert!(!text.contains("S3C") && !text.contains("RET"), "{text}");
            assert!(text.contains("service"), "{text}");
        }
    }

    #[test]
    fn the_rest_is_shown() {
        for source in [
            r#"{"service": "a session about something", "data": [{"MaHoSo": "x"}]}"#,
            "<a><b>x</b></a>",
            "{\"session\": null}",
        ] {
            assert_eq!(shown(source), source);
        }
    }
}

//! Where values that open a door stand in a source, as byte ranges: what no excerpt may show.
//!
//! The readers say where a value begins and ends, whatever it is: a string, a list, an element with attributes, broken
//! text. What stands around the packet, such as HTTP headers, is hidden as a whole.

use crate::{
    model::privacy::{is_secret_name, is_secret_path},
    source::{Event, Fault, Flags, ReadLimits, ScalarKind, Sink, Span, Window, json::JsonReader, xml::XmlReader},
};

/// The byte ranges of a UTF-8 source that are not shown, in no order.
pub(super) fn secret_spans(text: &[u8]) -> Vec<(usize, usize)> {
    let mut finder = Finder { first: text.len() as u32, ..Finder::default() };
    let window = Window::new(text, 0);
    let is_xml = text.iter().find(|byte| matches!(byte, b'<' | b'{' | b'[')) == Some(&b'<');
    if is_xml {
        XmlReader::new(ReadLimits::default()).read(&window, true, &mut finder);
    } else {
        JsonReader::new(ReadLimits::default()).read(&window, true, &mut finder);
    }
    let around = [Span::new(0, finder.first), Span::new(finder.last.max(finder.first), text.len() as u32)];
    let spans = finder.spans.into_iter().chain(around).filter(|span| span.start < span.end);
    spans.map(|span| (span.start as usize, span.end as usize)).collect()
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
    /// Where the first root begins, and where the last one ends.
    first: u32,
    last: u32,
}

impl Finder {
    /// The value of that name, or anything in what is open, opens a door.
    fn is_secret(&self, name: &str) -> bool {
        let above = self.open.last().map_or("", |open| open.name.as_str());
        is_secret_name(name) || is_secret_path(&format!("{above}/{name}"))
    }

    fn begin(&mut self, name: String, at: u32, start: u32) {
        if self.open.is_empty() {
            self.first = self.first.min(at);
        }
        let is_secret = self.is_secret(&name);
        self.open.push(Open { name, start, is_secret });
    }

    fn end(&mut self, at: Span) {
        if let Some(open) = self.open.pop()
            && open.is_secret
        {
            self.spans.push(Span::new(open.start, at.start));
        }
        if self.open.is_empty() {
            self.last = self.last.max(at.end);
        }
    }

    fn scalar(&mut self, window: &Window<'_>, token: Span, text: Span, flags: Flags) {
        let name = self.name.take();
        let holds_more = flags.has(Flags::ESCAPED) && window.bytes(text).contains(&b'{');
        let hides_inside = || secret_names_in(window.bytes(text));
        if name.is_some_and(|name| self.is_secret(&name)) || holds_more && hides_inside() {
            self.spans.push(if text.start < text.end { text } else { token });
        }
        if self.open.is_empty() {
            (self.first, self.last) = (self.first.min(token.start), self.last.max(token.end));
        }
    }
}

/// Does a text that holds a packet itself name something that opens a door?
fn secret_names_in(text: &[u8]) -> bool {
    let is_part = |byte: &u8| !byte.is_ascii_alphanumeric() && !matches!(byte, b'_' | b'-');
    text.split(is_part).any(|word| std::str::from_utf8(word).is_ok_and(is_secret_name))
}

impl Sink for Finder {
    fn event(&mut self, window: &Window<'_>, event: Event) {
        let text_of = |span: Span| String::from_utf8_lossy(window.bytes(span)).into_owned();
        match event {
            Event::Name { text, .. } => self.name = Some(text_of(text)),
            Event::Scalar { kind: ScalarKind::Null, .. } => self.name = None,
            Event::Scalar { token, text, flags, .. } => self.scalar(window, token, text, flags),
            Event::BeginObject(at) | Event::BeginList(at) => {
                let name = self.name.take().unwrap_or_default();
                self.begin(name, at.start, at.end);
            }
            Event::BeginElement { tag, local, .. } => self.begin(text_of(local), tag.start, tag.end),
            Event::EndObject(at) | Event::EndList(at) | Event::EndElement(at) => self.end(at),
            Event::Attribute { local, value, .. } => {
                let is_of_secret = self.open.last().is_some_and(|open| open.is_secret);
                if is_of_secret || is_secret_name(&text_of(local)) {
                    self.spans.push(value);
                }
            }
            _ => {}
        }
    }

    fn fault(&mut self, _window: &Window<'_>, _fault: Fault) {}
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

//! What a text is that holds no packet: a page of the web, a description of a service, a table, a token, a sentence.

use crate::{
    model::catalogue::{Message, unknown_packet::message},
    source::signature,
};

/// There is nothing but white space.
pub(super) const fn nothing() -> Message {
    message::NOTHING
}

/// Words that people wrote.
pub(super) const fn sentence() -> Message {
    message::SENTENCE
}

/// What a document of markup is by its root element; `None` when more text is needed to tell.
#[expect(clippy::option_option, reason = "the outer one is about the text, the inner one about the answer")]
pub(super) fn of_markup(text: &[u8], last: bool) -> Option<Option<Message>> {
    let mut rest = text;
    loop {
        rest = rest.trim_ascii_start();
        let end = match rest {
            [] if !last => return None,
            [b'<', b'?', ..] => b"?>".as_slice(),
            [b'<', b'!', b'-', ..] => b"-->",
            _ => break,
        };
        match memchr::memmem::find(rest, end) {
            Some(at) => rest = rest.get(at + end.len()..).unwrap_or_default(),
            None => return last.then_some(None),
        }
    }
    let tag = rest.iter().position(|&byte| byte == b'>').map_or(rest, |end| rest.get(..end).unwrap_or_default());
    if tag.len() == rest.len() && !last {
        return None;
    }
    Some(of_root(&String::from_utf8_lossy(tag.get(1..).unwrap_or_default())))
}

/// What a root element says of its document: its tag without the angle brackets.
fn of_root(tag: &str) -> Option<Message> {
    let tag = tag.to_ascii_lowercase();
    let name = tag.split(|sign: char| sign.is_whitespace() || sign == '/').next().unwrap_or_default();
    let local = name.rsplit(':').next().unwrap_or_default();
    match local {
        "!doctype" if tag.contains("html") => Some(message::HTML),
        "html" => Some(message::HTML),
        "definitions" | "description" if tag.contains("wsdl") => Some(message::WSDL),
        "schema" if tag.contains("xmlschema") => Some(message::XML_SCHEMA),
        _ => None,
    }
}

/// What base64 is whose first bytes are these; nothing where that is no file that is known.
pub(super) fn of_base64(bytes: &[u8]) -> Option<Message> {
    match signature::foreign(bytes)? {
        message::GZIP => Some(message::BASE64_GZIP),
        known if known.rule() == message::GZIP.rule() => Some(message::BASE64_FILE),
        _ => None,
    }
}

/// What a text is that begins neither like JSON nor like XML; nothing where it is a number or a word of JSON.
pub(super) fn of_text(text: &[u8]) -> Option<Message> {
    let text = String::from_utf8_lossy(text);
    let text = text.trim();
    if matches!(text, "true" | "false" | "null") || text.parse::<f64>().is_ok() {
        return None;
    }
    let is_one_word = !text.contains(char::is_whitespace);
    Some(if is_one_word && (text.starts_with("http://") || text.starts_with("https://")) {
        message::WEB_ADDRESS
    } else if is_one_word && is_token(text) {
        message::TOKEN
    } else if is_table(text) {
        message::CSV
    } else {
        message::SENTENCE
    })
}

/// Three parts of base64, the first of which is an object: a JSON web token, by itself or as a header has it.
fn is_token(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let is_part =
        |part: &&str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'='));
    parts.len() == 3 && text.starts_with("eyJ") && parts.iter().all(is_part)
}

/// Lines with the same number of separators.
fn is_table(text: &str) -> bool {
    [',', ';', '\t', '|'].iter().any(|&separator| {
        let count = |line: &str| line.matches(separator).count();
        let lines: Vec<usize> = text.lines().filter(|line| !line.trim().is_empty()).take(3).map(count).collect();
        let enough = if lines.len() > 2 { 1 } else { 2 };
        lines.len() > 1 && lines.iter().all(|&line| line >= enough && lines.first() == Some(&line))
    })
}

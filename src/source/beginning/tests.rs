//! Tests of how a text begins: each form with its place and its wrapping, each text that is none with its name.

use super::*;
use crate::model::catalogue::unknown_packet::message;

fn start(text: &str) -> Option<Start> {
    match Beginning::of(text.as_bytes(), true) {
        Beginning::Packet(start) => Some(start),
        _ => None,
    }
}

fn wrapped(text: &str) -> Option<(usize, Option<Wrapping>, bool, bool)> {
    start(text).map(|start| (start.at, start.wrapping, start.is_xml, start.is_framed))
}

#[test]
fn what_is_plain_begins_at_its_first_sign() {
    assert_eq!(wrapped(" {\"a\": 1}"), Some((1, None, false, false)));
    assert_eq!(wrapped("[[1, 2]]"), Some((0, None, false, false)));
    assert_eq!(wrapped("\u{A0}\u{FEFF}<a x='1'>\\n</a>"), Some((5, None, true, false)));
    assert_eq!(wrapped("\"madonvi\": \"x\""), Some((0, None, false, false)));
    assert_eq!(wrapped("// x\n{\"a\": 1}"), Some((0, None, false, false)));
    assert_eq!(wrapped("; {\"a\": 1}"), Some((0, None, false, false)));
    assert_eq!(wrapped("17"), Some((0, None, false, false)));
}

#[test]
fn wrappings_are_told_by_their_first_signs() {
    assert_eq!(wrapped("{\\\"a\\\": 1}"), Some((0, Some(Wrapping::Escaped), false, false)));
    assert_eq!(wrapped("{\\n  \\\"a\\\": 1}"), Some((0, Some(Wrapping::Escaped), false, false)));
    assert_eq!(wrapped("<?xml version=\\\"1.0\\\"?><a/>"), Some((0, Some(Wrapping::Escaped), true, false)));
    assert_eq!(wrapped("<a>\\r\\n<b>1</b></a>"), Some((0, Some(Wrapping::Escaped), true, false)));
    assert_eq!(wrapped("\"{\\\"a\\\": 1}\""), Some((1, Some(Wrapping::JsonString), false, false)));
    assert_eq!(wrapped("\"<a>1</a>\""), Some((1, Some(Wrapping::JsonString), true, false)));
    assert_eq!(wrapped("[{&quot;a&quot;: 1}]"), Some((0, Some(Wrapping::Entities), false, false)));
    assert_eq!(wrapped("&lt;a>1&lt;/a>"), Some((0, Some(Wrapping::Entities), true, false)));
    assert_eq!(wrapped("> {\"a\": 1}\n> "), Some((0, Some(Wrapping::Mail), false, false)));
    assert_eq!(wrapped("eyJhIjogMX0="), Some((0, Some(Wrapping::Base64), false, false)));
    assert_eq!(wrapped("PGE+MTwvYT4="), Some((0, Some(Wrapping::Base64), true, false)));
}

#[test]
fn a_packet_behind_other_text_is_found() {
    assert_eq!(wrapped("INFO body {\"a\": 1} sent"), Some((10, None, false, true)));
    assert_eq!(wrapped("[INFO] <a>1</a>"), Some((7, None, true, true)));
    assert_eq!(wrapped("From: An <an@example.com>\n\n<a>1</a>"), Some((27, None, true, true)));
    assert_eq!(wrapped("An wrote:\n> {\"a\": 1}"), Some((10, Some(Wrapping::Mail), false, true)));
    assert_eq!(wrapped("body={\\\"a\\\": 1}"), Some((5, Some(Wrapping::Escaped), false, true)));
}

#[test]
fn what_is_no_packet_is_named() {
    for (text, message) in [
        (" \r\n\u{FEFF}", message::NOTHING),
        ("Anh gửi lại tệp nhé", message::SENTENCE),
        ("> Anh gửi lại tệp nhé", message::SENTENCE),
        ("< 5 ngày", message::SENTENCE),
        ("https://dichvucong.gov.vn/a?b={c}", message::WEB_ADDRESS),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", message::TOKEN),
        ("MaHoSo,ChuHoSo\n1,An\n2,Bình", message::CSV),
        ("a\tb\tc\n1\t2\t3\n", message::CSV),
        ("<!-- x --><!DOCTYPE html><html></html>", message::HTML),
        ("<HTML lang=\"vi\"><body>", message::HTML),
        ("<wsdl:definitions xmlns:wsdl=\"http://schemas.xmlsoap.org/wsdl/\">", message::WSDL),
        ("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">", message::XML_SCHEMA),
        ("H4sIAAAAAAAAA6tWKkktLlGyUlBQUFCqBQBHAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", message::BASE64_GZIP),
        ("JVBERi0xLjcKAAAA", message::BASE64_FILE),
    ] {
        assert_eq!(Beginning::of(text.as_bytes(), true), Beginning::Foreign(message), "{text}");
    }
}

#[test]
fn no_cut_changes_what_is_told() {
    for text in [
        "INFO body {\"a\": 1} sent",
        "{\\n  \\\"a\\\": 1}",
        "<?xml version=\\\"1.0\\\"?><a/>",
        "An wrote:\n> {\"a\": 1}",
        "[INFO] <a>1</a>",
        "[{&quot;a&quot;: 1}]",
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">",
    ] {
        let whole = Beginning::of(text.as_bytes(), true);
        for length in 0..text.len() {
            let told = Beginning::of(&text.as_bytes()[..length], false);
            assert!(told == Beginning::NeedsMore || told == whole, "{text} {length}: {told:?}");
        }
    }
}

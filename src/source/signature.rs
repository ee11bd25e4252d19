//! Files that are no text, told by their first bytes: compressed files, office documents, pictures. What is found in such
//! bytes read as text would be untrue.

use crate::model::catalogue::{Message, encoding, unknown_packet};

/// So many bytes at the start of a source tell.
pub(crate) const TELLING_BYTES: usize = 64;

/// Signs of files, where they stand, and what such a file is called.
const SIGNATURES: [(usize, &[u8], Message); 20] = [
    (0, b"\x1F\x8B", unknown_packet::message::GZIP),
    (0, b"7z\xBC\xAF\x27\x1C", unknown_packet::message::ARCHIVE),
    (0, b"Rar!\x1A", unknown_packet::message::ARCHIVE),
    (0, b"\xFD7zXZ\0", unknown_packet::message::ARCHIVE),
    (0, b"\x28\xB5\x2F\xFD", unknown_packet::message::ARCHIVE),
    (0, b"BZh", unknown_packet::message::ARCHIVE),
    (0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", unknown_packet::message::OFFICE),
    (0, b"{\\rtf", unknown_packet::message::OFFICE),
    (0, b"%PDF-", unknown_packet::message::PDF),
    (0, b"\x89PNG\r\n", unknown_packet::message::PICTURE),
    (0, b"\xFF\xD8\xFF", unknown_packet::message::PICTURE),
    (0, b"GIF8", unknown_packet::message::PICTURE),
    (0, b"II*\0", unknown_packet::message::PICTURE),
    (0, b"MM\0*", unknown_packet::message::PICTURE),
    (8, b"WEBP", unknown_packet::message::PICTURE),
    (4, b"ftyphei", unknown_packet::message::PICTURE),
    (0, b"\xFF\xFE\0\0", encoding::message::UTF_32),
    (0, b"\0\0\xFE\xFF", encoding::message::UTF_32),
    (1, b"\0\0\0", encoding::message::UTF_32),
    (0, b"\0\0\0", encoding::message::UTF_32),
];

/// The files that an office document, which is a zip file, begins with.
const OFFICE_PARTS: [&[u8]; 7] =
    [b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"xl/", b"ppt/", b"mimetypeapplication/vnd.oasis"];

/// Where the name of the first file stands in a zip file.
const ZIP_NAME: usize = 30;

/// What a source is that begins with these bytes; nothing where it may be text.
pub(crate) fn foreign(start: &[u8]) -> Option<Message> {
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        let name = start.get(ZIP_NAME..).unwrap_or_default();
        let is_office = OFFICE_PARTS.iter().any(|part| name.starts_with(part));
        return Some(if is_office { unknown_packet::message::OFFICE } else { unknown_packet::message::ZIP });
    }
    let stands =
        |(at, signs, _): &&(usize, &[u8], Message)| start.get(*at..).is_some_and(|rest| rest.starts_with(signs));
    SIGNATURES.iter().find(stands).map(|(.., message)| *message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_and_text_is_not() {
        let zip = |name: &[u8]| [b"PK\x03\x04".as_slice(), &[0; 26], name].concat();
        assert_eq!(foreign(&zip(b"word/document.xml")), Some(unknown_packet::message::OFFICE));
        assert_eq!(foreign(&zip(b"ho-so.json")), Some(unknown_packet::message::ZIP));
        assert_eq!(foreign(b"RIFF\x10\0\0\0WEBPVP8 "), Some(unknown_packet::message::PICTURE));
        assert_eq!(foreign(b"{\0\0\0\"\0\0\0"), Some(encoding::message::UTF_32));
        assert_eq!(foreign(b"\0\0\0{\0\0\0\""), Some(encoding::message::UTF_32));
        for text in ["", "{", "{\"service\"", "<?xml", "\u{FEFF}{}", "GI", "xin ch\u{E0}o", "PK", "BZ"] {
            assert_eq!(foreign(text.as_bytes()), None, "{text}");
        }
        for text in [b"\xFF\xFE{\0".as_slice(), b"{\0\"\0", b"\0{\0\"", b"\xEA\xDE"] {
            assert_eq!(foreign(text), None, "{text:?}");
        }
    }
}

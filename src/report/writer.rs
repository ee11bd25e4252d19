//! Writes JSON front to back, straight into a string.
//!
//! The report's shape is fixed: a few calls for each member are a fraction of the code that a serialiser made from the
//! types is, and the browser downloads that code. A test holds both to the same bytes.

use crate::source::json::find_special;

/// JSON as far as it is written; it knows from the last character whether a comma is due.
#[derive(Default)]
pub(crate) struct Writer {
    out: String,
}

// Not inlined: every member of the report is a call.
impl Writer {
    /// A writer with room for so many findings.
    pub(crate) fn for_findings(count: usize) -> Self {
        Self { out: String::with_capacity(1024 + 2048 * count.min(512)) }
    }

    /// The key of what comes next; in lists the empty one.
    #[inline(never)]
    fn key(&mut self, key: &str) {
        if !matches!(self.out.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.out.push(',');
        }
        // Keys are words: nothing in them is escaped.
        if !key.is_empty() {
            self.out.push('"');
            self.out.push_str(key);
            self.out.push_str("\":");
        }
    }

    #[inline(never)]
    pub(crate) fn begin(&mut self, key: &str, bracket: char) {
        self.key(key);
        self.end(bracket);
    }

    #[inline(never)]
    pub(crate) fn end(&mut self, bracket: char) {
        self.out.push(bracket);
    }

    #[inline(never)]
    pub(crate) fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        self.quoted(text);
    }

    /// The text or `null`.
    #[inline(never)]
    pub(crate) fn optional(&mut self, key: &str, text: Option<&str>) {
        match text {
            Some(text) => self.text(key, text),
            None => self.raw(key, "null"),
        }
    }

    /// An object whose only member is a text.
    pub(crate) fn message(&mut self, key: &str, text: &str) {
        self.begin(key, '{');
        self.text("text", text);
        self.end('}');
    }

    #[inline(never)]
    pub(crate) fn number(&mut self, key: &str, number: u64) {
        self.raw(key, &number.to_string());
    }

    pub(crate) fn flag(&mut self, key: &str, flag: bool) {
        self.raw(key, if flag { "true" } else { "false" });
    }

    #[inline(never)]
    pub(crate) fn raw(&mut self, key: &str, json: &str) {
        self.key(key);
        self.out.push_str(json);
    }

    #[inline(never)]
    fn quoted(&mut self, text: &str) {
        self.out.push('"');
        let mut rest = text;
        loop {
            let at = find_special(rest.as_bytes());
            self.out.push_str(rest.get(..at).unwrap_or_default());
            let Some(&byte) = rest.as_bytes().get(at) else { break };
            self.escape(byte);
            rest = rest.get(at + 1..).unwrap_or_default();
        }
        self.out.push('"');
    }

    #[cold]
    #[inline(never)]
    fn escape(&mut self, byte: u8) {
        let letter = match byte {
            0x08 => 'b',
            b'\t' => 't',
            b'\n' => 'n',
            0x0c => 'f',
            b'\r' => 'r',
            b'"' | b'\\' => char::from(byte),
            _ => 'u',
        };
        self.out.push('\\');
        self.out.push(letter);
        if letter == 'u' {
            self.out.push_str(if byte < 16 { "000" } else { "001" });
            self.out.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
        }
    }

    /// All that was written.
    pub(crate) fn finish(self) -> String {
        self.out
    }
}

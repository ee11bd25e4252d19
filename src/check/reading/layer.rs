//! The whole source is wrapped in something, such as base64: the text inside, as far as it is needed.

use super::{Reader, Subject};
use crate::{
    record::output::Output,
    source::{
        OffsetMap, Window,
        unwrap::{Unwrapping, Wrapping},
    },
};

/// See the module's comment.
pub(super) struct Layer {
    unwrapping: Unwrapping,
    text: Vec<u8>,
    base: u32,
    map: OffsetMap,
}

impl Layer {
    pub(super) fn new(wrapping: Wrapping, start: u32) -> Self {
        Self { unwrapping: Unwrapping::new(wrapping, start), text: Vec::new(), base: 0, map: OffsetMap::default() }
    }

    /// Places of the text inside as those of the text outside.
    pub(super) fn outer(&self, inner: Vec<u32>) -> Vec<u32> {
        inner.into_iter().map(|offset| self.map.outer(offset)).collect()
    }

    /// Unwraps what can be unwrapped of the outer text and reads it; returns the outer offset that is still needed.
    pub(super) fn read(
        &mut self,
        outer: &Window<'_>,
        last: bool,
        reader: &mut Reader,
        subject: &mut dyn Subject,
        output: &mut Output,
    ) -> u32 {
        let read_to = self.unwrapping.decode(outer, last, &mut self.text, &mut self.map);
        let window = &Window::unwrapped(&self.text, self.base, &self.map);
        let needed = reader.read_all(window, last, subject, output).clamp(self.base, window.end());
        let outer_needed = self.map.outer(needed).min(read_to);
        self.text.drain(..(needed - self.base) as usize);
        self.base = needed;
        match reader {
            Reader::Json(reader) => self.map.forget_before(needed, reader.landmarks()),
            Reader::Undecided | Reader::Xml(_) => self.map.forget_before(needed, std::iter::empty()),
        }
        outer_needed
    }
}

#[cfg(test)]
mod tests {
    use crate::check::{Options, check};

    /// The rules that say something of a text.
    fn rules(text: &str) -> Vec<String> {
        let findings = check(text.as_bytes(), &Options::default()).findings;
        let mut rules: Vec<String> = findings.into_iter().map(|finding| finding.rule).collect();
        rules.sort();
        rules
    }

    #[test]
    fn of_what_is_wrapped_the_same_is_said_and_that_it_is_wrapped() {
        for text in [
            r#"{"a": 1}"#,
            r#"{"error_code": "-1", "message": ""}"#,
            r#"{"error_code": 0, "result": [{"La": "x"}]}"#,
            r#"{"madonvi": "?", "service": "LayDanhMucLinhVuc"}"#,
            r#"{"service": "DongBoHoSoMC", "data": [{}, 5]}"#,
            r#"[{"La": "x"}]"#,
        ] {
            let mut wrapped = rules(&text.replace('"', "&quot;"));
            let told = wrapped.iter().position(|rule| rule == "pasted-debris");
            assert!(told.is_some_and(|at| wrapped.remove(at) == "pasted-debris"), "{text}");
            assert_eq!(wrapped, rules(text), "{text}");
        }
    }
}

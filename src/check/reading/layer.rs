//! The whole source is wrapped in something, such as base64: the text inside, as far as it is needed.

use super::{Reader, Subject, encoding::CONVERTIBLE_BYTES};
use crate::{
    model::catalogue::{Message, pasted_debris, syntax},
    record::output::{DraftFix, Output},
    source::{
        Fault, OffsetMap, Span, Window,
        unwrap::{Unwrapping, Wrapping},
    },
};

/// See the module's comment.
pub(super) struct Layer {
    wrapping: Wrapping,
    /// What is said of it.
    message: Message,
    unwrapping: Unwrapping,
    text: Vec<u8>,
    base: u32,
    map: OffsetMap,
    /// All the text inside, of a source that is not too large to be repaired.
    whole: Option<Vec<u8>>,
    /// Something else stands around what is wrapped.
    is_framed: bool,
}

impl Layer {
    /// What is wrapped begins at an offset of the outer text; `around`: behind other text of which that is said.
    pub(super) fn new(wrapping: Wrapping, start: u32, around: Option<Message>) -> Self {
        // Under a key a string is not a wrapping of its own.
        let own = around.filter(|around| *around == pasted_debris::message::UNDER_KEY);
        Self {
            wrapping,
            message: own.unwrap_or_else(|| told(wrapping)),
            unwrapping: Unwrapping::new(wrapping, start),
            text: Vec::new(),
            base: 0,
            map: OffsetMap::default(),
            whole: Some(Vec::new()),
            is_framed: around.is_some(),
        }
    }

    /// What is said of the wrapping, or of what it is a part of.
    pub(super) const fn message(&self) -> Message {
        self.message
    }

    /// The repair that puts what is inside in the place of the whole outer text.
    pub(super) fn taken_out(&mut self, whole: Span) -> Option<DraftFix> {
        let text = String::from_utf8(self.whole.take()?).ok()?;
        let is_safe = !self.is_framed;
        Some(DraftFix::of_source(pasted_debris::fix::TAKE_OUT, vec![(whole, text)], is_safe))
    }

    /// Places of the text inside as those of the text outside.
    pub(super) fn outer(&self, inner: Vec<u32>) -> Vec<u32> {
        inner.into_iter().map(|offset| self.map.outer(offset)).collect()
    }

    /// Unwraps what can be unwrapped of the outer text and reads it; returns the outer offset that is still needed, and
    /// what is wrong with the wrapping.
    pub(super) fn read(
        &mut self,
        outer: &Window<'_>,
        last: bool,
        reader: &mut Reader,
        subject: &mut dyn Subject,
        output: &mut Output,
    ) -> (u32, Vec<Fault>) {
        let known = self.text.len();
        let read_to = self.unwrapping.decode(outer, last, &mut self.text, &mut self.map);
        self.keep(known);
        let window = &Window::unwrapped(&self.text, self.base, &self.map);
        let needed = reader.read_all(window, last, subject, output).clamp(self.base, window.end());
        let outer_needed = self.map.outer(needed).min(read_to);
        let faults = self.faults(outer, last, read_to);
        self.text.drain(..(needed - self.base) as usize);
        self.base = needed;
        match reader {
            Reader::Json(reader) => self.map.forget_before(needed, reader.landmarks()),
            Reader::Xml(reader) => self.map.forget_before(needed, reader.places().into_iter()),
            Reader::Undecided => {}
        }
        (outer_needed, faults)
    }

    /// Keeps what was unwrapped now for the repair.
    fn keep(&mut self, known: usize) {
        let fresh = self.text.get(known..).unwrap_or_default();
        self.whole =
            self.whole.take().filter(|whole| whole.len() + fresh.len() <= CONVERTIBLE_BYTES).map(|mut whole| {
                whole.extend_from_slice(fresh);
                whole
            });
    }

    /// What is wrong with the wrapping so far, and what stands behind it.
    fn faults(&mut self, outer: &Window<'_>, last: bool, read_to: u32) -> Vec<Fault> {
        let mut faults = Vec::new();
        while let Some(trouble) = self.unwrapping.take_trouble() {
            faults.extend(trouble.fault(outer));
        }
        if self.wrapping != Wrapping::JsonString || !last {
            return faults;
        }
        let end = Span::new(read_to, outer.end());
        if !self.unwrapping.is_closed() {
            faults.push(Fault::new(syntax::message::MISSING_CLOSE_QUOTE, Span::at(end.end)));
            self.whole = None;
        } else if self.message == pasted_debris::message::UNDER_KEY {
            // What stands behind the string is what stands around it.
        } else if !outer.bytes(Span::new(end.start + 1, end.end)).trim_ascii().is_empty() {
            faults.push(Fault::new(pasted_debris::message::TEXT_AROUND, Span::new(end.start + 1, end.end)));
            self.is_framed = true;
        }
        faults
    }
}

/// What is said of a wrapping.
const fn told(wrapping: Wrapping) -> Message {
    match wrapping {
        Wrapping::Base64 => pasted_debris::message::BASE64,
        Wrapping::Entities => pasted_debris::message::ENTITIES,
        Wrapping::Escaped => pasted_debris::message::ESCAPED,
        Wrapping::JsonString => pasted_debris::message::PACKET_IN_STRING,
        Wrapping::Mail => pasted_debris::message::MAIL,
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

//! Collects the nodes of a reader's own profile from a reader's events; when its object is complete the profile is read.

use super::{OwnProfile, read};
use crate::{
    check::{
        Options,
        ended::{Found, report},
        fault,
        finder::{
            root::Root,
            trail::{PendingName, Role, Trail},
        },
        reading::{Reader, Reading, Subject},
    },
    model::{
        OptionsBuilder, Report, VerdictReason,
        catalogue::{Message, RuleId, bad_profile},
    },
    record::{
        arena::Kind,
        output::{Draft, Output, Selection},
        remark::Remark,
    },
    source::{Event, Fault, Sink, Span, Window},
    standard,
};

/// Reads a reader's own profile: what comes of it, or the report about it.
pub(crate) fn of_text(text: &[u8], options: &Options) -> Result<OwnProfile, Box<Report>> {
    let limits = options.given.limits;
    let mut output = Output::new(Selection::default(), options.given.max_findings_per_rule);
    let (mut reading, mut nodes) = (Reading::new(limits), Nodes::new());
    reading.feed(text, true, &mut nodes, &mut output);
    match nodes.profile {
        Some(profile) if !is_bad(&output) => Ok(profile),
        _ => {
            let read = reading.told(&nodes, Some(VerdictReason::BadProfile));
            Err(Box::new(report(&about_profile(options), &Found::nothing(), output, read)))
        }
    }
}

/// The same options for the report about the profile.
fn about_profile(options: &Options) -> Options {
    let given = OptionsBuilder {
        own_profile: None,
        name: String::new(),
        only: Vec::new(),
        skip: Vec::new(),
        ..options.given.clone()
    };
    Options { given, own_profile: None }
}

/// See the module's comment.
struct Nodes {
    trail: Trail,
    root: Root,
    /// What the object says that came last, when nothing was wrong with it.
    profile: Option<OwnProfile>,
}

impl Nodes {
    fn new() -> Self {
        Self { trail: Trail::new(), root: Root::default(), profile: None }
    }

    fn begin(&mut self, window: &Window<'_>, output: &mut Output, kind: Kind, open: Span) {
        let node = self.trail.container(kind, open);
        self.root.saw(window, output, open);
        let path = self.trail.path_length();
        let role = if self.trail.is_empty() {
            self.trail.begin_line();
            Role::Record
        } else {
            Role::Inner
        };
        self.trail.push(node, role, path, false);
    }

    /// A profile is one JSON value: of a text with tags nothing is read, and said no more than that.
    fn saw_tag(&mut self, window: &Window<'_>, output: &mut Output) {
        let tag = window.text().iter().position(|byte| *byte == b'<');
        if let Some(at) = tag.filter(|_| self.root.is_missing()) {
            let start = window.base() + at as u32;
            self.root.saw(window, output, Span::new(start, start + 1));
        }
    }

    fn end(&mut self, window: &Window<'_>, output: &mut Output, at: Span) {
        let Some(open) = self.trail.close(at) else { return };
        if self.trail.is_empty() {
            self.profile = read(&self.trail.arena, window, open.node, output);
            self.trail.arena.truncate(open.node);
        }
        self.trail.leave(open);
    }
}

/// It holds an error; what was copied with it is none.
fn is_bad(output: &Output) -> bool {
    output.counts().error > output.counts_of(RuleId::PASTED_DEBRIS).error
}

impl Nodes {
    fn not_an_object(&self, output: &mut Output) {
        let mut draft = Draft::from_remark(Remark::new(bad_profile::message::OBJECT));
        draft.span = self.root.place();
        output.push(draft);
    }
}

impl Subject for Nodes {
    fn read(&mut self, reader: &mut Reader, window: &Window<'_>, last: bool, output: &mut Output) -> u32 {
        match reader {
            Reader::Json(reader) => {
                let needed = reader.read(window, last, &mut Events { nodes: self, output });
                needed.min(self.trail.needed())
            }
            Reader::Undecided | Reader::Xml(_) => {
                self.saw_tag(window, output);
                window.end()
            }
        }
    }

    fn finish(&mut self, _: &Window<'_>, output: &mut Output) {
        if self.profile.is_none() && !is_bad(output) {
            self.not_an_object(output);
        }
    }

    fn is_foreign(&mut self, _: Message, output: &mut Output) {
        self.not_an_object(output);
    }

    fn is_unreadable(&self) -> bool {
        self.root.is_unreadable()
    }

    fn is_ndjson(&self) -> bool {
        self.trail.is_ndjson()
    }
}

/// Takes the readers' events into the nodes, and what is found into the output.
struct Events<'a> {
    nodes: &'a mut Nodes,
    output: &'a mut Output,
}

impl Sink for Events<'_> {
    fn event(&mut self, window: &Window<'_>, event: Event) {
        let trail = &mut self.nodes.trail;
        match event {
            Event::Name { token, text, flags } => {
                trail.name = Some(PendingName { span: text, flags, start: token.start });
            }
            Event::Scalar { kind, token, text, flags } => {
                let node = trail.scalar(kind, token, text, flags);
                if !trail.keep(node) {
                    self.nodes.root.saw_scalar(window, self.output, &node);
                }
            }
            Event::BeginObject(open) => self.nodes.begin(window, self.output, Kind::Object, open),
            Event::BeginList(open) => self.nodes.begin(window, self.output, Kind::List, open),
            Event::EndObject(at) | Event::EndList(at) => self.nodes.end(window, self.output, at),
            Event::BeginUnwrapped(_) => trail.begin_string(),
            Event::EndUnwrapped(_) => _ = trail.end_string(),
            Event::NextDocument(_) => {
                if !trail.is_ndjson() {
                    trail.begin_lines(self.output);
                }
                trail.next_line();
            }
            // No reader of JSON tells these.
            Event::BeginElement { .. }
            | Event::NextValue(_)
            | Event::Attribute { .. }
            | Event::Text { .. }
            | Event::Aside(_)
            | Event::CutOff(_)
            | Event::EndElement(_) => {}
        }
    }

    fn fault(&mut self, window: &Window<'_>, fault: Fault) {
        let mut draft = fault::draft(window, fault, standard::dictionary());
        draft.path = self.nodes.trail.current_path(window);
        self.output.push(draft);
    }

    fn unwraps(&self) -> bool {
        !self.nodes.trail.reads_string() && self.nodes.trail.is_empty() && self.nodes.root.is_missing()
    }

    fn keep_from(&self) -> u32 {
        self.nodes.trail.keep_from()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Finding;

    const GOOD: &str = r#"{"base": "qcvn120-2020"}"#;

    fn findings(text: &str) -> Vec<Finding> {
        of_text(text.as_bytes(), &Options::default()).map_or_else(|report| report.findings, |_| Vec::new())
    }

    #[test]
    fn a_profile_may_be_wrapped_as_packets_are() {
        let base = |text: &str| of_text(text.as_bytes(), &Options::default()).map(|profile| profile.base.to_string());
        let in_string = serde_json::to_string(GOOD).unwrap();
        let in_base64 = "eyJiYXNlIjogInFjdm4xMjAtMjAyMCJ9";
        for text in [GOOD, &in_string, in_base64, &format!("\u{feff}{GOOD}\n")] {
            assert_eq!(base(text).ok().as_deref(), Some("qcvn120-2020"), "{text}");
        }
    }

    #[test]
    fn of_several_lines_each_is_read_and_the_paths_say_which() {
        let text = format!("{GOOD}\n{{\"base\": [0, x]}}\n");
        let found = findings(&text);
        let places: Vec<(&str, &str)> =
            found.iter().map(|finding| (finding.rule.as_str(), finding.path.as_str())).collect();
        assert!(places.contains(&("bad-profile", "/base")) && places.contains(&("syntax", "/1/base")), "{places:?}");
    }

    #[test]
    fn xml_is_no_profile_and_nothing_more_is_said_of_it() {
        let found = findings("<CongdanCollection a=\"1\"><CongDan>x</CongDan></CongdanCollection>");
        let said: Vec<(&str, u32)> =
            found.iter().map(|finding| (finding.rule.as_str(), finding.range.start.byte)).collect();
        assert_eq!(said, [("bad-profile", 0)]);
    }
}

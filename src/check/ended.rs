//! A source that was read, before it is written about: rules across sources may have more to say about it. Also the
//! answer about it.

use std::sync::Arc;

use super::{
    Options, causes,
    findings::{Writer, of_source, shown_name},
    plan::Plan,
    recognise::Choice,
};
use crate::{
    model::{
        Content, Counts, Encoding, Format, Progress, Report, Source, Verdict, VerdictReason, catalogue::RuleId,
        verdict::Facts,
    },
    record::output::Output,
    standard::{self, Dictionary, Term},
};

/// What is known of a source when it was read.
#[derive(Clone, Copy)]
pub(super) struct Read {
    pub(super) bytes: u64,
    pub(super) format: Option<Format>,
    pub(super) encoding: Option<Encoding>,
    /// Why nothing can be said about the packet.
    pub(super) no_answer: Option<VerdictReason>,
    /// Why reading ended before the source did.
    pub(super) cut: Option<VerdictReason>,
}

/// What was found in a source, but for the findings.
pub(super) struct Found<'a> {
    pub(super) dictionary: &'a Arc<Dictionary>,
    pub(super) choice: Option<&'a Choice>,
    pub(super) plan: Option<&'a Plan>,
    /// The profile that the reader's own lies over, when that is what is checked against.
    pub(super) base_profile: Option<&'a str>,
    /// The packet is in the profile that the caller chose.
    pub(super) profile_was_chosen: bool,
    /// There is a reply, and nothing else that could be recognised.
    pub(super) is_reply: bool,
    pub(super) records: u32,
}

impl Found<'_> {
    /// Of a source that is no packet.
    pub(super) fn nothing() -> Self {
        Self {
            dictionary: standard::built_in(),
            choice: None,
            plan: None,
            base_profile: None,
            profile_was_chosen: false,
            is_reply: false,
            records: 0,
        }
    }
}

/// See the module's comment.
pub(super) struct Ended {
    /// All but the answer.
    source: Source,
    said: Said,
}

/// What was found in it, and what the answer and the texts of its findings follow from.
struct Said {
    facts: Facts,
    output: Output,
    /// The document that lays down the packet.
    document: Option<Term>,
    dictionary: Arc<Dictionary>,
}

impl Ended {
    pub(super) fn new(options: &Options, found: &Found<'_>, mut output: Output, read: Read) -> Self {
        if found.plan.is_none() {
            // Of what is no packet nobody knows what it shall be.
            output.forget_fixes();
        }
        let facts = facts(found, &output, read);
        let dictionary = Arc::clone(found.dictionary);
        causes::tell(output.sorted(), found.is_reply, |field| !options.given.mask || dictionary.knows(field));
        let is_xml = read.format == Some(Format::Xml);
        let writer = Writer { options, number: 0, is_xml, document: "", dictionary: &dictionary };
        let source = Source {
            name: shown_name(options),
            bytes: read.bytes,
            format: read.format,
            encoding: read.encoding,
            packet: found.choice.map(|choice| choice.name().to_owned()),
            profile: found.plan.map(|plan| (&plan.profile.id).into()),
            base_profile: found.base_profile.map(str::to_owned),
            recognised: writer.recognised(found),
            records: found.records,
            verdict: Verdict::NotChecked,
            reason: None,
            complete: facts.incomplete.is_none(),
            counts: Counts::default(),
            not_checked: writer.not_checked(found, &output),
            content: None,
        };
        output.close();
        let document = found.plan.map(|plan| plan.packet.citation.doc.clone());
        Self { source, said: Said { facts, output, document, dictionary } }
    }

    /// The report about it alone, of which nothing is taken away.
    fn report(&mut self, options: &Options) -> Report {
        self.said.report(self.source.clone(), options, 0)
    }

    /// The report about it, which is the source of that number in its session.
    pub(super) fn into_report(mut self, options: &Options, number: u32) -> Report {
        self.said.report(self.source, options, number)
    }
}

impl Said {
    /// The report about a source, of which all but the answer is known.
    fn report(&mut self, source: Source, options: &Options, number: u32) -> Report {
        let source = self.answered(source);
        let writer = Writer {
            options,
            number,
            is_xml: source.format == Some(Format::Xml),
            document: self.document.as_ref().map_or("", Term::as_str),
            dictionary: &self.dictionary,
        };
        let findings = writer.findings(self.output.sorted());
        of_source(source, options, findings, self.output.is_truncated())
    }

    /// The same with the answer that follows from the findings so far.
    fn answered(&self, source: Source) -> Source {
        let counts = self.output.counts();
        let around = self.output.counts_of(RuleId::PASTED_DEBRIS);
        let facts = Facts { errors: errors(&self.output), ..self.facts };
        let (verdict, reason) = facts.verdict();
        let content = (around.total() > 0).then(|| content(facts, counts, around));
        Source { verdict, reason, counts, content, ..source }
    }
}

/// What is known of a source that has come, in a session.
pub(super) enum Part {
    /// It was read.
    Read(Box<Ended>),
    /// It was not: nothing more can be said about it.
    Told(Box<Report>),
}

impl Part {
    /// The report about the source alone.
    pub(super) fn report(&mut self, options: &Options) -> Report {
        match self {
            Self::Read(ended) => ended.report(options),
            Self::Told(report) => Report::clone(report),
        }
    }

    /// The same, when there is no more to say.
    pub(super) fn into_report(self, options: &Options) -> Report {
        match self {
            Self::Read(ended) => ended.into_report(options, 0),
            Self::Told(report) => *report,
        }
    }

    /// What the rules say of it.
    pub(super) fn output(&mut self) -> Option<&mut Output> {
        match self {
            Self::Read(ended) => Some(&mut ended.said.output),
            Self::Told(_) => None,
        }
    }

    pub(super) fn progress(&self) -> Progress {
        let (source, counts) = match self {
            Self::Read(ended) => (Some(&ended.source), ended.said.output.counts()),
            Self::Told(report) => (report.sources.first(), report.counts),
        };
        let (bytes, records) = source.map_or((0, 0), |source| (source.bytes, source.records));
        Progress { bytes, records, findings: counts.total() }
    }
}

/// The report about a source that no rule across sources speaks of.
pub(super) fn report(options: &Options, found: &Found<'_>, output: Output, read: Read) -> Report {
    Ended::new(options, found, output, read).into_report(options, 0)
}

/// What decides about the source.
fn facts(found: &Found<'_>, output: &Output, read: Read) -> Facts {
    let is_cut = read.cut.or((output.counts_of(RuleId::TOO_DEEP).error > 0).then_some(VerdictReason::TooLarge));
    let leaves_out = || output.left_out().any(|rule| found.plan.is_some_and(|plan| plan.may_be_error(rule)));
    Facts {
        no_answer: read.no_answer,
        errors: errors(output),
        incomplete: is_cut.or_else(|| leaves_out().then_some(VerdictReason::LeftOut)),
    }
}

/// How many errors keep the source from conforming.
fn errors(output: &Output) -> u32 {
    let deciding = RuleId::ALL.into_iter().filter(|rule| rule.rule().decides);
    deciding.map(|rule| output.counts_of(rule).error).sum()
}

/// The answer about what stands inside of what surrounds it.
fn content(facts: Facts, counts: Counts, around: Counts) -> Content {
    let inside = Facts { errors: facts.errors.saturating_sub(around.error), ..facts };
    Content { verdict: inside.verdict().0, counts: counts.without(around) }
}

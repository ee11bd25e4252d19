//! Walks a source's events against a dictionary, one record at a time, and makes the report.
//!
//! The way of the data: bytes, decoded text, events, records, drafts of findings, places, report. Nothing is kept longer
//! than the largest record, the envelope, the findings, and what rules across records remember.

mod causes;
#[cfg(test)]
mod cut_off_tests;
mod ended;
#[cfg(test)]
mod evidence;
mod fault;
pub(crate) mod finder;
mod findings;
mod marks;
pub(crate) mod matcher;
mod options;
pub(crate) mod own_profile;
pub(crate) mod plan;
mod reading;
pub(crate) mod recognise;
#[cfg(test)]
mod recognise_tests;
#[cfg(test)]
mod repair_tests;
mod session;
mod states;
pub(crate) mod value;
#[cfg(test)]
mod value_tests;

use ended::{Ended, Part};
use finder::Finder;
use reading::{Reading, Subject as _};
use states::States;

pub use findings::unopened;
pub(crate) use findings::unreadable_words;
pub use options::Options;
pub use session::Session;

use crate::{
    model::{Progress, Report, VerdictReason},
    record::output::{Output, Selection},
};

/// Checks one source, given whole or in pieces; the report does not depend on how it is cut.
pub struct Checker {
    options: Options,
    reading: Reading,
    finder: Finder,
    output: Output,
    /// What is wrong with the reader's own profile: then nothing is read.
    bad_profile: Option<Box<Report>>,
}

/// Checks a whole source.
#[must_use]
pub fn check(bytes: &[u8], options: &Options) -> Report {
    Checker::new(options).whole(bytes)
}

impl Checker {
    /// A checker for one source.
    #[must_use]
    pub fn new(options: &Options) -> Self {
        let given = &options.given;
        let mut finder = Finder::new(given.packet.clone(), given.profile.clone());
        if let Some(own) = &options.own_profile {
            finder.use_profile(own.clone());
        }
        let selection = Selection::new(&given.only, &given.skip);
        // Read again where it is bad: what is wrong with it is said in the words that are asked for.
        let bad = given.own_profile.as_ref().filter(|_| options.own_profile.is_none());
        Self {
            options: options.clone(),
            reading: Reading::new(given.limits),
            finder,
            output: Output::new(selection, given.max_findings_per_rule),
            bad_profile: bad.and_then(|own| own_profile::of_text(&own.0, options).err()),
        }
    }

    /// The same for the source of that number in a session, whose rules remember this of those before.
    fn of_session(options: &Options, number: u32, states: States) -> Self {
        let mut checker = Self::new(options);
        checker.output.set_source(number);
        checker.finder.lend(states);
        checker
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.feed(bytes, false);
    }

    /// No more bytes will come: the report.
    #[must_use]
    pub fn finish(mut self) -> Report {
        self.end();
        self.report()
    }

    fn end(&mut self) {
        self.feed(&[], true);
    }

    /// Reading is given up here: what was found so far, and no verdict.
    #[must_use]
    pub fn stop(mut self) -> Report {
        self.give_up();
        self.report()
    }

    fn give_up(&mut self) {
        if self.bad_profile.is_none() {
            self.reading.stop(&mut self.finder, &mut self.output);
        }
    }

    /// Nothing is said about the source: its options, and what the rules remember.
    fn drop_source(mut self) -> (Options, States) {
        (self.options, self.finder.take_states())
    }

    /// Checks a whole source in one go.
    pub(crate) fn whole(mut self, bytes: &[u8]) -> Report {
        self.feed(bytes, true);
        self.report()
    }

    /// Bytes taken, records checked and findings made so far.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let findings = self.output.counts().total();
        Progress { bytes: self.reading.total(), records: self.finder.records(), findings }
    }

    fn feed(&mut self, bytes: &[u8], last: bool) {
        if self.bad_profile.is_some() {
            return self.reading.pass(bytes);
        }
        self.reading.feed(bytes, last, &mut self.finder, &mut self.output);
    }

    /// The source was the only one of its session.
    fn report(self) -> Report {
        let (mut part, mut states, options) = self.into_part();
        states.end(part.output());
        part.into_report(&options)
    }

    /// What is known of the source at its end, and what the rules remember.
    fn into_part(mut self) -> (Part, States, Options) {
        let states = self.finder.take_states();
        if let Some(report) = self.bad_profile {
            let report = findings::of_profile(*report, &self.options, self.reading.total());
            return (Part::Told(Box::new(report)), states, self.options);
        }
        let read = self.reading.told(&self.finder, self.no_answer());
        let ended = Ended::new(&self.options, &self.finder.found(), self.output, read);
        (Part::Read(Box::new(ended)), states, self.options)
    }

    /// Why nothing can be said about the packet, whatever was found.
    fn no_answer(&self) -> Option<VerdictReason> {
        let found = self.finder.found();
        let lacks_public_text = found.plan.is_some_and(plan::Plan::has_no_public_text);
        if let Some(reason) = self.reading.no_packet() {
            Some(reason)
        } else if self.finder.is_unreadable() {
            Some(self.reading.cut().unwrap_or(VerdictReason::Unreadable))
        } else if found.plan.is_none() {
            // Where reading ended early, what follows may have told.
            Some(self.reading.cut().unwrap_or(VerdictReason::UnknownPacket))
        } else if found.is_reply || found.records > 0 && lacks_public_text {
            Some(VerdictReason::NoPublicText)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests;

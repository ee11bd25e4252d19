//! A check of several sources in order, each given whole or in pieces, and the one report about all of them.

use std::collections::HashMap;

use super::{Checker, Options, ended::Part, findings::unopened, states::States};
use crate::model::{
    Counts, Finding, Language, Progress, Report, Source, Verdict, VerdictReason,
    verdict::{SetTold, set_summary},
};

/// Checks sources one after the other: the packets of a day, the files of a folder.
///
/// What is kept is the sources' answers and the findings up to the cap of each rule, not the sources.
///
/// ```
/// use goitin::{Options, Session, model::Verdict};
///
/// let mut session = Session::new(&Options::default());
/// session.begin("a.json");
/// session.push(br#"{"service": "DongBoHoSoMC", "#);
/// session.push(br#""data": []}"#);
/// session.begin("b.json");
/// session.push(b"no packet");
/// let report = session.finish();
/// assert_eq!(report.sources.len(), 2);
/// assert_eq!(report.sources[1].verdict, Verdict::NotChecked);
/// ```
pub struct Session {
    options: Options,
    /// The source that is being read.
    current: Option<Checker>,
    /// The report about those before, if there were any, but for those that wait.
    report: Option<Report>,
    /// How many findings of each rule are in the report.
    kept: HashMap<String, u32>,
    /// What the rules across records remember, while no source is read.
    states: States,
    /// Sources of which there may be more to say when all have come: a place in one of them is remembered, or in one
    /// before.
    waiting: Vec<Part>,
    /// How many findings of each rule there are with those that wait.
    drafted: HashMap<String, u32>,
    /// Of those that wait some were left out.
    is_cut: bool,
}

impl Session {
    /// A session without sources.
    #[must_use]
    pub fn new(options: &Options) -> Self {
        Self {
            options: options.clone(),
            current: None,
            report: None,
            kept: HashMap::new(),
            states: States::default(),
            waiting: Vec::new(),
            drafted: HashMap::new(),
            is_cut: false,
        }
    }

    /// A session whose rules remember this.
    #[cfg(test)]
    pub(super) fn remembering(options: &Options, states: States) -> Self {
        Self { states, ..Self::new(options) }
    }

    /// Begins the next source, and ends the one before.
    pub fn begin(&mut self, name: &str) {
        self.close();
        let states = std::mem::take(&mut self.states);
        self.current = Some(Checker::of_session(&self.options_of(name), self.sources(), states));
    }

    /// Takes the next bytes of the source; without one that was begun they are of one without a name.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.current.is_none() {
            self.begin("");
        }
        if let Some(checker) = &mut self.current {
            checker.push(bytes);
        }
    }

    /// The source is complete: the report about it alone, if one was begun. Without this call it ends with the next.
    pub fn end(&mut self) -> Option<Report> {
        let mut checker = self.current.take()?;
        checker.end();
        Some(self.added(checker))
    }

    /// The rest of the source is not read: the report about what was found in it so far, if one was begun.
    pub fn give_up(&mut self) -> Option<Report> {
        let mut checker = self.current.take()?;
        checker.give_up();
        Some(self.added(checker))
    }

    /// The source cannot be opened, or not be read to its end; `why` says in a language what the system says. Of what was
    /// read of it nothing is said: the report about it alone, if one was begun.
    pub fn unreadable(&mut self, why: impl Fn(Language) -> String) -> Option<Report> {
        let (options, states) = self.current.take()?.drop_source();
        self.states = states;
        let report = unopened(&options, why);
        self.keep(Part::Told(Box::new(report.clone())));
        Some(report)
    }

    /// The next source cannot be opened or read; `why` says in a language what the system says: the report about it alone.
    pub fn unopened(&mut self, name: &str, why: impl Fn(Language) -> String) -> Option<Report> {
        self.begin(name);
        self.unreadable(why)
    }

    /// What was begun is no source: nothing is said of it, not even that it was there.
    pub fn forget(&mut self) {
        if let Some(checker) = self.current.take() {
            self.states = checker.drop_source().1;
        }
    }

    /// Bytes taken, records checked and findings made so far, in all sources.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let mut progress = self.current.as_ref().map_or_else(Progress::default, Checker::progress);
        if let Some(report) = &self.report {
            progress.bytes += report.sources.iter().map(|source| source.bytes).sum::<u64>();
            progress.records += report.sources.iter().map(|source| source.records).sum::<u32>();
            progress.findings += report.counts.total();
        }
        for part in self.waiting.iter().map(Part::progress) {
            progress.bytes += part.bytes;
            progress.records += part.records;
            progress.findings += part.findings;
        }
        progress
    }

    /// No more bytes will come: the report about all sources. Of one source it is that of [`check`](super::check).
    #[must_use]
    pub fn finish(mut self) -> Report {
        self.close();
        self.end_states();
        self.report.unwrap_or_else(|| super::check(&[], &self.options))
    }

    /// Reading is given up in the midst of a source: what was found so far.
    #[must_use]
    pub fn stop(mut self) -> Report {
        if let Some(mut checker) = self.current.take() {
            checker.give_up();
            self.take(checker);
        }
        self.finish()
    }

    /// The source that is being read is complete.
    fn close(&mut self) {
        if let Some(mut checker) = self.current.take() {
            checker.end();
            self.take(checker);
        }
    }

    /// Takes the next source, which has ended, and what the rules remember now: the report about it alone.
    fn added(&mut self, checker: Checker) -> Report {
        let (mut part, states, options) = checker.into_part();
        self.states = states;
        if self.must_wait(&mut part) {
            let report = part.report(&options);
            self.wait(part);
            return report;
        }
        let report = part.into_report(&options);
        self.add(report.clone());
        report
    }

    /// The same where nobody asks for that report.
    fn take(&mut self, checker: Checker) {
        let (part, states, _) = checker.into_part();
        self.states = states;
        self.keep(part);
    }

    fn keep(&mut self, mut part: Part) {
        if self.must_wait(&mut part) {
            return self.wait(part);
        }
        let report = part.into_report(&self.options);
        self.add(report);
    }

    fn must_wait(&self, part: &mut Part) -> bool {
        !self.waiting.is_empty() || part.output().is_some_and(|output| output.keeps_places())
    }

    /// Keeps of the source what the report may need.
    fn wait(&mut self, mut part: Part) {
        if self.waiting.is_empty() {
            self.drafted.clone_from(&self.kept);
        }
        if let Some(output) = part.output() {
            let cap = self.options.given.max_findings_per_rule;
            self.is_cut |= cut(output.sorted(), |draft| draft.rule().as_str(), cap, &mut self.drafted);
        }
        self.waiting.push(part);
    }

    /// All sources have come: what the rules say now belongs to those that wait.
    fn end_states(&mut self) {
        let mut waiting = std::mem::take(&mut self.waiting);
        self.states.end(waiting.iter_mut().filter_map(Part::output));
        for part in waiting {
            match part {
                Part::Read(ended) => {
                    let report = ended.into_report(&self.options, self.sources());
                    self.join(report);
                }
                Part::Told(report) => self.add(*report),
            }
        }
        if let Some(report) = &mut self.report {
            report.truncated |= self.is_cut;
        }
    }

    /// How many sources have come.
    fn sources(&self) -> u32 {
        (self.report.as_ref().map_or(0, |report| report.sources.len()) + self.waiting.len()) as u32
    }

    /// Options for the next source.
    fn options_of(&self, name: &str) -> Options {
        let profile = self.report.as_ref().and_then(Report::own_profile);
        self.options.named(name, self.sources() - u32::from(profile.is_some()))
    }

    /// Adds the report about the next source alone.
    fn add(&mut self, mut report: Report) {
        let before = self.report.as_ref().map_or(0, |whole| whole.sources.len() as u32);
        for finding in &mut report.findings {
            finding.source += before;
            for related in &mut finding.related {
                related.source += before;
            }
        }
        self.join(report);
    }

    /// Adds the report about the next source, whose findings know its number.
    fn join(&mut self, mut report: Report) {
        let Some(whole) = &mut self.report else {
            cut(&mut report.findings, |finding| &finding.rule, u32::MAX, &mut self.kept);
            self.report = Some(report);
            return;
        };
        let cap = self.options.given.max_findings_per_rule;
        let mut findings = join(whole, report);
        whole.truncated |= cut(&mut findings, |finding| &finding.rule, cap, &mut self.kept);
        whole.findings.append(&mut findings);
        whole.summary = set_summary(told(whole), self.options.given.languages);
    }
}

/// Adds the report about one source to that about those before it, but for its findings, which it gives.
fn join(whole: &mut Report, next: Report) -> Vec<Finding> {
    let Report { sources, findings, counts, not_checked, truncated, complete, .. } = next;
    // The reader's own profile is one for all sources: what is wrong with it is said once.
    let is_repeated = next.reason == Some(VerdictReason::BadProfile) && whole.own_profile().is_some();
    let sources = sources.into_iter().take(if is_repeated { 1 } else { usize::MAX });
    whole.sources.extend(sources);
    if !is_repeated {
        whole.counts = sum(whole.counts, counts);
        whole.truncated |= truncated;
    }
    whole.complete &= complete;
    for item in not_checked {
        if !whole.not_checked.contains(&item) {
            whole.not_checked.push(item);
        }
    }
    (whole.verdict, whole.reason) = verdict(&whole.sources);
    whole.records = None;
    let same = |mine: &Option<String>, other: &Option<String>| if mine == other { mine.clone() } else { None };
    whole.packet = same(&whole.packet, &next.packet);
    whole.profile = same(&whole.profile, &next.profile);
    whole.base_profile = same(&whole.base_profile, &next.base_profile);
    whole.recognised = whole.recognised.take().filter(|mine| Some(mine) == next.recognised.as_ref());
    if is_repeated { Vec::new() } else { findings }
}

const fn sum(one: Counts, other: Counts) -> Counts {
    Counts {
        error: one.error.saturating_add(other.error),
        warning: one.warning.saturating_add(other.warning),
        info: one.info.saturating_add(other.info),
    }
}

/// The first present of does-not-conform, not-checked and conforms, and why the first that has no answer has none.
fn verdict(sources: &[Source]) -> (Verdict, Option<VerdictReason>) {
    let first = |verdict| sources.iter().find(|source| source.verdict == verdict);
    let decides = [Verdict::DoesNotConform, Verdict::NotChecked].into_iter().find_map(first);
    decides.map_or((Verdict::Conforms, None), |source| (source.verdict, source.reason))
}

/// Keeps the first findings of each rule, up to the cap, of which so many are there before; whether some were left out.
fn cut<T>(list: &mut Vec<T>, rule: impl Fn(&T) -> &str, cap: u32, kept: &mut HashMap<String, u32>) -> bool {
    let before = list.len();
    list.retain(|item| {
        let count = kept.entry(rule(item).to_owned()).or_default();
        let has_room = *count < cap;
        *count += u32::from(has_room);
        has_room
    });
    list.len() < before
}

fn told(report: &Report) -> SetTold {
    let packets = report.set();
    let of = |verdict| packets.iter().filter(|(_, source)| source.verdict == verdict).count();
    SetTold {
        conforming: of(Verdict::Conforms),
        not_conforming: of(Verdict::DoesNotConform),
        not_checked: of(Verdict::NotChecked),
        counts: report.counts,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check::check, model::verdict::of_source};

    const GOOD: &[u8] = br#"{"service": "LayDanhMucLinhVuc", "madonvi": "000.00.00.H22"}"#;
    const BAD: &[u8] = br#"{"service": "LayDanhMucLinhVuc", "madonvi": "?"}"#;

    fn options(cap: u32) -> Options {
        Options::builder().max_findings_per_rule(cap).build().unwrap()
    }

    fn report(sources: &[&[u8]], cap: u32) -> Report {
        let mut session = Session::new(&options(cap));
        for (number, source) in sources.iter().enumerate() {
            session.begin(&format!("{number}.json"));
            for piece in source.chunks(7) {
                session.push(piece);
            }
        }
        session.finish()
    }

    #[test]
    fn the_session_of_one_source_is_a_check() {
        for source in [GOOD, BAD, b"", b"?"] {
            let alone = check(source, &options(9).named("0.json", 0));
            assert_eq!(report(&[source], 9), alone);
        }
        assert_eq!(Session::new(&options(9)).finish(), check(b"", &options(9)));
    }

    #[test]
    fn every_source_has_its_answer_and_the_whole_the_worst() {
        let whole = report(&[GOOD, b"?", BAD, BAD], 9);
        let answers: Vec<Verdict> = whole.sources.iter().map(|source| source.verdict).collect();
        assert_eq!(answers[..2], [Verdict::Conforms, Verdict::NotChecked]);
        assert_eq!(
            whole.sources[2],
            Source { name: "2.json".to_owned(), ..check(BAD, &options(9)).sources[0].clone() }
        );
        assert_eq!(whole.counts, whole.sources.iter().fold(Counts::default(), |all, source| sum(all, source.counts)));
        assert_eq!((whole.packet.as_deref(), whole.records), (None, None));
        let of_last = whole.findings.iter().filter(|finding| finding.source == 3).count();
        assert!(of_last > 0 && of_last == whole.findings.iter().filter(|finding| finding.source == 2).count());
        assert_eq!(report(&[GOOD, b"?"], 9).reason, Some(VerdictReason::NotAPacket));
        assert_eq!(report(&[GOOD, GOOD], 9).packet.as_deref(), Some("LayDanhMucLinhVuc"));
    }

    #[test]
    fn the_cap_is_one_for_all_and_the_counts_are_not_capped() {
        let (all, capped) = (report(&[BAD; 5], 99), report(&[BAD; 5], 2));
        assert!(!all.truncated && capped.truncated);
        assert_eq!(all.counts, capped.counts);
        assert_eq!(
            capped.findings,
            all.findings.iter().filter(|finding| finding.source < 2).cloned().collect::<Vec<_>>()
        );
    }

    #[test]
    fn what_cannot_be_opened_is_named_and_the_rest_is_checked() {
        let mut session = Session::new(&options(9));
        session.begin("a.json");
        session.push(GOOD);
        session.unopened("b.json", |_| "no such file".to_owned());
        session.begin("c.json");
        session.push(GOOD);
        let whole = session.finish();
        assert_eq!(whole.sources[1].reason, Some(VerdictReason::Unreadable));
        assert_eq!(whole.not_checked[0].what, "b.json");
        assert_eq!(whole.verdict, Verdict::NotChecked);
        assert_eq!(whole.summary.en.unwrap(), "Of 3 packets 2 conform and 1 could not be checked; no error.");
    }

    #[test]
    fn a_source_ends_complete_given_up_or_unreadable() {
        let mut session = Session::new(&options(9));
        assert_eq!((session.end(), session.give_up(), session.unreadable(|_| String::new())), (None, None, None));
        let mut ended = Vec::new();
        for end in [Session::end, Session::give_up, |session: &mut Session| session.unreadable(|_| "gone".to_owned())] {
            session.begin("a.json");
            session.push(BAD);
            ended.extend(end(&mut session));
        }
        let whole = session.finish();
        assert_eq!(ended[0], check(BAD, &options(9).named("a.json", 0)));
        assert_eq!(whole.sources, ended.iter().flat_map(|report| report.sources.clone()).collect::<Vec<_>>());
        let complete: Vec<_> = whole.sources.iter().map(|source| (source.complete, source.reason)).collect();
        assert_eq!(
            complete,
            [(true, None), (false, Some(VerdictReason::Stopped)), (false, Some(VerdictReason::Unreadable))]
        );
        assert_eq!(whole.sources[2].counts, Counts::default());
        assert_eq!(whole.not_checked.last().unwrap().text.en.as_deref(), Some("gone"));
        assert!(of_source(&whole.sources[2], Language::En).contains("cannot be opened or read"));
    }

    #[test]
    fn a_bad_profile_is_told_once_and_is_no_packet() {
        let own = Options::builder().own_profile("{}").mask(true).build().unwrap();
        for is_first_open in [true, false] {
            let mut session = Session::new(&own);
            if !is_first_open {
                session.unopened("0.json", |_| "no such file".to_owned());
            }
            for _ in 0..3 {
                session.begin("a.json");
                session.push(GOOD);
            }
            let whole = session.finish();
            let packets = if is_first_open { 3 } else { 4 };
            let sentence = whole.summary.en.as_deref().unwrap();
            assert!(
                sentence.starts_with(&format!("Of {packets} packets {packets} could not be checked;")),
                "{sentence}"
            );
            assert_eq!(whole.sources.len(), packets + 1);
            assert_eq!(whole.set().len(), packets);
            let before = usize::from(!is_first_open);
            assert_eq!(whole.own_profile(), Some(before + 1));
            // Masked names count the packets.
            assert_eq!(whole.sources.last().unwrap().name, format!("tệp {packets}.json"));
            assert_eq!(whole.counts, check(GOOD, &own).counts);
            assert!(whole.counts.error > 0);
            assert_eq!(whole.findings.len(), check(GOOD, &own).findings.len());
        }
    }
}

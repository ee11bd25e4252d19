//! `goitin check`: files in, reports out, and the exit code. Files are read in pieces, and a report is written as soon as
//! it is there, also where all of them are one document.

use super::arguments::CHECKING;
use super::baseline::Baseline;
use super::{
    Arguments, CONFORMS, DOES_NOT_CONFORM, Flag, Host, Input, NO_ANSWER, Problem, Stop, SystemError, say, source_name,
};
use crate::{
    check::{Checker, Options, unopened, unreadable_words},
    model::{Counts, Language, Languages, Report, Verdict, VerdictReason, masked_name},
    write::{
        FORMATS, OutputFormat,
        csv::Csv,
        document::Document,
        handed_on,
        html::Html,
        json,
        sarif::Sarif,
        text::{self, Audience, Style},
    },
};

/// Sources up to this size are kept so that their lines can be shown.
const SHOWN_SIZE: usize = 64 << 20;

const FLAGS: [Flag; 10] = [
    Flag::value("--format"),
    Flag::value("--fail-on"),
    Flag::value("--baseline"),
    Flag::value("--write-baseline"),
    Flag::value("--color"),
    Flag::switch("--accept-selection"),
    Flag::switch("--set"),
    Flag::switch("--ndjson"),
    Flag::switch("--staff"),
    Flag::switch("--developer"),
];

/// Checks the files named and writes their reports.
pub(super) fn run(words: &[String], host: &mut dyn Host) -> Result<u8, Stop> {
    let arguments = Arguments::parse(words, &[&FLAGS, &CHECKING])?;
    if arguments.operands.is_empty() {
        return Err(Problem::stop(
            "chưa nêu tệp nào; dùng - để đọc từ đầu vào chuẩn",
            "no file is named; use - for standard input",
        ));
    }
    let mut session = Session::new(&arguments, host)?;
    session.write_part(host, |document, out| document.begin(out))?;
    for path in &arguments.operands {
        if arguments.has("--ndjson") {
            session.check_lines(path, host)?;
        } else {
            session.check_file(path, host)?;
        }
    }
    session.finish(host)
}

/// One run over all files.
struct Session {
    format: OutputFormat,
    options: Options,
    /// The file with the reader's own profile.
    own_profile: Option<String>,
    style: Style,
    fail_on_warning: bool,
    /// Rules that were left out do not stand in the way of a good exit code.
    accept_selection: bool,
    known: Option<Baseline>,
    learned: Option<(String, Baseline)>,
    /// One report and nothing else: JSON is written for people.
    alone: bool,
    /// Of the formats that are one.
    document: Option<Box<dyn Document>>,
    /// The files are one set with one report.
    set: Option<Set>,
    /// How many sources have been checked.
    checked: u32,
    worst: u8,
}

impl Session {
    fn new(arguments: &Arguments, host: &mut dyn Host) -> Result<Self, Stop> {
        let lines = arguments.has("--ndjson");
        let fallback = if lines { OutputFormat::Json } else { OutputFormat::Text };
        let format = arguments.choice("--format", FORMATS)?.unwrap_or(fallback);
        let language = arguments.language()?;
        let known = match arguments.value("--baseline") {
            Some(path) => Some(Baseline::read(host, path)?),
            None => None,
        };
        let learned = arguments.value("--write-baseline").map(|path| (path.to_owned(), Baseline::default()));
        let mut options = arguments.engine_options(host)?;
        if format != OutputFormat::Json {
            options.languages = match language {
                Language::Vi => Languages::Vi,
                Language::En => Languages::En,
            };
        }
        let has_baseline = known.is_some() || learned.is_some();
        if has_baseline && arguments.value("--max-findings").is_none() {
            // A finding beyond the cap could be neither learned nor recognised.
            options.max_findings_per_rule = u32::MAX;
        }
        let options = options.build()?;
        let set =
            arguments.has("--set").then(|| Set { session: crate::check::Session::new(&options), shown: Vec::new() });
        let failing = [("error", false), ("warning", true)];
        Ok(Self {
            format,
            options,
            own_profile: arguments.value("--profile").map(str::to_owned),
            style: style(arguments, language, host)?,
            fail_on_warning: arguments.choice("--fail-on", &failing)?.unwrap_or(false),
            accept_selection: arguments.has("--accept-selection"),
            known,
            learned,
            alone: set.is_some() || arguments.operands.len() == 1 && !lines,
            document: document(format, language),
            set,
            checked: 0,
            worst: CONFORMS,
        })
    }

    /// The file is one source and gives one report, whatever happens.
    fn check_file(&mut self, path: &str, host: &mut dyn Host) -> Result<(), Stop> {
        let name = source_name(path);
        let mut reading = self.begin(name);
        match read(path, host, &mut |chunk| {
            reading.push(chunk, self.set.as_mut());
            Ok(reading.wants_more())
        })? {
            None => self.take(reading, host),
            Some(why) => self.cannot_read(name, &why, host),
        }
    }

    /// Every line of the file is a source of its own; blank lines are none.
    fn check_lines(&mut self, path: &str, host: &mut dyn Host) -> Result<(), Stop> {
        let name = source_name(path);
        let mut number = 1_u64;
        let mut reading = self.begin(&line_name(name, number));
        let mut input = match host.open(path) {
            Ok(input) => input,
            Err(why) => return self.cannot_read(name, &why, host),
        };
        loop {
            let chunk = match input.chunk() {
                Ok(Some(chunk)) => chunk,
                Ok(None) => break,
                Err(why) => return self.cannot_read(name, &why, host),
            };
            let mut rest = chunk.as_slice();
            while let Some(newline) = memchr::memchr(b'\n', rest) {
                let (line, after) = rest.split_at(newline);
                reading.push(line, self.set.as_mut());
                self.take_line(reading, host)?;
                number += 1;
                reading = self.begin(&line_name(name, number));
                rest = after.get(1..).unwrap_or_default();
            }
            reading.push(rest, self.set.as_mut());
        }
        self.take_line(reading, host)
    }

    fn begin(&mut self, name: &str) -> Reading {
        let checker = match &mut self.set {
            Some(set) => {
                set.session.begin(name);
                None
            }
            None => Some(Checker::new(&self.options.named(name, self.checked))),
        };
        let shows_lines = self.format == OutputFormat::Text && !self.options.given.mask;
        Reading::new(checker, self.options.given.limits.bytes, shows_lines)
    }

    fn take_line(&mut self, reading: Reading, host: &mut dyn Host) -> Result<(), Stop> {
        if reading.is_blank {
            if let Some(set) = &mut self.set {
                set.session.forget();
            }
            return Ok(());
        }
        self.take(reading, host)
    }

    fn take(&mut self, reading: Reading, host: &mut dyn Host) -> Result<(), Stop> {
        let bytes = reading.kept.unwrap_or_default();
        let report = match reading.checker {
            Some(checker) => Some(checker.finish()),
            None => self.set.as_mut().and_then(|set| set.session.end()),
        };
        report.map_or(Ok(()), |report| self.checked_one(report, bytes, host))
    }

    /// One more source is done: its report is written, or the set has it.
    fn checked_one(&mut self, report: Report, bytes: Vec<u8>, host: &mut dyn Host) -> Result<(), Stop> {
        self.checked += 1;
        if self.set.is_none() {
            return self.report(report, &[bytes], host);
        }
        // The exit code is the highest of the sources'.
        let known = self.known_in(&report);
        self.worst = self.worst.max(self.code(&report, known));
        if let Some(set) = &mut self.set {
            set.keep(bytes);
        }
        Ok(())
    }

    fn cannot_read(&mut self, name: &str, why: &SystemError, host: &mut dyn Host) -> Result<(), Stop> {
        let said = |language| if language == Language::En { &why.en } else { &why.vi };
        say(host, &format!("goitin: {name}: {}", said(self.style.language)));
        let words = |language| unreadable_words(said(language), language);
        let report = match &mut self.set {
            Some(set) => {
                set.session.forget();
                set.session.unopened(name, words)
            }
            None => Some(unopened(&self.options.named(name, self.checked), words)),
        };
        report.map_or(Ok(()), |report| self.checked_one(report, Vec::new(), host))
    }

    /// The findings of a report that do not count: those that are known, or are learned now.
    fn known_in(&mut self, report: &Report) -> Counts {
        if let Some((_, learned)) = &mut self.learned {
            learned.learn(report);
            return learned.count_known(report);
        }
        self.known.as_ref().map_or_else(Counts::default, |known| known.count_known(report))
    }

    /// Counts a report for the exit code and writes it.
    fn report(&mut self, mut report: Report, sources: &[Vec<u8>], host: &mut dyn Host) -> Result<(), Stop> {
        if let Some(path) = &self.own_profile
            && let Some(profile) = report.own_profile().and_then(|number| report.sources.get_mut(number))
        {
            profile.name = if self.options.given.mask { masked_name(path, 1) } else { path.clone() };
        }
        let known = self.known_in(&report);
        let hidden = self.known.as_ref().map_or_else(Counts::default, |known| known.forget_known(&mut report));
        self.worst = self.worst.max(self.code(&report, known));
        handed_on::without_secrets(&mut report);
        match self.format {
            OutputFormat::Text => self.write_text(&report, sources, hidden, host),
            OutputFormat::Json => self.write_json(&report, host),
            OutputFormat::Csv | OutputFormat::Sarif | OutputFormat::Html => {
                self.write_part(host, |document, out| document.report(&report, out))
            }
        }
    }

    fn code(&self, report: &Report, known: Counts) -> u8 {
        let errors = report.counts.error.saturating_sub(known.error);
        let warnings = report.counts.warning.saturating_sub(known.warning);
        match report.verdict {
            Verdict::NotChecked if !self.accepts(report) => NO_ANSWER,
            _ if errors > 0 => DOES_NOT_CONFORM,
            // All errors are known, but there may be others.
            Verdict::DoesNotConform if !report.complete => NO_ANSWER,
            _ if self.fail_on_warning && warnings > 0 => DOES_NOT_CONFORM,
            _ => CONFORMS,
        }
    }

    /// Only rules that the caller left out stand between the packet and an answer, and the caller wants it so.
    fn accepts(&self, report: &Report) -> bool {
        self.accept_selection && report.reason == Some(VerdictReason::LeftOut)
    }

    fn write_text(
        &self,
        report: &Report,
        sources: &[Vec<u8>],
        hidden: Counts,
        host: &mut dyn Host,
    ) -> Result<(), Stop> {
        let sources: Vec<&[u8]> = sources.iter().map(Vec::as_slice).collect();
        let mut out = text::text(report, &sources, self.style);
        let hidden = hidden.error + hidden.warning + hidden.info;
        if hidden > 0 {
            let note = match self.style.language {
                Language::Vi => format!("Không liệt kê {hidden} phát hiện đã biết.\n"),
                Language::En => format!("Known findings that are not listed: {hidden}.\n"),
            };
            out.push_str(&note);
        }
        if !self.alone {
            out.push('\n');
        }
        Ok(host.out(out.as_bytes())?)
    }

    fn write_json(&self, report: &Report, host: &mut dyn Host) -> Result<(), Stop> {
        let mut out = if self.alone { json::pretty(report) } else { json::compact(report) };
        out.push('\n');
        Ok(host.out(out.as_bytes())?)
    }

    /// Writes the next part of the document, where the format is one.
    fn write_part(
        &mut self,
        host: &mut dyn Host,
        write: impl FnOnce(&mut dyn Document, &mut String),
    ) -> Result<(), Stop> {
        let mut out = String::new();
        if let Some(document) = &mut self.document {
            write(document.as_mut(), &mut out);
        }
        if !out.is_empty() {
            host.out(out.as_bytes())?;
        }
        Ok(())
    }

    /// The document is whole before anything else can fail.
    fn finish(mut self, host: &mut dyn Host) -> Result<u8, Stop> {
        if let Some(set) = self.set.take() {
            self.report(set.session.finish(), &set.shown, host)?;
        }
        let last = if self.format == OutputFormat::Sarif { "\n" } else { "" };
        self.write_part(host, |document, out| {
            document.end(out);
            out.push_str(last);
        })?;
        if let Some((path, learned)) = &self.learned {
            learned.write(host, path)?;
        }
        Ok(self.worst)
    }
}

fn document(format: OutputFormat, language: Language) -> Option<Box<dyn Document>> {
    let titles = Box::new(move |id: &str| crate::rules::title(id, language));
    match format {
        OutputFormat::Text | OutputFormat::Json => None,
        OutputFormat::Csv => Some(Box::new(Csv::new(language))),
        OutputFormat::Html => Some(Box::new(Html::new(language, titles))),
        OutputFormat::Sarif => Some(Box::new(Sarif::new(language, titles))),
    }
}

/// Files with one report about all of them.
struct Set {
    session: crate::check::Session,
    /// What of the sources is kept so that their lines can be shown.
    shown: Vec<Vec<u8>>,
}

impl Set {
    fn keep(&mut self, bytes: Vec<u8>) {
        let kept: usize = self.shown.iter().map(Vec::len).sum();
        self.shown.push(if kept + bytes.len() > SHOWN_SIZE { Vec::new() } else { bytes });
    }
}

/// A source on its way through its checker, or through the session of the set that it belongs to.
struct Reading {
    checker: Option<Checker>,
    kept: Option<Vec<u8>>,
    is_blank: bool,
    seen: u64,
    limit: u64,
}

impl Reading {
    fn new(checker: Option<Checker>, limit: u64, shows_lines: bool) -> Self {
        Self { checker, kept: shows_lines.then(Vec::new), is_blank: true, seen: 0, limit }
    }

    fn push(&mut self, bytes: &[u8], set: Option<&mut Set>) {
        if !self.wants_more() {
            return;
        }
        self.seen += bytes.len() as u64;
        self.is_blank = self.is_blank && bytes.trim_ascii().is_empty();
        match (&mut self.checker, set) {
            (Some(checker), _) => checker.push(bytes),
            (None, Some(set)) => set.session.push(bytes),
            (None, None) => {}
        }
        if let Some(kept) = &mut self.kept {
            kept.extend_from_slice(bytes);
            if kept.len() > SHOWN_SIZE {
                self.kept = None;
            }
        }
    }

    /// Beyond the limit the checker has stopped reading, and endless sources must end.
    fn wants_more(&self) -> bool {
        self.seen <= self.limit
    }
}

/// Reads a file piece by piece until `take` wants no more; gives what the system says when it cannot.
fn read(
    path: &str,
    host: &mut dyn Host,
    take: &mut dyn FnMut(&[u8]) -> Result<bool, Stop>,
) -> Result<Option<SystemError>, Stop> {
    let mut input: Box<dyn Input> = match host.open(path) {
        Ok(input) => input,
        Err(why) => return Ok(Some(why)),
    };
    loop {
        match input.chunk() {
            Ok(Some(chunk)) if take(&chunk)? => {}
            Ok(_) => return Ok(None),
            Err(why) => return Ok(Some(why)),
        }
    }
}

/// `packets.ndjson#3`: a colon would read like a line of the file.
fn line_name(name: &str, number: u64) -> String {
    format!("{name}#{number}")
}

fn style(arguments: &Arguments, language: Language, host: &dyn Host) -> Result<Style, Stop> {
    let colors = [("auto", None), ("always", Some(true)), ("never", Some(false))];
    let color = arguments.choice("--color", &colors)?.flatten();
    let audience = if arguments.has("--developer") { Audience::Developer } else { Audience::Staff };
    Ok(Style { language, audience, color: color.unwrap_or_else(|| host.wants_color()) })
}

//! From drafts to findings: texts in the languages asked for, citations, fingerprints; and the report they stand in.

use std::{borrow::Cow, collections::HashMap};

use super::ended::Found;
use crate::{
    check::Options,
    hash::stable_hash,
    model::{
        Citation, Counts, ENGINE, Edit, Finding, Fix, Help, Language, Localized, NotChecked, Place, RULESET, Range,
        Recognised, RecognisedBy, Related, Report, Source, Verdict, VerdictReason,
        catalogue::{Message, PlaceCited, Text},
        privacy::{Quote, Sensitivity, is_hidden, is_secret_name, masked_name, tells, unknown_name},
        verdict::{Told, summary},
    },
    record::{
        names,
        output::{Draft, DraftFix, Output},
        remark::Argument,
    },
    standard::Dictionary,
};

/// The name of the source; in a report that will be handed on nothing but its kind.
pub(super) fn shown_name(options: &Options) -> String {
    let name = &options.given.name;
    if options.given.mask && !name.is_empty() { masked_name(name, options.given.before + 1) } else { name.clone() }
}

/// The report about one source.
pub(super) fn of_source(source: Source, options: &Options, findings: Vec<Finding>, truncated: bool) -> Report {
    let told = Told::of(&source, false);
    let Source { verdict, reason, complete, counts, records, .. } = source;
    Report {
        version: 1,
        engine: ENGINE,
        ruleset: RULESET,
        verdict,
        reason,
        summary: summary(told, options.given.languages),
        complete,
        selection: options.given.selection(),
        packet: source.packet.clone(),
        profile: source.profile.clone(),
        base_profile: source.base_profile.clone(),
        recognised: Some(source.recognised.clone()),
        records: Some(records),
        counts,
        not_checked: source.not_checked.clone(),
        sources: vec![source],
        truncated,
        findings,
    }
}

/// A source of which nothing could be read or was read.
fn unread(options: &Options, bytes: u64, reason: VerdictReason, recognised: Recognised) -> Source {
    Source {
        name: shown_name(options),
        bytes,
        format: None,
        encoding: None,
        packet: None,
        profile: None,
        base_profile: None,
        recognised,
        records: 0,
        verdict: Verdict::NotChecked,
        reason: Some(reason),
        complete: false,
        counts: Counts::default(),
        not_checked: Vec::new(),
        content: None,
    }
}

/// The report about a source that could not be opened or read; `why` says in a language what the system says.
pub fn unopened(options: &Options, why: impl Fn(Language) -> String) -> Report {
    let languages = options.given.languages;
    let recognised = Recognised {
        by: RecognisedBy::Nothing,
        text: languages.localized(|language| match language {
            Language::Vi => "Không đọc được tệp.".to_owned(),
            Language::En => "The file could not be read.".to_owned(),
        }),
    };
    let mut source = unread(options, 0, VerdictReason::Unreadable, recognised);
    source.not_checked.push(NotChecked { what: source.name.clone(), text: languages.localized(why) });
    let told = Told::of(&source, true);
    Report { summary: summary(told, languages), ..of_source(source, options, Vec::new(), false) }
}

/// That a source could not be opened or read, in words; `why` is what the system says, if it says anything.
pub(crate) fn unreadable_words(why: &str, language: Language) -> String {
    let what = match language {
        Language::Vi => "không mở hoặc không đọc được tệp",
        Language::En => "the file cannot be opened or read",
    };
    if why.is_empty() { what.to_owned() } else { format!("{what}: {why}") }
}

/// The regulations that lay down packets.
const REGULATIONS: [&str; 2] = ["qcvn120", "qcvn109"];

/// The report about a packet that was not read because the reader's own profile is wrong: what is wrong with it stands in
/// the second source.
pub(super) fn of_profile(report: Report, options: &Options, bytes: u64) -> Report {
    let reason = VerdictReason::BadProfile;
    let Report { sources, findings, truncated, counts, recognised, .. } = report;
    let recognised = recognised.unwrap_or(Recognised { by: RecognisedBy::Nothing, text: Localized::default() });
    let packet = unread(options, bytes, reason, recognised);
    let findings = findings.into_iter().map(|finding| Finding { source: 1, record: None, ..finding }).collect();
    let told = Source { counts, ..packet.clone() };
    let mut report = of_source(told, options, findings, truncated);
    let profile = sources.into_iter().map(|profile| Source {
        verdict: Verdict::NotChecked,
        reason: Some(reason),
        complete: false,
        records: 0,
        ..profile
    });
    report.sources = [packet].into_iter().chain(profile).collect();
    report
}

/// Writes what is found in a source.
pub(super) struct Writer<'a> {
    pub(super) options: &'a Options,
    /// Number of the source in the report.
    pub(super) number: u32,
    pub(super) is_xml: bool,
    /// The document that lays down the packet.
    pub(super) document: &'a str,
    pub(super) dictionary: &'a Dictionary,
}

impl Writer<'_> {
    fn localized(&self, text: impl Fn(Language) -> String) -> Localized {
        self.options.given.languages.localized(text)
    }

    pub(super) fn recognised(&self, found: &Found<'_>) -> Recognised {
        match found.choice {
            Some(choice) => Recognised {
                by: choice.by,
                text: self.localized(|language| choice.reason(language, found.profile_was_chosen)),
            },
            None => Recognised {
                by: RecognisedBy::Nothing,
                text: self.localized(|language| {
                    let text = match language {
                        Language::Vi => "Không nhận ra gói tin nào.",
                        Language::En => "No packet was recognised.",
                    };
                    text.to_owned()
                }),
            },
        }
    }

    pub(super) fn not_checked(&self, found: &Found<'_>, output: &Output) -> Vec<NotChecked> {
        let xml = (self.is_xml && found.plan.is_some_and(|plan| plan.root.is_none())).then(|| NotChecked {
            what: "XML".to_owned(),
            text: self.localized(|language| {
                let text = match language {
                    Language::Vi => {
                        "Quy chuẩn cho phép XML nhưng không công bố lược đồ XML: chưa có căn cứ để kiểm tra tên phần tử bao \
                         ngoài và thứ tự phần tử."
                    }
                    Language::En => {
                        "The regulation allows XML but no public XML schema is known: the names of wrapping elements and \
                         the order of elements are not checked."
                    }
                };
                text.to_owned()
            }),
        });
        let is_packet = |field: &str| found.plan.is_some_and(|plan| plan.packet.id == *field);
        let gaps = output.gaps().iter().map(|field| NotChecked {
            what: field.clone(),
            text: self.localized(|language| match language {
                Language::Vi if is_packet(field) => {
                    format!("Bảng trường của các bản ghi trong gói tin {field} chưa được công bố.")
                }
                Language::En if is_packet(field) => {
                    format!("The field table of the records of {field} is not public.")
                }
                Language::Vi => {
                    format!("Chưa có căn cứ công khai để kiểm tra giá trị của trường {field}.")
                }
                Language::En => {
                    format!("There is no public text against which the values of {field} could be checked.")
                }
            }),
        });
        let outside = output.outside().iter().map(|(field, document)| NotChecked {
            what: field.clone(),
            text: self.localized(|language| {
                let title = self.dictionary.document(document).map_or(document.as_str(), |known| &known.title);
                match language {
                    Language::Vi => format!(
                        "Chỉ kiểm tra dạng của {field}, chưa đối chiếu với bảng mã của {title} (kể cả các mã theo thời gian)."
                    ),
                    Language::En => format!(
                        "Only the form of {field} was checked; the codes of {title}, with their history, were not compared."
                    ),
                }
            }),
        });
        xml.into_iter().chain(gaps).chain(outside).collect()
    }

    pub(super) fn findings(&self, drafts: &[Box<Draft>]) -> Vec<Finding> {
        let mut prints = HashMap::new();
        drafts.iter().map(|draft| self.finding(draft, &mut prints)).collect()
    }

    fn finding(&self, draft: &Draft, prints: &mut HashMap<u64, u32>) -> Finding {
        let rule = draft.rule().rule();
        Finding {
            rule: draft.rule().to_string(),
            severity: draft.severity,
            grade: draft.grade.grade(),
            one_source: draft.grade.one_source(),
            source: self.number,
            path: self.path(draft),
            record: draft.record,
            key: draft.key.as_ref().map(|key| self.shown(key)),
            field: draft.field.as_deref().map(|field| self.name(field, draft)),
            range: range(draft.place),
            message: self.message(draft.message, draft),
            found: draft.found.as_ref().map(|found| self.shown(found)),
            expected: self.expected(draft),
            help: Help { staff: self.fill(rule.staff, draft), developer: self.fill(rule.developer, draft) },
            citations: self.citations(draft),
            related: draft
                .related
                .iter()
                .map(|related| Related {
                    source: related.source.unwrap_or(self.number),
                    range: range(related.place),
                    message: self.message(related.message, draft),
                })
                .collect(),
            fix: draft
                .fix
                .as_ref()
                .filter(|fix| !is_hidden(fix.sensitivity, self.masks()))
                .map(|fix| self.fix(fix, draft)),
            fingerprint: self.fingerprint(draft, prints),
        }
    }

    /// The report will be handed on.
    const fn masks(&self) -> bool {
        self.options.given.mask
    }

    /// The language of what has only one.
    const fn language(&self) -> Language {
        if self.options.given.languages.has(Language::Vi) { Language::Vi } else { Language::En }
    }

    fn shown(&self, quote: &Quote) -> String {
        quote.shown(self.masks(), self.language()).into_owned()
    }

    /// In what opens a door no names are told but those that say so.
    fn is_shown_name(&self, name: &str, draft: &Draft) -> bool {
        let is_told = !self.masks() && (draft.sensitivity < Sensitivity::Secret || is_secret_name(name));
        is_told || self.dictionary.knows(name)
    }

    fn name(&self, name: &str, draft: &Draft) -> String {
        if self.is_shown_name(name, draft) { name.to_owned() } else { unknown_name(self.language()).to_owned() }
    }

    /// The path, of known names and numbers.
    fn path(&self, draft: &Draft) -> String {
        let segment = |segment: &str| {
            if let Some(name) = names::marked(segment) {
                return self.name(name, draft);
            }
            let (name, number) = segment.split_at(segment.find('[').unwrap_or(segment.len()));
            let local = name.trim_start_matches('@');
            let is_number = local.bytes().all(|byte| byte.is_ascii_digit());
            if is_number || self.is_shown_name(local, draft) {
                segment.to_owned()
            } else {
                format!("{}{number}", unknown_name(self.language()))
            }
        };
        draft.path.split('/').map(segment).collect::<Vec<_>>().join("/")
    }

    /// Nothing that the rule chose by the value of a person is told.
    fn is_choice_hidden(&self, draft: &Draft) -> bool {
        self.masks() && draft.tells_of_person()
    }

    /// Which of its messages a rule chooses may tell the value: where that is a person's, the rule's title stands for it.
    fn message(&self, message: Message, draft: &Draft) -> Localized {
        if self.is_choice_hidden(draft) {
            return self.localized(|language| draft.rule().rule().title.get(language).to_owned());
        }
        self.fill(message.text(), draft)
    }

    fn expected(&self, draft: &Draft) -> Option<Localized> {
        let expected = draft.expected.filter(|_| !self.is_choice_hidden(draft))?;
        Some(self.fill(expected.text(), draft))
    }

    /// From a print that is made of a hidden value too, a short one could be found by trying them all.
    fn fingerprint(&self, draft: &Draft, prints: &mut HashMap<u64, u32>) -> String {
        let hides = |quote: &Option<Quote>| quote.as_ref().is_some_and(|quote| quote.is_hidden(self.masks()));
        if !hides(&draft.found) && !hides(&draft.key) {
            return fingerprint(draft, prints);
        }
        let path = self.path(draft);
        counted(stable_hash([draft.rule().as_str(), &path].join("\u{0}").as_bytes()) as u64, prints)
    }

    fn fix(&self, fix: &DraftFix, draft: &Draft) -> Fix {
        let text = fix.edits.first().map(|(_, text)| text.as_str()).unwrap_or_default();
        let edits = fix.edits.iter().zip(&fix.places).map(|((_, text), (start, end))| Edit {
            start: start.byte,
            end: end.byte,
            text: text.clone(),
        });
        Fix {
            title: self.localized(|language| self.filled(fix.title.text().get(language), draft, language, Some(text))),
            edits: edits.collect(),
            safe: fix.safe,
        }
    }

    fn fill(&self, text: Text, draft: &Draft) -> Localized {
        self.localized(|language| self.filled(text.get(language), draft, language, None))
    }

    /// Puts values into a text's placeholders.
    fn filled(&self, text: &str, draft: &Draft, language: Language, new_text: Option<&str>) -> String {
        let mut filled = String::with_capacity(text.len() + 32);
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                filled.push('{');
                rest = after;
                continue;
            };
            if let Some(value) = self.argument(name, draft, language, new_text) {
                filled.push_str(&value);
            } else {
                filled.push('{');
                filled.push_str(name);
                filled.push('}');
            }
            rest = tail;
        }
        filled.push_str(rest);
        filled
    }

    /// What stands in the place of a placeholder.
    fn argument<'d>(
        &self,
        name: &str,
        draft: &'d Draft,
        language: Language,
        new_text: Option<&'d str>,
    ) -> Option<Cow<'d, str>> {
        let as_far = |text: &'d str, sensitivity| {
            let is_hidden = tells(text) && is_hidden(sensitivity, self.masks());
            Cow::Borrowed(if is_hidden { hidden(language) } else { text })
        };
        let given =
            draft.arguments.iter().find(|(known, _)| *known == name).map(|(_, value)| match (value, language) {
                (Argument::Known(text), _)
                | (Argument::Both(text, _), Language::Vi)
                | (Argument::Both(_, text), Language::En) => Cow::Borrowed(text.as_str()),
                (Argument::Value(text), _)
                | (Argument::ValueInWords(text, _), Language::Vi)
                | (Argument::ValueInWords(_, text), Language::En) => as_far(text, draft.sensitivity),
                (Argument::Other(text, _, sensitivity), Language::Vi)
                | (Argument::Other(_, text, sensitivity), Language::En) => {
                    let is_name = *sensitivity == Sensitivity::UnknownName && self.masks();
                    if is_name { Cow::Borrowed(unknown_name(language)) } else { as_far(text, *sensitivity) }
                }
            });
        given.or_else(|| match name {
            "field" => draft.field.as_deref().map(|field| {
                Cow::Borrowed(if self.is_shown_name(field, draft) { field } else { unknown_name(language) })
            }),
            "found" => Some(draft.found.as_ref().map(|found| found.shown(self.masks(), language)).unwrap_or_default()),
            "text" => new_text.map(Cow::Borrowed),
            _ => None,
        })
    }

    fn citations(&self, draft: &Draft) -> Vec<Citation> {
        let documents = self.dictionary;
        let title = |doc: &str| documents.document(doc).map_or_else(String::new, |document| document.title.clone());
        let other = if self.is_xml { ["rfc8259", ""] } else { ["xml10", "xmlns10"] };
        let foreign = |doc: &str| REGULATIONS.contains(&doc) && !self.document.is_empty() && doc != self.document;
        // A packet of another document does not rest on the regulation.
        let elsewhere = draft.citation.as_ref().is_some_and(|row| row.doc != "qcvn120");
        let of_rule = draft.rule().rule().citations.iter().filter(|cited| {
            let is_elsewhere = elsewhere && ["qcvn120", "vpcp14"].contains(&cited.doc);
            let concerns = !(other.contains(&cited.doc) || foreign(cited.doc) || is_elsewhere);
            concerns && (self.is_choice_hidden(draft) || cited.is_ground_of(draft.message))
        });
        let written = |cited: &PlaceCited| Citation {
            doc: cited.doc.to_owned(),
            title: title(cited.doc),
            place: cited.place.to_owned(),
            grade: cited.grade,
        };
        let row = draft.citation.as_ref().map(|row| Citation {
            doc: (&row.doc).into(),
            title: title(&row.doc),
            place: (&row.place).into(),
            grade: documents.document(&row.doc).map_or(draft.grade.grade(), |document| document.grade.grade()),
        });
        let mut list: Vec<Citation> = row.into_iter().collect();
        for citation in of_rule.map(written) {
            if !list.iter().any(|known| known.doc == citation.doc) {
                list.push(citation);
            }
        }
        list
    }
}

/// What stands for what a value says, where the value is hidden: its length could tell it.
const fn hidden(language: Language) -> &'static str {
    match language {
        Language::Vi => "(đã che)",
        Language::En => "(hidden)",
    }
}

const fn range(places: (Place, Place)) -> Range {
    Range { start: places.0, end: places.1 }
}

/// The same for the same defect of the same record, wherever its line has moved; a counter tells equal ones apart.
fn fingerprint(draft: &Draft, prints: &mut HashMap<u64, u32>) -> String {
    let place: String = if draft.key.is_some() {
        // The record's own code stands for its number.
        draft
            .path
            .split('/')
            .filter(|part| part.parse::<u32>().is_err())
            .map(without_number)
            .collect::<Vec<_>>()
            .join("/")
    } else {
        draft.path.clone()
    };
    let parts = [
        draft.rule().as_str(),
        draft.message.key(),
        &place,
        draft.key.as_ref().map_or("", |key| &key.text),
        draft.found.as_ref().map_or("", |found| &found.text),
    ];
    counted(stable_hash(parts.join("\u{0}").as_bytes()) as u64, prints)
}

/// A print, with the number of its equal where it is not the first.
fn counted(print: u64, prints: &mut HashMap<u64, u32>) -> String {
    let count = prints.entry(print).or_insert(0);
    *count += 1;
    if *count == 1 { format!("{print:016x}") } else { format!("{print:016x}-{count}") }
}

fn without_number(part: &str) -> &str {
    part.split('[').next().unwrap_or(part)
}

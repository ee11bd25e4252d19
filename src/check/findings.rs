//! From drafts to the report: texts in the languages asked for, citations, fingerprints, the verdict.

use super::{
    causes,
    outline::Outline,
    output::{Draft, DraftFix},
};
use crate::{
    options::Options,
    plain::{Table, hash, hexadecimal, note},
    report::{
        Citation, ENGINE, Edit, Finding, Fix, Help, Language, Localized, NotChecked, Place, RULESET, Range, Recognised,
        Related, Report, Source, VerdictReason, mask, verdict,
    },
    rules::{
        pages::{PlaceCited, texts::Text},
        shared::remark::Argument,
    },
    standard::Dictionary,
};

/// Writes the report.
pub(super) fn report(
    options: &Options,
    outline: &mut Outline,
    reason: Option<VerdictReason>,
    bytes: u64,
    format: Option<&'static str>,
    encoding: Option<&'static str>,
) -> Report {
    let counts = outline.output.counts();
    let (mut drafts, truncated) = outline.output.finish();
    causes::tell(&mut drafts, outline.is_reply());
    let document = outline.plan().map_or("", |plan| plan.packet.citation.doc.as_str());
    let writer = Writer { options, is_xml: format == Some("xml"), dictionary: outline.dictionary(), document };
    let mut prints = Table::new();
    let findings: Vec<Finding> = drafts.iter().map(|draft| writer.finding(draft, &mut prints)).collect();
    let plan = outline.plan();
    let mut report = Report {
        version: 1,
        engine: ENGINE,
        ruleset: RULESET,
        verdict: verdict::decide(reason, counts),
        reason,
        summary: verdict::summary(reason, counts, outline.records(), |language| options.languages.has(language)),
        sources: vec![Source { name: options.name.clone(), bytes, format, encoding }],
        packet: outline.choice().map(|choice| choice.name.unwrap_or(choice.packet).to_owned()),
        profile: plan.map(|plan| plan.profile.id.clone()),
        base_profile: outline.base_profile().map(str::to_owned),
        recognised: writer.recognised(outline),
        records: outline.records(),
        counts,
        not_checked: writer.not_checked(outline),
        truncated,
        findings,
        forecast: None,
    };
    mask::hide_secrets(&mut report);
    if options.mask {
        mask::mask(&mut report);
    }
    report
}

/// The regulations that lay down packets.
const REGULATIONS: [&str; 2] = ["qcvn120", "qcvn109"];

/// The report about a packet that was not read because the reader's own profile is wrong: what is wrong with it stands in
/// the second source.
pub(super) fn of_profile(mut report: Report, options: &Options, bytes: u64) -> Report {
    let reason = Some(VerdictReason::BadProfile);
    report.verdict = verdict::decide(reason, report.counts);
    report.reason = reason;
    report.summary = verdict::summary(reason, report.counts, 0, |language| options.languages.has(language));
    report.records = 0;
    report.sources.insert(0, Source { name: options.name.clone(), bytes, format: None, encoding: None });
    for finding in &mut report.findings {
        finding.source = 1;
        finding.record = None;
    }
    report
}

struct Writer<'a> {
    options: &'a Options,
    is_xml: bool,
    /// The document that lays down the packet.
    document: &'static str,
    dictionary: &'static Dictionary,
}

impl Writer<'_> {
    fn localized(&self, text: impl Fn(Language) -> String) -> Localized {
        let one = |language| self.options.languages.has(language).then(|| text(language));
        Localized { vi: one(Language::Vi), en: one(Language::En) }
    }

    fn recognised(&self, outline: &Outline) -> Recognised {
        match outline.choice() {
            Some(choice) => Recognised {
                by: choice.by,
                text: self.localized(|language| choice.reason(language, outline.profile_was_chosen())),
            },
            None => Recognised {
                by: "nothing",
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

    fn not_checked(&self, outline: &Outline) -> Vec<NotChecked> {
        let xml = (self.is_xml && outline.plan().is_some_and(|plan| plan.root.is_none())).then(|| NotChecked {
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
        let packet = outline.plan().map(|plan| &plan.packet.id);
        let gaps = outline.output.gaps().iter().map(|field| NotChecked {
            what: field.clone(),
            text: self.localized(|language| match language {
                Language::Vi if packet == Some(field) => {
                    format!("Bảng trường của các bản ghi trong gói tin {field} chưa được công bố.")
                }
                Language::En if packet == Some(field) => {
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
        let outside = outline.output.outside().iter().map(|(field, document)| NotChecked {
            what: field.clone(),
            text: self.localized(|language| {
                let title = self.dictionary.document(document).map_or(*document, |known| &known.title);
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

    fn finding(&self, draft: &Draft, prints: &mut Table) -> Finding {
        let rule = draft.rule;
        let message = rule.texts.message(draft.message);
        let expected = draft.expected.and_then(|key| rule.texts.expected(key));
        Finding {
            rule: rule.id.to_owned(),
            severity: draft.severity,
            grade: draft.grade.grade(),
            one_source: draft.grade.one_source(),
            source: 0,
            path: draft.path.clone(),
            record: draft.record,
            key: draft.key.clone(),
            field: draft.field.clone(),
            range: range(draft.place),
            message: self.fill(message, draft),
            found: draft.found.clone(),
            expected: expected.map(|text| self.fill(Some(text), draft)),
            help: Help {
                staff: self.fill(Some(rule.texts.staff()), draft),
                developer: self.fill(Some(rule.texts.developer()), draft),
            },
            citations: self.citations(draft),
            related: draft
                .related
                .iter()
                .map(|(_, key, places)| Related {
                    range: range(*places),
                    message: self.fill(rule.texts.message(key), draft),
                })
                .collect(),
            fix: draft.fix.as_ref().map(|fix| self.fix(fix, draft)),
            fingerprint: fingerprint(draft, prints),
        }
    }

    fn fix(&self, fix: &DraftFix, draft: &Draft) -> Fix {
        let title = draft.rule.texts.fix(fix.title);
        let text = fix.edits.first().map(|(_, text)| text.as_str()).unwrap_or_default();
        let edits = fix.edits.iter().zip(&fix.places).map(|((_, text), (start, end))| Edit {
            start: start.byte,
            end: end.byte,
            text: text.clone(),
        });
        Fix {
            title: self.localized(|language| {
                title.map_or_else(String::new, |title| fill(title.get(language), draft, language, Some(text)))
            }),
            edits: edits.collect(),
            safe: fix.safe,
        }
    }

    fn fill(&self, text: Option<Text>, draft: &Draft) -> Localized {
        self.localized(|language| text.map_or_else(String::new, |text| fill(text.get(language), draft, language, None)))
    }

    fn citations(&self, draft: &Draft) -> Vec<Citation> {
        let documents = self.dictionary;
        let title = |doc: &str| documents.document(doc).map_or_else(String::new, |document| document.title.clone());
        let other = if self.is_xml { ["rfc8259", ""] } else { ["xml10", "xmlns10"] };
        let foreign = |doc: &str| REGULATIONS.contains(&doc) && !self.document.is_empty() && doc != self.document;
        // A packet of another document does not rest on the regulation.
        let elsewhere = draft.citation.is_some_and(|row| row.doc != "qcvn120");
        let of_rule = draft.rule.citations.iter().filter(|cited| {
            let is_elsewhere = elsewhere && ["qcvn120", "vpcp14"].contains(&cited.doc);
            let concerns = !(other.contains(&cited.doc) || foreign(cited.doc) || is_elsewhere);
            concerns && cited.is_ground_of(draft.message)
        });
        let written = |cited: &PlaceCited| Citation {
            doc: cited.doc.to_owned(),
            title: title(cited.doc),
            place: cited.place.to_owned(),
            grade: cited.grade,
        };
        let row = draft.citation.map(|row| Citation {
            doc: row.doc.to_owned(),
            title: title(row.doc),
            place: row.place.to_owned(),
            grade: documents.document(row.doc).map_or(draft.grade.grade(), |document| document.grade.grade()),
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

/// Puts values into a text's placeholders.
fn fill(text: &str, draft: &Draft, language: Language, new_text: Option<&str>) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        if let Some(value) = argument(name, draft, language, new_text) {
            filled.push_str(value);
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

fn argument<'a>(name: &str, draft: &'a Draft, language: Language, new_text: Option<&'a str>) -> Option<&'a str> {
    let given = draft.arguments.iter().find(|(known, _)| *known == name).map(|(_, value)| match (value, language) {
        (Argument::Text(text), _)
        | (Argument::Both(text, _), Language::Vi)
        | (Argument::Both(_, text), Language::En) => text.as_str(),
    });
    given.or(match name {
        "field" => draft.field.as_deref(),
        "found" => Some(draft.found.as_deref().unwrap_or_default()),
        "text" => new_text,
        _ => None,
    })
}

const fn range(places: (Place, Place)) -> Range {
    Range { start: places.0, end: places.1 }
}

/// The same for the same defect of the same record, wherever its line has moved; a counter tells equal ones apart.
fn fingerprint(draft: &Draft, prints: &mut Table) -> String {
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
        draft.rule.id,
        draft.message,
        &place,
        draft.key.as_deref().unwrap_or_default(),
        draft.found.as_deref().unwrap_or_default(),
    ];
    let print = hash(parts.join("\u{0}").as_bytes());
    let count = &mut note(prints, print, 0).number;
    *count += 1;
    let print = hexadecimal(print as u64, 16).to_ascii_lowercase();
    if *count == 1 { print } else { format!("{print}-{count}") }
}

fn without_number(part: &str) -> &str {
    part.split('[').next().unwrap_or(part)
}

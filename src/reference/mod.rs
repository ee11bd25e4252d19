//! Everything the checker knows, as one JSON text: documents, packets with their field tables, code lists, rules with
//! their pages, and which rule looks at which field. The reference pages are made from it. Not part of the browser's
//! engine.

mod coverage;
mod examples;
mod history;
mod model;

use std::sync::Arc;

use schemars::generate::SchemaSettings;
use serde::de::{DeserializeOwned, IntoDeserializer, value::Error};

use crate::{
    model::catalogue::RuleId,
    rules::pages::{
        PAGES,
        page::{self, Both, Page},
    },
    standard::{self, Packet, Requirement, model::Texts, no_null::no_null},
};
use examples::source;
use model::{Example, ExampleFinding, Keyed, Reference, Rule, RuleCitation};

/// What stands in the place of each placeholder where no finding fills it, in both languages.
const PLACEHOLDERS: &str = include_str!("../rules/placeholders.json");

/// The whole reference.
///
/// `documents`, `codes`, `profiles`, `envelope` and `packets` are the dictionary; `rules` are the pages of `src/rules`,
/// taken apart; `coverage` says which rules were seen to look at each field, `history` what changed from one rule set to
/// the next. [`reference_schema`] describes it.
#[must_use]
pub fn reference() -> String {
    let pages: Vec<Page> = PAGES.iter().filter_map(|(_, text)| page::parse(text).ok()).collect();
    let dictionary = standard::dictionary().clone();
    let reference = Reference {
        engine: crate::model::ENGINE.to_owned(),
        ruleset: crate::model::RULESET.to_owned(),
        documents: dictionary.documents,
        codes: dictionary.codes,
        profiles: dictionary.profiles,
        envelope: dictionary.envelope,
        packets: dictionary.packets.into_iter().map(as_checked).collect(),
        coverage: coverage::coverage(&pages),
        history: history::history(),
        rules: pages.iter().filter_map(rule).collect(),
        placeholders: serde_json::from_str(PLACEHOLDERS).unwrap_or_default(),
    };
    serde_json::to_string(&reference).unwrap_or_default()
}

/// The JSON Schema (draft 2020-12) of the reference.
#[must_use]
pub fn reference_schema() -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().with_transform(no_null).into_generator();
    format!("{:#}\n", generator.into_root_schema_for::<Reference>().to_value())
}

/// Which fields a lenient packet must have is known nowhere.
fn as_checked(packet: Arc<Packet>) -> Packet {
    let mut packet = Arc::unwrap_or_clone(packet);
    for row in packet.types.values_mut().filter(|_| packet.lenient).flat_map(|table| &mut table.fields) {
        Arc::make_mut(row).required = Requirement::Optional;
    }
    packet
}

fn rule(page: &Page) -> Option<Rule> {
    let known = page.id.parse::<RuleId>().ok()?.rule();
    let citations = page.citations.iter().map(|cited| {
        let (doc, place, only) = (cited.doc.clone(), cited.place.clone(), cited.only.clone());
        Some(RuleCitation { doc, place, grade: word(&cited.grade)?, only })
    });
    Some(Rule {
        id: page.id.clone(),
        group: known.group,
        severity: known.severity,
        grade: known.grade,
        since: page.since.clone(),
        citations: citations.collect::<Option<_>>()?,
        title: texts(&page.title),
        messages: keyed(&page.messages),
        expected: keyed(&page.expected),
        fixes: keyed(&page.fixes),
        what: texts(&page.what),
        why: texts(&page.why),
        staff: texts(&page.staff),
        developer: texts(&page.developer),
        examples: page.examples.iter().filter_map(example).collect(),
    })
}

/// The value that a word of a page stands for.
fn word<T: DeserializeOwned>(word: &str) -> Option<T> {
    T::deserialize(IntoDeserializer::<Error>::into_deserializer(word)).ok()
}

fn texts(text: &Both) -> Texts {
    Texts { vi: text.vi.clone(), en: text.en.clone() }
}

fn keyed(list: &[page::Keyed]) -> Vec<Keyed> {
    let one = |item: &page::Keyed| Keyed { key: item.key.clone(), vi: item.text.vi.clone(), en: item.text.en.clone() };
    list.iter().map(one).collect()
}

fn example(example: &page::Example) -> Option<Example> {
    let findings = example.findings.iter().map(|finding| {
        Some(ExampleFinding {
            severity: word(&finding.severity)?,
            rule: finding.rule.clone(),
            path: finding.path.clone(),
            text: finding.text.clone(),
        })
    });
    Some(Example {
        title: texts(&example.title),
        language: example.language.clone(),
        shown: example.content.clone(),
        packet: example.setting("packet").map(str::to_owned),
        profile: example.setting("profile").map(str::to_owned),
        source: source(example).ok().and_then(|bytes| String::from_utf8(bytes).ok()),
        findings: findings.collect::<Option<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn parsed() -> Value {
        serde_json::from_str(&reference()).unwrap()
    }

    #[test]
    fn every_rule_packet_and_document_is_there() {
        let reference = parsed();
        assert_eq!(reference["rules"].as_array().unwrap().len(), crate::rules::rules().len());
        assert_eq!(reference["packets"].as_array().unwrap().len(), crate::standard::packets().len());
        for packet in reference["packets"].as_array().unwrap() {
            assert!(packet["types"].as_object().is_some_and(|types| !types.is_empty()), "{}", packet["id"]);
        }
        assert!(reference["documents"].as_array().is_some_and(|documents| !documents.is_empty()));
        assert!(reference["codes"].as_object().is_some_and(|codes| !codes.is_empty()));
    }

    #[test]
    fn every_example_of_text_has_its_file() {
        for rule in parsed()["rules"].as_array().unwrap() {
            for example in rule["examples"].as_array().unwrap() {
                let is_text = matches!(example["language"].as_str(), Some("json" | "xml"));
                assert!(!is_text || example["source"].is_string() || example["shown"].is_string(), "{example}");
            }
        }
    }
}

//! Everything the checker knows, as one JSON text: documents, packets with their field tables, code lists, rules with
//! their pages, and which rule looks at which field. The reference pages are made from it. Not part of the browser's
//! engine.

mod coverage;
mod history;

use serde_json::{Map, Value, json};

use crate::rules::pages::{
    PAGES,
    examples::source,
    page::{self, Both, Example, Keyed, Page},
};

/// The whole reference.
///
/// `documents`, `codes`, `profiles`, `envelope` and `packets` are the data files of `src/standard` as they stand; `rules`
/// are the pages of `src/rules`, taken apart, `placeholders` the words for those of their texts; `coverage` says which rules were seen to look at each field, `history` what
/// changed from one rule set to the next.
#[must_use]
pub fn reference() -> String {
    let pages: Vec<Page> = PAGES.iter().filter_map(|(_, text)| page::parse(text).ok()).collect();
    let mut reference = Map::new();
    reference.insert("engine".to_owned(), crate::ENGINE.into());
    reference.insert("ruleset".to_owned(), crate::RULESET.into());
    for (name, text) in DATA {
        reference.insert((*name).to_owned(), data(text));
    }
    reference.insert("packets".to_owned(), packets().into());
    reference.insert("coverage".to_owned(), coverage::coverage(&pages));
    reference.insert("history".to_owned(), history::history());
    reference.insert("rules".to_owned(), pages.iter().map(rule).collect());
    reference.insert("placeholders".to_owned(), data(PLACEHOLDERS));
    Value::Object(reference).to_string()
}

/// What stands in the place of each placeholder where no finding fills it, in both languages.
const PLACEHOLDERS: &str = include_str!("../rules/placeholders.json");

include!(concat!(env!("OUT_DIR"), "/data.rs"));

/// A data file; the build has read it before.
fn data(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// The packets, those that are like another one with that one's tables.
fn packets() -> Vec<Value> {
    let mut packets: Vec<Value> = Vec::new();
    for text in PACKETS {
        let mut packet = data(text);
        let like = packet.get("like").and_then(|like| packets.iter().find(|known| known.get("id") == Some(like)));
        if let Some(mut types) = like.and_then(|like| like.get("types")).cloned() {
            if packet.get("lenient").is_some() {
                let tables = types.as_object_mut().into_iter().flatten();
                let fields = tables.filter_map(|(_, table)| table.get_mut("fields")?.as_array_mut()).flatten();
                fields.filter_map(|field| field.get_mut("required")).for_each(|required| *required = "optional".into());
            }
            if let Some(members) = packet.as_object_mut() {
                members.insert("types".to_owned(), types);
            }
        }
        packets.push(packet);
    }
    packets
}

fn rule(page: &Page) -> Value {
    let citations: Vec<Value> = page
        .citations
        .iter()
        .map(|cited| json!({"doc": cited.doc, "place": cited.place, "grade": cited.grade, "only": cited.only}))
        .collect();
    json!({
        "id": page.id,
        "group": page.group,
        "severity": page.severity,
        "grade": page.grade,
        "since": page.since,
        "citations": citations,
        "title": both(&page.title),
        "messages": keyed(&page.messages),
        "expected": keyed(&page.expected),
        "fixes": keyed(&page.fixes),
        "what": both(&page.what),
        "why": both(&page.why),
        "staff": both(&page.staff),
        "developer": both(&page.developer),
        "examples": page.examples.iter().map(example).collect::<Vec<_>>(),
    })
}

fn both(text: &Both) -> Value {
    json!({"vi": text.vi, "en": text.en})
}

fn keyed(list: &[Keyed]) -> Vec<Value> {
    list.iter().map(|item| json!({"key": item.key, "vi": item.text.vi, "en": item.text.en})).collect()
}

/// An example with the file it stands for; nothing in its place where the file is no text.
fn example(example: &Example) -> Value {
    let file = source(example).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let findings: Vec<Value> = example
        .findings
        .iter()
        .map(|finding| {
            json!({
                "severity": finding.severity, "rule": finding.rule, "path": finding.path, "text": finding.text,
            })
        })
        .collect();
    json!({
        "title": both(&example.title),
        "language": example.language,
        "shown": example.content,
        "packet": example.setting("packet"),
        "profile": example.setting("profile"),
        "source": file,
        "findings": findings,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed() -> Value {
        serde_json::from_str(&reference()).unwrap()
    }

    #[test]
    fn every_rule_packet_and_document_is_there() {
        let reference = parsed();
        assert_eq!(reference["rules"].as_array().unwrap().len(), crate::rules().len());
        assert_eq!(reference["packets"].as_array().unwrap().len(), crate::packets().len());
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

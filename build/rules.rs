//! The rules' pages as Rust source: for each rule its row of the table of rules and constants for its texts; and the
//! history of the rule set. What a page says that is not known stops the build.

use std::{collections::BTreeMap, fmt::Write as _, fs};

use serde_json::Value;

use crate::files;

#[path = "../src/rules/pages/page.rs"]
mod page;

use page::{Both, Keyed, Page, names, placeholders};

const DOCUMENTS: &str = "src/standard/documents.json";
const PLACEHOLDERS: &str = "src/rules/placeholders.json";

pub(crate) fn write(write: &dyn Fn(&str, String)) {
    let pages = pages();
    check_names(&pages);
    check_placeholders(&pages);
    write("catalogue.rs", catalogue(&pages));
    write("pages.rs", sources(&pages));
    write("history.rs", history());
}

fn pages() -> Vec<Page> {
    let read = |(name, text): (String, String)| {
        let page = page::parse(&text).unwrap_or_else(|error| panic!("src/rules/{name}.md: {error}"));
        assert_eq!(page.id, name, "src/rules/{name}.md: the id is the file's name");
        page
    };
    files("src/rules", ".md").into_iter().map(read).collect()
}

fn json(path: &str) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The documents that are cited and the rules that examples expect must be there.
fn check_names(pages: &[Page]) {
    let documents = json(DOCUMENTS);
    let is_document =
        |id: &str| documents.as_array().into_iter().flatten().any(|document| document["id"].as_str() == Some(id));
    for page in pages {
        for cited in &page.citations {
            assert!(is_document(&cited.doc), "src/rules/{}.md: {} is no document of {DOCUMENTS}", page.id, cited.doc);
            assert!(!cited.place.is_empty(), "src/rules/{}.md: no place in {} is cited", page.id, cited.doc);
        }
        for finding in page.examples.iter().flat_map(|example| &example.findings) {
            let is_rule = pages.iter().any(|page| page.id == finding.rule);
            assert!(is_rule, "src/rules/{}.md: an example expects {}, which is no rule", page.id, finding.rule);
        }
    }
}

/// Every placeholder has words for people in both languages, and all words are those of a placeholder.
fn check_placeholders(pages: &[Page]) {
    let words: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_value(json(PLACEHOLDERS)).unwrap_or_else(|error| panic!("{PLACEHOLDERS}: {error}"));
    let mut used: Vec<&str> = Vec::new();
    for page in pages {
        for item in [&page.messages, &page.expected, &page.fixes].into_iter().flatten() {
            for name in placeholders(&item.text.vi) {
                assert!(
                    words.contains_key(name),
                    "src/rules/{}.md: {{{name}}} of '{}' has no words in {PLACEHOLDERS}",
                    page.id,
                    item.key
                );
                used.push(name);
            }
        }
    }
    for (name, texts) in &words {
        assert!(used.contains(&name.as_str()), "{PLACEHOLDERS}: no page has the placeholder {{{name}}}");
        let languages: Vec<&str> =
            texts.iter().filter(|(_, text)| !text.is_empty()).map(|(name, _)| name.as_str()).collect();
        assert_eq!(languages, ["en", "vi"], "{PLACEHOLDERS}: the languages of {name}");
    }
}

/// The table of rules, their ids and their texts.
fn catalogue(pages: &[Page]) -> String {
    let mut source = String::new();
    let ids = pages.iter().enumerate().fold(String::new(), |mut ids, (number, page)| {
        write!(ids, "/// {}.\npub const {}: Self = Self({number});\n", page.title.en, constant(&page.id))
            .expect("writing to a string");
        ids
    });
    let all: Vec<String> = pages.iter().map(|page| format!("Self::{}", constant(&page.id))).collect();
    let rules: Vec<String> = pages.iter().map(rule).collect();
    let modules: Vec<String> = pages.iter().map(texts).collect();
    write!(
        source,
        "impl RuleId {{\n{ids}/// All rules, by id.\npub const ALL: [Self; {count}] = [{}];\n}}\n\
         static RULES: [Rule; {count}] = [{}];\n{}",
        all.join(", "),
        rules.join(",\n"),
        modules.concat(),
        count = pages.len(),
    )
    .expect("writing to a string");
    source
}

/// Does a list of keys, of which some may end in a `*`, name this message? An empty one names all.
fn is_limited_to(only: &str, message: &str) -> bool {
    only.is_empty() || only.split_whitespace().any(|part| names(part, message))
}

/// A rule's row of the table.
fn rule(page: &Page) -> String {
    let policy = &page.policy;
    let cited = |cited: &page::PageCitation| {
        let only = page.messages.iter().filter(|message| is_limited_to(&cited.only, &message.key));
        let only: Vec<&str> = only.filter(|_| !cited.only.is_empty()).map(|message| message.key.as_str()).collect();
        let (doc, place, grade) = (&cited.doc, &cited.place, variant(&cited.grade));
        format!("PlaceCited {{ doc: {doc:?}, place: {place:?}, grade: Grade::{grade}, only: &{only:?} }}")
    };
    let citations: Vec<String> = page.citations.iter().map(cited).collect();
    let refusal = match policy.refusal.parse::<u8>() {
        Ok(distance) => format!("Near({distance})"),
        Err(_) => variant(&policy.refusal),
    };
    format!(
        "Rule {{ id: {id:?}, group: Group::{group}, severity: Severity::{severity}, grade: Grade::{grade}, \
         since: {since:?}, title: {title}, staff: {staff}, developer: {developer}, citations: &[{citations}], \
         decides: {decides}, is_lowered: {lowered}, refusal: Refusal::{refusal}, \
         repaired: Repaired::{repaired}, blocks_conversion: Blocks::{blocks} }}",
        id = page.id,
        group = variant(&page.group),
        severity = variant(&page.severity),
        grade = variant(&page.grade),
        since = page.since,
        title = text(&page.title),
        staff = text(&page.staff),
        developer = text(&page.developer),
        citations = citations.join(", "),
        decides = policy.decides == "yes",
        lowered = policy.lowered == "yes",
        repaired = variant(&policy.repaired),
        blocks = variant(&policy.blocks_conversion),
    )
}

/// A module with a constant for each message, expectation and title of a fix.
fn texts(page: &Page) -> String {
    let id = constant(&page.id);
    let said =
        |item: &Keyed| format!("&Said {{ rule: RuleId::{id}, key: {:?}, text: {} }}", item.key, text(&item.text));
    let message = |item: &Keyed| {
        let reason = page.contradiction.as_ref().filter(|reason| is_limited_to(&reason.only, &item.key));
        let (is_contradiction, is_told_once) =
            (reason.is_some(), !page.told_once.is_empty() && is_limited_to(&page.told_once, &item.key));
        let said = said(item);
        format!("Message {{ said: {said}, is_contradiction: {is_contradiction}, is_told_once: {is_told_once} }}")
    };
    let expectation = |item: &Keyed| format!("Expectation({})", said(item));
    let fix = |item: &Keyed| format!("FixTitle({})", said(item));
    format!(
        "pub(crate) mod {} {{\n{}{}{}}}\n",
        page.id.replace('-', "_"),
        constants("message", "Message", &page.messages, &message),
        constants("expectation", "Expectation", &page.expected, &expectation),
        constants("fix", "FixTitle", &page.fixes, &fix),
    )
}

fn constants(module: &str, kind: &str, list: &[Keyed], value: &dyn Fn(&Keyed) -> String) -> String {
    if list.is_empty() {
        return String::new();
    }
    let one = |item: &Keyed| format!("pub(crate) const {}: {kind} = {};\n", constant(&item.key), value(item));
    let all: String = list.iter().map(one).collect();
    format!("pub(crate) mod {module} {{\nuse super::super::{{{kind}, RuleId, Said, Text}};\n{all}}}\n")
}

fn text(both: &Both) -> String {
    format!("Text {{ vi: {:?}, en: {:?} }}", both.vi, both.en)
}

/// `bad-date` as the name of a constant.
fn constant(name: &str) -> String {
    name.to_ascii_uppercase().replace('-', "_")
}

/// `bad-date` as the name of a variant.
fn variant(name: &str) -> String {
    let capital = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
    name.split('-').map(capital).collect()
}

/// Rust source with the whole pages, for who has room for them.
fn sources(pages: &[Page]) -> String {
    let mut source =
        String::from("#[cfg(not(target_arch = \"wasm32\"))]\npub(crate) static PAGES: &[(&str, &str)] = &[\n");
    for page in pages {
        writeln!(
            source,
            "({:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/src/rules/{}.md\"))),",
            page.id, page.id
        )
        .expect("writing to a string");
    }
    source.push_str("];\n");
    source
}

/// Rust source of the rule set's snapshots, the oldest first. The newest one's date is the date of the rule set.
fn history() -> String {
    let snapshots = files("src/rules/history", ".json");
    let (newest, _) = snapshots.last().expect("src/rules/history has a snapshot");
    println!("cargo:rustc-env=GOITIN_RULESET={newest}");
    let entries = snapshots.iter().map(|(date, text)| format!("({date:?}, {text:?})"));
    format!("static HISTORY: &[(&str, &str)] = &[{}];\n", entries.collect::<Vec<_>>().join(", "))
}

//! Tests that the code and the rule pages speak of the same things: every rule and every key that the sources name stands
//! in a page, every key of a page is named in the sources, and no rule is more severe than its ground allows.

use std::{fs, path::Path};

use super::{
    examples::{pages, report},
    page::{Keyed, Page},
};
use crate::{
    report::{Grade, Severity},
    standard::dictionary,
};

/// Rules whose ground is only derived from the meaning and which are errors all the same: nobody could read the packet,
/// or take it at its word, in any system.
const PLAIN_CONTRADICTIONS: &[(&str, &str)] = &[
    ("bad-profile", "a profile that cannot be understood cannot be applied"),
    ("count-mismatch", "a list has as many items as it has"),
    ("date-order", "a dossier cannot be returned before it was received"),
    ("duplicate-key", "one field with two values: readers take different ones"),
    ("duplicate-record", "one dossier twice in a call: readers take different ones"),
    ("forbidden-dtd", "a document type is refused by every safe XML reader, and by this one"),
    ("identity-mismatch", "a number cannot be of another kind of paper than the packet says it is"),
    ("percent-mismatch", "a share is what its figures make it"),
    ("sum-mismatch", "a total is what its parts add up to"),
    ("too-deep", "what lies deeper was not read: the packet cannot be called right"),
    ("too-large", "what comes later was not read: the packet cannot be called right"),
];

/// A source file without its tests.
struct Code {
    path: String,
    text: String,
}

fn sources() -> Vec<Code> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap().to_owned();
            let is_test = ["tests.rs", "recognise_tests.rs", "examples.rs", "used.rs", "wording.rs", "samples.rs"]
                .contains(&name.as_str());
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") && !is_test {
                let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
                let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
                sources.push(Code { path: path.display().to_string(), text });
            }
        }
    }
    sources
}

impl Code {
    /// The calls of a function: what stands before each, and its arguments as far as they are words or plain literals.
    fn calls<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, Vec<&'a str>)> {
        self.text.match_indices(name).filter_map(move |(at, _)| {
            let (before, after) = (&self.text[..at], &self.text[at + name.len()..]);
            let is_whole = name.starts_with('.') || !before.ends_with(|end: char| end.is_alphanumeric() || end == '_');
            let arguments = after.strip_prefix('(')?;
            (is_whole && !before.ends_with("fn ")).then(|| (before, words(arguments)))
        })
    }

    /// The rule that the statement after a call puts in place of the constructor's.
    fn rule_after(&self, before: &str) -> Option<&str> {
        let (_, next) = self.text[before.len()..].split_once(";\n")?;
        literal(next.trim_start().strip_prefix("fault.rule = ")?.split(';').next()?)
    }

    /// The rule that `argument` names: a literal, or the file's constant.
    fn rule<'a>(&'a self, argument: &'a str) -> Option<&'a str> {
        literal(argument).or_else(|| {
            let (_, after) = self.text.split_once("const RULE: &str = ").filter(|_| argument == "RULE")?;
            literal(after.split(';').next()?)
        })
    }
}

/// The arguments up to the first that is more than a word or a literal.
fn words(arguments: &str) -> Vec<&str> {
    let mut rest = arguments.trim_start();
    let mut words = Vec::new();
    loop {
        let length = match rest.strip_prefix('"') {
            Some(text) => text.find('"').map_or(0, |end| end + 2),
            None => rest.find(|end: char| !(end.is_alphanumeric() || "_.".contains(end))).unwrap_or(0),
        };
        let (word, after) = rest.split_at(length);
        let after = after.trim_start();
        if word.is_empty() || !after.starts_with([',', ')']) {
            return words;
        }
        words.push(word);
        let Some(more) = after.strip_prefix(',') else { return words };
        rest = more.trim_start();
    }
}

fn literal(word: &str) -> Option<&str> {
    word.trim().strip_prefix('"')?.strip_suffix('"')
}

/// The literals a variable may get in the last `let NAME = …;` of the function before a place.
fn values<'a>(before: &'a str, name: &str) -> Vec<&'a str> {
    let begin = format!("let {name} = ");
    let function = before.rsplit_once("fn ").map_or(before, |(_, function)| function);
    let Some((_, made)) = function.rsplit_once(begin.as_str()) else { return Vec::new() };
    let made = made.split(";\n").next().unwrap_or_default();
    let branches = made.match_indices("=> ").chain(made.match_indices("{ "));
    branches.filter_map(|(at, mark)| words_or_end(&made[at + mark.len()..])).collect()
}

fn words_or_end(text: &str) -> Option<&str> {
    let text = text.strip_prefix('"')?;
    let (value, after) = text.split_once('"')?;
    (!after.trim_start().starts_with(['=', '|', '.'])).then_some(value)
}

fn has(list: &[Keyed], key: &str) -> bool {
    list.iter().any(|item| item.key == key)
}

fn find<'a>(pages: &'a [Page], rule: &str) -> Option<&'a Page> {
    pages.iter().find(|page| page.id == rule)
}

#[test]
fn every_rule_and_message_the_code_names_stands_in_a_page() {
    let pages = pages();
    let mut wrong = Vec::new();
    let mut seen = 0;
    let mut check = |code: &Code, rule: &str, key: &str| {
        seen += 1;
        if !find(&pages, rule).is_some_and(|page| has(&page.messages, key)) {
            wrong.push(format!("{}: {rule} has no message {key}", code.path));
        }
    };
    for code in sources() {
        for constructor in ["Remark::new", "fault"] {
            for (before, arguments) in code.calls(constructor) {
                let Some(rule) = arguments.first().and_then(|first| code.rule(first)) else { continue };
                check_message(&code, rule, before, arguments.get(1), &mut check);
            }
        }
        // The readers' own constructors, each named by what it says.
        let of = [
            ("syntax", "syntax"),
            ("debris", "pasted-debris"),
            ("encoding", "encoding"),
            ("forbidden", "forbidden-dtd"),
        ];
        for (constructor, rule) in of {
            for (before, arguments) in code.calls(constructor) {
                let is_call = arguments.first().is_some_and(|first| literal(first).is_some() || *first == "message");
                if is_call {
                    let rule = code.rule_after(before).unwrap_or(rule);
                    check_message(&code, rule, before, arguments.first(), &mut check);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 120, "only {seen} were found: has the code's style changed?");
}

fn check_message(
    code: &Code,
    rule: &str,
    before: &str,
    argument: Option<&&str>,
    check: &mut dyn FnMut(&Code, &str, &str),
) {
    let Some(argument) = argument else { return };
    match literal(argument) {
        Some(key) => check(code, rule, key),
        None => values(before, argument).into_iter().for_each(|key| check(code, rule, key)),
    }
}

#[test]
fn every_expectation_and_repair_the_code_names_stands_in_a_page() {
    let pages = pages();
    for code in sources() {
        let own = code.rule("RULE").and_then(|rule| find(&pages, rule)).map(std::slice::from_ref);
        let list = own.unwrap_or(&pages);
        for (_, arguments) in code.calls(".expected") {
            let Some(key) = arguments.first().and_then(|first| literal(first)) else { continue };
            assert!(list.iter().any(|page| has(&page.expected, key)), "{}: nothing expected {key}", code.path);
        }
        for repair in [".fix", ".fixed", ".edited"] {
            for (_, arguments) in code.calls(repair) {
                let Some(key) = arguments.first().and_then(|first| literal(first)) else { continue };
                assert!(list.iter().any(|page| has(&page.fixes, key)), "{}: no repair {key}", code.path);
            }
        }
    }
}

#[test]
fn every_key_of_a_page_is_named_in_the_code() {
    let sources = sources();
    for page in pages() {
        for item in [&page.messages, &page.expected, &page.fixes].into_iter().flatten() {
            let key = format!("\"{}\"", item.key);
            assert!(sources.iter().any(|code| code.text.contains(&key)), "{}: nothing says {key}", page.id);
        }
    }
}

#[test]
fn every_citation_names_a_document() {
    for page in pages() {
        for citation in &page.citations {
            let known = dictionary().document(&citation.doc);
            assert!(known.is_some(), "{} cites {}, which is no document", page.id, citation.doc);
            assert!(!citation.place.is_empty(), "{} cites no place in {}", page.id, citation.doc);
        }
    }
}

#[test]
fn a_derived_rule_is_an_error_only_where_it_is_a_plain_contradiction() {
    let derived: Vec<String> = pages()
        .into_iter()
        .filter(|page| page.severity == "error" && page.grade == "derived")
        .map(|page| page.id)
        .collect();
    let reasoned: Vec<&str> = PLAIN_CONTRADICTIONS.iter().map(|(rule, _)| *rule).collect();
    assert_eq!(derived, reasoned);
}

#[test]
fn no_finding_is_an_error_on_one_source_or_on_a_derived_ground() {
    for page in pages() {
        for example in &page.examples {
            let (_, report) = report(example).unwrap();
            for finding in report.findings.iter().filter(|finding| finding.severity == Severity::Error) {
                let place = format!("{}, {}: {}", page.id, example.title, finding.rule);
                assert!(!finding.one_source, "{place} rests on one source");
                // A moment that does not exist is the value rules' one plain contradiction.
                let is_plain =
                    finding.rule == "bad-date" || PLAIN_CONTRADICTIONS.iter().any(|(rule, _)| *rule == finding.rule);
                assert!(finding.grade != Grade::Derived || is_plain, "{place} is only derived");
            }
        }
    }
}

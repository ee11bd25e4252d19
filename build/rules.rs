//! The rules' pages: their texts, what the engine needs of each rule, and the history of the rule set.

use std::fmt::Write as _;

use serde_json::Value;

use crate::files;

#[path = "../src/rules/pages/key.rs"]
mod key;
#[path = "../src/rules/pages/page.rs"]
mod page;

use page::{Both, Keyed, Page};

pub(crate) fn write(write: &dyn Fn(&str, String)) {
    let pages = pages();
    let mut texts = Texts::default();
    write("rules.txt", rules(&pages, &mut texts));
    write("pages.rs", sources(&pages));
    write("texts.rs", texts.source());
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

/// The texts of all rules in lines: those of a rule one behind the other, in the order that `src/rules/pages/texts.rs` knows.
#[derive(Default)]
struct Texts {
    vi: Vec<String>,
    en: Vec<String>,
    keys: Vec<u16>,
}

impl Texts {
    fn add(&mut self, text: &Both, key: u16) {
        assert!(!text.vi.contains('\n') && !text.en.contains('\n'), "a text is one line: {}", text.en);
        self.vi.push(text.vi.clone());
        self.en.push(text.en.clone());
        self.keys.push(key);
    }

    fn add_list(&mut self, list: &[Keyed]) {
        let from = self.keys.len();
        for item in list {
            let key = key::key(&item.key);
            assert!(!self.keys[from..].contains(&key), "'{}' has the same number as a key before it", item.key);
            self.add(&item.text, key);
        }
    }

    /// Adds a page's texts; returns how many messages, expectations and titles of fixes there are among them.
    fn add_page(&mut self, page: &Page) -> String {
        self.add(&page.title, 0);
        for list in [&page.messages, &page.expected, &page.fixes] {
            self.add_list(list);
        }
        self.add(&page.staff, 0);
        self.add(&page.developer, 0);
        format!("{}\t{}\t{}", page.messages.len(), page.expected.len(), page.fixes.len())
    }

    fn source(&self) -> String {
        let (vi, en, count) = (self.vi.join("\n"), self.en.join("\n"), self.keys.len());
        format!(
            "static VI: &str = {vi:?};\nstatic EN: &str = {en:?};\nstatic KEYS: [u16; {count}] = {:?};\n",
            self.keys
        )
    }
}

/// The rules as one text, in the way of the dictionary: their number, then each with its citations and the numbers of its
/// texts, in the order in which `src/rules/pages/mod.rs` takes them.
fn rules(pages: &[Page], texts: &mut Texts) -> String {
    let place = |cited: &page::PageCitation| {
        [&cited.doc, &cited.place, &grade_of_rule(&cited.grade), &cited.only].map(String::as_str).join("\t")
    };
    let rule = |page: &Page| {
        let severity = one_of(&Value::from(page.severity.as_str()), &["error", "warning", "info"]);
        let grade = grade_of_rule(&page.grade);
        let citations = joined(page.citations.len(), page.citations.iter().map(place));
        let head = [&page.id, &page.group, &severity, &grade, &page.since, &citations].map(String::as_str);
        for part in
            [&page.id, &page.group, &page.since].into_iter().chain(page.citations.iter().map(|cited| &cited.place))
        {
            assert!(!part.contains('\t'), "{}: a text without tabs", page.id);
        }
        format!("{}\t{}", head.join("\t"), texts.add_page(page))
    };
    // The engine reads these numbers as bytes.
    assert!(pages.iter().map(|page| page.messages.len()).chain([pages.len()]).all(|count| count < 256));
    joined(pages.len(), pages.iter().map(rule))
}

fn grade_of_rule(grade: &str) -> String {
    one_of(&Value::from(grade), &["text", "practice", "derived"])
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

fn joined(length: usize, items: impl Iterator<Item = String>) -> String {
    [length.to_string()].into_iter().chain(items).collect::<Vec<_>>().join("\t")
}

/// The number of a name in an enumeration.
fn one_of(value: &Value, names: &[&str]) -> String {
    let number = names.iter().position(|name| value.as_str() == Some(name));
    number.unwrap_or_else(|| panic!("{value} is none of {names:?}")).to_string()
}

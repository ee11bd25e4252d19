//! Puts the data of `src/` into the engine: the rule pages' messages and help as static tables, the dictionary without
//! what only the reference needs. A page or a file that is not right stops the build and says why.
#![allow(clippy::expect_used, clippy::panic, reason = "a build script fails by panicking")]

use std::{env, fmt::Write as _, fs, path::Path};

#[path = "src/rules/key.rs"]
mod key;
#[path = "src/rules/page.rs"]
mod page;

use page::{Both, Keyed, Page};
use serde_json::Value;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/rules");
    println!("cargo:rerun-if-changed=src/standard");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let pages = pages();
    let write = |name: &str, source: String| {
        fs::write(Path::new(&out).join(name), source).expect("the output folder is writable");
    };
    let mut texts = Texts::default();
    write("pages.rs", tables(&pages, &mut texts));
    write("texts.rs", texts.source());
    write("dictionary.rs", dictionary());
}

fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{folder}: {error}"))
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(ending))
        .collect();
    names.sort();
    let read = |name: String| {
        let path = format!("{folder}/{name}");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        (name.trim_end_matches(ending).to_owned(), text)
    };
    names.into_iter().map(read).collect()
}

fn pages() -> Vec<Page> {
    let read = |(name, text): (String, String)| {
        let page = page::parse(&text).unwrap_or_else(|error| panic!("src/rules/{name}.md: {error}"));
        assert_eq!(page.id, name, "src/rules/{name}.md: the id is the file's name");
        page
    };
    files("src/rules", ".md").into_iter().map(read).collect()
}

/// The texts of all rules in lines: those of a rule one behind the other, in the order that `src/rules/texts.rs` knows.
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

    /// Adds a page's texts; returns the literal of the struct that finds them.
    fn add_page(&mut self, page: &Page) -> String {
        let first = self.keys.len();
        self.add(&page.title, 0);
        for list in [&page.messages, &page.expected, &page.fixes] {
            self.add_list(list);
        }
        self.add(&page.staff, 0);
        self.add(&page.developer, 0);
        let (messages, expected, fixes) = (page.messages.len(), page.expected.len(), page.fixes.len());
        format!("Texts {{ first: {first}, messages: {messages}, expected: {expected}, fixes: {fixes} }}")
    }

    fn source(&self) -> String {
        let (vi, en, count) = (self.vi.join("\n"), self.en.join("\n"), self.keys.len());
        format!(
            "static VI: &str = {vi:?};\nstatic EN: &str = {en:?};\nstatic KEYS: [u16; {count}] = {:?};\n",
            self.keys
        )
    }
}

/// Rust source of the static table of rules.
fn tables(pages: &[Page], texts: &mut Texts) -> String {
    let mut source = String::from("pub(crate) static RULES: &[Rule] = &[\n");
    for page in pages {
        let severity = variant(&page.severity);
        let grade = variant(&page.grade);
        let citations: Vec<_> = page
            .citations
            .iter()
            .map(|c| {
                format!("PlaceCited {{ doc: {:?}, place: {:?}, grade: Grade::{} }}", c.doc, c.place, variant(&c.grade))
            })
            .collect();
        writeln!(
            source,
            "Rule {{ id: {:?}, group: {:?}, severity: Severity::{severity}, grade: Grade::{grade}, since: {:?}, \
             citations: &[{}], texts: {} }},",
            page.id,
            page.group,
            page.since,
            citations.join(", "),
            texts.add_page(page),
        )
        .expect("writing to a string");
    }
    source.push_str("];\n");
    source.push_str("#[cfg(not(target_arch = \"wasm32\"))]\npub(crate) static PAGES: &[(&str, &str)] = &[\n");
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

fn variant(name: &str) -> &'static str {
    match name {
        "error" => "Error",
        "warning" => "Warning",
        "info" => "Info",
        "text" => "Text",
        "practice" => "Practice",
        "derived" => "Derived",
        other => panic!("'{other}' is no severity and no grade"),
    }
}

/// Rust source of the dictionary. Meanings are for the reference and stay out of the browser's engine.
fn dictionary() -> String {
    let packets: Vec<_> = ORDER.iter().map(|id| packet(&read(&format!("src/standard/packets/{id}.json")))).collect();
    let envelope = read("src/standard/envelope.json");
    format!(
        "Dictionary {{ documents: &[{}], codes: {}, profiles: &[{}], envelope: Envelope {{ citation: {}, request: {}, \
         reply: {} }}, packets: &[{}] }}",
        list(&read("src/standard/documents.json"), |d| made(
            "Document",
            d,
            &[("id", text), ("title", text), ("vi", text), ("en", text), ("grade", grade)]
        )),
        named(&read("src/standard/codes.json"), &|codes| made(
            "CodeList",
            codes,
            &[("grade", grade), ("open", flag), ("codes", code_rows)]
        )),
        list(&read("src/standard/profiles.json"), |p| made(
            "Profile",
            p,
            &[("id", text), ("edition", text), ("vi", text), ("en", text)]
        )),
        citation(&envelope["citation"]),
        record_type(&envelope["request"]),
        record_type(&envelope["reply"]),
        packets.join(", "),
    )
}

fn read(path: &str) -> Value {
    println!("cargo:rerun-if-changed={path}");
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Writes one kind of value as Rust.
type Write = fn(&Value) -> String;

/// A struct's literal: every member known, none left over.
fn made(name: &str, value: &Value, fields: &[(&str, Write)]) -> String {
    let object = value.as_object().unwrap_or_else(|| panic!("{name} is no object: {value}"));
    if let Some(unknown) = object.keys().find(|key| !fields.iter().any(|(known, _)| known == key)) {
        panic!("{name} has an unknown member {unknown}: {value}");
    }
    let members: Vec<_> = fields
        .iter()
        .map(|(key, write)| format!("{}: {}", rust_name(key), write(object.get(*key).unwrap_or(&Value::Null))))
        .collect();
    format!("{name} {{ {} }}", members.join(", "))
}

fn rust_name(key: &str) -> String {
    match key {
        "type" => "field_type".to_owned(),
        "maxGrade" => "max_grade".to_owned(),
        "minItems" => "min_items".to_owned(),
        other => other.to_owned(),
    }
}

fn list(value: &Value, write: impl Fn(&Value) -> String) -> String {
    let items: Vec<_> = value.as_array().unwrap_or_else(|| panic!("no list: {value}")).iter().map(write).collect();
    items.join(", ")
}

fn named(value: &Value, write: &dyn Fn(&Value) -> String) -> String {
    let members = value.as_object().unwrap_or_else(|| panic!("no object: {value}"));
    let items: Vec<_> = members.iter().map(|(name, value)| format!("({name:?}, {})", write(value))).collect();
    format!("Named(&[{}])", items.join(", "))
}

fn text(value: &Value) -> String {
    format!("{:?}", value.as_str().unwrap_or_else(|| panic!("no text: {value}")))
}

fn optional(value: &Value, write: Write) -> String {
    if value.is_null() { "None".to_owned() } else { format!("Some({})", write(value)) }
}

fn flag(value: &Value) -> String {
    value.as_bool().unwrap_or(false).to_string()
}

fn number(value: &Value) -> String {
    value.as_u64().unwrap_or_else(|| panic!("no number: {value}")).to_string()
}

fn texts(value: &Value) -> String {
    format!("&[{}]", list(value, text))
}

fn both_texts(value: &Value) -> String {
    made("Texts", value, &[("vi", text), ("en", text)])
}

fn citation(value: &Value) -> String {
    made("RowCitation", value, &[("doc", text), ("place", text)])
}

fn grade(value: &Value) -> String {
    let name = match value.as_str() {
        Some("text") => "Text",
        Some("practice") => "Practice",
        Some("practice-one-source") | None => "PracticeOneSource",
        Some("derived") => "Derived",
        Some(other) => panic!("'{other}' is no grade"),
    };
    format!("RowGrade::{name}")
}

fn code_rows(value: &Value) -> String {
    let row = |row: &Value| {
        made("Code", row, &[("code", text), ("vi", text), ("en", text), ("grade", |value| optional(value, grade))])
    };
    format!("&[{}]", list(value, row))
}

/// `practice-one-source` to `PracticeOneSource`.
fn camel(name: &str) -> String {
    let word = |word: &str| word.get(..1).map_or_else(String::new, |first| first.to_uppercase() + &word[1..]);
    name.split('-').map(word).collect()
}

fn field_type(value: &Value) -> String {
    format!("FieldType::{}", camel(value.as_str().unwrap_or_default()))
}

fn form(value: &Value) -> String {
    format!("Form::{}", camel(value.as_str().unwrap_or_default()))
}

fn required(value: &Value) -> String {
    format!("Requirement::{}", camel(value.as_str().unwrap_or_default()))
}

fn record_type(value: &Value) -> String {
    let rows = |value: &Value| format!("&[{}]", list(value, row));
    made("RecordType", value, &[("title", both_texts), ("fields", rows)])
}

fn row(value: &Value) -> String {
    let meaning: Write = if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        |_| "None".to_owned()
    } else {
        |value| optional(value, both_texts)
    };
    made(
        "Row",
        value,
        &[
            ("number", |value| optional(value, number)),
            ("name", text),
            ("type", field_type),
            ("form", |value| optional(value, form)),
            ("codes", |value| optional(value, text)),
            ("of", |value| optional(value, text)),
            ("required", required),
            ("grade", grade),
            ("max", |value| optional(value, number)),
            ("maxGrade", grade),
            ("minItems", |value| optional(value, number)),
            ("edition", |value| optional(value, text)),
            ("only", |value| optional(value, texts)),
            ("gap", flag),
            ("personal", flag),
            ("example", |value| optional(value, text)),
            ("meaning", meaning),
        ],
    )
}

fn packet(value: &Value) -> String {
    made(
        "Packet",
        value,
        &[
            ("id", text),
            ("group", number),
            ("title", both_texts),
            ("profiles", texts),
            ("citation", citation),
            ("record", text),
            ("key", |value| optional(value, text)),
            ("unique", flag),
            ("types", |value| named(value, &record_type)),
        ],
    )
}

/// The packets, in the order of the regulation: the one list to touch when a packet is added.
const ORDER: [&str; 2] = ["DongBoHoSoMC", "CapNhatTienDoHoSoMC"];

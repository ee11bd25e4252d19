//! Puts the data of `src/` into the engine: the rule pages' messages and help as static tables, the dictionary without
//! what only the reference needs. A page or a file that is not right stops the build and says why.
#![allow(clippy::expect_used, clippy::panic, reason = "a build script fails by panicking")]

use std::{env, fmt::Write as _, fs, path::Path};

#[path = "src/rules/page.rs"]
mod page;

use page::{Both, Keyed, Page};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/rules");
    println!("cargo:rerun-if-changed=src/standard");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let pages = pages();
    fs::write(Path::new(&out).join("pages.rs"), tables(&pages)).expect("the output folder is writable");
    fs::write(Path::new(&out).join("dictionary.json"), dictionary()).expect("the output folder is writable");
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

/// Rust source of the static table of rules.
fn tables(pages: &[Page]) -> String {
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
             citations: &[{}], title: {}, messages: {}, expected: {}, fixes: {}, staff: {}, developer: {} }},",
            page.id,
            page.group,
            page.since,
            citations.join(", "),
            both(&page.title),
            keyed(&page.messages),
            keyed(&page.expected),
            keyed(&page.fixes),
            both(&page.staff),
            both(&page.developer),
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

fn both(text: &Both) -> String {
    format!("Bilingual {{ vi: {:?}, en: {:?} }}", text.vi, text.en)
}

fn keyed(list: &[Keyed]) -> String {
    let items: Vec<_> = list.iter().map(|item| format!("({:?}, {})", item.key, both(&item.text))).collect();
    format!("&[{}]", items.join(", "))
}

/// The dictionary on one line. Meanings are for the reference and stay out of the browser's engine.
fn dictionary() -> String {
    let wasm = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    let json = |path: &str| -> serde_json::Value {
        println!("cargo:rerun-if-changed={path}");
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        if wasm {
            strip(&mut value);
        }
        value
    };
    let packets: Vec<_> = ORDER.iter().map(|id| json(&format!("src/standard/packets/{id}.json"))).collect();
    serde_json::json!({
        "documents": json("src/standard/documents.json"),
        "codes": json("src/standard/codes.json"),
        "profiles": json("src/standard/profiles.json"),
        "envelope": json("src/standard/envelope.json"),
        "packets": packets,
    })
    .to_string()
}

fn strip(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(members) => {
            members.remove("meaning");
            members.values_mut().for_each(strip);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

/// The packets, in the order of the regulation: the one list to touch when a packet is added.
const ORDER: [&str; 2] = ["DongBoHoSoMC", "CapNhatTienDoHoSoMC"];

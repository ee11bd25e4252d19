//! Holds `src/` to its layers: a module imports only what lies below it.
//!
//! Only tests may reach up, since a rule is tried on whole packets: a module `tests`, or a file named `tests.rs` or
//! `…_tests.rs`, behind `#[cfg(test)]`.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The modules of `src/`, the lowest first. Those of one row know nothing of each other.
const LAYERS: [&[&str]; 11] = [
    &["bytes", "hash", "letters"],
    &["model"],
    &["source", "standard"],
    &["record"],
    &["rules"],
    &["check"],
    &["convert", "reference", "repair", "schema"],
    &["write"],
    &["command"],
    &["wasm"],
    &["files", "layers", "lib", "main"],
];

/// The number of a module's layer.
fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// Splits Rust into names, `::` and single signs; without comments, strings and characters.
fn tokens(mut rest: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    while let Some(first) = rest.chars().next() {
        let skipped = blank(rest);
        let length = match first {
            _ if skipped > 0 => skipped,
            _ if is_name(first) => rest.find(|sign| !is_name(sign)).unwrap_or(rest.len()),
            _ if rest.starts_with("::") => 2,
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        tokens.extend((skipped == 0).then_some(token));
        rest = after;
    }
    tokens
}

fn is_name(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

/// The length of the white space, comment or literal at the beginning, or nothing.
fn blank(text: &str) -> usize {
    let up_to = |start: usize, end: &str| text[start..].find(end).map_or(text.len(), |at| start + at + end.len());
    let raw = text.strip_prefix("br").or(text.strip_prefix('r')).unwrap_or_default();
    let signs = raw.trim_start_matches('#');
    if signs.starts_with('"') {
        let start = text.len() - signs.len() + 1;
        return up_to(start, &format!("\"{}", "#".repeat(raw.len() - signs.len())));
    }
    match text.as_bytes() {
        [b'/', b'/', ..] => up_to(2, "\n"),
        [b'/', b'*', ..] => up_to(2, "*/"),
        [b'"', ..] => quoted(text),
        [b'\'', b'\\', ..] => up_to(3, "'"),
        [b'\'', ..] => text
            .chars()
            .nth(1)
            .filter(|sign| text[1 + sign.len_utf8()..].starts_with('\''))
            .map_or(1, |sign| sign.len_utf8() + 2),
        _ => text.len() - text.trim_start().len(),
    }
}

/// The length of the string at the beginning.
fn quoted(text: &str) -> usize {
    let mut is_escaped = true;
    let end = text.bytes().position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    end.map_or(text.len(), |at| at + 1)
}

/// The paths of the tree that begins at a token, as in `use a::{b, c::d}`, and where it ends.
fn paths<'t>(tokens: &[&'t str], mut at: usize, before: &[&'t str]) -> (Vec<Vec<&'t str>>, usize) {
    let mut path = before.to_vec();
    let mut all = Vec::new();
    while let Some(token) = tokens.get(at).filter(|token| **token == "*" || token.starts_with(is_name)) {
        path.push(*token);
        at += 1;
        if tokens.get(at) != Some(&"::") {
            return (vec![path], at);
        }
        at += 1;
    }
    if tokens.get(at) != Some(&"{") {
        return (vec![path], at);
    }
    while tokens.get(at).is_some_and(|token| *token != "}") {
        at += 1;
        if tokens.get(at) != Some(&"}") {
            let (inner, end) = paths(tokens, at, &path);
            all.extend(inner);
            at = end + tokens.iter().skip(end).take_while(|token| !matches!(**token, "," | "}")).count();
        }
    }
    (all, at + 1)
}

/// The module of the crate that a path in a module of that depth leads to; nothing when it stays in its own.
fn target<'t>(path: &[&'t str], depth: usize) -> Option<&'t str> {
    let supers = path.iter().take_while(|step| **step == "super").count();
    match path {
        ["crate", module, ..] => Some(module),
        ["super", ..] if supers == depth => path.get(supers).copied(),
        _ => None,
    }
}

/// What is wrong with the imports of one file.
struct Reader<'t> {
    /// Below `src`.
    file: &'t str,
    tokens: Vec<&'t str>,
    /// Names that are in the crate's root only for its users.
    given_away: &'t [String],
    /// How many blocks are open, and how many were open at each module that is.
    blocks: usize,
    modules: Vec<usize>,
    faults: Vec<String>,
}

impl<'t> Reader<'t> {
    fn new(file: &'t str, text: &'t str, given_away: &'t [String]) -> Self {
        Self { file, tokens: tokens(text), given_away, blocks: 0, modules: Vec::new(), faults: Vec::new() }
    }

    fn read(mut self) -> Vec<String> {
        let mut at = 0;
        while let Some(&token) = self.tokens.get(at) {
            let before = at.checked_sub(1).and_then(|before| self.tokens.get(before)).copied();
            at = match token {
                "mod" => self.module(at),
                "crate" | "super" if before != Some("::") => self.import(at),
                _ => self.block(at, token),
            };
        }
        self.faults
    }

    fn block(&mut self, at: usize, token: &str) -> usize {
        match token {
            "{" => self.blocks += 1,
            "}" => {
                self.blocks -= 1;
                self.modules.pop_if(|open| *open == self.blocks);
            }
            _ => {}
        }
        at + 1
    }

    /// A module inside the file, or the line that names another file.
    fn module(&mut self, at: usize) -> usize {
        let is_behind = |signs: &[&str]| {
            let visible: &[&str] = if signs.ends_with(&[")"]) { &["pub", "(", "crate", ")"] } else { &[] };
            signs.strip_suffix(visible).is_some_and(|signs| signs.ends_with(&["#", "[", "cfg", "(", "test", ")", "]"]))
        };
        let (before, after) = self.tokens.split_at(at);
        let [_, name, sign, ..] = after else { return at + 1 };
        let is_test = is_of_tests(name);
        match *sign {
            "{" if is_test && is_behind(before) => return at + 3 + length_of_block(&after[3..]),
            "{" => self.modules.push(self.blocks),
            ";" if is_test && !is_behind(before) => {
                self.faults.push(format!("{}: `mod {name}` is not behind #[cfg(test)]", self.file));
            }
            _ => {}
        }
        at + 2
    }

    fn import(&mut self, at: usize) -> usize {
        let (paths, end) = paths(&self.tokens, at, &[]);
        let steps: Vec<&str> = self.file.trim_end_matches(".rs").trim_end_matches("/mod").split('/').collect();
        let own = steps.first().copied().unwrap_or_default();
        for path in paths {
            let Some(module) = target(&path, steps.len() + self.modules.len()) else { continue };
            let is_given_away = path.len() == 2 && self.given_away.iter().any(|name| name == module);
            let why = match (layer(module), layer(own)) {
                _ if module == own => continue,
                (None, _) => "is in no layer: import it from the module that owns it",
                _ if is_given_away => "is there for users of the crate: import it from the module that owns it",
                (Some(other), Some(of)) if other >= of => "does not go down",
                _ => continue,
            };
            self.faults.push(format!("{}: `{}` {why}", self.file, path.join("::")));
        }
        end.max(at + 1)
    }
}

fn is_of_tests(module: &str) -> bool {
    module == "tests" || module.ends_with("_tests")
}

/// How many tokens there are up to the end of the block that they begin in.
fn length_of_block(tokens: &[&str]) -> usize {
    let mut open = 1;
    let is_end = |token: &&str| {
        open += usize::from(*token == "{");
        open -= usize::from(*token == "}");
        open == 0
    };
    tokens.iter().position(is_end).map_or(tokens.len(), |at| at + 1)
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let all = entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] });
    all.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

/// The names that `lib.rs` takes out of the modules.
fn given_away(library: &str) -> Vec<String> {
    let tokens = tokens(library);
    let uses = tokens.iter().enumerate().filter(|(_, token)| **token == "use");
    let all = uses.flat_map(|(at, _)| paths(&tokens, at + 1, &[]).0);
    all.filter_map(|path| path.last().map(|name| (*name).to_owned())).collect()
}

#[test]
fn imports_go_down() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let given_away = given_away(&fs::read_to_string(root.join("lib.rs")).unwrap());
    assert!(given_away.iter().any(|name| name == "Options"), "lib.rs gives nothing away");
    let mut faults = Vec::new();
    let mut known = Vec::new();
    for path in sources(&root) {
        let file = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        let module = file.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
        if layer(&module).is_none() {
            faults.push(format!("{file}: {module} is in no layer: name it in LAYERS of src/layers.rs"));
        }
        known.push(module);
        if !path.file_stem().is_some_and(|name| is_of_tests(name.to_str().unwrap())) {
            faults.extend(Reader::new(&file, &fs::read_to_string(&path).unwrap(), &given_away).read());
        }
    }
    let gone = LAYERS.into_iter().flatten().filter(|module| !known.iter().any(|known| known == *module));
    faults.extend(gone.map(|module| format!("LAYERS of src/layers.rs names {module}, which is gone")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What is wrong with a file of the rules that has this text.
fn faults_of(text: &str) -> Vec<String> {
    let given_away = given_away("pub use check::{Options, check}; pub use rules::rules; pub use standard::packets;");
    Reader::new("rules/bad_date/period.rs", text, &given_away).read()
}

#[test]
fn imports_that_go_up_are_found() {
    for (text, path) in [
        ("use crate::check::plan;", "crate::check::plan"),
        ("use crate::{model::{Grade, Severity}, write::{csv, html as page},};", "crate::write::csv"),
        ("use crate::{\n    model::Grade,\n    check::plan::{self, Plan},\n};", "crate::check::plan::self"),
        ("pub(crate) use crate::check::Options;", "crate::check::Options"),
        ("fn f<'a>(x: &'a str) -> char { crate::check::check(b\"'\", &x); '\"' }", "crate::check::check"),
        ("use super::super::super::check::table::Field;", "super::super::super::check::table::Field"),
        ("use super::super::{bad_code, super::write::csv};", "super::super::super::write::csv"),
        ("mod inner { fn f() {} use super::super::super::super::wasm::x; }", "super::super::super::super::wasm::x"),
        ("mod tests { use crate::check::x; }", "crate::check::x"),
        ("#[cfg(test)] mod tests { fn f() { if x {} } } use crate::check::x;", "crate::check::x"),
        ("const A: &str = r#\"\"\"#; use crate::check::x;", "crate::check::x"),
        ("use crate::Options;", "crate::Options"),
        ("fn f() { crate::packets(); }", "crate::packets"),
        ("use crate::unheard::of;", "crate::unheard::of"),
        ("use crate::*;", "crate::*"),
    ] {
        let faults = faults_of(text);
        assert!(faults.first().is_some_and(|fault| fault.contains(&format!("`{path}`"))), "{text}: {faults:?}");
    }
    assert_eq!(faults_of("mod tests;").len(), 1);
}

#[test]
fn other_imports_are_not() {
    for text in [
        "use crate::{hash, letters::{self, fold}, model::Grade, record::{Record, table::Type,}, standard};",
        "use super::{super::bad_number::graded, is_usual_year};",
        "pub(in crate::rules) fn f() -> crate::rules::Bind {}",
        "pub(super) fn f() {} pub(crate) fn g() {}",
        "// use crate::check::x;\n/* use crate::check::x; */ const A: &str = \"\\\"use crate::check::x;\";",
        "#[cfg(test)] pub(crate) mod tests { mod a { use crate::check::x; } use crate::{check, Options}; }",
        "#[cfg(test)] mod tests; #[cfg(test)] mod period_tests;",
    ] {
        assert_eq!(faults_of(text), Vec::<String>::new(), "{text}");
    }
}

//! Puts the data of `src/` into the engine: the rule pages' messages and help and the dictionary as texts, without
//! what only the reference needs. A page or a file that is not right stops the build and says why.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a build script fails by panicking and speaks to cargo by printing"
)]

mod dictionary;
mod rules;

use std::{env, fs, path::Path};

fn main() {
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=src/rules");
    println!("cargo:rerun-if-changed=src/standard");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let write = |name: &str, source: String| {
        fs::write(Path::new(&out).join(name), source).expect("the output folder is writable");
    };
    rules::write(&write);
    dictionary::write(&write);
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

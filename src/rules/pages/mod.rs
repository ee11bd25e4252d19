//! The rules' pages whole, for who has room for them: the reference, `goitin explain`, and the tests that run the examples.
//! What the engine needs of them are the constants of `crate::model::catalogue`.

pub(crate) mod list;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod page;
#[cfg(test)]
pub(crate) mod severity;
#[cfg(test)]
mod wording;

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// The pages, taken apart.
#[cfg(test)]
pub(crate) fn pages() -> Vec<page::Page> {
    PAGES.iter().map(|(id, text)| page::parse(text).unwrap_or_else(|error| panic!("{id}: {error}"))).collect()
}

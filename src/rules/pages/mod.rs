//! The rules' pages whole, for who has room for them: the reference, `goitin explain`, and the tests that run the examples.
//! What the engine needs of them are the constants of `crate::model::catalogue`.

#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod examples;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod page;
#[cfg(test)]
pub(crate) mod severity;
#[cfg(test)]
mod wording;

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

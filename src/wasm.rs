//! The only file that knows JavaScript.
#![allow(missing_docs, unreachable_pub, reason = "wasm-bindgen writes items of its own")]

use wasm_bindgen::prelude::wasm_bindgen;

/// The engine's name and version.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    concat!("goitin ", env!("CARGO_PKG_VERSION")).to_owned()
}

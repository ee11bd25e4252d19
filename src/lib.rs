//! goitin checks Vietnam's public-service data packets (QCVN 120:2019/BTTTT and its neighbours, JSON or XML) and explains
//! every finding, in Vietnamese and English, against the document it rests on.
//!
//! This page is the public API. [`check`] takes bytes and gives a [`model::Report`]; [`Checker`] does the same for bytes
//! that come in pieces. The crate has no I/O, no clock and no randomness: the same bytes and options give the same
//! report, byte for byte, natively and in WebAssembly.
#![deny(unsafe_code)]

#[cfg(feature = "command")]
pub mod command;
#[cfg(feature = "command")]
mod convert;
#[cfg(not(target_arch = "wasm32"))]
mod reference;
#[cfg(feature = "command")]
pub mod schema;

mod bytes;
mod check;
mod hash;
#[cfg(test)]
mod layers;
mod letters;
pub mod model;
mod record;
mod repair;
mod rules;
mod source;
mod standard;
#[cfg(target_arch = "wasm32")]
mod wasm;
pub mod write;

pub use check::{Checker, Options, Session, check, unopened};
#[cfg(feature = "command")]
pub use convert::{Form, Refusal, convert};
pub use model::{
    ENGINE, Languages, Limits, OptionsBuilder, OptionsError, RULESET, Repaired,
    catalogue::{Group, RuleId, UnknownRule},
};
#[cfg(not(target_arch = "wasm32"))]
pub use reference::{reference, reference_schema};
pub use repair::{Which, apply, repair};
#[cfg(not(target_arch = "wasm32"))]
pub use rules::rule_page;
pub use rules::rules;
pub use standard::packets;

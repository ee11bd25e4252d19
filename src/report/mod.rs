//! The report: the public contract, version 1, and the ways it is written.
//!
//! Everything here is plain data. The command's `--format json`, `check()` in JavaScript and the other formats are all
//! made from [`Report`] and from nothing else, so that they agree.

pub mod csv;
mod excerpt;
pub mod finding;
pub mod html;
pub mod json;
pub mod mask;
#[cfg(test)]
pub(crate) mod samples;
pub mod sarif;
pub mod schema;
pub mod text;
pub mod verdict;
mod words;
pub(crate) mod writer;

pub use finding::{
    Citation, Counts, Edit, Finding, Fix, Grade, Help, Language, Localized, NotChecked, Place, Range, Recognised,
    Related, Report, Severity, Source, Verdict, VerdictReason,
};

/// Name and version of the engine.
pub const ENGINE: &str = concat!("goitin ", env!("CARGO_PKG_VERSION"));
pub use crate::model::ruleset::RULESET;

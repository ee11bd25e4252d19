//! The report: the public contract, version 1, and the ways it is written.
//!
//! Everything here is plain data. The command's `--format json`, `check()` in JavaScript and the other formats are all
//! made from [`Report`] and from nothing else, so that they agree.

pub mod finding;
pub mod verdict;

pub use finding::{
    Citation, Counts, Edit, Finding, Fix, Grade, Help, Language, Localized, NotChecked, Place, Range, Recognised,
    Related, Report, Severity, Source, Verdict, VerdictReason,
};

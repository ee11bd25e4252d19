//! What all layers speak of: the report and its parts, the options, the verdict.
//!
//! These types are the public contract, version 1, and its only description: the report's JSON, its JSON Schema
//! ([`contract_schema`]) and the TypeScript declarations of the npm package are derived from them. Doc comments become
//! the descriptions there.

pub mod catalogue;
mod finding;
mod grade;
mod options;
pub(crate) mod privacy;
mod report;
pub(crate) mod ruleset;
mod schema;
mod text;
pub mod verdict;

pub use finding::{Citation, Edit, Finding, Fix, Help, Place, Range, Related};
pub use grade::{Grade, Severity};
pub use options::{Limits, OptionsBuilder, OptionsError, OwnProfile, Selection};
pub use privacy::masked_name;
pub use report::{
    Content, Counts, Encoding, Format, NotChecked, PacketInfo, Progress, Recognised, RecognisedBy, Repaired, Report,
    RuleInfo, Source, Verdict, VerdictReason,
};
pub use ruleset::RULESET;
pub use schema::{contract_schema, report_schema};
pub use text::{Language, Languages, Localized};

/// Name and version of the engine.
pub const ENGINE: &str = concat!("goitin ", env!("CARGO_PKG_VERSION"));

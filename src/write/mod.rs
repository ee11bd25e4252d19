//! The ways a report is written.
//!
//! The command's `--format json`, `check()` in JavaScript and the other formats are all made from
//! [`Report`](crate::model::Report) and from nothing else, so that they agree.

pub mod csv;
pub(crate) mod document;
#[cfg(feature = "command")]
mod excerpt;
pub(crate) mod handed_on;
pub mod html;
pub mod json;
#[cfg(feature = "command")]
#[cfg(test)]
mod privacy_tests;
pub mod rows;
#[cfg(test)]
pub(crate) mod samples;
pub mod sarif;
#[cfg(feature = "command")]
mod secrets;
/// For terminals: with the lines of the source, and so with readers that find what must not be shown.
#[cfg(feature = "command")]
pub mod text;
pub(crate) mod words;

/// The forms of a report, each with the name by which callers choose it.
pub const FORMATS: &[(&str, OutputFormat)] = &[
    #[cfg(feature = "command")]
    ("text", OutputFormat::Text),
    ("json", OutputFormat::Json),
    ("csv", OutputFormat::Csv),
    ("sarif", OutputFormat::Sarif),
    ("html", OutputFormat::Html),
];

/// A form of a report, for people or for other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputFormat {
    /// For terminals.
    #[cfg(feature = "command")]
    Text,
    /// The contract itself.
    Json,
    /// For spreadsheets.
    Csv,
    /// For code hosts and editors.
    Sarif,
    /// For paper and for sending on.
    Html,
}

//! What is remembered from record to record: at most 32 bytes for each dossier code, and what the envelope said.

use crate::{check::output::Draft, plain::Table, rules::address_mismatch::Residence};

/// The memory of one check.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// `madonvi` of the envelope, once it has come.
    pub(crate) unit: Option<String>,
    /// What would be said of the first dossier codes, when `madonvi` comes behind them.
    #[expect(clippy::vec_box, reason = "as the output takes them")]
    pub(crate) codes_before_unit: Vec<Box<Draft>>,
    /// Number of the first record of each dossier code.
    pub(crate) first_records: Table,
    /// The steps of each dossier seen so far: how many, the time of the latest as the number in `Moment`, and
    /// whether a final status was reached.
    pub(crate) steps: Table,
    /// The administrative units of the citizens' residences.
    pub(crate) residence: Residence,
}

//! What is remembered from record to record: at most 32 bytes for each dossier code, and what the envelope said.

use crate::{plain::Table, rules::address_mismatch::Residence};

/// The memory of one check.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// `madonvi` of the envelope, when it came before the records.
    pub(crate) unit: Option<String>,
    /// Number of the first record of each dossier code.
    pub(crate) first_records: Table,
    /// The steps of each dossier seen so far: how many, the time of the latest as `yyyyMMddHHmmss` in one number, and
    /// whether a final status was reached.
    pub(crate) steps: Table,
    /// The administrative units of the citizens' residences.
    pub(crate) residence: Residence,
}

//! What is remembered from record to record: at most 32 bytes for each dossier code, and what the envelope said.

use std::collections::HashMap;

use crate::check::output::Draft;

/// The memory of one check.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// `madonvi` of the envelope, once it has come.
    pub(crate) unit: Option<String>,
    /// What would be said of the first dossier codes, when `madonvi` comes behind them.
    #[expect(clippy::vec_box, reason = "as the output takes them")]
    pub(crate) codes_before_unit: Vec<Box<Draft>>,
    /// Number of the first record of each dossier code.
    pub(crate) first_records: HashMap<u128, u32>,
    /// The steps of each dossier seen so far.
    pub(crate) steps: HashMap<u128, Steps>,
    /// The administrative units of the citizens' residences.
    pub(crate) residence: Residence,
}

/// The steps of one dossier seen so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Steps {
    /// How many there were.
    pub(crate) count: u32,
    /// A final status was reached.
    pub(crate) is_final: bool,
    /// Time of the latest, as the number in `Moment`.
    pub(crate) latest: u64,
}

/// The administrative units of the residences so far: the first, and the first other one, with the citizens' numbers.
#[derive(Debug, Default)]
pub(crate) struct Residence {
    pub(crate) seen: Vec<(String, u32)>,
}

impl Residence {
    /// The unit of a citizen's residence.
    pub(crate) fn note(&mut self, code: &str, citizen: u32) {
        if self.seen.len() < 2 && self.seen.iter().all(|(known, _)| known != code) {
            self.seen.push((code.to_owned(), citizen));
        }
    }
}

//! What is remembered from record to record: at most 32 bytes for each dossier code, and what the envelope said.

use std::collections::HashMap;

/// The memory of one check.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// `madonvi` of the envelope, when it came before the records.
    pub(crate) unit: Option<String>,
    /// Number of the first record of each dossier code.
    pub(crate) first_records: HashMap<u128, u32>,
    /// What is known of the steps of each dossier.
    pub(crate) steps: HashMap<u128, Steps>,
}

/// The steps of one dossier seen so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Steps {
    /// Time of the latest step, as `yyyyMMddHHmmss` in one number.
    pub(crate) latest: u64,
    /// How many.
    pub(crate) count: u16,
    /// A final status was reached.
    pub(crate) is_final: bool,
}

/// A 128-bit FNV-1a hash: the same in every build, on every machine.
pub(crate) fn hash(bytes: &[u8]) -> u128 {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    bytes.iter().fold(BASIS, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME))
}

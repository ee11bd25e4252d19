//! Hashes of 128 bits: so wide that two different texts never share one, and a text need not be kept to know it again.
//!
//! The standard library's hash has 64 bits, and differs from run to run.

/// The same in every build and on every machine, since fingerprints of findings are made of it (FNV-1a).
pub(crate) fn stable_hash(bytes: &[u8]) -> u128 {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    bytes.iter().fold(BASIS, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME))
}

/// For this run only, and for every record: eight bytes at a time in two lanes that are stirred in different ways.
pub(crate) fn quick_hash(bytes: &[u8]) -> u128 {
    const LANES: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xD6E8_FEB8_6659_FD93];
    let (words, rest) = bytes.as_chunks::<8>();
    let rest = rest.iter().fold(bytes.len() as u64, |number, byte| number << 8 | u64::from(*byte));
    let words = words.iter().map(|word| u64::from_le_bytes(*word)).chain([rest]);
    let [one, other] = words.fold(LANES, |[one, other], word| {
        let stir = |lane: u64, by: u64| {
            let mixed = (lane ^ word).wrapping_mul(by);
            mixed ^ mixed >> 29
        };
        [stir(one, LANES[1]), stir(other.rotate_left(23), LANES[0])]
    });
    u128::from(one) << 64 | u128::from(other)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Texts that differ in little: a letter, a length, zeros at the end.
        #[test]
        fn other_texts_have_other_hashes(one in "[ab\0]{0,20}", other in "[ab\0]{0,20}") {
            for hash in [quick_hash, stable_hash] {
                prop_assert_eq!(hash(one.as_bytes()) == hash(other.as_bytes()), one == other);
            }
        }
    }
}

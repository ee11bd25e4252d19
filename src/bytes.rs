//! Bytes compared eight at a time. WebAssembly has no instruction that compares memory, and the function behind `==` goes
//! byte by byte there; every record's names and many of its values are compared with known ones.

/// Are the bytes the same?
#[inline]
pub(crate) fn are_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let (Some(end), Some(other_end)) = (one.last_chunk::<8>(), other.last_chunk::<8>()) else {
        return one == other;
    };
    let (words, other_words) = (one.as_chunks::<8>().0, other.as_chunks::<8>().0);
    end == other_end && words.iter().zip(other_words).all(|(word, other)| word == other)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bytes_are_the_same_where_they_are_equal(one in "[ab]{0,40}", other in "[ab]{0,40}", at: prop::sample::Index) {
            prop_assert!(are_same(one.as_bytes(), one.as_bytes()));
            prop_assert_eq!(are_same(one.as_bytes(), other.as_bytes()), one == other);
            if !one.is_empty() {
                let mut changed = one.clone().into_bytes();
                changed[at.index(one.len())] ^= 1;
                prop_assert!(!are_same(one.as_bytes(), &changed));
            }
        }
    }
}

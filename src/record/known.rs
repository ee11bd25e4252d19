//! Values that were found to be right, so that the same value of the same field is not looked at again: offices,
//! procedures and states come back in every record. A small table of fixed size; a newer value takes the older's place.

use crate::{bytes::are_same, record::table::Field};

/// How many values are remembered; a power of two.
const PLACES: usize = 256;
/// Longer values are not remembered.
const LONGEST: usize = 64;

#[derive(Clone, Copy, Debug)]
struct Place {
    field: usize,
    length: u8,
    bytes: [u8; LONGEST],
}

/// See the module's comment.
#[derive(Debug, Default)]
pub(crate) struct KnownValues {
    places: Vec<Place>,
}

impl KnownValues {
    /// Forgets everything: the fields are others now.
    pub(crate) fn clear(&mut self) {
        self.places.clear();
    }

    /// Was this value of this field right?
    #[inline(always)]
    pub(crate) fn has(&self, field: &Field, value: &[u8]) -> bool {
        let Some(place) = self.places.get(place_of(field, value)) else { return false };
        let Some(known) = place.bytes.get(..usize::from(place.length)) else { return false };
        place.field == address(field) && are_same(known, value)
    }

    /// This value of this field is right.
    pub(crate) fn note(&mut self, field: &Field, value: &[u8]) {
        if self.places.is_empty() {
            self.places.resize(PLACES, Place { field: 0, length: 0, bytes: [0; LONGEST] });
        }
        if let Some(place) = self.places.get_mut(place_of(field, value))
            && let Some(bytes) = place.bytes.get_mut(..value.len())
        {
            bytes.copy_from_slice(value);
            (place.field, place.length) = (address(field), value.len() as u8);
        }
    }
}

/// Which field it is: plans stay where they are as long as they are used.
fn address(field: &Field) -> usize {
    std::ptr::from_ref(field) as usize
}

/// A hash of the field, the length and both ends of the value.
#[inline(always)]
fn place_of(field: &Field, value: &[u8]) -> usize {
    let (head, tail) = match (value.first_chunk(), value.last_chunk()) {
        (Some(head), Some(tail)) => (u64::from_le_bytes(*head), u64::from_le_bytes(*tail)),
        _ => (value.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)), 0),
    };
    let mixed = (head ^ tail.rotate_left(29) ^ (address(field) as u64).rotate_left(17) ^ value.len() as u64)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 56) as usize % PLACES
}

//! Unpacks what `goitin-pack` packed: an LZMA stream of known length, with lc = 3, lp = 0, pb = 0 and no end marker.
//!
//! A module of its own, four kilobytes of WebAssembly that the engine's text brings along: a browser unpacks deflate by
//! itself, but deflate is a fifth larger, and JavaScript needs five times as long for LZMA. Names follow the format's
//! description in the LZMA SDK. Any bytes at all are safe to unpack; those that are no stream give `false` or nonsense.
#![no_std]

/// A bit is 0 or 1 with the same chance, of 2048 parts.
const EVEN: u16 = 1024;
/// Probabilities adapt by the 32nd part of what was missing.
const ADAPTION: u16 = 5;
/// Below this the range is widened by a byte.
const NARROW: u32 = 1 << 24;

// Where in the table of probabilities each kind of bit has its own; there are 12 states.
const STATES: usize = 12;
const IS_MATCH: usize = 0;
const IS_REP: usize = IS_MATCH + STATES;
const IS_REP_0: usize = IS_REP + STATES;
const IS_REP_1: usize = IS_REP_0 + STATES;
const IS_REP_2: usize = IS_REP_1 + STATES;
const IS_LONG_REP: usize = IS_REP_2 + STATES;
const SLOT: usize = IS_LONG_REP + STATES;
const SPECIAL: usize = SLOT + 4 * 64;
const ALIGN: usize = SPECIAL + 115;
const MATCH_LENGTH: usize = ALIGN + 16;
const REP_LENGTH: usize = MATCH_LENGTH + LENGTHS;
const LITERAL: usize = REP_LENGTH + LENGTHS;
const ALL: usize = LITERAL + 8 * 0x300;

// A length: two choices, then a tree of 3, 3 or 8 bits.
const LENGTHS: usize = 2 + 8 + 8 + 256;
const LOW: usize = 2;
const MIDDLE: usize = LOW + 8;
const HIGH: usize = MIDDLE + 8;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// Unpacks into what follows `known` bytes in `text`, which the stream may refer to; true when it is filled.
///
/// # Safety
/// `packed` must be `packed_length` bytes that can be read, and `text` `length` others that nobody else uses.
#[unsafe(no_mangle)]
#[allow(unsafe_code, reason = "memory that JavaScript has filled")]
pub unsafe extern "C" fn unpack(
    packed: *const u8,
    packed_length: usize,
    text: *mut u8,
    known: usize,
    length: usize,
) -> bool {
    // SAFETY: the caller's promise.
    let (packed, text) =
        unsafe { (core::slice::from_raw_parts(packed, packed_length), core::slice::from_raw_parts_mut(text, length)) };
    unpacked(packed, text, known).is_some()
}

fn unpacked(packed: &[u8], text: &mut [u8], known: usize) -> Option<()> {
    let mut chances = [EVEN; ALL];
    let mut stream = Stream::new(packed, &mut chances)?;
    let mut state = 0;
    // The last four distances, less one.
    let mut last = [0; 4];
    let mut at = known;
    while at < text.len() {
        if stream.bit(IS_MATCH + state) == 0 {
            let before = at.checked_sub(1).and_then(|before| text.get(before)).copied().unwrap_or(0);
            let matched = if state < 7 { None } else { Some(back(text, at, last[0])?) };
            *text.get_mut(at)? = stream.literal(before, matched);
            at += 1;
            state = after_literal(state);
            continue;
        }
        let length;
        (length, state) = stream.sequence(state, &mut last);
        for _ in 0..length {
            *text.get_mut(at)? = back(text, at, last[0])?;
            at += 1;
        }
    }
    Some(())
}

fn back(text: &[u8], at: usize, distance: usize) -> Option<u8> {
    text.get(at.checked_sub(distance)?.checked_sub(1)?).copied()
}

const fn after_literal(state: usize) -> usize {
    match state {
        0..4 => 0,
        4..10 => state - 3,
        _ => state - 6,
    }
}

/// The range decoder, and what is read with it. Behind the stream's end there are zeros without end.
struct Stream<'a> {
    packed: &'a [u8],
    range: u32,
    code: u32,
    chances: &'a mut [u16; ALL],
}

impl<'a> Stream<'a> {
    fn new(packed: &'a [u8], chances: &'a mut [u16; ALL]) -> Option<Self> {
        let (head, packed) = packed.split_first_chunk::<5>()?;
        let [_, code @ ..] = *head;
        Some(Self { packed, range: u32::MAX, code: u32::from_be_bytes(code), chances })
    }

    #[inline]
    fn widen(&mut self) {
        if self.range >= NARROW {
            return;
        }
        self.range <<= 8;
        self.code <<= 8;
        if let Some((first, rest)) = self.packed.split_first() {
            self.code |= u32::from(*first);
            self.packed = rest;
        }
    }

    /// A bit with a chance of its own.
    #[inline]
    fn bit(&mut self, which: usize) -> usize {
        self.widen();
        let Some(chance) = self.chances.get_mut(which) else {
            return 0;
        };
        let bound = (self.range >> 11) * u32::from(*chance);
        if self.code < bound {
            self.range = bound;
            *chance += (2 * EVEN - *chance) >> ADAPTION;
            return 0;
        }
        self.range -= bound;
        self.code -= bound;
        *chance -= *chance >> ADAPTION;
        1
    }

    /// So many bits of even chance, highest first.
    fn even_bits(&mut self, count: usize) -> usize {
        let mut value = 0;
        for _ in 0..count {
            self.widen();
            self.range >>= 1;
            let bit = self.code >= self.range;
            if bit {
                self.code -= self.range;
            }
            value = value << 1 | usize::from(bit);
        }
        value
    }

    /// So many bits, highest first; the chance of each depends on those before it.
    fn tree(&mut self, chances: usize, count: u32) -> usize {
        let mut node = 1;
        for _ in 0..count {
            node = node << 1 | self.bit(chances + node);
        }
        node - (1 << count)
    }

    /// The same, lowest first.
    fn reverse_tree(&mut self, chances: usize, count: usize) -> usize {
        let (mut node, mut value) = (1, 0);
        for place in 0..count {
            let bit = self.bit(chances + node);
            node = node << 1 | bit;
            value |= bit << place;
        }
        value
    }

    /// A byte of its own. Behind a repetition it differs from the byte that would have continued it.
    fn literal(&mut self, before: u8, matched: Option<u8>) -> u8 {
        let chances = LITERAL + 0x300 * usize::from(before >> 5);
        let mut node = 1;
        let mut other = matched.map(usize::from);
        while node < 0x100 {
            let Some(byte) = other else {
                node = node << 1 | self.bit(chances + node);
                continue;
            };
            let wanted = byte >> 7 & 1;
            let bit = self.bit(chances + (1 + wanted) * 0x100 + node);
            node = node << 1 | bit;
            other = (bit == wanted).then_some(byte << 1);
        }
        (node & 0xff) as u8
    }

    /// A repetition: its length and the next state; its distance is the first of the last ones.
    fn sequence(&mut self, state: usize, last: &mut [usize; 4]) -> (usize, usize) {
        let after = |fresh: usize, other: usize| if state < 7 { fresh } else { other };
        if self.bit(IS_REP + state) == 0 {
            let length = self.length(MATCH_LENGTH);
            *last = [self.distance(length), last[0], last[1], last[2]];
            return (length, after(7, 10));
        }
        if self.bit(IS_REP_0 + state) == 0 {
            if self.bit(IS_LONG_REP + state) == 0 {
                return (1, after(9, 11));
            }
        } else if self.bit(IS_REP_1 + state) == 0 {
            *last = [last[1], last[0], last[2], last[3]];
        } else if self.bit(IS_REP_2 + state) == 0 {
            *last = [last[2], last[0], last[1], last[3]];
        } else {
            *last = [last[3], last[0], last[1], last[2]];
        }
        (self.length(REP_LENGTH), after(8, 11))
    }

    fn length(&mut self, chances: usize) -> usize {
        if self.bit(chances) == 0 {
            2 + self.tree(chances + LOW, 3)
        } else if self.bit(chances + 1) == 0 {
            10 + self.tree(chances + MIDDLE, 3)
        } else {
            18 + self.tree(chances + HIGH, 8)
        }
    }

    /// A distance less one; that of short repetitions has chances of its own.
    fn distance(&mut self, length: usize) -> usize {
        let slot = self.tree(SLOT + (length - 2).min(3) * 64, 6);
        if slot < 4 {
            return slot;
        }
        let count = (slot >> 1) - 1;
        let high = (2 | slot & 1) << count;
        if slot < 14 {
            return high + self.reverse_tree(SPECIAL + high - slot, count);
        }
        high.wrapping_add(self.even_bits(count - 4) << 4).wrapping_add(self.reverse_tree(ALIGN, 4))
    }
}

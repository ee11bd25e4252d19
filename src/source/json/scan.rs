//! Finding the byte that ends a run of plain string text, sixteen or eight bytes at a time.

const ONES: u64 = u64::MAX / 255;
const HIGHS: u64 = ONES * 0x80;

/// The next quote, backslash or control character (or the end), and whether bytes from 0x80 up come before it.
#[inline(always)]
pub(super) fn special(text: &[u8], mut at: usize) -> (usize, bool) {
    let mut seen = false;
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    while let Some(chunk) = text.get(at..).and_then(<[u8]>::first_chunk) {
        let (hits, highs) = sixteen(chunk);
        if hits != 0 {
            let first = hits.trailing_zeros();
            return (at + first as usize, seen || highs & ((1 << first) - 1) != 0);
        }
        seen |= highs != 0;
        at += 16;
    }
    while let Some(chunk) = text.get(at..).and_then(<[u8]>::first_chunk) {
        let (hits, highs) = eight(*chunk);
        if hits != 0 {
            // Only the lowest hit is certain: a borrow can make false ones above it.
            let bit = hits & hits.wrapping_neg();
            return (at + (bit.trailing_zeros() >> 3) as usize, seen || highs & (bit - 1) != 0);
        }
        seen |= highs != 0;
        at += 8;
    }
    while let Some(&byte) = text.get(at) {
        if byte < 0x20 || byte == b'"' || byte == b'\\' {
            break;
        }
        seen |= byte >= 0x80;
        at += 1;
    }
    (at, seen)
}

/// One bit for each byte that is special, and for each from 0x80 up.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline(always)]
fn sixteen(chunk: &[u8; 16]) -> (u16, u16) {
    use core::arch::wasm32::{i8x16_bitmask, u8x16_bitmask, u8x16_eq, u8x16_lt, u8x16_splat, u64x2, v128_or};
    let (halves, _) = chunk.as_chunks();
    let &[low, high] = halves else { return (0, 0) };
    let bytes = u64x2(u64::from_le_bytes(low), u64::from_le_bytes(high));
    let quotes = v128_or(u8x16_eq(bytes, u8x16_splat(b'"')), u8x16_eq(bytes, u8x16_splat(b'\\')));
    let hits = v128_or(quotes, u8x16_lt(bytes, u8x16_splat(0x20)));
    (u8x16_bitmask(hits), i8x16_bitmask(bytes))
}

/// The highest bit of each byte that is special, and of each from 0x80 up.
#[inline]
fn eight(chunk: [u8; 8]) -> (u64, u64) {
    let word = u64::from_le_bytes(chunk);
    let quote = word ^ (ONES * 0x22);
    let backslash = word ^ (ONES * 0x5C);
    let hits = (quote.wrapping_sub(ONES) & !quote
        | backslash.wrapping_sub(ONES) & !backslash
        | word.wrapping_sub(ONES * 0x20) & !word)
        & HIGHS;
    (hits, word & HIGHS)
}

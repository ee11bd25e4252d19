//! The keys of messages, as the engine keeps them: a number in place of the name.

/// Stands for a key: FNV-1a in 32 bits, folded to 16. The build sees to it that no two keys of one list are the same.
pub(crate) const fn key(name: &str) -> u16 {
    let (bytes, mut hash, mut at) = (name.as_bytes(), 0x811c_9dc5_u32, 0);
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    (hash >> 16 ^ hash & 0xffff) as u16
}

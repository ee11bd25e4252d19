//! The native command: the only file that knows files and terminals.
fn main() {}

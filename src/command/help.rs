//! The pages of `--help`, in both languages.

/// The page of a command; of the whole for the empty name.
pub(super) fn page(command: &str) -> &'static str {
    match command {
        "check" => include_str!("help/check.txt"),
        "fix" => include_str!("help/fix.txt"),
        "convert" => include_str!("help/convert.txt"),
        "explain" | "rules" | "packets" | "schema" | "reference" => include_str!("help/lookup.txt"),
        _ => include_str!("help/goitin.txt"),
    }
}

//! The value of an access key or password, pasted where only its being there should be said, or in a text.
//!
//! No report shows what is marked by this rule.

use crate::{
    model::catalogue::secret_value::{expectation, message},
    record::remark::Remark,
};

/// Fewest characters of a key: what is shorter is rather an answer.
const LEAST: usize = 8;

/// The value of a field that says whether there is a key.
pub(crate) fn check(value: &str) -> Option<Remark> {
    looks_like_a_key(value).then(|| Remark::new(message::INSTEAD).expected(expectation::WHETHER))
}

/// A field that the packet does not know, by its name one for a secret.
pub(crate) fn in_unknown_field() -> Remark {
    Remark::new(message::FIELD).expected(expectation::NOTHING)
}

/// One word, long enough, that is not written as words are.
fn looks_like_a_key(value: &str) -> bool {
    value.len() >= LEAST && value.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_no_keys() {
        for answer in ["", "True", "có", "da cap", "Đã được cấp", "chưa nhận"] {
            assert_eq!(check(answer), None, "{answer}");
        }
        assert!(check("7f3a9c1e-55d0-4a6b-8f21-0c9d3e7b1a42").is_some());
    }
}

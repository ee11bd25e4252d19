//! What all layers speak of: the rules and their texts, and the date of the rule set.

pub(crate) mod catalogue;
pub(crate) mod ruleset;

//! What rules share: how one about a whole record looks, how fields and addresses are read, and what
//! no eye can tell from what is right.

pub(crate) mod disguised;
pub(crate) mod fields;
pub(crate) mod meaning;
pub(crate) mod record_rule;
pub(crate) mod shape;
pub(crate) mod web_address;

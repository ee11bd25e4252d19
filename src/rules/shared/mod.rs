//! What rules share: how one about a whole record looks, and how fields and addresses are read.

pub(crate) mod fields;
pub(crate) mod meaning;
pub(crate) mod record_rule;
pub(crate) mod shape;
pub(crate) mod web_address;

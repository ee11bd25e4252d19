//! What rules share: what they answer with, how one about a whole record looks, and how dates and addresses are read.

pub(crate) mod fields;
pub(crate) mod iso_date;
pub(crate) mod record_rule;
pub(crate) mod remark;
pub(crate) mod web_address;

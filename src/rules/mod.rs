//! One rule, one Markdown page; and one Rust file where a table row cannot say it.
//!
//! The page holds the rule's messages, explanations and executed examples. Rules see a record and an output, never a
//! reader. A rule about one record is added to [`RECORD_RULES`], and to no other list.

pub(crate) mod address_mismatch;
pub(crate) mod bad_code;
pub(crate) mod bad_date;
pub(crate) mod bad_identifier;
pub(crate) mod bad_number;
pub(crate) mod choice_conflict;
mod code_date_mismatch;
pub(crate) mod control_character;
mod count_mismatch;
mod date_order;
pub(crate) mod decomposed_text;
mod digitised_mismatch;
pub(crate) mod duplicate_record;
mod identity_mismatch;
mod missing_field;
mod name_parts;
pub(crate) mod non_unicode_text;
mod other_name;
pub(crate) mod pages;
mod payment_mismatch;
mod percent_mismatch;
pub(crate) mod placeholder_value;
pub(crate) mod portal_reply;
mod procedure_incomplete;
mod progress_order;
mod same_result_as_submitted;
pub(crate) mod secret_value;
pub(crate) mod shared;
mod status_contradicts_date;
mod status_needs_date;
mod status_needs_result;
mod status_needs_supplement;
mod sum_mismatch;
mod supplement_repeated;
pub(crate) mod surrounding_space;
pub(crate) mod too_long;
pub(crate) mod unit_mismatch;
pub(crate) mod unreachable_url;

#[cfg(not(target_arch = "wasm32"))]
pub use pages::list::rule_page;
pub use pages::list::rules;
#[cfg(any(feature = "command", target_arch = "wasm32"))]
pub(crate) use pages::list::title;

use shared::record_rule::Bind;

/// The rules about one record: the one list to touch when such a rule is added.
pub(crate) const RECORD_RULES: &[Bind] = &[
    date_order::bind,
    status_needs_date::bind,
    status_needs_supplement::bind,
    status_contradicts_date::bind,
    status_needs_result::bind,
    identity_mismatch::bind,
    code_date_mismatch::bind,
    unit_mismatch::bind,
    digitised_mismatch::bind,
    payment_mismatch::bind,
    same_result_as_submitted::bind,
    supplement_repeated::bind,
    placeholder_value::fee_name::bind,
    progress_order::bind,
    address_mismatch::bind,
    status_contradicts_date::life_status::bind,
    name_parts::bind,
    missing_field::bind,
    other_name::bind,
    procedure_incomplete::bind,
    count_mismatch::bind,
    sum_mismatch::bind,
    percent_mismatch::bind,
];

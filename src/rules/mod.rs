//! One rule, one Markdown page; and one Rust file where a table row cannot say it.
//!
//! The page holds the rule's messages, explanations and executed examples. Rules see a record and an output, never a
//! reader. A rule about one record is added to [`RECORD_RULES`], and to no other list.

use crate::{
    check::{memory::Memory, output::Output, plan::Type, record::Record},
    report::{Grade, Severity},
};

pub(crate) mod address_mismatch;
pub(crate) mod bad_code;
pub(crate) mod bad_date;
pub(crate) mod bad_identifier;
pub(crate) mod bad_number;
pub(crate) mod bad_percentage;
pub(crate) mod bad_period;
pub(crate) mod choice_conflict;
mod code_date_mismatch;
pub(crate) mod control_character;
mod count_mismatch;
mod date_order;
pub(crate) mod decomposed_text;
pub(crate) mod digit_count;
mod digitised_mismatch;
pub(crate) mod duplicate_record;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod examples;
mod fee_name;
mod fields;
mod identity_mismatch;
pub(crate) mod iso_date;
mod key;
pub(crate) mod letters;
mod life_status;
mod name_parts;
pub(crate) mod non_unicode_text;
mod number_wanted;
mod other_name;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod page;
mod payment_mismatch;
mod percent_mismatch;
pub(crate) mod placeholder_value;
pub(crate) mod portal_reply;
mod procedure_incomplete;
mod progress_order;
pub(crate) mod remark;
mod same_result_as_submitted;
pub(crate) mod secret_value;
mod status_contradicts_date;
mod status_needs_date;
mod status_needs_result;
mod status_needs_supplement;
mod sum_mismatch;
mod supplement_repeated;
pub(crate) mod surrounding_space;
pub(crate) mod texts;
pub(crate) mod too_long;
pub(crate) mod unit_mismatch;
pub(crate) mod unreachable_url;
#[cfg(test)]
mod used;
pub(crate) mod web_address;
#[cfg(test)]
mod wording;

use std::sync::LazyLock;

use texts::Texts;

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// A citation of a rule's page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlaceCited {
    pub(crate) doc: &'static str,
    pub(crate) place: &'static str,
    pub(crate) grade: Grade,
    /// The messages it is a ground of, as the page names them; empty for all.
    only: &'static str,
}

impl PlaceCited {
    /// Is it a ground of that message?
    pub(crate) fn is_ground_of(&self, message: &str) -> bool {
        let names = |part: &str| part.strip_suffix('*').map_or(part == message, |start| message.starts_with(start));
        self.only.is_empty() || self.only.split(' ').any(names)
    }
}

/// What the engine needs of a rule's page.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) id: &'static str,
    pub(crate) group: &'static str,
    pub(crate) severity: Severity,
    pub(crate) grade: Grade,
    pub(crate) since: &'static str,
    pub(crate) citations: Vec<PlaceCited>,
    pub(crate) texts: Texts,
}

/// All rules by id, out of the text that the build made of their pages. As static tables they would be twice the
/// download: each text would stand there with its address and length.
pub(crate) fn all() -> &'static [Rule] {
    static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
        let mut parts = include_str!(concat!(env!("OUT_DIR"), "/rules.txt")).split('\t');
        let mut part = || parts.next().unwrap_or_default();
        let mut first = 0;
        let count = number(part());
        (0..count)
            .map(|_| {
                let rule = read(&mut part, first);
                first = rule.texts.end();
                rule
            })
            .collect()
    });
    &RULES
}

/// Reads a rule whose texts begin at that line. The text is the build's own: what cannot be read is nothing.
fn read(part: &mut dyn FnMut() -> &'static str, first: u16) -> Rule {
    const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];
    Rule {
        id: part(),
        group: part(),
        severity: SEVERITIES.get(usize::from(number(part()))).copied().unwrap_or(Severity::Error),
        grade: grade(part()),
        since: part(),
        citations: (0..number(part()))
            .map(|_| PlaceCited { doc: part(), place: part(), grade: grade(part()), only: part() })
            .collect(),
        texts: Texts { first, messages: number(part()), expected: number(part()), fixes: number(part()) },
    }
}

fn grade(part: &str) -> Grade {
    const GRADES: [Grade; 3] = [Grade::Text, Grade::Practice, Grade::Derived];
    GRADES.get(usize::from(number(part))).copied().unwrap_or(Grade::Derived)
}

fn number(part: &str) -> u8 {
    part.bytes().fold(0, |number: u8, digit| number.wrapping_mul(10).wrapping_add(digit.wrapping_sub(b'0')))
}

/// The rule of that id.
pub(crate) fn rule(id: &str) -> Option<&'static Rule> {
    all().get(place(id)?)
}

/// A rule's place among all.
pub(crate) fn index(rule: &Rule) -> Option<usize> {
    place(rule.id)
}

fn place(id: &str) -> Option<usize> {
    all().binary_search_by(|known| known.id.cmp(id)).ok()
}

/// A rule about one record, bound to the fields it speaks of.
pub(crate) trait RecordRule: Send + Sync {
    /// Looks at one record. `memory` is what earlier records left behind.
    fn check(&self, record: &Record<'_>, memory: &mut Memory, output: &mut Output);
}

/// Binds a rule to the type of a packet's records (`types` are all types of the packet); nothing when the packet does
/// not have the rule's fields.
pub(crate) type Bind = fn(record: &Type, types: &[Type]) -> Option<Box<dyn RecordRule>>;

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
    fee_name::bind,
    progress_order::bind,
    address_mismatch::bind,
    life_status::bind,
    name_parts::bind,
    number_wanted::bind,
    other_name::bind,
    procedure_incomplete::bind,
    count_mismatch::bind,
    sum_mismatch::bind,
    percent_mismatch::bind,
];

//! What a packet that has a schema of its own says beyond names and types: namespace, order, choices, how often, fixed
//! values, ranges, and places of the text that disagree with each other. Each constraint bears its place.

use super::{RowCitation, Texts};

/// What the schema says about the packet.
#[derive(Debug)]
pub(crate) struct PacketSchema {
    /// The namespace of all its elements.
    pub(crate) namespace: &'static str,
    /// Name of the type whose fields are the root element's attributes.
    pub(crate) root: &'static str,
    /// Name of the elements that are its records.
    pub(crate) item: &'static str,
    pub(crate) item_aliases: &'static [Alias],
    /// The form that production sends in place of the schema's.
    pub(crate) live: LiveForm,
    /// What tells that form.
    pub(crate) marks: &'static [Mark],
    /// Places of the text that disagree.
    pub(crate) conflicts: &'static [Conflict],
}

/// A mark of the form that production sends.
#[derive(Debug)]
pub(crate) struct Mark {
    /// A path into a record. `#text` is text in the place of elements, `a+b` both at once, `*` any element.
    pub(crate) path: &'static str,
    /// What it is, for people.
    pub(crate) says: Texts,
}

/// A packet as production sends it, with types of its own.
#[derive(Debug)]
pub(crate) struct LiveForm {
    pub(crate) profile: &'static str,
    pub(crate) root: &'static str,
    pub(crate) record: &'static str,
}

/// Two places of a document that disagree, and what follows.
#[derive(Debug)]
pub(crate) struct Conflict {
    pub(crate) id: &'static str,
    pub(crate) here: &'static str,
    pub(crate) there: &'static str,
    pub(crate) treatment: Texts,
}

/// A name that another place of the text has.
#[derive(Debug)]
pub(crate) struct Alias {
    pub(crate) name: &'static str,
    pub(crate) place: &'static str,
}

/// What the schema says about a type.
#[derive(Debug)]
pub(crate) struct TypeSchema {
    pub(crate) citation: RowCitation,
    /// Its elements stand in the order of its rows.
    pub(crate) sequence: bool,
    /// Of each group exactly one stands there.
    pub(crate) choices: &'static [&'static [&'static str]],
    /// A table of the text that has another order.
    pub(crate) order_note: Option<&'static str>,
}

/// What the schema says about a field.
#[derive(Debug)]
pub(crate) struct RowSchema {
    pub(crate) citation: Option<RowCitation>,
    /// It may stand any number of times.
    pub(crate) many: bool,
    /// An attribute that bears the namespace's prefix.
    pub(crate) qualified: bool,
    /// Space around the value belongs to it.
    pub(crate) exact: bool,
    /// The only value; the schema puts it into an empty element.
    pub(crate) fixed: Option<&'static str>,
    /// How many digits there may be: numbers with a space between.
    pub(crate) digits: Option<&'static str>,
    /// The first and the last year.
    pub(crate) least: Option<u32>,
    pub(crate) most: Option<u32>,
    /// The document that has its codes.
    pub(crate) outside: Option<&'static str>,
    pub(crate) aliases: &'static [Alias],
    /// What the schema calls its type.
    pub(crate) type_name: Option<&'static str>,
}

/// What a code list has besides codes with meanings.
#[derive(Debug)]
pub(crate) struct MoreCodes {
    /// Codes whose meanings are not told one by one, with a space between.
    pub(crate) codes: &'static str,
    /// What they are.
    pub(crate) meaning: Texts,
    /// Codes about which two places of the text disagree.
    pub(crate) conflicts: &'static [CodeConflict],
    /// Other names of what a code stands for, with commas between.
    pub(crate) names: &'static [(&'static str, &'static str)],
}

/// A code about which two places of the text disagree. In the list it is a code; else it is none.
#[derive(Debug)]
pub(crate) struct CodeConflict {
    pub(crate) code: &'static str,
    /// What the places say.
    pub(crate) says: Texts,
}

impl MoreCodes {
    /// Is it one of the codes whose meanings are not told?
    pub(crate) fn has(&self, code: &str) -> bool {
        self.codes.split(' ').any(|known| known == code && !code.is_empty())
    }

    /// What disagrees about a code.
    pub(crate) fn conflict(&self, code: &str) -> Option<&'static CodeConflict> {
        self.conflicts.iter().find(|conflict| conflict.code == code)
    }
}

impl RowSchema {
    /// How many digits there may be.
    pub(crate) fn digit_counts(&self) -> impl Iterator<Item = usize> + use<> {
        self.digits.unwrap_or_default().split(' ').filter_map(|count| count.parse().ok())
    }
}

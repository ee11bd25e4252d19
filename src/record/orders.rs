//! In which order day and month were written by dates that can be read in one way only: what tells how one is meant that
//! could be read in two. Of the records before, each field keeps no more than which orders were seen.

use super::{date::Order, table::Field};

/// The orders that were seen.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Seen {
    day: bool,
    month: bool,
}

/// What was seen tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// It was always this one.
    Always(Order),
    /// Both.
    Both,
}

impl Seen {
    pub(crate) const fn add(&mut self, order: Order) {
        match order {
            Order::Day => self.day = true,
            Order::Month => self.month = true,
        }
    }

    /// What the dates tell, when there were any.
    pub(crate) const fn told(self) -> Option<Told> {
        match (self.day, self.month) {
            (true, true) => Some(Told::Both),
            (true, false) => Some(Told::Always(Order::Day)),
            (false, true) => Some(Told::Always(Order::Month)),
            (false, false) => None,
        }
    }
}

/// See the module's comment.
#[derive(Debug, Default)]
pub(crate) struct Orders {
    /// In the record that is checked, once somebody asked.
    pub(crate) record: Option<Seen>,
    /// By the fields' places in memory: plans stay where they are as long as they are used.
    fields: Vec<(usize, Seen)>,
    all: Seen,
}

impl Orders {
    /// A date of this field was written so.
    pub(crate) fn note(&mut self, field: &Field, order: Order) {
        self.all.add(order);
        let address = std::ptr::from_ref(field) as usize;
        let known = self.fields.iter().position(|(known, _)| *known == address);
        let at = known.unwrap_or(self.fields.len());
        if known.is_none() {
            self.fields.push((address, Seen::default()));
        }
        if let Some((_, seen)) = self.fields.get_mut(at) {
            seen.add(order);
        }
    }

    /// What the records so far tell: the dates of the same field, or else those of all.
    pub(crate) fn told(&self, field: &Field) -> Option<Told> {
        let address = std::ptr::from_ref(field) as usize;
        let of_field = self.fields.iter().find(|(known, _)| *known == address);
        of_field.and_then(|(_, seen)| seen.told()).or_else(|| self.all.told())
    }
}

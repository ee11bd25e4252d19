//! Findings that are told once of a source, however often they are true of it: what copying added to every line, names that
//! all follow another convention. The first tells it; those that come later only add their edits to its repair.

use super::output::{Draft, DraftFix};
use crate::model::{Place, catalogue::Message};

/// A repair of more edits than this is none: it would be larger than what it repairs.
const MOST_EDITS: usize = 20_000;

/// See the module's comment.
#[derive(Debug, Default)]
pub(super) struct Once {
    told: Vec<Told>,
    /// All of them have their places, and their edits have.
    is_unplaced: bool,
}

#[derive(Debug)]
struct Told {
    draft: Box<Draft>,
    is_placed: bool,
    /// So many of its edits have their places.
    placed_edits: usize,
}

impl Once {
    /// How many findings there are.
    pub(super) const fn len(&self) -> usize {
        self.told.len()
    }

    /// Takes a finding; tells whether it is the first of its message.
    pub(super) fn take(&mut self, draft: Box<Draft>) -> bool {
        let known = self.told.iter_mut().find(|told| told.draft.message == draft.message);
        let is_first = known.is_none();
        match known {
            Some(first) => first.draft.join(*draft),
            None => self.told.push(Told { draft, is_placed: false, placed_edits: 0 }),
        }
        self.is_unplaced = true;
        is_first
    }

    /// The finding of that message has this repair.
    pub(super) fn repair(&mut self, message: Message, fix: Option<DraftFix>) {
        if let Some(told) = self.told.iter_mut().find(|told| told.draft.message == message) {
            told.draft.fix = fix;
            told.placed_edits = 0;
            self.is_unplaced = true;
        }
    }

    /// Takes back all findings after the first `count`.
    pub(super) fn forget_after(&mut self, count: usize) -> impl Iterator<Item = Box<Draft>> {
        self.told.drain(count.min(self.told.len())..).map(|told| told.draft)
    }

    /// All have their places.
    pub(super) const fn is_placed(&self) -> bool {
        !self.is_unplaced
    }

    /// Every offset with the place it is to have, of those that have none.
    pub(super) fn for_each_place(&mut self, mut visit: impl FnMut(u32, &mut Place)) {
        for told in &mut self.told {
            if !told.is_placed {
                told.draft.for_each_place_but_edits(&mut visit);
            }
            told.draft.for_each_place_of_edits(told.placed_edits, &mut visit);
        }
    }

    /// They have them now.
    pub(super) fn placed(&mut self) {
        for told in &mut self.told {
            told.is_placed = true;
            told.placed_edits = told.draft.fix.as_ref().map_or(0, |fix| fix.edits.len());
        }
        self.is_unplaced = false;
    }

    /// The same document turned out to be the first of several: paths begin with its number.
    pub(super) fn prefix_paths(&mut self, prefix: &str) {
        for told in self.told.iter_mut().filter(|told| !told.draft.is_of_source) {
            told.draft.path.insert_str(0, prefix);
        }
    }

    /// No more will come: the findings.
    pub(super) fn give(&mut self) -> impl Iterator<Item = Box<Draft>> {
        std::mem::take(&mut self.told).into_iter().map(|told| told.draft)
    }
}

impl Draft {
    /// The same is true at another place: the repair of the one is that of both, if both have one.
    fn join(&mut self, other: Self) {
        let both = self.fix.take().zip(other.fix);
        self.fix =
            both.filter(|(fix, more)| fix.edits.len() + more.edits.len() <= MOST_EDITS).map(|(mut fix, more)| {
                fix.edits.extend(more.edits);
                fix.safe &= more.safe;
                fix.sensitivity = fix.sensitivity.max(more.sensitivity);
                fix
            });
    }
}

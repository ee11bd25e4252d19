//! What the rules say when all sources have come: findings at places that were remembered, each in its own source.

use super::{
    kept::{Kept, Spot},
    output::{Draft, DraftRelated, Output},
    remark::Remark,
};
use crate::model::{
    Place,
    catalogue::Message,
    privacy::{Quote, Sensitivity},
};

/// See the module's comment.
pub(crate) struct Ending<'a> {
    /// Of the sources in which places are remembered, by their numbers.
    outputs: Vec<&'a mut Output>,
}

impl<'a> Ending<'a> {
    /// The end of a session whose sources said this, in their order.
    pub(crate) fn new(outputs: impl IntoIterator<Item = &'a mut Output>) -> Self {
        Self { outputs: outputs.into_iter().collect() }
    }

    /// A finding at a place, which also points at others; `key` is the record's own code. Where one of the places stands in
    /// a source of which nothing is said, since it could not be read to its end, nothing is said of the others either.
    #[cfg_attr(not(test), expect(dead_code, reason = "no rule speaks of several sources yet"))]
    pub(crate) fn report(&mut self, at: Kept, key: Option<Quote>, others: &[(Kept, Message)], remark: Remark) {
        let related = others.iter().map(|(kept, message)| {
            let (place, _) = self.get(*kept)?;
            Some(DraftRelated { place, source: Some(kept.source), ..DraftRelated::new(<_>::default(), *message) })
        });
        let (Some(related), Some((place, spot))) = (related.collect(), self.get(at)) else { return };
        let mut draft = Draft::from_remark(remark);
        draft.place = place;
        draft.path = spot.path;
        draft.record = spot.record;
        draft.key = key;
        draft.field = Some((&spot.field).into());
        draft.citation = Some(spot.citation);
        draft.sensitivity = spot.sensitivity;
        draft.is_personal = spot.sensitivity >= Sensitivity::Personal;
        draft.related = related;
        // The value that an edit would replace is not remembered.
        draft.fix = None;
        if let Some(output) = self.find(at).and_then(|index| self.outputs.get_mut(index)) {
            output.push_placed(draft);
        }
    }

    fn get(&self, kept: Kept) -> Option<((Place, Place), Spot)> {
        self.outputs.get(self.find(kept)?)?.kept(kept)
    }

    fn find(&self, kept: Kept) -> Option<usize> {
        self.outputs.binary_search_by_key(&kept.source, |output| output.source()).ok()
    }
}

//! What the rules across records remember, from one source of a session to the next.

use std::sync::Arc;

use super::plan::Plan;
use crate::{
    record::{ending::Ending, output::Output},
    rules::shared::record_rule::RuleState,
    standard::{Packet, Profile},
};

/// See the module's comment.
#[derive(Default)]
pub(super) struct States {
    plans: Vec<OfPlan>,
    /// The plan that the source is checked against, once it is known.
    current: Option<usize>,
    /// Another rule of every plan, for tests.
    #[cfg(test)]
    added: Vec<AddedRule>,
}

#[cfg(test)]
type AddedRule = fn(&Plan) -> Option<Box<dyn RuleState>>;

/// The states of a plan's rules. A plan of a reader's own profile is made anew for every source: packet and profile tell
/// it.
struct OfPlan {
    packet: Arc<Packet>,
    profile: Arc<Profile>,
    states: Vec<Box<dyn RuleState>>,
}

impl OfPlan {
    fn is_of(&self, plan: &Plan) -> bool {
        Arc::ptr_eq(&self.packet, &plan.packet) && self.profile.id == plan.profile.id
    }
}

impl States {
    /// Another source comes: what it is, is not known yet.
    pub(super) const fn leave(&mut self) {
        self.current = None;
    }

    /// The source of that number is checked against this plan from now on.
    pub(super) fn start(&mut self, plan: Option<&Plan>, number: u32) {
        self.current = plan.map(|plan| {
            self.plans.iter().position(|known| known.is_of(plan)).unwrap_or_else(|| {
                let states = plan.rules.iter().filter_map(|rule| rule.state());
                #[cfg(test)]
                let states = states.chain(self.added.iter().filter_map(|add| add(plan)));
                let states = states.collect();
                let (packet, profile) = (Arc::clone(&plan.packet), Arc::clone(&plan.profile));
                self.plans.push(OfPlan { packet, profile, states });
                self.plans.len() - 1
            })
        });
        for state in self.current() {
            state.source(number);
        }
    }

    /// Those of the plan that the source is checked against.
    #[inline]
    pub(super) fn current(&mut self) -> &mut [Box<dyn RuleState>] {
        let plan = self.current.and_then(|current| self.plans.get_mut(current));
        plan.map_or(&mut [], |plan| &mut plan.states)
    }

    /// All sources have come, which said this.
    pub(super) fn end<'a>(&mut self, outputs: impl IntoIterator<Item = &'a mut Output>) {
        let mut ending = Ending::new(outputs);
        for state in self.plans.iter_mut().flat_map(|plan| &mut plan.states) {
            state.end(&mut ending);
        }
    }
}

#[cfg(test)]
mod tests;

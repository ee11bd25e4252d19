//! Checks records and envelopes against the tables of the plan, and keeps what comes of one record for the next: their
//! number, and, lent by the session, what the rules across records remember.

use crate::{
    check::{matcher::Matcher, plan::Plan, states::States},
    model::{Severity, catalogue::not_checkable},
    record::{
        Record, Scratch, Site,
        convention::Convention,
        output::{Draft, Output},
        remark::Remark,
        table::Type,
    },
    source::Flags,
    standard::Citation,
};

/// See the module's comment.
#[derive(Default)]
pub(super) struct Records {
    count: u32,
    scratch: Scratch,
    /// What the rules across records remember.
    states: States,
    /// `madonvi` of the envelope, once it has come.
    unit: Option<String>,
    /// The names of the source follow another convention.
    convention: Option<Convention>,
}

impl Records {
    /// Lends what the rules remember of the sources before.
    pub(super) fn lend(&mut self, mut states: States) {
        states.leave();
        self.states = states;
    }

    /// Gives back what was lent, with what the rules remember of this source.
    pub(super) fn take_states(&mut self) -> States {
        std::mem::take(&mut self.states)
    }

    /// Records so far.
    pub(super) const fn count(&self) -> u32 {
        self.count
    }

    /// The number of the next record, which comes now.
    pub(super) const fn next(&mut self) -> u32 {
        self.count += 1;
        self.count - 1
    }

    /// Another plan is checked against from now on: its rules begin to remember.
    pub(super) fn start(&mut self, plan: Option<&Plan>, output: &mut Output) {
        self.scratch.plan_changed();
        self.states.start(plan, output.source());
        if let Some(unit) = self.unit.take() {
            self.set_unit(unit, output);
        }
    }

    /// The first record's names follow another convention, or none.
    pub(super) const fn follow(&mut self, convention: Option<Convention>) {
        self.convention = convention;
    }

    /// The envelope says whose packet it is. What is wrong with it is said by its own table.
    pub(super) fn set_unit(&mut self, unit: String, output: &mut Output) {
        self.tell("madonvi", &unit, output);
        self.unit = Some(unit);
    }

    /// The envelope has a field: what the rules have against its value.
    pub(super) fn tell(&mut self, field: &str, value: &str, output: &mut Output) -> Vec<Remark> {
        self.states.current().iter_mut().filter_map(|state| state.envelope(field, value, output)).collect()
    }

    /// Checks a complete record.
    pub(super) fn check(&mut self, site: Site<'_>, node: u32, plan: &Plan, output: &mut Output) {
        let (types, citation) = (&plan.types, plan.citation());
        let scratch = &mut self.scratch;
        let convention = self.convention;
        Matcher { site, types, citation, scratch, output, waived: None, convention }.run(node, plan.record);
        if plan.has_no_public_text() && output.is_new_gap(&plan.packet.id) {
            output.push(no_public_text(&site, node, plan));
        }
        if site.arena.node(node).flags.has(Flags::CUT) {
            // What its fields say together the missing ones might change.
            return;
        }
        let record = Record::new(site, types, citation, &self.scratch);
        for rule in &plan.rules {
            rule.check(&record, output);
        }
        for state in self.states.current() {
            state.record(&record, output);
        }
    }

    /// Checks the members of an envelope, or the attributes of a root; a field that is `waived` may be absent.
    pub(super) fn check_around(
        &mut self,
        site: Site<'_>,
        table: &Type,
        citation: &Citation,
        waived: Option<&'static str>,
        output: &mut Output,
    ) {
        let types = std::slice::from_ref(table);
        let convention = self.convention;
        Matcher { site, types, citation, scratch: &mut self.scratch, output, waived, convention }.run(0, 0);
    }
}

/// The table of the packet's records is public nowhere.
fn no_public_text(site: &Site<'_>, node: u32, plan: &Plan) -> Box<Draft> {
    let remark = Remark::new(not_checkable::message::TABLE).severity(Severity::Info);
    let mut draft = Draft::from_remark(remark.with("packet", &plan.packet.id));
    draft.span = site.window.outermost(site.arena.node(node).open);
    site.path.clone_into(&mut draft.path);
    draft.record = site.record;
    draft.citation = Some(plan.citation().clone());
    draft
}

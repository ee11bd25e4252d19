//! Which packet the source is: the clues that have come, the choice made of them when the first record is complete, and
//! the plan to check against. What can be said only then waits here.

mod notes;

use super::names::{SERVICE, is_meant};
use crate::{
    check::{
        ended::Found,
        marks,
        own_profile::OwnProfile,
        plan::{self, Plan},
        recognise::{self, Choice, Clues, REPLY},
    },
    record::{
        Syntax,
        arena::Arena,
        convention::Convention,
        names,
        output::{Draft, Output},
    },
    source::Window,
    standard::{self, Dictionary, FieldType, Mark, Packet, overlay::OWN},
};
use std::{borrow::Cow, sync::Arc};

/// So many names of the first record tell whether they are written as they are known.
const NAMES_THAT_TELL: usize = 8;

/// What the caller wants it to be.
struct Asked {
    dictionary: Arc<Dictionary>,
    packet: Option<String>,
    profile: Option<String>,
    own: Option<OwnProfile>,
}

/// See the module's comment.
pub(super) struct Recognition {
    asked: Asked,
    /// What `service` says.
    service: Option<String>,
    /// Names of the root element and of the elements around the records, or the root key.
    roots: Vec<String>,
    /// What tells that the first record is in the form that production sends.
    marks: Vec<&'static Mark>,
    /// Names of the fields of the first record, of which nothing could be told.
    fields: Vec<Cow<'static, str>>,
    choice: Option<Choice>,
    plan: Option<Arc<Plan>>,
    is_done: bool,
    /// What can be said only when the profile is known.
    #[expect(clippy::vec_box, reason = "as the output takes them")]
    waiting: Vec<Box<Draft>>,
}

impl Recognition {
    pub(super) fn new(packet: Option<String>, profile: Option<String>) -> Self {
        Self {
            asked: Asked { dictionary: Arc::clone(standard::built_in()), packet, profile, own: None },
            service: None,
            roots: Vec::new(),
            marks: Vec::new(),
            fields: Vec::new(),
            choice: None,
            plan: None,
            is_done: false,
            waiting: Vec::new(),
        }
    }

    /// Checks against a reader's own profile.
    pub(super) fn use_profile(&mut self, own: OwnProfile) {
        self.asked = Asked {
            dictionary: Arc::clone(&own.dictionary),
            packet: self.asked.packet.take(),
            profile: Some(OWN.to_owned()),
            own: Some(own),
        };
    }

    // ---- clues ------------------------------------------------------------------------------------------------------

    pub(super) fn add_root(&mut self, name: String) {
        self.roots.push(name);
    }

    pub(super) fn has_root(&self, name: &str) -> bool {
        self.roots.iter().any(|root| root == name)
    }

    pub(super) fn set_service(&mut self, service: Option<String>) {
        self.service = service;
    }

    /// A record without an envelope may name its packet itself.
    pub(super) fn see_record(&mut self, arena: &Arena, window: &Window<'_>, syntax: Syntax, record: u32) {
        if self.service.is_none() {
            let mut children = arena.children(record).map(|child| arena.node(child));
            let service = children.find(|node| is_meant(&node.name_in(window, syntax), SERVICE));
            self.service = service.map(|node| node.text_in(window, syntax).trim().to_owned());
        }
        self.marks = self.marks_of(arena, window, record);
    }

    /// The marks of production's form that the first record shows, of the packet that is named or of all.
    fn marks_of(&self, arena: &Arena, window: &Window<'_>, record: u32) -> Vec<&'static Mark> {
        let named = self.named();
        let packets = standard::dictionary().packets.iter();
        let packets = packets.filter(|packet| named.is_none_or(|named| named.id == packet.id));
        let marks = |schema: &'static standard::PacketSchema| marks::seen(arena, window, record, &schema.marks);
        packets.filter_map(|packet| packet.schema.as_ref()).flat_map(marks).collect()
    }

    /// The clues that do not come from a record.
    fn clues(&self) -> Clues<'_> {
        Clues {
            dictionary: &self.asked.dictionary,
            service: self.service.as_deref(),
            roots: &self.roots,
            ..Clues::default()
        }
    }

    // ---- names ------------------------------------------------------------------------------------------------------

    pub(super) fn dictionary(&self) -> &Dictionary {
        &self.asked.dictionary
    }

    pub(super) fn is_packet(&self, name: &str) -> bool {
        recognise::is_name(&self.asked.dictionary, name)
    }

    /// The packet that the caller, the service or a root names.
    pub(super) fn named(&self) -> Option<&Packet> {
        let clues = Clues { packet: self.asked.packet.as_deref(), ..self.clues() };
        recognise::named(&clues).map(|(packet, _)| packet)
    }

    /// The field names of the packet that is named, or of all.
    fn record_fields(&self) -> impl Iterator<Item = &str> + Clone {
        let named = self.named();
        let packets = self.asked.dictionary.packets.iter();
        let packets = packets.filter(move |packet| named.is_none_or(|named| named.id == packet.id));
        let rows = packets.filter_map(|packet| packet.records()).flat_map(|table| &table.fields);
        rows.filter(|row| row.field_type != FieldType::Service).map(|row| row.name.as_str())
    }

    pub(super) fn is_record_field(&self, name: &str) -> bool {
        self.record_fields().any(|known| known == name)
    }

    /// The same whatever the case of its letters, and with or without separators.
    pub(super) fn is_record_field_of_any_case(&self, name: &str) -> bool {
        self.is_record_field(name) || self.record_fields().any(|known| names::is_same_but_case(name, known))
    }

    pub(super) fn is_like_record_field(&self, name: &str) -> bool {
        names::is_like(name.as_bytes(), self.record_fields())
    }

    /// The convention that the names of the first record follow, where it is not that of the packet's fields.
    pub(super) fn convention(&self, fields: &[Cow<'_, str>]) -> Option<Convention> {
        let rows = self.plan.as_ref()?.packet.records()?.fields.iter().map(|row| row.name.as_str());
        let first = fields.get(..NAMES_THAT_TELL).unwrap_or(fields);
        let known = first.iter().filter(|name| rows.clone().any(|known| known == **name)).count();
        if known * 2 >= first.len() {
            return None;
        }
        Convention::of(fields, &rows)
    }

    // ---- the choice -------------------------------------------------------------------------------------------------

    pub(super) const fn is_done(&self) -> bool {
        self.is_done
    }

    pub(super) fn plan(&self) -> Option<&Arc<Plan>> {
        self.plan.as_ref()
    }

    pub(super) const fn choice(&self) -> Option<&Choice> {
        self.choice.as_ref()
    }

    /// Chooses packet and profile: `fields` are those of the first record, if there is one.
    pub(super) fn choose(&mut self, fields: &[Cow<'_, str>], is_reply: bool) {
        self.is_done = true;
        let (packet, profile) = (self.asked.packet.as_deref(), self.asked.profile.as_deref());
        let clues = Clues { packet, profile, fields, marks: self.marks.len(), is_reply, ..self.clues() };
        self.choice = recognise::choose(&clues);
        let plan_of = |choice: &Choice| plan::plan_of(&self.asked.dictionary, &choice.packet, &choice.profile);
        self.plan = self.choice.as_ref().and_then(plan_of);
        if self.choice.is_none() {
            self.fields = fields.iter().map(|name| Cow::Owned(name.to_string())).collect();
        }
    }

    /// No record is complete: the packet is what it is named.
    pub(super) fn choose_named(&mut self) {
        if self.named().is_some() {
            self.choose(&[], false);
        }
    }

    /// There is a reply, and nothing else that could be recognised.
    pub(super) fn choose_reply(&mut self) {
        self.choice = recognise::by_id(REPLY);
        self.plan = self.choice.as_ref().and_then(|choice| plan::plan(&choice.packet, &choice.profile));
    }

    /// What came so far may have told nothing, as a reply does: what comes now may tell.
    pub(super) fn begin_again(&mut self, has_reply: bool) {
        self.is_done &= self.plan.is_some() || !has_reply;
    }

    /// The packet is not in the profile that the caller chose: another one was taken.
    fn lacks_chosen_profile(&self) -> bool {
        let (Some(chosen), Some(choice), None) = (&self.asked.profile, &self.choice, &self.asked.own) else {
            return false;
        };
        choice.profile != *chosen
    }

    /// What was recognised, in a source of so many records.
    pub(super) fn found(&self, records: u32) -> Found<'_> {
        let own = self.asked.own.as_ref().filter(|_| self.choice.as_ref().is_some_and(|choice| choice.profile == OWN));
        Found {
            dictionary: &self.asked.dictionary,
            choice: self.choice.as_ref(),
            plan: self.plan.as_deref(),
            base_profile: own.map(|own| own.base.as_str()),
            profile_was_chosen: self.asked.profile.is_some() && !self.lacks_chosen_profile(),
            is_reply: self.plan.as_ref().is_some_and(|plan| plan.packet.id == REPLY),
            records,
        }
    }

    // ---- findings that wait -----------------------------------------------------------------------------------------

    /// Before the first record is complete nobody knows whether the packet is checked as written.
    pub(super) fn say_or_wait(&mut self, draft: Box<Draft>, output: &mut Output) {
        if self.is_done {
            return self.say_as_written(draft, output);
        }
        output.pin(draft.span);
        for (span, _) in draft.fix.iter().flat_map(|fix| &fix.edits) {
            output.pin(*span);
        }
        self.waiting.push(draft);
    }

    /// What only the schema as written forbids is not said of what production sends.
    fn say_as_written(&self, draft: Box<Draft>, output: &mut Output) {
        let is_attribute = draft.path.contains('@');
        if !is_attribute || self.is_as_written() {
            output.push(draft);
        }
    }

    fn is_as_written(&self) -> bool {
        self.plan.as_ref().is_none_or(|plan| plan.root.as_ref().is_none_or(|root| root.schema.is_some()))
    }

    /// The packet and its profile are known now.
    fn say_waiting(&mut self, output: &mut Output) {
        for draft in std::mem::take(&mut self.waiting) {
            self.say_as_written(draft, output);
        }
    }
}

#[cfg(test)]
mod tests;

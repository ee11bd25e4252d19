//! A complete record: which packet it is of, its check against the packet's tables, and what is said when there is none.

use super::Finder;
use crate::{
    check::{
        marks,
        matcher::Matcher,
        plan,
        recognise::{self, Choice, Clues},
    },
    model::{
        Severity,
        catalogue::{not_checkable, profile_note, unknown_packet, wrong_type},
        privacy::{Quote, Sensitivity},
    },
    record::{
        Record, Site, Syntax,
        arena::{Kind, Node},
        output::{Draft, Output},
        remark::{Argument, Remark},
    },
    source::{Flags, Window},
    standard,
};
use std::borrow::Cow;

impl Finder {
    pub(super) fn record_complete(&mut self, window: &Window<'_>, output: &mut Output, node: u32) {
        let number = self.records;
        self.records += 1;
        if !self.recognised {
            let names =
                self.trail.arena.children(node).map(|child| self.trail.name_of(window, self.trail.arena.node(child)));
            let fields: Vec<Cow<'_, str>> = names.collect();
            self.read_own_service(window, node);
            self.marks = self.marks_of(window, node);
            self.recognise(&fields, output);
        }
        let Some(plan) = &self.plan else { return };
        let (record, key) = (Some(number), plan.key);
        let site =
            Site { arena: &self.trail.arena, window, syntax: self.trail.syntax, path: &self.trail.path, record, key };
        let mut matcher = Matcher {
            site,
            types: &plan.types,
            citation: plan.citation(),
            scratch: &mut self.scratch,
            output,
            waived: None,
        };
        matcher.run(node, plan.record);
        if plan.has_no_public_text() && output.is_new_gap(&plan.packet.id) {
            let remark = Remark::new(not_checkable::message::TABLE)
                .severity(Severity::Info)
                .with("packet", plan.packet.id.as_str());
            let mut draft = Draft::from_remark(remark);
            draft.span = window.outermost(self.trail.arena.node(node).open);
            draft.path.clone_from(&self.trail.path);
            draft.record = Some(number);
            draft.citation = Some(plan.citation());
            output.push(draft);
        }
        let record = Record::new(site, &plan.types, plan.citation(), &self.scratch);
        for rule in &plan.rules {
            rule.check(&record, output);
        }
        for state in &mut self.states {
            state.record(&record, output);
        }
    }

    /// The rules of the plan begin to remember.
    fn start_rules(&mut self, output: &mut Output) {
        let rules = self.plan.iter().flat_map(|plan| &plan.rules);
        self.states = rules.filter_map(|rule| rule.state()).collect();
        if let Some(unit) = self.unit.take() {
            self.tell_rules("madonvi", &unit, output);
            self.unit = Some(unit);
        }
    }

    /// The envelope has a field: what the rules have against its value.
    pub(super) fn tell_rules(&mut self, field: &str, value: &str, output: &mut Output) -> Vec<Remark> {
        self.states.iter_mut().filter_map(|state| state.envelope(field, value, output)).collect()
    }

    /// The marks of production's form that the first record shows, of the packet that is named or of all.
    fn marks_of(&self, window: &Window<'_>, record: u32) -> Vec<&'static standard::Mark> {
        let named = self.named();
        let packets = standard::dictionary().packets.iter();
        let packets = packets.filter(|packet| named.is_none_or(|named| named.id == packet.id));
        let marks =
            |schema: &'static standard::PacketSchema| marks::seen(&self.trail.arena, window, record, &schema.marks);
        packets.filter_map(|packet| packet.schema.as_ref()).flat_map(marks).collect()
    }

    /// A record without an envelope may name its packet itself.
    pub(super) fn read_own_service(&mut self, window: &Window<'_>, record: u32) {
        if self.service.is_some() {
            return;
        }
        let is_service = |child: &u32| window.bytes(self.trail.arena.node(*child).name) == b"service";
        let node = self.trail.arena.children(record).find(is_service).map(|child| self.trail.arena.node(child));
        let text = |node: &Node| node.text_in(window, self.trail.syntax).trim().to_owned();
        self.service = node.map(text);
    }

    pub(super) fn recognise(&mut self, fields: &[Cow<'_, str>], output: &mut Output) {
        self.recognised = true;
        let clues = Clues {
            dictionary: self.dictionary,
            packet: self.chosen_packet.as_deref(),
            profile: self.chosen_profile.as_deref(),
            service: self.service.as_deref(),
            roots: &self.roots,
            fields,
            marks: self.marks.len(),
            is_reply: self.envelopes.iter().any(|members| members.is_reply),
        };
        self.choice = recognise::choose(&clues);
        self.plan =
            self.choice.as_ref().and_then(|choice| plan::plan_of(self.dictionary, choice.packet, choice.profile));
        self.scratch.plan_changed();
        self.start_rules(output);
        let Some(choice) = self.choice.clone() else {
            self.first_fields = fields.iter().map(|name| Cow::Owned(name.to_string())).collect();
            return;
        };
        let profile = self.plan.as_ref().map(|plan| plan.profile);
        output.rest_on(profile.and_then(|profile| profile.lowers));
        if profile.is_some_and(standard::Profile::is_derived) {
            let named = choice.name.unwrap_or(choice.packet);
            let remark = Remark::new(profile_note::message::LOWERED).with("name", named).with("packet", choice.packet);
            self.note(remark, output);
        } else if self.lacks_chosen_profile() {
            let chosen = Quote::new(self.chosen_profile.clone().unwrap_or_default(), Sensitivity::Open);
            let remark = Remark::new(profile_note::message::NOT_OF_PACKET);
            let remark = remark.with("profile", chosen).with("packet", choice.packet).with("usual", choice.profile);
            self.note(remark, output);
        } else if self.chosen_profile.is_some() && self.own_profile.is_none() {
            self.note_profile(&choice, fields, output);
        }
        let marks = std::mem::take(&mut self.marks);
        self.schema_recognised(&marks, output);
    }

    /// The caller's profile has other fields than the packet: said once.
    pub(super) fn note_profile(&mut self, choice: &Choice, fields: &[Cow<'_, str>], output: &mut Output) {
        let marks = self.marks.len();
        let clues = Clues { packet: Some(choice.packet), fields, marks, ..Clues::default() };
        let Some(usual) = recognise::choose(&clues).filter(|usual| usual.profile != choice.profile) else {
            return;
        };
        self.note(
            Remark::new(profile_note::message::CHOSEN).with("profile", choice.profile).with("usual", usual.profile),
            output,
        );
    }

    /// Something about the source as a whole: it stands where its root begins.
    pub(super) fn note(&mut self, remark: Remark, output: &mut Output) {
        let mut draft = Draft::from_remark(remark);
        draft.span = self.root.place();
        // The page's own citations are about the packets of QCVN 120.
        let of_schema = self.plan.as_ref().filter(|plan| plan.root.is_some());
        draft.citation = of_schema.map(|plan| plan.citation());
        output.push(draft);
    }

    pub(super) fn not_a_record(&mut self, window: &Window<'_>, output: &mut Output, node: u32) {
        let node = *self.trail.arena.node(node);
        if node.flags.has(Flags::DAMAGED) {
            return;
        }
        self.records += 1;
        let index = self.trail.open.last().map_or(0, |parent| parent.children.saturating_sub(1));
        let remark = Remark::new(wrong_type::message::RECORD_NOT_OBJECT)
            .expected(wrong_type::expectation::OBJECT)
            .severity(Severity::Error);
        let mut draft = Draft::from_remark(remark);
        draft.span = window.outermost(if matches!(node.kind, Kind::Scalar(_)) { node.marked() } else { node.open });
        draft.path = match self.trail.syntax {
            Syntax::Json => format!("{}/{index}", self.trail.path),
            Syntax::Xml => self.trail.path.clone(),
        };
        draft.record = Some(self.records - 1);
        draft.citation = Some(standard::Ground::from(&standard::dictionary().envelope.citation));
        output.push(draft);
    }

    pub(super) fn unknown_packet(&mut self, output: &mut Output) {
        let clues = Clues {
            dictionary: self.dictionary,
            service: self.service.as_deref(),
            roots: &self.roots,
            fields: &self.first_fields,
            ..Clues::default()
        };
        let candidates = recognise::candidates(&clues);
        let list: Vec<String> = candidates.iter().map(|(packet, shared)| format!("{packet} ({shared})")).collect();
        let message =
            if self.service.is_some() { unknown_packet::message::SERVICE } else { unknown_packet::message::FIELDS };
        let candidates: Argument = match list.as_slice() {
            [] => Argument::Both("không có".to_owned(), "none".to_owned()),
            _ => Argument::Known(list.join(", ")),
        };
        let remark = Remark::new(message)
            .with("candidates", candidates)
            .with("service", Quote::new(self.service.clone().unwrap_or_default(), Sensitivity::Closed));
        self.note(remark, output);
    }
}

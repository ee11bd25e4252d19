//! What is said about the source as a whole when its packet is recognised, or is not.

use super::Recognition;
use crate::{
    check::{
        plan::Plan,
        recognise::{self, Choice, Clues},
    },
    model::{
        catalogue::{profile_note, unknown_packet, wrong_format, wrong_namespace},
        privacy::{Quote, Sensitivity},
    },
    record::{
        Syntax,
        output::{Draft, Output},
        remark::{Argument, Remark},
    },
    source::Span,
    standard::{Mark, PacketSchema, Profile},
};
use std::{borrow::Cow, sync::Arc};

impl Recognition {
    /// The choice was made for a record with these fields: what it means for the findings, and what to say about it at
    /// the source's `root`.
    pub(in crate::check::finder) fn announce(
        &mut self,
        fields: &[Cow<'_, str>],
        syntax: Syntax,
        root: Span,
        output: &mut Output,
    ) {
        let Some(choice) = self.choice.clone() else { return };
        let profile = self.plan.as_ref().map(|plan| Arc::clone(&plan.profile));
        output.rest_on(profile.as_ref().and_then(|profile| profile.lowers));
        if let Some(remark) = self.about_profile(&choice, profile.as_deref(), fields) {
            self.note(remark, root, output);
        }
        let marks = std::mem::take(&mut self.marks);
        self.say_waiting(output);
        if let Some(plan) = &self.plan
            && let Some(schema) = &plan.packet.schema
        {
            self.about_schema(plan, schema, &marks, (syntax, root), output);
        }
    }

    /// What the reader has to know of the profile that is checked against.
    fn about_profile(&self, choice: &Choice, profile: Option<&Profile>, fields: &[Cow<'_, str>]) -> Option<Remark> {
        if profile.is_some_and(Profile::is_derived) {
            let named = choice.name.map_or_else(|| Argument::from(&choice.packet), Argument::from);
            return Some(
                Remark::new(profile_note::message::LOWERED).with("name", named).with("packet", &choice.packet),
            );
        }
        if self.lacks_chosen_profile() {
            let chosen = Quote::new(self.asked.profile.clone().unwrap_or_default(), Sensitivity::Open);
            let remark = Remark::new(profile_note::message::NOT_OF_PACKET);
            return Some(remark.with("profile", chosen).with("packet", &choice.packet).with("usual", &choice.profile));
        }
        let was_chosen = self.asked.profile.is_some() && self.asked.own.is_none();
        if was_chosen { self.about_fields(choice, fields) } else { None }
    }

    /// The caller's profile has other fields than the packet: said once.
    fn about_fields(&self, choice: &Choice, fields: &[Cow<'_, str>]) -> Option<Remark> {
        let clues = Clues { packet: Some(&choice.packet), fields, marks: self.marks.len(), ..Clues::default() };
        let usual = recognise::choose(&clues).filter(|usual| usual.profile != choice.profile)?;
        let remark = Remark::new(profile_note::message::CHOSEN);
        Some(remark.with("profile", &choice.profile).with("usual", &usual.profile))
    }

    /// Is the packet written as its schema wants it, and which of its two forms is checked?
    fn about_schema(
        &self,
        plan: &Plan,
        schema: &PacketSchema,
        marks: &[&'static Mark],
        (syntax, root): (Syntax, Span),
        output: &mut Output,
    ) {
        if plan.profile.id == schema.live.profile {
            output.push(at_root(about_live(marks), root, plan));
        }
        if syntax == Syntax::Json {
            let remark = Remark::new(wrong_format::message::JSON).expected(wrong_format::expectation::XML);
            output.push(at_root(remark, root, plan));
        } else if !self.has_root(&plan.packet.id) {
            let remark = Remark::new(wrong_namespace::message::NO_ROOT).expected(wrong_namespace::expectation::ROOT);
            let remark = remark.with("name", &plan.packet.id).with("namespace", &schema.namespace);
            output.push(at_root(remark, root, plan));
        }
    }

    /// Nothing could be chosen: which packets come nearest.
    pub(in crate::check::finder) fn unknown_packet(&self, root: Span, output: &mut Output) {
        let candidates = recognise::candidates(&Clues { fields: &self.fields, ..self.clues() });
        let list: Vec<String> = candidates.iter().map(|(packet, shared)| format!("{packet} ({shared})")).collect();
        let message =
            if self.service.is_some() { unknown_packet::message::SERVICE } else { unknown_packet::message::FIELDS };
        let candidates: Argument = match list.as_slice() {
            [] => Argument::Both("không có".to_owned(), "none".to_owned()),
            _ => Argument::Known(list.join(", ")),
        };
        let service = Quote::new(self.service.clone().unwrap_or_default(), Sensitivity::Closed);
        self.note(Remark::new(message).with("candidates", candidates).with("service", service), root, output);
    }

    /// Something about the source as a whole.
    pub(in crate::check::finder) fn note(&self, remark: Remark, root: Span, output: &mut Output) {
        let mut draft = Draft::from_remark(remark);
        draft.span = root;
        // The page's own citations are about the packets of QCVN 120.
        let of_schema = self.plan.as_ref().filter(|plan| plan.root.is_some());
        draft.citation = of_schema.map(|plan| plan.citation().clone());
        output.push(draft);
    }
}

/// The packet is checked in the form that production sends, for these marks of it or as the caller wants.
fn about_live(marks: &[&'static Mark]) -> Remark {
    let message = if marks.is_empty() { profile_note::message::LIVE_CHOSEN } else { profile_note::message::LIVE };
    let joined = |text: fn(&Mark) -> &str| marks.iter().map(|mark| text(mark)).collect::<Vec<_>>().join("; ");
    Remark::new(message).with("marks", Argument::Both(joined(|mark| &mark.vi), joined(|mark| &mark.en)))
}

fn at_root(remark: Remark, root: Span, plan: &Plan) -> Box<Draft> {
    let mut draft = Draft::from_remark(remark);
    draft.span = root;
    draft.citation = Some(plan.citation().clone());
    draft
}

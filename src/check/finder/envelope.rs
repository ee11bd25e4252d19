//! An envelope that is complete: checked by the table of requests or of replies.

use super::{
    members::Members,
    names::{SERVICE, is_envelope_field, is_of_reply},
    parts::Parts,
    reply, schema,
};
use crate::{
    check::{
        plan::Plan,
        recognise::{means, similar_service},
    },
    model::{
        RecognisedBy, Severity,
        catalogue::bad_code,
        privacy::{Quote, Sensitivity},
    },
    record::{
        Site, Syntax,
        arena::{Kind, Node},
        names,
        output::{Draft, Output},
        remark::Remark,
    },
    source::{self, Flags, ScalarKind, Window},
    standard::{self, Term},
};
use std::sync::Arc;

impl Parts {
    pub(super) fn envelope_complete(&mut self, output: &mut Output) {
        let Some(members) = self.envelopes.end() else { return };
        if members.is_cut_off() && !self.recognition.is_done() {
            return;
        }
        if let Some(reply) = reply::read(&members, self.trail.syntax) {
            self.envelopes.has_reply = true;
            let is_alone = self.recognition.plan().is_none();
            if !members.is_cut_off() && (!reply.went_well() || is_alone) {
                output.push(reply.explained(&members));
            }
        }
        if !self.envelopes.is_empty() && members.path.ends_with("/result") {
            // What else a reply says about its records is known nowhere.
            return;
        }
        if !self.recognition.is_done() && self.recognition.named().is_some() {
            // It holds no record, and says all the same what its records would be.
            self.recognise(&[], output);
        }
        let Some(plan) = self.recognition.plan().cloned() else { return };
        if self.is_free(&members, &plan) {
            return;
        }
        if plan.root.is_some() {
            return schema::check_root(&mut self.records, &plan, &members, Syntax::Json, output);
        }
        self.check_envelope(&members, &plan, output);
    }

    /// Nothing says what may stand in it.
    fn is_free(&self, members: &Members, plan: &Plan) -> bool {
        let is_xml = self.trail.syntax == Syntax::Xml;
        if plan.root.is_some() && is_xml {
            // What stands around the root of a packet with a schema.
            return true;
        }
        if is_xml && members.is_empty() && !self.envelopes.is_empty() {
            return true;
        }
        let syntax = self.trail.syntax;
        if members.is_around && is_xml && !members.names(syntax).any(|name| is_envelope_field(&name)) {
            // A SOAP envelope, or what else stands around the packet's own.
            return true;
        }
        let is_root = |name: &str| self.recognition.is_packet(name);
        let only_root = members.names(syntax).all(|name| is_root(&name) || is_xml && name == "data");
        only_root && members.has_records_or_root()
    }

    fn check_envelope(&mut self, members: &Members, plan: &Arc<Plan>, output: &mut Output) {
        let syntax = self.trail.syntax;
        let is_reply = members.names(syntax).any(|name| is_of_reply(&name));
        let table = if is_reply { &plan.reply } else { &plan.request };
        let (arena, window) = (&members.arena, &members.window());
        let site = Site { arena, window, syntax, path: &members.path, record: None, key: None };
        let by_root = self.recognition.choice().is_some_and(|choice| choice.by == RecognisedBy::Root);
        let waived = by_root.then_some("service");
        self.records.check_around(site, table, plan.envelope_citation(), waived, output);
        if let Some(node) = members.named(SERVICE, syntax) {
            self.check_service(node, window, &members.path, plan, output);
        }
    }

    /// `service` must say what the records are.
    pub(super) fn check_service(&self, node: &Node, window: &Window<'_>, path: &str, plan: &Plan, output: &mut Output) {
        let is_bare = matches!(node.kind, Kind::Scalar(ScalarKind::Number | ScalarKind::Boolean));
        let is_text = is_bare || matches!(node.kind, Kind::Element | Kind::Scalar(ScalarKind::String));
        let service = node.text_in(window, self.trail.syntax);
        let service = service.trim();
        let is_right = service.is_empty() || means(service, &plan.packet.id);
        if !is_text || is_right || node.flags.has(Flags::DAMAGED) {
            return;
        }
        let (remark, meant) = self.wrong_service(service, plan);
        let mut draft = Draft::from_remark(remark);
        draft.span = window.outermost(node.marked());
        draft.path = format!("{path}/service");
        draft.field = Some("service".to_owned());
        draft.found = Some(Quote::new(names::cut(service), Sensitivity::Closed));
        draft.citation = Some(standard::dictionary().envelope.citation.clone());
        if let Some(fix) = &mut draft.fix {
            let text = if is_bare { format!("\"{meant}\"") } else { meant.into() };
            let text = if window.is_unwrapped() { source::json::escape(&text) } else { text };
            fix.edits = vec![(window.outermost(node.text), text)];
        }
        output.push(draft);
    }

    /// What to say of a service that is not the packet's, and which is probably meant.
    fn wrong_service<'p>(&'p self, service: &str, plan: &'p Plan) -> (Remark, &'p Term) {
        let message = if self.recognition.is_packet(service) {
            bad_code::message::SERVICE_CONTRADICTS
        } else {
            bad_code::message::SERVICE_UNKNOWN
        };
        let meant = similar_service(self.recognition.dictionary(), service).unwrap_or(&plan.packet.id);
        let remark = Remark::new(message).severity(Severity::Error);
        let remark = remark.with("packet", &plan.packet.id).with("field", "service");
        if *meant == plan.packet.id {
            (remark.fix(bad_code::fix::PLAIN, meant, false).with("text", meant), meant)
        } else {
            (remark, meant)
        }
    }
}

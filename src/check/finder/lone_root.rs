//! A root that has no member for records: a record itself, or an envelope that lacks them.

use super::{names::REPLY_CODE, parts::Parts};
use crate::{
    check::recognise::{ENOUGH_FIELDS, REPLY},
    record::output::Output,
    source::{Flags, Window},
    standard::Packet,
};
use std::borrow::Cow;

impl Parts {
    /// The root is complete, and it is told what it was.
    pub(super) fn decide_root(&mut self, window: &Window<'_>, output: &mut Output, node: u32) {
        let names: Vec<Cow<'_, str>> = self.trail.names(window, node).collect();
        if let Some(service) = self.trail.service(window, node) {
            self.recognition.set_service(Some(service));
        }
        if self.is_record(&names) {
            self.recognition.set_service(None);
            self.record_complete(window, output, node);
        } else {
            self.trail.reopen(node);
            self.put_aside(window, output, 0);
            self.trail.forget_open();
            let is_cut_off = self.trail.arena.node(node).flags.has(Flags::CUT);
            if !is_cut_off && !names.iter().any(|name| name == REPLY_CODE) {
                self.recognise(&[], output);
            }
            self.envelope_complete(output);
        }
        self.trail.arena.truncate(node);
    }

    /// A root with these members is a record.
    fn is_record(&self, members: &[Cow<'_, str>]) -> bool {
        // A packet that needs no envelope is its own record, also when it says no more than its name.
        let is_itself = |packet: &Packet| packet.is_bare() && packet.schema.is_none() && packet.id != REPLY;
        let named = self.recognition.named();
        let is_field = |name: &&Cow<'_, str>| self.recognition.is_record_field_of_any_case(name);
        let has_fields = || {
            members.iter().any(|name| self.recognition.is_record_field(name))
                || members.iter().filter(is_field).take(ENOUGH_FIELDS).count() == ENOUGH_FIELDS
        };
        !named.is_some_and(|packet| packet.asks) && (named.is_some_and(is_itself) || has_fields())
    }
}

//! Which packet is this, and which profile shall it be checked against: what the caller chose, else the service or the
//! root element, else the fields of the first record.

use super::names;
use crate::{
    report::Language,
    standard::{self, Packet},
};

/// So many marks tell that a packet with a schema is in the form that production sends.
const MARKS_OF_LIVE: usize = 2;

/// What is known when the first record is complete.
#[derive(Debug, Default)]
pub(crate) struct Clues<'a> {
    /// Chosen by the caller.
    pub(crate) packet: Option<&'a str>,
    pub(crate) profile: Option<&'a str>,
    /// Value of `service`, when it has been read.
    pub(crate) service: Option<&'a str>,
    /// Names of the root element and of the elements around the records, or the root key.
    pub(crate) roots: &'a [String],
    /// Field names of the first record.
    pub(crate) fields: &'a [String],
    /// How many marks of the form that production sends the first record shows.
    pub(crate) marks: usize,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) packet: &'static str,
    pub(crate) profile: &'static str,
    /// `option`, `service`, `root` or `fields`.
    pub(crate) by: &'static str,
    /// The edition is later than 2020 because of so many of its fields.
    later_fields: usize,
}

/// Chooses packet and profile; nothing when there is no telling.
pub(crate) fn choose(clues: &Clues<'_>) -> Option<Choice> {
    let known = &standard::dictionary().packets;
    let named = |name: &str| known.iter().find(|packet| packet.id == name);
    let (packet, by) = if let Some(packet) = clues.packet {
        (named(packet)?, "option")
    } else if let Some(packet) = clues.service.and_then(named) {
        (packet, "service")
    } else if let Some(packet) = clues.roots.iter().find_map(|root| named(root)) {
        (packet, "root")
    } else {
        (by_fields(known, clues.fields)?, "fields")
    };
    let later_fields = later_fields(packet, clues.fields);
    let live = packet.schema.map(|schema| schema.live.profile).filter(|_| clues.marks >= MARKS_OF_LIVE);
    let usual = live.unwrap_or(if later_fields >= 3 { "qcvn120-2022" } else { "qcvn120-2020" });
    let wanted = clues.profile.unwrap_or(usual);
    let profile = packet.profiles.iter().find(|id| **id == wanted).or_else(|| packet.profiles.first())?;
    Some(Choice { packet: packet.id, profile, by, later_fields })
}

/// How many of a record's names are fields of a packet's records.
fn score(packet: &Packet, fields: &[String]) -> usize {
    let Some(table) = packet.types.get(packet.record) else {
        return 0;
    };
    fields.iter().filter(|name| table.fields.iter().any(|row| row.name == **name)).count()
}

/// The packet whose fields the record has: at least three of them, and more than of any other packet.
fn by_fields<'a>(known: &'a [Packet], fields: &[String]) -> Option<&'a Packet> {
    let mut best: Option<(&Packet, usize)> = None;
    let mut tie = false;
    for packet in known {
        let score = score(packet, fields);
        match best {
            Some((_, most)) if score < most => {}
            Some((_, most)) if score == most => tie = true,
            _ => {
                tie = false;
                best = Some((packet, score));
            }
        }
    }
    best.filter(|(_, score)| !tie && *score >= 3).map(|(packet, _)| packet)
}

fn later_fields(packet: &Packet, fields: &[String]) -> usize {
    let Some(table) = packet.types.get(packet.record) else {
        return 0;
    };
    let is_later = |name: &&String| table.fields.iter().any(|row| row.name == **name && row.edition == Some("2022"));
    fields.iter().filter(is_later).count()
}

/// The nearest candidates when nothing could be chosen: packet ids with the number of fields they share, best first.
pub(crate) fn candidates(clues: &Clues<'_>) -> Vec<(String, usize)> {
    let known = &standard::dictionary().packets;
    let mut list: Vec<(String, usize)> = Vec::new();
    for packet in *known {
        let score = score(packet, clues.fields);
        let at = list.partition_point(|(_, better)| *better >= score);
        list.insert(at, (packet.id.to_owned(), score));
    }
    list
}

/// The packet a service name probably means.
pub(crate) fn similar_service(service: &str) -> Option<&'static str> {
    let known = &standard::dictionary().packets;
    let number = names::nearest(service, known.iter().map(|packet| packet.id), |_| true)?;
    known.get(number).map(|packet| packet.id)
}

impl Choice {
    /// Why this packet and profile, in one sentence.
    pub(crate) fn reason(&self, language: Language, profile_chosen: bool) -> String {
        let packet = self.packet;
        let by = match (self.by, language) {
            ("option", Language::Vi) => format!("Người dùng chọn gói tin {packet}"),
            ("option", Language::En) => format!("The packet {packet} was chosen by the caller"),
            ("service", Language::Vi) => format!("Trường service ghi {packet}"),
            ("service", Language::En) => format!("The field service says {packet}"),
            ("root", Language::Vi) => format!("Phần tử gốc là {packet}"),
            ("root", Language::En) => format!("The root is {packet}"),
            (_, Language::Vi) => format!("Các trường của bản ghi đầu tiên là của gói tin {packet}"),
            (_, Language::En) => format!("The first record has the fields of {packet}"),
        };
        let has_schema = standard::dictionary().packet(packet).is_some_and(|known| known.schema.is_some());
        let edition = match (profile_chosen, self.later_fields, language) {
            (false, _, Language::Vi) if has_schema => format!("kiểm tra theo hồ sơ quy định {}", self.profile),
            (false, _, Language::En) if has_schema => format!("checked against the profile {}", self.profile),
            (true, _, Language::Vi) => {
                format!("hồ sơ quy định {} do người dùng chọn", self.profile)
            }
            (true, _, Language::En) => {
                format!("the profile {} was chosen by the caller", self.profile)
            }
            (false, 0..3, Language::Vi) => "dùng bộ trường 2020".to_owned(),
            (false, 0..3, Language::En) => "the fields of 2020 apply".to_owned(),
            (false, count, Language::Vi) => {
                format!("có {count} trường thêm từ 2022 nên dùng bộ trường 2022")
            }
            (false, count, Language::En) => {
                format!("{count} fields added in 2022 are there, so the fields of 2022 apply")
            }
        };
        format!("{by}; {edition}.")
    }
}

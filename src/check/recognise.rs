//! Which packet is this, and which profile shall it be checked against: what the caller chose, else the service or the
//! root element, else the fields of the first record.

use super::names;
use crate::{
    report::Language,
    standard::{self, FieldType, Packet, Profile, Row},
};

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
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) packet: &'static str,
    pub(crate) profile: &'static str,
    /// `option`, `service`, `root` or `fields`.
    pub(crate) by: &'static str,
    /// The name by which a profile knows the packet.
    pub(crate) name: Option<&'static str>,
    /// The edition is later than 2020 because of so many of its fields.
    later_fields: usize,
}

/// Chooses packet and profile; nothing when there is no telling.
pub(crate) fn choose(clues: &Clues<'_>) -> Option<Choice> {
    let known = &standard::dictionary().packets;
    let named = |name: &str| known.iter().find(|packet| packet.id == name);
    if let Some(choice) = by_other_name(clues) {
        return Some(choice);
    }
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
    let wanted = clues.profile.unwrap_or(if later_fields >= 3 { "qcvn120-2022" } else { "qcvn120-2020" });
    let profile = packet.profiles.iter().find(|id| **id == wanted).or_else(|| packet.profiles.first())?;
    Some(Choice { packet: packet.id, profile, by, name: None, later_fields })
}

/// The packet of that id as it is usually checked.
pub(crate) fn named(id: &str) -> Option<Choice> {
    let packet = standard::dictionary().packet(id)?;
    Some(Choice { packet: packet.id, profile: packet.profiles.first()?, by: "fields", name: None, later_fields: 0 })
}

/// A name that a profile has for packets, and these packets.
fn other_name(name: &str) -> Option<(&'static Profile, &'static (&'static str, &'static [&'static str]))> {
    let profiles = standard::dictionary().profiles;
    profiles.iter().find_map(|profile| profile.names.entry(name).map(|entry| (profile, entry)))
}

/// Is this a name of the packet, its id or one that a profile has for it?
pub(crate) fn means(name: &str, packet: &str) -> bool {
    name == packet || other_name(name).is_some_and(|(_, (_, packets))| packets.contains(&packet))
}

/// Is this a name of some packet?
pub(crate) fn is_name(name: &str) -> bool {
    standard::dictionary().packet(name).is_some() || other_name(name).is_some()
}

/// The choice where the packet has the name of a profile of its own: of the packets that may be meant the one whose
/// fields the record has.
fn by_other_name(clues: &Clues<'_>) -> Option<Choice> {
    let known = |name: &str| standard::dictionary().packet(name).is_none().then(|| other_name(name))?;
    let options = clues.packet.map(|name| (known(name), "option"));
    let said = clues.service.map(|name| (known(name), "service"));
    let roots = clues.roots.iter().map(|root| (known(root), "root"));
    let mut names = options.into_iter().chain(said).chain(roots);
    let ((profile, (name, ids)), by) = match names.next()? {
        (Some(found), by) => (found, by),
        (None, "option") => return None,
        (None, _) => names.find_map(|(found, by)| Some((found?, by)))?,
    };
    let mut best: Option<(&Packet, usize)> = None;
    for packet in ids.iter().filter_map(|id| standard::dictionary().packet(id)) {
        let score = score(packet, clues.fields);
        if best.is_none_or(|(_, most)| score > most) {
            best = Some((packet, score));
        }
    }
    let (packet, _) = best?;
    let profile = packet.profiles.iter().find(|id| **id == clues.profile.unwrap_or(profile.id))?;
    Some(Choice { packet: packet.id, profile, by, name: Some(name), later_fields: 0 })
}

/// How many of a record's names are fields of a packet's records.
fn score(packet: &Packet, fields: &[String]) -> usize {
    let Some(table) = packet.types.get(packet.record) else {
        return 0;
    };
    let is_field = |row: &Row, name: &str| row.name == name && row.field_type != FieldType::Service;
    fields.iter().filter(|name| table.fields.iter().any(|row| is_field(row, name))).count()
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

/// Why there is nothing but a reply.
const fn reply(language: Language) -> &'static str {
    match language {
        Language::Vi => "Có trường error_code: đây là câu trả lời của Cổng, không phải gói tin đã gửi.",
        Language::En => "There is a field error_code: this is a reply of the Portal, not a packet that was sent.",
    }
}

impl Choice {
    /// Why this packet and profile, in one sentence.
    pub(crate) fn reason(&self, language: Language, profile_chosen: bool) -> String {
        let packet = self.name.unwrap_or(self.packet);
        let by = match (self.by, language) {
            ("option", Language::Vi) => format!("Người dùng chọn gói tin {packet}"),
            ("option", Language::En) => format!("The packet {packet} was chosen by the caller"),
            ("service", Language::Vi) => format!("Trường service ghi {packet}"),
            ("service", Language::En) => format!("The field service says {packet}"),
            ("root", Language::Vi) => format!("Phần tử gốc là {packet}"),
            ("root", Language::En) => format!("The root is {packet}"),
            _ if packet == super::outline::REPLY => return reply(language).to_owned(),
            (_, Language::Vi) => format!("Các trường của bản ghi đầu tiên là của gói tin {packet}"),
            (_, Language::En) => format!("The first record has the fields of {packet}"),
        };
        let is_edition = self.profile.starts_with("qcvn120-");
        let edition = match (profile_chosen, self.later_fields, language) {
            (false, _, Language::Vi) if !is_edition => {
                format!("hồ sơ quy định {}, bảng trường của {}", self.profile, self.packet)
            }
            (false, _, Language::En) if !is_edition => {
                format!("the profile {} with the field table of {} applies", self.profile, self.packet)
            }
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

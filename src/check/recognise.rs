//! Which packet is this, and which profile shall it be checked against: what the caller chose, else the service or the
//! root element, else the fields of the first record.

use crate::{
    model::{Language, RecognisedBy},
    record::names,
    standard::{self, Dictionary, FieldType, Packet, Profile, Requirement, Row, Term, overlay::OWN},
};
use std::{borrow::Cow, sync::Arc};

/// The packet that a reply is whose records are not recognised.
pub(crate) const REPLY: &str = "Reply";

/// So many marks tell that a packet with a schema is in the form that production sends.
const MARKS_OF_LIVE: usize = 2;
/// So many candidates are named when nothing could be chosen.
const CANDIDATES: usize = 5;
/// So many fields of a packet make a record one of its own.
pub(super) const ENOUGH_FIELDS: usize = 3;
/// So many names that are of no field make a record one of another system.
const ENOUGH_FOREIGN: usize = 4;
/// So many of the fields added later make it the later edition.
const ENOUGH_LATER: usize = 3;

/// What is known when the first record is complete.
#[derive(Debug)]
pub(crate) struct Clues<'a> {
    /// The packets there are.
    pub(crate) dictionary: &'a Dictionary,
    /// Chosen by the caller.
    pub(crate) packet: Option<&'a str>,
    pub(crate) profile: Option<&'a str>,
    /// Value of `service`, when it has been read.
    pub(crate) service: Option<&'a str>,
    /// Names of the root element and of the elements around the records, or the root key.
    pub(crate) roots: &'a [String],
    /// Field names of the first record.
    pub(crate) fields: &'a [Cow<'a, str>],
    /// How many marks of the form that production sends the first record shows.
    pub(crate) marks: usize,
    /// The records stand in a reply.
    pub(crate) is_reply: bool,
}

impl Default for Clues<'_> {
    fn default() -> Self {
        Self {
            dictionary: standard::dictionary(),
            packet: None,
            profile: None,
            service: None,
            roots: &[],
            fields: &[],
            marks: 0,
            is_reply: false,
        }
    }
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) packet: Term,
    pub(crate) profile: Term,
    pub(crate) by: RecognisedBy,
    /// The name by which a profile knows the packet.
    pub(crate) name: Option<&'static str>,
    /// A packet with the same fields, which the record may as well be of.
    also: Option<Term>,
    /// Of a packet with editions: how many fields of the later one are there.
    later_fields: Option<usize>,
}

/// The packet that is named: by the caller, by the service or by a root.
pub(crate) fn named<'a>(clues: &Clues<'a>) -> Option<(&'a Packet, RecognisedBy)> {
    let dictionary = clues.dictionary;
    if let Some(packet) = clues.packet {
        return Some((dictionary.packet(packet)?, RecognisedBy::Option));
    }
    if let Some(packet) = clues.service.and_then(|service| of_any_case(dictionary, service)) {
        return Some((packet, RecognisedBy::Service));
    }
    Some((clues.roots.iter().find_map(|root| of_any_case(dictionary, root))?, RecognisedBy::Root))
}

/// The packet of that name, whatever the case of its letters.
fn of_any_case<'a>(dictionary: &'a Dictionary, name: &str) -> Option<&'a Packet> {
    let is_meant = |packet: &&Arc<Packet>| packet.id.eq_ignore_ascii_case(name);
    dictionary.packet(name).or_else(|| dictionary.packets.iter().find(is_meant)).map(|packet| &**packet)
}

/// Chooses packet and profile; nothing when there is no telling.
pub(crate) fn choose(clues: &Clues<'_>) -> Option<Choice> {
    if let Some(choice) = by_other_name(clues) {
        return Some(choice);
    }
    let (packet, by, also) = match named(clues) {
        Some((packet, RecognisedBy::Option)) => (packet, RecognisedBy::Option, None),
        Some((packet, by)) => (reconsidered(packet, clues)?, by, None),
        None if clues.packet.is_some() => return None,
        None => {
            let (packet, also) = by_fields(clues)?;
            if is_foreign(packet, clues) {
                return None;
            }
            (packet, RecognisedBy::Fields, also)
        }
    };
    let by = if named(clues).is_some_and(|(named, _)| named.id != packet.id) { RecognisedBy::Fields } else { by };
    let editions: Vec<&Term> = packet.profiles.iter().filter(|id| id.starts_with("qcvn120-")).collect();
    let later_fields = (editions.len() > 1).then(|| later_fields(packet, clues.fields));
    let is_later = later_fields.is_some_and(|count| count >= ENOUGH_LATER);
    let live = packet.schema.as_ref().map(|schema| &schema.live.profile).filter(|_| clues.marks >= MARKS_OF_LIVE);
    let usual = if live.is_some() {
        live
    } else if is_later {
        editions.get(1).copied()
    } else {
        packet.profiles.first()
    };
    let chosen = packet.profiles.iter().find(|id| clues.profile == Some(id.as_str()));
    let (packet, profile) = (packet.id.clone(), chosen.or(usual)?.clone());
    Some(Choice { packet, profile, by, name: None, also: also.cloned(), later_fields })
}

/// The packet of that id as it is usually checked.
pub(crate) fn by_id(id: &str) -> Option<Choice> {
    let packet = standard::dictionary().packet(id)?;
    let (packet, profile) = (packet.id.clone(), packet.profiles.first()?.clone());
    Some(Choice { packet, profile, by: RecognisedBy::Fields, name: None, also: None, later_fields: None })
}

/// A name that a profile has for packets, and these packets.
fn other_name(name: &str) -> Option<(&'static Profile, (&'static String, &'static Vec<String>))> {
    let profiles = &standard::dictionary().profiles;
    profiles.iter().find_map(|profile| profile.names.get_key_value(name).map(|entry| (&**profile, entry)))
}

/// Is this a name of the packet, its id or one that a profile has for it?
pub(crate) fn means(name: &str, packet: &str) -> bool {
    name == packet || other_name(name).is_some_and(|(_, (_, packets))| packets.iter().any(|id| id == packet))
}

/// Is this a name of some packet?
pub(crate) fn is_name(dictionary: &Dictionary, name: &str) -> bool {
    dictionary.packet(name).is_some() || other_name(name).is_some()
}

/// The choice where the packet has the name of a profile of its own: of the packets that may be meant the one whose
/// fields the record has.
fn by_other_name(clues: &Clues<'_>) -> Option<Choice> {
    let known = |name: &str| clues.dictionary.packet(name).is_none().then(|| other_name(name))?;
    let options = clues.packet.map(|name| (known(name), RecognisedBy::Option));
    let said = clues.service.map(|name| (known(name), RecognisedBy::Service));
    let roots = clues.roots.iter().map(|root| (known(root), RecognisedBy::Root));
    let mut names = options.into_iter().chain(said).chain(roots);
    let ((profile, (name, ids)), by) = match names.next()? {
        (Some(found), by) => (found, by),
        (None, RecognisedBy::Option) => return None,
        (None, _) => names.find_map(|(found, by)| Some((found?, by)))?,
    };
    let mut best: Option<(&Packet, Fit)> = None;
    for packet in ids.iter().filter_map(|id| clues.dictionary.packet(id)) {
        let fit = fit(packet, clues, Written::InAnyCase);
        if best.is_none_or(|(_, most)| fit > most) {
            best = Some((packet, fit));
        }
    }
    let (packet, _) = best?;
    let profile = packet.profiles.iter().find(|id| *id == clues.profile.unwrap_or(&profile.id))?;
    let (packet, profile) = (packet.id.clone(), profile.clone());
    Some(Choice { packet, profile, by, name: Some(name), also: None, later_fields: None })
}

/// How well a record's names fit a packet: how many are fields of its records, whether the packet is one that comes this
/// way, how few fields that it must have are missing, and whether all its fields are there. Greater is better.
type Fit = (usize, bool, std::cmp::Reverse<usize>, bool);

/// Is this the name of the field, written as it is known, or also in another case?
#[derive(Clone, Copy)]
enum Written {
    AsKnown,
    InAnyCase,
}

impl Written {
    fn is(self, name: &str, known: &str) -> bool {
        name == known || matches!(self, Self::InAnyCase) && names::is_same_but_case(name, known)
    }
}

fn fit(packet: &Packet, clues: &Clues<'_>, written: Written) -> Fit {
    let rows = rows(packet);
    let has = |name: &str| clues.fields.iter().any(|field| written.is(field, name));
    let is_shared = |row: &&Arc<Row>| row.field_type != FieldType::Service && has(&row.name);
    let shared = rows.iter().filter(is_shared).count();
    let missing = required(rows).filter(|row| !has(&row.name)).count();
    (shared, packet.asks == clues.is_reply, std::cmp::Reverse(missing), shared == rows.len())
}

/// The rows of a packet's records.
fn rows(packet: &Packet) -> &[Arc<Row>] {
    packet.records().map_or(&[][..], |table| &table.fields)
}

/// The fields that a record of any edition must have.
fn required(rows: &[Arc<Row>]) -> impl Iterator<Item = &Arc<Row>> {
    rows.iter().filter(|row| row.required == Requirement::Always && row.edition.is_none())
}

/// The packet that is named, or another one whose fields the record has and not its own; nothing where the record is one
/// of another system.
fn reconsidered<'a>(packet: &'a Packet, clues: &Clues<'a>) -> Option<&'a Packet> {
    if clues.fields.is_empty() || fit(packet, clues, Written::AsKnown).0 * 2 > clues.fields.len() {
        return Some(packet);
    }
    let (own, ..) = fit(packet, clues, Written::InAnyCase);
    let other = by_fields(clues).map(|(other, _)| other).filter(|other| {
        let (shared, ..) = fit(other, clues, Written::InAnyCase);
        shared >= ENOUGH_FIELDS && shared > own * 2 && !is_foreign(other, clues)
    });
    other.or_else(|| (!is_foreign(packet, clues)).then_some(packet))
}

/// The record is one of another system, which shares some names with the packet: most of its names are of no field, and
/// most fields that it must have are missing.
#[cold]
fn is_foreign(packet: &Packet, clues: &Clues<'_>) -> bool {
    let rows = rows(packet);
    let known = || rows.iter().map(|row| row.name.as_str());
    let own = clues.fields.iter().filter(|name| names::is_like(name.as_bytes(), known())).count();
    let foreign = clues.fields.len() - own;
    if foreign < ENOUGH_FOREIGN || foreign < own {
        return false;
    }
    let (mut all, mut missing) = (0, 0);
    for row in required(rows) {
        all += 1;
        missing += usize::from(!clues.fields.iter().any(|field| Written::InAnyCase.is(field, &row.name)));
    }
    missing * 2 >= all
}

/// The packet whose fields the record has: enough of them, or all and nothing else, and more than of any other packet;
/// and another one of the same fields. Names in another case count where those that are written as they are known tell
/// nothing.
fn by_fields<'a>(clues: &Clues<'a>) -> Option<(&'a Packet, Option<&'a Term>)> {
    let as_known = by_fields_written(clues, Written::AsKnown);
    let is_most = |packet: &Packet| fit(packet, clues, Written::AsKnown).0 * 2 >= clues.fields.len();
    match as_known {
        Some((packet, _)) if is_most(packet) => as_known,
        _ => by_fields_written(clues, Written::InAnyCase).or(as_known),
    }
}

fn by_fields_written<'a>(clues: &Clues<'a>, written: Written) -> Option<(&'a Packet, Option<&'a Term>)> {
    let known = &clues.dictionary.packets;
    let (mut best, mut most, mut also, mut tie): (Option<&Packet>, Fit, _, _) = (None, Fit::default(), None, false);
    for packet in known {
        let fit = fit(packet, clues, written);
        if best.is_none() || fit > most {
            (best, most, also, tie) = (Some(&**packet), fit, None, false);
        } else if fit == most {
            let is_same = best.is_some_and(|best| packet.like.as_ref() == Some(&best.id));
            also = also.or(is_same.then_some(&packet.id));
            tie |= !is_same;
        }
    }
    let best = best.filter(|_| !tie)?;
    let rows = best.records()?.fields.len();
    let is_whole = most.0 == rows && most.0 == clues.fields.len() && rows > 1;
    (most.0 >= ENOUGH_FIELDS || is_whole).then_some((best, also))
}

fn later_fields(packet: &Packet, fields: &[Cow<'_, str>]) -> usize {
    let rows = packet.records().map_or(&[][..], |table| &table.fields);
    let later = rows.iter().filter(|row| row.edition.as_deref() == Some("2022"));
    later.filter(|row| fields.iter().any(|name| Written::InAnyCase.is(name, &row.name))).count()
}

/// The nearest candidates when nothing could be chosen: packet ids with the number of fields they share, best first;
/// none of those that share nothing.
pub(crate) fn candidates(clues: &Clues<'_>) -> Vec<(String, usize)> {
    let mut list: Vec<(String, usize)> = Vec::new();
    for packet in &clues.dictionary.packets {
        let (shared, ..) = fit(packet, clues, Written::InAnyCase);
        if shared == 0 {
            continue;
        }
        let at = list.partition_point(|(_, better)| *better >= shared);
        list.insert(at, (packet.id.as_str().to_owned(), shared));
    }
    list.truncate(CANDIDATES);
    list
}

/// The packet a service name probably means.
pub(crate) fn similar_service<'a>(dictionary: &'a Dictionary, service: &str) -> Option<&'a Term> {
    let known = &dictionary.packets;
    let number = names::nearest(service, known.iter().map(|packet| packet.id.as_str()), |_| true)?;
    known.get(number).map(|packet| &packet.id)
}

/// Why there is nothing but a reply.
const fn reply(language: Language) -> &'static str {
    match language {
        Language::Vi => "Có trường error_code: đây là câu trả lời của Cổng, không phải gói tin đã gửi.",
        Language::En => "There is a field error_code: this is a reply of the Portal, not a packet that was sent.",
    }
}

impl Choice {
    /// The name by which the packet is known here.
    pub(crate) fn name(&self) -> &str {
        self.name.unwrap_or(&self.packet)
    }

    /// Why this packet and profile, in one sentence.
    pub(crate) fn reason(&self, language: Language, profile_chosen: bool) -> String {
        let packet = self.name();
        let mut by = match (self.by, language) {
            (RecognisedBy::Option, Language::Vi) => format!("Người dùng chọn gói tin {packet}"),
            (RecognisedBy::Option, Language::En) => format!("The packet {packet} was chosen by the caller"),
            (RecognisedBy::Service, Language::Vi) => format!("Trường service ghi {packet}"),
            (RecognisedBy::Service, Language::En) => format!("The field service says {packet}"),
            (RecognisedBy::Root, Language::Vi) => format!("Phần tử gốc là {packet}"),
            (RecognisedBy::Root, Language::En) => format!("The root is {packet}"),
            _ if packet == REPLY => return reply(language).to_owned(),
            (_, Language::Vi) => format!("Các trường của bản ghi đầu tiên là của gói tin {packet}"),
            (_, Language::En) => format!("The first record has the fields of {packet}"),
        };
        if let Some(also) = &self.also {
            by += match language {
                Language::Vi => " (cũng là của gói tin ",
                Language::En => " (and of ",
            };
            by += also;
            by += ")";
        }
        let profile = &self.profile;
        let edition: Cow<'_, str> = match (profile_chosen, self.later_fields, language) {
            (true, _, Language::Vi) if profile == OWN => "hồ sơ quy định riêng được áp dụng".into(),
            (true, _, Language::En) if profile == OWN => "the reader's own profile applies".into(),
            (true, _, Language::Vi) => format!("hồ sơ quy định {profile} do người dùng chọn").into(),
            (true, _, Language::En) => format!("the profile {profile} was chosen by the caller").into(),
            (false, None, Language::Vi) => format!("kiểm tra theo hồ sơ quy định {profile}").into(),
            (false, None, Language::En) => format!("the profile {profile} applies").into(),
            (false, Some(0..ENOUGH_LATER), Language::Vi) => "dùng bộ trường 2020".into(),
            (false, Some(0..ENOUGH_LATER), Language::En) => "the fields of 2020 apply".into(),
            (false, Some(count), Language::Vi) => {
                format!("có {count} trường thêm từ 2022 nên dùng bộ trường 2022").into()
            }
            (false, Some(count), Language::En) => {
                format!("{count} fields added in 2022 are there, so the fields of 2022 apply").into()
            }
        };
        format!("{by}; {edition}.")
    }
}

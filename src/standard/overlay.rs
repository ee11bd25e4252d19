//! Lays a reader's own profile over the built-in dictionary: rows and packets of the same name are changed member by
//! member, code lists and documents of the same name are replaced, others are added. Packets are changed as JSON, whatever
//! members there are; the model reads what comes of it.

use std::sync::{Arc, LazyLock};

use serde_json::{Map, Value};

use super::{BUILT_IN, Dictionary, Packet, Profile, Term, dictionary, model::OwnProfile, read::read};

/// The id that a reader's own profile has in reports.
pub(crate) const OWN: &str = "own";

/// The dictionary with the profile laid over it, and the built-in profile that it names as its base; nothing where the
/// model cannot read it. What the profile leaves as it is, is the built-in dictionary's own.
pub(crate) fn lay(mut given: Value) -> Option<(Dictionary, Option<&'static Arc<Profile>>)> {
    in_both_languages(&mut given);
    let own: OwnProfile = read(&given)?;
    let base = dictionary().profile(&own.base);
    let changed = changed(given["packets"].take())?;
    let mut laid = dictionary().clone();
    laid.codes.extend(own.codes);
    for document in own.documents {
        put(&mut laid.documents, document, |known| &known.id);
    }
    for packet in changed {
        put(&mut laid.packets, packet, |known| &known.id);
    }
    let is_changed = |id: &Term| own.packets.iter().any(|packet| packet.id == *id);
    for packet in &mut laid.packets {
        if base.is_some_and(|base| packet.profiles.contains(&base.id)) || is_changed(&packet.id) {
            Arc::make_mut(packet).profiles.insert(0, Term::new(OWN));
        }
    }
    if let Some(base) = base {
        let own = Profile { id: Term::new(OWN), vi: own.title.vi, en: own.title.en, ..Profile::clone(base) };
        laid.profiles.push(Arc::new(own));
    }
    Some((laid, base))
}

/// The packets that the profile gives, each as the built-in one is with its changes.
fn changed(given: Value) -> Option<Vec<Arc<Packet>>> {
    let Value::Array(given) = given else { return Some(Vec::new()) };
    let ids: Vec<Value> = given.iter().map(|packet| packet["id"].clone()).collect();
    let is_named = |known: &&Value| given.iter().any(|packet| [&packet["id"], &packet["like"]].contains(&&known["id"]));
    let mut packets: Vec<Value> = written().iter().filter(is_named).cloned().collect();
    lay_packets(&mut packets, given);
    packets.iter().filter(|packet| ids.contains(&packet["id"])).map(packet).collect()
}

/// The built-in packets as they are written, to be changed member by member. Read once: whoever checks packet after packet
/// may give the profile each time anew.
fn written() -> &'static [Value] {
    static WRITTEN: LazyLock<Value> = LazyLock::new(|| {
        let mut written: Value = serde_json::from_str(BUILT_IN).unwrap_or_default();
        written["packets"].take()
    });
    WRITTEN.as_array().map_or(&[], Vec::as_slice)
}

/// A packet; its id stands for a title that it has not.
fn packet(written: &Value) -> Option<Arc<Packet>> {
    let mut packet: Packet = read(written)?;
    for title in [&mut packet.title.vi, &mut packet.title.en].into_iter().filter(|title| title.is_empty()) {
        packet.id.as_str().clone_into(title);
    }
    Some(Arc::new(packet))
}

/// Puts an item in the place of the one of its name, or behind the others where there is none.
fn put<T, Name: PartialEq>(list: &mut Vec<T>, item: T, name: impl Fn(&T) -> &Name) {
    match list.iter_mut().find(|known| name(known) == name(&item)) {
        Some(known) => *known = item,
        None => list.push(item),
    }
}

/// A text in one language stands for both.
fn in_both_languages(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (language, other) in [("vi", "en"), ("en", "vi")] {
                if let (Some(text), None) = (members.get(language), members.get(other)) {
                    members.insert(other.to_owned(), text.clone());
                }
            }
            members.values_mut().for_each(in_both_languages);
        }
        Value::Array(items) => items.iter_mut().for_each(in_both_languages),
        _ => {}
    }
}

fn lay_packets(packets: &mut Vec<Value>, given: Vec<Value>) {
    for packet in given {
        let like = packet.get("like").and_then(|like| packets.iter().find(|known| known["id"] == *like));
        let types = like.and_then(|like| like.get("types")).cloned();
        let known = named(packets, "id", &packet);
        if let Some(types) = types {
            known["types"] = types;
        }
        change(known, packet);
    }
}

/// Changes the members of a packet, of a type or of a row.
fn change(known: &mut Value, given: Value) {
    let (Value::Object(known), Value::Object(given)) = (known, given) else { return };
    for (name, value) in given {
        match (name.as_str(), value) {
            ("types", Value::Object(types)) => {
                let known = known.entry(name).or_insert_with(|| Map::new().into());
                types.into_iter().for_each(|(name, table)| change(part(known, name), table));
            }
            ("fields", Value::Array(rows)) => {
                if let Value::Array(known) = known.entry(name).or_insert_with(|| Value::Array(Vec::new())) {
                    for row in rows {
                        change(named(known, "name", &row), row);
                    }
                }
            }
            (_, value) => _ = known.insert(name, value),
        }
    }
}

/// The member of that name; an empty object where there is none.
fn part(known: &mut Value, name: String) -> &mut Value {
    let part = &mut known[name];
    if part.is_null() {
        *part = Map::new().into();
    }
    part
}

/// The item that has the name of `given`; an empty one behind the others where there is none.
fn named<'k>(known: &'k mut Vec<Value>, key: &str, given: &Value) -> &'k mut Value {
    let at = known.iter().position(|item| item[key] == given[key]).unwrap_or(known.len());
    if at == known.len() {
        known.push(Map::new().into());
    }
    &mut known[at]
}

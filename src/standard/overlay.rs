//! Lays a reader's own profile over the built-in dictionary: rows and packets of the same name are changed member by
//! member, code lists and documents of the same name are replaced, others are added. It works on JSON, whatever members
//! there are; the model reads what comes of it.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{BUILT_IN, Dictionary, Profile, Term, dictionary, model::OwnProfile};

/// The id that a reader's own profile has in reports.
pub(crate) const OWN: &str = "own";

/// The dictionary with the profile laid over it, and the built-in profile that it names as its base; nothing where the
/// model cannot read it.
pub(crate) fn lay(mut given: Value) -> Option<(Dictionary, Option<&'static Arc<Profile>>)> {
    in_both_languages(&mut given);
    let own: OwnProfile = read(&given)?;
    let base = dictionary().profile(&own.base);
    let mut known: Value = serde_json::from_str(BUILT_IN).ok()?;
    for (part, value) in given.as_object_mut()? {
        match (known.get_mut(part.as_str()), value.take()) {
            (Some(Value::Object(lists)), Value::Object(given)) => lists.extend(given),
            (Some(Value::Array(packets)), Value::Array(given)) if part == "packets" => lay_packets(packets, given),
            (Some(Value::Array(documents)), Value::Array(given)) => {
                for document in given {
                    let known = named(documents, "id", &document);
                    *known = document;
                }
            }
            _ => {}
        }
    }
    let mut laid: Dictionary = read(&known)?;
    let changed: Vec<&str> = own.packets.iter().map(|packet| packet.id.as_str()).collect();
    for packet in laid.packets.iter_mut().map(Arc::make_mut) {
        if base.is_some_and(|base| packet.profiles.contains(&base.id)) || changed.contains(&packet.id.as_str()) {
            packet.profiles.insert(0, Term::new(OWN));
        }
        for title in [&mut packet.title.vi, &mut packet.title.en] {
            if title.is_empty() {
                packet.id.as_str().clone_into(title);
            }
        }
    }
    if let Some(base) = base {
        let own = Profile { id: Term::new(OWN), vi: own.title.vi, en: own.title.en, ..Profile::clone(base) };
        laid.profiles.push(Arc::new(own));
    }
    Some((laid, base))
}

/// Reads JSON with the model: from text, like the built-in dictionary, so that the engine has one reader of it.
fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_str(&value.to_string()).ok()
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

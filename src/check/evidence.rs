//! Tests that no finding says more than its ground allows: each field of each packet
//! is left out, emptied and filled with what does not belong there, and every finding's citations and severity are held
//! against its grade.

use serde_json::{Value, json};

use crate::{
    check::{Options, check},
    model::Severity,
    rules::pages::{page::Page, pages, severity::may_be_error},
    standard::{FieldType, Packet, RecordType, Row, dictionary, model::Named},
};

/// What may stand where something else belongs.
fn wrong_values() -> Vec<Value> {
    vec![
        json!(""),
        json!(" "),
        json!(null),
        json!(5),
        json!(true),
        json!({}),
        json!([]),
        json!(["x"]),
        json!("Đang xử lý"),
        json!("13/03/2020"),
        json!("20200230000000"),
        json!("-5"),
        json!("NaN"),
        json!("x".repeat(5000)),
    ]
}

/// A record with every field of its table.
fn record(types: &Named<RecordType>, table: &RecordType, depth: u8) -> Value {
    let value = |row: &Row| match row.field_type {
        FieldType::List | FieldType::Object if depth == 0 => None,
        FieldType::List => Some(json!([record(types, types.get(row.of.as_ref()?)?, depth - 1)])),
        FieldType::Object => Some(record(types, types.get(row.of.as_ref()?)?, depth - 1)),
        FieldType::Texts => Some(json!([row.example.as_deref().unwrap_or("Mẫu")])),
        _ => Some(json!(row.example.as_ref()?)),
    };
    let members = table.fields.iter().filter_map(|row| Some(((&row.name).into(), value(row)?)));
    Value::Object(members.collect())
}

/// Every place in a record at which a field stands, as JSON Pointers.
fn places(value: &Value, path: &str, places: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let path = format!("{path}/{name}");
                places.push(path.clone());
                self::places(value, &path, places);
            }
        }
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                self::places(item, &format!("{path}/{number}"), places);
            }
        }
        _ => {}
    }
}

fn without(record: &mut Value, place: &str) {
    let (parent, name) = place.rsplit_once('/').unwrap();
    if let Some(members) = record.pointer_mut(parent).and_then(Value::as_object_mut) {
        members.remove(name);
    }
}

fn look(packet: &Packet, profile: &str, record: &Value, pages: &[Page]) {
    let options = Options::builder().packet(&packet.id).profile(profile).build().unwrap();
    let source = json!({"madonvi": "H99", "service": packet.id, "data": [record]});
    let bytes = source.to_string();
    for finding in &check(bytes.as_bytes(), &options).findings {
        let place = format!("{} {profile}: {} at {}", packet.id, finding.rule, finding.path);
        assert!(!finding.citations.is_empty(), "{place}: no citation");
        for citation in &finding.citations {
            assert!(dictionary().document(&citation.doc).is_some(), "{place}: cites {}", citation.doc);
        }
        assert!(
            finding.severity != Severity::Error || may_be_error(finding, pages),
            "{place}: {:?} as {:?}",
            finding.found,
            finding.grade
        );
    }
}

#[test]
fn no_finding_is_more_severe_than_its_ground_allows() {
    let pages = pages();
    for packet in &dictionary().packets {
        let Some(table) = packet.types.get(&packet.record).filter(|table| !table.fields.is_empty()) else { continue };
        let whole = record(&packet.types, table, 4);
        let mut fields = Vec::new();
        places(&whole, "", &mut fields);
        for profile in &packet.profiles {
            look(packet, profile, &json!({}), &pages);
            for field in &fields {
                let mut less = whole.clone();
                without(&mut less, field);
                look(packet, profile, &less, &pages);
                for value in wrong_values() {
                    let mut other = whole.clone();
                    *other.pointer_mut(field).unwrap() = value;
                    look(packet, profile, &other, &pages);
                }
            }
        }
    }
}

//! The JSON Schema of a reader's own profile, from the table of shapes that the engine holds it to.

use serde_json::{Map, Value, json};

use crate::standard::shape::{Member, PROFILE, Shape};

/// The schema (draft 2020-12).
pub(super) fn write() -> String {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), "https://json-schema.org/draft/2020-12/schema".into());
    schema.insert("title".to_owned(), "Hồ sơ quy định riêng của goitin (profile of the reader's own)".into());
    let description = "Laid over the built-in profile named by base: rows, codes, documents and packets of the same name \
                       are changed member by member, others are added.";
    schema.insert("description".to_owned(), description.into());
    if let Value::Object(members) = object(PROFILE) {
        schema.extend(members);
    }
    format!("{:#}\n", Value::Object(schema))
}

fn object(members: &[Member]) -> Value {
    let required: Vec<&str> = members.iter().filter(|member| member.required).map(|member| member.name).collect();
    let properties: Map<String, Value> =
        members.iter().map(|member| (member.name.to_owned(), value(member.shape))).collect();
    json!({"type": "object", "additionalProperties": false, "required": required, "properties": properties})
}

fn value(shape: Shape) -> Value {
    match shape {
        Shape::Text => json!({"type": "string", "pattern": "\\S"}),
        Shape::Number => json!({"type": "integer", "minimum": 0, "maximum": u32::MAX}),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::OneOf(names) => json!({"enum": names}),
        Shape::Texts => json!({"type": "array", "items": value(Shape::Text)}),
        Shape::Object(members) => object(members),
        Shape::List(members) => json!({"type": "array", "items": object(members)}),
        Shape::NamedTexts => json!({"type": "object", "additionalProperties": value(Shape::Texts)}),
        Shape::Named(members) => json!({"type": "object", "additionalProperties": object(members)}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a document's XML schema says is not a reader's to change.
    fn forget_schemas(value: &mut Value) {
        match value {
            Value::Object(members) => {
                members.remove("schema");
                members.values_mut().for_each(forget_schemas);
            }
            Value::Array(items) => items.iter_mut().for_each(forget_schemas),
            _ => {}
        }
    }

    /// Every member of the built-in packets is one that the shapes know, with a value of its kind.
    #[test]
    fn the_built_in_packets_have_these_shapes() {
        let folder = format!("{}/src/standard/packets", env!("CARGO_MANIFEST_DIR"));
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let mut packet: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            forget_schemas(&mut packet);
            let profile = json!({"base": "qcvn120-2020", "packets": [packet]});
            let options = crate::Options::builder().own_profile(profile.to_string()).build().unwrap();
            let report = crate::check(b"[]", &options);
            let wrong: Vec<_> = report.findings.iter().filter(|finding| finding.rule == "bad-profile").collect();
            assert!(wrong.is_empty(), "{}: {wrong:#?}", path.display());
        }
    }
}

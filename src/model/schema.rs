//! The JSON Schema (draft 2020-12) of the contract, derived from its types.

use std::collections::BTreeMap;

use schemars::{
    Schema,
    generate::SchemaSettings,
    transform::{RecursiveTransform, Transform},
};

use super::{Edit, OptionsBuilder, PacketInfo, Progress, Repaired, Report, RuleInfo};

/// The schema of a report: what `check` gives.
#[must_use]
pub fn report_schema() -> String {
    let mut schema = written().into_generator().into_root_schema_for::<Report>();
    schema.insert("title".to_owned(), "goitin report, version 1".into());
    as_text(&schema)
}

/// The schemas of all that crosses between the engine and its callers, as members of one; the TypeScript declarations
/// are made of it.
#[must_use]
pub fn contract_schema() -> String {
    let mut written = written().into_generator();
    let mut read = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    let members = [
        read.subschema_for::<OptionsBuilder>(),
        read.subschema_for::<Edit>(),
        written.subschema_for::<Repaired>(),
        written.subschema_for::<Progress>(),
        written.subschema_for::<RuleInfo>(),
        written.subschema_for::<PacketInfo>(),
    ];
    let members: BTreeMap<String, Schema> =
        members.into_iter().enumerate().map(|(number, schema)| (number.to_string(), schema)).collect();
    let mut definitions = written.take_definitions(true);
    definitions.extend(read.take_definitions(true));
    let mut schema = schemars::json_schema!({
        "title": "Contract",
        "description": "All that crosses between the engine and its callers.",
        "type": "object",
        "properties": members,
        "$defs": definitions,
    });
    plain().transform(&mut schema);
    as_text(&schema)
}

/// How what the engine writes looks.
fn written() -> SchemaSettings {
    SchemaSettings::draft2020_12().for_serialize().with_transform(plain())
}

/// Without the formats of Rust's numbers, which JSON Schema does not know; their ranges stay.
fn plain() -> impl Transform + Clone + Send + 'static {
    RecursiveTransform(|schema: &mut Schema| {
        if let Some(format) = schema.remove("format")
            && format == "uint32"
        {
            schema.insert("maximum".to_owned(), u32::MAX.into());
        }
    })
}

fn as_text(schema: &Schema) -> String {
    serde_json::to_string_pretty(schema).unwrap_or_default() + "\n"
}

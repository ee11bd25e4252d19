//! What a member that may be left out says to a JSON Schema: `null` is none of its values, in the data files as in what
//! the engine writes. Nothing of the crate is used here, so that the build script can include this file.

use schemars::{Schema, transform::transform_subschemas};
use serde_json::{Value, json};

/// Takes `null` from the members that need not be there, in the schema and in all below it.
pub(crate) fn no_null(schema: &mut Schema) {
    let required: Vec<Value> = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (name, property) in properties.into_iter().flatten() {
        if !required.iter().any(|known| known == name) {
            without_null(property);
        }
    }
    transform_subschemas(&mut no_null, schema);
}

fn without_null(property: &mut Value) {
    let Some(property) = property.as_object_mut() else { return };
    if let Some(kinds) = property.get_mut("type")
        && let Some(kind) = kinds.as_array().and_then(|list| list.iter().find(|kind| *kind != "null")).cloned()
    {
        *kinds = kind;
    }
    if let Some(Value::Array(choices)) = property.remove("anyOf") {
        let only = choices.into_iter().find(|choice| *choice != json!({"type": "null"}));
        property.extend(only.as_ref().and_then(Value::as_object).cloned().unwrap_or_default());
    }
}

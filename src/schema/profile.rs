//! The JSON Schema of a reader's own profile, which the build derived from the dictionary's model.

use crate::standard::profile;

/// The schema (draft 2020-12).
pub(super) fn write() -> String {
    format!("{:#}\n", profile::schema())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

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

    /// Every member of the built-in packets is one that the schema knows, with a value of its kind.
    #[test]
    fn the_built_in_packets_are_as_the_schema_says() {
        let folder = format!("{}/src/standard/packets", env!("CARGO_MANIFEST_DIR"));
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let mut packet: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            forget_schemas(&mut packet);
            let profile = json!({"base": "qcvn120-2020", "packets": [packet]});
            let options = crate::check::Options::builder().own_profile(profile.to_string()).build().unwrap();
            let report = crate::check::check(b"[]", &options);
            let wrong: Vec<_> = report.findings.iter().filter(|finding| finding.rule == "bad-profile").collect();
            assert!(wrong.is_empty(), "{}: {wrong:#?}", path.display());
        }
    }
}

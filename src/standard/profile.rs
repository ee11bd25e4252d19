//! What a reader's own profile may say. The build derives its JSON Schema from the model; this reads that schema, so that
//! a profile is held to what the schema of `goitin schema profile` says.

use std::sync::LazyLock;

use serde_json::Value;

/// The JSON Schema (draft 2020-12).
pub(crate) fn schema() -> &'static Value {
    static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
        serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/profile.schema.json"))).unwrap_or_default()
    });
    &SCHEMA
}

/// What a profile may be.
pub(crate) fn shape() -> Shape {
    Shape::of(schema())
}

/// What may stand in one place.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// A text that is not blank.
    Text,
    /// A whole number from 0.
    Number,
    /// `true` or `false`.
    Flag,
    /// One of these words.
    OneOf(Vec<&'static str>),
    /// A list; what each item may be.
    List(Part),
    /// An object with members of any name; what each may be.
    Named(Part),
    /// An object with these members.
    Object(Members),
}

impl Shape {
    fn of(schema: &'static Value) -> Self {
        if let Some(name) = schema["$ref"].as_str().and_then(|to| to.strip_prefix("#/$defs/")) {
            return Self::of(&self::schema()["$defs"][name]);
        }
        if let Some(words) = schema["oneOf"].as_array() {
            return Self::OneOf(words.iter().filter_map(|word| word["const"].as_str()).collect());
        }
        match schema["type"].as_str() {
            Some("integer") => Self::Number,
            Some("boolean") => Self::Flag,
            Some("array") => Self::List(Part(&schema["items"])),
            Some("object") if schema.get("properties").is_some() => Self::Object(Members(schema)),
            Some("object") => Self::Named(Part(&schema["additionalProperties"])),
            _ => Self::Text,
        }
    }
}

/// What a part may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part(&'static Value);

impl Part {
    pub(crate) fn shape(self) -> Shape {
        Shape::of(self.0)
    }
}

/// The members of an object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Members(&'static Value);

impl Members {
    /// What the member of that name may be.
    pub(crate) fn get(self, name: &str) -> Option<Part> {
        self.0["properties"].get(name).map(Part)
    }

    /// All names, in the order of the model.
    pub(crate) fn names(self) -> Vec<&'static str> {
        self.0["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect()
    }

    /// The names of those that must be there.
    pub(crate) fn required(self) -> impl Iterator<Item = &'static str> {
        self.0["required"].as_array().into_iter().flatten().filter_map(Value::as_str)
    }
}

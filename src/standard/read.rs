//! Reads the data model from JSON values, as it stands there and nothing else: structs by their members' names, never by
//! position, and without a word about what is wrong. The build has read the built-in dictionary before, and a reader's own
//! profile was held to its shape, so nobody would read such words.
//!
//! Why not `serde_json`'s own reading: `docs/decisions/model-reading.md`.

use std::fmt::{self, Display, Formatter};

use serde::{
    Deserialize, Deserializer,
    de::{
        Error, IntoDeserializer, Visitor,
        value::{MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};
use serde_json::Value;

/// What the value says; nothing where it is none of the model.
pub(super) fn read<'de, T: Deserialize<'de>>(value: &'de Value) -> Option<T> {
    T::deserialize(Json(value)).ok()
}

/// See the module's comment.
#[derive(Clone, Copy)]
struct Json<'de>(&'de Value);

/// The value is none of the model.
#[derive(Debug)]
struct Unreadable;

impl Display for Unreadable {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("no value of the data model")
    }
}

impl std::error::Error for Unreadable {}

impl Error for Unreadable {
    fn custom<Message: Display>(_: Message) -> Self {
        Self
    }
}

impl<'de> IntoDeserializer<'de, Unreadable> for Json<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Json<'de> {
    fn text(self) -> Result<&'de str, Unreadable> {
        self.0.as_str().ok_or(Unreadable)
    }
}

impl<'de> Deserializer<'de> for Json<'de> {
    type Error = Unreadable;

    /// No type of the model takes whatever comes.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unreadable> {
        Err(Unreadable)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_bool(self.0.as_bool().ok_or(Unreadable)?)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_u64(self.0.as_u64().ok_or(Unreadable)?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_borrowed_str(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_borrowed_str(self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let items = self.0.as_array().ok_or(Unreadable)?;
        visitor.visit_seq(SeqDeserializer::new(items.iter().map(Json)))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let members = self.0.as_object().ok_or(Unreadable)?;
        visitor.visit_map(MapDeserializer::new(members.iter().map(|(name, value)| (name.as_str(), Json(value)))))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.deserialize_map(visitor)
    }

    /// The enums of the model are words.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_enum(self.text()?.into_deserializer())
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct
        identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::{BUILT_IN, Dictionary, model::OwnProfile};

    #[test]
    fn it_says_of_the_dictionary_what_serde_json_says() {
        let value: Value = serde_json::from_str(BUILT_IN).unwrap();
        let here = read::<Dictionary>(&value).map(|dictionary| serde_json::to_value(dictionary).unwrap());
        let there = serde_json::from_str::<Dictionary>(BUILT_IN).unwrap();
        assert_eq!(here, Some(serde_json::to_value(there).unwrap()));
    }

    #[test]
    fn what_the_model_does_not_know_is_not_read() {
        let reads = |text: &str| read::<OwnProfile>(&serde_json::from_str(text).unwrap()).is_some();
        assert!(reads(r#"{"base": "x", "packets": [{"id": "a", "types": {}}]}"#));
        for text in ["[]", "{}", r#"{"base": 1}"#, r#"{"base": "x", "basis": "y"}"#, r#"{"base": "x", "packets": {}}"#]
        {
            assert!(!reads(text), "{text}");
        }
    }
}

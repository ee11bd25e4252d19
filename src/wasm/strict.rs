//! Values that JavaScript gives, as the types of the model; a member that the type does not have is refused, at every
//! level. (`serde-wasm-bindgen` alone asks an object for the members it knows and never sees the others: a misspelled
//! option would be passed over.) A member that is null or undefined is as good as absent.

use js_sys::{Array, Object, Reflect};
use serde::{
    Deserializer,
    de::{DeserializeOwned, DeserializeSeed, Error as _, IntoDeserializer, MapAccess, SeqAccess, Visitor},
    forward_to_deserialize_any,
};
use serde_wasm_bindgen::{Deserializer as Plain, Error};
use wasm_bindgen::{
    JsCast,
    prelude::{JsError, JsValue},
};

use crate::letters::nearest_word;

/// A value of that type; `name` is what its messages call it.
///
/// # Errors
/// Says which member is wrong, by its path.
pub(super) fn read<T: DeserializeOwned>(value: JsValue, name: &str) -> Result<T, JsError> {
    T::deserialize(Strict { value, path: name.to_owned() }).map_err(|error| JsError::new(&message_of(error)))
}

/// The message of the JavaScript error that the library makes of everything.
fn message_of(error: Error) -> String {
    let value = JsValue::from(error);
    value.dyn_ref::<js_sys::Error>().map_or_else(|| "wrong value".to_owned(), |error| error.message().into())
}

/// A value and the path to it.
struct Strict {
    value: JsValue,
    path: String,
}

impl Strict {
    fn wrong(&self, wanted: &str) -> Error {
        Error::custom(format!("{} must be {wanted}", self.path))
    }

    /// The members that are there, each one of `fields`.
    fn members(&self, fields: &'static [&'static str]) -> Result<Vec<(&'static str, JsValue)>, Error> {
        if !self.value.is_object() || Array::is_array(&self.value) {
            return Err(self.wrong("an object"));
        }
        let mut members = Vec::new();
        for key in Object::keys(self.value.unchecked_ref::<Object>()).iter() {
            let name = key.as_string().unwrap_or_default();
            let value = Reflect::get(&self.value, &key)?;
            match fields.iter().find(|field| **field == name) {
                _ if value.is_undefined() || value.is_null() => {}
                Some(field) => members.push((*field, value)),
                None => return Err(self.unknown(&name, fields)),
            }
        }
        Ok(members)
    }

    fn unknown(&self, name: &str, fields: &'static [&'static str]) -> Error {
        let meant = match nearest_word(name, fields.iter().copied()) {
            Some(near) => format!("; did you mean \"{near}\"?"),
            None => format!("; there are: {}", fields.join(", ")),
        };
        Error::custom(format!("{} has no \"{name}\"{meant}", self.path))
    }

    /// What the library says of a plain value, with the path before it.
    fn plain<T>(self, read: impl FnOnce(Plain) -> Result<T, Error>) -> Result<T, Error> {
        read(Plain::from(self.value)).map_err(|error| Error::custom(format!("{}: {}", self.path, message_of(error))))
    }
}

impl<'de> Deserializer<'de> for Strict {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.plain(|plain| plain.deserialize_any(visitor))
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        // A number that is larger than there can be is as good as the largest.
        match self.value.as_f64() {
            Some(number) if number >= f64::from(u32::MAX) => visitor.visit_u32(u32::MAX),
            _ => self.plain(|plain| plain.deserialize_u32(visitor)),
        }
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value.as_f64() {
            Some(f64::INFINITY) => visitor.visit_u64(u64::MAX),
            _ => self.plain(|plain| plain.deserialize_u64(visitor)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.plain(|plain| plain.deserialize_enum(name, variants, visitor))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value.dyn_ref::<Array>() {
            Some(list) => visitor.visit_seq(Items { list: list.clone(), next: 0, path: self.path }),
            None => Err(self.wrong("a list")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let members = self.members(fields)?.into_iter();
        visitor.visit_map(Members { rest: members, value: None, path: self.path })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple
        tuple_struct map identifier ignored_any
    }
}

/// The items of a list.
struct Items {
    list: Array,
    next: u32,
    path: String,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if self.next >= self.list.length() {
            return Ok(None);
        }
        let item = Strict { value: self.list.get(self.next), path: format!("{}[{}]", self.path, self.next) };
        self.next += 1;
        seed.deserialize(item).map(Some)
    }
}

/// The members of an object.
struct Members<Rest> {
    rest: Rest,
    value: Option<Strict>,
    path: String,
}

impl<'de, Rest: Iterator<Item = (&'static str, JsValue)>> MapAccess<'de> for Members<Rest> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some(Strict { value, path: format!("{}.{name}", self.path) });
        seed.deserialize(name.into_deserializer()).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        match self.value.take() {
            Some(value) => seed.deserialize(value),
            None => Err(Error::custom("a value without its key")),
        }
    }
}

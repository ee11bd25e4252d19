//! The report as a JavaScript object, such that `JSON.stringify(check(bytes))` equals the native command's JSON byte for
//! byte.
//!
//! Reports are much alike: the same members, mostly the same sentences. So JSON text crosses in which strings and numbers
//! are left out; JavaScript keeps the object that such a text is, and the strings that have come before, and makes a
//! report by copying the one and putting in the others (`docs/decisions/report-copied.md`).

use std::{
    cell::RefCell,
    collections::HashMap,
    io::{Result as Written, Write},
};

use js_sys::{Array, JSON};
use serde::Serialize;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter, Serializer};
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use crate::{hash::quick_hash, model::Report};

/// So many shapes are kept.
const SHAPES: usize = 8;
/// A longer text, that of a report with many findings, is hardly that of another one.
const LONGEST: usize = 16 * 1024;
/// When so many strings are kept, or so many bytes of them, all are given up.
const STRINGS: usize = 2048;
const BYTES: usize = 256 * 1024;

#[wasm_bindgen(module = "/src/wasm/copy.js")]
extern "C" {
    /// A copy of the object with these numbers and strings, each in the order of the object's members; a string is its
    /// place in the list.
    #[wasm_bindgen(js_name = copyWith)]
    fn copy_with(object: &JsValue, numbers: &[f64], strings: &[u32], list: &Array) -> JsValue;
    /// Adds to the list of strings those of a JSON list.
    #[wasm_bindgen(catch, js_name = addStrings)]
    fn add_strings(list: &Array, json: &str) -> Result<(), JsValue>;
}

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::default();
}

/// The report as an object of the caller's own.
pub(super) fn for_js(report: &Report) -> Result<JsValue, JsError> {
    KNOWN.with_borrow_mut(|known| {
        let copied = known.copy(report);
        if copied.is_err() {
            // The two lists of strings may differ now.
            *known = Known::default();
        }
        copied
    })
}

/// The report as indented JSON, as the native command writes it: JavaScript's own writer needs no other one in the module.
pub(super) fn pretty(report: &Report) -> Result<String, JsError> {
    let written = JSON::stringify_with_replacer_and_space(&for_js(report)?, &JsValue::NULL, &2.into());
    written.map(String::from).map_err(not_made)
}

fn parsed(text: &str) -> Result<JsValue, JsError> {
    JSON::parse(text).map_err(not_made)
}

fn not_made(_: JsValue) -> JsError {
    JsError::new("the report could not be made")
}

/// What JavaScript has already.
#[derive(Default)]
struct Known {
    shapes: Vec<(Vec<u8>, JsValue)>,
    /// The shape that makes room for the next.
    oldest: usize,
    strings: Strings,
    /// The same strings in JavaScript.
    list: Array,
}

impl Known {
    fn copy(&mut self, report: &Report) -> Result<JsValue, JsError> {
        let before = self.strings.list.len();
        let mut values = Values::new(&mut self.strings);
        let mut text = Vec::with_capacity(2048);
        report.serialize(&mut Serializer::with_formatter(&mut text, &mut values))?;
        let Values { numbers, strings, .. } = values;
        let fresh = self.strings.list.get(before..).unwrap_or_default();
        if !fresh.is_empty() {
            add_strings(&self.list, &serde_json::to_string(fresh)?).map_err(not_made)?;
        }
        let report = copy_with(&self.shape(text)?, &numbers, &strings, &self.list);
        self.strings.last = strings;
        if self.strings.are_many() {
            self.strings = Strings::default();
            self.list.set_length(0);
        }
        Ok(report)
    }

    /// The object that this text is.
    fn shape(&mut self, text: Vec<u8>) -> Result<JsValue, JsError> {
        if let Some((_, object)) = self.shapes.iter().find(|(known, _)| *known == text) {
            return Ok(object.clone());
        }
        let object = parsed(std::str::from_utf8(&text)?)?;
        if text.len() > LONGEST {
            return Ok(object);
        }
        if self.shapes.len() < SHAPES {
            self.shapes.push((text, object.clone()));
        } else if let Some(oldest) = self.shapes.get_mut(self.oldest) {
            *oldest = (text, object.clone());
            self.oldest = (self.oldest + 1) % SHAPES;
        }
        Ok(object)
    }
}

/// The strings that have come.
#[derive(Default)]
struct Strings {
    list: Vec<String>,
    /// Their places in the list.
    places: HashMap<u128, u32>,
    bytes: usize,
    /// The places that the report before was made of: most strings are what they were there.
    last: Vec<u32>,
}

impl Strings {
    fn are_many(&self) -> bool {
        self.list.len() > STRINGS || self.bytes > BYTES
    }

    /// The place of the string with that number in the report.
    fn place(&mut self, number: usize, string: &str) -> u32 {
        let as_before = self.last.get(number).copied();
        if let Some(place) = as_before.filter(|place| self.list.get(*place as usize).is_some_and(|one| one == string)) {
            return place;
        }
        *self.places.entry(quick_hash(string.as_bytes())).or_insert_with(|| {
            self.bytes += string.len();
            self.list.push(string.to_owned());
            self.list.len() as u32 - 1
        })
    }
}

/// Writes JSON with `0` for each number and `""` for each string that is a value, and notes what they are.
struct Values<'a> {
    known: &'a mut Strings,
    numbers: Vec<f64>,
    strings: Vec<u32>,
    /// The string that is written now.
    open: String,
    /// It is the name of a member.
    in_name: bool,
}

impl<'a> Values<'a> {
    fn new(known: &'a mut Strings) -> Self {
        Self { known, numbers: Vec::new(), strings: Vec::with_capacity(64), open: String::new(), in_name: false }
    }
}

macro_rules! numbers {
    ($($write:ident $number:ty),*) => {
        $(
            #[expect(clippy::allow_attributes, reason = "true of some of the types")]
            #[allow(clippy::cast_precision_loss, clippy::cast_lossless, reason = "JavaScript has no other numbers")]
            fn $write<W: ?Sized + Write>(&mut self, writer: &mut W, number: $number) -> Written<()> {
                self.numbers.push(number as f64);
                writer.write_all(b"0")
            }
        )*
    };
}

impl Formatter for &mut Values<'_> {
    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> Written<()> {
        self.in_name = true;
        if first { Ok(()) } else { writer.write_all(b",") }
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, _: &mut W) -> Written<()> {
        self.in_name = false;
        Ok(())
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> Written<()> {
        if self.in_name {
            return writer.write_all(fragment.as_bytes());
        }
        self.open.push_str(fragment);
        Ok(())
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, writer: &mut W, escape: CharEscape) -> Written<()> {
        if self.in_name {
            return CompactFormatter.write_char_escape(writer, escape);
        }
        self.open.push(match escape {
            CharEscape::Quote => '"',
            CharEscape::ReverseSolidus => '\\',
            CharEscape::Solidus => '/',
            CharEscape::Backspace => '\u{8}',
            CharEscape::FormFeed => '\u{c}',
            CharEscape::LineFeed => '\n',
            CharEscape::CarriageReturn => '\r',
            CharEscape::Tab => '\t',
            CharEscape::AsciiControl(byte) => char::from(byte),
        });
        Ok(())
    }

    fn end_string<W: ?Sized + Write>(&mut self, writer: &mut W) -> Written<()> {
        if !self.in_name {
            let place = self.known.place(self.strings.len(), &self.open);
            self.strings.push(place);
            self.open.clear();
        }
        writer.write_all(b"\"")
    }

    numbers!(
        write_i8 i8, write_i16 i16, write_i32 i32, write_i64 i64, write_u8 u8, write_u16 u16, write_u32 u32,
        write_u64 u64, write_f32 f32, write_f64 f64
    );
}

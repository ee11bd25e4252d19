//! The command line for JavaScript: the world outside is an object that the caller gives, and everything the command
//! does stays the native one's.

use js_sys::Reflect;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::{
    command::{self, Host, Input, OutputError, SystemError},
    model::{Language, Report},
    write::text,
};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("command.d.ts");

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "CommandHost")]
    pub type JsHost;
    #[wasm_bindgen(method, catch)]
    fn open(this: &JsHost, path: &str) -> Result<JsInput, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn write(this: &JsHost, path: &str, bytes: &[u8], original: Option<&str>) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = backUp)]
    fn back_up(this: &JsHost, path: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn out(this: &JsHost, bytes: &[u8]) -> Result<bool, JsValue>;
    #[wasm_bindgen(method)]
    fn err(this: &JsHost, line: &str);
    #[wasm_bindgen(method, js_name = wantsColor)]
    fn wants_color(this: &JsHost) -> bool;
    #[wasm_bindgen(method)]
    fn page(this: &JsHost, rule: &str) -> Option<String>;
    #[wasm_bindgen(method)]
    fn reference(this: &JsHost) -> String;

    pub type JsInput;
    #[wasm_bindgen(method, catch)]
    fn chunk(this: &JsInput) -> Result<Option<Vec<u8>>, JsValue>;
}

/// Runs the command line; gives the exit code.
#[wasm_bindgen]
#[must_use]
#[allow(clippy::needless_pass_by_value, reason = "wasm-bindgen gives what it has made")]
pub fn command(arguments: Vec<String>, host: JsHost) -> u8 {
    command::run(&arguments, &mut Outside(host))
}

struct Outside(JsHost);

impl Host for Outside {
    fn open(&mut self, path: &str) -> Result<Box<dyn Input>, SystemError> {
        let input = self.0.open(path).map_err(in_words)?;
        Ok(Box::new(Reading(input)))
    }

    fn write(&mut self, path: &str, bytes: &[u8], original: Option<&str>) -> Result<(), SystemError> {
        self.0.write(path, bytes, original).map_err(in_words)
    }

    fn back_up(&mut self, path: &str) -> Result<(), SystemError> {
        self.0.back_up(path).map_err(in_words)
    }

    fn out(&mut self, bytes: &[u8]) -> Result<(), OutputError> {
        match self.0.out(bytes) {
            Ok(true) => Ok(()),
            Ok(false) => Err(OutputError::Closed),
            Err(error) => Err(OutputError::Failed(in_words(error))),
        }
    }

    fn err(&mut self, line: &str) {
        self.0.err(line);
    }

    fn wants_color(&self) -> bool {
        self.0.wants_color()
    }

    fn page(&self, rule: &str) -> Option<String> {
        self.0.page(rule)
    }

    fn reference(&self) -> String {
        self.0.reference()
    }
}

struct Reading(JsInput);

impl Input for Reading {
    fn chunk(&mut self) -> Result<Option<Vec<u8>>, SystemError> {
        self.0.chunk().map_err(in_words)
    }
}

/// A system error as Node throws it: `code` is the name, `errno` the number, below 0.
#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn in_words(error: JsValue) -> SystemError {
    let member = |name: &str| Reflect::get(&error, &name.into()).unwrap_or_default();
    let code = member("code").as_string();
    #[expect(clippy::cast_possible_truncation, reason = "the system's numbers are small")]
    let number = member("errno").as_f64().map(|number| number.abs() as i32);
    let message = || member("message").as_string();
    match (code, number) {
        (Some(code), number) => SystemError::new(&code, number),
        (None, _) => SystemError::new(&message().unwrap_or_default(), None),
    }
}

/// The report for terminals, with the lines of the source where they may stand in it.
pub(super) fn text(report: &Report, language: Language, shown: Option<&[u8]>) -> String {
    let sources: Vec<&[u8]> = shown.into_iter().collect();
    text::text(report, &sources, text::Style { language, audience: text::Audience::Staff, color: false })
}

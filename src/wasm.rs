//! The only file that knows JavaScript: bytes in, plain objects out.
//!
//! Objects are made by serde-wasm-bindgen in the shape and the order of the report's contract, so that
//! `JSON.stringify(check(bytes))` equals the native command's JSON byte for byte.
#![allow(missing_docs, unreachable_pub, reason = "wasm-bindgen writes items of its own")]

use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use crate::{
    Languages, Limits, Options, Which,
    report::{Edit, Language, csv, html, json, sarif, text},
};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("wasm.d.ts");

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "Options")]
    pub type JsOptions;
    #[wasm_bindgen(typescript_type = "Report")]
    pub type JsReport;
    #[wasm_bindgen(typescript_type = "Repaired")]
    pub type JsRepaired;
    #[wasm_bindgen(typescript_type = "Progress")]
    pub type JsProgress;
    #[wasm_bindgen(typescript_type = "Edit[]")]
    pub type JsEdits;
    #[wasm_bindgen(typescript_type = "RuleInfo[]")]
    pub type JsRules;
    #[wasm_bindgen(typescript_type = "PacketInfo[]")]
    pub type JsPackets;
    #[wasm_bindgen(typescript_type = "\"safe\" | \"all\"")]
    pub type JsWhich;
    #[wasm_bindgen(typescript_type = "\"text\" | \"json\" | \"csv\" | \"sarif\" | \"html\"")]
    pub type JsFormat;
}

/// Says on the console what failed, should the engine ever fail: the caller sees only a trap.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
}

/// The options as JavaScript gives them: all may be absent.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct GivenOptions {
    name: Option<String>,
    packet: Option<String>,
    profile: Option<String>,
    lang: Option<String>,
    only: Option<Vec<String>>,
    skip: Option<Vec<String>>,
    max_findings_per_rule: Option<u32>,
    limits: Option<GivenLimits>,
    mask: Option<bool>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct GivenLimits {
    bytes: Option<f64>,
    depth: Option<u32>,
}

fn options(given: Option<JsOptions>) -> Result<Options, JsError> {
    let given: GivenOptions = match given {
        Some(value) if !value.is_undefined() && !value.is_null() => serde_wasm_bindgen::from_value(value.into())?,
        _ => GivenOptions::default(),
    };
    let usual = Options::default();
    let limits = given.limits.unwrap_or_default();
    Ok(Options {
        name: given.name.unwrap_or_default(),
        packet: given.packet,
        profile: given.profile,
        languages: match given.lang.as_deref() {
            Some("vi") => Languages::Vi,
            Some("en") => Languages::En,
            None | Some("both") => Languages::Both,
            Some(other) => {
                return Err(JsError::new(&format!("lang must be \"vi\", \"en\" or \"both\", not \"{other}\"")));
            }
        },
        only: given.only.unwrap_or_default(),
        skip: given.skip.unwrap_or_default(),
        max_findings_per_rule: given.max_findings_per_rule.unwrap_or(usual.max_findings_per_rule),
        limits: Limits {
            // A JavaScript number: whole up to 2^53, far above any limit that makes sense.
            #[allow(clippy::cast_sign_loss, reason = "a negative number saturates to 0")]
            bytes: limits.bytes.map_or(usual.limits.bytes, |bytes| bytes as u64),
            depth: limits.depth.unwrap_or(usual.limits.depth),
        },
        mask: given.mask.unwrap_or(false),
    })
}

fn object(value: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}

/// The engine's name and version.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    crate::ENGINE.to_owned()
}

/// Checks a whole source.
#[wasm_bindgen]
pub fn check(bytes: &[u8], options: Option<JsOptions>) -> Result<JsReport, JsError> {
    let report = crate::check(bytes, &self::options(options)?);
    Ok(object(&report)?.into())
}

/// Checks a source that comes in pieces.
#[wasm_bindgen]
pub struct Checker {
    inner: crate::Checker,
}

#[wasm_bindgen]
impl Checker {
    /// A checker for one source.
    #[wasm_bindgen(constructor)]
    pub fn new(options: Option<JsOptions>) -> Result<Checker, JsError> {
        Ok(Self { inner: crate::Checker::new(&self::options(options)?) })
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.inner.push(bytes);
    }

    /// Bytes taken, records checked and findings made so far.
    pub fn progress(&self) -> Result<JsProgress, JsError> {
        #[derive(Serialize)]
        struct Progress {
            bytes: f64,
            records: u32,
            findings: u32,
        }
        let (bytes, records, findings) = self.inner.progress();
        #[allow(clippy::cast_precision_loss, reason = "sizes are far below 2^53")]
        let bytes = bytes as f64;
        Ok(object(&Progress { bytes, records, findings })?.into())
    }

    /// No more bytes will come: the report. The checker is used up.
    pub fn finish(self) -> Result<JsReport, JsError> {
        Ok(object(&self.inner.finish())?.into())
    }
}

/// Applies fixes: those that cannot lose or invent information, or all that are known.
#[wasm_bindgen]
pub fn repair(bytes: &[u8], which: &JsWhich, options: Option<JsOptions>) -> Result<JsRepaired, JsError> {
    let value: &JsValue = which.as_ref();
    let which = match value.as_string().as_deref() {
        Some("safe") => Which::Safe,
        Some("all") => Which::All,
        _ => return Err(JsError::new("which must be \"safe\" or \"all\"")),
    };
    let repaired = crate::repair(bytes, &self::options(options)?, which);
    let result = js_sys::Object::new();
    let members: [(&str, JsValue); 3] = [
        ("bytes", js_sys::Uint8Array::from(repaired.bytes.as_slice()).into()),
        ("applied", repaired.applied.into()),
        ("report", object(&repaired.report)?),
    ];
    for (name, value) in members {
        js_sys::Reflect::set(&result, &name.into(), &value)
            .map_err(|_| JsError::new("the result could not be made"))?;
    }
    Ok(JsValue::from(result).into())
}

/// Applies the edits of one fix; a source that is not UTF-8 comes back as UTF-8.
#[wasm_bindgen(js_name = applyEdits)]
pub fn apply_edits(bytes: &[u8], edits: JsEdits) -> Result<Vec<u8>, JsError> {
    let edits: Vec<Edit> = serde_wasm_bindgen::from_value(edits.into())?;
    Ok(crate::apply(bytes, &edits))
}

/// Checks a whole source and writes the report in one of the formats.
#[wasm_bindgen]
pub fn write(bytes: &[u8], format: &JsFormat, options: Option<JsOptions>) -> Result<String, JsError> {
    let options = self::options(options)?;
    let report = crate::check(bytes, &options);
    let language = if options.languages == Languages::En { Language::En } else { Language::Vi };
    let reports = std::slice::from_ref(&report);
    let value: &JsValue = format.as_ref();
    Ok(match value.as_string().as_deref() {
        Some("text") => {
            let sources: &[&[u8]] = if options.mask { &[] } else { &[bytes] };
            text::text(&report, sources, text::Style { language, audience: text::Audience::Staff, color: false })
        }
        Some("json") => json::pretty(&report),
        Some("csv") => csv::csv(reports, language),
        Some("html") => html::html(reports, language),
        Some("sarif") => sarif::sarif(reports, language, &title_in(language)),
        _ => return Err(JsError::new("format must be text, json, csv, sarif or html")),
    })
}

fn title_in(language: Language) -> impl Fn(&str) -> Option<String> {
    move |id| crate::rules().into_iter().find(|rule| rule.id == id).map(|rule| rule.title.get(language).to_owned())
}

/// All rules, by id.
#[wasm_bindgen]
pub fn rules() -> Result<JsRules, JsError> {
    Ok(object(&crate::rules())?.into())
}

/// All packets, in the order of the regulation.
#[wasm_bindgen]
pub fn packets() -> Result<JsPackets, JsError> {
    Ok(object(&crate::packets())?.into())
}

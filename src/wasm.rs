//! The only file that knows JavaScript: bytes in, plain objects out.
//!
//! The report crosses over as JSON text and becomes an object there, so that `JSON.stringify(check(bytes))` equals the
//! native command's JSON byte for byte. Options are read member by member: a deserialiser made from types would be a
//! larger download than all of them.
#![allow(missing_docs, unreachable_pub, reason = "wasm-bindgen writes items of its own")]

#[cfg(feature = "command")]
mod command;

use js_sys::{Array, JSON, Object, Reflect, Uint8Array};
use wasm_bindgen::{
    JsCast,
    prelude::{JsError, JsValue, wasm_bindgen},
};

use crate::{
    Languages, Limits, Options, PacketInfo, RuleInfo, Which,
    report::{Edit, json, writer::Writer},
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
    #[cfg(feature = "formats")]
    #[wasm_bindgen(typescript_type = "\"text\" | \"json\" | \"csv\" | \"sarif\" | \"html\"")]
    pub type JsFormat;
}

/// Says on the console what failed, should the engine ever fail: the caller sees only a trap.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
}

/// A member of an object; nothing when it is absent, undefined or null.
fn member(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &JsValue::from_str(name)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

#[cold]
fn wrong(name: &str, wanted: &str) -> JsError {
    JsError::new(&[name, " must be ", wanted].concat())
}

/// A member that is a text.
fn text(object: &JsValue, name: &str) -> Result<Option<String>, JsError> {
    match member(object, name) {
        None => Ok(None),
        Some(value) => value.as_string().map(Some).ok_or_else(|| wrong(name, "a text")),
    }
}

/// A member that is a number, not below 0.
fn number(object: &JsValue, name: &str) -> Result<Option<f64>, JsError> {
    match member(object, name) {
        None => Ok(None),
        Some(value) => {
            let number = value.as_f64().filter(|number| *number >= 0.0);
            number.map(Some).ok_or_else(|| wrong(name, "a number from 0"))
        }
    }
}

/// A member that is a whole number; one that is larger than there can be is as good as the largest.
fn whole(object: &JsValue, name: &str, usual: u32) -> Result<u32, JsError> {
    #[allow(clippy::cast_sign_loss, reason = "not below 0")]
    Ok(number(object, name)?.map_or(usual, |number| number as u32))
}

/// A member that is a list of texts.
fn texts(object: &JsValue, name: &str) -> Result<Vec<String>, JsError> {
    let Some(value) = member(object, name) else {
        return Ok(Vec::new());
    };
    let list = value.dyn_ref::<Array>().ok_or_else(|| wrong(name, "a list of texts"))?;
    list.iter().map(|item| item.as_string().ok_or_else(|| wrong(name, "a list of texts"))).collect()
}

/// The options as JavaScript gives them: all may be absent.
fn options(given: Option<JsOptions>) -> Result<Options, JsError> {
    let usual = Options::default();
    let given = match given {
        Some(given) if !given.is_undefined() && !given.is_null() => JsValue::from(given),
        _ => return Ok(usual),
    };
    if !given.is_object() {
        return Err(wrong("options", "an object"));
    }
    let limits = member(&given, "limits").unwrap_or_else(|| Object::new().into());
    let options = Options {
        name: text(&given, "name")?.unwrap_or_default(),
        packet: text(&given, "packet")?,
        profile: text(&given, "profile")?,
        languages: match text(&given, "lang")?.as_deref() {
            Some("vi") => Languages::Vi,
            Some("en") => Languages::En,
            None | Some("both") => Languages::Both,
            Some(_) => return Err(wrong("lang", "\"vi\", \"en\" or \"both\"")),
        },
        only: texts(&given, "only")?,
        skip: texts(&given, "skip")?,
        max_findings_per_rule: whole(&given, "maxFindingsPerRule", usual.max_findings_per_rule)?,
        limits: Limits {
            // A JavaScript number: whole up to 2^53, far above any limit that makes sense.
            #[allow(clippy::cast_sign_loss, reason = "not below 0")]
            bytes: number(&limits, "bytes")?.map_or(usual.limits.bytes, |bytes| bytes as u64),
            depth: whole(&limits, "depth", usual.limits.depth)?,
        },
        mask: match member(&given, "mask") {
            None => false,
            Some(value) => value.as_bool().ok_or_else(|| wrong("mask", "true or false"))?,
        },
        own_profile: member(&given, "ownProfile").map(|value| profile_text(&value)).transpose()?,
    };
    if let Some((option, name)) = options.unknown_name() {
        return Err(JsError::new(&[option, " names \"", name, "\", which does not exist"].concat()));
    }
    Ok(options)
}

/// A profile as text or as bytes.
fn profile_text(value: &JsValue) -> Result<Vec<u8>, JsError> {
    let bytes = || value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec);
    value.as_string().map(String::into_bytes).or_else(bytes).ok_or_else(|| wrong("ownProfile", "a text or bytes"))
}

/// JSON text as a JavaScript value.
fn parsed(json: &str) -> Result<JsValue, JsError> {
    JSON::parse(json).map_err(|_| JsError::new("the result could not be made"))
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
    Ok(parsed(&json::compact(&report))?.into())
}

/// Checks a source that comes in pieces.
#[wasm_bindgen]
pub struct Checker {
    inner: crate::Checker,
    #[cfg(feature = "formats")]
    language: crate::report::Language,
}

#[wasm_bindgen]
impl Checker {
    /// A checker for one source.
    #[wasm_bindgen(constructor)]
    pub fn new(options: Option<JsOptions>) -> Result<Checker, JsError> {
        let options = self::options(options)?;
        Ok(Self {
            inner: crate::Checker::new(&options),
            #[cfg(feature = "formats")]
            language: language_of(&options),
        })
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.inner.push(bytes);
    }

    /// Bytes taken, records checked and findings made so far.
    pub fn progress(&self) -> Result<JsProgress, JsError> {
        let (bytes, records, findings) = self.inner.progress();
        let mut json = Writer::default();
        json.begin("", '{');
        json.number("bytes", bytes);
        json.number("records", records.into());
        json.number("findings", findings.into());
        json.end('}');
        Ok(parsed(&json.finish())?.into())
    }

    /// No more bytes will come: the report. The checker is used up.
    pub fn finish(self) -> Result<JsReport, JsError> {
        Ok(parsed(&json::compact(&self.inner.finish()))?.into())
    }

    /// Reading is given up here: what was found so far, and no verdict. The checker is used up.
    pub fn stop(self) -> Result<JsReport, JsError> {
        Ok(parsed(&json::compact(&self.inner.stop()))?.into())
    }

    /// As `finish`, or as `stop` when the source was not read to its end: the report in one of the formats.
    #[cfg(feature = "formats")]
    pub fn write(self, format: &JsFormat, to_end: bool) -> Result<String, JsError> {
        let report = if to_end { self.inner.finish() } else { self.inner.stop() };
        written(&report, format, self.language, &[])
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
    let result = JsValue::from(Object::new());
    let members: [(&str, JsValue); 3] = [
        ("bytes", Uint8Array::from(repaired.bytes.as_slice()).into()),
        ("applied", repaired.applied.into()),
        ("report", parsed(&json::compact(&repaired.report))?),
    ];
    for (name, value) in members {
        Reflect::set(&result, &name.into(), &value).map_err(|_| JsError::new("the result could not be made"))?;
    }
    Ok(result.into())
}

/// Applies the edits of one fix; a source that is not UTF-8 comes back as UTF-8.
#[wasm_bindgen(js_name = applyEdits)]
pub fn apply_edits(bytes: &[u8], edits: JsEdits) -> Result<Vec<u8>, JsError> {
    let given = JsValue::from(edits);
    let list = given.dyn_ref::<Array>().ok_or_else(|| wrong("edits", "a list"))?;
    let edits: Result<Vec<Edit>, JsError> = list.iter().map(|given| edit(&given)).collect();
    Ok(crate::apply(bytes, &edits?))
}

fn edit(given: &JsValue) -> Result<Edit, JsError> {
    let text = text(given, "text")?.ok_or_else(|| wrong("text", "a text"))?;
    Ok(Edit { start: whole(given, "start", 0)?, end: whole(given, "end", 0)?, text })
}

/// Checks a whole source and writes the report in one of the formats.
#[cfg(feature = "formats")]
#[wasm_bindgen]
pub fn write(bytes: &[u8], format: &JsFormat, options: Option<JsOptions>) -> Result<String, JsError> {
    let options = self::options(options)?;
    let sources: &[&[u8]] = if options.mask { &[] } else { &[bytes] };
    written(&crate::check(bytes, &options), format, language_of(&options), sources)
}

#[cfg(feature = "formats")]
fn language_of(options: &Options) -> crate::report::Language {
    use crate::report::Language;
    if options.languages == Languages::En { Language::En } else { Language::Vi }
}

#[cfg(feature = "formats")]
fn written(
    report: &crate::report::Report,
    format: &JsFormat,
    language: crate::report::Language,
    sources: &[&[u8]],
) -> Result<String, JsError> {
    use crate::report::{csv, html, sarif, text};
    let reports = std::slice::from_ref(report);
    let title = |id: &str| crate::title(id, language);
    let value: &JsValue = format.as_ref();
    Ok(match value.as_string().as_deref() {
        Some("text") => {
            text::text(report, sources, text::Style { language, audience: text::Audience::Staff, color: false })
        }
        Some("json") => json::pretty(report),
        Some("csv") => csv::csv(reports, language),
        Some("html") => html::html(reports, language, &title),
        Some("sarif") => sarif::sarif(reports, language, &title),
        _ => return Err(wrong("format", "text, json, csv, sarif or html")),
    })
}

/// All rules, by id.
#[wasm_bindgen]
pub fn rules() -> Result<JsRules, JsError> {
    let mut json = Writer::default();
    json::list(&mut json, "", &crate::rules(), rule_info);
    Ok(parsed(&json.finish())?.into())
}

fn rule_info(json: &mut Writer, rule: &RuleInfo) {
    json.text("id", rule.id.as_str());
    json.text("group", rule.group.name());
    json.text("severity", rule.severity.name());
    json.text("grade", rule.grade.name());
    json.text("since", rule.since);
    json::localized(json, "title", &rule.title);
}

/// All packets, in the order of the regulation.
#[wasm_bindgen]
pub fn packets() -> Result<JsPackets, JsError> {
    let mut json = Writer::default();
    json::list(&mut json, "", &crate::packets(), packet_info);
    Ok(parsed(&json.finish())?.into())
}

fn packet_info(json: &mut Writer, packet: &PacketInfo) {
    json.text("id", packet.id);
    json.number("group", packet.group.into());
    json::localized(json, "title", &packet.title);
    json.begin("profiles", '[');
    for profile in &packet.profiles {
        json.text("", profile);
    }
    json.end(']');
}

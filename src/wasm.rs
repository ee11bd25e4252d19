//! The only file that knows JavaScript: bytes in, plain objects out.
//!
//! Options and edits come in, and progress, rules and packets go out, by serde; the report has a way of its own.
#![allow(missing_docs, unreachable_pub, reason = "wasm-bindgen writes items of its own")]

#[cfg(feature = "command")]
mod command;
mod report;
mod strict;

use js_sys::{Object, Reflect, Uint8Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use crate::{
    check::{Options, unreadable_words},
    model::{Edit, Language, Languages, OptionsBuilder, Report},
    repair::Which,
    write::{FORMATS, OutputFormat, csv, handed_on, html, rows, sarif},
};

/// The types that the signatures name; they are made of the model's types.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str =
    "import type { Edit, Options, PacketInfo, Progress, Repaired, Report, RuleInfo } from '../types/contract.d.ts';";

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
    #[wasm_bindgen(typescript_type = "\"text\" | \"json\" | \"csv\" | \"sarif\" | \"html\" | \"rows\"")]
    pub type JsFormat;
}

/// Says on the console what failed, should the engine ever fail: the caller sees only a trap.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
}

/// The options as JavaScript gives them: all may be absent.
fn options(given: Option<JsOptions>) -> Result<Options, JsError> {
    let given = given.map(JsValue::from).filter(|given| !given.is_undefined() && !given.is_null());
    let builder: OptionsBuilder = given.map_or_else(|| Ok(<_>::default()), |given| strict::read(given, "options"))?;
    Ok(builder.build()?)
}

fn for_js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, JsError> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}

/// The engine's name and version.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    crate::model::ENGINE.to_owned()
}

/// Checks a whole source.
#[wasm_bindgen]
pub fn check(bytes: &[u8], options: Option<JsOptions>) -> Result<JsReport, JsError> {
    Ok(report::for_js(&crate::check::check(bytes, &self::options(options)?))?.into())
}

/// Checks a source that comes in pieces.
#[wasm_bindgen]
pub struct Checker {
    inner: crate::check::Checker,
    language: Language,
}

#[wasm_bindgen]
impl Checker {
    /// A checker for one source.
    #[wasm_bindgen(constructor)]
    pub fn new(options: Option<JsOptions>) -> Result<Checker, JsError> {
        let options = self::options(options)?;
        Ok(Self { inner: crate::check::Checker::new(&options), language: language_of(&options) })
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.inner.push(bytes);
    }

    /// Bytes taken, records checked and findings made so far.
    pub fn progress(&self) -> Result<JsProgress, JsError> {
        Ok(for_js(&self.inner.progress())?.into())
    }

    /// No more bytes will come: the report. The checker is used up.
    pub fn finish(self) -> Result<JsReport, JsError> {
        Ok(report::for_js(&self.inner.finish())?.into())
    }

    /// Reading is given up here: what was found so far. The checker is used up.
    pub fn stop(self) -> Result<JsReport, JsError> {
        Ok(report::for_js(&self.inner.stop())?.into())
    }

    /// As `finish`, or as `stop` when the source was not read to its end: the report in one of the formats.
    pub fn write(self, format: JsFormat, to_end: bool) -> Result<String, JsError> {
        let report = if to_end { self.inner.finish() } else { self.inner.stop() };
        written(report, format, self.language, None)
    }
}

/// A check of several sources, one after the other, with one report.
#[wasm_bindgen]
pub struct Session {
    inner: crate::check::Session,
    language: Language,
}

#[wasm_bindgen]
impl Session {
    /// A session without sources.
    #[wasm_bindgen(constructor)]
    pub fn new(options: Option<JsOptions>) -> Result<Session, JsError> {
        let options = self::options(options)?;
        Ok(Self { inner: crate::check::Session::new(&options), language: language_of(&options) })
    }

    /// Begins the next source, and ends the one before.
    pub fn begin(&mut self, name: &str) {
        self.inner.begin(name);
    }

    /// Takes the next bytes of the source.
    pub fn push(&mut self, bytes: &[u8]) {
        self.inner.push(bytes);
    }

    /// The source is complete: the report about it alone.
    pub fn end(&mut self) -> Result<JsReport, JsError> {
        begun(self.inner.end())
    }

    /// The rest of the source is not read: the report about what was found in it so far.
    #[wasm_bindgen(js_name = giveUp)]
    pub fn give_up(&mut self) -> Result<JsReport, JsError> {
        begun(self.inner.give_up())
    }

    /// The source cannot be read, or not to its end; `why` stands in the report as it is given.
    pub fn unreadable(&mut self, why: &str) -> Result<JsReport, JsError> {
        begun(self.inner.unreadable(|language| unreadable_words(why, language)))
    }

    /// Bytes taken, records checked and findings made so far, in all sources.
    pub fn progress(&self) -> Result<JsProgress, JsError> {
        Ok(for_js(&self.inner.progress())?.into())
    }

    /// No more bytes will come: the report. The session is used up.
    pub fn finish(self) -> Result<JsReport, JsError> {
        Ok(report::for_js(&self.inner.finish())?.into())
    }

    /// As `finish`: the report in one of the formats.
    pub fn write(self, format: JsFormat) -> Result<String, JsError> {
        written(self.inner.finish(), format, self.language, None)
    }
}

/// The report about a source, of which there is none before a source was begun.
fn begun(report: Option<Report>) -> Result<JsReport, JsError> {
    let report = report.ok_or_else(|| JsError::new("no source was begun"))?;
    Ok(report::for_js(&report)?.into())
}

/// What a report that masks personal data calls a source, of which so many came before.
#[wasm_bindgen(js_name = maskedName)]
#[must_use]
pub fn masked_name(name: &str, before: u32) -> String {
    crate::model::masked_name(name, before + 1)
}

/// Applies fixes: those that cannot lose or invent information, or all that are known.
#[wasm_bindgen]
pub fn repair(bytes: &[u8], which: JsWhich, options: Option<JsOptions>) -> Result<JsRepaired, JsError> {
    let which: Which = strict::read(which.into(), "which")?;
    let repaired = crate::repair::repair(bytes, &self::options(options)?, which);
    let result = JsValue::from(Object::new());
    let members: [(&str, JsValue); 3] = [
        ("bytes", Uint8Array::from(repaired.bytes.as_slice()).into()),
        ("applied", repaired.applied.into()),
        ("report", report::for_js(&repaired.report)?),
    ];
    for (name, value) in members {
        Reflect::set(&result, &name.into(), &value).map_err(|_| JsError::new("the result could not be made"))?;
    }
    Ok(result.into())
}

/// Applies the edits of one fix; a source that is not UTF-8 comes back as UTF-8.
#[wasm_bindgen(js_name = applyEdits)]
pub fn apply_edits(bytes: &[u8], edits: JsEdits) -> Result<Vec<u8>, JsError> {
    let edits: Vec<Edit> = strict::read(edits.into(), "edits")?;
    Ok(crate::repair::apply(bytes, &edits))
}

/// Checks a whole source and writes the report in one of the formats.
#[wasm_bindgen]
pub fn write(bytes: &[u8], format: JsFormat, options: Option<JsOptions>) -> Result<String, JsError> {
    let options = self::options(options)?;
    let shown = if options.given.mask { None } else { Some(bytes) };
    written(crate::check::check(bytes, &options), format, language_of(&options), shown)
}

fn language_of(options: &Options) -> Language {
    if options.given.languages == Languages::En { Language::En } else { Language::Vi }
}

/// What the page makes a workbook of; the workbook is the form that readers choose.
const ROWS: &str = "rows";

/// The report in a form; `shown` is the source where its lines may stand in it.
#[cfg_attr(not(feature = "command"), expect(unused_variables, reason = "only the form for terminals has lines"))]
fn written(mut report: Report, format: JsFormat, language: Language, shown: Option<&[u8]>) -> Result<String, JsError> {
    handed_on::without_secrets(&mut report);
    let report = &report;
    let reports = std::slice::from_ref(report);
    let title = |id: &str| crate::rules::title(id, language);
    let name: String = strict::read(format.into(), "format")?;
    if name == ROWS {
        return Ok(rows::rows(reports, language));
    }
    let Some((_, form)) = FORMATS.iter().find(|(known, _)| *known == name) else {
        return Err(JsError::new(&format!(
            "format must be one of: {}",
            FORMATS.iter().map(|(known, _)| *known).collect::<Vec<_>>().join(", ")
        )));
    };
    Ok(match form {
        #[cfg(feature = "command")]
        OutputFormat::Text => command::text(report, language, shown),
        OutputFormat::Json => report::pretty(report)?,
        OutputFormat::Csv => csv::csv(reports, language),
        OutputFormat::Html => html::html(reports, language, &title),
        OutputFormat::Sarif => sarif::sarif(reports, language, &title),
    })
}

/// All rules, by id.
#[wasm_bindgen]
pub fn rules() -> Result<JsRules, JsError> {
    Ok(for_js(&crate::rules::rules())?.into())
}

/// All packets, in the order of the regulation.
#[wasm_bindgen]
pub fn packets() -> Result<JsPackets, JsError> {
    Ok(for_js(&crate::standard::packets())?.into())
}

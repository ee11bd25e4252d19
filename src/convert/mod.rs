//! A packet in its other form: JSON as XML, XML as JSON, by the field tables of the packet. Not part of the browser's
//! engine.
//!
//! What was read with errors is not converted: repair it first. What comes out is checked, and is given back only when it
//! is the same packet with as many records and the same verdict.

mod from_json;
mod from_xml;
mod shape;
#[cfg(test)]
mod tests;
mod write;

use crate::{
    check::{Options, check, plan},
    model::{
        Format, Language, Languages, OptionsBuilder, Report, Severity, Verdict, VerdictReason,
        catalogue::{Blocks, RuleId},
    },
    source::encoding,
};

/// The form a packet is to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Elements named as the fields.
    Xml,
    /// Members named as the fields.
    Json,
}

/// A value of a packet, in either form.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    Null,
    Text(String),
    /// A JSON number or boolean, as it is written.
    Bare(String),
    List(Vec<Value>),
    Group(Vec<(String, Value)>),
}

impl Value {
    /// The texts in it, in order, without white space around them.
    fn texts<'a>(&'a self, all: &mut Vec<&'a str>) {
        match self {
            Self::Null => {}
            Self::Text(text) | Self::Bare(text) => all.extend(Some(text.trim()).filter(|text| !text.is_empty())),
            Self::List(items) => items.iter().for_each(|item| item.texts(all)),
            Self::Group(members) => members.iter().for_each(|(_, value)| value.texts(all)),
        }
    }
}

/// Why a packet is not converted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
}

fn refuse<T>(vi: impl Into<String>, en: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal { vi: vi.into(), en: en.into() })
}

/// The packet in the other form.
///
/// # Errors
/// It cannot be read without errors, is not recognised, has that form already, or holds what the other form cannot.
pub fn convert(bytes: &[u8], options: &Options, to: Form) -> Result<String, Refusal> {
    let given = OptionsBuilder {
        languages: Languages::Both,
        only: Vec::new(),
        skip: Vec::new(),
        mask: false,
        ..options.given.clone()
    };
    let options = &Options { given, own_profile: options.own_profile.clone() };
    let report = check(bytes, options);
    let from = form_of(&report)?;
    if from == to {
        return match to {
            Form::Xml => refuse("gói tin đã ở dạng XML", "the packet is XML already"),
            Form::Json => refuse("gói tin đã ở dạng JSON", "the packet is JSON already"),
        };
    }
    let (text, ..) = encoding::decode_all(bytes);
    let packet = report.packet.as_deref().unwrap_or_default();
    let converted = match to {
        Form::Xml => write::xml(&from_json::read(&text)?, packet)?,
        Form::Json => {
            let profile = report.base_profile.as_deref().or(report.profile.as_deref()).unwrap_or_default();
            let Some(plan) = plan::plan(packet, profile) else { return other_packet() };
            let root = from_xml::read(&text)?;
            let value = shape::shape(&root, &plan)?;
            whole(&root, &value)?;
            write::json(&value)
        }
    };
    let after = check(converted.as_bytes(), options);
    let facts = |report: &Report| (report.packet.clone(), report.records, report.verdict);
    if facts(&after) == facts(&report) { Ok(converted) } else { other_packet() }
}

/// Refuses where a text of the elements stands nowhere in the value.
fn whole(root: &from_xml::Element, value: &Value) -> Result<(), Refusal> {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    root.texts(&mut before);
    value.texts(&mut after);
    before.sort_unstable();
    after.sort_unstable();
    if before == after {
        return Ok(());
    }
    let missing = before.into_iter().find(|text| !after.contains(text)).unwrap_or_default();
    let missing: String = missing.chars().take(from_xml::QUOTED).collect();
    refuse(
        format!("nội dung “{missing}” nằm ở chỗ mà JSON của gói tin này không có"),
        format!("“{missing}” stands where the JSON of this packet has no place for it"),
    )
}

/// The form of a packet that was read without errors.
fn form_of(report: &Report) -> Result<Form, Refusal> {
    let says_nothing = report.verdict == Verdict::NotChecked && report.reason != Some(VerdictReason::NoPublicText);
    if report.packet.is_none() || says_nothing {
        return refuse(report.summary.get(Language::Vi), report.summary.get(Language::En));
    }
    let fault = report.findings.iter().find(|finding| {
        match finding.rule.parse::<RuleId>().map(|rule| rule.rule().blocks_conversion) {
            Ok(Blocks::Always) => true,
            Ok(Blocks::AsError) => finding.severity == Severity::Error,
            Ok(Blocks::Never) | Err(_) => false,
        }
    });
    if let Some(fault) = fault {
        let (vi, en) = (fault.message.get(Language::Vi), fault.message.get(Language::En));
        let line = fault.range.start.line;
        return refuse(
            format!("hãy sửa lỗi đọc trước (goitin fix), dòng {line}: {vi}"),
            format!("repair what cannot be read first (goitin fix), line {line}: {en}"),
        );
    }
    if report.packet.as_deref() == Some("CongdanCollection") {
        return refuse(
            "QCVN 109:2017/BTTTT điểm 2.1.1 chỉ cho phép XML: gói tin này không có dạng JSON",
            "QCVN 109:2017/BTTTT, clause 2.1.1, allows nothing but XML: this packet has no JSON form",
        );
    }
    match report.sources.first().and_then(|source| source.format) {
        Some(Format::Json) => Ok(Form::Json),
        Some(Format::Xml) => Ok(Form::Xml),
        _ => refuse("chỉ chuyển đổi từng gói tin một", "packets are converted one at a time"),
    }
}

fn other_packet<T>() -> Result<T, Refusal> {
    refuse(
        "gói tin này không chuyển được mà vẫn giữ nguyên nội dung",
        "this packet cannot be converted without becoming another one",
    )
}

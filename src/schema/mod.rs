//! JSON Schema and XSD of a packet, made from the dictionary: for those who want to check in their own tools what a schema
//! can say. Both accept what goitin finds no error in, and refuse what it finds an error in, as far as they can; what they
//! cannot say they list themselves.

mod json;
mod patterns;
mod profile;
mod words;
mod xsd;
mod xsd_of_text;

use std::sync::Arc;

use words::Words;

use crate::{
    check::{
        plan::{self, Plan},
        recognise::REPLY,
    },
    model::Severity,
    record::table::{Field, Standing, Type},
    rules::shared::meaning,
    standard::{Code, FieldType, Form, Requirement, RowGrade, model::Texts},
};

/// The JSON Schema (draft 2020-12) of a packet in a profile; nothing when there is no such packet or profile, when the
/// packet must be XML, or when its field tables are public nowhere.
#[must_use]
pub fn json_schema(packet: &str, profile: &str) -> Option<String> {
    let plan = plan_with_tables(packet, profile).filter(|plan| plan.root.is_none())?;
    Some(json::write(&Model { plan }))
}

/// The XML Schema (XSD 1.0) of a packet's element form in a profile; nothing when there is no such packet or profile, or
/// when no document lays down the form that production sends.
#[must_use]
pub fn xsd(packet: &str, profile: &str) -> Option<String> {
    let model = Model { plan: plan_with_tables(packet, profile)? };
    if model.plan.root.is_some() { xsd_of_text::write(&model) } else { Some(xsd::write(&model)) }
}

/// The JSON Schema (draft 2020-12) of a reader's own profile.
#[must_use]
pub fn profile_schema() -> String {
    profile::write()
}

/// The plan, unless the packet's tables in this profile are public nowhere.
fn plan_with_tables(packet: &str, profile: &str) -> Option<Arc<Plan>> {
    plan::plan(packet, profile).filter(|plan| !plan.profile.is_derived() && packet != REPLY)
}

/// A packet in a profile, as schemas see it.
struct Model {
    plan: Arc<Plan>,
}

/// What a field may hold.
enum Content<'a> {
    /// A field of another edition or packet: it is pointed out and not looked at.
    Unchecked,
    Scalar(Scalar<'a>),
    /// Items of the type of that name; `least` is how few there may be.
    List {
        items: &'a str,
        required: bool,
        least: Option<u32>,
    },
    /// Plain values; at least one when it is required.
    Values {
        each: Scalar<'a>,
        required: bool,
    },
    /// An object of the type of that name.
    Object {
        of: &'a str,
        required: bool,
    },
    /// The records.
    Records {
        required: bool,
    },
    /// The one record.
    Record,
}

/// A value without parts.
struct Scalar<'a> {
    /// Equal names mean equal values.
    name: String,
    /// It must be present and not blank.
    required: bool,
    /// `null` counts as a value.
    null_is_value: bool,
    allowed: Allowed<'a>,
    /// Most characters.
    max: Option<u32>,
    /// The numbers and truth values it may be.
    bare: Bare,
}

/// Which JSON numbers and truth values stand for a string that is no error, as far as a schema can say. (Of a date it could
/// not say whether the calendar has it: none does.)
#[derive(Clone)]
enum Bare {
    /// All.
    Any,
    /// None.
    Nothing,
    /// Whole numbers from the first on, up to the second.
    Whole(u32, Option<u32>),
    /// Numbers from 0 on.
    Number,
    /// These numbers and truth values.
    Codes(Vec<u32>, Vec<bool>),
}

/// The strings a value may be.
enum Allowed<'a> {
    /// Text of several lines.
    Text,
    /// Text of one line.
    Line,
    /// One of these.
    Codes(Vec<&'a str>),
    /// What all these patterns match.
    Patterns(Vec<String>),
}

impl Model {
    fn id(&self) -> &str {
        &self.plan.packet.id
    }

    /// The field tables with their names and titles.
    fn types(&self) -> impl Iterator<Item = (&str, &Texts, &Type)> {
        let tables = self.plan.packet.types.iter().zip(&self.plan.types);
        tables.map(|((name, table), ready)| (name.as_str(), &table.title, ready))
    }

    fn record_name(&self) -> &str {
        &self.plan.packet.record
    }

    /// The field by which a record is known.
    fn mark_of_record(&self) -> Option<&str> {
        let rows = &self.plan.packet.records()?.fields;
        let first = rows.iter().find(|row| row.required == Requirement::Always).or(rows.first());
        self.plan.packet.key.as_deref().or(first.map(|row| row.name.as_str()))
    }

    fn content<'a>(&'a self, field: &'a Field) -> Content<'a> {
        if field.standing != Standing::Current {
            return Content::Unchecked;
        }
        let required = is_required(field);
        match field.kind {
            FieldType::List => Content::List {
                items: field.row.of.as_deref().unwrap_or_default(),
                required,
                least: field.row.min_items.filter(|_| required),
            },
            FieldType::Texts => Content::Values { each: self.scalar(field, false), required },
            FieldType::Object => Content::Object { of: field.row.of.as_deref().unwrap_or_default(), required },
            FieldType::Records => Content::Records { required },
            FieldType::Record => Content::Record,
            FieldType::Any => Content::Unchecked,
            _ => Content::Scalar(self.scalar(field, required)),
        }
    }

    fn scalar<'a>(&'a self, field: &'a Field, required: bool) -> Scalar<'a> {
        let (name, allowed) = self.allowed(field);
        let max = field.row.max.filter(|_| field.max_grade == RowGrade::Text);
        let limit = max.map_or_else(String::new, |max| format!("-{max}"));
        let ending = if required { "-required" } else { "" };
        let null_is_value = field.kind == FieldType::BooleanOrNull;
        let kind = if null_is_value { "-or-null" } else { "" };
        let bare = bare(field, &allowed);
        Scalar { name: format!("{name}{kind}{limit}{ending}"), required, null_is_value, allowed, max, bare }
    }

    fn allowed<'a>(&'a self, field: &'a Field) -> (String, Allowed<'a>) {
        let one = |name: &str, pattern: String| (name.to_owned(), Allowed::Patterns(vec![pattern]));
        let is_error = field.grade.allows_error();
        let is_text = field.kind == FieldType::Text;
        let is_free = is_text || field.kind == FieldType::Texts && !field.strict;
        if self.plan.profile.is_derived() && !is_free {
            // Nothing but a plain contradiction is an error there.
            return ("line".to_owned(), Allowed::Line);
        }
        match field.kind {
            FieldType::Integer if is_error => one("integer", patterns::amount()),
            FieldType::NumberCode => match closed_list(field) {
                Some((name, codes)) => one(&format!("number-{name}"), patterns::numbers(&codes)),
                None => ("line".to_owned(), Allowed::Line),
            },
            FieldType::Count if is_error => one("count", patterns::amount()),
            FieldType::Percentage if is_error => one("percentage", patterns::percentage()),
            FieldType::Month if is_error => one("month", patterns::month()),
            FieldType::Year if is_error => one("year", patterns::year()),
            FieldType::DateOrYear if is_error => one("date-or-year", patterns::date_or_year()),
            _ if is_free => ("text".to_owned(), Allowed::Text),
            FieldType::Datetime => one("datetime", patterns::datetime()),
            FieldType::Amount => one("amount", patterns::amount()),
            FieldType::Service => ("service".to_owned(), Allowed::Codes(vec![self.id()])),
            FieldType::Code | FieldType::BooleanOrNull => match closed_list(field) {
                Some((name, codes)) => (format!("code-{name}"), Allowed::Codes(codes)),
                None => ("line".to_owned(), Allowed::Line),
            },
            FieldType::Identifier => match (field.row.form, is_error) {
                (Some(form), true) if is_of_digits(form) => one("digits", patterns::amount()),
                (Some(Form::MaHoSo), _) => ("dossier-code".to_owned(), Allowed::Patterns(patterns::dossier_code())),
                (Some(Form::MaDonVi), _) => ("agency-code".to_owned(), Allowed::Patterns(patterns::agency_code())),
                (Some(Form::Url), true) => one("web-address", patterns::web_address()),
                _ => ("line".to_owned(), Allowed::Line),
            },
            _ => ("line".to_owned(), Allowed::Line),
        }
    }

    /// Every scalar its tables and envelope need, once, by name.
    fn scalars<'a>(&'a self, tables: impl Iterator<Item = &'a Type>) -> Vec<Scalar<'a>> {
        let mut list: Vec<Scalar<'a>> = Vec::new();
        for field in tables.flat_map(|table| &table.fields) {
            if let Content::Scalar(scalar) | Content::Values { each: scalar, .. } = self.content(field)
                && list.iter().all(|known| known.name != scalar.name)
            {
                list.push(scalar);
            }
        }
        list.sort_by(|a, b| a.name.cmp(&b.name));
        list
    }

    /// The fields whose lists of plain values its tables need, each scalar once.
    fn values(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for field in self.plan.types.iter().flat_map(|table| &table.fields) {
            if let Content::Values { each, .. } = self.content(field)
                && !names.contains(&each.name)
            {
                names.push(each.name);
            }
        }
        names
    }

    /// The document and the place its records rest on, for a comment.
    fn citation(&self) -> String {
        let citation = self.plan.citation();
        let document = crate::standard::dictionary().document(&citation.doc);
        format!("{}, {}", document.map_or(citation.doc.as_str(), |known| &known.title), citation.place)
    }
}

/// Its absence is an error.
fn is_required(field: &Field) -> bool {
    field.is_required() && field.missing_severity() == Severity::Error
}

/// The numbers and truth values that a field of these strings may hold.
fn bare(field: &Field, allowed: &Allowed<'_>) -> Bare {
    match (field.kind, allowed) {
        (_, Allowed::Text | Allowed::Line) | (FieldType::BooleanOrNull, _) => Bare::Any,
        (FieldType::NumberCode, _) => match closed_list(field) {
            Some((_, codes)) => Bare::Whole(0, codes.iter().filter_map(|code| code.parse().ok()).max()),
            None => Bare::Any,
        },
        (_, Allowed::Codes(codes)) => codes_of_bare(field, codes),
        (FieldType::Integer | FieldType::Count | FieldType::Amount, _) => Bare::Whole(0, None),
        (FieldType::Identifier, _) if field.row.form.is_some_and(is_of_digits) => Bare::Whole(0, None),
        (FieldType::Month, _) => Bare::Whole(1, Some(12)),
        (FieldType::Year | FieldType::DateOrYear, _) => Bare::Whole(1000, Some(9999)),
        (FieldType::Percentage, _) => Bare::Number,
        _ => Bare::Nothing,
    }
}

/// The numbers and truth values that stand for a code.
fn codes_of_bare(field: &Field, codes: &[&str]) -> Bare {
    let numbers =
        codes.iter().filter_map(|code| code.parse::<u32>().ok().filter(|number| number.to_string() == **code));
    let list = field.codes().map_or("", |(name, _)| name);
    let truths = [true, false]
        .into_iter()
        .filter(|truth| meaning::code_of_truth(list, &truth.to_string()).is_some_and(|code| codes.contains(&code)));
    Bare::Codes(numbers.collect(), truths.collect())
}

/// Nothing but digits makes it.
const fn is_of_digits(form: Form) -> bool {
    matches!(form, Form::Digits | Form::Cccd | Form::Cmnd)
}

/// The code list outside of which there is an error.
fn closed_list(field: &Field) -> Option<(&str, Vec<&str>)> {
    let (name, list) = field.codes().filter(|(_, list)| list.grade.allows_error() && !list.open)?;
    Some((name, list.codes.iter().map(|code| code.code.as_str()).collect()))
}

/// The codes of a field, with their meanings, in both languages.
fn code_meanings(field: &Field) -> Option<Words> {
    let (_, list) = field.codes()?;
    let join = |meaning: fn(&Code) -> &str| {
        let codes: Vec<String> = list.codes.iter().map(|code| format!("{} = {}", code.code, meaning(code))).collect();
        codes.join("; ")
    };
    Some(Words { vi: join(|code| &code.vi), en: join(|code| &code.en) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::dictionary;

    fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
        let packets = dictionary().packets.iter();
        let packets = packets.filter(|packet| packet.schema.is_none());
        let pairs =
            packets.flat_map(|packet| packet.profiles.iter().map(|profile| (packet.id.as_str(), profile.as_str())));
        pairs.filter(|(packet, profile)| plan_with_tables(packet, profile).is_some())
    }

    #[test]
    fn a_packet_with_a_schema_has_that_schema_alone() {
        let schema = xsd("CongdanCollection", "qcvn109-2017").unwrap();
        let packet = dictionary().packet("CongdanCollection").unwrap();
        for (name, table) in packet.types.iter().filter(|(_, table)| table.schema.is_some()) {
            for row in &table.fields {
                assert!(schema.contains(&format!(" name=\"{}\"", row.name)), "{name} {}", row.name);
            }
        }
        for conflict in &packet.schema.as_ref().unwrap().conflicts {
            assert!(schema.contains(&format!("{}: ", conflict.id)), "{}", conflict.id);
        }
        assert_eq!(json_schema("CongdanCollection", "qcvn109-2017"), None);
        assert_eq!(xsd("CongdanCollection", "dancu-live"), None);
    }

    #[test]
    fn every_packet_and_profile_has_both_schemas_with_every_field() {
        for (packet, profile) in pairs() {
            let json = json_schema(packet, profile).unwrap();
            let value: serde_json::Value = serde_json::from_str(&json).unwrap();
            let xsd = xsd(packet, profile).unwrap();
            for (name, table) in &dictionary().packet(packet).unwrap().types {
                let properties = &value["$defs"][name]["properties"];
                for row in &table.fields {
                    assert!(properties[row.name.as_str()].is_object(), "{packet} {profile} {name} {}", row.name);
                    assert!(xsd.contains(&format!("<xs:element name=\"{}\"", row.name)), "{packet} {}", row.name);
                }
            }
        }
    }

    #[test]
    fn both_tell_the_same_fields_to_be_required() {
        for (packet, profile) in pairs() {
            let value: serde_json::Value = serde_json::from_str(&json_schema(packet, profile).unwrap()).unwrap();
            let xsd = xsd(packet, profile).unwrap();
            for (name, _, table) in (Model { plan: plan::plan(packet, profile).unwrap() }).types() {
                let start = xsd.find(&format!("<xs:complexType name=\"{name}\">")).unwrap();
                let body = xsd.get(start..).unwrap().split("</xs:complexType>").next().unwrap();
                for field in table.fields.iter().filter(|_| table.other.is_none()) {
                    let required = value["$defs"][name]["required"].as_array();
                    let in_json = required.is_some_and(|list| list.contains(&field.name().into()));
                    let element = body.split(&format!("name=\"{}\"", field.name())).nth(1).unwrap();
                    let in_xsd = !element.split('>').next().unwrap().contains("minOccurs=\"0\"");
                    assert_eq!((in_json, in_xsd), (is_required(field), is_required(field)), "{name} {}", field.name());
                }
            }
        }
    }

    #[test]
    fn what_is_not_known_has_no_schema() {
        assert_eq!(json_schema("DongBoHoSoMC", "none"), None);
        assert_eq!(xsd("None", "qcvn120-2020"), None);
    }
}

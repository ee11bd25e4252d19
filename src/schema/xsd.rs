//! XML Schema 1.0 of a packet's element form: the root has the packet's name, `data` holds `item` elements.

use std::fmt::Write as _;

use super::{
    Allowed, Content, Model, Scalar, is_required,
    patterns::Dialect,
    words::{self, Words},
};
use crate::{
    record::table::{Field, Type},
    source::xml::escape,
    standard::{FieldType, model::Texts},
};

/// Builds the text; writing to a string cannot fail.
pub(super) struct Writer {
    pub(super) out: String,
    depth: usize,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), depth: 0 }
    }

    pub(super) fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{:width$}{text}", "", width = self.depth * 2);
    }

    pub(super) fn open(&mut self, name: &str, attributes: &str) {
        self.line(&format!("<xs:{name}{attributes}>"));
        self.depth += 1;
    }

    pub(super) fn close(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.line(&format!("</xs:{name}>"));
    }

    /// Texts in both languages, and a source for people who look for the ground.
    pub(super) fn annotation(&mut self, texts: &[&Words], comment: &str) {
        self.open("annotation", "");
        for texts in texts {
            self.documentation("vi", &texts.vi);
            self.documentation("en", &texts.en);
        }
        if !comment.is_empty() {
            self.line(&format!("<xs:appinfo>{}</xs:appinfo>", escape(comment)));
        }
        self.close("annotation");
    }

    fn documentation(&mut self, language: &str, text: &str) {
        self.line(&format!("<xs:documentation xml:lang=\"{language}\">{}</xs:documentation>", escape(text)));
    }
}

/// The whole schema.
pub(super) fn write(model: &Model) -> String {
    let mut to = Writer::new();
    to.open("schema", " xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"");
    let title = Words { vi: words::title(model), en: words::title(model) };
    to.annotation(&[&title, &words::description(words::Kind::Xsd)], &model.citation());
    if model.plan.packet.is_bare() {
        to.line(&format!("<xs:element name=\"{}\" type=\"{}\"/>", model.id(), model.record_name()));
    } else {
        to.line(&format!("<xs:element name=\"{0}\" type=\"{0}\"/>", model.id()));
        envelope(&mut to, model);
    }
    for name in model.values() {
        list_type(&mut to, &format!("{name}-values"), (&name, 0), &model.plan.packet.title);
    }
    let title = &model.plan.packet.title;
    // A request that sends records has some.
    let least =
        u8::from(model.plan.request.fields.iter().any(|row| row.kind == FieldType::Records && is_required(row)));
    list_type(&mut to, "records", (model.record_name(), least), title);
    for (name, title, table) in model.types() {
        if name != model.record_name() {
            list_type(&mut to, &format!("{name}-list"), (name, 0), title);
        }
        fields(&mut to, model, name, title, table);
    }
    for scalar in model.scalars(model.plan.types.iter().chain([&model.plan.request])) {
        value_type(&mut to, &scalar);
    }
    to.close("schema");
    to.out
}

const ATTRIBUTES: &str = "<xs:anyAttribute namespace=\"##any\" processContents=\"skip\"/>";

/// The root element: its name says what `service` would.
fn envelope(to: &mut Writer, model: &Model) {
    let title = &model.plan.packet.title;
    fields(to, model, model.id(), title, &model.plan.request);
}

/// A list: a wrapper around items, of which there are so many at least.
fn list_type(to: &mut Writer, name: &str, (items, least): (&str, u8), title: &Texts) {
    to.open("complexType", &format!(" name=\"{name}\""));
    to.annotation(&[&title.into()], "");
    to.open("sequence", "");
    to.line(&format!("<xs:element name=\"item\" type=\"{items}\" minOccurs=\"{least}\" maxOccurs=\"unbounded\"/>"));
    to.close("sequence");
    to.line(ATTRIBUTES);
    to.close("complexType");
}

fn fields(to: &mut Writer, model: &Model, name: &str, title: &Texts, table: &Type) {
    to.open("complexType", &format!(" name=\"{name}\""));
    to.annotation(&[&title.into()], "");
    if table.other.is_some() {
        to.open("sequence", "");
        to.line("<xs:any minOccurs=\"0\" maxOccurs=\"unbounded\" processContents=\"skip\"/>");
        to.close("sequence");
    } else {
        to.open("all", "");
        for field in &table.fields {
            element(to, model, field);
        }
        to.close("all");
    }
    to.line(ATTRIBUTES);
    to.close("complexType");
}

fn element(to: &mut Writer, model: &Model, field: &Field) {
    let content = model.content(field);
    let may_be_nil = match &content {
        Content::Scalar(scalar) => !scalar.required || scalar.null_is_value,
        _ => !is_required(field),
    };
    let type_name = match content {
        Content::Unchecked => "xs:anyType".to_owned(),
        Content::Scalar(scalar) => scalar.name,
        Content::List { items, .. } => format!("{items}-list"),
        Content::Values { each, .. } => format!("{}-values", each.name),
        Content::Object { of, .. } => of.to_owned(),
        Content::Records { .. } => "records".to_owned(),
        Content::Record => model.record_name().to_owned(),
    };
    let may_be_absent = !is_required(field) || field.kind == FieldType::Service;
    let occurs = if may_be_absent { " minOccurs=\"0\"" } else { "" };
    let nil = if may_be_nil { " nillable=\"true\"" } else { "" };
    to.open("element", &format!(" name=\"{}\" type=\"{type_name}\"{occurs}{nil}", field.name()));
    let meaning = words::meaning(&field.row);
    let remarks = words::remarks(field);
    let texts: Vec<&Words> = std::iter::once(&meaning).chain(&remarks).collect();
    to.annotation(&texts, &words::comment(field));
    to.close("element");
}

/// A value with any attributes: patterns of one step are alternatives, those of the next step must hold as well.
fn value_type(to: &mut Writer, scalar: &Scalar<'_>) {
    let patterns = patterns_of(scalar);
    let last = patterns.len().saturating_sub(1);
    let mut base = "xs:string".to_owned();
    for (step, pattern) in patterns.iter().enumerate() {
        let name = if step == last { format!("{}-value", scalar.name) } else { format!("{}-{step}", scalar.name) };
        to.open("simpleType", &format!(" name=\"{name}\""));
        to.open("restriction", &format!(" base=\"{base}\""));
        to.line(&format!("<xs:pattern value=\"{}\"/>", attribute(&Dialect::Xml.write(pattern))));
        if let Some(max) = scalar.max.filter(|_| step == last) {
            to.line(&format!("<xs:maxLength value=\"{max}\"/>"));
        }
        to.close("restriction");
        to.close("simpleType");
        base = name;
    }
    to.open("complexType", &format!(" name=\"{}\"", scalar.name));
    to.open("simpleContent", "");
    to.open("extension", &format!(" base=\"{base}\""));
    to.line(ATTRIBUTES);
    to.close("extension");
    to.close("simpleContent");
    to.close("complexType");
}

fn patterns_of(scalar: &Scalar<'_>) -> Vec<String> {
    let shaped = |pattern: &str| {
        let spaced = Dialect::Xml.spaced(pattern);
        if scalar.required { spaced } else { format!("({spaced}|{})", Dialect::Xml.blank()) }
    };
    match &scalar.allowed {
        Allowed::Text => vec![Dialect::Xml.text(true, scalar.required)],
        Allowed::Line => vec![Dialect::Xml.text(false, scalar.required)],
        Allowed::Codes(codes) => {
            let escaped: Vec<String> = codes.iter().map(|code| code.replace('.', r"\.")).collect();
            vec![shaped(&escaped.join("|"))]
        }
        Allowed::Patterns(list) => list.iter().map(|pattern| shaped(pattern)).collect(),
    }
}

/// A pattern as an attribute's value: what is no ASCII as references.
fn attribute(pattern: &str) -> String {
    let mut out = String::new();
    for letter in escape(pattern).chars() {
        if matches!(letter, ' '..='~') {
            out.push(letter);
        } else {
            let _ = write!(out, "&#x{:X};", u32::from(letter));
        }
    }
    out
}

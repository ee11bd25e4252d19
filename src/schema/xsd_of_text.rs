//! The XML Schema of a packet whose document has one: target namespace, order, choices, enumerations and attributes as
//! the document's own schema lays them down, in one file.

use super::{
    Model,
    words::{self, Words},
    xsd::Writer,
};
use crate::{
    record::table::{Field, Type},
    source::xml::escape,
    standard::{CodeList, FieldType, PacketSchema, Requirement, RowSchema, TypeSchema},
};

/// The prefix of the target namespace.
const PREFIX: &str = "dc";

/// The whole schema; nothing for a form that no document lays down.
pub(super) fn write(model: &Model) -> Option<String> {
    let schema = model.plan.packet.schema.as_ref()?;
    let root = model.plan.root.as_ref().filter(|root| root.schema.is_some())?;
    let mut to = Writer::new();
    let namespace = &schema.namespace;
    to.open(
        "schema",
        &format!(
            " xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:{PREFIX}=\"{namespace}\" \
             targetNamespace=\"{namespace}\" elementFormDefault=\"qualified\" version=\"1.0\""
        ),
    );
    head(&mut to, model, schema);
    root_element(&mut to, model, schema, root);
    for (name, title, table) in model.types() {
        if let Some(schema) = table
            .schema
            .as_ref()
            .filter(|_| name != model.plan.packet.schema.as_ref().map_or("", |schema| &schema.root))
        {
            to.open("complexType", &format!(" name=\"{name}Structure\""));
            to.annotation(&[&Words::from(title)], &schema.place);
            particles(&mut to, table, schema);
            to.close("complexType");
        }
    }
    simple_types(&mut to, model);
    to.close("schema");
    Some(to.out)
}

/// What the schema is, and where the document disagrees with itself.
fn head(to: &mut Writer, model: &Model, schema: &PacketSchema) {
    let title = Words { vi: words::title(model), en: words::title(model) };
    let what = Words {
        vi: "Viết lại theo Phụ lục C.2, C.3, C.4 và D.2 thành một tệp; mã quốc gia nằm trong cùng không gian tên. Lược đồ \
             không nói được các quy định chỉ có trong phần lời (dạng chữ của ngày giờ, số công dân, trạng thái và thời gian \
             chết): goitin kiểm tra cả những điều đó."
            .to_owned(),
        en: "Annexes C.2, C.3, C.4 and D.2 rewritten in one file; the country codes are in the same namespace. A schema \
             cannot say what only the text lays down (how dates are written, the number of citizens, status and time of \
             death): goitin checks that too."
            .to_owned(),
    };
    let conflicts: Vec<Words> = schema
        .conflicts
        .iter()
        .map(|conflict| {
            let head = format!("{}: {} | {}", conflict.id, conflict.here, conflict.there);
            Words { vi: format!("{head}. {}", conflict.vi), en: format!("{head}. {}", conflict.en) }
        })
        .collect();
    let texts: Vec<&Words> = [&title, &what].into_iter().chain(&conflicts).collect();
    to.annotation(&texts, &model.citation());
}

fn root_element(to: &mut Writer, model: &Model, schema: &PacketSchema, root: &Type) {
    to.open("element", &format!(" name=\"{}\"", model.id()));
    to.open("complexType", "");
    to.open("sequence", " minOccurs=\"0\" maxOccurs=\"unbounded\"");
    to.line(&format!(
        "<xs:element name=\"{}\" type=\"{PREFIX}:{}Structure\" minOccurs=\"0\" maxOccurs=\"unbounded\"/>",
        schema.item,
        model.record_name()
    ));
    to.close("sequence");
    for field in root.fields.iter().filter(|field| field.kind != FieldType::Records) {
        let usage = if field.must_stand() { " use=\"required\"" } else { "" };
        let form = if field.schema().is_some_and(|schema| schema.qualified) { " form=\"qualified\"" } else { "" };
        to.open("attribute", &format!(" name=\"{}\" type=\"{}\"{usage}{form}", field.name(), type_of(field)));
        explain(to, field);
        to.close("attribute");
    }
    to.close("complexType");
    to.close("element");
}

/// The children of a type: in sequence, with choices among them, or one choice.
fn particles(to: &mut Writer, table: &Type, schema: &TypeSchema) {
    let kind = if schema.sequence { "sequence" } else { "choice" };
    to.open(kind, "");
    for field in &table.fields {
        let group = schema.choices.iter().find(|group| group.iter().any(|name| name == field.name()));
        match group.filter(|_| schema.sequence) {
            Some(group) if group.first().is_some_and(|first| first == field.name()) => {
                to.open("choice", "");
                for name in group {
                    table.fields.iter().filter(|field| field.name() == name).for_each(|field| element(to, field, true));
                }
                to.close("choice");
            }
            Some(_) => {}
            None => element(to, field, group.is_some()),
        }
    }
    to.close(kind);
}

fn element(to: &mut Writer, field: &Field, chosen: bool) {
    let may_be_absent = !chosen && !matches!(field.required, Requirement::Always | Requirement::Present);
    let least = if may_be_absent { " minOccurs=\"0\"" } else { "" };
    let most = if field.stands_often() { " maxOccurs=\"unbounded\"" } else { "" };
    let fixed = field.schema().and_then(|schema| schema.fixed.as_deref());
    let fixed = fixed.map_or_else(String::new, |fixed| format!(" fixed=\"{fixed}\""));
    to.open("element", &format!(" name=\"{}\" type=\"{}\"{least}{most}{fixed}", field.name(), type_of(field)));
    explain(to, field);
    to.close("element");
}

fn explain(to: &mut Writer, field: &Field) {
    to.annotation(&[&words::meaning(&field.row)], field.ground.as_ref().map_or("", |citation| &citation.place));
}

/// The name of a field's type.
fn type_of(field: &Field) -> String {
    let named = || field.schema().and_then(|schema| schema.type_name.as_deref()).map(|name| format!("{PREFIX}:{name}"));
    match field.kind {
        FieldType::Object => format!("{PREFIX}:{}Structure", field.row.of.as_deref().unwrap_or_default()),
        FieldType::Code if field.schema().is_some_and(|schema| schema.fixed.is_some()) => "xs:boolean".to_owned(),
        FieldType::Code => format!("{PREFIX}:{}Type", field.row.codes.as_deref().unwrap_or_default()),
        FieldType::Digits | FieldType::IsoDate | FieldType::SchemaYear => {
            named().unwrap_or_else(|| "xs:string".to_owned())
        }
        FieldType::IsoDatetime => "xs:dateTime".to_owned(),
        FieldType::Natural => "xs:int".to_owned(),
        _ => "xs:string".to_owned(),
    }
}

/// The types of values, each once, by name.
fn simple_types(to: &mut Writer, model: &Model) {
    let tables = model.plan.types.iter().chain(&model.plan.root).filter(|table| table.schema.is_some());
    let mut fields: Vec<(String, &Field)> = tables
        .flat_map(|table| &table.fields)
        .filter_map(|field| {
            let name = type_of(field);
            let own = name.strip_prefix(PREFIX)?.strip_prefix(':')?.to_owned();
            (field.kind != FieldType::Object).then_some((own, field))
        })
        .collect();
    fields.sort_by(|one, other| one.0.cmp(&other.0));
    fields.dedup_by(|one, other| one.0 == other.0);
    for (name, field) in fields {
        to.open("simpleType", &format!(" name=\"{name}\""));
        match (field.kind, field.schema(), field.codes()) {
            (FieldType::Code, _, Some((_, list))) => enumeration(to, list),
            (_, Some(schema), _) => restriction(to, field.kind, schema),
            _ => {}
        }
        to.close("simpleType");
    }
}

fn enumeration(to: &mut Writer, list: &CodeList) {
    to.open("restriction", " base=\"xs:token\"");
    for code in &list.codes {
        to.open("enumeration", &format!(" value=\"{}\"", escape(&code.code)));
        to.annotation(&[&Words { vi: code.vi.clone(), en: code.en.clone() }], "");
        to.close("enumeration");
    }
    let others = list.more.as_ref().map_or("", |more| &more.codes).split(' ').filter(|code| !code.is_empty());
    others.for_each(|code| to.line(&format!("<xs:enumeration value=\"{code}\"/>")));
    to.close("restriction");
}

fn restriction(to: &mut Writer, field_type: FieldType, schema: &RowSchema) {
    let (least, most) = (schema.least.unwrap_or(1), schema.most.unwrap_or(9999));
    let (base, facets) = match field_type {
        FieldType::SchemaYear => ("integer", bounds(&least.to_string(), &most.to_string())),
        FieldType::IsoDate => ("date", bounds(&format!("{least:04}-01-01"), &format!("{most:04}-12-31"))),
        _ => {
            let base = if schema.exact { "string" } else { "token" };
            (base, vec![format!("<xs:pattern value=\"{}\"/>", digits(schema, 0))])
        }
    };
    to.open("restriction", &format!(" base=\"xs:{base}\""));
    for facet in &facets {
        to.line(facet);
    }
    to.close("restriction");
}

/// So many digits, or some more, or some more again. (libxml2 takes four digits for `[0-9]{2}|[0-9]{3}|[0-9]{5}`.)
fn digits(schema: &RowSchema, before: usize) -> String {
    let next = schema.digit_counts().filter(|count| *count > before).min();
    next.map_or_else(String::new, |count| {
        let more = digits(schema, count);
        let more = if more.is_empty() { more } else { format!("({more})?") };
        format!("[0-9]{{{}}}{more}", count - before)
    })
}

fn bounds(least: &str, most: &str) -> Vec<String> {
    vec![format!("<xs:minInclusive value=\"{least}\"/>"), format!("<xs:maxInclusive value=\"{most}\"/>")]
}

//! JSON Schema, draft 2020-12.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{
    Allowed, Bare, Content, Model, Scalar, is_required,
    patterns::Dialect,
    words::{self, Words},
};
use crate::{
    model::Severity,
    record::table::{Field, Type},
    standard::{self, Requirement},
};

/// JSON whose members stay in order.
enum Node {
    Text(String),
    Flag(bool),
    Number(u32),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Number(number) => serializer.serialize_u32(*number),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| list.serialize_element(item))?;
                list.end()
            }
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                members.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))?;
                map.end()
            }
        }
    }
}

fn text(text: impl Into<String>) -> Node {
    Node::Text(text.into())
}

fn texts<'a>(list: impl IntoIterator<Item = &'a str>) -> Node {
    Node::List(list.into_iter().map(text).collect())
}

fn object<const N: usize>(members: [(&str, Node); N]) -> Node {
    Node::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn reference(name: &str) -> Node {
    object([("$ref", text(format!("#/$defs/{name}")))])
}

/// The whole schema.
pub(super) fn write(model: &Model) -> String {
    let mut members = vec![
        ("$schema".to_owned(), text("https://json-schema.org/draft/2020-12/schema")),
        ("title".to_owned(), text(words::title(model))),
        ("description".to_owned(), text(words::description(words::Kind::Json).both())),
        ("$comment".to_owned(), text(model.citation())),
    ];
    members.extend(root(model));
    members.push(("$defs".to_owned(), definitions(model)));
    let mut json = serde_json::to_string_pretty(&Node::Object(members)).unwrap_or_default();
    json.push('\n');
    json
}

/// A list of records; an object that holds them as `data` or `result`; else a record itself.
fn root(model: &Model) -> Vec<(String, Node)> {
    let has = |name: &str| {
        object([
            ("type", text("object")),
            ("required", texts([name])),
            ("properties", object([(name, Node::Flag(true))])),
        ])
    };
    let choose =
        |condition: Node, then: Node, otherwise: Node| object([("if", condition), ("then", then), ("else", otherwise)]);
    let is_list = object([("type", text("array"))]);
    // A record without an envelope is known by its code, else by the first field it must have; some never have one.
    let record = match model.mark_of_record() {
        _ if model.plan.packet.is_bare() => reference(model.record_name()),
        Some(mark) => choose(has(mark), reference(model.record_name()), reference("request")),
        None => reference("request"),
    };
    let reply = choose(has("result"), reference("reply"), record);
    match choose(is_list, reference("records"), choose(has("data"), reference("request"), reply)) {
        Node::Object(members) => members,
        _ => Vec::new(),
    }
}

fn definitions(model: &Model) -> Node {
    let envelope = &standard::dictionary().envelope;
    let (request, reply) = (&model.plan.request, &model.plan.reply);
    let mut list = vec![
        ("request".to_owned(), table(model, &Words::from(&envelope.request.title).both(), request)),
        ("reply".to_owned(), table(model, &Words::from(&envelope.reply.title).both(), reply)),
        ("records".to_owned(), object([("type", text("array")), ("items", reference(model.record_name()))])),
    ];
    for (name, title, fields) in model.types() {
        list.push((name.to_owned(), table(model, &Words::from(title).both(), fields)));
    }
    let tables = model.plan.types.iter().chain([request, reply]);
    list.extend(model.scalars(tables).iter().map(|scalar| (scalar.name.clone(), value(scalar))));
    Node::Object(list)
}

fn table(model: &Model, title: &str, table: &Type) -> Node {
    let mut members = vec![("title".to_owned(), text(title)), ("type".to_owned(), text("object"))];
    let required: Vec<&str> = table.fields.iter().filter(|field| is_required(field)).map(Field::name).collect();
    if !required.is_empty() {
        members.push(("required".to_owned(), texts(required)));
    }
    let properties = table.fields.iter().map(|field| (field.name().to_owned(), property(model, field)));
    members.push(("properties".to_owned(), Node::Object(properties.collect())));
    let cases: Vec<Node> = table.fields.iter().flat_map(cases).collect();
    if !cases.is_empty() {
        members.push(("allOf".to_owned(), Node::List(cases)));
    }
    Node::Object(members)
}

/// The cases in which a field must be there though it need not always be.
fn cases(field: &Field) -> impl Iterator<Item = Node> {
    let is_conditional = field.required == Requirement::Conditional && field.missing_severity() == Severity::Error;
    field.row.when.iter().filter(move |_| is_conditional).map(|case| {
        let names = case.conditions.keys().map(String::as_str);
        let values = case
            .conditions
            .iter()
            .map(|(name, values)| (name.clone(), object([("enum", texts(values.iter().map(String::as_str)))])));
        object([
            ("if", object([("required", texts(names)), ("properties", Node::Object(values.collect()))])),
            (
                "then",
                object([("required", texts([field.name()])), ("properties", object([(field.name(), object([]))]))]),
            ),
        ])
    })
}

fn property(model: &Model, field: &Field) -> Node {
    let mut members = vec![("title".to_owned(), text(words::meaning(&field.row).both()))];
    if let Some(remarks) = words::remarks(field) {
        members.push(("description".to_owned(), text(remarks.both())));
    }
    members.push(("$comment".to_owned(), text(words::comment(field))));
    if let Some(example) = &field.row.example {
        members.push(("examples".to_owned(), texts([example.as_str()])));
    }
    match model.content(field) {
        Content::Unchecked => {}
        Content::Scalar(scalar) => members.push(("$ref".to_owned(), text(format!("#/$defs/{}", scalar.name)))),
        Content::List { items, required, least } => members.extend(list(reference(items), required, least)),
        Content::Values { each, required } => {
            members.extend(list(reference(&each.name), required, required.then_some(1)));
        }
        Content::Object { of, required: true } => members.push(("$ref".to_owned(), text(format!("#/$defs/{of}")))),
        Content::Object { of, .. } => members.extend(optional_object(of)),
        Content::Records { required } => members.extend(records(model, required)),
        Content::Record => members.push(("$ref".to_owned(), text(format!("#/$defs/{}", model.record_name())))),
    }
    Node::Object(members)
}

/// A list; where it may be absent, an empty string and null stand for one that is.
fn list(items: Node, required: bool, least: Option<u32>) -> Vec<(String, Node)> {
    let mut members = if required {
        vec![("type".to_owned(), text("array"))]
    } else {
        vec![
            ("type".to_owned(), texts(["array", "string", "null"])),
            ("pattern".to_owned(), text(whole(Dialect::Ecma.blank()))),
        ]
    };
    members.push(("items".to_owned(), items));
    if let Some(least) = least {
        members.push(("minItems".to_owned(), Node::Number(least)));
    }
    members
}

/// An object; an empty string and null stand for one that is absent.
fn optional_object(of: &str) -> Vec<(String, Node)> {
    let is_string = object([("type", texts(["string", "null"]))]);
    let blank = object([("type", texts(["string", "null"])), ("pattern", text(whole(Dialect::Ecma.blank())))]);
    vec![("if".to_owned(), is_string), ("then".to_owned(), blank), ("else".to_owned(), reference(of))]
}

/// The records: a list of them; in a reply, also a single one.
fn records(model: &Model, required: bool) -> Vec<(String, Node)> {
    if required {
        return list(reference(model.record_name()), required, Some(1));
    }
    let is_record = object([("type", text("object"))]);
    let several = Node::Object(list(reference(model.record_name()), required, None));
    vec![
        ("if".to_owned(), is_record),
        ("then".to_owned(), reference(model.record_name())),
        ("else".to_owned(), several),
    ]
}

fn whole(pattern: &str) -> String {
    format!("^{}$", Dialect::Ecma.write(pattern))
}

/// A value. A number or truth value in the place of a string is only a warning where it stands for a right one.
fn value(scalar: &Scalar<'_>) -> Node {
    let mut types = vec!["string"];
    types.extend_from_slice(match scalar.bare {
        Bare::Any => &["number", "boolean"],
        Bare::Whole(..) | Bare::Number => &["number"],
        Bare::Nothing | Bare::Codes(..) => &[],
    });
    if !scalar.required || scalar.null_is_value {
        types.push("null");
    }
    let mut node = match &scalar.allowed {
        Allowed::Text => strings(&types, &[Dialect::Ecma.text(true, scalar.required)]),
        Allowed::Line => strings(&types, &[Dialect::Ecma.text(false, scalar.required)]),
        Allowed::Codes(codes) => coded(codes, &types, scalar),
        Allowed::Patterns(list) => {
            let shapes: Vec<String> = list.iter().map(|pattern| shaped(pattern, scalar.required)).collect();
            strings(&types, &shapes)
        }
    };
    if let Node::Object(members) = &mut node {
        members.extend(scalar.max.map(|max| ("maxLength".to_owned(), Node::Number(max))));
        members.extend(bounds(&scalar.bare));
    }
    node
}

/// What is said of numbers.
fn bounds(bare: &Bare) -> Vec<(String, Node)> {
    let number = |name: &str, value: u32| (name.to_owned(), Node::Number(value));
    match *bare {
        Bare::Whole(least, greatest) => {
            let mut bounds = vec![number("minimum", least), number("multipleOf", 1)];
            bounds.extend(greatest.map(|greatest| number("maximum", greatest)));
            bounds
        }
        Bare::Number => vec![number("minimum", 0)],
        Bare::Any | Bare::Nothing | Bare::Codes(..) => Vec::new(),
    }
}

/// The pattern, with white space around it; where the value may be absent, blank too.
fn shaped(pattern: &str, required: bool) -> String {
    let spaced = Dialect::Ecma.spaced(pattern);
    if required { spaced } else { format!("({spaced}|{})", Dialect::Ecma.blank()) }
}

fn strings(types: &[&str], patterns: &[String]) -> Node {
    let mut all: Vec<Node> = patterns.iter().map(|pattern| object([("pattern", text(whole(pattern)))])).collect();
    let types = ("type".to_owned(), texts(types.iter().copied()));
    match all.pop() {
        Some(Node::Object(mut one)) if all.is_empty() => {
            one.insert(0, types);
            Node::Object(one)
        }
        Some(last) => {
            all.push(last);
            Node::Object(vec![types, ("allOf".to_owned(), Node::List(all))])
        }
        None => Node::Object(vec![types]),
    }
}

/// The codes first; what goitin only warns about behind them.
fn coded(codes: &[&str], types: &[&str], scalar: &Scalar<'_>) -> Node {
    let exact = codes.iter().copied().chain((!scalar.required).then_some(""));
    let escaped: Vec<String> = codes.iter().map(|code| code.replace('.', r"\.")).collect();
    let pattern = whole(&shaped(&escaped.join("|"), scalar.required));
    let mut forms = vec![object([("enum", texts(exact))])];
    if let Bare::Codes(numbers, truths) = &scalar.bare {
        let bare =
            numbers.iter().map(|number| Node::Number(*number)).chain(truths.iter().map(|truth| Node::Flag(*truth)));
        let bare: Vec<Node> = bare.collect();
        forms.extend((!bare.is_empty()).then(|| object([("enum", Node::List(bare))])));
    }
    let others: Vec<&str> = types.iter().copied().filter(|name| *name != "string").collect();
    forms.extend((!others.is_empty()).then(|| object([("type", texts(others))])));
    forms.push(object([("type", text("string")), ("pattern", text(pattern))]));
    object([("anyOf", Node::List(forms))])
}

//! What the checker knows: rules and their pages, packets, schemas.

use super::arguments::meant;
use super::{Arguments, Flag, Host, Problem, Stop, print};
use crate::{
    letters::nearest_word,
    model::{catalogue::RuleId, contract_schema, report_schema},
    schema,
};

const LANG: [Flag; 1] = [Flag::value("--lang")];

const SCHEMA: [Flag; 3] = [Flag::switch("--json-schema"), Flag::switch("--xsd"), Flag::value("--profile")];

/// `goitin explain RULE`: the rule's page.
pub(super) fn explain(words: &[String], host: &mut dyn Host) -> Result<u8, Stop> {
    let arguments = Arguments::parse(words, &[])?;
    let [id] = arguments.operands.as_slice() else {
        return Err(Problem::stop("hãy nêu tên một quy tắc; xem goitin rules", "name one rule; see goitin rules"));
    };
    let near = match id.parse::<RuleId>() {
        Ok(rule) => match host.page(rule.as_str()) {
            Some(page) => return print(host, &page),
            None => None,
        },
        Err(error) => error.nearest(),
    };
    Err(unknown(("quy tắc", "rule"), id, near.map(RuleId::as_str)))
}

/// `goitin rules`: one rule a line.
pub(super) fn rules(words: &[String], host: &mut dyn Host) -> Result<u8, Stop> {
    let arguments = Arguments::parse(words, &[&LANG])?;
    no_operands(&arguments)?;
    let language = arguments.language()?;
    let rules = crate::rules::rules();
    let width = rules.iter().map(|rule| rule.id.as_str().len()).max().unwrap_or(0);
    let mut out = String::new();
    for rule in rules {
        let title = rule.title.get(language);
        let severity = rule.severity.name();
        let line = format!("{:width$}  {severity:7}  {title}\n", rule.id);
        out.push_str(&line);
    }
    print(host, &out)
}

/// `goitin packets`: one packet a line.
pub(super) fn packets(words: &[String], host: &mut dyn Host) -> Result<u8, Stop> {
    let arguments = Arguments::parse(words, &[&LANG])?;
    no_operands(&arguments)?;
    let language = arguments.language()?;
    let packets = crate::standard::packets();
    let width = packets.iter().map(|packet| packet.id.len()).max();
    let width = width.unwrap_or(0);
    let mut out = String::new();
    for packet in &packets {
        let title = packet.title.get(language);
        let profiles = packet.profiles.join(", ");
        let line = format!("{:width$}  {title} [{profiles}]\n", packet.id);
        out.push_str(&line);
    }
    print(host, &out)
}

/// `goitin reference`: everything the checker knows, as JSON.
pub(super) fn reference(words: &[String], host: &mut dyn Host) -> Result<u8, Stop> {
    let arguments = Arguments::parse(words, &[])?;
    no_operands(&arguments)?;
    let reference = host.reference();
    print(host, &reference)
}

/// `goitin schema PACKET --json-schema|--xsd`, `goitin schema report`, `contract` and `profile`; of the native command
/// also `goitin schema reference`.
pub(super) fn schema(words: &[String], host: &mut dyn Host) -> Result<u8, Stop> {
    let arguments = Arguments::parse(words, &[&SCHEMA])?;
    let [id] = arguments.operands.as_slice() else {
        return Err(Problem::stop(
            "hãy nêu tên một gói tin, hoặc report, contract, profile; xem goitin packets",
            "name one packet, or report, contract, profile; see goitin packets",
        ));
    };
    if id == "report" {
        return print(host, &report_schema());
    }
    if id == "contract" {
        return print(host, &contract_schema());
    }
    #[cfg(not(target_arch = "wasm32"))]
    if id == "reference" {
        return print(host, &crate::reference::reference_schema());
    }
    if id == "profile" {
        return print(host, &schema::profile_schema());
    }
    let first = crate::standard::packets()
        .into_iter()
        .find(|packet| packet.id == id)
        .and_then(|packet| packet.profiles.first().copied());
    let profile = arguments.value("--profile").or(first).unwrap_or_default();
    let schema = match (arguments.has("--json-schema"), arguments.has("--xsd")) {
        (true, false) => schema::json_schema(id, profile),
        (false, true) => schema::xsd(id, profile),
        _ => {
            return Err(Problem::stop("hãy chọn --json-schema hoặc --xsd", "choose --json-schema or --xsd"));
        }
    };
    if let Some(schema) = schema {
        return print(host, &schema);
    }
    let packets = crate::standard::packets();
    let near = nearest_word(id, packets.iter().map(|packet| packet.id));
    let near = near.filter(|near| near != id);
    let what = ("lược đồ cho gói tin", "schema for the packet");
    Err(unknown(what, id, near))
}

fn no_operands(arguments: &Arguments) -> Result<(), Stop> {
    match arguments.operands.first() {
        None => Ok(()),
        Some(word) => Err(Problem::stop(format!("không hiểu “{word}”"), format!("“{word}” is not understood"))),
    }
}

fn unknown(what: (&str, &str), id: &str, near: Option<&str>) -> Stop {
    let (vi, en) = meant(near);
    Problem::stop(format!("không có {} “{id}”{vi}", what.0), format!("there is no {} “{id}”{en}", what.1))
}

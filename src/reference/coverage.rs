//! Which rule looks at which field: not claimed but seen. Each field of each packet is given one wrong value after the
//! other in a record that is otherwise made of examples, and the rules that speak up are noted; what needs several fields
//! at once comes from the executed examples of the rules' pages.

use std::collections::BTreeMap;

use serde_json::Value;

use super::examples;
use super::model::{Covered, Seen, Status};
use crate::{
    check::{
        Options, check,
        plan::{Plan, plan},
    },
    model::{Finding, Grade, Report, Severity},
    record::table::{Field, Standing},
    rules::pages::page::Page,
    standard::{Case, FieldType, dictionary},
};

/// Packet, profile, table and field.
type Place = (String, String, String, String);
/// The strongest severity and the grade a rule was seen with, by rule.
type Rules = BTreeMap<String, (Severity, Grade)>;

/// Values that are wrong somewhere.
const WRONG: [&str; 25] = [
    "\"\"",
    "\" \"",
    "null",
    "7",
    "true",
    "{}",
    "[]",
    "[1]",
    "\"?\"",
    "\" 1 \"",
    "\"01\"",
    "\"99\"",
    "\"20240230000000\"",
    "\"19000101000000\"",
    "\"20000102000000\"",
    "\"NaN\"",
    "\"test\"",
    "\"12.345,67\"",
    "\"-1\"",
    "\"http://localhost/a\"",
    "\"a\\u0001b\"",
    "\"Nguye\u{302}\u{303}n Va\u{306}n\"",
    "\"C«ng hßa x· héi chñ nghÜa ViÖt Nam\"",
    "\"000.00.00.H99-209913-0001\"",
    "\"h99..1\"",
];

/// The matrix: one row for each field of each packet and profile.
pub(super) fn coverage(pages: &[Page]) -> Vec<Covered> {
    let mut matrix: BTreeMap<Place, Rules> = BTreeMap::new();
    for page in pages {
        for example in &page.examples {
            if let Ok((_, report)) = examples::report(example) {
                note(&mut matrix, &report, &report.findings, None);
            }
        }
    }
    let packets = dictionary().packets.iter();
    let mut rows = Vec::new();
    for (packet, profile) in packets.flat_map(|packet| packet.profiles.iter().map(move |id| (&packet.id, id))) {
        let Some(plan) = plan(packet, profile) else { continue };
        probe(&plan, &mut matrix);
        rows.extend(rows_of(&plan, &matrix));
    }
    rows
}

fn rows_of(plan: &Plan, matrix: &BTreeMap<Place, Rules>) -> Vec<Covered> {
    let reachable = reachable(plan);
    let tables = plan.packet.types.keys().zip(&plan.types).enumerate();
    let tables = tables.filter(|(number, _)| reachable.contains(number));
    let rows = tables.flat_map(|(_, (table, of))| {
        of.fields.iter().filter(|field| field.standing == Standing::Current).map(move |field| {
            let place = place(plan, table, field.name());
            let rules = matrix.get(&place).into_iter().flatten();
            let seen = |(rule, (severity, grade)): (&String, &(Severity, Grade))| Seen {
                rule: rule.clone(),
                severity: *severity,
                grade: *grade,
            };
            let (packet, profile, table, name) = place.clone();
            let doc = &plan.citation().doc;
            Covered {
                doc: doc.into(),
                packet,
                profile,
                table,
                field: name,
                status: status(field),
                rules: rules.map(seen).collect(),
            }
        })
    });
    rows.collect()
}

/// Numbers of the tables that records of this edition have.
fn reachable(plan: &Plan) -> Vec<usize> {
    let mut found = vec![plan.record];
    let mut next = 0;
    while let Some(table) = found.get(next).and_then(|number| plan.types.get(*number)) {
        next += 1;
        let current = table.fields.iter().filter(|field| field.standing == Standing::Current);
        for inner in current.filter_map(|field| field.items) {
            if !found.contains(&inner) {
                found.push(inner);
            }
        }
    }
    found
}

/// How far the content of a field can be checked.
fn status(field: &Field) -> Status {
    match field.kind {
        _ if field.row.gap => Status::NoPublicText,
        FieldType::Text | FieldType::Opaque | FieldType::Texts if !field.strict => Status::NotMachineCheckable,
        _ => Status::Checked,
    }
}

fn place(plan: &Plan, table: &str, field: &str) -> Place {
    ((&plan.packet.id).into(), (&plan.profile.id).into(), table.to_owned(), field.to_owned())
}

/// Notes the rules that found something, at the fields where they found it.
fn note(matrix: &mut BTreeMap<Place, Rules>, report: &Report, findings: &[Finding], only: Option<(&Plan, &str)>) {
    let (Some(packet), Some(profile)) = (&report.packet, &report.profile) else { return };
    let Some(plan) = plan(packet, profile) else { return };
    for finding in findings {
        let Some(field) = finding.field.as_deref() else { continue };
        let tables = match only {
            Some((_, table)) => vec![table],
            None => tables_of(&plan, finding, field),
        };
        for table in tables {
            let seen = matrix.entry(place(&plan, table, field)).or_default();
            let strongest = seen.entry(finding.rule.clone()).or_insert((finding.severity, finding.grade));
            if finding.severity < strongest.0 {
                *strongest = (finding.severity, finding.grade);
            }
        }
    }
}

/// The tables a finding may be about, by the fields its path goes through.
fn tables_of<'p>(plan: &'p Plan, finding: &Finding, field: &str) -> Vec<&'p str> {
    let names: Vec<&String> = plan.packet.types.keys().collect();
    let mut table = plan.record;
    for segment in finding.path.split('/') {
        let name = segment.split('[').next().unwrap_or_default();
        let inner = plan.types.get(table).and_then(|of| of.fields.get(of.slot(name)?)?.items);
        table = inner.unwrap_or(table);
    }
    let has = plan.types.get(table).is_some_and(|of| of.slot(field).is_some());
    names.get(table).filter(|_| has).map(|name| vec![name.as_str()]).unwrap_or_default()
}

/// Gives every field every wrong value, and leaves it out; a conditional field also in each case in which it is required.
fn probe(plan: &Plan, matrix: &mut BTreeMap<Place, Rules>) {
    let names: Vec<&String> = plan.packet.types.keys().collect();
    for (number, table) in plan.types.iter().enumerate() {
        let Some(name) = names.get(number) else { continue };
        for field in table.fields.iter().filter(|field| field.standing == Standing::Current) {
            let long = format!("\"{}\"", "a".repeat(6000));
            let values = WRONG.into_iter().chain([long.as_str(), ABSENT]).map(|value| (value, None));
            let cases = field.row.when.iter().flat_map(|case| ["\"\"", ABSENT].map(|value| (value, Some(case))));
            for (value, case) in values.chain(cases) {
                let probe = Probe { table: number, field: field.name(), value, case };
                let report = run(plan, &probe);
                let here: Vec<Finding> = report
                    .findings
                    .iter()
                    .filter(|finding| finding.field.as_deref() == Some(field.name()))
                    .cloned()
                    .collect();
                note(matrix, &report, &here, Some((plan, name)));
            }
        }
    }
}

/// Stands for a field that is left out.
const ABSENT: &str = "";

/// One wrong value.
struct Probe<'a> {
    table: usize,
    field: &'a str,
    value: &'a str,
    /// The case in which the field is required.
    case: Option<&'a Case>,
}

impl Probe<'_> {
    /// The value that a field of that table has in this probe, where it is not its example.
    fn value_of(&self, table: usize, field: &str) -> Option<String> {
        if self.table != table {
            return None;
        }
        if self.field == field {
            return Some(self.value.to_owned());
        }
        self.case?.conditions.get(field)?.first().map(|value| Value::from(value.as_str()).to_string())
    }
}

fn run(plan: &Plan, probe: &Probe<'_>) -> Report {
    let record = object(plan, plan.record, probe, 0);
    let given = Options::builder().packet(&plan.packet.id).profile(&plan.profile.id);
    check(format!("[{record}]").as_bytes(), &Options { given, own_profile: None })
}

/// An object of examples, with the wrong value where the probe wants it.
fn object(plan: &Plan, table: usize, probe: &Probe<'_>, depth: u8) -> String {
    let fields = plan.types.get(table).map_or(&[] as &[Field], |table| &table.fields);
    let mut members = Vec::new();
    for field in fields.iter().filter(|field| field.standing == Standing::Current) {
        let value = probe.value_of(table, field.name()).unwrap_or_else(|| example(plan, field, probe, depth));
        if !value.is_empty() {
            members.push(format!("\"{}\":{value}", field.name()));
        }
    }
    format!("{{{}}}", members.join(","))
}

fn example(plan: &Plan, field: &Field, probe: &Probe<'_>, depth: u8) -> String {
    if let Some(items) = field.items.filter(|_| depth < 4) {
        let inner = object(plan, items, probe, depth + 1);
        return if field.is_list() { format!("[{inner}]") } else { inner };
    }
    match (field.row.example.as_deref(), field.codes()) {
        (Some(example), _) => Value::from(example).to_string(),
        (None, Some((_, list))) => Value::from(list.codes.first().map_or("", |code| code.code.as_str())).to_string(),
        _ => "\"\"".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::pages::pages;

    #[test]
    fn every_field_is_looked_at() {
        for row in coverage(&pages()) {
            assert!(!row.rules.is_empty(), "{} {} {}", row.packet, row.table, row.field);
        }
    }

    #[test]
    fn a_field_that_may_be_missing_in_some_case_only_is_seen_to_be_missed() {
        let rows = coverage(&pages());
        for packet in &dictionary().packets {
            for field in packet.types.values().flat_map(|table| &table.fields).filter(|row| !row.when.is_empty()) {
                let row = rows.iter().find(|row| packet.id == row.packet && field.name == row.field).unwrap();
                let has = |id: &str| row.rules.iter().any(|seen| seen.rule == id);
                assert!(has("missing-field") && has("empty-required"), "{} {}", packet.id, field.name);
            }
        }
    }

    #[test]
    fn a_rule_about_several_fields_is_seen_at_each() {
        let rows = coverage(&pages());
        let sees = |field: &str, rule: &str| {
            let row = rows.iter().find(|row| row.field == field && row.profile == "qcvn120-2022").unwrap();
            row.rules.iter().any(|seen| seen.rule == rule)
        };
        assert!(sees("NgayTra", "date-order"));
        assert!(sees("MaHoSo", "bad-identifier"));
        assert!(sees("TrangThaiHoSo", "bad-code"));
    }
}

//! A packet's dictionary made ready for checking against one profile: rows with their lists, types by number, the rules
//! of its records bound to their fields. Built once for each packet and profile.

use std::sync::{Arc, LazyLock};

use crate::{
    model::{Severity, catalogue::RuleId},
    record::{
        output::stays_error,
        table::{Field, Standing, Type, UNKNOWN},
    },
    rules::{self, choice_conflict, duplicate_record, shared::record_rule::RecordRule},
    standard::{
        self, Citation, Dictionary, FieldType, Form, Packet, Profile, RecordType, Requirement, Row, RowGrade, Term,
    },
};

/// A packet ready for checking. It keeps what it needs of its dictionary alive.
pub(crate) struct Plan {
    pub(crate) packet: Arc<Packet>,
    pub(crate) profile: Arc<Profile>,
    pub(crate) types: Vec<Type>,
    /// Number of the type of the records.
    pub(crate) record: usize,
    /// The field that holds a record's own code.
    pub(crate) key: Option<usize>,
    /// Rules about one record, bound to its fields.
    pub(crate) rules: Vec<Box<dyn RecordRule>>,
    pub(crate) request: Type,
    pub(crate) reply: Type,
    /// The attributes of the root element, where a schema says which there are.
    pub(crate) root: Option<Type>,
}

impl Plan {
    /// The row every finding in its records cites.
    pub(crate) fn citation(&self) -> &Citation {
        &self.packet.citation
    }

    /// What findings in its envelope cite: the request of a packet that asks is what its own table is about.
    pub(crate) fn envelope_citation(&self) -> &Citation {
        if self.packet.asks || self.packet.is_bare() {
            return self.citation();
        }
        &standard::dictionary().envelope.citation
    }

    /// A finding of this rule may be an error in this packet and profile.
    pub(crate) fn may_be_error(&self, rule: RuleId) -> bool {
        rule.rule().severity == Severity::Error && self.profile.lowers.is_none_or(|to| stays_error(rule, to))
    }

    /// The table of its records is public nowhere.
    pub(crate) fn has_no_public_text(&self) -> bool {
        self.types.get(self.record).is_some_and(|table| table.other.is_some())
    }
}

/// The plan of a packet and profile; that of a dictionary which is not the built-in one is made anew.
pub(crate) fn plan_of(dictionary: &Dictionary, packet: &str, profile: &str) -> Option<Arc<Plan>> {
    if std::ptr::eq(dictionary, standard::dictionary()) {
        return plan(packet, profile);
    }
    build(dictionary, dictionary.packet(packet)?, profile).map(Arc::new)
}

/// The built-in plan of a packet and profile.
pub(crate) fn plan(packet: &str, profile: &str) -> Option<Arc<Plan>> {
    static PLANS: LazyLock<Vec<Arc<Plan>>> = LazyLock::new(|| {
        let dictionary = standard::dictionary();
        let pairs = dictionary.packets.iter().flat_map(|packet| packet.profiles.iter().map(move |id| (packet, id)));
        pairs.filter_map(|(packet, profile)| build(dictionary, packet, profile)).map(Arc::new).collect()
    });
    PLANS.iter().find(|plan| plan.packet.id == packet && plan.profile.id == profile).cloned()
}

fn build(dictionary: &Dictionary, packet: &Arc<Packet>, profile: &str) -> Option<Plan> {
    let profile = dictionary.profile(profile)?;
    let number = |name: &str| packet.types.get_index_of(name);
    let ready = |row: &Arc<Row>| field(dictionary, packet, profile, row, &number);
    let make = |table: &RecordType| {
        let ready_in = |row: &Arc<Row>| Field { as_written: table.schema.is_some(), ..ready(row) };
        Type {
            fields: table.fields.iter().map(ready_in).collect(),
            other: table.gap.then(|| ready(&UNKNOWN)),
            schema: table.schema.clone(),
            ground: table.schema.as_ref().map(|schema| packet.ground(&schema.place)),
            attributes: false,
        }
    };
    let types: Vec<Type> = packet.types.values().map(make).collect();
    let schema = packet.schema.as_ref();
    let live = schema.map(|schema| &schema.live).filter(|live| live.profile == profile.id);
    let record = number(live.map_or(&packet.record, |live| &live.record))?;
    let root = schema.and_then(|schema| packet.types.get(live.map_or(&schema.root, |live| &live.root)));
    let root = root.map(|table| Type { attributes: true, ..make(table) });
    let record_type = types.get(record)?;
    let key = packet.key.as_ref().and_then(|key| record_type.slot(key));
    let of_packet =
        [duplicate_record::bind(&packet.unique, record_type), choice_conflict::bind(&packet.at_least_one, record_type)];
    let of_fields = rules::RECORD_RULES.iter().filter_map(|bind| bind(record_type, &types));
    let rules = of_fields.chain(of_packet.into_iter().flatten()).collect();
    let (mut request, reply) = (make(&dictionary.envelope.request), make(&dictionary.envelope.reply));
    own_request(&mut request, packet);
    let (packet, profile) = (Arc::clone(packet), Arc::clone(profile));
    Some(Plan { packet, profile, types, record, key, rules, request, reply, root })
}

/// Of two rows of one name the packet's own stands; a request that asks needs no records.
fn own_request(request: &mut Type, packet: &Packet) {
    let own = request.fields.iter().filter(|field| field.row.only.is_some() && field.standing == Standing::Current);
    let own: Vec<Term> = own.map(|field| field.name.clone()).collect();
    request.fields.retain(|field| {
        let is_other = field.row.only.is_none() && own.contains(&field.name);
        let is_nobodys = field.standing != Standing::Current && field.kind == FieldType::Record;
        !is_other && !is_nobodys
    });
    for field in &mut request.fields {
        let is_asked_for = packet.asks && field.kind == FieldType::Records;
        if is_asked_for || packet.is_bare() {
            field.required = Requirement::Optional;
        }
    }
}

/// Such a field holds one value, and nothing inside it is a field.
const fn is_value(kind: FieldType) -> bool {
    use FieldType::{Any, List, Object, Record, Records, Texts};
    !matches!(kind, List | Object | Texts | Records | Record | Any)
}

fn field(
    dictionary: &Dictionary,
    packet: &Packet,
    profile: &Profile,
    row: &Arc<Row>,
    number: &dyn Fn(&str) -> Option<usize>,
) -> Field {
    let standing = match (row.edition.as_deref(), &row.only) {
        (_, Some(only)) if !only.contains(&packet.id) => Standing::Elsewhere,
        (Some("old"), _) => Standing::Older,
        (Some(edition), _) if edition > profile.edition.as_str() => Standing::Later,
        _ => Standing::Current,
    };
    let schema = row.schema.as_ref();
    let is_in_records = || packet.records().is_some_and(|table| table.fields.iter().any(|own| own.name == row.name));
    let in_profile = |grade| if profile.is_derived() { RowGrade::Derived } else { grade };
    let in_schema = || Some(packet.ground(schema?.place.as_ref()?));
    let alone = row.when.is_empty() && !row.gap && schema.is_none();
    let is_of_one = row.field_type == FieldType::Opaque || row.form.is_some_and(Form::is_of_one);
    Field {
        row: Arc::clone(row),
        name: row.name.clone(),
        kind: row.field_type,
        required: if packet.lenient && is_in_records() { Requirement::Optional } else { row.required },
        grade: in_profile(row.grade),
        max_grade: in_profile(row.limit_grade()),
        ground: row.citation.clone().or_else(in_schema),
        standing,
        list: row.codes.as_ref().and_then(|name| dictionary.codes.get(name)).cloned(),
        items: row.of.as_ref().and_then(|of| number(of)),
        strict: match row.field_type {
            FieldType::Text | FieldType::Opaque | FieldType::Any => false,
            FieldType::Texts => row.form.is_some() || row.codes.is_some(),
            _ => !schema.is_some_and(|schema| schema.exact),
        },
        single: standing == Standing::Current && is_value(row.field_type) && !schema.is_some_and(|schema| schema.many),
        alone,
        comes_again: alone && !is_of_one,
        as_written: false,
    }
}

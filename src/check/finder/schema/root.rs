//! The root element of a packet that has an XML schema: what it is called, and its own fields, which are attributes in XML
//! and members in JSON.

use super::item::renamed;
use crate::{
    check::{
        finder::{members::Members, records::Records},
        plan::Plan,
    },
    model::{
        catalogue::{count_mismatch, misspelled_field},
        privacy::{Quote, Sensitivity},
    },
    record::{
        Site, Syntax,
        arena::Node,
        names,
        output::{Draft, DraftFix, Output},
        remark::Remark,
    },
    source::{Span, Window},
    standard::{self, Citation, Packet, PacketSchema, Row, RowGrade},
};

/// The field that says how many records there are.
const COUNT: &str = "SoCongDan";
/// The field that says whose records they are.
const UNIT: &str = "MaDonViHanhChinh";

/// The open root element.
pub(super) struct SchemaRoot {
    pub(super) packet: &'static Packet,
    pub(super) schema: &'static PacketSchema,
    /// Its place among the open elements.
    pub(super) index: usize,
    /// The namespaces of the open elements from the root on.
    pub(super) namespaces: Vec<u16>,
    pub(super) attributes: Members,
    /// Its local name, where that is not quite the packet's.
    misnamed: Option<(Span, String)>,
    /// The prefix it bears, with the colon.
    pub(super) prefix: String,
}

impl SchemaRoot {
    /// The root that this element may be, whose name with its prefix stands there.
    pub(super) fn of(window: &Window<'_>, node: &Node, name: Span) -> Option<Box<Self>> {
        let local = window.bytes(node.name);
        let packets = standard::dictionary().packets.iter();
        let mut with_schema = packets.filter_map(|packet| Some((packet, packet.schema.as_ref()?)));
        let (packet, schema) = with_schema.find(|(packet, _)| packet.id.as_bytes().eq_ignore_ascii_case(local))?;
        let local = String::from_utf8_lossy(local).into_owned();
        let prefix = window.bytes(Span::new(name.start, node.name.start));
        Some(Box::new(Self {
            packet,
            schema,
            index: 0,
            namespaces: Vec::new(),
            attributes: Members::default(),
            misnamed: (packet.id != local).then_some((window.outermost(node.name), local)),
            prefix: String::from_utf8_lossy(prefix).into_owned(),
        }))
    }

    /// The place of the root in the document.
    pub(super) fn citation(&self) -> Option<Citation> {
        let root = self.packet.types.get(&self.schema.root)?;
        root.schema.as_ref().map(|schema| self.packet.ground(&schema.place))
    }

    pub(super) fn attribute_row(&self, name: &str) -> Option<&'static Row> {
        attribute_row(self.packet, self.schema, name)
    }

    /// What to say of a root with a name that is not quite the packet's, whose end tag stands there.
    pub(super) fn misnamed(&self, window: &Window<'_>, end_tag: Span) -> Option<Box<Draft>> {
        let (place, found) = self.misnamed.as_ref()?;
        let id = self.packet.id.as_str();
        let mut edits = vec![(*place, id.to_owned())];
        edits.extend(renamed(window, end_tag, found, id));
        let mut draft = Draft::from_remark(Remark::new(misspelled_field::message::MISSPELLED).grade(RowGrade::Text));
        (draft.span, draft.path) = (*place, self.attributes.path.clone());
        draft.field = Some(id.to_owned());
        draft.found = Some(Quote::name(found, false));
        draft.citation = self.citation();
        draft.fix = Some(DraftFix::known(misspelled_field::fix::RENAME, edits, true));
        Some(draft)
    }
}

/// The row of an attribute, as it is written in the document.
fn attribute_row<'p>(packet: &'p Packet, schema: &PacketSchema, name: &str) -> Option<&'p Row> {
    packet.types.get(&schema.root)?.fields.iter().map(|row| &**row).find(|row| row.name == name)
}

/// Checks the root's own fields, when all records have come.
pub(in crate::check::finder) fn check_root(
    records: &mut Records,
    plan: &Plan,
    members: &Members,
    syntax: Syntax,
    output: &mut Output,
) {
    let (Some(table), Some(schema)) = (&plan.root, plan.packet.schema.as_ref()) else { return };
    let (arena, window) = (&members.arena, &members.window());
    let site = Site { arena, window, syntax, path: &members.path, record: None, key: None };
    records.check_around(site, table, table.ground.as_ref().unwrap_or(plan.citation()), None, output);
    let fields = Fields { plan, schema, members, syntax };
    fields.check_count(records.count(), output);
    fields.check_unit(records, output);
}

/// The root's fields, and what says what they must be.
struct Fields<'a> {
    plan: &'a Plan,
    schema: &'a PacketSchema,
    members: &'a Members,
    syntax: Syntax,
}

impl Fields<'_> {
    /// The number of records must be what the root says.
    fn check_count(&self, count: u32, output: &mut Output) {
        let window = &self.members.window();
        let Some(node) = self.members.named(COUNT, Syntax::Xml).filter(|_| !self.members.is_cut_off()) else { return };
        let text = node.text_in(window, self.syntax);
        let written = text.trim();
        if written.parse::<u32>().is_ok_and(|written| written != count) {
            let mut draft = self.draft(wrong_count(count), COUNT, node);
            draft.found = Some(Quote::new(written, Sensitivity::Closed));
            if let Some(fix) = &mut draft.fix {
                fix.edits = vec![(window.outermost(node.text), count.to_string())];
            }
            output.push(draft);
        }
    }

    /// The unit must be that of the records.
    fn check_unit(&self, records: &mut Records, output: &mut Output) {
        let Some(node) = self.members.named(UNIT, Syntax::Xml) else { return };
        let text = node.text_in(&self.members.window(), self.syntax).trim().to_owned();
        for remark in records.tell(UNIT, &text, output) {
            let mut draft = self.draft(remark, UNIT, node);
            draft.found = Some(Quote::raw(names::cut(&text)));
            output.push(draft);
        }
    }

    fn draft(&self, remark: Remark, name: &str, node: &Node) -> Box<Draft> {
        let mark = if self.syntax == Syntax::Xml { "@" } else { "" };
        let mut draft = Draft::from_remark(remark);
        draft.span = self.members.window().outermost(node.marked());
        draft.path = format!("{}/{mark}{name}", self.members.path);
        draft.field = Some(name.to_owned());
        draft.citation = self.citation(name);
        draft
    }

    fn citation(&self, name: &str) -> Option<Citation> {
        let row = attribute_row(&self.plan.packet, self.schema, name)?.schema.as_ref()?;
        Some(self.plan.packet.ground(row.place.as_ref()?))
    }
}

/// The number of records is not what the root says.
fn wrong_count(count: u32) -> Remark {
    let remark = Remark::new(count_mismatch::message::CITIZENS).expected(count_mismatch::expectation::COUNT);
    remark.with("count", count).grade(RowGrade::Text).fix(count_mismatch::fix::COUNT, count.to_string(), false)
}

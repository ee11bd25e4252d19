//! Whether day or month comes first in a date that can be read both ways: other dates tell. The day in the dossier's own code
//! tells first, then the dates of the same record, then those of the same field before it, then all before it; where
//! nothing tells it is the day, as documents in Vietnam have it. Where they contradict each other no reading is offered.

use super::Matcher;
use crate::{
    model::catalogue::bad_date::message,
    record::{
        NONE, Value,
        arena::Kind,
        date::{self, Order},
        identifier,
        orders::{Seen, Told},
        remark::Remark,
        space,
        table::Type,
    },
    rules::shared::shape,
    source::ScalarKind,
    standard::FieldType,
};

/// The longest text that is looked at as a date.
const LONGEST: u32 = 64;

/// The field may hold a date with day and month in it.
const fn is_date(kind: FieldType) -> bool {
    use FieldType::{Date, DateOrYear, Datetime, Day, IsoDate, IsoDatetime};
    matches!(kind, Datetime | Day | Date | DateOrYear | IsoDate | IsoDatetime)
}

impl<'a> Matcher<'a, '_> {
    /// Notes how a date of a wrong form was written; of one that can be read in two ways the reading is chosen.
    #[cold]
    pub(super) fn settle_order(&mut self, value: &Value<'a>, remarks: &mut [Remark]) {
        if !is_date(value.field.kind) {
            return;
        }
        let text = value.trimmed();
        if let Some(order) = date::order_of(text.as_bytes()) {
            self.scratch.orders.note(value.field, order);
        }
        let Some(remark) = remarks.iter_mut().find(|remark| remark.message == message::AMBIGUOUS) else { return };
        match self.told(value, &text) {
            Told::Always(Order::Day) => {}
            Told::Always(Order::Month) => {
                // With day and month exchanged it reads as it is meant.
                let exchanged = date::exchanged(&text).and_then(|text| shape::check(value.field, &text));
                if let Some(exchanged) = exchanged {
                    *remark = exchanged;
                }
            }
            Told::Both => *remark = remark.clone().without_fix(),
        }
    }

    /// What other dates tell about one that can be read in two ways.
    fn told(&mut self, value: &Value<'a>, text: &str) -> Told {
        if let Some(order) = self.day_of_key().and_then(|day| date::order_for(text.as_bytes(), day)) {
            return Told::Always(order);
        }
        let of_record = match self.scratch.orders.record {
            Some(seen) => seen,
            None => self.seen_in_record(),
        };
        self.scratch.orders.record = Some(of_record);
        let told = of_record.told().or_else(|| self.scratch.orders.told(value.field));
        told.unwrap_or(Told::Always(Order::Day))
    }

    /// The day in the record's own code, as the number `yyyymmdd`.
    fn day_of_key(&self) -> Option<u32> {
        self.site.record?;
        let object = self.scratch.objects.first()?;
        let node = self.scratch.slots.get(object.base + self.site.key?).filter(|node| **node != NONE)?;
        let text = self.site.arena.node(*node).text_in(self.site.window, self.site.syntax);
        identifier::parse_ma_ho_so(space::trim(&text)).map(|code| code.date)
    }

    /// How the record's other dates were written, those behind the value too.
    fn seen_in_record(&self) -> Seen {
        let mut seen = Seen::default();
        let Some(root) = self.scratch.objects.first().map(|object| object.node) else { return seen };
        let day = self.day_of_key();
        for index in root..self.site.arena.node(root).end {
            let node = self.site.arena.node(index);
            let is_text = matches!(node.kind, Kind::Element | Kind::Scalar(ScalarKind::String));
            if !is_text || !self.site.arena.is_leaf(index) || node.text.end - node.text.start > LONGEST {
                continue;
            }
            let text = node.text_in(self.site.window, self.site.syntax);
            let text = space::trim(&text).as_bytes();
            let order = date::order_of(text).or_else(|| date::order_for(text, day?));
            if let Some(order) = order.filter(|_| self.is_of_date(index)) {
                seen.add(order);
            }
        }
        seen
    }

    /// The node has the name of a date field.
    fn is_of_date(&self, index: u32) -> bool {
        let name = self.site.arena.node(index).name_in(self.site.window, self.site.syntax);
        let is_date_field = |table: &Type| {
            let field = table.slot(&name).and_then(|slot| table.fields.get(slot));
            field.is_some_and(|field| is_date(field.kind))
        };
        self.types.iter().any(is_date_field)
    }
}

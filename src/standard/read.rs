//! The dictionary out of the text that the build made of the data files.
//!
//! As static tables the same data would be twice the download: each text would stand there with its address and length.

use super::{
    Alias, Case, Code, CodeConflict, CodeList, Conflict, Dictionary, Document, Envelope, FieldType, Form, LiveForm,
    Mark, MoreCodes, Named, Packet, PacketSchema, Profile, RecordType, Requirement, Row, RowCitation, RowGrade,
    RowSchema, Texts, TypeSchema,
};

/// The grades, types, forms and requirements by their numbers, as `build/dictionary.rs` counts them.
pub(super) const GRADES: &[RowGrade] =
    &[RowGrade::Text, RowGrade::Practice, RowGrade::PracticeOneSource, RowGrade::Derived];
pub(super) const TYPES: &[FieldType] = &[
    FieldType::Text,
    FieldType::Opaque,
    FieldType::Code,
    FieldType::Datetime,
    FieldType::Amount,
    FieldType::Integer,
    FieldType::BooleanOrNull,
    FieldType::Identifier,
    FieldType::List,
    FieldType::Object,
    FieldType::Texts,
    FieldType::Service,
    FieldType::ReplyCode,
    FieldType::Records,
    FieldType::Count,
    FieldType::Number,
    FieldType::Percent,
    FieldType::Percentage,
    FieldType::Month,
    FieldType::Year,
    FieldType::MonthYear,
    FieldType::Day,
    FieldType::DateOrYear,
    FieldType::Date,
    FieldType::NumberCode,
    FieldType::Record,
    FieldType::Any,
    FieldType::Digits,
    FieldType::IsoDate,
    FieldType::IsoDatetime,
    FieldType::SchemaYear,
    FieldType::Natural,
];
pub(super) const FORMS: &[Form] = &[
    Form::MaHoSo,
    Form::MaTTHC,
    Form::MaLinhVuc,
    Form::MaThanhPhanHoSo,
    Form::MaGiayToKetQua,
    Form::MaDonVi,
    Form::SoDinhDanh,
    Form::Email,
    Form::Phone,
    Form::Url,
    Form::Digits,
    Form::Cccd,
    Form::Cmnd,
    Form::SoGiayTo,
    Form::MaSoThue,
];
pub(super) const REQUIREMENTS: &[Requirement] =
    &[Requirement::Always, Requirement::Conditional, Requirement::Optional, Requirement::Present];

/// Reads the whole dictionary. The text is the build's own: what cannot be read is nothing.
pub(super) fn dictionary(text: &'static str) -> Dictionary {
    let mut parts = Parts { rest: text, doc: "" };
    Dictionary {
        documents: parts.list(|parts| Document {
            id: parts.text(),
            title: parts.text(),
            vi: parts.text(),
            en: parts.text(),
            grade: parts.grade(),
        }),
        codes: parts.named(|parts| CodeList {
            grade: parts.grade(),
            open: parts.flag(),
            codes: parts.list(Parts::code),
            more: parts.present(Parts::more_codes),
        }),
        profiles: parts.list(|parts| Profile {
            id: parts.text(),
            edition: parts.text(),
            vi: parts.text(),
            en: parts.text(),
            lowers: parts.one_of(GRADES),
            names: parts.named(|parts| parts.list(Parts::text)),
        }),
        envelope: Envelope { citation: parts.citation(), request: parts.record_type(), reply: parts.record_type() },
        packets: parts.packets(),
    }
}

/// The values that are still to be read.
struct Parts {
    rest: &'static str,
    /// The document of the packet that is being read: the places of its rows are places in it.
    doc: &'static str,
}

impl Parts {
    #[inline(never)]
    fn text(&mut self) -> &'static str {
        let (part, rest) = self.rest.split_once('\t').unwrap_or((self.rest, ""));
        self.rest = rest;
        part
    }

    #[inline(never)]
    fn optional(&mut self) -> Option<&'static str> {
        Some(self.text()).filter(|text| !text.is_empty())
    }

    #[inline(never)]
    fn number(&mut self) -> Option<u32> {
        self.text().parse().ok()
    }

    fn flag(&mut self) -> bool {
        !self.text().is_empty()
    }

    /// So many of the same. What is read once is kept for as long as the program runs.
    fn list<T>(&mut self, read: fn(&mut Self) -> T) -> &'static [T] {
        let count = self.number().unwrap_or(0);
        self.many(count, read)
    }

    fn many<T>(&mut self, count: u32, read: fn(&mut Self) -> T) -> &'static [T] {
        let items: Vec<T> = (0..count).map(|_| read(self)).collect();
        Box::leak(items.into_boxed_slice())
    }

    fn named<T>(&mut self, read: fn(&mut Self) -> T) -> Named<T> {
        let names = self.number().unwrap_or(0);
        let items: Vec<(&str, T)> = (0..names).map(|_| (self.text(), read(self))).collect();
        Named(Box::leak(items.into_boxed_slice()))
    }

    fn one_of<T: Copy>(&mut self, values: &[T]) -> Option<T> {
        self.number().and_then(|number| values.get(number as usize)).copied()
    }

    fn grade(&mut self) -> RowGrade {
        self.one_of(GRADES).unwrap_or_default()
    }

    fn texts(&mut self) -> Texts {
        Texts { vi: self.text(), en: self.text() }
    }

    fn citation(&mut self) -> RowCitation {
        RowCitation { doc: self.text(), place: self.text() }
    }

    fn code(&mut self) -> Code {
        Code { code: self.text(), vi: self.text(), en: self.text(), grade: self.one_of(GRADES) }
    }

    fn record_type(&mut self) -> RecordType {
        RecordType {
            title: self.texts(),
            gap: self.flag(),
            fields: self.list(Self::row),
            schema: self.present(Self::type_schema),
        }
    }

    /// What may be absent; kept for as long as the program runs.
    fn present<T>(&mut self, read: fn(&mut Self) -> T) -> Option<&'static T> {
        if !self.flag() {
            return None;
        }
        let value = read(self);
        Some(Box::leak(Box::new(value)))
    }

    /// A place in the packet's own document.
    fn place(&mut self) -> RowCitation {
        RowCitation { doc: self.doc, place: self.text() }
    }

    /// A list that may be absent.
    fn optional_list<T>(&mut self, read: fn(&mut Self) -> T) -> &'static [T] {
        self.number().map_or(&[], |count| self.many(count, read))
    }

    fn type_schema(&mut self) -> TypeSchema {
        TypeSchema {
            citation: self.place(),
            sequence: self.flag(),
            choices: self.optional_list(|parts| parts.list(Self::text)),
            order_note: self.optional(),
        }
    }

    fn row_schema(&mut self) -> RowSchema {
        RowSchema {
            citation: Some(self.place()).filter(|citation| !citation.place.is_empty()),
            many: self.flag(),
            qualified: self.flag(),
            exact: self.flag(),
            fixed: self.optional(),
            digits: self.optional(),
            least: self.number(),
            most: self.number(),
            outside: self.optional(),
            aliases: self.optional_list(Self::alias),
            type_name: self.optional(),
        }
    }

    fn alias(&mut self) -> Alias {
        Alias { name: self.text(), place: self.text() }
    }

    fn packet_schema(&mut self) -> PacketSchema {
        PacketSchema {
            namespace: self.text(),
            root: self.text(),
            item: self.text(),
            item_aliases: self.optional_list(Self::alias),
            live: LiveForm { profile: self.text(), root: self.text(), record: self.text() },
            marks: self.list(|parts| Mark { path: parts.text(), says: parts.texts() }),
            conflicts: self.list(|parts| Conflict {
                id: parts.text(),
                here: parts.text(),
                there: parts.text(),
                treatment: parts.texts(),
            }),
        }
    }

    fn more_codes(&mut self) -> MoreCodes {
        MoreCodes {
            codes: self.text(),
            meaning: self.texts(),
            conflicts: self.optional_list(|parts| CodeConflict { code: parts.text(), says: parts.texts() }),
            names: self.optional_list(|parts| (parts.text(), parts.text())),
        }
    }

    fn row(&mut self) -> Row {
        Row {
            number: self.number().and_then(|number| number.try_into().ok()),
            name: self.text(),
            field_type: self.one_of(TYPES).unwrap_or(FieldType::Opaque),
            form: self.one_of(FORMS),
            codes: self.optional(),
            of: self.optional(),
            required: self.one_of(REQUIREMENTS).unwrap_or(Requirement::Optional),
            grade: self.grade(),
            max: self.number(),
            max_grade: self.grade(),
            min_items: self.number(),
            edition: self.optional(),
            only: self.number().map(|count| self.many(count, Self::text)),
            gap: self.flag(),
            personal: self.flag(),
            bare: self.flag(),
            secret: self.flag(),
            when: self.list(Self::case),
            example: self.optional(),
            meaning: Some(self.texts()).filter(|texts| !texts.vi.is_empty()),
            citation: self.optional().map(|doc| &*Box::leak(Box::new(RowCitation { doc, place: self.text() }))),
            schema: self.present(Self::row_schema),
        }
    }

    fn case(&mut self) -> Case {
        Case {
            conditions: self.named(|parts| parts.list(Self::text)),
            citation: self.citation(),
            item: self.texts(),
            codes: self.optional(),
        }
    }

    /// The packets; one that is like another before it has that one's types.
    fn packets(&mut self) -> &'static [Packet] {
        let count = self.number().unwrap_or(0);
        let mut packets: Vec<Packet> = Vec::new();
        for _ in 0..count {
            let mut packet = self.packet();
            if let Some(like) = packets.iter().find(|known| packet.like == Some(known.id)) {
                packet.types = Named(like.types.0);
            }
            packets.push(packet);
        }
        Box::leak(packets.into_boxed_slice())
    }

    fn packet(&mut self) -> Packet {
        let (id, group, title, profiles) = (self.text(), self.number(), self.texts(), self.list(Self::text));
        let citation = self.citation();
        self.doc = citation.doc;
        Packet {
            id,
            group: group.and_then(|number| number.try_into().ok()).unwrap_or(0),
            title,
            profiles,
            citation,
            record: self.text(),
            key: self.optional(),
            unique: self.list(Self::text),
            at_least_one: self.list(Self::text),
            asks: self.flag(),
            lenient: self.flag(),
            like: self.optional(),
            schema: self.present(Self::packet_schema),
            types: self.named(Self::record_type),
        }
    }
}

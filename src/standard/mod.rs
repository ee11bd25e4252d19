//! What the documents say, as data: documents, code lists, profiles, the envelope and the packets.
//!
//! The JSON files beside this module are the only place where a field, a code or a citation is written down. Whoever
//! holds a document corrects a row there and touches no code.

pub(crate) mod names;
pub(crate) mod overlay;
mod read;
mod schema;
pub(crate) mod shape;

use std::sync::LazyLock;

use crate::model::{Grade, Language};
pub(crate) use schema::{
    Alias, CodeConflict, Conflict, LiveForm, Mark, MoreCodes, PacketSchema, RowSchema, TypeSchema,
};

/// All of it.
#[derive(Debug)]
pub(crate) struct Dictionary {
    pub(crate) documents: &'static [Document],
    pub(crate) codes: Named<CodeList>,
    pub(crate) profiles: &'static [Profile],
    pub(crate) envelope: Envelope,
    pub(crate) packets: &'static [Packet],
}

/// The built-in dictionary.
pub(crate) fn dictionary() -> &'static Dictionary {
    static BUILT_IN: LazyLock<Dictionary> =
        LazyLock::new(|| read::dictionary(include_str!(concat!(env!("OUT_DIR"), "/dictionary.txt"))));
    &BUILT_IN
}

/// Things with names, in the order of the data files.
#[derive(Clone, Debug)]
pub(crate) struct Named<T: 'static>(pub(crate) &'static [(&'static str, T)]);

impl<T> Named<T> {
    /// The thing of that name.
    pub(crate) fn get(&self, name: &str) -> Option<&'static T> {
        self.entry(name).map(|(_, value)| value)
    }

    /// The thing of that name, with the name.
    pub(crate) fn entry(&self, name: &str) -> Option<&'static (&'static str, T)> {
        self.0.iter().find(|(known, _)| *known == name)
    }

    /// The names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> + use<T> {
        self.0.iter().map(|(name, _)| *name)
    }

    /// The things.
    pub(crate) fn values(&self) -> impl Iterator<Item = &'static T> + use<T> {
        self.0.iter().map(|(_, value)| value)
    }
}

impl Dictionary {
    /// The document of that id.
    pub(crate) fn document(&self, id: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.id == id)
    }

    /// The packet of that id.
    pub(crate) fn packet(&self, id: &str) -> Option<&Packet> {
        self.packets.iter().find(|packet| packet.id == id)
    }
}

/// A document that findings cite.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    pub(crate) id: &'static str,
    /// Short title, as findings show it.
    pub(crate) title: &'static str,
    /// What it is, in Vietnamese and in English.
    #[allow(dead_code, reason = "for people who read the dictionary")]
    pub(crate) vi: &'static str,
    #[allow(dead_code, reason = "for people who read the dictionary")]
    pub(crate) en: &'static str,
    pub(crate) grade: RowGrade,
}

/// A grade as the data files write it: practice seen at one source stands apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RowGrade {
    /// Seen in the document's own wording.
    Text,
    /// Two or more production systems.
    Practice,
    /// One production system.
    #[default]
    PracticeOneSource,
    /// Follows from the meaning.
    Derived,
}

impl RowGrade {
    /// The grade as reports show it.
    pub(crate) const fn grade(self) -> Grade {
        match self {
            Self::Text => Grade::Text,
            Self::Practice | Self::PracticeOneSource => Grade::Practice,
            Self::Derived => Grade::Derived,
        }
    }

    /// Only one source is known.
    pub(crate) const fn one_source(self) -> bool {
        matches!(self, Self::PracticeOneSource)
    }

    /// A constraint of this grade may be an error.
    pub(crate) const fn allows_error(self) -> bool {
        matches!(self, Self::Text | Self::Practice)
    }
}

/// The values a coded field may take.
#[derive(Clone, Debug)]
pub(crate) struct CodeList {
    pub(crate) grade: RowGrade,
    /// Other codes are known to exist without their meanings being public.
    pub(crate) open: bool,
    pub(crate) codes: &'static [Code],
    /// What the list has besides.
    pub(crate) more: Option<&'static MoreCodes>,
}

/// One code.
#[derive(Clone, Debug)]
#[expect(clippy::struct_field_names, reason = "`code` is what the documents call it")]
pub(crate) struct Code {
    pub(crate) code: &'static str,
    /// Its meaning, in Vietnamese and in English.
    pub(crate) vi: &'static str,
    pub(crate) en: &'static str,
    /// Where it differs from the list's: a code of one source only.
    pub(crate) grade: Option<RowGrade>,
}

/// A set of rules a packet can be checked against.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    pub(crate) id: &'static str,
    pub(crate) edition: &'static str,
    pub(crate) vi: &'static str,
    pub(crate) en: &'static str,
    /// It rests on no more than this: errors become warnings. Where that is `derived`, the field tables are public nowhere
    /// and every constraint counts as derived; what contradicts itself stays an error.
    pub(crate) lowers: Option<RowGrade>,
    /// Names it has for packets of the dictionary; which of them is meant, their fields tell.
    pub(crate) names: Named<&'static [&'static str]>,
}

impl Profile {
    /// All it says follows from the packets that came after it.
    pub(crate) fn is_derived(&self) -> bool {
        self.lowers == Some(RowGrade::Derived)
    }
}

/// What stands around the records.
#[derive(Clone, Debug)]
pub(crate) struct Envelope {
    pub(crate) citation: RowCitation,
    pub(crate) request: RecordType,
    pub(crate) reply: RecordType,
}

/// A document and the place in it; the place's grade is the document's.
#[derive(Clone, Debug, Default)]
pub(crate) struct RowCitation {
    pub(crate) doc: &'static str,
    pub(crate) place: &'static str,
}

/// One packet.
#[derive(Clone, Debug)]
pub(crate) struct Packet {
    pub(crate) id: &'static str,
    /// Number of its group in the regulation's scope; 0 outside of it.
    pub(crate) group: u8,
    pub(crate) title: Texts,
    /// The profiles it can be checked against, the default first.
    pub(crate) profiles: &'static [&'static str],
    pub(crate) citation: RowCitation,
    /// Name of the type of its records.
    pub(crate) record: &'static str,
    /// The field that holds a record's own code.
    pub(crate) key: Option<&'static str>,
    /// No two records may have the same values in these fields; the first of them must be there to compare.
    pub(crate) unique: &'static [&'static str],
    /// One of these fields must be filled.
    pub(crate) at_least_one: &'static [&'static str],
    /// Its request asks for records and carries none; those of its reply are what its table is about.
    pub(crate) asks: bool,
    /// Which of its fields must be there is known nowhere.
    pub(crate) lenient: bool,
    /// The packet before it whose types it shares.
    pub(crate) like: Option<&'static str>,
    /// What its XML schema says, where it has one.
    pub(crate) schema: Option<&'static PacketSchema>,
    pub(crate) types: Named<RecordType>,
}

impl Packet {
    /// It stands outside the regulation, whose envelope it does not need.
    pub(crate) const fn is_bare(&self) -> bool {
        self.group == 0
    }

    /// The table of its records.
    pub(crate) fn records(&self) -> Option<&'static RecordType> {
        self.types.get(self.record)
    }
}

/// A text in both languages.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    pub(crate) vi: &'static str,
    pub(crate) en: &'static str,
}

impl Texts {
    /// The text in one language.
    pub(crate) const fn get(&self, language: Language) -> &'static str {
        match language {
            Language::Vi => self.vi,
            Language::En => self.en,
        }
    }
}

/// One field table.
#[derive(Clone, Debug)]
pub(crate) struct RecordType {
    #[allow(dead_code, reason = "for people who read the dictionary")]
    pub(crate) title: Texts,
    /// Its table is public nowhere: its other fields are looked at only for what every text must be.
    pub(crate) gap: bool,
    pub(crate) fields: &'static [Row],
    /// What the packet's schema says about it.
    pub(crate) schema: Option<&'static TypeSchema>,
}

/// Must a field be there?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Requirement {
    /// Present and not empty.
    Always,
    /// As rules say.
    Conditional,
    /// No.
    #[default]
    Optional,
    /// Present, perhaps empty.
    Present,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum FieldType {
    /// Text people wrote.
    #[default]
    Text,
    /// A value only its sender understands.
    Opaque,
    /// One of a list of codes.
    Code,
    /// `yyyyMMddHHmmss`.
    Datetime,
    /// A whole number of dong, as digits.
    Amount,
    /// A whole number; a JSON number or a string of digits.
    Integer,
    /// `true`, `false` or `null`.
    BooleanOrNull,
    /// A value of a known shape: see [`Form`].
    Identifier,
    /// A list of objects.
    List,
    /// One object.
    Object,
    /// A list of plain values, each of the row's form or codes where it has any.
    Texts,
    /// The name of a packet.
    Service,
    /// The code of a reply: a number or a string.
    ReplyCode,
    /// The records themselves.
    Records,
    /// A whole number, as a string of digits.
    Count,
    /// A whole number, in JSON without quotes.
    Number,
    /// A whole percentage with its sign: `80%`.
    Percent,
    /// A percentage without its sign, with at most two decimals: `76.38`.
    Percentage,
    /// A month, 1 to 12, without a zero before it.
    Month,
    /// A year of four digits.
    Year,
    /// A month of a year: `6-2024`.
    MonthYear,
    /// A day: `dd/MM/yyyy`.
    Day,
    /// A day or a year of birth: `yyyy-mm-dd` or `yyyy`.
    DateOrYear,
    /// A day in a form that no public text tells.
    Date,
    /// One of a list of codes, as a number; zeros before it do not count.
    NumberCode,
    /// The one record itself.
    Record,
    /// What it holds is public nowhere: anything.
    Any,
    /// So many digits as the schema says.
    Digits,
    /// `YYYY-MM-DD`.
    IsoDate,
    /// `YYYY-MM-DDThh:mm:ss`.
    IsoDatetime,
    /// A year of four digits, in a range.
    SchemaYear,
    /// A natural number.
    Natural,
}

/// The shape of an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A dossier code.
    MaHoSo,
    /// A procedure code.
    MaTTHC,
    /// The code of a field of administration.
    MaLinhVuc,
    /// The code of a dossier part.
    MaThanhPhanHoSo,
    /// The code of a result paper.
    MaGiayToKetQua,
    /// An agency's code.
    MaDonVi,
    /// The number of an identity paper; its kind stands in `LoaiDinhDanh`.
    SoDinhDanh,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// An absolute http or https address.
    Url,
    /// Digits and nothing else.
    Digits,
    /// The number of a citizen identity card, twelve digits.
    Cccd,
    /// The number of an old identity card, nine digits.
    Cmnd,
    /// One of the two.
    SoGiayTo,
    /// A tax code.
    MaSoThue,
}

/// A case in which a field is required: other fields of the same object have one of these values each.
#[derive(Debug)]
pub(crate) struct Case {
    /// The fields and the values that each may have.
    pub(crate) conditions: Named<&'static [&'static str]>,
    /// Where the document asks for it.
    pub(crate) citation: RowCitation,
    /// What the document asks for, in its words.
    pub(crate) item: Texts,
    /// The code list its value must be of in this case.
    pub(crate) codes: Option<&'static str>,
}

/// One row of a field table.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the field")]
pub(crate) struct Row {
    /// Its number in the table.
    #[allow(dead_code, reason = "for people who compare the row with the document")]
    pub(crate) number: Option<u16>,
    pub(crate) name: &'static str,
    pub(crate) field_type: FieldType,
    pub(crate) form: Option<Form>,
    /// Name of the code list.
    pub(crate) codes: Option<&'static str>,
    /// Type of a list's items, or of an object.
    pub(crate) of: Option<&'static str>,
    pub(crate) required: Requirement,
    /// Grade of the requirement.
    pub(crate) grade: RowGrade,
    /// Most characters.
    pub(crate) max: Option<u32>,
    /// Grade of that limit.
    pub(crate) max_grade: RowGrade,
    /// Fewest items of a list.
    pub(crate) min_items: Option<u32>,
    /// The edition that brought it; `old` for a field that only older clients send.
    pub(crate) edition: Option<&'static str>,
    /// The packets whose envelope has it.
    pub(crate) only: Option<&'static [&'static str]>,
    /// What it may hold is public nowhere.
    pub(crate) gap: bool,
    /// Holds personal data: masked in shared reports, which go by the field's name.
    #[cfg_attr(not(test), allow(dead_code, reason = "a test holds the names against it"))]
    pub(crate) personal: bool,
    /// A JSON number is as good as a string: senders write both.
    pub(crate) bare: bool,
    /// Says that a secret is there, and never holds it.
    pub(crate) secret: bool,
    /// The cases in which it is required, the first that applies counts; beside [`Requirement::Conditional`].
    pub(crate) when: &'static [Case],
    pub(crate) example: Option<&'static str>,
    pub(crate) meaning: Option<Texts>,
    /// Where it is not the packet's.
    pub(crate) citation: Option<&'static RowCitation>,
    /// What the packet's schema says about it.
    pub(crate) schema: Option<&'static RowSchema>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the data files say, in the enumerations' own words.
    #[test]
    fn rows_are_those_of_the_data_files() {
        let camel = |name: &serde_json::Value| {
            let word = |word: &str| word[..1].to_uppercase() + &word[1..];
            name.as_str().unwrap().split('-').map(word).collect::<String>()
        };
        for packet in dictionary().packets {
            let path = format!("{}/src/standard/packets/{}.json", env!("CARGO_MANIFEST_DIR"), packet.id);
            let file: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
            for (name, record_type) in packet.types.0.iter().filter(|_| packet.like.is_none()) {
                let rows = file["types"][*name]["fields"].as_array().unwrap();
                assert_eq!(rows.len(), record_type.fields.len(), "{name}");
                for (row, read) in rows.iter().zip(record_type.fields) {
                    assert_eq!((row["name"].as_str(), row["max"].as_u64()), (Some(read.name), read.max.map(u64::from)));
                    assert_eq!(camel(&row["type"]), format!("{:?}", read.field_type), "{}", read.name);
                    assert_eq!(camel(&row["required"]), format!("{:?}", read.required), "{}", read.name);
                    assert_eq!(camel(&row["grade"]), format!("{:?}", read.grade), "{}", read.name);
                    let form = row.get("form").map(camel);
                    let read_form = read.form.map(|form| format!("{form:?}"));
                    assert_eq!(form.map(|form| form.to_lowercase()), read_form.map(|form| form.to_lowercase()));
                    assert_eq!(row["example"].as_str(), read.example, "{}", read.name);
                }
            }
        }
    }

    #[test]
    fn the_dictionary_is_whole() {
        let dictionary = dictionary();
        assert!(!dictionary.packets.is_empty());
        for packet in dictionary.packets {
            assert!(dictionary.document(packet.citation.doc).is_some(), "{}", packet.id);
            assert!(packet.types.get(packet.record).is_some(), "{}", packet.id);
            assert!(packet.profiles.iter().all(|id| dictionary.profiles.iter().any(|known| known.id == *id)));
            for (name, record_type) in packet.types.0 {
                for row in record_type.fields {
                    check_row(dictionary, packet, row, &format!("{}.{name}.{}", packet.id, row.name));
                }
            }
        }
    }

    #[test]
    fn personal_fields_are_masked() {
        let types = dictionary().packets.iter().flat_map(|packet| packet.types.values());
        let types = types.chain([&dictionary().envelope.request, &dictionary().envelope.reply]);
        let personal: Vec<&Row> = types.flat_map(|table| table.fields).filter(|row| row.personal).collect();
        for row in &personal {
            assert!(crate::report::mask::is_personal(row.name), "{}", row.name);
        }
        assert!(personal.len() > 5);
    }

    fn check_row(dictionary: &Dictionary, packet: &Packet, row: &Row, place: &str) {
        assert!(
            row.meaning.as_ref().is_some_and(|text| !text.vi.is_empty() && !text.en.is_empty()),
            "{place}: meaning"
        );
        let has_parts = matches!(row.field_type, FieldType::List | FieldType::Object);
        assert_eq!(has_parts, row.of.is_some(), "{place}: of");
        assert!(row.of.as_ref().is_none_or(|of| packet.types.get(of).is_some()), "{place}: of");
        assert_eq!(row.field_type == FieldType::Identifier, row.form.is_some(), "{place}: form");
        assert!(row.codes.as_ref().is_none_or(|codes| dictionary.codes.get(codes).is_some()), "{place}: codes");
    }
}

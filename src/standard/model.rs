//! The data model of the files beside this module. The build reads them with these types, the engine what the build made
//! of them, and a reader's own profile is held to them; the JSON Schemas and the page's types are derived from them, with
//! the comments as their descriptions. Nothing but terms is used here, so that the build script can include this file.
//!
//! What checking holds on to is counted (`Arc`, `Term`): a dictionary made of a reader's own profile goes with its last user.
//!
//! `readOnly` marks what only the built-in files say and no profile of a reader's own may change.

use std::sync::Arc;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::term::Term;

/// Things with names, in the order in which they are written down.
pub(crate) type Named<T> = IndexMap<String, T>;

/// What the documents say: documents, code lists, profiles, the envelope and the packets.
#[derive(Clone, Debug, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Dictionary {
    /// The documents that findings cite.
    pub(crate) documents: Vec<Document>,
    /// The code lists.
    pub(crate) codes: Named<Arc<CodeList>>,
    /// The sets of rules a packet can be checked against.
    pub(crate) profiles: Vec<Arc<Profile>>,
    /// What stands around the records.
    pub(crate) envelope: Envelope,
    /// The packets, in the order of the regulation.
    pub(crate) packets: Vec<Arc<Packet>>,
}

/// A profile of the reader's own. It is laid over the built-in profile that `base` names: rows, codes, documents and
/// packets of the same name are changed, others are added.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnProfile {
    /// The address of this schema, for editors.
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub(crate) schema: Option<String>,
    /// Its name for people.
    #[serde(default)]
    pub(crate) title: Texts,
    /// Id of the built-in profile it lies over.
    pub(crate) base: String,
    /// Documents that its rows cite; one of a built-in id takes the place of that one.
    #[serde(default)]
    pub(crate) documents: Vec<Document>,
    /// Code lists; one of a built-in name takes the place of that one.
    #[serde(default)]
    pub(crate) codes: Named<Arc<CodeList>>,
    /// Packets: those of a built-in id change member by member, others are new.
    #[serde(default)]
    pub(crate) packets: Vec<Packet>,
}

/// A text in both languages; where a reader's own profile gives one, it stands for both.
#[derive(Clone, Debug, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Texts {
    /// In Vietnamese.
    #[serde(default)]
    pub(crate) vi: String,
    /// In English.
    #[serde(default)]
    pub(crate) en: String,
}

/// A document and the place in it; the place's grade is the document's.
#[derive(Clone, Debug, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Citation {
    /// Id of the document.
    pub(crate) doc: Term,
    /// The place, in the document's own words: `Điều 8 khoản 2`.
    pub(crate) place: Term,
}

/// A document that findings cite.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Document {
    /// Its id, by which citations name it.
    pub(crate) id: String,
    /// Short title, as findings show it.
    pub(crate) title: String,
    /// What it is, in Vietnamese.
    #[serde(default)]
    pub(crate) vi: String,
    /// What it is, in English.
    #[serde(default)]
    pub(crate) en: String,
    /// How sure it is that it says what is cited.
    pub(crate) grade: RowGrade,
}

/// How sure a constraint is: practice seen at one source stands apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RowGrade {
    /// Seen in the document's own wording.
    Text,
    /// Two or more production systems.
    Practice,
    /// One production system.
    PracticeOneSource,
    /// Follows from the meaning.
    #[default]
    Derived,
}

/// The values a coded field may take.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeList {
    /// How sure the list is.
    pub(crate) grade: RowGrade,
    /// Other codes are known to exist without their meanings being public.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) open: bool,
    /// The codes.
    pub(crate) codes: Vec<Code>,
    /// What the list has besides.
    #[schemars(extend("readOnly" = true))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) more: Option<MoreCodes>,
}

/// One code.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "`code` is what the documents call it")]
pub(crate) struct Code {
    /// The code itself.
    pub(crate) code: String,
    /// Its meaning, in Vietnamese.
    pub(crate) vi: String,
    /// Its meaning, in English.
    #[serde(default)]
    pub(crate) en: String,
    /// Where it differs from the list's: a code of one source only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) grade: Option<RowGrade>,
}

/// What a code list has besides codes with meanings.
#[derive(Clone, Debug, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct MoreCodes {
    /// Codes whose meanings are not told one by one, with a space between.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) codes: String,
    /// What they are, in Vietnamese.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) vi: String,
    /// What they are, in English.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) en: String,
    /// Codes about which two places of the text disagree.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) conflicts: Vec<CodeConflict>,
    /// Other names of what a code stands for, with commas between.
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub(crate) names: Named<String>,
}

/// A code about which two places of the text disagree. In the list it is a code; else it is none.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeConflict {
    /// The code.
    pub(crate) code: String,
    /// What the places say, in Vietnamese.
    pub(crate) vi: String,
    /// What the places say, in English.
    pub(crate) en: String,
}

/// A set of rules a packet can be checked against.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Profile {
    /// Its id.
    pub(crate) id: Term,
    /// The edition of the field tables; rows of later editions do not count.
    pub(crate) edition: String,
    /// Its name, in Vietnamese.
    pub(crate) vi: String,
    /// Its name, in English.
    pub(crate) en: String,
    /// It rests on no more than this: errors become warnings. Where that is `derived`, the field tables are public nowhere
    /// and every constraint counts as derived; what contradicts itself stays an error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) lowers: Option<RowGrade>,
    /// Names it has for packets of the dictionary; which of them is meant, their fields tell.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    pub(crate) names: Named<Vec<String>>,
}

/// What stands around the records.
#[derive(Clone, Debug, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Envelope {
    /// Where a document describes it.
    pub(crate) citation: Citation,
    /// Around the records that are sent.
    pub(crate) request: RecordType,
    /// Around those that come back.
    pub(crate) reply: RecordType,
}

/// One packet.
#[derive(Clone, Debug, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Packet {
    /// Its id, the name of its service.
    pub(crate) id: Term,
    /// Number of its group in the regulation's scope; 0 outside of it.
    #[serde(default)]
    pub(crate) group: u32,
    /// Its name for people.
    #[serde(default)]
    pub(crate) title: Texts,
    /// The profiles it can be checked against, the default first.
    #[serde(default)]
    pub(crate) profiles: Vec<Term>,
    /// What findings in its records cite, where their field's row cites nothing else.
    #[serde(default)]
    pub(crate) citation: Citation,
    /// Name of the type of its records.
    #[serde(default)]
    pub(crate) record: String,
    /// The field that holds a record's own code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) key: Option<String>,
    /// No two records may have the same values in these fields; the first of them must be there to compare.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) unique: Vec<String>,
    /// One of these fields must be filled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) at_least_one: Vec<String>,
    /// Its request asks for records and carries none; those of its reply are what its table is about.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) asks: bool,
    /// Which of its fields must be there is known nowhere.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) lenient: bool,
    /// The packet before it whose types it shares.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) like: Option<Term>,
    /// What its XML schema says, where it has one.
    #[schemars(extend("readOnly" = true))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) schema: Option<PacketSchema>,
    /// Its field tables, by the names of their types.
    #[serde(default)]
    pub(crate) types: Named<RecordType>,
}

/// One field table.
#[derive(Clone, Debug, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecordType {
    /// Its name for people.
    #[serde(default)]
    pub(crate) title: Texts,
    /// Its table is public nowhere: its other fields are looked at only for what every text must be.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) gap: bool,
    /// Its rows; in a reader's own profile those that change or are new.
    pub(crate) fields: Vec<Arc<Row>>,
    /// What the packet's XML schema says about it.
    #[schemars(extend("readOnly" = true))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) schema: Option<Arc<TypeSchema>>,
}

/// One row of a field table. What a row of a reader's own profile leaves out stays as the built-in row has it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the field")]
pub(crate) struct Row {
    /// Its number in the document's table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) number: Option<u32>,
    /// The field's name.
    pub(crate) name: Term,
    /// What it holds.
    #[serde(rename = "type", default)]
    pub(crate) field_type: FieldType,
    /// The shape of an identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) form: Option<Form>,
    /// Name of its code list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) codes: Option<String>,
    /// Type of a list's items, or of an object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) of: Option<String>,
    /// Must it be there?
    #[serde(default)]
    pub(crate) required: Requirement,
    /// Grade of the requirement.
    #[serde(default)]
    pub(crate) grade: RowGrade,
    /// Most characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max: Option<u32>,
    /// Grade of that limit; practice at one source where it is not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max_grade: Option<RowGrade>,
    /// Fewest items of a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) min_items: Option<u32>,
    /// The edition that brought it; `old` for a field that only older clients send.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) edition: Option<String>,
    /// The packets whose envelope has it.
    #[schemars(extend("readOnly" = true))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) only: Option<Vec<Term>>,
    /// What it may hold is public nowhere.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) gap: bool,
    /// Holds personal data: of its value a shared report shows nothing but the length.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) personal: bool,
    /// A JSON number is as good as a string: senders write both.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) bare: bool,
    /// Its text may hold HTML, with entities and addresses of its own.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) html: bool,
    /// Opens a door, or says that a key is there: its value stands in no report.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) secret: bool,
    /// The cases in which it is required, the first that applies counts; beside `conditional`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) when: Vec<Case>,
    /// A fictitious value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) example: Option<Term>,
    /// What it means.
    #[serde(default)]
    pub(crate) meaning: Texts,
    /// Where it is not the packet's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) citation: Option<Citation>,
    /// What the packet's XML schema says about it.
    #[schemars(extend("readOnly" = true))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) schema: Option<RowSchema>,
}

/// A case in which a field is required: other fields of the same object have one of these values each.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    /// The fields and the values that each may have.
    #[serde(rename = "if")]
    pub(crate) conditions: Named<Vec<String>>,
    /// Where the document asks for it.
    pub(crate) cites: Citation,
    /// What the document asks for, in its words.
    pub(crate) item: Texts,
    /// The code list its value must be of in this case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) codes: Option<String>,
}

/// Must a field be there?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
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
    /// A value of a known shape: see `form`.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
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
    #[serde(rename = "email")]
    Email,
    /// A telephone number.
    #[serde(rename = "phone")]
    Phone,
    /// An absolute http or https address.
    #[serde(rename = "url")]
    Url,
    /// Digits and nothing else.
    #[serde(rename = "digits")]
    Digits,
    /// The number of a citizen identity card, twelve digits.
    #[serde(rename = "CCCD")]
    Cccd,
    /// The number of an old identity card, nine digits.
    #[serde(rename = "CMND")]
    Cmnd,
    /// One of the two.
    SoGiayTo,
    /// A tax code.
    MaSoThue,
}

impl Form {
    /// A value says one dossier, person or file.
    pub(crate) const fn is_of_one(self) -> bool {
        !matches!(self, Self::MaTTHC | Self::MaLinhVuc | Self::MaThanhPhanHoSo | Self::MaGiayToKetQua | Self::MaDonVi)
    }
}

/// What a packet's XML schema says beyond names and types; the places are places in the packet's own document.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct PacketSchema {
    /// The namespace of all its elements.
    pub(crate) namespace: Term,
    /// Name of the type whose fields are the root element's attributes.
    pub(crate) root: String,
    /// Name of the elements that are its records.
    pub(crate) item: String,
    /// Names that other places of the text have for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) item_aliases: Vec<Alias>,
    /// The form that production sends in place of the schema's.
    pub(crate) live: LiveForm,
    /// What tells that form.
    pub(crate) marks: Vec<Mark>,
    /// Places of the text that disagree.
    pub(crate) conflicts: Vec<Conflict>,
}

/// A name that another place of the text has.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Alias {
    /// The name.
    pub(crate) name: String,
    /// The place.
    pub(crate) place: Term,
}

/// A packet as production sends it, with types of its own.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LiveForm {
    /// The profile that checks this form.
    pub(crate) profile: Term,
    /// Name of the type of its root element's attributes.
    pub(crate) root: String,
    /// Name of the type of its records.
    pub(crate) record: String,
}

/// A mark of the form that production sends.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mark {
    /// A path into a record. `#text` is text in the place of elements, `a+b` both at once, `*` any element.
    pub(crate) path: String,
    /// What it is, in Vietnamese.
    pub(crate) vi: String,
    /// What it is, in English.
    pub(crate) en: String,
}

/// Two places of a document that disagree, and what follows.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Conflict {
    /// Its id.
    pub(crate) id: String,
    /// What one place says.
    pub(crate) here: String,
    /// What the other says.
    pub(crate) there: String,
    /// What follows, in Vietnamese.
    pub(crate) vi: String,
    /// What follows, in English.
    pub(crate) en: String,
}

/// What the XML schema says about a type.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct TypeSchema {
    /// Where it says so.
    pub(crate) place: Term,
    /// Its elements stand in the order of its rows.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) sequence: bool,
    /// Of each group exactly one stands there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) choices: Vec<Vec<String>>,
    /// A table of the text that has another order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) order_note: Option<Term>,
}

/// What the XML schema says about a field.
#[derive(Clone, Debug, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub(crate) struct RowSchema {
    /// Where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) place: Option<Term>,
    /// It may stand any number of times.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) many: bool,
    /// An attribute that bears the namespace's prefix.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) qualified: bool,
    /// Space around the value belongs to it.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) exact: bool,
    /// The only value; the schema puts it into an empty element.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fixed: Option<Term>,
    /// How many digits there may be: numbers with a space between.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) digits: String,
    /// The first year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) least: Option<u32>,
    /// The last year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) most: Option<u32>,
    /// The document that has its codes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) outside: Option<Term>,
    /// Names that other places of the text have for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) aliases: Vec<Alias>,
    /// What the schema calls its type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) type_name: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

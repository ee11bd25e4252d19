//! The dictionary out of the data files of `src/standard`, held to what the data must fulfil, and the JSON Schema of a
//! reader's own profile. Both are JSON: of the forms tried it is the smallest download once the names of its members are
//! compressed, and a profile can be laid over it as it stands.

use std::{env, fs, sync::Arc};

use schemars::{Schema, generate::SchemaSettings, transform::transform_subschemas};
use serde::de::DeserializeOwned;
use serde_json::Value;

#[allow(dead_code, reason = "the build looks at few of the members")]
#[path = "../src/standard/model.rs"]
mod model;
#[path = "../src/standard/no_null.rs"]
mod no_null;
#[path = "../src/standard/references.rs"]
mod references;
#[allow(dead_code, reason = "the build writes terms and makes none")]
#[path = "../src/standard/term.rs"]
mod term;

use model::{Dictionary, FieldType, Named, OwnProfile, Packet, RecordType, Row};
use term::Term;

pub(crate) fn write(write: &dyn Fn(&str, String)) {
    let mut dictionary = dictionary();
    check(&dictionary);
    let mut schema = profile_schema();
    // The reference and the schemas, which the command prints, are for people; the browser's engine shows neither.
    if env::var_os("CARGO_FEATURE_COMMAND").is_none() {
        forget_meanings(&mut dictionary);
        forget_descriptions(&mut schema);
    }
    write("dictionary.json", serde_json::to_string(&dictionary).expect("the dictionary is JSON"));
    write("profile.schema.json", schema.to_string());
}

fn forget_meanings(dictionary: &mut Dictionary) {
    let envelope = [&mut dictionary.envelope.request, &mut dictionary.envelope.reply];
    let packets = dictionary.packets.iter_mut().map(Arc::make_mut);
    let tables = packets.flat_map(|packet| packet.types.values_mut()).chain(envelope);
    tables.flat_map(|table| &mut table.fields).for_each(|row| Arc::make_mut(row).meaning = <_>::default());
}

fn forget_descriptions(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            members.retain(|name, value| name != "description" || !value.is_string());
            members.values_mut().for_each(forget_descriptions);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_descriptions),
        _ => {}
    }
}

fn dictionary() -> Dictionary {
    let mut dictionary = Dictionary {
        documents: read("documents"),
        codes: read("codes"),
        profiles: read("profiles"),
        envelope: read("envelope"),
        packets: ORDER.iter().map(|id| read(&format!("packets/{id}"))).collect(),
    };
    share_types(&mut dictionary.packets);
    other_names(&mut dictionary);
    dictionary
}

/// A data file. What is wrong with it stops the build, with its name.
fn read<T: DeserializeOwned>(name: &str) -> T {
    let path = format!("src/standard/{name}.json");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let value: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
    check_written(&value, &path);
    // From the text, not from the value: an error tells its line.
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A packet that is like another before it has that one's types.
fn share_types(packets: &mut [Arc<Packet>]) {
    for number in 0..packets.len() {
        let (before, rest) = packets.split_at_mut(number);
        let Some(packet) = rest.first_mut().map(Arc::make_mut) else { continue };
        if let Some(like) = &packet.like {
            let shared = before.iter().find(|known| known.id == *like);
            packet.types = shared.unwrap_or_else(|| panic!("{}: no packet {like} before it", packet.id)).types.clone();
        }
    }
}

/// A packet can also be checked against the profiles that know it by a name of their own.
fn other_names(dictionary: &mut Dictionary) {
    for profile in &dictionary.profiles {
        for packet in dictionary.packets.iter_mut().map(Arc::make_mut) {
            if profile.names.values().flatten().any(|id| packet.id == *id) {
                packet.profiles.push(profile.id.clone());
            }
        }
    }
}

/// What a file must say though a reader's own profile need not: nothing is blank, and no row leaves what it says of its
/// field to a default.
fn check_written(value: &Value, place: &str) {
    match value {
        Value::String(text) => assert!(!text.trim().is_empty(), "{place}: a blank text"),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, item)| {
            let name = item["id"].as_str().or(item["name"].as_str()).map_or(at.to_string(), str::to_owned);
            check_written(item, &format!("{place}/{name}"));
        }),
        Value::Object(members) => {
            let fields = members.get("fields").and_then(Value::as_array).into_iter().flatten();
            for row in fields {
                let stated = ["type", "required", "grade", "meaning"].into_iter();
                for member in stated.chain(row.get("max").map(|_| "maxGrade")) {
                    assert!(row.get(member).is_some(), "{place}/{}: no {member}", row["name"]);
                }
            }
            if let (Some(one), None) | (None, Some(one)) = (members.get("vi"), members.get("en")) {
                panic!("{place}: {one} in one language only");
            }
            members.iter().for_each(|(name, value)| check_written(value, &format!("{place}/{name}")));
        }
        _ => {}
    }
}

/// What holds between the files, and between the members of a row.
fn check(dictionary: &Dictionary) {
    if let Some(wrong) = references::dangling(dictionary).first() {
        let (path, known) = (wrong.path.join("/"), wrong.known.join(", "));
        panic!("src/standard: {path}: there is no {:?} {}; there are: {known}", wrong.kind, wrong.name);
    }
    once("documents", dictionary.documents.iter().map(|document| document.id.as_str()));
    once("profiles", dictionary.profiles.iter().map(|profile| profile.id.as_str()));
    once("packets", dictionary.packets.iter().map(|packet| packet.id.as_str()));
    for (name, list) in &dictionary.codes {
        once(&format!("codes/{name}"), list.codes.iter().map(|code| code.code.as_str()));
    }
    for packet in &dictionary.packets {
        for profile in &packet.profiles {
            let is_known = dictionary.profiles.iter().any(|known| known.id == *profile);
            assert!(is_known, "src/standard/packets/{}.json: no profile {profile}", packet.id);
        }
        once(&format!("{} profiles", packet.id), packet.profiles.iter().map(Term::as_str));
        check_tables(&packet.id, &packet.types);
    }
}

fn check_tables(packet: &str, types: &Named<RecordType>) {
    for (name, table) in types {
        once(&format!("{packet}/{name}"), table.fields.iter().map(|row| row.name.as_str()));
        table.fields.iter().for_each(|row| check_row(row, &format!("{packet}/{name}/{}", row.name)));
    }
}

fn check_row(row: &Row, place: &str) {
    let has_parts = matches!(row.field_type, FieldType::List | FieldType::Object);
    assert_eq!(has_parts, row.of.is_some(), "{place}: a list or an object has `of`, nothing else has");
    let is_shaped = row.field_type == FieldType::Identifier;
    let may_be_shaped = is_shaped || row.field_type == FieldType::Texts;
    assert!(!is_shaped || row.form.is_some(), "{place}: an identifier has a form");
    assert!(may_be_shaped || row.form.is_none(), "{place}: only an identifier has a form");
}

/// Nothing has the name of another.
fn once<'a>(place: &str, names: impl Iterator<Item = &'a str>) {
    let mut seen = Vec::new();
    for name in names {
        assert!(!seen.contains(&name), "{place}: {name} stands twice");
        seen.push(name);
    }
}

/// The JSON Schema of a reader's own profile: what the types say, without what only the built-in files say. A member is
/// there with its value or is left out; a text has something in it.
fn profile_schema() -> Value {
    let settings =
        SchemaSettings::draft2020_12().for_deserialize().with_transform(no_null::no_null).with_transform(strict);
    let mut schema = settings.into_generator().into_root_schema_for::<OwnProfile>();
    schema.insert("title".to_owned(), "Hồ sơ quy định riêng của goitin (profile of the reader's own)".into());
    let mut schema = schema.to_value();
    let mut used = Vec::new();
    note_used(&schema, &schema, &mut used);
    if let Some(definitions) = schema["$defs"].as_object_mut() {
        definitions.retain(|name, _| used.contains(name));
    }
    schema
}

/// The names of the definitions that `part` leads to.
fn note_used(part: &Value, whole: &Value, used: &mut Vec<String>) {
    match part {
        Value::Object(members) => {
            for value in members.iter().filter(|(name, _)| *name != "$defs").map(|(_, value)| value) {
                note_used(value, whole, used);
            }
            let name = members.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix("#/$defs/"));
            if let Some(name) = name.filter(|name| !used.iter().any(|known| known == name)) {
                used.push(name.to_owned());
                note_used(&whole["$defs"][name], whole, used);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| note_used(item, whole, used)),
        _ => {}
    }
}

fn strict(schema: &mut Schema) {
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.retain(|_, property| property.get("readOnly").is_none());
    }
    schema.remove("default");
    match schema.get("type").and_then(Value::as_str) {
        Some("string") if schema.get("const").is_none() && schema.get("enum").is_none() => {
            schema.insert("pattern".to_owned(), "\\S".into());
        }
        Some("integer") => {
            schema.remove("format");
            schema.insert("maximum".to_owned(), u32::MAX.into());
        }
        _ => {}
    }
    transform_subschemas(&mut strict, schema);
}

/// The packets, in the order of the regulation: the one list to touch when a packet is added.
const ORDER: &[&str] = &[
    "DongBoHoSoMC",
    "CapNhatTienDoHoSoMC",
    "TraCuuHoSo",
    "DongBoTrangThaiHoSo",
    "DongBoDanhGia",
    "DongBoThongKeHoSo",
    "LayThuTuc",
    "LayDanhSachTTHC",
    "LayDVC",
    "LayDanhMucCoQuan",
    "LayDanhMucLinhVuc",
    "DanhSachPAKNChoXuLy",
    "LayTaiLieuPAKN",
    "LayDanhSachHoiDapGuiTuDVCQG",
    "LayDanhSachHoiDapBoCoQuan",
    "LayNoiDungTraLoiTheoCauHoi",
    "DongBoHoiDap",
    "DongBoKetQuaHoiDapGuiTuDVCQG",
    "ThongTinDongBo",
    "TruyVanDanCu",
    "CongdanCollection",
    "DeNghiKetNoi",
    "Reply",
];

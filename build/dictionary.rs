//! The dictionary as one text, out of the data files of `src/standard`.

use std::fs;

use serde_json::Value;

#[path = "../src/standard/names.rs"]
mod names;

pub(crate) fn write(write: &dyn Fn(&str, String)) {
    write("dictionary.txt", dictionary());
    write("data.rs", data_files());
}

/// The dictionary as one text: its values one behind the other with a tab between, in the order in which
/// `src/standard/read.rs` takes them. A list begins with its length; what is absent is empty; a value of an
/// enumeration is its number.
fn dictionary() -> String {
    let mut packets: Vec<_> = ORDER.iter().map(|id| read(&format!("src/standard/packets/{id}.json"))).collect();
    other_names(&mut packets);
    let documents: [Member; 5] = [("id", text), ("title", text), ("vi", text), ("en", text), ("grade", grade)];
    let lowers: Write = |value| optional(value, grade);
    let profiles: [Member; 6] = [
        ("id", text),
        ("edition", text),
        ("vi", text),
        ("en", text),
        ("lowers", lowers),
        ("names", |value| optional(value, |value| named(value, texts))),
    ];
    let envelope: [Member; 3] = [("citation", citation), ("request", record_type), ("reply", record_type)];
    [
        list(&read("src/standard/documents.json"), |value| made(value, &documents)),
        named(&read("src/standard/codes.json"), code_list),
        list(&read("src/standard/profiles.json"), |value| made(value, &profiles)),
        made(&read("src/standard/envelope.json"), &envelope),
        list(&Value::Array(packets), packet),
    ]
    .join("\t")
}

/// A packet can also be checked against the profiles that know it by a name of their own.
fn other_names(packets: &mut [Value]) {
    for profile in read("src/standard/profiles.json").as_array().into_iter().flatten() {
        let known: Vec<&Value> = profile["names"].as_object().into_iter().flat_map(|names| names.values()).collect();
        for packet in packets.iter_mut() {
            let is_known = known.iter().any(|list| list.as_array().is_some_and(|list| list.contains(&packet["id"])));
            if let Some(profiles) = packet["profiles"].as_array_mut().filter(|_| is_known) {
                profiles.push(profile["id"].clone());
            }
        }
    }
}

/// Rust source of the data files as they stand, for the reference.
fn data_files() -> String {
    let file =
        |path: &str| format!("include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/src/standard/{path}.json\"))");
    let named = |name: &&str| format!("({name:?}, {})", file(name));
    let data: Vec<_> = ["documents", "codes", "profiles", "envelope"].iter().map(named).collect();
    let packets: Vec<_> = ORDER.iter().map(|id| file(&format!("packets/{id}"))).collect();
    format!(
        "static DATA: &[(&str, &str)] = &[{}];\nstatic PACKETS: &[&str] = &[{}];\n",
        data.join(", "),
        packets.join(", ")
    )
}

fn read(path: &str) -> Value {
    println!("cargo:rerun-if-changed={path}");
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Writes one kind of value.
type Write = fn(&Value) -> String;
/// A member of an object and how its value is written.
type Member = (&'static str, Write);

/// An object's members: every one known, none left over.
fn made(value: &Value, members: &[Member]) -> String {
    let object = value.as_object().unwrap_or_else(|| panic!("no object: {value}"));
    if let Some(unknown) = object.keys().find(|key| !members.iter().any(|(known, _)| known == key)) {
        panic!("unknown member {unknown}: {value}");
    }
    let written: Vec<_> = members.iter().map(|(key, write)| write(object.get(*key).unwrap_or(&Value::Null))).collect();
    written.join("\t")
}

pub(crate) fn joined(length: usize, items: impl Iterator<Item = String>) -> String {
    [length.to_string()].into_iter().chain(items).collect::<Vec<_>>().join("\t")
}

fn list(value: &Value, write: impl Fn(&Value) -> String) -> String {
    let items = value.as_array().unwrap_or_else(|| panic!("no list: {value}"));
    joined(items.len(), items.iter().map(write))
}

fn named(value: &Value, write: Write) -> String {
    let members = value.as_object().unwrap_or_else(|| panic!("no object: {value}"));
    joined(members.len(), members.iter().map(|(name, value)| format!("{name}\t{}", write(value))))
}

fn text(value: &Value) -> String {
    let text = value.as_str().unwrap_or_else(|| panic!("no text: {value}"));
    assert!(!text.is_empty() && !text.contains('\t'), "a text with something in it and without tabs: {value}");
    text.to_owned()
}

fn optional(value: &Value, write: Write) -> String {
    if value.is_null() { String::new() } else { write(value) }
}

fn flag(value: &Value) -> String {
    if value.as_bool().unwrap_or(false) { "1".to_owned() } else { String::new() }
}

fn number(value: &Value) -> String {
    value.as_u64().unwrap_or_else(|| panic!("no number: {value}")).to_string()
}

/// The number of a name in an enumeration.
pub(crate) fn one_of(value: &Value, names: &[&str]) -> String {
    let number = names.iter().position(|name| value.as_str() == Some(name));
    number.unwrap_or_else(|| panic!("{value} is none of {names:?}")).to_string()
}

fn texts(value: &Value) -> String {
    list(value, text)
}

fn some_texts(value: &Value) -> String {
    if value.is_null() { "0".to_owned() } else { texts(value) }
}

fn both_texts(value: &Value) -> String {
    made(value, &[("vi", text), ("en", text)])
}

fn citation(value: &Value) -> String {
    made(value, &[("doc", text), ("place", text)])
}

fn grade(value: &Value) -> String {
    if value.is_null() {
        return grade(&Value::from("practice-one-source"));
    }
    one_of(value, names::GRADES)
}

fn code_list(value: &Value) -> String {
    let codes: Write = |value| list(value, code);
    made(value, &[("grade", grade), ("open", flag), ("codes", codes), ("more", |value| optional(value, more_codes))])
}

fn code(value: &Value) -> String {
    made(value, &[("code", text), ("vi", text), ("en", text), ("grade", |value| optional(value, grade))])
}

/// What a list of codes has besides: see `MoreCodes` in `src/standard/mod.rs`.
fn more_codes(value: &Value) -> String {
    const CONFLICT: [Member; 3] = [("code", text), ("vi", text), ("en", text)];
    let conflicts: Write = |value| optional(value, |value| list(value, |value| made(value, &CONFLICT)));
    present(
        value,
        &[
            ("codes", |value| optional(value, text)),
            ("vi", |value| optional(value, text)),
            ("en", |value| optional(value, text)),
            ("conflicts", conflicts),
            ("names", |value| optional(value, |value| named(value, text))),
        ],
    )
}

/// An object that may be absent: a mark that it is there, then its members.
fn present(value: &Value, members: &[Member]) -> String {
    format!("1\t{}", made(value, members))
}

fn field_type(value: &Value) -> String {
    one_of(value, names::TYPES)
}

fn form(value: &Value) -> String {
    one_of(value, names::FORMS)
}

fn required(value: &Value) -> String {
    one_of(value, names::REQUIREMENTS)
}

fn record_type(value: &Value) -> String {
    let fields: Write = |value| list(value, row);
    let members: [Member; 4] = [("title", both_texts), ("gap", flag), ("fields", fields), ("schema", type_schema)];
    made(value, &members)
}

/// What a schema says about a type: see `TypeSchema`.
fn type_schema(value: &Value) -> String {
    optional(value, |value| {
        let choices: Write = |value| optional(value, |value| list(value, texts));
        let order: Write = |value| optional(value, text);
        present(value, &[("place", text), ("sequence", flag), ("choices", choices), ("orderNote", order)])
    })
}

/// What a schema says about a field: see `RowSchema`.
fn row_schema(value: &Value) -> String {
    optional(value, |value| {
        present(
            value,
            &[
                ("place", |value| optional(value, text)),
                ("many", flag),
                ("qualified", flag),
                ("exact", flag),
                ("fixed", |value| optional(value, text)),
                ("digits", |value| optional(value, text)),
                ("least", |value| optional(value, number)),
                ("most", |value| optional(value, number)),
                ("outside", |value| optional(value, text)),
                ("aliases", aliases),
                ("typeName", |value| optional(value, text)),
            ],
        )
    })
}

/// Names that another place of the text has.
fn aliases(value: &Value) -> String {
    optional(value, |value| list(value, |value| made(value, &[("name", text), ("place", text)])))
}

/// What a schema says about a packet: see `PacketSchema`.
fn packet_schema(value: &Value) -> String {
    const CONFLICT: [Member; 5] = [("id", text), ("here", text), ("there", text), ("vi", text), ("en", text)];
    const MARK: [Member; 3] = [("path", text), ("vi", text), ("en", text)];
    const LIVE: [Member; 3] = [("profile", text), ("root", text), ("record", text)];
    optional(value, |value| {
        present(
            value,
            &[
                ("namespace", text),
                ("root", text),
                ("item", text),
                ("itemAliases", aliases),
                ("live", |value| made(value, &LIVE)),
                ("marks", |value| list(value, |value| made(value, &MARK))),
                ("conflicts", |value| list(value, |value| made(value, &CONFLICT))),
            ],
        )
    })
}

/// When a field is required though it is not always: a list of cases.
fn conditions(value: &Value) -> String {
    let case: [Member; 4] = [
        ("if", |value| named(value, texts)),
        ("cites", citation),
        ("item", both_texts),
        ("codes", |value| optional(value, text)),
    ];
    list(value, |value| made(value, &case))
}

fn row(value: &Value) -> String {
    made(
        value,
        &[
            ("number", |value| optional(value, number)),
            ("name", text),
            ("type", field_type),
            ("form", |value| optional(value, form)),
            ("codes", |value| optional(value, text)),
            ("of", |value| optional(value, text)),
            ("required", required),
            ("grade", grade),
            ("max", |value| optional(value, number)),
            ("maxGrade", grade),
            ("minItems", |value| optional(value, number)),
            ("edition", |value| optional(value, text)),
            ("only", |value| optional(value, texts)),
            ("gap", flag),
            ("personal", flag),
            ("bare", flag),
            ("secret", flag),
            ("when", |value| optional(value, conditions)),
            ("example", |value| optional(value, text)),
            ("meaning", both_texts),
            ("citation", |value| optional(value, citation)),
            ("schema", row_schema),
        ],
    )
}

fn packet(value: &Value) -> String {
    made(
        value,
        &[
            ("id", text),
            ("group", number),
            ("title", both_texts),
            ("profiles", texts),
            ("citation", citation),
            ("record", text),
            ("key", |value| optional(value, text)),
            ("unique", some_texts),
            ("atLeastOne", some_texts),
            ("asks", flag),
            ("lenient", flag),
            ("like", |value| optional(value, text)),
            ("schema", packet_schema),
            ("types", |value| if value.is_null() { "0".to_owned() } else { named(value, record_type) }),
        ],
    )
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

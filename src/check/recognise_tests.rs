//! Tests that every sample is recognised as what it is: with its envelope and without, as JSON and as XML.

use serde_json::Value;

use crate::{
    check::{Options, check},
    model::{RecognisedBy, Report},
    source::xml::escape,
    standard::dictionary,
};

/// What the samples without a service are.
const BARE: [(&str, &str); 14] = [
    ("dossier-2020-single.json", "DongBoHoSoMC"),
    ("dossier-2022-bare-array.json", "DongBoHoSoMC"),
    ("population-query.json", "TruyVanDanCu"),
    ("synchronised.json", "ThongTinDongBo"),
    ("dossier-reply.json", "TraCuuHoSo"),
    ("questions-reply.json", "LayDanhSachHoiDapGuiTuDVCQG"),
    ("answer-reply.json", "LayNoiDungTraLoiTheoCauHoi"),
    ("procedure-reply.json", "LayThuTuc"),
    ("procedure-reply-in-string.json", "LayThuTuc"),
    ("procedures-reply.json", "LayDanhSachTTHC"),
    ("services-reply.json", "LayDVC"),
    ("agencies-reply.json", "LayDanhMucCoQuan"),
    ("fields-reply.json", "LayDanhMucLinhVuc"),
    ("portal-reply.json", "Reply"),
];
/// Packets whose records have too few known fields to tell them by.
const NAMELESS: [&str; 2] = ["DanhSachPAKNChoXuLy", "LayTaiLieuPAKN"];

fn samples() -> Vec<(String, Value)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/pkg-tests/samples");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let json = files.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    json.map(|path| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        (name, value)
    })
    .collect()
}

fn packet_of(name: &str, sample: &Value) -> Option<String> {
    let bare = BARE.iter().find(|(known, _)| *known == name).map(|(_, packet)| (*packet).to_owned());
    bare.or_else(|| Some(sample["service"].as_str()?.to_owned()))
}

fn records(sample: &Value) -> Vec<Value> {
    let members = ["data", "result"].iter().find_map(|name| sample.get(*name));
    let mut records = match members.unwrap_or(sample) {
        Value::Array(list) => list.clone(),
        one => vec![one.clone()],
    };
    // A record without an envelope may name its packet itself.
    for record in records.iter_mut().filter_map(Value::as_object_mut) {
        record.remove("service");
    }
    records
}

fn xml(name: &str, value: &Value) -> String {
    let inner = match value {
        Value::String(text) => escape(text),
        Value::Array(items) => items.iter().map(|item| xml("item", item)).collect(),
        Value::Object(members) => members.iter().map(|(name, value)| xml(name, value)).collect(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    format!("<{name}>{inner}</{name}>")
}

fn recognised(text: &str) -> (Option<String>, RecognisedBy) {
    let Report { packet, recognised, .. } = check(text.as_bytes(), &Options::default());
    (packet, recognised.unwrap().by)
}

#[test]
fn every_sample_is_what_it_is() {
    let mut seen: Vec<String> = Vec::new();
    for (name, sample) in samples() {
        let Some(packet) = packet_of(&name, &sample) else { panic!("{name} names no packet: add it to BARE") };
        assert!(dictionary().packet(&packet).is_some(), "{name}");
        let whole = if sample.is_array() { serde_json::json!({"data": sample}) } else { sample.clone() };
        // JSON in a string of XML is nobody's form.
        let forms = if name.contains("in-string") { 1 } else { 3 };
        for text in [sample.to_string(), xml(&packet, &whole), xml("root", &whole)].into_iter().take(forms) {
            assert_eq!(recognised(&text).0.as_deref(), Some(packet.as_str()), "{name}: {text}");
        }
        seen.push(packet);
    }
    // Its samples are XML: pkg-tests/citizen-schema.test.mjs.
    for packet in dictionary().packets.iter().filter(|packet| packet.schema.is_none()) {
        let shown = packet.like.as_ref().unwrap_or(&packet.id);
        assert!(seen.iter().any(|seen| packet.id == *seen || *shown == *seen), "{} has no sample", packet.id);
    }
}

#[test]
fn no_sample_is_taken_for_another_packet_by_its_fields() {
    for (name, sample) in samples() {
        let packet = packet_of(&name, &sample).unwrap();
        let is_reply = sample.get("error_code").is_some() || sample.get("result").is_some();
        if NAMELESS.contains(&packet.as_str()) || is_reply {
            continue;
        }
        let records = records(&sample);
        let list = Value::Array(records.clone());
        for text in [
            list.to_string(),
            serde_json::json!({"madonvi": "H99", "data": list}).to_string(),
            records[0].to_string(),
            xml("root", &list),
            xml("Data", &records[0]),
        ] {
            let wanted = (Some(packet.clone()), RecognisedBy::Fields);
            assert_eq!(recognised(&text), wanted, "{name}: {text}");
        }
    }
}

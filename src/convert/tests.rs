//! Every sample goes to the other form and back; what cannot be converted is refused.

use proptest::prelude::*;

use super::{Form, Value, convert, from_json};
use crate::{
    check::{Options, check},
    model::Verdict,
};

fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/pkg-tests/samples");
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    names.iter().map(|path| (path.file_name().unwrap().display().to_string(), std::fs::read(path).unwrap())).collect()
}

fn to(form: Form, text: &str) -> String {
    convert(text.as_bytes(), &Options::default(), form).unwrap_or_else(|refusal| panic!("{refusal:?}\n{text}"))
}

/// Scalars are texts, and what is empty is absent: the differences that XML does not keep.
fn normal(value: Value) -> Value {
    match value {
        Value::Bare(text) => Value::Text(text),
        Value::List(items) if items.is_empty() => Value::Text(String::new()),
        Value::Group(members) if members.is_empty() => Value::Text(String::new()),
        Value::List(items) => Value::List(items.into_iter().map(normal).collect()),
        Value::Group(members) => Value::Group(members.into_iter().map(|(name, value)| (name, normal(value))).collect()),
        other => other,
    }
}

fn read(text: &str) -> Value {
    normal(from_json::read(text.as_bytes()).unwrap())
}

#[test]
fn every_sample_in_json_becomes_xml_and_comes_back() {
    let mut converted = Vec::new();
    for (name, bytes) in samples() {
        let report = check(&bytes, &Options::default());
        let is_plain = std::path::Path::new(&name).extension().is_some_and(|ending| ending == "json")
            && !name.contains("in-string");
        if !is_plain || report.packet.is_none() {
            continue;
        }
        let json = String::from_utf8(bytes).unwrap();
        let xml = to(Form::Xml, &json);
        let back = to(Form::Json, &xml);
        assert_eq!(read(&back), read(&json), "{name}");
        assert_eq!(to(Form::Xml, &back), xml, "{name}");
        for text in [xml, back] {
            let after = check(text.as_bytes(), &Options::default());
            assert_eq!((after.verdict, after.counts.error), (report.verdict, report.counts.error), "{name}\n{text}");
            assert_eq!((after.counts.warning, &after.profile), (report.counts.warning, &report.profile), "{name}");
        }
        converted.push(name);
    }
    assert!(converted.len() > 20, "{converted:?}");
}

#[test]
fn the_sample_in_xml_becomes_the_one_in_json() {
    let all = samples();
    let text = |wanted: &str| {
        let (_, bytes) = all.iter().find(|(name, _)| name == wanted).unwrap();
        String::from_utf8(bytes.clone()).unwrap()
    };
    assert_eq!(read(&to(Form::Json, &text("dossier-2020.xml"))), read(&text("dossier-2020.json")));
}

#[test]
fn each_way_of_writing_lists_in_xml_is_read() {
    let step = "<MaHoSo>000.00.12.H99-200313-0001</MaHoSo><NguoiXuLy>Trần Ngọc An</NguoiXuLy>\
                <ThoiDiemXuLy>20200313080400</ThoiDiemXuLy><NoiDungXuLy>Tiếp nhận</NoiDungXuLy><TrangThai>2</TrangThai>";
    let head = "<madonvi>000.00.00.H99</madonvi><service>CapNhatTienDoHoSoMC</service>";
    let in_envelope = |data: &str| format!("<CapNhatTienDoHoSoMC>{head}{data}</CapNhatTienDoHoSoMC>");
    let expected = read(&to(Form::Json, &in_envelope(&format!("<data><item>{step}</item></data>"))));
    for form in [
        in_envelope(&format!("<data>{step}</data>")),
        in_envelope(&format!("<data><TienDo>{step}</TienDo></data>")),
        format!(
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header/><s:Body>{}</s:Body></s:Envelope>",
            in_envelope(&format!("<data><item>{step}</item></data>"))
        ),
    ] {
        assert_eq!(read(&to(Form::Json, &form)), expected, "{form}");
    }
    let Value::Group(members) = expected else { panic!("no envelope") };
    let Some((_, Value::List(records))) = members.last() else { panic!("no records") };
    for form in [format!("<data><item>{step}</item></data>"), format!("<ArrayOfStep><Step>{step}</Step></ArrayOfStep>")]
    {
        assert_eq!(read(&to(Form::Json, &form)), Value::List(records.clone()), "{form}");
    }
}

#[test]
fn nothing_that_would_change_is_converted() {
    let citizens = include_str!("../../pkg-tests/samples/citizen-qcvn109.xml");
    let in_string = include_str!("../../pkg-tests/samples/procedure-reply-in-string.json");
    let record = include_str!("../../pkg-tests/samples/dossier-2020-single.json");
    let with = |field: &str| record.replacen("\"MaHoSo\"", &format!("{field}, \"MaHoSo\""), 1);
    let cases = [
        (Form::Json, citizens.to_owned(), "XML"),
        (Form::Xml, in_string.to_owned(), "another one"),
        (Form::Json, record.to_owned(), "JSON already"),
        (Form::Xml, "<a/>".to_owned(), "not"),
        (Form::Xml, record.replace("\"ChuHoSo\"", "ChuHoSo"), "goitin fix"),
        (Form::Xml, with("\"a b\": \"1\""), "“a b”"),
        (Form::Xml, with("\"Khac\": \"a\\u0001\""), "U+0001"),
        (Form::Xml, String::new(), "no packet"),
        (Form::Json, xml_with("<data>", "<data>chữ lạc "), "“chữ lạc”"),
        (Form::Json, xml_with("</item>", "</item> chữ &amp; lạc <!-- x -->"), "“chữ & lạc”"),
        (Form::Json, xml_with("<MaHoSo>", "<MaHoSo nguon=\"A\">"), "“nguon”"),
        (Form::Json, xml_with("<TaiLieuNop/>", "<TaiLieuNop la=\"A\"/>"), "“la”"),
        (Form::Json, xml_with("<item>", "<![CDATA[lạc]]><item>"), "“lạc”"),
    ];
    for (form, text, part) in cases {
        let refusal = convert(text.as_bytes(), &Options::default(), form).unwrap_err();
        assert!(refusal.en.contains(part) && !refusal.vi.is_empty(), "{refusal:?} {part}");
    }
}

/// The sample in XML with the first such part replaced.
fn xml_with(part: &str, other: &str) -> String {
    let sample = include_str!("../../pkg-tests/samples/dossier-2020.xml");
    assert!(sample.contains(part), "{part}");
    sample.replacen(part, other, 1)
}

#[test]
fn texts_in_the_place_of_items_are_kept() {
    let address = "https://a.vn/QUAN-TRONG.pdf";
    for list in [
        format!("<TaiLieuNop>{address}</TaiLieuNop>"),
        format!("<TaiLieuNop>{address}</TaiLieuNop><TaiLieuNop>b</TaiLieuNop>"),
        format!("<TaiLieuNop><item>{address}</item><item>b</item></TaiLieuNop>"),
        format!("<TaiLieuNop><a><b>{address}</b></a></TaiLieuNop>"),
        format!("<Khac><item>b</item><item><c>{address}</c></item></Khac>"),
    ] {
        is_kept_or_refused(&xml_with("<TaiLieuNop/>", &list), address);
    }
    let alone = format!(
        "<DongBoHoSoMC><service>DongBoHoSoMC</service><data><item><MaHoSo>x</MaHoSo>\
         <TaiLieuNop>{address}</TaiLieuNop></item></data></DongBoHoSoMC>"
    );
    assert!(to(Form::Json, &alone).contains(address));
}

/// What is converted has the word; what is not says why.
fn is_kept_or_refused(text: &str, word: &str) {
    match convert(text.as_bytes(), &Options::default(), Form::Json) {
        Ok(json) => assert!(json.contains(word), "{text}\n{json}"),
        Err(refusal) => assert!(!refusal.en.is_empty() && !refusal.vi.is_empty()),
    }
}

/// The XML with something put behind its n-th tag, counted around.
fn planted(text: &str, number: usize, planted: &str) -> String {
    let tags: Vec<usize> =
        text.match_indices('>').map(|(at, _)| at + 1).filter(|at| text[*at..].contains('<')).collect();
    let at = tags[number % tags.len()];
    format!("{}{planted}{}", &text[..at], &text[at..])
}

proptest! {
    #[test]
    fn no_word_of_xml_is_lost(
        sample in 0_usize..4,
        number in 0_usize..10_000,
        kind in 0_usize..6,
    ) {
        let sources = [
            include_str!("../../pkg-tests/samples/dossier-2020.xml").to_owned(),
            to(Form::Xml, include_str!("../../pkg-tests/samples/dossier-2020-single.json")),
            to(Form::Xml, include_str!("../../pkg-tests/samples/progress.json")),
            to(Form::Xml, include_str!("../../pkg-tests/samples/procedure-reply.json")),
        ];
        let source = &sources[sample];
        let word = "QUAN-TRONG";
        let broken = match kind {
            0 => planted(source, number, word),
            1 => planted(source, number, "<la>QUAN-TRONG</la>"),
            2 => planted(source, number, "<item>QUAN-TRONG</item>"),
            3 => planted(source, number, "<la><item>1</item><item>QUAN-TRONG</item></la>"),
            4 => planted(source, number, "<data>QUAN-TRONG</data>"),
            _ => planted(source, number, "<x la=\"QUAN-TRONG\"/>"),
        };
        is_kept_or_refused(&broken, word);
    }

    #[test]
    fn any_text_and_any_unknown_part_comes_back(
        text in "[ -~ạ–ỹ😀\\t\\n\\r]{0,30}",
        number in any::<i64>(),
        list in proptest::collection::vec("[a-zđ<&\\]> ]{0,5}", 1..4),
    ) {
        let record = include_str!("../../pkg-tests/samples/dossier-2020-single.json");
        let mut packet: serde_json::Value = serde_json::from_str(record).unwrap();
        packet["GhiChu"] = text.into();
        packet["ThongTinTra"] = serde_json::Value::Null;
        packet["Khac"] = serde_json::json!({"So": number, "DanhSach": list, "Nhom": {"A": {"B": [[1], ["x"]]}}});
        let json = packet.to_string();
        let report = check(json.as_bytes(), &Options::default());
        let xml = to(Form::Xml, &json);
        let back = to(Form::Json, &xml);
        prop_assert_eq!(read(&back), read(&json));
        prop_assert_eq!(check(back.as_bytes(), &Options::default()).verdict, report.verdict);
        prop_assert_ne!(report.verdict, Verdict::NotChecked);
    }
}

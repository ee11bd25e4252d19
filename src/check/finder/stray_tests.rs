//! What stands in XML where it means nothing: wherever it stands it is one error, and nothing follows from it.

use crate::{
    check::{Options, check},
    model::{Finding, Severity},
};

const SAMPLES: [&str; 3] = [
    include_str!("../../../pkg-tests/samples/dossier-2020.xml"),
    include_str!("../../../pkg-tests/samples/citizen-qcvn109.xml"),
    include_str!("../../../pkg-tests/samples/citizen-live.xml"),
];

fn said(finding: &Finding) -> String {
    format!(
        "{:?} {} {} {:?}",
        finding.severity,
        finding.rule,
        finding.path,
        finding.found.as_deref().unwrap_or_default()
    )
}

fn found(text: &str) -> Vec<String> {
    check(text.as_bytes(), &Options::default()).findings.iter().map(said).collect()
}

/// What is wrong with it.
fn errors(text: &str) -> Vec<String> {
    let findings = check(text.as_bytes(), &Options::default()).findings.into_iter();
    let errors = findings.filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| format!("{} {}", finding.rule, finding.path)).collect()
}

/// The places between two tags inside the root where text would stand beside elements.
fn gaps(text: &str) -> Vec<usize> {
    let root = text.find("\n<").unwrap() + 1;
    let tags: Vec<usize> = text.match_indices('<').map(|(at, _)| at).filter(|at| *at > root).collect();
    let is_leaf = |at: usize| {
        let before = &text[..at];
        let open = before.rfind('<').unwrap();
        !before[open..].starts_with("</") && !before.trim_end().ends_with("/>") && text[at..].starts_with("</")
    };
    tags.into_iter().filter(|at| text[..*at].trim_end().ends_with('>') && !is_leaf(*at)).collect()
}

#[test]
fn text_between_elements_is_one_error_wherever_it_stands() {
    for sample in SAMPLES {
        let before = found(sample);
        // In what production sends nothing is an error.
        let is_live = sample.contains("Envelope");
        let is_said =
            |said: &str| said.starts_with("Error wrong-type") || is_live && said.starts_with("Warning wrong-type");
        let gaps = gaps(sample);
        assert!(gaps.len() > 50);
        for at in gaps {
            for stray in ["rác", " rác\n", "<!-- c -->r&#225;c", "<![CDATA[rác]]>"] {
                let (head, tail) = sample.split_at(at);
                let mut now = found(&format!("{head}{stray}{tail}"));
                for known in &before {
                    now.remove(now.iter().position(|new| new == known).unwrap());
                }
                let place = sample[..at].trim_end().rsplit('\n').next();
                assert!(now.len() == 1 && is_said(&now[0]), "{stray} after {place:?}: {now:?}");
            }
        }
    }
}

#[test]
fn what_is_no_text_is_nothing() {
    for sample in SAMPLES {
        let before = found(sample);
        for at in gaps(sample) {
            let (head, tail) = sample.split_at(at);
            assert_eq!(found(&format!("{head} \n\t<!-- c --><?p i?>\r\n{tail}")), before);
        }
    }
}

/// A packet of one step, whose `data` is this.
fn packet(data: &str) -> String {
    format!(
        "<CapNhatTienDoHoSoMC><madonvi>000.00.00.H99</madonvi><service>CapNhatTienDoHoSoMC</service>{data}</CapNhatTienDoHoSoMC>"
    )
}

const STEP: &str = "<MaHoSo>000.00.12.H99-200313-0001</MaHoSo><NguoiXuLy>An</NguoiXuLy><ThoiDiemXuLy>20200313080400</ThoiDiemXuLy>\
    <NoiDungXuLy>Nhận</NoiDungXuLy><TrangThai>2</TrangThai>";

#[test]
fn records_stand_in_one_element() {
    let list = format!("<data><item>{STEP}</item></data>");
    let second = "duplicate-key /CapNhatTienDoHoSoMC/data[2]";
    for (data, expected) in [
        (list.clone(), vec![]),
        (format!("<data/>{list}"), vec![second]),
        (format!("{list}<data></data>"), vec![second]),
        (format!("{list}<data>\n</data>"), vec![second]),
        (list.repeat(2).replacen("0001</", "0002</", 1), vec![second]),
    ] {
        assert_eq!(errors(&packet(&data)), expected, "{data}");
    }
    // The same element again and again, each time a record.
    let record = format!("<data>{STEP}</data>");
    assert_eq!(errors(&packet(&record.repeat(2))), [""; 0]);
    assert_eq!(errors(&packet(&format!("{record}<data/>"))), [second]);
}

#[test]
fn what_stands_for_a_record_and_is_none_is_one_error() {
    let record = format!("<item>{STEP}</item>");
    for (data, expected) in [
        ("<data>rác</data>".to_owned(), "wrong-type /CapNhatTienDoHoSoMC/data"),
        (format!("<data><item>rác</item>{record}</data>"), "wrong-type /CapNhatTienDoHoSoMC/data/item[1]"),
        (format!("<data>{record}<item>rác</item></data>"), "wrong-type /CapNhatTienDoHoSoMC/data/item[2]"),
        (format!("<data><x>rác</x>{record}</data>"), "wrong-type /CapNhatTienDoHoSoMC/data/x[1]"),
        (format!("<data><x/>{record}</data>"), "wrong-type /CapNhatTienDoHoSoMC/data/x[1]"),
        ("<data><x>rác</x></data>".to_owned(), "wrong-type /CapNhatTienDoHoSoMC/data/x[1]"),
    ] {
        assert_eq!(errors(&packet(&data)), [expected], "{data}");
    }
    assert!(
        errors("<CapNhatTienDoHoSoMC>rác</CapNhatTienDoHoSoMC>")
            .contains(&"wrong-type /CapNhatTienDoHoSoMC".to_owned())
    );
    let citizens = SAMPLES[1]
        .replacen("<CongDan>", "<CongDan>rác</CongDan><CongDan>", 1)
        .replace("SoCongDan=\"2\"", "SoCongDan=\"3\"");
    assert_eq!(errors(&citizens), ["wrong-type /CongdanCollection/CongDan[1]"]);
}

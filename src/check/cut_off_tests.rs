//! A source that ends before its packet does: wherever it is cut, that is all there is to say about what was cut off. What
//! the whole has nothing against is right in every beginning of it.

use std::{collections::HashSet, path::PathBuf};

use crate::{
    Group,
    check::{Options, check},
    model::{Encoding, Finding, Report, Severity, catalogue::RuleId},
};

/// So many beginnings of each sample are checked; of a short one all.
const CUTS: usize = 700;

/// The samples of the tests and of the page.
fn samples() -> Vec<(String, Vec<u8>)> {
    let folders =
        ["pkg-tests/samples", "www/samples"].map(|folder| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder));
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let mut samples: Vec<_> = files
        .map(|file| (file.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&file).unwrap()))
        .collect();
    samples.sort();
    let twice = samples.iter().filter_map(|(name, bytes)| {
        Some((format!("{name}, doubled"), doubled(std::str::from_utf8(bytes).ok()?)?.into_bytes()))
    });
    let twice: Vec<_> = twice.collect();
    samples.extend(twice);
    samples
}

/// The same packet with its records once more: what is cut off then stands behind a whole record of its kind.
fn doubled(text: &str) -> Option<String> {
    if let Some((open, close)) =
        [("<item>", "</item>"), ("<CongDan>", "</CongDan>")].into_iter().find(|(open, _)| text.contains(open))
    {
        let records = &text[text.find(open)?..text.rfind(close)? + close.len()];
        return Some(text.replacen(records, &records.repeat(2), 1));
    }
    let mut packet: serde_json::Value = serde_json::from_str(text).ok()?;
    let records = match &mut packet {
        serde_json::Value::Array(records) => records,
        serde_json::Value::Object(members) => {
            members.iter_mut().find(|(name, _)| ["data", "result"].contains(&name.as_str()))?.1.as_array_mut()?
        }
        _ => return None,
    };
    records.extend(records.clone());
    Some(serde_json::to_string_pretty(&packet).unwrap())
}

/// What a finding says, and where.
fn said(finding: &Finding) -> String {
    format!("{:?} {} {} {:?}", finding.severity, finding.rule, finding.path, finding.found)
}

fn is_of_reading(finding: &Finding) -> bool {
    finding.rule.parse::<RuleId>().unwrap().rule().group == Group::Reading
}

/// What is wrong with the report about the beginning of a source.
fn wrong(whole: &HashSet<String>, whole_packet: Option<&str>, cut: &[u8], report: &Report) -> Vec<String> {
    let mut wrong: Vec<String> = Vec::new();
    let new = |finding: &&Finding| !whole.contains(&said(finding));
    wrong.extend(report.findings.iter().filter(|finding| !is_of_reading(finding)).filter(new).map(said));
    // Half a character is a matter of its own.
    let is_split = std::str::from_utf8(cut).is_err();
    let is_about_text = |finding: &&Finding| {
        is_of_reading(finding) && finding.severity == Severity::Error && !(is_split && finding.rule == "encoding")
    };
    let about_text: Vec<&Finding> = report.findings.iter().filter(is_about_text).filter(new).collect();
    if about_text.len() > 1 {
        wrong.extend(about_text.into_iter().map(said));
    }
    if is_split && report.sources[0].encoding.is_some_and(|encoding| encoding != Encoding::Utf8) {
        wrong.push(format!("taken for {:?}", report.sources[0].encoding));
    }
    if let Some(packet) = &report.packet
        && whole_packet != Some(packet)
    {
        wrong.push(format!("taken for {packet}"));
    }
    wrong
}

#[test]
fn wherever_a_sample_is_cut_nothing_is_said_but_that() {
    let step_of = |length: usize| std::env::var("EVERY_CUT").map_or(length / CUTS + 1, |_| 1);
    let mut failures = Vec::new();
    for (name, bytes) in samples() {
        let report = check(&bytes, &Options::default());
        let whole: HashSet<String> = report.findings.iter().map(said).collect();
        for end in (0..bytes.len()).step_by(step_of(bytes.len())) {
            let cut = check(&bytes[..end], &Options::default());
            let wrong = wrong(&whole, report.packet.as_deref(), &bytes[..end], &cut);
            if !wrong.is_empty() {
                let tail = String::from_utf8_lossy(&bytes[end.saturating_sub(30)..end]).into_owned();
                failures.push(format!("{name} cut at {end}, {tail:?}:\n  {}", wrong.join("\n  ")));
            }
        }
    }
    assert!(failures.is_empty(), "{} cuts\n{}", failures.len(), failures[..failures.len().min(40)].join("\n"));
}

/// What is found in a packet of steps, of which these are the records.
fn found(records: &str) -> Vec<String> {
    let packet = format!(r#"{{"service":"CapNhatTienDoHoSoMC","data":[{records}"#);
    check(packet.as_bytes(), &Options::default())
        .findings
        .iter()
        .map(|finding| format!("{} {}", finding.rule, finding.path))
        .collect()
}

#[test]
fn what_is_all_there_is_judged_from_the_second_record_on() {
    let step = r#"{"MaHoSo":"000.00.12.H99-200313-0001","NguoiXuLy":"An","ThoiDiemXuLy":"20200313080400","NoiDungXuLy":"Nhận","TrangThai":"2"}"#;
    // The rest of the first one might have told that it is something else.
    assert_eq!(found(r#"{"MaHoSo":"x""#), ["syntax "]);
    assert_eq!(found(&format!(r#"{step},{{"MaHoSo":"x","Nguo"#)), ["bad-identifier /data/1/MaHoSo", "syntax "]);
    assert_eq!(found(&format!(r#"{step},{{"MaHoSo":"x"#)), ["syntax "]);
    assert_eq!(found(&format!("{step},{{\"TrangThai\":1")), ["syntax "]);
    assert_eq!(found(&format!("{step},{{\"TrangThai\":1 ")), ["wrong-type /data/1/TrangThai", "syntax "]);
}

#[test]
fn a_broken_line_is_no_packet_of_its_own() {
    let step = r#"{"MaHoSo":"000.00.12.H99-200313-0001","NguoiXuLy":"An","ThoiDiemXuLy":"20200313080400","NoiDungXuLy":"Nhận","TrangThai":"2"}"#;
    let cut = r#"{"MaHoSo":"000.00.12.H99-200313-0001","NguoiXuLy":"An""#;
    for lines in [[cut, step, step], [step, cut, step], [step, step, cut]] {
        let report = check(lines.join("\n").as_bytes(), &Options::default());
        let rules: Vec<&str> = report.findings.iter().map(|finding| finding.rule.as_str()).collect();
        assert_eq!((rules, report.packet.as_deref()), (vec!["syntax"], Some("CapNhatTienDoHoSoMC")), "{lines:?}");
    }
}

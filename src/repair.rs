//! Applies fixes: edits of the source's bytes that leave every other byte as it was.
//!
//! Repair works in rounds, because a repaired name or bracket lets the checker see the values behind it. A source that
//! is not UTF-8 becomes UTF-8 before anything else is written into it.

use serde::Deserialize;

use crate::{
    check::{Options, check},
    model::{
        Edit, Finding, OptionsBuilder, Repaired, Report,
        catalogue::{Repaired as Round, RuleId},
    },
    source::encoding::{self, Encoding},
};

/// More rounds than there are kinds of defects hiding one another: reading, names, types, values.
const ROUNDS: u32 = 4;

/// Which fixes to apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Which {
    /// Those that cannot lose or invent information.
    Safe,
    /// All that are known.
    All,
}

/// Applies fixes until none is left, at most four times over. Where no packet is recognised nothing is touched: it may be
/// anything. The report is that of the options, masked where they say so.
#[must_use]
pub fn repair(bytes: &[u8], options: &Options, which: Which) -> Repaired {
    let given = OptionsBuilder { max_findings_per_rule: u32::MAX / 4, mask: false, ..options.given.clone() };
    // A fix beyond the cap counts too, and a masked report has none.
    let all = Options { given, own_profile: options.own_profile.clone() };
    let mut repaired = Repaired { bytes: bytes.to_vec(), applied: 0, report: check(bytes, &all) };
    for _ in 0..ROUNDS {
        let (edits, fixes) = edits(&repaired.report, which);
        if fixes == 0 || repaired.report.packet.is_none() {
            break;
        }
        repaired.bytes = apply(&repaired.bytes, &edits);
        repaired.applied += fixes;
        repaired.report = check(&repaired.bytes, &all);
    }
    if options.given.mask || repaired.report.findings.len() > options.given.max_findings_per_rule as usize {
        repaired.report = check(&repaired.bytes, options);
    } else {
        repaired.report.selection = options.given.selection();
    }
    repaired
}

/// The edits of a report's fixes in order, without those that overlap an earlier finding's, and the number of fixes.
fn edits(report: &Report, which: Which) -> (Vec<Edit>, u32) {
    let wanted = |finding: &&Finding| {
        finding.fix.as_ref().is_some_and(|fix| !fix.edits.is_empty() && (fix.safe || which == Which::All))
    };
    // A conversion touches every byte: it goes alone, and first.
    let whole = report
        .findings
        .iter()
        .filter(wanted)
        .find(|finding| finding.rule.parse::<RuleId>().is_ok_and(|rule| rule.rule().repaired == Round::Alone));
    let findings: Vec<&Finding> = match whole {
        Some(finding) => vec![finding],
        None => report.findings.iter().filter(wanted).collect(),
    };
    let mut taken: Vec<(u32, u32)> = Vec::new();
    let mut edits: Vec<Edit> = Vec::new();
    let mut fixes = 0;
    for fix in findings.into_iter().filter_map(|finding| finding.fix.as_ref()) {
        let is_free = fix.edits.iter().all(|edit| !overlaps(&taken, edit));
        if is_free {
            for edit in &fix.edits {
                let at = taken.partition_point(|range| *range < (edit.start, edit.end));
                taken.insert(at, (edit.start, edit.end));
                edits.insert(at, edit.clone());
            }
            fixes += 1;
        }
    }
    (edits, fixes)
}

/// Does an edit touch one that is taken? Two insertions at one place do: their order would be a guess.
fn overlaps(taken: &[(u32, u32)], edit: &Edit) -> bool {
    let at = taken.partition_point(|range| range.0 < edit.start);
    let touches = |range: &(u32, u32)| {
        (range.0 < edit.end && edit.start < range.1) || (range.0 == edit.start && range.1 == edit.end)
    };
    // Taken ranges do not overlap: only the neighbours can touch.
    let from = at.saturating_sub(1);
    taken.iter().skip(from).take_while(|range| range.0 <= edit.end).any(touches)
}

/// The bytes with the edits made; edits that do not fit (out of order, beyond the end) are left out.
///
/// A source in UTF-8 keeps every other byte, its byte order mark included; any other source comes back as UTF-8 without
/// a mark.
#[must_use]
pub fn apply(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let (text, encoding, mark) = encoding::decode_all(bytes);
    if encoding == Encoding::Utf8 {
        return splice(bytes, edits);
    }
    let places = edits.iter().flat_map(|edit| [edit.start, edit.end]).map(|byte| byte.saturating_sub(mark));
    let mut places: Vec<u32> =
        places.map(|byte| if encoding == Encoding::Windows1258 { byte } else { byte / 2 }).collect();
    let wanted = places.clone();
    places.sort_unstable();
    places.dedup();
    let offsets = offsets_of_units(&text, &places);
    let offset = |unit: u32| places.binary_search(&unit).ok().and_then(|at| offsets.get(at)).copied().unwrap_or(0);
    let mapped: Vec<Edit> = edits
        .iter()
        .zip(wanted.chunks(2))
        .map(|(edit, ends)| Edit {
            start: offset(ends.first().copied().unwrap_or(0)),
            end: offset(ends.get(1).copied().unwrap_or(0)),
            text: edit.text.clone(),
        })
        .collect();
    splice(&text, &mapped)
}

fn splice(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut ordered: Vec<&Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        let at = ordered.partition_point(|before| (before.start, before.end) <= (edit.start, edit.end));
        ordered.insert(at, edit);
    }
    let mut result = Vec::with_capacity(bytes.len());
    let mut done = 0;
    for edit in ordered {
        let (start, end) = (edit.start as usize, edit.end as usize);
        let Some(before) = bytes.get(done..start).filter(|_| end >= start && end <= bytes.len()) else { continue };
        result.extend_from_slice(before);
        result.extend_from_slice(edit.text.as_bytes());
        done = end;
    }
    result.extend_from_slice(bytes.get(done..).unwrap_or_default());
    result
}

/// UTF-8 offsets of offsets in UTF-16 units, which are sorted.
fn offsets_of_units(text: &[u8], units: &[u32]) -> Vec<u32> {
    let mut offsets = Vec::with_capacity(units.len());
    let mut unit = 0;
    let mut wanted = units.iter().peekable();
    for (at, byte) in text.iter().enumerate() {
        if byte & 0xC0 == 0x80 {
            continue;
        }
        while wanted.next_if(|wanted| **wanted <= unit).is_some() {
            offsets.push(at as u32);
        }
        unit += if *byte >= 0xF0 { 2 } else { 1 };
    }
    offsets.extend(wanted.map(|_| text.len() as u32));
    offsets
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: u32, end: u32, text: &str) -> Edit {
        Edit { start, end, text: text.to_owned() }
    }

    #[test]
    fn what_is_no_packet_stays_as_it_is() {
        let utf16: Vec<u8> = "\u{FEFF}{\"a\": 1,}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in
            [b"\x1F\x8B\x08\x00\x00\x00 {".as_slice(), b"PK\x03\x04", b"{a: 'b',}", b"<a><b></a>", &utf16, b"a, b\r\n"]
        {
            let repaired = repair(bytes, &Options::default(), Which::All);
            assert_eq!((repaired.applied, repaired.bytes.as_slice()), (0, bytes));
        }
    }

    #[test]
    fn edits_leave_the_other_bytes() {
        let mut bytes = vec![0xEF, 0xBB, 0xBF];
        bytes.extend_from_slice(b"ab\xFFcd");
        assert_eq!(apply(&bytes, &[edit(4, 5, "BB"), edit(7, 8, "")]), b"\xEF\xBB\xBFaBB\xFFc");
    }

    #[test]
    fn edits_of_utf16_are_written_as_utf8() {
        let bytes: Vec<u8> = [0xFEFF].into_iter().chain("a😀b".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(apply(&bytes, &[edit(8, 10, "Hồ")]), "a😀Hồ".as_bytes());
        assert_eq!(apply(&bytes, &[edit(2, 4, ""), edit(10, 10, "!")]), "😀b!".as_bytes());
    }

    #[test]
    fn edits_that_do_not_fit_are_left_out() {
        assert_eq!(apply(b"abc", &[edit(1, 2, "x"), edit(1, 3, "y"), edit(9, 12, "z")]), b"axc");
    }
}

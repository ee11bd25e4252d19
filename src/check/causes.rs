//! What a reply says that went wrong, and the findings of the packet beside it: those that may have caused it are named in
//! the reply's finding, the most likely first. The findings themselves keep their order.

use crate::{
    model::{
        Language,
        catalogue::{
            RuleId,
            portal_reply::{expectation, message},
        },
    },
    record::{
        output::{Draft, DraftRelated},
        remark::Argument,
    },
    rules::portal_reply::{self, nearness},
};

/// So many causes are named.
const MOST: usize = 5;

/// Completes the first finding about a reply; `alone`: there is no packet beside it; `is_named`: the field
/// may be named.
pub(super) fn tell(drafts: &mut [Box<Draft>], alone: bool, is_named: impl Fn(&str) -> bool) {
    let Some(at) = drafts.iter().position(|draft| draft.rule() == RuleId::PORTAL_REPLY) else { return };
    let code = drafts.get(at).and_then(|draft| match draft.arguments.first() {
        Some((_, Argument::Other(code, ..))) => Some(code.clone()),
        _ => None,
    });
    let code = code.unwrap_or_default();
    let near = |index: u32| drafts.get(index as usize).and_then(|draft| nearness(&code, draft.rule(), draft.severity));
    let mut order: Vec<u32> = Vec::new();
    let next = |order: &[u32]| {
        let others = (0..drafts.len() as u32).filter(|index| !order.contains(index));
        others.filter_map(|index| Some((near(index)?, index))).min()
    };
    while order.len() < MOST
        && let Some((_, index)) = next(&order)
    {
        order.push(index);
    }
    let causes: Vec<&Draft> =
        order.iter().filter_map(|index| drafts.get(*index as usize)).map(|draft| &**draft).collect();
    let list = [Language::Vi, Language::En].map(|language| in_words(&causes, language, &is_named));
    let related: Vec<_> = causes
        .iter()
        .map(|cause| DraftRelated { place: cause.place, ..DraftRelated::new(cause.span, message::CAUSE) })
        .collect();
    let expected = portal_reply::next_step(&code, alone, !related.is_empty());
    let Some(reply) = drafts.get_mut(at) else { return };
    reply.expected = Some(expected);
    if expected == expectation::CAUSES {
        let [vi, en] = list;
        reply.arguments.push(("list", Argument::Both(vi, en)));
        reply.related = related;
    }
}

/// The causes, each with its field and line.
fn in_words(causes: &[&Draft], language: Language, is_named: &impl Fn(&str) -> bool) -> String {
    let line = if language == Language::Vi { "dòng" } else { "line" };
    let one = |(number, cause): (usize, &&Draft)| {
        let title = cause.rule().rule().title.get(language);
        let field =
            cause.field.as_deref().filter(|field| is_named(field)).map(|field| format!(" {field}")).unwrap_or_default();
        format!("{}. {title}:{field} {line} {}", number + 1, cause.place.0.line)
    };
    causes.iter().enumerate().map(one).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use crate::{
        check::{Options, check},
        model::{Language, Report, VerdictReason},
        write::text,
    };

    const STEP: &str = r#"{"MaHoSo": "000.00.12.H99-200313-0001", "NguoiXuLy": "", "ThoiDiemXuLy": "13/03/2020",
        "NoiDungXuLy": "Tiếp nhận hồ sơ", "TrangThai": "Đã nhận", "NgayBatDau": null}"#;

    fn report(text: &str) -> Report {
        check(text.as_bytes(), &Options::default())
    }

    fn packet(records: &str) -> String {
        let service = r#""madonvi": "000.00.00.H99", "service": "CapNhatTienDoHoSoMC""#;
        format!("{{\n\"session\": \"PHIEN-MAU\", {service},\n\"data\": [{records}]\n}}")
    }

    /// What the reply's finding expects, in Vietnamese.
    fn next_step(report: &Report) -> &str {
        let reply = report.findings.iter().find(|finding| finding.rule == "portal-reply").unwrap();
        reply.expected.as_ref().unwrap().vi.as_deref().unwrap()
    }

    #[test]
    fn the_likely_causes_are_named_in_order_before_or_behind_the_reply() {
        let reply = r#"{"error_code": "-1", "message": "Có lỗi xảy ra"}"#;
        for text in [format!("{}\n{reply}", packet(STEP)), format!("{reply}\n{}", packet(STEP))] {
            let report = report(&text);
            assert_eq!(report.packet.as_deref(), Some("CapNhatTienDoHoSoMC"), "{text}");
            assert_eq!(report.counts.error, 3, "{text}");
            let words = next_step(&report);
            let places: Vec<_> = ["NguoiXuLy", "TrangThai", "ThoiDiemXuLy"].map(|name| words.find(name)).into();
            assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{words}");
            let related = &report.findings.iter().find(|finding| finding.rule == "portal-reply").unwrap().related;
            assert_eq!(related.len(), 3);
            assert!(report.findings.is_sorted_by_key(|finding| finding.range.start.byte));
        }
    }

    #[test]
    fn a_duplicate_is_the_first_cause_of_code_1() {
        let dossier = include_str!("../../pkg-tests/samples/dossier-2020-single.json");
        let text = format!(
            "{{\n\"madonvi\": \"H99\", \"service\": \"DongBoHoSoMC\",\n\"data\": [{dossier}, {dossier}]}}\n{{\"error_code\": 1}}"
        );
        let report = report(&text);
        assert!(next_step(&report).contains("1. "));
        let reply = report.findings.iter().find(|finding| finding.rule == "portal-reply").unwrap();
        let first = report.findings.iter().find(|finding| finding.range == reply.related[0].range).unwrap();
        assert_eq!(first.rule, "duplicate-record");
    }

    #[test]
    fn a_reply_alone_asks_for_its_packet_and_invents_no_meaning() {
        let alone = report(r#"{"error_code": "-1", "message": ""}"#);
        assert_eq!((alone.packet.as_deref(), alone.reason), (Some("Reply"), Some(VerdictReason::NoPublicText)));
        assert!(next_step(&alone).contains("Dán gói tin"));
        let unknown = report(r#"{"error_code": 42, "message": "", "result": [{"La": "x"}]}"#);
        let message =
            unknown.findings.iter().find(|finding| finding.rule == "portal-reply").unwrap().message.vi.clone();
        assert!(message.unwrap().contains("không có tài liệu công khai"));
        assert!(unknown.findings.iter().any(|finding| finding.rule == "not-checkable"));
    }

    #[test]
    fn other_pairs_of_values_are_an_error_as_before() {
        let both = format!("{}\n{}", packet(STEP), packet(STEP));
        assert!(report(&both).findings.iter().any(|finding| finding.rule == "syntax"));
        let three = format!("{}\n{{\"error_code\": 0}}\n{}", packet(STEP), packet(STEP));
        assert!(report(&three).findings.iter().any(|finding| finding.rule == "syntax"));
    }

    #[test]
    fn a_pasted_key_is_masked_everywhere() {
        let source = r#"{"HeThong": "CSDLQG_CBCCVC", "PhuongAn": "NDXP", "Buoc": "2", "api_key": "BI-MAT-0123456789",
            "ThamSo": {"ApiKey": "BI-MAT-0123456789", "MaDonViNDXP": "H99"}}"#;
        let report = report(source);
        assert_eq!(report.findings.iter().filter(|finding| finding.rule == "secret-value").count(), 2);
        assert!(!crate::write::json::compact(&report).contains("BI-MAT"));
        let style = text::Style { language: Language::Vi, audience: text::Audience::Staff, color: false };
        let shown = text::text(&report, &[source.as_bytes()], style);
        assert!(!shown.contains("BI-MAT"), "{shown}");
    }
}

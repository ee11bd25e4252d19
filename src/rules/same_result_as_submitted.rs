//! A result file that is the citizen's own paper: both have the same address.

use std::collections::HashMap;

use super::shared::{fields, record_rule::RecordRule};
use crate::{
    model::catalogue::same_result_as_submitted::{expectation, message},
    record::{Record, Value, output::Output, remark::Remark, table::Type},
};

/// Up to so many results are compared with every paper; more need a table of the papers.
const FEW: usize = 4;

struct SameResultAsSubmitted {
    /// The list of papers and its `DuongDanTaiTepTin`.
    papers: (usize, usize),
    /// The list of results and its `DuongDanTepTinKetQua`.
    results: (usize, usize),
}

pub(crate) fn bind(record: &Type, types: &[Type]) -> Option<Box<dyn RecordRule>> {
    let papers = fields::list(record, types, "TaiLieuNop")?;
    let results = fields::list(record, types, "DanhSachGiayToKetQua")?;
    let paper_file = fields::slot(papers.table, "DuongDanTaiTepTin")?;
    let result_file = fields::slot(results.table, "DuongDanTepTinKetQua")?;
    Some(Box::new(SameResultAsSubmitted { papers: (papers.slot, paper_file), results: (results.slot, result_file) }))
}

impl RecordRule for SameResultAsSubmitted {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        if record.items(self.results.0).nth(FEW).is_some() {
            return self.check_many(record, output);
        }
        for result in files(record, self.results) {
            let wanted = result.trimmed_bytes();
            let same = files(record, self.papers).find(|paper| paper.trimmed_bytes() == wanted);
            if let Some(paper) = same {
                report(record, &result, &paper, output);
            }
        }
    }
}

impl SameResultAsSubmitted {
    fn check_many(&self, record: &Record<'_>, output: &mut Output) {
        let mut papers = HashMap::new();
        for paper in files(record, self.papers) {
            papers.entry(paper.trimmed_bytes()).or_insert(paper);
        }
        for result in files(record, self.results) {
            if let Some(paper) = papers.get(&result.trimmed_bytes()) {
                report(record, &result, paper, output);
            }
        }
    }
}

fn files<'a>(record: &Record<'a>, (list, file): (usize, usize)) -> impl Iterator<Item = Value<'a>> {
    record.items(list).filter_map(move |item| record.get_in(item, file))
}

fn report<'a>(record: &Record<'a>, result: &Value<'a>, paper: &Value<'a>, output: &mut Output) {
    record.report_with(
        output,
        result,
        (paper, message::SUBMITTED),
        Remark::new(message::SAME).expected(expectation::OWN_FILE),
    );
}

#[cfg(test)]
mod tests {
    use super::super::shared::fields::tests::{dossier, findings};

    #[test]
    fn few_and_many_results_are_found_alike() {
        for count in [1, 4, 5, 40] {
            let list = |name: &str, field: &str, host: &str| {
                let items: Vec<String> =
                    (0..count).map(|number| format!(r#"{{"{field}": "https://{host}/{number}"}}"#)).collect();
                format!(r#""{name}": [{}]"#, items.join(","))
            };
            let papers = list("TaiLieuNop", "DuongDanTaiTepTin", "tep");
            let packet = |host: &str| {
                dossier(&format!("{papers}, {}", list("DanhSachGiayToKetQua", "DuongDanTepTinKetQua", host)))
            };
            assert!(findings("same-result-as-submitted", &packet("ketqua")).is_empty());
            assert_eq!(findings("same-result-as-submitted", &packet("tep")).len(), count);
        }
    }
}

//! Documents of many reports, written report by report: no report waits in memory for those after it. What a document
//! says of all reports together stands at its end.

use crate::model::Report;

/// The titles of rules and profiles by their ids.
pub(crate) type Titles<'t> = Box<dyn Fn(&str) -> Option<String> + 't>;

/// A form that is one document, however many reports there are. Each part is appended to `out`.
pub(crate) trait Document {
    /// What stands before the first report.
    fn begin(&mut self, out: &mut String);

    /// The next report.
    fn report(&mut self, report: &Report, out: &mut String);

    /// What stands after the last report.
    fn end(&mut self, out: &mut String);
}

/// The document of reports that are all there already.
pub(super) fn whole(document: &mut dyn Document, reports: &[Report]) -> String {
    let mut out = String::new();
    document.begin(&mut out);
    for report in reports {
        document.report(report, &mut out);
    }
    document.end(&mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;
    use crate::write::csv::{Csv, csv};
    use crate::write::html::{Html, html};
    use crate::write::samples;
    use crate::write::sarif::{Sarif, sarif};

    fn title(id: &str) -> Option<String> {
        (id == "bad-date").then(|| "Ngày sai".to_owned())
    }

    fn documents(language: Language) -> [Box<dyn Document>; 3] {
        let (html, sarif) = (Html::new(language, Box::new(title)), Sarif::new(language, Box::new(title)));
        [Box::new(Csv::new(language)), Box::new(html), Box::new(sarif)]
    }

    fn at_once(reports: &[Report], language: Language) -> [String; 3] {
        [csv(reports, language), html(reports, language, &title), sarif(reports, language, &title)]
    }

    /// The parts of the document, one for the beginning, each report, and the end.
    fn parts(document: &mut dyn Document, reports: &[Report]) -> Vec<String> {
        let part = |write: &mut dyn FnMut(&mut String)| {
            let mut out = String::new();
            write(&mut out);
            out
        };
        let mut parts = vec![part(&mut |out| document.begin(out))];
        for report in reports {
            parts.push(part(&mut |out| document.report(report, out)));
        }
        parts.push(part(&mut |out| document.end(out)));
        parts
    }

    #[test]
    fn the_parts_are_the_whole() {
        let reports = samples::all();
        for language in [Language::Vi, Language::En] {
            for count in 0..=reports.len() {
                let reports = &reports[..count];
                for (mut document, whole) in documents(language).into_iter().zip(at_once(reports, language)) {
                    assert_eq!(parts(document.as_mut(), reports).concat(), whole);
                }
            }
        }
    }

    /// Else it would have been kept.
    #[test]
    fn a_report_is_written_when_it_comes() {
        let reports = [samples::conforming(), samples::two_findings(), samples::not_checked(), samples::two_findings()];
        for mut document in documents(Language::Vi) {
            let parts = parts(document.as_mut(), &reports);
            for (part, report) in parts[1..].iter().zip(&reports) {
                for finding in &report.findings {
                    let message = finding.message.get(Language::Vi);
                    assert_eq!(part.matches(message).count(), 1, "{message}: {part}");
                }
            }
            let end = parts.last().unwrap();
            for finding in reports.iter().flat_map(|report| &report.findings) {
                assert!(!end.contains(finding.message.get(Language::Vi)), "{end}");
            }
        }
    }
}

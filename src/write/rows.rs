//! The rows of the CSV table with their cells as they are: on each line a JSON array. For what knows a text from a formula
//! by itself and needs no guard: the page makes a workbook of it.

use super::csv::{Cells, header, rows_of};
use crate::model::{Language, Report};

/// The names of the columns, then the rows of all the reports; every line ends.
#[must_use]
pub fn rows(reports: &[Report], language: Language) -> String {
    let mut out = String::new();
    let mut give = |cells: &Cells| {
        // Plain texts: JSON can say them all.
        out.push_str(&serde_json::to_string(cells).unwrap_or_default());
        out.push('\n');
    };
    header(language, &mut give);
    for report in reports {
        rows_of(report, language, &mut give);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::samples;

    #[test]
    fn cells_are_as_they_are() {
        let report = samples::hostile();
        let found = report.findings[0].found.clone().unwrap();
        let rows = rows(&[report], Language::Vi);
        let cells: Vec<String> = serde_json::from_str(rows.lines().nth(1).unwrap()).unwrap();
        assert_eq!((&*cells[0], &*cells[4], &*cells[10]), ("=<b>\"tệp\".json", "@key\"<u>", &*found));
    }
}

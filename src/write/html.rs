//! The reports as one page that needs nothing else: no script, no fonts, no pictures; good on paper (A4) and on a screen,
//! light or dark. Every value is escaped, and a policy in the page forbids anything to run should that ever fail.

use super::document::{Document, Titles, whole};
use super::words::{self, Words, visible, words};
use crate::letters::lower;
use crate::model::{
    Encoding, Finding, Format, Help, Language, Localized, Report, Severity, Source, Verdict, verdict::of_source,
};

const STYLE: &str = include_str!("html.css");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// One page; each report is a section, the verdict first. `title` gives the titles of rules and profiles by their ids.
#[must_use]
pub fn html(reports: &[Report], language: Language, title: &dyn Fn(&str) -> Option<String>) -> String {
    whole(&mut Html::new(language, Box::new(title)), reports)
}

/// The page as it is written.
pub(crate) struct Html<'t> {
    language: Language,
    titles: Titles<'t>,
    /// How many reports have been written: each section is numbered.
    written: usize,
}

impl<'t> Html<'t> {
    pub(crate) const fn new(language: Language, titles: Titles<'t>) -> Self {
        Self { language, titles, written: 0 }
    }

    fn page<'p>(&'p self, out: &'p mut String) -> Page<'p> {
        Page { out, language: self.language, words: words(self.language), title: &self.titles }
    }
}

impl Document for Html<'_> {
    fn begin(&mut self, out: &mut String) {
        self.page(out).head();
    }

    fn report(&mut self, report: &Report, out: &mut String) {
        self.written += 1;
        self.page(out).report(report, self.written);
    }

    fn end(&mut self, out: &mut String) {
        let mut page = self.page(out);
        page.signature();
        page.raw("</main>\n</body>\n</html>\n");
    }
}

struct Page<'p> {
    out: &'p mut String,
    language: Language,
    words: &'static Words,
    title: &'p dyn Fn(&str) -> Option<String>,
}

impl Page<'_> {
    /// All before the first report's section.
    fn head(&mut self) {
        self.raw("<!doctype html>\n<html lang=\"");
        self.raw(self.words.tag);
        self.raw("\">\n<head>\n<meta charset=\"utf-8\">\n");
        self.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        self.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"");
        self.raw(POLICY);
        self.raw("\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        self.element("title", "", self.words.title);
        self.raw("<style>\n");
        self.raw(STYLE);
        self.raw("</style>\n</head>\n<body>\n<main>\n");
        self.element("h1", "", self.words.title);
    }

    fn report(&mut self, report: &Report, number: usize) {
        let name = report.sources.first().map_or("", |source| &source.name);
        let heading = format!(" id=\"packet-{number}\"");
        self.raw(&format!("<section class=\"packet\" aria-labelledby=\"packet-{number}\">\n"));
        let set = report.set();
        match set.as_slice() {
            [] => self.element("h2", &heading, name),
            set => {
                let files = if self.language == Language::Vi { "tệp" } else { "files" };
                self.element("h2", &heading, &format!("{} {files}", set.len()));
            }
        }
        self.verdict(report);
        self.sources(&set);
        self.facts(report);
        for group in groups(&report.findings) {
            self.group(report, &group);
        }
        if report.truncated {
            self.element("p", "", self.words.truncated);
        }
        self.gaps(report);
        self.raw("</section>\n");
    }

    fn verdict(&mut self, report: &Report) {
        let mark = match report.verdict {
            Verdict::Conforms => "✓",
            Verdict::DoesNotConform => "✕",
            Verdict::NotChecked => "?",
        };
        self.raw("<p class=\"verdict ");
        self.raw(report.verdict.name());
        self.raw("\">");
        self.inline("span", " class=\"mark\" aria-hidden=\"true\"", mark);
        self.inline("strong", "", words::verdict(report.verdict, self.language));
        self.raw(" ");
        self.inline("span", "", report.summary.get(self.language));
        self.raw("</p>\n");
    }

    /// The sources of a set, each with its answer.
    fn sources(&mut self, set: &[(usize, &Source)]) {
        if set.is_empty() {
            return;
        }
        self.raw("<ul>\n");
        for (_, source) in set {
            self.raw("<li>");
            self.inline("strong", "", &source.name);
            self.raw(" – ");
            self.escaped(&of_source(source, self.language));
            self.raw("</li>\n");
        }
        self.raw("</ul>\n");
    }

    fn facts(&mut self, report: &Report) {
        let words = self.words;
        let size: u64 = report.sources.iter().map(|source| source.bytes).sum();
        let size = format!("{} byte", grouped(size, words.thousands));
        let kind: Vec<&str> = report.sources.first().into_iter().flat_map(kind_of).collect();
        self.raw("<dl>\n");
        self.fact(words.size, &words::joined(&[&size, &kind.join(", ")]));
        self.fact(words.packet, report.packet.as_deref().unwrap_or(words.unknown));
        let profile = report.profile.as_deref().unwrap_or(words.unknown);
        self.fact(words.profile, (self.title)(profile).as_deref().unwrap_or(profile));
        self.fact(
            words.recognised,
            report.recognised.as_ref().map_or("", |recognised| recognised.text.get(self.language)),
        );
        self.fact(words.ruleset, report.ruleset);
        self.fact(words.engine, report.engine);
        self.raw("</dl>\n");
    }

    fn fact(&mut self, label: &str, value: &str) {
        self.raw("<div>");
        self.inline("dt", "", label);
        self.inline("dd", "", value);
        self.raw("</div>\n");
    }

    fn gaps(&mut self, report: &Report) {
        if report.not_checked.is_empty() {
            return;
        }
        self.element("h3", "", self.words.not_checked);
        self.raw("<ul>\n");
        for gap in &report.not_checked {
            self.raw("<li>");
            self.inline("code", "", &gap.what);
            self.raw(" – ");
            self.escaped(gap.text.get(self.language));
            self.raw("</li>\n");
        }
        self.raw("</ul>\n");
    }

    /// The findings of one rule. What is the same for all of them is said once.
    fn group(&mut self, report: &Report, group: &[&Finding]) {
        let Some(first) = group.first() else {
            return;
        };
        self.raw("<section class=\"rule\">\n<h3>");
        self.severity(first.severity);
        self.raw(" ");
        if let Some(title) = (self.title)(&first.rule) {
            self.escaped(&title);
            self.raw(" ");
        }
        self.inline("code", "", &first.rule);
        let unit = self.words.places[usize::from(group.len() > 1)];
        self.inline("small", "", &format!(" {} {unit}", group.len()));
        self.raw("</h3>\n");
        let same_help = group.iter().all(|finding| finding.help == first.help);
        let ground = |finding: &Finding| (finding.grade, finding.one_source);
        let same_ground =
            group.iter().all(|finding| finding.citations == first.citations && ground(finding) == ground(first));
        self.raw("<ol>\n");
        for finding in group {
            self.raw("<li>\n");
            self.finding(report, finding);
            if !same_help {
                self.help(&finding.help);
            }
            if !same_ground {
                self.ground(finding);
            }
            self.raw("</li>\n");
        }
        self.raw("</ol>\n");
        if same_help {
            self.help(&first.help);
        }
        if same_ground {
            self.ground(first);
        }
        self.raw("</section>\n");
    }

    /// The citation, and how far the constraint itself may be trusted.
    fn ground(&mut self, finding: &Finding) {
        let grounds = words::grounds(finding, self.language);
        if !grounds.is_empty() {
            self.labelled(self.words.citation, &grounds);
        }
        let grade = finding.grade.words(finding.one_source, self.language);
        self.labelled(self.words.grade, grade);
    }

    fn severity(&mut self, severity: Severity) {
        let attributes = format!(" class=\"severity {}\"", severity.name());
        self.inline("span", &attributes, words::severity(severity, self.language));
    }

    fn finding(&mut self, report: &Report, finding: &Finding) {
        let words = self.words;
        self.raw("<p class=\"message\">");
        self.prose(finding.message.get(self.language));
        self.raw("</p>\n");
        self.raw("<p class=\"place\">");
        if let (2.., Some(source)) = (report.sources.len(), report.sources.get(finding.source as usize)) {
            self.escaped(&source.name);
            self.raw(" · ");
        }
        let start = finding.range.start;
        let (line, column) = (words.line, lower(words.column));
        let place = format!("{line} {}, {column} {}", start.line, start.column);
        let record = words::record(finding, self.language).unwrap_or_default();
        self.escaped(&words::joined(&[&place, &record]));
        self.raw(" · ");
        self.inline("code", "", &finding.path);
        self.raw("</p>\n");
        if let Some(found) = &finding.found {
            self.raw("<p>");
            self.inline("b", "", words.found);
            self.raw(": ");
            self.inline("code", " class=\"found\"", found);
            self.raw("</p>\n");
        }
        self.localized(words.expected, finding.expected.as_ref());
        self.localized(words.fix, finding.fix.as_ref().map(|fix| &fix.title));
    }

    fn help(&mut self, help: &Help) {
        self.raw("<div class=\"help\">\n");
        self.localized(self.words.help, Some(&help.staff));
        self.localized(self.words.developer, Some(&help.developer));
        self.raw("</div>\n");
    }

    fn localized(&mut self, label: &str, text: Option<&Localized>) {
        let text = text.map_or("", |text| text.get(self.language));
        if !text.is_empty() {
            self.labelled(label, text);
        }
    }

    fn labelled(&mut self, label: &str, text: &str) {
        self.raw("<p>");
        self.inline("b", "", label);
        self.raw(": ");
        self.prose(text);
        self.raw("</p>\n");
    }

    /// What stands between backticks is code.
    fn prose(&mut self, text: &str) {
        for (index, part) in text.split('`').enumerate() {
            if index % 2 == 1 {
                self.inline("code", "", part);
            } else {
                self.escaped(part);
            }
        }
    }

    /// Shown on paper only.
    fn signature(&mut self) {
        let words = self.words;
        self.raw("<footer class=\"signature\">\n");
        self.element("p", "", words.date);
        self.element("p", "", words.signature);
        self.element("p", "", words.signature_hint);
        self.raw("</footer>\n");
    }

    fn element(&mut self, name: &str, attributes: &str, text: &str) {
        self.inline(name, attributes, text);
        self.raw("\n");
    }

    fn inline(&mut self, name: &str, attributes: &str, text: &str) {
        for part in ["<", name, attributes, ">"] {
            self.raw(part);
        }
        self.escaped(text);
        for part in ["</", name, ">"] {
            self.raw(part);
        }
    }

    /// Only for what is written in this file.
    fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn escaped(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                other => self.out.push(visible(other)),
            }
        }
    }
}

/// How a source is written, as far as it is known.
fn kind_of(source: &Source) -> impl Iterator<Item = &'static str> + use<> {
    [source.format.map(Format::name), source.encoding.map(Encoding::name)].into_iter().flatten()
}

/// The findings by rule, the gravest rules first.
fn groups(findings: &[Finding]) -> Vec<Vec<&Finding>> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for severity in Severity::ALL {
        let mut of_severity: Vec<Vec<&Finding>> = Vec::new();
        for finding in findings.iter().filter(|finding| finding.severity == severity) {
            let same = |group: &&mut Vec<&Finding>| group.first().is_some_and(|first| first.rule == finding.rule);
            match of_severity.iter_mut().find(same) {
                Some(group) => group.push(finding),
                None => of_severity.push(vec![finding]),
            }
        }
        groups.append(&mut of_severity);
    }
    groups
}

/// `12.345`
fn grouped(number: u64, separator: char) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::samples;

    fn title(id: &str) -> Option<String> {
        (id == "bad-date").then(|| "Ngày <sai>".to_owned())
    }

    #[test]
    fn the_verdict_comes_first() {
        let page = html(&[samples::two_findings()], Language::Vi, &title);
        let at = |needle: &str| page.find(needle).unwrap_or_else(|| panic!("{needle}"));
        assert!(page.starts_with("<!doctype html>\n<html lang=\"vi\">"));
        let verdict = at("<strong>Không đạt</strong>");
        assert!(at("hồ sơ.json</h2>") < verdict);
        assert!(verdict < at("<code>bad-date</code>"));
        // The error's group comes before the warning's, though it stands later in the packet.
        assert!(at("<code>bad-date</code>") < at("<code>bad-identifier</code>"));
        assert!(page.contains("Gói tin không đạt: có 1 lỗi trong 1 bản ghi; 1 cảnh báo."));
        // A rule that has no title is named by its id.
        assert!(page.contains("</span> Ngày &lt;sai&gt; <code>bad-date</code>"));
        assert!(page.contains("</span> <code>bad-identifier</code>"));
        assert!(page.contains("<code>MaCSDL</code> – chưa có danh mục công khai"));
        assert!(page.contains("Dòng 5, cột 18 · bản ghi 1 (000.00.12.H99-200313-0001)"));
        assert!(page.contains("<b>Độ tin cậy</b>: Theo thực tiễn kết nối (một nguồn)</p>"));
    }

    #[test]
    fn nothing_breaks_out() {
        let report = samples::hostile();
        let page = html(&[report], Language::En, &title);
        for broken in ["<script", "<b>\"", "<i>", "<u>", "\x1b", "alert('"] {
            assert!(!page.contains(broken), "{broken}");
        }
        assert!(page.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; 😀 e\u{302}\u{323}"));
    }

    #[test]
    fn elements_close() {
        for report in samples::all() {
            let page = html(&[report], Language::Vi, &title);
            let tags = ["section", "p", "li", "ol", "ul", "dl", "dt", "dd", "div", "h1", "h2", "h3"];
            for tag in tags {
                let opened = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
                assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{tag}");
            }
        }
    }

    #[test]
    fn every_file_has_its_section() {
        let page = html(&[samples::conforming(), samples::not_checked()], Language::En, &title);
        assert_eq!(page.matches("<section class=\"packet\"").count(), 2);
        assert!(page.contains("<strong>Conforms</strong>"));
        assert!(page.contains("<strong>Not checked</strong>"));
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(grouped(999, '.'), "999");
        assert_eq!(grouped(1_234_567, '.'), "1.234.567");
    }
}

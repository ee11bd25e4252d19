//! Reads a rule's Markdown page: front matter, the Vietnamese half, the English half, the examples.
//!
//! The build reads the pages to put messages and help into the engine, the tests read them to run the examples; a slot
//! that is missing or empty is an error that names it.

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Both {
    /// Vietnamese.
    pub(crate) vi: String,
    /// English.
    pub(crate) en: String,
}

/// A message, an expectation or the title of a fix, under the key the code uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Keyed {
    /// The key, in kebab case.
    pub(crate) key: String,
    /// The text, with placeholders in braces.
    pub(crate) text: Both,
}

/// One citation of the front matter: `doc | place | grade`, and behind another `|` the keys of the messages it is a
/// ground of, when it is not one of all: `dossier-* unit`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PageCitation {
    /// Id of the document.
    pub(crate) doc: String,
    /// The place in it.
    pub(crate) place: String,
    /// Grade of the place.
    pub(crate) grade: String,
    /// Keys of messages, or beginnings of keys with a `*`; empty for all.
    pub(crate) only: String,
}

/// One finding an example expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expected {
    /// `error`, `warning` or `info`.
    pub(crate) severity: String,
    /// Id of the rule.
    pub(crate) rule: String,
    /// Path of the finding.
    pub(crate) path: String,
    /// The text the finding's range covers.
    pub(crate) text: String,
}

/// One executed example.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Example {
    /// Its heading.
    pub(crate) title: String,
    /// `json`, `xml`, `text` or `hex`.
    pub(crate) language: String,
    /// `name=value` settings behind the language; a bare word has an empty value.
    pub(crate) settings: Vec<(String, String)>,
    /// What stands between the fences.
    pub(crate) content: String,
    /// The findings expected; none for a good example.
    pub(crate) findings: Vec<Expected>,
}

impl Example {
    /// The value of a setting.
    #[must_use]
    #[cfg_attr(not(test), allow(dead_code, reason = "the build runs no examples"))]
    pub(crate) fn setting(&self, name: &str) -> Option<&str> {
        self.settings.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A rule's page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Page {
    /// The rule's id.
    pub(crate) id: String,
    /// `reading`, `values`, `meaning` or `across`.
    pub(crate) group: String,
    /// The strongest severity the rule gives.
    pub(crate) severity: String,
    /// The grade of its ground where the field's row does not say another.
    pub(crate) grade: String,
    /// Date of the rule set that brought it.
    pub(crate) since: String,
    /// What it rests on.
    pub(crate) citations: Vec<PageCitation>,
    /// Its name for people.
    pub(crate) title: Both,
    /// Its messages.
    pub(crate) messages: Vec<Keyed>,
    /// What it expects instead.
    pub(crate) expected: Vec<Keyed>,
    /// Titles of its fixes.
    pub(crate) fixes: Vec<Keyed>,
    /// What is wrong.
    pub(crate) what: Both,
    /// Why it matters.
    pub(crate) why: Both,
    /// What staff do.
    pub(crate) staff: Both,
    /// What developers do.
    pub(crate) developer: Both,
    /// The examples.
    pub(crate) examples: Vec<Example>,
}

const HEADINGS: [(&str, &str, &str); 7] = [
    ("messages", "Thông báo", "Messages"),
    ("expected", "Đúng ra phải là", "Expected"),
    ("fixes", "Cách sửa tự động", "Fixes"),
    ("what", "Sai ở đâu", "What is wrong"),
    ("why", "Vì sao quan trọng", "Why it matters"),
    ("staff", "Cán bộ cần làm gì", "What staff do"),
    ("developer", "Lập trình viên cần làm gì", "What developers do"),
];

/// Reads a page.
///
/// # Errors
/// Says which slot is missing, empty or not understood.
pub(crate) fn parse(text: &str) -> Result<Page, String> {
    let text = text.replace("\r\n", "\n");
    let rest = text.strip_prefix("---\n").ok_or("no front matter")?;
    let (front, body) = rest.split_once("\n---\n").ok_or("the front matter has no end")?;
    let mut page = front_matter(front)?;
    let (halves, examples) = body.split_once("\n# Examples\n").ok_or("no '# Examples'")?;
    let mut parts = halves.split("\n# ").filter(|part| !part.trim().is_empty());
    let vietnamese = parts.next().ok_or("no Vietnamese half")?;
    let english = parts.next().ok_or("no English half")?;
    if parts.next().is_some() {
        return Err("more than two halves before the examples".to_owned());
    }
    half(&mut page, vietnamese.trim_start_matches(['\n', '#', ' ']), true)?;
    half(&mut page, english, false)?;
    page.examples = parse_examples(examples)?;
    complete(&page)?;
    Ok(page)
}

fn front_matter(front: &str) -> Result<Page, String> {
    let mut page = Page::default();
    for line in front.lines() {
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            let mut parts = item.split('|').map(|part| part.trim().to_owned());
            let (Some(doc), Some(place), Some(grade)) = (parts.next(), parts.next(), parts.next()) else {
                return Err(format!("citation '{item}' is not 'doc | place | grade'"));
            };
            let only = parts.next().unwrap_or_default();
            page.citations.push(PageCitation { doc, place, grade, only });
            continue;
        }
        let (name, value) = line.split_once(':').ok_or_else(|| format!("front matter line '{line}'"))?;
        let value = value.trim().to_owned();
        match name {
            "id" => page.id = value,
            "group" => page.group = value,
            "severity" => page.severity = value,
            "grade" => page.grade = value,
            "since" => page.since = value,
            "citations" => {}
            _ => return Err(format!("front matter has an unknown '{name}'")),
        }
    }
    Ok(page)
}

fn half(page: &mut Page, text: &str, vietnamese: bool) -> Result<(), String> {
    let mut sections = text.split("\n## ");
    let title = sections.next().unwrap_or_default().trim();
    title.clone_into(side(&mut page.title, vietnamese));
    for section in sections {
        let (heading, content) = section.split_once('\n').unwrap_or((section, ""));
        let content = content.trim();
        let slot = HEADINGS
            .iter()
            .find(|(_, vi, en)| heading.trim() == if vietnamese { *vi } else { *en })
            .ok_or_else(|| format!("unknown heading '{heading}'"))?
            .0;
        match slot {
            "messages" => keyed(&mut page.messages, content, vietnamese)?,
            "expected" => keyed(&mut page.expected, content, vietnamese)?,
            "fixes" => keyed(&mut page.fixes, content, vietnamese)?,
            "what" => content.clone_into(side(&mut page.what, vietnamese)),
            "why" => content.clone_into(side(&mut page.why, vietnamese)),
            "staff" => content.clone_into(side(&mut page.staff, vietnamese)),
            _ => content.clone_into(side(&mut page.developer, vietnamese)),
        }
    }
    Ok(())
}

fn side(both: &mut Both, vietnamese: bool) -> &mut String {
    if vietnamese { &mut both.vi } else { &mut both.en }
}

fn keyed(list: &mut Vec<Keyed>, content: &str, vietnamese: bool) -> Result<(), String> {
    for line in content.lines().filter(|line| !line.trim().is_empty()) {
        let item = line.strip_prefix("- `").and_then(|item| item.split_once("`: "));
        let (key, text) = item.ok_or_else(|| format!("'{line}' is not '- `key`: text'"))?;
        if let Some(known) = list.iter_mut().find(|known| known.key == key) {
            text.trim().clone_into(side(&mut known.text, vietnamese));
        } else {
            let mut text_in_both = Both::default();
            text.trim().clone_into(side(&mut text_in_both, vietnamese));
            list.push(Keyed { key: key.to_owned(), text: text_in_both });
        }
    }
    Ok(())
}

fn parse_examples(text: &str) -> Result<Vec<Example>, String> {
    let mut examples = Vec::new();
    let mut title = "";
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            title = heading;
        } else if let Some(information) = line.strip_prefix("```") {
            let mut words = information.split_whitespace();
            let language = words.next().unwrap_or_default().to_owned();
            let settings = words
                .map(|word| word.split_once('=').unwrap_or((word, "")))
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect();
            let content: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let content = content.join("\n");
            examples.push(Example { title: title.to_owned(), language, settings, content, findings: Vec::new() });
        } else if let Some(item) = line.strip_prefix("- ") {
            let example = examples.last_mut().ok_or("a finding before the first example")?;
            example.findings.push(expected(item)?);
        }
    }
    Ok(examples)
}

/// ``error `bad-date` at `/data/0/NgayTiepNhan`: `05/03/2024` ``; the covered text may be left empty.
fn expected(item: &str) -> Result<Expected, String> {
    let fail = || format!("'{item}' is not 'severity `rule` at `path`: `text`'");
    let (severity, rest) = item.split_once(" `").ok_or_else(fail)?;
    let (rule, rest) = rest.split_once("` at `").ok_or_else(fail)?;
    let (path, rest) = rest.split_once("`: `").ok_or_else(fail)?;
    let text = rest.strip_suffix('`').ok_or_else(fail)?;
    let text = text.replace("\\n", "\n").replace("\\t", "\t");
    Ok(Expected { severity: severity.to_owned(), rule: rule.to_owned(), path: path.to_owned(), text })
}

fn complete(page: &Page) -> Result<(), String> {
    let slots = [
        ("id", &page.id),
        ("group", &page.group),
        ("severity", &page.severity),
        ("grade", &page.grade),
        ("since", &page.since),
    ];
    let both = [
        ("title", &page.title),
        ("what", &page.what),
        ("why", &page.why),
        ("staff", &page.staff),
        ("developer", &page.developer),
    ];
    if let Some((name, _)) = slots.iter().find(|(_, value)| value.is_empty()) {
        return Err(format!("'{name}' is empty"));
    }
    if let Some((name, _)) = both.iter().find(|(_, value)| value.vi.is_empty() || value.en.is_empty()) {
        return Err(format!("'{name}' is missing in a language"));
    }
    let only = page.citations.iter().flat_map(|citation| citation.only.split_whitespace());
    for part in only {
        if !page.messages.iter().any(|message| names(part, &message.key)) {
            return Err(format!("a citation is limited to '{part}', which is no message"));
        }
    }
    let lists = [&page.messages, &page.expected, &page.fixes];
    if let Some(item) = lists.into_iter().flatten().find(|item| item.text.vi.is_empty() || item.text.en.is_empty()) {
        return Err(format!("'{}' is missing in a language", item.key));
    }
    for item in lists.into_iter().flatten() {
        if placeholders(&item.text.vi) != placeholders(&item.text.en) {
            return Err(format!("'{}' has other placeholders in the other language", item.key));
        }
    }
    if page.messages.is_empty() || page.citations.is_empty() {
        return Err("no message or no citation".to_owned());
    }
    if page.examples.iter().all(|example| !example.findings.is_empty()) {
        return Err("no good example".to_owned());
    }
    if page.examples.iter().all(|example| example.findings.is_empty()) {
        return Err("no bad example".to_owned());
    }
    Ok(())
}

/// Does a key, or the beginning of one with a `*`, name this message?
#[must_use]
pub(crate) fn names(part: &str, message: &str) -> bool {
    part.strip_suffix('*').map_or(part == message, |start| message.starts_with(start))
}

/// The names in braces, sorted.
#[must_use]
pub(crate) fn placeholders(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

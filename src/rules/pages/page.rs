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

/// What the front matter says of the rule beyond its grounds; each member is one of the names listed in [`POLICY`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Policy {
    /// Does an error of it keep a packet from conforming? One that only says what was not read does not.
    pub(crate) decides: String,
    /// May a packet that rests on a weaker ground lower it?
    pub(crate) lowered: String,
    /// How near it lies to a refusal of the packet.
    pub(crate) refusal: String,
    /// What else is repaired in the same round.
    pub(crate) repaired: String,
    /// When it stands in the way of a conversion.
    pub(crate) blocks_conversion: String,
}

/// The members of [`Policy`]: the names each may have, the usual one first. A member without a usual one is required.
pub(crate) const POLICY: [(&str, bool, &[&str]); 5] = [
    ("decides", true, &["yes", "no"]),
    ("lowered", true, &["yes", "no"]),
    ("refusal", true, &["4", "3", "2", "1", "already-sent", "never"]),
    ("repaired", true, &["with-others", "alone"]),
    ("blocks-conversion", true, &["never", "as-error", "always"]),
];

/// Why an error on a derived ground stays one: all messages of a rule, or some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Contradiction {
    /// Keys of messages; empty for all.
    pub(crate) only: String,
    /// The reason.
    pub(crate) reason: String,
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
    pub(crate) title: Both,
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
    /// How the rule is treated.
    pub(crate) policy: Policy,
    /// Why it is an error on a derived ground.
    pub(crate) contradiction: Option<Contradiction>,
    /// Keys of messages that are told once of a source, as [`names`] reads them.
    pub(crate) told_once: String,
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

pub(crate) const GROUPS: &[&str] = &["reading", "values", "meaning", "across"];
pub(crate) const SEVERITIES: &[&str] = &["error", "warning", "info"];
pub(crate) const GRADES: &[&str] = &["text", "practice", "derived"];

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
    let mut given: Vec<&str> = Vec::new();
    for line in front.lines() {
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            page.citations.push(citation(item)?);
            continue;
        }
        let (name, value) = line.split_once(':').ok_or_else(|| format!("front matter line '{line}'"))?;
        if given.contains(&name) {
            return Err(format!("front matter has '{name}' twice"));
        }
        given.push(name);
        member(&mut page, name, value.trim())?;
    }
    for (name, has_usual, names) in POLICY {
        match names.first().filter(|_| !given.contains(&name)) {
            Some(usual) if has_usual => member(&mut page, name, usual)?,
            Some(_) => return Err(format!("front matter has no '{name}': one of {}", names.join(", "))),
            None => {}
        }
    }
    Ok(page)
}

fn citation(item: &str) -> Result<PageCitation, String> {
    let mut parts = item.split('|').map(|part| part.trim().to_owned());
    let (Some(doc), Some(place), Some(grade)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(format!("citation '{item}' is not 'doc | place | grade'"));
    };
    let grade = known("grade of a citation", &grade, GRADES)?;
    Ok(PageCitation { doc, place, grade, only: parts.next().unwrap_or_default() })
}

fn member(page: &mut Page, name: &str, value: &str) -> Result<(), String> {
    let policy =
        |value| known(name, value, POLICY.iter().find(|(known, ..)| *known == name).map_or(&[], |known| known.2));
    match name {
        "id" => value.clone_into(&mut page.id),
        "group" => page.group = known(name, value, GROUPS)?,
        "severity" => page.severity = known(name, value, SEVERITIES)?,
        "grade" => page.grade = known(name, value, GRADES)?,
        "since" => value.clone_into(&mut page.since),
        "decides" => page.policy.decides = policy(value)?,
        "lowered" => page.policy.lowered = policy(value)?,
        "refusal" => page.policy.refusal = policy(value)?,
        "repaired" => page.policy.repaired = policy(value)?,
        "blocks-conversion" => page.policy.blocks_conversion = policy(value)?,
        "contradiction" => {
            let (only, reason) = value.split_once(" | ").unwrap_or(("", value));
            page.contradiction = Some(Contradiction { only: only.to_owned(), reason: reason.to_owned() });
        }
        "told-once" => value.clone_into(&mut page.told_once),
        "citations" => {}
        _ => return Err(format!("front matter has an unknown '{name}'")),
    }
    Ok(())
}

fn known(what: &str, value: &str, names: &[&str]) -> Result<String, String> {
    if names.contains(&value) {
        return Ok(value.to_owned());
    }
    Err(format!("{what} '{value}' is none of {}", names.join(", ")))
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
    let mut title = Both::default();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            title = example_title(heading)?;
        } else if let Some(information) = line.strip_prefix("```") {
            let mut words = information.split_whitespace();
            let language = words.next().unwrap_or_default().to_owned();
            let settings = words
                .map(|word| word.split_once('=').unwrap_or((word, "")))
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect();
            let content: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let content = content.join("\n");
            examples.push(Example { title: title.clone(), language, settings, content, findings: Vec::new() });
        } else if let Some(item) = line.strip_prefix("- ") {
            let example = examples.last_mut().ok_or("a finding before the first example")?;
            example.findings.push(expected(item)?);
        }
    }
    Ok(examples)
}

/// `Sai: hẹn trả trước ngày tiếp nhận | Bad: promised before it was received`
fn example_title(heading: &str) -> Result<Both, String> {
    let (vi, en) = heading
        .split_once(" | ")
        .filter(|(vi, en)| !vi.trim().is_empty() && !en.trim().is_empty())
        .ok_or_else(|| format!("the example's heading '{heading}' is not 'Vietnamese | English'"))?;
    Ok(Both { vi: vi.trim().to_owned(), en: en.trim().to_owned() })
}

/// ``error `bad-date` at `/data/0/NgayTiepNhan`: `05/03/2024` ``; the covered text may be left empty.
fn expected(item: &str) -> Result<Expected, String> {
    let fail = || format!("'{item}' is not 'severity `rule` at `path`: `text`'");
    let (severity, rest) = item.split_once(" `").ok_or_else(fail)?;
    let (rule, rest) = rest.split_once("` at `").ok_or_else(fail)?;
    let (path, rest) = rest.split_once("`: `").ok_or_else(fail)?;
    let text = rest.strip_suffix('`').ok_or_else(fail)?;
    let text = text.replace("\\n", "\n").replace("\\t", "\t");
    let severity = known("severity of a finding", severity, SEVERITIES)?;
    Ok(Expected { severity, rule: rule.to_owned(), path: path.to_owned(), text })
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
    let limits = page.citations.iter().map(|citation| &citation.only);
    let limits = limits.chain(page.contradiction.iter().map(|contradiction| &contradiction.only));
    let limits = limits.chain([&page.told_once]);
    for part in limits.flat_map(|only| only.split_whitespace()) {
        if !page.messages.iter().any(|message| names(part, &message.key)) {
            return Err(format!("the front matter limits something to '{part}', which is no message"));
        }
    }
    is_right_contradiction(page)?;
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

/// The reason is given exactly where all of the rule is an error on a derived ground; one for some messages stands alone.
fn is_right_contradiction(page: &Page) -> Result<(), String> {
    let is_derived_error = page.severity == "error" && page.grade == "derived";
    let is_for_all = page.contradiction.as_ref().map(|contradiction| contradiction.only.is_empty());
    match (is_derived_error, is_for_all) {
        (true, Some(true)) | (false, None | Some(false)) => Ok(()),
        (true, _) => Err("a derived rule that is an error says why: 'contradiction: reason'".to_owned()),
        (false, Some(true)) => Err("only a derived rule that is an error has a 'contradiction' for all".to_owned()),
    }
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

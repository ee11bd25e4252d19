//! A small parser of options: long names with `=` or a following value, a few short ones, `--` before odd file names.

use super::{Host, Problem, Stop, read_all};
use crate::{
    check::Options,
    letters::nearest_word,
    model::{Language, Languages, OptionsBuilder, OptionsError},
};

/// An option a command knows.
pub(super) struct Flag {
    /// With its dashes.
    pub(super) name: &'static str,
    /// It takes a value.
    pub(super) takes_value: bool,
}

impl Flag {
    pub(super) const fn switch(name: &'static str) -> Self {
        Self { name, takes_value: false }
    }

    pub(super) const fn value(name: &'static str) -> Self {
        Self { name, takes_value: true }
    }
}

/// The options every command that checks has.
pub(super) const CHECKING: [Flag; 9] = [
    Flag::value("--packet"),
    Flag::value("--profile"),
    Flag::value("--lang"),
    Flag::value("--only"),
    Flag::value("--skip"),
    Flag::value("--max-findings"),
    Flag::value("--limit-bytes"),
    Flag::value("--limit-depth"),
    Flag::switch("--mask"),
];

/// What was given: options in order, and the rest.
pub(super) struct Arguments {
    options: Vec<(&'static str, String)>,
    /// File names and the like.
    pub(super) operands: Vec<String>,
}

impl Arguments {
    /// Takes the command's words apart; `flags` are the options it knows.
    pub(super) fn parse(words: &[String], flags: &[&[Flag]]) -> Result<Self, Stop> {
        let mut options = Vec::new();
        let mut operands = Vec::new();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            if word == "--" {
                operands.extend(words.by_ref().cloned());
            } else if word == "-" || !word.starts_with('-') {
                operands.push(word.clone());
            } else {
                let (name, given) = match word.split_once('=') {
                    Some((name, value)) => (name, Some(value.to_owned())),
                    None => (word.as_str(), None),
                };
                let flag = find(flags, name)?;
                let value = match (flag.takes_value, given) {
                    (true, Some(value)) => value,
                    (true, None) => words.next().cloned().ok_or_else(|| needs_value(name))?,
                    (false, None) => String::new(),
                    (false, Some(_)) => return Err(takes_no_value(name)),
                };
                options.push((flag.name, value));
            }
        }
        Ok(Self { options, operands })
    }

    /// Was the option given?
    pub(super) fn has(&self, name: &str) -> bool {
        self.options.iter().any(|option| option.0 == name)
    }

    /// The option's value; the last one counts.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let mut given = self.options.iter().rev();
        given.find(|option| option.0 == name).map(|option| option.1.as_str())
    }

    /// The values of an option that takes a list, and may be given more than once.
    pub(super) fn list(&self, name: &str) -> Vec<String> {
        let given = self.options.iter().filter(|option| option.0 == name);
        given
            .flat_map(|option| option.1.split(','))
            .map(|item| item.trim().to_owned())
            .filter(|item| !item.is_empty())
            .collect()
    }

    /// The option's value as one of a few words.
    pub(super) fn choice<T: Copy>(&self, name: &str, choices: &[(&str, T)]) -> Result<Option<T>, Stop> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        if let Some(choice) = choices.iter().find(|choice| choice.0 == value) {
            return Ok(Some(choice.1));
        }
        let words: Vec<&str> = choices.iter().map(|choice| choice.0).collect();
        let words = words.join(", ");
        Err(Problem::stop(
            format!("{name} phải là một trong: {words}; đã nhận “{value}”"),
            format!("{name} takes one of: {words}; got “{value}”"),
        ))
    }

    fn number<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Stop> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        value.parse().map(Some).map_err(|_| {
            Problem::stop(
                format!("{name} phải là một số nguyên không âm; đã nhận “{value}”"),
                format!("{name} takes a whole number; got “{value}”"),
            )
        })
    }

    /// The languages asked for.
    pub(super) fn languages(&self) -> Result<Option<Languages>, Stop> {
        self.choice("--lang", &[("vi", Languages::Vi), ("en", Languages::En), ("both", Languages::Both)])
    }

    /// The one language of texts for people: Vietnamese unless English is asked for.
    pub(super) fn language(&self) -> Result<Language, Stop> {
        Ok(match self.languages()? {
            Some(Languages::En) => Language::En,
            _ => Language::Vi,
        })
    }

    /// What the engine is told; the source's name is left open. `languages` where `--lang` says nothing of them.
    pub(super) fn engine_options(&self, host: &mut dyn Host) -> Result<OptionsBuilder, Stop> {
        let mut options = Options::builder();
        if let Some(profile) = self.value("--profile") {
            options =
                if is_file(profile) { options.own_profile(read_all(host, profile)?) } else { options.profile(profile) };
        }
        options.packet = self.value("--packet").map(str::to_owned);
        options.languages = self.languages()?.unwrap_or_default();
        options.only = self.list("--only");
        options.skip = self.list("--skip");
        options.mask = self.has("--mask");
        if let Some(most) = self.number("--max-findings")? {
            options.max_findings_per_rule = most;
        }
        if let Some(bytes) = self.number("--limit-bytes")? {
            options.limits.bytes = bytes;
        }
        if let Some(depth) = self.number("--limit-depth")? {
            options.limits.depth = depth;
        }
        Ok(options)
    }
}

impl From<OptionsError> for Stop {
    fn from(error: OptionsError) -> Self {
        let what = match error.option {
            "packet" => ("gói tin", "packet"),
            "profile" => ("bộ quy định", "profile"),
            _ => ("quy tắc", "rule"),
        };
        let (vi, en) = meant(error.nearest.as_deref());
        let (option, name) = (error.option, error.name);
        Problem::stop(
            format!("--{option}: không có {} “{name}”{vi}", what.0),
            format!("--{option}: there is no {} “{name}”{en}", what.1),
        )
    }
}

/// The question whether another word was meant, in Vietnamese and in English.
pub(super) fn meant(near: Option<&str>) -> (String, String) {
    match near {
        Some(near) => (format!("; có phải là “{near}”?"), format!("; did you mean “{near}”?")),
        None => (String::new(), String::new()),
    }
}

/// A profile's name has neither a dot nor a folder in it; a file with a reader's own has.
fn is_file(profile: &str) -> bool {
    profile.contains(['.', '/', '\\'])
}

fn find<'a>(flags: &[&'a [Flag]], name: &str) -> Result<&'a Flag, Stop> {
    let mut known = flags.iter().flat_map(|flags| flags.iter());
    if let Some(flag) = known.find(|flag| flag.name == name) {
        return Ok(flag);
    }
    let names = flags.iter().flat_map(|flags| flags.iter()).map(|flag| flag.name);
    let (vi, en) = match nearest_word(name, names) {
        Some(near) => (format!("; có phải là {near}?"), format!("; did you mean {near}?")),
        None => (String::new(), String::new()),
    };
    Err(Problem::stop(format!("không có tùy chọn {name}{vi}"), format!("there is no option {name}{en}")))
}

fn needs_value(name: &str) -> Stop {
    Problem::stop(format!("{name} cần một giá trị"), format!("{name} needs a value"))
}

fn takes_no_value(name: &str) -> Stop {
    Problem::stop(format!("{name} không nhận giá trị"), format!("{name} takes no value"))
}

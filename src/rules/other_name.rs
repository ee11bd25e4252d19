//! Another name of an ethnic group or a religion: one of those that belong to its code.

use super::shared::{fields, meaning, record_rule::RecordRule};
use crate::{
    letters,
    model::catalogue::other_name::{expectation, message},
    record::{Record, Value, output::Output, remark::Remark, space, table::Type},
};

/// A type that holds a code and another name of what the code stands for.
struct Named {
    type_number: usize,
    code: usize,
    name: usize,
}

struct OtherName {
    types: Vec<Named>,
}

pub(crate) fn bind(record: &Type, types: &[Type]) -> Option<Box<dyn RecordRule>> {
    record.schema.as_ref()?;
    let named = |(type_number, table): (usize, &Type)| {
        let name = fields::slot(table, "TenGoiKhac")?;
        let code = table.fields.iter().position(|field| field.codes().is_some())?;
        Some(Named { type_number, code, name })
    };
    let types: Vec<Named> = types.iter().enumerate().filter_map(named).collect();
    if types.is_empty() { None } else { Some(Box::new(OtherName { types })) }
}

/// A code's names, one behind the other; nothing when the code is not known.
fn names_of(code: &Value<'_>) -> Option<String> {
    let list = code.field.codes()?.1;
    let text = meaning::said(code);
    let known = list.codes.iter().find(|known| known.code == text)?;
    let others = list.more.as_ref().and_then(|more| more.names.get(&known.code));
    let others = others.map_or(String::new(), |names| format!(", {names}"));
    // The second label is what another table of the text calls the same.
    let second = if known.en == known.vi { String::new() } else { format!(", {}", known.en) };
    Some(format!("{}{second}{others}", known.vi))
}

/// In lower case and without diacritics.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letters::is_mark(*letter)).map(letters::plain).collect()
}

/// Is it one of the names, or a whole part of one?
fn is_among(name: &str, names: &str) -> bool {
    let (name, names) = (plain(space::trim(name)), plain(names));
    if name.is_empty() {
        return false;
    }
    let (mut rest, mut before) = (names.as_str(), None);
    while let Some((head, behind)) = rest.split_once(&name) {
        before = head.chars().next_back().or(before);
        if !before.is_some_and(char::is_alphanumeric) && !behind.chars().next().is_some_and(char::is_alphanumeric) {
            return true;
        }
        (rest, before) = (behind, name.chars().next_back());
    }
    false
}

impl RecordRule for OtherName {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        for named in &self.types {
            for object in record.objects_of(named.type_number) {
                let Some(name) = record.get_in(object, named.name) else { continue };
                let Some(code) = record.get_in(object, named.code) else { continue };
                let Some(names) = names_of(&code) else { continue };
                if !is_among(&name.text(), &names) {
                    let remark = Remark::new(message::NOT_OF_CODE)
                        .expected(expectation::NAMES)
                        .with("code", record.quote(&code, code.trimmed()));
                    record.report_with(
                        output,
                        &name,
                        (&code, message::CODE),
                        remark.with("names", record.quote(&code, names)),
                    );
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_count() {
        let names = "Thái, Tày Khao hoặc Đón (Thái trắng), Tày Đăm";
        for name in ["Tày Khao", "tay dam", "Thái trắng", "Thái"] {
            assert!(is_among(name, names), "{name}");
        }
        for name in ["Tày Kha", "Kinh", "", "ng"] {
            assert!(!is_among(name, names), "{name}");
        }
    }
}

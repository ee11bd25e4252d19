//! What the documents say, as data: documents, code lists, profiles, the envelope and the packets.
//!
//! The JSON files beside this module are the only place where a field, a code or a citation is written down. Whoever
//! holds a document corrects a row there and touches no code. `model.rs` says what the files may say.

pub(crate) mod model;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod no_null;
pub(crate) mod overlay;
pub(crate) mod profile;
mod read;
pub(crate) mod references;
mod term;

use std::sync::{Arc, LazyLock};

use crate::model::{Grade, Language, Languages, PacketInfo};
pub(crate) use model::{
    Case, Citation, Code, CodeConflict, CodeList, Dictionary, FieldType, Form, Mark, MoreCodes, Packet, PacketSchema,
    Profile, RecordType, Requirement, Row, RowGrade, RowSchema, TypeSchema,
};
pub(crate) use term::Term;

/// The built-in dictionary, as the build wrote it.
const BUILT_IN: &str = include_str!(concat!(env!("OUT_DIR"), "/dictionary.json"));

/// The built-in dictionary. The build has read it with the same types.
pub(crate) fn dictionary() -> &'static Dictionary {
    built_in()
}

/// The same, for those who hold either it or one made of a reader's own profile.
pub(crate) fn built_in() -> &'static Arc<Dictionary> {
    static DICTIONARY: LazyLock<Arc<Dictionary>> = LazyLock::new(|| {
        let written: serde_json::Value = serde_json::from_str(BUILT_IN).unwrap_or_default();
        Arc::new(read::read(&written).unwrap_or_default())
    });
    &DICTIONARY
}

/// All packets, in the order of the regulation.
#[must_use]
pub fn packets() -> Vec<PacketInfo> {
    let info = |packet: &'static Arc<Packet>| PacketInfo {
        id: &packet.id,
        group: packet.group,
        title: Languages::Both.localized(|language| packet.title.get(language).to_owned()),
        profiles: packet.profiles.iter().map(Term::as_str).collect(),
    };
    dictionary().packets.iter().map(info).collect()
}

impl Dictionary {
    /// The document of that id.
    pub(crate) fn document(&self, id: &str) -> Option<&model::Document> {
        self.documents.iter().find(|document| document.id == id)
    }

    /// The packet of that id.
    pub(crate) fn packet(&self, id: &str) -> Option<&Arc<Packet>> {
        self.packets.iter().find(|packet| packet.id == id)
    }

    /// Is this a name that a document or a profile gives to something in a packet?
    pub(crate) fn knows(&self, name: &str) -> bool {
        let tables = self.packets.iter().flat_map(|packet| packet.types.values());
        let envelope = [&self.envelope.request, &self.envelope.reply];
        let is_of = |table: &RecordType| table.fields.iter().any(|row| row.name == name);
        let is_packet =
            self.packet(name).is_some() || self.profiles.iter().any(|profile| profile.names.contains_key(name));
        is_packet || name == "item" || envelope.into_iter().any(is_of) || tables.into_iter().any(is_of)
    }

    /// The profile of that id.
    pub(crate) fn profile(&self, id: &str) -> Option<&Arc<Profile>> {
        self.profiles.iter().find(|profile| profile.id == id)
    }
}

impl RowGrade {
    /// The grade as reports show it.
    pub(crate) const fn grade(self) -> Grade {
        match self {
            Self::Text => Grade::Text,
            Self::Practice | Self::PracticeOneSource => Grade::Practice,
            Self::Derived => Grade::Derived,
        }
    }

    /// Only one source is known.
    pub(crate) const fn one_source(self) -> bool {
        matches!(self, Self::PracticeOneSource)
    }

    /// A constraint of this grade may be an error.
    pub(crate) const fn allows_error(self) -> bool {
        matches!(self, Self::Text | Self::Practice)
    }
}

impl Profile {
    /// All it says follows from the packets that came after it.
    pub(crate) fn is_derived(&self) -> bool {
        self.lowers == Some(RowGrade::Derived)
    }
}

impl Packet {
    /// It stands outside the regulation, whose envelope it does not need.
    pub(crate) const fn is_bare(&self) -> bool {
        self.group == 0
    }

    /// The table of its records.
    pub(crate) fn records(&self) -> Option<&RecordType> {
        self.types.get(&self.record)
    }

    /// A place in its document.
    pub(crate) fn ground(&self, place: &Term) -> Citation {
        Citation { doc: self.citation.doc.clone(), place: place.clone() }
    }
}

impl Row {
    /// Grade of its limit.
    pub(crate) fn limit_grade(&self) -> RowGrade {
        self.max_grade.unwrap_or(RowGrade::PracticeOneSource)
    }
}

impl model::Texts {
    /// The text in one language.
    pub(crate) fn get(&self, language: Language) -> &str {
        match language {
            Language::Vi => &self.vi,
            Language::En => &self.en,
        }
    }
}

impl MoreCodes {
    /// Is it one of the codes whose meanings are not told?
    pub(crate) fn has(&self, code: &str) -> bool {
        self.codes.split(' ').any(|known| known == code && !code.is_empty())
    }

    /// What disagrees about a code.
    pub(crate) fn conflict(&self, code: &str) -> Option<&CodeConflict> {
        self.conflicts.iter().find(|conflict| conflict.code == code)
    }
}

impl RowSchema {
    /// How many digits there may be.
    pub(crate) fn digit_counts(&self) -> impl Iterator<Item = usize> {
        self.digits.split(' ').filter_map(|count| count.parse().ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionary_is_there() {
        let dictionary = dictionary();
        assert!(dictionary.packets.len() > 20 && dictionary.documents.len() > 20 && dictionary.codes.len() > 20);
        assert!(dictionary.packets.iter().all(|packet| packet.records().is_some()));
    }

    #[test]
    fn personal_fields_are_many() {
        let types = dictionary().packets.iter().flat_map(|packet| packet.types.values());
        let types = types.chain([&dictionary().envelope.request, &dictionary().envelope.reply]);
        let personal: Vec<&Arc<Row>> = types.flat_map(|table| &table.fields).filter(|row| row.personal).collect();
        assert!(personal.len() > 5);
    }
}

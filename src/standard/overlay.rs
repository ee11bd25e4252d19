//! Lays a reader's own profile over the built-in dictionary: rows, codes, documents and packets of the same name are
//! changed member by member, others are added. The values are known to have the right shapes; what they refer to is
//! looked up here.

use super::{
    Case, Code, CodeList, Dictionary, Document, Named, Packet, Profile, RecordType, Row, RowCitation, RowGrade, Texts,
    names::{FORMS, GRADES, REQUIREMENTS, TYPES},
    read,
};
use crate::model::catalogue::{Message, bad_profile};

/// A value of the profile.
pub(crate) trait Given: Copy {
    /// Its number, for messages about it.
    fn id(self) -> u32;
    /// The member of that name.
    fn member(self, name: &str) -> Option<Self>;
    /// The items of a list, or the members of an object with their names.
    fn parts(self) -> Vec<(String, Self)>;
    /// Its text.
    fn text(self) -> String;
}

/// A reference that leads nowhere.
#[derive(Debug)]
pub(crate) struct Trouble {
    pub(crate) node: u32,
    pub(crate) path: String,
    pub(crate) message: Message,
    pub(crate) name: String,
    /// What it could be.
    pub(crate) known: Vec<&'static str>,
}

/// The work in progress.
pub(crate) struct Overlay {
    documents: Vec<Document>,
    codes: Vec<(&'static str, CodeList)>,
    packets: Vec<Packet>,
    troubles: Vec<Trouble>,
}

impl Overlay {
    /// The profile at `given` over the built-in dictionary, and the id of its base.
    pub(crate) fn lay<G: Given>(
        built_in: &'static Dictionary,
        given: G,
    ) -> Result<(&'static Dictionary, &'static str), Vec<Trouble>> {
        let mut overlay = Self {
            documents: built_in.documents.to_vec(),
            codes: built_in.codes.0.to_vec(),
            packets: built_in.packets.to_vec(),
            troubles: Vec::new(),
        };
        let base = overlay.base(built_in, given);
        overlay.documents(given);
        overlay.codes(given);
        overlay.packets(given);
        let Some(base) = base.filter(|_| overlay.troubles.is_empty()) else { return Err(overlay.troubles) };
        let own = Profile {
            id: OWN,
            vi: optional(given, &["title", "vi"]),
            en: optional(given, &["title", "en"]),
            ..base.clone()
        };
        let changed: Vec<String> = list(given, "packets").into_iter().map(|packet| text(packet, "id")).collect();
        for packet in &mut overlay.packets {
            if packet.profiles.contains(&base.id) || changed.iter().any(|id| id == packet.id) {
                packet.profiles = keep([&[OWN], packet.profiles].concat());
            }
        }
        let dictionary = Dictionary {
            documents: keep(overlay.documents),
            codes: Named(keep(overlay.codes)),
            profiles: keep([built_in.profiles, &[own]].concat()),
            envelope: built_in.envelope.clone(),
            packets: keep(overlay.packets),
        };
        Ok((Box::leak(Box::new(dictionary)), base.id))
    }

    fn base<G: Given>(&mut self, built_in: &'static Dictionary, given: G) -> Option<&'static Profile> {
        let named = given.member("base")?;
        let name = named.text();
        let found = built_in.profiles.iter().find(|profile| profile.id == name);
        if found.is_none() {
            let known = built_in.profiles.iter().map(|profile| profile.id).collect();
            self.trouble(named, "/base".to_owned(), bad_profile::message::NO_BASE, known);
        }
        found
    }

    fn documents<G: Given>(&mut self, given: G) {
        for item in list(given, "documents") {
            let document = Document {
                id: kept(item, "id").unwrap_or_default(),
                title: kept(item, "title").unwrap_or_default(),
                vi: kept(item, "vi").unwrap_or_default(),
                en: kept(item, "en").unwrap_or_default(),
                grade: one_of(item, "grade", GRADES, read::GRADES).unwrap_or_default(),
            };
            self.documents.retain(|known| known.id != document.id);
            self.documents.push(document);
        }
    }

    fn codes<G: Given>(&mut self, given: G) {
        for (name, item) in given.member("codes").map(Given::parts).unwrap_or_default() {
            let code = |item: G| Code {
                code: kept(item, "code").unwrap_or_default(),
                vi: kept(item, "vi").unwrap_or_default(),
                en: kept(item, "en").or_else(|| kept(item, "vi")).unwrap_or_default(),
                grade: one_of(item, "grade", GRADES, read::GRADES),
            };
            let codes = CodeList {
                grade: one_of(item, "grade", GRADES, read::GRADES).unwrap_or_default(),
                open: flag(item, "open").unwrap_or(false),
                codes: keep(list(item, "codes").into_iter().map(code).collect()),
                more: None,
            };
            self.codes.retain(|(known, _)| *known != name);
            self.codes.push((leak(name), codes));
        }
    }

    fn packets<G: Given>(&mut self, given: G) {
        for (number, item) in list(given, "packets").into_iter().enumerate() {
            let path = format!("/packets/{number}");
            let id = text(item, "id");
            let known = self.packets.iter().position(|packet| packet.id == id);
            let packet = self.packet(known.and_then(|at| self.packets.get(at)).cloned(), item, &path);
            match known.and_then(|at| self.packets.get_mut(at)) {
                Some(place) => *place = packet,
                None => self.packets.push(packet),
            }
        }
    }

    fn packet<G: Given>(&mut self, known: Option<Packet>, given: G, path: &str) -> Packet {
        let is_new = known.is_none();
        let id = kept(given, "id").unwrap_or_default();
        let mut packet = known.unwrap_or(Packet {
            id,
            group: 0,
            title: Texts { vi: id, en: id },
            profiles: &[],
            citation: RowCitation::default(),
            record: "",
            key: None,
            unique: &[],
            at_least_one: &[],
            asks: false,
            lenient: false,
            like: None,
            schema: None,
            types: Named(&[]),
        });
        if let Some(title) = given.member("title") {
            packet.title = texts(title);
        }
        if let Some(citation) = self.citation(given, path) {
            packet.citation = citation;
        }
        packet.key = kept(given, "key").or(packet.key);
        packet.record = kept(given, "record").unwrap_or(packet.record);
        packet.unique = names(given, "unique").unwrap_or(packet.unique);
        packet.at_least_one = names(given, "atLeastOne").unwrap_or(packet.at_least_one);
        packet.asks = flag(given, "asks").unwrap_or(packet.asks);
        packet.lenient = flag(given, "lenient").unwrap_or(packet.lenient);
        let packets = |overlay: &Self| overlay.packets.iter().map(|packet| packet.id).collect();
        if let Some(like) = self.reference(given, "like", path, bad_profile::message::NO_PACKET, packets) {
            let like = self.packets.iter().find(|known| known.id == like);
            packet.types = like.map_or(Named(&[]), |like| Named(like.types.0));
        }
        self.types(&mut packet, given, path);
        if packet.types.get(packet.record).is_none() {
            let named = given.member("record");
            let message =
                if is_new && named.is_none() { bad_profile::message::NO_RECORD } else { bad_profile::message::NO_TYPE };
            self.trouble(named.unwrap_or(given), format!("{path}/record"), message, packet.types.names().collect());
        }
        packet
    }

    fn types<G: Given>(&mut self, packet: &mut Packet, given: G, path: &str) {
        let changes = given.member("types").map(Given::parts).unwrap_or_default();
        let mut types = packet.types.0.to_vec();
        for (name, _) in &changes {
            if !types.iter().any(|(known, _)| known == name) {
                let empty = RecordType { title: Texts::default(), gap: false, fields: &[], schema: None };
                types.push((leak(name.clone()), empty));
            }
        }
        let names: Vec<&'static str> = types.iter().map(|(name, _)| *name).collect();
        for (name, change) in changes {
            let path = format!("{path}/types/{name}");
            let Some((_, table)) = types.iter_mut().find(|(known, _)| *known == name) else { continue };
            if let Some(title) = change.member("title") {
                table.title = texts(title);
            }
            table.gap = flag(change, "gap").unwrap_or(table.gap);
            table.fields = self.fields(table.fields, change, &names, &path);
        }
        packet.types = Named(keep(types));
    }

    fn fields<G: Given>(
        &mut self,
        known: &'static [Row],
        given: G,
        types: &[&'static str],
        path: &str,
    ) -> &'static [Row] {
        let mut rows = known.to_vec();
        for (number, item) in list(given, "fields").into_iter().enumerate() {
            let path = format!("{path}/fields/{number}");
            let name = text(item, "name");
            let at = rows.iter().position(|row| row.name == name);
            let row = self.row(at.and_then(|at| rows.get(at)).cloned(), item, types, &path);
            match at.and_then(|at| rows.get_mut(at)) {
                Some(place) => *place = row,
                None => rows.push(row),
            }
        }
        keep(rows)
    }

    fn row<G: Given>(&mut self, known: Option<Row>, given: G, types: &[&'static str], path: &str) -> Row {
        let mut row = known.unwrap_or_else(|| Row {
            name: kept(given, "name").unwrap_or_default(),
            grade: RowGrade::Derived,
            ..Row::default()
        });
        row.field_type = one_of(given, "type", TYPES, read::TYPES).unwrap_or(row.field_type);
        row.form = one_of(given, "form", FORMS, read::FORMS).or(row.form);
        row.required = one_of(given, "required", REQUIREMENTS, read::REQUIREMENTS).unwrap_or(row.required);
        row.grade = one_of(given, "grade", GRADES, read::GRADES).unwrap_or(row.grade);
        row.max = number(given, "max").or(row.max);
        row.max_grade = one_of(given, "maxGrade", GRADES, read::GRADES).unwrap_or(row.max_grade);
        row.min_items = number(given, "minItems").or(row.min_items);
        row.edition = kept(given, "edition").or(row.edition);
        row.gap = flag(given, "gap").unwrap_or(row.gap);
        row.personal = flag(given, "personal").unwrap_or(row.personal);
        row.bare = flag(given, "bare").unwrap_or(row.bare);
        row.secret = flag(given, "secret").unwrap_or(row.secret);
        if given.member("when").is_some() {
            row.when = self.cases(given, path);
        }
        row.example = kept(given, "example").or(row.example);
        row.meaning = given.member("meaning").map(texts).or(row.meaning);
        if let Some(citation) = self.citation(given, path) {
            row.citation = Some(Box::leak(Box::new(citation)));
        }
        row.codes = self
            .reference(given, "codes", path, bad_profile::message::NO_CODES, |overlay| {
                overlay.codes.iter().map(|(name, _)| *name).collect()
            })
            .or(row.codes);
        row.of = self.reference(given, "of", path, bad_profile::message::NO_TYPE, |_| types.to_vec()).or(row.of);
        row
    }

    /// The cases in which a field is required.
    fn cases<G: Given>(&mut self, given: G, path: &str) -> &'static [Case] {
        let mut cases = Vec::new();
        for (number, item) in list(given, "when").into_iter().enumerate() {
            let path = format!("{path}/when/{number}");
            let conditions = item.member("if").map(Given::parts).unwrap_or_default();
            let values = |part: G| keep(part.parts().into_iter().map(|(_, value)| leak(value.text())).collect());
            let conditions = conditions.into_iter().map(|(name, part)| (leak(name), values(part))).collect();
            let codes = |overlay: &Self| overlay.codes.iter().map(|(name, _)| *name).collect();
            cases.push(Case {
                conditions: Named(keep(conditions)),
                citation: self.cites(item, "cites", &path).unwrap_or_default(),
                item: item.member("item").map(texts).unwrap_or_default(),
                codes: self.reference(item, "codes", &path, bad_profile::message::NO_CODES, codes),
            });
        }
        keep(cases)
    }

    /// A name that must be one of those known.
    fn reference<G: Given>(
        &mut self,
        given: G,
        member: &str,
        path: &str,
        message: Message,
        known: impl Fn(&Self) -> Vec<&'static str>,
    ) -> Option<&'static str> {
        let named = given.member(member)?;
        let name = named.text();
        let known = known(self);
        let found = known.iter().find(|known| **known == name).copied();
        if found.is_none() {
            self.trouble(named, format!("{path}/{member}"), message, known);
        }
        found
    }

    fn citation<G: Given>(&mut self, given: G, path: &str) -> Option<RowCitation> {
        self.cites(given, "citation", path)
    }

    fn cites<G: Given>(&mut self, given: G, member: &str, path: &str) -> Option<RowCitation> {
        let citation = given.member(member)?;
        let path = format!("{path}/{member}");
        let documents = |overlay: &Self| overlay.documents.iter().map(|document| document.id).collect();
        let doc = self.reference(citation, "doc", &path, bad_profile::message::NO_DOCUMENT, documents)?;
        Some(RowCitation { doc, place: kept(citation, "place").unwrap_or_default() })
    }

    fn trouble<G: Given>(&mut self, given: G, path: String, message: Message, known: Vec<&'static str>) {
        self.troubles.push(Trouble { node: given.id(), path, message, name: given.text(), known });
    }
}

/// The id that a reader's own profile has in reports.
pub(crate) const OWN: &str = "own";

fn keep<T>(items: Vec<T>) -> &'static [T] {
    Box::leak(items.into_boxed_slice())
}

fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

fn kept<G: Given>(given: G, name: &str) -> Option<&'static str> {
    given.member(name).map(|value| leak(value.text()))
}

fn text<G: Given>(given: G, name: &str) -> String {
    given.member(name).map(Given::text).unwrap_or_default()
}

fn optional<G: Given>(given: G, path: &[&str; 2]) -> &'static str {
    given.member(path[0]).and_then(|inner| kept(inner, path[1])).unwrap_or_default()
}

fn number<G: Given>(given: G, name: &str) -> Option<u32> {
    given.member(name)?.text().parse().ok()
}

fn flag<G: Given>(given: G, name: &str) -> Option<bool> {
    Some(given.member(name)?.text() == "true")
}

fn list<G: Given>(given: G, name: &str) -> Vec<G> {
    given.member(name).map(Given::parts).unwrap_or_default().into_iter().map(|(_, part)| part).collect()
}

fn names<G: Given>(given: G, name: &str) -> Option<&'static [&'static str]> {
    let parts = given.member(name)?.parts();
    Some(keep(parts.into_iter().map(|(_, part)| leak(part.text())).collect()))
}

fn texts<G: Given>(given: G) -> Texts {
    let vi = kept(given, "vi").or_else(|| kept(given, "en")).unwrap_or_default();
    Texts { vi, en: kept(given, "en").unwrap_or(vi) }
}

/// The value that a word stands for.
fn one_of<G: Given, T: Copy>(given: G, name: &str, names: &[&str], values: &[T]) -> Option<T> {
    let word = given.member(name)?.text();
    names.iter().position(|known| *known == word).and_then(|at| values.get(at)).copied()
}

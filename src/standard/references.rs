//! Which names in a dictionary lead nowhere: of documents, code lists, field tables and packets. The build
//! holds the built-in files to it, the engine a reader's own profile. Nothing but the model is used here, so that the
//! build script can include this file.

use super::model::{Citation, Dictionary, Packet, RecordType, Row};

/// What a name should have named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Document,
    Codes,
    Type,
    Packet,
}

/// A name that leads nowhere.
#[derive(Debug)]
pub(crate) struct Dangling<'a> {
    pub(crate) kind: Kind,
    pub(crate) name: &'a str,
    /// The way to it: members by their names, items of a list by their own `id` or `name`, else by their number.
    pub(crate) path: Vec<String>,
    /// What it could be.
    pub(crate) known: Vec<&'a str>,
}

/// Every name that leads nowhere, in the order of the dictionary.
pub(crate) fn dangling(dictionary: &Dictionary) -> Vec<Dangling<'_>> {
    let mut search = Search { dictionary, path: Vec::new(), found: Vec::new() };
    search.at("envelope", |search| {
        search.at("citation", |search| search.citation(&dictionary.envelope.citation));
        search.at("request", |search| search.table(&dictionary.envelope.request, None));
        search.at("reply", |search| search.table(&dictionary.envelope.reply, None));
    });
    search.at("packets", |search| {
        for packet in &dictionary.packets {
            search.at(&packet.id, |search| search.packet(packet));
        }
    });
    search.found
}

struct Search<'a> {
    dictionary: &'a Dictionary,
    path: Vec<String>,
    found: Vec<Dangling<'a>>,
}

impl<'a> Search<'a> {
    fn at(&mut self, part: &str, look: impl FnOnce(&mut Self)) {
        self.path.push(part.to_owned());
        look(self);
        self.path.pop();
    }

    fn name(&mut self, member: &str, kind: Kind, name: &'a str, known: Vec<&'a str>) {
        if !known.contains(&name) {
            let path = [self.path.as_slice(), &[member.to_owned()]].concat();
            self.found.push(Dangling { kind, name, path, known });
        }
    }

    fn citation(&mut self, citation: &'a Citation) {
        let known = self.dictionary.documents.iter().map(|document| document.id.as_str()).collect();
        self.name("doc", Kind::Document, &citation.doc, known);
    }

    fn codes(&mut self, codes: Option<&'a String>) {
        if let Some(codes) = codes {
            self.name("codes", Kind::Codes, codes, self.dictionary.codes.keys().map(String::as_str).collect());
        }
    }

    fn packet(&mut self, packet: &'a Packet) {
        // One of a reader's own may rest on no document.
        if !packet.citation.doc.is_empty() {
            self.at("citation", |search| search.citation(&packet.citation));
        }
        if let Some(like) = &packet.like {
            let known = self.dictionary.packets.iter().map(|packet| packet.id.as_str()).collect();
            self.name("like", Kind::Packet, like, known);
        }
        self.at("types", |search| {
            for (name, table) in &packet.types {
                search.at(name, |search| search.table(table, Some(packet)));
            }
        });
        self.name("record", Kind::Type, &packet.record, types(packet));
    }

    fn table(&mut self, table: &'a RecordType, packet: Option<&'a Packet>) {
        self.at("fields", |search| {
            for row in &table.fields {
                search.at(&row.name, |search| search.row(row, packet));
            }
        });
    }

    fn row(&mut self, row: &'a Row, packet: Option<&'a Packet>) {
        self.at("when", |search| {
            for (number, case) in row.when.iter().enumerate() {
                search.at(&number.to_string(), |search| {
                    search.at("cites", |search| search.citation(&case.cites));
                    search.codes(case.codes.as_ref());
                });
            }
        });
        if let Some(citation) = &row.citation {
            self.at("citation", |search| search.citation(citation));
        }
        self.codes(row.codes.as_ref());
        if let Some(of) = &row.of {
            self.name("of", Kind::Type, of, packet.map(types).unwrap_or_default());
        }
    }
}

fn types(packet: &Packet) -> Vec<&str> {
    packet.types.keys().map(String::as_str).collect()
}

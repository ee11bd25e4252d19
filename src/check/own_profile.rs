//! A reader's own profile: a JSON file in the format of the data files, laid over a built-in profile. It is read like any
//! packet, so what is wrong with it has places and explanations; when nothing is, a dictionary comes of it.
//!
//! That dictionary belongs to those who check against it, the options first of all: with the last of them it goes.

mod nodes;

pub(crate) use nodes::of_text;

use std::sync::Arc;

use serde_json::Value;

use crate::{
    model::{
        catalogue::{Message, bad_profile},
        privacy::Quote,
    },
    record::{
        Syntax,
        arena::{Arena, Kind},
        names,
        output::{Draft, DraftFix, Output},
        remark::Remark,
    },
    source::{Flags, ScalarKind, Span, Window},
    standard::{
        self, Dictionary, Term, overlay,
        profile::{self, Members, Shape},
        references::{Dangling, Kind as Named, dangling},
    },
};

/// A profile that was read without an error.
#[derive(Clone, Debug)]
pub(crate) struct OwnProfile {
    pub(crate) dictionary: Arc<Dictionary>,
    /// Id of the profile it lies over.
    pub(crate) base: Term,
}

/// Reads the profile at the node `root`; what is wrong goes to the output.
fn read(arena: &Arena, window: &Window<'_>, root: u32, output: &mut Output) -> Option<OwnProfile> {
    let mut reader = Reader { arena, window, output, path: String::new(), is_sound: true };
    reader.value(root, &profile::shape());
    if !reader.is_sound {
        return None;
    }
    let (dictionary, base) = overlay::lay(reader.json(root))?;
    if base.is_none() {
        reader.no_base(root);
    }
    for wrong in dangling(&dictionary) {
        reader.dangling(root, &wrong);
    }
    let base = base.filter(|_| reader.is_sound)?;
    Some(OwnProfile { dictionary: Arc::new(dictionary), base: base.id.clone() })
}

/// Holds a value to its shape.
struct Reader<'a, 'o> {
    arena: &'a Arena,
    window: &'a Window<'a>,
    output: &'o mut Output,
    path: String,
    is_sound: bool,
}

impl Reader<'_, '_> {
    fn value(&mut self, node: u32, shape: &Shape) {
        let found = self.arena.node(node);
        if found.flags.has(Flags::DAMAGED) {
            self.is_sound = false;
            return;
        }
        let is_text = found.kind == Kind::Scalar(ScalarKind::String);
        let text = self.text(node);
        let fits = match shape {
            Shape::Text | Shape::OneOf(_) => is_text && !text.trim().is_empty(),
            Shape::Number => found.kind == Kind::Scalar(ScalarKind::Number) && text.parse::<u32>().is_ok(),
            Shape::Flag => found.kind == Kind::Scalar(ScalarKind::Boolean),
            Shape::List(_) => found.kind == Kind::List,
            Shape::Object(_) | Shape::Named(_) => found.kind == Kind::Object,
        };
        if !fits {
            return self.say(node, Remark::new(kind_message(shape)));
        }
        match shape {
            Shape::OneOf(words) if !words.contains(&text.as_str()) => self.not_one_of(node, &text, words),
            Shape::List(each) | Shape::Named(each) => self.each(node, &each.shape()),
            Shape::Object(members) => self.object(node, *members),
            _ => {}
        }
    }

    /// Goes through the parts of a list or of an object with any names.
    fn each(&mut self, node: u32, shape: &Shape) {
        let is_list = self.arena.node(node).kind == Kind::List;
        let length = self.path.len();
        for (number, child) in self.arena.children(node).enumerate() {
            self.path.push('/');
            self.path += &if is_list { number.to_string() } else { names::pointer(&self.name(child)) };
            self.value(child, shape);
            self.path.truncate(length);
        }
    }

    fn object(&mut self, node: u32, members: Members) {
        let length = self.path.len();
        let mut seen = Vec::new();
        for child in self.arena.children(node) {
            let name = self.name(child);
            self.path.push('/');
            self.path += &names::pointer(&name);
            match members.get(&name) {
                Some(_) if seen.contains(&name) => self.say_name(child, Remark::new(bad_profile::message::TWICE), None),
                Some(part) => {
                    seen.push(name);
                    self.value(child, &part.shape());
                }
                None => self.unknown(child, &name, &members.names()),
            }
            self.path.truncate(length);
        }
        for name in members.required().filter(|name| !seen.iter().any(|seen| seen == name)) {
            self.say(node, Remark::new(bad_profile::message::MISSING).with("name", name));
        }
    }

    fn unknown(&mut self, child: u32, name: &str, known: &[&'static str]) {
        let remark = match nearest(name, known) {
            Some(near) => {
                Remark::new(bad_profile::message::MISSPELLED).with("name", Quote::name(name, false)).with("near", near)
            }
            None => Remark::new(bad_profile::message::UNKNOWN)
                .with("name", Quote::name(name, false))
                .with_known("names", known.join(", ")),
        };
        self.say_name(child, remark, nearest(name, known));
    }

    fn not_one_of(&mut self, node: u32, text: &str, words: &[&'static str]) {
        let remark = Remark::new(bad_profile::message::ONE_OF).with_known("names", words.join(", "));
        let remark = match nearest(text, words) {
            Some(near) => remark.fix(bad_profile::fix::REPLACE, near, false),
            None => remark,
        };
        self.say(node, remark);
    }

    fn name(&self, node: u32) -> String {
        let node = self.arena.node(node);
        node.name_in(self.window, Syntax::Json).into_owned()
    }

    fn text(&self, node: u32) -> String {
        let node = self.arena.node(node);
        node.text_in(self.window, Syntax::Json).into_owned()
    }

    /// A sound value as JSON.
    fn json(&self, node: u32) -> Value {
        let parts = self.arena.children(node);
        match self.arena.node(node).kind {
            Kind::Object => parts.map(|child| (self.name(child), self.json(child))).collect(),
            Kind::List => parts.map(|child| self.json(child)).collect(),
            Kind::Scalar(ScalarKind::Number) => self.text(node).parse::<u32>().map(Value::from).unwrap_or_default(),
            Kind::Scalar(ScalarKind::Boolean) => (self.text(node) == "true").into(),
            _ => self.text(node).into(),
        }
    }

    /// The profile that it is to lie over does not exist.
    fn no_base(&mut self, root: u32) {
        let Some(base) = self.child(root, "base") else { return };
        let known: Vec<&str> = standard::dictionary().profiles.iter().map(|profile| profile.id.as_str()).collect();
        "/base".clone_into(&mut self.path);
        self.say(
            base,
            Remark::new(bad_profile::message::NO_BASE)
                .with("name", Quote::name(self.text(base), false))
                .with_known("names", known.join(", ")),
        );
    }

    /// A name of the profile leads nowhere.
    fn dangling(&mut self, root: u32, wrong: &Dangling<'_>) {
        let message = match wrong.kind {
            Named::Document => bad_profile::message::NO_DOCUMENT,
            Named::Codes => bad_profile::message::NO_CODES,
            Named::Packet => bad_profile::message::NO_PACKET,
            Named::Type if wrong.name.is_empty() => bad_profile::message::NO_RECORD,
            Named::Type => bad_profile::message::NO_TYPE,
        };
        // The table of another packet that this one is like: said there.
        let Some(node) = self.find(root, &wrong.path) else { return };
        let remark = Remark::new(message).with("name", Quote::name(wrong.name, false));
        self.say(node, remark.with_known("names", wrong.known.join(", ")));
    }

    /// The node at a path of names, or the object that lacks its last member; its place becomes the reader's. Of several
    /// items with one name the last one counts.
    fn find(&mut self, root: u32, path: &[String]) -> Option<u32> {
        let (last, above) = path.split_last()?;
        self.path.clear();
        let object = above.iter().try_fold(root, |node, part| {
            let (next, segment) = self.part(node, part)?;
            self.path.push('/');
            self.path += &segment;
            Some(next)
        })?;
        self.path.push('/');
        self.path += last;
        Some(self.child(object, last).unwrap_or(object))
    }

    /// The part of a list or an object that has that name, and how paths name it.
    fn part(&self, node: u32, name: &str) -> Option<(u32, String)> {
        let children = self.arena.children(node).enumerate();
        if self.arena.node(node).kind == Kind::List {
            let (number, item) = children.filter(|(number, item)| self.is_named(*item, name, *number)).last()?;
            return Some((item, number.to_string()));
        }
        let (_, member) = children.filter(|(_, member)| self.name(*member) == name).last()?;
        Some((member, names::pointer(name)))
    }

    /// An item of a list has that name, or that number where items have none.
    fn is_named(&self, item: u32, name: &str, number: usize) -> bool {
        let own = ["id", "name"].into_iter().find_map(|member| self.child(item, member));
        own.map_or_else(|| number.to_string() == name, |own| self.text(own) == name)
    }

    fn child(&self, node: u32, name: &str) -> Option<u32> {
        self.arena.children(node).find(|child| self.name(*child) == name)
    }

    fn say(&mut self, node: u32, remark: Remark) {
        let found = self.arena.node(node);
        let is_scalar = matches!(found.kind, Kind::Scalar(_));
        let (mark, text) = (if is_scalar { found.marked() } else { found.open }, found.text);
        let shown = is_scalar.then(|| names::cut(&self.text(node)));
        self.push(remark, mark, shown, text);
    }

    fn say_name(&mut self, child: u32, remark: Remark, near: Option<&'static str>) {
        let name = self.arena.node(child).name;
        let remark = match near {
            Some(near) => remark.fix(bad_profile::fix::REPLACE, near, true),
            None => remark,
        };
        self.push(remark, name, None, name);
    }

    fn push(&mut self, remark: Remark, mark: Span, found: Option<String>, edited: Span) {
        self.is_sound = false;
        let mut draft = Draft::from_remark(remark);
        draft.span = self.window.outermost(mark);
        draft.path.clone_from(&self.path);
        draft.found = found.map(Quote::raw);
        draft.fix = draft.fix.map(|fix| {
            let edits = fix.edits.into_iter().map(|(_, text)| (self.window.outermost(edited), text));
            DraftFix { edits: edits.collect(), ..fix }
        });
        self.output.push(draft);
    }
}

fn nearest(word: &str, known: &[&'static str]) -> Option<&'static str> {
    names::nearest(word, known.iter().copied(), |_| true).and_then(|number| known.get(number).copied())
}

const fn kind_message(shape: &Shape) -> Message {
    match shape {
        Shape::Text | Shape::OneOf(_) => bad_profile::message::TEXT,
        Shape::Number => bad_profile::message::NUMBER,
        Shape::Flag => bad_profile::message::FLAG,
        Shape::List(_) => bad_profile::message::LIST,
        Shape::Object(_) | Shape::Named(_) => bad_profile::message::OBJECT,
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::HashSet, sync::Arc};

    use crate::{
        check::{Checker, Options, Session, check, plan},
        model::{Finding, Report, Severity, VerdictReason},
        standard::{self, Dictionary, Packet, overlay::OWN},
    };

    const SAMPLE: &str = include_str!("../../pkg-tests/samples/dossier-2020.json");

    fn checked(packet: &str, profile: &str) -> Report {
        check(packet.as_bytes(), &Options::builder().own_profile(profile).build().unwrap())
    }

    fn of_rule<'r>(report: &'r Report, rule: &str) -> Vec<&'r Finding> {
        report.findings.iter().filter(|finding| finding.rule == rule).collect()
    }

    #[test]
    fn a_field_becomes_required_on_a_ground_of_its_own() {
        let profile = r#"{"base": "qcvn120-2020",
            "documents": [{"id": "qd-h99", "title": "Quyết định 1/QĐ-H99", "vi": "Quy định của tỉnh", "grade": "text"}],
            "packets": [{"id": "DongBoHoSoMC", "types": {"HoSo": {"fields": [
                {"name": "Email", "required": "always", "grade": "text", "citation": {"doc": "qd-h99", "place": "Điều 3"}}
            ]}}}]}"#;
        let report = checked(&SAMPLE.replace("\"Email\"", "\"HopThuDienTuRieng\""), profile);
        assert_eq!((report.profile.as_deref(), report.base_profile.as_deref()), (Some("own"), Some("qcvn120-2020")));
        let missing = report.findings.iter().find(|finding| finding.field.as_deref() == Some("Email")).unwrap();
        assert_eq!((missing.rule.as_str(), missing.severity), ("missing-field", Severity::Error));
        assert_eq!(
            (missing.citations[0].title.as_str(), missing.citations[0].place.as_str()),
            ("Quyết định 1/QĐ-H99", "Điều 3")
        );
    }

    #[test]
    fn a_code_list_is_replaced_and_a_limit_changed() {
        let profile = r#"{"base": "qcvn120-2020",
            "codes": {"TrangThaiHoSo": {"grade": "text", "codes": [{"code": "77", "vi": "Mã riêng"}]}},
            "packets": [{"id": "DongBoHoSoMC", "types": {"HoSo": {"fields": [
                {"name": "TenTTHC", "max": 3, "maxGrade": "text"}
            ]}}}]}"#;
        let report = checked(SAMPLE, profile);
        assert!(of_rule(&report, "bad-code").iter().all(|finding| finding.field.as_deref() == Some("TrangThaiHoSo")));
        assert!(!of_rule(&report, "bad-code").is_empty());
        assert!(of_rule(&report, "too-long").iter().any(|finding| finding.severity == Severity::Error));
    }

    #[test]
    fn a_packet_of_its_own_is_recognised_and_checked() {
        let profile = r#"{"base": "qcvn120-2020",
            "packets": [{"id": "GoiTinRieng", "record": "BanGhi", "types": {"BanGhi": {"fields": [
                {"name": "Ma", "required": "always", "grade": "text", "example": "A1"},
                {"name": "Ngay", "type": "datetime"},
                {"name": "Con", "type": "list", "of": "Con"}
            ]}, "Con": {"fields": [{"name": "Ten", "required": "always"}]}}}]}"#;
        let packet = r#"{"madonvi": "H99", "service": "GoiTinRieng", "data": [
            {"Ma": "A1", "Ngay": "5/3/2024", "Con": [{"Ten": ""}]}, {"Ngay": ""}]}"#;
        let report = checked(packet, profile);
        assert_eq!(report.packet.as_deref(), Some("GoiTinRieng"));
        let found: Vec<(&str, &str)> =
            report.findings.iter().map(|finding| (finding.rule.as_str(), finding.path.as_str())).collect();
        assert!(found.contains(&("bad-date", "/data/0/Ngay")), "{found:?}");
        assert!(found.contains(&("empty-required", "/data/0/Con/0/Ten")), "{found:?}");
        assert!(found.contains(&("missing-field", "/data/1/Ma")), "{found:?}");
    }

    #[test]
    fn what_a_packet_shares_with_another_is_said_once() {
        let profile = r#"{"base": "qcvn120-2020", "packets": [
            {"id": "DongBoHoSoMC", "types": {"HoSo": {"fields": [{"name": "GhiChu", "codes": "KhongCoThat"}]}}},
            {"id": "GoiTinGiong", "like": "DongBoHoSoMC", "record": "HoSo"}]}"#;
        let report = checked(SAMPLE, profile);
        let paths: Vec<&str> = of_rule(&report, "bad-profile").iter().map(|finding| finding.path.as_str()).collect();
        assert_eq!(paths, ["/packets/0/types/HoSo/fields/0/codes"]);
    }

    #[test]
    fn a_bad_profile_stops_the_check_and_is_shown_where_it_is_bad() {
        let report = checked(SAMPLE, "{\n  \"base\": \"qcvn120-2020\",\n  \"packets\": [{\"id\": 5}],\n}");
        assert_eq!(report.reason, Some(VerdictReason::BadProfile));
        assert_eq!(report.sources.len(), 2);
        assert!(report.findings.iter().all(|finding| finding.source == 1));
        let wrong = of_rule(&report, "bad-profile");
        assert_eq!(
            (wrong[0].path.as_str(), wrong[0].range.start.line, wrong[0].range.start.column),
            ("/packets/0/id", 3, 22)
        );
        assert!(!of_rule(&report, "syntax").is_empty());
    }

    /// A profile unlike that of any other number: it has a row, a code list and a packet of its own.
    fn numbered(number: u32) -> String {
        format!(
            r#"{{"base": "qcvn120-2020",
            "codes": {{"TrangThaiHoSo": {{"grade": "text", "codes": [{{"code": "{number}", "vi": "Mã riêng"}}]}}}},
            "packets": [{{"id": "DongBoHoSoMC", "types": {{"HoSo": {{"fields": [{{"name": "TenTTHC", "max": {number}}}]}}}}}},
                {{"id": "GoiTinRieng", "like": "DongBoHoSoMC", "record": "HoSo"}}]}}"#
        )
    }

    fn options(number: u32) -> Options {
        Options::builder().own_profile(numbered(number)).build().unwrap()
    }

    fn dictionary(options: &Options) -> &Arc<Dictionary> {
        &options.own_profile.as_ref().unwrap().dictionary
    }

    /// A part of a dictionary, and whether it is there still.
    type Life = (*const (), Box<dyn Fn() -> bool>);

    fn life<T: 'static>(part: &Arc<T>) -> Life {
        let (address, part) = (Arc::as_ptr(part).cast(), Arc::downgrade(part));
        (address, Box::new(move || part.strong_count() > 0))
    }

    /// The parts of a dictionary that have users of their own.
    fn parts(dictionary: &Arc<Dictionary>) -> Vec<Life> {
        let tables = dictionary.packets.iter().flat_map(|packet| packet.types.values());
        let tables: Vec<_> = tables.chain([&dictionary.envelope.request, &dictionary.envelope.reply]).collect();
        let rows = tables.iter().flat_map(|table| &table.fields).map(life);
        let schemas = tables.iter().filter_map(|table| table.schema.as_ref()).map(life);
        let packets = dictionary.packets.iter().map(life).chain(dictionary.profiles.iter().map(life));
        packets
            .chain(dictionary.codes.values().map(life))
            .chain(rows)
            .chain(schemas)
            .chain([life(dictionary)])
            .collect()
    }

    /// The parts that are not the built-in dictionary's.
    fn lives(dictionary: &Arc<Dictionary>) -> Vec<Life> {
        let built_in: HashSet<_> = parts(standard::built_in()).into_iter().map(|(address, _)| address).collect();
        parts(dictionary).into_iter().filter(|(address, _)| !built_in.contains(address)).collect()
    }

    fn living(lives: &[Life]) -> usize {
        lives.iter().filter(|(_, is_there)| is_there()).count()
    }

    #[test]
    fn nothing_stays_of_a_profile_that_nobody_uses() {
        let (mut lives, mut reports) = (Vec::new(), Vec::new());
        for number in 100..300 {
            let options = options(number);
            let of_this = self::lives(dictionary(&options));
            assert!(of_this.len() > 50 && living(&of_this) == of_this.len());
            lives.extend(of_this);
            reports.push(check(SAMPLE.as_bytes(), &options));
            assert_eq!(reports.last().unwrap().profile.as_deref(), Some("own"));
        }
        assert_eq!(living(&lives), 0);
        assert!(reports.iter().all(|report| !of_rule(report, "bad-code").is_empty()));
    }

    #[test]
    fn who_checks_keeps_the_profile_when_the_options_are_gone() {
        let options = options(100);
        let expected = check(SAMPLE.as_bytes(), &options);
        let lives = lives(dictionary(&options));
        let (head, tail) = SAMPLE.as_bytes().split_at(SAMPLE.len() / 2);
        let (mut checker, mut session) = (Checker::new(&options), Session::new(&options));
        drop(options);
        assert_eq!(living(&lives), lives.len());
        checker.push(head);
        checker.push(tail);
        assert_eq!(checker.finish(), expected);
        assert_eq!(living(&lives), lives.len());
        session.push(head);
        session.push(tail);
        assert_eq!(session.finish(), expected);
        assert_eq!(living(&lives), 0);
    }

    #[test]
    fn a_plan_keeps_what_it_checks_against_and_no_more() {
        let options = options(100);
        let dictionary = dictionary(&options);
        let plan = plan::plan_of(dictionary, "DongBoHoSoMC", "own").unwrap();
        let lives = lives(dictionary);
        let table = plan.types.get(plan.record).unwrap();
        let slot = table.slot("TenTTHC").unwrap();
        drop(options);
        assert!((1..lives.len()).contains(&living(&lives)));
        assert_eq!(table.fields[slot].row.max, Some(100));
        drop(plan);
        assert_eq!(living(&lives), 0);
    }

    #[test]
    fn options_of_one_profile_share_it_or_read_it_each() {
        let (one, other) = (options(100), options(100));
        let shared = one.named("a.json", 0);
        assert!(Arc::ptr_eq(dictionary(&one), dictionary(&shared)));
        let (of_one, of_other) = (lives(dictionary(&one)), lives(dictionary(&other)));
        let expected = check(SAMPLE.as_bytes(), &other);
        drop(one);
        assert_eq!(living(&of_one), of_one.len());
        assert_eq!(check(SAMPLE.as_bytes(), &shared.named("", 0)), expected);
        drop(shared);
        assert_eq!((living(&of_one), living(&of_other)), (0, of_other.len()));
        drop(other);
        assert_eq!(living(&of_other), 0);
    }

    #[test]
    fn what_a_profile_leaves_as_it_is_belongs_to_the_built_in_dictionary() {
        let options = Options::builder().own_profile(r#"{"base": "qcvn120-2020"}"#).build().unwrap();
        let dictionary = dictionary(&options);
        let is_own = |packet: &&Arc<Packet>| packet.profiles.iter().any(|id| *id == OWN);
        let packets = dictionary.packets.iter().filter(is_own).count();
        assert!(packets > 10);
        // The dictionary, its profile, and the packets that can be checked against it: none of their rows.
        assert_eq!(lives(dictionary).len(), packets + 2);
    }

    #[test]
    fn no_text_makes_it_fail() {
        for text in ["", "null", "[]", "5", "\"x\"", "{", "<a/>", "{\"base\": \"qcvn120-2020\"}{}"] {
            let report = checked(SAMPLE, text);
            assert_eq!(report.reason, Some(VerdictReason::BadProfile), "{text}");
            assert!(report.counts.error > 0, "{text}");
        }
    }
}

//! Collects what the rules say. A draft is small and in offsets of the decoded text; texts are looked up only for the
//! findings that reach the report.

use crate::{
    model::{
        Counts, Grade, Place, Severity,
        catalogue::{Expectation, FixTitle, Message, Rule, RuleId, RuleSet},
        privacy::{Quote, Sensitivity, is_secret_name, is_secret_path, tells},
    },
    record::{
        kept::{Kept, KeptPlaces, Spot},
        once::Once,
        remark::{Argument, Remark},
    },
    source::{Span, Window, encoding::Encoding, position::Counter},
    standard::{Citation, RowGrade, Term},
};

/// A repair in offsets of the decoded text.
#[derive(Clone, Debug)]
pub(crate) struct DraftFix {
    pub(crate) title: FixTitle,
    pub(crate) edits: Vec<(Span, String)>,
    /// The edits' places, in pairs, once they are known.
    pub(crate) places: Vec<(Place, Place)>,
    pub(crate) safe: bool,
    /// How much of the new text may be shown.
    pub(crate) sensitivity: Sensitivity,
}

impl DraftFix {
    /// A repair whose new text is the dictionary's or the grammar's.
    pub(crate) const fn known(title: FixTitle, edits: Vec<(Span, String)>, safe: bool) -> Self {
        Self { title, edits, places: Vec::new(), safe, sensitivity: Sensitivity::Open }
    }

    /// A repair that writes text of the source: punctuation tells nothing, anything longer may be a value.
    pub(crate) fn of_source(title: FixTitle, edits: Vec<(Span, String)>, safe: bool) -> Self {
        let sensitivity =
            if edits.iter().any(|(_, text)| tells(text)) { Sensitivity::Personal } else { Sensitivity::Open };
        Self { sensitivity, ..Self::known(title, edits, safe) }
    }
}

/// Another place that belongs to a finding.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DraftRelated {
    pub(crate) span: Span,
    pub(crate) message: Message,
    pub(crate) place: (Place, Place),
    /// Number of the source, where it is not that of the finding for sure.
    pub(crate) source: Option<u32>,
}

impl DraftRelated {
    /// A place of the same source, not counted yet.
    pub(crate) fn new(span: Span, message: Message) -> Self {
        Self { span, message, place: <_>::default(), source: None }
    }
}

/// A finding before it is written out.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) message: Message,
    pub(crate) severity: Severity,
    pub(crate) grade: RowGrade,
    pub(crate) path: String,
    pub(crate) record: Option<u32>,
    pub(crate) key: Option<Quote>,
    pub(crate) field: Option<String>,
    pub(crate) span: Span,
    pub(crate) place: (Place, Place),
    /// Its places are known.
    is_placed: bool,
    /// How many came before it.
    number: u32,
    pub(crate) found: Option<Quote>,
    /// How much may be shown of the value it is about, and of what its texts say of it.
    pub(crate) sensitivity: Sensitivity,
    /// It is about the source, whatever stands in it: of several values in it, it is not about the first.
    pub(crate) is_of_source: bool,
    /// It is about a value of a person: which message it is may tell the value.
    pub(crate) is_personal: bool,
    pub(crate) expected: Option<Expectation>,
    pub(crate) arguments: Vec<(&'static str, Argument)>,
    pub(crate) citation: Option<Citation>,
    pub(crate) related: Vec<DraftRelated>,
    pub(crate) fix: Option<DraftFix>,
}

impl Draft {
    /// The rule that says it.
    pub(crate) const fn rule(&self) -> RuleId {
        self.message.rule()
    }

    /// Findings stand in this order.
    fn sort_key(&self) -> (u32, u32, &str, &str, &str) {
        (self.place.0.byte, self.place.1.byte, self.rule().as_str(), &self.path, self.message.key())
    }

    /// The same order while a source is read, when not all places are known yet.
    fn reading_key(&self) -> (u32, u32, &str, &str, &str) {
        (self.span.start, self.span.end, self.rule().as_str(), &self.path, self.message.key())
    }

    /// Every offset of the draft with the place it is to have.
    fn for_each_place(&mut self, mut visit: impl FnMut(u32, &mut Place)) {
        self.for_each_place_but_edits(&mut visit);
        self.for_each_place_of_edits(0, &mut visit);
    }

    /// The same without those of its repair.
    pub(super) fn for_each_place_but_edits(&mut self, mut visit: impl FnMut(u32, &mut Place)) {
        let related = self.related.iter_mut().map(|related| (related.span, &mut related.place));
        for (span, places) in related.chain([(self.span, &mut self.place)]) {
            visit(span.start, &mut places.0);
            visit(span.end, &mut places.1);
        }
    }

    /// The same of its repair, from that edit on.
    pub(super) fn for_each_place_of_edits(&mut self, from: usize, mut visit: impl FnMut(u32, &mut Place)) {
        let Some(fix) = &mut self.fix else { return };
        fix.places.resize(fix.edits.len(), <(Place, Place)>::default());
        for ((span, _), places) in fix.edits.iter().zip(&mut fix.places).skip(from) {
            visit(span.start, &mut places.0);
            visit(span.end, &mut places.1);
        }
    }

    /// What a remark says, with no place yet.
    pub(crate) fn from_remark(remark: Remark) -> Box<Self> {
        let remark = remark.into_parts();
        let rule: &Rule = remark.message.rule().rule();
        let grade = remark.grade.unwrap_or(match rule.grade {
            Grade::Text => RowGrade::Text,
            Grade::Practice => RowGrade::Practice,
            Grade::Derived => RowGrade::Derived,
        });
        Box::new(Self {
            message: remark.message,
            severity: remark.severity.unwrap_or(rule.severity),
            grade,
            path: String::new(),
            record: None,
            key: None,
            field: None,
            span: Span::default(),
            place: <(Place, Place)>::default(),
            is_placed: false,
            number: 0,
            found: None,
            sensitivity: Sensitivity::Personal,
            is_of_source: false,
            is_personal: false,
            expected: remark.expected,
            arguments: remark.arguments,
            citation: None,
            related: Vec::new(),
            fix: remark.fix.map(|fix| DraftFix {
                title: fix.title,
                edits: vec![(Span::default(), fix.text)],
                places: Vec::new(),
                safe: fix.safe,
                sensitivity: Sensitivity::Personal,
            }),
        })
    }
}

impl Draft {
    /// It is about a value of a person, or says something of one.
    pub(crate) fn tells_of_person(&self) -> bool {
        let is_of_person = |argument: &Argument| matches!(argument, Argument::Other(_, _, sensitivity) if *sensitivity >= Sensitivity::Personal);
        self.is_personal || self.arguments.iter().any(|(_, argument)| is_of_person(argument))
    }

    /// What stands at its place opens a door: nothing of it is shown.
    pub(crate) fn hide(&mut self) {
        let of_arguments = self.arguments.iter_mut().filter_map(|(_, argument)| match argument {
            Argument::Other(name, _, sensitivity) if !is_secret_name(name) => Some(sensitivity),
            _ => None,
        });
        let found = self.found.iter_mut().map(|quote| &mut quote.sensitivity);
        let fix = self.fix.iter_mut().map(|fix| &mut fix.sensitivity);
        for sensitivity in
            of_arguments.chain(found).chain(fix).filter(|sensitivity| **sensitivity >= Sensitivity::UnknownName)
        {
            *sensitivity = Sensitivity::Secret;
        }
        self.sensitivity = Sensitivity::Secret;
    }

    /// Rests on no better ground than this, unless the rule is none that is lowered. On a derived one a plain contradiction
    /// stays an error.
    fn lower(&mut self, to: RowGrade) {
        if !self.rule().rule().is_lowered {
            return;
        }
        let is_derived = to == RowGrade::Derived;
        let is_error = self.severity == Severity::Error;
        if is_error && !(is_derived && self.message.is_contradiction()) {
            self.severity = Severity::Warning;
        }
        if is_error || is_derived {
            self.grade = to;
        }
    }
}

/// May a finding of the rule still be an error where nothing rests on more than this?
pub(crate) fn stays_error(rule: RuleId, to: RowGrade) -> bool {
    let rule = rule.rule();
    !rule.is_lowered || to == RowGrade::Derived && rule.grade == Grade::Derived
}

impl Pins {
    /// The counted place of an offset; what lies behind the nearest pin before it is taken for ASCII, as names are.
    fn counter(&self, offset: u32) -> Counter {
        let before = |list: &[Counter]| {
            let after = list.partition_point(|known| known.offset() <= offset);
            after.checked_sub(1).and_then(|index| list.get(index)).copied().unwrap_or_default()
        };
        let (pin, landmark) = (before(&self.known), before(&self.landmarks));
        let nearest = if pin.offset() < landmark.offset() { landmark } else { pin };
        nearest.moved_to(offset)
    }
}

/// Which rules are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Selection {
    only: Option<RuleSet>,
    skip: RuleSet,
}

impl Selection {
    /// `only` these rules, when it names any, without those to `skip`; a name that is no rule's selects none.
    pub(crate) fn new(only: &[String], skip: &[String]) -> Self {
        let set = |names: &[String]| names.iter().filter_map(|name| name.parse::<RuleId>().ok()).collect::<RuleSet>();
        Self { only: (!only.is_empty()).then(|| set(only)), skip: set(skip) }
    }

    fn has(self, rule: RuleId) -> bool {
        self.only.is_none_or(|only| only.has(rule)) && !self.skip.has(rule)
    }
}

/// What is known of the source the text was decoded from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decoded {
    pub(crate) encoding: Encoding,
    /// Length of the byte order mark.
    pub(crate) mark: u32,
    /// Bytes taken so far.
    pub(crate) bytes: u32,
}

/// How many drafts there were at a time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Drafted {
    several: u32,
    once: usize,
}

/// The drafts of one check.
#[derive(Debug)]
pub(crate) struct Output {
    /// Boxed: they are large, and sorted.
    #[expect(clippy::vec_box, reason = "sorting moves pointers, not drafts")]
    drafts: Vec<Box<Draft>>,
    /// How many drafts have come.
    drafted: u32,
    /// Some drafts have no places yet.
    is_unplaced: bool,
    /// Those that are told once of a source.
    once: Once,
    counts: Counts,
    selection: Selection,
    cap: usize,
    /// The findings of each rule.
    per_rule: Vec<Counts>,
    truncated: bool,
    /// So many drafts may gather before they are sorted and cut.
    trim_at: usize,
    pins: Pins,
    /// Fields whose codes are public nowhere, each once.
    gaps: Vec<String>,
    /// Fields whose codes another document has, with its id, each once.
    outside: Vec<(String, Term)>,
    without_fixes: bool,
    /// What this rule would say another finding says already.
    muted: Option<RuleId>,
    /// The packet is checked against no more than this ground.
    lowers: Option<RowGrade>,
    /// What the rules across records remember.
    kept: KeptPlaces,
}

/// Places of offsets that a finding may need when the text around them is gone: those of the envelope.
#[derive(Debug, Default)]
struct Pins {
    wanted: Vec<u32>,
    known: Vec<Counter>,
    /// The places a reader may still point at, as of the last time text went.
    landmarks: Vec<Counter>,
}

impl Output {
    pub(crate) fn new(selection: Selection, cap: u32) -> Self {
        Self {
            drafts: Vec::new(),
            drafted: 0,
            is_unplaced: false,
            once: Once::default(),
            counts: Counts::default(),
            selection,
            cap: cap as usize,
            per_rule: vec![Counts::default(); RuleId::ALL.len()],
            truncated: false,
            trim_at: (cap as usize).saturating_mul(2).saturating_add(64),
            pins: Pins { wanted: Vec::with_capacity(64), ..Pins::default() },
            gaps: Vec::new(),
            outside: Vec::new(),
            without_fixes: false,
            muted: None,
            lowers: None,
            kept: KeptPlaces::default(),
        }
    }

    /// The source has this number in its session, from 0.
    pub(crate) const fn set_source(&mut self, number: u32) {
        self.kept.source = number;
    }

    /// Number of the source in its session.
    pub(crate) const fn source(&self) -> u32 {
        self.kept.source
    }

    /// Remembers the place of a value beyond its source.
    pub(super) fn keep(&mut self, span: Span, spot: Spot) -> Kept {
        self.kept.keep(span, spot)
    }

    /// Some place of the source is remembered.
    pub(crate) const fn keeps_places(&self) -> bool {
        !self.kept.is_empty()
    }

    /// A place of the source that is remembered, and what stands there.
    pub(super) fn kept(&self, kept: Kept) -> Option<((Place, Place), Spot)> {
        self.kept.get(kept)
    }

    /// A field's codes are public nowhere: true the first time.
    pub(crate) fn is_new_gap(&mut self, field: &str) -> bool {
        let is_new = !self.gaps.iter().any(|known| known == field);
        if is_new {
            self.gaps.push(field.to_owned());
        }
        is_new
    }

    /// Fields whose codes are public nowhere, as far as they were met.
    pub(crate) fn gaps(&self) -> &[String] {
        &self.gaps
    }

    /// A field's codes stand in another document: true the first time.
    pub(crate) fn is_new_outside(&mut self, field: &str, document: &Term) -> bool {
        let is_new = !self.outside.iter().any(|(known, _)| known == field);
        if is_new {
            self.outside.push((field.to_owned(), document.clone()));
        }
        is_new
    }

    /// Fields whose codes another document has, as far as they were met.
    pub(crate) fn outside(&self) -> &[(String, Term)] {
        &self.outside
    }

    /// What is said of records from now on rests on no more than this ground: no errors, but for what no reader could
    /// take.
    pub(crate) const fn rest_on(&mut self, to: Option<RowGrade>) {
        self.lowers = to;
    }

    /// The place of this offset may be asked for when its text is gone.
    pub(crate) fn pin(&mut self, span: Span) {
        self.pins.wanted.extend([span.start, span.end]);
    }

    /// The text before `until` is about to go; the reader may still point at `landmarks` in it.
    pub(crate) fn settle_pins(&mut self, window: &Window<'_>, counter: &Counter, until: u32, mut landmarks: Vec<u32>) {
        // Inside a character nothing begins or ends, and counting half of it would spoil what follows.
        let is_inside = |offset: u32| matches!(window.bytes(Span::new(offset, offset + 1)), [0x80..=0xBF]);
        landmarks.retain(|offset| *offset < until && !is_inside(*offset));
        landmarks.sort_unstable();
        landmarks.dedup();
        let mut from = *counter;
        let settled: Vec<Counter> = landmarks
            .into_iter()
            .map(|offset| {
                if offset < from.offset() {
                    return self.pins.counter(offset);
                }
                from.advance(window, offset);
                from
            })
            .collect();
        self.pins.landmarks = settled;
        if self.pins.wanted.is_empty() {
            return;
        }
        self.pins.wanted.sort_unstable();
        self.pins.wanted.dedup();
        let mut counter = *counter;
        let known = &mut self.pins.known;
        self.pins.wanted.retain(|offset| {
            if *offset > until {
                return true;
            }
            if *offset >= counter.offset() {
                counter.advance(window, *offset);
                let at = known.partition_point(|known| known.offset() < *offset);
                known.insert(at, counter);
            }
            false
        });
    }

    /// How many drafts have come.
    pub(crate) const fn drafted(&self) -> Drafted {
        Drafted { several: self.drafted, once: self.once.len() }
    }

    /// Takes back all drafts after those.
    pub(crate) fn forget_after(&mut self, before: Drafted) {
        let (several, forgotten): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.drafts).into_iter().partition(|draft| draft.number < before.several);
        self.drafts = several;
        let forgotten: Vec<_> = forgotten.into_iter().chain(self.once.forget_after(before.once)).collect();
        for draft in forgotten {
            self.uncount(&draft);
        }
    }

    /// Nothing is repaired.
    pub(crate) fn forget_fixes(&mut self) {
        for draft in self.sorted() {
            draft.fix = None;
        }
    }

    /// Takes back what a rule has said so far: it turned out not to be about the packet.
    pub(crate) fn forget_rule(&mut self, rule: RuleId) {
        let (others, of_rule): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.drafts).into_iter().partition(|draft| draft.rule() != rule);
        self.drafts = others;
        for draft in of_rule {
            self.uncount(&draft);
        }
    }

    /// Takes back what this message says inside that span: another finding says it too.
    #[cold]
    pub(crate) fn forget_within(&mut self, message: Message, span: Span) {
        let is_meant =
            |draft: &Draft| draft.message == message && span.start <= draft.span.start && draft.span.end <= span.end;
        if let Some(at) = self.drafts.iter().rposition(|draft| is_meant(draft)) {
            let draft = self.drafts.remove(at);
            self.uncount(&draft);
        }
    }

    /// One finding less.
    fn uncount(&mut self, draft: &Draft) {
        let of_rule = self.per_rule.get_mut(draft.rule().index());
        for counts in [Some(&mut self.counts), of_rule].into_iter().flatten() {
            let count = counts.of(draft.severity);
            *count = count.saturating_sub(1);
        }
    }

    /// The findings of one rule, also those beyond the cap.
    pub(crate) fn counts_of(&self, rule: RuleId) -> Counts {
        self.per_rule.get(rule.index()).copied().unwrap_or_default()
    }

    /// The rules that were not asked for.
    pub(crate) fn left_out(&self) -> impl Iterator<Item = RuleId> {
        RuleId::ALL.into_iter().filter(|rule| !self.selection.has(*rule))
    }

    /// Findings from now on carry no fixes.
    pub(crate) const fn without_fixes(&mut self) {
        self.without_fixes = true;
    }

    /// The finding of that message, which is told once, has this repair.
    pub(crate) fn repair(&mut self, message: Message, fix: Option<DraftFix>) {
        self.once.repair(message, fix);
    }

    /// What the rule would say from now on another finding says already.
    pub(crate) const fn mute(&mut self, rule: RuleId) {
        self.muted = Some(rule);
    }

    /// Takes a draft.
    pub(crate) fn push(&mut self, mut draft: Box<Draft>) {
        if !self.selection.has(draft.rule()) || self.muted == Some(draft.rule()) {
            return;
        }
        if let Some(grade) = self.lowers {
            draft.lower(grade);
        }
        if self.without_fixes {
            draft.fix = None;
        }
        if is_secret_path(&draft.path) {
            draft.hide();
        }
        let (rule, severity) = (draft.rule(), draft.severity);
        if !draft.message.is_told_once() {
            draft.number = self.drafted;
            self.drafted = self.drafted.saturating_add(1);
            self.is_unplaced = true;
            self.drafts.push(draft);
            if self.drafts.len() > self.trim_at {
                self.trim_while_reading();
            }
        } else if !self.once.take(draft) {
            return;
        }
        *self.counts.of(severity) += 1;
        if let Some(counts) = self.per_rule.get_mut(rule.index()) {
            *counts.of(severity) += 1;
        }
    }

    pub(crate) const fn counts(&self) -> Counts {
        self.counts
    }

    /// The same document turned out to be the first of several: paths begin with its number.
    pub(crate) fn prefix_paths(&mut self, prefix: &str) {
        for draft in self.drafts.iter_mut().filter(|draft| !draft.is_of_source) {
            draft.path.insert_str(0, prefix);
        }
        self.once.prefix_paths(prefix);
        self.kept.prefix_paths(prefix);
    }

    /// Takes a draft that has its places, when the source has been read.
    pub(super) fn push_placed(&mut self, draft: Box<Draft>) {
        self.push(draft);
        self.all_placed();
    }

    /// Gives the drafts that have none their places, and what is remembered too; all their offsets lie in the window.
    pub(crate) fn place(&mut self, window: &Window<'_>, counter: &Counter, source: &Decoded) {
        let Decoded { encoding, mark, bytes } = *source;
        if !self.is_unplaced && self.kept.is_placed() && self.once.is_placed() {
            return;
        }
        let mut offsets = Vec::new();
        for draft in self.drafts.iter_mut().filter(|draft| !draft.is_placed) {
            draft.for_each_place(|offset, _| offsets.push(offset));
        }
        self.once.for_each_place(|offset, _| offsets.push(offset));
        self.kept.for_each_place(|offset, _| offsets.push(offset));
        offsets.sort_unstable();
        offsets.dedup();
        let mut counter = *counter;
        let pins = &self.pins;
        let places: Vec<Place> = offsets
            .iter()
            .map(|&offset| {
                if offset < counter.offset() {
                    return pins.counter(offset).place(encoding, mark);
                }
                counter.advance(window, offset.min(window.end().max(counter.offset())));
                counter.place(encoding, mark)
            })
            .collect();
        let give = |offset: u32, place: &mut Place| {
            let found = offsets.binary_search(&offset).ok().and_then(|at| places.get(at));
            *place = found.copied().unwrap_or_default();
            // Half a character at the end of a UTF-16 source counts as a whole one.
            place.byte = place.byte.min(bytes);
        };
        for draft in self.drafts.iter_mut().filter(|draft| !draft.is_placed) {
            draft.for_each_place(give);
        }
        self.once.for_each_place(give);
        self.once.placed();
        self.kept.for_each_place(give);
        self.kept.placed();
        self.all_placed();
    }

    /// All drafts have their places.
    fn all_placed(&mut self) {
        self.is_unplaced = false;
        for draft in &mut self.drafts {
            draft.is_placed = true;
        }
    }

    /// Many drafts have gathered: those that will not reach the report go at once.
    #[cold]
    fn trim_while_reading(&mut self) {
        self.drafts.sort_by(|one, other| one.reading_key().cmp(&other.reading_key()));
        self.cut();
        self.trim_at = self.trim_at.max(self.drafts.len() * 2);
    }

    /// Sorts, and keeps the first findings of each rule.
    fn trim(&mut self) {
        if self.drafts.is_empty() {
            return;
        }
        self.drafts.sort_by(|one, other| one.sort_key().cmp(&other.sort_key()));
        self.cut();
        let cap = self.cap;
        self.truncated = self.per_rule.iter().any(|count| count.total() as usize > cap);
    }

    /// Keeps the first findings of each rule.
    fn cut(&mut self) {
        let mut kept = vec![0_usize; RuleId::ALL.len()];
        let cap = self.cap;
        self.drafts.retain(|draft| {
            kept.get_mut(draft.rule().index()).is_some_and(|count| {
                *count += 1;
                *count <= cap
            })
        });
    }

    /// The findings in order, up to the cap of each rule.
    #[expect(clippy::vec_box, reason = "as they are kept")]
    pub(crate) fn sorted(&mut self) -> &mut Vec<Box<Draft>> {
        self.drafts.extend(self.once.give());
        self.trim();
        &mut self.drafts
    }

    /// The source has been read: nothing more is counted in it.
    pub(crate) fn close(&mut self) {
        self.pins = Pins::default();
    }

    /// Some findings were left out.
    pub(crate) const fn is_truncated(&self) -> bool {
        self.truncated
    }
}

//! Places that a rule remembers when their text is gone. Each costs its two ends and eight bytes: a path is written once
//! for all the records that share it but for one number.

use crate::{
    model::{Place, privacy::Sensitivity},
    source::Span,
    standard::{Citation, Term},
};

/// So many of the latest paths may go on: a rule keeps a few fields of a record.
const OPEN_PATHS: usize = 8;

/// The handle of a place that is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Number of its source.
    pub(super) source: u32,
    index: u32,
}

/// What stands at a place that is remembered.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) path: String,
    pub(super) record: Option<u32>,
    pub(super) field: Term,
    pub(super) citation: Citation,
    pub(super) sensitivity: Sensitivity,
}

impl Spot {
    /// Nothing but path and record tells them apart.
    fn is_like(&self, other: &Self) -> bool {
        let same = |one: &Term, other: &Term| one.as_str() == other.as_str();
        let (mine, others) = (&self.citation, &other.citation);
        let is_of_row = same(&mine.doc, &others.doc) && same(&mine.place, &others.place);
        self.sensitivity == other.sensitivity && same(&self.field, &other.field) && is_of_row
    }
}

/// A place, and so many records behind the first of its path.
#[derive(Debug)]
struct At {
    place: (Place, Place),
    path: u32,
    step: u32,
}

/// The same field of records of which each has the next number.
#[derive(Debug)]
struct Path {
    first: Spot,
    /// Where the number that grows with the records begins, once a second one has come.
    number: Option<usize>,
}

/// The places of one source.
#[derive(Debug, Default)]
pub(super) struct KeptPlaces {
    /// Number of the source.
    pub(super) source: u32,
    places: Vec<At>,
    paths: Vec<Path>,
    /// Spans of the last places, which are not counted yet.
    spans: Vec<Span>,
}

impl KeptPlaces {
    /// Nothing is kept.
    pub(super) const fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// All places are counted.
    pub(super) const fn is_placed(&self) -> bool {
        self.spans.is_empty()
    }

    pub(super) fn keep(&mut self, span: Span, spot: Spot) -> Kept {
        let (path, step) = self.path_of(spot);
        let index = self.places.len() as u32;
        self.places.push(At { place: <_>::default(), path, step });
        self.spans.push(span);
        Kept { source: self.source, index }
    }

    /// The path that goes on with this record, or a new one, and how far it is from its beginning.
    fn path_of(&mut self, spot: Spot) -> (u32, u32) {
        let mut open = self.paths.iter_mut().enumerate().rev().take(OPEN_PATHS);
        let known = open.find_map(|(path, known)| Some((path as u32, known.step_to(&spot)?)));
        known.unwrap_or_else(|| {
            self.paths.push(Path { first: spot, number: None });
            (self.paths.len() as u32 - 1, 0)
        })
    }

    /// Every offset that is not counted yet, with the place it is to have.
    pub(super) fn for_each_place(&mut self, mut visit: impl FnMut(u32, &mut Place)) {
        let first = self.places.len().saturating_sub(self.spans.len());
        for (span, at) in self.spans.iter().zip(self.places.iter_mut().skip(first)) {
            visit(span.start, &mut at.place.0);
            visit(span.end, &mut at.place.1);
        }
    }

    /// All places are counted now.
    pub(super) fn placed(&mut self) {
        self.spans.clear();
    }

    /// The place, and what stands there.
    pub(super) fn get(&self, kept: Kept) -> Option<((Place, Place), Spot)> {
        let at = self.places.get(kept.index as usize)?;
        Some((at.place, self.paths.get(at.path as usize)?.after(at.step)))
    }

    /// All paths begin with this.
    pub(super) fn prefix_paths(&mut self, prefix: &str) {
        for path in &mut self.paths {
            path.first.path.insert_str(0, prefix);
            path.number = path.number.map(|number| number + prefix.len());
        }
    }
}

impl Path {
    /// How many records it is from the first to that one, if that is all that tells them apart.
    fn step_to(&mut self, other: &Spot) -> Option<u32> {
        let first = &self.first;
        if !first.is_like(other) {
            return None;
        }
        let step = match (first.record, other.record) {
            (None, None) => 0,
            (first, other) => other?.checked_sub(first?)?,
        };
        if step == 0 {
            return (first.path == other.path).then_some(0);
        }
        let number = grown(&first.path, &other.path, step)?;
        if *self.number.get_or_insert(number) == number { Some(step) } else { None }
    }

    /// What stands so many records behind the first.
    fn after(&self, step: u32) -> Spot {
        let mut spot = self.first.clone();
        spot.record = spot.record.map(|record| record + step);
        let parts = self.number.and_then(|at| self.first.path.split_at_checked(at));
        if let Some((head, (number, tail))) = parts.and_then(|(head, rest)| Some((head, leading_number(rest)?))) {
            spot.path = format!("{head}{}{tail}", number + step);
        }
        spot
    }
}

/// Where the one number begins that is so much greater in the other path.
fn grown(path: &str, other: &str, by: u32) -> Option<usize> {
    let same = path.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    let head = path.as_bytes().get(..same)?;
    let at = head.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |last| last + 1);
    let (number, tail) = leading_number(path.get(at..)?)?;
    let (other_number, other_tail) = leading_number(other.get(at..)?)?;
    (number.checked_add(by)? == other_number && tail == other_tail).then_some(at)
}

/// The number at the beginning, written as numbers are, and what follows it.
fn leading_number(text: &str) -> Option<(u32, &str)> {
    let (digits, tail) = text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
    let is_plain = digits == "0" || !digits.starts_with('0');
    Some((digits.parse().ok().filter(|_| is_plain)?, tail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::dictionary;

    fn spot(path: &str, record: u32) -> Spot {
        Spot {
            path: path.to_owned(),
            record: Some(record),
            field: dictionary().envelope.citation.place.clone(),
            citation: dictionary().envelope.citation.clone(),
            sensitivity: Sensitivity::Open,
        }
    }

    /// How many paths are written for these of records one after the other; each is given back as it was.
    fn written(paths: &[String]) -> usize {
        let mut places = KeptPlaces::default();
        let each = paths.iter().enumerate();
        let kept: Vec<Kept> =
            each.map(|(record, path)| places.keep(Span::default(), spot(path, record as u32))).collect();
        for (record, (path, kept)) in paths.iter().zip(kept).enumerate() {
            let found = places.get(kept).unwrap().1;
            assert_eq!((&found.path, found.record), (path, Some(record as u32)));
        }
        places.paths.len()
    }

    #[test]
    fn a_path_is_written_once_for_all_records_in_a_row() {
        for path in [|n| format!("/data/{n}/MaHoSo"), |n| format!("/a/B[{}]/C", n + 1), |n| format!("/{n}/data/0/Ồ")]
        {
            assert_eq!(written(&(0..1200).map(path).collect::<Vec<_>>()), 1);
        }
        // A value that is skipped, a list that begins anew, a number that is none, the same path again.
        assert_eq!(written(&["/data/0/X", "/data/2/X", "/data/3/X"].map(str::to_owned)), 2);
        assert_eq!(written(&["/0/a/0", "/0/a/1", "/1/a/0", "/1/a/1"].map(str::to_owned)), 2);
        assert_eq!(written(&["/a1/07", "/a1/08", "/a1/9", "/a1/9", "/a1/10"].map(str::to_owned)), 4);
        assert_eq!(written(&["/a/99999999999", "/a/99999999998", "/ồ", "/ổ"].map(str::to_owned)), 4);
    }

    #[test]
    fn a_place_costs_forty_bytes_and_its_handle_eight() {
        assert_eq!((size_of::<At>(), size_of::<Kept>()), (40, 8));
    }
}

//! What a schema says about an object's children beyond their names: their order, choices among them, and that nothing
//! else stands there. Called only for types that have a schema.

use super::Matcher;
use crate::{
    model::{
        Severity,
        catalogue::{choice_conflict, misspelled_field, unknown_attribute, wrong_order},
        privacy::Quote,
    },
    record::{
        NONE, Syntax,
        output::{DraftFix, DraftRelated},
        remark::{Argument, Remark},
        table::{Field, Type},
    },
    source::Span,
    standard::{RowGrade, Term, TypeSchema},
};

/// The field that another place of the text calls by this name.
pub(super) fn alias(table: &Type, name: &str) -> Option<usize> {
    table.schema.as_ref()?;
    let is_alias = |field: &Field| aliases(field).any(|alias| alias.0 == name);
    table.fields.iter().position(is_alias)
}

/// The other names of a field with their places.
fn aliases(field: &Field) -> impl Iterator<Item = (&str, &Term)> {
    let schema = field.schema().map_or(&[][..], |schema| &schema.aliases);
    schema.iter().map(|alias| (alias.name.as_str(), &alias.place))
}

/// A name is not the field's but nearly, or is what another place of the text has.
pub(super) fn misspelled(field: &Field, name: &str) -> Remark {
    let remark = match aliases(field).find(|alias| alias.0 == name) {
        Some((_, place)) => Remark::new(misspelled_field::message::OTHER_PLACE).with("place", place),
        None => Remark::new(misspelled_field::message::MISSPELLED),
    };
    if field.as_written { remark.grade(RowGrade::Text) } else { remark }
}

/// A name that is no field's: what a schema does not declare may not stand there.
pub(super) fn unknown(remark: Remark, table: &Type, syntax: Syntax, name: &str) -> Remark {
    match (&table.schema, table.attributes && syntax == Syntax::Xml) {
        (Some(_), true) => undeclared(name),
        (None, true) => {
            let remark = Remark::new(unknown_attribute::message::ATTRIBUTE).with("name", Quote::name(name, false));
            remark.severity(Severity::Info).grade(RowGrade::Derived)
        }
        (Some(_), false) => remark.severity(Severity::Error).grade(RowGrade::Text),
        (None, false) => remark,
    }
}

/// An attribute that the schema does not declare.
pub(in crate::check) fn undeclared(name: &str) -> Remark {
    let remark = Remark::new(unknown_attribute::message::UNDECLARED).severity(Severity::Error);
    remark.grade(RowGrade::Text).with("name", Quote::name(name, false))
}

/// Choices and order of an object's fields.
pub(super) fn check<'a>(matcher: &mut Matcher<'a, '_>, number: usize, table: &'a Type, schema: &TypeSchema) {
    for group in &schema.choices {
        choice(matcher, number, table, group);
    }
    if schema.sequence && matcher.site.syntax == Syntax::Xml {
        order(matcher, number, table, schema);
    }
}

/// Exactly one of a group must stand there.
fn choice<'a>(matcher: &mut Matcher<'a, '_>, number: usize, table: &'a Type, group: &[String]) {
    let Some(object) = matcher.scratch.objects.get(number).copied() else { return };
    let nodes: Vec<u32> = group
        .iter()
        .filter_map(|name| table.slot(name))
        .map(|slot| matcher.slot(object.base + slot))
        .filter(|node| *node != NONE)
        .collect();
    let names = |joint: &str| group.join(joint);
    let names = Argument::Both(names(" hoặc "), names(" or "));
    match nodes.as_slice() {
        [] => {
            let open = matcher.site.arena.node(object.node).open;
            let remark = Remark::new(choice_conflict::message::NONE)
                .expected(choice_conflict::expectation::ONE)
                .with("names", names);
            let draft = matcher.draft(remark, open, matcher.path(number), None, None);
            matcher.output.push(draft);
        }
        [first, .., _] => {
            let second = nodes.iter().copied().max().unwrap_or(*first);
            let first = nodes.iter().copied().min().unwrap_or(*first);
            let (first, second) = (matcher.site.arena.node(first).name, matcher.site.arena.node(second).name);
            let name = String::from_utf8_lossy(matcher.site.window.bytes(second)).into_owned();
            let path = format!("{}/{}", matcher.path(number), matcher.segment(number, &name));
            let remark = Remark::new(choice_conflict::message::BOTH)
                .expected(choice_conflict::expectation::ONE)
                .with("names", names);
            let mut draft = matcher.draft(remark, second, path, Some(&name), None);
            draft
                .related
                .push(DraftRelated::new(matcher.site.window.outermost(first), choice_conflict::message::FIRST));
            matcher.output.push(draft);
        }
        [_] => {}
    }
}

/// A child with the place its field has in the sequence.
#[derive(Clone, Copy)]
struct Ranked {
    node: u32,
    rank: usize,
}

/// The children of known names, in the order they stand.
fn ranked(matcher: &Matcher<'_, '_>, number: usize, table: &Type, schema: &TypeSchema) -> Vec<Ranked> {
    let Some(object) = matcher.scratch.objects.get(number) else { return Vec::new() };
    let slots = 0..table.fields.len();
    let mut list: Vec<Ranked> = slots
        .filter_map(|slot| {
            let node = matcher.slot(object.base + slot);
            (node != NONE).then(|| Ranked { node, rank: rank(table, schema, slot) })
        })
        .collect();
    let repeats = matcher.scratch.repeats.iter().filter(|repeat| repeat.0 == number);
    list.extend(repeats.map(|repeat| Ranked { node: repeat.2, rank: rank(table, schema, repeat.1) }));
    let mut nodes: Vec<u32> = list.iter().map(|child| child.node).collect();
    if nodes.is_sorted() {
        return list;
    }
    nodes.sort_unstable();
    nodes.dedup();
    nodes.iter().filter_map(|node| list.iter().find(|child| child.node == *node)).copied().collect()
}

/// The place of a field in the sequence: those of a choice share one.
fn rank(table: &Type, schema: &TypeSchema, slot: usize) -> usize {
    let name = table.fields.get(slot).map_or("", |field| field.name());
    let group = schema.choices.iter().find(|group| group.iter().any(|of_group| of_group == name));
    group.and_then(|group| table.slot(group.first()?)).unwrap_or(slot)
}

/// The children that must move so that the others stand in order: as few as can be.
fn misplaced(children: &[Ranked], ranks: usize) -> Vec<bool> {
    // The longest run that ends with each rank: its length and its last child; and whom each child follows.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; ranks];
    let mut before: Vec<Option<usize>> = Vec::with_capacity(children.len());
    for (index, child) in children.iter().enumerate() {
        let longest = best.iter().take(child.rank + 1).flatten().max_by_key(|run| run.0).copied();
        before.push(longest.map(|run| run.1));
        if let Some(run) = best.get_mut(child.rank) {
            *run = Some((longest.map_or(1, |run| run.0 + 1), index));
        }
    }
    let mut moved = vec![true; children.len()];
    let mut next = best.iter().flatten().max_by_key(|run| run.0).map(|run| run.1);
    while let Some(index) = next {
        if let Some(mark) = moved.get_mut(index) {
            *mark = false;
        }
        next = before.get(index).copied().flatten();
    }
    moved
}

/// Elements stand in the order of the schema.
fn order<'a>(matcher: &mut Matcher<'a, '_>, number: usize, table: &'a Type, schema: &TypeSchema) {
    let children = ranked(matcher, number, table, schema);
    if children.is_sorted_by_key(|child| child.rank) {
        return;
    }
    let moved = misplaced(&children, table.fields.len());
    let is_single = moved.iter().filter(|moved| **moved).count() == 1;
    for (index, child) in children.iter().enumerate().filter(|(index, _)| moved.get(*index) == Some(&true)) {
        let kept = || children.iter().enumerate().filter(|(other, _)| moved.get(*other) == Some(&false));
        let before = kept().find(|(_, other)| other.rank > child.rank).map(|(_, other)| other.node);
        let after = kept().rfind(|(_, other)| other.rank <= child.rank).map(|(_, other)| other.node);
        let fix = if is_single { move_there(matcher, child.node, before, after) } else { None };
        out_of_order(matcher, number, schema, children.get(index.wrapping_sub(1)), (child.node, before, after), fix);
    }
}

/// One finding: the element and where it belongs.
fn out_of_order(
    matcher: &mut Matcher<'_, '_>,
    number: usize,
    schema: &TypeSchema,
    neighbour: Option<&Ranked>,
    (node, before, after): (u32, Option<u32>, Option<u32>),
    fix: Option<DraftFix>,
) {
    let span = matcher.site.arena.node(node).name;
    let name_of =
        |node: u32| String::from_utf8_lossy(matcher.site.window.bytes(matcher.site.arena.node(node).name)).into_owned();
    let (key, other) = match (before, after) {
        (Some(before), _) => (wrong_order::expectation::BEFORE, name_of(before)),
        (None, Some(after)) => (wrong_order::expectation::AFTER, name_of(after)),
        (None, None) => return,
    };
    let name = name_of(node);
    let path = format!("{}/{}", matcher.path(number), matcher.segment(number, &name));
    let message =
        if schema.order_note.is_some() { wrong_order::message::ORDER_TABLE } else { wrong_order::message::ORDER };
    let remark = Remark::new(message).expected(key).with("other", Quote::name(other, true));
    let remark = remark.with("note", schema.order_note.as_ref());
    let mut draft = matcher.draft(remark, span, path, Some(&name), None);
    if let Some(neighbour) = neighbour {
        let place = matcher.site.arena.node(neighbour.node).name;
        draft.related.push(DraftRelated::new(matcher.site.window.outermost(place), wrong_order::message::NEIGHBOUR));
    }
    draft.fix = fix;
    matcher.output.push(draft);
}

/// Takes the element away and writes it where it belongs.
fn move_there(matcher: &Matcher<'_, '_>, node: u32, before: Option<u32>, after: Option<u32>) -> Option<DraftFix> {
    let (arena, window) = (matcher.site.arena, matcher.site.window);
    if window.is_unwrapped() {
        return None;
    }
    let whole = arena.node(node).whole();
    let text = String::from_utf8(window.bytes(whole).to_vec()).ok().filter(|text| !text.is_empty())?;
    let place = match (before, after) {
        (Some(before), _) => arena.node(before).open.start,
        (None, Some(after)) => arena.node(after).close,
        (None, None) => return None,
    };
    let edits = vec![(window.outermost(whole), String::new()), (window.outermost(Span::at(place)), text)];
    Some(DraftFix::of_source(wrong_order::fix::MOVE, edits, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(ranks: &[usize]) -> Vec<usize> {
        let children: Vec<Ranked> = ranks.iter().map(|&rank| Ranked { node: 0, rank }).collect();
        let moved = misplaced(&children, 20);
        moved.iter().enumerate().filter(|(_, moved)| **moved).map(|(index, _)| index).collect()
    }

    #[test]
    fn as_few_as_can_be_are_out_of_order() {
        assert_eq!(moved(&[0, 1, 1, 2]), [0; 0]);
        assert_eq!(moved(&[0, 17, 13, 14, 15]), [1]);
        assert_eq!(moved(&[3, 4, 5, 0]), [3]);
        assert_eq!(moved(&[1, 0]).len(), 1);
        assert_eq!(moved(&[2, 1, 0]).len(), 2);
    }
}

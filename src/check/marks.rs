//! Tells a record in the form that production sends from one in the schema's own, by marks of its structure.
//!
//! A mark is a path: names and `*` for any name, at the end a name, `#text` for text in the place of elements, or `a+b`
//! for two elements at once.

use crate::{record::arena::Arena, source::Window, standard::Mark};

/// The marks that a record shows.
pub(super) fn seen(arena: &Arena, window: &Window<'_>, record: u32, marks: &'static [Mark]) -> Vec<&'static Mark> {
    marks.iter().filter(|mark| shows(arena, window, record, &mark.path)).collect()
}

fn shows(arena: &Arena, window: &Window<'_>, node: u32, path: &str) -> bool {
    let name = |child: u32| window.bytes(arena.node(child).name);
    let has = |name_: &str| arena.children(node).any(|child| name(child) == name_.as_bytes());
    match path.split_once('/') {
        Some((step, rest)) => {
            let fits = |child: &u32| step == "*" || name(*child) == step.as_bytes();
            arena.children(node).filter(fits).any(|child| shows(arena, window, child, rest))
        }
        None if path == "#text" => arena.is_leaf(node) && !window.bytes(arena.node(node).text).trim_ascii().is_empty(),
        None => path.split('+').all(has),
    }
}

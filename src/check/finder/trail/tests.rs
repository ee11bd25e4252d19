//! The trail by itself: paths, and what is left when an envelope's members are put aside.

use super::*;
use crate::record::output::{Output, Selection};

/// A text whose pieces are the nodes' names and values.
const TEXT: &[u8] = b"data service HoSo x";
const DATA: Span = Span::new(0, 4);
const SERVICE: Span = Span::new(5, 12);
const HO_SO: Span = Span::new(13, 17);
const VALUE: Span = Span::new(18, 19);

fn window() -> Window<'static> {
    Window::new(TEXT, 0)
}

fn named(trail: &mut Trail, name: Span) {
    trail.name = Some(PendingName { span: name, flags: Flags::NONE, start: name.start });
}

fn begin(trail: &mut Trail, kind: Kind, role: Role) {
    let node = trail.container(kind, VALUE);
    trail.push(node, role, trail.path_length(), false);
}

fn scalar(trail: &mut Trail, name: Span) -> bool {
    named(trail, name);
    let node = trail.scalar(ScalarKind::String, VALUE, VALUE, Flags::NONE);
    trail.keep(node)
}

#[test]
fn the_path_goes_into_a_record_and_to_the_member_that_waits() {
    let mut trail = Trail::new();
    begin(&mut trail, Kind::Object, Role::Envelope);
    trail.enter("data");
    begin(&mut trail, Kind::List, Role::Records);
    trail.enter(3);
    begin(&mut trail, Kind::Object, Role::Record);
    assert!(trail.is_in_record(&window()));
    named(&mut trail, HO_SO);
    begin(&mut trail, Kind::List, Role::Inner);
    begin(&mut trail, Kind::Object, Role::Inner);
    named(&mut trail, SERVICE);
    assert_eq!(trail.current_path(&window()), "/data/3/HoSo/0/service");
}

#[test]
fn what_is_about_a_string_has_the_path_of_the_string() {
    let mut trail = Trail::new();
    begin(&mut trail, Kind::Object, Role::Envelope);
    trail.enter("message");
    trail.begin_string();
    begin(&mut trail, Kind::Object, Role::Record);
    named(&mut trail, HO_SO);
    assert_eq!(trail.current_path(&window()), "/message");
    assert!(!trail.is_in_record(&window()));
    assert_eq!(trail.needed(), u32::MAX);
    let map = crate::source::OffsetMap::default();
    let inside = Window::unwrapped(TEXT, 0, &map);
    assert_eq!(trail.current_path(&inside), "/message/HoSo");
    assert!(trail.is_in_record(&inside));
}

#[test]
fn what_is_put_aside_goes_and_what_is_open_stays() {
    let mut trail = Trail::new();
    begin(&mut trail, Kind::Object, Role::Undecided);
    assert!(scalar(&mut trail, SERVICE));
    assert!(scalar(&mut trail, HO_SO));
    named(&mut trail, DATA);
    begin(&mut trail, Kind::List, Role::Undecided);
    assert_eq!(trail.becomes_envelope(0), Some(0));
    assert_eq!(trail.becomes_envelope(0), None);
    assert_eq!(trail.members(0).len(), 2);
    trail.forget_inside(0);
    assert_eq!(trail.arena.len(), 2);
    let list = trail.parent().unwrap();
    assert_eq!((list.node, trail.arena.node(list.node).kind), (1, Kind::List));
    assert_eq!(trail.name_of(&window(), trail.arena.node(1)), "data");
}

#[test]
fn only_a_record_or_what_may_be_one_keeps_scalars() {
    let mut trail = Trail::new();
    assert!(!scalar(&mut trail, SERVICE));
    for (role, keeps) in [
        (Role::Undecided, true),
        (Role::Record, true),
        (Role::Inner, true),
        (Role::Envelope, false),
        (Role::Records, false),
    ] {
        begin(&mut trail, Kind::Object, role);
        assert_eq!(scalar(&mut trail, SERVICE), keeps, "{role:?}");
    }
}

#[test]
fn the_first_of_several_lines_is_known_late() {
    let mut trail = Trail::new();
    let mut output = Output::new(Selection::default(), 9);
    assert!(!trail.is_ndjson() && trail.is_first_line());
    trail.begin_lines(&mut output);
    assert_eq!(trail.current_path(&window()), "/0");
    trail.next_line();
    trail.begin_line();
    assert_eq!(trail.current_path(&window()), "/1");
    assert!(trail.is_ndjson() && !trail.is_first_line());
}

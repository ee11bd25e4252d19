//! Recognition by itself: which clue decides, and what waits for the choice.

use super::*;
use crate::{
    model::{
        RecognisedBy,
        catalogue::{unknown_attribute, wrong_namespace},
    },
    record::{output::Selection, remark::Remark},
    source::Span,
};

fn fields(names: &[&'static str]) -> Vec<Cow<'static, str>> {
    names.iter().map(|name| Cow::Borrowed(*name)).collect()
}

fn output() -> Output {
    Output::new(Selection::default(), 9)
}

fn chosen(recognition: &Recognition) -> Option<(&str, RecognisedBy)> {
    recognition.choice().map(|choice| (choice.packet.as_str(), choice.by))
}

#[test]
fn the_caller_comes_before_the_service_and_the_service_before_the_root() {
    let mut recognition = Recognition::new(None, None);
    recognition.add_root("DongBoHoSoMC".to_owned());
    recognition.choose(&[], false);
    assert_eq!(chosen(&recognition), Some(("DongBoHoSoMC", RecognisedBy::Root)));
    recognition.set_service(Some("CapNhatTienDoHoSoMC".to_owned()));
    recognition.choose(&[], false);
    assert_eq!(chosen(&recognition), Some(("CapNhatTienDoHoSoMC", RecognisedBy::Service)));
    let mut asked = Recognition::new(Some("LayDanhMucLinhVuc".to_owned()), None);
    asked.set_service(Some("CapNhatTienDoHoSoMC".to_owned()));
    asked.choose(&[], false);
    assert_eq!(chosen(&asked), Some(("LayDanhMucLinhVuc", RecognisedBy::Option)));
    assert_eq!(asked.named().map(|packet| packet.id.as_str()), Some("LayDanhMucLinhVuc"));
}

#[test]
fn a_reply_that_tells_nothing_leaves_the_choice_to_what_follows() {
    let mut recognition = Recognition::new(None, None);
    recognition.choose(&fields(&["La"]), true);
    assert!(recognition.is_done() && recognition.plan().is_none());
    recognition.begin_again(false);
    assert!(recognition.is_done());
    recognition.begin_again(true);
    assert!(!recognition.is_done());
    recognition.set_service(Some("DongBoHoSoMC".to_owned()));
    recognition.choose(&[], false);
    recognition.begin_again(true);
    assert!(recognition.is_done());
}

/// Says two findings before the choice, one about an attribute, and one after it; how many are there then.
fn said_in(profile: &str) -> u32 {
    let mut output = output();
    let mut recognition = Recognition::new(Some("CongdanCollection".to_owned()), Some(profile.to_owned()));
    let draft = |remark: Remark, path: &str| {
        let mut draft = Draft::from_remark(remark);
        path.clone_into(&mut draft.path);
        draft
    };
    recognition.say_or_wait(draft(Remark::new(wrong_namespace::message::ROOT_NONE), "/a"), &mut output);
    recognition.say_or_wait(draft(Remark::new(unknown_attribute::message::ATTRIBUTE), "/a/@b"), &mut output);
    assert_eq!(output.counts().total(), 0);
    recognition.choose(&[], false);
    let before = output.counts().total();
    recognition.say_waiting(&mut output);
    recognition.say_or_wait(draft(Remark::new(unknown_attribute::message::ATTRIBUTE), "/a/@c"), &mut output);
    assert_eq!(before, 0);
    output.counts().total()
}

#[test]
fn what_waits_is_said_when_the_profile_wants_it() {
    let packet = standard::dictionary().packet("CongdanCollection").unwrap();
    let live = &packet.schema.as_ref().unwrap().live.profile;
    let written = packet.profiles.iter().find(|profile| *profile != live).unwrap();
    assert_eq!((said_in(written), said_in(live)), (3, 1));
}

#[test]
fn what_is_unknown_is_noted_at_the_root() {
    let mut output = output();
    let recognition = Recognition::new(None, None);
    recognition.unknown_packet(Span::new(3, 4), &mut output);
    let drafts = output.sorted();
    assert_eq!((drafts.len(), drafts[0].span), (1, Span::new(3, 4)));
}

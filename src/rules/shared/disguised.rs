//! A code, an identifier, a date or a number that is wrong because of a character that the eye does not see, or takes
//! for another one: which it is, where it stands, and the value without it.

use crate::{
    letters::disguise::{Disguise, disguise},
    model::catalogue::{FixTitle, Message, RuleId, bad_code, bad_date, bad_identifier, bad_number},
    record::remark::{Argument, Remark},
};

/// So many characters are named.
const NAMED: usize = 3;

/// What a rule says about such characters: one that is not seen, one that looks like another, and the repair.
type Wording = (Message, Message, FixTitle);

fn wording(rule: RuleId) -> Option<Wording> {
    match rule {
        RuleId::BAD_CODE => Some((bad_code::message::INVISIBLE, bad_code::message::LOOK_ALIKE, bad_code::fix::VISIBLE)),
        RuleId::BAD_DATE => Some((bad_date::message::INVISIBLE, bad_date::message::LOOK_ALIKE, bad_date::fix::VISIBLE)),
        RuleId::BAD_IDENTIFIER => Some((
            bad_identifier::message::INVISIBLE,
            bad_identifier::message::LOOK_ALIKE,
            bad_identifier::fix::VISIBLE,
        )),
        RuleId::BAD_NUMBER => {
            Some((bad_number::message::INVISIBLE, bad_number::message::LOOK_ALIKE, bad_number::fix::VISIBLE))
        }
        _ => None,
    }
}

/// What is to be said about a value that is wrong, `wrong` being what its rule says; `check` asks that rule again.
pub(crate) fn explain(value: &str, wrong: Remark, check: impl Fn(&str) -> Option<Remark>) -> Vec<Remark> {
    let found: Vec<(usize, char, Disguise)> =
        value.chars().enumerate().filter_map(|(place, letter)| Some((place + 1, letter, disguise(letter)?))).collect();
    let Some(wording) = wording(wrong.message.rule()).filter(|_| !found.is_empty()) else {
        return vec![wrong];
    };
    let plain = in_plain_characters(value);
    let is_like = found.iter().any(|(_, _, disguise)| matches!(disguise, Disguise::Like(_)));
    match check(&plain) {
        None => vec![named(wrong, &found, wording).fix(wording.2, plain, !is_like)],
        // A space of another kind is no defect beside the one that a space would be.
        Some(still) if found.iter().all(|(_, _, disguise)| *disguise == Disguise::Blank) => {
            vec![if still.message.rule() == wrong.message.rule() { named(still, &found, wording) } else { still }]
        }
        Some(_) if plain.is_empty() => vec![named(wrong, &found, wording).without_fix()],
        Some(still) => vec![named(wrong, &found, wording).without_fix(), still],
    }
}

/// The value as it looks.
fn in_plain_characters(value: &str) -> String {
    let plain = value.chars().filter_map(|letter| match disguise(letter) {
        Some(Disguise::Invisible) => None,
        Some(Disguise::Blank) => Some(' '),
        Some(Disguise::Like(other)) => Some(other),
        None => Some(letter),
    });
    plain.collect::<String>().trim().to_owned()
}

/// The remark about these characters instead.
fn named(remark: Remark, found: &[(usize, char, Disguise)], (invisible, look_alike, _): Wording) -> Remark {
    let in_words = |words: fn(usize, char, Disguise) -> String| {
        let named: Vec<String> =
            found.iter().take(NAMED).map(|(place, letter, disguise)| words(*place, *letter, *disguise)).collect();
        let more = if found.len() > NAMED { "…" } else { "" };
        format!("{}{more}", named.join("; "))
    };
    let (vi, en) = (in_words(in_vietnamese), in_words(in_english));
    // What the character hides is no contradiction any more.
    let remark = if remark.message.is_contradiction() { remark.by_the_page() } else { remark };
    let is_like = found.iter().any(|(_, _, disguise)| matches!(disguise, Disguise::Like(_)));
    if is_like {
        // It says what the value says.
        return remark.saying(look_alike).quoting_in_words("characters", vi, en);
    }
    remark.saying(invisible).with("characters", Argument::Both(vi, en))
}

fn in_vietnamese(place: usize, letter: char, disguise: Disguise) -> String {
    let code = u32::from(letter);
    match disguise {
        Disguise::Invisible => format!("U+{code:04X} ở vị trí {place}"),
        Disguise::Blank => format!("U+{code:04X} (một loại dấu cách khác) ở vị trí {place}"),
        Disguise::Like(other) => format!("“{letter}” (U+{code:04X}) ở vị trí {place}, giống “{other}”"),
    }
}

fn in_english(place: usize, letter: char, disguise: Disguise) -> String {
    let code = u32::from(letter);
    match disguise {
        Disguise::Invisible => format!("U+{code:04X} at position {place}"),
        Disguise::Blank => format!("U+{code:04X} (another kind of space) at position {place}"),
        Disguise::Like(other) => format!("“{letter}” (U+{code:04X}) at position {place}, which looks like “{other}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        rules::{bad_code, bad_date, bad_identifier, bad_number},
        standard::{Form, Row, RowGrade, dictionary},
    };

    type Check = fn(&str) -> Option<Remark>;

    /// Values that are right, each with its rule.
    const RIGHT: [(&str, Check); 5] = [
        ("000.00.12.H99-200313-0001", |value| {
            bad_identifier::check(value, Form::MaHoSo, &Row::default(), RowGrade::Text)
        }),
        ("H56.14", |value| bad_identifier::check(value, Form::MaDonVi, &Row::default(), RowGrade::Text)),
        ("20200313080400", |value| bad_date::check(value.as_bytes())),
        ("10", |value| bad_code::check(value, &dictionary().codes["TrangThaiHoSo"], "TrangThaiHoSo")),
        ("50000", |value| bad_number::check_amount(value)),
    ];

    fn about(value: &str, check: Check) -> Vec<Remark> {
        check(value).map_or_else(Vec::new, |wrong| explain(value, wrong, check))
    }

    fn characters(remark: &Remark) -> String {
        remark
            .arguments
            .iter()
            .find_map(|(name, argument)| match argument {
                Argument::Both(_, en) | Argument::ValueInWords(_, en) if *name == "characters" => Some(en.clone()),
                _ => None,
            })
            .unwrap_or_default()
    }

    #[test]
    fn an_invisible_character_anywhere_is_named_and_removed() {
        for hidden in ['\u{200B}', '\u{FEFF}', '\u{AD}', '\u{2060}', '\u{200E}', '\u{200D}', '\u{FE0F}'] {
            for (value, check) in RIGHT {
                for place in 0..=value.len() {
                    let broken = format!("{}{hidden}{}", &value[..place], &value[place..]);
                    let remarks = about(&broken, check);
                    let [remark] = remarks.as_slice() else { panic!("{broken:?}: {remarks:?}") };
                    assert_eq!(remark.message.key(), "invisible", "{broken:?}");
                    assert_eq!(characters(remark), format!("U+{:04X} at position {}", u32::from(hidden), place + 1));
                    let fix = remark.fix.as_ref().unwrap();
                    assert_eq!((fix.text.as_str(), fix.safe), (value, true), "{broken:?}");
                }
            }
        }
    }

    #[test]
    fn a_letter_that_looks_alike_is_named_and_replaced_with_care() {
        for (broken, value, check, name) in [
            ("000.00.12.Н99-200313-0001", RIGHT[0].0, RIGHT[0].1, "“Н” (U+041D) at position 11, which looks like “H”"),
            ("Η56.14", RIGHT[1].0, RIGHT[1].1, "“Η” (U+0397) at position 1, which looks like “H”"),
            ("2020０313080400", RIGHT[2].0, RIGHT[2].1, "“０” (U+FF10) at position 5, which looks like “0”"),
        ] {
            let remarks = about(broken, check);
            assert_eq!((remarks.len(), remarks[0].message.key()), (1, "look-alike"), "{broken}");
            assert_eq!(characters(&remarks[0]), name);
            let fix = remarks[0].fix.as_ref().unwrap();
            assert_eq!((fix.text.as_str(), fix.safe), (value, false));
        }
    }

    #[test]
    fn what_else_is_wrong_is_said_too() {
        let keys = |value: &str, check: Check| -> Vec<_> {
            about(value, check).iter().map(|remark| (remark.message.key(), remark.fix.is_some())).collect()
        };
        assert_eq!(keys("13/03/2020\u{200B}", RIGHT[2].1), [("invisible", false), ("form", true)]);
        assert_eq!(keys("2020-03-13\u{A0}08:04:00", RIGHT[2].1), [("invisible", true)]);
        assert_eq!(keys("\u{200B}", RIGHT[2].1), [("invisible", false)]);
        assert_eq!(keys("13/03/2020", RIGHT[2].1), [("form", true)]);
        let many = "2\u{200B}0\u{200B}2\u{200B}0\u{200B}0313080400";
        assert!(characters(&about(many, RIGHT[2].1)[0]).ends_with("position 6…"));
    }
}

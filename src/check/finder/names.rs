//! What the names around the records mean: by them an envelope, a list of records and a reply are known.

use crate::{record::names, standard};

/// The member by which a reply is known.
pub(super) const REPLY_CODE: &str = "error_code";
/// The member that names the packet.
pub(super) const SERVICE: &str = "service";
/// The member that says whose packet it is.
pub(super) const UNIT: &str = "madonvi";
/// The members that hold records, in requests and in replies.
const RECORD_MEMBERS: [&str; 2] = ["data", "result"];
/// So many bytes more may a name have by separators.
const LONGEST_MARKS: usize = 2;
/// No name so long is meant to be one of theirs.
const LONGEST_MEANT: usize = 10;

/// The name is that of the member, in whatever case.
pub(super) fn is_meant(name: &str, known: &str) -> bool {
    let has_room = (known.len()..=known.len() + LONGEST_MARKS).contains(&name.len());
    name == known || has_room && names::is_same_but_case(name, known)
}

/// A member of that name holds the records, or is meant to.
pub(super) fn holds_records(name: &str) -> bool {
    // Nor is one that means something else.
    let may_be_meant = || name.len() <= LONGEST_MEANT && !is_envelope_field(name);
    RECORD_MEMBERS.contains(&name)
        || may_be_meant() && names::nearest(name, RECORD_MEMBERS.into_iter(), |_| true).is_some()
}

/// A record of a packet with a schema has that name.
fn is_item(name: &str) -> bool {
    standard::dictionary().packets.iter().filter_map(|packet| packet.schema.as_ref()).any(|schema| schema.item == name)
}

/// What has that name holds the records, or is one.
pub(super) fn may_hold_records(name: &str) -> bool {
    holds_records(name) || is_item(name)
}

/// A request or a reply has such a field beside the records.
pub(super) fn is_envelope_field(name: &str) -> bool {
    let envelope = &standard::dictionary().envelope;
    envelope.request.fields.iter().chain(&envelope.reply.fields).any(|row| row.name == name)
}

/// A member that only replies have, in whatever case.
pub(super) fn is_of_reply(name: &str) -> bool {
    [REPLY_CODE, "result"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_near_those_that_hold_records_are_meant_for_them() {
        for name in ["data", "result", "datas", "Data", "resut"] {
            assert!(holds_records(name), "{name}");
        }
        for name in ["service", "madonvi", "message", "error_code", "CongDan", "dataOfTheWholeYear", ""] {
            assert!(!holds_records(name), "{name}");
        }
        assert!(may_hold_records("CongDan"));
    }

    #[test]
    fn only_replies_have_a_code() {
        assert!(is_of_reply("Error_Code") && is_of_reply("result"));
        assert!(!is_of_reply("data") && !is_of_reply("message"));
        assert!(is_envelope_field("madonvi") && !is_envelope_field("MaHoSo"));
    }
}

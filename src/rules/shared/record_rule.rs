//! Rules about whole records: what several fields of one, or several records, say together.

use crate::record::{Record, ending::Ending, output::Output, remark::Remark, table::Type};

/// A rule about records, bound to the fields it speaks of. One that needs no other record than the one it looks at has a
/// `check`, one that remembers has a `state`.
pub(crate) trait RecordRule: Send + Sync {
    /// Looks at one record.
    fn check(&self, _record: &Record<'_>, _output: &mut Output) {}

    /// What the rule remembers in one session, before the first record; nothing when it remembers nothing.
    fn state(&self) -> Option<Box<dyn RuleState>> {
        None
    }
}

/// What a rule across records remembers in a session: at most 64 bytes for each distinct dossier, in whatever sources. It
/// sees the sources that are checked against its plan, one after the other.
pub(crate) trait RuleState: Send {
    /// A source begins, which has that number in the session, from 0. A rule that judges each source by itself forgets
    /// the one before.
    fn source(&mut self, number: u32);

    /// Looks at the next record.
    fn record(&mut self, record: &Record<'_>, output: &mut Output);

    /// A field of the envelope has that value; it may come before the records, between or behind them. Answers what is
    /// wrong with it.
    fn envelope(&mut self, _field: &str, _value: &str, _output: &mut Output) -> Option<Remark> {
        None
    }

    /// All sources have come: what can be said only now.
    fn end(&mut self, _ending: &mut Ending<'_>) {}
}

/// Binds a rule to the type of a packet's records (`types` are all types of the packet); nothing when the packet does
/// not have the rule's fields.
pub(crate) type Bind = fn(record: &Type, types: &[Type]) -> Option<Box<dyn RecordRule>>;

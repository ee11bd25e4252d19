//! A rule about a whole record: what several of its fields, or several records, say together.

use crate::check::{memory::Memory, output::Output, record::Record, table::Type};

/// A rule about one record, bound to the fields it speaks of.
pub(crate) trait RecordRule: Send + Sync {
    /// Looks at one record. `memory` is what earlier records left behind.
    fn check(&self, record: &Record<'_>, memory: &mut Memory, output: &mut Output);
}

/// Binds a rule to the type of a packet's records (`types` are all types of the packet); nothing when the packet does
/// not have the rule's fields.
pub(crate) type Bind = fn(record: &Type, types: &[Type]) -> Option<Box<dyn RecordRule>>;

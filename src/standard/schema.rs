//! JSON Schema and XSD of the packets.

/// JSON Schema of a packet.
#[must_use]
pub fn json_schema(_packet: &str, _profile: &str) -> Option<String> {
    None
}

/// XML Schema of a packet.
#[must_use]
pub fn xsd(_packet: &str, _profile: &str) -> Option<String> {
    None
}

//! The XML reader.

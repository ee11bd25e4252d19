//! goitin checks Vietnam's public-service data packets and explains every finding.
#![deny(unsafe_code)]

pub mod command;
pub mod report;
mod source;

#[cfg(target_arch = "wasm32")]
mod wasm;

//! goitin checks Vietnam's public-service data packets and explains every finding.
#![deny(unsafe_code)]

pub mod report;
mod rules;
mod source;
mod standard;

#[cfg(target_arch = "wasm32")]
mod wasm;

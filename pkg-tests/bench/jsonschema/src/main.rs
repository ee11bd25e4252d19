//! `goitin-bench-jsonschema SCHEMA MILLISECONDS FILE...`: bytes to a list of errors with the jsonschema crate, in MB/s.

use std::{env, fs, time::Instant};

fn main() {
    let mut arguments = env::args().skip(1);
    let schema = fs::read(arguments.next().expect("a schema")).expect("a schema");
    let schema = serde_json::from_slice(&schema).expect("a schema is JSON");
    let patience: u128 = arguments.next().and_then(|text| text.parse().ok()).expect("milliseconds");
    let packets: Vec<Vec<u8>> = arguments.map(|name| fs::read(name).expect("a packet")).collect();
    let validator = jsonschema::validator_for(&schema).expect("the schema compiles");
    let bytes: usize = packets.iter().map(Vec::len).sum();
    let (start, mut runs, mut errors) = (Instant::now(), 0_u32, 0);
    while runs < 2 || start.elapsed().as_millis() < patience {
        for packet in &packets {
            let value = serde_json::from_slice(packet).expect("a packet is JSON");
            errors += validator.iter_errors(&value).count();
        }
        runs += 1;
    }
    std::hint::black_box(errors);
    println!("{}", bytes as f64 * f64::from(runs) / start.elapsed().as_secs_f64() / 1e6);
}

//! `bench-native goitin|quick-xml MILLISECONDS FILE...`: MB/s of the native engine, or of its XML tokenizer alone. For
//! `npm run bench`.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "a measurement ends when it cannot be made")]

use std::{env, fs, hint::black_box, time::Instant};

use quick_xml::{Reader, events::Event};

fn main() {
    let mut arguments = env::args().skip(1);
    let kind = arguments.next().expect("goitin or quick-xml");
    let patience: u128 = arguments.next().and_then(|text| text.parse().ok()).expect("milliseconds");
    let packets: Vec<Vec<u8>> = arguments.map(|name| fs::read(name).expect("a packet")).collect();
    let run: fn(&[u8]) -> usize = if kind == "goitin" { check } else { tokenize };
    let bytes: usize = packets.iter().map(Vec::len).sum();
    let (start, mut runs) = (Instant::now(), 0_u32);
    while runs < 2 || start.elapsed().as_millis() < patience {
        for packet in &packets {
            black_box(run(packet));
        }
        runs += 1;
    }
    #[allow(clippy::cast_precision_loss, reason = "a speed")]
    let speed = bytes as f64 * f64::from(runs) / start.elapsed().as_secs_f64() / 1e6;
    println!("{speed}");
}

fn check(bytes: &[u8]) -> usize {
    goitin::check(bytes, &goitin::Options::default()).findings.len()
}

fn tokenize(bytes: &[u8]) -> usize {
    let mut reader = Reader::from_reader(bytes);
    let mut events = 0;
    while !matches!(reader.read_event().expect("well-formed"), Event::Eof) {
        events += 1;
    }
    events
}

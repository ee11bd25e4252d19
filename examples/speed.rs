fn main() {
    for name in std::env::args().skip(1) {
        let bytes = std::fs::read(&name).unwrap();
        let options = goitin::Options::default();
        let runs = (40_000_000 / bytes.len()).max(3);
        let mut best = f64::MAX;
        for _ in 0..5 {
            let t = std::time::Instant::now();
            let mut n = 0;
            for _ in 0..runs {
                n = goitin::check(&bytes, &options).findings.len();
            }
            best = best.min(t.elapsed().as_secs_f64() / runs as f64);
            if n > 0 {
                print!("[{n} findings] ");
            }
        }
        println!("{name}: {:.1} MB/s", bytes.len() as f64 / best / 1e6);
    }
}

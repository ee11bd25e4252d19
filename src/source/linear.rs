//! For tests: does work take time in proportion to its size? A long text is compared with a short one, several times when
//! need be, so that a busy machine changes nothing.

use std::time::{Duration, Instant};

/// A time below this is short enough, whatever it is in proportion to.
const SHORT: Duration = Duration::from_millis(50);
/// The long text is so many times the short one; in proportion to the square the time would be 16 times as much.
const TIMES: usize = 4;
const MOST: u32 = 9;
const ATTEMPTS: usize = 6;

/// Does the work, which is told how large it is to be, and says whether its time is in proportion to that.
pub(crate) fn is_linear(size: usize, mut work: impl FnMut(usize)) -> bool {
    let mut time = |size| {
        let start = Instant::now();
        work(size);
        start.elapsed()
    };
    (0..ATTEMPTS).any(|_| {
        let long = time(size);
        long < SHORT || long < time(size / TIMES) * MOST
    })
}

#[test]
fn a_square_is_told_from_a_line() {
    let wait = |steps: usize| std::thread::sleep(Duration::from_micros(steps as u64));
    assert!(is_linear(80_000, wait));
    assert!(!is_linear(400, |size| wait(size * size)));
}

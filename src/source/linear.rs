//! For tests: does work take time in proportion to its size? A long text is compared with as much text in short pieces,
//! each a work of its own, so that both take as long and a busy machine disturbs both alike.

use std::time::{Duration, Instant};

/// A time below this is short enough, whatever it is in proportion to.
const SHORT: Duration = Duration::from_millis(50);
/// As many short texts are as long as the long one; in proportion to the square it takes so many times their time.
const TIMES: usize = 8;
/// Between 1, for a line, and `TIMES`, for a square.
const MOST: u32 = 3;
/// A square is told from a line by any of them, a busy machine spoils most of them at worst.
const ATTEMPTS: usize = 20;

/// Does the work, which is told how large it is to be, and says whether its time is in proportion to that.
pub(crate) fn is_linear(size: usize, mut work: impl FnMut(usize)) -> bool {
    judge(size, |size| {
        let start = Instant::now();
        work(size);
        start.elapsed()
    })
}

/// Other programs make a time longer, never shorter: the shortest of several is the work's own.
fn judge(size: usize, mut time: impl FnMut(usize) -> Duration) -> bool {
    let mut long = time(size);
    if long < SHORT {
        return true;
    }
    let mut short = Duration::MAX;
    for _ in 0..ATTEMPTS {
        short = short.min((0..TIMES).map(|_| time(size / TIMES)).sum());
        long = long.min(time(size));
        if long < SHORT || long < short * MOST {
            return true;
        }
    }
    false
}

#[test]
fn a_square_is_told_from_a_line() {
    let mut factors = [5, 4, 7, 4, 6, 4].into_iter().cycle();
    let mut noisy = |steps: usize| Duration::from_micros(steps as u64 * factors.next().unwrap());
    assert!(judge(10_000, &mut noisy));
    assert!(judge(10_000_000, &mut noisy));
    assert!(!judge(10_000, |size| noisy(size * size)));
}

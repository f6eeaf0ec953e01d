//! A generator and a clock for the examples that measure.

use std::time::Instant;

/// A published generator (splitmix64): the same numbers everywhere.
pub struct Numbers(pub u64);

impl Numbers {
    /// A number below the limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }
}

/// Seconds this thread has computed, so that a busy machine does not count (Linux only).
fn computed() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}

/// Prints the best time of five runs.
pub fn timed<T>(what: &str, work: impl Fn() -> T) -> T {
    let mut best = f64::INFINITY;
    let mut once = || {
        let (clock, before) = (Instant::now(), computed());
        let result = work();
        let passed = clock.elapsed().as_secs_f64();
        // The system counts computing time in ticks: for short work only the clock will do.
        let spent = before.zip(computed()).map(|(before, after)| after - before);
        best = best.min(spent.filter(|_| passed > 0.05).unwrap_or(passed));
        result
    };
    let result = once();
    (0..4).for_each(|_| drop(once()));
    println!("{what}: {:.1} ms", best * 1e3);
    result
}

//! Measures one pot: `cargo run --release -p allocation --example bench -- [applicants…]`, one JSON
//! line for each size.

use allocation::bench::Workload;
use std::time::Instant;

/// The most memory that this process has used, as Linux tells it; zero elsewhere.
fn peak_rss_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| {
        line.trim()
            .trim_end_matches("kB")
            .trim()
            .parse::<u64>()
            .ok()
    });
    kib.unwrap_or(0) * 1024
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let sizes = if asked.is_empty() {
        vec!["100000".into(), "1000000".into()]
    } else {
        asked
    };
    for size in sizes {
        let workload = Workload::new(size.parse()?);
        let start = Instant::now();
        let clock = || u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        println!(
            "{}",
            serde_json::to_string(&workload.measure(15, clock, peak_rss_bytes))?
        );
    }
    Ok(())
}

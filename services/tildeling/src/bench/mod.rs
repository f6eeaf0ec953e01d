//! `tildeling bench`: how fast the engine and the exports are on this machine, beside a limit.

mod allocation;
mod base;
mod export;

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::output::finish;

/// Options of `bench`.
#[derive(Debug, Args)]
pub struct Options {
    /// The thing to measure.
    #[command(subcommand)]
    what: What,
}

/// The measurements.
#[derive(Debug, Subcommand)]
enum What {
    /// One pot: λ, then rounding and certificate too, then one pass over the same memory. Without
    /// --json also a whole round, with quotas and all figures.
    Allocation(allocation::Pot),
    /// Awards and payments to CSV, and batches to pain.001, over gRPC, beside `COPY … TO STDOUT`
    /// of the same rows. On a database of its own, which is removed.
    Export(export::Sizes),
}

/// Measures.
pub fn run(options: &Options) -> ExitCode {
    finish(match &options.what {
        What::Allocation(pot) => allocation::report(pot),
        What::Export(sizes) => export::report(sizes),
    })
}

/// The most memory that this process has used, as Linux tells it; 0 elsewhere.
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

//! `tildeling bench`: how fast the engine is on this machine, beside the limit that memory sets.

use std::process::ExitCode;
use std::time::Instant;

use allocation::bench::{Figures, Workload};
use clap::{Args, Subcommand};

use crate::table::table;

/// Runs of each measurement; the best one counts.
const RUNS: u32 = 7;

/// Options of `bench`.
#[derive(Debug, Args)]
pub struct Options {
    /// What to measure.
    #[command(subcommand)]
    what: What,
}

/// What can be measured.
#[derive(Debug, Subcommand)]
enum What {
    /// One pot: λ, then rounding and certificate too, then one pass over the same memory.
    Allocation(Pot),
}

/// Options of `bench allocation`.
#[derive(Debug, Args)]
struct Pot {
    /// Applicants in the pot.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(1..))]
    applicants: u32,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Measures.
pub fn run(options: &Options) -> ExitCode {
    let What::Allocation(pot) = &options.what;
    let start = Instant::now();
    let clock = || u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
    let figures = Workload::new(pot.applicants).measure(RUNS, clock, peak_rss_bytes);
    if pot.json {
        println!("{}", serde_json::json!(figures));
    } else {
        println!("{}", overview(&figures));
    }
    ExitCode::SUCCESS
}

fn overview(figures: &Figures) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a time for people to read")]
    let row = |what: &str, each: f64| {
        let all = each * figures.applicants as f64 / 1e6;
        vec![what.to_owned(), format!("{each:.1}"), format!("{all:.2}")]
    };
    let rows = [
        row("λ", figures.kernel_ns_per_applicant),
        row(
            "λ, rounding, certificate",
            figures.pipeline_ns_per_applicant,
        ),
        row("one pass over memory", figures.memory_pass_ns_per_applicant),
    ];
    let table = table(&["step", "ns per applicant", "ms in all"], &[1, 2], rows);
    let (applicants, mebibytes) = (figures.applicants, figures.peak_rss_bytes >> 20);
    format!("{table}\napplicants {applicants}   most memory in use {mebibytes} MiB")
}

/// The most memory that this process has used, as Linux tells it; nought elsewhere.
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

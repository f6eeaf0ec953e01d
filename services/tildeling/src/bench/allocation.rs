//! `tildeling bench allocation`: the engine, beside the limit that memory sets.

use std::time::Instant;

use allocation::bench::{Figures, Whole, WholeFigures, Workload};
use clap::Args;
use insight::bench::{Times, measure};

use super::peak_rss_bytes;
use crate::output::say;
use crate::table::table;

/// Runs of each measurement; the best one counts.
const RUNS: u32 = 7;

/// The same for a whole round, which takes longer.
const WHOLE_RUNS: u32 = 3;

/// A whole round has no more applicants than this: with ids, groups and traces each needs more than
/// a kilobyte.
const WHOLE_MOST: u32 = 1_000_000;

/// Options of `bench allocation`.
#[derive(Debug, Args)]
pub(super) struct Pot {
    /// Applicants in the pot.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(1..))]
    applicants: u32,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Measures, and prints.
pub(super) fn report(pot: &Pot) -> anyhow::Result<()> {
    let start = Instant::now();
    let clock = || u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
    let figures = Workload::new(pot.applicants).measure(RUNS, clock, peak_rss_bytes);
    if pot.json {
        say!("{}", serde_json::json!(figures))?;
    } else {
        say!("{}", overview(&figures))?;
        let applicants = pot.applicants.min(WHOLE_MOST);
        let whole = Whole::new(applicants);
        let times = whole.measure(WHOLE_RUNS, clock);
        if let Some(times) = times.zip(measure(&whole, WHOLE_RUNS, clock)) {
            say!("{}", overview_of_round(applicants, times))?;
        }
    }
    Ok(())
}

/// A row of a table: time for each applicant in nanoseconds, and for all in milliseconds.
fn row(applicants: f64, what: &str, each: f64) -> Vec<String> {
    let all = each * applicants / 1e6;
    vec![what.to_owned(), format!("{each:.1}"), format!("{all:.2}")]
}

const HEADINGS: [&str; 3] = ["step", "ns per applicant", "ms in all"];

fn overview(figures: &Figures) -> String {
    let applicants = figures.applicants;
    #[expect(clippy::cast_precision_loss, reason = "a time for people to read")]
    let row = |what: &str, each: f64| row(applicants as f64, what, each);
    let rows = [
        row("find λ", figures.kernel_ns_per_applicant),
        row(
            "find λ, round, check the certificate",
            figures.pipeline_ns_per_applicant,
        ),
        row(
            "the limit: read it once from memory",
            figures.memory_pass_ns_per_applicant,
        ),
    ];
    let table = table(&HEADINGS, &[1, 2], rows);
    let mebibytes = figures.peak_rss_bytes >> 20;
    format!(
        "One pot, {applicants} applicants: best of {RUNS} runs on one core, {mebibytes} MiB \
         of memory at most.\n{table}"
    )
}

fn overview_of_round(applicants: u32, (whole, insight): (WholeFigures, Times)) -> String {
    let row = |what: &str, each: f64| row(applicants.into(), what, each);
    let together = whole.quotas + whole.certificate + insight.metrics;
    let rows = [
        row("divide within quotas: λ of each pot, round", whole.quotas),
        row(
            "check the certificate of each pot, and quotas",
            whole.certificate,
        ),
        row("all figures: fairness, predictability", insight.metrics),
        row("the three together", together),
        row(
            "allocate(): also names, traces, hash, checker",
            whole.allocate,
        ),
        row("of that, the checker", whole.checker),
    ];
    let table = table(&HEADINGS, &[1, 2], rows);
    let explained = insight.explanation / 1e3;
    format!(
        "A whole round, {applicants} applicants in counties with quotas: best of \
         {WHOLE_RUNS} runs on one core.\n{table}\n\
         One award explained in words: {explained:.1} µs."
    )
}

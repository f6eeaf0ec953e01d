//! `tildeling bench export`: files of a call over gRPC, beside `COPY` of the same rows.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Args;
use serde::Serialize;

use super::base::{self, Base};
use super::peak_rss_bytes;
use crate::client::{self, Export};
use crate::demo::{bank_file_of, passable_folder};
use crate::output::say;
use crate::table::table;

/// Runs of each measurement; the best one counts.
const RUNS: u32 = 2;

/// Options of `bench export`.
#[derive(Debug, Args)]
pub(super) struct Sizes {
    /// Rows to export; each number is measured.
    #[arg(
        long,
        value_delimiter = ',',
        default_values_t = [100_000, 1_000_000],
        value_parser = clap::value_parser!(u32).range(1..=2_000_000)
    )]
    rows: Vec<u32>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// The files that are measured.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Work {
    AwardsCsv,
    PaymentsCsv,
    Pain001,
}

impl Work {
    const ALL: [Self; 3] = [Self::AwardsCsv, Self::PaymentsCsv, Self::Pain001];

    /// The same rows by PostgreSQL alone.
    const fn limit(self) -> &'static str {
        match self {
            Self::AwardsCsv => include_str!("awards.sql"),
            Self::PaymentsCsv => include_str!("payments.sql"),
            Self::Pain001 => include_str!("batches.sql"),
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::AwardsCsv => "awards to CSV",
            Self::PaymentsCsv => "payments to CSV",
            Self::Pain001 => "batches to pain.001",
        }
    }
}

/// One measurement.
#[derive(Debug, Serialize)]
struct Figures {
    work: Work,
    /// Rows that were written.
    size: u64,
    ours_per_second: f64,
    limit_per_second: f64,
    ratio: f64,
    /// The most memory of this process, service and client together, while it wrote.
    peak_rss_bytes: u64,
}

/// Measures, and prints.
pub(super) fn report(sizes: &Sizes) -> anyhow::Result<()> {
    let folder = passable_folder()?;
    let host = base::host(folder.path())?;
    let runtime = tokio::runtime::Runtime::new()?;
    let figures = runtime.block_on(async {
        let base = Base::play(&host, folder.path()).await?;
        let mut rows = sizes.rows.clone();
        rows.sort_unstable();
        let mut figures = Vec::new();
        for rows in rows {
            base.grow(rows).await?;
            for work in Work::ALL {
                figures.push(measure(&base, work).await?);
            }
        }
        base.running.service.stop().await?;
        anyhow::Ok(figures)
    });
    runtime.shutdown_background();
    host.close()?;
    let figures = figures?;
    if sizes.json {
        say!("{}", serde_json::to_string_pretty(&figures)?)?;
    } else {
        say!("{}", overview(&figures))?;
    }
    Ok(())
}

/// Exports and copies in turn. Memory is told for the exports alone.
async fn measure(base: &Base<'_>, work: Work) -> anyhow::Result<Figures> {
    let (mut ours, mut limit) = (Duration::MAX, Duration::MAX);
    let (mut size, mut peak) = (0, 0);
    for _ in 0..RUNS {
        forget_peak()?;
        let start = Instant::now();
        size = export(base, work).await?;
        ours = ours.min(start.elapsed());
        peak = peak.max(peak_rss_bytes());
        let start = Instant::now();
        let copied = base.copy(work.limit()).await?;
        limit = limit.min(start.elapsed());
        anyhow::ensure!(copied == size, "{size} rows exported, {copied} copied");
    }
    #[expect(clippy::cast_precision_loss, reason = "a figure for people to read")]
    let per_second = |time: Duration| size as f64 / time.as_secs_f64();
    Ok(Figures {
        work,
        size,
        ours_per_second: per_second(ours),
        limit_per_second: per_second(limit),
        ratio: limit.as_secs_f64() / ours.as_secs_f64(),
        peak_rss_bytes: peak,
    })
}

/// Lets the kernel take the peak anew, where there is Linux.
fn forget_peak() -> anyhow::Result<()> {
    let file = std::path::Path::new("/proc/self/clear_refs");
    if file.exists() {
        std::fs::write(file, "5").context("the peak of memory cannot be reset")?;
    }
    Ok(())
}

/// Writes a file as `tildeling export` does. Returns its rows.
async fn export(base: &Base<'_>, work: Work) -> anyhow::Result<u64> {
    let file = tempfile::tempfile()?;
    let (session, call) = (base.running.finance.clone(), &base.running.call);
    match work {
        Work::AwardsCsv => Export::new(session, call, &file)?.awards_csv(None).await,
        Work::PaymentsCsv => {
            let export = Export::new(session, call, &file)?;
            export.payments_csv(true, None).await
        }
        Work::Pain001 => bank_files(base, &file).await,
    }
}

/// Writes the bank's files of every batch. Returns their payments.
async fn bank_files(base: &Base<'_>, file: &File) -> anyhow::Result<u64> {
    let finance = &base.running.finance;
    let mut out = BufWriter::new(file);
    let mut payments = 0;
    for batch in client::batches(finance, &base.running.call).await? {
        client::bank_file(finance, bank_file_of(&batch.name), &mut out).await?;
        payments += u64::try_from(batch.payments)?;
    }
    out.flush()?;
    Ok(payments)
}

fn overview(figures: &[Figures]) -> String {
    let rows = figures.iter().map(|one| {
        vec![
            one.work.title().to_owned(),
            one.size.to_string(),
            format!("{:.0}", one.ours_per_second),
            format!("{:.0}", one.limit_per_second),
            format!("{:.2}", one.ratio),
            format!("{}", one.peak_rss_bytes >> 20),
        ]
    });
    let headings = ["work", "rows", "ours/s", "COPY/s", "ratio", "peak MiB"];
    format!(
        "Files over gRPC, beside COPY of the same rows: best of {RUNS} runs.\n{}",
        table(&headings, &[1, 2, 3, 4, 5], rows)
    )
}

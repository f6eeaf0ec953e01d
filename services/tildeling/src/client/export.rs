//! `tildeling export`: what the services stream, as files.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use contract::v1;

use super::{Connection, told};
use crate::export::{
    AWARD_COLUMNS, INDICATOR_COLUMNS, award_record, indicator_record, payment_json,
};
use crate::output::{complete, say};
use crate::session::Session;

/// The exports.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Decided awards, as CSV.
    Awards {
        /// `schemes/{scheme}/calls/{call}`.
        call: String,
        /// The file to write; `-` is standard output.
        #[arg(long)]
        out: PathBuf,
    },
    /// The payment basis, as JSON.
    Payments {
        /// `schemes/{scheme}/calls/{call}`.
        call: String,
        /// The file to write; `-` is standard output.
        #[arg(long)]
        out: PathBuf,
        /// Paid instalments too.
        #[arg(long)]
        include_paid: bool,
    },
    /// Summed indicators, as CSV.
    Indicators {
        /// `schemes/{scheme}/calls/{call}`.
        call: String,
        /// The file to write; `-` is standard output.
        #[arg(long)]
        out: PathBuf,
    },
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::Awards { call, out } => whole(out, |file| {
            connection.with(call, async |session| awards(&session, call, file).await)
        }),
        Command::Payments {
            call,
            out,
            include_paid,
        } => whole(out, |file| {
            connection.with(call, async |session| {
                payments(&session, call, *include_paid, file).await
            })
        }),
        Command::Indicators { call, out } => whole(out, |file| {
            connection.with(call, async |session| indicators(&session, call, file).await)
        }),
    }
}

/// Writes an export to its file and says so.
fn whole(out: &Path, write: impl FnOnce(&mut File) -> anyhow::Result<usize>) -> anyhow::Result<()> {
    if let Some(said) = complete(out, write)? {
        say!("{said}")?;
    }
    Ok(())
}

/// The scheme's code and the call's id in a call's name.
fn parts(call: &str) -> (&str, &str) {
    let mut parts = call.split('/');
    (
        parts.nth(1).unwrap_or_default(),
        parts.nth(1).unwrap_or_default(),
    )
}

async fn awards(session: &Session, call: &str, file: &mut File) -> anyhow::Result<usize> {
    let (scheme, id) = parts(call);
    let mut csv = csv::Writer::from_writer(file);
    csv.write_record(AWARD_COLUMNS)?;
    let request = v1::ExportAwardsRequest {
        parent: call.to_owned(),
    };
    let mut stream = session
        .finance()
        .export_awards(request)
        .await
        .map_err(told)?
        .into_inner();
    let mut rows = 0;
    while let Some(message) = stream.message().await.map_err(told)? {
        for award in &message.awards {
            csv.write_record(award_record(scheme, id, award))?;
            rows += 1;
        }
    }
    csv.flush()?;
    Ok(rows)
}

async fn payments(
    session: &Session,
    call: &str,
    include_paid: bool,
    file: &mut File,
) -> anyhow::Result<usize> {
    let (scheme, _) = parts(call);
    let request = v1::ExportPaymentsRequest {
        parent: call.to_owned(),
        include_paid,
    };
    let mut stream = session
        .finance()
        .export_payments(request)
        .await
        .map_err(told)?
        .into_inner();
    let mut payments = Vec::new();
    while let Some(message) = stream.message().await.map_err(told)? {
        payments.extend(
            message
                .payments
                .iter()
                .map(|payment| payment_json(scheme, payment)),
        );
    }
    writeln!(file, "{}", serde_json::to_string_pretty(&payments)?)?;
    Ok(payments.len())
}

async fn indicators(session: &Session, call: &str, file: &mut File) -> anyhow::Result<usize> {
    let (scheme, id) = parts(call);
    let request = v1::SumIndicatorsRequest {
        parent: call.to_owned(),
    };
    let sums = session
        .reporting()
        .sum_indicators(request)
        .await
        .map_err(told)?
        .into_inner()
        .sums;
    let mut csv = csv::Writer::from_writer(file);
    csv.write_record(INDICATOR_COLUMNS)?;
    for sum in &sums {
        csv.write_record(indicator_record(scheme, id, sum))?;
    }
    csv.flush()?;
    Ok(sums.len())
}

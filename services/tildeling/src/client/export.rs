//! `tildeling export`: what the services stream, as files.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand};

use super::Connection;
use super::report::GroupBy;
use super::write::{Export, OpenForm};
use crate::export::Agency;
use crate::output::{complete, say};

/// The exports.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Decided awards, as CSV with amounts in øre.
    #[command(visible_alias = "awards")]
    AwardsCsv(Table),
    /// Decided awards, as a workbook with amounts in kroner.
    AwardsXlsx(Table),
    /// Decided awards, as Parquet.
    AwardsParquet(Target),
    /// The payment basis, as JSON.
    Payments {
        #[command(flatten)]
        target: Target,
        /// Paid instalments too.
        #[arg(long)]
        include_paid: bool,
    },
    /// The payment basis, as CSV for spreadsheets in Norwegian.
    PaymentsCsv {
        #[command(flatten)]
        table: Table,
        /// Paid instalments too.
        #[arg(long)]
        include_paid: bool,
    },
    /// The payment basis, as Parquet.
    PaymentsParquet {
        #[command(flatten)]
        target: Target,
        /// Paid instalments too.
        #[arg(long)]
        include_paid: bool,
    },
    /// What the bank booked in a month against the ledger, by batch, as CSV for spreadsheets in
    /// Norwegian.
    Reconciliation {
        #[command(flatten)]
        table: Table,
        /// The month, as 2026-06.
        #[arg(long)]
        month: String,
    },
    /// State aid: what must be registered, and the room for small aid of each group, as CSV for
    /// spreadsheets in Norwegian.
    StateAid(Table),
    /// Attested, paid and repaid money as entries of the State's accounts, as CSV.
    LedgerCsv(Table),
    /// The same entries, as SAF-T Financial NO 1.30.
    Saft(Published),
    /// Grants as open data, by 360Giving 1.4.
    #[command(name = "360giving")]
    OpenData(Published),
    /// The same grants, as the CSV that 360Giving's conversion tool reads.
    #[command(name = "360giving-csv")]
    OpenDataCsv(Published),
    /// Events, as CloudEvents 1.0, one a line.
    Events(Target),
    /// Summed indicators, as CSV. With `schemes/{scheme}/calls/-` for the call, of all calls.
    Indicators {
        #[command(flatten)]
        target: Target,
        /// The grouping, beside the sums over all.
        #[arg(long, value_enum)]
        group_by: Option<GroupBy>,
    },
}

/// A call and a file.
#[derive(Debug, Args)]
pub struct Target {
    /// `schemes/{scheme}/calls/{call}`.
    #[arg(value_name = "CALL", required_unless_present = "named")]
    call: Option<String>,
    /// The call, as an option.
    #[arg(
        long = "call",
        id = "named",
        value_name = "CALL",
        conflicts_with = "call"
    )]
    named: Option<String>,
    /// The file to write; `-` is standard output.
    #[arg(long)]
    out: PathBuf,
}

/// A call and a file of a table.
#[derive(Debug, Args)]
pub struct Table {
    #[command(flatten)]
    target: Target,
    /// Which columns the file has, under which names; all of them by default.
    #[arg(long, value_name = "MAP.toml")]
    columns: Option<PathBuf>,
}

/// A call and a file that names the agency.
#[derive(Debug, Args)]
pub struct Published {
    #[command(flatten)]
    target: Target,
    /// The agency: number, name, prefix, licence, and contact, which is a first and a last name.
    #[arg(long, value_name = "AGENCY.toml")]
    agency: PathBuf,
}

impl Target {
    fn call(&self) -> &str {
        let call = self.call.as_ref().or(self.named.as_ref());
        call.map_or("", String::as_str)
    }
}

impl Published {
    fn agency(&self) -> anyhow::Result<Agency> {
        Agency::parse(&text(&self.agency)?)
    }
}

impl Command {
    fn target(&self) -> &Target {
        match self {
            Self::AwardsCsv(table)
            | Self::AwardsXlsx(table)
            | Self::LedgerCsv(table)
            | Self::StateAid(table)
            | Self::PaymentsCsv { table, .. }
            | Self::Reconciliation { table, .. } => &table.target,
            Self::Saft(published) | Self::OpenData(published) | Self::OpenDataCsv(published) => {
                &published.target
            }
            Self::AwardsParquet(target)
            | Self::Payments { target, .. }
            | Self::PaymentsParquet { target, .. }
            | Self::Events(target)
            | Self::Indicators { target, .. } => target,
        }
    }

    /// Writes the file. Returns its number of rows.
    async fn write(&self, export: &Export) -> anyhow::Result<u64> {
        match self {
            Self::AwardsCsv(table) => export.awards_csv(table.map()?).await,
            Self::AwardsXlsx(table) => export.awards_xlsx(table.map()?).await,
            Self::AwardsParquet(_) => export.awards_parquet().await,
            Self::Payments { include_paid, .. } => export.payments(*include_paid).await,
            Self::PaymentsCsv {
                table,
                include_paid,
            } => export.payments_csv(*include_paid, table.map()?).await,
            Self::PaymentsParquet { include_paid, .. } => {
                export.payments_parquet(*include_paid).await
            }
            Self::Reconciliation { table, month } => {
                export.reconciliation(month, table.map()?).await
            }
            Self::StateAid(table) => export.state_aid(table.map()?).await,
            Self::LedgerCsv(table) => export.ledger_csv(table.map()?).await,
            Self::Saft(published) => export.saft(published.agency()?).await,
            Self::OpenData(published) => {
                export.open_data(published.agency()?, OpenForm::Json).await
            }
            Self::OpenDataCsv(published) => {
                export.open_data(published.agency()?, OpenForm::Csv).await
            }
            Self::Events(_) => export.events().await,
            Self::Indicators { group_by, .. } => export.indicators(GroupBy::asked(*group_by)).await,
        }
    }
}

impl Table {
    /// Reads the column map, where one is named.
    fn map(&self) -> anyhow::Result<Option<String>> {
        self.columns.as_deref().map(text).transpose()
    }
}

fn text(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    let target = command.target();
    let call = target.call();
    let write = |file: &mut File| {
        connection.with(call, async |session| {
            let export = Export::new(session, call, file)?;
            Ok(usize::try_from(command.write(&export).await?)?)
        })
    };
    if let Some(said) = complete(&target.out, write)? {
        say!("{said}")?;
    }
    Ok(())
}

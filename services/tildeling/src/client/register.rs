//! `tildeling register`.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Subcommand;
use contract::v1;

use super::{Connection, plain, told};
use crate::output::say;
use crate::pages;
use crate::session::Session;
use crate::table::table;

/// The most entries of one request.
const ENTRIES_MAX: usize = 1_000;

/// Commands on the registers: facts about applicants that the rules look up.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Records the entries of a CSV file, which another person confirms.
    Record {
        /// The scheme's code.
        scheme: String,
        /// The file, with a line of headings: `register`, `organisation_number`,
        /// `municipality_number`, `from_date`, `to_date`, `source`.
        file: PathBuf,
    },
    /// Lists the entries that wait for another person, or all that were recorded.
    Batches {
        /// The scheme's code.
        scheme: String,
        /// All batches.
        #[arg(long)]
        all: bool,
    },
    /// Confirms the entries of a batch that another person recorded.
    Confirm {
        /// `schemes/{scheme}/entryBatches/{batch}`.
        batch: String,
    },
    /// Rejects the entries of a batch, or takes them back.
    Reject {
        /// `schemes/{scheme}/entryBatches/{batch}`.
        batch: String,
        /// The reason.
        #[arg(long)]
        reason: String,
    },
    /// Lists the entries about an organisation.
    List {
        /// The scheme's code.
        scheme: String,
        /// The organisation, nine digits.
        organisation: String,
    },
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::Record { scheme, file } => {
            let entries = read(file)?;
            connection.with(scheme, async |session| {
                record(&session, scheme, &entries).await
            })
        }
        Command::Batches { scheme, all } => connection.with(scheme, async |session| {
            let batches = batches(&session, scheme, *all).await?;
            let entries = batches.iter().flat_map(|batch| {
                batch
                    .entries
                    .iter()
                    .map(move |entry| line(Some(batch), entry))
            });
            say!("{}", table(&HEADINGS, &[], entries))?;
            Ok(())
        }),
        Command::Confirm { batch } => connection.with(batch, async |session| {
            let request = v1::ConfirmEntriesRequest {
                name: batch.clone(),
            };
            let answer = session.registers().confirm_entries(request).await;
            let of = answer.map_err(told)?.into_inner().batch;
            let of = of.context("no batch in the answer")?;
            say!("{} entries hold: {}.", of.entries.len(), of.name)?;
            Ok(())
        }),
        Command::Reject { batch, reason } => connection.with(batch, async |session| {
            let request = v1::RejectEntriesRequest {
                name: batch.clone(),
                reason: reason.clone(),
            };
            let answer = session.registers().reject_entries(request).await;
            answer.map_err(told)?;
            say!("{batch} is rejected.")?;
            Ok(())
        }),
        Command::List {
            scheme,
            organisation,
        } => connection.with(scheme, async |session| {
            let request = v1::ListEntriesRequest {
                parent: format!("schemes/{scheme}"),
                organisation_number: organisation.clone(),
            };
            let answer = session.registers().list_entries(request).await;
            let entries = answer.map_err(told)?.into_inner().entries;
            let entries = entries.iter().map(|entry| line(None, entry));
            say!("{}", table(&HEADINGS[..6], &[], entries))?;
            Ok(())
        }),
    }
}

/// Headings of a table of entries: the last two are of the batch.
const HEADINGS: [&str; 8] = [
    "register",
    "organisation",
    "municipality",
    "from",
    "to",
    "source",
    "state",
    "batch",
];

fn line(batch: Option<&v1::EntryBatch>, entry: &v1::RegisterEntry) -> Vec<String> {
    let mut line = vec![
        entry.register.clone(),
        entry.organisation_number.clone(),
        entry.municipality_number.clone(),
        entry.from_date.clone(),
        entry.to_date.clone(),
        entry.source.clone(),
    ];
    if let Some(batch) = batch {
        line.push(plain(batch.state().as_str_name(), "ENTRY_BATCH_STATE_"));
        line.push(batch.name.clone());
    }
    line
}

/// Reads the entries of a file.
fn read(file: &Path) -> anyhow::Result<Vec<v1::RegisterEntry>> {
    let named = || file.display().to_string();
    let mut reader = csv::Reader::from_path(file).with_context(named)?;
    let columns = reader.headers().with_context(named)?.clone();
    let mut entries = Vec::new();
    for row in reader.records() {
        let row = row.with_context(named)?;
        let field = |name: &str| {
            let at = columns.iter().position(|column| column == name);
            let value = at.and_then(|at| row.get(at)).unwrap_or_default();
            value.trim().to_owned()
        };
        entries.push(v1::RegisterEntry {
            register: field("register"),
            organisation_number: field("organisation_number"),
            municipality_number: field("municipality_number"),
            from_date: field("from_date"),
            to_date: field("to_date"),
            source: field("source"),
        });
    }
    Ok(entries)
}

/// Records entries, a batch for each thousand.
async fn record(
    session: &Session,
    scheme: &str,
    entries: &[v1::RegisterEntry],
) -> anyhow::Result<()> {
    for some in entries.chunks(ENTRIES_MAX) {
        let request = v1::RecordEntriesRequest {
            parent: format!("schemes/{scheme}"),
            entries: some.to_vec(),
        };
        let answer = session.registers().record_entries(request).await;
        let recorded = answer.map_err(told)?.into_inner();
        match recorded.batch.as_str() {
            "" => say!("Nothing is new.")?,
            batch => say!(
                "{} entries wait for another person: {batch}.",
                recorded.recorded
            )?,
        }
    }
    Ok(())
}

async fn batches(
    session: &Session,
    scheme: &str,
    include_all: bool,
) -> anyhow::Result<Vec<v1::EntryBatch>> {
    pages::all(async |page_token| {
        let request = v1::ListEntryBatchesRequest {
            parent: format!("schemes/{scheme}"),
            page_size: pages::PAGE_SIZE,
            page_token,
            include_all,
        };
        let answer = session.registers().list_entry_batches(request).await;
        let page = answer.map_err(told)?.into_inner();
        Ok((page.batches, page.next_page_token))
    })
    .await
}

//! `tildeling payment`: answers of the bank.

use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::NaiveDate;
use clap::Subcommand;
use contract::v1;
use contract::v1::import_bank_file_request::Content;
use domain::calendar::{Clock, SystemClock};
use futures_util::stream;

use super::{Connection, kroner, plain, read_grant, told};
use crate::output::say;
use crate::pages;
use crate::session::Session;
use crate::table::table;

/// Bytes of one message of a file.
const CHUNK: usize = 256 * 1024;

/// Commands on answers of the bank.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Imports an answer of the bank: pain.002 or camt.054. The same file again changes nothing.
    Import {
        /// `schemes/{scheme}`, or its code.
        scheme: String,
        /// The file.
        file: PathBuf,
    },
    /// Lists entries of the bank's files that fit no payment and are not cleared.
    Unmatched {
        /// `schemes/{scheme}`, or its code.
        scheme: String,
        /// Lists all entries.
        #[arg(long)]
        all: bool,
    },
    /// Lists instalments that are due and not paid, with what each waits for.
    Due {
        /// `schemes/{scheme}/calls/{call}`.
        #[arg(long)]
        call: String,
        /// Due on or before this day; today by default.
        #[arg(long)]
        due_by: Option<NaiveDate>,
    },
    /// Clears an entry that fits no payment.
    Clear {
        /// `schemes/{scheme}/bankFiles/{file}/entries/{entry}`.
        entry: String,
        /// What was done about it.
        #[arg(long)]
        reason: String,
    },
    /// Confirms the account of a grant after the bank rejected or returned a payment.
    ConfirmAccount {
        /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
        grant: String,
        /// How it was confirmed.
        #[arg(long)]
        reason: String,
    },
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::Import { scheme, file } => connection.with(scheme, async |session| {
            let content = read(file)?;
            let parent = parent(scheme);
            let imported = import(&session, &parent, &content).await?;
            show_file(&imported)?;
            if imported.file.is_some_and(|file| file.open > 0) {
                say!("`tildeling payment unmatched {scheme}` lists what fits no payment")?;
            }
            Ok(())
        }),
        Command::Unmatched { scheme, all } => connection.with(scheme, async |session| {
            let entries = entries(&session, &parent(scheme), *all).await?;
            let rows = entries.into_iter().map(|entry| {
                vec![
                    plain(entry.kind().as_str_name(), "BANK_ENTRY_KIND_"),
                    plain(entry.state().as_str_name(), "BANK_ENTRY_STATE_"),
                    kroner(entry.amount),
                    entry.booked_date,
                    entry.end_to_end_id,
                    entry.bank_reference,
                    entry.problem,
                    entry.name,
                ]
            });
            let headings = [
                "says", "state", "amount", "booked", "payment", "bank's", "problem", "name",
            ];
            say!("{}", table(&headings, &[2], rows))?;
            Ok(())
        }),
        Command::Due { call, due_by } => connection.with(call, async |session| {
            let day = due_by.unwrap_or_else(|| SystemClock.today());
            show_due(due(&session, call, day).await?)
        }),
        Command::Clear { entry, reason } => connection.with(entry, async |session| {
            let request = v1::ClearBankEntryRequest {
                name: entry.clone(),
                reason: reason.clone(),
            };
            let answer = session.finance().clear_bank_entry(request).await;
            answer.map_err(told)?;
            say!("{entry} is cleared")?;
            Ok(())
        }),
        Command::ConfirmAccount { grant, reason } => connection.with(grant, async |session| {
            let read = read_grant(&session, grant).await?;
            let request = v1::ConfirmAccountRequest {
                name: grant.clone(),
                etag: read.etag,
                reason: reason.clone(),
            };
            let answer = session.finance().confirm_account(request).await;
            answer.map_err(told)?;
            say!("the account of {} is confirmed", read.case_reference)?;
            Ok(())
        }),
    }
}

/// The name of a scheme that is given by its name or its code.
fn parent(scheme: &str) -> String {
    if scheme.starts_with("schemes/") {
        scheme.to_owned()
    } else {
        format!("schemes/{scheme}")
    }
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

/// Imports a file of the bank.
pub async fn import(
    session: &Session,
    parent: &str,
    content: &[u8],
) -> anyhow::Result<v1::ImportBankFileResponse> {
    let mut parts = vec![Content::Parent(parent.to_owned())];
    parts.extend(
        content
            .chunks(CHUNK)
            .map(|some| Content::Chunk(some.to_vec())),
    );
    let parts = parts.into_iter().map(|content| v1::ImportBankFileRequest {
        content: Some(content),
    });
    let answer = session
        .finance()
        .import_bank_file(stream::iter(parts))
        .await;
    Ok(answer.map_err(told)?.into_inner())
}

/// Entries of the bank's files: the open ones, or all.
pub async fn entries(
    session: &Session,
    parent: &str,
    include_all: bool,
) -> anyhow::Result<Vec<v1::BankEntry>> {
    pages::all(async |page_token| {
        let request = v1::ListBankEntriesRequest {
            parent: parent.to_owned(),
            page_size: pages::PAGE_SIZE,
            page_token,
            include_all,
        };
        let answer = session.finance().list_bank_entries(request).await;
        let page = answer.map_err(told)?.into_inner();
        Ok((page.entries, page.next_page_token))
    })
    .await
}

/// Instalments of a call that are due on a day and not paid.
async fn due(session: &Session, call: &str, day: NaiveDate) -> anyhow::Result<Vec<v1::DuePayment>> {
    pages::all(async |page_token| {
        let request = v1::ListDuePaymentsRequest {
            parent: call.to_owned(),
            due_by_date: day.to_string(),
            page_size: pages::PAGE_SIZE,
            page_token,
        };
        let answer = session.finance().list_due_payments(request).await;
        let page = answer.map_err(told)?.into_inner();
        Ok((page.payments, page.next_page_token))
    })
    .await
}

fn show_due(due: Vec<v1::DuePayment>) -> anyhow::Result<()> {
    let rows = due.into_iter().map(|due| {
        let instalment = due.instalment.unwrap_or_default();
        let reasons = due.reasons.into_iter().map(|reason| reason.text);
        vec![
            due.end_to_end_id,
            due.organisation_name,
            kroner(instalment.amount),
            instalment.due_date.clone(),
            plain(instalment.state().as_str_name(), "INSTALMENT_STATE_"),
            reasons.collect::<Vec<_>>().join(" "),
        ]
    });
    let headings = [
        "payment",
        "recipient",
        "amount",
        "due",
        "state",
        "waits for",
    ];
    say!("{}", table(&headings, &[2], rows))?;
    Ok(())
}

fn show_file(imported: &v1::ImportBankFileResponse) -> anyhow::Result<()> {
    let file = imported.file.clone().context("no file in the answer")?;
    say!("{} {}", file.message_type, file.message_id)?;
    if imported.repeated_file {
        say!("  imported before; nothing was changed")?;
    }
    for (number, what) in [
        (file.accepted, "accepted"),
        (file.rejected, "rejected"),
        (file.paid, "paid"),
        (file.returned, "returned"),
        (file.unchanged, "told what was known"),
        (file.open, "fit no payment"),
        (file.cleared, "cleared"),
    ] {
        if number > 0 {
            say!("  {number} {what}")?;
        }
    }
    Ok(())
}

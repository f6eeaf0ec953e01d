//! `tildeling payment`.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use contract::v1;
use domain::calendar::{Clock, SystemClock};
use domain::randomness::{SystemRandomness, uuid_v7};

use super::{Connection, bank, kroner, read_grant, told};
use crate::output::{complete, say};
use crate::pages;
use crate::session::Session;

/// Commands on payments.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Attests due instalments of a call.
    Attest {
        /// `schemes/{scheme}/calls/{call}`.
        call: String,
        /// Instalments due on or before this day, 2026-06-30.
        #[arg(long)]
        due_by: NaiveDate,
        /// A grant; can be given several times. All active grants of the call by default.
        #[arg(long = "grant")]
        grants: Vec<String>,
    },
    /// Approves attested instalments for payment, as a batch: another person than the attestant.
    Approve {
        /// `schemes/{scheme}/calls/{call}`.
        call: String,
        /// The id of the batch, to repeat it safely; made when absent.
        #[arg(long)]
        id: Option<String>,
        /// A grant; can be given several times. All that the caller may approve by default.
        #[arg(long = "grant")]
        grants: Vec<String>,
    },
    /// Takes an attested instalment back to the plan, before it is approved.
    Stop {
        /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
        grant: String,
        /// Number of the instalment in the grant's plan.
        number: i32,
        /// The reason.
        #[arg(long)]
        reason: String,
    },
    /// Lists the batches of a call, with the id and hash of each.
    Batches {
        /// `schemes/{scheme}/calls/{call}`.
        call: String,
    },
    /// Writes the bank's file of a batch: pain.001.001.09.
    Export(Export),
    /// Answers of the bank: `import`, `unmatched`, `due`, `clear`, `confirm-account`.
    #[command(flatten)]
    Bank(bank::Command),
}

/// A batch to export.
#[derive(Debug, Args)]
pub struct Export {
    /// `schemes/{scheme}/calls/{call}/batches/{batch}`.
    batch: String,
    /// The file to write; `-` is standard output.
    #[arg(long)]
    out: PathBuf,
    /// Name of the payer.
    #[arg(long, env = "TILDELING_PAYER_NAME")]
    payer_name: String,
    /// Customer number at the bank.
    #[arg(long, env = "TILDELING_PAYER_CUSTOMER")]
    customer: String,
    /// Agreement or division.
    #[arg(long, env = "TILDELING_PAYER_AGREEMENT")]
    agreement: String,
    /// Account to debit.
    #[arg(long, env = "TILDELING_PAYER_ACCOUNT")]
    account: String,
    /// BIC of the account's bank.
    #[arg(long, env = "TILDELING_PAYER_BIC")]
    bic: String,
    /// Writes pain.001.001.03, which banks stop taking in November 2026.
    #[arg(long)]
    version_03: bool,
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::Attest {
            call,
            due_by,
            grants,
        } => connection.with(call, async |session| {
            let request = v1::AttestPaymentsRequest {
                parent: call.clone(),
                grants: grants.clone(),
                due_by_date: due_by.to_string(),
            };
            let answer = session.finance().attest_payments(request).await;
            show_attestation(&answer.map_err(told)?.into_inner())
        }),
        Command::Approve { call, id, grants } => connection.with(call, async |session| {
            let made = || uuid_v7(SystemClock.now(), &SystemRandomness).to_string();
            let id = id.clone().unwrap_or_else(made);
            let request = v1::ApprovePaymentsRequest {
                name: format!("{call}/batches/{id}"),
                grants: grants.clone(),
            };
            let answer = session.finance().approve_payments(request).await;
            let batch = answer.map_err(told)?.into_inner().batch;
            show_batch(&batch.context("no batch in the answer")?)
        }),
        Command::Stop {
            grant,
            number,
            reason,
        } => connection.with(grant, async |session| {
            let read = read_grant(&session, grant).await?;
            let request = v1::StopPaymentRequest {
                name: grant.clone(),
                etag: read.etag,
                number: *number,
                reason: reason.clone(),
            };
            let answer = session.finance().stop_payment(request).await;
            answer.map_err(told)?;
            let case = read.case_reference;
            say!("instalment {number} of {case} is back in the plan")?;
            Ok(())
        }),
        Command::Batches { call } => connection.with(call, async |session| {
            let batches = batches(&session, call).await?;
            batches.iter().try_for_each(show_batch)
        }),
        Command::Bank(command) => bank::run(command, connection),
        Command::Export(export) => export.write(connection),
    }
}

impl Export {
    fn write(&self, connection: &Connection) -> anyhow::Result<()> {
        let said = complete(&self.out, |file| {
            connection.with(&self.batch, async |session| {
                bank_file(&session, self.request(), file).await
            })
        })?;
        if said.is_some() {
            say!("the bank's file is {}", self.out.display())?;
        }
        Ok(())
    }

    fn request(&self) -> v1::ExportBatchRequest {
        v1::ExportBatchRequest {
            name: self.batch.clone(),
            payer: Some(v1::Payer {
                name: self.payer_name.clone(),
                customer_id: self.customer.clone(),
                agreement_id: self.agreement.clone(),
                account_number: self.account.clone(),
                bic: self.bic.clone(),
            }),
            pain_001_001_03: self.version_03,
        }
    }
}

fn show_attestation(answer: &v1::AttestPaymentsResponse) -> anyhow::Result<()> {
    say!(
        "{} instalments attested, {}",
        answer.instalments,
        kroner(answer.amount)
    )?;
    for blocked in &answer.blocked {
        say!("{}:", blocked.grant)?;
        for block in &blocked.blocks {
            say!("  {}", block.text)?;
        }
    }
    Ok(())
}

/// Writes the bank's file of a batch. Returns its bytes.
pub async fn bank_file(
    session: &Session,
    request: v1::ExportBatchRequest,
    out: &mut impl Write,
) -> anyhow::Result<usize> {
    let answer = session.finance().export_batch(request).await;
    let mut stream = answer.map_err(told)?.into_inner();
    let mut bytes = 0;
    while let Some(part) = stream.message().await.map_err(told)? {
        out.write_all(&part.content)?;
        bytes += part.content.len();
    }
    Ok(bytes)
}

/// Batches of a call.
pub async fn batches(session: &Session, call: &str) -> anyhow::Result<Vec<v1::PaymentBatch>> {
    pages::all(async |page_token| {
        let request = v1::ListBatchesRequest {
            parent: call.to_owned(),
            page_size: pages::PAGE_SIZE,
            page_token,
        };
        let answer = session.finance().list_batches(request).await;
        let page = answer.map_err(told)?.into_inner();
        Ok((page.batches, page.next_page_token))
    })
    .await
}

fn show_batch(batch: &v1::PaymentBatch) -> anyhow::Result<()> {
    say!("{}", batch.name)?;
    say!(
        "  {} payments, {}, approved by {}",
        batch.payments,
        kroner(batch.amount),
        batch.approved_by
    )?;
    say!("  message id {}", batch.message_id)?;
    say!("  sha256 {}", batch.sha256)?;
    Ok(())
}

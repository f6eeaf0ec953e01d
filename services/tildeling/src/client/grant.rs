//! `tildeling grant`.

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use contract::v1;
use domain::identifiers::AccountNumber;

use super::call::ore;
use super::{Connection, grant_budget, grant_change, kroner, plain, read_grant, told, whole_grant};
use crate::output::say;

/// Commands on offers.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Shows a grant: where it stands, and what stands in the way of a payment.
    Show {
        /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
        grant: String,
    },
    /// Accepts an offer and its terms, as the recipient.
    Accept {
        /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
        grant: String,
        /// The account to pay to.
        #[arg(long)]
        account: AccountNumber,
        #[command(flatten)]
        terms: Terms,
    },
    /// Budgets of grants.
    Budget {
        #[command(subcommand)]
        command: grant_budget::Command,
    },
    /// Changes of grants.
    Change {
        #[command(subcommand)]
        command: grant_change::Command,
    },
    /// Gives from next year's frame what an upheld appeal waited for.
    Fund {
        /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
        grant: String,
        /// The reason.
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Gives notice that an offer will lapse, after its last day.
    Notice {
        /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
        grant: String,
        /// The way in which the recipient is told.
        #[arg(long)]
        reason: String,
    },
    /// Lets the recipient accept after the last day.
    AdmitLate {
        /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
        grant: String,
        /// The last day to accept from now on, 2026-06-30.
        #[arg(long)]
        accept_by: NaiveDate,
        #[command(flatten)]
        terms: Terms,
        /// The reason.
        #[arg(long)]
        reason: String,
    },
    /// Records money that the recipient repaid, as finance.
    Repayment(Repayment),
    /// Ends an offer when the days to answer the notice are over.
    Lapse {
        /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
        grant: String,
        /// The reason.
        #[arg(long)]
        reason: String,
    },
}

/// Money that was repaid.
#[derive(Debug, Clone, Args)]
pub struct Repayment {
    /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
    grant: String,
    /// Amount in kroner.
    #[arg(long, value_parser = ore)]
    amount: i64,
    /// The day it was booked, 2027-04-02.
    #[arg(long)]
    booked: NaiveDate,
    /// The reference, such as that of the voucher.
    #[arg(long)]
    reference: String,
    /// The bank's entry that tells of it, as `tildeling payment unmatched` lists it.
    #[arg(long)]
    entry: Option<String>,
}

impl Repayment {
    fn request(&self, etag: String) -> v1::RecordRepaymentRequest {
        v1::RecordRepaymentRequest {
            name: self.grant.clone(),
            etag,
            amount: Some(v1::Money { ore: self.amount }),
            booked_date: self.booked.to_string(),
            reference: self.reference.clone(),
            bank_entry: self.entry.clone().unwrap_or_default(),
        }
    }
}

/// The terms that a command is about, as `tildeling grant show` printed them.
#[derive(Debug, Clone, Args)]
pub struct Terms {
    /// The decision whose letter has them.
    #[arg(long)]
    decision: String,
    /// The hash of that letter.
    #[arg(long)]
    sha256: String,
}

impl From<Terms> for v1::TermsVersion {
    fn from(terms: Terms) -> Self {
        Self {
            decision: terms.decision,
            text_sha256: terms.sha256,
        }
    }
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::Show { grant } => connection.with(grant, async |session| {
            show(&read_grant(&session, grant).await?)
        }),
        Command::Budget { command } => grant_budget::run(command, connection),
        Command::Change { command } => grant_change::run(command, connection),
        Command::Fund { grant, reason } => connection.with(grant, async |session| {
            let request = v1::FundGrantRequest {
                name: grant.clone(),
                etag: read_grant(&session, grant).await?.etag,
                reason: reason.clone(),
            };
            let answer = session.grants().fund_grant(request).await;
            show(&whole_grant(answer.map_err(told)?.into_inner().grant)?)
        }),
        Command::Notice { grant, reason } => connection.with(grant, async |session| {
            let request = v1::NoticeLapseRequest {
                name: grant.clone(),
                etag: read_grant(&session, grant).await?.etag,
                reason: reason.clone(),
            };
            let answer = session.grants().notice_lapse(request).await;
            show(&whole_grant(answer.map_err(told)?.into_inner().grant)?)
        }),
        Command::Accept {
            grant,
            account,
            terms,
        } => connection.with(grant, async |session| {
            let request = v1::AcceptGrantRequest {
                name: grant.clone(),
                etag: read_grant(&session, grant).await?.etag,
                account_number: account.to_string(),
                terms: Some(terms.clone().into()),
            };
            let answer = session.grants().accept_grant(request).await;
            show(&whole_grant(answer.map_err(told)?.into_inner().grant)?)
        }),
        Command::AdmitLate {
            grant,
            accept_by,
            terms,
            reason,
        } => connection.with(grant, async |session| {
            let request = v1::AdmitLateAcceptanceRequest {
                name: grant.clone(),
                etag: read_grant(&session, grant).await?.etag,
                accept_by_date: accept_by.to_string(),
                terms: Some(terms.clone().into()),
                reason: reason.clone(),
            };
            let answer = session.grants().admit_late_acceptance(request).await;
            show(&whole_grant(answer.map_err(told)?.into_inner().grant)?)
        }),
        Command::Repayment(money) => connection.with(&money.grant, async |session| {
            let read = read_grant(&session, &money.grant).await?;
            let request = money.request(read.etag);
            let answer = session.finance().record_repayment(request).await;
            show(&whole_grant(answer.map_err(told)?.into_inner().grant)?)
        }),
        Command::Lapse { grant, reason } => connection.with(grant, async |session| {
            let request = v1::LapseGrantRequest {
                name: grant.clone(),
                etag: read_grant(&session, grant).await?.etag,
                reason: reason.clone(),
            };
            let answer = session.grants().lapse_grant(request).await;
            show(&whole_grant(answer.map_err(told)?.into_inner().grant)?)
        }),
    }
}

fn show(grant: &v1::Grant) -> anyhow::Result<()> {
    let state = plain(grant.state().as_str_name(), "GRANT_STATE_");
    let (case, granted) = (&grant.case_reference, kroner(grant.granted));
    say!("{case}: {granted}, {state}")?;
    say!("  to be accepted by {}", grant.accept_by_date)?;
    if grant.revised_budget_needed {
        say!("  needs a revised budget that is approved before")?;
    }
    let versions = [("sent", &grant.terms), ("accepted", &grant.accepted_terms)];
    for (word, terms) in versions {
        if let Some(terms) = terms {
            let (decision, sha256) = (&terms.decision, &terms.text_sha256);
            say!("  terms {word}: {decision}, sha256 {sha256}")?;
        }
    }
    if let Some(late) = &grant.late_acceptance {
        say!(
            "  late acceptance admitted by {}: {}",
            late.actor,
            late.reason
        )?;
    }
    if let Some(notice) = &grant.lapse_notice {
        say!(
            "  notice of lapse, to be answered by {}",
            notice.answer_by_date
        )?;
        say!("     {}", notice.notice)?;
    }
    for one in &grant.repayments {
        let (amount, day) = (kroner(one.amount), &one.booked_date);
        say!("  {amount} repaid on {day}: {}", one.reference)?;
    }
    if grant.to_repay.is_some() {
        say!("  {} remains to repay", kroner(grant.to_repay))?;
    }
    for block in &grant.payment_blocks {
        say!("  {}", block.text)?;
    }
    Ok(())
}

//! `tildeling recovery`.

mod show;

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use contract::v1;
use contract::v1::arrangement_plan::Kind;
use tonic::Status;

use self::show::{show, show_one};
use super::call::ore;
use super::{Connection, read_grant, told, whole_grant};
use crate::output::say;
use crate::pages;
use crate::session::Session;

/// Commands on money that grants must pay back.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists recoveries.
    List {
        /// `schemes/{scheme}/calls/{call}`, or `schemes/{scheme}/calls/-` for all calls.
        parent: String,
        /// Only those of grants with something that remains to repay.
        #[arg(long)]
        open: bool,
    },
    /// Gives notice that what must be repaid of a grant will be claimed.
    Notice {
        /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
        grant: String,
        /// Why; the recipient reads it.
        #[arg(long)]
        reason: String,
    },
    /// Answers a notice, or registers an answer that came in otherwise.
    Answer {
        #[command(flatten)]
        of: Named,
        /// The answer.
        #[arg(long)]
        answer: String,
    },
    /// Claims money back, by a decision.
    Claim {
        #[command(flatten)]
        of: Named,
        /// The amount in kroner.
        #[arg(long, value_parser = ore)]
        amount: i64,
        /// The fault of the recipient.
        #[arg(long)]
        fault: Fault,
        /// Why; it stands in the letter.
        #[arg(long)]
        reason: String,
    },
    #[command(flatten)]
    Propose(Proposal),
    /// Approves the arrangement that waits.
    Approve {
        #[command(flatten)]
        of: Named,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Rejects the arrangement that waits, or takes it back.
    Reject {
        #[command(flatten)]
        of: Named,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Records interest that came in.
    Interest {
        #[command(flatten)]
        of: Named,
        /// The amount in kroner.
        #[arg(long, value_parser = ore)]
        amount: i64,
        /// The day it was booked.
        #[arg(long)]
        booked: NaiveDate,
        /// The reference, such as that of the voucher.
        #[arg(long)]
        reference: String,
    },
}

/// Arrangements that another person approves.
#[derive(Debug, Subcommand)]
pub enum Proposal {
    /// Proposes that a later payment to the recipient is kept.
    SetOff {
        #[command(flatten)]
        of: Named,
        /// The other grant, `schemes/{scheme}/calls/{call}/grants/{grant}`.
        #[arg(long)]
        grant: String,
        /// Number of its instalment.
        #[arg(long)]
        instalment: i32,
        /// The amount in kroner.
        #[arg(long, value_parser = ore)]
        amount: i64,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Proposes that the claim is paid in parts.
    Parts {
        #[command(flatten)]
        of: Named,
        /// A part, `2027-06-01=25000`; once for each.
        #[arg(long = "part", required = true, value_parser = part)]
        parts: Vec<(NaiveDate, i64)>,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Proposes that a collector takes the claim over.
    Collect {
        #[command(flatten)]
        of: Named,
        /// The collector's reference.
        #[arg(long)]
        reference: String,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Proposes that the claim is given up, as a whole or in part.
    Remit {
        #[command(flatten)]
        of: Named,
        /// Of the amount, in kroner.
        #[arg(long, value_parser = ore, default_value = "0")]
        amount: i64,
        /// Of the interest, in kroner.
        #[arg(long, value_parser = ore, default_value = "0")]
        interest: i64,
        /// Why.
        #[arg(long)]
        reason: String,
    },
}

impl Proposal {
    fn run(&self, connection: &Connection) -> anyhow::Result<()> {
        match self {
            Self::SetOff {
                of,
                grant,
                instalment,
                amount,
                reason,
            } => {
                let set_off = v1::SetOff {
                    grant: grant.clone(),
                    instalment: *instalment,
                    amount: money(*amount),
                };
                of.propose(connection, Kind::SetOff(set_off), reason)
            }
            Self::Parts { of, parts, reason } => {
                let parts = parts.iter().map(|(day, amount)| v1::DuePart {
                    pay_by_date: day.to_string(),
                    amount: money(*amount),
                });
                let parts = v1::PaidInParts {
                    parts: parts.collect(),
                };
                of.propose(connection, Kind::Instalments(parts), reason)
            }
            Self::Collect {
                of,
                reference,
                reason,
            } => {
                let reference = reference.clone();
                let collection = v1::Collection { reference };
                of.propose(connection, Kind::Collection(collection), reason)
            }
            Self::Remit {
                of,
                amount,
                interest,
                reason,
            } => {
                let remission = v1::Remission {
                    amount: money(*amount),
                    interest: money(*interest),
                };
                of.propose(connection, Kind::Remission(remission), reason)
            }
        }
    }
}

/// An amount of øre, as messages have it.
const fn money(ore: i64) -> Option<v1::Money> {
    Some(v1::Money { ore })
}

/// A recovery.
#[derive(Debug, Args)]
pub struct Named {
    /// `schemes/{scheme}/calls/{call}/grants/{grant}/recoveries/{recovery}`.
    name: String,
}

/// The fault of a recipient.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Fault {
    /// It did not know, and had no reason to know.
    GoodFaith,
    /// It ought to have known.
    Negligence,
    /// It knew, or was grossly negligent.
    GrossNegligence,
}

impl Fault {
    pub(super) const fn class(self) -> v1::FaultClass {
        match self {
            Self::GoodFaith => v1::FaultClass::GoodFaith,
            Self::Negligence => v1::FaultClass::Negligence,
            Self::GrossNegligence => v1::FaultClass::GrossNegligence,
        }
    }
}

/// Reads a part of a claim, `2027-06-01=25000`.
fn part(text: &str) -> Result<(NaiveDate, i64), String> {
    let (day, amount) = text
        .split_once('=')
        .ok_or_else(|| "write day=amount, as in 2027-06-01=25000".to_owned())?;
    let day = day.parse().map_err(|_| format!("{day:?} is no day"))?;
    Ok((day, ore(amount)?))
}

/// The grant of an answer.
type Stepped = Result<Option<v1::Grant>, Status>;

impl Named {
    /// Takes a step on it with the etag of its grant, and shows the grant of the answer.
    fn take(
        &self,
        connection: &Connection,
        step: impl AsyncFnOnce(&Session, (String, String)) -> Stepped,
    ) -> anyhow::Result<()> {
        connection.with(&self.name, async |session| {
            let grant = self.name.rsplit_once("/recoveries/");
            let grant = grant.map_or(self.name.as_str(), |(grant, _)| grant);
            let etag = read_grant(&session, grant).await?.etag;
            let grant = step(&session, (self.name.clone(), etag)).await;
            show(&whole_grant(grant.map_err(told)?)?)
        })
    }

    /// Proposes an arrangement for it.
    fn propose(&self, connection: &Connection, kind: Kind, reason: &str) -> anyhow::Result<()> {
        self.take(connection, async |session, (name, etag)| {
            let request = v1::ProposeArrangementRequest {
                name,
                etag,
                plan: Some(v1::ArrangementPlan { kind: Some(kind) }),
                reason: reason.to_owned(),
            };
            let answer = session.recoveries().propose_arrangement(request).await?;
            Ok(answer.into_inner().grant)
        })
    }
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::List { parent, open } => {
            connection.with(parent, async |session| list(&session, parent, *open).await)
        }
        Command::Notice { grant, reason } => connection.with(grant, async |session| {
            let request = v1::NoticeRecoveryRequest {
                name: grant.clone(),
                etag: read_grant(&session, grant).await?.etag,
                reason: reason.clone(),
            };
            let answer = session.recoveries().notice_recovery(request).await;
            show(&whole_grant(answer.map_err(told)?.into_inner().grant)?)
        }),
        Command::Answer { of, answer } => of.take(connection, async |session, (name, etag)| {
            let answer = answer.clone();
            let request = v1::AnswerRecoveryRequest { name, etag, answer };
            let answer = session.recoveries().answer_recovery(request).await?;
            Ok(answer.into_inner().grant)
        }),
        Command::Claim {
            of,
            amount,
            fault,
            reason,
        } => of.take(connection, async |session, (name, etag)| {
            let request = v1::ClaimRecoveryRequest {
                name,
                etag,
                amount: money(*amount),
                fault_class: fault.class().into(),
                reason: reason.clone(),
            };
            let answer = session.recoveries().claim_recovery(request).await?;
            Ok(answer.into_inner().grant)
        }),
        Command::Approve { of, reason } => of.take(connection, async |session, (name, etag)| {
            let reason = reason.clone();
            let request = v1::ApproveArrangementRequest { name, etag, reason };
            let answer = session.recoveries().approve_arrangement(request).await?;
            Ok(answer.into_inner().grant)
        }),
        Command::Reject { of, reason } => of.take(connection, async |session, (name, etag)| {
            let reason = reason.clone();
            let request = v1::RejectArrangementRequest { name, etag, reason };
            let answer = session.recoveries().reject_arrangement(request).await?;
            Ok(answer.into_inner().grant)
        }),
        Command::Interest {
            of,
            amount,
            booked,
            reference,
        } => of.take(connection, async |session, (name, etag)| {
            let request = v1::RecordInterestRequest {
                name,
                etag,
                amount: money(*amount),
                booked_date: booked.to_string(),
                reference: reference.clone(),
            };
            let answer = session.recoveries().record_interest(request).await?;
            Ok(answer.into_inner().grant)
        }),
        Command::Propose(proposal) => proposal.run(connection),
    }
}

async fn list(session: &Session, parent: &str, open: bool) -> anyhow::Result<()> {
    let all = pages::all(async |page_token| {
        let request = v1::ListRecoveriesRequest {
            parent: parent.to_owned(),
            open,
            page_size: pages::PAGE_SIZE,
            page_token,
            ..Default::default()
        };
        let page = session.recoveries().list_recoveries(request).await?;
        let page = page.into_inner();
        Ok((page.recoveries, page.next_page_token))
    });
    for one in all.await.map_err(told)? {
        say!("{} {}", one.case_reference, one.organisation_name)?;
        one.recovery.iter().try_for_each(show_one)?;
    }
    Ok(())
}

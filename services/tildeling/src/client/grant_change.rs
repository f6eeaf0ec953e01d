//! `tildeling grant change`.

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use contract::v1;

use super::call::ore;
use super::grant_budget::{line, show_lines};
use super::{Connection, kroner, plain, read_grant, told, whole_grant};
use crate::output::say;
use crate::session::Session;

/// Commands on changes of grants.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Shows the changes of a grant.
    Show {
        /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
        grant: String,
    },
    /// Asks for a change, or registers one that came in otherwise.
    Request(Request),
    /// Approves a change, by a decision.
    Approve {
        #[command(flatten)]
        answer: Answer,
        /// Kroner for one euro on the day, where more is given to economic activity.
        #[arg(long, default_value = "")]
        euro_rate: String,
    },
    /// Rejects a change, by a decision.
    Reject(Answer),
    /// Takes a change back.
    Withdraw(Answer),
}

/// A change that is asked for.
#[derive(Debug, Args)]
pub struct Request {
    /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
    grant: String,
    /// A line of the whole budget since, in kroner, `code=amount`; once for each line that gets
    /// money.
    #[arg(long = "line", value_parser = line)]
    lines: Vec<(String, i64)>,
    /// The last day of the work since, 2027-06-30.
    #[arg(long)]
    ends: Option<NaiveDate>,
    /// The work since.
    #[arg(long, default_value = "")]
    content: String,
    /// The partner since.
    #[arg(long, default_value = "")]
    partner: String,
    /// The amount of the grant since, in kroner.
    #[arg(long, value_parser = ore)]
    amount: Option<i64>,
    /// Why.
    #[arg(long)]
    reason: String,
}

/// An answer to a change.
#[derive(Debug, Args)]
pub struct Answer {
    /// `schemes/{scheme}/calls/{call}/grants/{grant}/changes/{change}`.
    name: String,
    /// The reason; that of a decision stands in the letter.
    #[arg(long, default_value = "")]
    reason: String,
}

impl Request {
    fn message(&self, etag: String) -> v1::RequestChangeRequest {
        let lines = self.lines.iter().map(|(code, ore)| v1::GrantBudgetLine {
            code: code.clone(),
            title: String::new(),
            amount: Some(v1::Money { ore: *ore }),
        });
        v1::RequestChangeRequest {
            name: self.grant.clone(),
            etag,
            budget: lines.collect(),
            end_date: self.ends.map_or_else(String::new, |day| day.to_string()),
            content: self.content.clone(),
            partner: self.partner.clone(),
            amount: self.amount.map(|ore| v1::Money { ore }),
            reason: self.reason.clone(),
        }
    }
}

impl Answer {
    /// The name of its grant.
    fn grant(&self) -> &str {
        let grant = self.name.rsplit_once("/changes/");
        grant.map_or(self.name.as_str(), |(grant, _)| grant)
    }

    async fn etag(&self, session: &Session) -> anyhow::Result<String> {
        Ok(read_grant(session, self.grant()).await?.etag)
    }
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::Show { grant } => connection.with(grant, async |session| {
            show(&read_grant(&session, grant).await?)
        }),
        Command::Request(asked) => connection.with(&asked.grant, async |session| {
            let etag = read_grant(&session, &asked.grant).await?.etag;
            let answer = session.grants().request_change(asked.message(etag)).await;
            show(&whole_grant(answer.map_err(told)?.into_inner().grant)?)
        }),
        Command::Approve { answer, euro_rate } => connection.with(&answer.name, async |session| {
            let request = v1::ApproveChangeRequest {
                name: answer.name.clone(),
                etag: answer.etag(&session).await?,
                reason: answer.reason.clone(),
                euro_rate: euro_rate.clone(),
            };
            let approved = session.grants().approve_change(request).await;
            show(&whole_grant(approved.map_err(told)?.into_inner().grant)?)
        }),
        Command::Reject(answer) => connection.with(&answer.name, async |session| {
            let request = v1::RejectChangeRequest {
                name: answer.name.clone(),
                etag: answer.etag(&session).await?,
                reason: answer.reason.clone(),
            };
            let rejected = session.grants().reject_change(request).await;
            show(&whole_grant(rejected.map_err(told)?.into_inner().grant)?)
        }),
        Command::Withdraw(answer) => connection.with(&answer.name, async |session| {
            let request = v1::WithdrawChangeRequest {
                name: answer.name.clone(),
                etag: answer.etag(&session).await?,
                reason: answer.reason.clone(),
            };
            let withdrawn = session.grants().withdraw_change(request).await;
            show(&whole_grant(withdrawn.map_err(told)?.into_inner().grant)?)
        }),
    }
}

fn show(grant: &v1::Grant) -> anyhow::Result<()> {
    say!("{}: {}", grant.case_reference, kroner(grant.granted))?;
    for change in &grant.changes {
        let state = plain(change.state().as_str_name(), "GRANT_CHANGE_STATE_");
        let kinds = change.kinds();
        let kinds: Vec<String> = kinds
            .map(|kind| plain(kind.as_str_name(), "GRANT_CHANGE_KIND_"))
            .collect();
        say!("  {}: {}, {state}", change.name, kinds.join(" and "))?;
        if let Some(amount) = change.amount {
            let before = kroner(change.granted_before);
            say!("     {} instead of {before}", kroner(Some(amount)))?;
        }
        for text in [&change.end_date, &change.partner, &change.content] {
            if !text.is_empty() {
                say!("     {text}")?;
            }
        }
        show_lines(&change.budget)?;
        if !change.decision.is_empty() {
            say!("     {}", change.decision)?;
        }
    }
    Ok(())
}

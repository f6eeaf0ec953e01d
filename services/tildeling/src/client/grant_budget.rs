//! `tildeling grant budget`.

use clap::Subcommand;
use contract::v1;

use super::call::coded;
use super::{Connection, kroner, plain, read_grant, told, whole_grant};
use crate::output::say;

/// Commands on the budget of a grant.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Shows the approved budget of a grant and the revised one that was submitted last.
    Show {
        /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
        grant: String,
    },
    /// Submits a revised budget of a partial grant, as the recipient.
    Submit {
        /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
        grant: String,
        /// A line in kroner, `code=amount`; once for each line that gets money.
        #[arg(long = "line", required = true, value_parser = line)]
        lines: Vec<(String, i64)>,
    },
    /// Approves a revised budget.
    Approve {
        /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
        grant: String,
        /// The reason.
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Sends a revised budget back.
    Return {
        /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
        grant: String,
        /// The reason.
        #[arg(long)]
        reason: String,
    },
}

pub(super) fn line(text: &str) -> Result<(String, i64), String> {
    coded(text, "line", "wages=400000")
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::Show { grant } => connection.with(grant, async |session| {
            show(&read_grant(&session, grant).await?)
        }),
        Command::Submit { grant, lines } => connection.with(grant, async |session| {
            let lines = lines.iter().map(|(code, ore)| v1::GrantBudgetLine {
                code: code.clone(),
                title: String::new(),
                amount: Some(v1::Money { ore: *ore }),
            });
            let request = v1::SubmitRevisedBudgetRequest {
                name: grant.clone(),
                etag: read_grant(&session, grant).await?.etag,
                lines: lines.collect(),
            };
            let answer = session.grants().submit_revised_budget(request).await;
            show(&whole_grant(answer.map_err(told)?.into_inner().grant)?)
        }),
        Command::Approve { grant, reason } => connection.with(grant, async |session| {
            let request = v1::ApproveRevisedBudgetRequest {
                name: grant.clone(),
                etag: read_grant(&session, grant).await?.etag,
                reason: reason.clone(),
            };
            let answer = session.grants().approve_revised_budget(request).await;
            show(&whole_grant(answer.map_err(told)?.into_inner().grant)?)
        }),
        Command::Return { grant, reason } => connection.with(grant, async |session| {
            let request = v1::ReturnRevisedBudgetRequest {
                name: grant.clone(),
                etag: read_grant(&session, grant).await?.etag,
                reason: reason.clone(),
            };
            let answer = session.grants().return_revised_budget(request).await;
            show(&whole_grant(answer.map_err(told)?.into_inner().grant)?)
        }),
    }
}

fn show(grant: &v1::Grant) -> anyhow::Result<()> {
    say!("{}: {}", grant.case_reference, kroner(grant.granted))?;
    show_lines(&grant.budget)?;
    if let Some(revised) = &grant.revised_budget {
        let state = plain(revised.state().as_str_name(), "REVISED_BUDGET_STATE_");
        say!("  revised, {state}")?;
        if let Some(answer) = revised.answer.as_ref().filter(|it| !it.reason.is_empty()) {
            say!("     {}", answer.reason)?;
        }
        show_lines(&revised.lines)?;
    }
    if grant.revised_budget_needed {
        let by = &grant.accept_by_date;
        say!("  to be accepted by {by}, on a revised budget that is approved before")?;
    }
    Ok(())
}

pub(super) fn show_lines(lines: &[v1::GrantBudgetLine]) -> anyhow::Result<()> {
    for line in lines {
        let (code, title) = (&line.code, &line.title);
        say!("  {code}: {}, {title}", kroner(line.amount))?;
    }
    Ok(())
}
